"""Bytes to text: which encoding a page, feed or file says it has, and what to do when it says none or lies."""

from __future__ import annotations

import codecs
import re

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""")
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
# codecs of the web alone: Python also knows some that run code paths nobody wants on a stranger's bytes
_KNOWN = re.compile(r"utf-8|iso8859-\d+|cp125\d|koi8-[ru]|gb\w+|big5\w*|shift_jis\w*|euc_\w+")
_ONE_BYTE = re.compile(r"iso8859-|cp125|koi8-")
_LOOK = 2048


def decode(body: bytes, content_type: str | None = None) -> str:
    """Return the text of a page, feed or file. Never raises: bytes that fit no encoding become U+FFFD.

    A byte-order mark decides, then the Content-Type, then what the first bytes declare, then UTF-8, then Windows-1252
    (which is also what the web means by ISO-8859-1). Where a one-byte encoding is declared and every byte is sound
    UTF-8, the declaration lies: such bytes make no sense in any other. Line ends become "\\n".
    """
    if body.startswith(_WIDE):
        return _decode(body, content_type).replace("\r\n", "\n").replace("\r", "\n")
    # among bytes it takes a tenth of the time, and in no other encoding is this one a part of another character
    return _decode(_to_line_ends(body), content_type)


def _to_line_ends(body: bytes) -> bytes:
    # parted at the one byte, because looking for two takes longer than all the rest
    first, *lines = body.split(b"\r")
    return first + b"".join(line if line[:1] == b"\n" else b"\n" + line for line in lines) if lines else body


def _decode(body: bytes, content_type: str | None) -> str:
    for mark, name in BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    declared = find_declared_encoding(body, content_type)
    if declared and declared != "utf-8" and not (_ONE_BYTE.match(declared) and _is_sound_utf8(body)):
        return body.decode(declared, "replace")
    text = body.decode("utf-8", "replace")
    return text if declared or _is_mostly_utf8(text) else body.decode("cp1252", "replace")


def _is_sound_utf8(body: bytes) -> bool:
    try:
        return not body.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def find_declared_encoding(body: bytes, content_type: str | None = None) -> str | None:
    """Return the codec that a Content-Type or the first bytes name, None when they name none that the web uses."""
    named = [found.group(1) for found in [_IN_HEADER.search(content_type or "")] if found]
    named += [found.decode("ascii") for found in _DECLARED.findall(body[:_LOOK])]
    for name in named:
        try:
            known = codecs.lookup(name).name
        except LookupError:
            continue
        if known in ("ascii", "iso8859-1"):
            return "cp1252"
        if _KNOWN.fullmatch(known):
            return known
    return None


def _is_mostly_utf8(text: str) -> bool:
    """True when the broken places are fewer than the well-formed ones: a file cut in a letter is still UTF-8."""
    broken = text.count("�")
    return broken == 0 or sum(char > "\x7f" for char in text) > 2 * broken
