"""Many words at once: never fewer are found likely than do stand in a text or an address."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.redaction.many_words import ManyWords, find_escaped
from archive.redaction.words import Words

SOME = ("Zoë Quill", "O'Brien of Leeds", "Ann", "£12", "££", "The Old Quay", "Quill & Sons", "Łódź")
MANY = (*SOME, *(f"number{number}" for number in range(20)))
TEXTS = (
    "zoe quill",
    "ZOË  QUILL",
    "zoequill77",
    "o’brien of leeds",
    "obrien-of-leeds",
    "Ann.",
    "£12, ££",
    "Quill &amp; Sons",
)


@pytest.mark.parametrize("words", [SOME, MANY])
@pytest.mark.parametrize("text", [*TEXTS, "nothing"])
def test_what_stands_in_a_text_is_likely(words: tuple[str, ...], text: str) -> None:
    every = [Words(each) for each in words]
    likely = ManyWords(every).may_stand_in(text, [quote(text)])
    stands = {number for number, each in enumerate(every) if each.stands_in(text) or each.stands_in_slug(quote(text))}
    assert stands <= set(likely)
    assert len(likely) < 8


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([*SOME, "x", " ", "-", "%20", "n", "&amp;"]), max_size=6))
def test_an_address_tells_no_words_that_are_not_likely(pieces: list[str]) -> None:
    address = quote("".join(pieces), safe="/&;")
    for words in (SOME, MANY):
        every = [Words(each) for each in words]
        likely = ManyWords(every).may_stand_in("", [address])
        assert {number for number, each in enumerate(every) if each.stands_in_slug(address)} <= set(likely)


def test_only_what_may_be_read_otherwise_is_read_otherwise() -> None:
    assert find_escaped("a b c") == []
    assert find_escaped("see x.example/?q=a%20b and c+d") == ["x.example/?q=a%20b", "c+d"]
