"""`threadkeep search`."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from archive.command_options import data_option, json_option
from archive.folder import DataFolder
from search_index.results import Hit, SearchResult
from search_index.search import MAX_LIMIT
from search_index.search import search as search_archive

_OWN = ("snippet_text",)
"""Fields of a hit that are not part of the JSON."""


# a word with a minus before it is taken away, so it cannot be an option that we do not know
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@data_option
@click.option(
    "--limit", type=click.IntRange(1, MAX_LIMIT), default=20, show_default=True, help="How many hits to show."
)
@json_option
def search(query: tuple[str, ...], folder: DataFolder, limit: int, as_json: bool) -> None:
    """Search the public copy.

    Words (all of them), "phrases", -minus, OR, author:, tag:, year:, before:, after:, in:post, in:comment.
    """
    result = search_archive(folder, " ".join(query), limit=limit)
    click.echo(as_document(result) if as_json else as_lines(result))


def as_document(result: SearchResult) -> str:
    """Return a result as one JSON document; its snippets are HTML, as on the web."""
    hits = [{name: value for name, value in asdict(hit).items() if name not in _OWN} for hit in result.hits]
    whole = {"query": result.query, "understood": result.understood, "total": result.total, "hits": hits}
    return json.dumps(whole, ensure_ascii=False)


def as_lines(result: SearchResult) -> str:
    """Return a result as lines for a terminal, in plain text."""
    lines = [f"{result.total} {'hit' if result.total == 1 else 'hits'}: {result.understood}"]
    if result.suggestion:
        lines.append(f"Did you mean: {result.suggestion}")
    for hit in result.hits:
        lines += ["", _heading(hit), f"  {hit.snippet_text}", f"  {hit.url}"]
    return _printable("\n".join(lines))


def _heading(hit: Hit) -> str:
    by = f" by {hit.author}" if hit.author else ""
    return f"{hit.title or 'Untitled'} ({hit.kind}{by}, {(hit.published or 'undated')[:10]})"


def _printable(text: str) -> str:
    """Return the text without whatever would steer a terminal."""
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")
