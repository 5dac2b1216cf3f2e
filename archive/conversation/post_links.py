"""Links between posts: addresses that lead to a blog of the archive, and words that mean the post before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

from archive.text import Mark, MarkKind, Span


class LinkKind(StrEnum):
    """How a text leads to another post: by an address, or by words alone such as "previous blog"."""

    ADDRESS = "address"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class PostLink:
    """A place in a text that leads to another post; `href` is "" for words."""

    span: Span
    kind: LinkKind
    href: str


@dataclass(frozen=True, slots=True)
class CommentWanted:
    """What an address says of the comment it means: ids its fragment can name, and an instant in milliseconds."""

    anchors: tuple[str, ...]
    instant: int | None


_PHRASE = re.compile(
    r"\b(?P<phrase>(?:the\s+|your\s+)?(?:"
    r"(?:previous|last|preceding|earlier)\s+blog(?:[\s-]?(?:post|entry|piece))?|"
    r"(?:yesterday|last night)['’]?s\s+(?:blog(?:[\s-]?(?:post|entry|piece))?|(?:excellent |great |good )?post)|"
    r"(?:the|your)\s+(?:previous|preceding|earlier)\s+(?:post|entry|article|thread)|"
    r"(?:previous|preceding)\s+(?:blog\s+)?(?:thread|article)"
    r"))\b(?!\s+(?:as|at\s+\d|holder|held|in\s+(?:the\s+)?(?:team|office|prison|nhs)|about\s+me))",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:my|our|their|his|her|a|an|any|each|every|that)\s+\Z", re.IGNORECASE)
_POST_AT_TIME = re.compile(r"\A\s*(?:by|from|of|@|at)\s+(?:anon|\d)", re.IGNORECASE)
_ANCHOR = re.compile(r"(?:comment-|c)?([A-Za-z0-9_-]{1,80})\Z")


def find_post_links(text: str, marks: Iterable[Mark] = ()) -> list[PostLink]:
    """Return the places of a text that may lead to another post, in order; which post an address means is not known."""
    links = [mark for mark in marks if mark.kind is MarkKind.LINK and mark.href and len(mark.span)]
    closed = [mark.span for mark in marks if mark.kind in (MarkKind.LINK, MarkKind.REDACTION)]
    found = [PostLink(mark.span, LinkKind.ADDRESS, mark.href) for mark in links]
    found += [PostLink(span, LinkKind.WORDS, "") for span in _phrases(text) if not any(map(span.overlaps, closed))]
    return sorted(found, key=lambda link: (link.span, link.kind))


def _phrases(text: str) -> Iterator[Span]:
    for found in _PHRASE.finditer(text):
        start, end = found.span("phrase")
        if not _OWN.search(text, max(0, start - 12), start) and not _POST_AT_TIME.match(text, end):
            yield Span(start, end)


def comment_wanted(href: str) -> CommentWanted | None:
    """Return what an address says of a comment of its post, None when it says nothing.

    >>> comment_wanted("https://desk.example/2018/07/late.html?showComment=1530558543120#c8035")
    CommentWanted(anchors=('8035', 'c8035', 'comment-8035'), instant=1530558543120)
    """
    parts = urlsplit(href)
    asked = parse_qs(parts.query)
    found = _ANCHOR.match(parts.fragment) if parts.fragment not in ("", "comments", "respond", "more") else None
    number = next(iter(asked.get("replytocom", ())), "")
    shown = next(iter(asked.get("showComment", ())), "")
    anchors = [found[1], f"c{found[1]}", f"comment-{found[1]}"] if found else []
    if number.isdigit():
        anchors.append(f"comment-{number}")
    instant = int(shown) if re.fullmatch(r"\d{9,14}", shown) else None
    return CommentWanted(tuple(anchors), instant) if anchors or instant else None
