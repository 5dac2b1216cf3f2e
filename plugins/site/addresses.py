"""Addresses: where an item stands in the archive, and what an address of the blog means. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, unquote, urlencode

from archive.public.models import PublicComment, PublicPost

FIRST_SITE = 1
"""Unprefixed paths mean the archive's first blog for ever; further blogs stand under their host name."""

_MONTH_FILE = re.compile(r"/(\d{4})_(\d{2})_\d{2}_archive\.html\Z")


def post_address(post: PublicPost, host: str = "") -> str:
    """Return where a post stands: its own path at the blog, else `/-/post/ID`. `host` is that of a further blog."""
    if not post.path or (post.site_id != FIRST_SITE and not host):
        return f"/-/post/{quote(post.id, safe='')}"
    path = quote(unquote(post.path), safe="/~!$&'()*+,;=:@")
    return path if post.site_id == FIRST_SITE else f"/{host}{path}"


def anchor(item_id: str) -> str:
    """Return the fragment of a comment, without the "#"."""
    return f"c{item_id}"


def comment_address(post: PublicPost, comment_id: str, host: str = "") -> str:
    """Return where a comment stands: the anchor in its thread, as the blog itself has it."""
    return f"{post_address(post, host)}#{anchor(quote(comment_id, safe=''))}"


def tag_address(tag_id: str) -> str:
    """Return the page of a tag."""
    return f"/-/tag/{quote(tag_id, safe='')}"


def log_address(ref: str | None) -> str:
    """Return the page of a line of the public log, "" without one."""
    return f"/-/log/{quote(ref, safe='')}" if ref else ""


def month_address(month: str) -> str:
    """Return the page of a month.

    >>> month_address("2018-07")
    '/2018/07/'
    """
    return f"/{month.replace('-', '/')}/"


def search_address(query: str, page: int = 1) -> str:
    """Return the search page for a query."""
    given: dict[str, str | int] = {"q": query}
    if page > 1:
        given["page"] = page
    return f"/-/search?{urlencode(given)}"


def without(query_string: str, *names: str) -> str:
    """Return a query string without some of its names.

    >>> without("m=1&view=time", "m")
    'view=time'
    """
    return urlencode(
        [(name, value) for name, value in parse_qsl(query_string, keep_blank_values=True) if name not in names]
    )


def old_month_file(path: str) -> str | None:
    """Return the month that an archive file of the oldest layouts lists, None for any other path.

    >>> old_month_file("/2009_03_01_archive.html"), old_month_file("/2009/03/")
    ('2009-03', None)
    """
    found = _MONTH_FILE.match(path)
    return f"{found[1]}-{found[2]}" if found else None


def readable_path(raw: str) -> str | None:
    """Return the path that an address spells, None when it spells none (bytes that are no UTF-8, a NUL)."""
    try:
        path = unquote(raw, errors="strict")
    except UnicodeDecodeError:
        return None
    return None if "\0" in path else path


@dataclass(frozen=True, slots=True)
class Sought:
    """The instant in a blog's `?showComment=` address: milliseconds since 1970, which is how it names its comments."""

    instant: datetime

    @classmethod
    def parse(cls, value: str) -> Sought | None:
        """Return the instant, None for anything that is no such number."""
        if not re.fullmatch(r"\d{9,14}", value):
            return None
        return cls(datetime.fromtimestamp(int(value) / 1000, tz=UTC))

    def choose(self, comments: Iterable[PublicComment]) -> PublicComment | None:
        """Return the comment of that instant: to the millisecond, else to the second, else the first of its minute.

        A copy saved as text knows the minute alone; the oldest feeds knew seconds.
        """
        best: tuple[int, float, int, PublicComment] | None = None
        for comment in comments:
            rank = self._rank(comment)
            if rank is not None and (best is None or (*rank, comment.position) < best[:3]):
                best = (*rank, comment.position, comment)
        return best[3] if best else None

    def _rank(self, comment: PublicComment) -> tuple[int, float] | None:
        if not comment.published.utc:
            return None
        written = datetime.fromisoformat(comment.published.utc)
        written = written if written.tzinfo else written.replace(tzinfo=UTC)
        if comment.published.precision == "ms":
            apart = abs((written - self.instant).total_seconds())
            return (0, apart) if apart < 1 else None
        return (
            (1, 0.0)
            if written.replace(second=0, microsecond=0) == self.instant.replace(second=0, microsecond=0)
            else None
        )
