"""What a file or response is, by its content, and the parser for it. Names and endings of files say nothing."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from archive.errors import UnrecognisedInput
from archive.originals.records import Parsed
from scraper.pages.blogger.api_v3 import is_api_v3, parse_api_v3
from scraper.pages.blogger.facts import names_blogger
from scraper.pages.blogger.feed import parse_feed
from scraper.pages.blogger.json_feed import read_json_feed
from scraper.pages.blogger.page import parse_blogger_page
from scraper.pages.decoding import decode
from scraper.pages.dom import parse_html
from scraper.pages.json_text import is_json, load_json
from scraper.pages.saved_text.parse import parse_saved_text
from scraper.pages.telltales import not_recognised
from scraper.pages.wordpress.api import is_api, parse_api
from scraper.pages.wordpress.facts import is_wordpress
from scraper.pages.wordpress.feed import parse_rss
from scraper.pages.wordpress.page import parse_wordpress_page

# what stands before the first element of a page or feed, and that element's (or document type's) name; nothing is
# tried twice, or a row of empty instructions would take for ever
_START = re.compile(
    r"(?P<before>(?:\s|\ufeff|(?><\?.*?\?>)|(?><!--.*?-->))*+)<(?:!doctype\s+)?(?P<name>[a-z][\w:-]*)", re.I | re.S
)
_HTML_NAMES = frozenset({"html", "head", "body"})
_LOOK = 4096
_BINARY_SHARE = 0.1
_ODD = re.compile("[\x00-\x08\x0d-\x1f\ufffd]")


def parse(body: bytes, *, url: str, zone: ZoneInfo, content_type: str | None = None) -> Parsed:
    """Return what a file or response holds; `zone` is the blog's own, `url` the address asked for or `file:NAME`.

    Raises UnrecognisedInput for what is in none of the formats read, BadInput for a known format that is broken; both
    say so in one sentence without any of the words found. Changes nothing, and never raises anything else.
    """
    if not body.strip():
        raise UnrecognisedInput(not_recognised("", default="an empty file"))
    text = decode(body, content_type)
    if _is_binary(text, body):
        raise UnrecognisedInput(not_recognised("", default="not a text"))
    if is_json(text[:_LOOK]):
        return _parse_json(text, url=url, zone=zone)
    found = _START.match(text[:_LOOK])
    name = found["name"].lower().rpartition(":")[2] if found else ""
    if name in _HTML_NAMES:
        return _parse_html(text, url=url, zone=zone)
    if name == "feed":
        return parse_feed(text, url=url, zone=zone).parsed
    if name == "rss":
        return parse_rss(text, url=url, zone=zone)
    if found and "<?xml" in found["before"]:
        raise UnrecognisedInput(not_recognised(text, default="XML that is no feed of a blog"))
    return parse_saved_text(text, zone=zone)


def _parse_html(text: str, *, url: str, zone: ZoneInfo) -> Parsed:
    root = parse_html(text)
    # what a page says of its maker counts before the files it loads, which may be of another blog
    if is_wordpress(root) and not names_blogger(root):
        return parse_wordpress_page(text, url=url, zone=zone, root=root)
    return parse_blogger_page(text, url=url, zone=zone, root=root)


def _parse_json(text: str, *, url: str, zone: ZoneInfo) -> Parsed:
    document = load_json(text)
    if is_api_v3(document):
        return parse_api_v3(document, zone=zone)
    if is_api(document, url=url):
        return parse_api(document, url=url, zone=zone)
    return read_json_feed(document, url=url, zone=zone).parsed


def _is_binary(text: str, body: bytes) -> bool:
    """True for a text that no person typed: it holds a NUL, or much that is neither printable nor white space."""
    # asked of the bytes first, where one that is not there is found missing at once
    if b"\x00" in body and "\x00" in text:
        return True
    head = text[:8192]
    if "\ufffd" not in head and head.replace("\n", "").replace("\t", "").isprintable():
        return False
    return len(_ODD.findall(head)) > _BINARY_SHARE * len(head)
