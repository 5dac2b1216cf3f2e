"""Words taken out of a payload: a page, a feed, an export, packed or not.

What is taken out is blanked letter by letter, so that all around it still parses and keeps its length in bytes.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive.originals.erase_reading import BLANK, Layer, Letters, Mapped, letters_of, read_as, readings_of
from archive.redaction.words import Words

EXCERPT = 24
"""Letters that are too many to stand anywhere by chance: about five words."""

_AROUND = 12
_DEEPEST = 3
_GZIP, _ZIP, _WARC = b"\x1f\x8b", b"PK\x03\x04", b"WARC/1."


@dataclass(frozen=True, slots=True)
class Text:
    """A text that must go, by its letters; parts of it; what stands around it where it is quoted. Shows no words."""

    letters: str = field(repr=False)
    excerpts: tuple[str, ...] = field(default=(), repr=False)
    quoted: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def find(self, letters: str) -> Iterator[tuple[int, int]]:
        """Yield where the text or parts of it stand among letters, but for where somebody else quotes it whole."""
        for start, end in _find_all(letters, self.letters):
            if not any(_is_around(letters, start, end, *each) for each in self.quoted):
                yield start, end
        for excerpt in self.excerpts:
            yield from _find_all(letters, excerpt)

    @property
    def is_long(self) -> bool:
        """True when it is too long to stand anywhere by chance."""
        return len(self.letters) >= EXCERPT


@dataclass(frozen=True, slots=True)
class Going:
    """What must go of one item: its texts, the names it goes by, and addresses.

    With `within`, its texts stay and only these words of them go.
    """

    texts: tuple[Text, ...] = ()
    names: tuple[Words, ...] = ()
    addresses: tuple[str, ...] = field(default=(), repr=False)
    within: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Blanked:
    """A payload without the words; `found` when a text stood in it, `unsure` when one may still be read in it."""

    body: bytes = field(repr=False)
    changed: bool = False
    found: bool = False
    unsure: bool = False

    def plus(self, other: Blanked) -> Blanked:
        """Return what is true of two parts of one payload, with the body of this one."""
        return Blanked(self.body, self.changed or other.changed, self.found or other.found, self.unsure or other.unsure)


def text_of(text: str, others: Collection[str] = ()) -> Text | None:
    """Return what to look for to find a text, given the letters of all that stays; None for one that says nothing.

    None also for what others say in the same words: that is no longer anybody's own.

    >>> text_of("Thanks!", ["manythanks"]) is None
    True
    """
    letters = letters_of(text)
    holding = [other for other in others if letters in other]
    if not letters or (holding and len(letters) < EXCERPT) or holding.count(letters) > 1:
        return None
    excerpts = dict.fromkeys(_excerpts(text))
    for other in others:
        for excerpt in [each for each in excerpts if each in other]:
            del excerpts[excerpt]
    return Text(letters, tuple(excerpts), tuple(dict.fromkeys(_contexts(letters, holding))))


def _excerpts(text: str) -> Iterator[str]:
    """Yield for each word the letters from there on, just enough to be no chance."""
    words = [each for each in map(letters_of, text.split()) if each]
    for start in range(len(words)):
        excerpt = ""
        for word in words[start:]:
            excerpt += word
            if len(excerpt) >= EXCERPT:
                yield excerpt
                break


def _contexts(letters: str, holding: Iterable[str]) -> Iterator[tuple[str, str]]:
    for other in holding:
        for start, end in _find_all(other, letters):
            before, after = other[max(0, start - _AROUND) : start], other[end : end + _AROUND]
            if before or after:
                yield before, after


def _find_all(letters: str, needle: str) -> Iterator[tuple[int, int]]:
    start = letters.find(needle)
    while start >= 0:
        yield start, start + len(needle)
        start = letters.find(needle, start + 1)


def _is_around(letters: str, start: int, end: int, before: str, after: str) -> bool:
    return letters.endswith(before, 0, start) and letters.startswith(after, end)


def tells(text: str, going: Going) -> bool:
    """Return whether something that must go stands in a text that somebody typed."""
    return _is_told(letters_of(text), going.texts) or any(name.stands_in(text) for name in going.names)


def blank_words(text: str, words: Words) -> str:
    """Return a text in which the letters of some words are blank; it is as long as before.

    >>> blank_words("Ask Priya Nair, then.", Words("Priya Nair"))
    'Ask ~~~~~ ~~~~, then.'
    """
    written = list(text)
    for span in words.find(text):
        for at in range(span.start, span.end):
            if written[at].isalnum():
                written[at] = BLANK
    return "".join(written)


def blank_payload(body: bytes, going: Going, *, depth: int = 0) -> Blanked:
    """Return a payload without what must go, whatever it is packed in. What cannot be read stays as it is."""
    if depth < _DEEPEST and body.startswith(_GZIP):
        return _blank_gzip(body, going, depth)
    if depth < _DEEPEST and body.startswith(_ZIP):
        return _blank_zip(body, going, depth)
    done = _blank_plain(body, going)
    if body.startswith(_WARC) and _is_told_in_records(done.body, going):
        return replace(done, unsure=True)
    return done


def _blank_gzip(body: bytes, going: Going, depth: int) -> Blanked:
    """Blank every member by itself: readers of WARC files ask for one member a record."""
    members: list[bytes] = []
    whole = Blanked(body)
    while body:
        unpacker = zlib.decompressobj(16 + zlib.MAX_WBITS)
        try:
            inner = unpacker.decompress(body)
        except zlib.error:
            members.append(body)
            break
        done = blank_payload(inner, going, depth=depth + 1)
        rest = unpacker.unused_data
        members.append(gzip.compress(done.body, mtime=0) if done.changed else body[: len(body) - len(rest)])
        whole, body = whole.plus(done), rest
    return replace(whole, body=b"".join(members))


def _blank_zip(body: bytes, going: Going, depth: int) -> Blanked:
    out, whole = io.BytesIO(), Blanked(body)
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
            for info in source.infolist():
                done = blank_payload(source.read(info), going, depth=depth + 1)
                whole = whole.plus(done)
                target.writestr(info, done.body)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        # damaged, locked, or packed in a way that nobody here unpacks
        return Blanked(body)
    return replace(whole, body=out.getvalue()) if whole.changed else whole


def _is_told_in_records(body: bytes, going: Going) -> bool:
    """True when an answer inside an imported WARC file, packed as its host packed it, still tells a text."""
    with contextlib.suppress(ArchiveLoadFailed, ValueError, EOFError, zlib.error):
        for record in ArchiveIterator(io.BytesIO(body)):
            if record.rec_type == "response" and not _is_clean(_decode(record.content_stream().read())[0], going):
                return True
    return False


def _decode(body: bytes) -> tuple[str, str]:
    """Return the text of a payload, and an encoding that gives the same bytes back."""
    encoding = "utf-16" if body.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    with contextlib.suppress(UnicodeError):
        text = body.decode(encoding)
        if text.encode(encoding) == body:
            return text, encoding
    return body.decode("latin-1"), "latin-1"


def _is_clean(text: str, going: Going) -> bool:
    """True when no long text that must go can be read in a payload, in any way of reading it."""
    texts = [each for each in going.texts if each.is_long]
    return not any(_is_told(letters_of(read_as(text, way)), texts) for way in readings_of(text))


def _is_told(letters: str, texts: Iterable[Text]) -> bool:
    return any(next(each.find(letters), None) for each in texts)


def _blank_plain(body: bytes, going: Going) -> Blanked:
    text, encoding = _decode(body)
    before, found = text, False
    for way in readings_of(text):
        read = read_as(text, way)
        # reading with all places in mind takes a while, and most payloads hold nothing of it
        if _is_told(letters_of(read), going.texts) or any(name.stands_in(read) for name in going.names):
            text, stood = _blank_in(text, way, going, encoding)
            found = found or stood
    for address in going.addresses:
        for written in (address, escape(address), address.replace("/", "\\/")):
            text = text.replace(written, "".join(BLANK if each.isalnum() else each for each in written))
    unsure = found and not going.within and not _is_clean(text, going)
    return Blanked(text.encode(encoding), text != before, found, unsure)


def _blank_in(text: str, way: Sequence[Layer], going: Going, encoding: str) -> tuple[str, bool]:
    """Return a payload blanked as read in one way, and whether a text stood in it."""
    mapped = Mapped.of(text, way)
    stretches = _stretches(mapped.text, going.texts)
    spans = stretches
    if going.within:
        spans = [
            (start + span.start, start + span.end)
            for start, end in stretches
            for words in going.within
            for span in words.find(mapped.text[start:end])
        ]
    spans = spans + [(span.start, span.end) for words in going.names for span in words.find(mapped.text)]
    sources = {
        (mapped.starts[at], mapped.ends[at])
        for start, end in spans
        for at in range(start, end)
        if mapped.text[at].isalnum()
    }
    return _without(text, sorted(sources), encoding), bool(stretches)


def _stretches(text: str, texts: Iterable[Text]) -> list[tuple[int, int]]:
    """Return where texts stand in what was read, in order; a short one only where no word goes on around it."""
    letters = Letters.of(text)
    found: list[tuple[int, int]] = []
    for each in texts:
        for first, last in each.find(letters.text):
            start, end = letters.at[first], letters.at[last - 1] + 1
            if each.is_long or not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
                found.append((start, end))
    return _joined(sorted(found))


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _without(text: str, spans: Iterable[tuple[int, int]], encoding: str) -> str:
    """Return a text whose stretches are blank, as long in its encoding as before."""
    width = len(BLANK.encode("utf-16-le")) if encoding == "utf-16" else 1
    pieces: list[str] = []
    done = 0
    for start, end in _joined(spans):
        gone = text[start:end].encode("utf-16-le" if encoding == "utf-16" else encoding)
        pieces += [text[done:start], BLANK * (len(gone) // width)]
        done = end
    return "".join([*pieces, text[done:]])
