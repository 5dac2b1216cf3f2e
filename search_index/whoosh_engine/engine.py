"""Whoosh behind the protocol of `search_index.engine`."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, compress, count, islice
from operator import not_
from pathlib import Path
from typing import Any

from search_index.engine import Found, Ranked, Stamp, check
from search_index.fields import Document
from search_index.plan import AllOf, Plan, is_scored
from search_index.results import Order
from search_index.whoosh_engine import commits, library, ranking
from search_index.whoosh_engine.finding import Search
from search_index.whoosh_engine.ranking import Leaf
from search_index.whoosh_engine.schema import build_schema
from search_index.whoosh_engine.segments import Segments

_PREFIX = 1
_FREQUENCIES = 10_000
_FEW = frozenset(("year", "tag", "kind", "site"))
_COUNTED = 64
"""Plans whose finds are kept to be counted among others: acronyms that stand beside many searches."""


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
        self._kept: Any = None

    def view(self) -> WhooshView:
        """Return the index as of now."""
        return WhooshView(self._searcher(), self._segments, self._keep)

    def apply(self, gone: Collection[str], documents: Iterable[Document]) -> None:
        """Take documents out and put others in, in one commit."""
        with commits.writing(self.built) as writer:
            if gone:
                self._delete(writer, gone)
            for document in documents:
                writer.add_document(
                    id=document.id,
                    row_version=document.row_version,
                    written=document.written,
                    discussed=document.discussed,
                    **document.terms,
                )

    def purge(self) -> None:
        """Write some of the segments with deletions afresh, and remove those that no commit names."""
        with commits.writing(self.built):
            pass
        view = self.view()
        try:
            # Whoosh says nothing when it cannot remove one, and would be asked again for ever
            for path in view.strays():
                path.unlink(missing_ok=True)
        finally:
            view.close()

    def _delete(self, writer: Any, gone: Collection[str]) -> None:
        searcher, wanted = self._searcher(), set(gone)
        try:
            for leaf, first in searcher.reader().leaf_readers():
                for number, item_id in enumerate(self._segments.get(leaf).column(leaf, "id")):
                    if item_id in wanted:
                        writer.delete_document(first + number)
        finally:
            self._keep(searcher)

    def _searcher(self) -> Any:
        """Return a searcher on the last commit: the last one that nobody uses any more, if it still is."""
        kept, self._kept = self._kept, None
        if kept is not None and kept.up_to_date():
            return kept
        if kept is not None:
            kept.close()
        return self.built.searcher()

    def _keep(self, searcher: Any) -> None:
        if self._kept is not None:
            self._kept.close()
        self._kept = searcher


class WhooshView:
    """A searcher on one commit. Never `refresh`: a test says why."""

    def __init__(self, searcher: Any, segments: Segments, give_back: Callable[[Any], None]) -> None:
        self._searcher = searcher
        self._give_back = give_back
        self._reader = searcher.reader()
        self._segments = segments
        self._statistics = ranking.Statistics(searcher)
        self._frequencies: dict[tuple[str, str], int] = {}
        self._searches: list[Search] = []
        self._last: tuple[Plan, Sequence[Collection[int]]] | None = None
        self._counted: OrderedDict[Plan, list[array[int]]] = OrderedDict()

    @cached_property
    def _leaves(self) -> list[Leaf]:
        return [
            Leaf(reader, self._segments.get(reader))
            for reader, _ in self._reader.leaf_readers()
            if reader.doc_count_all()
        ]

    def is_current(self) -> bool:
        """Return whether there was no commit since."""
        return bool(self._searcher.up_to_date())

    def close(self) -> None:
        """Let go of the files, when the next view does not want them."""
        self._give_back(self._searcher)

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
        leaves = self._found(plan, deadline)
        if order is Order.RELEVANCE and is_scored(plan):
            check(deadline)
            page = ranking.best_of(leaves, ranking.score(leaves, self._searches, plan, self._statistics), most)
        else:
            page = ranking.ordered(leaves, Order.NEWEST if order is Order.RELEVANCE else order, most)
        self._last = plan, [leaf.found for leaf in leaves]
        total = sum(len(leaf.found) for leaf in leaves)
        return Found(tuple(page[offset:]), total, self._facets(leaves, facets))

    def count(self, plan: Plan, *, deadline: float | None = None) -> int:
        """Return how many documents a plan finds; quick for one that narrows down what `find` found last."""
        match plan:
            case AllOf((last, part), ()) if self._last and self._last[0] == last:
                return self._count_among(part, deadline)
        return sum(len(found) for found in self._numbers(plan, deadline))

    def holders(self, plan: Plan, most: int | None = None) -> Iterator[Ranked]:
        """Yield documents that a plan finds."""
        found = (
            Ranked(*leaf.values(number, "id", "row_version"))
            for leaf in self._leaves
            for number in sorted(Search(leaf.reader).find(plan))
        )
        return islice(found, most)

    def stamps(self) -> Iterator[Stamp]:
        """Yield the stamp of every document."""
        for leaf in self._leaves:
            rows = zip(*(leaf.segment.column(leaf.reader, name) for name in Stamp._fields), strict=True)
            is_there = map(not_, map(leaf.reader.is_deleted, count()))
            yield from map(Stamp._make, compress(rows, is_there) if leaf.reader.has_deletions() else rows)

    def frequency(self, field: str, term: str) -> int:
        """Return how many documents hold a term. Some terms are looked up for each search: those of acronyms."""
        known = self._frequencies.get((field, term))
        if known is None:
            known = self._frequencies[field, term] = int(self._reader.doc_frequency(field, term))
            if len(self._frequencies) > _FREQUENCIES:
                self._frequencies.clear()
        return known

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

    def files(self) -> Mapping[str, bool]:
        """Return the names of the files that the index is made of, each with whether terms stand in it."""
        commit = self._reader.generation()
        # a reader of no segments does not know
        commit = self._searcher._ix.latest_generation() if commit is None else commit
        lists = (f"_MAIN_{commit}.toc", "MAIN_WRITELOCK")
        segments = (leaf.reader.segment().make_filename(".seg") for leaf in self._leaves)
        return dict.fromkeys(lists, False) | dict.fromkeys(segments, True)

    def has_leftovers(self) -> bool:
        """Return whether a segment holds documents that were taken out, or a killed writer left one in no use."""
        return bool(self._reader.has_deletions()) or bool(self.strays())

    def strays(self) -> list[Path]:
        """Return segments that no commit names any more: whoever replaced them died before removing them."""
        used = self.files()
        return [path for path in Path(self._searcher._ix.storage.folder).glob("MAIN_*.seg") if path.name not in used]

    def _found(self, plan: Plan, deadline: float | None) -> list[Leaf]:
        """Return the segments with what was found in each."""
        self._searches = [Search(leaf.reader) for leaf in self._leaves]
        numbers = self._numbers(plan, deadline)
        return [replace(leaf, found=found) for leaf, found in zip(self._leaves, numbers, strict=True)]

    def _numbers(self, plan: Plan, deadline: float | None) -> list[Collection[int]]:
        """Return what a plan finds in each segment; what the search before it read is not read again."""
        if not self._searches or self._searches[0].holds_much():
            self._searches = [Search(leaf.reader) for leaf in self._leaves]
        numbers = []
        for search in self._searches:
            check(deadline)
            numbers.append(search.find(plan))
        return numbers

    def _count_among(self, plan: Plan, deadline: float | None) -> int:
        """Return how many of what was found last another plan finds too. The same few are asked for of all searches."""
        assert self._last is not None
        asked, last = self._last
        kept = self._counted.pop(plan, None)
        if kept is None:
            kept = [array("I", found) for found in self._numbers(plan, deadline)]
        self._counted[plan] = kept
        if len(self._counted) > _COUNTED:
            self._counted.popitem(last=False)
        sets = [found if isinstance(found, set) else set(found) for found in last]
        self._last = asked, sets
        return sum(len(found.intersection(other)) for found, other in zip(sets, kept, strict=True))

    def _facets(self, leaves: Sequence[Leaf], names: Collection[str]) -> dict[str, dict[str, int]]:
        """Return for each facet how many of what was found have each term; those of few terms are counted in one."""
        few = tuple(name for name in names if name in _FEW)
        counts: dict[str, dict[str, int]] = {}
        for group in ([few] if few else []) + [(name,) for name in names if name not in _FEW]:
            of_leaf = (map(leaf.segment.facets(leaf.reader, group).__getitem__, leaf.found) for leaf in leaves)
            counts |= self._segments.values.count(group, chain.from_iterable(of_leaf))
        return counts
