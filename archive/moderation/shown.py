"""What readers still see of the details in each item: worked out from the public copy as it is published, and kept.

The detector is asked about public words. Where a public text is the original, its findings are there already; where a
decision has changed it, it is read again without the labels that stand in it, so what was decided counts no more.
What the keep-list settles tells nothing of anybody and is left out.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from archive.acronyms.english import is_word
from archive.conversation.clock_times import ClockKind, Moment, find_clock_times
from archive.moderation.findings import digest_of
from archive.moderation.values import words_by_id
from archive.moderation.voices import voice_of
from archive.public import store
from archive.public.models import ItemState, PublicComment, PublicPost
from archive.public.statistics import words_of
from archive.redaction.entities import Entity, Finding
from archive.redaction.findings import find_proposals
from archive.redaction.recognizers import self_reference
from archive.text import MarkKind, Span

Item = PublicPost | PublicComment

NOTHING = frozenset({Entity.MASKED.value, Entity.PLEA.value})
"""What a recognizer points at and what tells nothing of anybody."""

_BEHIND = "shown_behind"
_ALL = ["*"]
_TOGETHER = 500
_SHORTEST = 4
_MOST_WORDS = 200
_LABEL = re.compile(r"\[[^\][]{1,80}\]")
_TABLES = ("shown", "shown_word", "shown_time")


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the recognizers found in the originals of an item, as it stands in archive.db."""

    rows: list[tuple[str, str, str, str]] = field(default_factory=list)
    kept: set[tuple[str, str, str]] = field(default_factory=set)
    listed: set[tuple[str, str, str]] = field(default_factory=set)
    tells_time: bool = False


def refresh(archive: Database, public: Database, item_ids: Iterable[str]) -> None:
    """Work out anew what readers see in these items; those that show no words lose what was noted of them."""
    ids = list(dict.fromkeys(item_ids))
    with archive.atomic():
        for start in range(0, len(ids), _TOGETHER):
            _refresh(archive, public, ids[start : start + _TOGETHER])


def note_behind(archive: Database, item_ids: Iterable[str] | None = None) -> None:
    """Note that the public copy is new in these items, or in all; `catch_up` reads them when readers have it."""
    noted = _noted(archive)
    value = _ALL if item_ids is None or noted == _ALL else sorted({*item_ids, *(noted or ())})
    archive.conn.execute("insert or replace into meta (key, value) values (?, ?)", [_BEHIND, json.dumps(value)])


def is_behind(archive: Database) -> bool:
    """True when a publish was not followed yet."""
    return _noted(archive) is not None


def catch_up(archive: Database, public: Database) -> None:
    """Work out anew what readers see in what was noted, in small transactions: nobody waits for it."""
    noted = _noted(archive)
    if noted is None:
        return
    ids = noted
    if noted == _ALL:
        known = archive.conn.execute("select item_id from shown").fetchall()
        ids = list(dict.fromkeys([*store.get_row_versions(public), *(item_id for (item_id,) in known)]))
    for start in range(0, len(ids), _TOGETHER):
        refresh(archive, public, ids[start : start + _TOGETHER])
    with archive.atomic():
        # what was noted meanwhile waits for the next time
        archive.conn.execute("delete from meta where key = ? and value = ?", [_BEHIND, json.dumps(noted)])


def _noted(archive: Database) -> list[str] | None:
    row = archive.conn.execute("select value from meta where key = ?", [_BEHIND]).fetchone()
    return None if row is None else list(json.loads(row[0]))


def _refresh(archive: Database, public: Database, ids: Sequence[str]) -> None:
    shown = {item_id: item for item_id, item in store.get_items(public, ids).items() if _is_told(item)}
    words, stored = words_by_id(archive, shown), _stored(archive, shown)
    rows, rare, times = [], [], []
    for item_id, item in shown.items():
        found = stored.get(item_id, _Stored())
        kinds = _kinds(item, words.get(item_id, {}), found)
        kept = sorted(kind for kind, is_kept in kinds.items() if is_kept)
        rows.append((item_id, voice_of(item_id, _pen_name(item)), json.dumps(sorted(kinds)), json.dumps(kept)))
        rare += [(word, item_id) for word in _rare_words(item)]
        if found.tells_time and isinstance(item, PublicComment):
            times += [(item_id, target) for target in _own_times(public, item)]
    for table in _TABLES:
        archive.conn.executemany(f"delete from {table} where item_id = ?", [(item_id,) for item_id in ids])
    archive.conn.executemany("insert into shown values (?, ?, ?, ?)", rows)
    archive.conn.executemany("insert or ignore into shown_word values (?, ?)", rare)
    archive.conn.executemany("insert or ignore into shown_time values (?, ?)", times)


