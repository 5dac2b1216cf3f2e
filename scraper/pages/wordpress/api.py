"""What a WordPress site gives to machines: JSON of its posts, pages and comments, one answer of the host a document.

Shapes: the REST API (wp-json/wp/v2, also with `_envelope` and `_embed`), the same behind public-api.wordpress.com, and
the older API of WordPress.com (rest/v1.1). Sources: developer.wordpress.org, REST API handbook; WordPress,
wp-includes/rest-api; developer.wordpress.com, API 1.1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlsplit
from zoneinfo import ZoneInfo

from archive.errors import BadInput, UnrecognisedInput
from archive.originals.records import OriginalComment, OriginalPost, Parsed, SiteRecord, Source
from scraper.pages.telltales import not_recognised
from scraper.pages.wordpress.api_items import (
    Document,
    find_address,
    is_comment,
    is_post,
    number_at,
    objects_at,
    own_links,
    read_comment,
    read_post,
    text_at,
    to_v2,
    why_hidden,
    why_unseen,
)
from scraper.pages.wordpress.identity import post_key, site_key
from scraper.pages.wordpress.values import POST_TYPES

POSTS_FORMAT, COMMENTS_FORMAT = "WordPress posts (REST)", "WordPress comments (REST)"

# the API of a site lies below its home, under a name that is wp-json nearly always
_ROUTE = re.compile(
    r"(https?://[^?#]*?)/(?:index\.php/?)?(?:[^/?#]+/wp/v2(?=[/?#]|\Z)|\?(?:[^#]*&)?rest_route=)", re.IGNORECASE
)
_OF_POST = re.compile(r"/posts/(\d{1,18})/replies/?\Z")
# what narrows a question for comments, so that its total is not that of the post
_NARROWING = frozenset(
    {"after", "author", "before", "exclude", "include", "offset", "parent", "search", "status", "type"}
)
_LISTS = ("posts", "comments")
_NO_SITE = "This answer of a WordPress site does not tell which one: fetch it again by its full address."


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the API. `total` and `pages` are what the host promises for the question, None for no promise.

    `parsed` is None for an answer without entries from a host of many sites: nothing tells which site it is of.
    `entries` is how many things really came: of comments a host counts more than it gives to everybody. `links` are
    the addresses of posts by their keys, as the host writes them and answers at once.
    """

    parsed: Parsed | None
    entries: int
    total: int | None
    pages: int | None
    links: Mapping[str, str]


def parse_api(document: object, *, url: str, zone: ZoneInfo) -> Parsed:
    """Return what a decoded JSON document of a WordPress site holds, and only what everybody is shown.

    Raises UnrecognisedInput for any other JSON, BadInput for an answer that does not tell its site.
    """
    parsed = read_answer(document, url=url, zone=zone).parsed
    if parsed is None:
        raise BadInput(_NO_SITE)
    return parsed


def is_api(document: object, *, url: str) -> bool:
    """True for a decoded JSON document that has posts or comments in the shape of WordPress, or is a list without any.

    An empty list tells nothing by itself: the address that was asked for does.
    """
    body, _ = _open(document)
    entries = _entries(body)
    if not entries:
        return isinstance(body, list) and _ROUTE.match(url) is not None
    return all(is_post(entry) or is_comment(entry) for entry in entries)


def refusal(document: object) -> int | None:
    """Return the HTTP status of a document that is an error of WordPress, None for any other document."""
    body, envelope = _open(document)
    if not isinstance(body, dict) or not text_at(body, "message") or not (body.keys() & {"code", "error"}):
        return None
    return number_at(body, "data", "status") or number_at(envelope, "status") or 400


def read_answer(document: object, *, url: str, zone: ZoneInfo) -> Answer:
    """Return what an answer holds and what its host promises; raise as `parse_api` does."""
    body, envelope = _open(document)
    if status := refusal(document):
        raise UnrecognisedInput(f"This is a refusal ({status}) by a WordPress site: it holds no posts or comments.")
    entries = _entries(body)
    of_comments = all(map(is_comment, entries)) if entries else _is_about_comments(url)
    if not isinstance(body, list | dict) or not all(is_post(entry) or is_comment(entry) for entry in entries):
        raise UnrecognisedInput(not_recognised("", default="JSON that is no answer of a WordPress site"))
    total, pages = _promise(envelope, "X-WP-Total", body), _promise(envelope, "X-WP-TotalPages")
    if not entries and not _ROUTE.match(url):
        return Answer(None, 0, total, pages, {})
    reader = _Reader(_find_site(entries, url), zone)
    posts = reader.commented(entries, _post_of(url), total) if of_comments else reader.posts(entries)
    parsed = Parsed(
        COMMENTS_FORMAT if of_comments else POSTS_FORMAT,
        SiteRecord(reader.site.partition("/")[0]),
        posts,
        dict(reader.left_out),
    )
    links = {
        post_key(reader.site, number_at(entry, "id")): text_at(entry, "link") for entry in entries if is_post(entry)
    }
    return Answer(parsed, len(entries), total, pages, links)


