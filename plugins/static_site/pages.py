"""Going through the pages of a site: each is fetched once, laid down as it came, and its links followed.

What is known of the addresses stands in a small database on the disk, so that memory does not grow with the archive.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import html

from archive.errors import ArchiveError
from plugins.site.surface import App, fetch
from plugins.static_site.names import file_of, is_copied

_HERE = "http://here"
_STEPS = 5
_FROM_THE_ROOT = re.compile(r"/(?![/\\])(?!.*/\.)[!-~]*\Z|/\Z")
"""What needs no working out: most links of most pages."""

_SCHEMA = """
create table page (path text primary key, file text unique, target text);
create table waiting (number integer primary key, path text not null unique);
"""


class Pages:
    """The pages of one copy: addresses that were fetched, and the file or the other address each stands for."""

    def __init__(self, scratch: Path, whole: Path) -> None:
        """Keep what is known in the folder `scratch`, and pages in `whole`."""
        # pages are fetched in another thread where a loop runs in this one, and never in two at once
        self._db = sqlite3.connect(scratch / "pages.db", isolation_level=None, check_same_thread=False)
        # it goes with the copy that was not finished
        self._db.executescript(f"pragma journal_mode = off; pragma synchronous = off; {_SCHEMA}")
        self._whole = whole

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    def begin(self, paths: Iterable[str]) -> None:
        """Say at which addresses to begin."""
        for path in paths:
            self._want(path)

    async def follow(self, app: App) -> None:
        """Fetch the pages where to begin and all that they lead to, and lay each down as it came."""
        done = 0
        asked = "select number, path from waiting where number > ? order by number limit 1"
        while row := self._db.execute(asked, [done]).fetchone():
            done, path = row
            await self._take(app, path)

    async def _take(self, app: App, path: str) -> None:
        answer = await fetch(app, path)
        if answer.status >= 500:
            raise ArchiveError("A page broke, so there is no copy: run `threadkeep check`, then export again.")
        if answer.location:
            target = internal(path, answer.location)
            self._db.execute("insert into page values (?, null, ?)", [path, target])
            if target:
                self._want(target.partition("#")[0])
            return
        if answer.status != 200 or not answer.body.startswith("<!doctype html>"):
            self._db.execute("insert into page values (?, null, null)", [path])
            return
        self._lay_down(path, answer.body)
        for link in links_of(path, answer.body):
            self._want(link)

    def _lay_down(self, path: str, body: str) -> None:
        file = file_of(path)
        try:
            self._db.execute("insert into page values (?, ?, null)", [path, file])
        except sqlite3.IntegrityError as error:
            raise ArchiveError(f"Two pages of the archive would be the one file {file}: report this fault.") from error
        place = self._whole / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(body, encoding="utf-8")

    def _want(self, path: str) -> None:
        if is_copied(path):
            self._db.execute("insert or ignore into waiting (path) values (?)", [path])

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the address and the file of every page."""
        yield from self._db.execute("select path, file from page where file is not null order by file")

    def file_at(self, address: str) -> str | None:
        """Return the file, with its fragment, that an address of this site leads to; None where no page is copied."""
        path, mark, fragment = address.partition("#")
        for _ in range(_STEPS):
            row = self._db.execute("select file, target from page where path = ?", [path]).fetchone()
            if row is None or row == (None, None):
                return None
            if row[0] is not None:
                return f"{row[0]}{mark}{fragment}"
            path, named, other = row[1].partition("#")
            mark, fragment = (named, other) if named else (mark, fragment)
        return None


def links_of(path: str, body: str) -> Iterator[str]:
    """Yield the addresses on this site that the links of a page lead to, without fragments."""
    page = html.fromstring(body.encode(), parser=html.HTMLParser(encoding="utf-8"))
    for href in dict.fromkeys(link.get("href", "").partition("#")[0] for link in page.iter("a")):
        if href and (target := internal(path, href)):
            yield target


def internal(path: str, href: str) -> str:
    """Return the address on this site, from its root, that a link on a page means; "" when it leads elsewhere.

    >>> internal("/2018/07/", "?page=2"), internal("/a", "//other.example/"), internal("/a", "#c1")
    ('/2018/07/?page=2', '', '/a#c1')
    """
    if _FROM_THE_ROOT.match(href):
        return href
    try:
        whole = urljoin(f"{_HERE}{path}", href)
        split = urlsplit(whole)
    except ValueError:
        # people write what no address is
        return ""
    return (whole.removeprefix(_HERE) or "/") if f"{split.scheme}://{split.netloc}" == _HERE else ""
