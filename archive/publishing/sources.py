"""What a publish reads from archive.db: threads with all that hangs on them, and what applies to every thread."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlite_utils import Database

from archive.curation import replies
from archive.curation.rules import Rule, get_rules
from archive.curation.tags import Tag, get_tags
from archive.curation.topics import Topic, get_synonyms, get_topics
from archive.errors import NotFound
from archive.folder import Settings
from archive.moderation import log
from archive.moderation.decisions import Decision, Kind, Scope, active_decisions, items_of_lines, withheld_in
from archive.moderation.findings import held
from archive.moderation.missing import missing_comments
from archive.moderation.values import Stored, as_original
from archive.originals import store as originals
from archive.originals.absences import AbsenceKind, iter_absences
from archive.originals.erase import erased_items
from archive.originals.store import StoredComment, StoredPost
from archive.public.models import LogLine
from archive.public.threads import Place
from archive.redaction.anchor import Anchor
from archive.text import OriginalText


@dataclass(frozen=True, slots=True)
class ThreadSource:
    """One post with its comments as the originals have them, its moderators' tags and earlier ids.

    Comments that are withheld are not in it: nothing that is public follows from them. `is_parted` says that there are
    such, and `is_withheld` that the post itself, which others stand under, is one.
    """

    post: StoredPost
    comments: tuple[StoredComment, ...]
    tags: Mapping[str, tuple[Tag, ...]]
    aliases: tuple[tuple[str, str], ...]
    is_parted: bool = False
    is_withheld: bool = False

    @property
    def items(self) -> tuple[Stored, ...]:
        """The post and its comments."""
        return (self.post, *self.comments)


@dataclass(frozen=True, slots=True)
class SiteSource:
    """A blog as the originals have it."""

    id: int
    host: str
    title: OriginalText | None
    gone_since: str | None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What applies beyond one thread: settings, decisions that hold, items that wait, topics, blogs, the log.

    `synonyms` says which tag another name means, by ids; `rules` are all saved searches, those switched off included.
    `log_items` says which item a line of the log is about, by its reference; `shut` are items that the gate refused.
    `erased` are items whose words are gone for good.
    `missing` says since when comments are gone at their source that nobody decided to show, `gone` the same of posts.
    """

    settings: Settings
    everywhere: tuple[Decision, ...]
    here: Mapping[str, tuple[Decision, ...]]
    held: frozenset[str]
    topics: Mapping[str, Topic]
    synonyms: Mapping[str, str]
    rules: tuple[Rule, ...]
    sites: tuple[SiteSource, ...]
    missing: Mapping[str, str]
    gone: Mapping[str, str]
    log_lines: tuple[LogLine, ...]
    log_items: Mapping[str, str]
    erased: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()

    def decisions_for(self, item_id: str) -> tuple[Decision, ...]:
        """Return the decisions that apply to an item: those of scope everywhere, then its own."""
        return self.everywhere + self.here.get(item_id, ())

    def masks_for(self, item_id: str) -> tuple[Decision, ...]:
        """Return the masks among the decisions that apply to an item."""
        return tuple(each for each in self.decisions_for(item_id) if each.kind is Kind.MASK)

    def masks_for_line(self, ref: str) -> tuple[Decision, ...]:
        """Return the masks that apply to what a line of the log says of its item."""
        return self.masks_for(self.log_items.get(ref, ""))


def anchor_in(item: Stored, field: str, decision: Decision) -> Anchor | None:
    """Return where a mask must still fit in a field of an item; None but for the one in which it was made."""
    return decision.anchor if (decision.item_id, decision.field) == (item.id, field) else None


def place_of(comment: StoredComment) -> Place:
    """Return what a comment's place in its thread depends on."""
    return Place(comment.id, comment.parent_id, comment.published_utc or comment.published_local, comment.ordinal)


