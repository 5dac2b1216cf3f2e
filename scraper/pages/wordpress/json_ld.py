"""What a page says of its article in schema.org's words (JSON-LD), as SEO plugins write it. https://schema.org/Article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scraper.pages.wordpress.parts import Parts

_ARTICLES = frozenset({"Article", "BlogPosting", "NewsArticle", "WebPage", "TechArticle", "Report"})
_TYPE = "application/ld+json"
_MAX_CHARS = 1_000_000


@dataclass(frozen=True, slots=True)
class Article:
    """The facts of an article that a page states for machines; empty where it states none."""

    published: str = ""
    author: str = ""
    labels: tuple[str, ...] = ()
    comments: int | None = None


def find_article(page: Parts) -> Article:
    """Return what a page's JSON-LD says of its article, each fact from the first that states it. Never raises."""
    found = sorted(
        (
            node
            for script in page.with_tag("script")
            if script.get("type") == _TYPE
            for node in _nodes(_load(script.text or ""))
        ),
        # a page is also described as a page, which has a date, but no author or labels of its own
        key=lambda node: "WebPage" in _types(node),
    )
    named = {str(node.get("@id")): _string(node.get("name")) for node in found if node.get("@id")}
    found = [node for node in found if _types(node) & _ARTICLES]
    return Article(
        published=next((text for node in found if (text := _string(node.get("datePublished")))), ""),
        author=next((name for node in found if (name := _author(node.get("author"), named))), ""),
        labels=next((labels for node in found if (labels := _labels(node))), ()),
        comments=next((number for node in found if (number := _number(node.get("commentCount"))) is not None), None),
    )


def _load(text: str) -> Any:
    try:
        return json.loads(text) if len(text) < _MAX_CHARS else None
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a block: itself, those of a list, and those of a graph."""
    for node in value if isinstance(value, list) else [value]:
        if isinstance(node, dict):
            yield node
            graph = node.get("@graph")
            yield from (each for each in (graph if isinstance(graph, list) else []) if isinstance(each, dict))


def _types(node: dict[str, Any]) -> set[str]:
    stated = node.get("@type")
    return {each for each in (stated if isinstance(stated, list) else [stated]) if isinstance(each, str)}


def _string(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _number(value: Any) -> int | None:
    text = str(value)
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _author(value: Any, named: dict[str, str]) -> str:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            return _string(each.get("name")) or named.get(str(each.get("@id")), "")
        if name := _string(each):
            return name
    return ""


def _labels(node: dict[str, Any]) -> tuple[str, ...]:
    stated: list[str] = []
    for value in (node.get("articleSection"), node.get("keywords")):
        parts = value.split(",") if isinstance(value, str) else value
        stated += [text for each in (parts if isinstance(parts, list) else []) if (text := _string(each))]
    return tuple(dict.fromkeys(stated))
