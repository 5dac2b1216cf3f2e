"""The moderation half of a site: login, forms, findings, log. Registered by `threadkeep moderate` alone. Hooks only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from plugins._datasette import Request, Route, Served, hookimpl_with
from plugins.anonymisation import guard, routes
from plugins.anonymisation.desk import desk_of


@hookimpl_with(tryfirst=True)
def register_routes(datasette: Served) -> list[Route]:
    """Add the pages of moderators, before Datasette's own login and logout."""
    return routes.ROUTES if desk_of(datasette) else []


@hookimpl_with(tryfirst=True)  # the innermost wrapper: what it refuses leaves with the site's headers round it
def asgi_wrapper(datasette: Served) -> Callable[[guard.App], guard.App]:
    """Let nobody past without a login, whatever the address."""
    return lambda app: guard.wrap(app, datasette)


@hookimpl_with(tryfirst=True)
def actor_from_request(datasette: Served, request: Request) -> dict[str, Any] | None:
    """Tell Datasette who was let in, with the role as it is now."""
    return guard.actor(request) if desk_of(datasette) else None
