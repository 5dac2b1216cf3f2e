"""Rules at work: a saved search is run over the public copy, and its topic follows what it finds.

Rules run after every publish but the urgent ones, by `threadkeep topics run` and on the moderation site. They see what
readers see, so a redaction takes an item out of a rule as it takes it out of the search.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive.curation.acts import Changes
from archive.curation.rules import Outcome, Rule, add_rule, follow_rule, get_rules
from archive.curation.tags import resolve_tag
from archive.curation.topics import get_topics
from archive.errors import Refused, WrongUse
from archive.folder import DataFolder
from archive.hierarchy import ancestors
from archive.moderation.tagging import act
from archive.originals.database import open_archive
from archive.public import store
from search_index import nodes, query
from search_index.documents import tag_key
from search_index.engine import TooSlowError
from search_index.search import Searcher

MOST = 10_000
"""How many items one rule may find: a search that finds more says nothing about a topic."""

_SECONDS = 20.0

_CIRCLE = "This rule searches by its own topic, or by one above or below it: take that tag: out of the search."


@dataclass(frozen=True, slots=True)
class Ran:
    """A rule and what its run came to; `problem` says why it was left as it was, "" when it was run."""

    rule: Rule
    outcome: Outcome
    problem: str = ""


class Finder:
    """Searches the public copy of one archive for ids; the only place here that knows the search."""

    def __init__(self, folder: DataFolder) -> None:
        """Open the public copy and its index; raise WrongUse when nothing is published."""
        self._db = store.open_public(folder)
        self._searcher = Searcher(folder.index)

    def find(self, query: str) -> set[str]:
        """Return the ids of what a query finds; raise Refused when it finds too much, or there is no index."""
        found = self._searcher.search_ids(self._db, query, most=MOST + 1, seconds=_SECONDS)
        if len(found) > MOST:
            raise Refused(f"This search finds more than {MOST:,} posts and comments: narrow it down.")
        return set(found)

    def close(self) -> None:
        """Let go of both."""
        self._searcher.close()
        self._db.close()


@contextmanager
def finder(folder: DataFolder) -> Iterator[Finder]:
    """Open a finder and close it; raise WrongUse when nothing is published."""
    opened = Finder(folder)
    try:
        yield opened
    finally:
        opened.close()


def make_rule(
    changes: Changes, tag: str, typed: str, *, mode: str, name: str, note: str = "", by: str, now: datetime
) -> Rule:
    """Make a rule for a topic; raise WrongUse for one that says nothing or that its own work would change."""
    if _is_circular(changes.db, resolve_tag(changes.db, tag), typed):
        raise WrongUse(_CIRCLE)
    return add_rule(changes, tag, typed, mode=mode, name=name, note=note, by=by, now=now)


def run_rules(db: Database, rules: Iterable[Rule], find: Finder, by: str, now: datetime) -> list[Ran]:
    """Run rules one after the other, an act for each that changes something; return what each came to.

    One whose search cannot be run, or finds too much, is left as it is.
    """
    return [_run(db, rule, find, by, now) for rule in rules]


def follow_publish(folder: DataFolder, now: datetime) -> int:
    """Run every rule that is on; return how many items they changed. Called after a publish; without rules, quick."""
    db = open_archive(folder)
    try:
        rules = get_rules(db, on=True)
        if not rules:
            return 0
        with finder(folder) as find:
            ran = run_rules(db, rules, find, "", now)
    except (Refused, sqlite3.OperationalError):
        # without an index, or while something else writes, the next publish runs them
        return 0
    finally:
        db.close()
    return sum(each.outcome.put_on + each.outcome.taken_off for each in ran)


def _run(db: Database, rule: Rule, find: Finder, by: str, now: datetime) -> Ran:
    # topics may have been merged, renamed or moved since it was made
    if _is_circular(db, rule.tag_id, rule.query):
        return Ran(rule, Outcome(0), _CIRCLE)
    try:
        matched = find.find(rule.query)
    except Refused as error:
        return Ran(rule, Outcome(0), str(error))
    except TooSlowError:
        return Ran(rule, Outcome(0), "This search takes too long: make it simpler.")
    actor, told = by or f"rule {rule.name}", f"ran the rule {rule.name}"
    with act(db, by=actor, now=now, kind="topic-rule", told=told, label=rule.name) as changes:
        outcome = follow_rule(changes, rule, matched, now)
    return Ran(rule, outcome)


def _is_circular(db: Database, tag_id: str, typed: str) -> bool:
    """True when a search asks for the topic that it is to give, by any name, or for one below or above it.

    What carries a topic is found by the ones above it too, so `-tag:above` would take off what was just put on.
    """
    keys = set(_tags_in(query.parse(typed).root))
    if not keys:
        return False
    known = get_topics(db)
    ids = {tag_key(topic.name): slug for slug, topic in known.items()}
    broader = {slug: topic.broader_id for slug, topic in known.items()}
    own = {tag_id, *ancestors(broader, tag_id)}
    named = {ids.get(key) or resolve_tag(db, key) for key in keys}
    return any(slug in own or tag_id in ancestors(broader, slug) for slug in named)


def _tags_in(node: nodes.Node | None) -> Iterator[str]:
    match node:
        case nodes.Tag():
            yield node.key
        case nodes.Not():
            yield from _tags_in(node.node)
        case nodes.Every() | nodes.Either():
            for each in node.nodes:
                yield from _tags_in(each)
