"""The time zone of each blog, as the public copy tells it: its source's own, else that of the archive."""

from __future__ import annotations

import contextlib
from urllib.parse import urlsplit

from archive.errors import WrongUse
from archive.folder import Settings
from archive.originals.urls import canonical_url


def zone_of(settings: Settings, host: str) -> str:
    """Return the IANA name of the time zone of the blog on a host."""
    own = (source.zone for source in settings.sources if source.zone is not None and _host(source.url) == host)
    return next(own, settings.zone).key


def own_zones(settings: Settings) -> dict[str, str]:
    """Return the time zones that sources set for themselves, by host."""
    return {_host(source.url): source.zone.key for source in settings.sources if source.zone is not None}


def _host(url: str) -> str:
    """Return the host as the archive names it, "" for what is no address."""
    with contextlib.suppress(WrongUse):
        return urlsplit(canonical_url(url if "://" in url else f"https://{url}")).netloc
    return ""
