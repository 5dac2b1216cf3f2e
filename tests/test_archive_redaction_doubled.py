"""A body pasted twice is shown once; repetition that somebody meant stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.markup import parse_fragment, plain_text, render
from archive.redaction.apply import collapse_doubled, shown
from archive.text import MarkKind, OriginalText

RELEASE = [
    "The county's library van has been praised for its tidy shelves and its tea.",
    "Inspectors looked at nine parts of its work over three wet days in the spring.",
    "They found the driver well prepared, the books in order and the queue polite.",
    "One shelf was thought too high for younger readers, and a step was promised.",
    "The van is to be inspected again in four years, weather and clutch permitting.",
    "--oo00oo--",
]
BEFORE = ["A headline of its own", "And a first line that stands once."]
AFTER = ["What do readers make of it?", "Let us know below."]


def once(lines: list[str]) -> str:
    return collapse_doubled(plain_text("\n".join(lines))).reveal().text


@pytest.mark.feature("A6")
@pytest.mark.parametrize("join", ["\n", "\n\n"])
def test_a_run_that_stands_twice_is_shown_once(join: str) -> None:
    doubled = plain_text(join.join([*BEFORE, *RELEASE, *RELEASE, *AFTER]))
    assert collapse_doubled(doubled) == plain_text(join.join([*BEFORE, *RELEASE, *AFTER]))


@pytest.mark.feature("A6")
@pytest.mark.parametrize("join", ["\n", "\n\n"])
def test_a_second_copy_that_begins_inside_a_line_leaves_what_stood_before_it(join: str) -> None:
    glued = [*BEFORE, *RELEASE, "Would you board it? " + RELEASE[0], *RELEASE[1:], *AFTER]
    expected = [*BEFORE, *RELEASE, "Would you board it?", *AFTER]
    assert collapse_doubled(plain_text(join.join(glued))) == plain_text(join.join(expected))


@pytest.mark.feature("A6")
def test_a_first_copy_that_begins_inside_a_line_stays_as_it_is() -> None:
    glued = ["Read this: " + RELEASE[0], *RELEASE[1:], *RELEASE, *AFTER]
    assert once(glued) == "\n".join(["Read this: " + RELEASE[0], *RELEASE[1:], *AFTER])


@pytest.mark.feature("A6")
def test_white_space_makes_no_difference_between_two_copies() -> None:
    other = [line.replace(" ", "\xa0", 1) for line in RELEASE]
    assert once([*RELEASE, *other]) == "\n".join(RELEASE)


@pytest.mark.feature("A6")
@pytest.mark.parametrize("times", [2, 3, 4, 5])
def test_a_whole_body_that_stands_several_times_is_shown_once(times: int) -> None:
    assert once(RELEASE * times) == "\n".join(RELEASE)


@pytest.mark.feature("A6")
@pytest.mark.parametrize("joint", [" ", "\n", "\n\n"])
def test_a_long_body_of_one_line_pasted_twice_is_shown_once(joint: str) -> None:
    line = " ".join(RELEASE)
    assert once([line + joint + line]) == line


@pytest.mark.feature("A6")
def test_a_copy_in_html_takes_its_marks_with_it() -> None:
    body = "".join(f"<p>{line.replace('tea', '<b>tea</b>')}</p>" for line in RELEASE)
    html = f"<blockquote>{body}</blockquote><p>Would you? {body[3:]}<p>No.</p><img src=a><img src=b>"
    content = collapse_doubled(parse_fragment(html)).reveal()
    assert content.text.split("\n\n") == [*RELEASE, "Would you?", "No."]
    assert [content.text[m.span.start : m.span.end] for m in content.marks if m.kind is MarkKind.STRONG] == ["tea"]
    assert [m.href for m in content.marks if m.kind is MarkKind.IMAGE] == ["a", "b"]
    page = render(shown(OriginalText(content.text, content.marks)))
    assert page.endswith('<p>Would you?</p><p>No.<span class="image" ' + page.split('<span class="image" ', 1)[1])


KEPT = {
    "a chorus": ["Hear hear.", "Hear hear."],
    "a long cheer": ["Hear hear."] * 400,
    "four lines twice": (RELEASE[:4]) * 2 + ["And so on."],
    "short lines twice": ["one", "two", "three", "four", "five"] * 2 + ["six"] * 200,
    "copies with something between": [*RELEASE, "Something between them.", *RELEASE],
    "a copy with one word changed": [*RELEASE, *RELEASE[:3], RELEASE[3].replace("step", "stool"), *RELEASE[4:]],
    "a copy that stops early": [*RELEASE, *RELEASE[:5], "And there it stopped."],
    "a word that ends in the first line": [*RELEASE, "x" + RELEASE[0], *RELEASE[1:]],
    "few words over and over": [("word " * 60).strip()] * 2,
    "small words": [" ".join("abcdefghijklmnopqrstuvwx"), " ".join("abcdefghijklmnopqrstuvwx"), "z " * 300],
    "many small words twice": [" ".join("abcdefghijklmnopqrstuvwx" * 8)] * 2,
    "nothing": [""],
}


@pytest.mark.feature("A6")
@pytest.mark.parametrize("case", KEPT)
def test_repetition_that_is_no_second_copy_stays(case: str) -> None:
    original = plain_text("\n".join(KEPT[case]))
    if case == "many small words twice":
        # long enough in all, but the words of one half are few letters
        assert len(original.reveal().text) > 400
    assert collapse_doubled(original) == original


LINES = st.lists(st.sampled_from([*RELEASE, "short", "Hear hear.", "a b"]), max_size=16)


@settings(max_examples=150)
@given(LINES, LINES, st.sampled_from(["\n", "\n\n"]))
def test_collapsing_loses_no_line_adds_none_and_is_done_at_once(run: list[str], rest: list[str], join: str) -> None:
    original = plain_text(join.join([*run, *run, *rest]))
    collapsed = collapse_doubled(original)
    before, after = original.reveal().text.split(), collapsed.reveal().text.split()
    assert set(after) == set(before)
    assert len(after) <= len(before)
    assert collapse_doubled(collapsed) == collapsed
    for mark in collapsed.reveal().marks:
        assert collapsed.reveal().text[mark.span.start : mark.span.end].strip()


def test_a_long_text_of_equal_lines_takes_time_in_proportion() -> None:
    original = plain_text("\n".join(["the same line again"] * 30_000))
    assert collapse_doubled(original) == original


@pytest.mark.shared
@pytest.mark.feature("A6")
def test_the_doubled_press_release_of_a_saved_page_is_shown_once(shared: Path) -> None:
    facts = json.loads((shared / "seeds" / "EXPECTED.json").read_text(encoding="utf-8"))["files"]
    (name,) = (name for name in facts if name.startswith("001"))
    lines = (shared / "seeds" / name).read_text(encoding="utf-8").split("\n")[: facts[name]["post_ends_at_line"]]
    # the note: the second copy runs from inside line 16 to line 29; the question before it stands once
    question = lines[15][: lines[15].index(lines[1].rstrip())].rstrip()
    expected = [*lines[:15], question, *lines[29:]]
    assert question.endswith("?")
    assert collapse_doubled(plain_text("\n".join(lines))).reveal().text.split("\n") == [
        " ".join(line.split()) for line in expected if line.strip()
    ]


@pytest.mark.shared
@pytest.mark.feature("A6")
def test_other_saved_pages_stay_as_they_are(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("00[0234]*.txt")):
        original = plain_text(path.read_text(encoding="utf-8"))
        assert collapse_doubled(original) == original
