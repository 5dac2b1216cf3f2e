"""Clock times, quotations, pasted passages and links in single texts: what they are and what only looks like them."""

from __future__ import annotations

import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.conversation.blocks import BlockKind, find_pasted, find_speakers
from archive.conversation.clock_times import ClockKind, Moment, find_clock_times
from archive.conversation.letters import BARRIER, to_letters
from archive.conversation.post_links import LinkKind, comment_wanted, find_post_links
from archive.conversation.quotations import Sources, find_copied, fingerprints, prepare
from archive.text import Mark, MarkKind, Span

# -- clock times

THREAD = (
    Moment("eight", 1, "2019-06-29T08:47:12"),
    Moment("noon", 2, "2019-06-29T12:26:00", "Dunlin"),
    Moment("four", 3, "2019-06-29T16:15:30"),
    Moment("late", 4, "2019-06-29T21:41:00"),
    Moment("eight-sixteen", 5, "2019-06-29T20:16:00"),
)
HERE = Moment("here", 9, "2019-06-30T09:00:00")


def meant(text: str, here: Moment = HERE, thread: tuple[Moment, ...] = THREAD) -> list[tuple[str, str]]:
    found = find_clock_times(text, (), here, thread)
    return [(text[each.span.start : each.span.end], each.target_id) for each in found]


@pytest.mark.feature("R2")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("My fellow lamplighter @ 1615 I feel your pain", [("@ 1615", "four")]),
        ("@16.15 you are right", [("@16.15", "four")]),
        ("16:15 said it better", [("16:15", "four")]),
        ("someone at 9:41pm asked", [("9:41pm", "late")]),
        ("as 9.41 p.m. says", [("9.41 p.m.", "late")]),
        ("12.26 I agree", [("12.26", "noon")]),
        ("Anon 1615 well said", [("1615", "four")]),
        ("Anonymous at 16:15 - you make a point", [("16:15", "four")]),
        ("To 16:15: no", [("16:15", "four")]),
        ("Agree with 16:15 and 12:26", [("16:15", "four"), ("12:26", "noon")]),
        ("Reply to 0847", [("0847", "eight")]),
        ("I think 16:15's point is good", [("16:15", "four")]),
        ("@ 2016 I agree", [("@ 2016", "eight-sixteen")]),
        ("Dunlin 12:26 knows", [("12:26", "noon")]),
        ("@ 12.26 and not @ 12.27", [("@ 12.26", "noon")]),
        ("yesterday @ 16:15 you said", [("@ 16:15", "four")]),
        ("28 June @ 16:15 you said", []),
        ("on 29/6 @ 16:15 you said", [("@ 16:15", "four")]),
        ("Saturday @ 16:15 you said", [("@ 16:15", "four")]),
        ("today @ 16:15 you said", []),
        ("31 June @ 16:15 you said", [("@ 16:15", "four")]),
        ("I'm with you, as 08.16 p.m. said", [("08.16 p.m.", "eight-sixteen")]),
        ("@ 08:16 you said", [("@ 08:16", "eight-sixteen")]),
        ("So unlike 16:15 I think it works", [("16:15", "four")]),
        ("I caught the 16:15 to Leeds", []),
        ("the 16:15 train was late", []),
        ("It cost £12.26 in all", []),
        ("We got 12.26 per hour", []),
        ("In 2016 said the man", []),
        ("2016 was a bad year", []),
        ("meeting at 16:15 tomorrow", []),
        ("see you @ 1615", []),
        ("Call me on 0161 2016 1615", []),
        ("John 16:15 says otherwise", []),
        ("16:15 and still no ferry", []),
        ("It's 16:15 here and I'm still at my desk", []),
        ("sold @ 12.26 each", []),
        ("Nobody is cross with any of you, 16:15. Which deck?", [("16:15", "four")]),
        ("Hate to tell you, 08:47, but the ferry is sold", [("08:47", "eight")]),
        ("It was said before (16:15 above) and better", [("16:15", "four")]),
        ("See you, 16:15.", []),
        ("The bell rang, 16:15, and the deck cleared", []),
    ],
)
def test_which_times_mean_a_comment(text: str, found: list[tuple[str, str]]) -> None:
    assert meant(text) == found


@pytest.mark.feature("R2")
def test_only_earlier_comments_are_meant_and_never_oneself() -> None:
    assert meant("@ 1615 yes", Moment("x", 2, "2019-06-29T15:00:00")) == []
    assert meant("@ 1615 yes", THREAD[2]) == []
    # without a time of its own a comment stands where the thread has it
    assert meant("@ 1615 yes", Moment("x", 9, "")) == [("@ 1615", "four")]
    assert meant("@ 1615 yes", thread=(Moment("day", 1, "2019-06-29"),)) == []


