"""The append-only log of everything people decide, chained by SHA-256 so that no line changes or goes unseen.

Two chains run through it: one over every field, one over the public fields of the public lines alone, so that anybody
who holds the public log can check it. Words never stand in a line; a salted digest of them does, and once words and
salt are erased from the decision, that digest says nothing and the chain still verifies.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from archive.public.models import LogLine

START = "0" * 64
PUBLIC_KINDS = ("mask", "hide", "erase", "show", "undo")
_HEAD = "log_head"
_FIELDS = ("seq", "at", "actor", "kind", "item_id", "label", "reason", "ref", "undoes", "secret_digest")


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the private log."""

    seq: int
    at: str
    actor: str
    kind: str
    item_id: str
    label: str
    reason: str
    ref: str
    undoes: str
    secret_digest: str
    chain: str
    public_chain: str

    @property
    def public(self) -> LogLine:
        """What anybody may know of it: the month, never the day; no actor and no item."""
        return LogLine(self.ref, self.at[:7], self.kind, self.label, self.reason)


def append(
    db: Database,
    *,
    at: datetime,
    actor: str,
    kind: str,
    item_id: str = "",
    label: str = "",
    reason: str = "",
    ref: str = "",
    undoes: str = "",
    secret: str | None = None,
    salt: str = "",
) -> int:
    """Add a line inside the caller's transaction and return its number, one more than the last.

    `secret` are the words a decision is about: only their digest under `salt` is kept.
    """
    before = _last(db)
    digest = "" if secret is None else digest_secret(secret, salt)
    seq = before.seq + 1 if before else 1
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    line = LogEntry(seq, moment, actor, kind, item_id, label, reason, ref, undoes, digest, "", "")
    chains = _link(line, before.chain if before else START, before.public_chain if before else START)
    values = [getattr(line, name) for name in _FIELDS]
    db.conn.execute(
        f"insert into log ({', '.join(_FIELDS)}, chain, public_chain) values ({', '.join('?' * 12)})",
        [*values, *chains],
    )
    db.conn.execute("insert or replace into meta (key, value) values (?, ?)", [_HEAD, f"{seq}:{chains[0]}"])
    return seq


def digest_secret(secret: str, salt: str) -> str:
    """Return the salted digest (HMAC-SHA-256) that stands in the log for words that must not."""
    return hmac.new(salt.encode(), secret.encode(), hashlib.sha256).hexdigest()


def _link(line: LogEntry, chain: str, public_chain: str) -> tuple[str, str]:
    """Return both chains with this line added; a line that is not public leaves the public chain as it was."""
    values = [getattr(line, name) for name in _FIELDS]
    if line.kind in PUBLIC_KINDS:
        public_chain = extend_public_chain(public_chain, line.public)
    return _digest(chain, values), public_chain


def extend_public_chain(chain: str, line: LogLine) -> str:
    """Return the public chain with one more line; it begins with START."""
    return _digest(chain, [line.ref, line.month, line.kind, line.label, line.reason])


def _digest(before: str, values: list[object]) -> str:
    written = json.dumps([before, *values], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _last(db: Database) -> LogEntry | None:
    row = db.conn.execute(
        f"select {', '.join(_FIELDS)}, chain, public_chain from log order by seq desc limit 1"
    ).fetchone()
    return None if row is None else LogEntry(*row)


def entries(db: Database) -> list[LogEntry]:
    """Return every line, oldest first."""
    rows = db.conn.execute(f"select {', '.join(_FIELDS)}, chain, public_chain from log order by seq").fetchall()
    return [LogEntry(*row) for row in rows]


def find_entry(db: Database, seq: int) -> LogEntry | None:
    """Return one line by its number."""
    row = db.conn.execute(f"select {', '.join(_FIELDS)}, chain, public_chain from log where seq = ?", [seq]).fetchone()
    return None if row is None else LogEntry(*row)


def last_seq(db: Database) -> int:
    """Return the number of the newest line, 0 for an empty log."""
    (seq,) = db.conn.execute("select coalesce(max(seq), 0) from log").fetchone()
    return int(seq)


def seq_of_undo(db: Database, decision_id: str) -> int:
    """Return the number of the line that undid a decision, 0 when none did."""
    (seq,) = db.conn.execute("select coalesce(max(seq), 0) from log where undoes = ?", [decision_id]).fetchone()
    return int(seq)


def public_lines(db: Database) -> list[LogLine]:
    """Return what the public may read of the log: masks, hidings, showings and undoings, by month."""
    return [entry.public for entry in entries(db) if entry.kind in PUBLIC_KINDS]


def verify(db: Database) -> list[str]:
    """Return one sentence for each place where the log was tampered with; an empty list when it is whole."""
    problems = []
    chain = public_chain = START
    lines = entries(db)
    for number, line in enumerate(lines, 1):
        if line.seq != number:
            problems.append(f"line {number} of the log is missing")
            return problems
        chain, public_chain = _link(line, chain, public_chain)
        if line.chain != chain:
            problems.append(f"line {number} of the log, or one before it, was changed")
        if line.public_chain != public_chain:
            problems.append(f"the public part of line {number} of the log, or of one before it, was changed")
        chain, public_chain = line.chain, line.public_chain
    head = db.conn.execute("select value from meta where key = ?", [_HEAD]).fetchone()
    expected = f"{len(lines)}:{chain}" if lines else None
    if (head[0] if head else None) != expected:
        problems.append(f"the log ends at line {len(lines)}, which is not where it was last written")
    return problems
