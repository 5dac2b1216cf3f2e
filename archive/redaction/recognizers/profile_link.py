"""Web addresses that lead to a person: profiles of social networks and personal pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.recognizers.web_address import find_addresses

NAME = "profile_link"
VERSION = 1

_PROFILE = re.compile(
    r"(?:(?://|www\.)[\w-]+\.(?:wordpress|blogspot|tumblr|substack|weebly|wixsite|github|medium|livejournal)\."
    r"|(?:facebook|fb)\.(?:com|me)/(?:people/|profile\.php\?id=)?(?!groups/|events/|pages/|watch|share|sharer|story"
    r"|photo|permalink|hashtag|login)[\w.-]{3,}|(?:twitter|x)\.com/(?!search|hashtag|i/|intent|home"
    r"|share)\w{2,15}/?(?:\?|\Z)"
    r"|linkedin\.com/(?:in|pub)/[\w%-]+|instagram\.com/(?!p/|reel/|explore|tv/|stories)[\w.]+|tiktok\.com/@[\w.]+"
    r"|(?:t|wa)\.me/[\w+]+|reddit\.com/u(?:ser)?/[\w-]+|youtube\.com/(?:@|user/)[\w-]+|strava\.com/athletes/\w+"
    r"|flickr\.com/(?:people|photos)/[\w@-]+|medium\.com/@[\w.-]+|justgiving\.com/(?:fundraising|page)/[\w-]+"
    r"|gofundme\.com/f/[\w-]+|mastodon\.[a-z.]+/@\w+|bsky\.app/profile/[\w.-]+|about\.me/[\w-]+|linktr\.ee/[\w.-]+"
    r"|//[\w.-]+/@[\w.-]+|github\.com/[\w-]+/?\Z|gitlab\.com/[\w-]+/?\Z|soundcloud\.com/[\w-]+|last\.fm/user/[\w-]+"
    r"|letterboxd\.com/\w+|researchgate\.net/profile/\w+|academia\.edu/\w+|orcid\.org/[\dX-]+|citations\?user=\w+"
    r"|ravelry\.com/(?:people|designers)/[\w-]+|untappd\.com/user/\w+|ebay\.(?:co\.uk|com)/(?:usr|str)/[\w-]+"
    r"|etsy\.com/(?:\w+/)?shop/\w+|(?:patreon|ko-fi|buymeacoffee|cash|paypal)\.(?:com|me|app)/[\w$-]+|twitch\.tv/\w+"
    r"|steamcommunity\.com/(?:id|profiles)/\w+|snapchat\.com/add/[\w.-]+|pinterest\.[\w.]+/\w+|vimeo\.com/(?!\d)\w+"
    r"|threads\.net/@[\w.]+|parkrunner/\d+|athletes?/(?:profile)?[\w?=-]*\d+|qrz\.com/db/\w+|vk\.com/\w+|vsco\.co/\w+"
    r"|blogger\.com/profile/\d+|/~[a-z][\w-]+|/(?:u|by|blogger|contributors?|players?|riders?|people|staff"
    r"|profiles?|users?|members?|authors?|our-team|team|person)/"
    r"(?!all|index|list)[\w.%-]*[a-z][\w.%-]*)",
    re.IGNORECASE,
)


def find(text: str) -> Iterator[Finding]:
    """Yield the addresses of profiles and personal pages."""
    for span, address in find_addresses(text):
        if _PROFILE.search(address):
            yield Finding(Entity.LINK, span, 0.85, Risk.MEDIUM, "leads to the profile of a person", NAME, VERSION)
