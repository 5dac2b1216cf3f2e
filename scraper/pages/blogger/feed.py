"""Blogger's Atom feeds: a page of the posts feed, or of the comments of posts. Format: RFC 4287, 4685, OpenSearch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

from lxml import etree

from archive.errors import BadInput, UnrecognisedInput
from archive.markup import parse_fragment
from archive.originals.records import (
    OriginalComment,
    OriginalPost,
    Parsed,
    SiteRecord,
    Source,
    SourceState,
    SourceTime,
)
from scraper.pages.authors import is_profile, read_author, removed_by, removed_state
from scraper.pages.blogger.facts import POST_PATH, find_absolute, site_host
from scraper.pages.dates import from_iso
from scraper.pages.telltales import not_recognised
from scraper.pages.xml import parse_xml

POSTS_FORMAT = "Blogger posts feed"
COMMENTS_FORMAT = "Blogger comments feed"

_ATOM = "{http://www.w3.org/2005/Atom}"
_OPEN_SEARCH = "{http://a9.com/-/spec/opensearchrss/1.0/}"
_THREAD = "{http://purl.org/syndication/thread/1.0}"
_GOOGLE = "{http://schemas.google.com/g/2005}"
_APP = ("{http://www.w3.org/2007/app}", "{http://purl.org/atom/app#}")
_LABELS = "http://www.blogger.com/atom/ns#"

_BLOG = re.compile(r"tag:blogger\.com,1999:blog-(\d+)")
_ENTRY = re.compile(r"tag:blogger\.com,1999:blog-\d+\.(post|page)-(\d+)")
_COMMENTS_OF = re.compile(r"tag:blogger\.com,1999:blog-\d+\.post(\d+)\.\.comments")
_PARENT = re.compile(r"/comments/default/(\d+)")


@dataclass(frozen=True, slots=True)
class Feed:
    """One page of a feed. `total` and `per_page` are what the host says; `entries` is how many really came.

    `next_url` leads to the next page, None on the last one. `newest` is the latest time of an entry, from which a
    walk by `published-min` goes on.
    """

    parsed: Parsed
    entries: int
    total: int | None
    start: int | None
    per_page: int | None
    next_url: str | None
    newest: SourceTime


def parse_feed(text: str, *, url: str, zone: ZoneInfo) -> Feed:
    """Return a page of a Blogger posts or comments feed, times in the blog's zone.

    Raises UnrecognisedInput for XML that is no such feed, BadInput for one that breaks off or is malformed.
    """
    root = parse_xml(text)
    name, blog = _text(root, f"{_ATOM}id"), _BLOG.match(_text(root, f"{_ATOM}id"))
    if root.tag != f"{_ATOM}feed" or blog is None or _is_export(root):
        raise UnrecognisedInput(not_recognised(text, default="XML that is no Blogger posts or comments feed"))
    entries = [entry for entry in root.iterfind(f"{_ATOM}entry") if not _is_draft(entry)]
    is_comments = name.endswith(".comments") or any(_post_of(entry) for entry in entries)
    site = SiteRecord(_host(root, url), None if is_comments else _text(root, f"{_ATOM}title") or None, blog.group(1))
    if is_comments:
        of_post = _COMMENTS_OF.match(name)
        posts = _commented_posts(root, entries, of_post.group(1) if of_post else None, url, zone)
        return _feed(Parsed(COMMENTS_FORMAT, site, posts), root, entries, zone)
    return _feed(Parsed(POSTS_FORMAT, site, tuple(_post(entry, zone) for entry in entries)), root, entries, zone)


def _feed(parsed: Parsed, root: etree._Element, entries: list[etree._Element], zone: ZoneInfo) -> Feed:
    times = [from_iso(_text(entry, f"{_ATOM}published"), zone) for entry in entries]
    return Feed(
        parsed=parsed,
        entries=len(entries),
        total=_number(root, "totalResults"),
        start=_number(root, "startIndex"),
        per_page=_number(root, "itemsPerPage"),
        next_url=_link(root, "next"),
        newest=max((time for time in times if time.utc), key=lambda time: str(time.utc), default=SourceTime.unknown()),
    )


def _is_export(root: etree._Element) -> bool:
    """True for a backup of a whole blog, which holds drafts and settings too: another parser's work."""
    kinds = root.iterfind(f"{_ATOM}entry/{_ATOM}category[@scheme='http://schemas.google.com/g/2005#kind']")
    return any(True for _ in kinds) or "http://schemas.google.com/blogger/2018" in root.nsmap.values()


