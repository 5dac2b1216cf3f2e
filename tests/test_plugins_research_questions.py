"""The twenty questions: each has a page, defaults that work, and the answer that was counted by hand."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from archive.public.describe import TABLES, VIEWS
from archive.public.questions import QUESTIONS
from plugins.research import searching
from tests.public_copy import Pages
from tests.search_site import make_site, open_site

NAMES = [question.name for question in QUESTIONS]
YEARS = range(2013, 2019)
YEARLY_WORDS = 125
"""18 of the post and 107 of its nine comments, in each of six years."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    folder = make_site(tmp_path_factory.mktemp("site") / "archive")
    with sqlite3.connect(folder.public_db) as writer:
        writer.execute("update comment set author = 'Mudlark', author_kind = 'name' where id = 'p5c4'")
        writer.execute("update comment set depth = 1 where post_id = 'p5' and parent_id is not null")
        writer.execute("insert into tagging values ('p5c7', 'harbour', 'moderator', null)")
        writer.execute("update post set declared = 11 where id = 'p5'")
        writer.execute("delete from item_words where item_id = 'p4c0'")
        writer.execute("update comment set state = 'hidden', text = '', marks = '[]', html = '' where id = 'p4c0'")
        writer.executemany(
            "insert into quotation values (?, ?, 0, 9, ?, 0, 9, ?)",
            [
                ("q1", "p5c3", "p5c0", 0.9),
                ("q2", "p5c3", "p5c0", 0.9),
                ("q3", "p5c8", "p5c0", 0.6),
                ("q4", "p5c8", "p5", 0.3),
            ],
        )
        writer.executemany(
            "insert into link (id, item_id, position, href, host, text) values (?, ?, 1, ?, ?, 'here')",
            [
                ("k1", "p5c5", "https://tides.example/2018", "tides.example"),
                ("k2", "p5c6", "https://tides.example/", "tides.example"),
                ("k3", "p5c6", "https://fog.example/", "fog.example"),
                ("k4", "p4c6", "https://tides.example/old", "tides.example"),
            ],
        )
    writer.close()
    site = open_site(folder)
    yield site
    site.close()


def answer(pages: Pages, name: str, **given: str) -> list[list[Any]]:
    got = pages.get(f"/public/{name}.json?_shape=arrays&{urlencode(given)}")
    assert got.status_code == 200, got.text
    rows: list[list[Any]] = got.json()["rows"]
    return rows


def rate(times: int, words: int) -> float:
    return round(10_000 * times / words, 2)


def each_year(times: int, hidden: int = 0) -> list[list[Any]]:
    """A row of each year; the comment that is hidden in 2017 had 12 words, so many of them the one asked for."""
    words = {year: YEARLY_WORDS - (12 if year == 2017 else 0) for year in YEARS}
    counts = {year: times - (hidden if year == 2017 else 0) for year in YEARS}
    return [[year, counts[year], words[year], rate(counts[year], words[year])] for year in YEARS]


