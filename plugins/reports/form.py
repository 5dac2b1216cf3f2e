"""What somebody types into the form of a report, kept as typed: a form that could not be sent comes back whole."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from archive.inbox.models import LONGEST_PLACES, LONGEST_WHY, Kind
from plugins._datasette import Request

LONGEST_BODY = 200_000
"""Bytes of a form: as many as its longest fields can have once a browser has escaped them."""

PATIENCE = 30.0
"""Seconds in which a form has to arrive: what is sent a little at a time would be kept in memory for as long."""

_NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Control characters, and those that turn the direction of what stands around them."""

_TOO_MUCH = "{0} is longer than {1:,} characters: shorten it, or send the rest as a message to your case afterwards."


@dataclass(frozen=True, slots=True)
class ReportForm:
    """The form of a report; `once` is another value in each form given out. Its repr shows none of the words."""

    places: str = field(default="", repr=False)
    kind: str = ""
    why: str = field(default="", repr=False)
    once: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)

    @classmethod
    def parse(cls, given: Mapping[str, str]) -> ReportForm:
        """Return what was typed."""
        once = given.get("once", "")[:100]
        form = cls(clean(given.get("places", "")), given.get("kind", "")[:20], clean(given.get("why", "")))
        return cls(form.places, form.kind, form.why, once) if once else form

    def problem(self) -> str:
        """Return what has to be filled in or shortened first, "" for nothing."""
        if not self.places:
            return "Which comment or post do you mean? Paste its link, or say it in your own words."
        if self.kind not in list(Kind):
            return "What is wrong with it? Choose one of the answers."
        if self.kind == Kind.ACRONYM and not self.why:
            return "Which letters do you mean, and what do they stand for? Say both in a sentence."
        if self.kind == Kind.OTHER and not self.why:
            return "You chose “something else”: say in a sentence what it is."
        if len(self.places) > LONGEST_PLACES:
            return _TOO_MUCH.format("The list of comments", LONGEST_PLACES)
        return _TOO_MUCH.format("The reason", LONGEST_WHY) if len(self.why) > LONGEST_WHY else ""


def clean(typed: str) -> str:
    """Return typed text with our line ends and without what is no text.

    >>> clean(" one\\r\\ntwo\\x00\\u202e ")
    'one\\ntwo'
    """
    return _NOT_TEXT.sub("", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()


async def read_form(request: Request) -> dict[str, str] | None:
    """Return what a form sends, the last value of each field.

    None when that is too much, when it does not arrive in time, or when its sender has gone.
    """
    try:
        async with asyncio.timeout(PATIENCE):
            body = await _read_body(request)
    except TimeoutError:
        return None
    if body is None:
        return None
    text = body.decode("utf-8", "replace")
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=50))
    except ValueError:
        return None


async def _read_body(request: Request) -> bytes | None:
    pieces: list[bytes] = []
    more = True
    while more:
        message = await request.receive()
        pieces.append(message.get("body", b""))
        if message["type"] != "http.request" or sum(map(len, pieces)) > LONGEST_BODY:
            return None
        more = message.get("more_body", False)
    return b"".join(pieces)
