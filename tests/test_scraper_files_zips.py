"""Zip files: only a blog's feeds, crawls and exports in them are opened; tricks are refused."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from archive.errors import BadInput, UnrecognisedInput
from scraper.files import unpacking, zips
from scraper.files.unpacking import gunzip
from scraper.files.zips import ZipFile

FEED = "Takeout/Blogger/Blogs/The Weir Desk/feed.atom"


def boxed(
    members: dict[str, bytes], change: Callable[[zipfile.ZipInfo], None] = lambda member: None, packing: int = 8
) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as box:
        for name, data in members.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = packing
            change(member)
            box.writestr(member, data)
    return io.BytesIO(out.getvalue())


@pytest.mark.feature("H16")
def test_of_a_takeout_only_the_blogs_feeds_are_opened() -> None:
    names = (
        FEED,
        "Takeout/Blogger/Blogs/Another/feed.atom",
        "Takeout/Blogger/Blogs/The Weir Desk/settings.csv",
        "Takeout/Blogger/Blogs/The Weir Desk/followers.csv",
        "Takeout/Blogger/Blogs/The Weir Desk/theme-layouts.xml",
        "Takeout/Blogger/Comments/The Weir Desk/feed.atom",
        "Takeout/Blogger/Albums/lock.jpg",
        "Takeout/archive_browser.html",
        "archive/crawl.warc.gz",
    )
    box = ZipFile(boxed({name: name.encode() for name in names}))
    assert box.feeds == (names[1], FEED)
    assert (box.crawls, box.exports) == ((), ())
    with box.open(FEED) as feed:
        assert feed.read() == FEED.encode()
        assert feed.seek(0) == 0
        assert feed.read(7) == b"Takeout"
        assert feed.seek(-4, io.SEEK_END) == len(FEED) - 4
        assert feed.read() == b"atom"


def test_the_crawls_of_a_wacz_are_found() -> None:
    box = ZipFile(boxed(dict.fromkeys(["archive/a.warc.gz", "archive/b.warc", "indexes/index.cdx", "x.xml"], b"x")))
    assert (box.crawls, box.exports) == (("archive/a.warc.gz", "archive/b.warc"), ())
    box.close()


def test_the_export_files_of_a_zip_are_found() -> None:
    box = ZipFile(boxed(dict.fromkeys(["desk.wordpress.xml", "more/part2.xml", "a/b/deep.xml", ".hidden.xml"], b"x")))
    assert (box.crawls, box.exports) == ((), ("desk.wordpress.xml", "more/part2.xml"))


@pytest.mark.parametrize("names", [[], ["page.html", "lock.png"], ["inner.zip"], ["deep/archive/a.warc.gz"]])
def test_a_zip_without_a_blog_is_refused(names: list[str]) -> None:
    with pytest.raises(UnrecognisedInput, match="unpack it and import the folder"):
        ZipFile(boxed(dict.fromkeys(names, b"x")))


@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    "name", ["../feed.atom", "a/../../x", "/etc/feed.atom", "\\server\\x", "C:\\x", "..\\x", "a/.."]
)
def test_names_that_lead_outside_are_refused(name: str) -> None:
    with pytest.raises(BadInput, match="places outside of itself"):
        ZipFile(boxed({FEED: b"x", name: b"y"}))


def test_names_with_dots_stay_allowed() -> None:
    assert ZipFile(boxed({FEED: b"x", "Takeout/a..b/...c": b"y"})).feeds == (FEED,)


def test_an_encrypted_feed_is_refused() -> None:
    data = bytearray(boxed({FEED: b"x", "other": b"y"}).getvalue())
    # the flags in the list of members
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadInput, match="encrypted"):
        ZipFile(io.BytesIO(data))


def test_a_bomb_is_refused_by_what_it_says_and_by_what_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "FREE_BYTES", 100_000)
    bomb = boxed({FEED: bytes(3_000_000)})
    with pytest.raises(BadInput, match="unpacks to far more"):
        ZipFile(bomb).open(FEED)
    # one that lies of its size
    data = bytearray(bomb.getvalue())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<L", 90_000)
    with pytest.raises(BadInput, match="damaged"), ZipFile(io.BytesIO(data)).open(FEED) as feed:
        feed.read()


def test_what_unpacks_too_large_is_refused_while_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "FREE_BYTES", 100_000)
    data = gzip.compress(bytes(50_000_000))
    stream = gunzip(io.BytesIO(data), len(data))
    assert stream.read(50_000) == bytes(50_000)
    with pytest.raises(BadInput, match="unpacks to far more"):
        stream.read()
    with pytest.raises(BadInput, match="unpacks to far more"):
        gunzip(io.BytesIO(data), len(data)).seek(0, io.SEEK_END)


def test_nothing_larger_than_the_limit_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_BYTES", 10)
    with pytest.raises(BadInput, match="unpacks to far more"):
        ZipFile(boxed({FEED: b"twelve bytes"}, packing=0)).open(FEED)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_can_burst_at_one_step_are_refused(packing: int) -> None:
    with pytest.raises(BadInput, match="damaged or of a kind"):
        ZipFile(boxed({FEED: b"x" * 99}, packing=packing)).open(FEED)


def test_a_list_of_members_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_DIRECTORY", 4000)
    ZipFile(boxed({FEED: b"x"}))
    with pytest.raises(BadInput, match="lists more members"):
        ZipFile(boxed({FEED: b"x", **{f"{number}.jpg": b"" for number in range(100)}}))


def test_damage_is_named_wherever_it_is() -> None:
    whole = boxed({FEED: b"some words " * 40}).getvalue()
    for cut in range(1, len(whole), 7):
        with pytest.raises(BadInput):
            ZipFile(io.BytesIO(whole[:-cut]))
    harmed = bytearray(whole)
    harmed[34 + len(FEED)] ^= 0xFF
    with pytest.raises(BadInput, match="damaged"), ZipFile(io.BytesIO(harmed)).open(FEED) as feed:
        feed.read()


@pytest.mark.parametrize("place", range(0, 400, 3))
def test_no_changed_byte_raises_anything_else(place: int) -> None:
    data = bytearray(boxed({FEED: b"some words " * 9, "other.txt": b"x"}).getvalue())
    data[place % len(data)] ^= 0x55
    try:
        box = ZipFile(io.BytesIO(data))
        for name in (*box.feeds, *box.exports, *box.crawls):
            box.open(name).read()
    except (BadInput, UnrecognisedInput):
        pass


@pytest.mark.parametrize("cut", [1, 9, 30])
def test_a_gzip_file_that_breaks_off_is_named(cut: int) -> None:
    data = gzip.compress(b"some words " * 40)[:-cut]
    with pytest.raises(BadInput, match="damaged or breaks off"):
        gunzip(io.BytesIO(data), len(data)).read()
