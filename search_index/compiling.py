"""From a query as read to Whoosh's own, against the words that one index holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from search_index import dates, nodes
from search_index.nodes import Node
from search_index.schema import WORD_FIELDS
from search_index.whoosh_engine import library as engine

MAX_EXPANSIONS = 400
"""A beginning that fits more words than this is refused: it says nothing, and takes seconds."""


@dataclass(slots=True)
class Compiler:
    """Builds Whoosh queries for one reader; `notes` gathers what could not be carried out."""

    reader: Any
    notes: list[str] = field(default_factory=list)

    def compile(self, node: Node) -> Any:
        """Return the Whoosh query for a node. The parser bounds how deep it goes."""
        match node:
            case nodes.Every():
                return self._every(node.nodes)
            case nodes.Either():
                return engine.Or([self.compile(part) for part in node.nodes])
            case nodes.Not():
                return self._every((node,))
            case nodes.Word() | nodes.Capitals() | nodes.Spellings() | nodes.Phrase() | nodes.Prefix():
                return self._words(node)
            case _:
                return self._filter(node)

    def _every(self, parts: tuple[Node, ...]) -> Any:
        wanted = [self.compile(part) for part in parts if not isinstance(part, nodes.Not)]
        without = [self.compile(part.node) for part in parts if isinstance(part, nodes.Not)]
        # never Whoosh's own AndNot: it lets the first document of a segment through unasked (a test says so)
        return engine.And([*wanted, engine.Not(engine.Or(without))] if without else wanted)

    def _words(self, node: nodes.Words) -> Any:
        match node:
            case nodes.Word():
                return self._word_or_acronym((node.stem,), node.acronyms)
            case nodes.Spellings():
                return self._word_or_acronym(node.stems, node.acronyms)
            case nodes.Capitals():
                return engine.Term("acro", node.acronym)
            case nodes.Phrase():
                return engine.Or([_sequence(name, node.stems) for name in WORD_FIELDS])
            case nodes.Prefix():
                return self._prefix(node)

    def _word_or_acronym(self, stems: tuple[str, ...], acronyms: tuple[str, ...]) -> Any:
        words = [(name, stem) for name in WORD_FIELDS for stem in stems]
        return self._any_of([*words, *(("acro", acronym) for acronym in acronyms)])

    def _any_of(self, terms: list[tuple[str, str]]) -> Any:
        """Return what finds any of a few terms. A matcher for one can skip what cannot reach the first page."""
        present = [engine.Term(*term) for term in terms if term in self.reader]
        if len(present) < 2:
            return present[0] if present else engine.NullQuery
        either = engine.Or(present)
        # on small segments Whoosh would read all postings at once instead, and skip nothing
        either.matcher_type = engine.Or.DEFAULT_MATCHER
        return either

    def _prefix(self, node: nodes.Prefix) -> Any:
        found = [self._expand(name, node) for name in WORD_FIELDS]
        if any(len(terms) > MAX_EXPANSIONS for terms in found):
            self.notes.append(f"{node.typed}* (too many words begin so: write more letters)")
            return engine.NullQuery
        return engine.Or(
            [engine.Term(name, term) for name, terms in zip(WORD_FIELDS, found, strict=True) for term in terms]
        )

    def _expand(self, name: str, node: nodes.Prefix) -> list[str]:
        terms = islice(self.reader.expand_prefix(name, node.typed.encode()), MAX_EXPANSIONS + 1)
        return list(dict.fromkeys([*(term.decode() for term in terms), node.stem]))

    def _filter(self, node: nodes.Filter) -> Any:
        match node:
            case nodes.Author():
                return _sequence("author", node.words)
            case nodes.Tag():
                return engine.Term("tag", node.key)
            case nodes.Year():
                return engine.Term("year", str(node.year))
            case nodes.Kind():
                return engine.Term("kind", node.kind)
            case nodes.Days():
                return self._days(node)

    def _days(self, node: nodes.Days) -> Any:
        years = [int(year) for year in self.reader.field_terms("year")]
        if not years:
            return engine.NullQuery
        start = max(node.start or date.min, date(min(years), 1, 1))
        end = min(node.end or date.max, date(max(years) + 1, 1, 1))
        return engine.Or([engine.Term(name, keyword) for name, keyword in dates.iter_keywords(start, end)])


def _sequence(name: str, words: tuple[str, ...]) -> Any:
    return engine.Term(name, words[0]) if len(words) == 1 else engine.Phrase(name, list(words))
