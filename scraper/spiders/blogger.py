"""The spider for Blogger: posts by feed, sitemap and month archive, comments from each page and its feed.

It never asks for /search (robots.txt forbids it, and its pages lead round in circles). What was fetched before is
asked for conditionally; what was cut short by a kill is asked for again, because the archive alone knows what is there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar
from urllib.parse import urlencode, urljoin, urlsplit

import scrapy
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from archive.errors import ArchiveError
from archive.originals.records import Parsed
from archive.originals.urls import canonical_url
from scraper.items import Fetched
from scraper.middlewares import REMEMBERED
from scraper.pages.blogger_feed import Feed, parse_feed
from scraper.pages.blogger_links import find_links
from scraper.pages.decoding import decode
from scraper.pages.recognise import parse
from scraper.pages.sitemap import find_sitemap_links
from scraper.session import HarvestSession, session_of

FEED_PAGE = 150
"""Entries asked for: what Blogger has been seen to give since 2015, whatever is asked (reference: its feeds, 3)."""
POSTS_FEED, SITEMAP = "/feeds/posts/default", "/sitemap.xml"
FEED, POST, ARCHIVE = 30, 20, 10
"""Priorities: discovery by feed first, the months last."""

Found = Request | Fetched
T = TypeVar("T")
Callback = Callable[..., Iterator[Found]]


class BloggerSpider(scrapy.Spider):
    """Harvest one Blogger blog: `scrapy crawl blogger -a url=https://example.blogspot.com -s THREADKEEP_DATA=DIR`."""

    name = "blogger"

    def __init__(self, url: str = "", limit: str | int | None = None, **options: Any) -> None:
        super().__init__(**options)
        if not url:
            raise ValueError("say which blog: -a url=https://example.blogspot.com")
        self.root = url.rstrip("/")
        self.limit = int(limit) if limit else None
        self._seen: set[str] = set()
        self._entries: dict[str, set[str]] = {}
        self._problem: str | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **options: Any) -> BloggerSpider:
        """Build the spider on the crawler's open archive."""
        spider = super().from_crawler(crawler, *args, **options)
        spider.session = session_of(crawler)
        return spider

    session: HarvestSession

    async def start(self) -> AsyncIterator[Request]:
        """Ask for the three ways to the posts."""
        size = min(FEED_PAGE, self.limit or FEED_PAGE)
        yield self._ask(f"{self.root}{POSTS_FEED}?max-results={size}", self.parse_posts_feed, FEED)
        if self.limit is None:
            yield self._ask(f"{self.root}{SITEMAP}", self.parse_sitemap, ARCHIVE, optional=True)
            yield self._ask(f"{self.root}/", self.parse_archive, ARCHIVE, optional=True)

    # the answers

    def parse_posts_feed(self, response: Response) -> Iterator[Found]:
        """Keep a page of the posts feed, ask for its posts and for the next page."""
        feed = self._read(response, self._parse_feed)
        yield self._fetched(response, feed.parsed if feed else None)
        if feed is None:
            return
        for post in feed.parsed.posts:
            if post.url:
                yield from self._ask_post(post.url)
        if feed.next_url and (self.limit is None or len(self._seen) < self.limit):
            yield self._ask(self._here(feed.next_url), self.parse_posts_feed, FEED)

    def parse_sitemap(self, response: Response) -> Iterator[Found]:
        """Keep the sitemap and ask for the posts it names."""
        yield self._fetched(response, None)
        links = find_sitemap_links(response.body)
        for url in links.sitemaps:
            yield self._ask(self._here(url), self.parse_sitemap, ARCHIVE, optional=True)
        for url in links.posts:
            yield from self._ask_post(url)

    def parse_archive(self, response: Response) -> Iterator[Found]:
        """Keep the home page or a month's page, ask for its posts and for the other months."""
        yield self._fetched(response, None)
        links = find_links(response.body, url=response.url, content_type=_content_type(response))
        for link in links.posts:
            yield from self._ask_post(link.url)
        for url in links.archives:
            if self._is_new(url):
                yield self._ask(self._here(url), self.parse_archive, ARCHIVE, optional=True)

    def parse_post(self, response: Response) -> Iterator[Found]:
        """Keep a post's page and ask for its comment feed."""
        parsed = self._read(response, self._parse_page)
        yield self._fetched(response, parsed)
        for post in parsed.posts if parsed else ():
            number = post.source_key.removeprefix("blogger:")
            if number.isdigit():
                yield self._ask_comments(number, since=None)

    def parse_comments_feed(self, response: Response, number: str) -> Iterator[Found]:
        """Keep a page of a post's comment feed and ask for what follows: by `next`, else from the last time seen."""
        feed = self._read(response, self._parse_feed)
        yield self._fetched(response, feed.parsed if feed else None)
        if feed is None:
            return
        comments = [comment for post in feed.parsed.posts for comment in post.comments]
        seen = self._entries.setdefault(number, set())
        fresh = {comment.source_key for comment in comments} - seen
        seen |= fresh
        if feed.next_url:
            yield self._ask(self._here(feed.next_url), self.parse_comments_feed, POST, number=number)
        elif fresh and feed.newest.utc and feed.total is not None and len(seen) < feed.total:
            yield self._ask_comments(number, since=feed.newest.utc)

    # the questions

    def _ask(self, url: str, callback: Callback, priority: int, *, optional: bool = False, **given: str) -> Request:
        self.session.tally.scheduled += 1
        return Request(
            url,
            callback=self._answered(callback),
            errback=self._failed,
            priority=priority,
            cb_kwargs=given,
            meta={"optional": optional, "handle_httpstatus_list": []},
            dont_filter=True,
        )

    def _ask_post(self, url: str) -> Iterator[Request]:
        """Ask once for a post's page, whichever way it was found; with a limit, for the newest posts only."""
        if self.limit is not None and len(self._seen) >= self.limit:
            return
        if self._is_new(url):
            self.session.tally.known_posts.add(canonical_url(url))
            yield self._ask(self._here(url), self.parse_post, POST)

    def _ask_comments(self, number: str, *, since: datetime | None) -> Request:
        query = {"max-results": str(FEED_PAGE), "orderby": "published", "reverse": "false"}
        if since is not None:
            # the last time again, not a millisecond later: two comments of one instant may fall on two pages
            query["published-min"] = since.astimezone(UTC).isoformat(timespec="milliseconds")
        url = f"{self.root}/feeds/{number}/comments/default?{urlencode(query)}"
        return self._ask(url, self.parse_comments_feed, POST, number=number)

    def _is_new(self, url: str) -> bool:
        key = canonical_url(urljoin(f"{self.root}/", url))
        if key in self._seen or urlsplit(key).path.startswith("/search"):
            return False
        self._seen.add(key)
        return True

    def _here(self, url: str) -> str:
        """Return an address of the blog on the host that was asked for: a blog names itself by several."""
        parts = urlsplit(urljoin(f"{self.root}/", url))
        return f"{self.root}{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"

    # bookkeeping

    def _answered(self, callback: Callback) -> Callback:
        def count(response: Response, **given: str) -> Iterator[Found]:
            self.session.tally.done += 1
            yield from callback(response, **given)

        return count

    def _failed(self, failure: Any) -> None:
        tally, request = self.session.tally, failure.request
        tally.done += 1
        if request.meta["optional"]:
            return
        why = f"answered {failure.value.response.status}" if failure.check(HttpError) else failure.getErrorMessage()
        tally.failed.append(f"{request.url}: {why or failure.type.__name__}")

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
        zone = self.session.settings.zone
        return parse(response.body, url=response.url, zone=zone, content_type=_content_type(response))

    def _parse_feed(self, response: Response) -> Feed:
        text = decode(response.body, _content_type(response))
        return parse_feed(text, url=response.url, zone=self.session.settings.zone)

    def _fetched(self, response: Response, parsed: Parsed | None) -> Fetched:
        problem, self._problem = self._problem, None
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


def _content_type(response: Response) -> str | None:
    return (response.headers.get("Content-Type") or b"").decode("latin-1") or None
