"""Invented crawls of the sample blog: WARC files as a crawler writes them, WACZ boxes, and indexes of both kinds."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # has no types
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.sample_blog import SamplePost, load_content
from scraper.sample_blog.dress import Dress

HOST = "weir-desk.blogspot.com"
HOME = f"https://{HOST}"
FEW = sorted(sorted(load_content(), key=lambda post: len(post.comments))[:3], key=lambda post: post.published)
TOTAL = sum(len(post.comments) for post in FEW)
DATE = "2020-02-03T04:05:06Z"


@dataclass(frozen=True)
class Seen:
    """One answer that a crawler saw. `packing` is how the body travelled, and `is_unpacked` what some crawlers undo."""

    url: str
    body: bytes
    status: str = "200 OK"
    type: str = "text/html; charset=UTF-8"
    date: str = DATE
    packing: str = ""
    is_unpacked: bool = False
    kind: str = "response"
    same_as: str = ""


def pages(posts: Iterable[SamplePost] = FEW, *, home: str = HOME, date: str = DATE) -> list[Seen]:
    """Return the posts' own pages."""
    dress = Dress(list(posts), home)
    return [Seen(home + post.path, dress.post_page(post).encode(), date=date) for post in dress.posts]


def feeds(posts: Iterable[SamplePost] = FEW, *, home: str = HOME) -> list[Seen]:
    """Return the feed of posts and the feeds of their comments."""
    dress, kind = Dress(list(posts), home), "application/atom+xml; charset=UTF-8"
    found = [Seen(f"{home}/feeds/posts/default", dress.posts_feed(start=1, most=25).encode(), type=kind)]
    for post in dress.posts:
        feed = dress.comments_feed(post, start=1, most=200, since=None, oldest=False)
        found.append(Seen(f"{home}/feeds/{post.id}/comments/default", feed.encode(), type=kind))
    return found


def others() -> list[Seen]:
    """Return what a crawl holds besides: pictures, redirects, errors, pages of other sites, a list of posts."""
    dress = Dress(FEW, HOME)
    return [
        Seen(f"{HOME}/lock.png", b"\x89PNG\r\n\x1a\n\x00\x00", type="image/png"),
        Seen(f"{HOME}/robots.txt", dress.robots().encode(), type="text/plain"),
        Seen(f"{HOME}/gone.html", b"<html><p>Nothing here.", status="404 Not Found"),
        Seen(f"{HOME}/old.html", b"", status="301 Moved Permanently"),
        Seen(f"{HOME}/2014/05/", dress.list_page("May", FEW).encode()),
        Seen("https://elsewhere.example/", b"<html><body><p>A shop for boots.</p></body></html>"),
        Seen("https://elsewhere.example/style.css", b"body { color: red }", type="text/css"),
    ]


def warc(seen: Iterable[Seen], *, packed: bool = True) -> bytes:
    """Return a WARC file with a request before each answer, as crawlers write them."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("crawl.warc.gz", {"software": "an invented crawler"}))
    for each in seen:
        request = StatusAndHeaders("GET / HTTP/1.1", [("Host", HOST)], is_http_request=True)
        writer.write_record(writer.create_warc_record(each.url, "request", http_headers=request))
        writer.write_record(_record(writer, each))
    return out.getvalue()


def _record(writer: WARCWriter, seen: Seen) -> object:
    headers = {"WARC-Date": seen.date}
    if seen.kind == "resource":
        headers["Content-Type"] = seen.type
        return writer.create_warc_record(
            seen.url, "resource", payload=io.BytesIO(seen.body), length=len(seen.body), warc_headers_dict=headers
        )
    head = StatusAndHeaders(seen.status, [("Content-Type", seen.type), *_travel(seen)], protocol="HTTP/1.1")
    if seen.kind == "revisit":
        refers_to = seen.same_as or seen.url
        return writer.create_revisit_record(seen.url, _digest(seen.body), refers_to, seen.date, head, headers)
    headers["WARC-Payload-Digest"] = _digest(seen.body)
    body = _packed(seen)
    return writer.create_warc_record(
        seen.url,
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=head,
        warc_headers_dict=headers,
    )


def _digest(body: bytes) -> str:
    return f"sha1:{base64.b32encode(hashlib.sha1(body).digest()).decode()}"


def _travel(seen: Seen) -> list[tuple[str, str]]:
    if seen.packing == "chunked":
        return [("Transfer-Encoding", "chunked")]
    return [("Content-Encoding", seen.packing)] if seen.packing else []


def _packed(seen: Seen) -> bytes:
    if seen.is_unpacked:
        return seen.body
    if seen.packing == "gzip":
        return gzip.compress(seen.body)
    if seen.packing == "deflate":
        return zlib.compress(seen.body)
    if seen.packing == "br":
        return bytes(brotli.compress(seen.body))
    if seen.packing == "chunked":
        halves = (seen.body[:100], seen.body[100:])
        return b"".join(b"%x\r\n%b\r\n" % (len(half), half) for half in halves) + b"0\r\n\r\n"
    return seen.body


def wacz(crawls: Mapping[str, bytes]) -> bytes:
    """Return a WACZ with these crawls in its archive folder, and the files that tools add."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        for name, data in crawls.items():
            box.writestr(f"archive/{name}", data)
        box.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
        box.writestr("datapackage.json", json.dumps({"profile": "data-package", "wacz_version": "1.1.1"}))
    return out.getvalue()


def index(path: Path, *, json_lines: bool = False, header: bool = True) -> bytes:
    """Return the CDX (or CDXJ) of a WARC file."""
    lines = [" CDX N b a m s k r M S V g\n"] if header and not json_lines else []
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        for record in records:
            if record.rec_type not in ("response", "revisit"):
                continue
            url = record.rec_headers.get_header("WARC-Target-URI")
            status = record.http_headers.get_statuscode() if record.rec_type == "response" else "-"
            mime = (record.http_headers.get_header("Content-Type") or "unk").split(";")[0]
            mime = "warc/revisit" if record.rec_type == "revisit" else mime
            offset, length = records.get_record_offset(), records.get_record_length()
            if json_lines:
                facts = {"url": url, "mime": mime, "status": status, "offset": str(offset), "filename": path.name}
                lines.append(f"com,example)/ 20200203040506 {json.dumps(facts)}\n")
            else:
                lines.append(
                    f"com,example)/ 20200203040506 {url} {mime} {status} X - - {length} {offset} {path.name}\n"
                )
    return "".join(lines).encode()
