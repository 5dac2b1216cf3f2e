"""Web addresses that lead to a person: profiles of social networks, personal pages, and names in the address itself."""

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
_PROFILE = re.compile(
    r"(?:(?:facebook|fb)\.(?:com|me)/(?:people/|profile\.php\?id=)?(?!groups/|events/|pages/|watch|share|sharer|story|"
    r"photo|permalink|hashtag|login)[\w.-]{3,}|(?:twitter|x)\.com/(?!search|hashtag|i/|intent|home|share)\w{2,15}/?(?:\?|\Z)"
    r"|linkedin\.com/(?:in|pub)/[\w%-]+|instagram\.com/(?!p/|reel/|explore|tv/|stories)[\w.]+|tiktok\.com/@[\w.]+"
    r"|(?:t|wa)\.me/[\w+]+|reddit\.com/u(?:ser)?/[\w-]+|youtube\.com/(?:@|user/)[\w-]+|strava\.com/athletes/\w+"
    r"|flickr\.com/(?:people|photos)/[\w@-]+|medium\.com/@[\w.-]+|justgiving\.com/(?:fundraising|page)/[\w-]+"
    r"|gofundme\.com/f/[\w-]+|mastodon\.[a-z.]+/@\w+|bsky\.app/profile/[\w.-]+|about\.me/[\w-]+|linktr\.ee/[\w.-]+"
    r"|blogger\.com/profile/\d+|/~[a-z][\w-]+|/(?:people|staff|profiles?|users?|members?|authors?|our-team|team|person)/"
    r"(?!all|index|list)[\w.%-]*[a-z][\w.%-]*)",
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
    """Yield addresses of profiles and personal pages, and addresses that hold a given name and another name."""
    if "/" not in text and "www." not in text:
        return
    for found in _ADDRESS.finditer(text):
        address = found.group().rstrip(_TRAILING)
        span = Span(found.start(), found.start() + len(address))
        if _PROFILE.search(address) and not _NEWS.search(address):
            yield Finding(Entity.LINK, span, 0.85, Risk.MEDIUM, "leads to the profile of a person", NAME, VERSION)
        elif not _NEWS.search(address) and _holds_a_name(address):
            yield Finding(Entity.LINK, span, 0.6, Risk.LOW, "is an address that holds a person's name", NAME, VERSION)


def _holds_a_name(address: str) -> bool:
    """Return whether a piece of the path or host is a given name with another word joined to it, and no more."""
    bare = re.sub(r"\A(?:https?://)?(?:www\.)?", "", unquote(address).lower())
    for part in re.split(r"[/?=&#]", bare.partition("?")[0]):
        words = _PIECE.findall(re.sub(r"\.(?:com|org|net|co|uk|html?|php|me|io)\b", "", part))
        if 2 <= len(words) <= 3 and words[0] in GIVEN_NAMES and len(words[-1]) > 2:
            return True
    return False
