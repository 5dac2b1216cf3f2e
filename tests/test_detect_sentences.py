"""Sentences and clauses: what detection stands on. All words are invented."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.redaction import sentences, tokens
from archive.redaction.recognizers import first_person, persons, plea, self_time, third_party
from archive.redaction.sentences import find_classes, find_sentences
from archive.redaction.tokens import WORD, class_of, words_in
from archive.text import Span

CLAUSES = {
    "I teach, and I sing.": ["i teach", "i sing"],
    "As a lapsed cook I ask": ["as a lapsed cook", "i ask"],
    "Mr. Tamm said so. Who?": ["mr. tamm said so", "who"],
    "We dont know; theyve 1,640 at 16:15!": ["we don't know", "they've 1,640 at 16:15"],
    "Home at last xx": ["home at last"],
    "Kept (twice) - so I left": ["kept", "twice", "i left"],
    "Well.\nYes": [],
    "She said that I was ill because my back went": ["she said", "i was ill", "my back went"],
    "\u0130stanbul was mine": ["\u0130stanbul was mine"],
    "": [],
}


@pytest.mark.parametrize("text", CLAUSES)
def test_clauses_are_parted_where_a_subject_or_verb_follows(text: str) -> None:
    found = [clause for sentence in find_sentences(text) for clause in sentence.clauses]
    assert [clause.lower for clause in found] == CLAUSES[text]
    assert all(clause.count == len(clause.words) or clause.count > len(clause.words) for clause in found)


def test_words_without_any_stop_are_cut_into_clauses() -> None:
    clauses = find_sentences("oak " * 500)[0].clauses
    assert len(clauses) > 5
    assert max(len(clause.span) for clause in clauses) <= 300


@settings(max_examples=80)
@given(st.text(alphabet="aI ,.;-–(x\n!’'wandbut", max_size=80))
def test_clauses_lie_in_order_and_in_their_sentence(text: str) -> None:
    for sentence in find_sentences(text):
        at = sentence.start
        for clause in sentence.clauses:
            assert at <= clause.span.start < clause.span.end <= sentence.end
            at = clause.span.end


# what a stop is, tried at every sign of a run anew
STOP = re.compile(r"[\n.!?…](?:(?<=\n)\n*|(?<!\n)[.!?…]*[\"”’')\]]*(?=\s)|(?<=[!?])[!?]*(?=[A-Z]))")


@settings(max_examples=100)
@given(st.text(alphabet="aAr .!?…)”\n", max_size=30))
def test_a_sentence_ends_at_a_run_of_stops(text: str) -> None:
    ends = [found.end() for found in STOP.finditer(text) if not sentences._ABBREVIATED.search(text[: found.end()])]
    assert list(sentences._ends(text)) == ends


@pytest.mark.parametrize("run", ["!" * 5000, "." * 5000 + "a", "!)" * 2500, "?" * 2500 + "'" * 2500])
def test_every_sign_of_a_run_of_stops_is_looked_at_once(run: str) -> None:
    looked_at = sum(len(found.group()) for found in sentences._STOPS.finditer(run))
    assert looked_at <= len(run)
    assert [sentence.lower for sentence in find_sentences(f"Oak{run}")] == [f"oak{run}"]


@settings(max_examples=80)
@given(st.text(alphabet="ab1'-_ .£é", max_size=20) | st.text(max_size=20))
def test_words_of_plain_letters_are_those_of_any(text: str) -> None:
    assert words_in(text.lower()) == WORD.findall(text.lower())


def test_a_text_and_its_sentences_know_the_classes_of_their_words() -> None:
    trees, pets = class_of(["oak", "don't", "elm-tree"]), class_of(["cat"])
    text = "An Elm-tree, an OAK. We dont know!"
    first, second = find_sentences(text)
    assert find_classes(text) & (trees | pets) == trees
    assert first.places(trees) == [Span(3, 11), Span(16, 19)]
    assert [text[one.start : one.end] for one in second.places(trees)] == ["dont"]
    assert second.places(pets) == []


def test_many_words_are_not_kept_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_MOST_WORDS", 2)
    monkeypatch.setattr(tokens, "_CLASSES", tokens._Classes())
    trees = class_of(["oak", "elm"])
    assert [bool(tokens.classes_in([word]) & trees) for word in ["oak", "ash", "elm", "fir", "oak"]] == [1, 0, 1, 0, 1]
    assert len(tokens._CLASSES) <= 2


FIRST = {
    "I've been a clerk at the Harbourgate office since 2009": True,
    "Clerk, 14 years, Kent": True,
    "I work, as it happens, in Leeds": True,
    "As a QSO of long standing": True,
    "I live at 14 Tarn Road": True,
    "As a taxpayer I object": False,
    "I think the school in Leeds is daft": False,
    "I wish I was a clerk": False,
    "The office in Leeds closed": False,
    "I'm up in the north east": True,
}
THIRD = {
    "My old manager Karen left in March": True,
    "A lad I supervised took an overdose, he was nineteen": True,
    "She is the only woman on the watch": True,
    "On the watch, she is the only woman": True,
    "One of mine died": True,
    "Patricia Lowndes, who ran the reception, died on Friday": True,
    "Managers never listen": False,
    "Our MP wrote back": False,
    "A client needs time": False,
    "My husband says so": True,
    "A receptionist called Bev came every Friday": True,
    "We had a gentleman in bay 3": True,
    "I had a client": True,
    "Karen Brown met us": True,
}
PLEAS = {
    "Please don't publish my name, they'd know": True,
    "I could lose my job over this": True,
    "I won't say where because my manager reads this": True,
    "Please sign the petition": False,
    "He should be named": False,
}
TIMES = {
    "That was me at 21:47": True,
    "I'm the person, the one who wrote at 19.20": True,
    "I wrote at quarter to nine": True,
    "The 08:47 to Leeds was late": False,
    "It's me again, from 23:14": True,
    "half of us": False,
    "The one above (at 21:47) about the rota was mine": True,
    "I posted it at 9": False,
}


@pytest.mark.feature("M9")
@pytest.mark.parametrize(
    ("recognizer", "text", "expected"),
    [
        (module.find, text, expected)
        for module, table in ((first_person, FIRST), (third_party, THIRD), (plea, PLEAS), (self_time, TIMES))
        for text, expected in table.items()
    ],
)
def test_whose_details_a_clause_tells(recognizer: object, text: str, expected: bool) -> None:
    assert callable(recognizer)
    found = list(recognizer(text))
    assert bool(found) is expected
    assert all(text[each.span.start : each.span.end] not in each.why for each in found)


NAMES = {
    "My manager Karen told me. Karen left.": ["Karen", "Karen"],
    "my old boss karen left": ["karen"],
    "Mrs Ockenden knows, K. Ockenden too": ["Mrs Ockenden", "K. Ockenden"],
    "Gavin Thistlewood left. GT reads this, G.T. too, GTS and Thistlewoods not": ["Gavin Thistlewood", "GT", "G.T."],
    "Thanks Dave": ["Dave"],
    "All the best,\nTim": ["Tim"],
    "Regards, Tim Brown": ["Tim Brown"],
    "Will Probation change? May Day": [],
    "Karen Brown House": [],
    "The Lord Mayor, Sir Karl Brown, and Brown again": [],
    "Karen's House is full": [],
    "Dave said so.\nRegards, Zorgon": ["Dave"],
    "the Howard League": [],
    "I leave on the 30th of June or in May": [],
    "Hello all": [],
    "Mr Who": [],
    "I am Karen": ["Karen"],
    "We met Mark in HR": ["Mark"],
}


@pytest.mark.feature("M9")
@pytest.mark.parametrize("text", NAMES)
def test_names_of_private_persons_are_found_wherever_they_stand(text: str) -> None:
    assert [text[span.start : span.end] for span, _ in persons.find_names(text)] == NAMES[text]
