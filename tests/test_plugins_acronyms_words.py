"""When a word was used, and the words typical of a year, a topic or a thread."""

from __future__ import annotations

import asyncio
import csv
import io
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.public import glossary, statistics, store
from archive.public.statistics import words_of
from archive.public.vocabulary import count_vocabulary, counter_of, term_of
from plugins.acronyms.kept import Kept
from plugins.site.application import build_datasette
from plugins.site.charts import chart
from plugins.tagging import export
from tests.acronym_copy import write_acronym_copy
from tests.public_copy import FixedSearch, Pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    folder = write_acronym_copy(tmp_path_factory.mktemp("site") / "archive")
    site = Pages(build_datasette(folder, searcher=FixedSearch()))
    yield site
    site.close()


def soup(pages: Pages, path: str) -> BeautifulSoup:
    return BeautifulSoup(pages.get(path).text, "lxml")


def rows_of(pages: Pages, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(pages.get(path).text)))


def cells(page: BeautifulSoup) -> list[list[str]]:
    return [[cell.get_text().strip() for cell in row.select("th, td")] for row in page.select(".figures tbody tr")]


# -- timelines


@pytest.mark.feature("T6")
def test_two_terms_stand_side_by_side_in_charts_a_table_and_a_file(pages: Pages) -> None:
    page = soup(pages, "/-/timeline?term=lantern&term2=PSR")
    assert [row[0] for row in cells(page)] == ["2016", "2017", "2018", "2019", "2020"]
    assert [(row[1], row[3]) for row in cells(page)][-2:] == [("0", "6"), ("6", "1")]
    assert len(page.select("figure.chart")) == 2
    assert {tuple(rect["class"]) for rect in page.select("figure.chart > svg > rect")} == {("series-1",), ("series-2",)}
    link = page.select(".figures-more a")[0]["href"]
    rows = rows_of(pages, str(link))
    assert {row["term"] for row in rows} == {"lantern", "PSR"}
    assert [row["times"] for row in rows if row["term"] == "PSR"] == ["0", "0", "0", "6", "1"]
    assert all(int(row["words"]) > 0 for row in rows)


@pytest.mark.feature("T6")
def test_months_without_a_word_stand_too(pages: Pages) -> None:
    months = [row[0] for row in cells(soup(pages, "/-/timeline?term=lantern&per=month"))]
    assert (months[0], months[-1], len(months)) == ("2016-01", "2020-03", 51)


@pytest.mark.feature("T6")
def test_the_page_says_what_was_counted(pages: Pages) -> None:
    assert "is counted as an acronym, also where it is written PSRs" in pages.get("/-/timeline?term=PSR").text
    page = soup(pages, "/-/timeline?term=psr")
    assert "as this very word" in page.get_text()
    assert page.select('main a[href="/-/acronym/psr"]')
    assert "follow each other" in pages.get("/-/timeline?term=pier+safety+report").text
    assert "stands in no text" in pages.get("/-/timeline?term=zeppelin").text
    assert "can be counted at a time" in pages.get("/-/timeline?term=a+b+c+d+e+f").text


@pytest.mark.parametrize(
    "asked", ["", "?term=", "?term=%00", "?term=%22%27", "?per=week&term=fog", "?term2=fog", "?term=" + "x" * 300]
)
def test_any_question_has_an_answer(pages: Pages, asked: str) -> None:
    assert pages.get(f"/-/timeline{asked}").status_code == 200
    assert pages.get(f"/-/timeline.csv{asked}").status_code == 200


def test_a_term_that_a_spreadsheet_would_run_is_inert(pages: Pages) -> None:
    assert {row["term"] for row in rows_of(pages, "/-/timeline.csv?term=%3Dlantern")} == {"'=lantern"}


@pytest.mark.parametrize("start", ["=", "\n=", "＝", "＋", "－", "＠"])
def test_no_spreadsheet_runs_what_is_exported(tmp_path: Path, start: str) -> None:
    with closing(store.open_public(write_acronym_copy(tmp_path / "archive"), write=True)) as db, db.atomic():
        db.conn.execute("update acronym_sense set note = ?", [f"{start}1+1"])
        db.conn.execute("update tag set description = ?", [f"{start}1+1"])
        for text, column in ((glossary.as_csv(db), "note"), (export.as_csv(db), "description")):
            assert {row[column] for row in csv.DictReader(io.StringIO(text))} == {f"'{start}1+1"}


