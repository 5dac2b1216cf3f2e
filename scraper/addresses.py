"""The address of a blog: what a person types, brought to the root that a harvest starts from."""

from __future__ import annotations

import contextlib
import ipaddress
import re
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archive.errors import WrongUse
from archive.folder import Settings, SourceSettings
from archive.originals.urls import canonical_host

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


def page_address(given: str) -> str:
    """Return the address of a page from what a person typed, without its last slash; raise WrongUse for none.

    >>> page_address("weir.example/blog/"), page_address("https://a.blogspot.com/?m=1")
    ('https://weir.example/blog', 'https://a.blogspot.com')
    """
    typed = given.strip()
    is_bare = "://" not in typed
    if is_bare:
        typed = f"http://{typed}" if is_loopback(f"http://{typed}") else f"https://{typed}"
    try:
        parts = urlsplit(typed)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    # a single word is hardly meant for a host; whoever has one of that name writes http:// before it
    is_word = is_bare and not is_loopback(typed) and "." not in host.strip(".")
    if not _HOST.fullmatch(host) or is_word or parts.scheme not in ("http", "https"):
        raise WrongUse("That is not the address of a blog: give one like https://example.blogspot.com.")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}{f':{port}' if port else ''}{parts.path.rstrip('/')}"


def blog_address(given: str) -> str:
    """Return the address of a host's root from what a person typed; raise WrongUse for what cannot be one.

    >>> blog_address("127.0.0.1:8003/2014/05/x.html"), blog_address("https://a.blogspot.com")
    ('http://127.0.0.1:8003', 'https://a.blogspot.com')
    """
    parts = urlsplit(page_address(given))
    return f"{parts.scheme}://{parts.netloc}"


def host_of(url: str) -> str:
    """Return what tells one host from another: Blogger's country hosts are one, and so are http and https.

    >>> host_of("http://desk.blogspot.co.uk/2018/"), host_of("http://127.0.0.1:8003"), host_of("https://[")
    ('desk.blogspot.com', '127.0.0.1:8003', '')
    """
    try:
        parts = urlsplit(url)
        host, port = canonical_host(parts.hostname or ""), parts.port
    except ValueError:
        return ""
    return host if port in (None, 80, 443) else f"{host}:{port}"


def zone_for(settings: Settings, url: str) -> ZoneInfo:
    """Return the time zone of the blog at an address: its source's own, else that of the archive."""
    source = _source_of(settings, url)
    return settings.zone if source is None or source.zone is None else source.zone


def delay_for(settings: Settings, url: str) -> float:
    """Return the seconds between two requests to the blog at an address: its source's own, else the archive's."""
    source = _source_of(settings, url)
    return settings.harvest_delay if source is None or source.delay is None else source.delay


def has_own_delay(settings: Settings, url: str) -> bool:
    """Return whether a [[source]] says how long to wait between two requests to the blog at an address."""
    source = _source_of(settings, url)
    return source is not None and source.delay is not None


def _source_of(settings: Settings, url: str) -> SourceSettings | None:
    host = host_of(url)
    named = ((source, source.url if "://" in source.url else f"https://{source.url}") for source in settings.sources)
    return next((source for source, address in named if host and host_of(address) == host), None)
