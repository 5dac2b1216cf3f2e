"""What an address of the blog asks for, as Blogger and WordPress spell it. Pure.

Spellings: Blogger's archive files and labels; WordPress's permalinks, archives and queries
(wordpress.org/documentation/article/customize-permalinks, developer.wordpress.org/themes/basics/linking-theme-files).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

_TAIL = re.compile(
    r"/(?:comment-page-\d+|page/\d+|feed(?:/(?:rss2?|rdf|atom))?|amp|embed|trackback|index\.(?:html?|php))/?\Z"
)
_PERIOD = re.compile(r"/(\d{4})(?:/(0[1-9]|1[0-2])(?:/(?:0[1-9]|[12]\d|3[01]))?)?/?\Z")
_MONTH_FILE = re.compile(r"/(\d{4})_(\d{2})_\d{2}_archive\.html\Z")
_LABEL = re.compile(r"/(?:search/label|category|tag)/(?:.*/)?([^/]+)/?\Z")
_AUTHOR = re.compile(r"/author/([^/]+)/?\Z")
_SEARCH = re.compile(r"/search(?:/([^/]*))?/?\Z")
_FEED = re.compile(
    r"/(?:feeds/(?:(?P<kind>posts|comments)|(?P<post>\d{1,20})/comments)/(?:default|summary|full)(?:/-/(?P<label>[^/]+))?"
    r"|(?:atom|rss)\.xml|(?P<comments>comments/)?feed(?:/(?:rss2?|rdf|atom))?)/?\Z"
)
_COMPACT = re.compile(r"(\d{4})(0[1-9]|1[0-2])?(?:\d\d)?\Z")


def without_tail(path: str) -> str:
    """Return a path without what names only a part or another form of its page.

    >>> without_tail("/2018/07/late-shift/comment-page-2/"), without_tail("/2018/07/page/3"), without_tail("/index.php")
    ('/2018/07/late-shift/', '/2018/07/', '/')
    """
    while (shorter := _TAIL.sub("/", path)) != path:
        path = shorter
    return path


def find_period(path: str, asked: Mapping[str, str]) -> str | None:
    """Return the year ("2018") or month ("2018-07") that an address asks for; a day is its month. None for any other.

    >>> find_period("/2018/07/15/", {}), find_period("/2009_03_01_archive.html", {}), find_period("/", {"m": "2018"})
    ('2018-07', '2009-03', '2018')
    """
    found = _PERIOD.match(path) or _MONTH_FILE.match(path)
    if found is None and path == "/":
        found = _COMPACT.match(asked.get("m", "")) or _COMPACT.match(asked.get("year", ""))
    return "-".join(filter(None, found.groups())) if found else None


def find_label(path: str, asked: Mapping[str, str]) -> str | None:
    """Return the label that an address asks for; of a category in a category the inner one. None for any other.

    >>> find_label("/category/shifts/nights/", {}), find_label("/search/label/Night ferry", {}), find_label("/", {})
    ('nights', 'Night ferry', None)
    """
    if found := _LABEL.match(path):
        return found[1]
    return next((asked[name] for name in ("tag", "category_name") if path == "/" and asked.get(name)), None)


@dataclass(frozen=True, slots=True)
class OldFeed:
    """A feed of the blog: of "posts" or "comments", of the comments of one post, or of a label."""

    kind: str
    post: str = ""
    label: str = ""


def find_feed(path: str) -> OldFeed | None:
    """Return the feed that an address asks for, None for any other.

    >>> find_feed("/feeds/posts/default").kind, find_feed("/feeds/123/comments/default").post
    ('posts', '123')
    >>> find_feed("/comments/feed/")
    OldFeed(kind='comments', post='', label='')
    >>> find_feed("/feeds/posts/default/-/Night ferry").label, find_feed("/feedback")
    ('Night ferry', None)
    """
    found = _FEED.match(path)
    if found is None:
        return None
    kind = "comments" if found["comments"] or found["kind"] == "comments" else "posts"
    return OldFeed(kind, found["post"] or "", found["label"] or "")


def find_author(path: str, asked: Mapping[str, str]) -> str | None:
    """Return the author that an address asks for, as WordPress spells names in addresses; None for any other."""
    if found := _AUTHOR.match(path):
        return found[1]
    return (asked.get("author_name") or None) if path == "/" else None


def find_query(path: str, asked: Mapping[str, str]) -> str | None:
    """Return the words that an address searches the blog for, "" for its empty search page; None for any other.

    >>> find_query("/search", {"q": "fog horn"}), find_query("/search/fog horn/", {}), find_query("/", {"s": "fog"})
    ('fog horn', 'fog horn', 'fog')
    """
    if found := _SEARCH.match(path):
        return asked.get("q") or found[1] or ""
    return asked.get("s") if path == "/" else None


def find_number(asked: Mapping[str, str]) -> str | None:
    """Return the number of the post that a query asks for, None for any other.

    >>> find_number({"p": "123"}), find_number({"page_id": "7"}), find_number({"p": "x"})
    ('123', '7', None)
    """
    numbers = (asked.get(name, "") for name in ("p", "page_id"))
    return next((number for number in numbers if re.fullmatch(r"[0-9]{1,18}", number)), None)


def slug(name: str) -> str:
    """Return a name as addresses spell it: letters and digits alone, without accents, in lower case.

    >>> slug("Old Capstan & Söhne")
    'old-capstan-sohne'
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    return "-".join(re.findall(r"[^\W_]+", plain.casefold()))
