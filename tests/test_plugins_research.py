"""What researchers may ask of the public copy, and what SQLite itself refuses them."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import sqlite3
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup

from archive.public.database import read_schema
from archive.public.describe import TABLES, VIEWS
from plugins._datasette import STATEMENTS_AT_ONCE
from plugins.research import limits
from plugins.research.dresses import COUNTABLE
from tests.public_copy import ENTRY, Pages, open_pages


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
    assert '["held", 1], ["hidden", 2], ["removed_by_author", 1], ["shown", 11]' in text
    rows = list(csv.DictReader(io.StringIO(pages.get("/public/comment.csv?_stream=1").text)))
    assert len(rows) == 15
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
        "select name from sqlite_schema where sql like '%comment%'",
        "select name from pragma_table_info('comment'), pragma_foreign_key_list('comment')",
        "with recursive n(i) as (select 1 union all select i+1 from n where i<5) select count(*) from n",
        "select count(*) from (select 1 from comment)",
        "select value from comment, json_each(marks)",
        "select atom from json_tree('{\"a\": [1]}')",
        "select strftime('%Y', published), round(avg(length(text)), 1) from comment group by 1",
        "select substr(text, 1, 9), lower(author), upper(author), coalesce(author, '?') from comment",
        "select instr(text, 'ferry'), replace(text, 'ferry', 'boat'), trim(text), rtrim(text, '.') from comment",
        "select id from comment where text glob '*ferry*' and text not like '%rota%'",
        "select row_number() over (order by id), lag(id) over (order by id) from post",
        "select json_extract(marks, '$[0][2]'), marks ->> '$[0][2]' from comment",
        "select total(position), group_concat(id, '; '), min(id), max(id) from comment",
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
        "select printf('%.*c', 2147483647, 'x')",
        "select format('%.*c', 2147483647, 'x')",
        "select json_valid(replace(hex(zeroblob(900000)), '0', '['))",
        "select instr(zeroblob(600000), zeroblob(300000))",
        "select length(trim(hex(randomblob(90000)), hex(randomblob(90000))))",
        "select sql from sqlite_stmt",
        "select count(*) from sqlite_stmt",
        "select 1 from sqlite_stmt as s",
        "with s as (select * from sqlite_stmt) select * from s",
        "select * from dbstat",
        "select count(*) from dbstat",
        "select 1 from sqlite_dbpage",
        "select 1 from bytecode('select 1')",
        "select 1 from tables_used('select 1')",
        "select 1 from pragma_function_list",
        "select count(*) from pragma_module_list",
        "select 1 from pragma_cache_size",
        "select 1 from fts3tokenize('simple', 'x')",
        "select json_patch('{}', '{}')",
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


HALF_A_MILLION = "with recursive n(t) as (select 'aaaaaaaa' union all select t || t from n where length(t) < 100000) "
"""A long text made without any function that is refused."""


@pytest.mark.feature("Q1")
@pytest.mark.parametrize(
    "sql",
    [
        "select instr(t, t) from n",
        "select replace(t, t || 'b', '') from n",
        "select trim(t, t) from n",
        "select ltrim(t, t) from n",
        "select rtrim(t, t) from n",
        "select replace(t, 'a', substr(t, 1, 900)) from n",
        "select max(length(t || t || t || t)) from n",
        "select count(*) from n where t like '%' || substr(t, 1, 300) || 'b'",
        "select " + "+".join(["abs(1)"] * 500),
        "select " + "+".join(["1"] * 15_000),
    ],
    ids=lambda sql: sql[:30],
)
def test_a_function_that_time_limits_do_not_reach_refuses_what_would_be_slow(pages: Pages, sql: str) -> None:
    status, text = ask(pages, HALF_A_MILLION + sql if " from n" in sql else sql)
    assert status == 400, text[:300]


@pytest.mark.feature("Q1")
def test_refusals_are_sentences_for_a_researcher(pages: Pages) -> None:
    told = {
        "select printf('x')": "not available here",
        "select sql from sqlite_stmt": "Only the tables of the public copy",
        f"{HALF_A_MILLION} select trim(t, t) from n": "1,000 characters",
        f"{HALF_A_MILLION} select max(length(t || t || t || t)) from n": "too long",
        "with recursive n(i) as (select 1 union all select i+1 from n) select count(*) from n": "one second",
    }
    for sql, said in told.items():
        for answer in (ask(pages, sql)[1], pages.get(f"/public/-/query.csv?sql={quote(sql)}").text):
            assert said in answer, (sql, answer)
            assert "names of columns" not in answer
            assert "sql_time_limit_ms" not in answer


@pytest.mark.feature("Q1")
@pytest.mark.parametrize(
    "sql",
    ["selec 1", "with recursive n(i) as (select 1 union all select i+1 from n) select count(*) from n where 1 < :most"],
)
def test_a_query_that_was_not_answered_can_be_changed_and_run_again(pages: Pages, sql: str) -> None:
    answer = pages.get(f"/public/-/query?sql={quote(sql)}&most=7")
    page = BeautifulSoup(answer.text, "lxml")
    assert answer.status_code == 400
    assert page.select_one("form.sql textarea").get_text() == sql  # type: ignore[union-attr]  # it is there
    assert page.select_one("form.sql input[name=most]")["value"] == "7"  # type: ignore[index]  # and so is this
    assert "sql_time_limit_ms" not in answer.text
    assert page.select_one("p.lead").get_text().endswith(".")  # type: ignore[union-attr]  # every error has one


OWN_FUNCTIONS = [
    "instr('the ferry', 'ferry')",
    "instr('aé', 'é')",
    "instr(x'61c3a9', x'a9')",
    "instr('a', null)",
    "instr(12.5, 2)",
    "instr('a', '')",
    "replace('a-b-c', '-', '')",
    "replace('a', '', 'b')",
    "replace(1e20, 'e', 'E')",
    "replace(2.0, '.', ',')",
    "replace(-0.1, '0', null)",
    "trim('  a ')",
    "trim('xyaéyx', 'yx')",
    "ltrim('xxa', 'x')",
    "rtrim('axé', 'éx')",
    "rtrim(null)",
    "trim('a', '')",
    "typeof(trim(7))",
]


@pytest.mark.parametrize("expression", OWN_FUNCTIONS)
def test_our_own_functions_answer_as_sqlites_do(expression: str) -> None:
    plain, limited = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
    limits.apply_limits(limited)
    try:
        assert [conn.execute(f"select {expression}").fetchone() for conn in (limited,)] == [
            plain.execute(f"select {expression}").fetchone()
        ]
    finally:
        plain.close()
        limited.close()


def test_values_may_be_as_long_as_the_longest_row_and_follow_it_when_it_grows(tmp_path: Path) -> None:
    site = open_pages(tmp_path / "archive")
    long = "select length(text || text) from comment where id = '9001'"
    try:
        assert ask(site, long)[0] == 200
        with sqlite3.connect(site.served.threadkeep.folder.public_db) as writer:
            writer.execute("update comment set text = ? where id = '9001'", ["a" * 400_000])
        writer.close()
        assert '"rows": [[800000]]' in ask(site, long)[1]
        assert ask(site, "select length(text || text || text) from comment where id = '9001'")[0] == 400
        assert len(pages_of(site, "/public/comment.json?_shape=array&id=9001")[0]["text"]) == 400_000
    finally:
        site.close()


def pages_of(site: Pages, path: str) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = site.get(path).json()
    return rows


@pytest.mark.feature("O6")
def test_readers_sql_keeps_no_page_waiting_and_is_told_when_to_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = open_pages(tmp_path / "archive", "9001")
    database = site.served.get_database("public")
    let_go = threading.Event()
    begun = [threading.Event(), threading.Event()]

    def hold(mine: threading.Event) -> None:
        mine.set()
        let_go.wait()

    monkeypatch.setattr(database.statements, "_patience", 0.05)
    monkeypatch.setattr(limits, "STATEMENT_SECONDS", 60)

    async def scene() -> dict[str, Any]:
        at_work = [asyncio.ensure_future(database.statements.run(lambda conn, mine=mine: hold(mine))) for mine in begun]
        while not all(mine.is_set() for mine in begun):
            await asyncio.sleep(0)
        paths = ("/", ENTRY, "/-/search?q=fog", "/public/-/query.json?sql=select+1", "/public/-/query?sql=select+1")
        try:
            return {path: await site.served.client.get(path) for path in paths}
        finally:
            let_go.set()
            await asyncio.gather(*at_work)

    try:
        assert site.get("/public/-/query.json?sql=select+1").status_code == 200
        answers = site.run(scene())
        assert [answer.status_code for answer in answers.values()] == [200, 200, 200, 503, 503]
        for path in list(answers)[3:]:
            assert answers[path].headers["retry-after"] == "5"
            assert "Too many queries" in answers[path].text
        assert ">select 1</textarea>" in answers[path].text
        assert site.get("/public/-/query.json?sql=select+1").status_code == 200
        assert STATEMENTS_AT_ONCE == 2
    finally:
        let_go.set()
        site.close()


_WRITER = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1], timeout=8, isolation_level=None)
conn.execute("begin immediate")
conn.execute("insert or replace into meta (key, value) values ('gap', 'found')")
conn.execute("commit")
"""


