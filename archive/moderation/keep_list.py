"""Words that stay wherever they stand: of public persons and offices, with what shows that they are public (M11)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from archive.errors import NotFound, WrongUse
from archive.moderation import log
from archive.redaction.spellings import fold

MAX_EVIDENCE = 500
_MAX_WORDS = 200
_COLUMNS = "id, exact, folded, evidence, reason, made_by, made_at, log_id, active"


@dataclass(frozen=True, slots=True)
class KeptWords:
    """An entry of the list: which words, why they are public, who says so. Its repr shows none of the words."""

    id: int
    exact: str = field(repr=False)
    folded: str = field(repr=False)
    evidence: str = field(repr=False)
    reason: str
    made_by: str
    made_at: str
    log_id: str
    active: bool

    def fits(self, words: str) -> bool:
        """True for the same words, whatever their case, accents and white space."""
        return bool(words) and folded(words) == self.folded


class KeepList:
    """The entries that hold, to look words up in."""

    def __init__(self, entries: Iterable[KeptWords]) -> None:
        """Hold these entries."""
        self._by_words = {entry.folded: entry for entry in entries}

    def __bool__(self) -> bool:
        return bool(self._by_words)

    def find(self, words: str) -> KeptWords | None:
        """Return the entry of the same words, None when there is none."""
        return self._by_words.get(folded(words))


def folded(words: str) -> str:
    """Return words as the list compares them.

    >>> folded("The Chief\\n INSPECTOR’s ")
    "the chief inspector's"
    """
    return " ".join(fold(words).text.split())


def read(db: Database) -> KeepList:
    """Return the list as it is now."""
    return KeepList(entries(db))


def entries(db: Database) -> list[KeptWords]:
    """Return the entries that hold, the newest first."""
    rows = db.conn.execute(f"select {_COLUMNS} from kept_words where active order by id desc").fetchall()
    return [_entry(row) for row in rows]


def get(db: Database, entry_id: int) -> KeptWords:
    """Return an entry, whether it holds or not; raise NotFound when there is none of that number."""
    row = db.conn.execute(f"select {_COLUMNS} from kept_words where id = ?", [entry_id]).fetchone()
    if row is None:
        raise NotFound("There is no entry of that number: the list of kept words has them all.")
    return _entry(row)


def add(db: Database, words: str, *, evidence: str, reason: str, by: str, now: datetime, item_id: str) -> KeptWords:
    """Write words on the list, with the log line that says so; return the entry.

    Raises WrongUse without evidence, for no words or too many, or when they are on it already.
    """
    evidence, reason, exact = " ".join(evidence.split()), " ".join(reason.split()), " ".join(words.split())
    if not evidence or len(evidence) > MAX_EVIDENCE:
        raise WrongUse(
            f"What shows that this is public? Give a sentence or an address, up to {MAX_EVIDENCE} characters."
        )
    if not any(letter.isalnum() for letter in exact) or len(exact) > _MAX_WORDS:
        raise WrongUse(f"Only words of up to {_MAX_WORDS} characters can be kept everywhere: keep these here alone.")
    if not reason or not by.strip():
        raise WrongUse("Keeping words everywhere needs a name and a reason: give both.")
    with db.atomic():
        if read(db).find(exact):
            raise WrongUse("These words are kept everywhere already: nothing to do.")
        seq = log.append(db, at=now, actor=by.strip(), kind="keep-words", item_id=item_id, reason=reason)
        made = [exact, folded(exact), evidence, reason, by.strip(), _stamp(now), f"L{seq}", 1]
        row = db.conn.execute(
            f"insert into kept_words ({_COLUMNS.removeprefix('id, ')}) values ({', '.join('?' * len(made))})", made
        )
        return get(db, int(row.lastrowid or 0))


def remove(db: Database, entry_id: int, *, by: str, now: datetime) -> KeptWords:
    """Take an entry off the list; return it. Raises NotFound, and WrongUse when it is off it already."""
    with db.atomic():
        entry = get(db, entry_id)
        if not entry.active:
            raise WrongUse("These words are off the list already: nothing to do.")
        db.conn.execute("update kept_words set active = 0 where id = ?", [entry_id])
        log.append(db, at=now, actor=by, kind="unkeep-words", undoes=entry.log_id)
        return get(db, entry_id)


def _stamp(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")


def _entry(row: tuple[Any, ...]) -> KeptWords:
    named = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return KeptWords(**{**named, "active": bool(named["active"])})
