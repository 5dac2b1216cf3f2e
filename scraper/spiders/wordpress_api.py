"""Questions to the REST API of a WordPress site, and its answers with the promises that come with them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode, urlsplit
from zoneinfo import ZoneInfo

from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from archive.originals.records import OriginalPost
from scraper.answers import content_type
from scraper.pages.decoding import decode
from scraper.pages.json_text import is_json, load_json
from scraper.pages.wordpress.api import Answer, read_answer, refusal

PER_PAGE = 100
"""Entries asked for: the most that the API gives."""
MANY_SITES = "https://public-api.wordpress.com/wp/v2/sites/"
"""The API of the blogs at WordPress.com, which have none on their own hosts."""


@dataclass(frozen=True, slots=True)
class Api:
    """The API of one site: `route` is where its collections lie."""

    route: str

    @classmethod
    def of(cls, home: str, root: str | None) -> Api:
        """Return the API of a site by its home, and by the root of the API that its home page names.

        >>> Api.of("https://weir.example/blog", None).question("posts", page=2)
        'https://weir.example/blog/wp-json/wp/v2/posts?page=2&_envelope=1'
        >>> Api.of("https://weir.example", "https://weir.example/?rest_route=/").question("posts")
        'https://weir.example/?rest_route=/wp/v2/posts&_envelope=1'
        >>> Api.of("https://weir.wordpress.com", None).question("pages")
        'https://public-api.wordpress.com/wp/v2/sites/weir.wordpress.com/pages?_envelope=1'
        """
        host = urlsplit(home).hostname or ""
        if host.endswith(".wordpress.com"):
            return cls(f"{MANY_SITES}{host}/")
        return cls(f"{(root or f'{home}/wp-json').rstrip('/')}/wp/v2/")

    def question(self, name: str, **query: str | int) -> str:
        """Return an address that asks. In an envelope the totals stand in the answer, and so in its capture."""
        route = f"{self.route}{name}"
        return f"{route}{'&' if '?' in route else '?'}{urlencode({**query, '_envelope': 1})}"

    def is_elsewhere(self, url: str) -> bool:
        """True for an address of this API that is on another host than the blog."""
        return self.route.startswith(MANY_SITES) and url.startswith(self.route)


def find_refusal(response: Response) -> int | None:
    """Return the status with which the API refuses, 404 for an answer that is none of an API, None for any other."""
    text = decode(response.body, content_type(response))
    return refusal(load_json(text)) if is_json(text) else 404


def read_response(response: Response, zone: ZoneInfo) -> Answer:
    """Return an answer of the API; raise UnrecognisedInput or BadInput. Hosts without envelopes promise in headers."""
    answer = read_answer(load_json(decode(response.body, content_type(response))), url=response.url, zone=zone)
    if answer.pages is None:
        answer = replace(answer, total=_header(response, "X-WP-Total"), pages=_header(response, "X-WP-TotalPages"))
    return answer


def _header(response: Response, name: str) -> int | None:
    value = (response.headers.get(name) or b"").strip()
    return int(value) if value.isdigit() and len(value) < 10 else None


def is_last(answer: Answer, page: int) -> bool:
    """Return whether a walk is at its end: by the promise, and wherever nothing came, whatever was promised."""
    if answer.pages is None:
        return answer.entries < PER_PAGE
    return page >= answer.pages or not answer.entries


def is_closed(error: BaseException) -> bool:
    """True for a host that does not give its API to strangers, or has none that takes our questions."""
    return isinstance(error, HttpError) and error.response.status in (400, 401, 403, 405, 406, 501)


@dataclass(slots=True)
class SeenComments:
    """What a run has seen of the comments of one post.

    `declared` is the greatest number that anything promised; `waiting` counts what was asked for and has not come;
    `links` lead to further pages of comments; `is_cut` is set once something of it was not to be had.
    """

    keys: set[str] = field(default_factory=set)
    declared: int | None = None
    waiting: int = 0
    links: dict[str, None] = field(default_factory=dict)
    is_cut: bool = False

    def take(self, post: OriginalPost) -> None:
        """Note the comments that an answer shows of the post."""
        self.keys.update(comment.source_key for comment in post.comments)
        if post.declared is not None:
            self.declared = max(post.declared, self.declared or 0)

    @property
    def is_whole(self) -> bool:
        """True when as many were seen as anything promised."""
        return self.declared is not None and len(self.keys) >= self.declared

    def take_links(self) -> list[str]:
        """Return the further pages that were found, and forget them."""
        links, self.links = list(self.links), {}
        return links
