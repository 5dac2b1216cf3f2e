"""The line that names a commenter in the flat layouts: a name, perhaps with a link, and "said..." after it."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.html import HtmlElement

from scraper.pages.blogger import selectors
from scraper.pages.blogger.words import SAID
from scraper.pages.dom import classes_of, own_text, text_of


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
    lines = [line for text in own_text(byline).split("\n") if (line := " ".join(text.split()))]
    return _name(lines, said), ""


def _marked(byline: HtmlElement) -> HtmlElement | None:
    for child in byline:
        if (child.tag == "a" and child.get("href")) or selectors.FLAT_NAME in classes_of(child):
            return child
    return None


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
