"""The spider for WordPress: posts, pages and comments by the REST API, and the page of each post.

The API gives comments with their parents and times, and how many there are; the page has the pings, which the API keeps
from strangers, and is what readers saw. Where the API is closed, or its comments are, pages are all there is: they are
found by feed and sitemaps, else by the lists of the blog. Totals are promises: a walk ends where nothing more comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response

from archive.errors import ArchiveError, WrongUse
from archive.originals.records import OriginalPost, Parsed
from archive.originals.urls import canonical_url
from scraper.answers import NotAsked, content_type, is_absence
from scraper.items import SeenWhole
from scraper.pages.decoding import decode
from scraper.pages.dom import parse_html
from scraper.pages.sitemap import find_sitemap_links
from scraper.pages.wordpress.api import Answer
from scraper.pages.wordpress.facts import is_wordpress
from scraper.pages.wordpress.feed import parse_rss
from scraper.pages.wordpress.links import WordPressLinks, find_wordpress_links
from scraper.spiders.base import LIST, MORE, POST, BlogSpider, Found, asked_for
from scraper.spiders.wordpress_api import PER_PAGE, Api, SeenComments, find_refusal, is_closed, is_last, read_response

POSTS, PAGES = "posts", "pages"
SITEMAPS = ("wp-sitemap.xml", "sitemap_index.xml", "sitemap.xml")

# sitemaps of what is no post: words that WordPress and the plugins for sitemaps put into their names
_NO_POSTS = re.compile(
    r"tax|tag|categor|author|user|archive|image|video|news|misc|attachment|product|format|posts-(?!post|page)",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.\w{2,5}\Z")


class WordPressSpider(BlogSpider):
    """Harvest one WordPress blog: `scrapy crawl wordpress -a url=https://example.org -s THREADKEEP_DATA=DIR`."""

    name = "wordpress"
    never = ("/wp-admin", "/wp-login.php")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._home = WordPressLinks()
        self._api = Api.of(self.root, None)
        self._listed: dict[str, int] = {}
        self._whole_lists: set[str] = set()
        self._has_comments: bool | None = None
        self._held: list[tuple[str, str]] = []
        self._found: set[str] = set()
        self._seen: dict[str, SeenComments] = {}

    def _first(self) -> Iterator[Request]:
        home = list(self._ask(f"{self.root}/", self.parse_home, LIST, optional=True))
        # whoever looked for the platform may have asked for it in vain
        yield from home or self._begin()

    def _from_home(self, home: Response) -> Iterator[Found]:
        yield from self.parse_home(home)

    @property
    def _has_every_list(self) -> bool:
        return self._whole_lists >= {POSTS, PAGES}

    # the posts, by the API

    def parse_home(self, response: Response) -> Iterator[Found]:
        """Keep the home page and ask the API that it names for the posts."""
        self._home = self._links(response)
        yield self._fetched(response, None)
        yield from self._begin()

    def _begin(self) -> Iterator[Request]:
        self._api = Api.of(self.root, self._home.api_root)
        for name in (POSTS, PAGES) if self.limit is None else (POSTS,):
            yield from self._ask_list(name, 1)

    def _ask_list(self, name: str, page: int) -> Iterator[Request]:
        # in the order of numbers no post slips from one page to the next while the walk goes on
        order = {"orderby": "id", "order": "asc"} if self.is_whole else {"orderby": "date", "order": "desc"}
        most, page = (PER_PAGE, page) if self.limit is None else self._narrow(self.limit, self._listed.get(name, 0))
        url = self._api.question(name, per_page=most, page=page, **order, _embed="author,wp:term")
        yield from self._ask(url, self.parse_list, LIST, optional=True, name=name, page=page)

    def _narrow(self, limit: int, listed: int) -> tuple[int, int]:
        """Return length and number of the page after so many entries that holds no more than may still come.

        What a page holds is stored, and the API counts in pages of one length.
        """
        left = min(PER_PAGE, limit - len(self._posts))
        most = next(length for length in range(left, 0, -1) if listed % length == 0)
        return most, listed // most + 1

    def parse_list(self, response: Response, name: str, page: int) -> Iterator[Found]:
        """Keep a page of what the API lists; ask for these posts and for the next page."""
        answer = self._answer(response, page)
        parsed = answer.parsed if answer else None
        yield self._fetched(response, parsed)
        if answer is None:
            yield from self._without_list(name, page)
            return
        for post in parsed.posts if parsed else ():
            link = answer.links.get(post.source_key) or post.url or ""
            if self._wants(link, key=post.source_key, published=post.published.utc):
                self._found.add(post.url or link)
                yield from self._ask_post(post.source_key, link)
        listed = self._listed[name] = self._listed.get(name, 0) + answer.entries
        if is_last(answer, page):
            self._whole_lists |= {name} if answer.total is None or listed >= answer.total else set()
        elif not self._has_enough(parsed):
            yield from self._ask_list(name, page + 1)

    def _has_enough(self, parsed: Parsed | None) -> bool:
        """Return whether a walk from the newest post on has come to those that the run is not about."""
        if self.limit is not None and len(self._posts) >= self.limit:
            return True
        posts = parsed.posts if parsed else ()
        return bool(self.since and posts) and all(self._is_too_old("", post.published.utc) for post in posts)

    def _without_list(self, name: str, page: int) -> Iterator[Request]:
        """Go on by pages where the API is closed."""
        if name == POSTS and page == 1:
            yield from self._ask(self._feed(1), self.parse_feed, LIST, optional=True, feed=1)
            for path in SITEMAPS if self.limit is None else ():
                yield from self._ask(path, self.parse_sitemap, MORE, optional=True)

    # the comments, by the API

    def _ask_post(self, key: str, link: str) -> Iterator[Request]:
        """Ask for the comments and the page of a post, once it is known whether the API gives comments."""
        if self._has_comments is None:
            self._held.append((key, link))
            if len(self._held) > 1:
                return
        if self._has_comments is not False:
            yield from self._ask_comments(key, 1)
        if self._has_comments is not None:
            yield from self._ask_page(key, link)

    def _ask_comments(self, key: str, page: int) -> Iterator[Request]:
        query: dict[str, str | int] = {"post": key.rpartition(":p")[2], "per_page": PER_PAGE, "page": page}
        url = self._api.question("comments", **query, orderby="id", order="asc", _embed="up")
        yield from self._wait_for(
            key, self._ask(url, self.parse_comments, POST, optional=True, comments_of=key, page=page)
        )

    def parse_comments(self, response: Response, comments_of: str, page: int) -> Iterator[Found]:
        """Keep a page of a post's comments and ask for the next one."""
        answer = self._answer(response, page)
        yield self._fetched(response, answer.parsed if answer else None)
        yield from self._learn(has_comments=answer is not None)
        seen = self._seen_of(comments_of)
        for post in answer.parsed.posts if answer and answer.parsed else ():
            seen.take(post)
        if answer is None:
            seen.is_cut |= bool(self._has_comments)
        elif not is_last(answer, page):
            yield from self._ask_comments(comments_of, page + 1)
        yield from self._came(comments_of)

    def _learn(self, *, has_comments: bool) -> Iterator[Request]:
        """Take the first answer for what the API does with comments, and ask for all that waited for it."""
        if self._has_comments is None:
            self._has_comments = has_comments
            held, self._held = self._held, []
            for key, link in held:
                yield from self._ask_post(key, link)

    # the pages of posts

    def _ask_page(self, key: str, link: str) -> Iterator[Request]:
        yield from self._wait_for(key, self._ask(link, self.parse_post, POST, key=key))

    def parse_post(self, response: Response, key: str = "", is_sure: bool = True) -> Iterator[Found]:
        """Keep the page of a post, or a further page of its comments, and ask for what is missing."""
        parsed = self._read_page(response, is_sure=is_sure) if self._may_be_kept(response) else None
        yield self._fetched(response, parsed)
        own = next((post.source_key for post in parsed.posts), "") if parsed else ""
        if not (key or own):
            return
        seen = self._seen_of(key or own)
        for post in parsed.posts if parsed else ():
            seen.take(post)
        seen.is_cut |= parsed is None and not self._has_comments
        seen.links.update(dict.fromkeys(self._links(response).comment_pages))
        yield from self._came(key) if key else self._settle(own)

    def _read_page(self, response: Response, *, is_sure: bool) -> Parsed | None:
        """Return what a page holds. Where the API gave the comments, a theme that is not read loses none.

        What is no page of WordPress stands there instead of the post: that is a failure all the same.
        """
        if is_sure and not self._has_comments:
            return self._read(response, self._parse_page)
        try:
            return self._parse_page(response)
        except ArchiveError as error:
            self._problem = str(error)
            if is_sure and not _is_wordpress(response):
                self.session.tally.failed.append(f"{response.url}: {error}")
            return None

    # what is known of a post's comments

    def _seen_of(self, key: str) -> SeenComments:
        return self._seen.setdefault(key, SeenComments())

    def _wait_for(self, key: str, requests: Iterator[Request]) -> Iterator[Request]:
        for request in requests:
            self._seen_of(key).waiting += 1
            yield request

    def _came(self, key: str) -> Iterator[Found]:
        self._seen_of(key).waiting -= 1
        yield from self._settle(key)

    def _settle(self, key: str) -> Iterator[Found]:
        """Once all has come: ask for further pages of comments where some are missing, else say that all were seen."""
        seen = self._seen_of(key)
        if seen.waiting:
            return
        if not seen.is_whole:
            for link in seen.take_links():
                yield from self._ask_page(key, link)
        elif not seen.is_cut:
            yield SeenWhole(key, frozenset(seen.keys))

    # the posts, without the API

    def parse_feed(self, response: Response, feed: int) -> Iterator[Found]:
        """Keep a page of the feed of posts, ask for these and for the next page; without a feed follow the lists."""
        yield self._fetched(response, None)
        posts, before = self._posts_of_feed(response), len(self._found)
        for post in posts:
            yield from self._ask_found(post.url or "", published=post.published.utc)
        if len(self._found) > before:
            yield from self._ask(self._feed(feed + 1), self.parse_feed, LIST, optional=True, feed=feed + 1)
        elif feed == 1 and not posts:
            yield from self._follow(self._home)

    def _feed(self, page: int) -> str:
        url = self._home.feed or f"{self.root}/feed/"
        return url if page == 1 else f"{url}{'&' if '?' in url else '?'}paged={page}"

    def _posts_of_feed(self, response: Response) -> tuple[OriginalPost, ...]:
        try:
            text = decode(response.body, content_type(response))
            return parse_rss(text, url=response.url, zone=self.session.zone).posts
        except ArchiveError:
            return ()

    def parse_sitemap(self, response: Response) -> Iterator[Found]:
        """Keep a sitemap and ask for the pages that it names, some of which may be no posts."""
        yield self._fetched(response, None)
        links = find_sitemap_links(response.body)
        for url in links.sitemaps:
            if not _NO_POSTS.search(url.rpartition("/")[2]):
                yield from self._ask(url, self.parse_sitemap, MORE, optional=True)
        for url in links.pages:
            yield from self._ask_found(url, is_sure=False)

    def parse_archive(self, response: Response) -> Iterator[Found]:
        """Keep a list of posts, ask for these and for the lists that it leads to."""
        yield self._fetched(response, None)
        yield from self._follow(self._links(response))

    def _follow(self, links: WordPressLinks) -> Iterator[Request]:
        for post in links.posts:
            yield from self._ask_found(post.url)
        for url in (links.older, *links.archives):
            if url and not self._is_too_old(url, None):
                yield from self._ask(_as_written(url), self.parse_archive, MORE, optional=True)

    def _ask_found(self, url: str, *, published: datetime | None = None, is_sure: bool = True) -> Iterator[Request]:
        """Ask for the page of a post, in whatever way its address was found."""
        try:
            address = canonical_url(url)
        except WrongUse:
            return
        if address in self._found or address == canonical_url(self.root):
            return
        if self._wants(url, published=published):
            self._found.add(address)
            yield from self._ask(_as_written(url), self.parse_post, POST, is_sure=is_sure)

    # questions and answers

    def _here(self, url: str) -> str | None:
        if self._api.is_elsewhere(url):
            return None if self.stop_list.covers(url) else url
        # the same page once more for each comment, to answer it
        return None if "replytocom=" in url else super()._here(url)

    def _links(self, response: Response) -> WordPressLinks:
        return find_wordpress_links(response.body, url=response.url, content_type=content_type(response))

    def _answer(self, response: Response, page: int) -> Answer | None:
        """Return an answer of the API, None for a refusal, which is a failure only in the middle of a walk."""
        status = self._read(response, find_refusal)
        if status and page > 1:
            self.session.tally.failed.append(f"{response.url}: answered {status}")
        if status or self._problem:
            return None
        return self._read(response, lambda response: read_response(response, self.session.zone))

    def _failed(self, failure: Any) -> Iterator[Found]:
        error, given = failure.value, failure.request.cb_kwargs
        if "comments_of" in given and not isinstance(error, NotAsked):
            yield from self._learn(has_comments=not (is_absence(error) or is_closed(error)))
        if given.get("page") == 1 and is_closed(error):
            # a closed API is its owner's will and no failure of ours
            self.session.tally.done += 1
            self.session.tally.answered += 1
            yield from self._without(failure.request.replace(url=asked_for(failure.request)))
        else:
            yield from super()._failed(failure)

    def _without(self, request: Request) -> Iterator[Found]:
        given = request.cb_kwargs
        if request.url.rstrip("/") == self.root:
            yield from self._begin()
        elif "name" in given:
            yield from self._without_list(given["name"], given["page"])
        elif given.get("feed") == 1:
            yield from self._follow(self._home)
        elif key := given.get("comments_of"):
            self._seen_of(key).is_cut |= bool(self._has_comments)
            yield from self._came(key)
        elif key := given.get("key"):
            self._seen_of(key).is_cut |= not self._has_comments
            yield from self._came(key)


def _is_wordpress(response: Response) -> bool:
    try:
        return is_wordpress(parse_html(decode(response.body, content_type(response))))
    except ArchiveError:
        return False


def _as_written(url: str) -> str:
    """Return the likely form of a canonical address: WordPress ends those of pages with a slash, and sends there."""
    parts = urlsplit(url)
    if parts.query or parts.path.endswith("/") or _FILE.search(parts.path):
        return url
    return f"{url}/"
