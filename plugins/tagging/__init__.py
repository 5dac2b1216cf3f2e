"""Pages of topics. Hooks only; editing belongs to the moderation site, which registers it itself."""

from __future__ import annotations

from plugins._datasette import Route, Served, hookimpl, site_of
from plugins.tagging import pages


@hookimpl
def register_routes(datasette: Served) -> list[Route]:
    """Add `/-/topics`, `/-/topic/ID` and what can be had of them as files."""
    return pages.ROUTES if site_of(datasette) else []
