"""Tags that moderators put on items. The log line of each act is written by the caller."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from archive.errors import NotFound, WrongUse

BLOG = "blog"
"""Who made a tag that is one of the blog's own labels."""

_MOST = 80


@dataclass(frozen=True, slots=True, order=True)
class Tag:
    """A tag on an item; `made_by` is a moderator, or BLOG for the source's own label."""

    id: str
    name: str
    made_by: str


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
            found.setdefault(tag_id(name), Tag(tag_id(name), name, BLOG))
    return list(found.values())


def add_tags(db: Database, item_ids: Iterable[str], names: Iterable[str], by: str, now: datetime) -> list[str]:
    """Put each tag on each item and return the items that changed; raise NotFound for an item that is not there.

    A tag keeps the spelling of whoever made it first; putting it on twice writes nothing. Nothing is written on error.
    """
    tags = {tag_id(name): " ".join(name.split()) for name in names}
    changed: list[str] = []
    with db.atomic():
        for item_id in _require(db, item_ids):
            before = {tag.id for tag in get_tags(db, item_id)}
            for slug, name in tags.items():
                db.execute("insert or ignore into tag (id, name) values (?, ?)", (slug, name))
                db.execute(
                    "insert or ignore into tagging (item_id, tag_id, made_by, made_at) values (?, ?, ?, ?)",
                    (item_id, slug, by, now.astimezone(UTC).isoformat(timespec="seconds")),
                )
            if tags.keys() - before:
                changed.append(item_id)
                _mark_pending(db, item_id)
    return changed


def remove_tags(db: Database, item_ids: Iterable[str], names: Iterable[str]) -> list[str]:
    """Take each tag off each item and return the items that changed; raise NotFound for an item that is not there.

    A tag that no item carries any more goes too.
    """
    slugs = [tag_id(name) for name in names]
    changed: list[str] = []
    with db.atomic():
        for item_id in _require(db, item_ids):
            removed = [
                db.execute("delete from tagging where item_id = ? and tag_id = ?", (item_id, slug)).rowcount
                for slug in slugs
            ]
            if any(removed):
                changed.append(item_id)
                _mark_pending(db, item_id)
        for slug in slugs:
            db.execute(
                "delete from tag where id = ?1 and not exists (select 1 from tagging where tag_id = ?1)", (slug,)
            )
    return changed


def get_tags(db: Database, item_id: str) -> list[Tag]:
    """Return the tags that moderators put on an item, by id."""
    rows = db.query(
        "select tag.id as id, tag.name as name, tagging.made_by as made_by from tagging"
        " join tag on tag.id = tagging.tag_id where tagging.item_id = ? order by tag.id",
        (item_id,),
    )
    return [Tag(**row) for row in rows]


def _require(db: Database, item_ids: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(item_ids))
    for item_id in found:
        there = db.query("select 1 from post where id = ?1 union all select 1 from comment where id = ?1", (item_id,))
        if not any(True for _ in there):
            raise NotFound(f"There is no item {item_id[:40]!r} in this archive: look its id up on its page.")
    return found


def _mark_pending(db: Database, item_id: str) -> None:
    db.execute("insert or ignore into pending (item_id) values (?)", (item_id,))
