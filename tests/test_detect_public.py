"""Who is public, by what a text says of them, and stays named. Persons are invented, but for those of history."""

from __future__ import annotations

import pytest

from archive.redaction.entities import Proposal
from archive.redaction.findings import find_all
from archive.redaction.lexica.public import PUBLIC_PERSONS
from archive.redaction.public_figures import find_public

PUBLIC = {
    "we kept This (2004) back in Hull": [],
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
    "Revd Oonagh Dickens met Karen Dickens": [],
    "“I was a clerk” said nobody": [],
    "A Minister" + " word" * 60 + " and the Minister": ["A Minister", "the Minister"],
}


@pytest.mark.feature("M11")
@pytest.mark.parametrize("text", PUBLIC)
def test_public_persons_and_statements_are_known_by_office_citation_or_list(text: str) -> None:
    assert [text[one.span.start : one.span.end] for one in find_public(text)] == PUBLIC[text]


FAMILIES = {
    "a title": [
        "[Sir Magnus Quill] wrote the review",
        "[Baroness Hallet-Moss] asked",
        "I met [Dame Orla] once in Hull",
    ],
    "an office before a name": [
        "[Energy secretary Gita Rowe] is on the radio again",
        "[Work and Pensions Secretary Una Farrell] says so",
        "The [Children's Commissioner, Tess Oakley,] has asked",
        "[Police and Crime Commissioner Nell Frost] has a newsletter",
        "[Councillor Edna Brill] cut the ribbon",
        "my general secretary [Mick Stone MP] spoke",
    ],
    "an office alone": [
        "[the Bishop of Quillton] blessed the boiler",
        "[The Recorder] said as much",
        "[the Director of Public Prosecutions] has issued guidance",
        "[The new Chief Inspector of Probation] has read it",
        "[The Victims Ombudsman] wrote back",
    ],
    "a judge": ["[Mr Justice Penrose] lost patience", "[His Honour Judge Penrose] lost patience"],
    "whose they are": [
        "[Unison's Gita Rowe] put it better",
        "[Napo's Ian Harrow] gave evidence",
        "[Barnaby Fox (Con)] asked",
    ],
    "fame": [
        "As [Josiah Quill] never said, to lose one is unfortunate",
        "What [Hilda Tablet] would make of it I dread to think",
        "We are doing [Hilda Tablet] at the autumn concert",
        "a statue of [Josiah Quill] stands in the square",
        "[Josiah Quill] must be spinning",
        "[Josiah Quill] would weep",
        "[Henry VIII] closed fewer",
        "[St Cuthbert] kept ducks",
        "[Moses] came down with ten",
        "a novel by [Hester Quill] says so",
        "[Gita Rowe of Quill Action], said no",
    ],
    "a statement": [
        "[Dame Orla Fenwick] told the conference: [“My own mother was a nurse and I was born in Hull”]",
        "[“I was a union rep myself for nine years”], [the Minister] added",
        "[The Minister] said [“I was a union rep”]. [“I have three children”], he went on",
        "The leaflet has [“I live here with my wife and three sons”]",
        "[The Minister] said: [‘I was a union rep for years’]",
        "[The Minister], saying [“My own mother was a nurse and I was born in Hull”]",
        "[Dame Orla Fenwick] told the Gazette [“My husband and I swim at the baths”]",
    ],
}


@pytest.mark.feature("M11")
@pytest.mark.parametrize("text", [text for texts in FAMILIES.values() for text in texts])
def test_families_of_public_persons_are_never_proposed(text: str) -> None:
    plain = text.replace("[", "").replace("]", "")
    start = 0
    for number, part in enumerate(text.replace("[", "]").split("]")):
        if number % 2:
            taken = [each for each in find_all(plain) if each.span.start < start + len(part) and each.span.end > start]
            assert not [each for each in taken if each.decision is not Proposal.KEEP]
        start += len(part)


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


def test_blanks_before_a_name_are_no_word() -> None:
    assert find_public("minister" + " " * 30 + "Karen Oak said") == ()


