"""Whoosh, imported in one place: what the rest of the search index uses of it, and nothing else.

Whoosh 2.7.4 dates from before Python warned of escapes such as "\\w" in plain strings, so compiling its files warns
(DeprecationWarning on 3.11, SyntaxWarning from 3.12). An installer that leaves byte-compiling to the first import would
show that to whoever runs the first search, and under "warnings are errors" the import would fail. Everything that
Whoosh would import later, inside its functions, is imported here too, so that no warning comes afterwards.
"""

from __future__ import annotations

import importlib
import pickle
import struct
import warnings
import zlib

_IMPORTED_LATER = (
    "whoosh.automata.fsa",
    "whoosh.automata.lev",
    "whoosh.codec.whoosh3",
    "whoosh.filedb.compound",
    "whoosh.multiproc",
    "whoosh.support.levenshtein",
)

with warnings.catch_warnings():
    # only while these modules are compiled; nothing of ours is imported inside this block
    warnings.simplefilter("ignore")
    for _name in _IMPORTED_LATER:
        importlib.import_module(_name)
    from whoosh.codec.whoosh3 import (
        LENGTHS_COLUMN,
        WHOOSH3_HEADER_MAGIC,
        W3Codec,
        W3FieldWriter,
        W3PerDocReader,
        W3TermInfo,
        W3TermsReader,
    )
    from whoosh.columns import NumericColumn, VarBytesColumn
    from whoosh.fields import COLUMN, ID, FieldType, Schema
    from whoosh.filedb.filetables import OrderedHashReader
    from whoosh.formats import Existence, Positions
    from whoosh.index import IndexError as WhooshIndexError
    from whoosh.index import LockError, create_in, open_dir
    from whoosh.lang.snowball.english import EnglishStemmer
    from whoosh.reading import ReaderClosed, SegmentReader, TermNotFound
    from whoosh.spelling import ReaderCorrector
    from whoosh.util.numeric import byte_to_length, length_to_byte
    from whoosh.writing import IndexingError

__all__ = [
    "COLUMN",
    "DAMAGE",
    "ID",
    "LENGTHS_COLUMN",
    "WHOOSH3_HEADER_MAGIC",
    "EnglishStemmer",
    "Existence",
    "FieldType",
    "LockError",
    "NumericColumn",
    "OrderedHashReader",
    "Positions",
    "ReaderCorrector",
    "Schema",
    "SegmentReader",
    "TermNotFound",
    "VarBytesColumn",
    "W3Codec",
    "W3FieldWriter",
    "W3PerDocReader",
    "W3TermInfo",
    "W3TermsReader",
    "byte_to_length",
    "create_in",
    "length_to_byte",
    "open_dir",
]

DAMAGE = (
    WhooshIndexError,
    IndexingError,
    ReaderClosed,
    OSError,
    EOFError,
    pickle.PickleError,
    struct.error,
    zlib.error,
    ImportError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    TypeError,
    ValueError,
)
"""What Whoosh raises on files that are missing, cut off or not its own: it has no error type of its own for them."""
