"""Families of what once went wrong: each with invented sentences of its own, not those that were labelled."""

from __future__ import annotations

from typing import Any

import pytest

from archive.acronyms import find_definitions, find_mentions, read
from archive.acronyms.batch import find_in_records


def found(text: str) -> list[str]:
    return [mention.text for mention in find_mentions(text)]


def explained(text: str) -> list[tuple[str, str]]:
    return [(one.short, one.long) for one in find_definitions(text)]


def converse(*texts: str) -> list[tuple[str, str]]:
    records: list[tuple[int, dict[str, Any]]] = [
        (number, {"id": number, "thread": 1, "text": text}) for number, text in enumerate(texts, 1)
    ]
    return [
        (pair["short"], pair["long"]) for answer in find_in_records(records, threads=True) for pair in answer["pairs"]
    ]


@pytest.mark.feature("S7")
@pytest.mark.parametrize(
    ("text", "initials"),
    [
        ("The ferry mate, GW, knew every rock. GW is missed.", ["GW", "GW"]),
        ("Rang twice and my PO, RK, never answered.", ["RK"]),
        ("RK, my PO, never answered the phone at all.", ["RK"]),
        ("Their clerk FD says the tide table is wrong.", ["FD"]),
        ("My supervisor (HN) says no.", ["HN"]),
        ("We were known by our initials on that boat: GW, TB, and the rest.", ["GW", "TB"]),
        ("He signed every letter GRW in purple.", ["GRW"]),
        ("Thank you GRW for the biscuits.", ["GRW"]),
        ("Proposed GW, seconded TB, and so we went home.", ["GW", "TB"]),
        ("Apologies GW, TB. Nobody else came.", ["GW", "TB"]),
        ('A note on the pump said "leave alone - GW". Nobody knew a GW.', ["GW", "GW"]),
        ("G.W. wrote the log, T.B.H. read it aloud to the crew.", ["G.W.", "T.B.H."]),
        ("The old pilot was T.B.H., and what he said went.", ["T.B.H."]),
        ("Hi GW, that makes two of us then.", ["GW"]),
        ("GW, you are right about the lamps.", ["GW"]),
        ("It all went wrong with the lamps, as it would.\n- GW, Whitby", ["GW"]),
        ("(They moved the lamps again, and nobody asked us. GW.)", ["GW"]),
    ],
)
def test_letters_that_stand_for_a_person_are_no_acronym(text: str, initials: list[str]) -> None:
    assert [text[span.start : span.end] for span in read(text).initials] == initials
    assert not set(initials) & set(found(text))


@pytest.mark.feature("S7")
@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("Nobody signed the PSR, and no CI was run.", ["PSR", "CI"]),
        ("Minutes: lamps, ropes, A.O.B. None had been asked for.", ["A.O.B."]),
        ("IT was down in both harbours again.", ["IT"]),
        ("You could always write to PALS.", ["PALS"]),
        ("They teach SOLID, DRY, KISS and YAGNI, in that order.", ["SOLID", "DRY", "KISS", "YAGNI"]),
        ("He taught me AM, FM and how to solder.", ["AM", "FM"]),
        ("my bp was up and the hr people said nothing", ["bp", "hr"]),
        ("could the ui team look at it", ["ui"]),
        ("a p.o. of the old sort, that one", ["p.o."]),
        ("The S.&T. men came, and the T.O.C.s sent nobody.", ["S.&T.", "T.O.C.s"]),
        ("He went to the I.o.W. for a week.", ["I.o.W."]),
        ("The ALMO left us to the HA in the end.", ["ALMO", "HA"]),
        ("The SDS40 rules are out, says the USA. I asked my US colleagues.", ["SDS40", "USA", "US"]),
        ("The RBO² is late.", ["RBO"]),
        ("FIR says so: see FIR/2015/00318.", ["FIR", "FIR"]),
    ],
)
def test_acronyms_are_seen_where_writers_are_careless_or_lists_are_long(text: str, acronyms: list[str]) -> None:
    assert found(text) == acronyms


