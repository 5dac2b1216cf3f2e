"""What a reader sees when something goes wrong, and what the log keeps: never a row, never what was typed."""

from __future__ import annotations

import logging
import sqlite3
import traceback
from dataclasses import replace
from typing import cast

from plugins._datasette import DATABASE, Request, Response, Served, site_of, status_of
from plugins.site.contexts import MissingPage
from plugins.site.missing import missing_page
from plugins.site.recovery import repair
from plugins.site.rendering import HTML, Shown, frame_of, read_meta, render

_log = logging.getLogger("threadkeep.site")

RETRY_SECONDS = 5
_QUERY = f"/{DATABASE}/-/query"

_HAPPENED = {
    400: (
        "This address asks for something that cannot be answered.",
        "Go back and change what you typed; nothing was lost.",
    ),
    403: ("This part of the archive is not open to readers.", "Everything there is to read starts on the first page."),
    404: ("", ""),
    405: ("This archive is for reading: nothing can be sent to it here.", "Go back to the first page."),
    503: ("The archive is being brought up to date.", "Nothing was lost: ask for this page again in a few seconds."),
    500: (
        "Something broke while this page was made.",
        "Nothing was lost. Ask once more; if it breaks again, tell whoever keeps this archive.",
    ),
}


async def answer(datasette: Served, request: Request, exception: BaseException) -> Response:
    """Return the response to a request that ended in an exception: a page, or JSON or text where asked for."""
    site = site_of(datasette)
    status, sentence = status_of(exception)
    if status == 500:
        _log.error("500 for %s: %s", _route(request), describe(exception))
    if status == 503 and site is not None:
        repair(site.folder.public_db)
    return await page(datasette, request, status, sentence)


async def page(datasette: Served, request: Request, status: int, sentence: str = "") -> Response:
    """Return an error in the form that was asked for."""
    happened, advice = _HAPPENED.get(status, _HAPPENED[500 if status >= 500 else 400])
    headers = {"cache-control": "no-store"}
    if status == 503:
        headers["retry-after"] = str(RETRY_SECONDS)
    path = request.path.partition("?")[0]
    if path.endswith(".json"):
        return Response.json(
            {"ok": False, "error": sentence or happened or "Not found", "status": status},
            status=status,
            headers=headers,
        )
    if path.endswith(".csv"):
        return Response.text(f"{sentence or happened or 'Not found'}\n", status=status, headers=headers)
    if path.startswith(f"/{DATABASE}") and sentence:
        happened = sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
    shown = missing_page(happened, advice, status=status)
    if path == _QUERY and status in (400, 503):
        shown = _with_query(shown, request)
    return await _html(datasette, request, shown, headers)


def _with_query(shown: Shown, request: Request) -> Shown:
    """Return an error with the query that met it, to be changed and run again."""
    asked = {name: request.args.get(name) or "" for name in request.args if not name.startswith("_")}
    again = "Run it again in a few seconds." if shown.status == 503 else "Change the query and run it again."
    page = replace(cast(MissingPage, shown.page), advice=again, sql=asked.pop("sql", ""), parameters=asked)
    return replace(shown, page=page, heading="The query was not answered")


async def _html(datasette: Served, request: Request, shown: Shown, headers: dict[str, str]) -> Response:
    site = site_of(datasette)
    if site is None:
        return Response.text(shown.heading, status=shown.status, headers=headers)
    frame = frame_of(site, await _meta(datasette), shown, request)
    return Response(await render(datasette, shown, frame), status=shown.status, headers=headers, content_type=HTML)


async def _meta(datasette: Served) -> dict[str, str]:
    # an error page must not need the file that cannot be read
    try:
        return dict(await read_meta(datasette))
    except sqlite3.Error:
        return {}


def describe(exception: BaseException) -> str:
    """Return an exception for the log: its kind and the places in the code, without its message or any value.

    Messages and local values can hold words of a comment, or what a reader searched for.
    """
    frames = traceback.extract_tb(exception.__traceback__)
    places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-6:]))
    return f"{type(exception).__name__} in {places}"


def _route(request: Request) -> str:
    # the first part alone: the rest of an address may be a search or an id
    return "/" + str(request.path).lstrip("/").split("/", 1)[0][:20]
