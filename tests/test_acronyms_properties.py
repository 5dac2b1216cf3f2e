"""Whatever the text: no error, spans that hold, and time in proportion."""

import itertools
import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.acronyms import find_answers, find_questions, group_spellings, read
from archive.text import Span

_WORDS = """
    PSR PSRs OASys oasys ARMS arms IT it NOT A&E CP/O N.A.P.O. (pre-sentence report) stands for = - : , . ? ! 'What's' é
    😀 XX IV 10PM J.S. KT don't ( ) [ ] “ ” … _ @ / & 3G ﬁ ß İ Ⅷ
"""
_PIECES = st.sampled_from([*_WORDS.split(), "e\u0301", "\n", " "])
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=30).map(" ".join), st.lists(_PIECES).map("".join))


@given(_TEXTS)
@settings(max_examples=150, deadline=None)
@example("İİİ İ.İ. İİs' (İ)")
@example("_PSR_ PSR_ _")
def test_spans_hold_and_nothing_raises(text: str) -> None:
    reading = read(text)
    mentions = reading.mentions()
    assert all(text[mention.span.start : mention.span.end] == mention.text for mention in mentions)
    assert all(one.span.end <= two.span.start for one, two in itertools.pairwise(mentions))
    for one in reading.definitions:
        assert text[one.short_span.start : one.short_span.end] == one.short
        assert text[one.long_span.start : one.long_span.end] == one.long
        assert not one.short_span.overlaps(one.long_span)
    assert all(span.end <= len(text) for span in reading.initials)
    for answer in find_answers(text, text):
        assert text[answer.long_span.start : answer.long_span.end] == answer.long


@given(_TEXTS)
@settings(max_examples=50, deadline=None)
def test_words_found_do_not_depend_on_how_accents_are_coded(text: str) -> None:
    plain = f"The PSR é 😀 {text.encode('ascii', 'ignore').decode()}"
    composed, decomposed = (unicodedata.normalize(form, plain) for form in ("NFC", "NFD"))
    assert [one.text for one in read(composed).mentions()] == [one.text for one in read(decomposed).mentions()]


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.integers(1, 9), max_size=12))
@settings(max_examples=100, deadline=None)
def test_groups_hold_each_spelling_once(counts: dict[str, int]) -> None:
    groups = group_spellings(counts)
    assert sorted(spelling for group in groups for spelling, _ in group.spellings) == sorted(counts)


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "A.",
        "A&",
        "(",
        "PSR (",
        "PSR ",
        "a",
        "IT IS ",
        "'s",
        "x=",
        "PSR stands for ",
        "What's PSR? ",
        "A/B",
        "Aa",
        "1A",
        "- ",
        "PSR, x, ",
        "PSR: p ",
        "that's PSR. ",
        "P@R-S ",
    ],
)
def test_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[: length * 2]
        start = time.process_time()
        find_answers(text, text)
        read(text).mentions()
        return time.process_time() - start

    seconds(100)
    short, long = seconds(1000), seconds(4000)
    assert long < 12 * short + 0.5  # a square would be 16 times


@pytest.mark.parametrize(
    "piece", ["The Big Test Unit (BTU) x ", "What's BTU? Big Test Unit. ", "BTU (Big Test Unit), "]
)
def test_each_definition_is_held_against_its_neighbours_alone(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = itertools.count()
    plain = Span.overlaps

    def counted(one: Span, other: Span) -> bool:
        next(asked)
        return plain(one, other)

    monkeypatch.setattr(Span, "overlaps", counted)
    assert len(read(piece * 400).definitions) == 400
    assert next(asked) < 400 * 40  # all against all would be 80,000


def test_a_question_is_looked_for_in_its_own_sentence() -> None:
    text = "What's BTU? Big Test Unit. " * 3 + "BTU"
    assert [one.is_meant for one in find_questions(text)] == [True, True, True, False]
