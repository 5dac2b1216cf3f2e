"""The addresses of acronyms and words, and their views."""

from __future__ import annotations

from sqlite_utils import Database

from archive import errors
from plugins._datasette import NotFound, Request, Response, Route, Served
from plugins.acronyms import keywords as words
from plugins.acronyms import pages
from plugins.acronyms import timeline as times
from plugins.acronyms.kept import kept_of
from plugins.site.addresses import page_number, readable_path
from plugins.site.rendering import respond, send_file
from plugins.site.sheets import CSV

_GONE = "There is nothing to count at this address."


async def all_acronyms(datasette: Served, request: Request) -> Response:
    """Answer `/-/acronyms`."""
    letter = request.args.get("letter") or ""
    return await respond(datasette, request, lambda db, _site: pages.build_acronyms(db, letter))


async def unexplained(datasette: Served, request: Request) -> Response:
    """Answer `/-/acronyms/unexplained`."""
    number = page_number(request)
    return await respond(datasette, request, lambda db, _site: pages.build_unexplained(db, number))


async def acronym(datasette: Served, request: Request) -> Response:
    """Answer `/-/acronym/ID`."""
    wanted, kept = readable_path(request.url_vars["id"]) or "", kept_of(datasette)
    return await respond(datasette, request, lambda db, _site: pages.build_acronym(db, kept, wanted))


async def years_csv(datasette: Served, request: Request) -> Response:
    """Answer `/-/acronym/ID/years.csv`."""
    wanted, kept = readable_path(request.url_vars["id"]) or "", kept_of(datasette)

    def make(db: Database) -> str:
        try:
            return pages.years_as_csv(db, kept, wanted)
        except errors.NotFound as error:
            raise NotFound(str(error)) from error

    return await send_file(datasette, request, make, CSV)


async def timeline(datasette: Served, request: Request) -> Response:
    """Answer `/-/timeline`."""
    asked, kept = times.Asked.read(_given(request)), kept_of(datasette)
    return await respond(datasette, request, lambda db, _site: times.build_timeline(db, kept, asked))


async def timeline_csv(datasette: Served, request: Request) -> Response:
    """Answer `/-/timeline.csv`."""
    asked, kept = times.Asked.read(_given(request)), kept_of(datasette)
    return await send_file(datasette, request, lambda db: times.as_file(db, kept, asked), CSV)


async def keywords(datasette: Served, request: Request) -> Response:
    """Answer `/-/keywords`."""
    given, kept = _given(request), kept_of(datasette)
    return await respond(datasette, request, lambda db, _site: words.build_keywords(db, kept, given))


async def keywords_csv(datasette: Served, request: Request) -> Response:
    """Answer `/-/keywords.csv`."""
    given, kept = _given(request), kept_of(datasette)

    def make(db: Database) -> str:
        part = words.find_part(db, given)
        if part is None:
            raise NotFound(_GONE)
        return words.as_file(db, kept, part)

    return await send_file(datasette, request, make, CSV)


def _given(request: Request) -> dict[str, str]:
    names = ("term", "term2", "per", "year", "tag", "post")
    return {name: (request.args.get(name) or "").replace("\0", "") for name in names}


ROUTES: list[Route] = [
    (r"^/-/acronyms$", all_acronyms),
    (r"^/-/acronyms/unexplained$", unexplained),
    (r"^/-/acronym/(?P<id>[^/]+)$", acronym),
    (r"^/-/acronym/(?P<id>[^/]+)/years\.csv$", years_csv),
    (r"^/-/timeline$", timeline),
    (r"^/-/timeline\.csv$", timeline_csv),
    (r"^/-/keywords$", keywords),
    (r"^/-/keywords\.csv$", keywords_csv),
]
