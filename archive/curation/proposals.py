"""Tags that a rule or the learning proposes, until a person accepts or rejects them. None of it is ever public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive.curation.acts import Changes
from archive.curation.tags import reject, stamp
from archive.errors import NotFound


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tag that is proposed for an item: by a rule, or with a score by what was learned."""

    item_id: str
    tag_id: str
    tag_name: str
    source: str
    rule_id: int | None
    rule_name: str
    score: float | None


@dataclass(frozen=True, slots=True)
class Model:
    """What learning a tag came to, measured on items that the measured model had not seen.

    `threshold` is None where no threshold is precise enough; nothing is proposed then.
    """

    tag_id: str
    examples: int
    threshold: float | None
    precision: float | None
    recall: float | None
    proposed: int
    made_at: str


def get_open(db: Database, *, tag_id: str = "", offset: int = 0, limit: int = -1) -> list[Proposal]:
    """Return what waits for a person: by tag, and within one the surest first."""
    rows = db.conn.execute(
        "select p.item_id, p.tag_id, tag.name, p.source, p.rule_id, coalesce(tag_rule.name, ''), p.score "
        f"{_OPEN} order by tag.name, p.tag_id, p.score is null, p.score desc, p.item_id limit ?2 offset ?3",
        [tag_id, limit, offset],
    ).fetchall()
    return [Proposal(*row) for row in rows]


def count_open(db: Database) -> dict[str, int]:
    """Return how many proposals wait, by tag."""
    return dict(db.conn.execute(f"select p.tag_id, count(*) {_OPEN} group by p.tag_id", [""]).fetchall())


def accept(changes: Changes, pairs: Iterable[tuple[str, str]], by: str, now: datetime) -> list[tuple[str, str]]:
    """Put proposed tags on their items; return those that waited still.

    Raises NotFound, with nothing changed, when none of them waits (any more).
    """
    return [_accept(changes, proposal, by, now) for proposal in _waiting(changes.db, pairs)]


def dismiss(changes: Changes, pairs: Iterable[tuple[str, str]], by: str, now: datetime) -> list[tuple[str, str]]:
    """Reject proposed tags for good; return those that waited still. Raises as `accept` does."""
    done = []
    for proposal in _waiting(changes.db, pairs):
        reject(changes, proposal.item_id, proposal.tag_id, by, now)
        done.append((proposal.item_id, proposal.tag_id))
    return done


def propose_learned(db: Database, scores: Mapping[tuple[str, str], float], now: datetime) -> int:
    """Let the open proposals of the learning be these (item and tag with their score); return how many are new.

    What somebody accepted or rejected, and what a rule proposes already, stays as it is.
    """
    with db.atomic():
        (before,) = db.conn.execute(_COUNT).fetchone()
        old = db.conn.execute("select item_id, tag_id from tag_proposal where source = 'suggestion' and state = 'open'")
        gone = [pair for pair in old.fetchall() if tuple(pair) not in scores]
        db.conn.executemany("delete from tag_proposal where item_id = ? and tag_id = ?", gone)
        db.conn.executemany(
            "insert into tag_proposal (item_id, tag_id, source, score, state, made_at) "
            "values (?, ?, 'suggestion', ?, 'open', ?) on conflict (item_id, tag_id) do update "
            "set score = excluded.score where state = 'open'",
            [(item_id, tag_id, score, stamp(now)) for (item_id, tag_id), score in sorted(scores.items())],
        )
        (after,) = db.conn.execute(_COUNT).fetchone()
    return int(after) - int(before) + len(gone)


def get_rejected(db: Database) -> set[tuple[str, str]]:
    """Return what people did not want: item and tag."""
    rows = db.conn.execute("select item_id, tag_id from tag_proposal where state = 'rejected'").fetchall()
    return {(item_id, tag_id) for item_id, tag_id in rows}


def get_models(db: Database) -> list[Model]:
    """Return what the last learning came to, by tag."""
    return [Model(*row) for row in db.conn.execute("select * from tag_model order by tag_id").fetchall()]


def keep_models(db: Database, models: Iterable[Model]) -> None:
    """Let the last learning be this one."""
    rows = [(m.tag_id, m.examples, m.threshold, m.precision, m.recall, m.proposed, m.made_at) for m in models]
    with db.atomic():
        db.conn.execute("delete from tag_model")
        db.conn.executemany("insert into tag_model values (?, ?, ?, ?, ?, ?, ?)", rows)


_OPEN = (
    "from tag_proposal as p join tag on tag.id = p.tag_id left join tag_rule on tag_rule.id = p.rule_id "
    "where p.state = 'open' and not tag.retired and (?1 = '' or p.tag_id = ?1)"
)
_COUNT = "select count(*) from tag_proposal where source = 'suggestion' and state = 'open'"


def _waiting(db: Database, pairs: Iterable[tuple[str, str]]) -> list[Proposal]:
    asked = set(pairs)
    found = [each for each in get_open(db) if (each.item_id, each.tag_id) in asked]
    if not found:
        raise NotFound("None of these suggestions waits any more: look at the list anew.")
    return found


def _accept(changes: Changes, proposal: Proposal, by: str, now: datetime) -> tuple[str, str]:
    at = stamp(now)
    pair = {"item_id": proposal.item_id, "tag_id": proposal.tag_id}
    if not changes.db.conn.execute(
        "select 1 from tagging where item_id = :item_id and tag_id = :tag_id", pair
    ).fetchone():
        changes.put("tagging", **pair, made_by=by, made_at=at, source=proposal.source, rule_id=proposal.rule_id)
    changes.put("tag_proposal", **pair, state="accepted", decided_by=by, decided_at=at)
    return proposal.item_id, proposal.tag_id
