"""Findings: refreshed, covered, kept, and what a policy holds back."""

from __future__ import annotations

import dataclasses
import hashlib
from pathlib import Path

import pytest

from archive.errors import NotFound, WrongUse
from archive.folder import PublishPolicy
from archive.moderation import decisions, findings, log
from archive.moderation.values import words_by_id, words_of
from archive.originals import store as originals
from archive.originals.records import Source
from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.version import detector_version
from archive.text import Span
from tests.bench import Bench, comment, make_bench, post

MAIL = "w.quillfeather@ferry.example"
OTHER = "o.capstan@ferry.example"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = make_bench(tmp_path)
    bench.add(
        post(
            1,
            comment(11, f"<p>Write to {MAIL}, again {MAIL} please</p>"),
            comment(12, "<p>The school at Xxxxxxx closed</p>"),
            comment(13, "<p>Quiet today</p>", author=OTHER),
            title=f"Ask {MAIL}",
        )
    )
    findings.refresh(bench.db, ["1", "11", "12", "13"])
    originals.take_pending(bench.db)
    return bench


def _open(bench: Bench) -> list[tuple[str, str, str]]:
    return [(row.item_id, row.field, row.entity) for row in findings.open_findings(bench.db)]


def _ids(bench: Bench, item_id: str) -> list[int]:
    return [row.id for row in findings.open_findings(bench.db) if row.item_id == item_id]


@pytest.mark.feature("M9")
def test_findings_come_from_text_title_and_author_riskiest_first(bench: Bench) -> None:
    assert _open(bench) == [
        ("1", "title", "e-mail"),
        ("11", "text", "e-mail"),
        ("11", "text", "e-mail"),
        ("13", "author", "e-mail"),
        ("12", "text", "already masked"),
    ]


def test_a_finding_says_where_and_why_never_what(bench: Bench) -> None:
    row = findings.open_findings(bench.db)[0]
    assert "quillfeather" not in repr(row).lower()
    assert row.why
    assert row.recognizer
    assert "quillfeather" not in "".join(map(repr, bench.db.conn.execute("select * from finding").fetchall())).lower()


@pytest.mark.feature("M9")
@pytest.mark.parametrize(
    ("policy", "held"),
    [
        (PublishPolicy.ALL, set()),
        (PublishPolicy.HOLD_HIGH, {"1", "11", "13"}),
        (PublishPolicy.REVIEWED, {"1", "11", "12", "13"}),
    ],
)
def test_what_a_policy_holds_back(bench: Bench, policy: PublishPolicy, held: set[str]) -> None:
    assert findings.held(bench.db, policy) == held
    assert findings.held(bench.db, policy, ["11", "12"]) == held & {"11", "12"}
    assert findings.held(bench.db, policy, []) == set()


@pytest.mark.feature("M9")
def test_a_mask_covers_its_item_and_everywhere_covers_all(bench: Bench) -> None:
    bench.mask(11, MAIL)
    assert findings.held(bench.db, PublishPolicy.HOLD_HIGH) == {"1", "13"}
    bench.mask(1, MAIL, everywhere=True)
    assert findings.held(bench.db, PublishPolicy.HOLD_HIGH) == {"13"}
    decision = bench.hide(13)
    assert findings.held(bench.db, PublishPolicy.HOLD_HIGH) == set()
    decisions.undo(bench.db, decision.id, by="Mo", now=bench.now)
    assert findings.held(bench.db, PublishPolicy.HOLD_HIGH) == {"13"}


def test_a_mask_of_half_an_address_covers_nothing(bench: Bench) -> None:
    bench.mask(11, "w.quillfeather")
    assert "11" in findings.held(bench.db, PublishPolicy.HOLD_HIGH)


@pytest.mark.feature("M9")
def test_keeping_follows_the_words_through_item_and_edits(bench: Bench) -> None:
    first, second = _ids(bench, "11")
    kept = findings.keep(bench.db, first, by="Mo", now=bench.now, reason="the blog's own address")
    assert (kept.item_id, kept.id) == ("11", first)
    # the same words in the same item were looked at with it
    assert _ids(bench, "11") == []
    assert findings.kept_words(bench.db, "11") == [MAIL, MAIL]
    assert originals.get_pending(bench.db) == {"11"}
    entry = log.find_entry(bench.db, log.last_seq(bench.db))
    assert entry is not None
    assert (entry.kind, entry.item_id, entry.actor) == ("keep", "11", "Mo")
    bench.later(days=1)
    bench.add(post(1, comment(11, f"<p>Edited: {MAIL}, and {OTHER}</p>")))
    assert findings.refresh(bench.db, ["11"]) == 1
    assert [(row.span.start, row.risk) for row in findings.open_findings(bench.db) if row.item_id == "11"] == [
        (42, "high")
    ]
    assert findings.kept_words(bench.db, "11") == [MAIL]
    assert second not in _ids(bench, "11")


