"""`threadkeep search`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from archive.folder import DataFolder
from search_index.results import Hit, SearchResult
from search_index.search import search as search_archive

_JSON_HIT = ("id", "kind", "post_id", "title", "author", "published", "snippet", "url")


@click.command(context_settings={"ignore_unknown_options": True})  # a minus takes a word away, it is no option
@click.argument("query", nargs=-1, required=True)
@click.option("--data", type=click.Path(path_type=Path, file_okay=False), help="The data folder of the archive.")
@click.option("--limit", type=click.IntRange(1, 500), default=20, show_default=True, help="How many hits to show.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def search(query: tuple[str, ...], data: Path | None, limit: int, as_json: bool) -> None:
    """Search the public copy.

    Words (all of them), "phrases", -minus, OR, author:, tag:, year:, before:, after:, in:post, in:comment.
    """
    result = search_archive(DataFolder.resolve(data), " ".join(query), limit=limit)
    click.echo(as_document(result) if as_json else as_lines(result))


def as_document(result: SearchResult) -> str:
    """Return a result as one JSON document; its snippets are HTML, as on the web."""
    hits = [{name: value for name, value in asdict(hit).items() if name in _JSON_HIT} for hit in result.hits]
    return json.dumps(
        {"query": result.query, "understood": result.understood, "total": result.total, "hits": hits},
        ensure_ascii=False,
    )


def as_lines(result: SearchResult) -> str:
    """Return a result as lines for a terminal, in plain text."""
    count = f"{result.total} {'hit' if result.total == 1 else 'hits'}"
    lines = [f"{count}: {result.understood}"]
    if result.suggestion:
        lines.append(f"Did you mean: {result.suggestion}")
    for hit in result.hits:
        lines += ["", _heading(hit), f"  {hit.snippet_text}", f"  {hit.url}"]
    return _printable("\n".join(lines))


def _heading(hit: Hit) -> str:
    by = f" by {hit.author}" if hit.author else ""
    return f"{hit.title or 'Untitled'} ({hit.kind}{by}, {(hit.published or 'undated')[:10]})"


def _printable(text: str) -> str:
    """Take out what would steer the terminal."""
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")
