"""`/-/acronyms.csv`, `.json` and `.skos`: the glossary as files."""

from __future__ import annotations

from archive.public.glossary import FORMS
from plugins._datasette import Request, Response, Route, Served
from plugins.site.rendering import send_file

_ENDINGS = {"csv": "csv", "json": "json", "skos": "ttl", "ttl": "ttl"}


async def acronyms_as(datasette: Served, request: Request) -> Response:
    """Answer `/-/acronyms.csv`, `.json`, `.skos` and `.ttl`; the last two are one, SKOS written as Turtle."""
    make, kind = FORMS[_ENDINGS[request.url_vars["form"]]]
    return await send_file(datasette, request, lambda db: make(db, ""), kind)


ROUTES: list[Route] = [(r"^/-/acronyms\.(?P<form>csv|json|skos|ttl)$", acronyms_as)]
