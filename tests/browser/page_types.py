"""Every page that people see, as addresses of it: by route, so that a new page without a row fails a test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plugins import research
from plugins.anonymisation import routes
from plugins.reports import pages as report_pages
from plugins.tagging import editing

FILE, LEADS_ON, FORM = "a file and no page", "it leads to another page", "it answers forms alone"

Row = tuple[str, ...] | str
"""Addresses of a page, with names in braces of what is put in; or why there is none to look at."""

DESK: Mapping[str, Row] = {
    r"^/-/login$": ("/-/login",),
    r"^/-/logout$": FORM,
    r"^/-/moderate/static/(?P<name>[a-z.]+)$": FILE,
    r"^/-/moderate/item/(?P<id>[^/]+)$": ("/-/moderate/item/{item}", "/-/moderate/item/{post}", "/-/moderate/item/99x"),
    r"^/-/moderate/item/(?P<id>[^/]+)/redact$": LEADS_ON,
    r"^/-/moderate/item/(?P<id>[^/]+)/hide$": LEADS_ON,
    r"^/-/moderate/item/(?P<id>[^/]+)/show$": LEADS_ON,
    r"^/-/moderate/item/(?P<id>[^/]+)/links$": ("/-/moderate/item/{item}/links",),
    r"^/-/moderate/item/(?P<id>[^/]+)/answers$": ("/-/moderate/item/{item}/answers",),
    r"^/-/moderate/item/(?P<id>[^/]+)/erase$": ("/-/moderate/item/{item}/erase", "/-/moderate/item/{erased}/erase"),
    r"^/-/moderate/item/(?P<id>[^/]+)/tags$": ("/-/moderate/item/{item}/tags",),
    r"^/-/moderate/erasing$": ("/-/moderate/erasing",),
    r"^/-/moderate/persons$": ("/-/moderate/persons",),
    r"^/-/moderate/undo/(?P<id>[^/]+)$": ("/-/moderate/undo/{decision}",),
    r"^/-/moderate/certificate/(?P<id>[^/]+)$": ("/-/moderate/certificate/{decision}",),
    r"^/-/moderate/queue$": ("/-/moderate/queue", "/-/moderate/queue?show=all", "/-/moderate/queue?card={card}"),
    r"^/-/moderate/queue/all$": ("/-/moderate/queue/all",),
    r"^/-/moderate/card/(?P<key>[^/]{1,120})$": LEADS_ON,
    r"^/-/moderate/voice/(?P<id>[^/]+)$": ("/-/moderate/voice/{item}",),
    r"^/-/moderate/kept$": ("/-/moderate/kept",),
    r"^/-/moderate/intruder$": ("/-/moderate/intruder",),
    r"^/-/moderate/intruder/(?P<id>[^/]+)$": ("/-/moderate/intruder/{item}",),
    r"^/-/moderate/combinations$": ("/-/moderate/combinations",),
    r"^/-/moderate/figures$": ("/-/moderate/figures",),
    r"^/-/moderate/findings$": LEADS_ON,
    r"^/-/moderate/cases$": (
        "/-/moderate/cases",
        "/-/moderate/cases?pile=unverified",
        "/-/moderate/cases?pile=closed",
    ),
    r"^/-/moderate/case/(?P<id>[A-Z0-9-]{1,20})$": ("/-/moderate/case/{case}",),
    r"^/-/moderate/log$": ("/-/moderate/log",),
    r"^/-/moderate/moderators$": ("/-/moderate/moderators",),
    r"^/-/moderate/password$": ("/-/moderate/password",),
    r"^/-/moderate/topics$": ("/-/moderate/topics",),
    r"^/-/moderate/topic/(?P<id>[^/]+)$": ("/-/moderate/topic/{topic}",),
    r"^/-/moderate/suggestions$": ("/-/moderate/suggestions",),
    r"^/-/moderate/acronyms$": ("/-/moderate/acronyms",),
    r"^/-/moderate/acronym/(?P<id>[^/]+)$": ("/-/moderate/acronym/{acronym}",),
    r"^/-/report$": ("/-/report", "/-/report?item={item}"),
    r"^/-/case/(?P<secret>[A-Za-z0-9_-]{20,100})$": ("/-/case/{secret}",),
}
"""The pages of the moderation site that readers do not have, and the two that they have too."""

RESEARCH: Mapping[str, Row] = {
    r"^/-/data$": ("/-/data",),
    r"^/-/releases$": ("/-/releases",),
    r"^/-/releases\.json$": FILE,
    r"^/-/releases/withdrawn/(?P<name>[0-9-]{1,20})\.txt$": FILE,
    r"^/-/releases/(?P<name>[0-9-]{1,20})/(?P<file>[A-Za-z0-9_./-]{1,100})$": FILE,
    r"^/-/data/(?P<name>[a-z_]+)\.csv$": FILE,
    r"^/-/concordance$": ("/-/concordance?q=ferry&sample=9&size=5",),
    r"^/-/concordance\.(?:csv|json)$": FILE,
    r"^/-/concordance/sample\.csv$": FILE,
    r"^/-/activity$": ("/-/activity?year=2018",),
    r"^/-/activity\.csv$": FILE,
}
"""The pages for researchers."""

TABLES: tuple[str, ...] = ("/public/-/queries", "/public/word_by_year?word=ferry")
"""Datasette's own pages in our dress, beside those that stand with the pages for readers."""


def research_routes() -> set[str]:
    """Return the routes of the pages for researchers."""
    return {route for route, _ in research.ROUTES}


def desk_routes() -> set[str]:
    """Return the routes that the moderation site adds to the public pages."""
    return {route for route, _ in (*routes.ROUTES, *editing.ROUTES, *report_pages.ROUTES)}


def addresses(rows: Mapping[str, Row], **given: str) -> Iterator[str]:
    """Yield each address of each page, what is in braces filled in."""
    for row in rows.values():
        if not isinstance(row, str):
            yield from (address.format(**given) for address in row)