def read_inputs(db: Database, settings: Settings, *, post_ids: Iterable[str] | None = None) -> Inputs:
    """Return what applies to every thread, as it is now; what waits is read for all, or for some posts alone."""
    here: dict[str, tuple[Decision, ...]] = {}
    decisions = active_decisions(db)
    for decision in decisions:
        if decision.scope is Scope.HERE:
            here[decision.item_id] = (*here.get(decision.item_id, ()), decision)
    return Inputs(
        settings=settings,
        everywhere=tuple(decision for decision in decisions if decision.scope is Scope.EVERYWHERE),
        here=here,
        held=held_in(db, settings, post_ids),
        topics=get_topics(db),
        synonyms={slug: target for slug, (target, _) in get_synonyms(db).items()},
        rules=tuple(get_rules(db)),
        sites=tuple(_sites(db)),
        missing={item_id: absence.since for item_id, absence in missing_comments(db).items()},
        gone={absence.item_id: absence.since for absence in iter_absences(db, AbsenceKind.GONE)},
        log_lines=tuple(log.public_lines(db)),
        log_items=items_of_lines(db),
        erased=erased_items(db),
    )


def held_in(db: Database, settings: Settings, post_ids: Iterable[str] | None) -> frozenset[str]:
    """Return the items that wait until somebody looks, of all threads or of some: an archive has very many."""
    if post_ids is None:
        return frozenset(held(db, settings.policy))
    posts = list(post_ids)
    sql = "select id from comment where post_id in (select value from json_each(?))"
    comments = [item_id for (item_id,) in db.conn.execute(sql, [json.dumps(posts)])]
    return frozenset(held(db, settings.policy, [*posts, *comments]))


def read_thread(db: Database, post_id: str) -> ThreadSource | None:
    """Return a thread, None when there is no such post (any more), or nothing of it is for the public."""
    try:
        post = originals.get_post(db, post_id)
    except NotFound:
        return None
    withheld = withheld_in(db, post_id)
    comments = tuple(comment for comment in _comments(db, post_id) if comment.id not in withheld)
    if post_id in withheld and not comments:
        return None
    tags = {
        item_id: tuple(get_tags(db, item_id)) for (item_id,) in _of_thread(db, "distinct item_id", "tagging", post_id)
    }
    aliases = _of_thread(db, "alias, item_id", "alias", post_id)
    return ThreadSource(
        post,
        comments,
        {item_id: found for item_id, found in tags.items() if item_id not in withheld},
        tuple((alias, item_id) for alias, item_id in aliases if item_id not in withheld),
        is_parted=bool(withheld - {post_id}),
        is_withheld=post_id in withheld,
    )


def _comments(db: Database, post_id: str) -> tuple[StoredComment, ...]:
    """Return the comments of a post, those that a moderator moved under what they answer."""
    moved = replies.get_parents(db, post_id)
    comments = originals.get_comments(db, post_id)
    return tuple(replace(each, parent_id=moved[each.id]) if each.id in moved else each for each in comments)


def thread_of(db: Database, item_id: str) -> str | None:
    """Return the id of the post whose thread an item stands in, None for an item that is not there (any more)."""
    try:
        item = originals.get_item(db, item_id)
    except NotFound:
        return None
    return item.post_id if isinstance(item, StoredComment) else item.id


def iter_post_ids(db: Database) -> list[str]:
    """Return the ids of all posts, in order."""
    return [row[0] for row in db.conn.execute("select id from post order by id").fetchall()]


def iter_item_ids(db: Database) -> list[str]:
    """Return the ids of all posts and comments."""
    return [row[0] for row in db.conn.execute("select id from post union all select id from comment").fetchall()]


def _sites(db: Database) -> Iterable[SiteSource]:
    rows = db.conn.execute("select id, host, title, gone_since from site order by id").fetchall()
    for site_id, host, title, gone_since in rows:
        yield SiteSource(site_id, host, None if title is None else as_original(title), gone_since)


def _of_thread(db: Database, columns: str, table: str, post_id: str) -> list[tuple[str, ...]]:
    """Return rows of a table that names items, those of one thread."""
    return db.conn.execute(
        f"select {columns} from {table} where item_id = ?1 or item_id in (select id from comment where post_id = ?1) "
        "order by 1",
        [post_id],
    ).fetchall()