def test_other_words_of_the_same_length_at_the_same_place_are_open_again(bench: Bench) -> None:
    findings.keep(bench.db, _ids(bench, "13")[0], by="Mo", now=bench.now, reason="an office")
    bench.later(days=1)
    bench.add(post(1, comment(13, "<p>Quiet today</p>", author=OTHER.replace("capstan", "bollard"))))
    findings.refresh(bench.db, ["13"])
    assert _open(bench)[-2:] == [("13", "author", "e-mail"), ("12", "text", "already masked")]


def test_refreshing_again_changes_nothing(bench: Bench) -> None:
    before = bench.db.conn.execute("select * from finding order by id").fetchall()
    assert findings.refresh(bench.db, ["1", "11", "12", "13"]) == 0
    assert bench.db.conn.execute("select * from finding order by id").fetchall() == before


def test_a_newer_recognizer_brings_its_version_and_leaves_ids(bench: Bench) -> None:
    before = [row.id for row in findings.open_findings(bench.db)]
    bench.db.conn.execute("update finding set version = 0 where item_id = '13'")
    assert findings.refresh(bench.db, ["13"]) == 1
    rows = findings.open_findings(bench.db)
    assert [row.id for row in rows] == before
    assert all(row.version > 0 for row in rows)


def test_an_item_that_is_gone_loses_its_findings(bench: Bench) -> None:
    bench.db.conn.execute("update finding set item_id = 'gone' where item_id = '13'")
    assert findings.refresh(bench.db, ["gone"]) == 1
    assert findings.refresh(bench.db, ["gone"]) == 0
    assert "gone" not in {row.item_id for row in findings.open_findings(bench.db)}


def test_findings_of_what_is_not_there_are_open_and_harm_nothing(bench: Bench) -> None:
    bench.mask(11, MAIL, everywhere=True)
    bench.db.conn.execute("update finding set item_id = 'gone' where item_id = '13'")
    bench.db.conn.execute("update finding set field = 'title' where item_id = '12'")
    assert {row.item_id for row in findings.open_findings(bench.db)} == {"gone", "12"}


def test_kept_findings_of_a_field_that_is_gone_hold_no_words(bench: Bench) -> None:
    findings.keep(bench.db, _ids(bench, "13")[0], by="Mo", now=bench.now, reason="an office")
    bench.db.conn.execute("update finding set field = 'title' where item_id = '13'")
    assert findings.kept_words(bench.db, "13") == []


@pytest.mark.parametrize(("by", "reason"), [("", "an office"), ("Mo", "  ")])
def test_keeping_needs_a_name_and_a_reason(bench: Bench, by: str, reason: str) -> None:
    with pytest.raises(WrongUse, match="name and a reason"):
        findings.keep(bench.db, 1, by=by, now=bench.now, reason=reason)


def test_keeping_what_is_not_there_or_kept_already(bench: Bench) -> None:
    with pytest.raises(NotFound, match="no finding 999"):
        findings.keep(bench.db, 999, by="Mo", now=bench.now, reason="an office")
    number = _ids(bench, "13")[0]
    findings.keep(bench.db, number, by="Mo", now=bench.now, reason="an office")
    with pytest.raises(WrongUse, match="kept already"):
        findings.keep(bench.db, number, by="Mo", now=bench.now, reason="an office")


def test_a_post_without_a_body_has_no_findings(bench: Bench) -> None:
    bench.add(dataclasses.replace(post(5, html=None, title=None, author=None), source=Source.FEED))
    assert findings.refresh(bench.db, ["5"]) == 0


def test_the_words_of_many_items_are_those_of_each(bench: Bench) -> None:
    bench.add(post(2, comment(21, "<p>An <b>old</b> bell</p>", author="Cafe\u0301 <b>"), comment(22, "", author=None)))
    originals.add_alias(bench.db, "told", "11")
    ids = ["21", "1", "told", "22", "13", "gone", "12", "2"]
    assert words_by_id(bench.db, ids) == {
        item_id: words_of(originals.get_item(bench.db, item_id)) for item_id in ["21", "1", "11", "22", "13", "12", "2"]
    }
    assert words_by_id(bench.db, []) == {}


