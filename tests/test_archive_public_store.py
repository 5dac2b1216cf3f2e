"""The public copy: what is written comes back, rows change in place, pages find what they list."""

from __future__ import annotations

import dataclasses
import os
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.errors import Refused, WrongUse
from archive.folder import DataFolder
from archive.markup import parse_fragment, render
from archive.public import database, describe, listing, store
from archive.public.models import (
    ItemState,
    LogLine,
    PublicComment,
    PublicLink,
    PublicPost,
    PublicSite,
    PublicTagging,
    PublicThread,
    PublicTime,
    PublicTopic,
    PublicTopics,
)
from archive.public.rows import dump_marks, load_marks, versioned_comment, versioned_post
from archive.public.topics import get_tagged, write_topics
from archive.redaction.apply import shown
from archive.text import Mark, MarkKind, Span

SITE = PublicSite(1, "ferry.example", "The Ferry Blog", "Europe/London")


def at(local: str) -> PublicTime:
    return PublicTime(local, None, "day" if local else "unknown")


def make_post(number: int, local: str = "2018-07-02", **values: Any) -> PublicPost:
    body = shown(parse_fragment("<p>The rota <b>again</b>.</p>"))
    return versioned_post(
        dataclasses.replace(
            PublicPost(
                id=str(number),
                site_id=1,
                url=None,
                path=f"/2018/07/post-{number}.html",
                title=f"Post {number}",
                author="Old Capstan",
                is_page=False,
                published=at(local),
                body=body,
                html=render(body),
                state=ItemState.SHOWN,
                state_note=None,
                state_ref=None,
                declared=None,
                comment_count=0,
                row_version=0,
            ),
            **values,
        )
    )


def make_comment(
    post_id: int, number: int, position: int, parent: int | None = None, text: str = "Quite so."
) -> PublicComment:
    body = shown(parse_fragment(text))
    return versioned_comment(
        PublicComment(
            id=str(number),
            site_id=1,
            post_id=str(post_id),
            parent_id=None if parent is None else str(parent),
            position=position,
            depth=0 if parent is None else 1,
            author="Dunlin",
            author_kind="name",
            is_owner=False,
            published=at("2018-07-03"),
            body=body,
            html=render(body),
            state=ItemState.SHOWN,
            state_note=None,
            state_ref=None,
            row_version=0,
        )
    )


def make_thread(
    number: int, *comments: PublicComment, tags: dict[str, str] | None = None, **values: Any
) -> PublicThread:
    post = make_post(number, comment_count=len(comments), **values)
    return PublicThread(
        post=post,
        comments=comments,
        links=(PublicLink(f"{number}-1", str(number), 1, "https://x.example/a", "x.example", "again"),),
        taggings=tuple(PublicTagging(str(number), tag, name, "blog") for tag, name in sorted((tags or {}).items())),
        aliases=((f"old-{number}", str(number)),),
    )


@pytest.fixture
def db(tmp_path: Path) -> Database:
    db = store.create_public(tmp_path / "public.db")
    with db.atomic():
        store.write_sites(db, [SITE])
    return db


def write(db: Database, *threads: PublicThread) -> int:
    with db.atomic():
        return sum(store.write_thread(db, thread) for thread in threads)


def test_a_thread_comes_back_as_it_was_written(db: Database) -> None:
    thread = make_thread(1, make_comment(1, 12, 1, parent=11), make_comment(1, 11, 2), tags={"pay": "Pay"})
    assert write(db, thread) == 11
    assert store.find_thread(db, "1") == thread
    assert list(store.iter_threads(db)) == [thread]
    assert list(store.iter_items(db)) == [thread.post, *thread.comments]
    assert store.count_items(db) == (1, 2)
    assert store.count_states(db)[ItemState.SHOWN] == 3
    assert write(db, thread) == 0


def test_only_what_differs_is_written(db: Database) -> None:
    thread = make_thread(1, make_comment(1, 11, 1), make_comment(1, 12, 2), tags={"pay": "Pay", "rota": "Rota"})
    write(db, thread)
    rowids = db.conn.execute("select rowid, id from comment order by id").fetchall()
    changed = dataclasses.replace(
        thread,
        post=make_post(1, comment_count=1, title="Other"),
        comments=(make_comment(1, 12, 1, text="Changed."),),
        links=(),
        taggings=thread.taggings[:1],
        aliases=(("older", "1"),),
    )
    assert write(db, changed) == 10
    assert store.find_thread(db, "1") == changed
    assert db.conn.execute("select rowid, id from comment").fetchall() == rowids[1:]
    assert [tag.id for tag in store.get_tags(db)] == ["pay"]


def test_a_comment_and_an_alias_move_to_another_thread(db: Database) -> None:
    write(db, make_thread(1, make_comment(1, 11, 1)), make_thread(2))
    moved = dataclasses.replace(make_thread(2, make_comment(2, 11, 1)), aliases=(("old-1", "2"),))
    write(db, moved, dataclasses.replace(make_thread(1), aliases=()))
    assert store.find_thread(db, "2") == moved
    assert store.find_thread_id(db, "11") == "2"
    assert store.find_thread_id(db, "1") == "1"
    assert store.find_thread_id(db, "nothing") is None
    assert db.conn.execute("pragma foreign_key_check").fetchall() == []


