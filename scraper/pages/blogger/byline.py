"""The line that names a commenter in the flat layouts: a name, perhaps with a link, and "said..." after it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from lxml.html import HtmlElement

from scraper.pages.blogger import selectors
from scraper.pages.blogger.words import SAID
from scraper.pages.dom import find_first, text_of


def find_said(bylines: Iterable[HtmlElement]) -> str | None:
    """Return what a page writes after every name, as it stands after a name with a link or a mark of its own.

    None when all names of the page stand bare.
    """
    for byline in bylines:
        marked = _marked(byline)
        if marked is not None:
            return " ".join((marked.tail or "").split())
    return None


def read_byline(byline: HtmlElement, said: str | None) -> tuple[str, str]:
    """Return the name and the address behind it ("" for none) of a line; `said` is what the page writes after it."""
    marked = _marked(byline)
    if marked is not None:
        return text_of(marked), (marked.get("href") or "").strip()
    texts = cast("list[str]", byline.xpath("text()"))
    lines = [line for text in "".join(texts).split("\n") if (line := " ".join(text.split()))]
    return _name(lines, said), ""


def _marked(byline: HtmlElement) -> HtmlElement | None:
    link = find_first(byline, selectors.FLAT_LINK)
    return link if link is not None else find_first(byline, selectors.FLAT_NAME)


def _name(lines: list[str], said: str | None) -> str:
    whole = " ".join(lines)
    if said is not None:
        return whole.removesuffix(said).rstrip()
    for words in SAID:
        for ending in (words, words.replace("...", "…")):
            if whole.endswith(ending):
                return whole.removesuffix(ending).rstrip()
    # Layouts write it on a line of its own, in whatever language
    return " ".join(lines[:-1]) if len(lines) > 1 else whole
