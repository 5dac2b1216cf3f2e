"""public.db: opening it, writing a thread into it (see `writing`), and what is read of items (lists: see `listing`).

Functions take an open Database; Datasette hands in its own read-only connection (`Database(conn)`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from archive.public.database import content_version, create_public, get_meta, open_public, read_in, read_rows, set_meta
from archive.public.models import (
    ItemState,
    LogLine,
    PublicComment,
    PublicLink,
    PublicPost,
    PublicSite,
    PublicTagging,
    PublicThread,
    PublicTime,
)
from archive.public.rows import Row, load_marks, time_of
from archive.public.writing import differs, dump, remove_thread, write_log, write_sites, write_thread
from archive.text import RedactedText

__all__ = [
    "TagCount",
    "content_version",
    "count_items",
    "count_states",
    "create_public",
    "differs",
    "dump",
    "find_comment",
    "find_item",
    "find_log_line",
    "find_post",
    "find_post_by_number",
    "find_post_by_path",
    "find_thread",
    "find_thread_id",
    "get_aliases",
    "get_items",
    "get_links",
    "get_log",
    "get_meta",
    "get_row_versions",
    "get_sites",
    "get_taggings",
    "get_tags",
    "has_posts_below",
    "is_home",
    "iter_items",
    "iter_threads",
    "open_public",
    "post_of",
    "remove_thread",
    "resolve",
    "set_meta",
    "write_log",
    "write_sites",
    "write_thread",
]

# -- site, log


def get_sites(db: Database) -> list[PublicSite]:
    """Return the blogs of the archive, the first one first."""
    rows = read_rows(db, "select id, host, title, zone, source_gone_since from site order by id")
    return [PublicSite(**row) for row in rows]


def get_log(db: Database) -> list[LogLine]:
    """Return the public log, newest month first; within a month the order says nothing."""
    return [
        LogLine(**row)
        for row in read_rows(db, "select ref, month, kind, label, reason from log order by month desc, ref")
    ]


def find_log_line(db: Database, ref: str) -> LogLine | None:
    """Return one line of the public log."""
    return next(
        (
            LogLine(**row)
            for row in read_rows(db, "select ref, month, kind, label, reason from log where ref = ?", [ref])
        ),
        None,
    )


# -- items


def post_of(row: Row) -> PublicPost:
    """Return the post that a row of table `post` holds."""
    return PublicPost(
        id=row["id"],
        site_id=row["site_id"],
        url=row["url"],
        path=row["path"],
        title=row["title"],
        author=row["author"],
        is_page=bool(row["is_page"]),
        published=time_of(row),
        body=RedactedText(row["text"], load_marks(row["marks"])),
        html=row["html"],
        state=ItemState(row["state"]),
        state_note=row["state_note"],
        state_ref=row["state_ref"],
        declared=row["declared"],
        comment_count=row["comment_count"],
        source_gone_since=row["source_gone_since"],
        row_version=row["row_version"],
    )


_COMMENT = (
    "id, site_id, post_id, parent_id, position, depth, kind, author, author_kind, is_owner, "
    "published, published_utc, published_precision, text, marks, html, state, state_note, state_ref, row_version"
)
_STATES = {state.value: state for state in ItemState}


def _comment(values: Iterable[Any]) -> PublicComment:
    """Return the comment of these columns of table `comment`; a thread has hundreds, so they have no names here."""
    item_id, site_id, post_id, parent_id, position, depth, kind, author, author_kind, is_owner, *rest = values
    local, utc, precision, text, marks, html, state, state_note, state_ref, row_version = rest
    return PublicComment(
        item_id,
        site_id,
        post_id,
        parent_id,
        position,
        depth,
        author,
        author_kind,
        bool(is_owner),
        PublicTime(local or "", utc, precision),
        RedactedText(text, load_marks(marks)),
        html,
        _STATES[state],
        state_note,
        state_ref,
        row_version,
        kind,
    )


def find_post(db: Database, post_id: str) -> PublicPost | None:
    """Return a post, None when there is none of that id."""
    return next((post_of(row) for row in read_rows(db, "select * from post where id = ?", [post_id])), None)


def find_comment(db: Database, comment_id: str) -> PublicComment | None:
    """Return a comment, None when there is none of that id."""
    return next(map(_comment, db.conn.execute(f"select {_COMMENT} from comment where id = ?", [comment_id])), None)


def find_item(db: Database, item_id: str) -> PublicPost | PublicComment | None:
    """Return the post or comment of that id."""
    return find_post(db, item_id) or find_comment(db, item_id)


def get_items(db: Database, item_ids: Iterable[str]) -> dict[str, PublicPost | PublicComment]:
    """Return posts and comments by id; ids that are not public are left out."""
    wanted = list(item_ids)
    items: dict[str, PublicPost | PublicComment] = {}
    items.update((row["id"], post_of(row)) for row in read_in(db, "select * from post where id in (?)", wanted))
    comments = read_in(db, f"select {_COMMENT} from comment where id in (?)", wanted)
    items.update((row["id"], _comment(row.values())) for row in comments)
    return items


def find_post_by_path(db: Database, path: str, site_id: int = 1) -> PublicPost | None:
    """Return the post at a path of the blog, "/2018/07/slug.html"."""
    rows = read_rows(db, "select * from post where site_id = ? and path = ? order by id", [site_id, path])
    return next((post_of(row) for row in rows), None)


def find_post_by_number(db: Database, number: str, site_id: int = 1) -> PublicPost | None:
    """Return the post that WordPress gave a number ("123"), whichever of its ids holds it."""
    sql = (
        "select * from post where site_id = ?1 and (id like ?2 escape '!' "
        "or id in (select item_id from alias where alias like ?2 escape '!')) order by id"
    )
    return next((post_of(row) for row in read_rows(db, sql, [site_id, f"%!_p{number}"])), None)


def has_posts_below(db: Database, folder: str, site_id: int = 1) -> bool:
    """True when posts of a blog stand below a folder of its host ("/blog")."""
    sql = "select exists (select 1 from post where site_id = ? and path >= ? || '/' and path < ? || '0')"
    (found,) = db.conn.execute(sql, [site_id, folder, folder]).fetchone()
    return bool(found)


def is_home(db: Database, folder: str, site_id: int = 1) -> bool:
    """True when all posts of a blog stand below a folder of its host, "" for the root."""
    sql = (
        "select not exists (select 1 from post where site_id = ? and not is_page "
        "and (path < ? || '/' or path >= ? || '0'))"
    )
    (found,) = db.conn.execute(sql, [site_id, folder, folder]).fetchone()
    return bool(found)


def resolve(db: Database, id_or_alias: str) -> str | None:
    """Return the id of the item that is called so now, or was earlier."""
    row = db.conn.execute(
        "select id from post where id = :it union all select id from comment where id = :it "
        "union all select item_id from alias where alias = :it limit 1",
        {"it": id_or_alias},
    ).fetchone()
    return None if row is None else str(row[0])


def find_thread_id(db: Database, item_id: str) -> str | None:
    """Return the id of the post in whose thread an item stands, None when it is not public."""
    row = db.conn.execute(
        "select id from post where id = :it union all select post_id from comment where id = :it limit 1",
        {"it": item_id},
    ).fetchone()
    return None if row is None else str(row[0])


def get_row_versions(db: Database, post_id: str | None = None) -> dict[str, int]:
    """Return the row version of every item of a thread, or of the whole copy."""
    # one statement for both would look through the whole copy for one thread
    of_post, of_comments = ("", "") if post_id is None else ("where id = :post", "where post_id = :post")
    rows = db.conn.execute(
        f"select id, row_version from post {of_post} union all select id, row_version from comment {of_comments}",
        {} if post_id is None else {"post": post_id},
    )
    return dict(rows.fetchall())


def count_states(db: Database) -> dict[ItemState, int]:
    """Return how many posts and comments stand in each state."""
    counts: Counter[str] = Counter()
    for table in ("post", "comment"):
        # nearly all are shown: those that are not have an index
        others = db.conn.execute(
            f"select state, count(*) from {table} where state <> 'shown' group by state"
        ).fetchall()
        (total,) = db.conn.execute(f"select count(*) from {table}").fetchone()
        counts.update(dict(others))
        counts[ItemState.SHOWN] += total - sum(count for _, count in others)
    return {state: counts[state] for state in ItemState}


def find_thread(db: Database, post_id: str) -> PublicThread | None:
    """Return a post with all its comments by position and what hangs on them, None when there is no such post."""
    post = find_post(db, post_id)
    if post is None:
        return None
    sql = f"select {_COMMENT} from comment where post_id = ? order by position"
    comments = tuple(map(_comment, db.conn.execute(sql, [post_id])))
    ids = [post_id, *(comment.id for comment in comments)]
    return PublicThread(post, comments, get_links(db, ids), get_taggings(db, ids), get_aliases(db, ids))


def get_links(db: Database, item_ids: Iterable[str]) -> tuple[PublicLink, ...]:
    """Return the links in the texts of these items."""
    rows = read_in(db, "select * from link where item_id in (?)", item_ids)
    return tuple(sorted((PublicLink(**row) for row in rows), key=lambda link: (link.item_id, link.position)))


def get_taggings(db: Database, item_ids: Iterable[str]) -> tuple[PublicTagging, ...]:
    """Return the tags on these items."""
    sql = "select item_id, tag_id, name, source, rule_id from tagging join tag on tag.id = tag_id where item_id in (?)"
    return tuple(
        sorted((PublicTagging(**row) for row in read_in(db, sql, item_ids)), key=lambda it: (it.item_id, it.tag_id))
    )


def get_aliases(db: Database, item_ids: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return earlier ids of these items, as pairs of alias and id."""
    return tuple(
        sorted(
            (row["alias"], row["item_id"])
            for row in read_in(db, "select alias, item_id from alias where item_id in (?)", item_ids)
        )
    )