@pytest.mark.feature("T6")
@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="aB '’-.é\n", max_size=30), st.text(alphabet="aB'-é ", min_size=1, max_size=4))
def test_a_term_is_counted_as_the_words_of_a_text_are(text: str, typed: str) -> None:
    term = term_of(typed)
    if len(term) == 1:
        assert counter_of(term)(text) == words_of(text).count(term[0])


def test_a_chart_of_nothing_is_none_and_labels_are_few() -> None:
    assert chart("Uses", ["2018"], [[0]]) is None
    made = chart("Uses", [f"{year}-{month:02d}" for year in range(2010, 2020) for month in range(1, 13)], [[1.5] * 120])
    assert made is not None
    assert made.most == "1.5"
    assert [label.text for label in made.labels] == ["2010-01", "2013-05", "2016-08", "2019-12"]
    assert [label.anchor for label in made.labels] == ["start", "middle", "middle", "end"]


# -- typical words


@pytest.mark.feature("T7")
@pytest.mark.parametrize("asked", ["year=2020", "post=72"])
def test_the_words_typical_of_a_part_stand_in_a_table_and_a_file(pages: Pages, asked: str) -> None:
    page = soup(pages, f"/-/keywords?{asked}")
    assert [row[0] for row in cells(page)] == ["lantern"]
    (row,) = rows_of(pages, f"/-/keywords.csv?{asked}")
    assert (row["word"], row["here"], row["elsewhere"]) == ("lantern", "6", "0")
    assert float(row["log_likelihood"]) > 15.13


@pytest.mark.feature("T7")
def test_years_and_topics_can_be_chosen_and_a_part_without_typical_words_says_so(pages: Pages) -> None:
    page = soup(pages, "/-/keywords")
    links = [link["href"] for link in page.select("main .tags a")]
    assert {"/-/keywords?year=2020", "/-/keywords?tag=rotas"} <= set(map(str, links))
    assert "No word stands out" in pages.get("/-/keywords?tag=rotas").text


@pytest.mark.parametrize("asked", ["year=20", "year=1066x", "tag=none", "post=none"])
def test_a_part_that_is_not_there_is_missing(pages: Pages, asked: str) -> None:
    assert pages.get(f"/-/keywords?{asked}").status_code == 404
    assert pages.get(f"/-/keywords.csv?{asked}").status_code == 404


@pytest.mark.feature("T7")
def test_every_year_topic_and_thread_leads_to_its_words(pages: Pages) -> None:
    for path, link in (("/2018/", "year=2018"), ("/-/topic/rotas", "tag=rotas"), ("/2020/03/berths.html", "post=72")):
        assert soup(pages, path).select(f'a[href="/-/keywords?{link}"]'), path


@pytest.mark.feature("O6")
def test_a_count_that_takes_long_keeps_no_page_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Pages(build_datasette(write_acronym_copy(tmp_path / "archive"), searcher=FixedSearch()))
    counts = site.served.get_database("public").counts
    monkeypatch.setattr(counts, "_patience", 0.05)
    begun, go_on = threading.Event(), threading.Event()
    count = statistics.count_texts

    def slow(*given: Any) -> Any:
        begun.set()
        assert go_on.wait(60)
        return count(*given)

    async def scene() -> list[int]:
        client = site.served.client
        first = asyncio.ensure_future(client.get("/-/timeline?term=harbour"))
        while not begun.is_set():
            await asyncio.sleep(0)
        try:
            others = [client.get(f"/-/timeline?term=word{number}") for number in range(4)]
            refused = asyncio.gather(*others)
            counted = [(await client.get(path)).status_code for path in ("/", "/-/timeline?term=lantern")]
            return [*counted, *(each.status_code for each in await refused)]
        finally:
            go_on.set()
            assert (await first).status_code == 200

    try:
        assert site.get("/-/timeline?term=lantern").status_code == 200
        monkeypatch.setattr(statistics, "count_texts", slow)
        assert site.run(scene()) == [200, 200, 503, 503, 503, 503]
    finally:
        go_on.set()
        site.close()


def test_what_all_counts_rest_on_is_kept_however_many_there_are(pages: Pages) -> None:
    kept = Kept(most=2)
    with closing(store.open_public(pages.served.threadkeep.folder)) as db:
        kept.get(db, "vocabulary", lambda: [1], lasting=True)
        for number in range(4):
            kept.get(db, number, lambda: [2])
        assert kept.get(db, "vocabulary", lambda: [3]) == [1]
        assert count_vocabulary(db).counts["lantern"] == 6