@pytest.mark.feature("R2")
def test_of_several_the_nearest_is_meant_and_less_sure() -> None:
    days = (Moment("a", 1, "2019-06-27T16:15"), Moment("b", 2, "2019-06-29T16:15"))
    (one,) = find_clock_times("@ 1615 yes", (), HERE, days[1:])
    (two,) = find_clock_times("@ 1615 yes", (), HERE, days)
    (same,) = find_clock_times("@ 1615 yes", (), HERE, (*days, Moment("c", 3, "2019-06-29T16:15:50")))
    assert (one.target_id, two.target_id, same.target_id) == ("b", "b", "c")
    assert one.confidence > two.confidence > same.confidence


@pytest.mark.feature("R2")
def test_linked_and_redacted_times_are_left_alone() -> None:
    for kind in (MarkKind.LINK, MarkKind.REDACTION):
        assert find_clock_times("@ 1615 yes", (Mark(Span(0, 6), kind, href="x"),), HERE, THREAD) == []


@pytest.mark.feature("R2")
def test_address_and_self_are_told_apart() -> None:
    (address,) = find_clock_times("@ 0847 so you say", (), HERE, THREAD)
    (own,) = find_clock_times("0847 here, so I say", (), HERE, THREAD)
    assert (address.kind, own.kind) == (ClockKind.ADDRESS, ClockKind.SELF)


@pytest.mark.feature("R2")
@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("08:47 here again. Point taken.", ["self"]),
        ("16:15 here again, have the rope", ["self"]),
        ("Anon at 08:47 here again.", ["self"]),
        ("16:15 yesterday here, rope in hand", ["self"]),
        ("It is the one with the bell. 08:47, you'll know me by that.", ["self"]),
        ("16:15 from yesterday. It has just let me in.", ["self"]),
        ("Anon at 16:15, 08:47 here, yes all right.", ["address", "self"]),
        ("12:26, I'm Quay Street (08:47 above). No offence.", ["address", "self"]),
        ("16:15 from yesterday, you were right", ["address"]),
        ("16:15 here and nobody on the landing yet", []),
    ],
)
def test_a_time_by_which_writers_call_themselves_is_no_address(text: str, kinds: list[str]) -> None:
    assert [each.kind.value for each in find_clock_times(text, (), HERE, THREAD)] == kinds


# -- quotations

SOURCE = (
    "They repainted the whole of the lower deck in the week before the inspection, and the week after it the paint "
    "came off on everybody's trousers. The steward keeps a tin of turpentine under the counter now, next to the sugar."
)


def mistype(text: str, share: float, seed: int) -> str:
    chance = random.Random(seed)
    out = []
    for sign in text:
        roll = chance.random()
        if roll < share / 3:
            continue
        out.append(chance.choice(string.ascii_lowercase) if roll < share * 2 / 3 else sign)
        if share * 2 / 3 <= roll < share:
            out.append(chance.choice(string.ascii_lowercase))
    return "".join(out)


@pytest.mark.feature("R3")
def test_a_copy_is_found_however_it_is_punctuated() -> None:
    text = "You write: THE PAINT CAME OFF -- on everybodys trousers; the steward keeps a tin... Really?"
    (found,) = find_copied(text, SOURCE)
    assert text[found.span.start : found.span.end].startswith("THE PAINT")
    assert SOURCE[found.source.start : found.source.end].startswith("the paint came")


@pytest.mark.feature("R3")
@pytest.mark.parametrize(
    "text",
    [
        "You write {}. I think that is too few.",
        "You write {}. It is a scandal.",
        "You write {}! It's a scandal.",
        "You write “{}” It is a scandal.",
        "They rest. {}. So they say.",
        "{}.",
    ],
)
def test_a_copy_ends_where_its_sentence_does(text: str) -> None:
    said = "the rota was never meant for tired people"
    source = f"Much may rest. {said.capitalize()}. It was meant for a spreadsheet."
    (found,) = find_copied(text.format(said), source)
    assert text.format(said)[found.span.start : found.span.end] == said
    assert source[found.source.start : found.source.end].lower() == said


@pytest.mark.feature("R3")
def test_a_sentence_of_one_word_belongs_to_a_copy() -> None:
    said = "The rota was never meant for tired people. Never"
    (found,) = find_copied(f"{said}. I agree.", f"{said}. It was meant for a spreadsheet.")
    assert len(found.span) == len(said)


@pytest.mark.feature("R3")
def test_mistyped_copies_are_found() -> None:
    copies = [mistype(SOURCE[:110], 0.05, seed) for seed in range(40)]
    found = [find_copied(f"So: {copy} Well.", SOURCE) for copy in copies]
    assert sum(bool(each) for each in found) >= 39


