"""Tags that moderators put on items. The log line of each act is written by the caller."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from archive.curation.acts import Changes
from archive.errors import NotFound, WrongUse

BLOG = "blog"
"""Who made a tag that is one of the blog's own labels, and what such a tagging's source is called."""

_MOST = 80


@dataclass(frozen=True, slots=True, order=True)
class Tag:
    """A tag on an item; `made_by` is a moderator, "rule NAME", or BLOG for the source's own label.

    `source` is BLOG, moderator, rule or suggestion; `rule_id` the rule that put it on or proposed it, None without one.
    """

    id: str
    name: str
    made_by: str
    source: str = "moderator"
    rule_id: int | None = None


def tag_id(name: str) -> str:
    """Return the id of a tag: its name in lower case, its words joined by hyphens, in any script.

    Raises WrongUse for a name without a letter or digit, or one that is no short name.

    >>> tag_id("  Night shifts & pay "), tag_id("Überstunden")
    ('night-shifts-pay', 'überstunden')
    """
    slug = "-".join(re.findall(r"\w+", unicodedata.normalize("NFKC", name).casefold().replace("_", " ")))
    if not slug or len(slug) > _MOST:
        raise WrongUse(f"A tag is a short name of letters and digits, at most {_MOST} of them: choose another.")
    return slug


def label_tags(labels: Iterable[str]) -> list[Tag]:
    """Return the blog's own labels as tags, each id once; a label without letters or digits is left out."""
    found: dict[str, Tag] = {}
    for label in labels:
        name = " ".join(label.split())
        if re.search(r"[^\W_]", name) and len(name) <= _MOST:
            found.setdefault(tag_id(name), Tag(tag_id(name), name, BLOG, BLOG))
    return list(found.values())


def add_tags(changes: Changes, item_ids: Iterable[str], names: Iterable[str], by: str, now: datetime) -> list[str]:
    """Put each tag on each item and return the items that changed; raise NotFound for an item that is not there.

    A synonym means its tag. A tag keeps the spelling of whoever made it first; putting it on twice writes nothing.
    Raises WrongUse for a tag that was deleted. Nothing is written on error.
    """
    db = changes.db
    tags = {resolve_tag(db, name): " ".join(name.split()) for name in names}
    changed: list[str] = []
    with db.atomic():
        for item_id in _require(db, item_ids):
            new = tags.keys() - {tag.id for tag in get_tags(db, item_id)}
            for slug in (each for each in tags if each in new):
                make_tag(changes, slug, tags[slug])
                changes.put("tagging", item_id=item_id, tag_id=slug, made_by=by, made_at=stamp(now))
                changes.drop("tag_proposal", item_id, slug)
            if new:
                changed.append(item_id)
                _mark_pending(db, item_id)
    return changed


def remove_tags(
    changes: Changes, item_ids: Iterable[str], names: Iterable[str], by: str = "", now: datetime | None = None
) -> list[str]:
    """Take each tag off each item and return the items that changed; raise NotFound for an item that is not there.

    Whose taking off it was, `by`, is remembered, so that no rule and no suggestion brings the tag back. A tag that no
    item carries any more, and of which nothing else is known, goes too.
    """
    db = changes.db
    slugs = [resolve_tag(db, name) for name in names]
    changed: list[str] = []
    with db.atomic():
        for item_id in _require(db, item_ids):
            removed = [slug for slug in slugs if changes.drop("tagging", item_id, slug)]
            if now is not None:
                for slug in removed:
                    reject(changes, item_id, slug, by, now)
            if removed:
                changed.append(item_id)
                _mark_pending(db, item_id)
        for slug in slugs:
            _sweep(changes, slug)
    return changed


def reject(changes: Changes, item_id: str, slug: str, by: str, now: datetime) -> None:
    """Remember that somebody does not want a tag on an item."""
    at = stamp(now)
    known = changes.db.conn.execute(
        "select source, made_at from tag_proposal where item_id = ? and tag_id = ?", [item_id, slug]
    ).fetchone()
    source, made_at = known or ("moderator", at)
    changes.put(
        "tag_proposal",
        item_id=item_id,
        tag_id=slug,
        source=source,
        state="rejected",
        made_at=made_at,
        decided_by=by,
        decided_at=at,
    )


def make_tag(changes: Changes, slug: str, name: str) -> None:
    """Make a tag that is not there yet; raise WrongUse for one that was deleted."""
    found = changes.db.conn.execute("select retired from tag where id = ?", [slug]).fetchone()
    if found is None:
        changes.put("tag", id=slug, name=name)
    elif found[0]:
        raise WrongUse(f"The topic {slug!r} was deleted: undo that first, or choose another name.")


def resolve_tag(db: Database, name: str) -> str:
    """Return the id of the tag that a name, an id or a synonym means; of a new name, the id it would have."""
    slug = tag_id(name)
    found = db.conn.execute("select tag_id from tag_synonym where id = ?", [slug]).fetchone()
    return slug if found is None else str(found[0])


def stamp(now: datetime) -> str:
    """Return a moment as archive.db has it."""
    return now.astimezone(UTC).isoformat(timespec="seconds")


def get_tags(db: Database, item_id: str) -> list[Tag]:
    """Return the tags that moderators and rules put on an item, by id; deleted ones are left out."""
    rows = db.query(
        "select tag.id, tag.name, tagging.made_by, tagging.source, tagging.rule_id from tagging"
        " join tag on tag.id = tagging.tag_id where tagging.item_id = ? and not tag.retired order by tag.id",
        (item_id,),
    )
    return [Tag(**row) for row in rows]


def _sweep(changes: Changes, slug: str) -> None:
    unknown = changes.db.conn.execute(
        "select 1 from tag where id = ?1 and description = '' and broader_id is null and not retired"
        " and not exists (select 1 from tagging where tag_id = ?1)"
        " and not exists (select 1 from tag_synonym where tag_id = ?1)"
        " and not exists (select 1 from tag_rule where tag_id = ?1)"
        " and not exists (select 1 from tag as narrower where narrower.broader_id = ?1)"
        " and not exists (select 1 from tag_proposal where tag_id = ?1 and state = 'open')",
        [slug],
    ).fetchone()
    if unknown is None:
        return
    # with the tag goes who did not want it where
    for (item_id,) in changes.db.conn.execute("select item_id from tag_proposal where tag_id = ?", [slug]).fetchall():
        changes.drop("tag_proposal", item_id, slug)
    changes.drop("tag", slug)


def _require(db: Database, item_ids: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(item_ids))
    for item_id in found:
        there = db.query("select 1 from post where id = ?1 union all select 1 from comment where id = ?1", (item_id,))
        if not any(True for _ in there):
            raise NotFound(f"There is no item {item_id[:40]!r} in this archive: look its id up on its page.")
    return found


def _mark_pending(db: Database, item_id: str) -> None:
    db.execute("insert or ignore into pending (item_id) values (?)", (item_id,))
