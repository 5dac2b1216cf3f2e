"""Every export says of which version of the public copy it is, and of which release: so it can be made again (Q5)."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from archive.public import store
from archive.releases import shelf
from plugins._datasette import Busy, Served, read, site_of
from plugins.site.state import Site

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

VERSION = b"threadkeep-version"
RELEASE = b"threadkeep-release"

_EXPORT = re.compile(r".*\.(?:csv|json|ttl|skos|atom|jsonld|bib|ris)\Z|/-/feed/.+|/-/cite/[^/]+/cite\.txt\Z")
_OWN = re.compile(r"/-/releases(?:/|\.json\Z)")
_FILE = re.compile(rb'filename="(?P<name>[^"]+)\.(?P<form>csv|json|ttl)"')


def wrap(app: App, datasette: Served) -> App:
    """Return the application with the version at the head of every export, and in the name it is saved under."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        site = site_of(datasette)
        path = scope["path"] if scope["type"] == "http" else ""
        if site is None or not _EXPORT.match(path) or _OWN.match(path):
            await app(scope, receive, send)
            return
        # before the answer is made: what it says is then of this version, or of a newer one
        version: int | None = None
        # what keeps it from being read keeps the answer from being made, and that says so
        with suppress(Busy, sqlite3.Error):
            version = await read(datasette, store.content_version)
        await app(scope, receive, send if version is None else _saying(site, version, send))

    return wrapped


def _saying(site: Site, version: int, send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            headers = [(name, _named(value, version)) for name, value in message.get("headers", [])]
            headers.append((VERSION, str(version).encode()))
            if name := _release_of(site, version):
                headers.append((RELEASE, name.encode()))
            message = {**message, "headers": headers}
        await send(message)

    return sending


def _release_of(site: Site, version: int) -> str:
    """Return the newest release that holds a version, "" where none does."""
    return next((each.name for each in shelf.offered(site.folder) if each.content_version == version), "")


def _named(value: bytes, version: int) -> bytes:
    return _FILE.sub(rb'filename="\g<name>.v%d.\g<form>"' % version, value)
