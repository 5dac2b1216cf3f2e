"""Addresses as pages and feeds of any platform write them, brought to those that the archive knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from archive.errors import WrongUse
from archive.originals.urls import canonical_url


@dataclass(frozen=True, slots=True)
class PostLink:
    """A post that a page lists. `announced` is the number of comments the page says it has, None when it says none."""

    url: str
    announced: int | None


@lru_cache(maxsize=1024)  # those who comment do so again
def split_address(href: str) -> tuple[str, str] | None:
    """Return host and path of an http or https address, None for any other text.

    >>> split_address("//weir.example/a?b"), split_address("mailto:a@weir.example")
    (('weir.example', '/a'), None)
    """
    href = href.strip()
    try:
        parts = urlsplit(f"https:{href}" if href.startswith("//") else href)
        host = parts.hostname or ""
    except ValueError:
        return None
    return (host, parts.path) if parts.scheme in ("http", "https") else None


def is_web_address(href: str) -> bool:
    """True for an absolute http or https address."""
    parts = split_address(href)
    return parts is not None and bool(parts[0])


def join(base: str, link: str) -> str:
    """Return where a link in a page leads, "" when that is no address at all."""
    try:
        return urljoin(base, link)
    except ValueError:
        return ""


def find_absolute(base: str, link: str) -> str | None:
    """Return the canonical address that a link in a page leads to, None when that is no address of the web."""
    try:
        return canonical_url(join(base, link.strip()))
    except WrongUse:
        return None


def site_host(address: str | None) -> str:
    """Return the host (with a port of its own) under which a blog is known, "" when the address is unknown."""
    return urlsplit(address).netloc.rpartition("@")[2] if address else ""
