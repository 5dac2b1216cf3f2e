"""Acronyms as moderators keep them: all that was said of them, and one with its spellings, meanings and places.

Every form works without a script and goes to the address of its own page; `do` says what it does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote

from sqlite_utils import Database

from archive.curation.acronyms import ACTS, get_dismissed
from archive.curation.acts import get_acts
from archive.curation.glossary_file import read_glossary
from archive.errors import ArchiveError, NotFound, WrongUse
from archive.moderation import cases, glossary
from archive.moderation.cases import Case
from archive.public import acronyms, store
from archive.public.acronym_mentions import AcronymMention, get_mentions
from archive.public.acronym_texts import number_of, readable, readable_title, sentence_around
from archive.public.acronyms import AcronymSense, Order, Spelling
from archive.public.models import PublicComment, PublicPost
from plugins._datasette import Request, Response, Route, Served, read
from plugins.anonymisation.acts import follow
from plugins.anonymisation.cases import age_text
from plugins.anonymisation.desk import Desk, in_archive, the_desk
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.places import Spot, read_spots
from plugins.anonymisation.showing import show, to
from plugins.site.addresses import page_number, readable_path
from plugins.site.contexts import Link
from plugins.site.missing import missing_page
from plugins.site.rendering import Shown
from plugins.site.wording import count
from plugins.tagging.desk import ActLine, act_lines, typed_form, with_archive

ACRONYMS = "/-/moderate/acronyms"
_ACTS = 20
_PLACES = 25
_LISTED = 200
_EXCERPT = 160

Given = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AcronymsDesk:
    """What readers say of acronyms, those that most items hold and nobody explains, what was dismissed and done."""

    template: ClassVar[str] = "threadkeep_desk_acronyms.html"

    told: str
    said: tuple[Link, ...]
    unexplained: tuple[Link, ...]
    dismissed: tuple[tuple[str, str], ...]
    acts: tuple[ActLine, ...]
    typed: Given
    problem: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place where an acronym stands; `number` counts the places where the item writes it so."""

    spot: Spot
    spelling: str
    number: int
    before: str
    after: str
    meant: str


@dataclass(frozen=True, slots=True)
class AcronymDesk:
    """One acronym: everything that can be changed about it, and where it stands, a page at a time."""

    template: ClassVar[str] = "threadkeep_desk_acronym.html"

    id: str
    name: str
    told: str
    href: str
    public: str
    spellings: tuple[Spelling, ...]
    senses: tuple[AcronymSense, ...]
    places: tuple[PlaceLine, ...]
    later: Link | None
    acts: tuple[ActLine, ...]
    typed: Given
    problem: str


# -- all of them


