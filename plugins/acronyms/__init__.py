"""Pages of acronyms, of when a word was used, and of the words typical of something. Hooks only."""

from __future__ import annotations

from plugins._datasette import Route, Served, hookimpl, site_of
from plugins.acronyms import routes


@hookimpl
def register_routes(datasette: Served) -> list[Route]:
    """Add `/-/acronyms`, `/-/acronym/ID`, `/-/timeline`, `/-/keywords` and their tables as files."""
    return routes.ROUTES if site_of(datasette) else []
