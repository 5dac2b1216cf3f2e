"""Who is spoken of beside the writer, by family of grammar. All people, offices and sentences are invented."""

from __future__ import annotations

import pytest

from archive.redaction.entities import Entity, Proposal
from archive.redaction.findings import find_all
from archive.redaction.lexica.alternatives import alternatives
from archive.redaction.lexica.people import KIN_WORDS, PEOPLE
from archive.redaction.recognizers import third_party
from archive.redaction.recognizers.named import find_mentions
from archive.redaction.sentences import find_sentences

TOLD = {
    "my and our": [
        "My line manager rang me on Christmas Eve to ask for a spreadsheet",
        "Our treasurer keeps the float in a biscuit tin",
        "Our deputy head, the one with the pony, applied and got it",
        "My opposite number in Quillton has gone off with stress",
        "My old boss keeps bees",
    ],
    "not of this year": [
        "Last year's treasurer is in Spain with the kitty",
        "I nursed her for nine weeks and never knew she was a countess",
    ],
    "one of several": [
        "One of my lads got a job at the fishmonger's and brought me a crab",
        "Two of my tutees have dropped out since Christmas",
        "One of the magistrates fell asleep",
        "Half our shift left in March",
        "Mine was called Wilfred, nineteen, and he wept",
        "The one who got it started is his cousin",
    ],
    "somebody at a place": [
        "A girl on our wing has started writing poems on the toilet door",
        "There's a lass in accounts who hums hymns",
        "The boy in the third row had a stammer",
        "An officer on nights told me he'd not slept since the riot",
        "Her in the wages office has a bee in her bonnet",
        "The cleaner on our floor, Polish lass, two degrees, found it",
        "A dispatcher three weeks out of training and a lady of 77 with a trolley",
    ],
    "whom the writer had before them": [
        "We lost a lad in November, nineteen, found by the canal",
        "I've a client who walked nine miles to sign on",
        "I sat next to a man who had been a judge's clerk for thirty years",
        "We'd an old boy on the threes, blind, in since the eighties",
        "I was bitten by a patient in the corridor",
    ],
    "without an article": [
        "Curate fell off the roof",
        "Head porter's off with his back",
        "Little lad, six, asked if the dinosaur was dead",
        "Boss has been arrested",
    ],
    "kin": [
        "The wife's mother has moved in, ninety and deaf",
        "Mam's in the home now",
        "His missus came to the barbecue",
        "The caretaker's wife does the flowers and the accounts",
        "The Pattersons' youngest fell in the lock",
        "Him indoors retired in May",
    ],
    "by name and place": [
        "You want Sandra in Payroll, she sorted mine",
        "It was Mags in stores, her that's getting divorced",
    ],
    "afterwards": [
        "My old boss had one lung. He was in the bow when we lost the trophy, drunk at fifty",
        "My old boss had one lung. They gave him a carriage clock",
        "My old boss had one lung. Retired in March to keep bees",
        "My old boss had one lung. She's the only one who stayed",
        "My old boss had one lung; he'd the other out in Quillton",
        "My old boss: ginger, ex-army",
        "The treasurer told me in the vestry that he'd lent himself the flower money",
        "We had a clerk. He is at home, he is on suicide watch",
    ],
}
GENERAL = [
    "Managers never ask the people who do the work",
    "A good teacher is worth ten inspectors",
    "Every client deserves a second chance",
    "The average student has more debt than I had house",
    "I think a manager who listens is rare",
    "I don't think there's a single manager who set out to wreck it",
    "I've never met the woman",
    "Not one manager has ever apologised",
    "If a prisoner asks for help he should get it",
    "The officer class never changed",
    "I only say that PSO was a grade",
    "The regulator wrote to us",
    "Ours was found in a car park",
    "The chair is by the door",
    "It was one rogue clerk",
    "I'm the clerk at the Quillton office",
    "I'm with the clerk on this one",
    "A client of the system",
]


@pytest.mark.feature("M9")
@pytest.mark.parametrize(("family", "text"), [(family, text) for family, texts in TOLD.items() for text in texts])
def test_particular_persons_are_found_by_the_grammar_around_them(family: str, text: str) -> None:
    text += "."
    found = [finding for finding in find_all(text) if finding.decision is not Proposal.KEEP]
    last = text.rfind(". ") + 1 if family == "afterwards" else 0
    covered = sum(max(0, finding.span.end - max(last, finding.span.start)) for finding in found)
    assert covered >= 0.6 * (len(text) - last), family


@pytest.mark.feature("M9")
@pytest.mark.parametrize("text", GENERAL)
def test_general_talk_of_people_is_left(text: str) -> None:
    assert not list(third_party.find(f"{text}."))


@pytest.mark.feature("M9")
def test_a_public_person_late_in_a_clause_does_not_hide_who_it_is_about() -> None:
    text = "A thirteen-year-old told me this week that Charles Dickens was dull."
    (finding,) = third_party.find(text)
    assert finding.entity is Entity.CHILD
    assert not list(third_party.find("The Bishop of Quillton told my vicar off."))
    assert not list(third_party.find("The minister met my vicar in Quillton."))


@pytest.mark.feature("M9")
def test_who_is_spoken_of_is_closed_by_a_public_person() -> None:
    assert (
        len(list(third_party.find("My boss left in May. I wrote to Charles Dickens. He was glad at Christmas."))) == 1
    )


MENTIONS = {
    "my old line manager": ["my old line manager"],
    "the prison officer of our vicar": ["our vicar", "the prison officer"],
    "head porter": ["head porter"],
    "useless porter": [],
    "the officer class": [],
    "that pso left": [],
    "that lad left": ["that lad"],
    "the typical nurse": [],
    "our typical nurse": ["our typical nurse"],
    "the two girls": ["two girls"],
    "two girls": ["two girls"],
    "the coach": [],
    "our coach": ["our coach"],
    "the parents": [],
    "my parents": ["my parents"],
    "a very very very very tall clerk": [],
    "his missus's hat": ["his missus's"],
}


@pytest.mark.parametrize("text", MENTIONS)
def test_nouns_for_persons_are_read_with_their_articles(text: str) -> None:
    clause = find_sentences(text)[0].clauses[0]
    assert [text[each.start : each.end] for each in find_mentions(clause)] == MENTIONS[text]


def test_words_for_people_are_many_and_written_with_blanks() -> None:
    assert len(PEOPLE) > 1_000
    assert not [word for word in [*PEOPLE, *KIN_WORDS] if "_" in word or word != word.lower()]


def test_alternatives_match_each_word_and_prefer_the_longest() -> None:
    assert alternatives(["mum", "mummy", "man", "a.b"]) == r"(?:a\.b|m(?:an|um(?:my)?))"
    assert alternatives([]) == "(?:)"
