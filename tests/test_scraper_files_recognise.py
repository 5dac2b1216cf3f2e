"""Files are known by their first bytes, whatever they are called."""

from __future__ import annotations

import gzip
import io
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from archive.errors import BadInput, UnrecognisedInput
from archive.originals.records import Parsed
from scraper.files import recognise as module
from scraper.files.backup import read_backup
from scraper.files.disqus import read_disqus
from scraper.files.recognise import Form, is_binary, is_no_page, iter_parsed, recognise
from scraper.files.takeout import read_takeout
from scraper.files.wxr import read_wxr
from tests import big_exports, crawls

PAGES = Path(__file__).parent / "pages"
ZONE = ZoneInfo("Europe/London")

TAKEOUT = (
    b"<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom' "
    b"xmlns:blogger='http://schemas.google.com/blogger/2018'><id>tag:blogger.com,1999:blog-7</id><title>W</title></feed>"
)
BACKUP = (
    b"<?xml version='1.0' encoding='UTF-8'?><?xml-stylesheet href='x.css'?><feed xmlns='http://www.w3.org/2005/Atom'>"
    b"<id>tag:blogger.com,1999:blog-7.archive</id><title>W</title></feed>"
)
FEED = BACKUP.replace(b".archive", b"")
WXR = (
    b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- This is a WordPress export. <rss> -->\n\n<rss version='2.0'\n"
    b" xmlns:wp='http://wordpress.org/export/1.0/'><channel></channel></rss>"
)
DISQUS = b"`<?xml version='1.0'?>\n<disqus xmlns='http://disqus.com'></disqus>"


def stream(data: bytes) -> io.BufferedReader:
    return io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data)))


def read(data: bytes, **given: object) -> list[Parsed]:
    return list(iter_parsed(stream(data), url="file:x", zone=ZONE, **given))  # type: ignore[arg-type]  # of tests


@pytest.mark.feature("H13")
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
@pytest.mark.parametrize(
    ("data", "form", "reader"),
    [
        (TAKEOUT, Form.EXPORT, read_takeout),
        (BACKUP, Form.EXPORT, read_backup),
        (FEED.replace(b"</id>", b"</id><category term='http://x/2008/kind#post'/>"), Form.EXPORT, read_backup),
        (WXR, Form.EXPORT, read_wxr),
        (DISQUS, Form.EXPORT, read_disqus),
        (WXR.decode("utf-8-sig").encode("utf-16"), Form.EXPORT, read_wxr),
        (FEED, Form.PAGE, None),
        (b"<rss version='2.0'><channel/></rss>", Form.PAGE, None),
        (b"<html><body>xmlns:wp='http://wordpress.org/export/1.0/'", Form.PAGE, None),
        (b"I exported <rss xmlns:wp='http://wordpress.org/export/1.0/'>" + b"x" * 70, Form.EXPORT, read_wxr),
        (b"y" * 70 + b"<rss xmlns:wp='http://wordpress.org/export/1.0/'>", Form.PAGE, None),
        (b"1. Ann: hello\n\nReplyDelete", Form.PAGE, None),
        (b"", Form.PAGE, None),
        (b"WARC/1.0\r\n", Form.CRAWL, None),
        (b" CDX N b a m s k r M S V g\n", Form.INDEX, None),
        (b'org,a)/ 20200101000000 {"url": "http://a.org/"}\n', Form.INDEX, None),
        (b"!OpenWayback-CDXJ 1.0\n", Form.INDEX, None),
    ],
)
def test_forms_are_told_by_content(data: bytes, form: Form, reader: object, pack: Callable[[bytes], bytes]) -> None:
    source = recognise(stream(pack(data)))
    assert (source.form, source.reader) == (form, reader)
    # a crawl stays packed: its records are packed one by one
    assert source.stream.read() == (pack(data) if form is Form.CRAWL else data)


def test_a_zip_is_a_zip_and_stays_as_it_is() -> None:
    data = crawls.wacz({"a.warc.gz": b""})
    source = recognise(stream(data))
    assert (source.form, source.stream.read()) == (Form.ZIP, data)


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"7z\xbc\xaf\x27\x1cx", "7z"), (b"Rar!\x1a\x07\x00", "RAR"), (lzma.compress(b"x"), "xz"), (b"BZh91AY", "bzip2")],
)
def test_other_archives_are_named(data: bytes, name: str) -> None:
    with pytest.raises(UnrecognisedInput, match=f"{name} archive; unpack it"):
        recognise(stream(data))


