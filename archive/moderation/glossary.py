"""Acts on acronyms: merge, split, rename, dismiss, fix a place, word a meaning, load a list; each can be undone.

An acronym is named by its id or any of its spellings, as the public copy has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlite_utils import Database

from archive.acronyms import get_key
from archive.curation import acronyms as curation
from archive.curation.acronyms import GlossaryEntry
from archive.errors import NotFound, WrongUse
from archive.moderation.tagging import act
from archive.originals import store as originals
from archive.public import acronyms as public_acronyms
from archive.public.acronyms import Acronym


def find(public: Database, name: str) -> Acronym:
    """Return the acronym of an id or spelling; raise NotFound when the public copy has none."""
    try:
        return public_acronyms.get_acronym(public, name)
    except NotFound:
        found = public_acronyms.find_acronym(public, name)
    if found is None:
        raise NotFound(f"There is no acronym {name[:40]!r}: `threadkeep glossary list` shows those there are.")
    return found


def merge(db: Database, public: Database, name: str, into: str, *, by: str, now: datetime) -> None:
    """Make one acronym of two, under the second's name; raise WrongUse when they are one already."""
    gone, kept = find(public, name), find(public, into)
    if gone.id == kept.id:
        raise WrongUse(f"{name[:40]!r} and {into[:40]!r} are one acronym already: nothing to do.")
    told = f"merged {gone.name} into {kept.name}"
    with act(db, by=by, now=now, kind="acronym-merge", told=told) as changes:
        home = _written(public, kept)
        curation.merge(changes, _spellings(public, gone), home)
        curation.merge(changes, _spellings(public, kept), home)


def split(db: Database, public: Database, name: str, spellings: Sequence[str], *, by: str, now: datetime) -> None:
    """Make some spellings of an acronym one of their own.

    Raises NotFound when they are none of its spellings, WrongUse when they are all of them.
    """
    acronym = find(public, name)
    known = _spellings(public, acronym)
    curation.demand_spellings(spellings, known)
    rest = [spelling for spelling in known if spelling not in spellings]
    if not rest:
        raise WrongUse("Leave at least one spelling where it is: these are all of them.")
    told = f"split {', '.join(spellings)} from {acronym.name}"
    with act(db, by=by, now=now, kind="acronym-split", told=told) as changes:
        curation.split(changes, spellings)
        # two groups that letters alone would join again
        home = max(rest, key=lambda each: (each == acronym.name, -rest.index(each)))
        curation.split(changes, [home, *rest])
        # the address goes on leading to what was not split off
        curation.merge(changes, [] if acronym.id in known else [acronym.id], home)


def rename(db: Database, public: Database, name: str, new: str, *, by: str, now: datetime) -> None:
    """Call an acronym otherwise; its address stays."""
    acronym = find(public, name)
    with act(db, by=by, now=now, kind="acronym-rename", told=f"called {acronym.name} {new}") as changes:
        curation.rename(changes, _spellings(public, acronym), new)


def dismiss(db: Database, public: Database, name: str, reason: str, *, by: str, now: datetime) -> None:
    """Say that something is no acronym, in any of its spellings."""
    acronym = find(public, name)
    told = f"dismissed {acronym.name} ({reason})"
    with act(db, by=by, now=now, kind="acronym-dismiss", told=told) as changes:
        curation.dismiss(changes, _spellings(public, acronym), reason)


def fix(
    db: Database, item_id: str, spelling: str, number: int, expansion: str | None, *, by: str, now: datetime
) -> str:
    """Say what is meant in one place of an item (see `curation.acronyms.fix`); return the item's id."""
    found = originals.resolve_item(db, item_id)
    originals.get_item(db, found)
    told = f"fixed an acronym of {found}"
    with act(db, by=by, now=now, kind="acronym-fix", told=told, item_id=found) as changes:
        curation.fix(changes, found, spelling, number, expansion)
    return found


def set_meaning(
    db: Database,
    public: Database,
    name: str,
    expansion: str,
    note: str = "",
    *,
    instead_of: str = "",
    by: str,
    now: datetime,
) -> None:
    """Enter what an acronym means, or word a meaning it has anew; one that no text holds yet may be entered too."""
    short = _short(public, name)
    with act(db, by=by, now=now, kind="acronym-meaning", told=f"said what {short} means") as changes:
        curation.set_meaning(changes, short, expansion, note, instead_of=instead_of)


def drop_meaning(db: Database, public: Database, name: str, expansion: str, *, by: str, now: datetime) -> None:
    """Say that an acronym does not mean something."""
    short = _short(public, name)
    with act(db, by=by, now=now, kind="acronym-meaning", told=f"took a meaning from {short}") as changes:
        curation.drop_meaning(changes, short, expansion)


def load(db: Database, entries: Iterable[GlossaryEntry], *, by: str, now: datetime) -> int:
    """Enter a community's own list; return how many entries it has. Entries that were there stay."""
    with act(db, by=by, now=now, kind="glossary-load", told="loaded a glossary") as changes:
        return curation.load(changes, entries)


def _spellings(public: Database, acronym: Acronym) -> list[str]:
    return [each.spelling for each in public_acronyms.get_spellings(public, acronym.id)]


def _written(public: Database, acronym: Acronym) -> str:
    """Return the name of an acronym if it is written so, else its most used spelling: a name may be anything."""
    spellings = _spellings(public, acronym)
    return acronym.name if acronym.name in spellings or not spellings else spellings[0]


def _short(public: Database, name: str) -> str:
    try:
        return _written(public, find(public, name))
    except NotFound:
        if not get_key(name):
            raise
        return name