def test_a_thread_that_is_removed_leaves_nothing(db: Database) -> None:
    empty = store.dump(db)
    write(db, make_thread(1, make_comment(1, 11, 1), tags={"pay": "Pay"}))
    with db.atomic():
        assert store.remove_thread(db, "1") == 8
    assert store.dump(db) == empty


def test_tags_are_counted_and_renamed(db: Database) -> None:
    write(
        db,
        make_thread(1, tags={"pay": "Pay"}),
        make_thread(2, tags={"pay": "pay!"}),
        make_thread(3, tags={"rota": "Rota"}),
    )
    with db.atomic():
        topics = (PublicTopic("pay", "Pay"), PublicTopic("rota", "Rota"), PublicTopic("none", "None"))
        assert write_topics(db, PublicTopics(topics)) == 3
    assert store.get_tags(db) == [store.TagCount("pay", "Pay", 2, 2), store.TagCount("rota", "Rota", 1, 1)]
    assert [item.id for item in get_tagged(db, "pay")] == ["1", "2"]
    write(db, make_thread(2))
    assert store.get_tags(db)[0].item_count == 1


def test_the_order_of_the_log_says_nothing_within_a_month(db: Database) -> None:
    lines = [
        LogLine(ref, month, "mask", "name", "reason")
        for ref, month in (("b", "2026-05"), ("a", "2026-05"), ("c", "2026-04"))
    ]
    with db.atomic():
        assert store.write_log(db, lines[:1]) == 1
        assert store.write_log(db, lines) == 3
        assert store.write_log(db, lines[::-1]) == 0
    assert [row[0] for row in db.conn.execute("select ref from log order by rowid")] == ["c", "a", "b"]
    assert [line.ref for line in store.get_log(db)] == ["a", "b", "c"]
    assert store.find_log_line(db, "c") == lines[2]
    assert store.find_log_line(db, "x") is None
    with db.atomic():
        assert store.write_log(db, []) == 1


def test_ids_and_earlier_ids_lead_to_items(db: Database) -> None:
    write(db, make_thread(1, make_comment(1, 11, 1)))
    assert [store.resolve(db, name) for name in ("1", "11", "old-1", "x")] == ["1", "11", "1", None]
    assert store.find_item(db, "11") == store.find_comment(db, "11")
    assert store.find_item(db, "x") is None
    assert store.find_thread(db, "x") is None
    assert set(store.get_items(db, ["1", "11", "x"])) == {"1", "11"}
    post = store.find_post_by_path(db, "/2018/07/post-1.html")
    assert post is not None
    assert post.id == "1"
    assert store.find_post_by_path(db, "/2018/07/post-1.html", site_id=2) is None


def test_many_ids_at_once(db: Database) -> None:
    write(db, make_thread(1, *(make_comment(1, 100 + n, n) for n in range(1, 1203))))
    assert len(store.get_items(db, map(str, range(2000)))) == 1203


@pytest.fixture
def years(db: Database) -> Database:
    write(
        db,
        make_thread(1, local="2017-07-01"),
        make_thread(2, *(make_comment(2, 20 + n, n) for n in range(1, 4)), local="2018-07-02", tags={"pay": "Pay"}),
        make_thread(3, make_comment(3, 31, 1), local="2018-07-05"),
        make_thread(4, local="2018-12-31"),
        make_thread(5, make_comment(5, 51, 1), local="2018-07-04", state=ItemState.HIDDEN),
        make_thread(6, local="2018-07-03", is_page=True),
        make_thread(7, local=""),
        make_thread(8, local="2019-01-02"),
    )
    return db


def ids(posts: list[PublicPost]) -> list[str]:
    return [post.id for post in posts]


def test_the_calendar_counts_posts_and_what_stands_under_them(years: Database) -> None:
    counts = [(month.month, month.posts, month.comments) for month in listing.get_calendar(years)]
    assert counts == [("2017-07", 1, 0), ("2018-07", 3, 5), ("2018-12", 1, 0), ("2019-01", 1, 0)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"year": 2018}, ["2", "6", "5", "3", "4"]),
        ({"month": "2018-07"}, ["2", "6", "5", "3"]),
        ({"undated": True}, ["7"]),
        ({"year": 1999}, []),
        ({"site_id": 2}, []),
    ],
)
def test_posts_are_listed_in_time_order(years: Database, asked: dict[str, int], found: list[str]) -> None:
    assert ids(listing.get_posts_of(years, **asked)) == found  # type: ignore[arg-type]  # one keyword at a time


def test_what_the_home_page_lists(years: Database) -> None:
    assert ids(listing.most_discussed(years, 5)) == ["2", "3"]
    assert ids(listing.most_discussed(years, 1)) == ["2"]
    assert ids(listing.same_week(years, "07-04", 9)) == ["3", "2", "1"]
    assert ids(listing.same_week(years, "12-31", 9)) == ["8", "4"]
    assert ids(listing.same_week(years, "02-29", 9)) == []


