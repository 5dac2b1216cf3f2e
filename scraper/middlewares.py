"""Downloader middlewares: conditional requests, Retry-After, robots.txt, and staying on the blog's own host."""

from __future__ import annotations

import asyncio
import re
import time
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response, TextResponse
from scrapy.robotstxt import RobotParser

from scraper.addresses import host_of
from scraper.answers import REMEMBERED, NotAsked, as_fetched, reason
from scraper.pages.dates import find_mail_date
from scraper.session import HarvestSession, session_of

_MADE_UP = "made up"

# where Blogger and WordPress send readers of a private blog, and what others commonly call that page
_SIGN_IN = re.compile(
    r"\Ahttps?://accounts\.google\.com/|/blogin\.g\b|/wp-login\.php\b|/(?:log-?in|sign-?in|ServiceLogin)(?:[/?#.]|\Z)",
    re.I,
)


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


class SameHostMiddleware:
    """Refuses redirects to another host: nobody said that one may be harvested, or how gently; and to a sign-in."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Pass an answer on; raise IgnoreRequest for one that leads elsewhere."""
        place = response.headers.get("Location")
        if response.status not in (301, 302, 303, 307, 308) or not place:
            return response
        target = _join(request.url, place.decode("latin-1"))
        if _SIGN_IN.search(target) and not _SIGN_IN.search(request.url):
            raise IgnoreRequest(
                "it asks for a sign-in, so it cannot be harvested: ask its owner for the blog's export and import that"
            )
        if host_of(target) == host_of(request.url):
            return response
        name = urlsplit(target).netloc.rpartition("@")[2] if target else ""
        raise IgnoreRequest(f"it leads to another host ({name or 'no address'}): harvest that one by its own name")


class RetryAfterMiddleware:
    """Waits as long as a 429 or 503 asks, with the whole harvest at rest, and leaves the retrying to Scrapy."""

    def __init__(self, crawler: Crawler, session: HarvestSession) -> None:
        self._crawler, self._session = crawler, session
        self._most = crawler.settings.getint("RETRY_AFTER_MOST")
        self._resting = 0
        self._over: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RetryAfterMiddleware:
        """Build the middleware for one crawl."""
        return cls(crawler, session_of(crawler))

    def process_request(self, request: Request) -> None:
        """Ask nothing more once the host wants a rest that is too long for this run, or a person wants it to stop."""
        if self._over is not None or self._session.is_stopping:
            raise NotAsked(f"{request.url} is left for the next run")

    async def process_response(self, request: Request, response: Response) -> Response:
        """Rest, then pass the answer on; end this run when the host asks for too long a rest."""
        if response.status not in (429, 503) or "Retry-After" not in response.headers:
            return response
        seconds = retry_after(response.headers["Retry-After"] or b"", datetime.now(UTC))
        if seconds > self._most:
            self._end(request, f"the host asks to wait {seconds:.0f} s: run the same command again after that")
        await self._rest(seconds)
        return response

    def _end(self, request: Request, why: str) -> None:
        engine = self._crawler.engine
        if self._over is None:
            self._session.tally.failed.append(f"{request.url}: {why}")
            self._over = asyncio.create_task(engine.close_spider_async(reason="retry_after"))
        raise NotAsked(why)

    async def _rest(self, seconds: float) -> None:
        """Let nothing start for so long; of several rests the last one to end lets things start again."""
        engine = self._crawler.engine
        engine.pause()
        self._resting += 1
        until = time.monotonic() + seconds
        # in short steps, so that an interrupt is not kept waiting
        while engine.running and (left := until - time.monotonic()) > 0:
            await asyncio.sleep(min(0.5, left))
        self._resting -= 1
        if not self._resting:
            engine.unpause()


class OneByOneRobotsTxtMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, with requests waiting their turn.

    Of several requests that wait for one robots.txt, Scrapy's own tells the file to the first and waves the others
    through, because each waiter takes the result out of the shared Deferred (seen in 2.19, with a test of ours).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._turn = asyncio.Lock()

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """Return the rules of the request's host, asked for once."""
        async with self._turn:
            return await super().robot_parser(request)


class RobotsMiddleware:
    """Keeps each robots.txt as a capture, and takes one that cannot be had for a refusal (RFC 9309, 2.3.1.4)."""

    def __init__(self, session: HarvestSession) -> None:
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        """Build the middleware on the crawler's open archive."""
        return cls(session_of(crawler))

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep a robots.txt that came; other answers pass untouched."""
        if not _is_for_robots(request) or _MADE_UP in response.flags:
            return response
        if response.status == 429 or response.status >= 500:
            return self._refused(request, f"answered {response.status}")
        if response.status == 200:
            self._session.add(as_fetched(response))
        return response

    def process_exception(self, request: Request, exception: Exception) -> Response | None:
        """Answer with a refusal of everything when a robots.txt could not be asked for."""
        if not _is_for_robots(request) or isinstance(exception, IgnoreRequest):
            return None
        return self._refused(request, reason(exception))

    def _refused(self, request: Request, why: str) -> Response:
        self._session.tally.failed.append(f"{request.url}: {why}")
        return TextResponse(request.url, body=b"User-agent: *\nDisallow: /\n", flags=[_MADE_UP], request=request)


def _is_for_robots(request: Request) -> bool:
    return bool(request.meta.get("dont_obey_robotstxt"))


def _join(base: str, link: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


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
    moment = find_mail_date(text)
    # a time without a zone is a mistake of the host's
    return max(0.0, (moment - now).total_seconds()) if moment is not None and moment.tzinfo is not None else 0.0
