"""What publishing remembers in archive.db between two runs, so that one that was killed is finished by the next."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from archive.folder import Settings
from archive.moderation import log
from archive.originals import store as originals
from archive.originals.records import PARSER_VERSION
from archive.public.database import SCHEMA_VERSION
from archive.publishing.zones import own_zones
from archive.redaction.version import digest_of

RENDERING = 3
"""Raised when the same originals and decisions come out differently: every archive is then published as a whole."""

_VERSION = "publish_version"
_SETTINGS = "publish_settings"
_RULES = "publish_rules"
_WHOLE = "publish_whole"
_SURFACES = "publish_surfaces"


@dataclass(frozen=True, slots=True)
class Behind:
    """What public.db says already and the other surfaces may not; `since` is the version they all had reached."""

    item_ids: frozenset[str] = frozenset()
    post_ids: frozenset[str] = frozenset()
    whole: bool = False
    since: int = 0

    def __bool__(self) -> bool:
        return self.whole or bool(self.item_ids or self.post_ids)

    def plus(self, item_ids: Iterable[str], post_ids: Iterable[str], *, whole: bool = False) -> Behind:
        """Return this with more to catch up with."""
        return replace(
            self,
            item_ids=self.item_ids.union(item_ids),
            post_ids=self.post_ids.union(post_ids),
            whole=self.whole or whole,
        )


def fingerprint(settings: Settings) -> str:
    """Return what of the settings and of this program decides how every row comes out."""
    decides = [
        settings.policy.value,
        settings.bylines,
        settings.links_to_source,
        settings.zone.key,
        own_zones(settings),
        settings.title,
        settings.operator,
        settings.contact,
        settings.privacy_notice,
        settings.noindex,
    ]
    return json.dumps([SCHEMA_VERSION, RENDERING, PARSER_VERSION, decides], ensure_ascii=False)


def rules_version() -> str:
    """Return what names the rules by which details, acronyms and quotations are found."""
    return digest_of("archive.redaction", "archive.conversation", "archive.acronyms")


def is_same(db: Database, settings: Settings, *, urgent: bool = False) -> bool:
    """True when the last whole publish went by the same settings and rules.

    What is `urgent` does not wait for all to be read by newer rules: it is true by the same settings alone.
    """
    return _get(db, _SETTINGS) == fingerprint(settings) and (urgent or _get(db, _RULES) == rules_version())


def published_version(db: Database) -> int:
    """Return the content version of the last publish, 0 before the first."""
    return int(_get(db, _VERSION) or 0)


def note_publish(db: Database, now: datetime, reason: str) -> None:
    """Write the log line that gives the coming publish its version; on disk before anything public has that version."""
    with db.atomic():
        log.append(db, at=now, actor="threadkeep", kind="publish", reason=reason)


def finish(db: Database, settings: Settings, version: int, behind: Behind, *, whole: bool) -> None:
    """Record what public.db now is, inside the transaction that began before it was written."""
    _set(db, _VERSION, str(version))
    _set(db, _SETTINGS, fingerprint(settings))
    if whole:
        _set(db, _RULES, rules_version())
    set_behind(db, behind)


def start_whole(db: Database) -> bool:
    """Forget what waits, because everything is about to be read; return whether anything waited.

    Until `end_whole`, single publishes leave what they publish waiting, so that the whole one can catch up with it; if
    it is killed, the next publish is a whole one again.
    """
    waited = bool(originals.take_pending(db)) or _get(db, _WHOLE) == "dirty"
    _set(db, _WHOLE, "dirty" if waited else "clean")
    return waited


def end_whole(db: Database) -> None:
    """Record that the whole publish is done."""
    db.conn.execute("delete from meta where key = ?", [_WHOLE])


def is_whole_begun(db: Database) -> bool:
    """True while a whole publish runs, and after one was killed."""
    return _get(db, _WHOLE) is not None


def get_behind(db: Database) -> Behind:
    """Return what the surfaces other than public.db may not show yet."""
    items, posts, whole, since = json.loads(_get(db, _SURFACES) or "[[], [], false, 0]")
    return Behind(frozenset(items), frozenset(posts), whole, since)


def set_behind(db: Database, behind: Behind) -> None:
    """Remember what the surfaces have to catch up with."""
    _set(db, _SURFACES, json.dumps([sorted(behind.item_ids), sorted(behind.post_ids), behind.whole, behind.since]))


def _get(db: Database, key: str) -> str | None:
    row = db.conn.execute("select value from meta where key = ?", [key]).fetchone()
    return None if row is None else str(row[0])


def _set(db: Database, key: str, value: str) -> None:
    db.conn.execute(
        "insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
        [key, value],
    )
