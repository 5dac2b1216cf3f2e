"""What readers could find out, and the figures, in the moderation site."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from archive.moderation import decisions, figures, log
from archive.originals.database import open_archive
from archive.redaction.measured import Measured, MeasuredSet, read_measured
from archive.redaction.version import detector_version
from plugins.anonymisation import exposure, exposure_item
from plugins.anonymisation import figures as figures_page
from tests import details_measures
from tests.bench import make_bench, memory_folder
from tests.moderation_copy import ADMIN, COMMENT, CONTACT, MODERATOR, OTHER, POST, REPLY, SECRET, START, Desk, text_of

LIST = "/-/moderate/intruder"


@pytest.fixture(autouse=True)
def shown(desk: Desk) -> None:
    """Set what readers see, however much the recognizers find by now."""
    told = {POST: ("post", []), COMMENT: ("fog", ["office", "health"]), OTHER: ("gull", ["office", "leaving"])}
    told |= {REPLY: ("nobody", ["name"]), CONTACT: ("fog", ["leaving"])}
    with closing(open_archive(desk.folder)) as db, db.atomic():
        for table in ("shown", "shown_word", "shown_time"):
            db.execute(f"delete from {table}")
        for item, (voice, kinds) in told.items():
            kept = ["health"] if item == COMMENT else []
            db.execute("insert into shown values (?, ?, ?, ?)", (item, voice, json.dumps(kinds), json.dumps(kept)))
        for word in (1, 2):
            db.conn.executemany("insert into shown_word values (?, ?)", [(word, COMMENT), (word, OTHER)])
        db.execute("insert into shown_time values (?, ?)", (CONTACT, COMMENT))


def lines(html: str) -> list[str]:
    return [
        " ".join(each.get_text(" ").split()) for each in BeautifulSoup(html, "lxml").select("main li p:first-child")
    ]


@pytest.mark.feature("M13")
def test_the_list_has_what_fewest_others_tell_first_and_shows_no_words(desk: Desk) -> None:
    page = desk.visitor(MODERATOR).get(LIST)
    found = lines(page.text)
    assert found == [
        "name nobody else tells all of this",
        "health, office nobody else tells all of this",
        "leaving, office 1 other tells all of this",
        "leaving 1 other tells all of this",
    ]
    assert "decided to stay: health" in text_of(page.text)
    assert SECRET not in page.text


@pytest.mark.feature("M13")
@pytest.mark.parametrize(
    ("query", "firsts"),
    [
        ("by=pen-name", ["health, leaving, office"]),
        ("kind=leaving", ["leaving, office", "leaving"]),
        ("others=0", ["name", "health, office"]),
        ("open=yes&kind=health", []),
        ("by=x&kind=y&others=99&open=maybe&page=x", ["name", "health, office", "leaving, office", "leaving"]),
        ("page=2", []),
    ],
)
def test_the_list_is_narrowed(desk: Desk, query: str, firsts: list[str]) -> None:
    found = lines(desk.visitor(MODERATOR).get(f"{LIST}?{query}").text)
    assert [line.partition(" nobody")[0].partition(" 1 other")[0] for line in found] == firsts


def test_the_list_goes_on_on_a_second_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exposure, "PER_PAGE", 3)
    visitor = desk.visitor(MODERATOR)
    first = visitor.get(f"{LIST}?others=5").text
    assert "others=5&amp;page=2" in first
    assert len(lines(visitor.get(f"{LIST}?others=5&page=2").text)) == 1


@pytest.mark.feature("M13")
def test_one_comment_is_asked_the_three_questions(desk: Desk) -> None:
    page = desk.visitor(MODERATOR).get(f"{LIST}/{COMMENT}")
    told = text_of(page.text)
    for question in ("Can somebody be singled out?", "Can it be linked to other texts?", "What may be inferred?"):
        assert question in told
    assert "This text tells: health, office nobody else tells all of this" in told
    assert "Its pen-name tells: health, leaving, office" in told
    assert "Signed with the same name: 1 other item." in told
    assert "2 words that are in no dictionary" in told
    assert "its writer calls the other comment their own, by the clock" in told
    assert "who left that office: everybody there knows" in told
    assert SECRET not in page.text
    assert "the archive knows of links it to another text" in text_of(
        desk.visitor(MODERATOR).get(f"{LIST}/{POST}").text
    )
    assert desk.visitor(MODERATOR).get(f"{LIST}/99").status_code == 404
    assert f"{LIST}/{COMMENT}" in desk.visitor(MODERATOR).get(f"/-/moderate/voice/{COMMENT}").text


@pytest.mark.feature("M13")
def test_the_rarest_combinations_lead_to_those_who_tell_them(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = desk.visitor(MODERATOR)
    told = text_of(visitor.get("/-/moderate/combinations").text)
    assert "No two kinds of details single anybody out further" in told
    with closing(open_archive(desk.folder)) as db, db.atomic():
        for number, kinds in enumerate((["health"], ["union role"], ["health", "union role"], ["leaving"])):
            db.execute("insert into shown values (?, ?, ?, '[]')", (f"x{number}", f"v{number}", json.dumps(kinds)))
    told = text_of(visitor.get("/-/moderate/combinations").text)
    assert "health and union role told by 1 of 8" in told
    monkeypatch.setattr(exposure_item, "MOST", 1)
    assert len(lines(visitor.get("/-/moderate/combinations").text)) == 1
    assert "Show all" in visitor.get("/-/moderate/combinations").text
    assert len(lines(visitor.get("/-/moderate/combinations?all=yes").text)) > 1


# -- figures


@pytest.mark.feature("M19")
def test_the_figures_say_what_waits_what_was_done_and_how_well_the_rules_do(desk: Desk) -> None:
    with closing(open_archive(desk.folder)) as db:
        decisions.hide(db, OTHER, reason="Asked for by whoever wrote it", by=ADMIN, now=desk.clock())
    page = desk.visitor(MODERATOR).get("/-/moderate/figures")
    told = text_of(page.text)
    assert "Decisions that hold: 1 hidden." in told
    assert "May 2026 0 1 0 0 0 0 0 0 1" in told
    assert "high risk 1 1 0 0 0 3 May 2026" in told
    assert "Open: 0 cases of readers." in told
    measured = read_measured()
    assert figures_page.version_text(measured.version, detector_version()) in told
    assert all(f"SHA-256 {each.digest[:12]}" in told for each in measured.sets)


def test_an_archive_in_which_nothing_happened_has_figures_too(desk: Desk) -> None:
    with closing(open_archive(desk.folder)) as db, db.atomic():
        db.execute("delete from finding")
        db.execute(
            "insert into takedown (id, sent_at, kind, item_ids, is_verified, state, changed_at) "
            "values ('A', '2026-05-01T10:00:00+00:00', 'me', '[]', 1, 'received', '2026-05-01T10:00:00+00:00')"
        )
    told = text_of(desk.visitor(MODERATOR).get("/-/moderate/figures").text)
    assert "Nothing yet." in told
    assert "Open: 1 case of readers, the oldest since 1 May 2026. 0 decisions carry a day" in told


@pytest.mark.feature("M19")
def test_figures_of_another_version_are_told_as_such(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = dict.fromkeys((name for name, *_ in figures_page._FIGURES), 0.5)
    old = Measured("0123456789ab", (MeasuredSet("details_old.jsonl", "Old ones.", "f" * 64, 3, 4, numbers),))
    monkeypatch.setattr(figures_page, "read_measured", lambda: old)
    told = text_of(desk.visitor(MODERATOR).get("/-/moderate/figures").text)
    assert f"Measured with version 0123456789ab of the rules; version {detector_version()} runs here" in told
    assert "old: Old ones. 3 texts with 4 labels" in told


@pytest.mark.feature("M19")
def test_the_file_of_figures_names_every_labelled_set_and_holds_what_is_measured() -> None:
    measured = read_measured()
    assert [each.name for each in measured.sets] == list(details_measures.SETS)
    assert set(details_measures.SETS) == {path.name for path in details_measures.LABELS.glob("details_*.jsonl")}
    now = details_measures.measure_all()
    if measured.version == now["version"]:
        found = {(each.name, each.digest): dict(each.figures) for each in measured.sets}
        for each in now["sets"]:
            assert found.get((each["name"], each["digest"]), each["figures"]) == each["figures"]


@pytest.mark.feature("M2")
def test_figures_of_the_queue_by_age_and_of_acts_by_month() -> None:
    with memory_folder() as path:
        bench = make_bench(path)
        with bench.db.atomic():
            for name, at in (("mask", "2026-04-30"), ("undo", "2026-05-01"), ("publish", "2026-05-02")):
                log.append(bench.db, at=START.fromisoformat(f"{at}T10:00:00+00:00"), actor="Mo", kind=name)
        found = figures.read_figures(bench.db, bench.now + timedelta(days=1))
        assert [(each.month, each.people, sum(each.acts)) for each in found.months] == [
            ("2026-05", 1, 1),
            ("2026-04", 1, 1),
        ]
        assert all(each.total == 0 and each.oldest == "" for each in found.waiting)
        bench.db.close()
