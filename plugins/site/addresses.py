"""Addresses of the archive's own pages, and which comment a blog's `?showComment=` means. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol
from urllib.parse import parse_qsl, quote, unquote, urlencode

from archive.public.models import PublicComment

TAGGED_AT_ONCE = 50
"""How many posts and comments a page of a topic lists."""

UNEXPLAINED_AT_ONCE = 50
"""How many acronyms a page of those that nobody explains lists."""


class Asked(Protocol):
    """A request, as far as its parameters go."""

    @property
    def args(self) -> Mapping[str, str]:
        """The parameters of its address."""


def page_number(request: Asked, name: str = "page") -> int:
    """Return which page of a list is asked for: 1 where that is not said, or is no number of one.

    >>> from types import SimpleNamespace
    >>> [page_number(SimpleNamespace(args={"page": each})) for each in ("3", "-3", "", "0")]
    [3, 1, 1, 1]
    """
    asked = request.args.get(name) or "1"
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def tag_address(tag_id: str, page: int = 1) -> str:
    """Return the page of a tag, or a further one of it."""
    return f"/-/topic/{quote(tag_id, safe='')}" + (f"?page={page}" if page > 1 else "")


CITE_FORMS = {
    "txt": "text/plain",
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
}
"""The forms of a citation: the ending of their files, and the type of what is in them."""


def item_address(item_id: str, *, is_comment: bool) -> str:
    """Return the address that leads to a post or comment, wherever it stands."""
    return f"/-/{'comment' if is_comment else 'post'}/{quote(item_id, safe='')}"


def cite_address(item_id: str, form: str = "") -> str:
    """Return the page that says how to cite a post or comment, or the file of one form."""
    page = f"/-/cite/{quote(item_id, safe='')}"
    return f"{page}/cite.{form}" if form else page


def feed_address(kind: str, wanted: str = "") -> str:
    """Return a feed: of "posts", of "comments", or of one "post", "topic" or "acronym"."""
    return f"/-/feed/{kind}/{quote(wanted, safe='')}" if wanted else f"/-/feed/{kind}"


def pen_name_address(name: str, page: int = 1) -> str:
    """Return the page of what is signed with a name, or a further one of it."""
    return f"/-/by/{quote(name, safe='')}" + (f"?page={page}" if page > 1 else "")


def log_address(ref: str | None) -> str:
    """Return the page of a line of the public log, "" without one."""
    return f"/-/log/{quote(ref, safe='')}" if ref else ""


ACRONYMS = "/-/acronyms"
UNEXPLAINED = "/-/acronyms/unexplained"
TIMELINE = "/-/timeline"
KEYWORDS = "/-/keywords"
ACTIVITY = "/-/activity"


def acronym_address(acronym_id: str) -> str:
    """Return the page of an acronym."""
    return f"/-/acronym/{quote(acronym_id, safe='')}"


def letter_of(name: str) -> str:
    """Return the letter that an acronym stands under in the list of all.

    >>> letter_of("OASys"), letter_of("eOASys"), letter_of("3G")
    ('O', 'E', '0-9')
    """
    first = name[:1].upper()
    return first if first.isalpha() else "0-9"


def letter_address(letter: str) -> str:
    """Return the page of the acronyms that begin with a letter."""
    return f"{ACRONYMS}?{urlencode({'letter': letter})}"


def term_address(term: str) -> str:
    """Return the page that shows when a word or acronym was used."""
    return f"{TIMELINE}?{urlencode({'term': term})}"


def activity_address(year: str = "") -> str:
    """Return the page of how much was written of each month, or of each day of a year."""
    return f"{ACTIVITY}?{urlencode({'year': year})}" if year else ACTIVITY


def keywords_address(kind: str, value: str) -> str:
    """Return the page of the words typical of a "year", a "tag" or the thread of a "post"."""
    return f"{KEYWORDS}?{urlencode({kind: value})}"


def period_address(period: str, prefix: str = "") -> str:
    """Return the page of a year or month, after the prefix of its blog.

    >>> period_address("2018-07"), period_address("2018", "/desk.example")
    ('/2018/07/', '/desk.example/2018/')
    """
    return f"{prefix}/{period.replace('-', '/')}/"


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
