"""Tantivy behind the protocol of `search_index.engine`."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from archive.errors import Refused
from search_index import plan
from search_index.engine import WRITING, Found, Ranked, Stamp, check
from search_index.fields import BY_NAME, Document
from search_index.plan import Plan, is_scored
from search_index.results import Order
from search_index.tantivy_engine import library, manifest, near, parts, ranking
from search_index.tantivy_engine.compiling import compile_plan, kept_term, leave_out
from search_index.tantivy_engine.library import Query, count_of, telling_damage
from search_index.tantivy_engine.manifest import Manifest, Part
from search_index.tantivy_engine.reading import Ids, Reading
from search_index.tantivy_engine.schema import SCHEMA, decode, row_of

_IDS_AT_ONCE = 1_000
_MOST_BUCKETS = 60_000


class TantivyEngine:
    """Makes and opens tantivy indexes."""

    name = "tantivy"
    format = 1
    damage: tuple[type[BaseException], ...] = library.DAMAGE

    @telling_damage()
    def create(self, folder: Path) -> TantivyIndex:
        """Return a new index in an empty folder."""
        manifest.create(folder)
        return TantivyIndex(folder)

    @telling_damage()
    def open(self, folder: Path) -> TantivyIndex:
        """Return the index in a folder."""
        manifest.check(folder, manifest.read(folder))
        return TantivyIndex(folder)


class TantivyIndex:
    """One tantivy index: parts in a folder, and the list of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._ids: Ids = {}

    @telling_damage()
    def view(self) -> TantivyView:
        """Return the index as of now."""
        return TantivyView(self._folder, self._ids)

    @telling_damage()
    def apply(self, gone: Collection[str], documents: Iterable[Document]) -> None:
        """Take documents out and put others in, in one commit.

        Those that go are listed as gone; a purge writes the parts that they lie in afresh.
        """
        with self._writing() as old:
            reading = Reading(self._folder, self._ids)
            left = tuple(part for part in _without(reading, gone) if part.alive)
            rows = [row_of(document) for document in documents]
            joined = parts.choose_joined(left, len(rows))
            self._commit(Manifest(left, old.next_key), joined, reading, rows)

    @telling_damage()
    def purge(self) -> None:
        """Write some of the parts afresh that documents went from."""
        with self._writing() as old:
            self._commit(old, parts.choose_purged(old.parts), Reading(self._folder, self._ids), [])

    def _commit(
        self, old: Manifest, rewritten: Sequence[Part], reading: Reading, rows: list[dict[str, object]]
    ) -> None:
        """List what there was, with some parts and new rows written as one part in the place of these parts."""
        rows += parts.kept_rows(reading, rewritten)
        written, next_key = parts.write_parts(self._folder, rows, old.next_key)
        kept = tuple(part for part in old.parts if part not in rewritten)
        new = Manifest((*kept, *written), next_key)
        manifest.write(self._folder, new)
        manifest.sweep(manifest.strays(self._folder, new))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Manifest]:
        """Give the parts as of now, alone with them. Raises Refused when somebody else is writing."""
        manifest.read(self._folder)
        lock = FileLock(self._folder / manifest.LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise Refused(WRITING) from error
        try:
            found = manifest.read(self._folder)
            manifest.check(self._folder, found)
            manifest.sweep(manifest.strays(self._folder, found))
            yield found
        finally:
            lock.release()


class TantivyView:
    """A searcher on one commit."""

    def __init__(self, folder: Path, ids: Ids) -> None:
        self._folder = folder
        self._reading = Reading(folder, ids)
        self._searcher = self._reading.searcher
        self._dead = self._reading.manifest.dead

    def is_current(self) -> bool:
        """Return whether there was no commit since."""
        return manifest.mark_of(self._folder) == self._reading.mark

    def close(self) -> None:
        """Let go of the files, which goes with the last that refers to them."""
        del self._searcher, self._reading

    @telling_damage()
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
        check(deadline)
        query = self._query(plan)
        most = max(1, offset + limit)
        if order is Order.RELEVANCE and is_scored(plan):
            page, total = ranking.best(self._reading, query, most, self._known(plan))
        else:
            page, total = ranking.ordered(self._reading, query, order, most)
        counts = {}
        for name in facets:
            check(deadline)
            counts[name] = self._count(query, name)
        return Found(tuple(page[offset : offset + limit]), total, counts)

    @telling_damage()
    def count(self, plan: Plan, *, deadline: float | None = None) -> int:
        """Return how many documents a plan finds."""
        check(deadline)
        known = self._known(plan)
        if known is not None:
            return known
        return count_of(self._searcher.search(self._query(plan), 1, order_by_field="written"))

    def holders(self, plan: Plan, most: int | None = None) -> Iterator[Ranked]:
        """Yield documents that a plan finds."""
        return iter(self._holders(plan, most))

    @telling_damage()
    def _holders(self, plan: Plan, most: int | None) -> list[Ranked]:
        if most == 0 or not self._searcher.num_docs:
            return []
        query = Query.const_score_query(self._query(plan), 0.0)
        hits = self._searcher.search(query, min(most or self._searcher.num_docs, self._searcher.num_docs), count=False)
        return self._reading.ranked([address for _, address in hits.hits])

    def stamps(self) -> Iterator[Stamp]:
        """Yield the stamp of every document."""
        return iter(self._stamps())

    @telling_damage()
    def _stamps(self) -> list[Stamp]:
        stamps = []
        for number in range(len(self._reading.parts)):
            alive = self._reading.alive(number)
            discussed = self._searcher.fast_field_values("discussed", alive) if alive else []
            found = self._reading.ranked(alive)
            stamps += [
                Stamp(hit.id, hit.row_version, int(times or 0)) for hit, times in zip(found, discussed, strict=True)
            ]
        return stamps

    @telling_damage()
    def frequency(self, field: str, term: str) -> int:
        """Return how many documents hold a term."""
        return self._searcher.doc_freq(field, kept_term(field, term))

    @telling_damage()
    def terms(self, field: str) -> Iterator[str]:
        """Yield the terms of a field."""
        return iter(self._terms(field, ""))

    @telling_damage()
    def starting(self, field: str, start: str, most: int) -> list[str]:
        """Return the terms of a field that begin so."""
        return self._terms(field, start)[:most]

    @telling_damage()
    def near(self, field: str, term: str, *, distance: int, most: int) -> list[str]:
        """Return the terms of a field that are near another."""
        found = near.within(term, self._terms(field, term[:1]), distance)
        found.sort(key=lambda pair: (pair[0], -self.frequency(field, pair[1]), pair[1]))
        return [other for _, other in found[:most]]

    def files(self) -> Mapping[str, bool]:
        """Return the names of the files that the index is made of, each with whether terms stand in it."""
        return manifest.files(self._reading.manifest)

    def has_leftovers(self) -> bool:
        """Return whether documents that went still lie in a part, or files that no part has are left."""
        return bool(self._dead) or bool(manifest.strays(self._folder, self._reading.manifest))

    def _terms(self, field: str, start: str) -> list[str]:
        kept = self._searcher.terms_with_prefix(field, kept_term(field, start))
        placed = BY_NAME[field].placed
        return sorted(decode(term) if placed else term for term, _ in kept)

    def _query(self, plan: Plan) -> Query:
        return leave_out(compile_plan(plan), self._dead)

    def _known(self, wanted: Plan) -> int | None:
        """Return how many documents a plan finds where that is written down."""
        if isinstance(wanted, plan.Term) and not self._dead:
            return self.frequency(wanted.field, wanted.term)
        return None

    def _count(self, query: Query, name: str) -> dict[str, int]:
        asked = {name: {"terms": {"field": name, "size": _MOST_BUCKETS}}}
        found = self._searcher.aggregate(query, asked)[name]
        if found["sum_other_doc_count"]:
            return {term: count for term, count in self._searcher.terms_with_prefix(name, "", query) if count}
        return {bucket["key"]: bucket["doc_count"] for bucket in found["buckets"]}


def _without(reading: Reading, gone: Collection[str]) -> list[Part]:
    """Return the parts with those documents listed as gone that have one of these ids."""
    keys: set[int] = set()
    ids = list(gone)
    for start in range(0, len(ids), _IDS_AT_ONCE):
        query = Query.term_set_query(SCHEMA, "id", ids[start : start + _IDS_AT_ONCE])
        most = max(1, reading.searcher.num_docs)
        hits = reading.searcher.search(query, most, count=False, order_by_field="written").hits
        keys.update(reading.keys([address for _, address in hits]))
    return [
        replace(part, dead=part.dead | {key for key in keys if part.first <= key < part.first + part.size})
        for part in reading.parts
    ]
