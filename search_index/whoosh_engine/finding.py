"""What a plan finds in one segment, and how well it fits: by sets of numbers and BM25 over whole lists of postings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from search_index import plan
from search_index.fields import BY_NAME
from search_index.plan import Plan
from search_index.whoosh_engine.postings import Postings, places_of, read_postings

Numbers = Collection[int]

Gain = Callable[[str, str], tuple[float, Sequence[float]]]
"""From a field and a term to what BM25 needs of them in a segment: a factor for the term, a norm for each document."""


_MUCH = 1_000


class Search:
    """One search in one segment. Each list of postings is read once, when it is first wanted."""

    def __init__(self, leaf: Any) -> None:
        self._leaf = leaf
        self._read: dict[tuple[str, str], Postings] = {}
        self._sequences: dict[plan.Sequence, Numbers] = {}

    def frequency(self, field: str, term: str) -> int | None:
        """Return how many documents hold a term, None when this search did not have to know."""
        read = self._read.get((field, term))
        return read.total if read else None

    def holds_much(self) -> bool:
        """Return whether more was read than one search has any use for."""
        return len(self._read) > _MUCH

    def find(self, wanted: Plan) -> Numbers:
        """Return the numbers of the documents that a plan finds, each once. The parser bounds how deep it goes."""
        match wanted:
            case plan.Term(field, term):
                return self._postings(field, term).numbers
            case plan.Sequence():
                if wanted not in self._sequences:
                    self._sequences[wanted] = self._find_sequence(wanted)
                return self._sequences[wanted]
            case plan.AnyOf(parts):
                return set().union(*map(self.find, parts))
            case plan.AllOf(parts, without):
                return self._find_all(parts, without)

    def score(self, wanted: Plan, gain: Gain) -> dict[int, float]:
        """Return the documents that a plan finds, each with the sum of what the terms that are scored add to it."""
        if isinstance(wanted, plan.Term) and BY_NAME[wanted.field].scored:
            read, (factor, norms) = self._postings(wanted.field, wanted.term), gain(wanted.field, wanted.term)
            pairs = zip(read.numbers, read.weights, strict=True)
            return {number: factor * weight / (weight + norms[number]) for number, weight in pairs}
        scores = dict.fromkeys(self.find(wanted), 0.0)
        if scores and isinstance(wanted, plan.AllOf):
            for part in wanted.parts:
                self._add(part, scores, scores, gain)
        elif scores:
            self._add(wanted, None, scores, gain)
        return scores

    def _postings(self, field: str, term: str) -> Postings:
        read = self._read.get((field, term))
        if read is None:
            read = self._read[field, term] = read_postings(self._leaf, field, term)
        return read

    def _find_all(self, parts: tuple[Plan, ...], without: tuple[Plan, ...]) -> Numbers:
        if not parts:
            found = set(self._leaf.all_doc_ids())
        else:
            # a sequence is dear: it comes last, when there may be nothing left to look for
            lists = []
            for part in sorted(parts, key=lambda part: isinstance(part, plan.Sequence)):
                lists.append(self.find(part))
                if not lists[-1]:
                    return ()
            lists.sort(key=len)
            found = set(lists[0]).intersection(*lists[1:])
        for part in without:
            found.difference_update(self.find(part))
        return found

    def _find_sequence(self, wanted: plan.Sequence) -> Numbers:
        read = []
        for term in wanted.terms:
            read.append(self._postings(wanted.field, term))
            if not read[-1].numbers:
                return ()
        both = set(read[0].numbers).intersection(*(postings.numbers for postings in read[1:]))
        if not both:
            return ()
        values = [
            {number: value for number, value in zip(postings.numbers, postings.values, strict=True) if number in both}
            for postings in read
        ]
        return [number for number in both if _follow([places_of(each[number]) for each in values])]

    def _add(self, wanted: Plan, inside: Numbers | None, scores: dict[int, float], gain: Gain) -> None:
        """Add to scores what a plan adds to the documents that it finds, of these alone if some are given."""
        match wanted:
            case plan.Term(field, term):
                self._add_term(field, term, inside, scores, gain)
            case plan.AnyOf(parts):
                for part in parts:
                    self._add(part, inside, scores, gain)
            case plan.Sequence(field, terms):
                here = self._found_in(wanted, inside)
                for term in terms:
                    self._add_term(field, term, here, scores, gain)
            case plan.AllOf(parts):
                here = self._found_in(wanted, inside)
                for part in parts:
                    self._add(part, here, scores, gain)

    def _found_in(self, wanted: Plan, inside: Numbers | None) -> set[int]:
        found = self.find(wanted)
        return set(found) if inside is None else {number for number in found if number in inside}

    def _add_term(self, field: str, term: str, inside: Numbers | None, scores: dict[int, float], gain: Gain) -> None:
        if not BY_NAME[field].scored or (inside is not None and not inside):
            return
        read, (factor, norms) = self._postings(field, term), gain(field, term)
        for number, weight in zip(read.numbers, read.weights, strict=True):
            if inside is None or number in inside:
                scores[number] += factor * weight / (weight + norms[number])


def _follow(places: Sequence[tuple[int, ...]]) -> bool:
    """Return whether there is a place from which each list holds the next place on."""
    first, *others = places
    return any(all(start + step in each for step, each in enumerate(others, 1)) for start in first)
