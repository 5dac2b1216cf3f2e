"""What one document of the index holds, for every engine: the fields with their terms, and four values beside them.

No text is kept. Terms come ready made (see `analysis` and `documents`): an engine indexes them as they are, byte for
byte, and never takes them apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

FORMAT = 4
"""Raised whenever analysis or fields change what stands in an index; an index of another format is built afresh."""

UNDATED = -(2**62)

GAP = "\ufffc"
"""Among the terms of a field with positions, a place where nothing stands: a redaction, or a joint between two texts.

It is no term, and not counted: an engine leaves the place empty, so that no sequence reaches across.
"""


@dataclass(frozen=True, slots=True)
class Field:
    """A field. `placed`: its terms have positions, for `plan.Sequence`, and repeat. Else each stands there once.

    `scored`: how often a term stands there, and how long the field is, count for relevance. `facet`: its terms can be
    counted over all hits. `written`: its terms come from what people wrote, so a word that was taken out of the public
    copy must not stand among them.
    """

    name: str
    placed: bool = False
    scored: bool = False
    facet: bool = False
    written: bool = False


FIELDS = (
    # title (some times over, so that it weighs more) and body as stems; redactions and joints are gaps
    Field("text", placed=True, scored=True, written=True),
    # the same words as they are written, common words left out
    Field("exact", written=True),
    # acronyms that stand there, by the public table of them
    Field("acro", facet=True, written=True),
    # those whose letters also stand there as an ordinary word: ARMS beside arms
    Field("both", written=True),
    Field("author", placed=True, written=True),
    Field("byline", facet=True, written=True),
    Field("tag", facet=True, written=True),
    Field("kind", facet=True),
    Field("site", facet=True),
    Field("year", facet=True),
    Field("month"),
    Field("day"),
    Field("has"),
    # whose words stand there: "plain" for an item that is all its author's own and has none of the fields below,
    # else "own", "quoted" and "imported" as they occur
    Field("voice"),
    Field("own", placed=True, scored=True, written=True),
    Field("quoted", placed=True, scored=True, written=True),
    Field("imported", placed=True, scored=True, written=True),
    Field("own_exact", written=True),
    Field("quoted_exact", written=True),
    Field("imported_exact", written=True),
    Field("own_acro", written=True),
    Field("quoted_acro", written=True),
    Field("imported_acro", written=True),
)
BY_NAME = {field.name: field for field in FIELDS}
FACETS = tuple(field.name for field in FIELDS if field.facet)
WRITTEN = tuple(field.name for field in FIELDS if field.written)


@dataclass(frozen=True, slots=True)
class Document:
    """One post or comment, ready for an engine. Fields without terms are left out of `terms`.

    `written` is when, as seconds since 1970, `UNDATED` where unknown; `discussed` its comments or answers.
    """

    id: str
    row_version: int
    written: int
    discussed: int
    terms: Mapping[str, Sequence[str]]
