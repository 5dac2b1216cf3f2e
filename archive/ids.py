"""Ids of posts and comments: the source's own number where there is one, else a keyed hash made once.

An id is text in one namespace for posts and comments, safe in a URL fragment, and says nothing of the text it names.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

_BLOGGER = re.compile(r"blogger:(\d+)\Z")


def make_id(source_key: str, key: bytes) -> str:
    """Return the id for a source key: the bare number of a `blogger:NUMBER` key, else 16 characters of a keyed hash.

    The hash is HMAC-SHA-256 (RFC 2104) in lower-case base 32 (RFC 4648), prefixed `t`, so it never looks like a number.

    >>> make_id("blogger:8035075671438343309", b"k")
    '8035075671438343309'
    >>> make_id("text:abc", b"k") == make_id("text:abc", b"k"), make_id("text:abc", b"k")[0]
    (True, 't')
    """
    if found := _BLOGGER.match(source_key):
        return found.group(1)
    digest = hmac.new(key, source_key.encode(), hashlib.sha256).digest()
    return "t" + base64.b32encode(digest).decode().lower()[:15]
