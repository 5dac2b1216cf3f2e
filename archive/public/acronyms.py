"""Acronyms of the public copy: how each is written, what it means, where that is said, when it was used.

Pages, exports and search read it here; `archive.publishing.acronyms` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlite_utils import Database

from archive.errors import NotFound
from archive.public.database import read_in, read_rows
from archive.public.rows import Row
from archive.public.statistics import Per
from archive.text import Span

_SENTENCE_END = re.compile(r"[.!?…]['\"”’)\]]*\s|\n")
_LONGEST_SENTENCE = 400
_LETTERS = re.compile(r"[^\W_]")


class Order(StrEnum):
    """How a list of acronyms is ordered; what is counted or dated comes most, or latest, first."""

    NAME = "name"
    ITEMS = "items"
    MENTIONS = "mentions"
    FIRST_SEEN = "first_seen"
    LAST_SEEN = "last_seen"


_ORDERS = {
    Order.NAME: "name collate nocase, id",
    Order.ITEMS: "item_count desc, id",
    Order.MENTIONS: "mention_count desc, id",
    Order.FIRST_SEEN: "first_seen desc, id",
    Order.LAST_SEEN: "last_seen desc, id",
}


@dataclass(frozen=True, slots=True)
class Acronym:
    """One acronym, all its spellings together; `first_seen` and `last_seen` are days, None where none is known."""

    id: str
    name: str
    item_count: int
    mention_count: int
    first_seen: str | None
    last_seen: str | None
    is_explained: bool


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write an acronym, how often it is written so, and in how many items."""

    spelling: str
    mention_count: int
    item_count: int


@dataclass(frozen=True, slots=True)
class AcronymSense:
    """One meaning. `source` is mined, glossary or moderator; `evidence_count` places in the texts say so."""

    id: str
    acronym_id: str
    expansion: str
    note: str
    source: str
    evidence_count: int
    item_count: int
    confidence: float


