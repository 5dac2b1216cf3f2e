"""What the gate asks of the acronym tables: that they lead to items that are there, and say no words to hide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from sqlite_utils import Database

from archive.moderation.decisions import Kind
from archive.public.database import read_in, read_rows
from archive.publishing.scan import Value, iter_values, read_of, values_of
from archive.publishing.sources import Inputs
from archive.redaction.words import Words

SAID_OF_ALL = ("acronym", "acronym_spelling", "acronym_sense")
SAID_OF_ITEMS = ("acronym_definition", "acronym_mention")
SOURCES = frozenset(("mined", "glossary", "moderator"))
FORMS = frozenset(("bracket", "bracket_long", "cue", "weak", "reply"))

_READ = "(select 1 from acronym_item as read where read.item_id = {})"
_GONE = (
    "select 'acronym_item.item_id/' || item_id as place from acronym_item where not exists "
    "(select 1 from post where id = item_id) and not exists (select 1 from comment where id = item_id)",
    "select 'acronym_mention.item_id/' || id as place from acronym_mention "
    f"where not exists {_READ.format('acronym_mention.item_id')}",
    "select 'acronym_definition.item_id/' || id as place from acronym_definition "
    f"where (not exists {_READ.format('acronym_definition.item_id')} "
    f"or (question_id is not null and not exists {_READ.format('question_id')}))",
)
FIELDS = frozenset(("text", "title"))
_FIXED_WORDS = (
    ("acronym_definition", "form", FORMS),
    ("acronym_definition", "field", FIELDS),
    ("acronym_mention", "field", FIELDS),
)


def find_problems(public: Database, inputs: Inputs, items: Collection[str] | None = None) -> Iterator[str]:
    """Yield table.column/key of every value of these tables that must not be public.

    Looks at the rows of all items, or of some where no others were written; of items that hide words, at all.
    """
    for sql in _GONE:
        yield from (row["place"] for row in read_of(public, sql, "item_id", items))
    odd = public.conn.execute("select id, source from acronym_sense").fetchall()
    yield from (f"acronym_sense.source/{key}" for key, source in odd if source not in SOURCES)
    for table, column, words in _FIXED_WORDS:
        rows = read_of(public, f"select id, {column} as word from {table} where true", "item_id", items)
        yield from (f"{table}.{column}/{row['id']}" for row in rows if row["word"] not in words)
    everywhere = [decision.words for decision in inputs.everywhere]
    yield from _holding(list(iter_values(public, tables=SAID_OF_ALL)), everywhere)
    if everywhere:
        yield from _holding(list(_said_of(public, items)), everywhere)
    masks = {
        item_id: [each.words for each in decisions if each.kind is Kind.MASK]
        for item_id, decisions in inputs.here.items()
    }
    told: dict[str, list[Value]] = defaultdict(list)
    for item_id, value in _told_of(public, [item_id for item_id, words in masks.items() if words]):
        told[item_id].append(value)
    for item_id, values in told.items():
        yield from _holding(values, masks[item_id])


def _said_of(public: Database, items: Collection[str] | None) -> Iterator[Value]:
    """Yield the words of places, each of them once."""
    for table, column in (("mention", "spelling"), ("definition", "spelling"), ("definition", "expansion")):
        sql = f"select min(id) as id, {column} as said from acronym_{table} where true"
        if items is None:
            rows = read_rows(public, f"{sql} group by 2")
        else:
            rows = read_in(public, f"{sql} and item_id in (?) group by 2", sorted(items))
        yield from (Value(f"acronym_{table}.{column}/{row['id']}", row["said"]) for row in rows)


def _told_of(public: Database, item_ids: Sequence[str]) -> Iterator[tuple[str, Value]]:
    """Yield what rows of some items say, and the long forms that readers are shown with these, with their notes."""
    for table in SAID_OF_ITEMS:
        for row in read_in(public, f"select * from {table} where item_id in (?)", item_ids):
            yield from ((row["item_id"], value) for value in values_of(table, row))
    for row in read_in(public, _MEANT, item_ids):
        for said in (row["expansion"], row["note"]):
            yield row["item_id"], Value(f"acronym_mention.sense_id/{row['id']}", said)


_MEANT = (
    "select acronym_mention.id, item_id, expansion, note from acronym_mention "
    "join acronym_sense on acronym_sense.id = sense_id where item_id in (?)"
)


def _holding(values: Sequence[Value], words: Sequence[Words]) -> Iterator[str]:
    """Yield where words stand; all values are looked through together first, since hardly any word stands there."""
    whole = "\n".join(value.text for value in values)
    likely = [each for each in words if each.stands_in_slug(whole)]
    yield from (value.where for value in values if any(value.holds(each) for each in likely))
