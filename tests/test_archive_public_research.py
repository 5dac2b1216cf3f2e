"""The views for researchers: denominators and graphs, and that each is described."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from archive.public import describe
from archive.public.database import read_rows
from archive.public.statistics import words_per_period
from tests.bench import Bench, comment, make_bench, post

SAID = "The harbour master has locked the gate again and nobody on the quay was told about it beforehand."


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    bench = make_bench(tmp_path_factory.mktemp("research"))
    bench.add(
        post(
            1,
            comment(11, f"<p>{SAID}</p>"),
            comment(12, f"<p>“{SAID}” Quite, says Molly Bollard.</p>", answers=11),
            comment(14, "<p>Read <a href='https://tides.example/c'>this</a>.</p>"),
            comment(
                13,
                "<p>See <a href='https://tides.example/a'>the tides</a> and <a href='https://tides.example/b'>"
                "more</a>.</p>",
            ),
        ),
        post(
            2,
            comment(21, "<p>As in <a href='https://ferry.example/2018/07/post-1.html'>the post before</a>.</p>"),
            path="/2025/02/p2.html",
        ),
    )
    bench.mask(12, "Molly Bollard")
    bench.hide(13)
    bench.publish()
    yield bench
    bench.db.close()


@pytest.fixture
def db(bench: Bench) -> Iterator[Database]:
    db = bench.public()
    yield db
    db.close()


@pytest.mark.feature("Q1")
def test_every_view_and_its_columns_are_described(db: Database) -> None:
    rows = db.conn.execute(
        "select m.name, c.name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'view' order by 1, 2"
    ).fetchall()
    assert sorted((view.name, column) for view in describe.VIEWS for column, _ in view.columns) == rows
    texts = [text for view in describe.VIEWS for text in (view.meaning, *(meaning for _, meaning in view.columns))]
    assert all(text.endswith(".") and len(text) > 6 for text in texts)


@pytest.mark.feature("Q7")
def test_denominators_are_what_the_tables_hold(db: Database) -> None:
    rows = list(read_rows(db, "select * from month_count"))
    assert sum(row["posts"] for row in rows) == 2
    assert sum(row["comments"] for row in rows) == 5
    assert {row["month"]: row["words"] for row in rows if row["words"]} == words_per_period(db, "month")


@pytest.mark.feature("Q9")
def test_every_comment_has_one_edge_to_what_it_answers(db: Database) -> None:
    rows = {row["from_id"]: (row["to_id"], row["is_to_post"]) for row in read_rows(db, "select * from reply_edge")}
    assert rows == {"11": ("1", 1), "12": ("11", 0), "13": ("1", 1), "14": ("1", 1), "21": ("2", 1)}


@pytest.mark.feature("Q9")
def test_a_repeated_passage_is_an_edge(db: Database) -> None:
    (row,) = read_rows(db, "select * from quote_edge")
    assert (row["from_id"], row["to_id"], row["passages"]) == ("12", "11", 1)
    assert row["characters"] > 60
    assert 0 < row["confidence"] <= 1


@pytest.mark.feature("Q9")
def test_links_lead_to_items_or_to_hosts_and_those_of_hidden_items_nowhere(db: Database) -> None:
    rows = list(read_rows(db, "select * from link_edge"))
    assert [tuple(row.values()) for row in rows] == [("21", "1", None, 1), ("14", None, "tides.example", 1)]
