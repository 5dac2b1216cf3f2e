"""The backup file that Blogger gave before Takeout, `blog-MM-DD-YYYY.xml`: posts, pages and comments of one blog.

Format: Atom (RFC 4287) with threading (RFC 4685); what an entry is stands in a category of the scheme
http://schemas.google.com/g/2005#kind. Settings and the template are never looked at, drafts are left out. A comment
names its post by `thr:in-reply-to`, and the comment that it answers by its `related` link, as in the feeds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import BinaryIO
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from lxml import etree

from archive.errors import UnrecognisedInput
from archive.originals.records import OriginalComment, OriginalPost, Parsed, SiteRecord, Source
from scraper.files.blogger_entries import Kind, read_entries
from scraper.files.stream_xml import iter_elements, read_header
from scraper.pages.addresses import find_absolute, site_host
from scraper.pages.blogger.atom import (
    ATOM,
    BLOG_ID,
    Element,
    find_kind,
    find_link,
    find_post,
    is_draft,
)
from scraper.pages.blogger.entries import find_profile, read_comment, read_post, read_published
from scraper.pages.telltales import not_recognised

FORMAT = "Blogger backup"

_KINDS = {"post": Kind.POST, "page": Kind.POST, "comment": Kind.COMMENT}
# blogs that were never published under an address of their own are shown below this one
_NO_BLOG = "www.blogger.com"


def read_backup(stream: BinaryIO, *, zone: ZoneInfo) -> Iterator[Parsed]:
    """Yield the blog's published posts and pages, then the comments under them; `left_out` counts drafts and the like.

    Raises UnrecognisedInput for XML that is no such file, BadInput, with the line, for one that is broken.
    """
    root = read_header(stream, {"entry"}, what=FORMAT)
    feed = Element(root)
    name = feed.text(f"{ATOM}id")
    blog = BLOG_ID.match(name)
    if root.tag != f"{ATOM}feed" or blog is None or not (name.endswith(".archive") or _has_kinds(stream)):
        raise UnrecognisedInput(not_recognised("", default="XML that is no Blogger backup"))
    address = _own_address(find_link(feed, "alternate") or "")
    site = SiteRecord(site_host(address), feed.line(f"{ATOM}title"), blog[1])
    yield from read_entries(stream, _Backup(zone, find_profile(feed)), site)


def _has_kinds(stream: BinaryIO) -> bool:
    """True when the first entry says what it is, as no feed for readers does; the stream stays where it was."""
    start = stream.tell()
    found = any(
        find_kind(Element(entry)) is not None for entry in islice(iter_elements(stream, {"entry"}, what=FORMAT), 1)
    )
    stream.seek(start)
    return found


def _own_address(address: str) -> str | None:
    found = find_absolute("", address)
    return found if found and urlsplit(found).hostname != _NO_BLOG else None


@dataclass(frozen=True, slots=True)
class _Backup:
    zone: ZoneInfo
    owner: str
    format: str = FORMAT

    def kind(self, entry: etree._Element) -> Kind | None:
        return _KINDS.get(find_kind(Element(entry)) or "")

    def why_hidden(self, entry: Element) -> str:
        return "draft" if is_draft(entry) else ""

    def post_of(self, comment: Element) -> str | None:
        return find_post(comment)

    def read_post(self, entry: Element) -> OriginalPost:
        post = read_post(entry, Source.EXPORT, self.zone)
        return replace(post, url=_own_address(post.url or ""))

    def read_comment(self, entry: Element) -> OriginalComment:
        return read_comment(entry, 0, self.owner, read_published(entry, self.zone))