def _is_draft(entry: etree._Element) -> bool:
    return any(_text(entry, f"{app}control/{app}draft") == "yes" for app in _APP)


# posts


def _post(entry: etree._Element, zone: ZoneInfo) -> OriginalPost:
    kind, number = _entry_id(entry)
    total = _text(entry, f"{_THREAD}total")
    author = entry.find(f"{_ATOM}author")
    return OriginalPost(
        source_key=f"blogger:{number}",
        source=Source.FEED,
        url=find_absolute("", _link(entry, "alternate") or ""),
        title=" ".join(_text(entry, f"{_ATOM}title").split()) or None,
        text=parse_fragment(content) if (content := _content(entry)) is not None else None,
        author=" ".join(_text(author, f"{_ATOM}name").split()) or None if author is not None else None,
        published=from_iso(_text(entry, f"{_ATOM}published"), zone),
        labels=tuple(dict.fromkeys(_labels(entry))),
        # absent in some feeds: unknown, which is not 0
        declared=int(total) if total.isdecimal() and len(total) < 10 else None,
        is_page=kind == "page",
    )


def _labels(entry: etree._Element) -> Iterator[str]:
    for category in entry.iterfind(f"{_ATOM}category"):
        term = " ".join(str(category.get("term") or "").split())
        if term and category.get("scheme") == _LABELS:
            yield term


# comments


def _commented_posts(
    root: etree._Element, entries: list[etree._Element], of_post: str | None, url: str, zone: ZoneInfo
) -> tuple[OriginalPost, ...]:
    """Return the posts that comments belong to, oldest comment first, because the order of a feed is no thread."""
    owner = _profile(root)
    found: dict[str, list[etree._Element]] = {of_post: []} if of_post else {}
    for entry in entries:
        post = _post_of(entry) or of_post
        if post is None:
            raise BadInput(f"Entry {_entry_id(entry)[1]} of this comments feed names no post: fetch the feed again.")
        found.setdefault(post, []).append(entry)
    posts: list[OriginalPost] = []
    for post, of_it in found.items():
        comments = [_comment(entry, ordinal, owner, zone) for ordinal, entry in enumerate(sorted(of_it, key=_age))]
        posts.append(
            OriginalPost(
                source_key=f"blogger:{post}",
                source=Source.FEED,
                url=_post_address(root if of_post else None, of_it),
                declared=_number(root, "totalResults") if of_post and not _is_filtered(root, url) else None,
                comments=tuple({comment.source_key: comment for comment in comments}.values()),
            )
        )
    return tuple(posts)


def _age(entry: etree._Element) -> tuple[str, str]:
    moment = from_iso(_text(entry, f"{_ATOM}published"), ZoneInfo("UTC"))
    return (moment.local, _entry_id(entry)[1].zfill(25))


def _comment(entry: etree._Element, ordinal: int, owner: str, zone: ZoneInfo) -> OriginalComment:
    profile = _profile(entry)
    author, kind, address = read_author(_text(entry, f"{_ATOM}author/{_ATOM}name"), _author_link(entry))
    content = _content(entry) or ""
    parent = _parent_of(entry)
    return OriginalComment(
        source_key=f"blogger:{_entry_id(entry)[1]}",
        ordinal=ordinal,
        text=parse_fragment(content),
        parent_key=f"blogger:{parent}" if parent else None,
        author=author,
        author_kind=kind,
        author_url=address,
        is_owner=bool(owner) and profile == owner,
        published=from_iso(_text(entry, f"{_ATOM}published"), zone),
        state=_state(entry, content),
    )


