"""Which file of a copy stands for which address, and which addresses a copy leaves out. Pure."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import parse_qsl, unquote

SEARCH = "search.html"
STATIC = "_/static/"

_LEFT_OUT = (
    *("/-/cite", "/-/report", "/-/case", "/-/data", "/-/releases", "/-/timeline", "/-/keywords", "/-/feed"),
    "/-/concordance",
    *("/-/opensearch.xml", "/-/sitemap.xml", "/-/search", "/-/static", "/public", "/robots.txt"),
)
"""What asks something of a server, is for programs, or names the address that this copy does not have."""

_FILES = re.compile(r"/-/.*\.(?:csv|json|ttl|jsonld|xml|atom)\Z")
_PARAMETERS = frozenset({"page", "view", "letter"})
_PLAIN = re.compile(r"[a-z0-9_-][a-z0-9._-]*")
_OTHERS = re.compile(r"[^a-z0-9_-]+")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))}
)
_LONGEST = 80


def is_copied(path: str) -> bool:
    """True for the address of a page that a copy may hold.

    >>> [is_copied(path) for path in ("/2018/07/?page=2", "/-/log", "/-/cite/7", "/-/topics.csv", "/?m=1")]
    [True, True, False, False, False]
    """
    route, _, query = path.partition("?")
    left_out = any(route == each or route.startswith(f"{each}/") for each in _LEFT_OUT) or route.startswith("/public.")
    if left_out or _FILES.match(route) or is_search(route):
        return False
    return all(name in _PARAMETERS for name, _ in parse_qsl(query, keep_blank_values=True))


def is_search(route: str) -> bool:
    """True for the search page and its other forms."""
    return route == "/-/search" or route.startswith(("/-/search?", "/-/search."))


def file_of(path: str) -> str:
    """Return the file for an address: a name that every file system can hold, however it treats letters.

    >>> [file_of(path) for path in ("/", "/2018/07/", "/-/log", "/2018/07/ferry.html?view=time")]
    ['index.html', '2018/07/index.html', '_/log.html', '2018/07/ferry.view-time.html']
    >>> file_of("/-/acronym/OASys"), file_of("/-/by/Old%20Capstan?page=2")
    ('_/acronym/oasys-0e19952f.html', '_/by/old-capstan-d7a85cdc.page-2.html')
    """
    route, _, query = path.partition("?")
    *folders, last = route.removeprefix("/").split("/")
    stem = last.removesuffix(".html")
    asked = "".join(f".{_safe(f'{name}-{value}')}" for name, value in parse_qsl(query))
    name = f"{_safe(stem) if stem else 'index'}{asked}.html"
    return "/".join([*(_folder(each) for each in folders), name])


def _folder(segment: str) -> str:
    if segment == "-":
        return "_"
    # a page and a folder of one name cannot lie side by side
    return f"{_safe(segment)}_" if segment.endswith(".html") else _safe(segment)


def _safe(segment: str) -> str:
    """Return a segment as it is where every file system takes it, else what can be read of it and a short digest."""
    text = unquote(segment)
    bare = text.partition(".")[0]
    if _PLAIN.fullmatch(text) and len(text) <= _LONGEST and bare not in _RESERVED and not text.endswith("."):
        return text
    readable = _OTHERS.sub("-", text.lower()).strip("-")[:40].strip("-")
    return "-".join(filter(None, [readable, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]]))
