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
    r"|photo|permalink|hashtag|login)[\w.-]{3,}|(?:twitter|x)\.com/(?!search|hashtag|i/|intent|home|share)\w{2,15}/?(?:\?|\Z)"
    r"|linkedin\.com/(?:in|pub)/[\w%-]+|instagram\.com/(?!p/|reel/|explore|tv/|stories)[\w.]+|tiktok\.com/@[\w.]+"
    r"|(?:t|wa)\.me/[\w+]+|reddit\.com/u(?:ser)?/[\w-]+|youtube\.com/(?:@|user/)[\w-]+|strava\.com/athletes/\w+"
    r"|flickr\.com/(?:people|photos)/[\w@-]+|medium\.com/@[\w.-]+|justgiving\.com/(?:fundraising|page)/[\w-]+"
    r"|gofundme\.com/f/[\w-]+|mastodon\.[a-z.]+/@\w+|bsky\.app/profile/[\w.-]+|about\.me/[\w-]+|linktr\.ee/[\w.-]+"
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
