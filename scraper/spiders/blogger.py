"""The spider for Blogger: posts by feed, sitemap and month archive, comments from each page and its feed.

It never asks for /search (robots.txt forbids it, and its pages lead round in circles), asks for no address twice in
one run, and follows a feed only while its pages bring something new. What was fetched before is asked for
conditionally; what was cut short by a kill is asked for again, because the archive alone knows what is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

from scrapy import Request
from scrapy.http import Response

from archive.errors import UnrecognisedInput
from archive.originals.records import OriginalPost
from archive.originals.urls import canonical_url
from scraper.answers import content_type
from scraper.items import SeenWhole
from scraper.pages.blogger.feed import Feed, parse_feed
from scraper.pages.blogger.links import find_links
from scraper.pages.decoding import decode
from scraper.pages.sitemap import find_sitemap_links
from scraper.pages.telltales import not_recognised
from scraper.spiders.base import LIST, MORE, POST, BlogSpider, Found, asked_for
from scraper.spiders.threads import Thread

FEED_PAGE = 150
"""Entries asked for: what Blogger has been seen to give since 2015, whatever is asked (reference: its feeds, 3)."""
POSTS_FEED, PAGES_FEED = "/feeds/posts/default", "/feeds/pages/default"
SITEMAPS = ("/sitemap.xml", "/sitemap-pages.xml")

# home, years, months, and the weeks of old blogs: so many and no more, wherever a page's links lead
_ARCHIVE_PATH = re.compile(
    r"/(?:(?:19|20)\d\d/(?:(?:0[1-9]|1[0-2])/)?(?:index\.html)?|(?:19|20)\d\d_\d\d_\d\d_[\w-]*archive\.html)?\Z"
)

_HTML = re.compile(r"\s*<(?:!doctype\s+)?html", re.IGNORECASE)


class BloggerSpider(BlogSpider):
    """Harvest one Blogger blog: `scrapy crawl blogger -a url=https://example.blogspot.com -s THREADKEEP_DATA=DIR`."""

    name = "blogger"
    never = ("/search",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._listed: set[str] = set()
        self._every_post_listed = False
        self._numbers: dict[str, str] = {}
        self._pageless: set[str] = set()
        self._threads: dict[str, Thread] = {}

    def _first(self) -> Iterator[Request]:
        # what a page of the feed holds is stored: no page is longer than what may still come
        most = FEED_PAGE if self.limit is None else min(FEED_PAGE, self.limit)
        yield from self._ask(f"{POSTS_FEED}?{self._feed_query(max_results=most)}", self.parse_posts_feed, LIST)
        if self.limit is None:
            yield from self._ask(f"{PAGES_FEED}?{self._feed_query()}", self.parse_pages_feed, LIST, optional=True)
            for path in SITEMAPS:
                yield from self._ask(path, self.parse_sitemap, MORE, optional=True)
            yield from self._ask("/", self.parse_archive, MORE, optional=True)

    def _from_home(self, home: Response) -> Iterator[Found]:
        if self.limit is None:
            yield from self.parse_archive(home)
        else:
            yield self._fetched(home, None)
        yield from self._first()

    @property
    def _has_every_list(self) -> bool:
        return self._every_post_listed

    # the answers

    def parse_posts_feed(self, response: Response) -> Iterator[Found]:
        """Keep a page of the posts feed, ask for its posts with their comments and for the next page."""
        feed = self._read(response, self._parse_feed)
        yield self._fetched(response, feed.parsed if feed else None)
        if feed is None:
            return
        yield from self._ask_listed(feed)
        fresh = {post.source_key for post in feed.parsed.posts} - self._listed
        self._listed |= fresh
        if feed.total is not None and len(self._listed) >= feed.total:
            self._every_post_listed = True
        elif fresh and feed.next_url:
            yield from self._ask_more_posts(feed.next_url)
        elif feed.total is None:
            self._every_post_listed = not feed.next_url

    def parse_pages_feed(self, response: Response) -> Iterator[Found]:
        """Keep a page of the feed of static pages, and ask for those and for the next page of the feed."""
        feed = self._read(response, self._parse_feed)
        yield self._fetched(response, feed.parsed if feed else None)
        if feed is None:
            return
        yield from self._ask_listed(feed)
        if feed.entries and feed.next_url:
            yield from self._ask(feed.next_url, self.parse_pages_feed, LIST, optional=True)

    def parse_sitemap(self, response: Response) -> Iterator[Found]:
        """Keep the sitemap and ask for the posts it names."""
        yield self._fetched(response, None)
        links = find_sitemap_links(response.body)
        for url in links.sitemaps:
            yield from self._ask(url, self.parse_sitemap, MORE, optional=True)
        for url in links.posts:
            yield from self._ask_post(url)

    def parse_archive(self, response: Response) -> Iterator[Found]:
        """Keep the home page or a month's page, ask for its posts and for the other months."""
        yield self._fetched(response, None)
        links = find_links(response.body, url=response.url, content_type=content_type(response))
        for link in links.posts:
            yield from self._ask_post(link.url)
        for url in links.archives:
            parts = urlsplit(url)
            if _ARCHIVE_PATH.fullmatch(parts.path) and not parts.query and not self._is_too_old(url, None):
                yield from self._ask(url, self.parse_archive, MORE, optional=True)

    def parse_post(self, response: Response) -> Iterator[Found]:
        """Keep a post's page and ask for its comment feed, even when the page itself cannot be read."""
        if not self._may_be_kept(response):
            yield self._fetched(response, None)
            return
        parsed = self._read(response, self._parse_page)
        yield self._fetched(response, parsed)
        if parsed is None and response.request is not None:
            yield from self._without(response.request.replace(url=asked_for(response.request)))
        for post in parsed.posts if parsed else ():
            self._note_page(response, post)
            yield from self._ask_comments(_number(post), since=None)

    def parse_comments_feed(self, response: Response, number: str) -> Iterator[Found]:
        """Keep a page of a post's comment feed and ask for what follows: from the last time seen, else by `next`."""
        feed = self._read(response, self._parse_feed)
        yield self._fetched(response, feed.parsed if feed else None)
        thread = self._thread(number)
        if feed is None:
            return
        thread.total = feed.total if thread.total is None else thread.total
        fresh = thread.take(comment.source_key for post in feed.parsed.posts for comment in post.comments)
        newest = feed.newest.utc
        if thread.is_walked(has_next=feed.next_url is not None):
            yield from self._seen_whole(number)
        elif not thread.by_next and fresh and newest and (thread.since is None or newest > thread.since):
            thread.since = newest
            yield from self._ask_comments(number, since=newest)
        elif feed.next_url and (fresh or thread.repeats == 1):
            # the host does not know `published-min`, or more comments than a page holds bear one time
            yield from self._ask(feed.next_url, self.parse_comments_feed, POST, optional=True, number=number)

    # the questions

    def _feed_query(self, **more: int) -> str:
        """Return the query of a list of posts, from `since` on where the run has one."""
        # without redirect=false, Blogger sends readers of some feeds to a feed service that cannot be walked
        query: dict[str, int | str] = {"max-results": FEED_PAGE, "redirect": "false"}
        query |= {name.replace("_", "-"): value for name, value in more.items()}
        if since := self._since_utc:
            query |= {"orderby": "published", "published-min": since.isoformat(timespec="milliseconds")}
        return urlencode(query)

    def _ask_more_posts(self, next_url: str) -> Iterator[Request]:
        if self.limit is None:
            yield from self._ask(next_url, self.parse_posts_feed, LIST)
        elif (left := self.limit - len(self._posts)) > 0:
            query = self._feed_query(start_index=len(self._listed) + 1, max_results=min(FEED_PAGE, left))
            yield from self._ask(f"{POSTS_FEED}?{query}", self.parse_posts_feed, LIST)

    def _ask_listed(self, feed: Feed) -> Iterator[Request]:
        """Ask for the posts of a feed, and for the comments of those whose page was asked for in vain."""
        for post in feed.parsed.posts:
            page = self._here(post.url or "")
            if post.url and page:
                self._numbers[page] = _number(post)
                yield from self._ask_post(post.url, key=post.source_key, published=post.published.utc)
                if page in self._pageless:
                    yield from self._ask_comments(_number(post), since=None)

    def _ask_post(self, url: str, *, key: str = "", published: datetime | None = None) -> Iterator[Request]:
        """Ask for a post's page, whichever way it was found, when the run is about it."""
        here = self._here(url)
        if here is None or not self._wants(url, key=key, published=published):
            return
        # a blog names itself by several hosts, but a link to another host may also lead to another blog's post
        elsewhere = urlsplit(canonical_url(url)).netloc != urlsplit(canonical_url(here)).netloc
        yield from self._ask(here, self.parse_post, POST, optional=elsewhere)

    def _ask_comments(self, number: str, *, since: datetime | None) -> Iterator[Request]:
        if not number:
            return
        query = {"max-results": str(FEED_PAGE), "orderby": "published", "reverse": "false", "redirect": "false"}
        if since is not None:
            # the last time again, not a millisecond later: two comments of one instant may fall on two pages
            query["published-min"] = since.astimezone(UTC).isoformat(timespec="milliseconds")
        url = f"/feeds/{number}/comments/default?{urlencode(query)}"
        # a blog may have its feeds turned off: the page has the comments too, and says how many there are
        yield from self._ask(url, self.parse_comments_feed, POST, optional=True, number=number)

    def parse_comments_page(self, response: Response, of: str) -> Iterator[Found]:
        """Keep a further page of a post's comments, where there is no feed of them."""
        parsed = self._read(response, self._parse_page) if self._may_be_kept(response) else None
        yield self._fetched(response, parsed)
        thread = self._thread(of)
        for post in parsed.posts if parsed else ():
            thread.take_page(post, is_all=False)
            if post.declared is not None and len(thread.seen) >= post.declared:
                yield from self._seen_whole(of)

    def _without(self, request: Request) -> Iterator[Found]:
        """Ask for the comments of a post whose page is not to be had, now or when the posts feed tells its number."""
        if request.cb_kwargs.get("of"):
            return
        if number := request.cb_kwargs.get("number"):
            if self._thread(number).is_all_on_page:
                yield from self._seen_whole(number)
            for url in self._thread(number).pages:
                yield from self._ask(url, self.parse_comments_page, POST, of=number)
            return
        self._pageless.add(request.url)
        yield from self._ask_comments(self._numbers.get(request.url, ""), since=None)

    # the comments of a post

    def _thread(self, number: str) -> Thread:
        return self._threads.setdefault(number, Thread())

    def _note_page(self, response: Response, post: OriginalPost) -> None:
        """Note what a post's page shows of its comments, and where the others are."""
        thread = self._thread(_number(post))
        if post.declared is not None and len(post.comments) >= post.declared:
            thread.take_page(post, is_all=True)
            return
        links = find_links(response.body, url=response.url, content_type=content_type(response))
        thread.take_page(post, is_all=False)
        thread.pages = links.comment_pages

    def _seen_whole(self, number: str) -> Iterator[Found]:
        """Say that a post's comments were seen to the last one, unless more of them are declared anywhere."""
        key, seen = f"blogger:{number}", self._thread(number).seen
        if len(seen) >= self.session.tally.declared.get(key, 0):
            yield SeenWhole(key, frozenset(seen))

    def _parse_feed(self, response: Response) -> Feed:
        text = decode(response.body, content_type(response))
        if _HTML.match(text):
            raise UnrecognisedInput(not_recognised(text, default="a web page where a Blogger blog has its feed"))
        return parse_feed(text, url=response.url, zone=self.session.zone)


def _number(post: OriginalPost) -> str:
    """Return Blogger's number of a post, "" when its source tells none."""
    number = post.source_key.removeprefix("blogger:")
    return number if number.isdigit() else ""
