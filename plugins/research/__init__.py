"""Datasette's SQL, JSON and CSV on the public copy, with limits. Hooks only."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from plugins._datasette import DATABASE, Request, Route, Served, allow_public, hookimpl, site_of
from plugins.research import (
    activity,
    concordance,
    downloads,
    dresses,
    limits,
    page,
    permissions,
    releases,
    searching,
    versions,
    whole_tables,
)

ROUTES: list[Route] = [
    *page.ROUTES,
    *releases.ROUTES,
    *whole_tables.ROUTES,
    *concordance.ROUTES,
    *activity.ROUTES,
]


@hookimpl
def register_routes(datasette: Served) -> list[Route]:
    """Add `/-/data`, where researchers start, and what it leads to."""
    return ROUTES if site_of(datasette) else []


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Served) -> None:
    """Set the limits of every connection to the public copy."""
    site = site_of(datasette)
    if site and database == DATABASE:
        searching.add_search(conn, site)
        limits.apply_limits(conn)


@hookimpl
def permission_resources_sql(datasette: Served, actor: dict[str, Any] | None, action: str) -> Any:
    """Allow reading and querying the public copy, and nothing else."""
    site = site_of(datasette)
    return allow_public(action) if site and permissions.may_read(site, actor) else None


@hookimpl
def asgi_wrapper(datasette: Served) -> Callable[[downloads.App], downloads.App]:
    """Send CSV as files, and say of every export which version it is of."""
    return lambda app: versions.wrap(downloads.wrap(app), datasette) if site_of(datasette) else app


@hookimpl
def startup(datasette: Served) -> Callable[[], Awaitable[None]]:
    """Describe every table and column."""
    return lambda: page.describe_tables(datasette)


@hookimpl
def render_cell(column: str, value: object, table: str | None, datasette: Served) -> str | None:
    """Lead from a table to the pages where people read."""
    return dresses.link_of(column, value, table) if site_of(datasette) else None


@hookimpl
def extra_template_vars(datasette: Served, request: Request | None) -> Callable[[], Awaitable[dict[str, Any]]] | None:
    """Put our frame round Datasette's own pages."""
    return (lambda: page.frame_for_datasette(datasette, request)) if site_of(datasette) else None
