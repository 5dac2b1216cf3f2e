"""What goes round every response: headers that keep readers safe and unwatched, and no way in but reading."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import quote

from plugins._datasette import DATABASE, Served, pages_of, site_of
from plugins.site.page_cache import KeptPage, key_of
from plugins.site.state import Site

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

PAGE_KEY = "threadkeep_page"
"""Where a request says under what its page may be kept."""

_READING = ("GET", "HEAD")
_FORMS = re.compile(rb"/-/(report|case/[A-Za-z0-9_-]{20,100})\Z")
"""All that can be sent to the public site: a report, and a message to a case of one's own."""

_NO_WAY = b"This archive is for reading: nothing can be sent to it here.\n"
_FOREIGN = b"Nothing was kept, because another site sent it. Open the form here, in this archive, and send it again.\n"
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

    A page with a search box or a thread may run `threadkeep.js`, with which keys move in it: no other page runs any.
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
            if scope["method"] != "POST" or not _FORMS.match(_raw_path(scope)):
                await _refuse(site, send, 405, _NO_WAY)
                return
            if not _is_own(scope):
                await _refuse(site, send, 403, _FOREIGN)
                return
        cleaned = _cleaned(scope, site)
        pages, key = pages_of(datasette), key_of(scope)
        if pages and key:
            if kept := pages.find(key):
                await _send_kept(scope, send, kept)
                return
            cleaned[PAGE_KEY] = key
        raw_tables = scope["path"].startswith(f"/{DATABASE}")
        await app(cleaned, receive, _adding(site, send, noindex=raw_tables or not site.is_public))

    return wrapped


def _raw_path(scope: Scope) -> bytes:
    # routes are chosen by the raw path, and nothing that is only spelled like a form is one
    raw: bytes | None = scope.get("raw_path")
    return (raw if raw is not None else str(scope["path"]).encode()).partition(b"?")[0]


def _is_own(scope: Scope) -> bool:
    """True unless a browser says that a page of another site sent this form.

    Nobody is logged in here, so what says nothing (an old browser, or none) may come in: it could not borrow anything.
    The scheme is not compared, because a proxy may end TLS. A case's page tells nobody its address, and so sends
    "null"; whoever knows that address may write to the case.
    """
    given = {name.lower(): value for name, value in scope["headers"]}
    if (said := given.get(b"sec-fetch-site")) is not None:
        return bool(said in (b"same-origin", b"none"))
    origin = given.get(b"origin")
    if origin is None or (origin == b"null" and _raw_path(scope).startswith(b"/-/case/")):
        return True
    _, mark, host = origin.lower().partition(b"://")
    return bool(mark) and host == given.get(b"host", b"").lower()


def _cleaned(scope: Scope, site: Site) -> Scope:
    """The public site has no login: cookies and credentials never reach Datasette, so nobody can be somebody there."""
    cleaned = dict(scope)
    raw = scope.get("raw_path")
    if raw is not None and not raw.isascii():
        # 1.0a41 decodes the raw path as ASCII and would answer 500
        cleaned["raw_path"] = quote(raw, safe="/%~!$&'()*+,;=:@-._").encode("ascii")
    if site.is_public:
        # and no origin: it was judged here, where a proxy that ends TLS and a page that tells nobody its address count
        dropped = (b"cookie", b"authorization", b"origin")
        cleaned["headers"] = [pair for pair in scope["headers"] if pair[0].lower() not in dropped]
        cleaned.pop("actor", None)
    return cleaned


def kept_page(site: Site, headers: Mapping[str, str], body: str) -> KeptPage:
    """Return a page to keep, with every header that goes with it."""
    sent = body.encode()
    given = {**headers, "content-type": "text/html; charset=utf-8"}
    pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in given.items()]
    return KeptPage(headers["etag"], tuple(_headers(site, pairs, noindex=False)), sent)


async def _send_kept(scope: Scope, send: Send, page: KeptPage) -> None:
    """Send a page that is kept, or 304 to whoever has it."""
    known = next((value for name, value in scope["headers"] if name == b"if-none-match"), b"")
    is_known = page.etag.encode() in known
    body = b"" if is_known else page.body
    size = [] if is_known else [(b"content-length", str(len(body)).encode())]
    head = {"type": "http.response.start", "status": 304 if is_known else 200, "headers": [*page.headers, *size]}
    await send(head)
    await send({"type": "http.response.body", "body": body})


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


async def _refuse(site: Site, send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    if status == 405:
        headers.append((b"allow", b"GET, HEAD"))
    await send({"type": "http.response.start", "status": status, "headers": _headers(site, headers, noindex=True)})
    await send({"type": "http.response.body", "body": body})
