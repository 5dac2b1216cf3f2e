"""XML of any size as a stream of elements, in bounded memory: no entities, no document types, no network, no depth.

    for element in iter_elements(stream, {"entry"}, what="Blogger export"): ...
    title = read_header(stream, {"entry"}, what="Blogger export").findtext("{*}title")

Limits: those of libxml2 without `huge_tree` (256 levels, 10 MB for one text), and MOST_BYTES and MOST_TAGS for one
element with all that stands before it.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Collection, Iterator
from itertools import chain
from typing import BinaryIO, cast

from lxml import etree

from archive.errors import BadInput
from scraper.pages.decoding import BOMS, find_declared_encoding
from scraper.pages.xml import drop_declaration, refuse_document_type

MOST_BYTES = 32 * 1024 * 1024
"""How large one element with all that stands before it may be, in UTF-8."""
MOST_TAGS = 1_000_000
"""How many tags such an element may have: a tag of four bytes costs a hundred in memory."""
MOST_MENDED = 1000
"""How many faults a file may have that is mended as it is read."""

_CHUNK = 65_536
_LOOK = 1024
_WIDE = ((b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"))
_DECLARATION = re.compile(rb"<\?xml\s[^>]*\?>")
# XML 1.0, production 2 (Char), and the references to such characters
_FORBIDDEN = bytes(code for code in range(32) if code not in b"\t\n\r")
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_FORBIDDEN_REFERENCE = re.compile(
    rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[\da-f]|fff[ef]|d[89a-f][\da-f]{2}));", re.IGNORECASE
)
_UNQUOTED = re.compile(rb"""(<[\w:.-]+(?:\s+[\w:.-]+=(?:"[^"<]*"|'[^'<]*'))*+\s+[\w:.-]+=)([^\s"'<>]+?)(?=\s|/?>)""")
_LONGEST_REFERENCE = 12
_TOO_MUCH = re.compile(r"too (?:big|long)|excessive|limit", re.IGNORECASE)


def iter_elements(
    stream: BinaryIO, tags: Collection[str], *, what: str, mended: list[int] | None = None
) -> Iterator[etree._Element]:
    """Yield each element whose local name is among `tags`, whatever its namespace, in the order of the file.

    An asked-for element inside another one is a part of that one and not yielded. A yielded element lasts until the
    next is asked for: then it is emptied, and it and what stood before it go. `what` names the kind of file.

    Raises BadInput, in one sentence with the line, for what breaks off, is not well-formed, has a document type or goes
    beyond the limits. A caller that gives a list as `mended` has attributes without quotes read all the same, and their
    lines are added to the list; anything else stays a fault, because libxml2's own recovery loses whatever follows a
    stray end tag and says nothing. The stream is read from where it stands; its encoding is that of its byte-order
    mark or XML declaration, else UTF-8; what stands before the first "<" and what XML forbids is left out. Where a
    `PartialStream` breaks off, the elements end, too.
    """
    inside = size = marks = 0
    parser = _make_parser([f"{{*}}{name}" for name in tags])
    chunks = _clean(stream, what)
    feed = _feed(parser, chunks if mended is None else _quote(chunks, mended, what), what)
    for chunk in _until_broken(feed, stream) if isinstance(stream, PartialStream) else feed:
        size, marks = size + len(chunk), marks + chunk.count(b"<")
        for event, element in _events(parser):
            inside += 1 if event == "start" else -1
            if not inside:
                yield element
                _forget(element)
                size = marks = 0
        if size > MOST_BYTES or marks > MOST_TAGS:
            raise BadInput(f"This {what} has an element larger than any blog's: not read.")


class PartialStream(io.BufferedReader):
    """A stream of which a part will do: where it breaks off, its elements end, and `problem` says why."""

    problem: str | None = None


def read_header(stream: BinaryIO, tags: Collection[str], *, what: str) -> etree._Element:
    """Return the root element with at least all that stands before the first of `tags`; the stream stays where it was.

    With `{"*"}` it is the root alone. Raises BadInput as `iter_elements` does.
    """
    place, size = stream.tell(), 0
    root: etree._Element | None = None
    parser = _make_parser(None)
    try:
        for chunk in _feed(parser, _clean(stream, what), what):
            for _, element in _events(parser):
                root = element if root is None else root
                if "*" in tags or etree.QName(element).localname in tags:
                    return root
            size += len(chunk)
            if size > MOST_BYTES:
                break
    finally:
        stream.seek(place)
    if root is None or size > MOST_BYTES:
        raise BadInput(f"This {what} has a beginning larger than any blog's: not read.")
    return root


def _until_broken(feed: Iterator[bytes], stream: PartialStream) -> Iterator[bytes]:
    try:
        yield from feed
    except BadInput as error:
        stream.problem = str(error)
        # the elements that were whole before the fault wait in the parser
        yield b""


def _make_parser(tags: list[str] | None) -> etree.XMLPullParser:
    return etree.XMLPullParser(
        events=("start", "end"),
        tag=tags,
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        # ids of elements would be kept for the whole file
        collect_ids=False,
    )


def _events(parser: etree.XMLPullParser) -> Iterator[tuple[str, etree._Element]]:
    # the events asked for bring elements alone
    return cast("Iterator[tuple[str, etree._Element]]", parser.read_events())


def _feed(parser: etree.XMLPullParser, chunks: Iterator[bytes], what: str) -> Iterator[bytes]:
    """Yield each chunk after the parser has had it, and b"" after the last; events are the caller's to take."""
    try:
        for chunk in chunks:
            parser.feed(chunk)
            # the parser goes on after some faults that make no document, and forgets them
            for fault in parser.feed_error_log:
                if fault.level >= etree.ErrorLevels.ERROR:
                    raise _refusal(fault.line, fault.message, what)
            yield chunk
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _refusal(error.lineno, str(error), what) from error
    yield b""


def _refusal(line: int | None, reason: str, what: str) -> BadInput:
    if _TOO_MUCH.search(reason):
        return BadInput(f"This {what} is nested deeper or has a longer text than any blog, at line {line}: not read.")
    return BadInput(f"This {what} breaks off or is not well-formed at line {line}: fetch or export it again.")


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)


# bytes


def _clean(stream: BinaryIO, what: str) -> Iterator[bytes]:
    """Yield a document as UTF-8 that an XML parser can read: no declaration, nothing that XML forbids."""
    held = b""
    for text in _without_declaration(_decode(stream), what):
        data = (held + text.encode()).translate(None, _FORBIDDEN)
        for noise in _NO_CHARACTERS:
            data = data.replace(noise, b"")
        cut = _unfinished_reference(data)
        yield _FORBIDDEN_REFERENCE.sub(b"", data[:cut])
        held = data[cut:]
    yield held


def _unfinished_reference(data: bytes) -> int:
    """Return where a reference begins that goes on in the next chunk, else the length of the data."""
    at = data.rfind(b"&", max(0, len(data) - _LONGEST_REFERENCE))
    return len(data) if at < 0 or b";" in data[at:] else at


def _quote(chunks: Iterator[bytes], mended: list[int], what: str) -> Iterator[bytes]:
    """Give quotes to attributes that have none. A tag longer than a chunk is left as it is."""
    held, line = b"", 1
    for chunk in chain(chunks, (b"",)):
        data = held + chunk
        at = data.rfind(b"<", max(0, len(data) - _CHUNK))
        cut = at if chunk and at >= 0 and b">" not in data[at:] else len(data)
        data, held = data[:cut], data[cut:]
        while found := _UNQUOTED.search(data):
            mended.append(line + data.count(b"\n", 0, found.end()))
            data = b'%b%b"%b"%b' % (data[: found.start()], found[1], found[2], data[found.end() :])
            if len(mended) > MOST_MENDED:
                raise BadInput(f"This {what} is not well-formed in more than {MOST_MENDED} places: export it again.")
        line += data.count(b"\n")
        yield data


def _without_declaration(texts: Iterator[str], what: str) -> Iterator[str]:
    head = ""
    for text in texts:
        if not head:
            before, found, after = text.partition("<")
            # so that lines are counted as in the file
            yield "\n" * before.count("\n")
            text = found + after
        head += text
        if len(head) >= _CHUNK:
            break
    head = drop_declaration(head)
    refuse_document_type(head, what=what)
    yield head
    yield from texts


def _decode(stream: BinaryIO) -> Iterator[str]:
    data = stream.read(_CHUNK)
    while 0 < len(data) < _LOOK and (more := stream.read(_CHUNK)):
        data += more
    decoder = codecs.getincrementaldecoder(_encoding(data))("replace")
    while data:
        yield decoder.decode(data)
        data = stream.read(_CHUNK)
    yield decoder.decode(b"", final=True)


def _encoding(head: bytes) -> str:
    for mark, name in (*BOMS, *_WIDE):
        if head.startswith(mark):
            return name
    declaration = _DECLARATION.search(head[:_LOOK])
    return (find_declared_encoding(declaration.group()) if declaration else None) or "utf-8"