@dataclass(frozen=True, slots=True)
class AcronymDefinition:
    """A place where a text says what an acronym means.

    `long` is in the text of `item_id`; `short` is there too, or in that of `question_id`, where the place is an answer.
    """

    item_id: str
    question_id: str | None
    short: Span
    long: Span
    spelling: str
    expansion: str
    form: str
    confidence: float
    acronym_id: str | None
    sense_id: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A definition with the sentence it stands in. `sentence` is where that is in the text, `words` what it says."""

    definition: AcronymDefinition
    post_id: str
    day: str | None
    sentence: Span
    words: str


@dataclass(frozen=True, slots=True)
class AcronymMention:
    """A place where an acronym stands; `sense_id` is None where it is not known what is meant."""

    item_id: str
    span: Span
    spelling: str
    acronym_id: str
    sense_id: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class RelatedAcronym:
    """An acronym that stands in the same items as another, in `together` of them."""

    acronym: Acronym
    together: int


# -- one acronym


def get_acronym(db: Database, acronym_id: str) -> Acronym:
    """Return the acronym of an id; raise NotFound when there is none."""
    found = next((_acronym(row) for row in read_rows(db, "select * from acronym where id = ?", [acronym_id])), None)
    if found is None:
        raise NotFound(f"There is no acronym {acronym_id[:40]!r} here: the list of acronyms shows those there are.")
    return found


def find_acronym(db: Database, spelling: str) -> Acronym | None:
    """Return the acronym that is written so: exactly, else whatever the case, dots and a plural s; None for none.

    Of several that differ by case alone the one in most items is meant.
    """
    typed = spelling.strip()
    letters = "".join(_LETTERS.findall(typed))
    tried = [("spelling = ?", typed), ("upper(spelling) = ?", typed.upper()), ("upper(spelling) = ?", letters.upper())]
    if letters.endswith("s") and len(letters) > 2:
        tried.append(("upper(spelling) = ?", letters[:-1].upper()))
    for condition, value in tried:
        rows = read_rows(
            db,
            "select * from acronym where id in (select acronym_id from acronym_spelling where "
            f"{condition}) order by item_count desc, id limit 1",
            [value],
        )
        if value and (found := next((_acronym(row) for row in rows), None)):
            return found
    return None


def get_spellings(db: Database, acronym_id: str) -> list[Spelling]:
    """Return the spellings of an acronym, the most used first."""
    rows = read_rows(
        db,
        "select spelling, mention_count, item_count from acronym_spelling where acronym_id = ? "
        "order by mention_count desc, spelling",
        [acronym_id],
    )
    return [Spelling(**row) for row in rows]


def get_senses(db: Database, acronym_id: str) -> list[AcronymSense]:
    """Return what an acronym means, the meaning with the most uses first; nothing when nobody says."""
    rows = read_rows(
        db,
        "select * from acronym_sense where acronym_id = ? order by item_count desc, evidence_count desc, expansion, id",
        [acronym_id],
    )
    return [_sense(row) for row in rows]


def get_evidence(
    db: Database, acronym_id: str, sense_id: str | None = None, *, offset: int = 0, limit: int = -1
) -> list[Evidence]:
    """Return where the texts say what an acronym means, or what speaks for one of its senses, the surest first."""
    rows = read_rows(
        db,
        f"select * from acronym_definition join ({_TEXTS}) as item on item.key = item_id "
        "where acronym_id = ?1 and (?2 is null or sense_id = ?2) "
        "order by confidence desc, day, acronym_definition.id limit ?3 offset ?4",
        [acronym_id, sense_id, limit, offset],
    )
    return [_evidence(row) for row in rows]


def get_mentions(
    db: Database, acronym_id: str, *, sense_id: str | None = None, offset: int = 0, limit: int = -1
) -> list[AcronymMention]:
    """Return the places where an acronym stands, or stands in one sense, in time order; a page of them."""
    rows = read_rows(
        db,
        "select acronym_mention.* from acronym_mention join acronym_item using (item_id) "
        "where acronym_id = ?1 and (?2 is null or sense_id = ?2) "
        "order by coalesce(day, ''), item_id, span_start limit ?3 offset ?4",
        [acronym_id, sense_id, limit, offset],
    )
    return [_mention(row) for row in rows]


def mentions_per_item(db: Database, acronym_id: str, sense_id: str | None = None) -> dict[str, int]:
    """Return how often an acronym stands in each item it stands in: what `statistics.count_per_period` takes."""
    sql = (
        "select item_id, count(*) as number from acronym_mention "
        "where acronym_id = ?1 and (?2 is null or sense_id = ?2) group by item_id order by item_id"
    )
    return {row["item_id"]: row["number"] for row in read_rows(db, sql, [acronym_id, sense_id])}


def mentions_per_period(
    db: Database, acronym_id: str, per: Per = "year", sense_id: str | None = None
) -> dict[str, int]:
    """Return how often an acronym stands in the texts of each year ("2018") or month ("2018-07") that has it.

    Undated items are in none. `statistics.timeline` makes a table of it, with `statistics.words_per_period`.
    """
    length = 4 if per == "year" else 7
    sql = (
        "select substr(day, 1, ?3) as period, count(*) as number "
        "from acronym_mention join acronym_item using (item_id) "
        "where acronym_id = ?1 and (?2 is null or sense_id = ?2) and length(day) >= ?3 group by period order by period"
    )
    return {row["period"]: row["number"] for row in read_rows(db, sql, [acronym_id, sense_id, length])}


def get_related(db: Database, acronym_id: str, limit: int = 12) -> list[RelatedAcronym]:
    """Return the acronyms that stand in the same items most for how common they are (the cosine of the two)."""
    rows = read_rows(
        db,
        "select acronym.*, count(distinct other.item_id) as together from "
        "(select distinct item_id from acronym_mention where acronym_id = ?1) as mine "
        "join acronym_mention as other on other.item_id = mine.item_id and other.acronym_id <> ?1 "
        "join acronym on acronym.id = other.acronym_id "
        "group by acronym.id having together > 1 "
        "order by 1.0 * together * together / acronym.item_count desc, together desc, acronym.id limit ?2",
        [acronym_id, limit],
    )
    return [RelatedAcronym(_acronym(row), row["together"]) for row in rows]


# -- all of them


def list_acronyms(
    db: Database, *, order: Order = Order.NAME, unexplained: bool = False, offset: int = 0, limit: int = -1
) -> list[Acronym]:
    """Return all acronyms, or those that are used and never explained; a page of them."""
    rows = read_rows(
        db,
        f"select * from acronym where not (?1 and is_explained) order by {_ORDERS[order]} limit ?2 offset ?3",
        [unexplained, limit, offset],
    )
    return [_acronym(row) for row in rows]


def count_acronyms(db: Database, *, unexplained: bool = False) -> int:
    """Return how many acronyms there are, or how many of them are never explained."""
    (count,) = db.conn.execute("select count(*) from acronym where not (? and is_explained)", [unexplained]).fetchone()
    return int(count)


def get_all_spellings(db: Database) -> dict[str, list[Spelling]]:
    """Return the spellings of every acronym, the most used first, by its id."""
    found: dict[str, list[Spelling]] = {}
    for row in read_rows(db, "select * from acronym_spelling order by acronym_id, mention_count desc, spelling"):
        found.setdefault(row.pop("acronym_id"), []).append(Spelling(**row))
    return found


def get_all_senses(db: Database) -> dict[str, list[AcronymSense]]:
    """Return what every explained acronym means, by its id."""
    found: dict[str, list[AcronymSense]] = {}
    sql = "select * from acronym_sense order by acronym_id, item_count desc, evidence_count desc, expansion, id"
    for row in read_rows(db, sql):
        found.setdefault(row["acronym_id"], []).append(_sense(row))
    return found


# -- threads


def get_thread_mentions(db: Database, post_id: str) -> dict[str, tuple[AcronymMention, ...]]:
    """Return the acronyms of a thread by item, each in the order of its text; they never overlap."""
    rows = read_rows(
        db,
        "select acronym_mention.* from acronym_item join acronym_mention using (item_id) "
        "where post_id = ? and acronym_id is not null order by item_id, span_start",
        [post_id],
    )
    found: dict[str, list[AcronymMention]] = {}
    for row in rows:
        found.setdefault(row["item_id"], []).append(_mention(row))
    return {item_id: tuple(mentions) for item_id, mentions in found.items()}


def get_thread_senses(db: Database, post_id: str) -> dict[str, AcronymSense]:
    """Return by id the senses that are meant somewhere in a thread."""
    rows = read_rows(
        db,
        "select distinct acronym_sense.* from acronym_item join acronym_mention using (item_id) "
        "join acronym_sense on acronym_sense.id = sense_id where post_id = ? order by acronym_sense.id",
        [post_id],
    )
    return {row["id"]: _sense(row) for row in rows}


def get_item_mentions(db: Database, item_ids: Iterable[str]) -> list[AcronymMention]:
    """Return the acronyms of some items, in order."""
    sql = "select * from acronym_mention where acronym_id is not null and item_id in (?)"
    rows = read_in(db, sql, sorted(item_ids))
    return [_mention(row) for row in sorted(rows, key=lambda row: (row["item_id"], row["span_start"]))]


# -- rows

_TEXTS = (
    "select post.id as key, post.id as post_id, text, day from post join acronym_item on item_id = post.id union all "
    "select comment.id, comment.post_id, text, day from comment join acronym_item on item_id = comment.id"
)


def definition_of(row: Row) -> AcronymDefinition:
    """Return the definition that a row of table `acronym_definition` holds."""
    return AcronymDefinition(
        item_id=row["item_id"],
        question_id=row["question_id"],
        short=Span(row["span_start"], row["span_end"]),
        long=Span(row["long_start"], row["long_end"]),
        spelling=row["spelling"],
        expansion=row["expansion"],
        form=row["form"],
        confidence=row["confidence"],
        acronym_id=row["acronym_id"],
        sense_id=row["sense_id"],
    )


def sentence_around(text: str, start: int, end: int) -> Span:
    """Return where the sentence stands that holds a place of a text, cut where it is very long.

    >>> text = "Ask away. The Pre-Sentence Report (PSR) is late. So what?"
    >>> span = sentence_around(text, 14, 38)
    >>> text[span.start : span.end]
    'The Pre-Sentence Report (PSR) is late.'
    """
    low, high = max(0, start - _LONGEST_SENTENCE // 2), min(len(text), end + _LONGEST_SENTENCE // 2)
    first = max((match.end() for match in _SENTENCE_END.finditer(text, low, start)), default=low)
    following = _SENTENCE_END.search(text, end, high)
    last = following.end() if following else high
    while first < start and text[first].isspace():
        first += 1
    while last > end and text[last - 1].isspace():
        last -= 1
    return Span(first, last)


def _evidence(row: Row) -> Evidence:
    definition = definition_of(row)
    start, end = definition.long.start, definition.long.end
    if definition.question_id is None:
        start, end = min(start, definition.short.start), max(end, definition.short.end)
    sentence = sentence_around(row["text"], start, end)
    return Evidence(definition, row["post_id"], row["day"], sentence, row["text"][sentence.start : sentence.end])


def _acronym(row: Row) -> Acronym:
    return Acronym(
        id=row["id"],
        name=row["name"],
        item_count=row["item_count"],
        mention_count=row["mention_count"],
        first_seen=row["first_seen"],
        last_seen=row["last_seen"],
        is_explained=bool(row["is_explained"]),
    )


def _sense(row: Row) -> AcronymSense:
    return AcronymSense(
        id=row["id"],
        acronym_id=row["acronym_id"],
        expansion=row["expansion"],
        note=row["note"],
        source=row["source"],
        evidence_count=row["evidence_count"],
        item_count=row["item_count"],
        confidence=row["confidence"],
    )


def _mention(row: Row) -> AcronymMention:
    return AcronymMention(
        item_id=row["item_id"],
        span=Span(row["span_start"], row["span_end"]),
        spelling=row["spelling"],
        acronym_id=row["acronym_id"],
        sense_id=row["sense_id"],
        confidence=row["confidence"],
    )
