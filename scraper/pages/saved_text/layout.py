"""Where one comment ends and the next begins in the text of a saved Blogger page: lines in, lines out.

Two styles come from two ways of saving. Numbered: comments are list items, replies stand under a line "Replies", and
each ends with a line "ReplyDelete" or "Delete". Unnumbered: those markers are glued to the line after the one on
which a comment starts. Nothing but markers, list numbers, "N comments:", "Replies" and indentation is left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from archive.errors import UnrecognisedInput
from scraper.pages.dates import find_byline

_COUNT = re.compile(r"\s*(no|\d[\d,]*)\s+comments?\s*:\s*", re.IGNORECASE)
_ITEM = re.compile(r"(?P<indent>\s*)(?P<number>\d{1,6})\.(?:[^\S\n]|\Z)")
_ALONE = frozenset({"Reply", "Delete", "ReplyDelete"})
_PAIRS = frozenset({("Reply", "Delete"), ("Delete", "Reply"), ("ReplyDelete", "Reply")})
# "Deleted" at the start of a line is a word of somebody's; so is "Delete" with a space and more behind it
_GLUED = re.compile(r"\s*(?P<marker>ReplyDelete|Delete(?!(?:d|r|s|rs)\b)(?=\S|\s*\Z))")


@dataclass(frozen=True, slots=True)
class Item:
    """The lines of one comment, without its marker and list number. `is_reply`: it answers the root before it."""

    lines: tuple[str, ...] = field(repr=False)
    is_reply: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A saved page taken apart: the lines of the post, the announced number of comments, and the comments."""

    post: tuple[str, ...] = field(repr=False)
    declared: int | None
    items: tuple[Item, ...]
    style: str


def find_layout(text: str) -> Layout | None:
    """Return the parts of a saved page's text, None for a text that shows neither markers nor "N comments:".

    Raises UnrecognisedInput for a text that shows where comments end, but not where they begin.
    """
    lines = text.split("\n")
    counts = [place for place, line in enumerate(lines) if _COUNT.fullmatch(line)]
    for place in counts:
        start = _next_line(lines, place + 1)
        if start is not None and _ITEM.match(lines[start]):
            return _numbered(lines, place, start)
    markers = [place for place, line in enumerate(lines) if _GLUED.match(line)]
    roots = [place for place in markers if lines[place].lstrip().startswith("ReplyDelete")]
    if not counts and (start := _first_item(lines)) is not None:
        return _numbered(lines, None, start)
    if roots or (counts and markers):
        _require_starts(lines, markers)
        return _unnumbered(lines, counts, markers)
    if counts and _next_line(lines, counts[-1] + 1) is None:
        return Layout(tuple(lines[: counts[-1]]), _count(lines[counts[-1]]), (), "no comments")
    return None


def _require_starts(lines: Sequence[str], markers: Sequence[int]) -> None:
    """Refuse what Chromium copies: without the numbers of lists, each marker on a line of its own behind a comment.

    In the unnumbered style no line is a name with a time, and what follows a marker is glued to it.
    """
    alone = sum(lines[place].strip() in _ALONE for place in markers[:-1])
    bylines = sum(find_byline(line.strip()) is not None for line in lines)
    if 2 * bylines >= len(markers) or 2 * alone > len(markers):
        raise UnrecognisedInput(
            "Not recognised: text copied without the numbers of its comments, as Chromium does, so that nobody can tell"
            " where one begins: save the page itself (Ctrl+S) and import that file."
        )


def _next_line(lines: Sequence[str], start: int) -> int | None:
    return next((place for place in range(start, len(lines)) if lines[place].strip()), None)


def _count(line: str) -> int:
    found = _COUNT.fullmatch(line)
    word = found.group(1).replace(",", "") if found else "0"
    return int(word[:9]) if word.isdigit() else 0


def _first_item(lines: Sequence[str]) -> int | None:
    """Return where the numbered comments start when no count says so: the outermost "1." before the first marker."""
    first_marker = next((n for n, line in enumerate(lines) if line[:1].isspace() and line.strip() in _ALONE), None)
    best: tuple[int, int] | None = None
    for place in range(first_marker or 0):
        found = _ITEM.match(lines[place])
        if found and found["indent"] and int(found["number"]) == 1:
            best = min(best or (len(found["indent"]), -place), (len(found["indent"]), -place))
    return None if best is None else -best[1]


# numbered


