"""Folders of mirrored pages (wget, HTTrack, browsers): the web address that each file once had.

A mirror rewrites links, and often the canonical one too, so the address comes from what the tool left: its comment in
the page, else the path of the file, whose folders are the host's; which host, a folder named like it says, else the
canonical links of other pages in the same folder.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, unquote, urlsplit

from scraper.pages.dates import YEARS, find_mail_date

LOOK = 65_536
"""How far into a page its comment and canonical link stand."""

# <!-- Mirrored from example.org/a.html by HTTrack Website Copier/3.x [XR&CO'2014], Thu, 01 Jan 2015 00:00:00 GMT -->
_HTTRACK = re.compile(rb"<!--\s*Mirrored from\s+(\S{3,2000})\s+by HTTrack[^>]{0,100}?\],\s*([^>]{10,40}?)\s*-->", re.I)
# <!-- saved from url=(0030)http://example.org/a.html -->
_SAVED = re.compile(rb"<!--\s*saved from url=\(\d{1,6}\)(https?://\S{3,2000}?)\s*-->", re.I)
_LINK = re.compile(rb"<(?:link|meta)\s[^>]{0,4000}>", re.I)
_IS_CANONICAL = re.compile(rb"""(?:rel\s*=\s*["']?canonical|property\s*=\s*["']?og:url)\b""", re.I)
_ADDRESS = re.compile(rb"""(?:href|content)\s*=\s*["']?(https?://[^"'\s>]{3,2000})""", re.I)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?:[:+]\d{1,5})?\Z", re.I)
_NO_HOST = frozenset({"backup", "bak", "copy", "dir", "files", "git", "htm", "html", "new", "old", "orig", "tmp"})
_LANDMARKS = frozenset({"index.html", "index.htm", "robots.txt"})
# wget writes "?" as it is, as %3F, or on Windows as "@", and with --adjust-extension an ending behind the query
_QUERY = re.compile(r"(?:\?|%3F|@(?=[\w.-]+=))", re.I)
_ENDING = re.compile(r"\.html?\Z", re.I)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a tool wrote into a page: its address, and when it was fetched if that is said."""

    url: str
    fetched_at: datetime | None = None


def find_stamp(head: bytes) -> Stamp | None:
    """Return the comment of HTTrack or of a browser in the beginning of a page, None when there is none.

    >>> find_stamp(b"<html><!-- saved from url=(0030)http://desk.example/2018/a.html -->").url
    'http://desk.example/2018/a.html'
    """
    if found := _HTTRACK.search(head):
        address = _text(found[1])
        return Stamp(address if "://" in address else f"http://{address}", _read_date(_text(found[2])))
    if found := _SAVED.search(head):
        return Stamp(_text(found[1]))
    return None


def find_canonical(head: bytes) -> str | None:
    """Return the whole address that a page calls its own, None when it calls none or a mirror has rewritten it."""
    for link in _LINK.finditer(head):
        if _IS_CANONICAL.search(link[0]) and (found := _ADDRESS.search(link[0])):
            return _text(found[1])
    return None


@dataclass(frozen=True, slots=True)
class Mirror:
    """What is known of one folder: which of its subfolders ("" for itself) holds what lies below which address."""

    roots: tuple[tuple[str, str], ...] = ()

    def address_of(self, path: str) -> str | None:
        """Return the address of a file by its path inside the folder, None where the folder is no mirror."""
        for folder, base in self.roots:
            if not folder or path.startswith(f"{folder}/"):
                return base + _web_path(path[len(folder) :].lstrip("/"))
        return None


def learn(folder_name: str, files: Iterable[tuple[str, bytes]]) -> Mirror:
    """Return what a folder mirrors, from the paths of its files (with "/") and the beginning of each.

    A folder named like a host is taken for one when a page in it names that host, or when it has the files that stand
    at the root of one. Other folders are known by pages whose own address, by comment or link, ends like their path.
    """
    hosts, votes = _Hosts(folder_name), Counter[tuple[str, str]]()
    for path, head in files:
        hosts.look(path, head)
        stamp = find_stamp(head)
        own = stamp.url if stamp else find_canonical(head)
        if own and (vote := _common_root(path, own)):
            votes[vote] += 1
    roots: dict[str, str] = {}
    for (folder, base), _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])):
        roots.setdefault(folder, base)
    roots = hosts.roots() | roots
    return Mirror(tuple(sorted(roots.items(), key=lambda root: (-len(root[0]), root))))


class _Hosts:
    """The subfolders that are named like hosts, and whether anything says that they are."""

    def __init__(self, folder_name: str) -> None:
        self._top = folder_name if _is_host(folder_name) else ""
        self._proven: set[str] = set()

    def look(self, path: str, head: bytes) -> None:
        """See what one file says."""
        folder, host, rest = self._split(path)
        if host and folder not in self._proven:
            name = host.split(":")[0].lower().encode()
            if rest in _LANDMARKS or b"//" + name in head.lower():
                self._proven.add(folder)

    def roots(self) -> dict[str, str]:
        """Return the proven ones with the address of each."""
        return {
            folder: f"http://{(folder.rpartition('/')[2] or self._top).replace('+', ':')}/" for folder in self._proven
        }

    def _split(self, path: str) -> tuple[str, str, str]:
        """Return the folder that is named like a host, that name, and what lies below."""
        parts = path.split("/")
        for number, part in enumerate(parts[:-1]):
            if _is_host(part):
                return "/".join(parts[: number + 1]), part.replace("+", ":"), "/".join(parts[number + 1 :])
        return "", self._top.replace("+", ":"), path


def _is_host(name: str) -> bool:
    return _HOST.match(name) is not None and name.rpartition(".")[2].lower() not in _NO_HOST


def _common_root(path: str, canonical: str) -> tuple[str, str] | None:
    """Return folder and base where the last two parts of path and address, or more, are the same.

    >>> _common_root("blog/2018/07/a.html", "https://desk.example/2018/07/a.html")
    ('blog', 'https://desk.example/')
    """
    parts = urlsplit(canonical)
    ours, theirs = path.split("/"), [part for part in _web_path(parts.path.lstrip("/")).split("/") if part]
    if ours[-1] in _LANDMARKS:
        ours = ours[:-1]
    same = 0
    while same < min(len(ours), len(theirs)) and quote(unquote(ours[-1 - same])) == theirs[-1 - same]:
        same += 1
    if same < 2 or parts.query:
        return None
    base = "/".join(theirs[: len(theirs) - same])
    return "/".join(ours[: len(ours) - same]), f"{parts.scheme}://{parts.netloc}/{base}{'/' if base else ''}"


def _web_path(path: str) -> str:
    """Return the path of an address from that of a file.

    >>> _web_path("2018/07/a.html%3Fm=1"), _web_path("2018/index.html"), _web_path("search?updated-max=1.html")
    ('2018/07/a.html?m=1', '2018/', 'search?updated-max=1')
    """
    folders, slash, name = path.rpartition("/")
    stem, *query = _QUERY.split(name, maxsplit=1)
    if query:
        return f"{quote(unquote(folders + slash + stem))}?{_ENDING.sub('', query[0])}"
    if name.lower() in ("index.html", "index.htm"):
        name = ""
    return quote(unquote(folders + slash + name))


def _text(found: bytes) -> str:
    return html.unescape(found.decode("utf-8", "replace"))


def _read_date(text: str) -> datetime | None:
    found = find_mail_date(text)
    if found is None or found.year not in YEARS:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
