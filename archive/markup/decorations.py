"""What a page adds to a text: links to what is meant, lines beside what is quoted, frames round what is pasted.

The words stay as they are. Whatever the archive says itself stands in an element with an empty `data-item`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from html import escape

from archive.markup.clean import clean
from archive.text import Span


class DecorationKind(StrEnum):
    """What a decoration makes of its words; PASTED holds whole blocks, the others stand inside lines."""

    PASTED = "pasted"
    QUOTATION = "quotation"
    SPEAKER = "speaker"
    REFERENCE = "reference"
    MENTION = "mention"
    POST_LINK = "post_link"
    ACRONYM = "acronym"
    DEAD_LINK = "dead-link"


FOREIGN = "nofollow noreferrer noopener"
ARCHIVED = '<span data-item="">archived copy</span>'

LINKS = (DecorationKind.REFERENCE, DecorationKind.MENTION, DecorationKind.POST_LINK)
"""Those that are links: they stand in for a link of the text, and never inside another.

An acronym is one too, but gives way to every other: people meant something by theirs.
"""


@dataclass(frozen=True, slots=True, order=True)
class Decoration:
    """One addition to a span of a text.

    `href` is an address of our own, "" for none; `told` is what the archive says of it; `name` are words of the text
    itself that a heading repeats, and `owner` is the item they belong to. `described_by` is the id of the element that
    says the same as `told` elsewhere on the page, for those who are read to.
    """

    span: Span
    kind: DecorationKind
    href: str = ""
    told: str = ""
    name: str = ""
    owner: str = ""
    described_by: str = ""

    @property
    def opening(self) -> str:
        """The tags before the words."""
        told, href = escape(clean(self.told)), escape(clean(self.href))
        if self.kind is DecorationKind.PASTED:
            name = f'<span data-item="{escape(self.owner)}">{escape(clean(self.name))}</span>' if self.name else ""
            return f'<figure class="pasted"><figcaption data-item="">{told}{name}</figcaption>'
        if self.kind in (DecorationKind.QUOTATION, DecorationKind.DEAD_LINK):
            return f'<span class="{self.kind.value}">'
        if self.kind is DecorationKind.SPEAKER:
            return '<b class="speaker">'
        if not href:
            return f'<span class="{self.kind.value}" title="{told}">'
        described = f' aria-describedby="{escape(clean(self.described_by))}"' if self.described_by else ""
        return f'<a class="{self.kind.value}" href="{href}" title="{told}"{described}>'

    @property
    def closing(self) -> str:
        """The tags after the words; a quotation says there whom it quotes, a dead link where a copy may be."""
        if self.kind is DecorationKind.PASTED:
            return "</figure>"
        if self.kind is DecorationKind.SPEAKER:
            return "</b>"
        if self.kind in (*LINKS, DecorationKind.ACRONYM):
            return "</a>" if self.href else "</span>"
        if not self.told:
            return "</span>"
        href, told = escape(clean(self.href)), escape(clean(self.told))
        if self.kind is DecorationKind.DEAD_LINK:
            copy = f'<a data-item="{escape(self.owner)}" href="{href}" rel="{FOREIGN}">{ARCHIVED}</a>'
            return f'</span><span class="link-state" data-item=""> ({told}; {copy})</span>'
        return f'</span><span class="quoting" data-item=""> <a href="{href}">{told}</a></span>'