def _state(entry: etree._Element, content: str) -> SourceState:
    properties = entry.iterfind(f"{_GOOGLE}extendedProperty")
    if any(each.get("name") == "blogger.contentRemoved" for each in properties):
        return removed_by(content)
    return removed_state(content)


def _parent_of(entry: etree._Element) -> str | None:
    """Return the comment that an entry answers: its `related` link names it; `thr:in-reply-to` names the post."""
    own = _entry_id(entry)[1]
    for link in entry.iterfind(f"{_ATOM}link"):
        if link.get("rel") == "related" and (found := _PARENT.search(str(link.get("href") or ""))):
            return found.group(1) if found.group(1) != own else None
    return None


def _post_of(entry: etree._Element) -> str | None:
    answered = entry.find(f"{_THREAD}in-reply-to")
    found = _ENTRY.match(str(answered.get("ref") or "")) if answered is not None else None
    return found.group(2) if found else None


def _post_address(root: etree._Element | None, entries: list[etree._Element]) -> str | None:
    for node in [*([root] if root is not None else []), *entries]:
        address = find_absolute("", _link(node, "alternate") or "")
        # the feed of a post that is gone leads to the blog's front page
        if address and POST_PATH.search(urlsplit(address).path):
            return address
    return None


def _is_filtered(root: etree._Element, url: str) -> bool:
    """True when the feed was asked for a part: its total then counts that part, not the post's comments."""
    asked = "&".join(address.partition("?")[2] for address in (url, _link(root, "self") or ""))
    return any(name.startswith(("published-", "updated-")) or name == "q" for name in parse_qs(asked))


# values


def _entry_id(entry: etree._Element) -> tuple[str, str]:
    found = _ENTRY.fullmatch(_text(entry, f"{_ATOM}id"))
    if found is None:
        raise BadInput("An entry of this feed has no Blogger id: fetch the feed again.")
    return found.group(1), found.group(2)


def _text(node: etree._Element, path: str) -> str:
    found = node.find(path)
    return "".join(str(part) for part in found.itertext()).strip() if found is not None else ""


def _content(entry: etree._Element) -> str | None:
    """Return the HTML of an entry, None when the feed carries no full text (a summary is a part of it)."""
    content = entry.find(f"{_ATOM}content")
    if content is None or content.get("src"):
        return None
    if content.get("type") == "xhtml":
        return "".join(etree.tostring(child, encoding="unicode", method="html") for child in content)
    text = "".join(str(part) for part in content.itertext())
    return text if content.get("type") == "html" else _escaped(text)


def _escaped(text: str) -> str:
    for char, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\n", "<br>")):
        text = text.replace(char, name)
    return text


def _link(node: etree._Element, rel: str) -> str | None:
    for link in node.iterfind(f"{_ATOM}link"):
        if link.get("rel") == rel and (rel != "alternate" or link.get("type") in (None, "text/html")):
            return str(link.get("href") or "").strip() or None
    return None


def _number(root: etree._Element, name: str) -> int | None:
    text = _text(root, f"{_OPEN_SEARCH}{name}")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _author_link(entry: etree._Element) -> str:
    return _text(entry, f"{_ATOM}author/{_ATOM}uri")


def _profile(node: etree._Element) -> str:
    """Return the account address of a feed's or entry's author without its scheme, "" for people without account."""
    address = _author_link(node)
    return address.partition("://")[2] if is_profile(address) else ""


def _host(root: etree._Element, url: str) -> str:
    for address in (_link(root, "alternate"), _link(root, "http://schemas.google.com/g/2005#feed"), url):
        if found := find_absolute("", address or ""):
            return site_host(found)
    return ""
