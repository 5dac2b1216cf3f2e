"""Each recognizer with a table of what it finds and what it leaves. People and numbers here are invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.redaction import findings
from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.findings import find_all
from archive.redaction.overlap import resolve_overlaps
from archive.redaction.recognizers import (
    RECOGNIZERS,
    address,
    call_sign,
    card,
    email,
    first_person,
    handle,
    iban,
    masks,
    national_insurance,
    nhs_number,
    persons,
    phone,
    phone_words,
    plate,
    plea,
    postcode,
    prison_number,
    profile_link,
    reference,
    self_time,
    third_party,
    web_address,
)


def words(find: Callable[[str], Iterator[Finding]], text: str) -> list[str]:
    found = {finding.span for finding in find(text)}
    return [text[span.start : span.end] for span in sorted(found)]


EMAILS = {
    "one dot less, and write to me at example.org": [],
    "ann [dot] tamm [at] example [dot] org": ["ann [dot] tamm [at] example [dot] org"],
    "a dot tamm at example dot org": ["a dot tamm at example dot org"],
    "write to jo@example.org.": ["jo@example.org"],
    "JO.Tamm+blog@mail.example.co.uk": ["JO.Tamm+blog@mail.example.co.uk"],
    "<jo_t%x@example.org>": ["jo_t%x@example.org"],
    "'jo.o'brien@example.org'": ["jo.o'brien@example.org"],
    "mailto:jo@example.org?subject=a": ["jo@example.org"],
    "josé@münchen.example": ["josé@münchen.example"],
    "jo@example.org,ann@example.org": ["jo@example.org", "ann@example.org"],
    "jo (at) example.org": ["jo (at) example.org"],
    "jo[at]example[dot]org": ["jo[at]example[dot]org"],
    "jo.tamm at example dot co dot uk please": ["jo.tamm at example dot co dot uk"],
    "jo at mail.example dot org": ["jo at mail.example dot org"],
    "meet at example.org": [],
    "look at gov.uk": [],
    "@jo_tamm": [],
    "jo@localhost": [],
    "jo@@example.org": [],
    "a @ 16:15": [],
    "3 apples @ 20p.each": [],
    "polka dot at the fair": [],
    "a" * 80 + "@example.org": [],
}

PHONES = {
    "ring 0114 496 0123 now": ["0114 496 0123"],
    "07700 900123": ["07700 900123"],
    "07700900123": ["07700900123"],
    "(020) 7946 0958": ["(020) 7946 0958"],
    "+44 20 7946 0958": ["+44 20 7946 0958"],
    "+44 (0)7700 900 123": ["+44 (0)7700 900 123"],
    "0044 7700 900123": ["0044 7700 900123"],
    "01632-960-001": ["01632-960-001"],
    "01632\xa0960001": ["01632\xa0960001"],
    "0808 157 0192": ["0808 157 0192"],
    "+33 1 42 68 53 00": ["+33 1 42 68 53 00"],
    "07700 900123, 07700 900124": ["07700 900123", "07700 900124"],
    "tel:01632960001": ["01632960001"],
    "at 16:15, 12.26 and 1615": [],
    "2018-07-02 19:49": [],
    "02/07/2018 1949": [],
    "02.07.2018 1949": [],
    "01 02 2018 12 30": [],
    "2013 2014 2015 2016 2017": [],
    "19,000 cases, 1 200 000 people": [],
    "£1,234,567.00": [],
    "£07700900123": [],
    "£ 2079460958": [],
    "£020 7946 0958": [],
    "ISBN 0114960123": [],
    "isbn-13: 0131103628": [],
    "ISBN 0114 496 0123": [],
    "post 8035075671438343309": [],
    "https://example.org/07700900123": [],
    "?id=07700900123": [],
    "call 999 or 101": [],
    "A07700900123": [],
    "0770 090": [],
    "00 00 00 00 00 00": [],
    "1" * 60: [],
}

NHS = {
    "my NHS number is 943 476 5919": ["943 476 5919"],
    "9434765919": ["9434765919"],
    "943-476-5919": ["943-476-5919"],
    "CHI 0101701241": ["0101701241"],
    "H&C 320 000 0023": ["320 000 0023"],
    "943 476 5918": [],
    "943 4765919": [],
    "94347659190": [],
    "https://example.org/9434765919": [],
    "9434765919.5": [],
    "000 000 0000": [],
    "8434765917": [],
}

NI = {
    "AB123456C": ["AB123456C"],
    "ab 12 34 56 c": ["ab 12 34 56 c"],
    "NI no. AB-12-34-56-C.": ["AB-12-34-56-C"],
    "National Insurance: AB 12 34 56": ["AB 12 34 56"],
    "N.I. AB123456": ["AB123456"],
    "AB123456": [],
    "QQ123456C": [],
    "GB123456A": [],
    "AO123456A": [],
    "AB123456E": [],
    "AB 123456 C": [],
    "XAB123456C": [],
    "AB123456CD": [],
    "ref=AB123456C": [],
}

IBANS = {
    "GB82 WEST 1234 5698 7654 32": ["GB82 WEST 1234 5698 7654 32"],
    "pay GB82WEST12345698765432 today": ["GB82WEST12345698765432"],
    "gb82west12345698765432": ["gb82west12345698765432"],
    "DE89 3704 0044 0532 0130 00 please": ["DE89 3704 0044 0532 0130 00"],
    "NO93 8601 1117 947": ["NO93 8601 1117 947"],
    "GB82 WEST 1234 5698 7654 33": [],
    "GB82 WEST 1234": [],
    "XX82 WEST 1234 5698 7654 32": [],
    "GB82WEST123456987654321": [],
    "in 12 months": [],
}

CARDS = {
    "4111 1111 1111 1111 12/25": ["4111 1111 1111 1111"],
    "4111-1111-1111-1111": ["4111-1111-1111-1111"],
    "5555555555554444.": ["5555555555554444"],
    "3782 822463 10005": ["3782 822463 10005"],
    "2221000000000009": ["2221000000000009"],
    "6011111111111117": ["6011111111111117"],
    "30569309025904": ["30569309025904"],
    "6759649826438453": ["6759649826438453"],
    "4111 1111 1111 1112": [],
    "4111 1111-1111 1111": [],
    "8035075671438343309": [],
    "9111111111111111": [],
    "https://example.org/4111111111111111": [],
    "4111111111111111.5": [],
}

MASKS = {
    "with ???? of the other team": ["????"],
    "what????": [],
    "what is it ????": [],
    "to {name} of ████": ["{name}", "████"],
    "the (redacted) office": ["(redacted)"],
    "on xx/xx/2015 and in 19--": ["xx/xx/2015", "19--"],
    "it was —— who said so": ["——"],
    "leave for xxxxxx each year": ["xxxxxx"],
    "more time xxxxxxxxx.": ["xxxxxxxxx"],
    "move to Xxxxxxxx full-time": ["Xxxxxxxx"],
    "with Xxxxxxx’s mother": ["Xxxxxxx"],
    "I'm XX. If I stop": ["XX"],
    "I’m XX": ["XX"],
    "I am xx this year": ["xx"],
    "aged XX": ["XX"],
    "a £XX pension": ["£XX"],
    "for £xxk": ["£xxk"],
    "£XX,XXX": ["£XX,XXX"],
    "from XX to XXX and back": ["XX", "XXX"],
    "since 19XX": ["19XX"],
    "on 07xxx or xxx123": ["07xxx", "xxx123"],
    "Mr X and Ms Y said": ["X", "Y"],
    "at XXXX": ["XXXX"],
    "Thank you: XXXX.": ["XXXX"],
    "thanks x": [],
    "lovely. xx": [],
    "lovely! xxx\nnext line": [],
    "lovely xx\nnext line": [],
    "Thanks all, xx see you": [],
    "thank you 🙂 xx and bye": [],
    "Big love. xxxxx": [],
    "x x x": [],
    "Reduced hours help! X": [],
    "(xx)": [],
    "xxxxxxxxxxxxxxxxxxxx\nnext": [],
    "above\nxx": [],
    "size XXL": [],
    "World War XX": [],
    "2 x 4": [],
    "index, exxon, Xerox": [],
    "xx.example.org": [],
    "https://example.org/xxxx": [],
    "0x12": [],
}

POSTCODES = {
    "I'm at TS99 4QX now": ["TS99 4QX"],
    "ts99 4qx": ["ts99 4qx"],
    "TS994QX": ["TS994QX"],
    "ts994qx": [],
    "QQ1 1AA": [],
    "TS99 4QC": [],
    "1st 2nd": [],
    "=TS99 4QX": [],
}
HALF_POSTCODES = {"she lives in TS99 and likes it": ["TS99"], "live in A4": [], "the B12 bus": [], "based in QQ1": []}
PLATES = {
    "BD51 SMR, white tipper": ["BD51 SMR"],
    "AK07VBN": ["AK07VBN"],
    "he drives a grey van, k123 abc": ["k123 abc"],
    "his reg is ABC 123D": ["ABC 123D"],
    "form K123 ABC": [],
    "BI51 SMR": ["BI51 SMR"],
    "BD00 SMR": [],
    "no digits": [],
}
REFERENCES = {
    "UTR 12345 67890": ["UTR 12345 67890"],
    "dob 03/04/1971, thanks": ["dob 03/04/1971"],
    "born on 3rd April 1971": ["born on 3rd April 1971"],
    "born in 1971": [],
    "CRN X417702": ["CRN X417702", "X417702"],
    "ref ENF/19/00482": ["ENF/19/00482"],
    "case number 12345": ["12345"],
    "my staff no. is 4471-B": ["4471-B"],
    "sort code is 01 02 03": ["01 02 03"],
    "case 12": [],
    "order 2014": [],
    "the 1st case of 2014": [],
    "page 1234": [],
    "a case of 40 people": [],
}
PRISON_NUMBERS = {"A1234BC was moved": ["A1234BC"], "a1234bc": [], "A1234B": [], "=A1234BC": []}
HOUSES = {
    "at number 14 Quill Close, knock": ["number 14 Quill Close"],
    "Flat 3, Feather House": ["Flat 3, Feather House"],
    "22b The Old Mill Lane, Tammford": ["22b The Old Mill Lane, Tammford"],
    "14 people in Quill Close": [],
    "Quill Close": [],
    "in 1914 The Street was new": [],
}
NUMBERS_IN_WORDS = {
    "ring oh seven double seven, oh oh, nine oh one two three": ["oh seven double seven, oh oh, nine oh one two three"],
    "Zero one one four four nine six": ["Zero one one four four nine six"],
    "oh no, one or two of seven": [],
    "oh one two": [],
}
HANDLES = {
    "follow @gobby_pso_north": ["@gobby_pso_north"],
    "@someone@social.example": ["@someone@social.example"],
    "insta: quill.feather": ["quill.feather"],
    "I'm quill_77 on twitter": ["quill_77"],
    "twitter: the": [],
    "I'm anonymous on twitter": [],
    "@ 16:15": [],
    "@1615": [],
    "see Facebook": [],
    "write to jo@example.org": [],
}
CALL_SIGNS = {"G7QZX here": ["G7QZX"], "G7 here": [], "at g7qzx": []}
ADDRESSES = {
    "https://site.example/u/quill77": ["https://site.example/u/quill77"],
    "https://www.facebook.com/jolene.maplebeck - message me": ["https://www.facebook.com/jolene.maplebeck"],
    "see linkedin.com/in/quill-feather.": ["linkedin.com/in/quill-feather"],
    "https://site.example/staff/quill": ["https://site.example/staff/quill"],
    "https://www.bbc.co.uk/staff/quill": [],
    "no address": [],
    "https://news.example/2014/report": [],
    "www.example.org": [],
}
NAMED_ADDRESSES = {
    "https://karen-quill.example/blog": ["https://karen-quill.example/blog"],
    "https://a.example/karen": ["https://a.example/karen"],
    "https://a.example/2014/02/a": [],
    "https://a.example/news/a": [],
    "https://society.example.org/join": [],
    "https://society.org.uk/join": [],
    "see karen-quill.example for more": ["karen-quill.example"],
    "it is quillfeather.wordpress.com. Read it": ["quillfeather.wordpress.com"],
    "see example.com. More": [],
    "www.bbc.co.uk/blogs/mine": [],
    "e.g. this": [],
    "https://a.example/quill77": ["https://a.example/quill77"],
    "all on my pages at https://a.example/q/1": ["https://a.example/q/1"],
    "https://a.example/q/1 is where I keep it": ["https://a.example/q/1"],
    "https://a.example/blog/2": ["https://a.example/blog/2"],
    "https://a.example/reports/annual-report-of-the-year": [],
    "https://www.ons.gov.uk/my-report": [],
}

TABLES: list[tuple[Callable[[str], Iterator[Finding]], Entity, Risk, dict[str, list[str]]]] = [
    (email.find, Entity.EMAIL, Risk.HIGH, EMAILS),
    (phone.find, Entity.PHONE, Risk.HIGH, PHONES),
    (nhs_number.find, Entity.ID_NUMBER, Risk.HIGH, NHS),
    (national_insurance.find, Entity.ID_NUMBER, Risk.HIGH, NI),
    (iban.find, Entity.ID_NUMBER, Risk.HIGH, IBANS),
    (card.find, Entity.ID_NUMBER, Risk.HIGH, CARDS),
    (masks.find, Entity.MASKED, Risk.LOW, MASKS),
    (postcode.find, Entity.POSTCODE, Risk.MEDIUM, POSTCODES),
    (postcode.find, Entity.POSTCODE, Risk.LOW, HALF_POSTCODES),
    (plate.find, Entity.PLATE, Risk.MEDIUM, PLATES),
    (reference.find, Entity.ID_NUMBER, Risk.MEDIUM, REFERENCES),
    (address.find, Entity.PLACE, Risk.MEDIUM, HOUSES),
    (phone_words.find, Entity.PHONE, Risk.HIGH, NUMBERS_IN_WORDS),
    (handle.find, Entity.HANDLE, Risk.MEDIUM, HANDLES),
    (call_sign.find, Entity.HANDLE, Risk.MEDIUM, CALL_SIGNS),
    (prison_number.find, Entity.ID_NUMBER, Risk.MEDIUM, PRISON_NUMBERS),
    (profile_link.find, Entity.LINK, Risk.MEDIUM, ADDRESSES),
    (web_address.find, Entity.LINK, Risk.LOW, NAMED_ADDRESSES),
]
OF_WORDS = {persons.find, third_party.find, plea.find, self_time.find, first_person.find}
"""Those that read sentences; their tables are in the tests of detection."""


@pytest.mark.feature("M9")
@pytest.mark.parametrize(
    ("find", "text", "expected"),
    [(find, text, expected) for find, _, _, table in TABLES if table is not MASKS for text, expected in table.items()],
)
def test_what_is_found_and_what_is_left(
    find: Callable[[str], Iterator[Finding]], text: str, expected: list[str]
) -> None:
    assert words(find, text) == expected


@pytest.mark.feature("M12")
@pytest.mark.parametrize("text", MASKS)
def test_hand_made_masks_are_found_and_kisses_are_left(text: str) -> None:
    assert words(masks.find, text) == MASKS[text]


@pytest.mark.feature("M9")
def test_findings_say_what_they_are_and_never_quote() -> None:
    for find, entity, risk, table in TABLES:
        for text in table:
            for finding in find(text):
                assert (finding.entity, finding.risk) == (entity, risk)
                assert 0 < finding.score <= 1
                assert finding.recognizer
                assert finding.version >= 1
                assert text[finding.span.start : finding.span.end] not in finding.why


def test_every_recognizer_has_its_table() -> None:
    assert {find for find, *_ in TABLES} | OF_WORDS == set(RECOGNIZERS)


@settings(max_examples=200)
@given(st.text(alphabet="0123456789 +-()x@.aAbGBDE/£:\nX", max_size=60))
def test_spans_lie_in_the_text_and_are_not_empty(text: str) -> None:
    for find in RECOGNIZERS:
        for finding in find(text):
            assert 0 <= finding.span.start < finding.span.end <= len(text)


PIECES = st.one_of(
    st.sampled_from([text for *_, table in TABLES for text in table if len(text) < 60]),
    st.sampled_from(
        ["\u0130", "\u0131", "\u017f", "\u212a", " ext 12345", "x 9", "\u0663", "+44", "  ", ") (0", " \u2010 "]
    ),
    st.text(alphabet="0123456789 +-()x@.aAtTdDoOcCmMeExXYZ/£:\n\xa0", max_size=12),
)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=6).map("".join))
def test_looking_first_whether_a_text_can_hold_anything_misses_nothing(text: str) -> None:
    tokens = [find for find in RECOGNIZERS if find not in OF_WORDS]
    found = [finding for find in findings._worth_asking(text) if find not in OF_WORDS for finding in find(text)]
    assert resolve_overlaps(found) == resolve_overlaps(each for find in tokens for each in find(text))
    if email._PLAIN.search(text):
        assert "@" in text


@pytest.mark.parametrize(
    "text",
    [
        "a" * 200_000,
        "a.b@" * 50_000,
        "x " * 100_000,
        "a at b dot " * 20_000,
        "4111 " * 20_000,
        "AB12" * 30_000,
        "xX" * 90_000,
        ("1" + " " * 40) * 5_000,
        "1 x " * 50_000,
        "1 extension " * 20_000,
        "I am a " * 20_000,
        "my old old old manager " * 8_000,
        "as a PO, " * 20_000,
        "Karen Brown and " * 8_000,
        "and I was at the " * 10_000,
        "please do not " * 12_000,
        "Aa " * 50_000,
        "@a." * 40_000,
        "www.a.b/" * 20_000,
        "Minister " * 20_000,
        "“I was" * 20_000,
        "x x x x\n" * 20_000,
        "I was 12:34 " * 12_000,
    ],
    ids=lambda text: text[:4],
)
def test_long_texts_come_back(text: str) -> None:
    # no clock: a pattern that backtracks would not come back within the test's time limit
    for find in RECOGNIZERS:
        assert isinstance(list(find(text)), list)
    assert isinstance(find_all(text), list)
