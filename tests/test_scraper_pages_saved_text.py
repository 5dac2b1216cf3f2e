"""The text of saved pages, in both styles: who answers whom, and that no character is lost or doubled."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import UnrecognisedInput
from archive.originals.records import AuthorKind, OriginalPost, Precision, SourceState
from archive.text import OriginalText
from scraper.pages.saved_text.layout import find_layout
from scraper.pages.saved_text.parse import find_sign_off, parse_saved_text

LONDON = ZoneInfo("Europe/London")


def read(text: str) -> OriginalPost:
    (post,) = parse_saved_text(text, zone=LONDON).posts
    return post


def words(text: OriginalText | None) -> str:
    assert text is not None
    return text.reveal().text


# the real saved pages


@pytest.fixture(scope="module")
def expected(shared: Path) -> dict[str, Any]:
    known: dict[str, Any] = json.loads((shared / "seeds" / "EXPECTED.json").read_text(encoding="utf-8"))
    assert len(known["files"]) == 5
    return known


@pytest.fixture(scope="module")
def seeds(shared: Path, expected: dict[str, Any]) -> dict[str, OriginalPost]:
    zone = ZoneInfo(expected["zone"])
    found = {}
    for name in expected["files"]:
        (found[name],) = parse_saved_text((shared / "seeds" / name).read_text(encoding="utf-8"), zone=zone).posts
    return found


@pytest.mark.shared
@pytest.mark.feature("H4")
@pytest.mark.feature("H5")
def test_seeds_match_their_hand_checked_facts(seeds: dict[str, OriginalPost], expected: dict[str, Any]) -> None:
    facts = {
        name: (len(post.comments), post.replies, post.declared, post.title, post.published.local or None)
        for name, post in seeds.items()
    }
    assert facts == {
        name: (each["comments"], each["replies"], each["declared"], each["title"], each["date"])
        for name, each in expected["files"].items()
    }


@pytest.mark.shared
@pytest.mark.feature("H5")
def test_replies_of_the_seeds_answer_the_right_roots(seeds: dict[str, OriginalPost], expected: dict[str, Any]) -> None:
    for name, each in expected["files"].items():
        roots = [comment.source_key for comment in seeds[name].comments if comment.parent_key is None]
        counted = Counter(c.parent_key for c in seeds[name].comments if c.parent_key is not None)
        if "parents" in each:
            assert {str(roots.index(key) + 1): n for key, n in counted.items() if key} == each["parents"]
        assert sum(counted.values()) == each["replies"]


@pytest.mark.shared
def test_only_a_byline_makes_an_author(seeds: dict[str, OriginalPost], expected: dict[str, Any]) -> None:
    for name, post in seeds.items():
        wanted = expected["files"][name].get("bylines", {})
        for number, comment in enumerate(post.comments, start=1):
            if found := wanted.get(str(number)):
                assert comment.author == found["author"]
                assert comment.published.local[:16] == found["published_local"]
                assert comment.published.precision == found["precision"]
                assert comment.published.utc is not None
            else:
                assert (comment.author, comment.author_kind) == (None, AuthorKind.UNKNOWN)
                assert comment.published.precision is Precision.UNKNOWN


@pytest.mark.shared
def test_the_undated_seed_ends_its_post_where_it_should(shared: Path, expected: dict[str, Any]) -> None:
    (name, each), *_ = [(n, e) for n, e in expected["files"].items() if "post_ends_at_line" in e]
    layout = find_layout((shared / "seeds" / name).read_text(encoding="utf-8"))
    assert layout is not None
    assert layout.style == "unnumbered"
    assert len(layout.post) == each["post_ends_at_line"]


@pytest.mark.shared
@pytest.mark.feature("H5")
def test_no_character_of_a_seed_is_lost(shared: Path, seeds: dict[str, OriginalPost]) -> None:
    for name, post in seeds.items():
        raw = (shared / "seeds" / name).read_text(encoding="utf-8")
        markers = re.compile(
            r"^[ ]*(ReplyDelete|Delete(?=\S|$))|^ +Replies$|^\d+ comments:$|^ +\d+\.(?= )", re.MULTILINE
        )
        kept = [post.title or ""] + [words(post.text)] + [words(comment.text) for comment in post.comments]
        lines = markers.sub("", raw).split("\n")
        if post.published.precision is Precision.DAY:
            lines = lines[1:]
        glued = [comment for comment in post.comments if comment.author]
        rest = "".join(lines)
        for comment in glued:
            assert comment.author is not None
            rest = re.sub(re.escape(comment.author) + r"\d+ \w+ \d{4} at \d\d:\d\d", "", rest)
        assert solid("".join(kept)) == solid(rest)


def solid(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


# invented pages in both styles

line = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Co", "Cn", "Zl", "Zp")),
        min_size=1,
        max_size=40,
    )
    .map(str.strip)
    .filter(
        lambda text: (
            bool(text.strip())
            and text.strip() not in ("Replies", "Reply")
            # "Deletes" is a word and no marker with an s behind it
            and not re.match(r"\s*(ReplyDelete|Delete|\d+\.(\s|$)|(d|r|s|rs)\b)", text)
            and not re.fullmatch(r"\s*(no|[\d,]+)\s+comments?\s*:\s*", text, re.IGNORECASE)
        )
    )
)
body = st.lists(line, min_size=1, max_size=4)
threads = st.lists(st.tuples(body, st.lists(body, max_size=3)), min_size=1, max_size=4)


Root = tuple[list[str], list[list[str]]]


def numbered(post: list[str], roots: list[Root]) -> str:
    out = [*post, "", f"{sum(1 + len(replies) for _, replies in roots)} comments:", ""]
    for number, (root, replies) in enumerate(roots, start=1):
        out += _listed(f"  {number}. ", root, "ReplyDelete")
        out += ["    Replies"] * bool(replies)
        for place, reply in enumerate(replies, start=1):
            out += _listed(f"    {place}. ", reply, "Delete")
    return "\n".join(out)


def _listed(start: str, lines: list[str], marker: str) -> list[str]:
    pad = " " * len(start)
    return [start + lines[0], *(pad + each for each in lines[1:]), "", pad + marker]


def unnumbered(post: list[str], roots: list[Root]) -> str:
    out = list(post)
    marker = ""
    for is_root, lines in [pair for root, replies in roots for pair in [(True, root), *((False, r) for r in replies)]]:
        # the marker stands glued before a comment's second line, or before the next comment's first
        out.append(marker + lines[0])
        marker = "ReplyDelete" if is_root else "Delete"
        for each in lines[1:]:
            out.append(marker + each)
            marker = ""
    if marker:
        out.append(marker)
    return "\n".join(out)


@pytest.mark.feature("H5")
@pytest.mark.parametrize("write", [numbered, unnumbered])
@settings(max_examples=150, deadline=None)
@given(post=body, roots=threads)
def test_a_written_thread_is_read_back(write: Any, post: list[str], roots: list[Root]) -> None:
    text = write(post, roots)
    found = read(text)
    flat = [(False, root, replies) for root, replies in roots]
    wanted = [pair for _, root, replies in flat for pair in [(False, root), *((True, reply) for reply in replies)]]
    assert [c.parent_key is not None for c in found.comments] == [is_reply for is_reply, _ in wanted]
    for comment, (_, lines) in zip(found.comments, wanted, strict=True):
        assert folded((comment.author or "") + words(comment.text)) == folded("".join(lines))
    if write is numbered:
        assert found.declared == len(found.comments)


def folded(text: str) -> str:
    """Without white space and what the text cleaner drops (controls and invisible marks)."""
    kept = (char for char in text if not char.isspace() and unicodedata.category(char)[0] != "C")
    return unicodedata.normalize("NFD", "".join(kept))


PIECES = """\
ReplyDelete|Delete|Reply|Replies|3 comments:|No comments:|1. a|  1. b|    1. c|  2. d|    Delete|    ReplyDelete|Deletef
ReplyDelete g||    Replies|'Ferryman|Lamp4 May 2019 at 10:00|Monday 3 June 2019|words|    more words|Deleted|  3. y
"""
pieces = st.sampled_from(PIECES.replace("\n", "|").split("|"))


@pytest.mark.feature("H5")
@settings(max_examples=400, deadline=None)
@given(st.lists(pieces, max_size=14))
def test_whatever_the_mixture_nothing_but_debris_is_left_out(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        layout = find_layout(text)
    except UnrecognisedInput:
        return
    if layout is None:
        return
    kept = Counter("".join("".join(layout.post).split()))
    for item in layout.items:
        kept += Counter("".join("".join(item.lines).split()))
    left_out = Counter("".join(text.split()))
    assert not kept - left_out, "a character stands twice"
    left_out -= kept
    debris = Counter("".join(re.findall(r"ReplyDelete|Replies|Reply|Delete|\d+ comments:|No comments:|\d+\.", text)))
    assert not left_out - debris, "a character that is no debris was left out"


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_saved_text(text, zone=LONDON)
    except UnrecognisedInput:
        return


@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    "text",
    [
        "A letter.\n\nDelete the last line.\nDeleted it.\n",
        "1. Eggs\n2. Flour\n",
        "5 comments:\n\nsomebody said\n  something without any marker",
        "The 3 comments: none of them kind.",
        "Reply\nDelete\n",
    ],
)
def test_other_text_is_not_swallowed(text: str) -> None:
    with pytest.raises(UnrecognisedInput, match="ReplyDelete"):
        read(text)


def test_a_page_without_comments_declares_none() -> None:
    post = read("Monday 3 June 2019\n\nQuiet\n\nNobody came.\n\nNo comments:\n\n")
    assert (post.declared, post.comments, post.title) == (0, (), "Quiet")


@pytest.mark.feature("H4")
def test_a_count_above_what_is_there_is_kept() -> None:
    post = read("Loud\n\n1,204 comments:\n\n  1. One.\n\n    ReplyDelete")
    assert (post.declared, len(post.comments)) == (1204, 1)


def test_equal_comments_are_different_comments_with_lasting_keys() -> None:
    text = "Monday 3 June 2019\n\nT\n\n2 comments:\n\n  1. test\n\n    ReplyDelete\n  2. test\n\n    ReplyDelete"
    first, again = read(text), read(text.replace("2 comments:", "3 comments:") + "\n  3. new\n\n    ReplyDelete")
    assert len({comment.source_key for comment in first.comments}) == 2
    assert [c.source_key for c in again.comments][:2] == [c.source_key for c in first.comments]
    assert again.source_key == first.source_key


def test_a_count_before_unnumbered_comments_ends_the_post() -> None:
    post = read("Body.\n2 comments:\nLoose line\nOne\nReplyDeletestarts.\nTwo\nReplyDeletetoo.")
    assert words(post.text) == "Body."
    assert [solid(words(comment.text)) for comment in post.comments] == ["LooselineOnestarts.", "Twotoo."]
    assert post.declared == 2


def test_a_reply_without_a_root_before_it_stands_alone() -> None:
    post = read("Body.\nOrphan\nDelete here\nDeletestarts.\nRoot\nReplyDeletetoo.")
    assert [comment.parent_key for comment in post.comments] == [None, None]


def test_markers_on_two_lines_and_under_a_block_are_debris() -> None:
    text = "1 comment:\n  1. R\n    Reply\n    Delete\n    Replies\n    1. Answer.\n      Delete\n    Reply\n  2. Next."
    assert [words(c.text) for c in read(text).comments] == ["R", "Answer.", "Next."]


def test_numbered_comments_are_found_without_a_count() -> None:
    post = read(
        "Body with\n  1. a list\n  2. of two\n\n  1. First comment.\n\n    ReplyDelete\n  2. Second.\n\n    ReplyDelete"
    )
    assert [words(comment.text) for comment in post.comments] == ["First comment.", "Second."]
    assert post.declared is None
    assert "of two" in words(post.text)


def test_a_removed_comment_says_so_and_keeps_its_line() -> None:
    post = read("1 comment:\n\n  1. This comment has been removed by a blog administrator.\n\n    ReplyDelete")
    assert post.comments[0].state is SourceState.REMOVED_BY_ADMIN
    assert words(post.comments[0].text).startswith("This comment")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("So it goes.\n\n'Ferryman", "Ferryman"),
        ("So it goes.\n‘Old Ferryman’", "Old Ferryman"),
        ("So it goes.\n\n'Ferryman said so'", None),
        ("'Ferryman", None),
        ("So it goes.\nFerryman", None),
        ("So it goes.\n'Twas", None),
        ('So it goes.\n"Ferryman"', None),
        ("", None),
    ],
)
def test_sign_offs(text: str, name: str | None) -> None:
    assert find_sign_off(text) == name


def test_a_long_second_line_is_no_title() -> None:
    post = read("Monday 3 June 2019\n" + "long " * 80 + "\n0 comments:\n")
    assert post.title is None
    assert words(post.text).startswith("long")
