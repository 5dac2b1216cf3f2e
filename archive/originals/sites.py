"""The blogs of one archive. The first one owns the unprefixed paths for ever."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from archive.errors import BadInput
from archive.originals.pending import mark_pending
from archive.originals.records import Parsed, SiteRecord
from archive.originals.urls import canonical_host, canonical_url, is_local

Row = Mapping[str, Any]

_NUMBERED = "blog-"
"""Begins the name of a blog of which only its number is known, "blog-NUMBER" as in its feeds: no host has such one."""


def site_id_for(db: Database, record: SiteRecord, fetched_at: str, *, keys: Iterable[str] = ()) -> int:
    """Return the id of a blog, made when it is new.

    A blog is known by its host, and by its number where that host is new: one that moved to a domain of its own is one
    blog, and goes by that domain. What names neither goes where the posts of its `keys` are, else to the first blog; a
    first blog without a host takes the first host that comes. Further blogs that say only their number go by that.
    """
    host = canonical_host(record.host)
    sites = list(db.query("select * from site order by id"))
    found = _find_by_host(sites, host, record.blog_id, keys) if host else _find_hostless(db, sites, record, keys)
    if found is None:
        name = host or (f"{_NUMBERED}{record.blog_id}" if sites else "")
        cursor = db.execute("insert into site (host) values (?)", (name,))
        found = {"id": int(cursor.lastrowid or 0), "title": None, "blog_id": None, "host": name}
    elif host and _preference(host) < _preference(found["host"]):
        db.execute("update site set host = ? where id = ?", (host, found["id"]))
    _learn(db, found["id"], found["blog_id"], record)
    if host or record.blog_id:
        # a page that does not say whose it is does not say what a blog is called
        _learn_title(db, found["id"], found["title"], record.title, fetched_at)
    return int(found["id"])


def keys_of(parsed: Parsed) -> list[str]:
    """Return the keys by which a source's posts and comments may be known already."""
    return [key for post in parsed.posts for key in (post.source_key, *(each.source_key for each in post.comments))]


def find_site(db: Database, parsed: Parsed) -> int | None:
    """Return the id of the blog that something without an address is of, by its number or its ids; None if unproven."""
    found = find_numbered(db, parsed.site.blog_id) if parsed.site.blog_id else None
    return _site_of(db, keys_of(parsed)) if found is None else found


def find_numbered(db: Database, blog_id: str) -> int | None:
    """Return the id of the blog that has a number, None when there is none."""
    rows = db.query("select id from site where blog_id = ? order by id limit 1", (blog_id,))
    return next((int(row["id"]) for row in rows), None)


def count_sites(db: Database) -> int:
    """Return how many blogs the archive holds."""
    return int(db["site"].count)


def require_free(db: Database, home: str, blog_id: str | None) -> None:
    """Raise BadInput when the blog at an address is known to be another one than that with a number."""
    for row in db.query("select host, blog_id from site where host = ?", (canonical_host(urlsplit(home).netloc),)):
        _require_same({row["blog_id"], blog_id}, row["host"])


def home_of(db: Database, site_id: int) -> str:
    """Return the address of a blog by its id, "" while none is known."""
    for row in db.query("select host from site where id = ?", (site_id,)):
        host = str(row["host"])
        if not _is_host(host):
            return ""
        # https, unless the blog was seen without it: addresses of this machine have nothing else
        seen = [scheme for scheme in ("https", "http") if _was_fetched(db, f"{scheme}://{host}/")]
        bare = urlsplit(f"//{host}").hostname or ""
        return f"{next(iter(seen), 'http' if is_local(bare) else 'https')}://{host}"
    return ""


def is_proven(db: Database, site_id: int) -> bool:
    """Return whether a page, feed or harvest names the host of a blog, and not only the person who imported it."""
    home = home_of(db, site_id)
    if not home:
        return False
    host = urlsplit(home).netloc
    if any(_was_fetched(db, f"{scheme}://{host}/") for scheme in ("https", "http")):
        return True
    # an export of Blogger's does not know its blog's address
    rows = db.query(
        "select json_extract(fields, '$.url') as url from reading join capture on capture.id = reading.capture_id"
        " where reading.site_id = ? and not is_comment and capture.format is not 'Blogger export' and url is not null",
        (site_id,),
    )
    return any(urlsplit(row["url"]).netloc == host for row in rows)


def give_host(db: Database, site_id: int, home: str) -> int:
    """Let a blog be the one at an address, and return its id; what it has of addresses follows.

    Raises BadInput when another blog is known to be there.
    """
    host = canonical_host(urlsplit(home).netloc)
    sites = {row["id"]: row for row in db.query("select * from site")}
    other = next((row for row in sites.values() if row["host"] == host), None)
    if other is not None and other["id"] == site_id:
        return site_id
    _require_same({row["blog_id"] for row in (sites[site_id], other) if row is not None}, host)
    _move_addresses(db, site_id, sites[site_id]["host"], home)
    if other is not None:
        return _unite(db, site_id, other["id"], host)
    db.execute("update site set host = ? where id = ?", (host, site_id))
    _mark(db, site_id)
    return site_id


def _require_same(numbers: Set[str | None], host: str) -> None:
    if len(numbers - {None}) > 1:
        raise BadInput(f"The blog at {host} is another one than this file's: each needs a --host of its own.")


