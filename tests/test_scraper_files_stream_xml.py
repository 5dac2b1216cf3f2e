"""XML as a stream: what is yielded, in which encodings, what is dropped, mended and refused, in how much memory."""

from __future__ import annotations

import io
import re
import tracemalloc
from collections.abc import Iterator
from contextlib import nullcontext, suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BadInput
from scraper.files import stream_xml
from scraper.files.stream_xml import iter_elements, read_header

WHAT = "test file"
BROKEN = f"This {WHAT} breaks off or is not well-formed at line {{}}: fetch or export it again."
TOO_MUCH = f"This {WHAT} is nested deeper or has a longer text than any blog, at line 1: not read."


def read(data: bytes, *tags: str) -> list[str]:
    return ["".join(map(str, each.itertext())) for each in iter_elements(io.BytesIO(data), tags or {"e"}, what=WHAT)]


def refusal(data: bytes) -> str:
    with pytest.raises(BadInput) as refused:
        read(data)
    return str(refused.value)


@pytest.mark.feature("H13")
def test_elements_come_in_the_order_of_the_file_whatever_their_namespace() -> None:
    data = b"<r xmlns:x='u:x'><t>one</t><e>two</e><k/><x:e>three</x:e><d><e>four</e></d></r>"
    assert read(data, "e", "t") == ["one", "two", "three", "four"]


def test_an_element_inside_another_is_a_part_of_it() -> None:
    assert read(b"<r><t>head</t><e>a<t>b</t><e>c</e></e><t>d</t></r>", "e", "t") == ["head", "abc", "d"]


def test_a_yielded_element_lasts_until_the_next_and_what_was_before_is_gone() -> None:
    elements = iter_elements(io.BytesIO(b"<r><k/>text<e n='1'>a</e> <e n='2'>b</e></r>"), {"e"}, what=WHAT)
    first = next(elements)
    assert (first.get("n"), first.text) == ("1", "a")
    second = next(elements)
    root = second.getparent()
    assert (first.get("n"), first.text, second.text) == (None, None, "b")
    assert root is not None
    assert [child.tag for child in root] == ["e", "e"]
    assert list(elements) == []
    assert [child.tag for child in root] == ["e"]


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("utf-8", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-16-le"),
        ("utf-16", "utf-16-be"),
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("windows-1251", None),
        (None, "utf-8"),
        ("no-such-thing", "utf-8"),
    ],
)
def test_the_encoding_is_the_declared_one(declared: str | None, codec: str | None) -> None:
    words = "Ж" if codec is None else "é – €"
    start = f"<?xml version='1.0' encoding='{declared}'?>" if declared else ""
    assert read(f"{start}<r><e>{words}</e></r>".encode(codec or str(declared))) == [words]


def test_only_a_declaration_tells_the_encoding() -> None:
    assert read("<r><e>é encoding='iso-8859-1'</e></r>".encode()) == ["é encoding='iso-8859-1'"]


@pytest.mark.parametrize("junk", [b"`", b"\n \n", b"\xef\xbb\xbf", b"HTTP/1.1 200 OK\n\n", b"\x00\x1a"])
def test_what_stands_before_the_document_is_dropped_and_lines_are_still_counted(junk: bytes) -> None:
    start = junk + b"<?xml version='1.0'\nencoding='utf-8'?>\n<r>"
    assert read(start + b"<e>a</e></r>") == ["a"]
    line = start.count(b"\n") + 2
    assert refusal(start + b"\n<e>") == BROKEN.format(line)


def test_characters_that_xml_forbids_are_dropped() -> None:
    data = b"<r><e>a\x01\x0b\x1f&#1;&#0011;&#x1F;&#x0;&#31;\xef\xbf\xbe\xff\tb&#9;&#32;&#x41;</e></r>"
    assert read(data) == ["a�\tb\t A"]


