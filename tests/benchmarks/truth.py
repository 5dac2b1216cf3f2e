"""What real files hold, read a second time in the plainest way, without a line of the scraper.

Pages are read by paths written for each of them, and the Blogger pages of one site by their own feeds; exports by
ElementTree and the names of their fields. So a fault of ours is not a fault of the measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
BLOGGER = "{http://schemas.google.com/blogger/2018}"
PEERS_OF = {
    "takeout": ("pelican-import", "nikola"),
    "backup": ("pelican-import", "nikola"),
    "wxr": ("pelican-import", "nikola"),
    "feed": ("pelican-import",),
    "page": ("trafilatura",),
}


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment; numbers are the source's own, `when` is a UTC minute, "" for what is not told."""

    number: str
    parent: str
    author: str
    when: str
    text: str


@dataclass(frozen=True, slots=True)
class Paths:
    """Where things stand in one page's comments, as XPath below an item."""

    item: str
    author: str
    time: str
    text: str
    form: str = "iso"


@dataclass(frozen=True, slots=True)
class Case:
    """One file, what it is, and how to read it a second time."""

    path: str
    kind: str
    zone: str = "UTC"
    paths: Paths | None = None
    feed: str = ""

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return Path(self.path).stem

    @property
    def peers(self) -> tuple[str, ...]:
        """The tools that are made for such files."""
        return PEERS_OF[self.kind]


_THREADED = Paths(
    "//li[contains(@class, 'comment') and starts-with(@id, 'c')]",
    "./div[contains(@class, 'comment-block')]//cite",
    "./div[contains(@class, 'comment-block')]//a[contains(@href, 'showComment')]/@href",
    "./div[contains(@class, 'comment-block')]//p[contains(@class, 'comment-content')]",
    "stamp",
)
_CLASSIC = Paths(
    "//dl[@id = 'comments-block']/dt[@id]",
    "self::dt",
    "./following-sibling::dd[contains(@class, 'comment-timestamp')][1]//a",
    "./following-sibling::dd[contains(@class, 'comment-body')][1]",
    "%I:%M %p, %B %d, %Y",
)
_FLAT = Paths(
    "//dl[@id = 'comments-block']/dt[@id]",
    "self::dt",
    "./following-sibling::dd[contains(@class, 'comment-footer')][1]//a/@href",
    "./following-sibling::dd[contains(@class, 'comment-body')][1]",
    "stamp",
)
_CORE = Paths(
    "//li[starts-with(@id, 'comment-')]",
    "./article//*[contains(@class, 'comment-author')]/b[@class = 'fn']",
    "./article//time/@datetime",
    "./article//*[@class = 'comment-content']",
)
_GORMULUS = Paths(
    "//li[starts-with(@id, 'li-comment-')]",
    "./article//cite/b",
    "./article//time/@datetime",
    "./article//section",
)
_AMP = Paths(
    "//article[starts-with(@id, 'comment-')]",
    ".//*[contains(@class, 'comment__author-name')]",
    ".//time/@datetime",
    ".//section",
)
_LIST = Paths(
    "//dt[starts-with(@id, 'comment-')]",
    "./span[@class = 'comment_author']",
    "./span[@class = 'comment_time']/a",
    "./following-sibling::dd[1]",
    "%B %d, %Y at %I:%M %p",
)

_PAGES = "blogger-html/"
_LAFUITE = {
    "joyeux-noel-et-bonne-annee": "1483524393455590231",
    "illegale-dans-un-train": "360252894497182000",
    "pis-le-laos-lui": "5584301686214745350",
    "la-maison-rose": "4319362191750297973",
    "il-est-cinq-heure-paris-seveille": "4992987056606328924",
}
_WORDPRESS = "wordpress-html/trafilatura-"
_WXR = "wordpress-wxr/"

CASES: tuple[Case, ...] = (
    Case("blogger-export/takeout-heisencoder-feed.atom", "takeout"),
    Case("blogger-export/takeout-kms-central-feed.atom", "takeout"),
    Case("blogger-export/old-atom-blogger-sample2.xml", "backup"),
    *(Case(f"blogger-feeds/lafuite-comments-{number}.atom", "feed") for number in _LAFUITE.values()),
    *(Case(f"{_PAGES}lafuite-fr-{name}.html", "page", feed=number) for name, number in _LAFUITE.items()),
    Case(f"{_PAGES}trafilatura-derpapierplanet-threaded-nested-13-de.html", "page", paths=_THREADED),
    Case(f"{_PAGES}trafilatura-luxuryhaven-threaded-24.html", "page", paths=_THREADED),
    Case(f"{_PAGES}snacktory-talawah-dl-96.html", "page", paths=_FLAT),
    Case(f"{_PAGES}trott-classic-most-insufferable-band-of-decade.html", "page", paths=_CLASSIC),
    Case(f"{_PAGES}trott-classic-saturday-june-23-2007.html", "page", paths=_CLASSIC),
    Case(f"{_WORDPRESS}netzpolitik.org.abmahnungen.html", "page", paths=_CORE),
    Case(f"{_WORDPRESS}foxyfolksy.com.buttercream.html", "page", paths=_CORE),
    Case(f"{_WORDPRESS}gormulus.wordpress.com.durfen.html", "page", paths=_GORMULUS),
    Case(f"{_WORDPRESS}theoriginalcopy.de.baby.html", "page", paths=_AMP),
    Case(f"{_WORDPRESS}hearya.com.metal.html", "page", paths=_LIST),
    Case(f"{_WXR}themeunittestdata.wordpress.xml", "wxr"),
    Case(f"{_WXR}theme-preview.xml", "wxr"),
    Case(f"{_WXR}wpimporter-small-export.xml", "wxr"),
    Case(f"{_WXR}wpimporter-valid-wxr-1.0.xml", "wxr"),
    Case(f"{_WXR}isso-wordpress.xml", "wxr"),
)


