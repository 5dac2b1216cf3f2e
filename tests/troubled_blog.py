"""Blogs in trouble: any blog of the tests, with answers that come late, broken, packed to burst, or not at all.

A trouble is a function that gets the handler of one request and the answer that a healthy blog would give.
"""

from __future__ import annotations

import gzip
import itertools
import socket
import struct
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit

from scraper.sample_blog.server import HTML, Answer
from tests.harvest_runs import WatchedBlog

Trouble = Callable[[BaseHTTPRequestHandler, Answer], None]

LONG = 30.0
"""Seconds after which a silent answer ends by itself, should a test have failed before."""
MB = 1024 * 1024


@contextmanager
def trouble(blog: WatchedBlog, *kinds: Trouble, at: str, first: int = 0, after: int = 0) -> Iterator[Counter[str]]:
    """Have answers below a path go wrong, each in turn with the next kind; yield how often, by path.

    With `first` only so many answers of each path do, with `after` only those that follow so many good ones in all.
    """
    given: Counter[str] = Counter()
    turns, good, counting = itertools.cycle(kinds), itertools.count(), threading.Lock()
    plain: Any = blog._http.RequestHandlerClass

    class Handler(plain):  # type: ignore[misc]  # the blog's own handler is made for each blog
        def _send(self, answer: Answer, *, with_body: bool) -> None:
            path = urlsplit(self.path).path
            with counting:
                is_meant = path.startswith(at) and not (first and given[path] >= first)
                is_meant = is_meant and (not after or next(good) >= after)
                given.update([path] if is_meant else [])
                kind = next(turns) if is_meant else None
            if kind is None:
                super()._send(answer, with_body=with_body)
            else:
                self.close_connection = True
                kind(self, answer)

    blog._http.RequestHandlerClass = Handler
    try:
        yield given
    finally:
        blog._http.RequestHandlerClass = plain
        _let_go.set()
        _let_go.clear()


_let_go = threading.Event()


def _begin(handler: BaseHTTPRequestHandler, status: int, *headers: tuple[str, str]) -> None:
    handler.send_response(status)
    for name, value in (*headers, ("Connection", "close")):
        handler.send_header(name, value)
    handler.end_headers()


# answers that do not come, or not whole


def silence(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Answer nothing and keep the line open."""
    _let_go.wait(LONG)


def truncation(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Promise the whole, send a half, hang up."""
    _begin(handler, 200, ("Content-Type", answer.kind), ("Content-Length", str(len(answer.body) + 1)))
    handler.wfile.write(answer.body[: len(answer.body) // 2])


def broken_chunks(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Send one piece of several and hang up."""
    _begin(handler, 200, ("Content-Type", answer.kind), ("Transfer-Encoding", "chunked"))
    half = answer.body[: len(answer.body) // 2]
    handler.wfile.write(b"%x\r\n%b\r\n" % (len(half), half))


def reset(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Break the connection off as a crash does."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.shutdown(socket.SHUT_RD)
    handler.wfile = _Nowhere()  # type: ignore[assignment]  # nothing more is sent
    handler.connection.close()


class _Nowhere:
    """What a handler may write to after its connection is gone."""

    closed = True

    def flush(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


def hang_up(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Close the line without a word."""


def drip(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Send a byte now and then, for longer than anybody waits."""
    _begin(handler, 200, ("Content-Type", answer.kind), ("Content-Length", str(len(answer.body))))
    for byte in answer.body:
        handler.wfile.write(bytes([byte]))
        if _let_go.wait(0.2):
            return


def slow_headers(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Send headers without an end."""
    handler.send_response(200)
    handler.flush_headers()
    for number in itertools.count():
        handler.wfile.write(b"X-%d: 1\r\n" % number)
        if _let_go.wait(0.05):
            return


def gibberish(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Answer in no protocol."""
    handler.wfile.write(b"\x16\x03\x01\x00\xff\r\n\r\n" * 20)


# answers that refuse


def refusal(status: int, **headers: str) -> Trouble:
    """Return a trouble that answers with a status."""

    def refuse(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
        _begin(handler, status, ("Content-Length", "0"), *named)

    return refuse


def ring(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Redirect to the address itself."""
    _begin(handler, 302, ("Content-Length", "0"), ("Location", handler.path))


def endless_redirects(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    """Redirect to an address that was never asked for, and so on."""
    parts = urlsplit(handler.path)
    place = f"{parts.path}?{parts.query}{'&' if parts.query else ''}again=1"
    _begin(handler, 302, ("Content-Length", "0"), ("Location", place))


# answers that are something else


def other(body: bytes, kind: str = HTML, **headers: str) -> Trouble:
    """Return a trouble that answers 200 with a body of its own."""

    def answer_other(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
        _begin(handler, 200, ("Content-Type", kind), ("Content-Length", str(len(body))), *named)
        handler.wfile.write(body)

    return answer_other


def changed(change: Callable[[bytes], bytes], kind: str = "") -> Trouble:
    """Return a trouble that answers 200 with the body changed, and with another Content-Type where one is given."""

    def answer_changed(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        body = change(answer.body)
        _begin(handler, 200, ("Content-Type", kind or answer.kind), ("Content-Length", str(len(body))))
        handler.wfile.write(body)

    return answer_changed


def bomb(size: int = 200 * MB) -> Trouble:
    """Return a trouble that answers with little that unpacks to much."""
    packed = gzip.compress(b" " * size, 9)
    return other(packed, Content_Encoding="gzip")


def packed(pack: Callable[[bytes], bytes], coding: str) -> Trouble:
    """Return a trouble that answers 200 with the body packed in some way, and says that it is packed in that."""

    def answer_packed(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        body = pack(answer.body)
        named = (("Content-Encoding", coding), ("Content-Length", str(len(body))))
        _begin(handler, 200, ("Content-Type", answer.kind), *named)
        handler.wfile.write(body)

    return answer_packed


def _half_of_gzip(body: bytes) -> bytes:
    whole = gzip.compress(body)
    return whole[: len(whole) // 2]


damaged_packing = packed(_half_of_gzip, "gzip")
"""Breaks off in the middle of what was packed, at the end of the answer."""
false_packing = packed(lambda body: body, "gzip")
"""Says that it is packed, and is not."""


CAPTCHA = other(
    b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>"
    b"<form id='challenge-form' action='/?__cf_chl_f_tk=x'>One more step.</form></body></html>"
)
SORRY = other(
    b"<html><head><title>Sorry...</title></head><body><form action='https://www.google.com/sorry/index'>"
    b"Our systems have detected unusual traffic from your computer network.</form></body></html>"
)
FOREIGN = other(b"<!DOCTYPE html><html><body><article><h1>Soup</h1><p>A recipe.</p></article></body></html>")
EMPTY = other(b"")
"""Pages with status 200 that are no answer to what was asked."""
