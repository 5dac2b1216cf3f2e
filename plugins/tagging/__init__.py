"""Pages of topics. Hooks only; editing belongs to the moderation site, which registers it itself."""

from __future__ import annotations

from plugins._datasette import Route, Served, hookimpl, site_of
from plugins.tagging import glossary_exports, pages


@hookimpl
def register_routes(datasette: Served) -> list[Route]:
    """Add `/-/topics`, `/-/topic/ID`, and topics and acronyms as files."""
    return [*pages.ROUTES, *glossary_exports.ROUTES] if site_of(datasette) else []