@given(st.text(max_size=60), st.integers(1, 40), st.sampled_from(["utf-8", "utf-16", "utf-16-be"]))
def test_a_text_comes_out_as_it_went_in_whatever_the_pieces(words: str, size: int, codec: str) -> None:
    class Trickle(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            return super().read(size)

    escaped = words.encode("utf-16", "replace").decode("utf-16").replace("&", "&amp;").replace("<", "&lt;")
    written = f"<?xml version='1.0' encoding='utf-16'?>\n<r>\n<e>{escaped.replace('>', '&gt;')}&#1;&#39;</e></r>"
    (found,) = ([each.text] for each in iter_elements(Trickle(written.encode(codec)), {"e"}, what=WHAT))
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", words.encode("utf-16", "replace").decode("utf-16"))
    assert found == [kept.replace("\r\n", "\n").replace("\r", "\n") + "'"]


@given(st.binary(max_size=200))
def test_any_bytes_end_in_elements_or_in_one_sentence(noise: bytes) -> None:
    for data in (noise, b"<r><e>" + noise + b"</e></r>", b"<?xml version='1.0'?>" + noise + b"<r><e/></r>"):
        for mended in (None, list[int]()):
            # anything else that is raised fails the test
            with suppress(BadInput):
                list(iter_elements(io.BytesIO(data), {"e"}, what=WHAT, mended=mended))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"no element at all", 1),
        (b"<r>\n<e>a</e>", 2),
        (b"<r>\n<e>a</e>\n<e>", 3),
        (b"<r>\n<e>a</f></r>", 2),
        (b"<r>\n<e a=1/></r>", 2),
        (b"<r>\n\n<e>&nbsp;</e></r>", 3),
        (b"<r>\n\n<e>&nbsp;</e>" + b"<e>a</e>\n" * 40_000 + b"</r>", 3),
        (b"<r/>\n<r/>", 2),
        (b"<r>" + b"<e>a</e>\n" * 100_000 + b"</q>", 100_001),
    ],
)
@pytest.mark.feature("H13")
def test_a_broken_file_is_refused_with_its_line(data: bytes, line: int) -> None:
    assert refusal(data) == BROKEN.format(line)


LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))


@pytest.mark.parametrize(
    "bomb",
    [
        f"<!DOCTYPE r [<!ENTITY l0 'ha'>{LAUGHS}]><r><e>&l9;</e></r>",
        f"<!DOCTYPE r [<!ENTITY q '{'q' * 50_000}'>]><r><e>{'&q;' * 50_000}</e></r>",
        "<!-- <r> -->\n<?look <r>?><!DOCTYPE r SYSTEM 'file:///etc/hostname'><r><e/></r>",
        f"<!--{' ' * 1000}--><!doctype r><r><e/></r>",
        f"<!--{'-' * 70_000}",
    ],
)
def test_a_document_type_is_refused(bomb: str) -> None:
    for start in ("", "<?xml version='1.0'?>\n", "` <?xml version='1.0' standalone='no'?>"):
        assert refusal((start + bomb).encode()) == (
            f"This {WHAT} has a document type or entities of its own, as no blog's has: not read."
        )


def test_no_entity_gets_in_behind_the_first_element() -> None:
    assert refusal(b"<r><!DOCTYPE r [<!ENTITY a 'b'>]><e>&a;</e></r>") == BROKEN.format(1)


@pytest.mark.parametrize(
    "data",
    [
        b"<r>" + b"<x>" * 100_000,
        b"<r>" + b"<x>" * 300 + b"</x>" * 300 + b"</r>",
        b"<r><e>" + b"a" * 20_000_000 + b"</e></r>",
        b"<r><e><![CDATA[" + b"a" * 20_000_000 + b"]]></e></r>",
        b"<r><e a='" + b"a" * 20_000_000 + b"'/></r>",
    ],
    ids=["100,000 levels", "300 levels", "text", "CDATA", "attribute"],
)
def test_depth_and_the_length_of_one_text_are_bounded(data: bytes) -> None:
    assert refusal(data) == TOO_MUCH


MUCH = b"<a>" + b"b" * 60_000 + b"</a>"