@pytest.mark.feature("R3")
@pytest.mark.parametrize(
    "text",
    [
        "I have never heard of a steward with a tin.",
        "the week before the inspection",
        "at the end of the day it is what it is",
        "",
    ],
)
def test_few_words_are_nobodys(text: str) -> None:
    assert find_copied(text, SOURCE) == []


@pytest.mark.feature("R3")
def test_few_words_in_quotation_marks_are_enough() -> None:
    assert len(find_copied('Under the counter? "a tin of turpentine under the counter" indeed.', SOURCE)) == 1
    assert find_copied("Under the counter? a tin of turpentine under there.", SOURCE) == []


@pytest.mark.feature("R3")
@pytest.mark.feature("S13")
def test_a_copy_beside_words_taken_out_is_none() -> None:
    source = "Ask [name] at the north pier who signed for the missing forty lifejackets."
    token = Mark(Span(4, 10), MarkKind.REDACTION, label="name")
    text = "Ask Dunlin at the north pier who signed for the missing forty lifejackets."
    assert find_copied(text, source, (), (token,)) == []
    # what was taken out on both sides gives nothing away
    assert len(find_copied(source, source, (token,), (token,))) == 1


@pytest.mark.feature("R3")
def test_the_longest_copy_counts_and_then_the_earliest() -> None:
    sources = Sources()
    sources.add(prepare("short", SOURCE[:77]))
    sources.add(prepare("whole", SOURCE))
    sources.add(prepare("again", SOURCE))
    assert [key for key, _ in sources.find(prepare("new", f"Well: {SOURCE}"))] == ["whole"]


@pytest.mark.feature("R3")
def test_long_passages_share_a_fingerprint() -> None:
    one, two = to_letters(f"{SOURCE} And that was June."), to_letters(f"I read that {SOURCE.upper()}")
    assert fingerprints(one) & fingerprints(two)
    assert not fingerprints(to_letters("Nothing of the kind."))
    assert not fingerprints(one) & fingerprints(to_letters(SOURCE[::-1]))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(1, 9)), max_size=3))
def test_letters_know_their_places(text: str, cut: list[tuple[int, int]]) -> None:
    marks = [Mark(Span(start, start + size), MarkKind.REDACTION) for start, size in cut if start + size <= len(text)]
    letters = to_letters(text, marks)
    assert len(letters.letters) == len(letters.places)
    assert list(letters.places) == sorted(letters.places)
    assert all(start < end for start, end in zip(letters.starts, letters.ends, strict=True))
    for place, letter in zip(letters.places, letters.letters, strict=True):
        taken_out = any(mark.span.start <= place < mark.span.end for mark in marks)
        assert taken_out is False or letter == BARRIER


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abc de.\"'\n", max_size=200), st.text(alphabet="abc de.\"'\n", max_size=200))
def test_copies_lie_in_their_texts(text: str, source: str) -> None:
    done = 0
    for copied in find_copied(text, source):
        assert done <= copied.span.start < copied.span.end <= len(text)
        assert copied.source.end <= len(source)
        done = copied.span.end


# -- pasted passages


@pytest.mark.feature("R5")
@pytest.mark.parametrize(
    ("text", "kind", "inside"),
    [
        (
            "Look:\n\nAnn Bee (@annbee) July 2, 2018\nNo boats.\n\nIndeed.",
            "tweet",
            "Ann Bee (@annbee) July 2, 2018\nNo boats.",
        ),
        ("No boats.\n— Ann (@annbee) July 2, 2018\n\nIndeed.", "tweet", "No boats.\n— Ann (@annbee) July 2, 2018"),
        (
            'Some exchanges from Twitter:-\n\n"No boats."\n\n-----\n\n"None at all."\n\nSo there.',
            "tweet",
            '"No boats."\n\n-----\n\n"None at all."',
        ),
        ("Ann Bee\nYesterday at 10:14 · \nNo boats.\n\nMine.", "facebook", "Ann Bee\nYesterday at 10:14 · \nNo boats."),
        (
            "From: Ann\nTo: all\nSubject: Boats\n\nDear all,\n\nNo boats.\n\nKind regards\nAnn\n\nWell?",
            "email",
            "From: Ann\nTo: all\nSubject: Boats\n\nDear all,\n\nNo boats.\n\nKind regards\nAnn",
        ),
        (
            "PRESS RELEASE\n\nThe board is glad.\n\nENDS\n\nNotes to editors\n\n1. It is.",
            "press_release",
            "PRESS RELEASE\n\nThe board is glad.\n\nENDS\n\nNotes to editors\n\n1. It is.",
        ),
        ("The board is glad.\n\nENDS\n\nMy view differs.", "press_release", "The board is glad.\n\nENDS"),
        (
            "Boats saved\nBy Ann Bee\nThe board said so.\n\nhttps://news.example/boats\n\nHm.",
            "article",
            "Boats saved\nBy Ann Bee\nThe board said so.\n\nhttps://news.example/boats",
        ),
        (
            "Ann Bee (Pierhead) (Lab):\n\nWhen do they go?\n\nThe Minister of State (Bo Cee):\n\nNever.\n\nTypical.",
            "debate",
            "Ann Bee (Pierhead) (Lab):\n\nWhen do they go?\n\nThe Minister of State (Bo Cee):\n\nNever.",
        ),
        (
            "She said it again.\n\n“Nothing whatever will change for those who travel with us.”\n\nHm.",
            "quote",
            "“Nothing whatever will change for those who travel with us.”",
        ),
    ],
)
def test_pasted_passages(text: str, kind: str, inside: str) -> None:
    (found,) = find_pasted(text)
    assert (found.kind, text[found.span.start : found.span.end]) == (BlockKind(kind), inside)