COUNTED: dict[str, tuple[dict[str, str], list[list[Any]]]] = {
    "word_by_year": ({"word": "ferry"}, each_year(4, hidden=1)),
    "word_by_month": ({"word": "the harbour", "year": "2018"}, [["2018-07", 4, 125, rate(4, 125)]]),
    "word_by_topic": (
        {"word": "ferry"},
        # three posts of 18 words and six comments of 13; three posts of 18 and a comment of 13
        [["night-ferry", "Night ferry", 9, 132, rate(9, 132)], ["harbour", "Harbour", 3, 67, rate(3, 67)]],
    ),
    "threads_with": (
        {"query": "ferry year:2017..2018"},
        [
            ["p5", "The ferry in 2018", "/2018/07/the-ferry.html", 4],
            ["p4", "The ferry in 2017", "/2017/07/the-ferry.html", 3],
        ],
    ),
    "comments_with": (
        {"query": "buoy year:2018"},
        [
            [
                "p5c7",
                "p5",
                "2018-07-10T08:17",
                "Old Capstan",
                "I asked about the buoy and was told to ask the BUOY desk.",
            ]
        ],
    ),
    "signed_most": (
        {"year": "2018", "most": "3"},
        [
            ["Old Capstan", 2, "2018-07-04", "2018-07-10"],
            ["Ivy of the Quay", 1, "2018-07-08", "2018-07-08"],
            ["Mudlark", 1, "2018-07-07", "2018-07-07"],
        ],
    ),
    "figures_by_month": (
        {"first": "2017-01", "last": "2018-12"},
        [["2017-07", 1, 9, 113, 11.9], ["2018-07", 1, 9, 125, 11.9]],
    ),
    # nine comments of 12, 12, 8, 13, 8, 14, 11, 12 and 12... words; two of them have 13 or more
    "comment_length_by_year": (
        {"long": "13"},
        [[year, 8 if year == 2017 else 9, 11.9, 3, 37.5 if year == 2017 else 33.3] for year in YEARS],
    ),
    "busiest_days": ({"year": "2018", "most": "2"}, [["2018-07-03", 1, 1], ["2018-07-04", 1, 1]]),
    "hours_of_the_day": ({"year": "2018"}, [["08", 9, 100.0]]),
    "most_discussed": (
        {"year": "2018"},
        [["p5", "The ferry in 2018", "/2018/07/the-ferry.html", "2018-07-02T19:49", 9]],
    ),
    # from 19:49 to 8:10 on the next day, and to 8:18 eight days after that
    "first_answers": (
        {"year": "2018"},
        [["p5", "The ferry in 2018", "/2018/07/the-ferry.html", 9, 741.0, 8.5]],
    ),
    "reply_depth": ({"year": "2018"}, [[0, 6, 1], [1, 3, 1]]),
    "who_answers_whom": ({"year": "2018"}, [["Ivy of the Quay", "Mudlark", 1]]),
    "most_quoted": ({}, [["p5c0", 2, 3]]),
    "hosts_linked": ({"year": "2018"}, [["tides.example", 2, 2], ["fog.example", 1, 1]]),
    "links_to": (
        {"host": "Tides.example", "most": "2"},
        [
            ["p5c6", "2018-07-09T08:16", "tides.example", "https://tides.example/", "here"],
            ["p5c5", "2018-07-08T08:15", "tides.example", "https://tides.example/2018", "here"],
        ],
    ),
    "acronym_by_year": (
        {"acronym": "emoors"},
        # MooRS and MOORS; moors at the beginning of a sentence may be the word
        [[year, 2, 2, words, rate(2, words)] for year, _, words, _ in each_year(0)],
    ),
    "topic_by_year": (
        {"topic": "night-ferry"},
        [[year, 1 - year % 2, 1, 31 if year % 2 == 0 else 13] for year in YEARS],
    ),
    "gaps_by_year": (
        {"first": "2017-01"},
        [[2017, 1, None, None, None, 1], [2018, 1, 11, 9, 2, 0]],
    ),
}


@pytest.mark.feature("Q10")
def test_there_are_twenty_and_each_is_counted_here() -> None:
    assert len(QUESTIONS) == 20
    assert set(COUNTED) == set(NAMES)
    assert not set(NAMES) & {table.name for table in (*TABLES, *VIEWS)}


@pytest.mark.feature("Q10")
@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_the_answer_that_was_counted_by_hand(pages: Pages, name: str) -> None:
    given, counted = COUNTED[name]
    assert answer(pages, name, **given) == counted


@pytest.mark.feature("Q10")
@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_a_question_is_described_and_answers_as_it_stands(pages: Pages, question: Any) -> None:
    for said in (question.description, *(meaning for _, meaning in question.columns)):
        assert said.endswith(".")
    assert question.title.endswith("?")
    assert answer(pages, question.name)
    page = BeautifulSoup(pages.get(f"/public/{question.name}").text, "lxml")
    assert page.select_one("h1").get_text() == question.title  # type: ignore[union-attr]  # every page has one
    assert question.description in page.get_text()
    assert [field["name"] for field in page.select("form.sql input")] == [each.name for each in question.parameters]
    assert [head.get_text() for head in page.select("th")] == [name for name, _ in question.columns]
    assert [term.get_text() for term in page.select(".columns dt")] == [name for name, _ in question.columns]
    # what can be asked here can be changed and asked anew
    changed = next(str(link["href"]) for link in page.select("a") if link.get_text() == "Change this SQL")
    assert len(BeautifulSoup(pages.get(changed).text, "lxml").select("tbody tr")) == len(page.select("tbody tr"))


