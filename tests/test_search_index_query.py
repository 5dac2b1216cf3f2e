"""How queries are read, and the line that says so."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search_index import nodes, understanding
from search_index.expanding import expand
from search_index.query import MAX_DEPTH, MAX_LENGTH, MAX_PARTS, Parsed, clean, parse
from search_index.results import Ignored
from search_index.understanding import NOTHING
from tests.search_copy import HYPOTHESIS, NASTY, NoVocabulary

NO_OPERATOR = "(there is no operator of that name; its words were searched for)"


def describe(parsed: Parsed) -> str:
    """Return how a query is read where no acronym is known."""
    return understanding.describe(expand(parsed, NoVocabulary()), parsed.ignored)


@pytest.mark.feature("S1")
@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("oasys", "word oasys"),
        ("oasys breach", "words oasys and breach"),
        ("oasys and breach", "words oasys and breach; ignored: and (very common)"),
        ("oasys AND breach & ferry", "words oasys and breach and ferry"),
        ('"early release"', '"early release"'),
        ('ferry "early release"', 'words ferry and "early release"'),
        ("“early release”", '"early release"'),
        ('"early release', '"early release"'),
        ("pre-sentence", '"pre-sentence"'),
        ("ferry -oasys", "word ferry; without oasys"),
        ("ferry NOT oasys −breach", "word ferry; without oasys or breach"),
        ("-oasys", "everything without oasys"),
        ("--oasys", "word oasys"),
        ("NOT -oasys", "word oasys"),
        ('-"early release"', 'everything without "early release"'),
        ("ferry OR oasys", "words ferry or oasys"),
        ("ferry | oasys || breach", "words ferry or oasys or breach"),
        ("late ferry OR oasys", "words late and (ferry or oasys)"),
        ("ferry OR", "word ferry"),
        ("OR ferry", "word ferry"),
        ("ferry OR the OR oasys", "words ferry or oasys; ignored: the (very common)"),
        ("(ferry oasys) OR late", "words (ferry and oasys) or late"),
        ("-(ferry oasys)", "everything without (ferry and oasys)"),
        ("late OR -(ferry oasys)", "words late or not (ferry and oasys)"),
        ("(((ferry", "word ferry"),
        ("ferry)))", "word ferry"),
        ("() ferry", "word ferry"),
        ("author:capstan", "by capstan"),
        ('author:"Old Capstan" ferry', "word ferry; by Old Capstan"),
        ("AUTHOR:Capstan", "by Capstan"),
        ('tag:"Early  Release"', "tagged early release"),
        ("year:2018", "year 2018"),
        ("before:2018-07 after:2017", "before 2018-07-01; from 2017-01-01 on"),
        ("in:posts", "in posts"),
        ("in:comment", "in comments"),
        ("-author:capstan ferry", "word ferry; without by capstan"),
        ("author:capstan OR year:2018", "by capstan or year 2018"),
        ("the oasys breach year:2018", "words oasys and breach; year 2018; ignored: the (very common)"),
        ("it", f"{NOTHING}; ignored: it (very common; write IT for the acronym)"),
        ("the of", f"{NOTHING}; ignored: the (very common), of (very common)"),
        ('"to be"', f'{NOTHING}; ignored: "to be" (all very common words)'),
        ("!!! ferry", "word ferry; ignored: !!! (no letters or digits)"),
        ("ferry - late", "words ferry and late"),
        (
            "year:18",
            f"{NOTHING}; ignored: year:18 (wants four digits, or two years with dots between them, such as year:2018)",
        ),
        ("year:2018..2019", "from 2018-01-01 on; before 2020-01-01"),
        ("before:soon", f"{NOTHING}; ignored: before:soon (wants a date, such as before:2018-07)"),
        ("after:soon", f"{NOTHING}; ignored: after:soon (wants a date, such as after:2018-07-02)"),
        ("in:cupboard", f"{NOTHING}; ignored: in:cupboard (wants post or comment, such as in:comment)"),
        ("author:★", f'{NOTHING}; ignored: author:★ (wants a name, such as author:"a name")'),
        ('tag:" "', f"{NOTHING}; ignored: tag: (wants a tag, such as tag:kettlesea)"),
        ("year: ferry", "word ferry; ignored: year: (write what you mean right after it, such as year:2018)"),
        ("boat:ferry", f'"boat:ferry"; ignored: boat: {NO_OPERATOR}'),
        ("proba*tion", f"{NOTHING}; ignored: proba*tion (a * can stand at the end of a word alone, such as proba*)"),
        ("has:wings", f"{NOTHING}; ignored: has:wings (wants link, reply or quote, such as has:link)"),
        (
            "sort:best ferry",
            "word ferry; ignored: sort:best (wants relevance, newest, oldest or discussed, such as sort:newest)",
        ),
        ("expand:x ferry", 'word ferry; ignored: expand:x (wants a minus before it, such as -expand:"early release")'),
        ("sort:newest -expand:x ferry", "word ferry"),
        (
            "words:own site:blog.example has:reply ferry",
            "word ferry; the author's own words alone; on blog.example; with an answer",
        ),
        ("acronym:PSR", "the acronym PSR"),
        ("acronym:a&e", "the acronym A&E"),
        ("=runs", "word runs (as typed)"),
        ("https://ferry.example/x", '"https://ferry.example/x"'),
        ("10:30", '"10:30"'),
        ("Note:this", '"Note:this"'),
        ("proba*", "words beginning with proba (and other forms of them)"),
        ("pr*", f"{NOTHING}; ignored: pr* (write at least 3 letters before the *)"),
        ("early-rel*", '"early-rel*"'),
        ("*EDIT*", "word EDIT (in any case)"),
        ("IT", "word IT (as typed)"),
        ("=Running", "word Running (as typed)"),
        ("R&D team", 'words "R&D" and team'),
        ("a&e", "word a&e (the acronym, in capitals)"),
        ("", NOTHING),
    ],
)
def test_a_query_is_explained_in_one_line(typed: str, understood: str) -> None:
    assert describe(parse(typed)) == understood


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ("ARMS", nodes.Capitals("ARMS", "ARMS")),
        ("PSRs", nodes.Capitals("PSRs", "PSR")),
        ("PSR's", nodes.Capitals("PSR's", "PSR")),
        ("A.R.M.S.", nodes.Capitals("A.R.M.S", "ARMS")),
        ("**EDIT**", nodes.Capitals("EDIT", "EDIT")),
        ('"IT"', nodes.Exact("IT", "IT", "")),
        ("=IT", nodes.Exact("IT", "IT", "")),
        ("=runs", nodes.Exact("runs", "runs", "run")),
        ("=Sara's", nodes.Exact("Sara's", "sara", "sara")),
        ('"OASys"', nodes.Exact("OASys", "OASys", "oasys")),
        ('="the early releases"', nodes.Phrase("the early releases", ("earli", "releas"), ("early", "releases"))),
        ("A&E", nodes.Capitals("A&E", "A&E")),
        ("s/po", nodes.Capitals("s/po", "S/PO")),
        ("and/or", None),
        ('"early release"', nodes.Phrase("early release", ("earli", "releas"))),
        ("acronym:psrs", nodes.Acronym("psrs", "PSRS")),
        ("acronym:A&E", nodes.Acronym("A&E", "A&E")),
        ("acronym:s/po", nodes.Acronym("s/po", "S/PO")),
        ("acronym:P.S.R.", nodes.Acronym("P.S.R.", "PSR")),
        ("site:https://Blog.example/x", nodes.Site("blog.example")),
        ("has:links", nodes.Has("link")),
        ("words:Own", nodes.Voice("own")),
        ('author:"=Old Capstan"', nodes.Author("Old Capstan", ("old", "capstan"), True)),
        ("arms", nodes.Word("arms", "arm")),
        ("psrs", nodes.Word("psrs", "psr")),
        ("OASys", nodes.Word("OASys", "oasys")),
        ("PO/SPO", nodes.Capitals("PO/SPO", "PO/SPO")),
        ("5", nodes.Word("5", "5")),
        ("year:2018", nodes.Year(2018)),
        ("after:2018-07-02", nodes.Days(date(2018, 7, 2), None)),
        ("running*", nodes.Prefix("running", "run")),
    ],
)
def test_capitals_ask_for_the_acronym_alone(typed: str, node: nodes.Node | None) -> None:
    assert parse(typed).root == node


def test_a_query_shouted_as_a_whole_is_read_as_words() -> None:
    assert describe(parse("WHY IS THE FERRY SO LATE")) == (
        "words WHY and FERRY and LATE; ignored: IS (very common), THE (very common), SO (very common)"
    )
    assert describe(parse("PSR IT RSR")) == "words PSR and IT (as typed) and RSR"


def test_a_query_has_bounds() -> None:
    many = parse(" ".join(f"word{number}" for number in range(MAX_PARTS + 5)))
    assert isinstance(many.root, nodes.Every)
    assert len(many.root.nodes) == MAX_PARTS
    assert many.ignored == (
        Ignored("word16 word17 word18 word19 word20", f"only the first {MAX_PARTS} parts are read"),
    )
    long = parse("ferry " * 200)
    assert len(long.typed) <= MAX_LENGTH
    assert Ignored("", f"all after the first {MAX_LENGTH} characters") in long.ignored
    assert [one.why for one in parse("x" * 101).ignored] == ["a word of more than 100 letters"]


def test_parentheses_deeper_than_the_bound_are_passed_over() -> None:
    deep = parse("(" * (MAX_DEPTH * 3) + "ferry -oasys" + ")" * (MAX_DEPTH * 3))
    assert describe(deep) == "word ferry; without oasys"


def test_what_stands_behind_a_minus_is_no_word_to_be_found_by() -> None:
    words = nodes.iter_words(parse("ferry (late OR -oasys) -breach").root)
    assert list(words) == [nodes.Word("ferry", "ferri"), nodes.Word("late", "late")]
    assert list(nodes.iter_words(None)) == []


@pytest.mark.feature("S3")
@pytest.mark.parametrize("typed", NASTY)
def test_no_query_raises(typed: str) -> None:
    assert "\n" not in describe(parse(typed))


@pytest.mark.feature("S3")
@HYPOTHESIS
@given(st.text(st.sampled_from("ab AT()\"“-−*:|'’.ORyear:tag\n\0\ud800é"), max_size=120))
@example("a" * 5000)
@example("(" * 400)
def test_no_text_at_all_raises(typed: str) -> None:
    parsed = parse(typed)
    assert "\n" not in describe(parsed)
    parsed.typed.encode()


@HYPOTHESIS
@given(st.text(max_size=700))
def test_a_cleaned_query_is_one_short_line_that_stays_clean(typed: str) -> None:
    line = clean(typed)
    assert len(line) <= MAX_LENGTH
    assert clean(line) == line
    assert line.isprintable() or not any(letter in line for letter in "\n\r\0\u2028")
