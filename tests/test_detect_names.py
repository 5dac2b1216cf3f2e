"""Names of private persons by family: where from, how they stand in a sentence, and what only looks like one."""

from __future__ import annotations

import pytest

from archive.redaction.lexica.calendar import DATES, MONTHS, NAME_MONTHS, WEEKDAYS
from archive.redaction.lexica.given_names import ALSO_WORDS, GIVEN_NAMES
from archive.redaction.lexica.places import NOT_PLACES
from archive.redaction.recognizers import persons

FAMILIES = {
    "South Asian": "Gurpreet Harjinder Nusrat Zubair Sukhwinder Anjali Rukhsana Jignesh",
    "African": "Ngozi Oluwaseun Kwabena Tendai Fartun Abdirahman Yetunde",
    "Polish": "Agnieszka Zbigniew Grzegorz Malgorzata Przemek",
    "Irish": "Caoimhe Diarmuid Fionnuala Padraig Siobhan",
    "Welsh": "Angharad Gethin Myfanwy Rhodri Lleucu",
    "Scottish": "Mhairi Ruaridh Catriona Hamish",
    "Romanian, Baltic, Ukrainian": "Mihaela Gintaras Oleksandr Volodymyr Ionut",
    "Arabic, Turkish, Iranian": "Ghassan Mehmet Parvin Zeynep",
    "short": "Shaz Gaz Mags Jonno Debs Trish Bev",
    "old-fashioned": "Enid Wilfred Muriel Cyril Ethel",
}
FOUND = {
    "Thanks Dave": ["Dave"],
    "Ask Priya in Payroll": ["Priya"],
    "It was Mags in stores": ["Mags"],
    "Signed: B. Satterley": ["B. Satterley"],
    "by A. J. Quillfeather": ["A. J. Quillfeather"],
    "Dear Revd Oonagh Feather": ["Revd Oonagh Feather"],
    "my mate daz said so": ["daz"],
    "little Kayleigh-Mae in 2B": ["Kayleigh-Mae"],
    "our Grace has left": ["Grace"],
    "my boss Grace": ["Grace"],
    "Hello again, Grace": ["Grace"],
    "Come soon. x Bea": ["Bea"],
    "All the best,\nBea Quill": ["Bea Quill"],
    "Ask Rowan ap Gwilym": ["Rowan ap Gwilym"],
}
LEFT = [
    "Plan: B. Thanks",
    "John Lewis sells lamps",
    "We met at St Agnes for tea",
    "Storm Dennis took the roof",
    "King Arthur was not there",
    "Grace before meals",
    "With Grace Hospital full",
    "the Wilfred Memorial Hall",
    "Miss Who",
    "In May or June",
    "the charity shop",
    "Karen Brown House",
    "The Karen Brown Trust closed",
    "The Moses basket",
]


@pytest.mark.feature("M9")
@pytest.mark.parametrize("family", FAMILIES)
def test_given_names_of_many_families_are_known(family: str) -> None:
    for name in FAMILIES[family].split():
        text = f"I saw {name} yesterday."
        found = [text[span.start : span.end] for span, _ in persons.find_names(text)]
        assert found == [name]


@pytest.mark.feature("M9")
@pytest.mark.parametrize("text", FOUND)
def test_names_are_found_however_they_stand(text: str) -> None:
    assert [text[span.start : span.end] for span, _ in persons.find_names(text)] == FOUND[text]


@pytest.mark.feature("M9")
@pytest.mark.parametrize("text", LEFT)
def test_what_only_looks_like_a_name_is_left(text: str) -> None:
    assert persons.find_names(text) == ()


def test_names_that_are_words_too_are_among_the_names() -> None:
    assert ALSO_WORDS < GIVEN_NAMES
    assert len(GIVEN_NAMES) > 4_000
    assert all(name == name.lower() for name in GIVEN_NAMES)


def test_months_and_weekdays_stand_once() -> None:
    assert len(MONTHS) == 12
    assert len(WEEKDAYS) == 7
    assert set(MONTHS) | set(WEEKDAYS) < DATES < NOT_PLACES
    assert set(MONTHS) > NAME_MONTHS
