"""What waits for a person: what the recognizers propose, to keep or redact, and what is gone at its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, TypeVar

from sqlite_utils import Database

from archive.errors import ArchiveError, NotFound
from archive.moderation.findings import FindingRow, open_findings
from archive.moderation.missing import open_absences
from archive.originals.absences import Absence
from plugins._datasette import Request, Response, Served
from plugins.anonymisation import acts
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.forms import KEEP_REASONS
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.outlook import Others, others_in, outlook_of
from plugins.anonymisation.places import Spot, read_spots
from plugins.anonymisation.reading import InSentence, in_sentence
from plugins.anonymisation.showing import show, to, typed
from plugins.site.contexts import Link
from plugins.site.dates import month_text
from plugins.site.rendering import Shown
from plugins.site.wording import count

ADDRESS = "/-/moderate/findings"
PER_PAGE = 50
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One proposal: where, what kind, why, and the words in their sentence.

    `stands` says whether readers see its item now, `keeps` and `redacts` what each of the two would do about that.
    """

    id: int
    spot: Spot
    kind: str
    field: str
    risk: str
    why: str
    sentence: InSentence
    stands: str
    keeps: str
    redacts: str
    problem: str
    reason: str


@dataclass(frozen=True, slots=True)
class GoneLine:
    """A comment that is gone at its source, and since which month."""

    spot: Spot
    since: str


@dataclass(frozen=True, slots=True)
class FindingsPage:
    """The open findings, the riskiest first, and what is gone at its source ("" for nothing), each a page at a time."""

    template: ClassVar[str] = "threadkeep_desk_findings.html"

    told: str
    problem: str
    cards: tuple[FindingCard, ...]
    keep_reasons: tuple[str, ...]
    earlier: Link | None
    later: Link | None
    gone_told: str
    gone: tuple[GoneLine, ...]
    gone_earlier: Link | None
    gone_later: Link | None


@dataclass(frozen=True, slots=True)
class _Refused:
    """What was typed for a finding that could not be kept, and why not."""

    finding: int = 0
    said: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    row: FindingRow
    sentence: InSentence
    others: Others


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
    number, gone_number = _page_number(request, "page"), _page_number(request, "gone")

    def work(db: Database) -> tuple[int, list[_Found], list[Absence]]:
        rows = open_findings(db)
        # a form that was refused comes back, whatever page its finding stands on
        shown = [row for row in rows if row.id == refused.finding] or _of_page(rows, number)
        others = others_in(db, shown, rows, policy)
        return len(rows), [_Found(row, _sentence(db, row), others[row.id]) for row in shown], open_absences(db)

    desk = the_desk(datasette)
    policy = desk.folder.load_settings().policy
    total, found, absences = await in_archive(desk, work)
    gone = _of_page(absences, gone_number)
    spots = await read_spots(datasette, [*(each.row.item_id for each in found), *(each.item_id for each in gone)])
    page = FindingsPage(
        told=_told(total),
        # a finding that is done with has no card of its own to say it on
        problem="" if any(each.row.id == refused.finding for each in found) else refused.said,
        cards=tuple(_card(each, spots[each.row.item_id], refused) for each in found),
        keep_reasons=KEEP_REASONS,
        earlier=Link(f"{ADDRESS}?page={number - 1}", "riskier ones") if number > 1 else None,
        later=Link(f"{ADDRESS}?page={number + 1}", "the next ones") if number * PER_PAGE < total else None,
        gone_told=_gone_told(len(absences)),
        gone=tuple(GoneLine(spots[each.item_id], month_text(each.since[:7])) for each in gone),
        gone_earlier=_gone_link(gone_number - 1) if gone_number > 1 else None,
        gone_later=_gone_link(gone_number + 1) if gone_number * PER_PAGE < len(absences) else None,
    )
    status = 400 if refused.said else 200
    return await show(datasette, request, Shown(page, "Findings", ADDRESS, "findings", status=status))


def _page_number(request: Request, name: str) -> int:
    wanted = request.args.get(name) or "1"
    return max(1, int(wanted)) if wanted.isdecimal() and len(wanted) < 7 else 1


def _of_page(rows: list[T], number: int) -> list[T]:
    return rows[(number - 1) * PER_PAGE : number * PER_PAGE]


def _gone_link(number: int) -> Link:
    return Link(f"{ADDRESS}?gone={number}#gone", f"page {number}")


def _gone_told(total: int) -> str:
    if not total:
        return ""
    stand = "stands" if total == 1 else "stand"
    return (
        f"{count(total, 'comment')} no longer {stand} at the blog, under a post that still answers. Readers see the "
        "place and not the words until somebody shows or hides them."
    )


def _sentence(db: Database, row: FindingRow) -> InSentence:
    try:
        return in_sentence(db, row)
    except NotFound:
        # its item has gone since; the next publish forgets the finding
        return InSentence("", "", "")


def _told(total: int) -> str:
    if not total:
        return "Nothing waits: every finding was looked at."
    return (
        f"{count(total, 'finding')} to look at, the riskiest first. Until you decide, each item stays as its card "
        "says: held back whole, or in front of readers as it is, nothing redacted."
    )


def _card(found: _Found, spot: Spot, refused: _Refused) -> FindingCard:
    row, outlook = found.row, outlook_of(spot, found.others)
    mine = refused if refused.finding == row.id else _Refused()
    return FindingCard(
        id=row.id,
        spot=spot,
        kind=row.entity,
        field={"title": "in the title", "author": "in the name it is signed with"}.get(row.field, ""),
        risk=row.risk,
        why=f"{row.why[:1].upper()}{row.why[1:].rstrip('.')}.",
        sentence=found.sentence,
        stands=outlook.stands,
        keeps=outlook.keeps,
        redacts=outlook.redacts,
        problem=mine.said,
        reason=mine.reason,
    )
