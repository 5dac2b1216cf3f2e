"""The address of a blog: what a person types, brought to the root that a harvest starts from."""

from __future__ import annotations

import contextlib
import ipaddress
import re
from urllib.parse import urlsplit

from archive.errors import WrongUse

_HOST = re.compile(r"[\w.:-]+")


def is_loopback(url: str) -> bool:
    """Return whether an address is on this machine itself.

    >>> is_loopback("http://127.0.0.1:8003/"), is_loopback("http://localhost/"), is_loopback("https://a.example/")
    (True, True, False)
    """
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def blog_address(given: str) -> str:
    """Return the address of a blog's root from what a person typed; raise WrongUse for what cannot be one.

    >>> blog_address("127.0.0.1:8003/2014/05/x.html"), blog_address("https://a.blogspot.com")
    ('http://127.0.0.1:8003', 'https://a.blogspot.com')
    """
    typed = given.strip()
    if "://" not in typed:
        typed = f"http://{typed}" if is_loopback(f"http://{typed}") else f"https://{typed}"
    try:
        parts = urlsplit(typed)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not _HOST.fullmatch(host) or parts.scheme not in ("http", "https"):
        raise WrongUse("That is not the address of a blog: give one like https://example.blogspot.com.")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}{f':{port}' if port else ''}"
