"""The blogs of one archive. The first one owns the unprefixed paths for ever."""

from __future__ import annotations

from sqlite_utils import Database

from archive.originals.records import SiteRecord
from archive.originals.urls import canonical_host


def site_id_for(db: Database, record: SiteRecord, fetched_at: str) -> int:
    """Return the id of a blog, made when it is new.

    Saved text that names no blog goes to the first one; a first blog without a host takes the first host that comes.
    """
    host = canonical_host(record.host)
    sites = list(db.query("select * from site order by id"))
    found = sites[0] if sites and not host else next((site for site in sites if site["host"] == host), None)
    if found is None and host and sites and not sites[0]["host"]:
        found = sites[0]
        db.execute("update site set host = ? where id = ?", (host, found["id"]))
    if found is None:
        cursor = db.execute("insert into site (host) values (?)", (host,))
        found = {"id": int(cursor.lastrowid or 0), "title": None, "blog_id": None}
    _learn(db, found["id"], found["blog_id"], record)
    _learn_title(db, found["id"], found["title"], record.title, fetched_at)
    return int(found["id"])


def _learn(db: Database, site_id: int, blog_id: str | None, record: SiteRecord) -> None:
    if record.blog_id and (blog_id is None or record.blog_id > blog_id):
        db.execute("update site set blog_id = ? where id = ?", (record.blog_id, site_id))


def _learn_title(db: Database, site_id: int, known: str | None, title: str | None, fetched_at: str) -> None:
    """Take the title that was fetched last; of two fetched together, the greater, so that their order is nothing."""
    if not title or title == known:
        return
    key = f"site_title_at:{site_id}"
    stamp = next((row["value"] for row in db.query("select value from meta where key = ?", (key,))), "")
    if known is None or (fetched_at, title) > (stamp, known):
        db.execute("update site set title = ? where id = ?", (title, site_id))
        db.execute(
            "insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
            (key, fetched_at),
        )
