"""Text as threadkeep holds it: plain NFC text plus standoff marks, and the wall between original and redacted.

A span counts Unicode code points and is half open, as in Python slices. Marks follow the idea of standoff
annotation (TEI P5, chapter 21.9 "Linking, standoff markup"): the text stays plain, structure points into it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Never, NoReturn


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points.

    >>> Span(2, 5).overlaps(Span(4, 9)), Span(2, 5).overlaps(Span(5, 9))
    (True, False)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Raise ValueError for a span that ends before it starts or starts before the text."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """True when at least one code point lies in both."""
        return max(self.start, other.start) < min(self.end, other.end)

    def contains(self, other: Span) -> bool:
        """True when the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


class MarkKind(StrEnum):
    """What a mark says of its span. Blocks first, then what stands inside a line."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    PREFORMATTED = "preformatted"
    QUOTE = "quote"
    EMPHASIS = "emphasis"
    STRONG = "strong"
    LINK = "link"
    IMAGE = "image"
    REDACTION = "redaction"


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One statement about a span of a text.

    `href` is the address of a link, or the (private) address of an image, whose alternative text is the span;
    `level` is 1 to 6 for a heading and the depth, from 1, of a list item; `ordered` belongs to a list item;
    `label` and `ref` belong to a redaction: its entity label, and the public reference of its log line.
    """

    span: Span
    kind: MarkKind
    href: str = ""
    level: int = 0
    ordered: bool = False
    label: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """Plain text and its marks, sorted by span; every mark lies inside the text."""

    text: str
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        """Raise ValueError when the text is not NFC or a mark points outside it."""
        if not unicodedata.is_normalized("NFC", self.text):
            raise ValueError("text is not in Unicode normalisation form C")
        size = len(self.text)
        for mark in self.marks:
            if mark.span.end > size:
                raise ValueError(f"a mark ends at {mark.span.end}, the text at {size}")


class OriginalText:
    """What somebody wrote, as it was. It cannot be printed, formatted, bound to SQLite or pickled by accident.

    Only `reveal()` gives the words back; the test of the wall lists every place that calls it, with the reason.
    A plain class with slots, because `dataclasses.asdict` would unwrap a dataclass.
    """

    __slots__ = ("__content",)

    def __init__(self, text: str, marks: tuple[Mark, ...] = ()) -> None:
        self.__content = MarkedText(text, marks)

    def reveal(self) -> MarkedText:
        """Return the original words and marks. Callers stand in the list of tests/test_archive_wall.py."""
        return self.__content

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OriginalText):
            return NotImplemented
        return self.__content == other.__content

    def __hash__(self) -> int:
        return hash(self.__content)

    def __repr__(self) -> str:
        return "<OriginalText>"

    def __str__(self) -> NoReturn:
        raise TypeError("an original text is never turned into a string; redact it first")

    def __format__(self, spec: str) -> NoReturn:
        raise TypeError("an original text is never formatted; redact it first")

    def __conform__(self, protocol: Any) -> NoReturn:
        raise TypeError("an original text is never bound to a database parameter")

    def __reduce_ex__(self, protocol: object) -> Never:
        raise TypeError("an original text is never pickled or copied")

    def __bool__(self) -> bool:
        return bool(self.__content.text)


@dataclass(frozen=True, slots=True)
class RedactedText:
    """Text that may be shown to anybody. `archive.redaction.apply` makes it, `archive.public.store` reads it back."""

    text: str
    marks: tuple[Mark, ...] = ()
