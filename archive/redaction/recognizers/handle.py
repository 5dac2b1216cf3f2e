"""Account names of social networks: @name, and what follows the network's name ("insta: name").

Lengths and letters: the networks' own rules (one to 30 letters, digits, dots and underlines; Mastodon adds a host).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.lexica.alternatives import alternatives
from archive.redaction.near import find_each, search_near
from archive.redaction.sentences import find_classes
from archive.redaction.tokens import class_of
from archive.text import Span

NAME = "handle"
VERSION = 1

_AT = re.compile(
    r"@(?<![\w@./:+-]@)(?=[\w.]*[A-Za-z])[A-Za-z0-9_](?:[\w.]{0,28}\w)?(?:@[a-z0-9-]+(?:\.[a-z0-9-]+){1,3})?(?![\w@])",
    re.ASCII,
)
_NETWORKS = """
twitter insta instagram snap snapchat facebook fb tiktok tik_tok mastodon bluesky bsky threads linkedin linked_in skype
discord reddit telegram whatsapp youtube twitch strava flickr ebay
"""
_FIRST_WORDS = sorted({word.partition("_")[0] for word in _NETWORKS.split()})
NETWORKS = class_of(_FIRST_WORDS)
"""The first words of the networks' names."""
_NETWORK = alternatives(_NETWORKS.split())
_SAID = re.compile(
    rf"\b(?:{_NETWORK})\b[ \u00a0]?(?:(?:handle|name|user(?:name)?|account|id|page|profile|group)[ \u00a0]?)?"
    r"(?:is|as|under|:|=|[-–]|@|/)[ \u00a0]?@?(?P<name>[A-Za-z0-9_][\w.-]{2,28}\w)(?![\w@])",
    re.IGNORECASE | re.ASCII,
)
_CALLED = re.compile(
    rf"\b(?:I['’]?m|I am|me|my (?:handle|user ?name|account|{_NETWORK}) is|as|under|u/)[ \u00a0]?@?"
    rf"(?P<name>[A-Za-z0-9_][\w.-]{{2,28}}\w)[ \u00a0]on[ \u00a0](?:{_NETWORK})\b",
    re.IGNORECASE | re.ASCII,
)
_LONGEST_BEFORE, _LONGEST_AFTER = 70, 80
_IS_HANDLE = re.compile(r".*[\d_.].*|.*[a-z][A-Z].*|[a-z]{4,}", re.ASCII)
_NO_NAME = re.compile(rf"(?:{_NETWORK}|the|that|this|what|where|how|http.*|and|not|also|just)\Z", re.IGNORECASE)


def find(text: str) -> Iterator[Finding]:
    """Yield account names; a time, place or person addressed by "@ 16:15" or "@Dave" with a blank is none."""
    if "@" in text:
        for found in _AT.finditer(text):
            why = "has the form of an account name of a social network"
            yield Finding(Entity.HANDLE, Span(*found.span()), 0.8, Risk.MEDIUM, why, NAME, VERSION)
    if "@" not in text and not find_classes(text) & NETWORKS:
        return
    # the one capital whose small letter is longer would move all behind it
    places = find_each(text.replace("\u0130", "i").lower(), _FIRST_WORDS)
    for pattern, before in ((_SAID, 0), (_CALLED, _LONGEST_BEFORE)):
        for found in search_near(pattern, text, places, before, _LONGEST_AFTER):
            name = found["name"]
            if _IS_HANDLE.fullmatch(name) and not _NO_NAME.match(name) and (pattern is _SAID or not name.isalpha()):
                why = "follows the name of a social network as an account name does"
                yield Finding(Entity.HANDLE, Span(*found.span("name")), 0.7, Risk.MEDIUM, why, NAME, VERSION)
