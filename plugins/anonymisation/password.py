"""A new password for oneself, `/-/moderate/password`: it ends every session of the old one but this."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlite_utils import Database

from archive.errors import WrongUse
from archive.moderation import moderators
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.desk import Desk, in_archive, the_desk
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.login import LOCKED
from plugins.anonymisation.session import Claim, mark_of, start_session
from plugins.anonymisation.showing import show, to, typed
from plugins.site.rendering import Shown

ADDRESS = "/-/moderate/password"
_WRONG = "That is not the password that you have now: nothing was changed."
_TWICE = "The two new passwords are not the same: nothing was changed. Type both again."
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class PasswordPage:
    """The form; what was typed is never given back. `done` says that there is a new password."""

    template: ClassVar[str] = "threadkeep_desk_password.html"

    name: str
    problem: str
    done: bool
    shortest: int


async def password(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/password`: a POST with the old password and twice the new one sets it."""
    if request.method != "POST":
        return await _page(datasette, request, done=request.args.get("done") == "yes")
    given, desk, name = await typed(request), the_desk(datasette), the_moderator(request).name
    try:
        async with desk.checking:
            mark = await _change(desk, name, {key: value[:_LONGEST] for key, value in given.items()})
    except WrongUse as error:
        return await _page(datasette, request, problem=str(error))
    response = to(f"{ADDRESS}?done=yes")
    start_session(datasette, request, response, Claim(name, mark), desk.clock())
    return response


async def _change(desk: Desk, name: str, given: dict[str, str]) -> str:
    """Set the new password and return the mark of sessions with it; raise WrongUse with nothing changed."""
    counted = await in_archive(desk, lambda db: moderators.lockout_mark(db, name))
    if desk.lockout.is_locked(name, desk.clock(), counted):
        raise WrongUse(LOCKED)
    if given.get("new", "") != given.get("again", ""):
        raise WrongUse(_TWICE)

    def work(db: Database) -> str | None:
        if moderators.verify(db, name, given.get("old", "")) is None:
            return None
        moderators.reset(db, name, given.get("new", ""), desk.clock(), by=name)
        return mark_of(desk.start, moderators.password_digest(db, name) or "")

    mark = await in_archive(desk, work)
    if mark is None:
        desk.lockout.failed(name, desk.clock(), counted)
        raise WrongUse(_WRONG)
    return mark


async def _page(datasette: Served, request: Request, *, problem: str = "", done: bool = False) -> Response:
    page = PasswordPage(the_moderator(request).name, problem, done, moderators.MIN_PASSWORD)
    return await show(datasette, request, Shown(page, "Password", ADDRESS, "", status=400 if problem else 200))
