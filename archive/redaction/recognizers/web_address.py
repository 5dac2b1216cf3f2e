"""Web addresses that hold a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.lexica.given_names import GIVEN_NAMES
from archive.text import Span

NAME = "web_address"
VERSION = 1

_ADDRESS = re.compile(
    r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"“”]{3,400}|(?<![\w@.])(?:[a-z0-9-]{1,40}\.){1,3}(?:com|org|net|uk|me|social|"
    r"io|tv|ly|ee)/[^\s<>\"“”]{1,300}",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?)]}'’*"
_PIECE = re.compile(r"[a-z]+")
_NEWS = re.compile(
    r"//(?:[\w-]+\.)*(?:gov\.uk|parliament\.uk|bbc\.co\.uk|bbc\.com|theguardian\.com|guardian\.co\.uk|telegraph\.co\.uk"
    r"|independent\.co\.uk|dailymail\.co\.uk|thetimes\.co\.uk|wikipedia\.org|hansard\.[\w.]+|reuters\.com|ft\.com"
    r"|theyworkforyou\.com|youtube\.com|youtu\.be|legislation\.gov\.uk|bailii\.org|judiciary\.uk)(?:[:/?#]|\Z)",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Finding]:
    """Yield addresses that hold a given name and another name, those of news and public bodies left out."""
    for span, address in find_addresses(text):
        if _holds_a_name(address):
            yield Finding(Entity.LINK, span, 0.6, Risk.LOW, "is an address that holds a person's name", NAME, VERSION)


def find_addresses(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the web addresses of a text, without punctuation behind them, those of news and public bodies left out."""
    if "/" not in text and "www." not in text:
        return
    for found in _ADDRESS.finditer(text):
        address = found.group().rstrip(_TRAILING)
        if not _NEWS.search(address):
            yield Span(found.start(), found.start() + len(address)), address


def _holds_a_name(address: str) -> bool:
    """Return whether a piece of the path or host is a given name with another word joined to it, and no more."""
    bare = re.sub(r"\A(?:https?://)?(?:www\.)?", "", unquote(address).lower())
    for part in re.split(r"[/?=&#]", bare.partition("?")[0]):
        words = _PIECE.findall(re.sub(r"\.(?:com|org|net|co|uk|html?|php|me|io)\b", "", part))
        if 2 <= len(words) <= 4 and not GIVEN_NAMES.isdisjoint(words[:2]) and len(words[-1]) > 2:
            return True
    return False
