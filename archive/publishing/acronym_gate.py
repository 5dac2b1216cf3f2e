"""What the gate asks of the acronym tables: that they lead to items that are there, and say no words to hide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlite_utils import Database

from archive.moderation.decisions import Kind
from archive.publishing.scan import Value, iter_values
from archive.publishing.sources import Inputs
from archive.redaction.words import Words

SAID_OF_ALL = ("acronym", "acronym_spelling", "acronym_sense")
SAID_OF_ITEMS = ("acronym_definition", "acronym_mention")
SOURCES = frozenset(("mined", "glossary", "moderator"))
FORMS = frozenset(("bracket", "bracket_long", "cue", "weak", "reply"))

_GONE = (
    "select 'acronym_item.item_id/' || item_id from acronym_item "
    "where not exists (select 1 from post where id = item_id) "
    "and not exists (select 1 from comment where id = item_id)",
    "select 'acronym_mention.item_id/' || id from acronym_mention where not exists "
    "(select 1 from acronym_item as read where read.item_id = acronym_mention.item_id)",
    "select 'acronym_definition.item_id/' || id from acronym_definition where not exists "
    "(select 1 from acronym_item as read where read.item_id = acronym_definition.item_id) or (question_id is not null "
    "and not exists (select 1 from acronym_item as read where read.item_id = question_id))",
)
FIELDS = frozenset(("text", "title"))
_FIXED_WORDS = (
    ("acronym_sense", "source", SOURCES),
    ("acronym_definition", "form", FORMS),
    ("acronym_definition", "field", FIELDS),
    ("acronym_mention", "field", FIELDS),
)
_DISTINCT = (("acronym_mention", "spelling"), ("acronym_definition", "spelling"), ("acronym_definition", "expansion"))


def find_problems(public: Database, inputs: Inputs) -> Iterator[str]:
    """Yield table.column/key of every value of these tables that must not be public."""
    for sql in _GONE:
        yield from (where for (where,) in public.conn.execute(sql).fetchall())
    for table, column, words in _FIXED_WORDS:
        odd = public.conn.execute(f"select id, {column} from {table}").fetchall()
        yield from (f"{table}.{column}/{key}" for key, value in odd if value not in words)
    everywhere = [decision.words for decision in inputs.everywhere]
    yield from _holding(list(iter_values(public, tables=SAID_OF_ALL)), everywhere)
    for table, column in _DISTINCT:
        sql = f"select {column}, min(id) from {table} group by {column}"
        rows = public.conn.execute(sql).fetchall()
        yield from _holding([Value(f"{table}.{column}/{key}", value) for value, key in rows], everywhere)
    for item_id, decisions in inputs.here.items():
        masks = [each.words for each in decisions if each.kind is Kind.MASK]
        if masks:
            yield from _holding(list(iter_values(public, [item_id], tables=SAID_OF_ITEMS)), masks)
            yield from _holding(_meant(public, item_id), masks)


def _holding(values: Sequence[Value], words: Sequence[Words]) -> Iterator[str]:
    """Yield where words stand; all values are looked through together first, since hardly any word stands there."""
    whole = "\n".join(value.text for value in values)
    likely = [each for each in words if each.stands_in_slug(whole)]
    yield from (value.where for value in values if any(value.holds(each) for each in likely))


def _meant(public: Database, item_id: str) -> list[Value]:
    """Return the long forms that readers are shown with an item, and their notes."""
    rows = public.conn.execute(
        "select acronym_mention.id, expansion, note from acronym_mention "
        "join acronym_sense on acronym_sense.id = sense_id where item_id = ?",
        [item_id],
    )
    return [Value(f"acronym_mention.sense_id/{key}", said) for key, *both in rows.fetchall() for said in both]
