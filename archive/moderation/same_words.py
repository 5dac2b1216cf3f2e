"""Where else the words of a finding stand: in the same words, or in a passage that another item quotes (M6).

A copy may be re-punctuated, trimmed or mistyped: it is told by the passage it stands in, as quotations between public
texts are (`archive.conversation.quotations`), here among originals, those held back included.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from sqlite_utils import Database

from archive.conversation.letters import Letters, to_letters
from archive.conversation.quotations import Sources, prepare
from archive.moderation.values import FIELDS, words_by_id
from archive.redaction.words import Words
from archive.text import Span

AROUND = 140
"""Characters on each side of a finding that a quotation of it may hold as well."""
LIKELY = 60
"""Items that share the most of the rarest words of the passage and are compared with it letter by letter."""

_TOKEN = re.compile(r"[A-Za-z0-9]{2,}")
_LONG_WORD = re.compile(r"[A-Za-z]{5,}")
_ASKED_WORDS = 12
_ENOUGH = 0.4


@dataclass(frozen=True, slots=True)
class Same:
    """Another item with the words, as they stand there. `quotes` when a passage was copied, else the words are equal.

    `places` is how often the words stand in it.
    """

    item_id: str
    exact: str = field(repr=False)
    quotes: bool
    places: int


def find_same(db: Database, item_id: str, where: str, span: Span) -> list[Same]:
    """Return the other items that hold the words of a span of an item, by item, those that quote it last.

    Raises WrongUse when the span holds no words to look for.
    """
    text = words_by_id(db, [item_id]).get(item_id, {}).get(where, "")
    words = Words(text[span.start : span.end])
    equal = {each.item_id: each for each in _equal(db, item_id, words, text[span.start : span.end])}
    copied = _copied(db, item_id, text, span, equal) if where == "text" else ()
    return [*equal.values(), *copied]


def find_words(db: Database, item_id: str, exact: str) -> list[Same]:
    """Return the other items in which words stand; raise WrongUse when there are none to look for."""
    return list(_equal(db, item_id, Words(exact), exact))


def _equal(db: Database, item_id: str, words: Words, exact: str) -> Iterator[Same]:
    found = _held_by(db, exact)
    for other, values in sorted(words_by_id(db, found).items()):
        spans = [(text, span) for where in FIELDS if (text := values.get(where)) for span in words.find(text)]
        if spans and other != item_id:
            text, span = spans[0]
            yield Same(other, text[span.start : span.end], quotes=False, places=len(spans))


def _held_by(db: Database, exact: str) -> list[str]:
    """Return the items that may hold words: those with the longest plain run of letters of them, whatever its case."""
    token = max(_TOKEN.findall(exact), key=len, default="")
    like = f"%{token}%"
    rows = db.conn.execute(
        "select id from comment where text like ?1 or author like ?1 union all "
        "select id from post where text like ?1 or title like ?1 or author like ?1",
        [like],
    )
    return [row[0] for row in rows.fetchall()]


def _copied(db: Database, item_id: str, text: str, span: Span, known: Mapping[str, Same]) -> Iterator[Same]:
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    passage = text[start:end]
    mine = Span(span.start - start, span.end - start)
    likely = [other for other in _likely(db, passage) if other != item_id and other not in known]
    sources = Sources()
    sources.add(prepare(item_id, passage))
    letters = to_letters(passage)
    for other, values in words_by_id(db, likely).items():
        theirs = values.get("text", "")
        for _, copied in sources.find(prepare(other, theirs)):
            place = _place(theirs[copied.span.start : copied.span.end], letters, copied.source, mine)
            if place is not None:
                at = copied.span.start
                exact = theirs[at + place.start : at + place.end]
                yield Same(other, exact, quotes=True, places=1)
                break


def _likely(db: Database, passage: str) -> list[str]:
    """Return the texts that share the most with a passage, rare words counting more; the best first."""
    # without its first letter a word is found at the start of a sentence as well
    words = sorted({word[1:] for word in _LONG_WORD.findall(passage)}, key=lambda word: (-len(word), word))
    asked = words[:_ASKED_WORDS]
    if not asked:
        return []
    hits = "'' || " + " || ".join(f"(instr(text, ?{number}) > 0)" for number in range(1, len(asked) + 1))
    rows: list[tuple[str, str]] = db.conn.execute(
        f"select id, {hits} as hits from comment union all select id, {hits} from post where text is not null", asked
    ).fetchall()
    often = Counter(at for _, found in rows for at, sign in enumerate(found) if sign == "1")
    weights = [math.log((1 + len(rows)) / (1 + often[at])) for at in range(len(asked))]
    scored = [(_score(found, weights), item_id) for item_id, found in rows if "1" in found]
    return [item_id for score, item_id in sorted(scored, reverse=True)[:LIKELY] if score > 0]


def _score(found: str, weights: Sequence[float]) -> float:
    return sum(weight for weight, sign in zip(weights, found, strict=True) if sign == "1")


def _place(theirs: str, letters: Letters, source: Span, mine: Span) -> Span | None:
    """Return where in a copy the words stand that a span of its source holds, whole words; None for too few of them."""
    shared = Span(max(source.start, mine.start), max(source.start, mine.start, min(source.end, mine.end)))
    if len(shared) < _ENOUGH * len(mine):
        return None
    copy = to_letters(theirs)
    wanted = [at for at, place in enumerate(letters.places) if shared.start <= place < shared.end]
    region = [at for at, place in enumerate(letters.places) if source.start <= place < source.end]
    if not wanted or not copy.letters:
        return None
    matcher = SequenceMatcher(None, letters.letters[region[0] : region[-1] + 1], copy.letters, autojunk=False)
    first, last = wanted[0] - region[0], wanted[-1] - region[0]
    at = [
        block.b + max(0, min(number - block.a, block.size - 1))
        for block in matcher.get_matching_blocks()
        if block.size
        for number in (first, last)
        if block.a - 2 <= number < block.a + block.size + 2
    ]
    return _to_words(copy, min(at), max(at)) if at else None


def _to_words(letters: Letters, first: int, last: int) -> Span:
    starts = [start for start in letters.starts if start <= first]
    ends = [end for end in letters.ends if end > last]
    return letters.span(starts[-1] if starts else first, ends[0] if ends else last + 1)
