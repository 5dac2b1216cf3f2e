"""Topics of the public copy: the tree of tags, what carries one, which go together, and how that changed by the year.

What carries a tag carries the broader ones too; every count here counts each item once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from archive import hierarchy
from archive.public.database import read_in, read_rows
from archive.public.models import PublicComment, PublicPost, PublicRule, PublicSynonym, PublicTopic, PublicTopics
from archive.public.store import get_items
from archive.public.writing import sync


@dataclass(frozen=True, slots=True)
class Topic:
    """A tag as readers meet it. `item_count` counts what carries it itself, `total_count` narrower ones too."""

    id: str
    name: str
    description: str
    broader_id: str | None
    item_count: int
    total_count: int


@dataclass(frozen=True, slots=True)
class Related:
    """A tag that goes together with another on `together` items."""

    topic: Topic
    together: int


@dataclass(frozen=True, slots=True)
class YearOfTopic:
    """How many posts and comments of a year carry a tag, and how many the archive holds of that year."""

    year: int
    posts: int
    comments: int
    held: int

    @property
    def share(self) -> float:
        """How many in a hundred of the year's posts and comments carry the tag."""
        return 100 * (self.posts + self.comments) / self.held if self.held else 0.0


# -- reading


def get_topics(db: Database) -> dict[str, Topic]:
    """Return every tag by id, in the order of their names."""
    rows = read_rows(
        db, "select id, name, description, broader_id, item_count, total_count from tag order by lower(name), id"
    )
    return {row["id"]: Topic(**row) for row in rows}


def find_topic(db: Database, name: str) -> Topic | None:
    """Return the tag of an id, or the one that a synonym's id means; None when there is none."""
    sql = (
        "select id, name, description, broader_id, item_count, total_count from tag "
        "where id = coalesce((select id from tag where id = :it), (select tag_id from tag_synonym where id = :it))"
    )
    return next((Topic(**row) for row in read_rows(db, sql, {"it": name})), None)


def narrower_ids(db: Database, tag_id: str) -> list[str]:
    """Return the ids of a tag and of all that stand under it: what carries one of these is about it."""
    rows = read_rows(db, f"with {_BELOW} select id from below order by id", {"top": tag_id})
    return [row["id"] for row in rows]


def ancestors(topics: dict[str, Topic], tag_id: str) -> list[Topic]:
    """Return the tags above one, the highest first."""
    broader = {topic.id: topic.broader_id for topic in topics.values()}
    return [topics[above] for above in reversed(hierarchy.ancestors(broader, tag_id)) if above in topics]


def get_synonyms(db: Database) -> list[PublicSynonym]:
    """Return all other names of tags, by name."""
    return [
        PublicSynonym(**row)
        for row in read_rows(db, "select id, tag_id, name from tag_synonym order by lower(name), id")
    ]


def get_rules(db: Database, tag_id: str) -> list[PublicRule]:
    """Return the saved searches that fill a tag."""
    rows = read_rows(db, "select id, tag_id, name, query from tag_rule where tag_id = ? order by id", [tag_id])
    return [PublicRule(**row) for row in rows]


def count_sources(db: Database, tag_id: str) -> dict[str, int]:
    """Return how what carries a tag itself came by it: how many items by source."""
    rows = read_rows(db, "select source, count(*) as items from tagging where tag_id = ? group by source", [tag_id])
    return {row["source"]: row["items"] for row in rows}


def get_tagged_ids(db: Database, tag_id: str, *, offset: int = 0, limit: int = -1) -> list[str]:
    """Return the ids of what carries a tag or a narrower one: posts, then comments, each in time order."""
    rows = read_rows(
        db,
        f"with {_BELOW}, {_CARRIED} select id from ("
        "select id, 0 as kind, published_utc, published from post where id in (select item_id from carried) union all "
        "select id, 1, published_utc, published from comment where id in (select item_id from carried)) "
        "order by kind, coalesce(published_utc, published, ''), id limit :limit offset :offset",
        {"top": tag_id, "limit": limit, "offset": offset},
    )
    return [row["id"] for row in rows]


def get_tagged(db: Database, tag_id: str, *, offset: int = 0, limit: int = -1) -> list[PublicPost | PublicComment]:
    """Return the items that carry a tag or a narrower one: posts, then comments, each in time order; a page of them."""
    ids = get_tagged_ids(db, tag_id, offset=offset, limit=limit)
    items = get_items(db, ids)
    return [items[item_id] for item_id in ids]


def count_tagged(db: Database, tag_id: str) -> tuple[int, int]:
    """Return how many posts and how many comments carry a tag or a narrower one."""
    (posts, comments) = db.conn.execute(
        f"with {_BELOW}, {_CARRIED} select (select count(*) from post where id in (select item_id from carried)), "
        "(select count(*) from comment where id in (select item_id from carried))",
        {"top": tag_id},
    ).fetchone()
    return int(posts), int(comments)


