"""What the spider of any platform needs: asking once, counting, failures, and which posts a run is about.

A platform's spider says in `_first` what it asks for first, yields `Request`s from `_ask` and items from its
callbacks, and reads answers with `_read`. It fetches and follows; the parsers of `scraper.pages` do the reading.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any, ClassVar, Self, TypeVar
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response

from archive.errors import ArchiveError, WrongUse
from archive.originals.records import Parsed
from scraper.addresses import is_loopback
from scraper.answers import (
    NotAsked,
    as_fetched,
    content_type,
    is_absence,
    is_noindex,
    is_not_found,
    reason,
    says_there_is_more,
)
from scraper.items import Fetched, Item, PostGone
from scraper.pages.recognise import parse
from scraper.session import HarvestSession, open_session
from scraper.stop_list import StopList

LIST, POST, MORE = 30, 20, 10
"""Priorities: lists of posts first, further ways to find some last."""

_MONTH = re.compile(r"/((?:19|20)\d\d)(?:/(0[1-9]|1[0-2]))?(?:/|\Z)")

_NOINDEX = (
    "the page asks machines not to keep it (noindex): ask its owner, then set take_noindex under [harvest] in"
    " threadkeep.toml"
)

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
            raise WrongUse("Say which blog: -a url=https://example.blogspot.com.")
        self.root = url.rstrip("/")
        parts = urlsplit(self.root)
        self.host_root = f"{parts.scheme}://{parts.netloc}"
        self.limit = int(limit) if limit else None
        self.since = date.fromisoformat(since) if isinstance(since, str) and since else since or None
        self.only_new = str(only_new).lower() in ("1", "true", "yes")
        self._asked: set[str] = set()
        self._posts: set[str] = set()
        self._absent: set[str] = set()
        self._missing: dict[str, str] = {}
        self._is_compared = False
        self._problem: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **options: Any) -> Self:
        """Build the spider on the crawler's open archive; what Scrapy's own command was not told ends the process."""
        try:
            return cls._on_archive(crawler, *args, **options)
        except WrongUse as error:
            # out of a spider's making Scrapy lets nothing end but by a page of traceback
            print(f"Error: {error}", file=sys.stderr, flush=True)  # noqa: T201 - for a person, not a log
            os._exit(error.exit_code)

    @classmethod
    def _on_archive(cls, crawler: Crawler, *args: Any, **options: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **options)
        if not is_loopback(spider.root) and "contact" not in crawler.settings["USER_AGENT"]:
            raise WrongUse(
                "Say who asks: use `threadkeep harvest`, or give Scrapy -s USER_AGENT='threadkeep; contact ADDRESS'."
            )
        spider.session = open_session(crawler, spider.root)
        spider.stop_list = spider.session.stop_list
        crawler.signals.connect(spider.at_rest, signals.spider_idle)
        return spider

    # what each platform says for itself

    def _first(self) -> Iterator[Request]:
        """Yield the first requests of a run."""
        raise NotImplementedError

    def _from_home(self, home: Response) -> Iterator[Found]:
        """Go on from the home page, which was asked for to recognise the platform and to see whether it may be kept."""
        yield self._fetched(home, None)
        yield from self._first()

    def parse_post(self, response: Response) -> Iterator[Found]:
        """Keep the page of a post, and ask for what belongs to it."""
        parsed = self._read(response, self._parse_page) if self._may_be_kept(response) else None
        yield self._fetched(response, parsed)

    @property
    def _has_every_list(self) -> bool:
        """True once every list that names the blog's posts was read to its end, so that what none names is gone."""
        return False

    def _without(self, request: Request) -> Iterator[Found]:  # noqa: ARG002 - for platforms that know more
        """Yield what is asked for instead of an address that brought nothing; nothing unless a platform says more."""
        yield from ()

    # the run as a whole

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the ways to the posts."""
        for request in self._first():
            yield request

    def at_rest(self) -> None:
        """When all that was found has been asked for: ask for the posts of the archive that nothing led to (H8)."""
        if self._is_compared or not (self.is_whole and self._has_every_list):
            return
        if not self.session.flush():
            raise DontCloseSpider  # another process writes: looked at again in a moment
        self._is_compared = True
        requests = [each for post_id, url in self.session.posts_not_seen() for each in self._ask_missing(post_id, url)]
        if requests:
            for request in requests:
                self.crawler.engine.crawl(request)
            raise DontCloseSpider

    def _ask_missing(self, post_id: str, url: str) -> Iterator[Request]:
        here = self._here(url)
        if here is None or not here.startswith(f"{self.root}/"):
            return
        if here in self._absent:
            self.session.add(PostGone(post_id))
        self._missing[here] = post_id
        yield from self._ask(here, self.parse_post, MORE, optional=True)

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
            return published.astimezone(self.session.zone).date() < self.since
        found = _MONTH.search(urlsplit(url).path)
        if found is None:
            return False
        return (int(found[1]), int(found[2] or 12)) < (self.since.year, self.since.month)

    @property
    def _since_utc(self) -> datetime | None:
        """The first moment of `since` in the blog's zone, for hosts that take one."""
        if self.since is None:
            return None
        first = datetime.combine(self.since, datetime.min.time(), self.session.zone)
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
            self.session.tally.answered += 1
            yield from callback(response, **given)

        return count

    def _failed(self, failure: Any) -> Iterator[Found]:
        error, request = failure.value, failure.request
        if isinstance(error, NotAsked):
            return
        tally, asked = self.session.tally, asked_for(request)
        tally.done += 1
        tally.not_found += is_not_found(error)
        tally.answered += says_there_is_more(error)
        if not (request.meta["optional"] and is_absence(error)):
            tally.failed.append(f"{asked}: {reason(error)}")
        if is_not_found(error):
            self._absent.add(asked)
            if asked in self._missing:
                yield PostGone(self._missing[asked])
        # redirects have led away from the address that somebody waits for
        yield from self._without(request.replace(url=asked))

    def _read(self, response: Response, parser: Callable[[Response], T]) -> T | None:
        """Return what a parser reads, None for what it cannot; the problem is counted and kept with the capture."""
        self._problem = None
        try:
            return parser(response)
        except ArchiveError as error:
            self._problem = str(error)
            asked = asked_for(response.request) if response.request else response.url
            self.session.tally.failed.append(f"{asked}: {error}")
            return None

    def _parse_page(self, response: Response) -> Parsed:
        """Return what a page of any kind holds, as a parser for `_read`."""
        zone = self.session.zone
        return parse(response.body, url=response.url, zone=zone, content_type=content_type(response))

    def _may_be_kept(self, response: Response) -> bool:
        """Return whether a page lets machines keep it or the settings take it all the same; count one that does not."""
        if self.session.settings.take_noindex or not is_noindex(response):
            return True
        self.session.tally.failed.append(f"{response.url}: {_NOINDEX}")
        return False

    def _fetched(self, response: Response, parsed: Parsed | None) -> Fetched:
        """Return the item that keeps a response and what `_read` found in it, or why it found nothing."""
        problem, self._problem = self._problem, None
        kept = None if parsed is None else next(self.stop_list.without(lambda: (parsed,)))
        return as_fetched(response, kept, problem)


def asked_for(request: Request) -> str:
    """Return the address that a request began with, wherever redirects have led it."""
    first: str = request.meta.get("redirect_urls", [request.url])[0]
    return first
