"""The blogs of one archive. The first one owns the unprefixed paths for ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from archive.errors import BadInput
from archive.originals.records import SiteRecord
from archive.originals.urls import canonical_host

Row = Mapping[str, Any]


def site_id_for(db: Database, record: SiteRecord, fetched_at: str) -> int:
    """Return the id of a blog, made when it is new.

    A blog is known by its host, and by its number where that host is new: one that moved to a domain of its own is one
    blog, and goes by that domain. Saved text that names neither goes to the first one; a first blog without a host
    takes the first host that comes. Raises BadInput for an export that names a number alone, and not one of these.
    """
    host = canonical_host(record.host)
    sites = list(db.query("select * from site order by id"))
    found = _find_by_host(sites, host, record.blog_id) if host else _find_hostless(sites, record.blog_id)
    if found is None:
        cursor = db.execute("insert into site (host) values (?)", (host,))
        found = {"id": int(cursor.lastrowid or 0), "title": None, "blog_id": None, "host": host}
    elif host and _preference(host) < _preference(found["host"]):
        db.execute("update site set host = ? where id = ?", (host, found["id"]))
    _learn(db, found["id"], found["blog_id"], record)
    if host or record.blog_id:
        # a page that does not say whose it is does not say what a blog is called
        _learn_title(db, found["id"], found["title"], record.title, fetched_at)
    return int(found["id"])


def find_home(db: Database, blog_id: str) -> str:
    """Return the address of a blog by its number, "" for one that the archive does not know."""
    rows = db.query("select host from site where blog_id = ? and host != '' order by id limit 1", (blog_id,))
    return next((f"https://{row['host']}" for row in rows), "")


def _find_by_host(sites: Sequence[Row], host: str, blog_id: str | None) -> Row | None:
    named = next((site for site in sites if site["host"] == host), None)
    if named is not None:
        return named
    if sites and not sites[0]["host"] and (not blog_id or sites[0]["blog_id"] in (None, blog_id)):
        return sites[0]
    return next((site for site in sites if blog_id and site["blog_id"] == blog_id), None)


def _find_hostless(sites: Sequence[Row], blog_id: str | None) -> Row | None:
    if not sites or blog_id is None:
        return sites[0] if sites else None
    numbered = next((site for site in sites if site["blog_id"] == blog_id), None)
    if numbered is not None or (len(sites) == 1 and sites[0]["blog_id"] is None):
        return numbered or sites[0]
    raise BadInput(
        "This file does not say its blog's address, and this archive holds another blog: say --host HOST, or harvest"
        " or import a page of the blog first."
    )


def _preference(host: str) -> tuple[bool, bool, str]:
    """Return what sorts the names of one blog: its own domain, then Blogger's, then none."""
    return (not host, host.endswith(".blogspot.com"), host)


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
