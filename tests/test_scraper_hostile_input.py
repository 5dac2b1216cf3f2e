"""Files and answers made to do harm: each is read or refused, within bounds, and what is refused leaves no trace.

Everything is read in a child whose time and memory are bounded (`tests.mutations.Reader`): as a file by the real import
into an archive, as an answer by every parser that a harvest may hand it to.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import random
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from scrapy.http import Response

from archive.errors import ArchiveError, BadInput
from archive.folder import DataFolder
from archive.originals.database import open_archive
from scraper.answers import is_noindex
from scraper.importing import import_paths
from scraper.pages.blogger.feed import parse_feed
from scraper.pages.blogger.links import find_links
from scraper.pages.decoding import decode
from scraper.pages.json_text import load_json
from scraper.pages.recognise import parse
from scraper.pages.sitemap import find_sitemap_links
from scraper.pages.telltales import not_recognised
from scraper.pages.wordpress.api import read_answer
from scraper.pages.wordpress.feed import parse_rss
from scraper.pages.wordpress.links import find_wordpress_links
from scraper.settings import DOWNLOAD_MAXSIZE
from scraper.spiders.probe import home_of, platform_of_page
from tests.mutations import Reader, invented_seeds

SECONDS = 120
ZONE = ZoneInfo("Europe/London")
MANY = 100_000
LONG = 200_000
PAGES = Path(__file__).parent / "pages"
SEEDS = {name: body for name, body in invented_seeds(PAGES) if len(body) < 60_000}
_URL = "https://weir.example/2018/07/gauge.html"

_folder: list[DataFolder] = []


def import_file(path: Path) -> None:
    """Import a file into an archive of this process; raise what the report says of it, as long as nothing changed."""
    if not _folder:
        _folder.append(DataFolder(Path(tempfile.mkdtemp(dir=path.parent)) / "archive"))
        _folder[0].create()
        open_archive(_folder[0], create=True).close()
    before = _rows(_folder[0])
    report = import_paths(_folder[0], [str(path)], now=datetime(2024, 1, 1, tzinfo=UTC))
    refused = next((row.problem for row in report.files if row.problem), None)
    if refused is not None:
        assert _rows(_folder[0]) == before, "a refused file left a trace"
        raise BadInput(refused)


def _rows(folder: DataFolder) -> list[str]:
    with closing(sqlite3.connect(folder.archive_db)) as db:
        return list(db.iterdump())


def read_answer_everywhere(path: Path) -> None:
    """Read an answer with whatever a harvest may read it with; raise the refusal of the last that refuses it."""
    body = path.read_bytes()
    refusals = [error for error in map(_refusal, _readers(body)) if error]
    if refusals:
        raise refusals[-1]


def _readers(body: bytes) -> Iterator[Callable[[], object]]:
    text = decode(body, "text/html")
    yield lambda: parse(body, url=_URL, zone=ZONE, content_type="text/html; charset=utf-8")
    yield lambda: find_links(body, url=_URL, content_type="text/html")
    yield lambda: find_wordpress_links(body, url=_URL, content_type="text/html")
    yield lambda: find_sitemap_links(body)
    yield lambda: parse_feed(text, url=_URL, zone=ZONE)
    yield lambda: parse_rss(text, url=_URL, zone=ZONE)
    yield lambda: read_answer(load_json(text), url=_URL, zone=ZONE)
    yield lambda: is_noindex(Response(_URL, body=body))
    yield lambda: (platform_of_page(text), home_of(text, _URL), not_recognised(text, default="a page"))


def _refusal(reader: Callable[[], object]) -> ArchiveError | None:
    try:
        reader()
    except ArchiveError as error:
        return error
    return None


@pytest.fixture
def importer() -> Iterator[Reader]:
    with Reader(import_file, seconds=SECONDS) as reader:
        yield reader


@pytest.fixture
def answerer() -> Iterator[Reader]:
    with Reader(read_answer_everywhere, seconds=SECONDS) as reader:
        yield reader


# XML


def _laughs(root: str) -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE x [{entities}]>{root}<title>&a11;</title>'.encode()


def _quadratic(root: str) -> bytes:
    start = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"ha" * MANY}">]>{root}<title>'
    return (start + "&a;" * 50_000 + "</title>").encode()


def _outside(root: str) -> bytes:
    return (
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % b SYSTEM'
        f' "http://127.0.0.1:9/x"> %b;]>{root}<title>&a;</title>'
    ).encode()


ROOTS = {
    "takeout": '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:blogger="http://schemas.google.com/blogger/2018">',
    "backup": '<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:blogger.com,1999:blog-7.archive</id>',
    "atom": '<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:blogger.com,1999:blog-7</id>',
    "wxr": '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>',
    "rss": '<rss version="2.0"><channel>',
    "disqus": '<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">',
    "sitemap": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
}


@pytest.mark.feature("H16")
@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("bomb", [_laughs, _quadratic, _outside])
def test_entities_are_refused(importer: Reader, answerer: Reader, root: str, bomb: Callable[[str], bytes]) -> None:
    assert importer.read("export.xml", bomb(ROOTS[root])) == ("refused", "")
    assert answerer.read("answer.xml", bomb(ROOTS[root])) == ("refused", "")


# depth


def _deep(piece: str, start: str = "", end: str = "") -> bytes:
    return f"{start}{piece * MANY}{end}".encode()


_HTML = "<!DOCTYPE html><html><head><meta content='blogger' name='generator'/></head><body>"
_END = "</body></html>"
DEEP = {
    **{f"xml in {name}": _deep("<x>", root) for name, root in ROOTS.items()},
    **{f"entries in {name}": _deep("<entry>", root) for name, root in ROOTS.items()},
    **{
        f"html {tag}": _deep(f"<{tag}>", _HTML, _END)
        for tag in ("div", "b", "ul><li", "blockquote", "table><tr><td", "a")
    },
    "html in text": _deep("&lt;div&gt;", f"{ROOTS['atom']}<entry><content type='html'>", "</content></entry></feed>"),
    "html in cdata": _deep(
        "<div>",
        f"{ROOTS['wxr']}<item><wp:post_id>1</wp:post_id><content:encoded><![CDATA[",
        "]]></content:encoded></item></channel></rss>",
    ),
    "json lists": b"[" * MANY,
    "json objects": b'{"feed":' * MANY,
    "json closed": b"[" * MANY + b"]" * MANY,
    "json api": b'[{"id":1,"content":' + b'{"rendered":' * MANY,
    "svg": _deep("<svg>", _HTML, _END),
    "templates": _deep("<template>", _HTML, _END),
    "frames": _deep("<frameset>", "<html>"),
    "conditional comments": _deep("<!--[if IE]>", _HTML, _END),
}


@pytest.mark.feature("H13")
@pytest.mark.parametrize("name", DEEP)
def test_a_hundred_thousand_levels_are_read_or_refused(importer: Reader, answerer: Reader, name: str) -> None:
    assert importer.read("file", DEEP[name])[1] == ""
    assert answerer.read("answer", DEEP[name])[1] == ""


# breadth


def _page(inside: str, *, comments: int = 3) -> bytes:
    """Return a page of a post that holds this, with a flat list of so many comments."""
    one = (
        '<dt class="comment-author" id="c{0}"><a name="c{0}"></a>Anonymous said...</dt><dd class="comment-body" id='
        '"Blog1_cmt-{0}"><p>Gauge {0}.</p></dd><dd class="comment-footer"><span class="comment-timestamp"><a href='
        '"https://weir.example/2018/07/gauge.html?showComment=15312{0:08}#c{0}">7:01 AM</a></span></dd>'
    )
    listed = "".join(one.format(n) for n in range(1, comments + 1))
    return (
        f"{_HTML}<div class='post hentry'><h3 class='post-title'>Gauge</h3>"
        f"<div class='post-body' id='post-body-700000000'>{inside}</div></div>"
        f"<div class='comments' id='comments'><dl id='comments-block'>{listed}</dl></div>{_END}"
    ).encode()


def _numbered(piece: str, number: int) -> str:
    return " ".join(map(piece.format, range(number)))


def _wxr(inside: str) -> bytes:
    start = (
        f"{ROOTS['wxr']}<title>Weir</title><link>https://weir.example</link><wp:wxr_version>1.2</wp:wxr_version>"
        "<wp:base_blog_url>https://weir.example</wp:base_blog_url>"
    )
    return f"{start}{inside}</channel></rss>".encode()


_ITEM = (
    "<item><title>Gauge</title><link>https://weir.example/gauge/</link><wp:post_id>1</wp:post_id>"
    "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>{}</item>"
)
BROAD: dict[str, Callable[[], bytes]] = {
    "categories of a site": lambda: _wxr(
        "<wp:category><wp:term_id>1</wp:term_id></wp:category>\n" * 40_000 + _ITEM.format("")
    ),
    "categories of an item": lambda: _wxr(_ITEM.format('<category domain="post_tag">a</category>\n' * 40_000)),
    "meta of an item": lambda: _wxr(_ITEM.format("<wp:postmeta><wp:meta_key>k</wp:meta_key></wp:postmeta>" * MANY)),
    "comments of a page": lambda: _page("x", comments=MANY // 20),
    "attributes": lambda: _page(f"<div {_numbered('a{}=1', 1_000_000)}>x</div>"),
    "one attribute again": lambda: _page(f"<div {'class=a ' * MANY}>x</div>"),
    "attributes of a root": lambda: ("<feed " + _numbered("a{}='1'", 300_000) + "></feed>").encode(),
    "namespaces": lambda: ("<feed " + _numbered("xmlns:a{}='u'", MANY) + "></feed>").encode(),
    "classes": lambda: _page(f"<div class='{'comment ' * MANY}'>x</div>"),
    "empty elements": lambda: _page("<br>" * 150_000),
    "links": lambda: _page("<a href=/2018/07/a.html>a</a>" * 20_000),
    "scripts": lambda: _page("<script>var items = [" * MANY),
    "one line": lambda: _page(f"<div class='post-body'>{'gauge ' * 500_000}</div>"),
    "one word": lambda: _page(f"<div class='post-body'>{'g' * 4_000_000}</div>"),
    "one line of text": lambda: b"Gauge said " * 200_000,
    "short lines of text": lambda: b"a\n" * 400_000,
    "bylines of text": lambda: b"Gauge\nAnonymous said...\nx\n4 May 2018 at 10:00\n" * 10_000,
    "a string of json": lambda: b'{"feed": "' + b"a" * 5_000_000 + b'"}',
    "numbers of json": lambda: b"[" + b"1," * 500_000 + b"1]",
    "a long number of json": lambda: b'[{"id": ' + b"9" * 1_000_000 + b"}]",
    "keys of json": lambda: json.dumps({str(n): n for n in range(MANY)}).encode(),
    "addresses of a sitemap": lambda: (
        f"{ROOTS['sitemap']}{'<url><loc>https://weir.example/2018/07/a.html</loc></url>' * MANY}</urlset>".encode()
    ),
    "instructions": lambda: b"<?xml version='1.0'?>" + b"<?a b?>" * 200_000 + b"<feed/>",
    "comments of markup": lambda: b"<!-- a -->" * 200_000 + b"<html>",
}


@pytest.mark.feature("H13")
@pytest.mark.parametrize("name", BROAD)
def test_very_many_of_something_is_read_or_refused(importer: Reader, answerer: Reader, name: str) -> None:
    body = BROAD[name]()
    assert importer.read("file", body)[1] == ""
    # no harvest takes a larger answer
    assert answerer.read("answer", body[:DOWNLOAD_MAXSIZE])[1] == ""


# runs that keep a pattern busy

RUNS = {
    "spaces": " ",
    "lines": "\n",
    "quotes": '"',
    "dashes": "-",
    "digits": "9",
    "brackets": "<",
    "ends": ">",
    "ampersands": "&",
    "open comments": "<!--",
    "open instructions": "<?",
    "doctypes": "<!doctype ",
    "metas": "<meta name=robots ",
    "dots": ".",
    "slashes": "/",
    "colons": ":",
    "at signs": "a@",
    "brackets of code": "[[[",
    "escapes": "\\x3c",
    "percents": "%3C",
    "entities": "&#60;",
    "dates": "2018-07-",
    "times": "10:00 ",
    "said": "said ",
    "addresses": "http://",
    "mixed": " -\"'<",
    "tags": "<a ",
    "equals": "a=",
    "captions": "[caption ",
    "accents": "e\u0301",
    "lists": "<li>",
}
"""Pieces that stand in patterns of parsers, each to be had over and over."""


def _with_run(body: bytes, run: bytes, chance: random.Random) -> bytes:
    """Return a page or export with a long run in a text of it, in a value, and before its first element."""
    places = [at for at, byte in enumerate(body) if byte in b">\"'"]
    at = (chance.choice(places) + 1) if places else chance.randrange(len(body) + 1)
    return body[:at] + run + body[at:]


@pytest.mark.feature("H13")
@pytest.mark.parametrize("name", RUNS)
def test_long_runs_anywhere_keep_no_parser_busy(importer: Reader, answerer: Reader, name: str) -> None:
    chance, run = random.Random(name), (RUNS[name] * (LONG // len(RUNS[name]))).encode()
    for seed in [*chance.sample(sorted(SEEDS), 4), ""]:
        body = _with_run(SEEDS.get(seed, b""), run, chance)
        for reader in (importer, answerer):
            assert (seed, reader.read("file", body)[1]) == (seed, "")


# boxes


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, body in members.items():
            box.writestr(name, body)
    return out.getvalue()


_FEED = "Takeout/Blogger/Blogs/weir/feed.atom"
_EMPTY = f"{ROOTS['takeout']}</feed>".encode()
_RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://weir.example/\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:7>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %b\r\n\r\n"
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>x</html>\r\n\r\n"
)
BOXES: dict[str, Callable[[], bytes]] = {
    **{
        f"zip slip {place}": lambda place=place: _zip({_FEED: _EMPTY, place: b"x"})  # type: ignore[misc]  # of this place
        for place in ("../../etc/passwd", "/etc/passwd", "..\\..\\x", "C:\\x", "a/../../b")
    },
    "zip bomb": lambda: _zip({_FEED: _EMPTY[:-7] + b" " * 150_000_000}),
    "zip of many": lambda: _zip({f"Takeout/Blogger/Blogs/{n}/feed.atom": b"" for n in range(70_000)}),
    "zip in zip": lambda: _zip({"a.zip": _zip({"b.zip": _zip({_FEED: b"0" * 10_000_000})})}),
    "gz bomb": lambda: gzip.compress(_EMPTY[:-7] + b" " * 100_000_000, 6),
    "gz of gz": lambda: gzip.compress(gzip.compress(gzip.compress(b" " * 100_000_000))),
    "wacz bomb": lambda: _zip({"archive/a.warc.gz": gzip.compress(_RECORD % b"9" + b"\0" * 100_000_000)}),
    **{
        f"warc of length {length.decode()}": lambda length=length: _RECORD % length  # type: ignore[misc]  # of this one
        for length in (b"0", b"5", b"999999999999", b"-1", b"9" * 400, b"abc", b"1e9", b"")
    },
    "warc of headers": lambda: b"WARC/1.0\r\n" + b"X: y\r\n" * 200_000,
    "warc of one header": lambda: b"WARC/1.0\r\nX: " + b"y" * 5_000_000,
    "warc of starts": lambda: b"WARC/1.0\r\n\r\n" * MANY,
    "warc bomb": lambda: gzip.compress(_RECORD % b"2000000000" + b" " * 100_000_000, 6),
    "cdx": lambda: b"com,weir)/ 20200101000000 https://weir.example/ text/html 200 A - - 9 9 a.warc.gz\n" * 60_000,
    "cdxj": lambda: b"com,weir)/ 20200101000000 " + b'{"a":' * MANY,
}


@pytest.mark.feature("H13")
@pytest.mark.parametrize("name", BOXES)
def test_boxes_that_lie_or_burst_are_read_or_refused(importer: Reader, name: str) -> None:
    kind, say = importer.read("box", BOXES[name]())
    assert say == ""
    if "slip" in name or "bomb" in name:
        assert kind == "refused"


def test_what_is_looked_at_here_can_fail() -> None:
    """A file that is refused and leaves a trace is a fault, and so is one that takes for ever."""
    with contextlib.closing(sqlite3.connect(":memory:")), Reader(_leaves_a_trace, seconds=SECONDS) as reader:
        kind, say = reader.read("file", b"x")
        assert (kind, "left a trace" in say) == ("fault", True)


def _leaves_a_trace(path: Path) -> None:
    with contextlib.suppress(BadInput):
        import_file(path)
    real, states = _rows, iter([["a"], ["b"]])
    globals()["_rows"] = lambda folder: next(states)
    try:
        import_file(path)
    finally:
        globals()["_rows"] = real
