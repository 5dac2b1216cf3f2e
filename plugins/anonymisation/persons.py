"""One person, all mentions: spellings are looked up, previewed, and masked everywhere with one pseudonym."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from sqlite_utils import Database

from archive.errors import ArchiveError
from archive.moderation import persons as people
from archive.moderation.decisions import Decision
from archive.moderation.persons import Person, Spelling
from archive.originals import store as originals
from archive.redaction.words import Words
from plugins._datasette import Request, Response, Served
from plugins.anonymisation import acts
from plugins.anonymisation.acts import NotPublicYet
from plugins.anonymisation.desk import Desk, in_archive, the_desk
from plugins.anonymisation.forms import UNDO_REASONS, require_reason
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.places import Spot, read_spots
from plugins.anonymisation.reading import count_words
from plugins.anonymisation.showing import show, to, typed
from plugins.site.rendering import Shown
from plugins.site.wording import count

ADDRESS = "/-/moderate/persons"
SHOWN = 200
"""Items that a preview names; it counts them all."""

PERSON_REASONS = (
    "Not a public person",
    "A colleague of whoever wrote it",
    "Asked for by the person concerned",
)
_TICK = "tick-"


@dataclass(frozen=True, slots=True)
class PersonForm:
    """What was typed: a name, other spellings, the person they belong to, and why. Its repr shows no name."""

    spellings: tuple[str, ...] = field(default=(), repr=False)
    pseudonym: str = ""
    reason: str = ""

    @classmethod
    def parse(cls, given: Mapping[str, str]) -> PersonForm:
        """Return what a form sent: the name, the spellings that are ticked, and those typed, one a line."""
        ticked = [value for name, value in given.items() if name.startswith(_TICK)]
        typed_in = [*given.get("name", "").splitlines(), *ticked, *given.get("more", "").splitlines()]
        spellings = dict.fromkeys(each.strip() for each in typed_in if each.strip())
        return cls(tuple(spellings), given.get("pseudonym", "").strip(), given.get("reason", "").strip())


@dataclass(frozen=True, slots=True)
class SpellingRow:
    """A spelling with where it stands; ticked when it is to be masked."""

    words: str = field(repr=False)
    told: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """An item, and how often each of its spellings stands there."""

    spot: Spot
    told: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who goes by a pseudonym; `spellings` are the words of each mask and its log id."""

    pseudonym: str
    label: str
    spellings: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonsPage:
    """Everybody who goes by a pseudonym, and the form that gives one."""

    template: ClassVar[str] = "threadkeep_desk_persons.html"

    persons: tuple[PersonRow, ...]
    spellings: tuple[SpellingRow, ...]
    places: tuple[PlaceRow, ...]
    told: str
    pseudonym: str
    reason: str
    problem: str
    reasons: tuple[str, ...] = PERSON_REASONS
    undo_reasons: tuple[str, ...] = UNDO_REASONS


async def persons(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/persons`: `step` is look, mask or undo; nothing changes before mask."""
    if request.method != "POST":
        form = PersonForm(pseudonym=request.args.get("person") or "")
        return await _page(datasette, request, form)
    given = await typed(request)
    form, step = PersonForm.parse(given), given.get("step", "look")
    if step == "look":
        return await _page(datasette, request, form)
    desk, by = the_desk(datasette), the_moderator(request).name
    now = desk.clock()

    def act(db: Database) -> Decision:
        if step == "undo":
            return people.forget_person(db, form.pseudonym, by=by, now=now, reason=reason)[0]
        return people.name_person(db, form.spellings, reason=reason, by=by, now=now, key=key, pseudonym=form.pseudonym)[
            0
        ]

    try:
        reason, key = require_reason(form.reason), desk.folder.load_secrets().pseudonym_key
        return to(f"/-/moderate/certificate/{await acts.carry_out(desk, act, now)}")
    except NotPublicYet as error:
        return await _page(datasette, request, PersonForm(), problem=str(error))
    except ArchiveError as error:
        return await _page(datasette, request, form, problem=str(error))


async def _page(datasette: Served, request: Request, form: PersonForm, *, problem: str = "") -> Response:
    desk = the_desk(datasette)
    try:
        found, proposed = await _look_up(desk, form)
    except ArchiveError as error:
        problem, found, proposed = problem or str(error), [], []
    counts = await in_archive(desk, lambda db: _count(db, found))
    spots = await read_spots(datasette, list(counts)[:SHOWN])
    page = PersonsPage(
        persons=tuple(map(_row, await in_archive(desk, people.all_persons))),
        spellings=(
            *(_spelling(each, ticked=True) for each in found),
            *(_spelling(each, ticked=False) for each in proposed),
        ),
        places=tuple(PlaceRow(spots[item_id], told) for item_id, told in list(counts.items())[:SHOWN]),
        told=f"{count(len(counts), 'item')} will change." if found else "",
        pseudonym=form.pseudonym,
        reason=form.reason,
        problem=problem,
    )
    status = 400 if problem else 200
    return await show(datasette, request, Shown(page, "Persons", ADDRESS, "persons", status=status))


async def _look_up(desk: Desk, form: PersonForm) -> tuple[list[Spelling], list[Spelling]]:
    """Return the spellings that were given, and others of the first one that stand somewhere."""
    if not form.spellings:
        return [], []

    def work(db: Database) -> tuple[list[Spelling], list[Spelling]]:
        given = people.look_up(db, form.spellings)
        known = {each.words for each in given}
        others = [each for each in people.propose(db, form.spellings[0]) if each not in known]
        return given, people.look_up(db, others) if others else []

    return await in_archive(desk, work)


def _count(db: Database, found: Sequence[Spelling]) -> dict[str, str]:
    """Return how often each spelling stands in each item, in words: the preview."""
    counts: dict[str, list[str]] = {}
    for each in found:
        words = Words(each.words)
        for item_id in each.item_ids:
            total = count_words(originals.get_item(db, item_id), words).total
            counts.setdefault(item_id, []).append(f"{each.words}: {count(total, 'place')}")
    return {item_id: "; ".join(told) for item_id, told in counts.items()}


def _spelling(each: Spelling, *, ticked: bool) -> SpellingRow:
    return SpellingRow(each.words, f"in {count(len(each.item_ids), 'item')}", ticked)


def _row(person: Person) -> PersonRow:
    return PersonRow(person.pseudonym, person.label, tuple((each.exact, each.id) for each in person.masks))
