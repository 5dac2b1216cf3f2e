"""Where else the words of a finding stand: in the same words, or in a passage that another item quotes (M6).

A copy may be re-punctuated, trimmed or mistyped: it is told by the passage it stands in, as quotations between public
texts are (`archive.conversation.quotations`), here among originals, those held back included.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice

from sqlite_utils import Database

from archive.conversation.letters import Letters, to_letters
from archive.conversation.quotations import Sources, prepare
from archive.moderation.values import FIELDS, words_by_id
from archive.redaction.words import Words
from archive.text import Span

AROUND = 140
"""Characters on each side of a finding that are compared with what may quote it."""
LIKELY = 40
"""Items that share the most of the rarest words of the passage and are compared with it letter by letter."""

_NEAR = 50
_TOKEN = re.compile(r"[a-z0-9]{2,}")
_LONG_WORD = re.compile(r"[a-z]{4,}")
_PAIR = re.compile(r"\b(?=(\w+ \w+))")
_ACCENTED = re.compile(r"[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff\ufb00-\ufb06]")
_ASKED_WORDS, _ASKED_PAIRS = 10, 30
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
    exact = text[span.start : span.end]
    words, scan = Words(exact), _Scan(exact, text[max(0, span.start - _NEAR) : span.end + _NEAR])
    scan.read(db)
    equal = {each.item_id: each for each in _equal(db, item_id, words, scan.holding)}
    likely = [other for other in scan.likely() if other != item_id and other not in equal]
    return [*equal.values(), *(_copied(db, text, span, likely) if where == "text" else ())]


def find_words(db: Database, item_id: str, exact: str) -> list[Same]:
    """Return the other items in which words stand; raise WrongUse when there are none to look for."""
    words, scan = Words(exact), _Scan(exact, "")
    scan.read(db)
    return list(_equal(db, item_id, words, scan.holding))


def find_quotations(db: Database, item_id: str, others: Iterable[str]) -> list[Same]:
    """Return the passages of an item that others quote, as they stand there: of what is to go as a whole."""
    sources = Sources()
    sources.add(prepare("", words_by_id(db, [item_id]).get(item_id, {}).get("text", "")))
    return [
        Same(other, theirs[copied.span.start : copied.span.end], quotes=True, places=1)
        for other, values in words_by_id(db, others).items()
        for theirs in [values.get("text", "")]
        for _, copied in sources.find(prepare(other, theirs))
    ]


class _Scan:
    """One look at every text: which may hold some words, and which share words with the passage around them."""

    def __init__(self, exact: str, passage: str) -> None:
        self.holding: list[str] = []
        self._tokens = _TOKEN.findall(exact.lower()) if not _ACCENTED.search(exact) else []
        low = passage.lower()
        # two words in a row are rare, and a short copy has several; single ones are left where commas came between
        words = sorted(set(_LONG_WORD.findall(low)), key=lambda word: (-len(word), word))
        pairs = dict.fromkeys(found[1] for found in _PAIR.finditer(low))
        self._asked = [*words[:_ASKED_WORDS], *islice(pairs, _ASKED_PAIRS)]
        self._hits: list[tuple[str, list[int]]] = []
        self._texts = 0

    def read(self, db: Database) -> None:
        """Look at every text, title and name."""
        rows = db.conn.execute(
            "select id, text, author, '' from comment union all select id, coalesce(text, ''), author, title from post"
        )
        for item_id, text, author, title in rows:
            self._texts += 1
            low = text.lower()
            hits = [at for at, word in enumerate(self._asked) if word in low]
            if hits:
                self._hits.append((item_id, hits))
            if self._may_hold(f"{low}\n{author or ''}\n{title or ''}".lower()):
                self.holding.append(item_id)

    def _may_hold(self, low: str) -> bool:
        # a letter with an accent is the same as one without, which only the matcher of words knows
        return all(token in low for token in self._tokens) or _ACCENTED.search(low) is not None

    def likely(self) -> list[str]:
        """Return the items that share the most of the passage, rare words counting more; the best first."""
        often = Counter(at for _, hits in self._hits for at in hits)
        weights = [math.log((1 + self._texts) / (1 + often[at])) for at in range(len(self._asked))]
        scored = sorted(((sum(weights[at] for at in hits), item_id) for item_id, hits in self._hits), reverse=True)
        return [item_id for _, item_id in scored[: LIKELY + 1]]


def _equal(db: Database, item_id: str, words: Words, holding: Iterable[str]) -> Iterator[Same]:
    for other, values in sorted(words_by_id(db, holding).items()):
        spans = [(text, span) for where in FIELDS if (text := values.get(where)) for span in words.find(text)]
        if spans and other != item_id:
            text, span = spans[0]
            yield Same(other, text[span.start : span.end], quotes=False, places=len(spans))


def _copied(db: Database, text: str, span: Span, likely: Iterable[str]) -> Iterator[Same]:
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    passage = text[start:end]
    mine = Span(span.start - start, span.end - start)
    sources = Sources()
    sources.add(prepare("", passage))
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


def _place(theirs: str, letters: Letters, source: Span, mine: Span) -> Span | None:
    """Return where in a copy the words stand that a span of its source holds, whole words; None for too few of them."""
    shared = Span(max(source.start, mine.start), max(source.start, mine.start, min(source.end, mine.end)))
    if len(shared) < _ENOUGH * len(mine):
        return None
    copy = to_letters(theirs)
    wanted = [at for at, place in enumerate(letters.places) if shared.start <= place < shared.end]
    region = [at for at, place in enumerate(letters.places) if source.start <= place < source.end]
    if not wanted:
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
