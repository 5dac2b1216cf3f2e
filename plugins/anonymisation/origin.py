"""Whether a request that may change something comes from a page of this very site. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

SAFE = frozenset({"GET", "HEAD"})


def is_own(method: str, headers: Mapping[str, str]) -> bool:
    """Return whether a request may go on: it only reads, or a browser says that a page of this site sent it.

    `Sec-Fetch-Site`, where there, has to be "same-origin", and `Origin`, where there, this host. One of them has to be
    there: browsers send at least one with every form, and whoever sends neither gains nothing by being let in.

    >>> is_own("POST", {"sec-fetch-site": "same-site"}), is_own("POST", {}), is_own("GET", {})
    (False, False, True)
    >>> is_own("POST", {"origin": "http://127.0.0.1:8002", "host": "127.0.0.1:8002"})
    True
    """
    if method in SAFE:
        return True
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is None and origin is None:
        return False
    return (site is None or site == "same-origin") and (origin is None or _is_host(origin, headers.get("host", "")))


def _is_host(origin: str, host: str) -> bool:
    # the scheme is not compared: behind a proxy that ends TLS this process sees another one than the browser
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and parts.netloc.lower() == host.lower()
