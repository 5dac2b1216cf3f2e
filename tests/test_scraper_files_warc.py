"""WARC, WACZ and CDX: which answers of a crawl are found, and what becomes of damaged files and bombs."""

from __future__ import annotations

import contextlib
import gzip
import io
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import BadInput
from scraper.files import unpacking, warc_bytes
from scraper.files.cdx import is_index, iter_pointers
from scraper.files.warc import Answer, Crawl, Place
from tests import crawls
from tests.crawls import HOME, Seen, warc

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

DATE = crawls.DATE.encode()
PAGE = b"<html><body><p>The bell rang twice.</p></body></html>"
A_PAGE = Seen(f"{HOME}/2014/05/bell.html", PAGE)


def buffered(data: bytes) -> io.BufferedReader:
    # bytes in memory are a raw stream in all but name
    return io.BufferedReader(cast("io.RawIOBase", io.BytesIO(data)))


def open_crawl(data: bytes) -> Crawl:
    return Crawl(buffered(data))


def read(data: bytes) -> tuple[list[Answer], Crawl]:
    crawl = open_crawl(data)
    return list(crawl), crawl


@pytest.mark.feature("H13")
@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("packing", ["", "gzip", "deflate", "br", "chunked"])
def test_an_answer_is_unpacked_and_dated(packed: bool, packing: str) -> None:
    (found,), crawl = read(warc([replace(A_PAGE, packing=packing)], packed=packed))
    assert (found.url, found.status, found.body) == (A_PAGE.url, 200, PAGE)
    assert found.content_type == "text/html; charset=UTF-8"
    assert found.fetched_at == datetime(2020, 2, 3, 4, 5, 6, tzinfo=UTC)
    assert (crawl.records, crawl.unreadable) == (1, 0)
    assert crawl.at(found.place) == found


def test_only_what_may_be_a_page_is_yielded_and_all_is_counted() -> None:
    found, crawl = read(warc([*crawls.others(), A_PAGE]))
    assert [each.url.removeprefix(HOME) for each in found] == [
        "/robots.txt",
        "/2014/05/",
        "https://elsewhere.example/",
        "/2014/05/bell.html",
    ]
    assert crawl.records == len(crawls.others()) + 1


def test_only_wanted_addresses_are_read() -> None:
    crawl = Crawl(buffered(warc([*crawls.others(), A_PAGE])), lambda url: url == A_PAGE.url)
    assert [each.url for each in crawl] == [A_PAGE.url]
    assert crawl.records == len(crawls.others()) + 1


def test_a_page_kept_as_a_resource_is_an_answer() -> None:
    (found,), _ = read(warc([replace(A_PAGE, kind="resource", type="text/html")]))
    assert (found.status, found.content_type, found.body) == (200, "text/html", PAGE)


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_header_that_says_packed_before_a_body_that_is_not_does_no_harm(packing: str) -> None:
    (found,), _ = read(warc([replace(A_PAGE, packing=packing, is_unpacked=True)]))
    assert found.body == PAGE


def test_what_is_packed_in_an_unknown_way_is_counted_as_unreadable() -> None:
    found, crawl = read(warc([replace(A_PAGE, packing="x-secret")]))
    assert (found, crawl.unreadable) == ([], 1)


@pytest.mark.parametrize("packing", ["", "gzip", "br"])
def test_no_body_is_read_beyond_the_limit(packing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_bytes, "MOST_BODY", 100_000)
    large = replace(A_PAGE, body=b"<html>" + b"x" * 100_000, packing=packing)
    found, crawl = read(warc([large, A_PAGE]))
    assert ([each.body for each in found], crawl.unreadable, crawl.records) == ([PAGE], 1, 2)


# revisits


def test_a_page_that_was_replaced_and_came_back_is_found_through_its_revisit() -> None:
    second = replace(A_PAGE, body=b"<html>Another", date="2020-02-04T00:00:00Z")
    again = replace(A_PAGE, kind="revisit", date="2020-02-05T00:00:00Z")
    crawl = open_crawl(warc([A_PAGE, second, again]))
    found: list[tuple[bytes, int, str]] = []
    for answer in crawl:
        crawl.remember(answer)
        found.append((answer.body, answer.fetched_at.day, answer.url))
    assert found == [(PAGE, 3, A_PAGE.url), (b"<html>Another", 4, A_PAGE.url), (PAGE, 5, A_PAGE.url)]
    assert crawl.records == 3


