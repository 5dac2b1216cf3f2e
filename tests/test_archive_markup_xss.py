"""Stored attacks: whatever stands in a comment, the page shows words."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.markup import parse_fragment, plain_text, render
from archive.redaction.apply import shown
from tests.our_html import find_problems, hrefs_of, words_of

ATTACKS = [line for line in (Path(__file__).parent / "xss.txt").read_text(encoding="utf-8").split("\n") if line]


def test_there_are_enough_attacks_and_none_twice() -> None:
    assert len(ATTACKS) >= 500
    assert len(set(ATTACKS)) == len(ATTACKS)


@pytest.mark.feature("O6")
@pytest.mark.parametrize("read", [parse_fragment, plain_text])
def test_nothing_of_an_attack_can_run(read: type) -> None:
    for attack in ATTACKS:
        for context in ("{}", "<p>before {} after</p>", '<a href="{}">x</a>', "<pre>{}</pre>", "<b><i>{}<br>x"):
            html = render(shown(read(context.format(attack) if "{}" in context else attack)))
            assert find_problems(html) == [], attack


@pytest.mark.feature("O6")
def test_attacks_leave_only_the_addresses_they_show() -> None:
    for attack in ATTACKS:
        for href in hrefs_of(render(shown(parse_fragment(attack)))):
            assert href.startswith(("https://", "http://"))
            assert "@" not in href.split("/")[2]


@pytest.mark.feature("O6")
def test_an_attack_saved_as_text_is_shown_as_text() -> None:
    html = render(shown(plain_text("<script>alert(1)</script> {{7*7}}")))
    assert html == "<p>&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}}</p>"
    assert words_of(html) == "<script>alert(1)</script> {{7*7}}"