@pytest.mark.feature("S7")
@pytest.mark.parametrize(
    "text",
    [
        "I CANNOT go on like this.",
        "They put him on ward IV, in bay IV.",
        "My reference is AB/12/QT, says the letter.",
        "Ours is HB/77/TX/KLM and nobody opens it.",
        "For sale: one FT-817 and a TS-520, and the crane (DR 73999) next door.",
        "The van's plate ends in GKR, I saw it.",
        "We moved to OpenID and went home, e.g. early.",
        "See FIR/2015/00318 for the rest.",
        "He rang at 9 a.m. and went to bed.",
    ],
)
def test_numerals_numbers_of_makers_and_references_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.feature("T2")
@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("The HRB* came late, all of it. * harbour rescue board", [("HRB", "harbour rescue board")]),
        ("The HRB[1] came late.\n[1] harbour rescue board", [("HRB", "harbour rescue board")]),
        ("The HRB¹ came late.\n¹ Harbour Rescue Board", [("HRB", "Harbour Rescue Board")]),
        ("The harbour rescue board {HRB} met.", [("HRB", "harbour rescue board")]),
        ('The harbour rescue board "HRB" met.', [("HRB", "harbour rescue board")]),
        ("h.r.b. = harbour rescue board", [("h.r.b.", "harbour rescue board")]),
        ("Stolen by site-scripters: cross-site scripting (XSS).", [("XSS", "cross-site scripting")]),
        ('"It is harbours as code" - HaC - said the man.', [("HaC", "harbours as code")]),
        ("I like the OB, open boats for the uninitiated.", [("OB", "open boats")]),
        ("WTH is working towards the harbour, and far from it.", [("WTH", "working towards the harbour")]),
        ("VRHH – variable rate harbour hoist hire – is dear.", [("VRHH", "variable rate harbour hoist hire")]),
        (
            "DASH - Dinghy Aid, Sails, Hulls and Half-Built Vessels - is a form.",
            [("DASH", "Dinghy Aid, Sails, Hulls and Half-Built Vessels")],
        ),
        (
            "ABC = automatic barge crossing, locally manned, XYZ = none",
            [("ABC", "automatic barge crossing")],
        ),
        ("In my day the S.L.R. ran it. Shingle and Lias Railway, sir: SLR.", [("SLR", "Shingle and Lias Railway")]),
        ("The tribunal - SHEND, the Shingle Harbour Ends Tribunal.", []),
        ('Our "BFF" is no friend but a backend for frontend.', [("BFF", "backend for frontend")]),
        ("It's RCAT, not RCAD, and RCAD stands nowhere.", []),
    ],
)
def test_long_forms_stand_where_writers_put_them(text: str, pairs: list[tuple[str, str]]) -> None:
    assert explained(text) == pairs


@pytest.mark.feature("T2")
@pytest.mark.parametrize(
    "text",
    [
        "I was told by the HR (he rang, to be kind) that it was off.",
        "UPS two to three, if anybody cares. Unsung, pretty sour and off to sell boats.",
        "GBR by spring, they say. Good bit of rope, that White Paper.",
        "The E.M.F. forms again. We bought him a pie. Everyone's more fearful than before.",
        "TELL ME WHY THE HB AND THE DA GIVE DIFFERENT ANSWERS AGAIN AND AGAIN.",
        "The DDT does not stand for Deep Diving Team, whatever the poster says.",
        "They want the SBT report first, the SBT. Soon be there.",
        "HRB?? Half Rotten Boats?",
        "Is OPD still here? There was a sign. Offer People Doors, it said.",
        "The newsletter gives the letters now run: NR, FAA, HRM.",
        "Ask the KFM first. The KFM said no. Keith from maintenance said no as well.",
        "The bosun rang the BTO. Brenda took over the boat.",
        "Tell the NTO. Nobody there on the night shift.",
    ],
)
def test_phrases_that_have_the_letters_and_tell_something_else_explain_nothing(text: str) -> None:
    assert explained(text) == []


@pytest.mark.feature("T2")
@pytest.mark.parametrize(
    "reply",
    [
        "Harbour rescue board.",
        "It's the harbour rescue board, mate",
        "Our lot call it harbour rescue board.",
        "Harbour rescue board. In Leeds an HRB (half-rate bus) is another thing.",
        "I think the first's Harbour Rescue Board.",
    ],
)
@pytest.mark.parametrize("question", ["What's an HRB?", "I need an HRB today. What is that?"])
def test_a_reply_that_says_what_the_letters_stand_for_answers(question: str, reply: str) -> None:
    assert "harbour rescue board" in {long.lower() for _, long in converse(question, reply)}


@pytest.mark.feature("T2")
@pytest.mark.parametrize(
    "reply",
    [
        "Hand Rob both oars.",
        "He's run both of them down.",
        "Ready, hauled, reefed, bent, and so on: hulls, ropes, buoys, etc.",
        "HURRY. HULLS ARE BURNING.",
        "See the HRBT (Harbour Rescue Boat Trust) for more.",
        "Harbour rescue badge: HRBG.",
        "Harold R. B.",
        "Home by October.",
        "Half rotten boats?",
    ],
)
@pytest.mark.parametrize("question", ["What's an HRB?", "Do I need an HRB for the pier?"])
def test_a_reply_that_happens_to_have_the_letters_answers_nothing(question: str, reply: str) -> None:
    assert [short for short, _ in converse(question, reply) if short == "HRB"] == []


@pytest.mark.feature("T2")
def test_who_has_it_is_no_answer_to_what_it_is() -> None:
    assert converse("Who's got the PAD? What is the PAD?", "Petra and Dev have it, in the van.") == []
    assert converse("What is the PAD?", "It stands for Permits and Deposits.") == [("PAD", "Permits and Deposits")]


@pytest.mark.feature("T2")
def test_advice_is_no_answer_where_nobody_asked_what_letters_mean() -> None:
    assert converse("My boss wants a POC by Friday, what's fair?", "Pick one coast. Do the one buoy.") == []
    assert converse("My boss wants a POC by Friday, what's fair?", "Proof of concept.") == [("POC", "Proof of concept")]


@pytest.mark.feature("T2")
def test_long_words_answer_with_letters_within_them() -> None:
    assert converse("What's IMD?", "Intermodulation distortion. Turn it down.") == [
        ("IMD", "Intermodulation distortion")
    ]
