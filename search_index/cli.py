"""`threadkeep search`."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import click

from archive.command_options import data_option, json_option
from archive.folder import DataFolder
from search_index.results import Facet, Hit, Order, SearchResult
from search_index.search import FACETS, MAX_LIMIT, MAX_OFFSET
from search_index.search import search as search_archive

_OWN = ("snippet_text",)
"""Fields of a hit that are not part of the JSON."""

_ORDERS = [order.value for order in Order]


# a word with a minus before it is taken away, so it cannot be an option that we do not know
@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, required=True)
@data_option
@click.option(
    "--limit", type=click.IntRange(1, MAX_LIMIT), default=20, show_default=True, help="How many hits to show."
)
@click.option(
    "--offset", type=click.IntRange(0, MAX_OFFSET), default=0, show_default=True, help="How many to pass over first."
)
@click.option("--sort", type=click.Choice(_ORDERS), help="The order of hits; by itself the best first.")
@click.option("--facets", is_flag=True, help="Show how the hits are spread over years, tags, names and acronyms.")
@click.option("--group", is_flag=True, help="Group hits by thread; limit and offset then count threads.")
@json_option
def search(
    query: tuple[str, ...],
    folder: DataFolder,
    limit: int,
    offset: int,
    sort: str | None,
    facets: bool,
    group: bool,
    as_json: bool,
) -> None:
    """Search the public copy.

    Words (all of them), "phrases", -minus, OR, beginnings*, =exact, and the operators author:, tag:, acronym:, year:,
    before:, after:, site:, in:post, in:comment, has:link, has:reply, has:quote, words:own, words:quoted,
    words:imported, sort:newest.
    """
    result = search_archive(
        folder,
        " ".join(query),
        limit=limit,
        offset=offset,
        order=Order(sort) if sort else None,
        facets=FACETS if facets else (),
        grouped=group,
    )
    if as_json:
        click.echo(as_document(result))
        return
    suggested = search_archive(folder, result.suggestion, limit=1).total if result.suggestion else 0
    click.echo(as_lines(result, suggested))


def as_document(result: SearchResult) -> str:
    """Return a result as one JSON document; its snippets are HTML, as on the web."""
    return json.dumps(as_values(result), ensure_ascii=False)


def as_values(result: SearchResult) -> dict[str, Any]:
    """Return a result as values for JSON; a thread names its hits by their ids."""
    whole = asdict(result)
    whole["hits"] = [_hit(hit) for hit in whole["hits"]]
    whole["threads"] = [{**thread, "hits": [hit["id"] for hit in thread["hits"]]} for thread in whole["threads"]]
    return whole


def _hit(hit: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in hit.items() if name not in _OWN}


def as_lines(result: SearchResult, suggested: int = 0) -> str:
    """Return a result as lines for a terminal, in plain text; `suggested` is how much its suggestion finds."""
    lines = [f"{result.total} {'hit' if result.total == 1 else 'hits'}: {result.understood}"]
    if result.suggestion and suggested:
        lines.append(f"Did you mean: {result.suggestion} ({suggested} {'hit' if suggested == 1 else 'hits'})")
    lines += [_facet(facet) for facet in result.facets if facet.values]
    if result.grouped:
        for thread in result.threads:
            lines += ["", f"{thread.title or 'Untitled'} ({thread.count} here): {thread.url}"]
            for hit in thread.hits:
                lines += [f"  {_by(hit)}: {hit.snippet_text}"]
    else:
        for hit in result.hits:
            lines += ["", f"{hit.title or 'Untitled'} ({_by(hit)})", f"  {hit.snippet_text}", f"  {hit.url}"]
    return _printable("\n".join(lines))


def _facet(facet: Facet) -> str:
    return f"{facet.name}: {', '.join(f'{value.label} {value.count}' for value in facet.values)}"


def _by(hit: Hit) -> str:
    by = f" by {hit.author}" if hit.author else ""
    return f"{hit.kind}{by}, {(hit.published or 'undated')[:10]}"


def _printable(text: str) -> str:
    """Return the text without whatever would steer a terminal."""
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n")
