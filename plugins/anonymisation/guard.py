"""Nobody gets past without a login: asked before every route there is, Datasette's own included, in one place."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, cast
from urllib.parse import quote

from sqlite_utils import Database

from archive.moderation import moderators
from archive.moderation.moderators import Moderator, Role
from plugins._datasette import Request, Response, Served
from plugins.anonymisation import assets
from plugins.anonymisation.desk import Desk, desk_of, in_archive
from plugins.anonymisation.lines import DecisionLine, lines_by_item
from plugins.anonymisation.origin import SAFE, is_own
from plugins.anonymisation.reading import read_titles
from plugins.anonymisation.session import Claim, claim_in_session, mark_of
from plugins.anonymisation.stopped import stopped_page
from plugins.site.addresses import readable_path
from plugins.site.state import Controls

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOGIN = "/-/login"
_OPEN = re.compile(r"/(robots\.txt|-/static/[a-z.]+|-/moderate/static/[a-z.]+)\Z")
_DATA = re.compile(r"\.(json|csv|db)\Z")
_RAW_TABLES = re.compile(r"/public([/.]|\Z)")
_ACTS = re.compile(
    r"/-/(login|logout|report|case/[^/]+|moderate/(item/[^/]+/(redact|hide|show|erase|tags|links|answers)"
    r"|undo/[^/]+|persons|queue|card/[^/]+|kept|password"
    r"|cases|case/[^/]+|topics|topic/[^/]+|suggestions|acronyms|acronym/[^/]+))\Z"
)
_POST_PAGE = re.compile(r"/-/post/([^/]+)")  # where a post stands that shows no title
_SESSION = "threadkeep_session"


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who was let in; for the pages that show them the decisions that hold, and original titles, by item."""

    moderator: Moderator
    decisions: Mapping[str, tuple[DecisionLine, ...]]
    titles: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Panel:
    """What the controls on every page read."""

    name: str
    is_admin: bool
    decisions: Mapping[str, tuple[DecisionLine, ...]]
    titles: Mapping[str, str] = field(repr=False)
    here: str
    stylesheet: str
    script: str
    queue_script: str


def wrap(app: App, datasette: Served) -> App:
    """Return the application behind the login; a Datasette without a desk stays as it is."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        desk = desk_of(datasette)
        if desk is None or scope["type"] == "lifespan":
            await app(scope, receive, send)
        elif scope["type"] == "http":
            await _answer(app, datasette, desk, scope, receive, send)
        else:
            # nothing here speaks anything but HTTP
            await send({"type": "websocket.close", "code": 1008})

    return wrapped


async def _answer(app: App, datasette: Served, desk: Desk, scope: Scope, receive: Receive, send: Send) -> None:
    scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0].lower() != b"authorization"]}
    scope.pop("actor", None)
    request = Request(scope, receive)
    if request.method in SAFE and _OPEN.match(request.path):
        await app(scope, receive, send)
        return
    if not is_own(request.method, request.headers):
        refusal = await stopped_page(datasette, request, "cross-site")
        await refusal.asgi_send(_telling_origin(send))
        return
    session = await _session(datasette, desk, request)
    if session is not None:
        scope[_SESSION] = session
    elif request.path != LOGIN:
        stopped = await _to_login(datasette, request)
        await stopped.asgi_send(_telling_origin(send))
        return
    if request.method not in SAFE and not _ACTS.match(request.path):
        # whatever else can be sent to Datasette, now or in a later version, does not exist here
        refusal = await stopped_page(datasette, request, "only reading")
        await refusal.asgi_send(_telling_origin(send))
        return
    await app(scope, receive, _telling_origin(send))


async def _session(datasette: Served, desk: Desk, request: Request) -> Session | None:
    claim = claim_in_session(datasette, request, desk.ended, desk.clock())
    if claim is None:
        return None
    is_page = not _DATA.search(request.path) and not _RAW_TABLES.match(request.path)
    shows_decisions = request.method in SAFE and is_page

    def look_up(db: Database) -> Session | None:
        # asked each time: somebody who was taken off the list, or has a new password, is out at once
        moderator = _let_in(db, desk, claim)
        if moderator is None:
            return None
        if not shows_decisions:
            return Session(moderator, {}, {})
        return Session(moderator, lines_by_item(db), _titles(db, request))

    return await in_archive(desk, look_up)


def _let_in(db: Database, desk: Desk, claim: Claim) -> Moderator | None:
    digest = moderators.password_digest(db, claim.name)
    if digest is None or not claim.holds(mark_of(desk.start, digest)):
        return None
    return moderators.get(db, claim.name)


def _titles(db: Database, request: Request) -> Mapping[str, str]:
    """Return the title of the post a page is about, where the public copy may have none to show."""
    asked = _POST_PAGE.fullmatch(request.path)
    return read_titles(db, [readable_path(asked[1]) or ""]) if asked else {}


async def _to_login(datasette: Served, request: Request) -> Response:
    """Return what stands in for everything when nobody is logged in."""
    asks_for_data = _DATA.search(request.path) or "application/json" in request.headers.get("accept", "")
    if request.method in SAFE and not asks_for_data:
        back = "" if request.path == "/" else f"?next={quote(request.full_path, safe='/')}"
        return Response(
            "", status=302, headers={"location": LOGIN + back, "cache-control": "no-store"}, content_type="text/html"
        )
    if asks_for_data:
        answer = {"ok": False, "error": "Log in first", "status": 403}
        return Response.json(answer, status=403, headers={"cache-control": "no-store"})
    return await stopped_page(datasette, request, "logged out")


def _telling_origin(send: Send) -> Send:
    """A form has to say where it comes from, which a browser leaves out under the readers' stricter policy."""

    async def with_policy(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), (b"referrer-policy", b"same-origin")]}
        await send(message)

    return with_policy


def session_of(request: Request) -> Session | None:
    """Return who was let in with a request."""
    return cast("Session | None", request.scope.get(_SESSION))


def the_moderator(request: Request) -> Moderator:
    """Return who acts, in a view behind the guard; KeyError where there was none, which ends as an error page."""
    session: Session = request.scope[_SESSION]
    return session.moderator


def actor(request: Request) -> dict[str, Any] | None:
    """Return what Datasette calls an actor."""
    session = session_of(request)
    return {"id": session.moderator.name, "role": session.moderator.role.value} if session else None


async def guard_page(datasette: Served, request: Request) -> Response | None:
    """Stand in for any page without a login: a second lock behind the first, should a wrapper ever be lost."""
    return None if session_of(request) else await _to_login(datasette, request)


def controls(request: Request) -> Controls:
    """Return what the moderation site puts into every page."""
    session = session_of(request)
    panel = Panel(
        name=session.moderator.name if session else "",
        is_admin=bool(session and session.moderator.role is Role.ADMIN),
        decisions=session.decisions if session else {},
        titles=session.titles if session else {},
        here=request.full_path,
        stylesheet=assets.address("moderation.css"),
        script=assets.address("moderation.js"),
        queue_script=assets.address("queue.js"),
    )
    if session is None:
        return Controls(head=("_threadkeep_desk_head.html",), referrer="same-origin", data=panel)
    return Controls(
        head=("_threadkeep_desk_head.html",),
        banner=("_threadkeep_desk_banner.html",),
        item=("_threadkeep_desk_item.html",),
        referrer="same-origin",
        data=panel,
    )