@pytest.mark.parametrize(
    "data",
    [
        b"<r><e>" + b"<a/>" * 1_100_000,
        b"<r>" + b"<a/>" * 80_000 + b"<e/>",
        b"<r><e>" + b"<e/>" * 80_000,
        b"<r><e>" + MUCH * 600,
        b"<r>" + MUCH * 600 + b"<e/>",
        b"\n" * 40_000_000 + b"<r><e/></r>",
    ],
    ids=["tags in it", "tags before it", "elements in it", "text in it", "text before it", "nothing"],
)
def test_the_size_of_one_element_is_bounded(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    if data.count(b"<") < stream_xml.MOST_TAGS:
        # one at full size is enough
        monkeypatch.setattr(stream_xml, "MOST_TAGS", 20_000)
    assert refusal(data) == f"This {WHAT} has an element larger than any blog's: not read."


def test_the_number_of_elements_is_not_bounded() -> None:
    assert len(read(b"<r>" + b"<e><a/></e>" * 150_000 + b"</r>")) == 150_000


@pytest.mark.feature("H13")
@pytest.mark.parametrize("filler", [0, 65_500, 65_520, 65_530])
def test_attributes_without_quotes_are_read_when_asked_for(filler: int) -> None:
    start = b"`<r>" + b" " * filler
    data = start + b"\n<e>a</e>\n<e x:n='<' m=\"2\" n=1/>\n<e\nn=a/b m=c>b</e>\n<e>a=b <i n='1'/> c=d></e></r>".replace(
        b"x:n='<'", b""
    )
    assert refusal(data) == BROKEN.format(3)
    mended: list[int] = []
    elements = iter_elements(io.BytesIO(data), {"e"}, what=WHAT, mended=mended)
    found = [(each.xpath("string()"), dict(each.attrib)) for each in elements]
    assert found == [("a", {}), ("", {"m": "2", "n": "1"}), ("b", {"n": "a/b", "m": "c"}), ("a=b  c=d>", {})]
    assert mended == [3, 5, 5]


@pytest.mark.parametrize(
    "fault", [b"<e></b></e>", b"<e>1</e></e>", b"<e>a < b</e>", b"<e n='1/>", b"<e n=1 '>", b"<e>&</e>"]
)
def test_other_faults_are_never_mended(fault: bytes) -> None:
    for data in (b"<r>\n" + fault + b"<e>2</e></r>", b"<r>\n" + fault + b"<e>2</e>" * 50_000 + b"</r>"):
        with pytest.raises(BadInput, match=r"at line 2:"):
            list(iter_elements(io.BytesIO(data), {"e"}, what=WHAT, mended=[]))


def test_mending_has_an_end() -> None:
    for places, ending in ((1000, None), (1001, "more than 1000 places")):
        elements = iter_elements(io.BytesIO(b"<r>" + b"<e n=1/>\n" * places + b"</r>"), {"e"}, what=WHAT, mended=[])
        with pytest.raises(BadInput, match=ending) if ending else nullcontext():
            assert len(list(elements)) == places


def test_the_header_is_read_before_the_elements() -> None:
    data = (
        b"junk<r xmlns='u:a' xmlns:b='u:b'><t>of the file</t><e><t>of the element</t></e>" + b"<e/>" * 99_999 + b"</r>"
    )
    stream = io.BytesIO(data)
    stream.seek(4)
    root = read_header(stream, {"e"}, what=WHAT)
    assert (root.tag, root.nsmap, root.findtext("{*}t"), stream.tell()) == (
        "{u:a}r",
        {None: "u:a", "b": "u:b"},
        "of the file",
        4,
    )
    assert read_header(stream, {"*"}, what=WHAT).tag == "{u:a}r"
    assert read_header(io.BytesIO(b"<r><t>a</t></r>"), {"e"}, what=WHAT).findtext("t") == "a"
    for broken in (b"", b"<r><t>", b"<!DOCTYPE r><r/>", b"<r>" + b"<t>" + b"a" * 50_000 + b"</t>" * 900):
        with pytest.raises(BadInput):
            read_header(io.BytesIO(broken), {"e"}, what=WHAT)
    endless = io.BytesIO(b"<r>" + (b"<t>" + b"a" * 60_000 + b"</t>") * 600)
    with pytest.raises(BadInput, match="beginning larger"):
        read_header(endless, {"e"}, what=WHAT)
    assert endless.tell() == 0


class Endless(io.RawIOBase):
    """A file of many entries that is nowhere as a whole."""

    def __init__(self, entries: int) -> None:
        self._pieces = self._write(entries)

    def _write(self, entries: int) -> Iterator[bytes]:
        yield b"<r>"
        for _ in range(entries // 100):
            yield b"<e><t>a title</t><c>some words &amp; more</c></e>\n" * 100
        yield b"</r>"

    def readable(self) -> bool:
        return True

    def read(self, _: int = -1) -> bytes:
        return next(self._pieces, b"")


def test_memory_does_not_grow_with_the_file() -> None:
    def peak(entries: int) -> int:
        tracemalloc.start()
        try:
            # typing: a raw stream reads as a binary file does
            assert sum(1 for _ in iter_elements(Endless(entries), {"e"}, what=WHAT)) == entries  # type: ignore[arg-type, misc]
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(50_000) < 2 * peak(5_000)
