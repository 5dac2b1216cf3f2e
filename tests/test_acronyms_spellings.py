"""Spellings of one acronym are one group, and what is spelt alike but means another thing is not."""

import pytest

from archive.acronyms import choose_sense, group_senses, group_spellings
from archive.acronyms.senses import Contexts, get_context


def groups(counts: dict[str, int], expansions: dict[str, list[str]] | None = None) -> dict[str, set[str]]:
    return {group.canonical: {one for one, _ in group.spellings} for group in group_spellings(counts, expansions)}


@pytest.mark.feature("S6")
@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (
            {"OASys": 9, "OASYS": 3, "OAsys": 2, "OASYs": 1, "Oasys": 2, "oasys": 4, "eoasys": 1},
            {"OASys": {"OASys", "OASYS", "OAsys", "OASYs", "Oasys", "oasys", "eoasys"}},
        ),
        ({"PSR": 5, "PSRs": 4, "psrs": 1, "P.S.R.": 1, "PSRS": 1}, {"PSR": {"PSR", "PSRs", "psrs", "P.S.R.", "PSRS"}}),
        ({"GP": 3, "GPS": 2, "GPs": 1}, {"GP": {"GP", "GPs"}, "GPS": {"GPS"}}),
        ({"TTO": 2, "TTA": 2}, {"TTO": {"TTO"}, "TTA": {"TTA"}}),
        ({"EMU": 2, "MU": 1}, {"EMU": {"EMU"}, "MU": {"MU"}}),
        ({"MAPPA": 9, "MAPAP": 1}, {"MAPPA": {"MAPPA", "MAPAP"}}),
        ({"COSS": 2, "COSSes": 1}, {"COSS": {"COSS", "COSSes"}}),
        ({"O/S": 1, "OS": 2}, {"O/S": {"O/S"}, "OS": {"OS"}}),
    ],
)
def test_spellings_come_together(counts: dict[str, int], expected: dict[str, set[str]]) -> None:
    assert groups(counts) == expected


@pytest.mark.feature("S6")
def test_one_slip_is_the_same_acronym_where_the_expansion_is() -> None:
    counts = {"PQiP": 3, "PQuiP": 1}
    long = "Professional Qualification in Probation"
    assert len(groups(counts)) == 2
    assert groups(counts, {"PQiP": [long], "PQuiP": [long.lower()]}) == {"PQiP": {"PQiP", "PQuiP"}}


@pytest.mark.feature("T3")
def test_expansions_that_differ_in_writing_are_one_sense() -> None:
    longs = {"sentence plan": 2, "Sentence Plans": 1, "sentance plan": 1, "Senior Practitioner": 1}
    assert [(sense.long, sense.count) for sense in group_senses(longs)] == [
        ("sentence plan", 4),
        ("Senior Practitioner", 1),
    ]
    spelt = {"Pre-Sentence Report": 1, "pre sentence reports": 1, "presentence report": 1}
    assert len(group_senses(spelt)) == 1


@pytest.mark.feature("T3")
def test_the_text_decides_before_the_thread_and_the_thread_before_the_words() -> None:
    senses = ["senior practitioner", "sentence plan"]
    scores = {"senior practitioner": 9.0, "sentence plan": 0.0}
    assert (
        choose_sense(senses, in_text=["Sentence Plans"], in_thread=["senior practitioner"], scores=scores) == senses[1]
    )
    assert choose_sense(senses, in_thread=["Sentence Plans"], scores=scores) == senses[1]
    assert choose_sense(senses, in_thread=senses, scores=scores) == senses[0]
    assert choose_sense(senses, scores={}) is None
    assert choose_sense(["sentence plan"], scores={}) == "sentence plan"


@pytest.mark.feature("T3")
def test_words_around_tell_senses_apart() -> None:
    contexts = Contexts()
    examples = [
        ("The SP mentors trainees on better pay", "senior practitioner"),
        ("Objectives in the SP are reviewed every term", "sentence plan"),
    ]
    for text, expansion in examples:
        place = text.index("SP")
        contexts.add("sp", expansion, get_context(text, place, place + 2))
    senses = [expansion for _, expansion in examples]
    words = get_context("Which trainee would not want an SP like her?", 30, 32)
    assert choose_sense(senses, scores=contexts.weigh("sp", senses, words)) == "senior practitioner"
