"""Many items merged at once: readings and rows are read in a few queries, joined in memory, written in a few more.

What a batch has taken is in the database after `flush`, and is then exactly what taking the same readings one by one
would have left there. Everything runs inside the caller's transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from sqlite_utils import Database

from archive.errors import BadInput
from archive.originals.merged import PROVENANCE, Change, Row, load_rows, merge_row, write_rows
from archive.originals.pending import mark_pending
from archive.originals.reading_rows import delete_readings, load_readings, save_readings, save_revision
from archive.originals.readings import Reading, is_edit, join
from archive.originals.records import Source

Held = dict[Source, Reading]


class Batch:
    """The readings and rows of the items that a merge speaks of."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._readings: dict[str, Held] = {}
        self._stored: dict[str, Row] = {}
        self._rows: dict[str, Row] = {}
        self._new: set[str] = set()
        self._fresh: set[tuple[str, Source]] = set()
        self._changed: dict[tuple[str, Source], None] = {}
        self._pending: dict[str, None] = {}

    def load(self, item_ids: Iterable[str]) -> None:
        """Read what is stored of these items, so that absorbing readings of theirs asks the database nothing."""
        wanted = [item_id for item_id in dict.fromkeys(item_ids) if item_id not in self._readings]
        self._readings.update((item_id, {}) for item_id in wanted)
        for reading in load_readings(self._db, wanted):
            self._readings[reading.item_id][reading.source] = reading
        known = [item_id for item_id in wanted if self._readings[item_id]]
        self._stored.update(load_rows(self._db, known))

    def absorb(self, found: Reading) -> Change:
        """Join one reading with what is known; keep whatever words lose their place as a revision.

        Raises BadInput when the item is known as a post and the reading is of a comment, or the other way round.
        """
        held = self._held(found.item_id)
        if any(reading.is_comment != found.is_comment for reading in held.values()):
            raise BadInput(
                f"The archive knows {found.item_id} as a post and a source as a comment, or the other way round."
            )
        stored = held.get(found.source)
        joined = found if stored is None else self._join(stored, found)
        if joined is stored:
            return Change.NONE
        held[found.source] = joined
        key = (found.item_id, found.source)
        if stored is None:
            self._fresh.add(key)
        self._changed[key] = None
        return self._refresh(found.item_id, held)

    def amend(self, item_id: str, amended: Callable[[Reading], Reading]) -> Change:
        """Put other readings in the place of an item's own, without a revision: they say the same in other words."""
        held = self._held(item_id)
        for source, reading in held.items():
            if (other := amended(reading)) is not reading:
                held[source] = other
                self._changed[(item_id, source)] = None
        return self._refresh(item_id, held)

    def take(self, item_id: str) -> Iterator[Reading]:
        """Yield the readings of an item that turned out to be another one and has none from now on.

        Call it after `flush`.
        """
        held = self._held(item_id)
        delete_readings(self._db, item_id)
        self._readings[item_id] = {}
        yield from held.values()

    def flush(self) -> None:
        """Write what changed: posts before their comments, and every changed item as pending."""
        save_readings(
            self._db,
            [self._readings[item_id][source] for item_id, source in self._changed],
            fresh=self._fresh,
        )
        write_rows(self._db, self._rows.values(), new=self._new)
        mark_pending(self._db, self._pending)
        self._stored.update(self._rows)
        for emptied in (self._changed, self._fresh, self._rows, self._new, self._pending):
            emptied.clear()

    def forget(self) -> None:
        """Read everything anew when it is asked for again, because somebody else wrote; call it after `flush`."""
        self._readings.clear()
        self._stored.clear()

    def _held(self, item_id: str) -> Held:
        if item_id not in self._readings:
            self.load([item_id])
        return self._readings[item_id]

    def _join(self, stored: Reading, found: Reading) -> Reading:
        """Return both as one: `stored` itself when it says all of that already."""
        if _says(stored) == _says(found):
            return stored
        joined = join(stored, found)
        if is_edit(stored, joined):
            save_revision(self._db, stored, replaced_by=joined.capture_id)
        if is_edit(found, joined):
            save_revision(self._db, found, replaced_by=stored.capture_id)
        return stored if _says(stored) == _says(joined) else joined

    def _refresh(self, item_id: str, held: Held) -> Change:
        row = merge_row(list(held.values()))
        before = self._rows.get(item_id) or self._stored.get(item_id)
        if before == row:
            return Change.NONE
        self._rows[item_id] = row
        if before is None:
            self._new.add(item_id)
            self._pending[item_id] = None
            return Change.NEW
        other = {name for name, value in row.items() if before[name] != value} - PROVENANCE
        if not other:
            return Change.NONE
        self._pending[item_id] = None
        # that another comment came in before this one is published with it, but nobody changed it
        return Change.NONE if other == {"ordinal"} else Change.CHANGED


def _says(reading: Reading) -> tuple[str, dict[str, object]]:
    return reading.post_id, {name: value for name, value in reading.values.items() if value is not None}
