"""Blogger's feeds as JSON (`alt=json`, `alt=json-in-script`): the Atom feed in other clothes, so it is dressed back.

Format: Google Data APIs, "Using JSON": an element is an object, its text `$t`, its attributes strings, elements that
may repeat an array, a prefix stands before `$`. https://developers.google.com/gdata/docs/json
"""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from lxml import etree

from archive.errors import UnrecognisedInput
from scraper.pages.blogger.atom import ATOM, GOOGLE, OPEN_SEARCH, THREAD
from scraper.pages.blogger.feed import Feed, read_feed
from scraper.pages.telltales import not_recognised
from scraper.pages.xml import drop_forbidden

_NAMESPACES = {
    "": ATOM,
    "app": "{http://www.w3.org/2007/app}",
    "gd": GOOGLE,
    "openSearch": OPEN_SEARCH,
    "thr": THREAD,
}
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,60}", re.ASCII)
# an author in an entry in a feed, and some to spare
_DEEPEST = 8


def read_json_feed(document: object, *, url: str, zone: ZoneInfo) -> Feed:
    """Return a page of a Blogger posts or comments feed from its JSON document.

    Raises UnrecognisedInput for JSON that is no such feed, BadInput for one whose entries have no ids.
    """
    feed = document.get("feed") if isinstance(document, dict) else None
    root = etree.Element(f"{ATOM}feed")
    if isinstance(feed, dict):
        _dress(root, feed, _DEEPEST)
    found = read_feed(root, url=url, zone=zone)
    if found is None:
        raise UnrecognisedInput(not_recognised("", default="JSON that is no Blogger posts or comments feed"))
    return found


def _dress(element: etree._Element, members: dict[str, object], levels: int) -> None:
    for key, value in members.items():
        if key == "$t" and isinstance(value, str):
            element.text = drop_forbidden(value)
        elif isinstance(value, str):
            if _NAME.fullmatch(key):
                element.set(key, drop_forbidden(value))
        elif (name := _name(key)) and levels:
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, dict):
                    _dress(etree.SubElement(element, name), child, levels - 1)


def _name(key: str) -> str:
    prefix, dollar, local = key.rpartition("$")
    if (dollar and not prefix) or prefix not in _NAMESPACES or not _NAME.fullmatch(local):
        return ""
    return _NAMESPACES[prefix] + local
