"""What the recognizers propose, and what becomes of it: covered by a decision, kept by somebody, or open.

A finding never changes anything by itself; at most it holds an item back until somebody looks (M9).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlite_utils import Database

from archive.conversation.clock_times import Moment
from archive.errors import NotFound, WrongUse
from archive.folder import PublishPolicy
from archive.moderation import initials, keep_list, log
from archive.moderation.covered import Coverage
from archive.moderation.keep_list import KeepList, KeptWords
from archive.moderation.values import words_by_id, words_of
from archive.moderation.voices import voice_of, voices_of
from archive.originals import store as originals
from archive.redaction.combination import counts_together, say_together
from archive.redaction.entities import Finding
from archive.redaction.findings import Risk, find_proposals
from archive.redaction.overlap import resolve_overlaps
from archive.redaction.recognizers import self_reference
from archive.redaction.version import detector_version
from archive.text import Span


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One proposal. It says where and why, never which words.

    What all comments of one pen-name tell counts: its risk may be higher than the clause's own.
    """

    id: int
    item_id: str
    field: str
    entity: str
    span: Span
    score: float
    risk: str
    why: str
    recognizer: str
    version: int


_Key = tuple[str, str, int, int]
_Row = dict[str, Any]

_OPEN: _Row = {
    "state": "open",
    "decided_by": None,
    "decided_at": None,
    "kept_words_id": None,
    "review_on": None,
    "detector": None,
}
_COLUMNS = (
    *("item_id", "field", "entity", "span_start", "span_end", "score", "risk", "why", "recognizer", "version"),
    *("digest", "kinds", "alone", "voice", "together", *_OPEN),
)
_STORE = (
    f"insert into finding ({', '.join(_COLUMNS)}) values ({', '.join(f':{name}' for name in _COLUMNS)})"
    " on conflict (item_id, field, entity, span_start, span_end) do update set "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS)
)
_READ = "id, item_id, field, entity, span_start, span_end, score, risk, why, recognizer, version, together"
_SAME_WORDS = "(item_id, field, entity, digest) = (select item_id, field, entity, digest from finding where id = ?)"
_REOPEN = f"update finding set {', '.join(f'{name} = null' for name in _OPEN if name != 'state')}, state = 'open'"
_TOGETHER = 500
"""Items whose findings are read and written together."""


def refresh(db: Database, item_ids: Iterable[str]) -> int:
    """Run the recognizers over these items and store what they find; return how many items have other findings now.

    What somebody kept stays kept for as long as the same words stand in the same field of the item. Ids that name no
    item lose their findings. What is told under a pen-name raises the risk of what else is told under it, in other
    items too.
    """
    ids = list(dict.fromkeys(item_ids))
    with db.atomic():
        changed = [_refresh(db, ids[start : start + _TOGETHER]) for start in range(0, len(ids), _TOGETHER)]
        return len(set().union(*changed))


def _refresh(db: Database, asked: Sequence[str]) -> set[str]:
    words = words_by_id(db, asked)
    stored = _stored(db, [*words, *asked])
    listed, voices = keep_list.read(db), voices_of(db, words)
    old: list[int] = []
    new: list[_Row] = []
    changed: set[str] = set()
    for item_id in dict.fromkeys([*words, *stored]):
        voice = voices.get(item_id) or voice_of(item_id, None)
        dropped, found = _compare(db, item_id, voice, words.get(item_id, {}), stored.get(item_id, []), listed)
        old += dropped
        new += found
        if dropped or found:
            changed.add(item_id)
    db.conn.executemany("delete from finding where id = ?", [(number,) for number in old])
    db.conn.executemany(_STORE, new)
    touched = {row["voice"] for item_id in changed for row in stored.get(item_id, ())} | {row["voice"] for row in new}
    return changed | {item_id for voice in sorted(touched) for item_id in _raise(db, voice)}


def _raise(db: Database, voice: str) -> set[str]:
    """Give what is told under a pen-name the risk that it has with all else told under it; return the items changed."""
    rows = db.conn.execute(
        "select id, item_id, kinds, alone, together from finding where voice = ? and kinds <> '[]'", [voice]
    ).fetchall()
    total = len({kind for _, _, kinds, *_ in rows for kind in json.loads(kinds)})
    changed: set[str] = set()
    for number, item_id, _, alone, before in rows:
        together = total if counts_together(Risk(alone), total) else 0
        if together != before:
            risk = Risk.MEDIUM.value if together else alone
            db.conn.execute("update finding set risk = ?, together = ? where id = ?", [risk, together, number])
            changed.add(item_id)
    return changed