ACTING = [
    ("Sheila Barracombe", "Sheila Barracombe, who chairs the select committee, told the BBC it was a mess."),
    ("Martin Oldershaw", "Martin Oldershaw gave evidence to the inquiry and said the money had gone."),
    ("Nigel Tarrabain", "The coroner, Nigel Tarrabain, wrote to the trust twice."),
    ("Dervla Quennell", "Napo's national chair Dervla Quennell was on the radio this morning."),
    ("Nadia Furlong", "Nadia Furlong, the trust's chief nurse, told the board it was safe."),
    ("Patrick Sallow", "Patrick Sallow, the Unite regional secretary, called it a slap in the face."),
    ("Jacob Marsh", "Jacob Marsh, editor of the Gazette, has it in for us."),
    ("Clive Horrocks", "Clive Horrocks, the Tory candidate, knocked on our door."),
    ("Bert Oldfield", "The secretary of the National Pigeon Union, Bert Oldfield, says the rule stands."),
    ("Anil Sood", "Director of Public Health, Dr Anil Sood, told the committee that the water was safe."),
    ("Bobby Castell", "We lost as the England manager, Bobby Castell, picked the wrong keeper."),
    ("Rod Ashdale", "In his column Rod Ashdale says we should all be grateful."),
    ("Walter Quince", "Reading Walter Quince on prisons is like being hit with a plank."),
    ("Lizzie Arbuthnot", "Lizzie Arbuthnot of Women in Prison spoke well at the conference."),
    ("Hendrik Voss", "Nobody plays Hendrik Voss any more. His second symphony is a marvel."),
    ("Marian Frost", "Marian Frost is the third chief inspector in five years."),
    ("Marian Frost", "Marian Frost's predecessor as chief inspector was no better."),
    ("Tobias Crane", "I remember when Tobias Crane was Home Secretary and he closed the lot."),
    ("Barbara Oxley", "It was Barbara Oxley who brought in the Act in 1974."),
    ("Julian Starke", "Julian Starke, in his evidence to the inquiry, said he was told to shred them."),
    ("Garrow", "Ms Garrow, the mayor, was sick on the ferry."),
    ("chief exec", "The chief exec took a bonus in April and left."),
    ("England captain", "The England captain missed it and cried."),
    ("bloke", "The bloke from the Treasury on Question Time said he had a cleaner."),
    ("his wife", "The Lord Lieutenant got up, and his wife had been a nurse."),
    ("E. P. Thompson", "I read E. P. Thompson on the train."),
    ("R. H. Tawney", "I quoted R. H. Tawney at them."),
    ("St Francis", "My wife says St Francis would have wept at the flowers."),
]
PRIVATE = [
    ("Mike Tolland", "Our branch secretary Mike Tolland has had enough."),
    ("Gary Todd", "Gary Todd our Unison rep got me through the disciplinary."),
    ("Linda Marsh", "Linda Marsh, head of year 9, was in tears."),
    ("Peter Dunn", "Our club secretary, Peter Dunn, owes me forty quid."),
    ("Steve Parrott", "Steve Parrott, who wrote my report for the court, has been suspended."),
    ("Karen Pound", "It was as Karen Pound said when she handed in her notice."),
    ("Maureen Gill", "Our treasurer Maureen Gill took the tin home."),
    ("Jim Tate", "Jim Tate was telling everyone in the office about his divorce."),
    ("A. B. Quill", "It was signed A. B. Quill in March."),
    ("Q. Z. Wells", "It was signed Q. Z. Wells in March."),
    ("Karen", "Karen Quill left her book by the door and never came back to our office."),
]


@pytest.mark.feature("M11")
@pytest.mark.parametrize(("words", "text"), ACTING)
def test_whoever_acts_in_public_is_left_by_what_stands_beside_the_name(words: str, text: str) -> None:
    start = text.index(words)
    taken = [each for each in find_all(text) if each.span.start < start + len(words) and start < each.span.end]
    assert not taken


@pytest.mark.feature("M11")
@pytest.mark.parametrize(("words", "text"), PRIVATE)
def test_who_holds_a_post_among_us_is_private(words: str, text: str) -> None:
    start = text.index(words)
    assert [each for each in find_all(text) if each.span.start < start + len(words) and start < each.span.end]


def test_every_listed_name_is_known() -> None:
    for name in PUBLIC_PERSONS:
        assert find_public(f"I wrote to {name} in vain."), name
