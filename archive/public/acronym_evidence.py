"""Where the public texts say what acronyms mean, and in what sentence."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from archive.public.acronym_texts import sentence_around
from archive.public.database import read_rows
from archive.public.rows import Row
from archive.text import Span


@dataclass(frozen=True, slots=True)
class AcronymDefinition:
    """A place where a text says what an acronym means.

    `long` is in the text of `item_id`; `short` is there too, or in that of `question_id`, where the place is an answer.
    """

    item_id: str
    question_id: str | None
    field: str
    """text, or title for a place in the title of a post."""
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


def get_evidence(
    db: Database, acronym_id: str, sense_id: str | None = None, *, offset: int = 0, limit: int = -1
) -> list[Evidence]:
    """Return where the texts say what an acronym means, or what speaks for one of its senses, the surest first."""
    rows = read_rows(
        db,
        f"select * from acronym_definition join ({_TEXTS}) as item on item.key = item_id "
        "where acronym_id = ?1 and sense_id = coalesce(?2, sense_id) "
        "order by confidence desc, day, acronym_definition.id limit ?3 offset ?4",
        [acronym_id, sense_id, limit, offset],
    )
    return [_evidence(row) for row in rows]


_TEXTS = (
    "select post.id as key, post.id as post_id, text, title, day from post join acronym_item on item_id = post.id "
    "union all "
    "select comment.id, comment.post_id, text, null, day from comment join acronym_item on item_id = comment.id"
)


def _definition(row: Row) -> AcronymDefinition:
    """Return the definition that a row of table `acronym_definition` holds."""
    return AcronymDefinition(
        item_id=row["item_id"],
        question_id=row["question_id"],
        field=row["field"],
        short=Span(row["span_start"], row["span_end"]),
        long=Span(row["long_start"], row["long_end"]),
        spelling=row["spelling"],
        expansion=row["expansion"],
        form=row["form"],
        confidence=row["confidence"],
        acronym_id=row["acronym_id"],
        sense_id=row["sense_id"],
    )


def _evidence(row: Row) -> Evidence:
    definition = _definition(row)
    start, end = definition.long.start, definition.long.end
    if definition.question_id is None:
        start, end = min(start, definition.short.start), max(end, definition.short.end)
    text: str = row[definition.field]
    sentence = sentence_around(text, start, end)
    return Evidence(definition, row["post_id"], row["day"], sentence, text[sentence.start : sentence.end])