@pytest.mark.parametrize("packed", [True, False])
def test_a_revisit_of_another_address_brings_the_page_there(packed: bool) -> None:
    mobile = replace(A_PAGE, url=A_PAGE.url + "?m=1", kind="revisit", same_as=A_PAGE.url)
    crawl = open_crawl(warc([A_PAGE, mobile, replace(A_PAGE, kind="revisit")], packed=packed))
    found = []
    for answer in crawl:
        crawl.remember(answer)
        found.append((answer.url, answer.body))
    assert found == [(A_PAGE.url, PAGE), (mobile.url, PAGE)]


def test_a_revisit_of_what_is_not_here_is_only_counted() -> None:
    found, crawl = read(warc([replace(A_PAGE, kind="revisit"), A_PAGE]))
    assert (len(found), crawl.records) == (1, 2)


# damage


@pytest.mark.feature("H13")
@pytest.mark.parametrize(("packed", "cut"), [(True, 1), (True, 30), (True, 700), (False, 5), (False, 30), (False, 700)])
def test_a_file_that_breaks_off_is_told_from_a_whole_one(packed: bool, cut: int) -> None:
    whole = warc([A_PAGE, A_PAGE], packed=packed)
    crawl = open_crawl(whole[:-cut])
    with pytest.raises(BadInput, match=r"damaged or breaks off after [012] of its records"):
        list(crawl)


def test_what_stands_before_the_damage_is_yielded() -> None:
    first, second = warc([A_PAGE]), bytearray(warc([A_PAGE]))
    second[len(second) // 2] ^= 0xFF
    crawl = iter(open_crawl(first + bytes(second)))
    assert next(crawl).url == A_PAGE.url
    with pytest.raises(BadInput, match="after 1 of its records"):
        next(crawl)


@pytest.mark.parametrize(
    "data",
    [
        b"WARC/1.0\r\n" + b"x" * 200_000,
        b"WARC/1.0\r\n" + b"A: b\r\n" * 300_000,
        b"WARC/1.0\r\nWARC-Type: response\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -1\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\n",
        b"WARC/9.9\r\n\r\n",
        b"\r\n" * 9000,
        b"nonsense",
    ],
)
def test_headers_without_end_or_sense_are_damage(data: bytes) -> None:
    for file in (data, gzip.compress(data)):
        with pytest.raises(BadInput, match="damaged"):
            list(open_crawl(file))


def test_a_record_without_a_usable_date_or_address_is_only_counted() -> None:
    bad_date, bad_day, no_web = (
        replace(A_PAGE, date="yesterday"),
        replace(A_PAGE, date="2020-02-31T00:00:00Z"),
        replace(A_PAGE, url="dns:weir-desk.example", kind="resource"),
    )
    found, crawl = read(warc([bad_date, bad_day, no_web]))
    assert (found, crawl.records) == ([], 3)


def test_an_answer_without_a_head_is_only_counted() -> None:
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2020-02-03T04:05:06Z\r\n"
    )
    for block in (b"", b"\r\n", b"HTTP/1.1 \xc2\xb2\xc2\xb2\xc2\xb2 ?\r\n\r\n", b"nothing"):
        found, crawl = read(head + b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(block), block))
        assert (found, crawl.records) == ([], 1)


def test_a_body_that_is_not_packed_as_it_says_is_unreadable() -> None:
    broken = replace(A_PAGE, body=b"\x1f\x8b nothing", packing="gzip", is_unpacked=True)
    no_brotli = replace(A_PAGE, body=b"\xff" * 40, packing="br", is_unpacked=True)
    found, crawl = read(warc([broken, no_brotli]))
    assert (found, crawl.unreadable) == ([], 2)


def test_an_empty_file_has_no_records() -> None:
    found, crawl = read(b"")
    assert (found, crawl.records) == ([], 0)


def test_a_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "FREE_BYTES", 1_000_000)
    head = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 9000000\r\n\r\n"
    with pytest.raises(BadInput, match="unpacks to far more"):
        list(open_crawl(gzip.compress(head + bytes(9_000_000))))


def test_one_gzip_stream_around_the_whole_file_is_read_too() -> None:
    data = gzip.compress(warc([A_PAGE, A_PAGE], packed=False))
    found, crawl = read(data)
    assert [each.body for each in found] == [PAGE, PAGE]
    assert crawl.at(found[1].place) == found[1]
    assert found[1].place.inside > 0


WHOLE = [warc([replace(A_PAGE, packing="gzip"), A_PAGE], packed=packed) for packed in (True, False)]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_changed_byte_is_damage_or_does_no_harm(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from(WHOLE)))
    body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(BadInput):
        read(bytes(body))


