"""The fields of `search_index.fields` as Whoosh's own. Terms come ready made, so there is no analyzer to run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from search_index.fields import FIELDS, GAP, UNDATED, Field
from search_index.whoosh_engine.library import (
    COLUMN,
    ID,
    Existence,
    FieldType,
    NumericColumn,
    Positions,
    Schema,
)

Posting = tuple[bytes, int, float, bytes]


class _Given(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field whose values are sequences of terms. Whoosh pickles it with each segment, by this module's name."""

    def __init__(self, format_: Any, *, scorable: bool) -> None:
        super().__init__(format_, None, scorable=scorable)


class Keys(_Given):
    """Terms that stand there or not."""

    def __init__(self) -> None:
        super().__init__(Existence(), scorable=False)

    def index(self, value: Sequence[str], **_: Any) -> Iterator[Posting]:
        """Yield the postings of one document."""
        for term in dict.fromkeys(value):
            yield term.encode(), 1, 1.0, b""


class Placed(_Given):
    """Terms with where they stand."""

    def __init__(self, *, scored: bool) -> None:
        super().__init__(Positions(), scorable=scored)

    def index(self, value: Sequence[str], **_: Any) -> Iterator[Posting]:
        """Yield the postings of one document."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, term in enumerate(value):
            places[term].append(place)
        encode = self.format.encode
        places.pop(GAP, None)
        for term, stands in places.items():
            count = len(stands)
            yield term.encode(), count, float(count), encode(stands)


def build_schema() -> Any:
    """Return the Whoosh schema. Ids, versions and numbers are columns: the same content, read without unpickling."""
    return Schema(
        id=ID(unique=True, sortable=True),
        row_version=COLUMN(NumericColumn("q", default=-1)),
        written=COLUMN(NumericColumn("q", default=UNDATED)),
        discussed=COLUMN(NumericColumn("q", default=0)),
        **{field.name: _type_of(field) for field in FIELDS},
    )


def _type_of(field: Field) -> Any:
    return Placed(scored=field.scored) if field.placed else Keys()
