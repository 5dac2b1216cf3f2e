"""`threadkeep detect`: identifying details of texts given as JSON lines, for evaluation and for other programs."""

from __future__ import annotations

import json
import sys

import click

from archive.errors import WrongUse


@click.command()
@click.option(
    "--jsonl", is_flag=True, help="Read JSON lines on standard input and write JSON lines; the only form yet."
)
@click.option("--model", metavar="NAME", help="Ask a name finder as well: presidio, where it is installed.")
def detect(jsonl: bool, model: str | None) -> None:
    """Find what identifies people in texts given as JSON lines.

    In: {"id", "text"}, and "pen_name" where it is known: what one pen-name tells in all lines counts together. Out:
    {"id", "spans": [{"start", "end", "label", "score", "risk", "decision", "why"}]}, spans in code points of the text
    given, the decision "redact" or "consider" for a proposal and "keep" for a public person or statement. Nothing is
    decided by it. All lines are read before the first is answered.
    """
    from archive.moderation import initials  # keeps `--help` quick, as all of these do
    from archive.redaction.batch import detect_in_records, read_lines
    from archive.redaction.models import get_model

    if not jsonl:
        raise WrongUse("Say --jsonl, and give one JSON object a line on standard input.")
    extra = [initials.find, *([get_model(model)] if model else [])]
    for record in detect_in_records(read_lines(sys.stdin.buffer), extra):
        click.echo(json.dumps(record))
