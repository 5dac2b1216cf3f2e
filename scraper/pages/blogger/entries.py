"""From Blogger's entries to records: what feeds and the old backup files write alike."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from lxml import etree

from archive.markup import parse_fragment
from archive.originals.records import OriginalComment, OriginalPost, Source, SourceState
from scraper.pages.authors import is_profile, read_author, removed_by, removed_state
from scraper.pages.blogger.atom import (
    ATOM,
    GOOGLE,
    THREAD,
    entry_id,
    find_content,
    find_kind,
    find_link,
    find_parent,
    iter_labels,
    read_line,
    read_number,
    read_text,
)
from scraper.pages.blogger.facts import find_absolute
from scraper.pages.dates import from_iso


def read_post(entry: etree._Element, source: Source, zone: ZoneInfo) -> OriginalPost:
    """Return the post or page of an entry. Raises BadInput for an entry without a Blogger id."""
    kind, number = entry_id(entry)
    content = find_content(entry)
    return OriginalPost(
        source_key=f"blogger:{number}",
        source=source,
        url=find_absolute("", find_link(entry, "alternate") or ""),
        title=read_line(entry, f"{ATOM}title"),
        text=None if content is None else parse_fragment(content),
        author=read_line(entry, f"{ATOM}author/{ATOM}name"),
        published=from_iso(read_text(entry, f"{ATOM}published"), zone),
        labels=tuple(dict.fromkeys(iter_labels(entry))),
        # absent in some feeds: unknown, which is not 0
        declared=read_number(entry, f"{THREAD}total"),
        is_page="page" in (kind, find_kind(entry)),
    )


def read_comment(entry: etree._Element, ordinal: int, owner: str, zone: ZoneInfo) -> OriginalComment:
    """Return the comment of an entry; `owner` is the blog's profile address, as `find_profile` gives it.

    Raises BadInput for an entry without a Blogger id.
    """
    author, kind, address = read_author(read_text(entry, f"{ATOM}author/{ATOM}name"), _author_link(entry))
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
        is_owner=bool(owner) and find_profile(entry) == owner,
        published=from_iso(read_text(entry, f"{ATOM}published"), zone),
        state=_state(entry, content),
    )


def find_profile(node: etree._Element) -> str:
    """Return the account address of a feed's or entry's author without its scheme, "" for people without account."""
    address = _author_link(node)
    return address.partition("://")[2] if is_profile(address) else ""


def _author_link(node: etree._Element) -> str:
    return read_text(node, f"{ATOM}author/{ATOM}uri")


def _state(entry: etree._Element, content: str) -> SourceState:
    properties = entry.iterfind(f"{GOOGLE}extendedProperty")
    if any(each.get("name") == "blogger.contentRemoved" for each in properties):
        return removed_by(content)
    return removed_state(content)
