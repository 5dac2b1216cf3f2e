"""What moderators say of acronyms: which spellings are one, what they are called, what they mean, what is none.

Every function that changes something works inside the caller's transaction and through `Changes`, so it can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from archive.acronyms import get_key, get_sense_key
from archive.curation.acts import Changes
from archive.errors import NotFound, WrongUse

WAITS = "acronym:"
DISMISSED = "acronym-dismissed:"
SEEDED = "acronym-entered:"
"""What stands before a word that waits for the next publish, in the last two to be looked for in texts again."""

_WORDS = {
    "acronym_home": (WAITS, "spelling"),
    "acronym_name": (WAITS, "spelling"),
    "acronym_dismissal": (DISMISSED, "spelling"),
    "acronym_fix": (WAITS, "spelling"),
    "acronym_meaning": (SEEDED, "short"),
}
"""The tables in which all of it stands, with what waits when a row changes."""

ACTS = ("acronym-", "glossary-")
"""How the kinds of acts on acronyms begin."""

LONGEST_SHORT = 24
LONGEST_EXPANSION = 200
LONGEST_NOTE = 400
REASONS = ("shouting", "name", "other")
"""Why something that looks like an acronym is none."""


@dataclass(frozen=True, slots=True)
class Fix:
    """What is meant in one place of an item: a long form, "" for unknown, None for no acronym at all."""

    spelling: str
    number: int
    expansion: str | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """A meaning that somebody entered, or worded anew, or rejected."""

    short: str
    sense_key: str
    expansion: str
    note: str
    source: str
    is_dropped: bool


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """One line of a community's own list."""

    short: str
    long: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Corrections:
    """All of it, as it is now. `homes` and `names` are by spelling, `fixes` by item, `dismissed` by `get_key`."""

    homes: Mapping[str, str]
    names: Mapping[str, str]
    dismissed: Mapping[str, str]
    fixes: Mapping[str, Sequence[Fix]]
    meanings: Sequence[Meaning]


NO_CORRECTIONS = Corrections({}, {}, {}, {}, ())


def get_corrections(db: Database) -> Corrections:
    """Return what moderators and glossaries say of acronyms."""
    read = db.conn.execute
    fixes: dict[str, list[Fix]] = {}
    places = read(
        "select coalesce((select a.item_id from alias as a where a.alias = f.item_id), f.item_id), "
        "spelling, number, expansion from acronym_fix as f order by 1, 2, 3"
    )
    for item_id, spelling, number, expansion in places.fetchall():
        fixes.setdefault(item_id, []).append(Fix(spelling, number, expansion))
    meanings = read(
        "select short, sense_key, expansion, note, source, is_dropped from acronym_meaning order by short, sense_key"
    )
    return Corrections(
        homes=dict(read("select spelling, home from acronym_home").fetchall()),
        names=dict(read("select spelling, name from acronym_name").fetchall()),
        dismissed=dict(read("select word, spelling from acronym_dismissal").fetchall()),
        fixes=fixes,
        meanings=tuple(
            Meaning(short, key, expansion, note, source, bool(dropped))
            for short, key, expansion, note, source, dropped in meanings.fetchall()
        ),
    )


def merge(changes: Changes, spellings: Iterable[str], home: str) -> None:
    """Make some spellings, and those that belong with them, one acronym with another spelling."""
    taken = list(dict.fromkeys(spellings))
    for spelling in [*taken, *_living_with(changes.db, taken)]:
        changes.put("acronym_home", spelling=spelling, home=home)
    changes.put("acronym_home", spelling=home, home=home)


def split(changes: Changes, spellings: Sequence[str]) -> None:
    """Make some spellings an acronym of their own, whatever they were with."""
    for spelling in spellings:
        changes.put("acronym_home", spelling=spelling, home=spellings[0])


def rename(changes: Changes, spellings: Iterable[str], name: str) -> None:
    """Call the acronym with these spellings by a name; raise WrongUse for one that is empty or too long."""
    called = " ".join(name.split())
    if not get_key(called) or len(called) > LONGEST_SHORT:
        raise WrongUse(f"An acronym is called something of 1 to {LONGEST_SHORT} letters: choose another name.")
    for spelling in spellings:
        changes.put("acronym_name", spelling=spelling, name=called)


def dismiss(changes: Changes, spellings: Iterable[str], reason: str) -> None:
    """Say that these are no acronym anywhere; raise WrongUse for an unknown reason."""
    if reason not in REASONS:
        raise WrongUse(f"Say why it is no acronym: {', '.join(REASONS)}.")
    for spelling in spellings:
        changes.put("acronym_dismissal", word=get_key(spelling), spelling=spelling, reason=reason)