@pytest.mark.feature("O6")
def test_a_redaction_gets_through_however_readers_overlap(tmp_path: Path) -> None:
    site = open_pages(tmp_path / "archive", "9001")
    database, path = site.served.get_database("public"), site.served.threadkeep.folder.public_db
    over = threading.Event()

    def hold(conn: sqlite3.Connection) -> None:
        conn.execute("begin")
        conn.execute("select count(*) from post").fetchone()
        over.wait(0.7)
        conn.execute("rollback")

    async def keep_reading(lane: Any, delay: float) -> None:
        await asyncio.sleep(delay)
        while not over.is_set():
            await lane.run(hold)

    async def scene() -> int | None:
        readers = [
            asyncio.ensure_future(keep_reading(lane, delay))
            for lane, delay in ((database.pages, 0.0), (database.statements, 0.35))
        ]
        await asyncio.sleep(0.5)
        try:
            writer = await asyncio.create_subprocess_exec(sys.executable, "-c", _WRITER, str(path))
            return await writer.wait()
        finally:
            over.set()
            await asyncio.gather(*readers)

    try:
        assert site.run(scene()) == 0
    finally:
        site.close()


def test_a_statement_is_interrupted_where_datasettes_own_limit_does_not_look(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "STATEMENT_SECONDS", 0.3)
    monkeypatch.setattr(pages.served, "sql_time_limit_ms", 10_000_000)
    status, text = ask(pages, "with recursive n(i) as (select 1 union all select i+1 from n) select count(*) from n")
    assert (status, "one second" in text) == (400, True)


