"""Who is public, by what a text says of them, and stays named. Persons are invented, but for those of history."""

from __future__ import annotations

import pytest

from archive.redaction.findings import find_all
from archive.redaction.lexica.public import PUBLIC_PERSONS
from archive.redaction.public_figures import find_public

PUBLIC = {
    "Hugo Marchbanks MP asked. Marchbanks knows the Marchbanksons.": ["Hugo Marchbanks MP", "Marchbanks"],
    "Blame Thatcher and Ada Lovelace": ["Blame Thatcher", "Ada Lovelace"],
    "the Chief Inspector, Dame Orla Fenwick, said": ["the Chief Inspector, Dame Orla Fenwick"],
    "Orla Fenwick, author of much": ["Orla Fenwick, author of much"],
    "Cllr Stang said: “I was born here and I love it”": ["Cllr Stang", "“I was born here and I love it”"],
    "“I was a pupil in Dudley once” (Prime Minister)": ["“I was a pupil in Dudley once”", "Prime Minister"],
    "“I was a pupil in Dudley once”, wrote my sister. The Minister went.": ["The Minister"],
    "Fenwick and Oake (2017) disagree": ["Fenwick and Oake"],
    "a novel by Orla Fenwick": ["Orla Fenwick"],
    "The (2017) novel": [],
    "Orla Fenwick said: “no”": ["Orla Fenwick"],
    "Orla Fenwick told the Commons so": ["Orla Fenwick"],
    "This Fenwick promised": [],
    "The Fenwick told the House": [],
    "I like Fenwick's report": ["Fenwick"],
    "This Week's report": [],
    "Orla Fenwick did it better in 1856": ["Orla Fenwick"],
    "Nobody here": [],
    "A Minister" + " word" * 60 + " and the Minister": ["A Minister", "the Minister"],
}


@pytest.mark.feature("M11")
@pytest.mark.parametrize("text", PUBLIC)
def test_public_persons_and_statements_are_known_by_office_citation_or_list(text: str) -> None:
    assert [text[one.span.start : one.span.end] for one in find_public(text)] == PUBLIC[text]


@pytest.mark.feature("M11")
def test_every_listed_person_has_evidence_and_is_never_proposed() -> None:
    for name, evidence in PUBLIC_PERSONS.items():
        assert evidence
        assert not [finding for finding in find_all(f"I wrote to {name} about it.") if finding.entity == "name"]


@pytest.mark.feature("M11")
def test_a_clause_around_a_public_name_leaves_the_name() -> None:
    text = "I told Hugo Marchbanks MP that I have cancer"
    (finding,) = find_all(text)
    assert text[finding.span.start : finding.span.end] == "I have cancer"
