"""Who is logged in: Datasette's signed actor cookie, with its own end inside, and sessions ended before it."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from plugins._datasette import Request, Response, Served, actor_of_cookie, sign_actor

COOKIE = "ds_actor"
LASTS = timedelta(hours=8)


class EndedSessions:
    """Sessions somebody logged out of, until they would have ended anyway: a copy of such a cookie opens nothing."""

    def __init__(self) -> None:
        """Start with none ended."""
        self._until: dict[str, int] = {}

    def add(self, cookie: str, until: int, now: datetime) -> None:
        """End a session."""
        self._until = {key: end for key, end in self._until.items() if end > now.timestamp()}
        self._until[_digest(cookie)] = until

    def holds(self, cookie: str) -> bool:
        """True for a session that was ended."""
        return _digest(cookie) in self._until


def _digest(cookie: str) -> str:
    return hashlib.sha256(cookie.encode()).hexdigest()


def start_session(datasette: Served, request: Request, response: Response, name: str, now: datetime) -> None:
    """Put the cookie of a new session into a response. No script can read it and no other site can send it."""
    value = sign_actor(datasette, name, int((now.astimezone(UTC) + LASTS).timestamp()))
    _set(request, response, value, max_age=int(LASTS.total_seconds()))


def end_session(datasette: Served, request: Request, response: Response, ended: EndedSessions, now: datetime) -> None:
    """Take the cookie away, and let no copy of it open anything."""
    value = request.cookies.get(COOKIE, "")
    if signed := actor_of_cookie(datasette, value):
        ended.add(value, signed[1], now)
    _set(request, response, "", max_age=0)


def name_in_session(datasette: Served, request: Request, ended: EndedSessions, now: datetime) -> str | None:
    """Return the name in a request's cookie; None when there is none, or it was forged, is over or was ended."""
    value = request.cookies.get(COOKIE)
    signed = actor_of_cookie(datasette, value) if value else None
    if signed is None or value is None or signed[1] <= now.timestamp() or ended.holds(value):
        return None
    return signed[0]


def _set(request: Request, response: Response, value: str, *, max_age: int) -> None:
    response.set_cookie(
        COOKIE, value, max_age=max_age, httponly=True, samesite="strict", secure=request.scheme == "https"
    )