def _stored(db: Database, item_ids: Sequence[str]) -> dict[str, list[_Row]]:
    """Return the stored findings of these items by item."""
    names = ("id", *_COLUMNS)
    rows = db.conn.execute(
        f"select {', '.join(names)} from finding where item_id in (select value from json_each(?)) order by id",
        (json.dumps(item_ids),),
    )
    found: dict[str, list[_Row]] = {}
    for row in rows:
        found.setdefault(row[1], []).append(dict(zip(names, row, strict=True)))
    return found


def _compare(
    db: Database, item_id: str, voice: str, words: Mapping[str, str], rows: Sequence[_Row], listed: KeepList
) -> tuple[list[int], list[_Row]]:
    """Return the ids of the stored findings of an item that no longer hold, and the findings to be written."""
    found, present = _find(db, item_id, voice, words), {_key(row): row for row in rows}
    if {key: _rule(row) for key, row in found.items()} == {key: _rule(row) for key, row in present.items()}:
        return [], []
    dropped = [row["id"] for key, row in present.items() if key not in found or row["digest"] != found[key]["digest"]]
    kept = _listed(words, found.values(), listed)
    kept |= _judgements(db, item_id, words, [row for row in rows if row["state"] == "kept"], found.values())
    return dropped, [{**row, **kept.get(key, _OPEN)} for key, row in found.items()]


def _listed(words: Mapping[str, str], found: Iterable[_Row], listed: KeepList) -> dict[_Key, _Row]:
    """Return which of the findings are kept because their words stay everywhere (M11)."""
    judged: dict[_Key, _Row] = {}
    for row in found if listed else ():
        if entry := listed.find(words[row["field"]][row["span_start"] : row["span_end"]]):
            judged[_key(row)] = _kept(entry)
    return judged


def _kept(entry: KeptWords) -> _Row:
    told = {"state": "kept", "decided_by": entry.made_by, "decided_at": entry.made_at, "kept_words_id": entry.id}
    return {**_OPEN, **told}


def _judgements(
    db: Database, item_id: str, words: Mapping[str, str], kept: Sequence[_Row], found: Iterable[_Row]
) -> dict[_Key, _Row]:
    """Return who kept which of the findings: of the same words in the same field, also under an earlier id."""
    if not kept:
        return {}
    aliases = db.conn.execute("select alias from alias where item_id = ?", (item_id,)).fetchall()
    said = {(row["field"], row["entity"], row["digest"]): {name: row[name] for name in _OPEN} for row in kept}
    judged: dict[_Key, _Row] = {}
    for row in found:
        text = words[row["field"]][row["span_start"] : row["span_end"]]
        for each in (item_id, *(alias for (alias,) in aliases)):
            if judgement := said.get((row["field"], row["entity"], digest_of(each, text))):
                judged[_key(row)] = judgement
    return judged


def _find(db: Database, item_id: str, voice: str, words: Mapping[str, str]) -> dict[_Key, _Row]:
    found: dict[_Key, _Row] = {}
    for field, text in words.items():
        for each in _propose(db, item_id, field, text):
            row = {
                "item_id": item_id,
                "entity": each.entity.value,
                "field": field,
                "span_start": each.span.start,
                "span_end": each.span.end,
                "score": each.score,
                "risk": each.risk.value,
                "why": each.why,
                "recognizer": each.recognizer,
                "version": each.version,
                "digest": digest_of(item_id, text[each.span.start : each.span.end]),
                "kinds": json.dumps(sorted(kind.value for kind in each.kinds)),
                "alone": each.risk.value,
                "voice": voice,
                "together": 0,
            }
            found[_key(row)] = row
    return found


def _propose(db: Database, item_id: str, field: str, text: str) -> list[Finding]:
    """Return what the recognizers propose for a field, those that know the thread or acronyms included."""
    found = find_proposals(text)
    if field != "text":
        return found
    own = list(initials.find(text))
    if self_reference.is_possible(text):
        thread = {moment.id: moment for moment in _moments(db, item_id)}
        here = thread.get(item_id)
        own += self_reference.find(text, here, tuple(thread.values())) if here else ()
    return resolve_overlaps([*found, *own], text) if own else found


