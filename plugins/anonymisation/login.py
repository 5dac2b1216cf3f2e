"""Logging in and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlite_utils import Database

from archive.moderation import moderators
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.desk import Desk, in_archive, the_desk
from plugins.anonymisation.guard import session_of
from plugins.anonymisation.session import Claim, end_session, mark_of, start_session
from plugins.anonymisation.showing import show, to, typed
from plugins.site.rendering import Shown

WRONG = "That name and password do not go together. Try again, or ask an admin for a new password."
LOCKED = "Too many wrong passwords for this name. Nothing is lost: wait a minute, then try again."
_LONGEST = 1000
_QUEUE = "/-/moderate/queue"


@dataclass(frozen=True, slots=True)
class LoginPage:
    """The login form. The password is never given back."""

    template: ClassVar[str] = "threadkeep_desk_login.html"

    name: str
    back: str
    error: str


async def login(datasette: Served, request: Request) -> Response:
    """Answer `/-/login`."""
    if request.method == "POST":
        return await _log_in(datasette, request)
    back = local_address(request.args.get("next") or "")
    if session_of(request):
        return to(back)
    return await _form(datasette, request, LoginPage("", back, ""))


async def logout(datasette: Served, request: Request) -> Response:
    """Answer `/-/logout`: a POST ends the session; anything else leads to where the button is."""
    if request.method != "POST":
        return to("/")
    response = to("/-/login")
    desk = the_desk(datasette)
    end_session(datasette, request, response, desk.ended, desk.clock())
    return response


async def _log_in(datasette: Served, request: Request) -> Response:
    given = await typed(request)
    name, back = given.get("name", "").strip()[:_LONGEST], local_address(given.get("next", ""))
    desk = the_desk(datasette)
    async with desk.checking:
        # asked inside the lock, so that tries sent at once count one after the other
        mark = await in_archive(desk, lambda db: moderators.lockout_mark(db, name))
        if desk.lockout.is_locked(name, desk.clock(), mark):
            return await _form(datasette, request, LoginPage(name, back, LOCKED), status=429)
        claim = await _check(desk, name, given.get("password", "")[:_LONGEST])
        if claim is None:
            desk.lockout.failed(name, desk.clock(), mark)
            return await _form(datasette, request, LoginPage(name, back, WRONG), status=403)
        desk.lockout.succeeded(name)
    response = to(back)
    start_session(datasette, request, response, claim, desk.clock())
    return response


async def _check(desk: Desk, name: str, password: str) -> Claim | None:
    def work(db: Database) -> Claim | None:
        # read first: a password that is changed while the old one is checked leaves a session that opens nothing
        digest = moderators.password_digest(db, name)
        moderator = moderators.verify(db, name, password)
        return Claim(moderator.name, mark_of(desk.start, digest)) if moderator and digest else None

    return await in_archive(desk, work)


async def _form(datasette: Served, request: Request, page: LoginPage, status: int = 200) -> Response:
    return await show(datasette, request, Shown(page, "Log in", "", "login", status=status))


def local_address(address: str) -> str:
    """Return an address of this site to go back to, the queue for none and for anything that could lead elsewhere.

    >>> local_address("/2018/07/?view=time"), local_address("//elsewhere.example")
    ('/2018/07/?view=time', '/-/moderate/queue')
    """
    inside = address.startswith("/") and not address.startswith(("//", "/\\", "/-/login", "/-/logout"))
    return address if inside and address.isprintable() and address.isascii() else _QUEUE
