"""`search()` in readers' SQL."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest

from archive.errors import Refused
from plugins.research import searching
from plugins.site.application import build_datasette
from search_index.engine import TooSlowError
from search_index.search import Searcher
from search_index.update import update_index
from tests.public_copy import Pages, write_public_copy


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    folder = write_public_copy(tmp_path_factory.mktemp("site") / "archive")
    update_index(folder)
    searcher = Searcher(folder.index)
    site = Pages(build_datasette(folder, searcher=searcher))
    yield site
    site.close()
    searcher.close()


def ask(pages: Pages, sql: str) -> tuple[int, Any]:
    answer = pages.get(f"/public/-/query.json?sql={quote(sql)}&_shape=arrays")
    return answer.status_code, answer.json()


def found(pages: Pages, query: str) -> list[str]:
    return [hit["id"] for hit in pages.get(f"/-/search.json?q={quote(query)}").json()["hits"]]


@pytest.mark.feature("S15")
@pytest.mark.parametrize("query", ["crossing", "fog OR soup", "in:comment -fog", "xyzzy", "year:2018"])
def test_it_finds_what_the_page_finds(pages: Pages, query: str) -> None:
    status, told = ask(pages, f"select value from json_each(search('{query}'))")
    assert status == 200
    assert sorted(row[0] for row in told["rows"]) == sorted(found(pages, query))


@pytest.mark.feature("S15")
@pytest.mark.parametrize("query", ["it", "(((", ""])
def test_a_query_that_asks_for_nothing_is_told_so_and_counts_no_zero(pages: Pages, query: str) -> None:
    status, told = ask(pages, f"select value from json_each(search('{query}'))")
    assert (status, searching.NOTHING in json.dumps(told, ensure_ascii=False)) == (400, True)


@pytest.mark.feature("S15")
def test_more_than_it_may_give_is_refused_and_not_cut(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST_IDS", 2)
    status, told = ask(pages, "select search('in:comment')")
    assert (status, searching.TOO_MANY_IDS in json.dumps(told)) == (400, True)


@pytest.mark.feature("S15")
def test_ids_join_to_rows(pages: Pages) -> None:
    sql = "select id, kind from comment where id in (select value from json_each(search('crossing')))"
    assert ask(pages, sql)[1]["rows"] == [["9001", "comment"]]
    assert ask(pages, "select search(null)")[1]["rows"] == [[None]]


@pytest.mark.feature("S15")
def test_three_queries_may_be_asked_and_no_fourth(pages: Pages) -> None:
    three = "select search('fog'), search('ferry'), search('soup'), search('fog')"
    assert ask(pages, three)[0] == 200
    status, told = ask(pages, f"{three}, search('harbour')")
    assert status == 400
    assert searching.TOO_MANY in json.dumps(told)
    assert searching.TOO_MANY in json.dumps(ask(pages, "select search(id) from comment")[1])
    # the next statement begins anew
    assert ask(pages, three)[0] == 200
    assert searching.NO_TEXT in json.dumps(ask(pages, "select search(5)")[1])


@pytest.mark.feature("S15")
@pytest.mark.parametrize(
    ("raised", "told"), [(TooSlowError(), searching.TOO_SLOW), (Refused("no index"), searching.NOT_READY)]
)
def test_a_search_that_cannot_answer_says_so(
    pages: Pages, monkeypatch: pytest.MonkeyPatch, raised: Exception, told: str
) -> None:
    def refuse(*_: object, most: int, seconds: float) -> list[str]:
        assert (most, seconds) == (10_001, 1.0)
        raise raised

    monkeypatch.setattr(Searcher, "search_ids", refuse)
    status, said = ask(pages, "select search('fog')")
    assert status == 400
    assert told in json.dumps(said)


def test_a_deadline_that_has_passed_ends_a_search(pages: Pages) -> None:
    site = pages.served.threadkeep
    from archive.public.store import open_public

    db = open_public(site.folder)
    with pytest.raises(TooSlowError):
        site.searcher.search_ids(db, '"fog on" OR fo*', most=9, seconds=-1.0)
    two, all_of_them = (site.searcher.search_ids(db, "in:comment", most=most, seconds=9.0) for most in (2, 10_000))
    assert two == all_of_them[:2]
    db.close()
