"""Ids of posts and comments: the source's own number where there is one, else a keyed hash made once.

An id is text in one namespace for posts and comments, safe in a URL fragment, and says nothing of the text it names.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

_BLOGGER = re.compile(r"blogger:(\d+)\Z")
_WORDPRESS = re.compile(r"wordpress:([^\s\x00]+):([pc]\d+)\Z")
_DISQUS = re.compile(r"disqus:(\d+)\Z")
_NOT_PLAIN = re.compile(r"[^a-z0-9]")


def make_id(source_key: str, key: bytes) -> str:
    """Return the id for a source key: the source's own number where it has one, else 16 characters of a keyed hash.

    Own numbers are those of `blogger:NUMBER`, as they are; of `wordpress:SITE:pNUMBER` (a post) and
    `wordpress:SITE:cNUMBER` (a comment), after their site; and of `disqus:NUMBER`, after a d. Other keys are
    `url:ADDRESS` of a post and `text:DIGEST` of saved text.
    The hash is HMAC-SHA-256 (RFC 2104) in lower-case base 32 (RFC 4648), prefixed `t`, so it never looks like a number.

    >>> make_id("blogger:8035075671438343309", b"k")
    '8035075671438343309'
    >>> make_id("text:abc", b"k") == make_id("text:abc", b"k"), make_id("text:abc", b"k")[0]
    (True, 't')
    >>> make_id("wordpress:my-desk.example.org:c12", b"k"), make_id("disqus:4", b"k")
    ('my--desk-example-org_c12', 'd4')
    """
    if found := _BLOGGER.match(source_key):
        return found.group(1)
    if found := _WORDPRESS.match(source_key):
        return f"{_NOT_PLAIN.sub(_spell, found.group(1).lower())}_{found.group(2)}"
    if found := _DISQUS.match(source_key):
        return f"d{found.group(1)}"
    digest = hmac.new(key, source_key.encode(), hashlib.sha256).digest()
    return "t" + base64.b32encode(digest).decode().lower()[:15]


def has_own_number(item_id: str) -> bool:
    """True for an id that is the source's own number and not a hash.

    >>> has_own_number("8035075671438343309"), has_own_number("d4"), has_own_number(make_id("text:abc", b"k"))
    (True, True, False)
    """
    return item_id.isdigit() or "_" in item_id or item_id.startswith("d")


def _spell(found: re.Match[str]) -> str:
    """Write a character of a site's name so that no two names become one."""
    return {".": "-", "-": "--"}.get(found.group(), f"-x{ord(found.group()):x}-")