def count_years(db: Database, tag_id: str) -> list[YearOfTopic]:
    """Return how many posts and comments of each year carry a tag or a narrower one, oldest first; undated left out.

    Years between the first and the last in which none does are there too.
    """
    held = " union all ".join(
        f"select year, {kind} as kind, id in (select item_id from carried) as is_in from {table} "
        "where state = 'shown' and year is not null"
        for kind, table in enumerate(("post", "comment"))
    )
    rows = read_rows(
        db,
        f"with {_BELOW}, {_CARRIED} select year, sum(kind = 0 and is_in) as posts, "
        f"sum(kind = 1 and is_in) as comments, count(*) as held from ({held}) group by year order by year",
        {"top": tag_id},
    )
    years = [YearOfTopic(**row) for row in rows]
    tagged = [each.year for each in years if each.posts or each.comments]
    return [each for each in years if tagged and tagged[0] <= each.year <= tagged[-1]]


def get_related(db: Database, tag_id: str, n: int = 8) -> list[Related]:
    """Return the tags that most often stand on the same items, those above and under this one left out."""
    topics = get_topics(db)
    if tag_id not in topics:
        return []
    own = {*narrower_ids(db, tag_id), *(topic.id for topic in ancestors(topics, tag_id))}
    rows = read_rows(
        db,
        f"with {_BELOW}, {_CARRIED} select tag_id, count(*) as together from tagging "
        "where item_id in (select item_id from carried) group by tag_id order by together desc, tag_id",
        {"top": tag_id},
    )
    return [Related(topics[row["tag_id"]], row["together"]) for row in rows if row["tag_id"] not in own][:n]


_BELOW = "below (id) as (select :top union select tag.id from tag join below on tag.broader_id = below.id)"
_CARRIED = "carried as (select distinct item_id from tagging where tag_id in (select id from below))"


# -- writing


def write_topics(db: Database, wanted: PublicTopics) -> int:
    """Make what is said of tags equal to `wanted`, tags that only stand above carried ones included, and count anew.

    Works inside the caller's transaction; return how many rows changed. Only tags of `wanted` are kept.
    """
    db.conn.execute("pragma defer_foreign_keys = on")
    known = {topic.id: topic for topic in wanted.topics}
    kept = _with_broader(known, [row["tag_id"] for row in read_rows(db, "select distinct tag_id from tagging")])
    counts = {row["id"]: row for row in read_rows(db, "select * from tag")}
    rows = [
        {
            "id": topic.id,
            "name": topic.name,
            "description": topic.description,
            "broader_id": topic.broader_id,
            "item_count": counts[topic.id]["item_count"] if topic.id in counts else 0,
            "total_count": counts[topic.id]["total_count"] if topic.id in counts else 0,
        }
        for topic in kept
    ]
    ids = {topic.id for topic in kept}
    synonyms = [
        {"id": each.id, "tag_id": each.tag_id, "name": each.name} for each in wanted.synonyms if each.tag_id in ids
    ]
    rules = [
        {"id": each.id, "tag_id": each.tag_id, "name": each.name, "query": each.query}
        for each in wanted.rules
        if each.tag_id in ids
    ]
    changed = sync(db, "tag", rows, counts.values())
    changed += sync(db, "tag_synonym", synonyms, read_rows(db, "select * from tag_synonym"))
    changed += sync(db, "tag_rule", rules, read_rows(db, "select * from tag_rule"))
    return changed + _count_totals(db)


def _with_broader(known: dict[str, PublicTopic], carried: Iterable[str]) -> list[PublicTopic]:
    kept: dict[str, PublicTopic] = {}
    waiting = sorted(carried)
    while waiting:
        topic = known.get(waiting.pop())
        if topic is not None and topic.id not in kept:
            kept[topic.id] = topic
            waiting += [topic.broader_id] if topic.broader_id else []
    return [kept[tag_id] for tag_id in sorted(kept)]


def _count_totals(db: Database) -> int:
    changed = db.conn.execute(
        "update tag set total_count = item_count where total_count <> item_count "
        "and not exists (select 1 from tag as narrower where narrower.broader_id = tag.id)"
    ).rowcount
    parents = read_rows(db, "select distinct broader_id as id from tag where broader_id is not null order by 1")
    for tag_id in [row["id"] for row in parents]:
        (total,) = db.conn.execute(
            f"with {_BELOW}, {_CARRIED} select count(*) from carried", {"top": tag_id}
        ).fetchone()
        changed += db.conn.execute(
            "update tag set total_count = ? where id = ? and total_count <> ?", [total, tag_id, total]
        ).rowcount
    return changed


def carriers_of_others(db: Database, known: Iterable[str]) -> list[str]:
    """Return the items that carry a tag which is none of these: what it stands on has to be written anew."""
    wanted = set(known)
    gone = [row["id"] for row in read_rows(db, "select id from tag") if row["id"] not in wanted]
    return [row["item_id"] for row in read_in(db, "select item_id from tagging where tag_id in (?)", gone)]