def test_more_items_than_are_read_together_are_all_looked_at(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.db.conn.execute("delete from finding")
    monkeypatch.setattr(findings, "_TOGETHER", 2)
    assert findings.refresh(bench.db, ["gone", "1", "11", "11", "12", "13"]) == 4
    assert len(_open(bench)) == 5


def test_what_was_kept_under_an_earlier_id_stays_kept(bench: Bench) -> None:
    findings.keep(bench.db, _ids(bench, "11")[0], by="Mo", now=bench.now, reason="the blog's own address")
    bench.db.conn.execute("update finding set item_id = 'earlier' where item_id = '11'")
    digest = hashlib.sha256(f"earlier\0{MAIL}".encode()).hexdigest()
    bench.db.conn.execute("update finding set item_id = '11', digest = ? where item_id = 'earlier'", [digest])
    originals.add_alias(bench.db, "earlier", "11")
    assert findings.refresh(bench.db, ["11"]) == 1
    assert _ids(bench, "11") == []
    assert findings.refresh(bench.db, ["11"]) == 0


# -- what one pen-name tells in all its comments


def _risks(bench: Bench) -> dict[str, list[tuple[str, bool]]]:
    found: dict[str, list[tuple[str, bool]]] = {}
    for row in findings.open_findings(bench.db):
        found.setdefault(row.item_id, []).append((row.risk, "kinds in all" in row.why))
    return found


@pytest.fixture
def voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    """Return an archive in which each comment tells one small thing: what stands after "I tell"."""

    def tell(text: str) -> list[Finding]:
        names = [word for word in text.split() if word in ("leave", "union", "money")]
        return [
            Finding(
                Entity(_MEANT[word]),
                Span(text.index(word), text.index(word) + len(word)),
                0.5,
                Risk.LOW,
                "tells it",
                "test",
                1,
                kinds=frozenset({Entity(_MEANT[word])}),
            )
            for word in names
        ]

    monkeypatch.setattr(findings, "find_proposals", tell)
    bench = make_bench(tmp_path)
    bench.add(
        post(
            1,
            comment(11, "<p>I tell leave</p>"),
            comment(12, "<p>I tell leave</p>"),
            comment(13, "<p>I tell money</p>", author="Curlew"),
            comment(14, "<p>I tell union</p>", author=None),
            comment(15, "<p>I tell money and leave</p>", author=None),
        )
    )
    findings.refresh(bench.db, ["1", "11", "12", "13", "14", "15"])
    return bench


_MEANT = {"leave": "leave", "union": "union role", "money": "money"}


@pytest.mark.feature("M13")
@pytest.mark.feature("M9")
def test_two_kinds_raise_the_level_in_one_comment_and_across_those_of_a_pen_name(voices: Bench) -> None:
    low, raised = ("low", False), ("medium", True)
    assert _risks(voices) == {"11": [low], "12": [low], "13": [low], "14": [low], "15": [raised, raised]}
    voices.add(post(1, comment(16, "<p>I tell union</p>")))
    # the others of the pen-name have changed with it
    assert findings.refresh(voices.db, ["16"]) == 3
    assert {item: risks for item, risks in _risks(voices).items() if risks == [raised]} == {
        "11": [raised],
        "12": [raised],
        "16": [raised],
    }
    assert findings.refresh(voices.db, ["1", "11", "12", "13", "14", "15", "16"]) == 0
    voices.later(days=1)
    voices.add(post(1, comment(16, "<p>Nothing to say</p>")))
    assert findings.refresh(voices.db, ["16"]) == 3
    assert _risks(voices)["11"] == [low]


@pytest.mark.feature("M13")
def test_a_comment_that_gets_another_pen_name_counts_there(voices: Bench) -> None:
    voices.later(days=1)
    voices.add(post(1, comment(13, "<p>I tell money</p>", author="Dunlin")))
    assert findings.refresh(voices.db, ["13"]) == 3
    assert [_risks(voices)[item] for item in ("11", "12", "13")] == [[("medium", True)]] * 3
    voices.later(days=1)
    voices.add(post(1, comment(13, "<p>I tell money</p>", author="Gull")))
    findings.refresh(voices.db, ["13"])
    assert [_risks(voices)[item] for item in ("11", "12", "13")] == [[("low", False)]] * 3


@pytest.mark.feature("M13")
def test_what_is_raised_never_holds_an_item_back_and_stays_kept(voices: Bench) -> None:
    number = _ids(voices, "11")[0]
    findings.keep(voices.db, number, by="Mo", now=voices.now, reason="many go on leave")
    voices.add(post(1, comment(16, "<p>I tell union</p>")))
    findings.refresh(voices.db, ["16"])
    assert findings.held(voices.db, PublishPolicy.HOLD_HIGH) == set()
    assert _ids(voices, "11") == []
    assert findings.get_finding(voices.db, number).risk == "medium"


@pytest.mark.feature("M19")
def test_what_is_kept_names_the_detector_that_proposed_it(bench: Bench) -> None:
    number = _ids(bench, "13")[0]
    findings.keep(bench.db, number, by="Mo", now=bench.now, reason="an office")
    told = "select detector from finding where id = ?"
    assert bench.db.conn.execute(told, [number]).fetchone() == (detector_version(),)
    findings.reopen(bench.db, number, by="Mo", now=bench.now)
    assert bench.db.conn.execute(told, [number]).fetchone() == (None,)
