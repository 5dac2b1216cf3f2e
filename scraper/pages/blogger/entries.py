"""From Blogger's entries to records: what feeds and the old backup files write alike."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from archive.markup import parse_fragment
from archive.originals.records import OriginalComment, OriginalPost, Source, SourceState, SourceTime
from scraper.pages.addresses import find_absolute
from scraper.pages.authors import is_profile, read_author, removed_by, removed_state
from scraper.pages.blogger.atom import (
    ATOM,
    GOOGLE,
    THREAD,
    Element,
    entry_id,
    find_content,
    find_kind,
    find_link,
    find_parent,
    iter_labels,
)
from scraper.pages.dates import from_iso


def read_post(entry: Element, source: Source, zone: ZoneInfo) -> OriginalPost:
    """Return the post or page of an entry. Raises BadInput for an entry without a Blogger id."""
    kind, number = entry_id(entry)
    content = find_content(entry)
    return OriginalPost(
        source_key=f"blogger:{number}",
        source=source,
        url=find_absolute("", find_link(entry, "alternate") or ""),
        title=entry.line(f"{ATOM}title"),
        text=None if content is None else parse_fragment(content),
        author=entry.inside(f"{ATOM}author").line(f"{ATOM}name"),
        published=read_published(entry, zone),
        labels=tuple(dict.fromkeys(iter_labels(entry))),
        # absent in some feeds: unknown, which is not 0
        declared=entry.number(f"{THREAD}total"),
        is_page="page" in (kind, find_kind(entry)),
    )


def read_published(entry: Element, zone: ZoneInfo) -> SourceTime:
    """Return when an entry was published."""
    return from_iso(entry.text(f"{ATOM}published"), zone)


def read_comment(entry: Element, ordinal: int, owner: str, published: SourceTime) -> OriginalComment:
    """Return the comment of an entry; `owner` is the blog's profile address, as `find_profile` gives it.

    Raises BadInput for an entry without a Blogger id.
    """
    by = entry.inside(f"{ATOM}author")
    link = by.text(f"{ATOM}uri")
    author, kind, address = read_author(by.text(f"{ATOM}name"), link)
    content = find_content(entry) or ""
    parent = find_parent(entry)
    return OriginalComment(
        source_key=f"blogger:{entry_id(entry)[1]}",
        ordinal=ordinal,
        text=parse_fragment(content),
        parent_key=f"blogger:{parent}" if parent else None,
        author=author,
        author_kind=kind,
        author_url=address,
        is_owner=bool(owner) and _profile(link) == owner,
        published=published,
        state=_state(entry, content),
    )


def find_profile(element: Element) -> str:
    """Return the account address of a feed's or entry's author without its scheme, "" for people without account."""
    return _profile(element.inside(f"{ATOM}author").text(f"{ATOM}uri"))


def _profile(address: str) -> str:
    return address.partition("://")[2] if is_profile(address) else ""


def _state(entry: Element, content: str) -> SourceState:
    properties = entry.all(f"{GOOGLE}extendedProperty")
    if any(each.get("name") == "blogger.contentRemoved" for each in properties):
        return removed_by(content)
    return removed_state(content)
