"""Did you mean: near words for words that stand nowhere. The index proposes stems; the word itself is read from a
public row that holds it, so what was taken out of the public copy can never be offered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlite_utils import Database

from archive.public import store
from search_index import analysis, nodes
from search_index.engine import View, check
from search_index.expanding import ReadClause
from search_index.plan import Term
from search_index.planning import Planner

MAX_WORDS = 3
_FIELD = "text"
_CANDIDATES = 5
_MAX_ROWS = 100
_MIN_LETTERS = 4
_LONG = 7


def suggest(
    view: View, db: Database, line: str, read: Sequence[ReadClause], deadline: float | None = None
) -> str | None:
    """Return the query with up to `MAX_WORDS` words replaced, None when nothing nearer stands anywhere.

    Raises TooSlowError some time after `deadline`.
    """
    better = line
    words = [
        node
        for clause in read
        for node in nodes.iter_words(clause.node)
        if isinstance(node, nodes.Word | nodes.Capitals)
    ]
    planner = Planner(view)
    for node in [node for node in words if not view.count(planner.plan(node), deadline=deadline)][:MAX_WORDS]:
        check(deadline)
        if word := _nearest(view, db, node):
            better = re.sub(rf"(?<!\w){re.escape(node.typed)}(?!\w)", word, better, count=1)
    return better if better != line else None


def _nearest(view: View, db: Database, node: nodes.Word | nodes.Capitals) -> str | None:
    if isinstance(node, nodes.Capitals):
        lower = analysis.term_of(node.typed)
        return node.typed.lower() if lower and _first_word(view, db, lower) else None
    if len(node.stem) < _MIN_LETTERS:
        return None
    for distance in (1, 2) if len(node.typed) >= _LONG else (1,):
        for near in view.near(_FIELD, node.stem, distance=distance, most=_CANDIDATES):
            if near != node.stem and (word := _first_word(view, db, near)):
                return word
    return None


def _first_word(view: View, db: Database, stem: str) -> str | None:
    """Return a word of that stem as it stands in a public row, in lower case; None when it stands in none."""
    for found in view.holders(Term(_FIELD, stem), _MAX_ROWS):
        item = store.find_item(db, found.id)
        if item is None:
            continue
        for line in (analysis.searchable(item.body), analysis.searchable_line(getattr(item, "title", None) or "")):
            for term, span in analysis.placed_words(line):
                if term == stem:
                    return line[span.start : span.end].lower()
    return None
