"""Tantivy, imported in one place: what the rest of the search index uses of it, and nothing else."""

from __future__ import annotations

from contextlib import ContextDecorator
from pathlib import Path
from types import TracebackType

from tantivy import (
    DocAddress,
    Document,
    FieldType,
    Filter,
    Index,
    Occur,
    Order,
    Query,
    Schema,
    SchemaBuilder,
    Searcher,
    SearchResult,
    TextAnalyzerBuilder,
    Tokenizer,
)

from search_index.fields import GAP

__all__ = [
    "DAMAGE",
    "DamagedError",
    "DocAddress",
    "Document",
    "FieldType",
    "Index",
    "Occur",
    "Order",
    "Query",
    "Schema",
    "SchemaBuilder",
    "Searcher",
    "count_of",
    "open_searcher",
    "telling_damage",
    "with_tokenizer",
]

TOKENIZER = "given"


class DamagedError(Exception):
    """Files of an index are not what a commit left."""


DAMAGE = (DamagedError, OSError, ValueError)
"""What is raised on files that are missing, cut off or not its own: tantivy raises ValueError for all of these."""


class telling_damage(ContextDecorator):
    """Tell a panic in tantivy's own code as damage: bytes that fit no format end in one.

    The class of a panic cannot be imported, and is no `Exception`.
    """

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if kind is not None and kind.__name__ == "PanicException":
            raise DamagedError("tantivy could not read the index") from error


def with_tokenizer(index: Index) -> Index:
    """Return an index that takes terms apart at white space, leaves gaps empty, and changes nothing about the rest."""
    terms = TextAnalyzerBuilder(Tokenizer.whitespace()).filter(Filter.custom_stopword([GAP]))
    index.register_tokenizer(TOKENIZER, terms.build())
    return index


def open_searcher(folder: Path) -> Searcher:
    """Return a searcher on what a folder holds now, which never moves on by itself."""
    index = Index.open(str(folder))
    index.config_reader("manual")
    return index.searcher()


def count_of(result: SearchResult) -> int:
    """Return how many documents a search found in all."""
    found: int = result.count  # type: ignore[attr-defined]  # left out of tantivy's own stubs
    return found
