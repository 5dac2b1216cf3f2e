"""What the recognizers propose, as a plain list: look, then keep or redact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlite_utils import Database

from archive.errors import ArchiveError, NotFound
from archive.moderation.findings import FindingRow, open_findings
from plugins._datasette import Request, Response, Served
from plugins.anonymisation import acts
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.forms import KEEP_REASONS
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.places import Spot, read_spots
from plugins.anonymisation.reading import InSentence, in_sentence
from plugins.anonymisation.showing import show, to, typed
from plugins.site.contexts import Link
from plugins.site.rendering import Shown
from plugins.site.wording import count

ADDRESS = "/-/moderate/findings"
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One proposal: where, what kind, why, and the words in their sentence."""

    id: int
    spot: Spot
    kind: str
    field: str
    risk: str
    why: str
    sentence: InSentence
    problem: str
    reason: str


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """The open findings, the riskiest first, a page at a time."""

    template: ClassVar[str] = "threadkeep_desk_findings.html"

    told: str
    cards: tuple[FindingCard, ...]
    keep_reasons: tuple[str, ...]
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True)
class _Refused:
    """What was typed for a finding that could not be kept, and why not."""

    finding: int = 0
    said: str = ""
    reason: str = ""


async def findings(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/findings`."""
    return await _page(datasette, request, _Refused())


async def keep(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/finding/ID/keep`: somebody looked, and the words stay."""
    if request.method != "POST":
        return to(ADDRESS)
    number = int(request.url_vars["id"])
    reason = (await typed(request)).get("reason", "")
    desk = the_desk(datasette)
    try:
        await acts.keep_finding(desk, number, reason, the_moderator(request).name, desk.clock())
    except ArchiveError as error:
        return await _page(datasette, request, _Refused(number, str(error), reason))
    return to(ADDRESS)


async def _page(datasette: Served, request: Request, refused: _Refused) -> Response:
    wanted = request.args.get("page") or "1"
    number = max(1, int(wanted)) if wanted.isdecimal() and len(wanted) < 7 else 1

    def work(db: Database) -> tuple[int, list[tuple[FindingRow, InSentence]]]:
        rows = open_findings(db)
        # a form that was refused comes back, whatever page its finding stands on
        shown = [row for row in rows if row.id == refused.finding] or rows[(number - 1) * PER_PAGE : number * PER_PAGE]
        return len(rows), [(row, _sentence(db, row)) for row in shown]

    total, rows = await in_archive(the_desk(datasette), work)
    spots = await read_spots(datasette, [row.item_id for row, _ in rows])
    page = FindingsPage(
        told=_told(total),
        cards=tuple(_card(row, spots[row.item_id], sentence, refused) for row, sentence in rows),
        keep_reasons=KEEP_REASONS,
        earlier=Link(f"{ADDRESS}?page={number - 1}", "riskier ones") if number > 1 else None,
        later=Link(f"{ADDRESS}?page={number + 1}", "the next ones") if number * PER_PAGE < total else None,
    )
    status = 400 if refused.said else 200
    return await show(datasette, request, Shown(page, "Findings", ADDRESS, "findings", status=status))


def _sentence(db: Database, row: FindingRow) -> InSentence:
    try:
        return in_sentence(db, row)
    except NotFound:
        # its item has gone since; the next publish forgets the finding
        return InSentence("", "", "")


def _told(total: int) -> str:
    if not total:
        return "Nothing waits: every finding was looked at."
    return f"{count(total, 'finding')} to look at, the riskiest first. Nothing is redacted until you say so."


def _card(row: FindingRow, spot: Spot, sentence: InSentence, refused: _Refused) -> FindingCard:
    mine = refused if refused.finding == row.id else _Refused()
    return FindingCard(
        id=row.id,
        spot=spot,
        kind=row.entity,
        field={"title": "in the title", "author": "in the name it is signed with"}.get(row.field, ""),
        risk=row.risk,
        why=f"{row.why[:1].upper()}{row.why[1:].rstrip('.')}.",
        sentence=sentence,
        problem=mine.said,
        reason=mine.reason,
    )
