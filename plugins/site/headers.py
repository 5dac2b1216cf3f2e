"""What goes round every response: headers that keep readers safe and unwatched, and no way in but reading."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote

from plugins._datasette import DATABASE, Served, site_of
from plugins.site.state import Site

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

_READING = ("GET", "HEAD")
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_FIXED: Headers = [
    (b"x-content-type-options", b"nosniff"),
    # a reader's next stop does not learn where they come from
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
]


def policy(site: Site, *, own_script: bool = False) -> str:
    """Return the content security policy: our own files only, and for readers no script.

    A page with a search box may run `threadkeep.js`, with which "/" moves into the box, and a thread with acronyms to
    explain `definitions.js`: no other page runs any.
    """
    if site.extras.scripts:
        return f"{_POLICY}; script-src 'self'; connect-src 'self'"
    return f"{_POLICY}; script-src 'self'" if own_script else _POLICY


def wrap(app: App, datasette: Served) -> App:
    """Return the application inside our headers; a Datasette that is not ours stays as it is."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        site = site_of(datasette)
        if site is None or scope["type"] != "http":
            await app(scope, receive, send)
            return
        if site.is_public and scope["method"] not in _READING:
            await _refuse(site, send)
            return
        raw_tables = scope["path"].startswith(f"/{DATABASE}")
        await app(_cleaned(scope, site), receive, _adding(site, send, noindex=raw_tables or not site.is_public))

    return wrapped


def _cleaned(scope: Scope, site: Site) -> Scope:
    """The public site has no login: cookies and credentials never reach Datasette, so nobody can be somebody there."""
    cleaned = dict(scope)
    raw = scope.get("raw_path")
    if raw is not None and not raw.isascii():
        # 1.0a41 decodes the raw path as ASCII and would answer 500
        cleaned["raw_path"] = quote(raw, safe="/%~!$&'()*+,;=:@-._").encode("ascii")
    if site.is_public:
        cleaned["headers"] = [pair for pair in scope["headers"] if pair[0].lower() not in (b"cookie", b"authorization")]
        cleaned.pop("actor", None)
    return cleaned


def _adding(site: Site, send: Send, *, noindex: bool) -> Send:
    async def with_headers(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _headers(site, list(message.get("headers", [])), noindex=noindex)}
        await send(message)

    return with_headers


def _headers(site: Site, given: Headers, *, noindex: bool) -> Headers:
    kept = [(name, value) for name, value in given if not (site.is_public and name.lower() == b"set-cookie")]
    names = {name.lower() for name, _ in kept}
    added = [*_FIXED, (b"content-security-policy", policy(site).encode())]
    if noindex:
        added.append((b"x-robots-tag", b"noindex, nofollow"))
    if b"cache-control" not in names:
        added.append((b"cache-control", b"no-cache"))
    return kept + [pair for pair in added if pair[0] not in names]


async def _refuse(site: Site, send: Send) -> None:
    body = b"This archive is for reading: nothing can be sent to it here.\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"allow", b"GET, HEAD")]
    await send({"type": "http.response.start", "status": 405, "headers": _headers(site, headers, noindex=True)})
    await send({"type": "http.response.body", "body": body})
