"""One address for one page: the many forms under which Blogger and WordPress answer, brought to one."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from archive.errors import WrongUse

_COUNTRY_HOST = re.compile(r"(?:www\.)?([a-z0-9-]+)\.blogspot\.(?:com?\.)?[a-z]{2,3}\Z")
POST_PATH = re.compile(r"/(?:\d{4}/\d{2}|p)/[^/]+\.html\Z")
"""The path of a post or of a static page of Blogger."""
_ARCHIVE_PATH = re.compile(r"/(?:19|20)\d\d(?:/\d\d){0,2}\Z")
# other ways to one and the same page of WordPress, of a mirror, or of the pages that some plugins make for telephones
_SAME_PAGE = re.compile(r"/(?:index\.(?:html?|php)|comment-page-\d+)\Z|(?<=[^/])/amp\Z", re.IGNORECASE)
_NOISE = frozenset({"m", "showcomment", "commentpage", "spref", "fbclid", "gclid", "msclkid", "yclid", "igshid"}) | {
    *("replytocom", "cpage", "unapproved", "moderation-hash", "amp", "noamp", "share", "nb", "like_comment"),
    *("mc_cid", "mc_eid"),
}
_DEFAULT_PORT = {"http": 80, "https": 443}


def canonical_host(host: str) -> str:
    """Return a host in lower case, with Blogger's country hosts and their `www.` brought to `.blogspot.com`.

    >>> canonical_host("Desk.blogspot.co.uk"), canonical_host("www.desk.blogspot.ro"), canonical_host("www.example.org")
    ('desk.blogspot.com', 'desk.blogspot.com', 'www.example.org')
    """
    host = host.strip().rstrip(".").lower()
    if found := _COUNTRY_HOST.match(host):
        return f"{found.group(1)}.blogspot.com"
    return host


@lru_cache(maxsize=8192)  # every list and page of a blog names the same addresses again
def canonical_url(url: str) -> str:
    """Return the one address of a page: https, canonical host, no fragment, no `m`, `showComment` or tracking.

    No slash ends a path but that of a host, a year, a month or a day, and no `index.html`, `comment-page-2` or `amp`. A
    post or page of Blogger loses its whole query. An address of this machine, or with a port of its own, keeps its
    scheme. Raises WrongUse for what is no http or https address.

    >>> canonical_url("http://desk.blogspot.co.uk/2018/07/late-shift.html?m=1#c12")
    'https://desk.blogspot.com/2018/07/late-shift.html'
    >>> canonical_url("http://127.0.0.1:8000/feeds/posts/default?max-results=150&m=0")
    'http://127.0.0.1:8000/feeds/posts/default?max-results=150'
    >>> canonical_url("http://desk.example/2018/07/late-shift/comment-page-2/?replytocom=3#respond")
    'https://desk.example/2018/07/late-shift'
    """
    scheme, host, port, path, query = _split(url)
    if scheme == "http" and port is None and not is_local(host):
        scheme = "https"
    shown = f"[{host}]" if ":" in host else host
    place = shown if port is None else f"{shown}:{port}"
    path = _clean_path(path)
    return urlunsplit((scheme, place, path, "" if POST_PATH.search(path) else _clean_query(query), ""))


def url_path(url: str) -> str | None:
    """Return the path under which the archive answers for a post of that address, None when its path names no post.

    >>> url_path("http://desk.blogspot.com/2018/07/late-shift.html?m=1"), url_path("https://desk.example/?p=12")
    ('/2018/07/late-shift.html', None)
    """
    parts = urlsplit(canonical_url(url))
    return None if parts.query or parts.path == "/" else parts.path


def _split(url: str) -> tuple[str, str, int | None, str, str]:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise WrongUse("This is not an address: give one that starts with http:// or https://.") from error
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORT or not parts.hostname:
        raise WrongUse("This is not an address of the web: give one that starts with http:// or https://.")
    if port == _DEFAULT_PORT[scheme]:
        port = None
    # unquoting once and quoting again gives one spelling to %7E and ~; a quoted slash stays quoted
    path = "%2F".join(quote(unquote(part), safe="/:@!$&'()*+,;=~-._") for part in re.split("%2[fF]", parts.path or "/"))
    return scheme, canonical_host(parts.hostname), port, path, parts.query


def _clean_path(path: str) -> str:
    shorter = path.rstrip("/")
    while (once := _SAME_PAGE.sub("", shorter).rstrip("/")) != shorter:
        shorter = once
    return f"{shorter}/" if not shorter or _ARCHIVE_PATH.match(shorter) else shorter


def _clean_query(query: str) -> str:
    kept = [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if name.lower() not in _NOISE and not name.lower().startswith("utm_")
    ]
    return urlencode(kept)


def is_local(host: str) -> bool:
    """Return whether a host is this machine, or a bare number of one."""
    if host == "localhost":
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
