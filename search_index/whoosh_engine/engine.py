"""Whoosh behind the protocol of `search_index.engine`."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from search_index.engine import Found, Ranked, Stamp, check
from search_index.fields import Document
from search_index.plan import Plan
from search_index.results import Order
from search_index.whoosh_engine import commits, library, ranking
from search_index.whoosh_engine.ranking import Leaf
from search_index.whoosh_engine.schema import build_schema
from search_index.whoosh_engine.segments import Segments, find_numbers, posting_numbers

_PREFIX = 1


class WhooshEngine:
    """Makes and opens Whoosh indexes."""

    name = "whoosh"
    format = 1
    damage: tuple[type[BaseException], ...] = library.DAMAGE

    def create(self, folder: Path) -> WhooshIndex:
        """Return a new index in an empty folder."""
        return WhooshIndex(library.create_in(str(folder), build_schema()))

    def open(self, folder: Path) -> WhooshIndex:
        """Return the index in a folder. It is made of pickles: see `generation` for where it may be opened."""
        return WhooshIndex(library.open_dir(str(folder), schema=build_schema()))


class WhooshIndex:
    """One Whoosh index, and what was read of its segments."""

    def __init__(self, built: Any) -> None:
        self.built = built
        self._segments = Segments()

    def view(self) -> WhooshView:
        """Return the index as of now."""
        return WhooshView(self.built.searcher(weighting=ranking.WEIGHTING), self._segments)

    def apply(self, gone: Collection[str], documents: Iterable[Document]) -> None:
        """Take documents out and put others in, in one commit."""
        with commits.writing(self.built) as writer:
            if gone:
                _delete(self.built, writer, gone)
            for document in documents:
                writer.add_document(
                    id=document.id,
                    row_version=document.row_version,
                    written=document.written,
                    discussed=document.discussed,
                    **document.terms,
                )

    def purge(self) -> None:
        """Write some of the segments with deletions afresh."""
        with commits.writing(self.built):
            pass


class WhooshView:
    """A searcher on one commit. Never `refresh`: a test says why."""

    def __init__(self, searcher: Any, segments: Segments) -> None:
        self._searcher = searcher
        self._reader = searcher.reader()
        self._segments = segments

    @cached_property
    def _leaves(self) -> list[Leaf]:
        return [
            Leaf(reader, first, self._segments.get(reader))
            for reader, first in self._reader.leaf_readers()
            if reader.doc_count_all()
        ]

    @cached_property
    def _searchers(self) -> dict[int, Any]:
        return {first: searcher for searcher, first in self._searcher.leaf_searchers()}

    def is_current(self) -> bool:
        """Return whether there was no commit since."""
        return bool(self._searcher.up_to_date())

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()

    def find(
        self,
        plan: Plan,
        *,
        order: Order,
        offset: int,
        limit: int,
        facets: Sequence[str] = (),
        deadline: float | None = None,
    ) -> Found:
        """Return one page of what a plan finds."""
        most = offset + limit
        if order is Order.RELEVANCE and not ranking.is_scored(plan):
            order = Order.NEWEST
        if order is not Order.RELEVANCE:
            leaves = self._found(plan, deadline)
            page = ranking.ordered(leaves, order, most)
        elif ranking.needs_all_scores(plan):
            scored = ranking.score_all(self._searcher, plan, deadline)
            leaves = self._placed([number for _, number in scored])
            page = ranking.best_of(scored, self._leaves, most)
        else:
            leaves = self._found(plan, deadline)
            best = ranking.score_best(self._searcher, plan, most) if any(leaf.found for leaf in leaves) else []
            page = ranking.best_of(best, self._leaves, most)
        total = sum(len(leaf.found) for leaf in leaves)
        return Found(tuple(page[offset:]), total, {name: _count(leaves, name) for name in facets})

    def count(self, plan: Plan, *, deadline: float | None = None) -> int:
        """Return how many documents a plan finds."""
        return sum(len(leaf.found) for leaf in self._found(plan, deadline))

    def holders(self, plan: Plan, most: int | None = None) -> Iterator[Ranked]:
        """Yield documents that a plan finds."""
        found = (
            Ranked(*leaf.values(number, "id", "row_version"))
            for leaf in self._leaves
            for number in sorted(find_numbers(leaf.reader, self._searchers[leaf.first], plan))
        )
        return islice(found, most)

    def stamps(self) -> Iterator[Stamp]:
        """Yield the stamp of every document."""
        for leaf in self._leaves:
            ids, versions, discussed = (
                leaf.segment.column(leaf.reader, name) for name in ("id", "row_version", "discussed")
            )
            for number in leaf.reader.all_doc_ids():
                yield Stamp(ids[number], versions[number], discussed[number])

    def frequency(self, field: str, term: str) -> int:
        """Return how many documents hold a term."""
        return int(self._reader.doc_frequency(field, term))

    def terms(self, field: str) -> Iterator[str]:
        """Yield the terms of a field."""
        return (raw.decode() for raw in self._reader.lexicon(field))

    def starting(self, field: str, start: str, most: int) -> list[str]:
        """Return the terms of a field that begin so."""
        return [raw.decode() for raw in islice(self._reader.expand_prefix(field, start.encode()), most)]

    def near(self, field: str, term: str, *, distance: int, most: int) -> list[str]:
        """Return the terms of a field that are near another."""
        corrector = library.ReaderCorrector(self._reader, field, self._reader.schema[field])
        return [str(near) for near in corrector.suggest(term, limit=most, maxdist=distance, prefix=_PREFIX)]

    def has_leftovers(self) -> bool:
        """Return whether a segment still holds documents that were taken out."""
        return bool(self._reader.has_deletions())

    def _found(self, plan: Plan, deadline: float | None) -> list[Leaf]:
        found = []
        for leaf in self._leaves:
            check(deadline)
            found.append(replace(leaf, found=find_numbers(leaf.reader, self._searchers[leaf.first], plan)))
        return found

    def _placed(self, numbers: list[int]) -> list[Leaf]:
        """Return the segments with what was found in each, from numbers that count through all of them."""
        numbers.sort()
        ends = [bisect_left(numbers, leaf.first + leaf.reader.doc_count_all()) for leaf in self._leaves]
        return [
            replace(leaf, found=[number - leaf.first for number in numbers[start:end]])
            for leaf, (start, end) in zip(self._leaves, pairwise([0, *ends]), strict=True)
        ]


def _count(leaves: Sequence[Leaf], name: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for leaf in leaves:
        if leaf.found:
            leaf.segment.count(leaf.reader, name, leaf.found, counts)
    return dict(counts)


def _delete(built: Any, writer: Any, gone: Collection[str]) -> None:
    reader = built.reader()
    try:
        for leaf, first in reader.leaf_readers():
            for item_id in gone:
                for number in posting_numbers(leaf, "id", item_id):
                    writer.delete_document(first + number)
    finally:
        reader.close()
