"""One post or comment as a WordPress site gives it to machines: JSON of any shape in, records out.

The shape of wp/v2 is the one that is read; what the older API of WordPress.com gives is brought to it first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from archive.errors import WrongUse
from archive.markup import parse_fragment
from archive.originals.records import OriginalComment, OriginalPost, Source
from archive.originals.urls import canonical_url
from scraper.pages.wordpress.identity import comment_key, post_key
from scraper.pages.wordpress.raw_text import plain
from scraper.pages.wordpress.values import COMMENT_KINDS, POST_TYPES, read_person, read_time
from scraper.pages.xml import drop_forbidden

Document = Mapping[str, Any]

_LABELS = frozenset({"category", "post_tag"})
_STATES = {"draft": "draft", "future": "future", "pending": "pending", "private": "private", "trash": "trash"}
_UNSEEN = {"spam": "spam", "trash": "trash"}
_MOST = 10**18


# JSON


def text_at(node: object, *names: str) -> str:
    """Return the text at a path of names, "" when there is none."""
    for name in names:
        node = node.get(name) if isinstance(node, dict) else None
    return drop_forbidden(node) if isinstance(node, str) else ""


def number_at(node: object, *names: str) -> int:
    """Return the number at a path of names, also one that is written as text; 0 when there is none."""
    for name in names:
        node = node.get(name) if isinstance(node, dict) else None
    if isinstance(node, str) and node.isascii() and node.isdecimal() and len(node) < 19:
        node = int(node)
    return node if isinstance(node, int) and not isinstance(node, bool) and 0 <= node < _MOST else 0


def objects_at(node: object, *names: str) -> list[Document]:
    """Return the objects of the list at a path of names; lists inside it are opened."""
    for name in names:
        node = node.get(name) if isinstance(node, dict) else None
    found: list[Document] = []
    for each in node if isinstance(node, list) else ():
        found.extend(inner for inner in (each if isinstance(each, list) else [each]) if isinstance(inner, dict))
    return found


def is_comment(entry: object) -> bool:
    """True for an object that has the shape of a comment."""
    return isinstance(entry, dict) and number_at(entry, "id") > 0 and "author_name" in entry and "content" in entry


def is_post(entry: object) -> bool:
    """True for an object that has the shape of a post, page or the like."""
    if not isinstance(entry, dict) or is_comment(entry) or not number_at(entry, "id"):
        return False
    return bool(text_at(entry, "link")) and any(
        isinstance(entry.get(name), dict) and "rendered" in entry[name] for name in ("title", "content")
    )


def to_v2(entry: object) -> object:
    """Return an object of WordPress.com's API 1.1 in the shape of wp/v2, any other one as it is."""
    if not isinstance(entry, dict) or not number_at(entry, "ID") or "content" not in entry:
        return entry
    common = {
        "id": entry["ID"],
        "link": text_at(entry, "URL"),
        "content": {"rendered": text_at(entry, "content"), "protected": bool(text_at(entry, "password"))},
        "status": text_at(entry, "status"),
        "type": text_at(entry, "type"),
        "date_gmt": _in_utc(text_at(entry, "date")),
        "author": number_at(entry, "author", "ID"),
    }
    if isinstance(entry.get("post"), dict):
        author = {"author_name": text_at(entry, "author", "name"), "author_url": text_at(entry, "author", "URL")}
        return common | author | {"post": number_at(entry, "post", "ID"), "parent": number_at(entry, "parent", "ID")}
    names = [*_names(entry, "categories"), *_names(entry, "tags")]
    return common | {
        "title": {"rendered": text_at(entry, "title")},
        "comment_count": number_at(entry, "discussion", "comment_count") if "discussion" in entry else None,
        "_embedded": {
            "author": [{"name": text_at(entry, "author", "name")}],
            "wp:term": [{"name": name, "taxonomy": "category"} for name in names],
        },
    }


def _names(entry: Document, name: str) -> list[str]:
    terms = entry.get(name)
    return [drop_forbidden(term) for term in terms] if isinstance(terms, dict) else []


