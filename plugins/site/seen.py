"""What a page shows, cut into the parts of each item, as text and addresses. Pure."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment

from plugins.site import wording
from plugins.site.dates import MONTHS

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "b",
        "bdi",
        "code",
        "em",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "wbr",
    }
)
_ADDRESSES = frozenset({"href", "src", "action", "cite"})
_SAID = frozenset({"title", "alt", "aria-label", "value", "placeholder", "content", "datetime"})
_ADDRESS_COLUMNS = frozenset({"url", "path", "href", "host", "tag_id", "broader_id", "alias"})
_WORDLESS = frozenset(
    [
        "id",
        "site_id",
        "post_id",
        "parent_id",
        "item_id",
        "state",
        "state_ref",
        "author_kind",
        "is_owner",
        "is_page",
        "published",
        "published_utc",
        "published_precision",
        "year",
        "month",
        "position",
        "depth",
        "declared",
        "comment_count",
        "source_gone_since",
        "row_version",
        "kind",
        "ref",
        "source",
        "zone",
        "item_count",
        "total_count",
        "mention_count",
        "evidence_count",
        "first_seen",
        "last_seen",
        "form",
        "rule_id",
        "words",
        "key",
    ]
)
"""Columns of ids, times, counts and fixed words: an undecided date in a text is no reason to miss the post's own."""

_WORDLESS_IMAGE = "[image]"
_OWN_TITLES = frozenset({"redaction", "image", "reference", "mention", "post_link", "acronym"})
_LOG = "/-/log/"


@dataclass(frozen=True, slots=True)
class SeenPart:
    """What a page shows of one item: its text, and the addresses in it. `owner` is "" for the archive's own voice."""

    owner: str
    text: str
    addresses: tuple[str, ...]


class _Reader(HTMLParser):
    """Collects text and addresses by owner: the nearest element around them that carries `data-item`.

    An empty `data-item` is the archive's own voice inside somebody's part: a date, "in reply to", "link".
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: dict[str, list[str]] = {}
        self.addresses: dict[str, list[str]] = {}
        self._open: list[tuple[str, str, bool]] = []

    @property
    def _owner(self) -> str:
        return self._open[-1][1] if self._open else ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note whose element begins, and what its attributes say."""
        given = dict(attrs)
        owner = (given["data-item"] or "") if "data-item" in given else self._owner
        ours = (given.get("class") or "") in _OWN_TITLES or bool(self._open and self._open[-1][2])
        if tag not in _INLINE:
            self._say(owner, "\n")
            self._say(self._owner, "\n")
        for name, value in given.items():
            if value and name in _ADDRESSES:
                self.addresses.setdefault(owner, []).append(value)
            elif value and name in _SAID and not ours:
                self._say(owner, f"\n{value}\n")
        if tag not in _VOID:
            self._open.append((tag, owner, ours))

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and whatever was left open inside it."""
        if all(name != tag for name, _, _ in self._open):
            return
        while self._open:
            name, owner, _ = self._open.pop()
            if name not in _INLINE:
                self._say(owner, "\n")
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        """Note text."""
        self._say(self._owner, data)

    def _say(self, owner: str, text: str) -> None:
        self.texts.setdefault(owner, []).append(text)


def see_html(html: str, location: str = "", whose: str = "") -> list[SeenPart]:
    """Return the parts of a page; the address it redirects to belongs to `whose`.

    >>> [(part.owner, part.text.split()) for part in see_html('<p>By <b data-item="7">Ann</b></p>')]
    [('', ['By']), ('7', ['Ann'])]
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if location:
        reader.addresses.setdefault(whose, []).append(location)
    owners = dict.fromkeys([*reader.texts, *reader.addresses])
    return [
        SeenPart(
            owner,
            # the words that stand for an image without a description are ours
            "".join(reader.texts.get(owner, ())).replace(_WORDLESS_IMAGE, " "),
            _told(reader.addresses.get(owner, ())),
        )
        for owner in owners
    ]


def _told(addresses: Iterable[str]) -> tuple[str, ...]:
    # the random reference of a log line can spell anything
    return tuple(address for address in addresses if not address.startswith(_LOG))


def see_json(body: str) -> tuple[list[SeenPart], str | None]:
    """Return the rows of a JSON answer of Datasette's as parts, and the path of the next page."""
    answer = json.loads(body)
    parts = [part for row in answer.get("rows", ()) for part in _row(row)]
    following = answer.get("next_url")
    if not following:
        return parts, None
    split = urlsplit(following)
    return parts, f"{split.path}?{split.query}"


def see_csv(body: str) -> list[SeenPart]:
    """Return the rows of a CSV answer as parts."""
    return [part for row in csv.DictReader(io.StringIO(body)) for part in _row(row)]


def see_text(body: str) -> list[SeenPart]:
    """Return a plain document as one part, each of its words as an address too.

    >>> see_text('id,name\\npsr,"Reports"')[0].addresses
    ('id', 'name', 'psr', 'Reports')
    """
    return [SeenPart("document", body, tuple(re.findall(r'[^\s"<>,;\[\]{}]+', body)))]


def _row(row: Mapping[str, Any]) -> Iterator[SeenPart]:
    owner = str(row.get("item_id") or row.get("id") or row.get("ref") or "row")
    for column, value in row.items():
        if column in _WORDLESS or not isinstance(value, str) or not value:
            continue
        if column == "html":
            yield from (SeenPart(owner, part.text, part.addresses) for part in see_html(value))
        elif column == "marks":
            hrefs = tuple(mark[3]["href"] for mark in json.loads(value) if mark[3].get("href"))
            labels = "\n".join(mark[3].get("label", "") for mark in json.loads(value))
            yield SeenPart(owner, labels, hrefs)
        else:
            yield SeenPart(owner, value, (value,) if column in _ADDRESS_COLUMNS else ())


def _template_text() -> Iterator[str]:
    environment = Environment(autoescape=True)
    for folder in (
        "site/templates",
        "search/templates",
        "tagging/templates",
        "acronyms/templates",
        "reports/templates",
        "research/templates",
        "research/datasette",
    ):
        for entry in resources.files("plugins").joinpath(folder).iterdir():
            for _, kind, text in environment.lex(entry.read_text(encoding="utf-8")):
                # "data" is what stands between the tags of a template; strings inside them are said too
                if kind in ("data", "string"):
                    yield text


OWN_TEXT = "\n".join([*_template_text(), *MONTHS, *wording.OWN_WORDS])
"""Everything the archive says in its own voice. Words of it are no trace of anybody outside an item's part."""
