"""From a page's context to a response: templates, headers of revalidation, redirects."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import ClassVar, Protocol, cast

from jinja2 import Environment, StrictUndefined
from sqlite_utils import Database

from archive.public import store
from plugins._datasette import NotFound, Request, Response, Served, pages_of, read, read_then, site_of
from plugins.site import assets
from plugins.site.contexts import Frame
from plugins.site.headers import PAGE_KEY, kept_page, policy
from plugins.site.page_cache import Stamp
from plugins.site.state import Controls, Site

HTML = "text/html; charset=utf-8"
_WITH_KEYS = ("threadkeep_home.html", "threadkeep_search.html", "threadkeep_post.html")
"""Pages with a search box or a thread, and so with the script by which keys move in them."""


class Page(Protocol):
    """The context of one page: a frozen dataclass that names its template."""

    template: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A page to render: its context, what it is called, its own address, the part of the site it belongs to.

    `item` is whose words its title and address are, so that whoever looks for words knows it.
    """

    page: Page
    heading: str
    address: str
    section: str = ""
    status: int = 200
    item: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The page asked for stands at another address, for good or for now."""

    location: str
    status: int = 302


Outcome = Shown | Elsewhere
Build = Callable[[Database, Site], Outcome]


@dataclass(frozen=True, slots=True)
class _Unchanged:
    etag: str


@dataclass(frozen=True, slots=True)
class _Fresh:
    etag: str
    meta: Mapping[str, str]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Made:
    etag: str
    frame: Frame
    status: int
    body: str


async def respond(datasette: Served, request: Request, build: Build, *, tag_by_body: bool = False) -> Response:
    """Return the response to a request for one of our pages: the page, a redirect, or 304 when the reader has it.

    `build` runs in one transaction on the public copy and returns values; they are rendered outside it, in the same
    thread, so that nobody who asks for a page that is kept waits meanwhile. A page that depends on more than the public
    copy (search, on its index) is tagged by its body instead of by the version.
    """
    site = site_of(datasette)
    if site is None:
        return Response.text("Not found", status=404)
    if site.extras.guard and (stopped := await site.extras.guard(datasette, request)):
        return stopped
    known = request.headers.get("if-none-match", "") if site.is_public else ""
    pages, key = pages_of(datasette), None if tag_by_body else request.scope.get(PAGE_KEY)
    environment = _at_once(datasette)
    stamps: list[Stamp | None] = []

    def work(db: Database) -> _Unchanged | _Fresh:
        meta = store.get_meta(db)
        if pages and key:
            # of what this transaction reads, since it has read by now
            stamps.append(pages.stamp())
        etag = _etag(site, meta, request.full_path)
        if not tag_by_body and etag in known:
            return _Unchanged(etag)
        return _Fresh(etag, meta, build(db, site))

    def finish(result: _Unchanged | _Fresh) -> _Unchanged | Elsewhere | _Made:
        if isinstance(result, _Unchanged):
            return result
        outcome = result.outcome
        if isinstance(outcome, Elsewhere):
            return outcome
        frame = frame_of(site, result.meta, outcome, request)
        return _Made(result.etag, frame, outcome.status, _write(environment, outcome, frame))

    result = await read_then(datasette, work, finish)
    if isinstance(result, _Unchanged):
        return Response("", status=304, headers={"etag": result.etag, "cache-control": "no-cache"}, content_type=HTML)
    if isinstance(result, Elsewhere):
        headers = {"location": result.location, "cache-control": "no-cache"}
        return Response("", status=result.status, headers=headers, content_type=HTML)
    headers = {"cache-control": "no-cache" if site.is_public else "no-store"}
    if result.frame.script:
        headers["content-security-policy"] = policy(site, own_script=True)
    if result.frame.noindex:
        headers["x-robots-tag"] = "noindex, nofollow"
    if site.is_public and result.status == 200:
        headers["etag"] = _tag(result.body) if tag_by_body else result.etag
        if headers["etag"] in known:
            return Response("", status=304, headers=headers, content_type=HTML)
        if pages and key and stamps[-1]:
            pages.keep(key, stamps[-1], kept_page(site, headers, result.body))
    return Response(result.body, status=result.status, headers=headers, content_type=HTML)


async def send_file(datasette: Served, request: Request, work: Callable[[Database], str], kind: str) -> Response:
    """Answer with what is made of the public copy, under the type given, as far as the guard lets it."""
    site = site_of(datasette)
    if site is None:
        raise NotFound("Not found")
    if site.extras.guard and (stopped := await site.extras.guard(datasette, request)):
        return stopped
    headers = {"cache-control": "no-cache" if site.is_public else "no-store", "x-robots-tag": "noindex, nofollow"}
    return Response(await read(datasette, work), headers=headers, content_type=kind)


def _etag(site: Site, meta: Mapping[str, str], address: str) -> str:
    # the day stands in it for "the same week in other years", the assets for a new release of threadkeep
    parts = [repr(sorted(meta.items())), site.clock().astimezone(UTC).date().isoformat(), assets.VERSION, address]
    return _tag("\0".join(parts))


def _tag(value: str) -> str:
    return f'W/"{hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:24]}"'


def base_of(request: Request) -> str:
    """Return scheme and host as the reader asked for them: feeds and the like have to name whole addresses.

    The host is the reader's own word, so it may stand in what only they are sent, and nowhere else.
    """
    return f"{request.scheme}://{request.host}"


def says_noindex(meta: Mapping[str, str]) -> bool:
    """True unless the published settings say otherwise: new archives ask search engines to stay away."""
    return meta.get("noindex", "1").lower() not in ("0", "false", "no", "off")


def contact_link(contact: str) -> str:
    """Return an address to click for a contact: mailto: for e-mail, the address itself for a page, "" for words."""
    if contact.startswith(("https://", "http://")):
        return contact
    bare = contact.removeprefix("mailto:")
    return f"mailto:{bare}" if "@" in bare and not any(sign.isspace() for sign in bare) else ""


def frame_of(site: Site, meta: Mapping[str, str], shown: Shown, request: Request | None) -> Frame:
    """Return what stands around a page."""
    contact = meta.get("contact", "")
    return Frame(
        site_title=meta.get("title") or "A comment archive",
        heading=shown.heading,
        section=shown.section,
        address=shown.address,
        item=shown.item,
        stylesheet=assets.address("threadkeep.css"),
        icon=assets.address("threadkeep.svg"),
        script=_script(shown),
        noindex=says_noindex(meta) or not site.is_public or shown.status != 200,
        contact=contact.removeprefix("mailto:"),
        contact_link=contact_link(contact),
        version=int(meta.get("content_version", "0")),
        controls=site.extras.controls(request) if request is not None else Controls(),
    )


def _script(shown: Shown) -> str:
    return assets.address("threadkeep.js") if shown.page.template in _WITH_KEYS else ""


async def render(datasette: Served, shown: Shown, frame: Frame) -> str:
    """Return the HTML of a page. Its template sees `page` and `frame`, and an unknown name in it is an error."""
    return _write(_at_once(datasette), shown, frame)


def _write(environment: Environment, shown: Shown, frame: Frame) -> str:
    return environment.get_template(shown.page.template).render(page=shown.page, frame=frame)


def environment_of(datasette: Served) -> Environment:
    """Return Datasette's template environment made strict, kept beside it: autoescape on, no unknown names, no gaps."""
    kept = getattr(datasette, "threadkeep_environment", None)
    if kept is None:
        kept = datasette.get_jinja_environment().overlay(
            undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=True
        )
        datasette.threadkeep_environment = kept
    return kept  # type: ignore[no-any-return]  # it is what overlay() returned; Datasette itself is untyped


def _at_once(datasette: Served) -> Environment:
    """Return the same environment without waiting: a page is made of values, and waits for nothing."""
    kept = getattr(datasette, "threadkeep_at_once", None)
    if kept is None:
        kept = datasette.threadkeep_at_once = environment_of(datasette).overlay(enable_async=False)
    return cast(Environment, kept)


async def read_meta(datasette: Served) -> dict[str, str]:
    """Return the published settings of this archive."""
    return await read(datasette, store.get_meta)