class _Reader:
    """Makes records of a site's posts and comments, and counts what not everybody is shown."""

    def __init__(self, site: str, zone: ZoneInfo) -> None:
        self.site, self._zone = site, zone
        self.left_out: Counter[str] = Counter()

    def posts(self, entries: Sequence[Document]) -> tuple[OriginalPost, ...]:
        """Return posts and pages with the comments embedded in them. Images and the like are no posts."""
        found: dict[int, OriginalPost] = {}
        for entry in entries:
            if text_at(entry, "type") not in {*POST_TYPES, ""}:
                continue
            if why := why_hidden(entry):
                self.left_out[why] += 1
                continue
            replies = [reply for reply in objects_at(entry, "_embedded", "replies") if is_comment(reply)]
            comments = self._comments(replies, number_at(entry, "author"))
            found[number_at(entry, "id")] = read_post(entry, self.site, comments, self._zone)
        return tuple(found.values())

    def commented(
        self, entries: Sequence[Document], asked_for: int | None, total: int | None
    ) -> tuple[OriginalPost, ...]:
        """Return the posts that comments belong to. `total` is the promise for the one post that was asked for."""
        found: dict[int, list[Document]] = {asked_for: []} if asked_for else {}
        for entry in entries:
            post = number_at(entry, "post") or asked_for
            if post and not (why := why_unseen(entry)):
                found.setdefault(post, []).append(entry)
            else:
                self.left_out[why if post else "unreadable"] += 1
        return tuple(
            OriginalPost(
                source_key=post_key(self.site, post),
                source=Source.FEED,
                url=next((address for entry in of_it if (address := find_address(text_at(entry, "link")))), None),
                declared=total if post == asked_for else None,
                comments=self._comments(of_it, _author_above(of_it)),
            )
            for post, of_it in found.items()
        )

    def _comments(self, entries: Sequence[Document], post_author: int) -> tuple[OriginalComment, ...]:
        """Return comments by number, because an answer may have a parent after its replies."""
        found: dict[int, OriginalComment] = {}
        for entry in sorted(entries, key=lambda entry: number_at(entry, "id")):
            if why := why_unseen(entry):
                self.left_out[why] += 1
            else:
                found[number_at(entry, "id")] = read_comment(entry, self.site, post_author, self._zone)
        return tuple(found.values())


# the document


def _open(document: object) -> tuple[object, object]:
    """Return the answer itself and the envelope around it, None for none."""
    if isinstance(document, dict) and {"body", "status", "headers"} <= document.keys():
        return document["body"], document
    return document, None


def _entries(body: object) -> list[Document]:
    """Return the posts or comments of a list, of a single one, or of an object with a list of them."""
    if isinstance(body, dict):
        named = next((body[name] for name in _LISTS if isinstance(body.get(name), list)), None)
        body = [body] if named is None else named
    found = [to_v2(entry) for entry in body] if isinstance(body, list) else []
    return [entry if isinstance(entry, dict) else {} for entry in found]


def _promise(envelope: object, name: str, body: object = None) -> int | None:
    """Return a number that a host gives beside its answer."""
    headers = envelope.get("headers") if isinstance(envelope, dict) else None
    if isinstance(headers, dict) and name in headers:
        return number_at(headers, name)
    return number_at(body, "found") if isinstance(body, dict) and "found" in body else None


def _author_above(entries: Sequence[Document]) -> int:
    """Return the number of the account that wrote the post, which comments may have embedded."""
    above = (number_at(up, "author") for entry in entries for up in objects_at(entry, "_embedded", "up"))
    return next((number for number in above if number), 0)


# the question


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def _is_about_comments(url: str) -> bool:
    parts = _split(url)
    return "/comments" in parts.path + parse_qs(parts.query).get("rest_route", [""])[0]


def _post_of(url: str) -> int | None:
    """Return the one post that an address asks the comments of, None for other questions."""
    parts = _split(url)
    asked = parse_qs(parts.query)
    if found := _OF_POST.search(parts.path):
        return int(found[1])
    named = asked.get("post", [])
    return number_at({"": named[0]}, "") or None if len(named) == 1 and not asked.keys() & _NARROWING else None


def _find_site(entries: Sequence[Document], url: str) -> str:
    """Return the site, by the API's own addresses, else by the address of what it gives; raise BadInput for none."""
    routes = [link for entry in entries for link in own_links(entry)]
    for route in [*routes, url]:
        if found := _ROUTE.match(route):
            return site_key(found[1])
    address = next((address for entry in entries if (address := find_address(text_at(entry, "link")))), None)
    if address is None:
        raise BadInput(_NO_SITE)
    return site_key(f"https://{urlsplit(address).netloc}/")
