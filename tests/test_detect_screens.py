"""Patterns are asked only where the words stand that they need, and nothing that they find is missed by it.

All words are invented.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.redaction import findings, public_figures, screens, statements
from archive.redaction.findings import Finding, find_all
from archive.redaction.lexica import kinds
from archive.redaction.openings import find_openings
from archive.redaction.phrases import find_needs
from archive.redaction.recognizers import (
    RECOGNIZERS,
    email,
    first_person,
    handle,
    persons,
    phone_words,
    plate,
    plea,
    reference,
)
from archive.redaction.screens import Asked, Screen, split_alternatives
from archive.redaction.sentences import find_sentences
from archive.redaction.tokens import WORD
from tests.benchmarks.detect_speed import forget
from tests.details_measures import read_lines

PATTERNS = [
    (
        r"\b(?:leav(?:e|ing)|retir\w+) (?:the )?(?:spring|autumn)\b",
        [["autumn", "spring"], ["leave", "leaving", "retir*"]],
    ),
    (r"£ ?\d+", [["£"], ["0*"]]),
    (r"\b[4-9]\d (?:dogs|cats)\b", [["cats", "dogs"], ["00"]]),
    (r"\b(?:abc )?def|ghi", []),
    (r"\bill[ -]health(?! care)\b", [["health"], ["ill"]]),
    (r"\b(?:oak|elm){1,2} abc+\b", [["elm", "elmelm", "elmoak", "oak", "oakelm", "oakoak"], ["ab*"]]),
    (r"\bbreak ?down", [["break", "breakd*"], ["breakd*", "down*"]]),
    (r"\b(?:abc|def)+?g", [["abc*", "def*"]]),
    (r"\b(abc) ", [["abc"]]),
    (r"it's [^a\]]b", [["s"]]),
    (r"\b(?:in|at)(?: \w+)? 20[0-4]\d\b", [["0000"], ["at", "in"]]),
    (r"(?<=[a-z] )abc(?=,)|\Bdef\bghi", [["abc", "ghi*"]]),
    (r"\b(?:no[ _\s]one|somebody) (?:\w+ )+?here\b", [["here"], ["no", "somebody"]]),
    (r"\b(?:(?:\w+ )?oak|(?:\w+ )?elm)\b.ash\b", [["elm", "oak"]]),
    (r"(?:\b(?:cat )+|\w )dog", [["dog*"]]),
    (r"\b(?P<who>\w+ cat) (\w+ )?dog\b", [["cat"], ["dog"]]),
    (r"\b(?:\w+ )+oak(?:(?: \w+)?|,)\b", [["oak"]]),
    (r"\b(?:a|b)\b(?:[a-z] )?(?<!c)\W?dog\b", [["dog"], ["a", "b"]]),
]


@pytest.mark.parametrize(("pattern", "needed"), PATTERNS)
def test_the_words_that_a_pattern_needs(pattern: str, needed: list[list[str]]) -> None:
    assert [sorted(each) for each in find_needs(pattern)] == needed


def test_more_phrases_than_can_be_listed_are_taken_in_two_parts() -> None:
    many = "[bc]?[de]?[fg]?[hi]?[jk]?[lm]?[no]?[pq]?[rs]?[tu]?"
    assert [sorted(each)[-1] for each in find_needs(rf"\b(?:a{many} oak)+ elm")][:2] == ["elm*", "oak*"]
    assert [sorted(each)[-1] for each in find_needs(rf"\ba {many}\b elm\b")][:1] == ["elm"]


OPENINGS = [
    (r"\bmy (?:old )?(?:dog|cats?)\b", [["my"], ["cat", "cats", "dog", "old"], ["*", "cat", "cats", "dog"]]),
    (r"\bi(?:'m| am) (?:\w+ )?ill", [["i", "i'm"], ["*", "am", "ill*"], ["*", "ill*"]]),
    (r"£ ?\d+ grand\b", [["£"], ["0*"], ["grand"]]),
    (r"\bex[- ]nurses?\b", [["ex", "ex-nurse", "ex-nurses"], ["*", "nurse", "nurses"], ["*"]]),
    (r"\b(?:x[a-f]+|[yz]|o[m-o4]{2})\b[^,]\w", [["o*", "x*", "y", "y*", "z", "z*"], ["*"], ["*"]]),
    (r"\boak[^,]elm", [["oak", "oak*"], ["*", "elm*"], ["*"]]),
    (r"\b[oO]aken[^\w]*.{0,9}elm(?=s)\Z", [["oaken", "oaken*", "oakenelm"], ["*", "elm"], ["*", "elm"]]),
    (r"(?<=, )(?:beechwoods|oak)\b(?: of)+(?: an){2,}", [["beechwoods", "oak"], ["of*"], ["an*", "of*"]]),
    (r"\boak-\b(?:ash|elm)'s? leaf", [["oak-ash", "oak-ash's", "oak-elm", "oak-elm's"], ["leaf*"], ["*"]]),
    (r"oak", None),
    (r"\b(?:oak)?", None),
    (r"(?:\A|, )oak", None),
    (r"\b\w+ oak", None),
    (r"\b(?P<one>oak) (?P=one)", None),
]


@pytest.mark.parametrize(("pattern", "words"), OPENINGS)
def test_the_words_with_which_a_match_begins(pattern: str, words: list[list[str]] | None) -> None:
    found = find_openings(pattern)
    assert (None if found is None else [sorted(each) for each in found]) == words


def asked(text: str) -> Asked:
    return Asked(text, WORD.findall(text))


@pytest.mark.parametrize("pattern", [r"\w+", r"(?:abc)?", r"\babc|\w"])
def test_a_pattern_that_needs_no_word_is_refused(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screens, "_TABLE", screens._Table())
    Screen([pattern])
    with pytest.raises(ValueError, match="without any word"):
        asked("abc")


def test_alternatives_are_parted_outside_groups_or_in_the_one_group() -> None:
    assert split_alternatives(r"\b(?:ab|c(?:d|e))\b") == [r"\b(?:ab)\b", r"\b(?:c(?:d|e))\b"]
    assert split_alternatives(r"\b(?:ab|c) (?:d|e)") == [r"\b(?:ab|c) (?:d|e)"]
    assert split_alternatives(r"\b(?:a)|\|b(?:c)") == [r"\b(?:a)", r"\|b(?:c)"]


def test_a_screen_forgets_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screens, "_TABLE", screens._Table())
    monkeypatch.setattr(screens, "_MOST_WORDS", 2)
    screen = Screen([r"\bcats?\b", r"\bold dog\b", r"\b\d\d dog\b", r"(?:\A|, )elm\b"])
    texts = {"an old dog and 12 cats": [0, 1], "ice": [], "an oak": [], "12 dog": [2], "the half-old dog": [1]}
    texts |= {"_an_old dog": [], "_cat cat": [0], "my cat-dog": [0], "oak, elm": [3]}
    assert {text: screen.matches(asked(text)) for text in texts} == texts


SCREENS = [kinds.SCREEN, plea._PLEA, first_person._OWN]
WRITTEN = [(screen, number) for screen in SCREENS for number in range(len(screen))]


def all_matches(screen: Screen, text: str) -> list[int]:
    return [number for number in range(len(screen)) if screen[number].search(text)]


def test_screens_miss_nothing_that_their_patterns_find() -> None:
    names = ("details_dev.jsonl", "details_heldout.jsonl", "acronyms_dev.jsonl")
    for text in [line["text"] for name in names for line in read_lines(name)][::4]:
        for sentence in find_sentences(text):
            for screen in SCREENS:
                assert screen.matches(sentence.asked) == all_matches(screen, sentence.lower)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_a_pattern_is_made_for_calls_for_it(data: st.DataObject) -> None:
    screen, number = data.draw(st.sampled_from(WRITTEN))
    text = data.draw(st.from_regex(screen[number])).lower()
    assert screen.matches(asked(text)) == all_matches(screen, text)


LOOKING = (email, handle, persons, phone_words, plate, public_figures, reference, statements)
"""Those that look which words stand in a text before they read it."""


@pytest.fixture
def asks_all() -> Callable[[str], list[Finding]]:
    """Return what finds in a text by asking every recognizer, and of it every pattern, whatever words stand there."""

    def find_slowly(text: str) -> list[Finding]:
        forget()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(screens._TABLE, "called", lambda words: (1 << screens._TABLE.count) - 1)
            patch.setattr(screens._TABLE, "anywhere", -1)
            patch.setattr(findings, "_worth_asking", lambda text: RECOGNIZERS)
            for module in LOOKING:
                patch.setattr(module, "find_classes", lambda text: -1)
            found = find_all(text)
        forget()
        return found

    return find_slowly


def test_asking_little_finds_what_asking_all_does(asks_all: Callable[[str], list[Finding]]) -> None:
    names = {"details_dev.jsonl": 3, "details_heldout.jsonl": 4, "details_blind.jsonl": 5, "acronyms_dev.jsonl": 4}
    for text in [line["text"] for name, each in names.items() for line in read_lines(name)[::each]]:
        assert find_all(text) == asks_all(text)


_SAID = """
I I'm I've my we our he she his her manager 's the a an one of mine ours at in on since until off was been being had
has left as clerk officer nurse Karen Mr Tamm Leeds office 14 2009 £ 9.15 half past three years months post comment
please don't publish name anon 07700 900123 jo@example.org , . ; - – ( ) ! ? ' ’ x xx Xxxx @oak _ \n \u0661 \u0130 ſ
mother's old-timer ex- and but who said told works lost ill diagnosed union rep gay Quaker 30 per hour
"""
SAID = _SAID.split(" ")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.lists(st.sampled_from(SAID), max_size=24).map(" ".join) | st.text(max_size=40))
def test_asking_little_misses_nothing_in_any_words(text: str, asks_all: Callable[[str], list[Finding]]) -> None:
    assert find_all(text) == asks_all(text)
