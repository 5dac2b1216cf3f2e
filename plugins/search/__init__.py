"""The search page. Hooks only."""

from __future__ import annotations

from plugins._datasette import Route, Served, hookimpl, site_of
from plugins.search import page


@hookimpl
def register_routes(datasette: Served) -> list[Route]:
    """Add `/-/search`."""
    return page.ROUTES if site_of(datasette) else []
