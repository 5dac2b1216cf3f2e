"""Whole tables as CSV: every row once, in pieces that follow a key, and no cell that a spreadsheet would run."""

from __future__ import annotations

import asyncio
import csv
import io
import sqlite3
from collections.abc import Iterator, MutableMapping
from typing import Any

import pytest
from sqlite_utils import Database

from archive.public import store
from archive.public.describe import TABLES, VIEWS
from archive.public.sheets import inert
from plugins.research import downloads, whole_tables
from tests.public_copy import Pages, open_pages

NAMES = [each.name for each in (*TABLES, *VIEWS)]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_pages(tmp_path_factory.mktemp("site") / "archive")
    with sqlite3.connect(site.served.threadkeep.folder.public_db) as writer:
        writer.execute("update comment set author = '=HYPERLINK(\"x\"), \n-' where id = '9101'")
        writer.executemany(
            "insert into quotation values (?, '9002', 0, 5, ?, 0, 5, 0.5)", [("q1", "9001"), ("q2", "9001")]
        )
        writer.executemany(
            "insert into post_link values (?, ?, 0, 1, 'address', '9001')", [("l1", "9002"), ("l2", "9003")]
        )
    writer.close()
    yield site
    site.close()


@pytest.fixture(scope="module")
def db(pages: Pages) -> Iterator[Database]:
    opened = store.open_public(pages.served.threadkeep.folder)
    yield opened
    opened.close()


def cells(row: tuple[Any, ...]) -> list[str]:
    return ["" if cell is None else inert(cell) if isinstance(cell, str) else str(cell) for cell in row]


@pytest.mark.feature("Q1")
@pytest.mark.parametrize("name", NAMES)
def test_a_stream_is_the_table(pages: Pages, db: Database, name: str) -> None:
    answer = pages.get(f"/public/{name}.csv?_stream=1")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}.v42.csv"'
    assert answer.headers["threadkeep-version"] == "42"
    head, *rows = csv.reader(io.StringIO(answer.text, newline=""))
    cursor = db.conn.execute(f'select * from "{name}"')
    assert head == [column[0] for column in cursor.description]
    assert sorted(rows) == sorted(cells(row) for row in cursor.fetchall())
    assert answer.text == pages.get(f"/-/data/{name}.csv").text


@pytest.mark.feature("Q1")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("limits", [{"rows": 1}, {"rows": 4}, {"rows": 999, "characters": 1}])
def test_pieces_put_together_are_the_table(db: Database, name: str, limits: dict[str, Any]) -> None:
    piece = whole_tables.read_piece(db, name, **limits)
    rows = list(piece.rows)
    while piece.after is not None:
        piece = whole_tables.read_piece(db, name, piece.after, **limits)
        rows += piece.rows
    assert sorted(map(repr, rows)) == sorted(repr(tuple(row)) for row in db.conn.execute(f'select * from "{name}"'))


@pytest.mark.feature("Q1")
def test_no_piece_counts_off_what_came_before(db: Database) -> None:
    for name in ("comment", "reply_edge", "tagging"):
        key = whole_tables._key_of(db, name)
        listed = ", ".join(key)
        marks = ", ".join("?" * len(key))
        plan = db.conn.execute(
            f"explain query plan select * from {name} where ({listed}) > ({marks}) order by {listed}", ["x"] * len(key)
        ).fetchall()
        assert "SEARCH" in plan[0][3]
        assert not any("TEMP B-TREE" in step[3] for step in plan)


@pytest.mark.parametrize("path", ["/public/reply_edge.csv?_stream=1&month=2018-07", "/-/data/comment.csv?year=2018"])
def test_what_comes_whole_is_not_filtered(pages: Pages, path: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == 400
    assert whole_tables.NOT_FILTERED in answer.text


@pytest.mark.parametrize("path", ["/-/data/nothing.csv", "/-/data/sqlite_master.csv", "/public/nothing.csv?_stream=1"])
def test_no_other_table_is_sent(pages: Pages, path: str) -> None:
    assert pages.get(path).status_code == 404


@pytest.mark.feature("Q1")
@pytest.mark.parametrize(
    "path",
    [
        "/public/comment.csv?id=9101",
        "/public/comment.csv?_stream=1&id__in=9101,9102",
        "/public/comment/9101.csv",
        "/public/-/query.csv?sql=select+author+from+comment+where+id='9101'",
        "/public/comment.csv?_stream=1",
    ],
)
def test_no_cell_runs_in_a_spreadsheet(pages: Pages, path: str) -> None:
    rows = list(csv.DictReader(io.StringIO(pages.get(path).text, newline="")))
    assert '\'=HYPERLINK("x"), \n-' in [row["author"] for row in rows]


def test_numbers_stay_numbers(pages: Pages) -> None:
    rows = list(csv.reader(io.StringIO(pages.get("/public/-/query.csv?sql=select+-5,'-x',+-1.5e3").text)))
    assert rows[1] == ["-5", "'-x", "-1500.0"]


def test_a_stream_that_breaks_off_is_not_taken_for_the_whole() -> None:
    sent: list[MutableMapping[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"9")]})
        await send({"type": "http.response.body", "body": b"a,b\r\n", "more_body": True})
        await send({"type": "http.response.body", "body": b"no such table", "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    async def keep(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    async def nothing() -> MutableMapping[str, Any]:
        return {}

    async def ask() -> None:
        scope = {"type": "http", "path": "/public/comment.csv", "query_string": b"_stream=1&year=2018"}
        await downloads.wrap(app)(scope, nothing, keep)

    with pytest.raises(downloads.CutShortError):
        asyncio.run(ask())
    assert b"".join(each.get("body", b"") for each in sent) == b"a,b\r\n"
    assert "content-length" not in str(sent[0]["headers"])
