"""What each HTML element means to us, as data. Of an element named nowhere here only the text counts."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from archive.text import MarkKind

Attribute = Callable[[str], Any]
"""The value of an element's attribute, None when it has none of that name."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


MAX_LEVEL = 16
"""Quotations and lists nested deeper are shown at this level; no page needs more, and no browser draws it well."""

UNSHOWN = _names(
    "annotation annotation-xml applet audio base canvas datalist defs desc embed head iframe link meta "
    "metadata noembed noframes noscript object param script style symbol template title video"
)
"""Elements whose content a browser does not draw as text."""

HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)

SEPARATORS = _names(
    "address article aside body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form frameset header hgroup hr html legend main menu nav optgroup option p search section "
    "select summary tbody tfoot thead"
)
"""Elements that stand on lines of their own, without further meaning."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}

CELLS = frozenset({"td", "th"})

LISTS = {"ul": False, "ol": True}
"""List elements, and whether their items are numbered."""

PREFORMATTED = frozenset({"pre", "listing", "xmp", "plaintext"})

EMPHASES = {
    "em": MarkKind.EMPHASIS,
    "i": MarkKind.EMPHASIS,
    "cite": MarkKind.EMPHASIS,
    "dfn": MarkKind.EMPHASIS,
    "var": MarkKind.EMPHASIS,
    "strong": MarkKind.STRONG,
    "b": MarkKind.STRONG,
}

BOUNDARY, BREAK, EMPHASIS, LINK, IMAGE, CELL, LIST, QUOTE, BLOCK = range(9)
"""What the reader of a text does at an element."""

ROLES = {
    **dict.fromkeys(SEPARATORS, BOUNDARY),
    **dict.fromkeys(EMPHASES, EMPHASIS),
    **dict.fromkeys(CELLS, CELL),
    **dict.fromkeys(LISTS, LIST),
    **dict.fromkeys([*HEADINGS, *PREFORMATTED, "li", "table", "tr"], BLOCK),
    "br": BREAK,
    "a": LINK,
    "img": IMAGE,
    "blockquote": QUOTE,
}

BLOCKS = frozenset(
    {MarkKind.PARAGRAPH, MarkKind.HEADING, MarkKind.LIST_ITEM, MarkKind.TABLE_ROW, MarkKind.PREFORMATTED}
)
"""The kinds of mark that share out a text between them; a quotation contains whole blocks."""

INLINE = frozenset({MarkKind.EMPHASIS, MarkKind.STRONG, MarkKind.LINK, MarkKind.IMAGE, MarkKind.REDACTION})


def is_unshown(name: str, get: Attribute) -> bool:
    """True for an element that a browser does not draw, because of its name (in lower case) or an attribute."""
    if name in UNSHOWN or get("hidden") is not None:
        return True
    style = get("style")
    return bool(style) and _hides(str(style))


@lru_cache(maxsize=1024)  # a page has few styles, and each many times
def _hides(style: str) -> bool:
    return HIDING_STYLE.search(style) is not None
