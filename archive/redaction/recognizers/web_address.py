"""Web addresses that hold a person's name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.lexica.given_names import GIVEN_NAMES
from archive.redaction.near import words_around
from archive.text import Span

NAME = "web_address"
VERSION = 2

_ENDS = (
    r"(?:com|org|net|uk|me|social|io|tv|ly|ee|example|test|info|blog|page|pages|dev|online|site|club|church|wales|scot"
    r"|eu|ie"
    r"|co|app|xyz|art|photos?|works|team|band|space|website|life|world|cymru|london|uk\.com)"
)
_ADDRESS = re.compile(
    r"(?<![\w@.])(?:https?://|www\.)[^\s<>\"“”]{3,400}"
    rf"|(?<![\w@./-])(?:[a-z0-9-]{{1,40}}\.){{1,3}}{_ENDS}(?:/[^\s<>\"“”]{{1,300}}|(?![\w@.-]*\w))",
    re.IGNORECASE,
)
# in every address; a stop that ends a sentence has a blank behind it
_POINT = re.compile(r"\.\S|://")
_TRAILING = ".,;:!?)]}'’*"
_PIECE = re.compile(r"[a-z]+")
_NEWS = re.compile(
    r"(?:\A|//)(?:[\w-]+\.)*(?:gov\.uk|parliament\.uk|bbc\.co\.uk|bbc\.com|theguardian\.com|guardian\.co\.uk"
    r"|telegraph\.co\.uk"
    r"|independent\.co\.uk|dailymail\.co\.uk|thetimes\.co\.uk|wikipedia\.org|hansard\.[\w.]+|reuters\.com|ft\.com"
    r"|theyworkforyou\.com|amazon\.[\w.]+|change\.org|38degrees\.org\.uk"
    r"|[\w-]+\.(?:nhs|police|ac|mod|sch)\.uk|[\w-]+\.(?:mil|gov|edu|int)|who\.int|europa\.eu|ons\.gov\.uk"
    r"|howardleague\.org"
    r"|napo\.org\.uk|unison\.org\.uk|tuc\.org\.uk|prisonreformtrust\.org\.uk|clinks\.org|economist\.com"
    r"|private-eye\.co\.uk"
    r"|mirror\.co\.uk|thesun\.co\.uk|express\.co\.uk|huffpost\w*\.\w+|buzzfeed\.com|channel4\.com|itv\.com|sky\.com"
    r"|newstatesman\.com|spectator\.co\.uk|politics\.co\.uk|insidetime\.org|russellwebster\.com|bailii\.org|judiciary\.uk)(?:[:/?#]|\Z)",
    re.IGNORECASE,
)


_PERSONAL = re.compile(
    r"(?:[/._-])(?:blogs?|diary|diaries|journal|about-?me|gallery|albums?|photos|pics|channel|cv|portfolio|profiles?"
    r"|home-?page|personal|fundrais\w+|whistle\w*|my[\w-]+)(?:[/._?-]|\Z)"
    r"|(?:wordpress|blogspot|tumblr|substack|weebly|wixsite|livejournal|medium|typepad|blogger)\."
    r"|[^/]/(?:[a-z]+[._-][a-z]+\d*|[a-z]{3,}\d{1,4}|[a-z]\.[a-z]+)/?\Z",
    re.IGNORECASE,
)
_ARTICLE = re.compile(
    r"(?:[a-z0-9]+[-_]){3,}[a-z0-9]+|/(?:19|20)\d\d/\d|/(?:news|politics|society|article|story|stories|comment|opinion"
    r"|law|uk-news"
    r"|business|health|education|search|watch|status|wiki|reports?|publications?|consultations?)(?:[/?]|\Z)"
    r"|\.(?:pdf|docx?|aspx?)\Z|//(?:[\w-]+\.)*(?:www\.)?google\.|\.org(?:\.uk)?(?:/|\Z)",
    re.IGNORECASE,
)
_PATH = re.compile(r"[^/]/[\w~@-]")
_MINE_BEFORE = re.compile(
    r"\b(?:my|our|mine|I['’]ve|I keep|I write|I post|I run|I made|me at|find me|I put)\b[^\n]{0,60}\Z", re.I
)
_MINE_AFTER = re.compile(r"\A[^\n]{0,12}\b(?:is|are|that['’]s|has) (?:\w+ )?(?:my|mine|me|where I|us|our)\b", re.I)


def find(text: str) -> Iterator[Finding]:
    """Yield addresses that hold a name or lead to somebody's own pages, those of news and public bodies left out."""
    for span, address in find_addresses(text):
        if _holds_a_name(address):
            yield Finding(Entity.LINK, span, 0.6, Risk.LOW, "is an address that holds a person's name", NAME, VERSION)
        elif (
            _PERSONAL.search(address)
            or _is_mine(text, span)
            or (_PATH.search(address) and not _ARTICLE.search(address))
        ):
            why = "is an address that may lead to the pages of one person"
            yield Finding(Entity.LINK, span, 0.5, Risk.LOW, why, NAME, VERSION)


@lru_cache(maxsize=4)
def find_addresses(text: str) -> tuple[tuple[Span, str], ...]:
    """Return the web addresses of a text, without punctuation behind them, those of news and public bodies left out."""
    addresses = []
    for start, end in words_around(text, [point.start() for point in _POINT.finditer(text)]):
        for found in _ADDRESS.finditer(text, start, end):
            address = found.group().rstrip(_TRAILING)
            if not _NEWS.search(address):
                addresses.append((Span(found.start(), found.start() + len(address)), address))
    return tuple(addresses)


def _is_mine(text: str, span: Span) -> bool:
    """Return whether the words around an address say that it is the writer's own."""
    before, after = text[max(0, span.start - 80) : span.start], text[span.end : span.end + 40]
    return bool(_MINE_BEFORE.search(before) or _MINE_AFTER.match(after))


def _holds_a_name(address: str) -> bool:
    """Return whether a piece of the path or host is a given name with another word joined to it, and no more."""
    bare = re.sub(r"\A(?:https?://)?(?:www\.)?", "", unquote(address).lower())
    for part in re.split(r"[/?=&#]", bare.partition("?")[0]):
        words = _PIECE.findall(re.sub(r"\.(?:com|org|net|co|uk|html?|php|me|io)\b", "", part))
        if 2 <= len(words) <= 4 and not GIVEN_NAMES.isdisjoint(words[:2]) and len(words[-1]) > 2:
            return True
    return False
