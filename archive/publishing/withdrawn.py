"""The list of what was withdrawn since a release: of use to whoever holds the release, and no map for anybody else.

A release carries a secret of its own. The list holds, for each item that is shown no longer, a keyed digest under that
secret, so a holder can ask for each id of theirs whether it is on it. Without the secret it tells neither ids nor how
many there are: lines of padding bring every list to a multiple of PAGE. The format, line by line:

    threadkeep-withdrawn 1
    key HEX         HMAC-SHA-256(secret, "key"), by which a holder knows that list and secret belong together
    HEX             HMAC-SHA-256(secret, "withdrawn" NUL id): the item is shown no longer, drop it
    HEX             HMAC-SHA-256(secret, "changed" NUL id): words were taken out of it, take its newer text

The digests (RFC 2104, in lower-case hexadecimal) are sorted, so their order says nothing. docs/withdrawn.md tells
holders the same, with a program of a few lines.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from archive.errors import WrongUse
from archive.moderation.decisions import Kind, active_decisions, touched_by
from archive.originals.erase import erased_items
from archive.public.database import read_rows
from archive.public.models import ItemState
from archive.publishing.sources import iter_item_ids

HEAD = "threadkeep-withdrawn 1"
PAGE = 256
"""Lines to a multiple of which every list is padded."""

_LEAST = 16
_HEX = re.compile(r"[0-9a-fA-F]+")
_LINE = re.compile(r"[0-9a-f]{64}")


class Since(StrEnum):
    """What became of an item since a release."""

    WITHDRAWN = "withdrawn"
    CHANGED = "changed"


def read_secret(written: str) -> bytes:
    """Return the secret of a release from its file: hexadecimal digits for 16 bytes or more; else raise WrongUse."""
    given = written.strip()
    if not _HEX.fullmatch(given) or len(given) % 2 or len(given) < 2 * _LEAST:
        raise WrongUse(
            f"The secret of a release is at least {2 * _LEAST} hexadecimal digits: give the file it came with."
        )
    return bytes.fromhex(given)


def find_since(archive: Database, public: Database, since: datetime | None = None) -> dict[str, Since]:
    """Return the ids under which a release may hold something that is shown no longer, or whose words were taken out.

    Masks made before `since` are left out; without it all that hold count. Why something is not shown does not matter.
    """
    shown = _shown(public)
    found = dict.fromkeys({*iter_item_ids(archive), *erased_items(archive)} - shown, Since.WITHDRAWN)
    for decision in active_decisions(archive):
        if decision.kind is Kind.MASK and (since is None or datetime.fromisoformat(decision.made_at) >= since):
            found.update((item_id, Since.CHANGED) for item_id in touched_by(archive, decision) & shown)
    aliases = archive.conn.execute("select alias, item_id from alias").fetchall()
    return found | {alias: found[item_id] for alias, item_id in aliases if item_id in found}


def make_list(secret: bytes, found: Mapping[str, Since]) -> str:
    """Return the list of these items for holders of a release with this secret."""
    lines = {_digest(secret, what.value, item_id) for item_id, what in found.items()}
    padding = -len(lines) % PAGE or (0 if lines else PAGE)
    lines |= {_digest(secret, "padding", str(number)) for number in range(padding)}
    return "\n".join([HEAD, f"key {_key(secret)}", *sorted(lines), ""])


def check_list(written: str, secret: bytes, item_ids: Iterable[str]) -> dict[str, Since]:
    """Return which of a holder's items are on a list, and what became of them.

    Raises WrongUse for what is no such list, one that is damaged, and one that was made for another release: nobody is
    to take that for "nothing was withdrawn".
    """
    head, key, *lines = [*written.splitlines(), "", ""][: max(2, len(written.splitlines()))]
    if head != HEAD or not all(map(_LINE.fullmatch, lines)) or not lines or len(lines) % PAGE:
        raise WrongUse("This is no whole list of withdrawn items: fetch it again.")
    if not hmac.compare_digest(key.encode(), f"key {_key(secret)}".encode()):
        raise WrongUse("This list was made for another release: take the one that goes with your secret.")
    listed = set(lines)
    asked = ((item_id, what) for item_id in item_ids for what in Since)
    return {item_id: what for item_id, what in asked if _digest(secret, what.value, item_id) in listed}


def _shown(public: Database) -> set[str]:
    rows = read_rows(public, "select id, state from post union all select id, state from comment")
    return {row["id"] for row in rows if row["state"] == ItemState.SHOWN}


def _key(secret: bytes) -> str:
    return hmac.new(secret, b"key", hashlib.sha256).hexdigest()


def _digest(secret: bytes, what: str, item_id: str) -> str:
    return hmac.new(secret, f"{what}\0{item_id}".encode(), hashlib.sha256).hexdigest()
