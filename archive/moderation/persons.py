"""One person, wherever and however they are named, goes by one pseudonym (M18).

A person is a pseudonym and the masks of their spellings, each of which holds everywhere. The pseudonym is made from
the name with the archive's secret key, is checked against those there are, and stays: another spelling gets the same
one, and so does the same name after all its masks were undone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlite_utils import Database

from archive.errors import NotFound, WrongUse
from archive.moderation import decisions
from archive.moderation.decisions import Decision, active_decisions
from archive.moderation.holders import items_with
from archive.moderation.pseudonyms import code_of, digest_of
from archive.moderation.values import words_by_id
from archive.redaction.entities import Entity
from archive.redaction.spellings import fold
from archive.redaction.words import Words

_SIZE = 3
_TRIES = 20
_MOST_SPELLINGS = 20
_LONGEST = 100
_MOST_PROPOSED = 12
_TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way in which a person is named, and the items in which it stands. Its repr shows no words."""

    words: str = field(repr=False)
    item_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who goes by a pseudonym, and the masks that hold of their spellings."""

    pseudonym: str
    masks: tuple[Decision, ...]

    @property
    def label(self) -> str:
        """What stands in brackets wherever they are named."""
        return label_of(self.pseudonym)


def label_of(pseudonym: str) -> str:
    """Return what stands in brackets for somebody.

    >>> label_of("K7M")
    'person K7M'
    """
    return f"person {pseudonym}"


def name_person(
    db: Database,
    spellings: Sequence[str],
    *,
    reason: str,
    by: str,
    now: datetime,
    key: bytes,
    pseudonym: str = "",
) -> list[Decision]:
    """Decide that a person go by a pseudonym everywhere, in these spellings; return a mask for each.

    The first spelling is the name that the pseudonym is made of, unless that of somebody known is given. Spellings
    that are masked for the same person already are left as they are. Raises WrongUse when a spelling stands nowhere or
    is masked everywhere already, NotFound for an unknown pseudonym; nothing is changed then.
    """
    given = _cleaned(spellings)
    with db.atomic():
        person = get_person(db, pseudonym) if pseudonym else None
        code = person.pseudonym if person else _pseudonym(db, given[0], by, now, key)
        held = {fold(each.exact).text for each in get_person(db, code).masks}
        new = [spelling for spelling in given if fold(spelling).text not in held]
        made = [_mask(db, spelling, label_of(code), reason, by, now) for spelling in new]
        if not made:
            raise WrongUse(f"All of this is masked for {label_of(code)} already: nothing to do.")
        db.conn.executemany(
            "insert into person_spelling (decision_id, pseudonym) values (?, ?)", [(each.id, code) for each in made]
        )
    return made


def forget_person(db: Database, pseudonym: str, *, by: str, now: datetime, reason: str = "") -> list[Decision]:
    """Undo every mask of a person and return them; the pseudonym stays theirs.

    Raises NotFound for an unknown pseudonym, WrongUse when none of their masks holds, and what undoing each raises.
    """
    with db.atomic():
        person = get_person(db, pseudonym)
        if not person.masks:
            raise WrongUse(f"No mask of {person.label} holds any more: nothing to do.")
        return [decisions.undo(db, each.id, by=by, now=now, reason=reason) for each in person.masks]


def get_person(db: Database, pseudonym: str) -> Person:
    """Return a person by pseudonym; raise NotFound for an unknown one."""
    code = pseudonym.strip().upper().removeprefix("PERSON ")
    row = db.conn.execute("select pseudonym from person where pseudonym = ?", [code]).fetchone()
    if row is None:
        raise NotFound("There is no person of that pseudonym: the page of persons lists them.")
    return Person(row[0], tuple(_masks(db, row[0])))


def all_persons(db: Database) -> list[Person]:
    """Return everybody who goes by a pseudonym, by it."""
    rows = db.conn.execute("select pseudonym from person order by pseudonym").fetchall()
    return [Person(code, tuple(_masks(db, code))) for (code,) in rows]


def together_with(db: Database, decision: Decision) -> list[Decision]:
    """Return the masks that hold for the same person as a mask does, it included; of any other it alone."""
    row = db.conn.execute("select pseudonym from person_spelling where decision_id = ?", [decision.id]).fetchone()
    return [decision] if row is None else list(_masks(db, row[0]))


def look_up(db: Database, spellings: Iterable[str]) -> list[Spelling]:
    """Return in which items each spelling stands; nothing is changed. Raises WrongUse for one without letters."""
    return [Spelling(each, tuple(items_with(db, Words(each)))) for each in _cleaned(spellings)]


def propose(db: Database, name: str) -> list[str]:
    """Return other spellings of a name, as far as they stand somewhere: parts, initials, and what findings call alike.

    Those found most often come first.
    """
    (given,) = _cleaned([name])
    parts = [part for part in given.split() if len(part) > 1]
    found = Counter(_called_alike(db, {fold(part).text for part in parts}))
    initials = [part[0] for part in given.split()]
    shapes = [*parts, " ".join(parts[1:]), "".join(initials), ".".join(initials) + ".", f"{initials[0]}. {parts[-1]}"]
    for shape in shapes if len(parts) > 1 else ():
        found[shape] += sum(1 for _ in items_with(db, Words(shape)))
    known = fold(given).text
    wanted = [words for words, times in found.most_common() if times and fold(words).text != known]
    return list({fold(words).text: words for words in reversed(wanted)}.values())[::-1][:_MOST_PROPOSED]


def _called_alike(db: Database, parts: set[str]) -> Iterator[str]:
    """Yield the names that findings point at and that share a word with these."""
    rows = db.conn.execute(
        "select item_id, field, span_start, span_end from finding where entity = ? order by id", [Entity.PERSON]
    ).fetchall()
    for start in range(0, len(rows), _TOGETHER):
        some = rows[start : start + _TOGETHER]
        words = words_by_id(db, {item_id for item_id, *_ in some})
        for item_id, where, first, last in some:
            called = words.get(item_id, {}).get(where, "")[first:last].strip()
            if parts & set(fold(called).text.split()):
                yield called


def _masks(db: Database, pseudonym: str) -> Iterator[Decision]:
    rows = db.conn.execute("select decision_id from person_spelling where pseudonym = ?", [pseudonym]).fetchall()
    wanted = {decision_id for (decision_id,) in rows}
    yield from (each for each in active_decisions(db) if each.id in wanted)


def _mask(db: Database, spelling: str, label: str, reason: str, by: str, now: datetime) -> Decision:
    words = Words(spelling)
    for each in active_decisions(db):
        if each.scope is decisions.Scope.EVERYWHERE and fold(each.exact).text == fold(spelling).text:
            raise WrongUse(f"One of these spellings is masked everywhere already, by {each.id}: undo that first.")
    item_id = next(items_with(db, words), None)
    if item_id is None:
        raise WrongUse("One of these spellings stands nowhere in the archive: leave it out, or copy it as it stands.")
    return decisions.mask(db, item_id, spelling, label=label, reason=reason, by=by, now=now, everywhere=True)


def _pseudonym(db: Database, name: str, by: str, now: datetime, key: bytes) -> str:
    """Return the pseudonym of a name: the one it has, else one that nobody has."""
    digest = digest_of(key, name)
    row = db.conn.execute("select pseudonym from person where key_digest = ?", [digest]).fetchone()
    if row is not None:
        return str(row[0])
    taken = {code for (code,) in db.conn.execute("select pseudonym from person")}
    tries = (code_of(key, f"person {number}", name, _SIZE + number // 4) for number in range(_TRIES))
    code = next(each for each in tries if each not in taken)
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    db.conn.execute("insert into person values (?, ?, ?, ?)", [code, digest, by.strip(), at])
    return code


def _cleaned(spellings: Iterable[str]) -> list[str]:
    """Return spellings without doubles; raise WrongUse for none, too many, and one that cannot be looked for."""
    given = list({fold(each).text.strip(): " ".join(each.split()) for each in spellings if each.strip()}.values())
    if not given:
        raise WrongUse("Who is it? Give at least one spelling of the name.")
    if len(given) > _MOST_SPELLINGS:
        raise WrongUse(f"These are more than {_MOST_SPELLINGS} spellings: leave some for a second time.")
    for each in given:
        if len(each) > _LONGEST:  # each of its words is looked for in the whole archive
            raise WrongUse(f"A name has at most {_LONGEST} characters: give one spelling on each line.")
        Words(each)
    return given
