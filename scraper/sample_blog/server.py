"""A real HTTP server for the sample blog, on 127.0.0.1 alone, with the validators and paging that Blogger has."""

from __future__ import annotations

import hashlib
import re
import sys
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

from scraper.sample_blog.content import SamplePost, load_content
from scraper.sample_blog.dress import Dress, latest_time

FEED_PAGE = 25
FEED_CAP = 150
_FEED_OF_POST = re.compile(r"/feeds/(\d+)/comments/default\Z")
_MONTH = re.compile(r"/(\d{4})/(?:(\d{2})/)?(?:index\.html)?\Z")
ATOM, HTML, XML, TEXT = (
    "application/atom+xml; charset=UTF-8",
    "text/html; charset=UTF-8",
    "application/xml; charset=UTF-8",
    "text/plain; charset=UTF-8",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the server."""

    status: int
    kind: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # of more connections at once than wait in the queue, the rest would try again after a second
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class SampleBlog:
    """The sample blog while it is being served. Use as a context manager, or call `close()`.

    `posts` may be replaced between two harvests; `requests` counts the requests per path and query, `answers` the
    status codes, `conditional` the requests that carried a validator. For tests of a blog in trouble, `faults` maps a
    path to (status, headers) answers that are given first, once each, and `instead` maps a path to the answer that
    stands there for good.
    """

    def __init__(self, port: int = 0, content: Sequence[SamplePost] | None = None) -> None:
        self.posts = list(content if content is not None else load_content())
        self.requests: Counter[str] = Counter()
        self.answers: Counter[int] = Counter()
        self.conditional = 0
        self.faults: dict[str, list[tuple[int, dict[str, str]]]] = {}
        self.instead: dict[str, Answer] = {}
        self._counting = threading.Lock()
        self._http = _Server(("127.0.0.1", port), _handler(self))
        self.port: int = self._http.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def wait(self) -> None:
        """Serve until interrupted."""
        self._thread.join()

    def close(self) -> None:
        """Stop serving and free the port."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def count(self, target: str, headers: Mapping[str, str], answer: Answer) -> None:
        """Note one request and its answer, just before the answer goes out."""
        with self._counting:
            self.requests[target] += 1
            self.answers[answer.status] += 1
            self.conditional += "If-None-Match" in headers or "If-Modified-Since" in headers

    def answer(self, target: str, headers: Mapping[str, str]) -> Answer:
        """Return what the blog says to a request for a path with query."""
        path = urlsplit(target).path
        with self._counting:
            fault = self.faults[path].pop(0) if self.faults.get(path) else None
        if fault is not None:
            return Answer(fault[0], TEXT, headers=fault[1])
        return self.instead.get(path) or self._content(target, headers)

    def _content(self, target: str, headers: Mapping[str, str]) -> Answer:
        try:
            found = self._find(target)
        except (ValueError, TypeError):
            return Answer(400, TEXT, b"A time that is asked for has the form 2014-05-06T07:08:09.000Z.")
        if found is None:
            return Answer(404, HTML, b"<!DOCTYPE html><title>Not found</title>")
        kind, body = found[0], found[1].encode()
        validators = {
            "ETag": f'W/"{hashlib.sha256(body).hexdigest()[:32]}"',
            "Last-Modified": format_datetime(self.changed, usegmt=True),
            "Cache-Control": "private, max-age=0",
        }
        if self._is_fresh(validators["ETag"], headers):
            return Answer(304, kind, headers=validators)
        return Answer(200, kind, body, validators)

    def _is_fresh(self, tag: str, headers: Mapping[str, str]) -> bool:
        """RFC 9110, 13.2.2: If-None-Match decides where it is given, else If-Modified-Since; 13.1.3: a date or nothing."""
        if asked := headers.get("If-None-Match"):
            return asked.strip() == "*" or tag in [part.strip() for part in asked.split(",")]
        try:
            return parsedate_to_datetime(headers.get("If-Modified-Since") or "") >= self.changed
        except (ValueError, TypeError):
            return False

    def _find(self, target: str) -> tuple[str, str] | None:
        parts = urlsplit(target)
        path, query = unquote(parts.path), parse_qs(parts.query)
        dress = Dress(self.posts, self.url)
        if feed := self._feed(dress, path, query):
            return ATOM, feed
        if path == "/robots.txt":
            return TEXT, dress.robots()
        if path in ("/sitemap.xml", "/sitemap-pages.xml"):
            return XML, dress.sitemap() if path == "/sitemap.xml" else Dress([], self.url).sitemap()
        if page := self._page(dress, path):
            return HTML, page
        return None

    def _page(self, dress: Dress, path: str) -> str | None:
        for post in self.posts:
            if post.path == path:
                return dress.post_page(post)
        if path in ("/", "/index.html"):
            return dress.list_page("On Flood Watch", dress.posts[-7:])
        if found := _MONTH.match(path):
            year, month = found.groups()
            wanted = [p for p in self.posts if f"{p.published:%Y}" == year and month in (None, f"{p.published:%m}")]
            return dress.list_page(f"On Flood Watch: {path.strip('/')}", wanted) if wanted else None
        if path.startswith("/search/label/"):
            label = path.removeprefix("/search/label/")
            wanted = [p for p in self.posts if label in p.labels]
            return dress.list_page(f"On Flood Watch: {label}", wanted) if wanted else None
        return None

    def _feed(self, dress: Dress, path: str, query: dict[str, list[str]]) -> str | None:
        start = max(1, _int(query, "start-index", 1))
        most = min(FEED_CAP, max(1, _int(query, "max-results", FEED_PAGE)))
        since = datetime.fromisoformat(query["published-min"][0]) if "published-min" in query else None
        if path in ("/feeds/posts/default", "/feeds/pages/default"):
            # this blog has no static pages
            wanted = [post for post in self.posts if path.startswith("/feeds/posts") and _is_since(post, since)]
            return Dress(wanted, self.url).posts_feed(start=start, most=most)
        if not (found := _FEED_OF_POST.match(path)):
            return None
        oldest = query.get("orderby") == ["published"] and query.get("reverse") == ["false"]
        for post in self.posts:
            if post.id == found.group(1):
                return dress.comments_feed(post, start=start, most=most, since=since, oldest=oldest)
        return None

    @property
    def changed(self) -> datetime:
        """When the blog last changed: the time of its newest post or comment."""
        return latest_time(self.posts).astimezone(UTC).replace(microsecond=0)


def _is_since(post: SamplePost, since: datetime | None) -> bool:
    return since is None or post.published >= since


def _int(query: dict[str, list[str]], name: str, default: int) -> int:
    given = query.get(name, [""])[0]
    return int(given) if given.isdigit() else default


def _handler(blog: SampleBlog) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "GSE"
        sys_version = ""

        def log_message(self, format: str, *args: Any) -> None:
            """Keep quiet: the demo prints its own lines."""

        def do_GET(self) -> None:
            """Answer a GET request."""
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            """Answer a HEAD request."""
            self._answer(with_body=False)

        def _answer(self, *, with_body: bool) -> None:
            headers = dict(self.headers.items())
            answer = blog.answer(self.path, headers)
            blog.count(self.path, headers, answer)
            self._send(answer, with_body=with_body)

        def _send(self, answer: Answer, *, with_body: bool) -> None:
            self.send_response(answer.status, HTTPStatus(answer.status).phrase)
            length = {} if answer.status == 304 else {"Content-Length": str(len(answer.body))}
            for name, value in {"Content-Type": answer.kind, **length, **answer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            if with_body and answer.status != 304:
                self.wfile.write(answer.body)

    return Handler
