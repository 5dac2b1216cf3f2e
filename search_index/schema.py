"""What one document of the index holds. No text is kept: only postings, and three numbers or ids beside them.

Ids and row versions are columns, not stored fields: the same content, read without unpickling.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from archive.public.models import PublicComment, PublicPost, PublicTagging, PublicTime
from search_index import analysis
from search_index.whoosh_engine.library import COLUMN, ID, KEYWORD, TEXT, NumericColumn, Schema

FORMAT = 2
"""Raised whenever analysis or schema change what stands in an index; an index of another format is built afresh."""

UNDATED = -(2**62)
TITLE_BOOST = 2.0
WORD_FIELDS = ("text", "title")
LEXICONS = ("text", "title", "acro", "mixed", "author", "tag")
"""The fields whose terms come from what people wrote."""

Document = dict[str, Any]


def build_schema() -> Any:
    """Return the Whoosh schema. `year`, `month` and `day` are keywords: a range over them costs a few terms."""
    return Schema(
        id=ID(unique=True, sortable=True),
        row_version=COLUMN(NumericColumn("q", default=-1)),
        published=COLUMN(NumericColumn("q", default=UNDATED)),
        kind=ID(),
        year=ID(),
        month=ID(),
        day=ID(),
        tag=KEYWORD(),
        author=TEXT(analysis.BYLINE),
        title=TEXT(analysis.TEXT, field_boost=TITLE_BOOST),
        text=TEXT(analysis.TEXT),
        acro=TEXT(analysis.ACRO, phrase=False),
        # the acronyms that stand in this document in mixed case: what makes all their spellings one, see `spellings`
        mixed=TEXT(analysis.MIXED, phrase=False),
    )


def kind_of(item: PublicPost | PublicComment) -> str:
    """Return "post" or "comment"."""
    return "comment" if isinstance(item, PublicComment) else "post"


def build_document(item: PublicPost | PublicComment, taggings: Iterable[PublicTagging]) -> Document:
    """Return the fields of one shown item, ready for a writer. Redaction tokens are not among its words."""
    text = analysis.searchable(item.body)
    title = analysis.searchable_line(getattr(item, "title", None) or "")
    local = item.published.local
    # a paragraph between title and text, so that shouting does not run on from one into the other
    whole = f"{title} ; {text}"
    days = {"year": local[:4], "month": local[:7], "day": local[:10]} if local else {}
    return {
        "id": item.id,
        "row_version": item.row_version,
        "published": sort_time(item.published),
        "kind": kind_of(item),
        "tag": sorted({name for tagging in taggings for name in (tagging.tag_id, tag_key(tagging.name)) if name}),
        "author": analysis.searchable_line(byline(item)),
        "title": title,
        "text": text,
        "acro": whole,
        "mixed": whole,
        **days,
    }


def byline(item: PublicPost | PublicComment) -> str:
    """Return the name an item is found by: its byline, "anonymous" where the source said so."""
    if item.author is None and isinstance(item, PublicComment) and item.author_kind == "anonymous":
        return "anonymous"
    return item.author or ""


def tag_key(name: str) -> str:
    """Return the form in which the name of a tag is compared.

    >>> tag_key("  Early  Release ")
    'early release'
    """
    return " ".join(name.lower().split())


def sort_time(time: PublicTime) -> int:
    """Return a number that orders items by when they were written: seconds since 1970, `UNDATED` for unknown."""
    written = time.utc or time.local
    if not written:
        return UNDATED
    moment = datetime.fromisoformat(written)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
