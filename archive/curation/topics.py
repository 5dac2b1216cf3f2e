"""The hierarchy of tags: what a tag is called, what it covers, which one is broader, what else means it.

Every function that changes something works inside the caller's transaction and through `Changes`, so it can be undone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from archive.curation.acts import Changes
from archive.curation.tags import label_tags, make_tag, resolve_tag, tag_id
from archive.errors import NotFound, WrongUse
from archive.hierarchy import ancestors

DEEPEST = 6
"""How many tags may stand above each other, the lowest included."""

LONGEST_NAME = 80
LONGEST_DESCRIPTION = 600


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another name of a tag; `id` is the form in which it is looked up."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A tag as moderators see it. `items` counts those that carry it itself, the blog's labels left out."""

    id: str
    name: str
    description: str
    broader_id: str | None
    retired: bool
    synonyms: tuple[Synonym, ...]
    items: int


def get_topics(db: Database) -> dict[str, Topic]:
    """Return every tag by id, deleted ones and those that are labels of the blog alone included."""
    synonyms = get_synonyms(db)
    known: dict[str, list[Synonym]] = {}
    for slug, (target, name) in synonyms.items():
        known.setdefault(target, []).append(Synonym(slug, name))
    counts = dict(db.conn.execute("select tag_id, count(*) from tagging group by tag_id").fetchall())
    found = {
        slug: Topic(slug, name, about, broader, bool(retired), tuple(known.get(slug, ())), counts.get(slug, 0))
        for slug, name, about, broader, retired in db.conn.execute(
            "select id, name, description, broader_id, retired from tag order by id"
        ).fetchall()
    }
    for slug, name in label_names(db).items():
        if slug not in synonyms:
            found.setdefault(slug, Topic(slug, name, "", None, False, (), 0))
    return found


def find_topic(db: Database, name: str) -> Topic:
    """Return the tag that a name, id or synonym means; raise NotFound when there is none, deleted ones included."""
    found = get_topics(db).get(resolve_tag(db, name))
    if found is None or found.retired:
        raise NotFound(f"There is no topic {name[:40]!r}: `threadkeep topics list` shows those there are.")
    return found


def get_synonyms(db: Database) -> dict[str, tuple[str, str]]:
    """Return what else means a tag: its id as (the tag's id, the name)."""
    rows = db.conn.execute("select id, tag_id, name from tag_synonym order by id").fetchall()
    return {slug: (target, name) for slug, target, name in rows}


def label_names(db: Database) -> dict[str, str]:
    """Return one name for each label of the blog, by id, whatever order things came in."""
    labels = db.conn.execute("select distinct value from post, json_each(post.labels)").fetchall()
    names: dict[str, str] = {}
    for tag in label_tags(sorted(label for (label,) in labels)):
        names.setdefault(tag.id, tag.name)
    return names


def labelled(db: Database, slugs: Iterable[str]) -> set[str]:
    """Return the posts that carry a label of the blog with one of these ids."""
    wanted = set(slugs)
    rows = db.conn.execute("select id, labels from post where labels <> '[]'").fetchall()
    return {post_id for post_id, labels in rows if wanted & {tag.id for tag in label_tags(json.loads(labels))}}


def describe(changes: Changes, name: str, description: str) -> Topic:
    """Say what a tag covers; raise NotFound for an unknown one and WrongUse for a text that is too long."""
    text = " ".join(description.split())
    if len(text) > LONGEST_DESCRIPTION:
        raise WrongUse(f"What a topic covers is said in at most {LONGEST_DESCRIPTION} characters: shorten it.")
    topic = _stored(changes, name)
    changes.put("tag", id=topic.id, description=text)
    return topic


def rename(changes: Changes, name: str, new: str) -> Topic:
    """Give a tag another name, under the same address; the new name finds it from then on.

    Raises WrongUse when another tag is called that already.
    """
    topic = _stored(changes, name)
    text, slug = " ".join(new.split()), tag_id(new)
    taken = get_topics(changes.db).get(slug)
    if slug != topic.id:
        if taken is not None and resolve_tag(changes.db, slug) != topic.id:
            raise WrongUse(f"There is a topic {slug!r} already: merge the two instead, or choose another name.")
        _free(changes, slug, topic.id)
        changes.put("tag_synonym", id=slug, tag_id=topic.id, name=text)
    changes.put("tag", id=topic.id, name=text)
    return topic


def set_broader(changes: Changes, name: str, broader: str | None) -> Topic:
    """Put a tag under another, or under none; raise WrongUse for a ring or a hierarchy deeper than DEEPEST."""
    topic = _stored(changes, name)
    if broader is None:
        changes.put("tag", id=topic.id, broader_id=None)
        return topic
    above = _stored(changes, broader)
    parents = {each.id: each.broader_id for each in get_topics(changes.db).values()}
    line = [above.id, *ancestors(parents, above.id)]
    if topic.id in line:
        raise WrongUse(f"{above.id!r} stands under {topic.id!r} already: a topic cannot be broader than itself.")
    if len(line) + _height(parents, topic.id) > DEEPEST:
        raise WrongUse(f"At most {DEEPEST} topics can stand above each other: choose a broader one higher up.")
    changes.put("tag", id=topic.id, broader_id=above.id)
    return topic


def add_synonym(changes: Changes, name: str, synonym: str) -> Topic:
    """Let another name mean a tag, typed or as a label of the blog; raise WrongUse when it means another already."""
    topic = _stored(changes, name)
    slug = tag_id(synonym)
    if slug == topic.id:
        raise WrongUse("That is the topic's own name already: nothing to do.")
    _free(changes, slug, topic.id)
    changes.put("tag_synonym", id=slug, tag_id=topic.id, name=" ".join(synonym.split()))
    return topic


