"""Rules: a saved search that proposes or applies a tag. What the search finds is told by whoever may search."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive.curation.acts import Changes
from archive.curation.tags import make_tag, stamp
from archive.curation.topics import create, find_topic
from archive.errors import NotFound, WrongUse

MODES = ("propose", "apply")
LONGEST_QUERY = 500
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule. `run_at` and `matched` tell of its last run, None before the first; `note` is for moderators alone."""

    id: int
    tag_id: str
    name: str
    query: str
    mode: str
    note: str
    is_on: bool
    made_by: str
    made_at: str
    run_at: str | None
    matched: int | None

    @property
    def applies(self) -> bool:
        """True for a rule that puts its tag on; False for one that proposes it."""
        return self.mode == "apply"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of a rule came to: how many items it found, put its tag on, took it off, and proposed anew."""

    matched: int
    put_on: int = 0
    taken_off: int = 0
    proposed: int = 0


def get_rules(db: Database, *, tag_id: str = "", on: bool = False) -> list[Rule]:
    """Return the rules, all of them or those of a tag, or those that are switched on."""
    rows = db.conn.execute(
        f"{_RULES} where (?1 = '' or tag_id = ?1) and (not ?2 or is_on) order by id", [tag_id, on]
    ).fetchall()
    return [_rule(row) for row in rows]


def get_rule(db: Database, rule: int | str) -> Rule:
    """Return a rule by its number or name; raise NotFound when there is none."""
    number = int(rule) if str(rule).isascii() and str(rule).isdigit() else -1
    row = db.conn.execute(f"{_RULES} where id = ? or name = ?", [number, str(rule)]).fetchone()
    if row is None:
        raise NotFound(f"There is no rule {str(rule)[:40]!r}: `threadkeep topics rules` shows those there are.")
    return _rule(row)


def add_rule(
    changes: Changes, tag: str, query: str, *, mode: str, name: str, note: str = "", by: str, now: datetime
) -> Rule:
    """Make a rule for a tag, which is made too when it is new; raise WrongUse for one that says nothing."""
    query, name = " ".join(query.split()), " ".join(name.split())
    if not query or len(query) > LONGEST_QUERY:
        raise WrongUse(f"A rule is a search: type one, of at most {LONGEST_QUERY} characters.")
    if mode not in MODES:
        raise WrongUse("A rule proposes its topic or applies it: say which of the two.")
    tag_id = _topic_for(changes, tag)
    (next_id,) = changes.db.conn.execute(
        "select coalesce(max(id), 0) + 1 from (select id from tag_rule "
        "union all select cast(json_extract(after, '$.id') as integer) from topic_change where row_table = 'tag_rule')"
    ).fetchone()
    name = name or f"{tag_id} {next_id}"
    if len(name) > LONGEST_NAME or name.isdigit():
        raise WrongUse(f"The name of a rule has letters and at most {LONGEST_NAME} characters: choose another.")
    if changes.db.conn.execute("select 1 from tag_rule where name = ?", [name]).fetchone():
        raise WrongUse("There is a rule of that name already: choose another.")
    changes.put(
        "tag_rule",
        id=next_id,
        tag_id=tag_id,
        name=name,
        query=query,
        mode=mode,
        note=note.strip(),
        is_on=1,
        made_by=by,
        made_at=stamp(now),
    )
    return get_rule(changes.db, next_id)


def switch(changes: Changes, rule: int | str, *, on: bool) -> Rule:
    """Switch a rule on, or off: one that is off keeps what people accepted and takes off what it applied itself."""
    found = get_rule(changes.db, rule)
    changes.put("tag_rule", id=found.id, is_on=int(on))
    if not on:
        _withdraw(changes, found)
    return get_rule(changes.db, found.id)


def remove_rule(changes: Changes, rule: int | str) -> Rule:
    """Remove a rule with all that it applied itself; what people accepted stays. Return what it was."""
    found = get_rule(changes.db, rule)
    _withdraw(changes, found)
    changes.drop("tag_rule", found.id)
    changes.db.conn.execute("delete from tag_rule_run where rule_id = ?", [found.id])
    return found


def follow_rule(changes: Changes, rule: Rule, matched: Collection[str], now: datetime) -> Outcome:
    """Make what a rule applies or proposes agree with what its search finds now; return what changed.

    Where somebody rejected the tag it stays away, and a tagging of somebody's own stays as it is.
    """
    db, found = changes.db, set(matched)
    db.conn.execute(
        "insert into tag_rule_run (rule_id, run_at, matched) values (?, ?, ?) on conflict (rule_id) do update "
        "set run_at = excluded.run_at, matched = excluded.matched",
        [rule.id, stamp(now), len(found)],
    )
    return _apply(changes, rule, found, now) if rule.applies else _propose(db, rule, found, now)


def own_taggings(db: Database, rule_id: int) -> set[str]:
    """Return the items on which a rule put its tag by itself."""
    rows = db.conn.execute(
        "select item_id from tagging where rule_id = ? and source = 'rule' and made_by like 'rule %'", [rule_id]
    )
    return {item_id for (item_id,) in rows.fetchall()}


def _apply(changes: Changes, rule: Rule, found: set[str], now: datetime) -> Outcome:
    db = changes.db
    own = own_taggings(db, rule.id)
    for item_id in sorted(own - found):
        changes.drop("tagging", item_id, rule.tag_id)
    new = found - _carrying(db, rule.tag_id) - _decided(db, rule.tag_id, "rejected")
    for item_id in sorted(new):
        changes.put(
            "tagging",
            item_id=item_id,
            tag_id=rule.tag_id,
            made_by=f"rule {rule.name}",
            made_at=stamp(now),
            source="rule",
            rule_id=rule.id,
        )
    # what it proposed before it was to apply
    db.conn.execute("delete from tag_proposal where rule_id = ? and state = 'open'", [rule.id])
    return Outcome(len(found), put_on=len(new), taken_off=len(own - found))


def _propose(db: Database, rule: Rule, found: set[str], now: datetime) -> Outcome:
    open_now = {
        row[0]
        for row in db.conn.execute(
            "select item_id from tag_proposal where rule_id = ? and state = 'open'", [rule.id]
        ).fetchall()
    }
    gone = [(item_id, rule.tag_id) for item_id in open_now - found]
    db.conn.executemany("delete from tag_proposal where item_id = ? and tag_id = ? and state = 'open'", gone)
    known = {row[0] for row in db.conn.execute("select item_id from tag_proposal where tag_id = ?", [rule.tag_id])}
    new = found - _carrying(db, rule.tag_id) - known
    db.conn.executemany(
        "insert into tag_proposal (item_id, tag_id, source, rule_id, state, made_at) "
        "values (?, ?, 'rule', ?, 'open', ?)",
        [(item_id, rule.tag_id, rule.id, stamp(now)) for item_id in sorted(new)],
    )
    return Outcome(len(found), proposed=len(new))


def _withdraw(changes: Changes, rule: Rule) -> None:
    for item_id in sorted(own_taggings(changes.db, rule.id)):
        changes.drop("tagging", item_id, rule.tag_id)
    changes.db.conn.execute("delete from tag_proposal where rule_id = ? and state = 'open'", [rule.id])


def _carrying(db: Database, tag_id: str) -> set[str]:
    return {row[0] for row in db.conn.execute("select item_id from tagging where tag_id = ?", [tag_id])}


def _decided(db: Database, tag_id: str, state: str) -> set[str]:
    rows = db.conn.execute("select item_id from tag_proposal where tag_id = ? and state = ?", [tag_id, state])
    return {row[0] for row in rows}


def _topic_for(changes: Changes, name: str) -> str:
    try:
        topic = find_topic(changes.db, name)
    except NotFound:
        topic = create(changes, name)
    make_tag(changes, topic.id, topic.name)
    return topic.id


_RULES = (
    "select id, tag_id, name, query, mode, note, is_on, made_by, made_at, run_at, matched "
    "from tag_rule left join tag_rule_run on rule_id = id"
)


def _rule(row: tuple[object, ...]) -> Rule:
    values = list(row)
    values[6] = bool(values[6])
    return Rule(*values)  # type: ignore[arg-type]  # the columns stand in the order of the fields
