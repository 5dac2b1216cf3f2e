"""What researchers may ask of the public copy, and what SQLite itself refuses them."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from collections.abc import Iterator
from importlib import resources
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from archive.public.describe import TABLES
from plugins.research import limits
from tests.public_copy import Pages, open_pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_pages(tmp_path_factory.mktemp("site") / "archive")
    yield site
    site.close()


def ask(pages: Pages, sql: str, **options: str) -> tuple[int, str]:
    answer = pages.get(f"/public/-/query.json?sql={quote(sql)}&_shape=arrays", **options)
    return answer.status_code, answer.text


@pytest.mark.feature("Q1")
def test_sql_json_and_csv_answer(pages: Pages) -> None:
    status, text = ask(pages, "select state, count(*) from comment group by state order by state")
    assert status == 200
    assert '["held", 1], ["hidden", 1], ["removed_by_author", 1], ["shown", 8]' in text
    rows = list(csv.DictReader(io.StringIO(pages.get("/public/comment.csv?_stream=1").text)))
    assert len(rows) == 11
    listed = pages.get("/public/comment.json?post_id=5100000000000000001&_shape=array&_size=max").json()
    assert len(listed) == 7


@pytest.mark.feature("Q1")
@pytest.mark.parametrize(
    "sql",
    [
        "select * from json_each('[1,2]')",
        "with recursive n(i) as (select 1 union all select i+1 from n where i<5) select * from n",
        "select year, count(*) over (partition by year) from comment",
        "select name from pragma_table_info('comment')",
        "select group_concat(id) from tag",
        "explain select * from comment",
        "select name from sqlite_master",
    ],
)
def test_ordinary_questions_are_allowed(pages: Pages, sql: str) -> None:
    assert ask(pages, sql)[0] == 200


@pytest.mark.feature("Q1")
@pytest.mark.parametrize(
    "sql",
    [
        "select * from pragma_database_list",
        "select * from pragma_compile_options",
        "select load_extension('x')",
        "select readfile('/etc/passwd')",
        "select writefile('x', 'y')",
        "attach database ':memory:' as other",
        "vacuum into 'copy.db'",
        "pragma query_only = off",
        "update comment set text = ''",
        "delete from comment",
        "insert into meta values ('a', 'b')",
        "create table x (a)",
        "drop table comment",
        "select * from comment; select 1",
        "select fts3_tokenizer('x')",
    ],
)
def test_everything_but_reading_is_refused(pages: Pages, sql: str) -> None:
    status, text = ask(pages, sql)
    assert status == 400
    assert str(pages.served.threadkeep.folder.path) not in text


@pytest.mark.feature("Q1")
@pytest.mark.parametrize(
    "sql",
    [
        "select randomblob(200000000)",
        "select hex(zeroblob(100000000))",
        "select replace(hex(zeroblob(900000)), '0', 'xxxxx')",
    ],
)
def test_no_value_is_larger_than_a_page_can_hold(pages: Pages, sql: str) -> None:
    status, text = ask(pages, sql)
    assert status == 400
    assert len(text) < 2000


@pytest.mark.feature("Q1")
def test_a_long_query_is_stopped(pages: Pages) -> None:
    endless = "with recursive n(i) as (select 1 union all select i+1 from n) select count(*) from n"
    status, _ = ask(pages, endless)
    assert status == 400


@pytest.mark.feature("Q1")
def test_no_more_than_a_thousand_rows_come_at_once(pages: Pages) -> None:
    many = "with recursive n(i) as (select 1 union all select i+1 from n where i < 5000) select i from n"
    answer = pages.get(f"/public/-/query.json?sql={quote(many)}")
    assert (len(answer.json()["rows"]), answer.json()["truncated"]) == (1000, True)


def test_the_settings_are_the_ones_the_limits_rest_on(pages: Pages) -> None:
    served = pages.served
    assert {
        name: served.setting(name)
        for name in (
            "sql_time_limit_ms",
            "max_returned_rows",
            "allow_download",
            "suggest_facets",
            "trace_debug",
            "template_debug",
            "default_cache_ttl",
            "allow_csv_stream",
            "allow_signed_tokens",
        )
    } == {
        "sql_time_limit_ms": 1000,
        "max_returned_rows": 1000,
        "allow_download": False,
        "suggest_facets": False,
        "trace_debug": False,
        "template_debug": False,
        "default_cache_ttl": 0,
        "allow_csv_stream": True,
        "allow_signed_tokens": False,
    }
    assert served.default_deny
    assert list(served.databases) == ["public"]
    assert not served.crossdb


@pytest.mark.parametrize("path", ["/public.db", "/_memory", "/_internal", "/public/-/queries/store?sql=select+1"])
def test_no_other_database_and_no_download(pages: Pages, path: str) -> None:
    assert pages.get(path).status_code in (403, 404)


def test_tracing_and_template_context_stay_shut(pages: Pages) -> None:
    assert "_trace" not in pages.get("/public.json?_trace=1").json()
    assert "select_templates" not in pages.get("/public/comment?_context=1").text


def test_a_connection_has_every_limit(pages: Pages) -> None:
    conn = sqlite3.connect(":memory:")
    conn.execute("create table x (a)")
    limits.apply_limits(conn)
    assert conn.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == 2_000_000
    assert conn.getlimit(sqlite3.SQLITE_LIMIT_ATTACHED) == 0
    for refused in ("pragma query_only", "pragma database_list", "insert into x values (1)", "drop table x"):
        with pytest.raises(sqlite3.DatabaseError):
            conn.execute(refused)
    conn.close()


@pytest.mark.feature("Q1")
def test_every_table_and_column_is_described_and_nothing_else() -> None:
    schema = resources.files("archive.public").joinpath("schema.sql").read_text("utf-8")
    conn = sqlite3.connect(":memory:")
    conn.executescript(schema)
    tables = {
        table: [row[1] for row in conn.execute(f"pragma table_info({table})")]
        for (table,) in conn.execute("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    }
    conn.close()
    assert {table.name: sorted(name for name, _ in table.columns) for table in TABLES} == {
        name: sorted(columns) for name, columns in tables.items()
    }
    for table in TABLES:
        for said in (table.meaning, *(meaning for _, meaning in table.columns)):
            assert re.search(r"\w.*[.]$", said), (table.name, said)


@pytest.mark.feature("Q1")
def test_descriptions_stand_on_datasettes_pages_and_on_ours(pages: Pages) -> None:
    page = BeautifulSoup(pages.get("/public/comment").text, "lxml")
    comments = next(table for table in TABLES if table.name == "comment")
    assert comments.meaning in page.get_text()
    assert {
        name.get_text(): meaning.get_text()
        for name, meaning in zip(page.select(".columns dt"), page.select(".columns dd"), strict=True)
    } == dict(comments.columns)
    start = BeautifulSoup(pages.get("/-/data").text, "lxml")
    listed = [head.get_text() for head in start.select(".data-tables h3 a")]
    assert listed[:3] == ["comment", "post", "tag"]
    assert sorted(listed) == sorted(table.name for table in TABLES)
    assert "6 rows" in start.get_text()


@pytest.mark.feature("Q1")
def test_every_question_to_begin_from_has_an_answer(pages: Pages) -> None:
    start = BeautifulSoup(pages.get("/-/data").text, "lxml")
    links = [str(link["href"]) for link in start.select(".examples a")]
    assert len(links) >= 6
    for link in links:
        answer = pages.get(link)
        assert answer.status_code == 200
        assert 'role="alert"' not in answer.text
    with_parameter = next(link for link in links if "%3Aword" in link)
    assert pages.get(f"{with_parameter}&word=rota").text.count("<tr>") == 2


@pytest.mark.parametrize(
    "path",
    [
        "/public",
        "/public/post",
        "/public/comment?_sort=position&_facet=state&author_kind=anonymous",
        "/public/comment?_size=2",
        "/public/comment/9001",
        "/public/-/schema",
        "/public/comment/-/schema",
        "/public/-/queries",
        "/public/-/query?sql=select+1",
        "/public/-/query?sql=select+nothing",
        "/public/-/query",
    ],
)
def test_datasettes_pages_wear_our_dress_and_need_no_script(pages: Pages, path: str) -> None:
    answer = pages.get(path)
    page = BeautifulSoup(answer.text, "lxml")
    assert answer.status_code == 200
    assert page.select_one("header.masthead")
    assert not page.select("script, style, [style], [onclick]")
    assert [str(link["href"]).partition("?")[0] for link in page.select('link[rel="stylesheet"]')] == [
        "/-/static/threadkeep.css"
    ]
    assert len(page.select("h1")) == 1


def test_a_row_shows_what_stands_in_other_tables(pages: Pages) -> None:
    page = BeautifulSoup(pages.get("/public/comment/9001").text, "lxml")
    assert "comment" in page.select_one("#others ~ ul").get_text()  # type: ignore[union-attr]  # 9002 answers 9001