def remove_synonym(changes: Changes, name: str, synonym: str) -> Topic:
    """Let a name mean a tag no longer; raise NotFound when it does not."""
    topic = _stored(changes, name)
    slug = tag_id(synonym)
    if get_synonyms(changes.db).get(slug, ("", ""))[0] != topic.id:
        raise NotFound(f"{slug!r} is no synonym of {topic.id!r}: `threadkeep topics list` shows those there are.")
    changes.drop("tag_synonym", slug)
    return topic


def merge(changes: Changes, name: str, into: str) -> Topic:
    """Make one tag of two: what carries the first carries the second, and the first one's names mean it; return it.

    Its narrower tags, rules and open proposals move too. Raises WrongUse when both are one, or the second stands
    under the first.
    """
    db, gone, kept = changes.db, _stored(changes, name), _stored(changes, into)
    if gone.id == kept.id:
        raise WrongUse("These are one topic already: nothing to merge.")
    parents = {each.id: each.broader_id for each in get_topics(db).values()}
    if gone.id in ancestors(parents, kept.id):
        raise WrongUse(f"{kept.id!r} stands under {gone.id!r}: put it elsewhere first, then merge.")
    db.conn.execute("pragma defer_foreign_keys = on")
    _move_items(changes, gone.id, kept.id)
    for (slug,) in db.conn.execute("select id from tag where broader_id = ?", [gone.id]).fetchall():
        changes.put("tag", id=slug, broader_id=kept.id)
    for (rule_id,) in db.conn.execute("select id from tag_rule where tag_id = ?", [gone.id]).fetchall():
        changes.put("tag_rule", id=rule_id, tag_id=kept.id)
    for synonym in gone.synonyms:
        changes.put("tag_synonym", id=synonym.id, tag_id=kept.id)
    changes.drop("tag", gone.id)
    changes.put("tag_synonym", id=gone.id, tag_id=kept.id, name=gone.name)
    db.conn.execute("delete from tag_model where tag_id = ?", [gone.id])
    return kept


def delete(changes: Changes, name: str) -> Topic:
    """Take a tag off everything, as label of the blog too, and its narrower ones a step up; return it."""
    topic = _stored(changes, name)
    for (slug,) in changes.db.conn.execute("select id from tag where broader_id = ?", [topic.id]).fetchall():
        changes.put("tag", id=slug, broader_id=topic.broader_id)
    for (rule_id,) in changes.db.conn.execute("select id from tag_rule where tag_id = ?", [topic.id]).fetchall():
        changes.put("tag_rule", id=rule_id, is_on=0)
    # what carries it stays noted, so that an undo brings all of it back
    changes.put("tag", id=topic.id, retired=1)
    return topic


def create(changes: Changes, name: str, description: str = "", broader: str | None = None) -> Topic:
    """Make a tag before anything carries it; raise WrongUse when there is one of that name."""
    slug = tag_id(name)
    if slug in get_topics(changes.db) or slug in get_synonyms(changes.db):
        raise WrongUse(f"There is a topic {slug!r} already: choose another name.")
    make_tag(changes, slug, " ".join(name.split()))
    if description:
        describe(changes, slug, description)
    if broader:
        set_broader(changes, slug, broader)
    return find_topic(changes.db, slug)


def _stored(changes: Changes, name: str) -> Topic:
    """Return a tag, with a row of its own from now on where it was a label of the blog alone."""
    topic = find_topic(changes.db, name)
    make_tag(changes, topic.id, topic.name)
    return topic


def _free(changes: Changes, slug: str, for_tag: str) -> None:
    """See that a name can mean a tag: it is no other one's, or a label of the blog alone."""
    taken = get_synonyms(changes.db).get(slug)
    if taken is not None and taken[0] != for_tag:
        raise WrongUse(f"{slug!r} means {taken[0]!r} already: take it off there first.")
    if changes.db.conn.execute("select 1 from tag where id = ?", [slug]).fetchone():
        raise WrongUse(f"{slug!r} is a topic of its own: merge it instead.")


def _move_items(changes: Changes, gone: str, kept: str) -> None:
    names = ("item_id", "made_by", "made_at", "source", "rule_id")
    rows = changes.db.conn.execute(f"select {', '.join(names)} from tagging where tag_id = ?", [gone]).fetchall()
    there = {row[0] for row in changes.db.conn.execute("select item_id from tagging where tag_id = ?", [kept])}
    for row in rows:
        changes.drop("tagging", row[0], gone)
        if row[0] not in there:
            changes.put("tagging", tag_id=kept, **dict(zip(names, row, strict=True)))
    columns = ("item_id", "source", "rule_id", "score", "state", "made_at", "decided_by", "decided_at")
    proposed = changes.db.conn.execute(
        f"select {', '.join(columns)} from tag_proposal where tag_id = ?", [gone]
    ).fetchall()
    known = {row[0] for row in changes.db.conn.execute("select item_id from tag_proposal where tag_id = ?", [kept])}
    for row in proposed:
        changes.drop("tag_proposal", row[0], gone)
        if row[0] not in known:
            changes.put("tag_proposal", tag_id=kept, **dict(zip(columns, row, strict=True)))


def _height(parents: Mapping[str, str | None], slug: str) -> int:
    """Return how many tags stand above each other from a tag down, itself included."""
    under = [len(ancestors(parents, each)) for each in parents if slug in ancestors(parents, each)]
    own = len(ancestors(parents, slug))
    return max((depth - own for depth in under), default=0) + 1
