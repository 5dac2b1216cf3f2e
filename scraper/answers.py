"""Answers of a host as values: what came, for the archive, and why something did not, for people."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from archive.errors import ArchiveError
from archive.originals.records import Parsed
from scraper.items import Fetched

REMEMBERED = "remembered"
"""The flag of a response whose body came from the archive because the host said that nothing changed."""

_WHY: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "there is no host of that name"),
    (DownloadConnectionRefusedError, "the host refuses the connection"),
    (DownloadTimeoutError, "the host did not answer in time"),
    (DownloadCancelledError, "the answer is larger than this version takes"),
)


class NotAsked(IgnoreRequest):
    """A request that this run leaves to the next one: neither done nor failed."""


def reason(error: BaseException) -> str:
    """Return in a few words why an address brought nothing; never what an answer said.

    >>> reason(DownloadConnectionRefusedError("111")), reason(IgnoreRequest("Forbidden by robots.txt"))
    ('the host refuses the connection', 'Forbidden by robots.txt')
    """
    if isinstance(error, HttpError):
        return f"answered {error.response.status}"
    if isinstance(error, (IgnoreRequest, ArchiveError)):
        return str(error)
    return next(
        (why for kind, why in _WHY if isinstance(error, kind)), f"the answer broke off ({type(error).__name__})"
    )


def is_absence(error: BaseException) -> bool:
    """Return whether the host said that there is no such page, or that machines may not have it."""
    if isinstance(error, HttpError):
        return error.response.status in (404, 410)
    return isinstance(error, IgnoreRequest) and str(error) == "Forbidden by robots.txt"


def content_type(response: Response) -> str | None:
    """Return the Content-Type header as it came, None when there is none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1") or None


def as_fetched(response: Response, parsed: Parsed | None = None, problem: str | None = None) -> Fetched:
    """Return a response as the archive keeps it."""
    headers = tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )
    return Fetched(
        url=response.url,
        status=response.status,
        headers=headers,
        body=response.body,
        fetched_at=datetime.now(UTC),
        parsed=parsed,
        problem=problem,
        remembered=REMEMBERED in response.flags,
    )
