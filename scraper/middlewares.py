"""Downloader middlewares: conditional requests answered from the archive, and Retry-After obeyed."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse

from scraper.session import HarvestSession, session_of

REMEMBERED = "remembered"
"""The flag of a response whose body came from the archive because the host said that nothing changed."""


class ConditionalRequestsMiddleware:
    """Asks with the validators of the newest capture; a 304 becomes a 200 with the captured body (RFC 9110, 13)."""

    def __init__(self, session: HarvestSession) -> None:
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ConditionalRequestsMiddleware:
        """Build the middleware on the crawler's open archive."""
        return cls(session_of(crawler))

    def process_request(self, request: Request) -> None:
        """Add If-None-Match and If-Modified-Since where the archive holds a capture of this address."""
        for name, value in self._session.validators(request.url).items():
            request.headers.setdefault(name, value)

    def process_response(self, request: Request, response: Response) -> Response:
        """Turn "not modified" into the captured page, flagged as remembered."""
        if response.status != 304:
            return response
        kind, body = self._session.remembered(request.url)
        self._session.tally.not_modified += 1
        return TextResponse(
            request.url,
            status=200,
            headers={"Content-Type": kind},
            body=body,
            flags=[REMEMBERED],
            request=request,
        )


class RetryAfterMiddleware:
    """Waits as long as a 429 or 503 asks, with the whole harvest at rest, and leaves the retrying to Scrapy."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._most = crawler.settings.getint("RETRY_AFTER_MOST")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryAfterMiddleware:
        """Build the middleware for one crawl."""
        return cls(crawler)

    async def process_response(
        self,
        request: Request,  # noqa: ARG002 - Scrapy passes it by name
        response: Response,
    ) -> Response:
        """Rest, then pass the answer on; give the address up for this run when the host asks for too long a rest."""
        if response.status not in (429, 503) or "Retry-After" not in response.headers:
            return response
        seconds = retry_after(response.headers["Retry-After"] or b"", datetime.now(UTC))
        if seconds > self._most:
            raise IgnoreRequest(f"the host asks to wait {seconds:.0f} s")
        engine = self._crawler.engine
        if engine is not None and seconds > 0:
            engine.pause()
            try:
                await asyncio.sleep(seconds)
            finally:
                engine.unpause()
        return response


def retry_after(value: bytes, now: datetime) -> float:
    """Return the seconds that a Retry-After header asks for: a number, or a date (RFC 9110, 10.2.3); 0 for nonsense.

    >>> retry_after(b"120", datetime(2020, 1, 1, tzinfo=UTC))
    120.0
    >>> retry_after(b"Wed, 01 Jan 2020 00:01:00 GMT", datetime(2020, 1, 1, tzinfo=UTC))
    60.0
    >>> retry_after(b"soon", datetime(2020, 1, 1, tzinfo=UTC))
    0.0
    """
    text = value.decode("ascii", "replace").strip()
    if text.isdigit():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - now).total_seconds())
    except (ValueError, TypeError):
        return 0.0
