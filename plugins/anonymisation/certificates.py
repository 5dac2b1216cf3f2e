"""The certificate after an act: what was searched, that nothing is left, and where else the same words remain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from sqlite_utils import Database

from archive.moderation import log
from archive.moderation.decisions import Kind
from archive.moderation.log import LogEntry
from archive.publishing.certificate import Certificate, find_certificate
from archive.publishing.looking import SurfaceCheck
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.card_reading import cases_about
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.places import Spot, read_spots
from plugins.anonymisation.showing import show
from plugins.site.addresses import readable_path
from plugins.site.contexts import Link
from plugins.site.missing import missing_page
from plugins.site.rendering import Shown
from plugins.site.wording import count

_SURFACES = {
    "public_file": ("The public copy", "value"),
    "index": ("The search index", "word"),
    "pages": ("The pages as readers get them", "page"),
    "releases": ("The releases that are offered", "value"),
    "file_bytes": ("The bytes of the public files", "file"),
    "originals": ("The bytes of the originals and captures", "file"),
}
"""What each surface is called here, and what is counted in it."""
_HEADINGS = {
    "mask": "Redacted",
    "hide": "Hidden",
    "withhold": "Withheld",
    "erase": "Erased",
    "show": "Kept public",
    "undo": "Undone",
}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One surface: what it is, how much of it was looked at, in how many places the words still stand."""

    name: str
    checked: str
    left: int


@dataclass(frozen=True, slots=True)
class OtherLine:
    """Another item that shows the same words."""

    spot: Spot
    state: str


@dataclass(frozen=True, slots=True)
class CertificatePage:
    """What an act did. `keeps` is set when it keeps an item public and takes nothing away.

    `cases` are the open requests about its item, which somebody still has to be told of.
    """

    template: ClassVar[str] = "threadkeep_desk_certificate.html"

    log_id: str
    spot: Spot
    label: str
    reason: str
    by: str
    undoes: str
    keeps: bool
    seconds: str
    left: int
    checks: tuple[CheckLine, ...]
    places: tuple[str, ...]
    elsewhere: tuple[OtherLine, ...]
    cases: tuple[Link, ...]


async def certificate(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/certificate/LOGID`."""
    asked = re.fullmatch(r"L(\d{1,15})", readable_path(request.url_vars["id"]) or "")
    seq = int(asked[1]) if asked else 0

    def work(db: Database) -> tuple[LogEntry | None, Certificate | None, tuple[str, ...]]:
        entry = log.find_entry(db, seq)
        return entry, find_certificate(db, f"L{seq}"), cases_about(db, entry.item_id) if entry else ()

    entry, found, case_ids = await in_archive(the_desk(datasette), work)
    if entry is None or found is None:
        gone = missing_page("There is no certificate of that number.", "The log lists every act: /-/moderate/log.")
        return await show(datasette, request, gone)
    spots = await read_spots(datasette, [entry.item_id, *(other.id for other in found.elsewhere)])
    page = CertificatePage(
        log_id=found.log_id,
        spot=spots[entry.item_id],
        label=entry.label,
        reason=entry.reason,
        by=entry.actor,
        undoes=entry.undoes,
        keeps=entry.kind == Kind.SHOW,
        seconds=f"{found.seconds:.1f}",
        left=found.left,
        checks=tuple(map(_check, found.surfaces)),
        places=tuple(f"{place.surface}: {place.where}" for place in found.places),
        elsewhere=tuple(OtherLine(spots[other.id], other.state) for other in found.elsewhere),
        cases=tuple(Link(f"/-/moderate/case/{each}", f"Case {each}") for each in case_ids),
    )
    heading = _HEADINGS.get(entry.kind, "Done")
    return await show(datasette, request, Shown(page, heading, f"/-/moderate/certificate/{found.log_id}", "desk"))


def _check(check: SurfaceCheck) -> CheckLine:
    name, counted = _SURFACES.get(check.name, (check.name, "place"))
    return CheckLine(name, count(check.checked, counted), check.left)
