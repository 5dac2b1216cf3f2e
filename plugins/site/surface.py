"""The rendered pages as a surface: what a reader would see is fetched in process and searched for words.

Which part of a page belongs to which item is written in the page itself (`data-item`), so the words of one comment are
looked for in what shows that comment, however much else stands beside it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from archive.errors import ArchiveError
from archive.folder import DataFolder
from archive.public import store
from archive.public.surface import Changes, FoundIn, Place
from archive.redaction.words import Words
from plugins.site.addressbook import Address, addresses_of_all, addresses_of_items, owners_of_items
from plugins.site.seen import OWN_TEXT, SeenPart, see_csv, see_html, see_json, see_text
from plugins.site.seen_hits import see_feed, see_hits, see_hits_csv

T = TypeVar("T")
App = Callable[..., Awaitable[None]]
_READ_WHOLE = ("json", "csv", "text")
_HITS = {"hits.json": see_hits, "hits.csv": see_hits_csv, "hits.atom": see_feed}


class PagesSurface:
    """Every page that the public site would answer with."""

    name = "pages"

    def __init__(self, folder: DataFolder) -> None:
        """Bind to one archive; nothing is opened yet."""
        self._folder = folder

    def apply(self, changes: Changes) -> None:
        """Do nothing: a page is made from the public copy whenever it is asked for."""

    def find(self, words: Words, item_ids: Sequence[str] | None) -> FoundIn:
        """Look for words in the pages that show some items, in the parts that show them; in every page when None."""
        if not self._folder.public_db.exists():
            return FoundIn(0)
        db = store.open_public(self._folder)
        try:
            addresses = list(addresses_of_all(db) if item_ids is None else addresses_of_items(db, item_ids))
            owners = None if item_ids is None else owners_of_items(db, item_ids)
        finally:
            db.close()
        return run_here(lambda: _look(self._folder, list(dict.fromkeys(addresses)), words, owners))

    def state(self) -> int | None:
        """Return the content version that pages show, None when nothing is published."""
        if not self._folder.public_db.exists():
            return None
        db = store.open_public(self._folder)
        try:
            return store.content_version(db)
        finally:
            db.close()


async def _look(
    folder: DataFolder, addresses: Iterable[Address], words: Words, owners: frozenset[str] | None
) -> FoundIn:
    from plugins.site.application import build_datasette

    served = build_datasette(folder, "public")
    try:
        app = served.app()
        places = []
        checked = 0
        own_words = words.stands_in(OWN_TEXT)
        for address in addresses:
            async for page in _pages_of(app, address):
                checked += 1
                if _holds(page, words, owners, own_words=own_words):
                    places.append(Place(PagesSurface.name, address.told))
        return FoundIn(checked, tuple(dict.fromkeys(places)))
    finally:
        served.close()


def _holds(parts: Iterable[SeenPart], words: Words, owners: frozenset[str] | None, *, own_words: bool) -> bool:
    """True when the words stand in a part that shows one of the owners; in any part when all are asked for.

    A part that shows no item is the archive's own voice: words it says itself are not looked for there.
    """
    for part in parts:
        if owners is not None and part.owner not in owners:
            continue
        if not part.owner and own_words:
            continue
        if words.stands_in(part.text) or any(map(words.stands_in_slug, part.addresses)):
            return True
    return False


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
