"""Which platform a blog stands on: what is known of it already, its host, else its home page (H13).

The probe hands the run to that platform's spider, and the home page with it, so nothing is asked for twice. It is not
in Scrapy's list: `scrapy crawl` names the platform itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from scrapy.utils.misc import load_object

from archive.errors import UnrecognisedInput
from archive.originals import held
from scraper.addresses import host_of
from scraper.answers import content_type
from scraper.pages.decoding import decode
from scraper.pages.telltales import not_recognised
from scraper.spiders.base import LIST, BlogSpider, Found

PLATFORMS = {
    "blogger": "scraper.spiders.blogger.BloggerSpider",
    "wordpress": "scraper.spiders.wordpress.WordPressSpider",
}
"""The spider of each platform, loaded when a run needs it."""

_HOSTS = {
    "blogger": re.compile(r"\.blogspot\.(?:com?\.)?[a-z]{2,3}\Z"),
    "wordpress": re.compile(r"\.wordpress\.com\Z"),
}
# what the elements of a page's head say; the first that fits tells
_SIGNS = (
    ("wordpress", re.compile(r"https://api\.w\.org/")),
    ("blogger", re.compile(r"(?=.*\bgenerator\b)(?=.*=\s*['\"]?blogger\b)", re.I | re.S)),
    ("wordpress", re.compile(r"(?=.*\bgenerator\b)(?=.*=\s*['\"]?wordpress\b)", re.I | re.S)),
    ("blogger", re.compile(r"(?=.*\bapplication/atom\+xml\b)(?=.*/feeds/posts/default\b)", re.I | re.S)),
    ("blogger", re.compile(r"//www\.blogger\.com/(?:static|feeds|rsd|dyn-css)")),
    ("wordpress", re.compile(r"/wp-(?:content|includes|json)/")),
)
# what is no element runs on, so its length is bounded
_ELEMENT = re.compile(r"<(?:meta|link|script)\b[^<>]{1,800}>", re.I)
_HREF = re.compile(r"\bhref\s*=\s*['\"]?([^'\"\s<>]+)", re.I)
_API = re.compile(r"/(?:wp-json\b|(?:index\.php)?\?rest_route=)")
_LOOK = 512 * 1024


def platform_of_host(url: str) -> str | None:
    """Return the platform that gives out hosts of such a name, None for a domain of somebody's own.

    >>> platform_of_host("https://desk.blogspot.co.uk"), platform_of_host("https://weir.example")
    ('blogger', None)
    """
    host = urlsplit(url).hostname or ""
    return next((name for name, pattern in _HOSTS.items() if pattern.search(host)), None)


def platform_of_page(text: str) -> str | None:
    """Return the platform that a home page shows, None when it shows none.

    >>> platform_of_page("<link rel='https://api.w.org/' href='/wp-json/' />"), platform_of_page("<html>")
    ('wordpress', None)
    """
    found = _ELEMENT.findall(text[:_LOOK])
    return next((name for name, pattern in _SIGNS if any(map(pattern.search, found))), None)


class ProbeSpider(BlogSpider):
    """Find out the platform of the blog that `url` is any page of, and go on as its spider.

    `platform` names it when somebody knows better.
    """

    name = None  # type: ignore[assignment]  # Scrapy lists what has a name

    def __init__(self, url: str = "", platform: str | None = None, **options: Any) -> None:
        super().__init__(url, name="probe", **options)
        self._platform, self._options = platform, options
        self._spider: BlogSpider | None = None

    def _first(self) -> Iterator[Request]:
        yield from self._ask(self.root, self.parse_home, LIST, optional=True)

    def parse_home(self, response: Response) -> Iterator[Found]:
        """Go on as the spider of the platform that the page shows; stop where it asks machines to keep nothing."""
        text = decode(response.body, content_type(response))
        platform = self._known or platform_of_page(text)
        if platform is None:
            self._read(response, lambda _: _refuse(text))
        if platform is None or not self._may_be_kept(response):
            yield self._fetched(response, None)
            return
        here = urlsplit(response.url)
        # where a redirect led to https, or to a country's host of Blogger, the rest is asked for there
        home = home_of(text, response.url) or f"{here.scheme}://{here.netloc}"
        spider = self._as(platform, home)
        if urlsplit(home).path == here.path.rstrip("/"):
            yield from spider._from_home(response)
        else:
            # some page of the blog, which is asked for again when it turns out to be a post
            spider._asked -= self._asked
            yield self._fetched(response, None)
            yield from spider._first()

    def _without(self, request: Request) -> Iterator[Found]:  # noqa: ARG002 - whatever page it was
        """Go on without the page: feeds and lists may be there all the same."""
        yield from self._as(self._known or "blogger", self.host_root)._first()

    @property
    def _known(self) -> str | None:
        named = self._platform or platform_of_host(self.root)
        return named or held.platform_of(self.session.db, self.host_root)

    def _as(self, platform: str, home: str) -> BlogSpider:
        spider: BlogSpider = load_object(PLATFORMS[platform]).from_crawler(self.crawler, home, **self._options)
        spider._asked |= self._asked
        # Scrapy's signals hold no spider in memory
        self._spider, self.session.url = spider, home
        return spider


def home_of(text: str, url: str) -> str | None:
    """Return the home of a WordPress site as the page of an address names its REST API, None for one elsewhere.

    >>> home_of("<link rel='https://api.w.org/' href='https://a.example/blog/wp-json/' />", "https://a.example/blog/x")
    'https://a.example/blog'
    """
    named = (each for each in _ELEMENT.findall(text[:_LOOK]) if "https://api.w.org/" in each)
    for element in named:
        # its relation is an address too, but not the one it leads to
        link = _HREF.search(element)
        home, *api = _API.split(unescape(link[1]), maxsplit=1) if link else ("",)
        if api and host_of(home) == host_of(url):
            return home
    return None


def _refuse(text: str) -> None:
    raise UnrecognisedInput(not_recognised(text, default="neither a Blogger nor a WordPress blog"))
