"""Answers of a host as values: what came, for the archive, and why something did not, for people."""

from __future__ import annotations

import re
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

_TOO_LARGE = "the answer is larger than this version takes"
_WHY: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "there is no host of that name"),
    (DownloadConnectionRefusedError, "the host refuses the connection"),
    (DownloadTimeoutError, "the host did not answer in time"),
    (DownloadCancelledError, _TOO_LARGE),
)


_META = re.compile(rb"<meta\b[^<>]{1,500}>", re.I)
_ROBOTS = re.compile(rb"(?=.*\bname\s*=\s*[\"']?robots\b)(?=.*\bcontent\s*=[^>]*\bnoindex\b)", re.I | re.S)


class NotAsked(IgnoreRequest):
    """A request that this run leaves to the next one: neither done nor failed."""


def reason(error: BaseException) -> str:
    """Return in a few words why an address brought nothing; never what an answer said.

    >>> reason(DownloadConnectionRefusedError("111")), reason(IgnoreRequest("Forbidden by robots.txt"))
    ('the host refuses the connection', 'Forbidden by robots.txt')
    """
    if isinstance(error, HttpError):
        return f"answered {error.response.status}"
    if isinstance(error, IgnoreRequest) and "DOWNLOAD_MAXSIZE" in str(error):
        return _TOO_LARGE  # once it was unpacked, which Scrapy tells with words for its own users
    if isinstance(error, (IgnoreRequest, ArchiveError)):
        return str(error)
    return next(
        (why for kind, why in _WHY if isinstance(error, kind)), f"the answer broke off ({type(error).__name__})"
    )


def is_not_found(error: BaseException) -> bool:
    """Return whether the host said that there is no such page."""
    return isinstance(error, HttpError) and error.response.status in (404, 410)


def says_there_is_more(error: BaseException) -> bool:
    """Return whether a failure leaves open that the blog is there: all do but 404, 410 and a robots.txt that forbids.

    Nothing is said of a blog by a line that is down, a name that is not found or a host that refuses or is late.
    """
    return not is_not_found(error) and not _is_forbidden(error)


def is_absence(error: BaseException) -> bool:
    """Return whether the host said that there is no such page, or that machines may not have it."""
    return is_not_found(error) or _is_forbidden(error)


def _is_forbidden(error: BaseException) -> bool:
    return isinstance(error, IgnoreRequest) and str(error) == "Forbidden by robots.txt"


def is_noindex(response: Response) -> bool:
    """Return whether a page asks machines not to keep it, in its header or in a meta element for all robots.

    Format: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag.
    """
    header = b",".join(response.headers.getlist("X-Robots-Tag")).lower()
    # "otherbot: noindex" speaks to somebody else
    if any(word.strip() in (b"noindex", b"none") for word in header.split(b",")):
        return True
    body = response.body
    return b"noindex" in body.lower() and any(_ROBOTS.search(tag) for tag in _META.findall(body))


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
