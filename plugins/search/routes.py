"""The addresses of the search."""

from __future__ import annotations

from plugins._datasette import Route
from plugins.search.formats import formatted
from plugins.search.opensearch import opensearch
from plugins.search.page import search

ROUTES: list[Route] = [
    (r"^/-/search$", search),
    (r"^/-/search\.(?P<form>atom|json|csv)$", formatted),
    (r"^/-/opensearch\.xml$", opensearch),
]