@pytest.mark.feature("Q1")
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/public/comment.csv", "comment"),
        ("/public/comment.csv?_stream=1", "comment"),
        ("/public/comment/9001.csv", "comment"),
        ("/public/-/query.csv?sql=select+1", "query"),
    ],
)
def test_csv_is_a_file_with_a_name(pages: Pages, path: str, name: str) -> None:
    answer = pages.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}.v42.csv"'
    assert "content-disposition" not in pages.get("/public/nothing.csv").headers


def test_a_stream_is_not_asked_for_row_by_row(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    database = pages.served.get_database("public")
    asked: list[str] = []
    execute = database.execute

    async def counting(sql: str, *args: Any, **options: Any) -> Any:
        asked.append(sql)
        return await execute(sql, *args, **options)

    monkeypatch.setattr(database, "execute", counting)
    answer = pages.get("/public/comment.csv?_stream=1&_size=1&%5Fsize=1")
    assert len(list(csv.DictReader(io.StringIO(answer.text)))) == 15
    assert sum("from comment" in sql for sql in asked) < 4


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
    schema = read_schema()
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
    listed = [head.get_text() for head in start.select("section[aria-labelledby=tables] h3 a")]
    inner = [head.get_text() for head in start.select("section[aria-labelledby=inner] h3 a")]
    assert listed[:3] == ["comment", "post", "month_count"]
    assert inner == ["phrase", "passage", "acronym_sighting", "acronym_item"]
    assert sorted(listed + inner) == sorted(table.name for table in (*TABLES, *VIEWS))
    assert "7 rows" in start.get_text()
    database = BeautifulSoup(pages.get("/public").text, "lxml")
    for table in (*TABLES, *VIEWS):
        assert table.meaning in database.get_text()


@pytest.mark.feature("Q1")
def test_tables_have_labels_orders_and_what_to_count_by(pages: Pages) -> None:
    page = BeautifulSoup(pages.get("/public/comment").text, "lxml")
    months = [row.select("td") for row in page.select("tbody tr")]
    column = [head.get_text(strip=True).partition(" ")[0] for head in page.select("th")].index("month▲,")
    assert [cells[column].get_text(strip=True) for cells in months][:2] == ["2018-09", "2018-07"]
    assert "The night ferry, again" in page.select_one("tbody").get_text()  # type: ignore[union-attr]  # label of its post
    counts = [str(link["href"]) for link in page.select("a[rel=nofollow]") if "_facet" in str(link["href"])]
    assert counts == [f"?_facet={name}" for name in COUNTABLE["comment"]]
    for table, columns in COUNTABLE.items():
        for name in columns:
            facets = pages.get(f"/public/{table}.json?_facet={name}&_extra=facet_results,facets_timed_out").json()
            assert (list(facets["facet_results"]["results"]), facets["facets_timed_out"]) == ([name], []), (table, name)


@pytest.mark.feature("Q1")
def test_ids_lead_to_the_pages_where_people_read(pages: Pages) -> None:
    for path in ("/public/link", "/public/-/query?sql=select+item_id+from+link"):
        link = BeautifulSoup(pages.get(path).text, "lxml").select_one("a[href='/-/comment/9002']")
        assert link is not None
        assert link.get_text() == "9002"
    assert pages.get("/-/comment/5100000000000000001").headers["location"] == ENTRY
    hidden = BeautifulSoup(pages.get("/public/comment?state=hidden").text, "lxml")
    assert hidden.select("a[href^='/-/log/']")


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
