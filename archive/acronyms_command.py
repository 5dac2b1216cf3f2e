"""`threadkeep acronyms`: acronyms, definitions and senses of texts given as JSON lines, for other programs."""

from __future__ import annotations

import json
import sys

import click

from archive.errors import WrongUse


@click.command()
@click.option(
    "--jsonl", is_flag=True, help="Read JSON lines on standard input and write JSON lines; the only form yet."
)
@click.option("--thread", is_flag=True, help='Neighbouring lines with one "thread" value are a conversation.')
@click.option("--disambiguate", is_flag=True, help="Choose among the candidates given for an acronym of each line.")
def acronyms(jsonl: bool, thread: bool, disambiguate: bool) -> None:
    """Find acronyms and what they stand for in texts given as JSON lines.

    In: {"id", "text"}. Out: {"id", "pairs": [{"short", "long", "short_span", "long_span"}], "acronyms": [{"text",
    "start", "end", "canonical"}]}, spans in code points of the text given. The lines together tell what is an acronym,
    so all are read before the first is answered. With --thread a reply may explain what an earlier line asks: such a
    pair has the "short_id" of that line, where its "short_span" is.

    With --disambiguate, in: {"id", "text", "acronym", "start", "end", "candidates"}, after an optional first line
    {"train": [{"text", "acronym", "start", "end", "expansion"}]}. Out: {"id", "expansion"}.

    A line that cannot be read is named on standard error and has no answer; the others have theirs, and the exit code
    is 2 in the end.
    """
    from archive.acronyms.batch import disambiguate_records, find_in_records, read_lines  # keeps `--help` quick

    if not jsonl:
        raise WrongUse("Say --jsonl, and give one JSON object a line on standard input.")
    if thread and disambiguate:
        raise WrongUse("Say --thread or --disambiguate, not both.")
    records, problems = read_lines(sys.stdin.buffer, disambiguate=disambiguate)
    found = disambiguate_records(records) if disambiguate else find_in_records(records, threads=thread)
    for record in found:
        click.echo(json.dumps(record))
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        sys.exit(WrongUse.exit_code)