def _in_utc(stamp: str) -> str:
    try:
        moment = datetime.fromisoformat(stamp)
        return moment.astimezone(UTC).replace(tzinfo=None).isoformat() if moment.tzinfo else ""
    except (ValueError, OverflowError):
        return ""


# records


def why_hidden(entry: Document) -> str:
    """Return why not everybody is shown a post, "" for one that is public. Embedded ones have no status."""
    status = text_at(entry, "status") or "publish"
    if status != "publish":
        return _STATES.get(status, "not published")
    content = entry.get("content")
    return "password" if isinstance(content, dict) and content.get("protected") else ""


def why_unseen(entry: Document) -> str:
    """Return why not everybody is shown a comment, "" for one that is public. Embedded ones have no status."""
    status = text_at(entry, "status") or "approved"
    if status != "approved":
        return _UNSEEN.get(status, "unapproved")
    if text_at(entry, "type") not in COMMENT_KINDS:
        return "of another kind"
    kinds = [kind for up in objects_at(entry, "_links", "up") if (kind := text_at(up, "post_type"))]
    return "on no post" if any(kind not in POST_TYPES for kind in kinds) else ""


def read_post(entry: Document, site: str, comments: tuple[OriginalComment, ...], zone: ZoneInfo) -> OriginalPost:
    """Return a post or page; its author and labels are known where the answer has them embedded."""
    names = [plain(text_at(author, "name")) for author in objects_at(entry, "_embedded", "author")]
    terms = [term for term in objects_at(entry, "_embedded", "wp:term") if text_at(term, "taxonomy") in _LABELS]
    has_body = isinstance(entry.get("content"), dict) and "rendered" in entry["content"]
    count = entry.get("comment_count")
    return OriginalPost(
        source_key=post_key(site, number_at(entry, "id")),
        source=Source.FEED,
        url=find_address(text_at(entry, "link")),
        title=plain(text_at(entry, "title", "rendered")) or None,
        text=parse_fragment(text_at(entry, "content", "rendered")) if has_body else None,
        author=next((name for name in names if name), None),
        published=read_time(text_at(entry, "date_gmt"), text_at(entry, "date"), zone),
        labels=tuple(dict.fromkeys(name for term in terms if (name := plain(text_at(term, "name"))))),
        declared=number_at(entry, "comment_count") if count not in (None, "") else None,
        comments=comments,
        is_page=text_at(entry, "type") == "page",
    )


def read_comment(entry: Document, site: str, post_author: int, zone: ZoneInfo) -> OriginalComment:
    """Return a comment; `post_author` is the number of the account that wrote the post, 0 for unknown."""
    number, parent, account = number_at(entry, "id"), number_at(entry, "parent"), number_at(entry, "author")
    author, kind, address = read_person(
        text_at(entry, "author_name"), text_at(entry, "author_url"), has_account=account > 0
    )
    return OriginalComment(
        source_key=comment_key(site, number),
        ordinal=0,  # the order of an answer is the question's, not the blog's
        text=parse_fragment(text_at(entry, "content", "rendered")),
        parent_key=comment_key(site, parent) if parent and parent != number else None,
        author=author,
        author_kind=kind,
        author_url=address,
        is_owner=account > 0 and account == post_author,
        published=read_time(text_at(entry, "date_gmt"), text_at(entry, "date"), zone),
        kind=COMMENT_KINDS[text_at(entry, "type")],
    )


def find_address(link: str) -> str | None:
    """Return the post's own address from its link or from that of a comment, None for no address.

    >>> find_address("http://e.org/tide/comment-page-2/#comment-7"), find_address("https://e.org/?p=1&cpage=2#comment-7")
    ('https://e.org/tide', 'https://e.org/?p=1')
    """
    try:
        return canonical_url(link)
    except WrongUse:
        return None


def own_links(entry: Document) -> Iterator[str]:
    """Yield the addresses inside the API that an object gives for itself, which tell its site."""
    for name in ("self", "collection"):
        for link in objects_at(entry, "_links", name):
            yield text_at(link, "href")
