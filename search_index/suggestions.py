"""Did you mean: near words for words that stand nowhere. The index proposes stems; the word itself is read from a
public row that holds it, so what was taken out of the public copy can never be offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import islice, product

from sqlite_utils import Database

from archive.public import store
from search_index import analysis, nodes
from search_index.engine import View, check
from search_index.expanding import ReadClause, expand, root_of
from search_index.plan import Term
from search_index.planning import Planner
from search_index.public_vocabulary import PublicVocabulary, find_public_holder
from search_index.query import parse

MAX_WORDS = 3
_FIELD = "text"
_CANDIDATES = 5
_TRIED = 4
"""Near words of one that are tried together with those of the others."""
_COMBINED = 12
_MAX_ROWS = 100
_MIN_LETTERS = 4
_LONG = 7
_LIKE = 0.7


def suggest(
    view: View,
    db: Database,
    line: str,
    read: Sequence[ReadClause],
    deadline: float | None = None,
    planner: Planner | None = None,
) -> str | None:
    """Return the query with up to `MAX_WORDS` words replaced by the nearest that stand in one item together.

    None when no near words do. Raises TooSlowError some time after `deadline`.
    """
    words = [
        node
        for clause in read
        for node in nodes.iter_words(clause.node)
        if isinstance(node, nodes.Word | nodes.Capitals)
    ]
    planner = planner or Planner(view)
    missing = [node for node in words if not view.count(planner.plan(node), deadline=deadline)][:MAX_WORDS]
    near: list[list[str]] = []
    for node in missing:
        check(deadline)
        near.append(list(islice(_near(view, db, node), _TRIED)))
    # the nearest of each first
    choices = sorted(product(*map(enumerate, near)), key=lambda chosen: sum(place for place, _ in chosen))
    for chosen in choices[:_COMBINED] if missing else ():
        check(deadline)
        better = line
        for node, (_, word) in zip(missing, chosen, strict=True):
            better = re.sub(rf"(?<!\w){re.escape(node.typed)}(?!\w)", word, better, count=1)
        if better != line and _finds(view, db, planner, better):
            return better
    return None


def _finds(view: View, db: Database, planner: Planner, line: str) -> bool:
    root = root_of(expand(parse(line), PublicVocabulary(view, db)))
    return root is not None and find_public_holder(view, db, planner.plan(root)) is not None


def _near(view: View, db: Database, node: nodes.Word | nodes.Capitals) -> Iterator[str]:
    """Yield words that stand in public rows and are written nearly like one, the nearest first."""
    if isinstance(node, nodes.Capitals):
        lower = analysis.term_of(node.typed)
        if lower and _first_word(view, db, lower):
            yield node.typed.lower()
        return
    if len(node.stem) < _MIN_LETTERS:
        return
    seen = {node.stem}
    for distance in (1, 2) if len(node.typed) >= _LONG else (1,):
        for near in view.near(_FIELD, node.stem, distance=distance, most=_CANDIDATES):
            if near not in seen and (word := _first_word(view, db, near)) and _is_like(word, node.typed):
                seen.add(near)
                yield word


def _is_like(word: str, typed: str) -> bool:
    # stems that are near may be those of words that are not
    return SequenceMatcher(None, word, typed.lower(), autojunk=False).ratio() >= _LIKE


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