class _Numbered:
    """Reads numbered comments line by line."""

    def __init__(self, indent: int) -> None:
        self.items: list[Item] = []
        self._root_indent, self._reply_indent = indent, -1
        self._root_number, self._reply_number = 0, 0
        self._lines: list[str] = []
        self._width = 0
        self._is_reply = False
        self._replies_open = False

    def read(self, line: str, following: str | None) -> None:
        """Take one line; `following` is the next line that is not blank."""
        found = _ITEM.match(line)
        if found and self._starts_root(found):
            self._begin(line, found, is_reply=False)
        elif found and self._starts_reply(found):
            self._begin(line, found, is_reply=True)
        elif self._opens_replies(line, following):
            self._replies_open, self._reply_number, self._reply_indent = True, 0, -1
        else:
            self._lines.append(_dedent(line, self._width))

    def finish(self) -> tuple[Item, ...]:
        """Return the comments read."""
        self._close()
        return tuple(self.items)

    def _starts_root(self, found: re.Match[str]) -> bool:
        if len(found["indent"]) != self._root_indent:
            return False
        return not self._width or self._goes_on(found, self._root_number)

    def _starts_reply(self, found: re.Match[str]) -> bool:
        indent = len(found["indent"])
        if not self._replies_open or indent <= self._root_indent or self._reply_indent not in (-1, indent):
            return False
        return self._goes_on(found, self._reply_number)

    def _goes_on(self, found: re.Match[str], last: int) -> bool:
        """Return whether a number is that of the next comment, be it behind pings, which have numbers alone."""
        number = int(found["number"])
        is_later = number > last and find_byline(found.string[found.end() :].strip()) is not None
        return number == last + 1 or is_later or self._is_closed()

    def _opens_replies(self, line: str, following: str | None) -> bool:
        if line.strip() != "Replies" or self._is_reply or not self._is_closed():
            return False
        found = _ITEM.match(following or "")
        return found is not None and len(found["indent"]) > self._root_indent

    def _is_closed(self) -> bool:
        last = next((line for line in reversed(self._lines) if line.strip()), "")
        return last.strip() in _ALONE

    def _begin(self, line: str, found: re.Match[str], *, is_reply: bool) -> None:
        self._close()
        self._width, self._is_reply = found.end(), is_reply
        self._lines = [line[found.end() :]]
        if is_reply:
            self._reply_number, self._reply_indent = int(found["number"]), len(found["indent"])
        else:
            self._root_number, self._replies_open = int(found["number"]), False

    def _close(self) -> None:
        if self._width:
            self.items.append(Item(tuple(_without_markers(self._lines)), self._is_reply))
        self._lines = []


def _numbered(lines: Sequence[str], count_at: int | None, start: int) -> Layout:
    first = _ITEM.match(lines[start])
    reader = _Numbered(len(first["indent"]) if first else 0)
    following: list[str | None] = [None] * len(lines)
    for place in range(len(lines) - 2, -1, -1):
        following[place] = lines[place + 1] if lines[place + 1].strip() else following[place + 1]
    for place in range(start, len(lines)):
        reader.read(lines[place], following[place])
    post = lines[:start] if count_at is None else lines[:count_at]
    return Layout(tuple(post), None if count_at is None else _count(lines[count_at]), reader.finish(), "numbered")


def _dedent(line: str, width: int) -> str:
    indent = len(line) - len(line.lstrip())
    return line[min(indent, width) :]


def _without_markers(lines: Sequence[str]) -> list[str]:
    """Return the lines without the marker, in one line or two, that ends a comment."""
    kept, dropped = _without_blank_end(lines), ""
    while kept and _ends_comment(kept[-1].strip(), dropped):
        dropped += kept[-1].strip()
        kept = _without_blank_end(kept[:-1])
    return kept


def _ends_comment(line: str, below: str) -> bool:
    """`below` is the marker already found under it: two lines make one marker, or a last "Reply" closes a block."""
    return line in _ALONE if not below else (line, below) in _PAIRS


def _without_blank_end(lines: Sequence[str]) -> list[str]:
    kept = list(lines)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


# unnumbered


def _unnumbered(lines: Sequence[str], counts: Sequence[int], markers: Sequence[int]) -> Layout:
    """A comment starts on the line before each marker; where that line holds a marker too, behind that marker."""
    starts = [_start(lines, last, place) for last, place in zip([-1, *markers], markers, strict=False)]
    ends = [*starts[1:], len(lines)]
    items = [_glued_item(lines, *places) for places in zip([-1, *markers], starts, markers, ends, strict=False)]
    count_at = next((place for place in reversed(counts) if place < starts[0]), None)
    if count_at is None:
        return Layout(tuple(lines[: starts[0]]), None, tuple(items), "unnumbered")
    items[0] = Item((*lines[count_at + 1 : starts[0]], *items[0].lines), items[0].is_reply)
    return Layout(tuple(lines[:count_at]), _count(lines[count_at]), tuple(items), "unnumbered")


def _start(lines: Sequence[str], last: int, place: int) -> int:
    """Return the line on which the comment of the marker at `place` starts; `last` is the marker before it."""
    between = range(place - 1, last, -1)
    return next((n for n in between if lines[n].strip() not in ("", "Reply")), max(last, 0))


def _glued_item(lines: Sequence[str], last: int, start: int, place: int, end: int) -> Item:
    """Return the comment with its marker at `place` and its first line at `start`; the next one starts at `end`."""
    first = _behind(lines[start]) if start == last else lines[start] if start < place else ""
    own = [] if end == place else [_behind(lines[place]), *lines[place + 1 : end]]
    is_reply = not lines[place].lstrip().startswith("ReplyDelete")
    return Item(tuple(_without_markers([first, *own])), is_reply)


def _behind(line: str) -> str:
    found = _GLUED.match(line)
    return line[found.end() :] if found else line