def _moments(db: Database, item_id: str) -> list[Moment]:
    """Return when the comments of the thread of a comment were written, in order; none for a post."""
    rows = db.conn.execute(
        "select id, published_local from comment where post_id = (select post_id from comment where id = ?) "
        "order by coalesce(published_utc, published_local), ordinal, id",
        [item_id],
    )
    return [Moment(row_id, number, local or "") for number, (row_id, local) in enumerate(rows.fetchall(), 1)]


def digest_of(item_id: str, words: str) -> str:
    """Return what stands for words of an item: "kept" follows it, wherever in the item the words stand."""
    return hashlib.sha256(f"{item_id}\0{words}".encode()).hexdigest()


def _key(row: _Row) -> _Key:
    return row["field"], row["entity"], row["span_start"], row["span_end"]


def _rule(row: _Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("recognizer", "version", "digest", "kinds", "alone", "voice"))


def open_findings(db: Database) -> list[FindingRow]:
    """Return what still waits for somebody: neither kept nor covered by a decision that holds; the riskiest first."""
    return _uncovered(db, _read_open(db))


def _read_open(db: Database, among: Collection[str] | None = None) -> list[FindingRow]:
    of_these = "" if among is None else "and item_id in (select value from json_each(?)) "
    rows = db.conn.execute(
        f"select {_READ} from finding where state = 'open' {of_these}"
        "order by case risk when 'high' then 0 when 'medium' then 1 else 2 end, item_id, id",
        [] if among is None else [json.dumps(sorted(among))],
    ).fetchall()
    return [_finding(row) for row in rows]


def _uncovered(db: Database, found: list[FindingRow]) -> list[FindingRow]:
    covered = Coverage(db, found)
    return [finding for finding in found if not covered.holds(finding)]


def held(db: Database, policy: PublishPolicy, among: Collection[str] | None = None) -> set[str]:
    """Return the items, of all or among some, that a policy keeps from the public copy until somebody looks."""
    if policy is PublishPolicy.ALL:
        return set()
    # most findings hold nothing back: each publish asks, and looking for what covers them takes its time
    found = [finding for finding in _read_open(db, among) if holds_back(finding, policy)]
    return {finding.item_id for finding in _uncovered(db, found)}


def holds_back(finding: FindingRow, policy: PublishPolicy) -> bool:
    """True when an open finding keeps its item from the public copy under a policy."""
    if policy is PublishPolicy.HOLD_HIGH:
        return finding.risk == Risk.HIGH.value
    return policy is PublishPolicy.REVIEWED


def kept_words(db: Database, item_id: str) -> list[str]:
    """Return the words of an item that somebody decided to keep."""
    values = words_of(originals.get_item(db, item_id))
    rows = db.conn.execute(
        "select field, span_start, span_end from finding where item_id = ? and state = 'kept'", [item_id]
    ).fetchall()
    return [values[field][start:end] for field, start, end in rows if field in values]


def keep(
    db: Database, finding_id: int, *, by: str, now: datetime, reason: str, review_on: date | None = None
) -> FindingRow:
    """Record that somebody looked at a finding and that the words stay, until a day or for good; return the finding.

    Raises NotFound for an unknown id, WrongUse without a name or reason or when it is kept already.
    """
    by, reason = by.strip(), " ".join(reason.split())
    if not by or not reason:
        raise WrongUse("Keeping a finding needs a name and a reason: give both.")
    with db.atomic():
        found = get_finding(db, finding_id)
        (state,) = db.conn.execute("select state from finding where id = ?", [finding_id]).fetchone()
        if state == "kept":
            raise WrongUse(f"Finding {finding_id} is kept already: nothing to do.")
        at = now.astimezone(UTC).isoformat(timespec="seconds")
        day = review_on and review_on.isoformat()
        db.conn.execute(
            "update finding set state = 'kept', decided_by = ?, decided_at = ?, review_on = ?, detector = ? "
            f"where {_SAME_WORDS}",
            [by, at, day, detector_version(), finding_id],
        )
        log.append(db, at=now, actor=by, kind="keep", item_id=found.item_id, label=found.entity, reason=reason)
        originals.mark_pending(db, [found.item_id])
    return found