def fix(changes: Changes, item_id: str, spelling: str, number: int, expansion: str | None) -> None:
    """Say what is meant in one place of an item, or with number 0 in all of them (see `Fix`).

    Raises WrongUse without a spelling and for a negative number.
    """
    if not spelling.strip() or number < 0:
        raise WrongUse("Name the acronym as it stands in the item, and its number there from 1 (0 for all).")
    changes.put("acronym_fix", item_id=item_id, spelling=spelling.strip(), number=number, expansion=expansion)


def set_meaning(
    changes: Changes, short: str, expansion: str, note: str = "", *, source: str = "moderator", instead_of: str = ""
) -> None:
    """Enter a meaning, or give one that the texts have (`instead_of`) another wording or a note.

    Raises WrongUse for a short or long form, or a note, that is empty or too long.
    """
    entry = check_entry(GlossaryEntry(short, expansion, note))
    key = get_sense_key(instead_of or entry.long)
    known = changes.db.conn.execute(
        "select sense_key from acronym_meaning where short = ? and expansion = ?", [entry.short, instead_of]
    ).fetchone()
    changes.put(
        "acronym_meaning",
        short=entry.short,
        sense_key=known[0] if known else key,
        expansion=entry.long,
        note=entry.note,
        source=source,
        is_dropped=0,
    )


def drop_meaning(changes: Changes, short: str, expansion: str) -> None:
    """Say that an acronym does not mean something, whatever texts or glossaries say; raise WrongUse for no words."""
    entry = check_entry(GlossaryEntry(short, expansion))
    known = changes.db.conn.execute(
        "select sense_key from acronym_meaning where short = ? and expansion = ?", [entry.short, entry.long]
    ).fetchone()
    changes.put(
        "acronym_meaning",
        short=entry.short,
        sense_key=known[0] if known else get_sense_key(entry.long),
        expansion=entry.long,
        source="moderator",
        is_dropped=1,
    )


def load(changes: Changes, entries: Iterable[GlossaryEntry]) -> int:
    """Enter the meanings of a list; return how many there are. What a moderator worded or rejected stays so."""
    count = 0
    for entry in map(check_entry, entries):
        count += 1
        (is_theirs,) = changes.db.conn.execute(
            "select exists (select 1 from acronym_meaning where short = ? and sense_key = ? and source = 'moderator')",
            [entry.short, get_sense_key(entry.long)],
        ).fetchone()
        if not is_theirs:
            set_meaning(changes, entry.short, entry.long, entry.note, source="glossary")
    return count


def check_entry(entry: GlossaryEntry) -> GlossaryEntry:
    """Return an entry with its white space in order; raise WrongUse for one that is empty or too long somewhere."""
    short, long, note = (" ".join(value.split()) for value in (entry.short, entry.long, entry.note))
    if not get_key(short) or len(short) > LONGEST_SHORT:
        raise WrongUse(f"A short form has 1 to {LONGEST_SHORT} characters, letters or digits among them.")
    if not get_sense_key(long) or len(long) > LONGEST_EXPANSION:
        raise WrongUse(f"A long form has words, and at most {LONGEST_EXPANSION} characters.")
    if len(note) > LONGEST_NOTE:
        raise WrongUse(f"A note has at most {LONGEST_NOTE} characters: shorten it.")
    return GlossaryEntry(short, long, note)


def get_dismissed(db: Database) -> list[tuple[str, str]]:
    """Return what was dismissed, as pairs of the spelling and why."""
    return db.conn.execute("select spelling, reason from acronym_dismissal order by spelling").fetchall()


def waiting(changes: Changes) -> set[str]:
    """Return what has to be published anew: words of acronyms, and items of which a place was fixed."""
    found: set[str] = set()
    for change in changes:
        if change.table in _WORDS:
            prefix, name = _WORDS[change.table]
            found |= {
                change.item_id,
                *(f"{prefix}{get_key(str(row[name]))}" for row in (change.before, change.after) if row),
            }
    return found - {""}


def demand_spellings(spellings: Sequence[str], known: Iterable[str]) -> None:
    """Raise NotFound unless all of these are spellings of the acronym."""
    if not spellings or not set(spellings) <= set(known):
        raise NotFound("These are not all spellings of that acronym: its page lists those it has.")


def _living_with(db: Database, spellings: Iterable[str]) -> list[str]:
    found = []
    for spelling in spellings:
        rows = db.conn.execute("select spelling from acronym_home where home = ? order by 1", [spelling]).fetchall()
        found += [each for (each,) in rows]
    return found
