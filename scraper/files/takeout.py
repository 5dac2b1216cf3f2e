"""Google Takeout's export of a Blogger blog, `Takeout/Blogger/Blogs/NAME/feed.atom`: what the blog shows, no more.

Format: Atom with the namespace http://schemas.google.com/blogger/2018 (learned from real exports; Google documents
none). Only what is LIVE and not in the trash is taken. Entries stand in the order of their numbers, so comments have no
place of their own.

The file names neither the blog's host nor its zone, only its number and, for each post, the path (`blogger:filename`):
posts have addresses when the caller gives the blog's, else their paths alone. Links in the texts are no proof, because
blogs move.

`Takeout/Blogger/Comments/NAME/feed.atom` holds what the account's owner wrote under other people's posts, without the
posts; it would make posts that nobody can read, so it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from zoneinfo import ZoneInfo

from lxml import etree

from archive.errors import UnrecognisedInput
from archive.markup import parse_fragment
from archive.originals.records import OriginalComment, OriginalPost, Parsed, SiteRecord, Source, SourceTime
from archive.originals.urls import url_path
from scraper.files.blogger_entries import Kind, read_entries
from scraper.files.stream_xml import read_header
from scraper.pages.addresses import find_absolute, site_host
from scraper.pages.authors import ANONYMOUS, read_author, removed_state
from scraper.pages.blogger.atom import (
    ATOM,
    BLOG_ID,
    EXPORT,
    Element,
    entry_id,
    find_content,
    find_number,
    iter_labels,
    read_text,
    why_left_out,
)
from scraper.pages.dates import from_iso
from scraper.pages.telltales import not_recognised

FORMAT = "Blogger export"

_ANY_HOST = "https://host.invalid"

_KINDS = {"POST": Kind.POST, "PAGE": Kind.POST, "COMMENT": Kind.COMMENT}
# a line break of a comment is a line break of the file, unless it stands in a tag or was written as one
_LINE_BREAK = re.compile(r"(<br\s*/?>)\n|(<[^<>]*>)|\n", re.IGNORECASE)


def read_takeout(stream: BinaryIO, *, zone: ZoneInfo, home: str = "") -> Iterator[Parsed]:
    """Yield the blog's published posts and pages, then the published comments under them; `left_out` counts the rest.

    `home` is the address of the blog where the caller knows it; without it neither the blog nor its posts have one.
    Raises UnrecognisedInput for XML that is no such export, BadInput, with the line, for one that is broken.
    """
    site = read_takeout_site(stream)
    root = find_absolute("", home)
    if root:
        site = SiteRecord(site_host(root), site.title, site.blog_id)
    yield from read_entries(stream, _Takeout(zone, root or ""), site)


def read_takeout_site(stream: BinaryIO) -> SiteRecord:
    """Return the blog of an export, with its number and without a host; the stream stays where it was.

    Raises UnrecognisedInput and BadInput as `read_takeout` does.
    """
    root = read_header(stream, {"entry"}, what=FORMAT)
    feed = Element(root)
    blog = BLOG_ID.fullmatch(feed.text(f"{ATOM}id"))
    if root.tag != f"{ATOM}feed" or EXPORT.strip("{}") not in root.nsmap.values() or blog is None:
        raise UnrecognisedInput(not_recognised("", default="XML that is no Blogger export"))
    return SiteRecord("", feed.line(f"{ATOM}title"), blog[1])


@dataclass(frozen=True, slots=True)
class _Takeout:
    zone: ZoneInfo
    home: str
    format: str = FORMAT

    def kind(self, entry: etree._Element) -> Kind | None:
        return _KINDS.get(read_text(entry, f"{EXPORT}type"))

    def why_hidden(self, entry: Element) -> str:
        status = entry.text(f"{EXPORT}status")
        if status != "LIVE":
            return why_left_out(status)
        # the time when it was thrown away
        return "trashed" if entry.text(f"{EXPORT}trashed") else ""

    def post_of(self, comment: Element) -> str | None:
        return find_number(comment.text(f"{EXPORT}parent"))

    def read_post(self, entry: Element) -> OriginalPost:
        blog = BLOG_ID.match(entry.text(f"{ATOM}id"))
        path = entry.text(f"{EXPORT}filename")
        url = find_absolute(self.home, path) if self.home and path.startswith("/") else None
        return OriginalPost(
            source_key=f"blogger:{entry_id(entry)[1]}",
            source=Source.EXPORT,
            url=url,
            # so that it is there when nobody knows the host
            path=url_path(f"{_ANY_HOST}{path}") if path.startswith("/") else None,
            title=entry.line(f"{ATOM}title"),
            text=parse_fragment(find_content(entry) or ""),
            author=entry.inside(f"{ATOM}author").line(f"{ATOM}name"),
            published=self._published(entry),
            labels=tuple(dict.fromkeys(iter_labels(entry, scheme=blog[0] if blog else ""))),
            is_page=entry.text(f"{EXPORT}type") == "PAGE",
        )

    def read_comment(self, entry: Element) -> OriginalComment:
        content, by = find_content(entry) or "", entry.inside(f"{ATOM}author")
        has_account = by.text(f"{EXPORT}type") == "BLOGGER"
        name = by.text(f"{ATOM}name") or ("" if has_account else ANONYMOUS)
        author, kind, address = read_author(name, by.text(f"{ATOM}uri"), has_account=has_account)
        number, parent = entry_id(entry)[1], find_number(entry.text(f"{EXPORT}inReplyTo"))
        return OriginalComment(
            source_key=f"blogger:{number}",
            ordinal=0,
            text=parse_fragment(_break_lines(content)),
            parent_key=f"blogger:{parent}" if parent and parent != number else None,
            author=author,
            author_kind=kind,
            author_url=address,
            published=self._published(entry),
            state=removed_state(content),
        )

    def _published(self, entry: Element) -> SourceTime:
        stamp = entry.text(f"{ATOM}published")
        # exact to the millisecond, but a fraction of nothing is not written
        return from_iso(stamp if "." in stamp else stamp.replace("Z", ".000Z"), self.zone)


def _break_lines(content: str) -> str:
    if "<" not in content:
        return content.replace("\n", "<br>")
    return _LINE_BREAK.sub(lambda found: found[1] or found[2] or "<br>", content)
