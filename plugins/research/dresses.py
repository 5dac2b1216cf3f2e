"""How Datasette shows each table: by which column its rows are named and sorted, what can be counted in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from plugins.site.addresses import log_address
from plugins.site.safe import own_html

_INNER = ("phrase", "passage", "acronym_sighting", "acronym_item")
"""What the archive keeps for its own work; it may be read, and is listed last."""

DRESSES: Mapping[str, Mapping[str, Any]] = {
    "site": {"label_column": "title"},
    "post": {"label_column": "title", "sort_desc": "published"},
    # the index of months gives this order; one by the time itself would be sorted anew for each page
    "comment": {"sort_desc": "month"},
    "tag": {"label_column": "name", "sort_desc": "total_count"},
    "tag_synonym": {"label_column": "name"},
    "tag_rule": {"label_column": "name"},
    "item_words": {"sort_desc": "words"},
    "quotation": {"sort_desc": "confidence"},
    "acronym": {"label_column": "name", "sort_desc": "mention_count"},
    "acronym_spelling": {"sort_desc": "mention_count"},
    "acronym_sense": {"label_column": "expansion", "sort_desc": "evidence_count"},
    "log": {"sort_desc": "month"},
    "month_count": {"sort_desc": "month"},
    "quote_edge": {"sort_desc": "passages"},
    "link_edge": {"sort_desc": "links"},
    **{name: {"hidden": True} for name in _INNER},
}

COUNTABLE: Mapping[str, tuple[str, ...]] = {
    "post": ("year", "author", "state", "is_page", "site_id"),
    "comment": ("year", "kind", "state", "author_kind", "depth", "site_id"),
    "tag": ("broader_id",),
    "tagging": ("tag_id", "source"),
    "link": ("host",),
    "post_link": ("kind",),
    "block": ("kind",),
    "acronym": ("is_explained",),
    "acronym_sense": ("source",),
    "acronym_definition": ("form", "acronym_id"),
    "acronym_mention": ("acronym_id", "field"),
    "log": ("kind", "label", "month"),
    "month_count": ("site_id",),
    "reply_edge": ("is_to_post", "month"),
    "link_edge": ("to_host",),
}
"""What each table is worth counting by; counted when asked, as a large table takes its time."""

FIRST: Mapping[str, tuple[str, ...]] = {
    "post": ("id", "published", "title", "author", "text"),
    "comment": ("id", "published", "author", "text", "post_id"),
    "link": ("item_id", "href", "text"),
    "quotation": ("source_id", "target_id", "text"),
}
"""Columns that a page of a table shows before the others: what somebody looks for stands in the first window."""

_LEADS_TO_ITEM = frozenset(
    {"item_id", "post_id", "comment_id", "parent_id", "source_id", "target_id", "question_id", "from_id", "to_id"}
)


def is_inner(table: str) -> bool:
    """Return whether a table is one that the archive keeps for its own work."""
    return table in _INNER


def order_of(table: str, columns: Sequence[str]) -> list[int]:
    """Return in which order the columns of a table are shown.

    >>> order_of("comment", ["id", "site_id", "text", "published"]), order_of("meta", ["key", "value"])
    ([0, 3, 2, 1], [0, 1])
    """
    first = [columns.index(name) for name in FIRST.get(table, ()) if name in columns]
    return [*first, *(at for at in range(len(columns)) if at not in first)]


def link_of(column: str, value: object, table: str | None) -> Markup | None:
    """Return a cell as a link to what it names on the pages for readers, None for one that names nothing there.

    >>> print(link_of("item_id", "9001", "link"), link_of("words", 5, None))
    <a href="/-/comment/9001">9001</a> None
    """
    if column == "site_id" and isinstance(value, dict) and not value["label"]:
        # a blog whose name nobody knows
        return own_html(f'<a href="/public/site/{value["value"]}">{value["value"]}</a>')
    if not isinstance(value, str) or not value:
        return None
    if column in _LEADS_TO_ITEM or (column == "id" and table in ("post", "comment")):
        # this address leads to posts, too
        return own_html(f'<a href="/-/comment/{quote(value, safe="")}">{escape(value)}</a>')
    if column == "state_ref" or (column == "ref" and table == "log"):
        return own_html(f'<a href="{log_address(value)}">{escape(value)}</a>')
    return None