def _is_told(item: Item) -> bool:
    return item.state is ItemState.SHOWN and not (isinstance(item, PublicComment) and item.is_ping)


def _pen_name(item: Item) -> str | None:
    if isinstance(item, PublicComment) and item.author_kind == "anonymous":
        return None
    return item.author


def _stored(archive: Database, ids: Iterable[str]) -> dict[str, _Stored]:
    rows = archive.conn.execute(
        "select item_id, field, entity, kinds, digest, state, kept_words_id is not null, recognizer from finding "
        "where item_id in (select value from json_each(?))",
        [json.dumps(list(ids))],
    )
    found: defaultdict[str, _Stored] = defaultdict(_Stored)
    for item_id, where, entity, kinds, digest, state, is_listed, recognizer in rows.fetchall():
        one, key = found[item_id], (where, entity, digest)
        one.rows.append((where, entity, kinds, digest))
        if state == "kept":
            (one.listed if is_listed else one.kept).add(key)
        if recognizer == self_reference.NAME:
            found[item_id] = _Stored(one.rows, one.kept, one.listed, tells_time=True)
    return found


def _kinds(item: Item, words: Mapping[str, str], stored: _Stored) -> dict[str, bool]:
    """Return the kinds of details that an item tells its readers, and whether all of each were kept by somebody."""
    told: dict[str, bool] = {}
    for where, value in _values(item).items():
        if value == words.get(where):
            rows = [row for row in stored.rows if row[0] == where]
        else:
            rows = [_row(item.id, where, value, each) for each in _find(item, where, value)]
        for _, entity, kinds, digest in rows:
            key = (where, entity, digest)
            if key not in stored.listed:
                for kind in set(json.loads(kinds) or [entity]) - NOTHING:
                    told[kind] = told.get(kind, True) and key in stored.kept
    return told


def _values(item: Item) -> dict[str, str]:
    title = item.title if isinstance(item, PublicPost) else None
    values = {"text": item.body.text, "title": title, "author": item.author}
    return {where: value for where, value in values.items() if value}


def _find(item: Item, where: str, value: str) -> list[Finding]:
    """Return what the recognizers find in a public value, but for what lies on a label."""
    if where == "text":
        labels = [mark.span for mark in item.body.marks if mark.kind is MarkKind.REDACTION]
    else:
        labels = [Span(*found.span()) for found in _LABEL.finditer(value)]
    return [each for each in find_proposals(value) if not any(each.span.overlaps(label) for label in labels)]


def _row(item_id: str, where: str, value: str, found: Finding) -> tuple[str, str, str, str]:
    digest = digest_of(item_id, value[found.span.start : found.span.end])
    return where, found.entity.value, json.dumps(sorted(kind.value for kind in found.kinds)), digest


def _rare_words(item: Item) -> set[int]:
    """Return numbers of the words of a text that are in no dictionary, without those of labels."""
    text = _LABEL.sub(" ", item.body.text)
    found = (word for word in dict.fromkeys(words_of(text)) if len(word) >= _SHORTEST and word.isalpha())
    rare = [word for word in found if not is_word(word)]
    return {int.from_bytes(hashlib.sha256(word.encode()).digest()[:8]) >> 1 for word in rare[:_MOST_WORDS]}


def _own_times(public: Database, item: PublicComment) -> set[str]:
    """Return the earlier comments of the thread that the writer of one calls their own by the clock."""
    thread = store.find_thread(public, item.post_id)
    comments = [each for each in thread.comments if not each.is_ping] if thread else []
    moments = [Moment(each.id, each.position, each.published.local) for each in comments]
    here = next(moment for moment in moments if moment.id == item.id)
    times = find_clock_times(item.body.text, item.body.marks, here, moments)
    return {time.target_id for time in times if time.kind is ClockKind.SELF and time.target_id not in ("", item.id)}