def iter_threads(db: Database) -> Iterator[PublicThread]:
    """Yield every thread, by the id of its post."""
    ids = db.conn.execute("select id from post order by id").fetchall()
    yield from filter(None, (find_thread(db, post_id) for (post_id,) in ids))


def iter_items(db: Database) -> Iterator[PublicPost | PublicComment]:
    """Yield every post, then every comment, in a steady order."""
    yield from map(post_of, read_rows(db, "select * from post order by id"))
    yield from map(_comment, db.conn.execute(f"select {_COMMENT} from comment order by post_id, position"))


def count_items(db: Database, site_id: int | None = None) -> tuple[int, int]:
    """Return how many posts and comments a blog has, or all of them; tombstones are counted and pings are not."""
    sql = (
        "select (select count(*) from post where :site is null or site_id = :site), "
        "(select count(*) from comment where kind = 'comment' and (:site is null or site_id = :site))"
    )
    posts, comments = db.conn.execute(sql, {"site": site_id}).fetchone()
    return int(posts), int(comments)


# -- tags


@dataclass(frozen=True, slots=True)
class TagCount:
    """A tag and how many items carry it: it itself, and it or a narrower one, each item once."""

    id: str
    name: str
    item_count: int
    total_count: int


def get_tags(db: Database) -> list[TagCount]:
    """Return all tags, the most used first."""
    sql = "select id, name, item_count, total_count from tag order by total_count desc, name, id"
    return [TagCount(**row) for row in read_rows(db, sql)]
