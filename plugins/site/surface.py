"""The rendered pages as a surface: what a reader would see is fetched in process and searched for words.

Which part of a page belongs to which item is written in the page itself (`data-item`), so the words of one comment are
looked for in what shows that comment, however much else stands beside it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlite_utils import Database

from archive.errors import ArchiveError
from archive.folder import DataFolder
from archive.public import store
from archive.public.surface import Asked, Changes, FoundIn, Place, Surface
from archive.redaction.many_words import ManyWords
from plugins.site.addressbook import (
    Address,
    addresses_of_all,
    addresses_of_items,
    addresses_of_no_item,
    owners_of_items,
    rows_of_items,
)
from plugins.site.seen import OWN_TEXT, SeenPart, see_csv, see_html, see_json, see_text
from plugins.site.seen_hits import see_feed, see_hits, see_hits_csv, see_linked_data, see_sitemap

T = TypeVar("T")
App = Callable[..., Awaitable[None]]
_READ_WHOLE = ("json", "csv", "text")
_HITS = {
    "hits.json": see_hits,
    "hits.csv": see_hits_csv,
    "hits.atom": see_feed,
    "jsonld": see_linked_data,
    "sitemap": see_sitemap,
}


class PagesSurface(Surface):
    """Every page that the public site would answer with."""

    name = "pages"

    def __init__(self, folder: DataFolder) -> None:
        """Bind to one archive; nothing is opened yet."""
        self._folder = folder

    def apply(self, changes: Changes) -> None:
        """Do nothing: a page is made from the public copy whenever it is asked for."""

    def find_each(self, asked: Sequence[Asked]) -> list[FoundIn]:
        """Look for words in the pages that show some items, in the parts that show them; in every page when None.

        Of what is asked of everything with items near it, the pages that show these and those of no item are read.
        """
        if not self._folder.public_db.exists():
            return [FoundIn(0) for _ in asked]
        db = store.open_public(self._folder)
        try:
            search = _Search(db, asked)
        finally:
            db.close()
        run_here(lambda: _look(self._folder, search))
        return search.found

    def state(self) -> int | None:
        """Return the content version that pages show, None when nothing is published."""
        if not self._folder.public_db.exists():
            return None
        db = store.open_public(self._folder)
        try:
            return store.content_version(db)
        finally:
            db.close()


class _Search:
    """One pass for many words: which pages to read, whose parts of them count for each, and what was found."""

    def __init__(self, db: Database, asked: Sequence[Asked]) -> None:
        self._asked = asked
        self._many = ManyWords([each.words for each in asked])
        self._own_words = self._standing_in(OWN_TEXT)
        of_items: dict[tuple[str, ...], tuple[list[Address], frozenset[str]]] = {}
        asking: dict[str, set[int]] = {}
        self._owners: list[frozenset[str] | None] = []
        self.addresses: dict[Address, set[int]] = {}
        for number, each in enumerate(asked):
            ids = each.near if each.item_ids is None else each.item_ids
            if ids is not None and ids not in of_items:
                of_items[ids] = list(addresses_of_items(db, ids)), owners_of_items(db, ids)
            self._owners.append(None if each.item_ids is None else of_items[each.item_ids][1])
            for address in of_items[ids][0] if ids is not None else ():
                self.addresses.setdefault(address, set()).add(number)
            for item_id in ids or ():
                asking.setdefault(item_id, set()).add(number)
        for address, some in rows_of_items(db, asking):
            self.addresses.setdefault(address, set()).update(*(asking[item_id] for item_id in some))
        for find, is_near in ((addresses_of_all, False), (addresses_of_no_item, True)):
            which = self._of_everything(is_near=is_near)
            for address in find(db) if which else ():
                self.addresses.setdefault(address, set()).update(which)
        self._checked = [0] * len(asked)
        self._places: list[dict[Place, None]] = [{} for _ in asked]

    @property
    def found(self) -> list[FoundIn]:
        """How many pages were looked at, and in which the words stand, of each that was asked."""
        return [FoundIn(checked, tuple(places)) for checked, places in zip(self._checked, self._places, strict=True)]

    def look_at(self, address: Address, page: Iterable[SeenPart]) -> None:
        """Look for the words in the parts of a page.

        A part that shows no item is the archive's own voice: words it says itself are not looked for there.
        """
        asking = self.addresses[address]
        for number in asking:
            self._checked[number] += 1
        for part in page:
            for number in asking.intersection(self._many.may_stand_in(part.text, part.addresses)):
                words, owners = self._asked[number].words, self._owners[number]
                if (owners is not None and part.owner not in owners) or (not part.owner and number in self._own_words):
                    continue
                if words.stands_in(part.text) or any(map(words.stands_in_slug, part.addresses)):
                    self._places[number][Place(PagesSurface.name, address.told)] = None

    def _of_everything(self, *, is_near: bool) -> set[int]:
        """Return what is asked of everything: with items near which it is likely, or without."""
        asked = enumerate(self._asked)
        return {number for number, each in asked if each.item_ids is None and (each.near is not None) is is_near}

    def _standing_in(self, text: str) -> frozenset[int]:
        return frozenset(
            number for number in self._many.may_stand_in(text) if self._asked[number].words.stands_in(text)
        )


async def _look(folder: DataFolder, search: _Search) -> None:
    from plugins.site.application import build_datasette

    served = build_datasette(folder, "public")
    try:
        app = served.app()
        for address in search.addresses:
            async for page in _pages_of(app, address):
                search.look_at(address, page)
    finally:
        served.close()


async def _pages_of(app: App, address: Address) -> AsyncIterator[list[SeenPart]]:
    """Yield what the answers to an address show; a JSON address has a page for every thousand rows."""
    path: str | None = address.path
    while path:
        answer = await fetch(app, path)
        if answer.status == 500 or (address.kind in _READ_WHOLE and answer.status != 200):
            raise ArchiveError(f"The page of {address.told} broke, so it could not be looked through: see the log.")
        path = None
        if address.kind == "json":
            parts, path = see_json(answer.body)
            yield parts
        elif address.kind == "csv":
            yield see_csv(answer.body)
        elif address.kind == "text":
            yield see_text(answer.body)
        elif address.kind in _HITS:
            # without an index there is nothing to search, and nothing shown
            yield _HITS[address.kind](answer.body) if answer.status == 200 else []
        else:
            parts = see_html(answer.body, answer.location, address.whose)
            # a search page repeats what was asked, in the head, the box and its links; what it found has an owner
            yield [part for part in parts if part.owner] if address.kind == "search" else parts


class Answer:
    """What an application answered in process."""

    __slots__ = ("body", "location", "status")

    def __init__(self) -> None:
        self.status = 0
        self.location = ""
        self.body = ""


async def fetch(app: App, path: str) -> Answer:
    """Return what an ASGI application answers to GET, without a socket and without a client of its own."""
    answer = Answer()
    pieces: list[bytes] = []
    route, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": route,
        "raw_path": path.encode("ascii"),
        "query_string": query.encode("ascii"),
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 0),
        "server": ("localhost", 80),
    }

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.location = next((v.decode() for k, v in message["headers"] if k.lower() == b"location"), "")
        else:
            pieces.append(message.get("body", b""))

    await app(scope, receive, send)
    answer.body = b"".join(pieces).decode("utf-8", "replace")
    return answer


def run_here(work: Callable[[], Awaitable[T]]) -> T:
    """Run a coroutine to its end from ordinary code, also where a loop runs already (then in a thread of its own)."""

    async def whole() -> T:
        return await work()

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(whole())
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asyncio.run, whole()).result()
