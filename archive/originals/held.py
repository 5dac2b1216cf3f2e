"""What the archive holds already, as a harvest asks: posts with their comments, ids of keys, posts not seen again."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from sqlite_utils import Database

from archive.originals.urls import canonical_host


def find_items(db: Database, source_keys: Collection[str]) -> dict[str, str]:
    """Return the item id of each source key that has one."""
    sql = "select source_key, item_id from identity where source_key in (select value from json_each(?))"
    return dict(db.conn.execute(sql, (json.dumps(list(source_keys)),)).fetchall())


def holds_post(db: Database, source_keys: Collection[str]) -> bool:
    """Return whether one of the keys names a post that is held with as many comments as it declares, or by an export.

    A post that declares no number is held once its comments were seen to the last one (see `mark_whole`).
    """
    return any(_is_held(db, item_id) for item_id in find_items(db, source_keys).values())


def _is_held(db: Database, post_id: str) -> bool:
    rows = db.query(
        "select 1 from post where id = :id and (declared <= (select count(*) from comment where post_id = :id)"
        " or exists (select 1 from reading where item_id = :id and source = 'export')"
        " or exists (select 1 from meta where key = 'whole:' || :id))",
        {"id": post_id},
    )
    return any(True for _ in rows)


def mark_whole(db: Database, post_id: str) -> None:
    """Remember that a post's comments were once seen to the last one; writes nothing the second time."""
    db.execute("insert or ignore into meta (key, value) values ('whole:' || ?, '1')", (post_id,))


def sites_at(db: Database, root: str) -> list[int]:
    """Return the ids of the blogs that are named by the host of an address, or whose posts were fetched from it."""
    host, pattern = canonical_host(urlsplit(root).hostname or ""), f"{root.rstrip('/')}/"
    rows = db.query(
        "select id from site where host = :host or exists (select 1 from post join capture"
        " on capture.id = post.capture_id where post.site_id = site.id and capture.kind = 'http'"
        " and substr(capture.url, 1, length(:root)) = :root) order by id",
        {"host": host, "root": pattern},
    )
    return [row["id"] for row in rows]


def gone_since(db: Database, site_ids: Collection[int]) -> str | None:
    """Return the UTC time since which the first of some blogs cannot be reached, None when all can."""
    marks = ", ".join("?" * len(site_ids))
    rows = db.query(f"select min(gone_since) as since from site where id in ({marks})", list(site_ids))
    return next((row["since"] for row in rows), None)


def iter_posts_besides(db: Database, site_ids: Collection[int], seen: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield id and address of every post of some blogs that is not among those seen."""
    for site_id in site_ids:
        rows = list(db.query("select id, url from post where site_id = ? and url is not null order by id", (site_id,)))
        yield from ((row["id"], row["url"]) for row in rows if row["id"] not in seen)


def platform_of(db: Database, root: str) -> str | None:
    """Return the kind of source key that the posts of a blog have ("blogger", "wordpress"); None when none is held."""
    for site_id in sites_at(db, root):
        rows = db.query(
            "select substr(source_key, 1, instr(source_key, ':') - 1) as kind from identity join post"
            " on post.id = identity.item_id where identity.site_id = ? and kind in ('blogger', 'wordpress') limit 1",
            (site_id,),
        )
        for row in rows:
            return str(row["kind"])
    return None
