"""What is no longer at its source: what is missed, what lifts it, and that nothing is written where nothing changed."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.originals import absences, captures
from archive.originals import store as originals
from archive.originals.absences import Absence, AbsenceKind
from archive.originals.rebuild import rebuild
from archive.originals.records import CommentKind, OriginalPost, Parsed, SiteRecord, Source, SourceState
from tests.bench import LONDON, Bench, comment, make_bench, post

MAY = datetime(2026, 5, 9, 8, 30, tzinfo=UTC)
SINCE = "2026-05-09T08:30:00.000Z"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = make_bench(tmp_path)
    bench.add(post(1, comment(11, "<p>Here</p>"), comment(12, "<p>There</p>", answers=11), comment(13, "<p>Yes</p>")))
    bench.add(post(2, comment(21, "<p>No</p>")))
    originals.take_pending(bench.db)
    return bench


def missed(db: Database) -> set[str]:
    return {absence.item_id for absence in absences.iter_absences(db)}


def changes(db: Database) -> int:
    return db.conn.total_changes


@pytest.mark.feature("H8")
def test_a_comment_that_its_post_shows_no_more_is_missed_since_then(bench: Bench) -> None:
    with bench.db.atomic():
        absences.note_comments(bench.db, "1", ["11", "13"], MAY)
    assert list(absences.iter_absences(bench.db)) == [Absence("12", AbsenceKind.VANISHED, SINCE)]
    assert originals.get_pending(bench.db) == {"12"}


@pytest.mark.feature("H15")
def test_the_same_again_writes_nothing(bench: Bench) -> None:
    absences.note_comments(bench.db, "1", ["11", "13"], MAY)
    absences.note_post(bench.db, "2", True, MAY)
    absences.note_site(bench.db, 1, True, MAY)
    before, stood = changes(bench.db), list(absences.iter_absences(bench.db))
    later = MAY + timedelta(days=40)
    absences.note_comments(bench.db, "1", ["11", "13"], later)
    absences.note_comments(bench.db, "2", ["21"], later)
    absences.note_post(bench.db, "2", True, later)
    absences.note_post(bench.db, "1", False, later)
    absences.note_site(bench.db, 1, True, later)
    assert changes(bench.db) == before
    assert list(absences.iter_absences(bench.db)) == stood


@pytest.mark.feature("H8")
def test_one_that_is_shown_again_is_there_again(bench: Bench) -> None:
    absences.note_comments(bench.db, "1", [], MAY)
    originals.take_pending(bench.db)
    absences.note_comments(bench.db, "1", ["12"], MAY)
    assert missed(bench.db) == {"11", "13"}
    assert originals.get_pending(bench.db) == {"12"}


def test_other_posts_are_left_alone(bench: Bench) -> None:
    absences.note_comments(bench.db, "1", [], MAY)
    absences.note_comments(bench.db, "2", ["11", "21"], MAY)
    assert missed(bench.db) == {"11", "12", "13"}


def _bring(bench: Bench, found: OriginalPost) -> None:
    bench.add(found)
    originals.take_pending(bench.db)


@pytest.mark.parametrize(
    ("source", "key", "is_missed"),
    [
        (Source.PAGE, "blogger:14", True),
        (Source.FEED, "wordpress:ferry.example:c14", True),
        (Source.EXPORT, "blogger:14", True),
        (Source.EXPORT, "disqus:14", False),
        (Source.SAVED_TEXT, "text:14", False),
        (Source.PAGE, "text:14", False),
    ],
)
def test_what_may_be_missed_depends_on_who_brought_it(bench: Bench, source: Source, key: str, is_missed: bool) -> None:
    more = replace(comment(14, "<p>More</p>"), source_key=key)
    _bring(bench, post(1, more, source=source))
    absences.note_comments(bench.db, "1", ["11", "12", "13"], MAY)
    assert len(missed(bench.db)) == is_missed


def test_comments_without_numbers_are_held_against_answers_without_numbers(bench: Bench) -> None:
    first, second = (replace(comment(n, f"<p>Number {n}</p>"), source_key=f"text:{n}") for n in (31, 32))
    _bring(bench, post(3, first, second))
    ids = [each.id for each in originals.get_comments(bench.db, "3")]
    absences.note_comments(bench.db, "3", ids[:1], MAY)
    assert missed(bench.db) == {ids[1]}
    absences.note_comments(bench.db, "3", [], MAY)
    assert missed(bench.db) == set(ids)


def test_pings_and_what_was_removed_before_are_not_missed(bench: Bench) -> None:
    gone = comment(14, "<p>Removed.</p>", state=SourceState.REMOVED_BY_AUTHOR)
    ping = replace(comment(15, "<p>[...] the ferry [...]</p>"), kind=CommentKind.PINGBACK)
    _bring(bench, post(1, gone, ping))
    absences.note_comments(bench.db, "1", ["11", "12", "13"], MAY)
    assert missed(bench.db) == set()


@pytest.mark.feature("H8")
def test_a_post_is_gone_and_back(bench: Bench) -> None:
    absences.note_post(bench.db, "2", True, MAY)
    assert list(absences.iter_absences(bench.db, AbsenceKind.GONE)) == [Absence("2", AbsenceKind.GONE, SINCE)]
    assert list(absences.iter_absences(bench.db, AbsenceKind.VANISHED)) == []
    assert originals.take_pending(bench.db) == {"2"}
    absences.note_post(bench.db, "2", False, MAY)
    assert missed(bench.db) == set()
    assert originals.get_pending(bench.db) == {"2"}


@pytest.mark.feature("H8")
def test_a_blog_is_gone_and_back(bench: Bench) -> None:
    def since() -> str | None:
        return str(found) if (found := bench.db.conn.execute("select gone_since from site").fetchone()[0]) else None

    absences.note_site(bench.db, 1, True, MAY)
    assert since() == SINCE
    # what is said of a blog is published with any of its posts
    assert originals.take_pending(bench.db) == {"1"}
    absences.note_site(bench.db, 1, False, MAY)
    assert since() is None
    assert originals.take_pending(bench.db) == {"1"}
    absences.note_site(bench.db, 7, True, MAY)
    assert originals.get_pending(bench.db) == set()


def _capture(bench: Bench, kind: str) -> int:
    with captures.CaptureWriter(bench.folder, MAY, kind, bench.db) as writer:
        stored = (
            writer.write_response("https://ferry.example/2018/07/post-1.html", 200, [], b"again", MAY)
            if kind == "http"
            else writer.write_file("again.html", io.BytesIO(b"again"), MAY)
        )
        return captures.insert_capture(bench.db, stored, format="bench", parser_version=1, problem=None)


@pytest.mark.parametrize(
    ("kind", "fetched_at", "lifted"),
    [
        ("http", "2026-05-09T08:30:00.001Z", True),
        ("http", SINCE, False),
        ("http", "2019-01-01T00:00:00.000Z", False),
        # nobody knows how old what a file holds is
        ("file", "2026-06-09T08:30:00.000Z", False),
    ],
)
def test_only_a_later_answer_of_the_host_lifts_an_absence(
    bench: Bench, kind: str, fetched_at: str, lifted: bool
) -> None:
    absences.note_comments(bench.db, "1", ["11"], MAY)
    absences.note_post(bench.db, "1", True, MAY)
    originals.take_pending(bench.db)
    absences.note_seen(bench.db, ["1", "12", "21"], capture_id=_capture(bench, kind), fetched_at=fetched_at)
    assert missed(bench.db) == {"1", "13"} | (set() if lifted else {"12"})
    assert originals.get_pending(bench.db) == ({"12"} if lifted else set())


@pytest.mark.feature("H8")
def test_absences_survive_a_rebuild(bench: Bench) -> None:
    absences.note_comments(bench.db, "1", ["11"], MAY)
    absences.note_site(bench.db, 1, True, MAY)
    before = list(absences.iter_absences(bench.db))
    with rebuild(bench.db):
        pass
    assert list(absences.iter_absences(bench.db)) == before
    assert bench.db.conn.execute("select gone_since from site").fetchone() == (SINCE,)


@pytest.mark.feature("H8")
@pytest.mark.parametrize(("days", "lifted"), [(1, True), (-1, False)])
def test_merging_an_answer_of_the_host_lifts_what_it_shows(bench: Bench, days: int, lifted: bool) -> None:
    absences.note_comments(bench.db, "1", ["11"], MAY)
    fetched = MAY + timedelta(days=days)
    with bench.db.atomic():
        originals.merge(
            bench.db,
            Parsed("bench", SiteRecord("ferry.example"), (post(1, comment(12, "<p>There</p>", answers=11)),)),
            capture_id=_capture(bench, "http"),
            fetched_at=fetched,
            secrets=bench.folder.load_secrets(),
            default_zone=LONDON,
        )
    assert missed(bench.db) == ({"13"} if lifted else {"12", "13"})


def test_an_absence_follows_a_post_that_gets_another_id(bench: Bench) -> None:
    bench.add(replace(post(7, comment(71, "<p>First</p>")), source_key="text:seven"))
    (old,) = {each.id for each in originals.iter_posts(bench.db)} - {"1", "2"}
    absences.note_post(bench.db, old, True, MAY)
    bench.add(post(7))
    assert missed(bench.db) == {"7"}