def kept_until(db: Database) -> list[tuple[FindingRow, str]]:
    """Return what is kept until a day, with that day; of the same words in one part of an item the first place."""
    rows = db.conn.execute(
        f"select review_on, {_READ} from finding where id in (select min(id) from finding "
        "where state = 'kept' and review_on is not null group by item_id, field, entity, digest) order by id"
    ).fetchall()
    return [(_finding(row), on) for on, *row in rows]


def reopen(db: Database, finding_id: int, *, by: str, now: datetime) -> FindingRow:
    """Let a finding that was kept wait for somebody again, with the same words in the same part of its item; return it.

    Raises NotFound for an unknown id, WrongUse when it is not kept, or kept by the keep-list: that is undone there.
    """
    with db.atomic():
        found = get_finding(db, finding_id)
        state, entry = db.conn.execute("select state, kept_words_id from finding where id = ?", [finding_id]).fetchone()
        if state != "kept" or entry is not None:
            raise WrongUse(f"Finding {finding_id} was not kept by itself: nothing to take back.")
        db.conn.execute(f"{_REOPEN} where {_SAME_WORDS}", [finding_id])
        log.append(db, at=now, actor=by, kind="reopen", item_id=found.item_id, label=found.entity)
        originals.mark_pending(db, [found.item_id])
    return found


def keep_listed(db: Database, entry: KeptWords) -> int:
    """Keep every open finding of words that are on the keep-list from now on; return how many."""
    rows = db.conn.execute(
        "select id, item_id, field, span_start, span_end from finding where state = 'open'"
    ).fetchall()
    words = words_by_id(db, {item_id for _, item_id, *_ in rows})
    kept = [
        (number, item_id)
        for number, item_id, field, start, end in rows
        if entry.fits(words.get(item_id, {}).get(field, "")[start:end])
    ]
    db.conn.executemany(
        "update finding set state = 'kept', decided_by = ?, decided_at = ?, kept_words_id = ?, detector = ? "
        "where id = ?",
        [(entry.made_by, entry.made_at, entry.id, detector_version(), number) for number, _ in kept],
    )
    originals.mark_pending(db, sorted({item_id for _, item_id in kept}))
    return len(kept)


def reopen_listed(db: Database, entry: KeptWords) -> int:
    """Let every finding that an entry of the keep-list has settled wait for somebody again; return how many."""
    rows = db.conn.execute("select distinct item_id from finding where kept_words_id = ?", [entry.id]).fetchall()
    done = db.conn.execute(f"{_REOPEN} where kept_words_id = ?", [entry.id])
    originals.mark_pending(db, sorted(item_id for (item_id,) in rows))
    return done.rowcount


def get_finding(db: Database, finding_id: int) -> FindingRow:
    """Return a finding, whatever became of it; raise NotFound when there is none of that number."""
    row = db.conn.execute(f"select {_READ} from finding where id = ?", [finding_id]).fetchone()
    if row is None:
        raise NotFound(f"There is no finding {finding_id}: `threadkeep findings` lists them.")
    return _finding(row)


def words_at(db: Database, finding: FindingRow) -> str:
    """Return the words that a finding points at, "" when its item has changed and holds that place no longer."""
    text = words_by_id(db, [finding.item_id]).get(finding.item_id, {}).get(finding.field, "")
    return text[finding.span.start : finding.span.end]


def findings_in(db: Database, item_ids: Iterable[str]) -> list[tuple[FindingRow, str]]:
    """Return every finding in these items with what became of it: open, kept or redacted."""
    rows = db.conn.execute(
        f"select state, {_READ} from finding where item_id in (select value from json_each(?)) "
        "order by item_id, field, span_start, id",
        [json.dumps(list(item_ids))],
    ).fetchall()
    found = [(_finding(row), state) for state, *row in rows]
    covered = Coverage(db, [finding for finding, state in found if state == "open"])
    return [(finding, "redacted" if state == "open" and covered.holds(finding) else state) for finding, state in found]


def _finding(row: Sequence[Any]) -> FindingRow:
    identity, item_id, field, entity, start, end, score, risk, why, recognizer, version, together = row
    told = say_together(why, together) if together else why
    return FindingRow(identity, item_id, field, entity, Span(start, end), score, risk, told, recognizer, version)
