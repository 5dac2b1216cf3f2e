"""The lists of the moderation site: log, moderators; and the original as moderators read it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.moderation import decisions, findings, log, moderators
from archive.moderation.decisions import Decision, Kind, Scope
from archive.originals.database import open_archive
from archive.publishing.publisher import publish
from plugins.anonymisation import journal, reading
from tests.bench import comment, make_bench, post
from tests.moderation_copy import (
    ADMIN,
    COMMENT,
    MODERATOR,
    OTHER,
    PASSWORD,
    PATH,
    SECRET,
    START,
    Desk,
    Visitor,
    open_desk,
    redaction,
    text_of,
)


@pytest.fixture(autouse=True)
def one_finding(desk: Desk) -> None:
    """Leave the e-mail address alone to be looked at, however much more the recognizers find by now."""
    with closing(open_archive(desk.folder)) as db, db.atomic():
        db.execute("delete from finding where entity <> 'e-mail'")


@pytest.fixture
def isolde(desk: Desk) -> Visitor:
    return desk.visitor(ADMIN)


# -- gone at the source


@pytest.mark.feature("H8")
def test_the_page_of_what_is_gone_says_since_when_and_how_to_show_it(desk: Desk, isolde: Visitor) -> None:
    address = f"/-/moderate/item/{COMMENT}"
    assert "Show to readers" not in isolde.get(address).text
    desk.vanish(COMMENT)
    page = isolde.get(address).text
    assert "has not been there since May 2026" in text_of(page)
    # a moderator has to read it to decide
    assert SECRET in page
    assert SECRET not in isolde.get(PATH).text


# -- ids


@pytest.mark.feature("A1")
@pytest.mark.parametrize(
    ("key", "item"),
    [("wordpress:my-desk.example.org/blog:c12", "my--desk-example-org-x2f-blog_c12"), ("disqus:4", "d4")],
)
def test_items_of_every_blog_system_are_moderated(tmp_path: Path, key: str, item: str) -> None:
    bench = make_bench(tmp_path)
    bench.add(post(1, replace(comment(11, f"<p>We met at {SECRET}, twice.</p>"), source_key=key)))
    moderators.add(bench.db, ADMIN, "admin", PASSWORD, START)
    publish(bench.folder, now=START)
    with open_desk(bench.folder, tmp_path / "desk") as desk:
        isolde = desk.visitor(ADMIN)
        address = f"/-/moderate/item/{item}"
        assert SECRET in isolde.get(address).text
        thread = isolde.get("/2018/07/post-1.html").text
        assert f'id="c{item}"' in thread
        assert f'href="{address}"' in thread
        done = isolde.post(f"{address}/redact", redaction())
        assert "Gone from everything readers can reach" in text_of(isolde.get(done.headers["location"]).text)
        assert SECRET not in isolde.get("/2018/07/post-1.html").text
        assert isolde.get(f"/-/comment/{item}").headers["location"] == f"/2018/07/post-1.html#c{item}"
        isolde.post(f"{address}/hide", {"reason": "Identifies a third party"})
        assert isolde.get(f"/-/comment/{item}").status_code == 451
        assert isolde.get(f"{address}/tags").status_code == 200


# -- the log


@pytest.mark.feature("M14")
def test_the_log_says_who_what_when_and_why_and_never_the_words(isolde: Visitor) -> None:
    isolde.post(f"/-/moderate/item/{COMMENT}/redact", redaction())
    page = isolde.get("/-/moderate/log").text
    told = text_of(page)
    assert "Isolde redacted [place] 7002" in told
    assert "3 May 2026, 10:00 UTC · Says where somebody worked" in told
    assert f'href="/-/moderate/item/{COMMENT}"' in page
    assert "ravelsworth" not in page.lower()
    # publishing follows each act by itself
    assert "published" not in told


@pytest.mark.feature("M14")
def test_words_that_go_later_go_from_earlier_reasons_too(isolde: Visitor) -> None:
    isolde.post(f"/-/moderate/item/{OTHER}/hide", {"reason": f"The keeper of {SECRET} asked"})
    isolde.post(f"/-/moderate/item/{COMMENT}/redact", redaction(scope="everywhere"))
    page = isolde.get("/-/moderate/log").text
    assert "ravelsworth" not in page.lower()
    assert "The keeper of [place] asked" in text_of(page)


def test_the_log_comes_a_page_at_a_time(isolde: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    isolde.post(f"/-/moderate/item/{COMMENT}/hide", {"reason": "Identifies a third party"})
    monkeypatch.setattr(journal, "PER_PAGE", 2)
    first = BeautifulSoup(isolde.get("/-/moderate/log").text, "lxml")
    assert [link["href"] for link in first.select(".around a")] == ["/-/moderate/log?page=2"]
    assert "hid" in first.select(".desk-log li")[0].text
    second = BeautifulSoup(isolde.get("/-/moderate/log?page=2").text, "lxml")
    assert [link["href"] for link in second.select(".around a")] == ["/-/moderate/log?page=1"]
    assert len(second.select(".desk-log li")) == 1
    assert isolde.get("/-/moderate/log?page=x").status_code == 200


def test_an_empty_log_says_how_to_start(desk: Desk, isolde: Visitor) -> None:
    assert "Nothing was decided yet" in isolde.get("/-/moderate/log?page=99").text


def test_admins_see_who_may_log_in(desk: Desk, isolde: Visitor) -> None:
    told = text_of(isolde.get("/-/moderate/moderators").text)
    assert "Bertram moderator Isolde admin" in told
    assert "Moderators" in text_of(isolde.get("/").text)
    stopped = desk.visitor(MODERATOR).get("/-/moderate/moderators")
    assert stopped.status_code == 403
    assert "Isolde" not in stopped.text.replace("Isolde's", "")
    assert "/-/moderate/moderators" not in desk.visitor(MODERATOR).get("/").text


# -- the original in pieces


def decision(exact: str, label: str, item: str = COMMENT, scope: Scope = Scope.HERE) -> Decision:
    return Decision("L1", Kind.MASK, scope, item, "text", exact, "", "", 0, "", "s", label, "r", "b", "", "ref", True)


def test_pieces_of_overlapping_decisions_tell_the_earlier_label() -> None:
    masks = [decision("light at Ravelsworth", "job"), decision("Ravelsworth Tower", "place"), decision("light", "x")]
    pieces = reading._pieces("the light at Ravelsworth Tower.", masks)
    assert [(piece.text, piece.label) for piece in pieces] == [
        ("the ", ""),
        ("light", "x"),
        (" at Ravelsworth", "job"),
        (" Tower", "place"),
        (".", ""),
    ]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab \n", max_size=60), st.lists(st.sampled_from(["a", "b", "a b", "a a", "ab"]), max_size=4))
def test_cutting_into_pieces_loses_no_character(text: str, words: list[str]) -> None:
    pieces = reading._pieces(text, [decision(each, each) for each in words])
    assert "".join(piece.text for piece in pieces) == text
    blocks = list(reading._paragraphs(pieces))
    assert "\n\n".join("".join(piece.text for piece in block) for block in blocks) == text


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Call ", " now", "Call | now"),
        ("", "", "|"),
        ("(", ")", "(|)"),
        ("one\n\ntwo ", "\nthree", "one two | three"),
        ("word " * 40, " word" * 40, "… |…"),
    ],
)
def test_a_sentence_keeps_a_little_on_each_side(before: str, after: str, shown: str) -> None:
    told = reading._tail(before) + "|" + reading._head(after)
    if "…" in shown:
        assert told.startswith("… word")
        assert told.endswith("word …")
        assert len(told) < 2 * reading.AROUND + 12
    else:
        assert told == shown


def test_nothing_private_prints_itself(desk: Desk) -> None:
    with closing(open_archive(desk.folder)) as db:
        original = reading.read_item(db, COMMENT)
        (found,) = findings.open_findings(db)
        sentence = reading.in_sentence(db, found)
    assert SECRET not in repr(original)
    assert "keeper" not in repr(sentence)


def test_a_decision_of_another_item_marks_nothing_here(desk: Desk) -> None:
    with closing(open_archive(desk.folder)) as db:
        decisions.mask(db, OTHER, SECRET, label="place", reason="Asked for", by=ADMIN, now=START)
        assert [piece.label for passage in reading.read_item(db, COMMENT).paragraphs for piece in passage] == ["", ""]
        assert log.verify(db) == []
