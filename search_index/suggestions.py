"""Did you mean: near words for words that stand nowhere. The index proposes stems; the word itself is read from a
public row that holds it, so what was taken out of the public copy can never be offered.
"""

from __future__ import annotations

import re
from typing import Any

from sqlite_utils import Database

from archive.public import store
from search_index import analysis, nodes, spellings
from search_index.compiling import Compiler
from search_index.query import Parsed
from search_index.whoosh_engine.library import ReaderCorrector, Term

MAX_WORDS = 3
_FIELD = "text"
_CANDIDATES = 5
_MIN_LETTERS = 4
_LONG = 7


def suggest(searcher: Any, db: Database, parsed: Parsed) -> str | None:
    """Return the query with up to `MAX_WORDS` words replaced, None when nothing nearer stands anywhere."""
    line = parsed.typed
    root = spellings.resolve(parsed, searcher, db).root
    words = [node for node in nodes.iter_words(root) if isinstance(node, nodes.Word | nodes.Capitals)]
    for node in [node for node in words if not _stands(searcher, node)][:MAX_WORDS]:
        if word := _nearest(searcher, db, node):
            line = re.sub(rf"(?<!\w){re.escape(node.typed)}(?!\w)", word, line, count=1)
    return line if line != parsed.typed else None


def _stands(searcher: Any, node: nodes.Words) -> bool:
    return any(True for _ in searcher.docs_for_query(Compiler(searcher.reader()).compile(node)))


def _nearest(searcher: Any, db: Database, node: nodes.Word | nodes.Capitals) -> str | None:
    if isinstance(node, nodes.Capitals):
        lower = analysis.terms(analysis.TEXT, node.typed)
        return node.typed.lower() if lower and _first_word(searcher, db, lower[0]) else None
    if len(node.stem) < _MIN_LETTERS:
        return None
    reader = searcher.reader()
    corrector = ReaderCorrector(reader, _FIELD, reader.schema[_FIELD])
    for distance in (1, 2) if len(node.typed) >= _LONG else (1,):
        for near in corrector.suggest(node.stem, limit=_CANDIDATES, maxdist=distance, prefix=1):
            if near != node.stem and (word := _first_word(searcher, db, near)):
                return word
    return None


def _first_word(searcher: Any, db: Database, stem: str) -> str | None:
    """Return a word of that stem as it stands in a public row, in lower case; None when it stands in none."""
    for number in searcher.docs_for_query(Term(_FIELD, stem)):
        item = store.find_item(db, searcher.reader().column_reader("id")[number])
        if item is None:
            continue
        text = analysis.searchable(item.body)
        for term, span in analysis.placed_terms(analysis.TEXT, text):
            if term == stem:
                return text[span.start : span.end].lower()
    return None
