"""What linked pages answered when they were last asked for, kept without their addresses.

An address can hold words that are taken out later; a salted digest of it holds none, and can be found again from the
address where that is still known.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlite_utils import Database

_SALT = "link_salt"


class LinkState(StrEnum):
    """What a linked page answered: a page, that it is gone, nothing at all, or nothing that tells."""

    OK = "ok"
    GONE = "gone"
    SILENT = "silent"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """The newest answer; `since` is when it was first of that kind. Times are ISO, in UTC."""

    state: LinkState
    status: int | None
    checked_at: str
    since: str


def get_checks(db: Database, addresses: Collection[str]) -> Mapping[str, LinkCheck]:
    """Return what is known of these addresses; one that was never asked for is left out."""
    salt = _find_salt(db) if addresses else None
    if salt is None:
        return {}
    digests = {_digest(salt, address): address for address in addresses}
    rows = db.conn.execute(
        "select digest, state, status, checked_at, since from link_check"
        " where digest in (select value from json_each(?))",
        [json.dumps(list(digests))],
    )
    return {digests[row[0]]: LinkCheck(LinkState(row[1]), *row[2:]) for row in rows.fetchall()}


def save_check(db: Database, address: str, state: LinkState, status: int | None, now: datetime) -> None:
    """Keep what a page answered now."""
    with db.atomic():
        db.conn.execute(
            "insert into link_check (digest, state, status, checked_at, since) values (?1, ?2, ?3, ?4, ?4) "
            "on conflict (digest) do update set status = ?3, checked_at = ?4, state = ?2, "
            "since = case when state = ?2 then since else ?4 end",
            [_digest(_salt(db), address), state.value, status, _iso(now)],
        )


def rest_host(db: Database, host: str, until: datetime) -> None:
    """Keep that a host is not to be asked before a time."""
    with db.atomic():
        db.conn.execute(
            "insert or replace into link_rest (digest, until) values (?, ?)", [_digest(_salt(db), host), _iso(until)]
        )


def resting_hosts(db: Database, hosts: Collection[str], now: datetime) -> frozenset[str]:
    """Return those of some hosts that are not to be asked yet."""
    salt = _find_salt(db)
    rows = db.conn.execute("select digest from link_rest where until > ?", [_iso(now)]).fetchall() if salt else ()
    digests = {digest for (digest,) in rows}
    return frozenset(host for host in hosts if salt and _digest(salt, host) in digests)


def _salt(db: Database) -> str:
    found = _find_salt(db)
    if found is None:
        found = secrets.token_hex(16)
        db.conn.execute("insert into meta (key, value) values (?, ?)", [_SALT, found])
    return found


def _find_salt(db: Database) -> str | None:
    row = db.conn.execute("select value from meta where key = ?", [_SALT]).fetchone()
    return None if row is None else str(row[0])


def _digest(salt: str, value: str) -> str:
    return hmac.new(salt.encode(), value.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
