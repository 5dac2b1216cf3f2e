"""How much was taken out, by category and year: from public rows alone, and without small numbers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from archive.moderation import decisions
from archive.public.removed import NOT_SHOWN, OWN_WORDS, Removed, as_csv, count_removed, rounded
from archive.redaction.entities import Entity
from plugins.site.removed import RemovedPage, _chart, build_removed
from plugins.site.rendering import Shown
from tests.bench import Bench, comment, make_bench, post

NAMES = ("Wilhelmina", "Quillfeather", "Ravelsworth", "Grumplethorpe", "Marrowgate", "Tarnbridge", "Zebulon")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = make_bench(tmp_path)
    comments = [comment(11 + number, f"<p>I saw {name} at noon</p>") for number, name in enumerate(NAMES)]
    bench.add(post(1, *comments, comment(30, "<p>Undated {0}</p>", dated=False), comment(31, "<p>Pebble</p>")))
    for number, name in enumerate(NAMES):
        bench.mask(11 + number, name)
    bench.mask(11, "noon", label="about midday")
    bench.mask(12, "noon", label="midday")
    bench.mask(30, "Undated", label="date")
    bench.hide(31)
    undone = bench.mask(13, "noon", label="time")
    decisions.undo(bench.db, undone.id, by="Mo", now=bench.now)
    bench.publish()
    return bench


@pytest.mark.feature("Q8")
def test_texts_are_counted_by_year_and_category_and_acts_exactly(bench: Bench) -> None:
    db = bench.public()
    found = count_removed(db)
    db.close()
    assert [each for each in found if each.counted == "texts"] == [
        Removed("texts", 0, "date", 1),
        Removed("texts", 2025, OWN_WORDS, 2),
        Removed("texts", 0, OWN_WORDS, 2),
        Removed("texts", 2025, "name", 7),
        Removed("texts", 0, "name", 7),
        Removed("texts", 2025, NOT_SHOWN, 1),
        Removed("texts", 0, NOT_SHOWN, 1),
    ]
    acts = {each.category: each.told for each in found if each.counted == "acts" and each.year == 2026}
    assert acts == {
        "name": "7",
        OWN_WORDS: "2",
        "date": "1",
        "time": "1",
        "hidden as a whole": "1",
        "taken back": "1",
    }


@pytest.mark.feature("Q8")
def test_no_small_number_of_texts_and_no_word_of_a_moderator_is_told(bench: Bench) -> None:
    db = bench.public()
    rows = list(csv.reader(io.StringIO(as_csv(db))))
    db.close()
    assert rows[0] == ["counted", "year", "category", "number"]
    texts = [row for row in rows if row[0] == "texts"]
    assert ["texts", "2025", "name", "5"] in texts
    assert ["texts", "", "date", "under 5"] in texts
    assert all(row[3] == "under 5" or int(row[3]) % 5 == 0 for row in texts)
    assert {row[2] for row in rows[1:]} <= {entity.value for entity in Entity} | {
        OWN_WORDS,
        NOT_SHOWN,
        "hidden as a whole",
        "erased",
        "kept though gone at its source",
        "taken back",
    }
    assert "midday" not in "".join(map(str, rows))


@pytest.mark.feature("Q8")
def test_one_more_text_changes_no_number_but_at_a_step() -> None:
    told = [rounded(number) for number in range(30)]
    assert len(set(told)) == 8
    assert [number for number in range(1, 30) if told[number] != told[number - 1]] == [1, 5, 8, 13, 18, 23, 28]


@pytest.mark.feature("Q8")
def test_the_page_shows_categories_by_year(bench: Bench) -> None:
    db = bench.public()
    shown = build_removed(db, None)  # type: ignore[arg-type]  # it is not asked
    db.close()
    assert isinstance(shown, Shown)
    assert isinstance(shown.page, RemovedPage)
    assert shown.page.texts.years == ("2025",)
    assert dict(shown.page.texts.rows) == {
        "date": ("0", "under 5"),
        OWN_WORDS: ("under 5", "under 5"),
        "name": ("5", "5"),
        NOT_SHOWN: ("under 5", "under 5"),
    }
    assert shown.page.acts.years == ("2026",)
    ((month, number),) = shown.page.months
    assert (month.endswith(" 2026"), number, shown.page.chart) == (True, "13", None)


@pytest.mark.feature("R10")
def test_the_chart_of_acts_has_a_place_for_months_without_any() -> None:
    drawn = _chart([("2025-11", 2), ("2026-02", 4)])
    assert drawn is not None
    assert ([column.x for column in drawn.columns], drawn.most) == (["3.50%", "78.50%"], "4")
    assert [label.text for label in drawn.labels] == ["2025-11", "2025-12", "2026-01", "2026-02"]


@pytest.mark.feature("Q8")
def test_an_archive_of_which_nothing_was_taken_says_so(tmp_path: Path) -> None:
    bench = make_bench(tmp_path)
    bench.add(post(1, comment(11, "<p>Pebble</p>")))
    bench.publish()
    db = bench.public()
    assert count_removed(db) == []
    assert as_csv(db) == "counted,year,category,number\r\n"
    db.close()