def test_zips_and_crawls_are_not_read_as_one_page() -> None:
    for data in (crawls.wacz({}), b"WARC/1.0\r\n", b" CDX N b a\n"):
        with pytest.raises(UnrecognisedInput, match="holds many pages"):
            read(data)


@pytest.mark.feature("H7")
def test_a_packed_page_is_what_the_page_is() -> None:
    page = (PAGES / "threaded-replies.html").read_bytes()
    assert read(gzip.compress(page)) == read(page)


@pytest.mark.feature("H7")
def test_a_takeout_has_addresses_where_its_blog_is_known(tmp_path: Path) -> None:
    big_exports.write_takeout(tmp_path / "feed.atom", 3)
    data = (tmp_path / "feed.atom").read_bytes()
    homes = {big_exports.BLOG: "https://weir-desk.blogspot.com"}
    named = [post.url for parsed in read(data, home_of=homes.get) for post in parsed.posts if post.url]
    assert named == ["https://weir-desk.blogspot.com/2012/03/night-0.html"]
    unnamed = read(data, home_of=lambda number: "")
    assert {post.url for parsed in unnamed for post in parsed.posts} == {None}


@pytest.mark.parametrize("partial", [True, False])
def test_a_backup_without_an_address_gets_that_of_its_blog(partial: bool) -> None:
    (parsed,) = read(BACKUP, home_of={"7": "https://weir-desk.example"}.get, partial=partial)
    assert (parsed.site.host, parsed.site.blog_id) == ("weir-desk.example", "7")
    (unknown,) = read(BACKUP, home_of=lambda number: "", partial=partial)
    assert unknown.site.host == ""


def test_a_page_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PAGE", 10)
    with pytest.raises(BadInput, match="larger than 0 MB"):
        read(b"<html>" + b"x" * 10)


def read_part(data: bytes) -> tuple[int, int]:
    """Return the posts and comments that come before the fault."""
    posts: set[str] = set()
    comments = 0
    batches = iter_parsed(stream(data), url="file:x", zone=ZONE, partial=True)
    with pytest.raises(BadInput, match="at line"):  # noqa: PT012 - what comes before the fault is counted
        for parsed in batches:
            posts.update(post.source_key for post in parsed.posts)
            comments += sum(len(post.comments) for post in parsed.posts)
    return len(posts), comments


def test_of_a_wordpress_export_that_breaks_off_the_whole_posts_come_before_the_fault(tmp_path: Path) -> None:
    big_exports.write_wxr(tmp_path / "export.xml", 2000)
    whole = (tmp_path / "export.xml").read_bytes()
    with pytest.raises(BadInput):
        read(whole[: len(whole) * 2 // 3])
    assert read_part(whole[: len(whole) * 2 // 3]) == (13, 1300)
    assert read_part(whole.replace(b"Keeper 700]]>", b"Keeper 700]]></no>", 1)) == (7, 700)


def test_of_a_takeout_that_breaks_off_what_has_its_post_comes_before_the_fault(tmp_path: Path) -> None:
    big_exports.write_takeout(tmp_path / "feed.atom", 2000)
    whole = (tmp_path / "feed.atom").read_bytes()
    with pytest.raises(BadInput):
        read(whole[:-500])
    assert read_part(whole[:-500]) == (19, 1900)
    # posts stand behind the comments: a file cut in half has none, and so nothing that is known to be published
    assert read_part(whole[: len(whole) // 2]) == (0, 0)


@pytest.mark.parametrize(
    ("head", "binary", "no_page"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", True, True),
        ("\ufeff<html>".encode("utf-16-le"), False, False),
        (b"@font-face { font-family: x; src: url(y); }", False, True),
        (b"(function () { var a = 1; return a; })();", False, True),
        (b'{"posts": 5}', False, True),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'>", False, True),
        (b"<html><script>var a = {};</script>", False, False),
        (b"Nobody wrote, and nobody (not even the keeper) answered.", False, False),
        (b"", False, False),
    ],
)
def test_what_is_clearly_no_page_is_told_from_what_might_be(head: bytes, binary: bool, no_page: bool) -> None:
    assert (is_binary(head), is_no_page(head)) == (binary, no_page)