def _was_fetched(db: Database, root: str) -> bool:
    sql = "select 1 from capture where kind = 'http' and url >= ? and url < ? limit 1"
    return any(True for _ in db.query(sql, (root, root[:-1] + "0")))


def _move_addresses(db: Database, site_id: int, old: str, home: str) -> None:
    """Bring the addresses of a blog's posts from one host to another; they say the same, so nothing is a revision."""
    if not _is_host(old):
        return
    rows = db.query(
        "select item_id, source, json_extract(fields, '$.url') as url from reading"
        " where site_id = ? and not is_comment and url is not null",
        (site_id,),
    )
    for row in list(rows):
        if urlsplit(row["url"]).netloc == old:
            url = canonical_url(home + row["url"].partition(old)[2])
            db.execute(
                "update reading set fields = json_set(fields, '$.url', ?) where item_id = ? and source = ?",
                (url, row["item_id"], row["source"]),
            )
            db.execute("update post set url = ? where id = ? and url = ?", (url, row["item_id"], row["url"]))
            db.execute(
                "update or replace identity set source_key = ? where source_key = ?",
                (f"url:{url}", f"url:{row['url']}"),
            )


def _unite(db: Database, one: int, other: int, host: str) -> int:
    """Make one blog of two: the earlier one, because paths are its."""
    kept, gone = sorted((one, other))
    for table in ("identity", "reading", "post", "comment"):
        db.execute(f"update {table} set site_id = ? where site_id = ?", (kept, gone))
    rows = {row["id"]: row for row in db.query("select * from site where id in (?, ?)", (kept, gone))}
    db.execute("delete from meta where key = ?", (_title_key(gone),))
    db.execute("delete from site where id = ?", (gone,))
    db.execute(
        "update site set host = ?, title = ?, blog_id = ? where id = ?",
        (host, *(rows[kept][name] or rows[gone][name] for name in ("title", "blog_id")), kept),
    )
    _mark(db, kept)
    return kept


def _mark(db: Database, site_id: int) -> None:
    """Let the public copy hear that all of a blog has another address."""
    sql = "select id from post where site_id = :id union all select id from comment where site_id = :id"
    mark_pending(db, [row["id"] for row in db.query(sql, {"id": site_id})])


def _find_by_host(sites: Sequence[Row], host: str, blog_id: str | None, keys: Iterable[str]) -> Row | None:
    named = next((site for site in sites if site["host"] == host), None)
    if named is not None:
        return named
    numbered = next((site for site in sites if blog_id and site["blog_id"] == blog_id), None)
    first = sites[0] if sites else None
    if first is None or first["host"] or numbered is not None:
        return numbered
    if blog_id is None and first["blog_id"] is not None:
        return first if _may_be_blogger(keys) else None
    return first if first["blog_id"] is None else None


def _find_hostless(db: Database, sites: Sequence[Row], record: SiteRecord, keys: Iterable[str]) -> Row | None:
    if not sites:
        return None
    if record.blog_id is None:
        own = _site_of(db, list(keys)) if len(sites) > 1 else None
        return next((site for site in sites if site["id"] == own), sites[0])
    numbered = next((site for site in sites if site["blog_id"] == record.blog_id), None)
    if numbered is not None or len(sites) > 1 or sites[0]["blog_id"] is not None:
        return numbered
    return sites[0] if _has_no_wordpress(db, sites[0]["id"]) else None


def _may_be_blogger(keys: Iterable[str]) -> bool:
    """Return whether posts may be of a blog with a number, as WordPress gives none."""
    return not any(key.startswith("wordpress:") for key in keys)


def _has_no_wordpress(db: Database, site_id: int) -> bool:
    sql = (
        "select 1 from identity where source_key >= 'wordpress:' and source_key < 'wordpress;' and site_id = ? limit 1"
    )
    return not any(True for _ in db.query(sql, (site_id,)))


def _site_of(db: Database, keys: Collection[str]) -> int | None:
    """Return the blog that the first known of some keys is of."""
    sql = (
        "select site_id from json_each(?) join identity on identity.source_key = json_each.value"
        " order by json_each.key limit 1"
    )
    return next((int(row["site_id"]) for row in db.query(sql, (json.dumps(list(keys)),))), None)


def _is_host(name: str) -> bool:
    return bool(name) and not name.startswith(_NUMBERED)


def _preference(host: str) -> tuple[bool, bool, str]:
    """Return what sorts the names of one blog: its own domain, then Blogger's, then its number, then none."""
    return (not _is_host(host), host.endswith(".blogspot.com"), host)


def _title_key(site_id: int) -> str:
    return f"site_title_at:{site_id}"


def _learn(db: Database, site_id: int, blog_id: str | None, record: SiteRecord) -> None:
    if record.blog_id and (blog_id is None or record.blog_id > blog_id):
        db.execute("update site set blog_id = ? where id = ?", (record.blog_id, site_id))


def _learn_title(db: Database, site_id: int, known: str | None, title: str | None, fetched_at: str) -> None:
    """Take the title that was fetched last; of two fetched together, the greater, so that their order is nothing."""
    if not title or title == known:
        return
    key = _title_key(site_id)
    stamp = next((row["value"] for row in db.query("select value from meta where key = ?", (key,))), "")
    if known is None or (fetched_at, title) > (stamp, known):
        db.execute("update site set title = ? where id = ?", (title, site_id))
        db.execute(
            "insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
            (key, fetched_at),
        )