def read_truth(case: Case, folder: Path) -> list[Comment]:
    """Return the comments of one file that may be published."""
    path = folder / case.path
    if case.feed:
        return list(_feed(folder / f"blogger-feeds/lafuite-comments-{case.feed}.atom"))
    if case.paths:
        return list(_page(path, case.paths, ZoneInfo(case.zone)))
    return list({"takeout": _takeout, "backup": _backup, "wxr": _wxr, "feed": _feed}[case.kind](path))


def _minute(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()[:16]


def _number(text: str) -> str:
    found = re.search(r"(\d+)\Z", text)
    return found.group(1) if found else ""


# exports


def _feed(path: Path) -> Iterator[Comment]:
    for entry in ElementTree.parse(path).getroot().iter(f"{ATOM}entry"):
        yield _entry(entry, "")


def _entry(entry: Any, parent: str) -> Comment:
    name = entry.findtext(f"{ATOM}author/{ATOM}name", "").strip()
    return Comment(
        _number(entry.findtext(f"{ATOM}id", "")),
        parent,
        # an account that is gone has no name; it is not somebody who gave none
        "" if entry.findtext(f"{ATOM}author/{BLOGGER}type") == "BLOGGER" and not name else _author(name),
        _minute(datetime.fromisoformat(entry.findtext(f"{ATOM}published", ""))),
        entry.findtext(f"{ATOM}content", ""),
    )


def _author(name: str) -> str:
    name = " ".join(name.split())
    return "Anonymous" if name in ("", "Anonyme") else name


def _takeout(path: Path) -> Iterator[Comment]:
    entries = list(ElementTree.parse(path).getroot().iter(f"{ATOM}entry"))
    live = [each for each in entries if each.findtext(f"{BLOGGER}status") == "LIVE"]
    posts = {each.findtext(f"{ATOM}id") for each in live if each.findtext(f"{BLOGGER}type") == "POST"}
    for entry in live:
        if entry.findtext(f"{BLOGGER}type") == "COMMENT" and entry.findtext(f"{BLOGGER}parent") in posts:
            yield _entry(entry, _number(entry.findtext(f"{BLOGGER}inReplyTo") or ""))


def _backup(path: Path) -> Iterator[Comment]:
    for entry in ElementTree.parse(path).getroot().iter(f"{ATOM}entry"):
        if any(str(each.get("term")).endswith("kind#comment") for each in entry.iter(f"{ATOM}category")):
            yield _entry(entry, "")


def _wxr(path: Path) -> Iterator[Comment]:
    root = etree.parse(str(path), etree.XMLParser(recover=True)).getroot()
    for item in root.iter("{*}item"):
        if item.findtext("{*}status") != "publish" or item.findtext("{*}post_password"):
            continue
        for node in item.iterfind("{*}comment"):
            if node.findtext("{*}comment_approved") != "1":
                continue
            parent = node.findtext("{*}comment_parent") or "0"
            stamp = (node.findtext("{*}comment_date_gmt") or "").replace(" ", "T")
            yield Comment(
                node.findtext("{*}comment_id") or "",
                "" if parent == "0" else parent,
                " ".join(unescape(node.findtext("{*}comment_author") or "").split()),
                stamp[:16],
                node.findtext("{*}comment_content") or "",
            )


# pages


def _page(path: Path, paths: Paths, zone: ZoneInfo) -> Iterator[Comment]:
    root = html.fromstring(path.read_bytes())
    items = _all(root, paths.item)
    numbers = {id(item): _number(item.get("id")) for item in items}
    above: list[tuple[int, str]] = []
    for item in items:
        parent = next((numbers[id(each)] for each in item.iterancestors() if id(each) in numbers), "")
        if depth := re.search(r"depth-(\d+)", item.get("class", "") + (item.getparent().get("class") or "")):
            above = [each for each in above if each[0] < int(depth.group(1))]
            parent = parent or (above[-1][1] if above else "")
            above.append((int(depth.group(1)), numbers[id(item)]))
        yield Comment(
            numbers[id(item)],
            parent,
            _author(_said(_words(_all(item, paths.author)[:1]))),
            _when(_all(item, paths.time)[:1], paths.form, zone),
            _words(_all(item, paths.text)[:1]),
        )


def _all(node: Any, path: str) -> list[Any]:
    return cast("list[Any]", node.xpath(path))


def _words(found: list[Any]) -> str:
    return " ".join(" ".join(str(part) for part in each.itertext()) for each in found)


def _said(name: str) -> str:
    return re.sub(r"\s+(?:said|dijo|sagte)\s*(?:\.\.\.|…)?\s*\Z", "", " ".join(name.split()))


def _when(found: list[Any], form: str, zone: ZoneInfo) -> str:
    text = " ".join((found[0] if isinstance(found[0], str) else _words(found)).split()) if found else ""
    if form == "stamp":
        stamp = re.search(r"showComment=(\d+)", text)
        return _minute(datetime.fromtimestamp(int(stamp.group(1)) / 1000, UTC)) if stamp else ""
    try:
        moment = datetime.fromisoformat(text) if form == "iso" else datetime.strptime(text, form).replace(tzinfo=zone)
    except ValueError:
        return ""
    return _minute(moment)
