"""Keys of what a WordPress site holds: the site's home address, and the numbers it gives to posts and comments.

Every reader of WordPress (export, REST answers, pages) makes its keys here, so that one post has one key (H7).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from archive.errors import BadInput, WrongUse
from archive.originals.urls import canonical_url


def site_key(home_url: str) -> str:
    """Return a site's home address without scheme and without a slash at its end; raise BadInput for none of the web.

    >>> site_key("http://Desk.example.org/"), site_key("https://example.org/blog/?p=3")
    ('desk.example.org', 'example.org/blog')
    """
    try:
        parts = urlsplit(canonical_url(home_url))
    except WrongUse as error:
        raise BadInput("This site does not give its own address: look at its settings and save it again.") from error
    return f"{parts.netloc}{parts.path}".rstrip("/")


def post_key(site: str, number: int) -> str:
    """Return the source key of a post or page.

    >>> post_key("example.org/blog", 12)
    'wordpress:example.org/blog:p12'
    """
    return f"wordpress:{site}:p{number}"


def comment_key(site: str, number: int) -> str:
    """Return the source key of a comment or ping.

    >>> comment_key("example.org/blog", 12)
    'wordpress:example.org/blog:c12'
    """
    return f"wordpress:{site}:c{number}"
