"""Addresses without what somebody wrapped round them: AMP viewers, link counters, parameters that follow readers.

AMP caches: developers.google.com/amp/cache/overview, "AMP Cache URL format"; the viewer at google.com/amp is its like.
Parameters: those of Google Analytics (utm_*), Google, Facebook, Microsoft, Mailchimp and HubSpot for counting clicks.
A short address (t.co and the like) stays: only its owner knows where it leads.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from archive.markup.address import safe_address

_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|gclsrc|msclkid|yclid|twclid|mc_[ce]id|_hs(?:enc|mi)|igshid"
    r"|amp_(?:js_v|gsa|kit)|usqp)(?:=|\Z)",
    re.IGNORECASE,
)
_GOOGLE = re.compile(r"(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}\Z")
_CACHE = re.compile(r"(?:[a-z0-9-]+\.)?cdn\.ampproject\.org\Z")
_INSIDE = re.compile(r"/(?:amp|[cvi]|wp)/(s/)?([^/]+\.[^/]+(?:/.*)?)\Z", re.DOTALL)
_COUNTERS = {"l.facebook.com": "u", "lm.facebook.com": "u"}
_ROUNDS = 3


def unwrap_address(address: str) -> str:
    """Return where an address leads without wrapper and without parameters that only count clicks.

    What is none of these comes back as it is; so does what would be no address afterwards.

    >>> unwrap_address("https://www.google.co.uk/amp/s/weir.example/a?utm_source=x&id=7&fbclid=1")
    'https://weir.example/a?id=7'
    >>> unwrap_address("https://weir-example.cdn.ampproject.org/c/s/weir.example/a?usqp=mq331")
    'https://weir.example/a'
    >>> unwrap_address("https://t.co/abc"), unwrap_address("https://weir.example/?a=1&a=%20#b")
    ('https://t.co/abc', 'https://weir.example/?a=1&a=%20#b')
    """
    for _ in range(_ROUNDS):
        inner = safe_address(_unwrapped(address))
        if not inner or inner == address:
            break
        address = inner
    return safe_address(_untracked(address)) or address


def _unwrapped(address: str) -> str:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if _GOOGLE.match(host) and parts.path == "/url":
        return next((value for name in ("q", "url") for value in parse_qs(parts.query).get(name, ())), "")
    if host in _COUNTERS:
        return next(iter(parse_qs(parts.query).get(_COUNTERS[host], ())), "")
    if (_GOOGLE.match(host) and parts.path.startswith("/amp/")) or _CACHE.match(host):
        found = _INSIDE.match(parts.path)
        if found:
            rest = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
            return f"http{'s' if found[1] else ''}://{found[2]}{rest}"
    return ""


def _untracked(address: str) -> str:
    """Return an address without parameters that count clicks, the others as they were written."""
    before, mark, rest = address.partition("?")
    if not mark:
        return address
    query, hash_mark, fragment = rest.partition("#")
    kept = [part for part in query.split("&") if not _TRACKING.match(part)]
    if len(kept) == query.count("&") + 1:
        return address
    return before + (f"?{'&'.join(kept)}" if any(kept) else "") + hash_mark + fragment
