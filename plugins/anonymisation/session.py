"""Who is logged in: Datasette's signed actor cookie, with its own end inside, and sessions ended before it.

A session holds for one start of the process and one password: a restart ends all sessions, a new password its own.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from plugins._datasette import Request, Response, Served, actor_of_cookie, sign_actor

COOKIE = "ds_actor"
LASTS = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Claim:
    """Who a cookie of ours says its bearer is, and its mark, still to be held against what it should be now."""

    name: str
    mark: str

    def holds(self, mark: str) -> bool:
        """True when the cookie bears this mark."""
        return hmac.compare_digest(self.mark.encode(), mark.encode())


def mark_of(start: bytes, password_digest: str) -> str:
    """Return the mark of a session: one process start and one stored password, neither of which it tells."""
    return hmac.digest(start, password_digest.encode(), "sha256").hex()


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


def start_session(datasette: Served, request: Request, response: Response, claim: Claim, now: datetime) -> None:
    """Put the cookie of a new session into a response. No script can read it and no other site can send it."""
    value = sign_actor(datasette, claim.name, int((now.astimezone(UTC) + LASTS).timestamp()), claim.mark)
    _set(request, response, value, max_age=int(LASTS.total_seconds()))


def end_session(datasette: Served, request: Request, response: Response, ended: EndedSessions, now: datetime) -> None:
    """Take the cookie away, and let no copy of it open anything."""
    value = request.cookies.get(COOKIE, "")
    if signed := actor_of_cookie(datasette, value):
        ended.add(value, signed[1], now)
    _set(request, response, "", max_age=0)


def claim_in_session(datasette: Served, request: Request, ended: EndedSessions, now: datetime) -> Claim | None:
    """Return what a request's cookie claims; None when there is none, or it was forged, is over or was ended."""
    value = request.cookies.get(COOKIE)
    signed = actor_of_cookie(datasette, value) if value else None
    if signed is None or value is None or signed[1] <= now.timestamp() or ended.holds(value):
        return None
    return Claim(signed[0], signed[2])


def _set(request: Request, response: Response, value: str, *, max_age: int) -> None:
    response.set_cookie(
        COOKIE, value, max_age=max_age, httponly=True, samesite="strict", secure=request.scheme == "https"
    )
