"""A reply that a moderator puts under what it answers: address, original and history stay, and it can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.cli import main
from archive.errors import NotFound, WrongUse
from archive.folder import DataFolder
from archive.moderation import log
from archive.moderation.replies import get_reply, move_reply, undo_move
from archive.originals import store as originals
from archive.originals.identity import move_references
from archive.originals.records import OriginalPost
from archive.publishing.check import check
from tests.bench import NOW, Bench, comment, make_bench, post
from tests.moderation_copy import COMMENT, MODERATOR, OTHER, PATH, POST, REPLY, Desk

pytestmark = pytest.mark.feature("A5")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = make_bench(tmp_path)
    bench.add(_thread())
    bench.publish()
    return bench


def _thread(words: str = "Four") -> OriginalPost:
    return post(
        1,
        comment(11, "<p>One</p>"),
        comment(12, "<p>Two</p>", answers=11),
        comment(13, "<p>Three</p>", answers=12),
        comment(14, f"<p>{words}</p>"),
    )


def _move(bench: Bench, item: int, answers: str) -> None:
    move_reply(bench.db, str(item), answers, by="Mo", now=bench.now)
    bench.publish()


def test_a_moved_reply_stands_under_what_it_answers_with_all_that_answers_it(bench: Bench) -> None:
    _move(bench, 12, "14")
    moved, below = bench.get_comment(12), bench.get_comment(13)
    assert (moved.parent_id, moved.depth, moved.position, below.parent_id, below.depth) == ("14", 1, 2, "12", 2)
    stored = originals.get_item(bench.db, "12")
    assert isinstance(stored, originals.StoredComment)
    assert stored.parent_id == "11"
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()


def test_one_move_and_a_whole_publish_end_in_the_same_rows(bench: Bench) -> None:
    _move(bench, 12, "14")
    one = bench.dump()
    bench.publish(full=True)
    assert [line for line in bench.dump().splitlines() if "content_version" not in line] == [
        line for line in one.splitlines() if "content_version" not in line
    ]


def test_another_harvest_and_another_reading_leave_it_where_it_was_put(bench: Bench) -> None:
    _move(bench, 12, "post")
    bench.add(_thread("Four, and more"))
    bench.publish()
    assert bench.get_comment(12).parent_id is None
    assert bench.get_comment(14).body.text == "Four, and more"


def test_it_can_be_undone_and_both_stand_in_the_log(bench: Bench) -> None:
    before = bench.get_comment(12)
    _move(bench, 12, "14")
    made = log.entries(bench.db)[-2]
    assert (made.kind, made.item_id, made.actor) == ("reply-move", "12", "Mo")
    undo_move(bench.db, f"L{made.seq}", by="Ada", now=bench.now)
    bench.publish()
    assert bench.get_comment(12) == before
    assert log.verify(bench.db) == []
    with pytest.raises(WrongUse, match="undone already"):
        undo_move(bench.db, f"L{made.seq}", by="Ada", now=bench.now)


def test_the_id_of_the_post_means_the_post(bench: Bench) -> None:
    _move(bench, 12, "1")
    assert bench.get_comment(12).parent_id is None


def test_back_to_its_source_is_as_if_it_had_not_been_moved(bench: Bench) -> None:
    _move(bench, 12, "14")
    _move(bench, 12, "source")
    assert (bench.get_comment(12).parent_id, get_reply(bench.db, "12").is_moved) == ("11", False)


@pytest.mark.parametrize(
    ("item", "answers", "said"),
    [
        ("11", "13", "answer itself"),
        ("11", "11", "answer itself"),
        ("12", "11", "already"),
        ("11", "post", "already"),
        ("12", "21", "not of the same thread"),
        ("12", "2", "not of the same thread"),
        ("1", "12", "is a post"),
    ],
)
def test_what_makes_no_thread_is_refused(bench: Bench, item: str, answers: str, said: str) -> None:
    bench.add(post(2, comment(21, "<p>Elsewhere</p>")))
    with pytest.raises(WrongUse, match=said):
        move_reply(bench.db, item, answers, by="Mo", now=NOW)


def test_a_ring_by_way_of_another_move_is_refused(bench: Bench) -> None:
    _move(bench, 11, "14")
    with pytest.raises(WrongUse, match="answer itself"):
        move_reply(bench.db, "14", "13", by="Mo", now=NOW)


def test_who_moves_is_named_and_what_is_moved_is_there(bench: Bench) -> None:
    with pytest.raises(WrongUse, match="needs a name"):
        move_reply(bench.db, "12", "14", by=" ", now=NOW)
    with pytest.raises(NotFound):
        move_reply(bench.db, "12", "99", by="Mo", now=NOW)


def test_only_acts_on_replies_are_undone(bench: Bench) -> None:
    from archive.moderation.tagging import tag_items

    tag_items(bench.db, ["12"], add=["Pay"], by="Mo", now=NOW)
    with pytest.raises(NotFound, match="moved no reply"):
        undo_move(bench.db, f"L{log.last_seq(bench.db)}", by="Mo", now=NOW)


def test_comments_that_become_one_keep_what_was_moved(bench: Bench) -> None:
    _move(bench, 12, "14")
    with bench.db.atomic():
        move_references(bench.db, {"14": "11"})
    assert bench.db.execute("select item_id, parent_id from reattachment").fetchall() == [("12", "11")]
    with bench.db.atomic():
        move_references(bench.db, {"11": "12"})
    assert bench.db.execute("select count(*) from reattachment").fetchone() == (0,)


def _run(folder: DataFolder, *words: str) -> str:
    done = CliRunner().invoke(main, ["reattach", *words, "--data", str(folder.path)])
    return done.output if done.exit_code == 0 else f"{done.exit_code} {done.exception}{done.output}"


def test_by_command(bench: Bench) -> None:
    assert "No reply was moved" in _run(bench.folder)
    said = _run(bench.folder, "12", "--to", "14", "--by", "Mo")
    assert "moved 12 under 14. Published version" in said
    assert bench.get_comment(12).parent_id == "14"
    assert "Mo moved 12 under 14" in _run(bench.folder)
    assert "is undone" in _run(bench.folder, "--undo", said.partition(":")[0], "--by", "Mo")
    assert bench.get_comment(12).parent_id == "11"
    assert "undone by" in _run(bench.folder)
    assert "Give COMMENT with --to" in _run(bench.folder, "12")


def test_on_the_page_of_moderators_it_is_looked_at_before_it_is_done(desk: Desk) -> None:
    bertram = desk.visitor(MODERATOR)
    at = f"/-/moderate/item/{OTHER}/answers"
    assert "Readers see it answer" in bertram.get(at).text
    preview = bertram.post(at, {"answers": COMMENT, "step": "preview"})
    assert (preview.status_code, "This would change" in preview.text) == (200, True)
    assert bertram.get(PATH).text.count("in reply to") == 1
    assert bertram.post(at, {"answers": COMMENT, "step": "move"}).status_code == 303
    assert bertram.get(PATH).text.count("in reply to") == 2
    after = bertram.get(at).text
    act = after.partition('name="undo" value="')[2].partition('"')[0]
    assert bertram.post(f"/-/moderate/item/{REPLY}/answers", {"undo": act}).status_code == 400
    assert bertram.post(at, {"undo": act}).status_code == 303
    assert bertram.get(PATH).text.count("in reply to") == 1
    assert "undone by" in bertram.get(at).text


def test_the_page_says_what_cannot_be_done(desk: Desk) -> None:
    bertram = desk.visitor(MODERATOR)
    ring = bertram.post(f"/-/moderate/item/{COMMENT}/answers", {"answers": REPLY, "step": "move"})
    assert (ring.status_code, "answer itself" in ring.text) == (400, True)
    assert bertram.get(f"/-/moderate/item/{POST}/answers").status_code == 404
    assert bertram.get("/-/moderate/item/404404/answers").status_code == 404
