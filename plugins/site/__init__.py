"""The reading pages. Hooks only; what they do stands in the modules beside."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

from plugins._datasette import Request, Response, Route, Served, hookimpl, hookimpl_with, site_of
from plugins.site import errors, headers, pages


@hookimpl
def register_routes(datasette: Served) -> list[Route]:
    """Add the pages of `/-/`."""
    return pages.ROUTES if site_of(datasette) else []


@hookimpl_with(specname="register_routes", trylast=True)
def register_closing_routes(datasette: Served) -> list[Route]:
    """Add, after every plugin's, the blog's own addresses and an end to the rest of `/-/`."""
    return pages.CLOSING_ROUTES if site_of(datasette) else []


@hookimpl_with(trylast=True)  # the last wrapper is the outermost: no answer leaves without our headers
def asgi_wrapper(datasette: Served) -> Callable[[headers.App], headers.App]:
    """Put our headers round every response."""
    return lambda app: headers.wrap(app, datasette)


@hookimpl_with(wrapper=True)
def handle_exception(
    datasette: Served, request: Request, exception: BaseException
) -> Generator[None, list[Any], list[Any]]:
    """Answer errors in our dress, in place of Datasette's handler, which would print local values into the log."""
    others = yield
    return [errors.answer(datasette, request, exception)] if site_of(datasette) else others


@hookimpl_with(tryfirst=True)
def forbidden(datasette: Served, request: Request) -> Any:
    """Answer 403 in our dress; the moderation site's guard may send somebody to its login instead."""
    return _forbidden(datasette, request) if site_of(datasette) else None


async def _forbidden(datasette: Served, request: Request) -> Response:
    site = site_of(datasette)
    if site and site.extras.guard and (stopped := await site.extras.guard(datasette, request)):
        return stopped
    return await errors.page(datasette, request, 403)
