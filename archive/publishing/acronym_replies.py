"""What the comments of a thread explain of the acronyms that others of them ask about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlite_utils import Database

from archive.acronyms import Definition, Turn, find_thread_answers, get_key
from archive.public.database import read_in, read_rows
from archive.public.rows import Row
from archive.publishing.acronym_groups import Hidden
from archive.publishing.acronym_items import read_places
from archive.publishing.acronym_rows import definition_row, is_sayable, sync_places


def write_replies(public: Database, post_id: str, hidden: Hidden) -> None:
    """Write what the comments of a thread answer to each other's questions."""
    ids = [row["item_id"] for row in read_rows(public, _IN_ORDER, [post_id])]
    found: dict[str, list[tuple[str, Definition]]] = defaultdict(list)
    for question_id, reply_id, one in _answers(public, ids):
        # what is hidden in an answer must not be told by what was asked, nor the other way round
        if not hidden.is_told(reply_id, (one.short,)) and not hidden.is_told(question_id, (one.long,)):
            found[reply_id].append((question_id, one))
    present: dict[str, list[Row]] = defaultdict(list)
    sql = "select * from acronym_definition where item_id in (?) and question_id is not null"
    for row in read_in(public, sql, ids):
        present[row["item_id"]].append(row)
    for item_id in sorted(found.keys() | present.keys()):
        rows = [
            definition_row(f"{item_id}-r{number}", item_id, question_id, "text", one)
            for number, (question_id, one) in enumerate(found.get(item_id, ()), 1)
        ]
        sync_places(public, "acronym_definition", rows, present.get(item_id, ()))


_IN_ORDER = "select item_id from acronym_item where post_id = ? order by position, item_id"


def _answers(public: Database, ids: Iterable[str]) -> list[tuple[str, str, Definition]]:
    """Return question, reply and what the reply explains, for the items of a thread in order."""
    wanted = list(ids)
    places = read_places(public, wanted)
    explained: dict[str, set[str]] = defaultdict(set)
    sql = "select item_id, spelling from acronym_definition where question_id is null and item_id in (?)"
    for row in read_in(public, sql, wanted):
        explained[row["item_id"]].add(get_key(row["spelling"]))
    sql = "select item_id, span_start from acronym_mention where field = 'text' and item_id in (?)"
    standing = {(row["item_id"], row["span_start"]) for row in read_in(public, sql, wanted)}
    speaking = {item_id for item_id, _ in standing}
    turns = [
        Turn(item_id, places[item_id].text, explained[item_id], places[item_id].parent_id, item_id in speaking)
        for item_id in wanted
        if item_id in places
    ]
    answers = find_thread_answers(
        turns,
        stands=lambda turn, question: (turn.id, question.span.start) in standing,
        may_be_said=lambda one: is_sayable(one.long),
    )
    return [(str(each.question.id), str(each.reply.id), each.definition) for each in answers]
