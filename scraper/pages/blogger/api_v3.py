"""Answers of the Blogger API, version 3: posts and pages, alone or in lists, and comments, already read as JSON.

Format: https://developers.google.com/blogger/docs/3.0/reference
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from archive.errors import BadInput, UnrecognisedInput
from archive.markup import parse_fragment
from archive.originals.records import (
    OriginalComment,
    OriginalPost,
    Parsed,
    SiteRecord,
    Source,
)
from scraper.pages.addresses import find_absolute, site_host
from scraper.pages.authors import read_author, removed_by, removed_state
from scraper.pages.blogger.atom import why_left_out
from scraper.pages.dates import from_iso
from scraper.pages.telltales import not_recognised

FORMAT = "Blogger API answer"

_Object = Mapping[str, object]
_COMMENT = "blogger#comment"
_ITEMS = frozenset({"blogger#post", "blogger#page", _COMMENT})
_LISTS = frozenset({"blogger#postList", "blogger#pageList", "blogger#commentList"})
# a public answer leaves the status out
_PUBLIC = frozenset({"", "LIVE", "EMPTIED"})
_NUMBER = re.compile(r"\d{1,30}", re.ASCII)


def is_api_v3(document: object) -> bool:
    """True for an answer of the API: a post, page or comment, or a list of such."""
    first = document[0] if isinstance(document, list) and document else document
    return isinstance(first, dict) and _text(first, "kind") in _ITEMS | _LISTS


def parse_api_v3(document: object, *, zone: ZoneInfo) -> Parsed:
    """Return the posts, pages and comments of an answer; `left_out` counts those that are not public, by status.

    Raises UnrecognisedInput for a document that is no such answer, BadInput for items without a number.
    """
    if not is_api_v3(document):
        raise UnrecognisedInput(not_recognised("", default="JSON that is no answer of the Blogger API"))
    shown: list[_Object] = []
    left_out: Counter[str] = Counter()
    for item in _iter_items(document):
        status = _text(item, "status").upper()
        if status in _PUBLIC:
            shown.append(item)
        else:
            left_out[why_left_out(status)] += 1
    posts = {_key(item): _post(item, zone) for item in shown if item.get("kind") != _COMMENT}
    comments: dict[str, list[_Object]] = {}
    for item in shown:
        if item.get("kind") == _COMMENT:
            comments.setdefault(_key(_object(item, "post")), []).append(item)
    for key, of_it in comments.items():
        post = posts.get(key, OriginalPost(source_key=key, source=Source.FEED))
        posts[key] = replace(post, comments=_comments(of_it, zone))
    return Parsed(FORMAT, _site(shown, posts.values()), tuple(posts.values()), dict(left_out))


def _iter_items(document: object) -> Iterator[_Object]:
    """Yield posts, pages and comments; a comment that stands inside a post is of that post."""
    for item in _objects(document):
        yield item
        for comment in _objects(_object(item, "replies").get("items", [])):
            yield {**comment, "post": {"id": item.get("id")}}


def _objects(document: object) -> Iterator[_Object]:
    """Yield the posts, pages and comments of a list, or the one that the document is."""
    listed = document.get("items", [document]) if isinstance(document, dict) else document
    for item in listed if isinstance(listed, list) else ():
        if isinstance(item, dict) and _text(item, "kind") in _ITEMS:
            yield item


def _site(items: list[_Object], posts: Iterable[OriginalPost]) -> SiteRecord:
    hosts = (site_host(post.url) for post in posts if post.url)
    blogs = (_text(_object(item, "blog"), "id") for item in items)
    return SiteRecord(next(hosts, ""), None, next((blog for blog in blogs if _NUMBER.fullmatch(blog)), None))


def _post(item: _Object, zone: ZoneInfo) -> OriginalPost:
    total = _text(_object(item, "replies"), "totalItems")
    return OriginalPost(
        source_key=_key(item),
        source=Source.FEED,
        url=find_absolute("", _text(item, "url")),
        title=" ".join(_text(item, "title").split()) or None,
        text=parse_fragment(_text(item, "content")) if isinstance(item.get("content"), str) else None,
        author=" ".join(_text(_object(item, "author"), "displayName").split()) or None,
        published=from_iso(_text(item, "published"), zone),
        labels=_labels(item),
        declared=int(total) if total.isdecimal() and len(total) < 10 else None,
        is_page=item.get("kind") == "blogger#page",
    )


def _labels(item: _Object) -> tuple[str, ...]:
    labels = item.get("labels")
    return tuple(dict.fromkeys(each for each in labels if isinstance(each, str))) if isinstance(labels, list) else ()


def _comments(items: list[_Object], zone: ZoneInfo) -> tuple[OriginalComment, ...]:
    """Return comments once each, oldest first, because the order of an answer is no thread."""
    once = {_key(item): item for item in items}
    aged = sorted(once, key=lambda key: (from_iso(_text(once[key], "published"), ZoneInfo("UTC")).local, key.zfill(40)))
    return tuple(_comment(once[key], ordinal, zone) for ordinal, key in enumerate(aged))


def _comment(item: _Object, ordinal: int, zone: ZoneInfo) -> OriginalComment:
    by, content = _object(item, "author"), _text(item, "content")
    author, kind, address = read_author(_text(by, "displayName"), _text(by, "url"))
    is_emptied = _text(item, "status").upper() == "EMPTIED"
    answered = _object(item, "inReplyTo")
    return OriginalComment(
        source_key=_key(item),
        ordinal=ordinal,
        text=parse_fragment(content),
        parent_key=_key(answered) if answered else None,
        author=author,
        author_kind=kind,
        author_url=address,
        published=from_iso(_text(item, "published"), zone),
        state=removed_by(content) if is_emptied else removed_state(content),
    )


def _key(item: _Object) -> str:
    number = _text(item, "id")
    if not _NUMBER.fullmatch(number):
        raise BadInput("A post or comment of this answer has no Blogger id: ask the API again.")
    return f"blogger:{number}"


def _text(item: _Object, name: str) -> str:
    value = item.get(name)
    return str(value) if isinstance(value, str | int) else ""


def _object(item: _Object, name: str) -> _Object:
    value = item.get(name)
    return value if isinstance(value, dict) else {}
