"""Where an item stands in the archive: its post's own path at the blog, and its anchor there. Pure.

Unprefixed paths mean the archive's first blog for ever; further blogs stand under their host name.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from archive.public.models import PublicPost, PublicSite

FIRST_SITE = 1
"""The blog whose paths stand without a prefix."""

# addresses of the archive itself, which no path of the first blog can have
_TAKEN = re.compile(r"/\Z|/(?:-|public)(?:[/.]|\Z)|/(?:robots\.txt|favicon\.ico)\Z")
_COMMENT_NUMBER = re.compile(r"(?:_c|\Ad)(\d+)\Z")


def blog_prefix(site: PublicSite) -> str | None:
    """Return what stands before the paths of a blog: "" for the first, its host for others, None when that is hidden.

    The host of a blog that has a path of its own counts without it, since that path begins all its paths.

    >>> blog_prefix(PublicSite(2, "example.org:8000/blog", None, "UTC"))
    '/example.org:8000'
    """
    if site.id == FIRST_SITE:
        return ""
    host = site.host.partition("/")[0]
    return f"/{quote(host, safe=':')}" if host else None


def post_address(post: PublicPost, prefix: str | None) -> str:
    """Return where a post stands: its own path at the blog after the blog's prefix, else `/-/post/ID`."""
    if not post.path or prefix is None or (not prefix and _TAKEN.match(post.path)):
        return f"/-/post/{quote(post.id, safe='')}"
    return prefix + quote(unquote(post.path), safe="/~!$&'()*+,;=:@")


def anchor(item_id: str) -> str:
    """Return the fragment of a comment, without the "#"."""
    return f"c{item_id}"


def old_anchor(item_id: str) -> str:
    """Return the fragment that WordPress and Disqus give a comment of theirs, "" for a comment of any other.

    >>> old_anchor("my--desk-example-org_c12"), old_anchor("d4"), old_anchor("8035075671438343309")
    ('comment-12', 'comment-4', '')
    """
    found = _COMMENT_NUMBER.search(item_id)
    return f"comment-{found[1]}" if found else ""


def comment_address(post: PublicPost, comment_id: str, prefix: str | None) -> str:
    """Return where a comment stands: the anchor in its thread, as the blog itself has it."""
    return f"{post_address(post, prefix)}#{anchor(quote(comment_id, safe=''))}"