@pytest.mark.feature("R5")
@pytest.mark.parametrize(
    "text",
    [
        "To: whom it may concern. There are no boats.",
        "I saw this:\n\nno boats",
        "Memo to the board:\n\nI did all the work, so pay me.",
        "That ends it.\n\nNo more boats.",
        "By Ann Bee I swear.\n\nThere were boats.",
        "I read it on Twitter and was not surprised.\n\nMy own words.",
    ],
)
def test_own_words_are_no_pasted_passage(text: str) -> None:
    assert find_pasted(text) == []


@pytest.mark.feature("R5")
def test_a_marked_quotation_is_a_block_without_a_source() -> None:
    (found,) = find_pasted("So.\n\nNo boats.", (Mark(Span(5, 14), MarkKind.QUOTE),))
    assert (found.kind, found.span) == (BlockKind.QUOTE, Span(5, 14))


@pytest.mark.feature("R5")
def test_speakers_are_the_names_that_begin_lines() -> None:
    text = "Ann Bee: When?\nThe Chair: Order.\nNote: this is long.\nhe said: no"
    names = [text[span.start : span.end] for span in find_speakers(text, Span(0, len(text)))]
    assert names == ["Ann Bee", "The Chair"]
    assert find_speakers("Ann Bee: When?", Span(0, 14)) == []


# -- links between posts


@pytest.mark.feature("R4")
@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("With reference to your previous blog Ann.", "your previous blog"),
        ("As in yesterday's post, no boats.", "yesterday's post"),
        ("See the last blog post.", "the last blog post"),
        ("In my previous post as a steward I saw boats.", None),
        ("They sounded the last post.", None),
        ("It was in my previous blog.", None),
    ],
)
def test_words_that_mean_the_post_before(text: str, phrase: str | None) -> None:
    found = [text[link.span.start : link.span.end] for link in find_post_links(text)]
    assert found == ([phrase] if phrase else [])


@pytest.mark.feature("R4")
def test_links_come_in_order_with_their_addresses() -> None:
    link = Mark(Span(4, 8), MarkKind.LINK, href="https://ferry.example/x")
    found = find_post_links("See here and your previous blog.", (link,))
    assert [(each.kind, each.href) for each in found] == [(LinkKind.ADDRESS, link.href), (LinkKind.WORDS, "")]


@pytest.mark.feature("R4")
@pytest.mark.parametrize(
    ("address", "anchors", "instant"),
    [
        ("https://a.example/x.html?showComment=1530558543120#c80", ("80", "c80", "comment-80"), 1530558543120),
        ("https://a.example/x/#comment-7", ("7", "c7", "comment-7"), None),
        ("https://a.example/x/?replytocom=7#respond", ("comment-7",), None),
    ],
)
def test_addresses_say_which_comment_they_mean(address: str, anchors: tuple[str, ...], instant: int | None) -> None:
    wanted = comment_wanted(address)
    assert wanted is not None
    assert (wanted.anchors, wanted.instant) == (anchors, instant)
    assert comment_wanted("https://a.example/x.html#comments") is None


# -- texts made to take long


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    [
        *("a ", "x", "@", "1615 ", "16:15 ", "@ 1615 ", "\u00a0", "“", "'", '"x" ', "\n\n", "A: b\n", "Aa Bb "),
        *("From: a\n", "Like · Reply\n\n", "(@aaa", "yesterday ", "By Aa Bb\n\n", "“a” ", "http://a.b/"),
    ],
)
def test_repetitive_texts_are_read_in_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    find_pasted(text)
    find_speakers(text, Span(0, len(text)))
    find_post_links(text)
    find_clock_times(text, (), HERE, THREAD)
    find_copied(text, text)
