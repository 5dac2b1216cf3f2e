"""The form by which anybody asks for something to be taken down, and the page of each case. Hooks only."""

from __future__ import annotations

from plugins._datasette import Route, Served, hookimpl, site_of
from plugins.reports import pages


@hookimpl
def register_routes(datasette: Served) -> list[Route]:
    """Add the form and the pages of cases."""
    return pages.ROUTES if site_of(datasette) else []
