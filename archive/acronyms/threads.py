"""The comments of one conversation: which of them explains an acronym that an earlier one asks about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from archive.acronyms.answers import Question, find_answer, find_questions
from archive.acronyms.definition import Definition
from archive.acronyms.definitions import find_definitions
from archive.acronyms.lexicon import get_key
from archive.text import Span

_NEAR = 12
"""How many comments on an answer is looked for that does not say what it answers."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A comment in its conversation."""

    id: str | int
    text: str
    explained: Collection[str] = frozenset()
    """Keys of the acronyms that the text itself explains."""
    parent_id: str | int | None = None
    """The comment that it answers, where it says so."""
    may_ask: bool = True
    """False where no acronym stands, which saves looking for one that is asked about."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply that explains what a turn asks; `definition.short_span` is in the question, `long_span` in the reply."""

    question: Turn
    reply: Turn
    definition: Definition


def find_thread_answers(
    turns: Sequence[Turn],
    *,
    stands: Callable[[Turn, Question], bool] = lambda _turn, _question: True,
    may_be_said: Callable[[Definition], bool] = lambda _definition: True,
) -> Iterator[Answer]:
    """Yield what later turns explain of the acronyms in earlier ones, at most one answer to each question.

    `stands` says whether what looks like an acronym in a turn is one; an answer that `may_be_said` refuses is none. A
    question is closed by its answer, and by a turn that explains the acronym without being asked; a turn that
    answers first and then tells what the letters mean elsewhere does both.
    """
    known: dict[tuple[str, bool, bool, bool, int], Definition | None] = {}
    children: dict[str | int, list[int]] = defaultdict(list)
    for number, turn in enumerate(turns):
        if turn.parent_id is not None:
            children[turn.parent_id].append(number)
    for number, turn in enumerate(turns):
        later = range(number + 1, min(len(turns), number + 1 + _NEAR))
        replies = sorted({*later, *(each for each in children.get(turn.id, ()) if each > number)})
        for key, question in (_open_questions(turn) if turn.may_ask else {}).items():
            if not stands(turn, question):
                continue
            for place in replies:
                is_explained = key in turns[place].explained
                if is_explained and not question.is_meant:
                    break
                own = _own_words(turns[place]) if is_explained else ()
                asked = (question.short, question.is_asked, question.is_beside, question.is_meant, place)
                if asked not in known:
                    known[asked] = find_answer(question, turns[place].text, own)
                found = known[asked]
                if is_explained and found is None:
                    break
                if found is not None and may_be_said(found):
                    span = question.span
                    found = Definition(question.short, found.long, span, found.long_span, found.form, found.confidence)
                    yield Answer(turn, turns[place], found)
                    break


def _own_words(turn: Turn) -> list[Span]:
    """Return where a turn explains acronyms itself: these words are no answer besides."""
    return [one.long_span for one in find_definitions(turn.text)]


def _open_questions(turn: Turn) -> dict[str, Question]:
    """Return by key what a turn asks, or leaves open: the place that asks, else the first one."""
    found: dict[str, Question] = {}
    for question in find_questions(turn.text):
        key = get_key(question.short)
        if key not in turn.explained and (key not in found or (question.is_asked and not found[key].is_asked)):
            found[key] = question
    return found
