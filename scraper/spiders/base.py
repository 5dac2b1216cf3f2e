"""What the spider of any platform needs: asking once, counting, failures, and which posts a run is about.

A platform's spider says in `_first` what it asks for first, yields `Request`s from `_ask` and items from its
callbacks, and reads answers with `_read`. It fetches and follows; the parsers of `scraper.pages` do the reading.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Self, TypeVar
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive.errors import ArchiveError, WrongUse
from archive.originals.records import Parsed
from scraper.addresses import is_loopback
from scraper.answers import NotAsked, as_fetched, content_type, is_absence, reason
from scraper.items import Fetched, Item
from scraper.pages.recognise import parse
from scraper.session import HarvestSession, session_of
from scraper.stop_list import StopList

LIST, POST, MORE = 30, 20, 10
"""Priorities: lists of posts first, further ways to find some last."""

_MONTH = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")

Found = Request | Item
T = TypeVar("T")
Callback = Callable[..., Iterator[Found]]


class BlogSpider(scrapy.Spider):
    """The part that all platforms share; `url` is the blog's home, the rest narrows a run.

    `limit`: the newest N posts only. `since`: posts published on that day or later. `only_new`: no post that the
    archive holds already. `root` is the home without its last slash, `host_root` the same without any path.
    """

    session: HarvestSession
    stop_list = StopList()
    never: ClassVar[tuple[str, ...]] = ()
    """Paths below which nothing is ever asked for."""

    def __init__(
        self,
        url: str = "",
        limit: str | int | None = None,
        since: str | date | None = None,
        only_new: str | bool = False,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        if not url:
            raise ValueError("say which blog: -a url=https://example.blogspot.com")
        self.root = url.rstrip("/")
        parts = urlsplit(self.root)
        self.host_root = f"{parts.scheme}://{parts.netloc}"
        self.limit = int(limit) if limit else None
        self.since = date.fromisoformat(since) if isinstance(since, str) and since else since or None
        self.only_new = str(only_new).lower() in ("1", "true", "yes")
        self._asked: set[str] = set()
        self._posts: set[str] = set()
        self._problem: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **options: Any) -> Self:
        """Build the spider on the crawler's open archive; raise WrongUse when it would ask strangers namelessly."""
        spider = super().from_crawler(crawler, *args, **options)
        if not is_loopback(spider.root) and "contact" not in crawler.settings["USER_AGENT"]:
            raise WrongUse(
                "Say who asks: use `threadkeep harvest`, or give Scrapy -s USER_AGENT='threadkeep; contact ADDRESS'."
            )
        spider.session = session_of(crawler)
        spider.stop_list = spider.session.stop_list
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the ways to the posts."""
        for request in self._first():
            yield request

    def _first(self) -> Iterator[Request]:
        """Yield the first requests; each platform has its own."""
        raise NotImplementedError

    def _without(self, request: Request) -> Iterator[Found]:  # noqa: ARG002 - for platforms that know more
        """Yield what is asked for instead of an address that brought nothing; nothing unless a platform says more."""
        yield from ()

    # which posts the run is about

    @property
    def is_whole(self) -> bool:
        """True when the run is about every post of the blog."""
        return self.limit is None and self.since is None and not self.only_new

    def _wants(self, url: str, *, key: str = "", published: datetime | None = None) -> bool:
        """Return whether the run is about a post, and count it; asked again for the same post, say the same."""
        here = self._here(url)
        if here is None or here in self._posts:
            return here is not None
        if self._is_too_old(here, published) or (self.only_new and self.session.holds(url, key)):
            return False
        if self.limit is not None and len(self._posts) >= self.limit:
            return False
        self._posts.add(here)
        self.session.tally.known_posts.add(here)
        return True

    def _is_too_old(self, url: str, published: datetime | None) -> bool:
        if self.since is None:
            return False
        if published is not None:
            return published.astimezone(self.session.settings.zone).date() < self.since
        found = _MONTH.search(urlsplit(url).path)
        return found is not None and (int(found[1]), int(found[2])) < (self.since.year, self.since.month)

    @property
    def _since_utc(self) -> datetime | None:
        """The first moment of `since` in the blog's zone, for hosts that take one."""
        if self.since is None:
            return None
        first = datetime.combine(self.since, datetime.min.time(), self.session.settings.zone)
        return first.astimezone(UTC)

    # the questions

    def _ask(
        self, url: str, callback: Callback, priority: int, *, optional: bool = False, **given: Any
    ) -> Iterator[Request]:
        """Ask once in a run; an `optional` address may be absent from the host. `given` goes to the callback."""
        here = self._here(url)
        if here is None or here in self._asked:
            return
        self._asked.add(here)
        self.session.tally.scheduled += 1
        yield Request(
            here,
            callback=self._answered(callback),
            errback=self._failed,
            priority=priority,
            cb_kwargs=given,
            meta={"optional": optional},
            dont_filter=True,
        )

    def _here(self, url: str) -> str | None:
        """Return an address on the host that was asked for (a blog names itself by several); None for one never asked.

        Never asked is what is no address, what lies below `never`, and what is on the stop list.
        """
        try:
            parts = urlsplit(urljoin(f"{self.root}/", url))
        except ValueError:
            return None
        here = f"{self.host_root}{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        if parts.path.startswith(self.never) or self.stop_list.covers(url) or self.stop_list.covers(here):
            return None
        return here

    # the answers

    def _answered(self, callback: Callback) -> Callback:
        def count(response: Response, **given: Any) -> Iterator[Found]:
            self.session.tally.done += 1
            yield from callback(response, **given)

        return count

    def _failed(self, failure: Any) -> Iterator[Found]:
        error, request = failure.value, failure.request
        if isinstance(error, NotAsked):
            return
        self.session.tally.done += 1
        if not (request.meta["optional"] and is_absence(error)):
            self.session.tally.failed.append(f"{request.url}: {reason(error)}")
        yield from self._without(request)

    def _read(self, response: Response, parser: Callable[[Response], T]) -> T | None:
        """Return what a parser reads, None for what it cannot; the problem is counted and kept with the capture."""
        self._problem = None
        try:
            return parser(response)
        except ArchiveError as error:
            self._problem = str(error)
            self.session.tally.failed.append(f"{response.url}: {error}")
            return None

    def _parse_page(self, response: Response) -> Parsed:
        """Return what a page of any kind holds, as a parser for `_read`."""
        zone = self.session.settings.zone
        return parse(response.body, url=response.url, zone=zone, content_type=content_type(response))

    def _fetched(self, response: Response, parsed: Parsed | None) -> Fetched:
        """Return the item that keeps a response and what `_read` found in it, or why it found nothing."""
        problem, self._problem = self._problem, None
        return as_fetched(response, parsed and self.stop_list.without(parsed), problem)
