"""Acronyms as readers meet them: each with its meanings and evidence, those nobody explains, and links in threads."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from archive.public import store
from plugins.acronyms import pages as built
from plugins.acronyms.kept import Kept
from plugins.site.application import build_datasette
from plugins.site.rendering import Shown
from tests.acronym_copy import OTHER, THREAD, write_acronym_copy, write_acronyms
from tests.public_copy import FixedSearch, Pages, open_pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    folder = write_acronym_copy(tmp_path_factory.mktemp("site") / "archive")
    site = Pages(build_datasette(folder, searcher=FixedSearch()))
    yield site
    site.close()


def soup(pages: Pages, path: str) -> BeautifulSoup:
    return BeautifulSoup(pages.get(path).text, "lxml")


def told(part: Tag | BeautifulSoup) -> str:
    return " ".join(part.get_text().split())


def cells(page: BeautifulSoup, table: str) -> list[list[str]]:
    return [[told(cell) for cell in row.select("th, td")] for row in page.select(f"{table} tbody tr")]


# -- all of them


@pytest.mark.feature("T1")
def test_all_acronyms_stand_by_letter_with_meanings_spellings_and_use(pages: Pages) -> None:
    page = soup(pages, "/-/acronyms")
    assert [told(letter) for letter in page.select(".letters a")] == ["H, 1 acronym", "P, 1 acronym", "Q, 1 acronym"]
    assert [told(row) for row in page.select(".acronyms > div")] == [
        "HM hull monitor; or harbour master 3 items",
        "PSR pier safety report 5 items, 2 spellings",
        "QLX never explained 2 items",
    ]
    assert "3 acronyms, 2 of them explained" in told(page)
    assert {link["href"] for link in page.select(".topic-forms a")} >= {
        "/-/acronyms.csv",
        "/-/acronyms.json",
        "/-/acronyms.ttl",
    }


@pytest.mark.feature("T10")
def test_what_nobody_explains_is_listed_with_a_sentence_to_guess_from(pages: Pages) -> None:
    page = soup(pages, "/-/acronyms/unexplained")
    (line,) = page.select(".unexplained > li")
    assert told(line.select("h2")[0]) == "QLX 2 items, 2019 to 2020"
    assert told(line.select(".evidence .words")[0]) == "Both PSRs were wrong, and the QLX was worse."
    assert line.select(".evidence a")[0]["href"] == f"{THREAD}#c7102"
    assert page.select(".tell-us a")[0]["href"] == "/-/report"


def test_many_acronyms_stand_on_a_page_for_each_letter(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(built, "ALL_AT_ONCE", 2)
    monkeypatch.setattr(built, "_MOST_USED", 1)
    pages.forget()
    first = soup(pages, "/-/acronyms")
    assert [told(each) for each in first.select(".letter-part h2")] == ["The 1 most used"]
    assert [link["href"] for link in first.select(".acronyms dt a")] == ["/-/acronym/psr"]
    second = soup(pages, "/-/acronyms?letter=h")
    assert [link["href"] for link in second.select(".acronyms dt a")] == ["/-/acronym/hm"]
    assert [told(each) for each in second.select(".letters [aria-current]")] == ["H, 1 acronym"]
    gone = pages.get("/-/acronyms?letter=%C3%9C", follow_redirects=False)
    assert (gone.status_code, gone.headers["location"]) == (302, "/-/acronyms")


def test_a_long_list_of_what_nobody_explains_is_paged(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(built, "UNEXPLAINED_AT_ONCE", 1)
    with closing(store.open_public(pages.served.threadkeep.folder, write=True)) as db:
        db.conn.execute("begin")
        db.conn.execute("update acronym set is_explained = 0 where id = 'psr'")
        shown = built.build_unexplained(db, 2)
        db.conn.execute("rollback")
    assert isinstance(shown, Shown)
    assert (shown.page.where, shown.page.earlier.href) == ("Page 2 of 2", "/-/acronyms/unexplained")  # type: ignore[attr-defined]  # of this page


def test_an_archive_without_acronyms_says_what_to_do_instead(tmp_path: Path) -> None:
    site = open_pages(tmp_path / "archive")
    try:
        assert soup(site, "/-/acronyms").select('main a[href="/-/timeline"]')
        assert "is explained somewhere" in site.get("/-/acronyms/unexplained").text
    finally:
        site.close()


# -- one


@pytest.mark.feature("T1")
def test_each_meaning_stands_with_the_sentence_that_says_so_and_its_place(pages: Pages) -> None:
    page = soup(pages, "/-/acronym/hm")
    assert [told(sense) for sense in page.select(".sense")] == ["hull monitor", "harbour master"]
    (evidence,) = page.select(".evidence")
    assert told(evidence.select(".words")[0]) == "The HM (hull monitor) beeped."
    assert told(evidence.select(".words b")[0]) == "hull monitor"
    assert evidence.select("a")[0]["href"] == f"{THREAD}#c7103"
    assert "from the glossary of this archive" in told(page.select(".senses li")[1])


@pytest.mark.feature("T1")
def test_an_answer_to_two_questions_is_shown_and_counted_once(tmp_path: Path) -> None:
    folder = write_acronym_copy(tmp_path / "archive")
    with closing(store.open_public(folder, write=True)) as db, db.atomic():
        (said,) = db.query("select * from acronym_definition where item_id = '7103'")
        db.table("acronym_definition").insert_all(
            {**said, "id": f"7103-{number}", "question_id": f"710{number}"} for number in (2, 4)
        )
        db.conn.execute("update acronym_sense set evidence_count = 3 where id = ?", [said["sense_id"]])
    with closing(store.open_public(folder)) as db:
        shown = built.build_acronym(db, Kept(), "hm")
    assert isinstance(shown, Shown)
    sense = shown.page.senses[0]  # type: ignore[attr-defined]  # of this page
    assert ([use.words for use in sense.evidence], sense.more) == (["hull monitor"], "")


def test_letters_of_other_alphabets_have_places_of_their_own() -> None:
    assert [built._anchor(letter) for letter in ("A", "Σ", "0-9")] == ["letter-a", "letter-σ", "letter-other"]


@pytest.mark.feature("T1")
def test_an_acronym_tells_its_spellings_years_first_and_last_place_threads_and_company(pages: Pages) -> None:
    page = soup(pages, "/-/acronym/psr")
    spellings, years = page.select("table")
    assert cells(spellings.parent, "table") == [["PSR", "5", "4"], ["PSRs", "2", "1"]]  # type: ignore[arg-type]  # a section
    assert [row[:2] for row in cells(years.parent, "table")] == [  # type: ignore[arg-type]  # a section
        ["2016", "0"],
        ["2017", "0"],
        ["2018", "0"],
        ["2019", "6"],
        ["2020", "1"],
    ]
    assert len(page.select("figure.chart rect")) == 2
    assert "7 times in 5 posts and comments, first on 3 February 2019, last on 6 March 2020." in told(page)
    assert [link["href"] for link in page.select("#threads ~ .ways a")] == [THREAD, OTHER]
    assert [link["href"] for link in page.select("#related ~ .tags a")] == ["/-/acronym/hm"]
    assert page.select('a[href="/-/search?q=PSR"]')


@pytest.mark.feature("T10")
def test_an_acronym_that_nobody_explains_asks_those_who_know(pages: Pages) -> None:
    page = soup(pages, "/-/acronym/qlx")
    assert "Nobody says here what it stands for" in told(page)
    assert told(page.select(".tell-us")[0]).startswith("Do you know it? Tell us")


@pytest.mark.feature("T1")
def test_the_years_of_an_acronym_are_a_file(pages: Pages) -> None:
    answer = pages.get("/-/acronym/psr/years.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["year"], row["times"]) for row in rows][-2:] == [("2019", "6"), ("2020", "1")]
    assert all(float(row["per_10_000_words"]) >= 0 for row in rows)


@pytest.mark.parametrize(
    ("path", "status"), [("PSRs", 302), ("psr.", 302), ("nothing", 404), ("nothing/years.csv", 404)]
)
def test_a_spelling_leads_to_its_acronym_and_other_words_nowhere(pages: Pages, path: str, status: int) -> None:
    answer = pages.get(f"/-/acronym/{path}", follow_redirects=False)
    assert answer.status_code == status
    assert answer.headers.get("location", "/-/acronym/psr") == "/-/acronym/psr"


# -- in threads


@pytest.mark.feature("T5")
def test_the_first_place_of_an_acronym_in_each_text_is_a_link_that_says_what_it_stands_for(pages: Pages) -> None:
    page = soup(pages, THREAD)
    found = [
        (told(link), link["href"], link["title"], link.get("aria-describedby")) for link in page.select("a.acronym")
    ]
    report = ("/-/acronym/psr", "pier safety report", "means-pier-safety-report")
    assert found == [
        ("PSR", *report),
        ("HM", "/-/acronym/hm", "Either hull monitor or harbour master", None),
        ("PSR", *report),
        ("PSRs", *report),
        ("HM", "/-/acronym/hm", "hull monitor", "means-hull-monitor"),
    ]


@pytest.mark.feature("T5")
def test_every_meaning_stands_at_the_foot_of_the_thread_for_those_without_a_script(pages: Pages) -> None:
    page = soup(pages, THREAD)
    assert told(page.select(".definitions summary")[0]) == "2 acronyms of this thread explained"
    assert [told(row) for row in page.select(".definitions dl > div")] == ["HMhull monitor", "PSRpier safety report"]
    for link in page.select("a.acronym[aria-describedby]"):
        assert told(page.select(f"#{link['aria-describedby']}")[0]) == link["title"]


@pytest.mark.feature("T5")
def test_links_of_the_text_and_its_words_stay_as_they_are(pages: Pages) -> None:
    page = soup(pages, THREAD)
    assert [told(text) for text in page.select(".comment .words")][2] == (
        "The HM (hull monitor) beeped. See https://psr.example/PSR for the rest."
    )
    assert page.select('.words a[href="https://psr.example/PSR"]')[0].get_text() == "https://psr.example/PSR"


@pytest.mark.feature("O6")
def test_a_script_of_our_own_runs_in_threads_and_where_there_is_a_search_box_and_in_no_other(pages: Pages) -> None:
    with_one, without = pages.get(THREAD), pages.get("/2018/")
    assert "script-src 'self'" in with_one.headers["content-security-policy"]
    assert with_one.text.count("<script src") == 1
    assert "/-/static/threadkeep.js?v=" in with_one.text
    assert "script-src" not in without.headers["content-security-policy"]
    assert "<script src" not in without.text


# -- what is taken out


@pytest.mark.feature("S9")
def test_what_leaves_the_public_copy_leaves_every_page_at_once(tmp_path: Path) -> None:
    folder = write_acronym_copy(tmp_path / "archive")
    site = Pages(build_datasette(folder, searcher=FixedSearch()))
    looked_at = ("/-/acronyms", "/-/acronym/psr", "/-/timeline?term=PSR", "/-/keywords?post=71", THREAD)
    try:
        before = {path: site.get(path).text for path in looked_at}
        assert all("PSR" in text or "psr" in text for path, text in before.items() if "keywords" not in path)
        with closing(store.open_public(folder, write=True)) as db, db.atomic():
            for table in ("post", "comment"):
                gone = f"update {table} set text = '', html = '', marks = '[]', state = 'held' where text like '%PSR%'"
                db.conn.execute(gone)
            write_acronyms(db)
            store.set_meta(db, {"content_version": "43"})
        for path in looked_at[:1] + looked_at[3:]:
            assert "pier safety" not in site.get(path).text
            assert "PSR" not in site.get(path).text
        assert site.get("/-/acronym/psr").status_code == 404
        assert "stands in no text with a date here" in site.get("/-/timeline?term=PSR").text
    finally:
        site.close()


def test_what_is_kept_goes_with_the_version_it_was_counted_of(tmp_path: Path) -> None:
    folder = write_acronym_copy(tmp_path / "archive")
    kept = Kept(most=2)
    with closing(store.open_public(folder, write=True)) as db:
        assert kept.get(db, "one", lambda: [1]) == [1]
        assert kept.get(db, "one", lambda: [2]) == [1]
        kept.get(db, "two", lambda: [2])
        kept.get(db, "three", lambda: [3])
        assert kept.get(db, "one", lambda: [4]) == [4]
        with db.atomic():
            store.set_meta(db, {"content_version": "43"})
        assert kept.get(db, "three", lambda: [5]) == [5]
