"""The search page, its feed, JSON and CSV, and how browsers learn of it. Hooks only."""

from __future__ import annotations

from plugins._datasette import Route, Served, hookimpl, site_of
from plugins.search import routes


@hookimpl
def register_routes(datasette: Served) -> list[Route]:
    """Add `/-/search` and what goes with it."""
    return routes.ROUTES if site_of(datasette) else []
