"""The fields of `search_index.fields` as tantivy's, and documents as tantivy keeps them.

The terms of a document are stored beside the postings, which hold the same: tantivy can forget a document only by
writing its part of the index afresh, and this is where the others of that part come from. No text is among them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from search_index.fields import FIELDS, UNDATED, Document
from search_index.tantivy_engine.library import TOKENIZER, Schema, SchemaBuilder

Row = dict[str, Any]
"""A document as tantivy keeps it, by field."""

KEY = "key"
"""A number that no two documents of an index ever had: by it those that went are left out until they are purged."""

_TIME_BITS = 40
_MIDDLE = 1 << (_TIME_BITS - 1)
_MOST_DISCUSSED = (1 << 22) - 1
_TO_ESCAPE = re.compile(r"[\s\\]")
_ESCAPED = re.compile(r"\\([0-9a-f]+);")


def _build() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field(KEY, stored=True, indexed=True, fast=True)
    for name in ("row_version", "written", "discussed", "oldest", "lively"):
        builder.add_integer_field(name, stored=True, fast=True)
    for field in FIELDS:
        if field.placed:
            builder.add_text_field(field.name, stored=True, tokenizer_name=TOKENIZER, index_option="position")
        else:
            builder.add_text_field(
                field.name, stored=True, fast=field.facet, tokenizer_name="raw", index_option="basic"
            )
    return builder.build()


SCHEMA = _build()


def row_of(document: Document) -> Row:
    """Return what tantivy is to keep of a document.

    `oldest` and `lively` are numbers to sort by: `written` with the undated last, and `discussed` then `written`.
    """
    written = document.written
    dated = written != UNDATED
    when = max(1, min(written + _MIDDLE, 2 * _MIDDLE - 1)) if dated else 0
    return {
        "id": document.id,
        "row_version": document.row_version,
        "written": written,
        "discussed": document.discussed,
        "oldest": written if dated else -UNDATED,
        "lively": min(document.discussed, _MOST_DISCUSSED) << _TIME_BITS | when,
        **_terms(document.terms),
    }


def _terms(given: Mapping[str, Any]) -> Row:
    row: Row = {}
    for field in FIELDS:
        if terms := given.get(field.name):
            row[field.name] = " ".join(map(encode, terms)) if field.placed else list(dict.fromkeys(terms))
    return row


def encode(term: str) -> str:
    r"""Return a term of a field with positions as it is kept: without white space, at which tantivy takes terms apart.

    >>> encode("old ferry"), decode(encode("old ferry")), encode("ferry")
    ('old\\20;ferry', 'old ferry', 'ferry')
    """
    return _TO_ESCAPE.sub(lambda found: f"\\{ord(found[0]):x};", term)


def decode(kept: str) -> str:
    """Return a term from how it is kept."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), kept) if "\\" in kept else kept