def test_a_place_where_no_record_begins_is_refused() -> None:
    for data in (warc([A_PAGE]), warc([A_PAGE], packed=False)):
        crawl = open_crawl(data)
        with pytest.raises(BadInput, match="There is no WARC record"):
            crawl.at(Place(17))
        with pytest.raises(BadInput, match="There is no WARC record"):
            crawl.at(Place(len(data)))


def test_memory_does_not_grow_with_the_file() -> None:
    class Endless(io.RawIOBase):
        """The same record many times."""

        def __init__(self) -> None:
            self._left, self._rest = 300, b""
            self._record = warc([replace(A_PAGE, body=b"<p>" + bytes(range(256)) * 400)])

        def readable(self) -> bool:
            return True

        def seekable(self) -> bool:
            return True

        def seek(self, place: int, whence: int = 0, /) -> int:
            return place

        def tell(self) -> int:
            return 0

        def readinto(self, buffer: WriteableBuffer) -> int:
            view = memoryview(buffer)
            if not self._rest and self._left:
                self._left -= 1
                self._rest = self._record
            piece, self._rest = self._rest[: len(view)], self._rest[len(view) :]
            view[: len(piece)] = piece
            return len(piece)

    crawl = Crawl(io.BufferedReader(Endless()))
    tracemalloc.start()
    assert sum(1 for _ in crawl) == 300
    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()


# indexes


@pytest.mark.feature("H13")
@pytest.mark.parametrize(("json_lines", "header"), [(False, True), (False, False), (True, False)])
def test_an_index_leads_to_the_records(tmp_path: Path, json_lines: bool, header: bool) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(warc([*crawls.others(), A_PAGE, replace(A_PAGE, kind="revisit")]))
    lines = crawls.index(path, json_lines=json_lines, header=header)
    assert is_index(lines)
    found = list(iter_pointers(io.BytesIO(lines)))
    assert len(found) == len(crawls.others()) + 2
    may_be = [each for each in found if each.may_be_page]
    assert [each.url for each in may_be][-2:] == [A_PAGE.url, A_PAGE.url]
    assert {each.file for each in may_be} == {"crawl.warc.gz"}
    with path.open("rb") as file:
        answer = Crawl(file).at(Place(may_be[-2].offset))
    assert answer is not None
    assert answer.body == PAGE


def test_an_index_never_leads_out_of_its_folder() -> None:
    line = b'org,a)/ 20200101000000 {"url": "http://a.org/", "filename": "../../etc/x.warc", "offset": "3"}\n'
    (found,) = iter_pointers(io.BytesIO(line))
    assert (found.file, found.offset) == ("x.warc", 3)


@pytest.mark.parametrize("line", ["org,a)/ 2020 {", "one two", "a b c d e f g", 'org,a)/ 20200101000000 ["x"]'])
def test_a_damaged_line_of_an_index_is_named(line: str) -> None:
    data = f" CDX N b a m s k r M S V g\n\n{line}\n".encode()
    with pytest.raises(BadInput, match="damaged at line 3"):
        list(iter_pointers(io.BytesIO(data)))


def test_deeply_nested_json_in_an_index_is_a_damaged_line() -> None:
    line = b'org,a)/ 20200101000000 {"a":' + b"[" * 30_000 + b"\n"
    with pytest.raises(BadInput, match="damaged at line 1"):
        list(iter_pointers(io.BytesIO(line)))


def test_zlib_is_what_members_are_checked_with() -> None:
    """A member whose check sum is wrong is damage, even when all of it can be unpacked."""
    data = bytearray(warc([A_PAGE]))
    data[-6] ^= 0x01
    with pytest.raises(BadInput, match="damaged"):
        list(open_crawl(bytes(data)))


@pytest.mark.shared
@pytest.mark.feature("H13")
def test_the_samples_are_read_to_their_end(shared: Path) -> None:
    counted = {}
    for path in sorted(
        (shared / "warc").glob("*.warc.gz")
        if (shared / "warc").is_dir()
        else (shared / "realdata" / "warc").glob("*.warc.gz")
    ):
        with path.open("rb") as file:
            crawl = Crawl(file)
            pages = len(list(crawl))
        counted[path.name] = (crawl.records, pages)
    assert counted == {"dupes.warc.gz": (12, 1), "example-wpull.warc.gz": (2, 1), "example.warc.gz": (3, 1)}