@pytest.mark.parametrize(
    ("post_id", "before", "after"),
    [("1", None, "2"), ("2", "1", "5"), ("8", "4", None), ("6", None, None), ("7", None, None), ("x", None, None)],
)
def test_neighbours(years: Database, post_id: str, before: str | None, after: str | None) -> None:
    found = listing.neighbours(years, post_id)
    assert tuple(post and post.id for post in found) == (before, after)


def test_site_and_meta(db: Database) -> None:
    assert store.get_sites(db) == [SITE]
    assert store.content_version(db) == 0
    with db.atomic():
        assert store.set_meta(db, {"content_version": "7"}) == 1
        assert store.set_meta(db, {"content_version": "7"}) == 0
        assert store.write_sites(db, [dataclasses.replace(SITE, title=None)]) == 1
    assert store.content_version(db) == 7
    assert store.get_meta(db) == {"content_version": "7", "schema_version": database.SCHEMA_VERSION}


def test_copies_differ_by_what_they_say(db: Database, tmp_path: Path) -> None:
    other = store.create_public(tmp_path / "other.db")
    with other.atomic():
        store.write_sites(other, [SITE])
        store.set_meta(other, {"content_version": "9"})
    path = tmp_path / "other.db"
    assert not store.differs(db, path)
    write(other, make_thread(1))
    assert store.differs(db, path)
    write(db, make_thread(1))
    assert not store.differs(db, path)
    other.conn.execute("drop table link")
    other.conn.commit()
    assert store.differs(db, path)
    assert not db.conn.in_transaction


# -- opening


@pytest.mark.feature("O1")
def test_opening(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with pytest.raises(WrongUse, match="threadkeep publish"):
        store.open_public(folder)
    store.create_public(folder.public_db).close()
    assert stat.S_IMODE(os.stat(folder.public_db).st_mode) == 0o640
    reading = store.open_public(folder)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reading.conn.execute("delete from meta")
    reading.close()
    writing = store.open_public(folder, write=True)
    pragmas = [
        writing.conn.execute(f"pragma {name}").fetchone()[0]
        for name in ("secure_delete", "journal_mode", "foreign_keys")
    ]
    assert pragmas == [1, "delete", 1]
    with writing.atomic():
        assert store.set_meta(writing, {"title": "x"}) == 1
    writing.close()


def test_a_file_that_is_no_database_says_what_to_do(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    folder.public_db.write_bytes(b"not a database" * 400)
    with pytest.raises(Refused, match="delete it"):
        store.open_public(folder)


def test_a_file_that_somebody_holds_says_so_and_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = DataFolder(tmp_path)
    store.create_public(folder.public_db).close()
    held = sqlite3.connect(folder.public_db)
    held.execute("pragma journal_mode = wal")
    held.execute("begin")
    held.execute("select * from meta").fetchall()
    monkeypatch.setattr(database, "BUSY_MS", 0)
    with pytest.raises(Refused, match="in use"):
        store.open_public(folder)
    held.close()
    store.open_public(folder).close()


def test_a_new_copy_never_replaces_one(tmp_path: Path) -> None:
    store.create_public(tmp_path / "public.db").close()
    with pytest.raises(FileExistsError):
        store.create_public(tmp_path / "public.db")


# -- rows


MARKS = st.lists(
    st.builds(
        Mark,
        st.builds(lambda start, size: Span(start, start + size), st.integers(0, 99), st.integers(0, 9)),
        st.sampled_from(MarkKind),
        href=st.text(max_size=5),
        level=st.integers(0, 6),
        ordered=st.booleans(),
        label=st.text(max_size=5),
        ref=st.text(max_size=5),
    ),
    max_size=5,
)


@settings(max_examples=60)
@given(MARKS)
def test_marks_come_back(marks: list[Mark]) -> None:
    assert load_marks(dump_marks(marks)) == tuple(marks)


def test_the_row_version_follows_every_value_and_the_tags() -> None:
    post = make_post(1)
    assert versioned_post(dataclasses.replace(post, row_version=5)) == post
    assert 0 < post.row_version < 2**63
    others = [
        dataclasses.replace(post, **change)
        for change in ({"title": "x"}, {"author": None}, {"html": ""}, {"path": None})
    ]
    versions = {versioned_post(other).row_version for other in others} | {versioned_post(post, ["pay"]).row_version}
    assert len(versions - {post.row_version}) == 5


@pytest.mark.feature("Q1")
def test_every_table_and_column_is_described(db: Database) -> None:
    rows = db.conn.execute(
        "select m.name, c.name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table' order by 1, 2"
    ).fetchall()
    described = sorted((table.name, column) for table in describe.TABLES for column, _ in table.columns)
    assert described == rows
    texts = [text for table in describe.TABLES for text in (table.meaning, *(meaning for _, meaning in table.columns))]
    assert all(text.endswith(".") and len(text) > 10 for text in texts)