async def all_acronyms(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/acronyms`; a POST loads a list, or says what one means that no text explains."""
    if request.method != "POST":
        return await _acronyms_page(datasette, request, {})
    given, _ = await typed_form(request)
    desk, by = the_desk(datasette), the_moderator(request).name
    try:
        await asyncio.to_thread(_load, desk, given, by)
    except ArchiveError as error:
        return await _acronyms_page(datasette, request, given, str(error))
    return to(ACRONYMS)


def _load(desk: Desk, given: Given, by: str) -> None:
    if given.get("do") != "load":
        raise WrongUse("Choose what to do with one of the buttons of this page.")
    entries = read_glossary(given.get("list", "").encode())
    if not entries:
        raise WrongUse("Paste at least one line: short form, long form and, where there is one, a note.")
    with_archive(desk, lambda db: glossary.load(db, entries, by=by, now=desk.clock()))
    follow(desk.folder, "The change of acronyms", desk.clock())


async def _acronyms_page(datasette: Served, request: Request, given: Given, problem: str = "") -> Response:
    def public(db: Database) -> tuple[str, tuple[Link, ...]]:
        open_ = acronyms.list_acronyms(db, order=Order.ITEMS, unexplained=True, limit=_LISTED)
        told = f"{count(acronyms.count_acronyms(db), 'acronym')}, "
        told += f"{acronyms.count_acronyms(db, unexplained=True)} never explained"
        return told, tuple(Link(acronym_desk_address(each.id), f"{each.name} ({each.item_count})") for each in open_)

    desk = the_desk(datasette)

    def private(db: Database) -> tuple[tuple[Link, ...], tuple[tuple[str, str], ...], tuple[ActLine, ...]]:
        said = (Link(f"/-/moderate/case/{each.id}", _said(each, desk)) for each in cases.list_acronyms(db))
        return tuple(said), tuple(get_dismissed(db)), _acts(db)

    told, unexplained = await read(datasette, public)
    said, dismissed, acts = await in_archive(desk, private)
    page = AcronymsDesk(told, said, unexplained, dismissed, acts, given, problem)
    status = 400 if problem else 200
    return await show(datasette, request, Shown(page, "Acronyms", ACRONYMS, "desk-acronyms", status=status))


def _said(case: Case, desk: Desk) -> str:
    words = " ".join((case.why or "").split())
    return f"{words[:_EXCERPT] or 'said nothing more'} ({age_text(case.sent_at, desk.clock())})"


def _acts(db: Database) -> tuple[ActLine, ...]:
    return act_lines(get_acts(db, kinds=ACTS, limit=_ACTS))


# -- one


async def one_acronym(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/acronym/ID`; a POST changes something about the acronym, and publishes."""
    wanted = readable_path(request.url_vars["id"]) or ""
    if request.method != "POST":
        return await _acronym_page(datasette, request, wanted, {})
    given, picked = await typed_form(request)
    desk, by = the_desk(datasette), the_moderator(request).name
    try:
        here = await asyncio.to_thread(_change, desk, wanted, given, picked, by)
    except NotFound as error:
        return await _acronym_page(datasette, request, wanted, given, str(error))
    except ArchiveError as error:
        return await _acronym_page(datasette, request, wanted, given, str(error))
    return to(here)


def _change(desk: Desk, wanted: str, given: Given, picked: list[str], by: str) -> str:
    """Carry out what a form asks for; return where to go on."""
    now, asked, value, note = desk.clock(), given.get("do", ""), given.get("value", ""), given.get("note", "")
    public = store.open_public(desk.folder)
    try:
        acronyms.get_acronym(public, wanted)

        def work(db: Database) -> None:
            match asked:
                case "rename":
                    glossary.rename(db, public, wanted, value, by=by, now=now)
                case "merge":
                    glossary.merge(db, public, wanted, value, by=by, now=now)
                case "split":
                    glossary.split(db, public, wanted, picked, by=by, now=now)
                case "dismiss":
                    glossary.dismiss(db, public, wanted, value, by=by, now=now)
                case "means":
                    old = given.get("instead_of", "")
                    glossary.set_meaning(db, public, wanted, value, note, instead_of=old, by=by, now=now)
                case "means-not":
                    glossary.drop_meaning(db, public, wanted, value, by=by, now=now)
                case "fix":
                    _fix(db, given, by, desk)
                case _:
                    raise WrongUse("Choose what to do with one of the buttons of this page.")

        with_archive(desk, work)
    finally:
        public.close()
    follow(desk.folder, "The change of acronyms", now)
    return _after(desk, wanted, value if asked == "merge" else wanted)


def _fix(db: Database, given: Given, by: str, desk: Desk) -> None:
    number, meant = given.get("number", ""), given.get("value", "")
    if not number.isascii() or not number.isdigit() or len(number) > 6:
        raise WrongUse("Choose the place on this page once more: its number is missing.")
    expansion = None if meant == "none" else meant.removeprefix("means:")
    glossary.fix(db, given.get("item", ""), given.get("spelling", ""), int(number), expansion, by=by, now=desk.clock())


def _after(desk: Desk, wanted: str, kept: str) -> str:
    """Return the page of the acronym that is there now, that of all where none is."""
    public = store.open_public(desk.folder)
    try:
        for name in (kept, wanted):
            try:
                return acronym_desk_address(glossary.find(public, name).id)
            except NotFound:
                continue
        return ACRONYMS
    finally:
        public.close()


async def _acronym_page(datasette: Served, request: Request, wanted: str, given: Given, problem: str = "") -> Response:
    number = page_number(request)
    try:
        found, places = await read(datasette, lambda db: _read(db, wanted, number))
    except NotFound as error:
        return await show(datasette, request, missing_page(str(error)))
    spots = await read_spots(datasette, [mention.item_id for mention, _, _, _ in places])
    acts = await in_archive(the_desk(datasette), _acts)
    href = acronym_desk_address(found.id)
    page = AcronymDesk(
        id=found.id,
        name=found.name,
        told=f"{count(found.mention_count, 'place')} in {count(found.item_count, 'item')}",
        href=href,
        public=f"/-/acronym/{quote(found.id, safe='')}",
        spellings=found.spellings,
        senses=found.senses,
        places=tuple(
            PlaceLine(spots[one.item_id], one.spelling, nth, before, after, one.sense_id or "")
            for one, nth, before, after in places[:_PLACES]
        ),
        later=Link(f"{href}?page={number + 1}", "More places") if len(places) > _PLACES else None,
        acts=acts,
        typed=given,
        problem=problem,
    )
    status = 400 if problem else 200
    return await show(datasette, request, Shown(page, found.name, href, "desk-acronyms", status=status))


@dataclass(frozen=True, slots=True)
class _Found:
    id: str
    name: str
    mention_count: int
    item_count: int
    spellings: tuple[Spelling, ...]
    senses: tuple[AcronymSense, ...]


def _read(db: Database, wanted: str, number: int) -> tuple[_Found, list[tuple[AcronymMention, int, str, str]]]:
    acronym = acronyms.get_acronym(db, wanted)
    mentions = get_mentions(db, wanted, offset=(number - 1) * _PLACES, limit=_PLACES + 1)
    items = store.get_items(db, [mention.item_id for mention in mentions])
    places = [(mention, *_told(items[mention.item_id], mention)) for mention in mentions]
    found = _Found(
        acronym.id,
        acronym.name,
        acronym.mention_count,
        acronym.item_count,
        tuple(acronyms.get_spellings(db, wanted)),
        tuple(acronyms.get_senses(db, wanted)),
    )
    return found, places


def _told(item: PublicPost | PublicComment, mention: AcronymMention) -> tuple[int, str, str]:
    """Return the number of a place among those where the item writes it so, and what stands before and after it."""
    title = (item.title or "") if isinstance(item, PublicPost) else ""
    words, span = {"text": item.body.text, "title": title}[mention.field], mention.span
    sentence = sentence_around(words, span.start, span.end)
    text = readable(item.body.text, item.body.marks)
    number = number_of(text, readable_title(title), mention.spelling, mention.field, span.start)
    return number, words[sentence.start : span.start], words[span.end : sentence.end]


def acronym_desk_address(acronym_id: str) -> str:
    """Return the page of an acronym in the moderation site."""
    return f"/-/moderate/acronym/{quote(acronym_id, safe='')}"


ROUTES: list[Route] = [
    (r"^/-/moderate/acronyms$", all_acronyms),
    (r"^/-/moderate/acronym/(?P<id>[^/]+)$", one_acronym),
]