@pytest.mark.feature("Q5")
def test_an_answer_as_csv_is_the_same_and_says_of_which_version(pages: Pages) -> None:
    got = pages.get("/public/word_by_year.csv?word=ferry")
    rows = list(csv.DictReader(io.StringIO(got.text)))
    assert [[int(row["year"]), int(row["times"])] for row in rows] == [row[:2] for row in each_year(4, hidden=1)]
    assert got.headers["content-disposition"] == 'attachment; filename="word_by_year.v1.csv"'
    assert (
        got.headers["threadkeep-version"] == pages.get("/public/word_by_year.json").headers["threadkeep-version"] == "1"
    )


@pytest.mark.feature("Q10")
@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/public/word_by_year.json?word=the", searching.NOTHING),
        ("/public/word_by_year.json?word=...", searching.NOTHING),
    ],
)
def test_a_question_that_cannot_be_answered_says_why(pages: Pages, path: str, told: str) -> None:
    got = pages.get(path)
    assert got.status_code == 400
    assert told in json.dumps(got.json(), ensure_ascii=False)


def test_it_is_held_against_the_timeline_word_by_word(pages: Pages) -> None:
    """Every word that the search has: found by the index and counted is the same as counted in all texts."""
    from archive.public import store, vocabulary

    db = store.open_public(pages.served.threadkeep.folder)
    words = sorted(vocabulary.count_vocabulary(db).counts)
    db.close()
    differ, common = [], 0
    for word in words:
        got = pages.get(f"/public/word_by_year.json?_shape=arrays&{urlencode({'word': word})}")
        if got.status_code == 400:
            common += searching.NOTHING in json.dumps(got.json(), ensure_ascii=False)
            continue
        told = csv.DictReader(io.StringIO(pages.get(f"/-/timeline.csv?{urlencode({'term': word})}").text))
        counted = {int(row["year"]): int(row["times"]) for row in told}
        if {row[0]: row[1] for row in got.json()["rows"]} != counted:
            differ.append(word)
    # an acronym's timeline counts all its spellings
    assert set(differ) <= {"moors", "emoors", "buoy"}, differ
    assert 0 < common < len(words) / 3


def test_all_of_it_is_listed_on_the_data_page(pages: Pages) -> None:
    page = BeautifulSoup(pages.get("/-/data").text, "lxml")
    listed = page.select(".examples a")
    assert [(str(link["href"]), link.get_text()) for link in listed] == [
        (f"/public/{question.name}", question.title) for question in QUESTIONS
    ]
    assert "Twenty questions" in page.get_text()


def test_what_is_cut_off_says_so(pages: Pages) -> None:
    many = "with recursive n(i) as (select 1 union all select i + 1 from n where i < {}) select i from n"
    for number, cut in ((5_000, "the first 1000 rows"), (999, None)):
        got = pages.get(f"/public/-/query.csv?{urlencode({'sql': many.format(number)})}")
        assert got.headers.get("threadkeep-cut") == cut
        assert len(got.text.splitlines()) == 1 + min(number, 1_000)
    page = pages.get(f"/public/-/query?{urlencode({'sql': many.format(5_000)})}")
    assert "an answer has no more" in page.text


@pytest.mark.feature("Q1")
def test_an_answer_that_would_fill_the_memory_is_refused(pages: Pages) -> None:
    long = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 900), t(t) as ("
    long += "select substr(group_concat(text, ' ') || group_concat(text, '-'), 1, 5000) from comment) "
    joined = " || ".join(["t"] * 20)
    for form in ("json", "csv"):
        got = pages.get(f"/public/-/query.{form}?{urlencode({'sql': f'{long} select i, {joined} from n, t'})}")
        assert got.status_code == 400
        assert "ask for fewer rows or columns" in got.text
