"""Decisions: what they need, what they touch, who may undo them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.errors import ArchiveError, NotFound, Refused, WrongUse
from archive.moderation import decisions, log
from archive.moderation.decisions import Decision, Scope
from archive.moderation.holders import items_with
from archive.originals import store as originals
from archive.originals.records import AuthorKind
from archive.redaction.words import Words
from tests.bench import Bench, comment, make_bench, post

NAME = "Wilhelmina Quillfeather"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = make_bench(tmp_path)
    bench.add(
        post(
            1,
            comment(11, f"<p>I met {NAME} at the depot, yes {NAME}.</p>"),
            comment(
                12,
                "<p>Nothing to see <a href='https://x.example/quillfeather-diary'>here</a></p>",
                author="Ringed Plover",
            ),
            comment(13, f"<p>Ask {NAME.upper()} then.</p>", author="Anonymous", kind=AuthorKind.ANONYMOUS),
            comment(14, "<p>Bye.</p>", author=None, kind=AuthorKind.UNKNOWN),
            title=f"A day with {NAME}",
            labels=("Depot gossip",),
        ),
        post(2, comment(21, "<p>Another day.</p>"), html=None, author=None, title=None),
    )
    originals.take_pending(bench.db)
    return bench


def _state(bench: Bench) -> tuple[int, int, set[str]]:
    (count,) = bench.db.conn.execute("select count(*) from decision where active").fetchone()
    return count, log.last_seq(bench.db), originals.get_pending(bench.db)


@pytest.mark.feature("M3")
def test_a_mask_is_recorded_with_its_log_line_and_waits_for_publishing(bench: Bench) -> None:
    decision = bench.mask(11, NAME.lower(), label="name")
    assert decision.exact == NAME
    assert (decision.id, decision.scope, decision.field, decision.made_by) == ("L1", Scope.HERE, "text", "Mo")
    assert _state(bench) == (1, 1, {"11"})
    entry = log.find_entry(bench.db, 1)
    assert entry is not None
    assert (entry.kind, entry.item_id, entry.ref) == ("mask", "11", decision.ref)
    assert entry.secret_digest == log.digest_secret(NAME, decision.salt)
    assert decisions.active_decisions(bench.db) == decisions.decisions_for(bench.db, "11") == [decision]


def test_a_decision_never_shows_its_words(bench: Bench) -> None:
    assert "Quill" not in repr(bench.mask(11, NAME))


@pytest.mark.parametrize(
    ("item", "find", "field"),
    [
        ("1", "rota again", "text"),
        ("1", NAME, "title"),
        ("12", "Ringed Plover", "author"),
        ("12", "Quillfeather diary", "address"),
        ("1", "post 1", "address"),
        ("1", "gossip", "label"),
    ],
)
def test_words_are_found_in_every_value_that_may_be_public(bench: Bench, item: str, find: str, field: str) -> None:
    decision = bench.mask(item, find)
    assert decision.field == field
    assert (decision.anchor is None) is (field in ("address", "label"))


@pytest.mark.feature("M3")
def test_everywhere_touches_every_item_with_the_words(bench: Bench) -> None:
    decision = bench.mask(11, NAME, everywhere=True)
    assert _state(bench)[2] == {"1", "11", "13"}
    assert decision.anchor is not None
    assert set(items_with(bench.db, decision.words)) == {"1", "11", "13"}


def test_an_alias_leads_to_the_item(bench: Bench) -> None:
    with bench.db.atomic():
        originals.add_alias(bench.db, "told", "11")
    assert bench.mask("told", NAME).item_id == "11"


REFUSED: dict[str, tuple[Callable[[Bench], object], type[ArchiveError], str]] = {
    "unknown item": (lambda b: b.mask("99", NAME), NotFound, "no item"),
    "unknown item to hide": (lambda b: b.hide("99"), NotFound, "no item"),
    "words that are not there": (lambda b: b.mask(14, NAME), WrongUse, "do not stand in 14"),
    "a post without anything": (lambda b: b.mask(2, NAME), WrongUse, "do not stand in 2"),
    "no words": (lambda b: b.mask(11, "  "), WrongUse, "at least one"),
    "no label": (lambda b: b.mask(11, NAME, label=" "), WrongUse, "label"),
    "a label with brackets": (lambda b: b.mask(11, NAME, label="[name]"), WrongUse, "label"),
    "a label too long": (lambda b: b.mask(11, NAME, label="n" * 61), WrongUse, "label"),
    "a label with the words": (lambda b: b.mask(11, NAME, label=NAME), WrongUse, "public"),
}


@pytest.mark.feature("M15")
@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_decided_changes_nothing(bench: Bench, case: str) -> None:
    act, error, says = REFUSED[case]
    with pytest.raises(error, match=says) as raised:
        act(bench)
    assert "Quill" not in str(raised.value)
    assert _state(bench) == (0, 0, set())


def _mask(bench: Bench, *, reason: str = "says who", by: str = "Mo", find: str = NAME, item: str = "11") -> Decision:
    return decisions.mask(bench.db, item, find, label="name", reason=reason, by=by, now=bench.now)


@pytest.mark.feature("M15")
@pytest.mark.parametrize("reason", ["", "  ", "r" * 301, f"names {NAME}", f"names {NAME.lower()} "])
def test_a_reason_is_compulsory_and_public(bench: Bench, reason: str) -> None:
    with pytest.raises(WrongUse, match="reason"):
        _mask(bench, reason=reason)
    assert _state(bench) == (0, 0, set())


@pytest.mark.feature("M14")
def test_a_reason_holds_no_words_that_earlier_decisions_took_out(bench: Bench) -> None:
    bench.mask(13, NAME, everywhere=True)
    _mask(bench, find="depot")
    for reason in ("says she works at the depot", f"about {NAME}"):
        with pytest.raises(WrongUse, match="public"):
            _mask(bench, find="yes", reason=reason)
    # the depot was taken out of another item only
    assert _mask(bench, item="14", find="Bye", reason="says he was at the depot").active


def test_somebody_decides(bench: Bench) -> None:
    with pytest.raises(WrongUse, match="somebody"):
        _mask(bench, by=" ")


def test_the_same_mask_twice_is_refused(bench: Bench) -> None:
    first = bench.mask(11, NAME)
    with pytest.raises(WrongUse, match=f"already by {first.id}"):
        bench.mask(11, NAME)
    assert bench.mask(11, NAME, everywhere=True).active
    assert bench.mask(11, "depot").active


@pytest.mark.feature("M7")
def test_hiding_needs_no_words_and_is_done_once(bench: Bench) -> None:
    decision = bench.hide(12)
    assert (decision.kind, decision.exact, decision.anchor) == ("hide", "", None)
    assert _state(bench)[2] == {"12"}
    with pytest.raises(WrongUse, match="hidden already"):
        bench.hide(12)


@pytest.mark.feature("M7")
def test_what_is_out_of_sight_already_is_not_taken_out_of_sight_again(bench: Bench) -> None:
    first = decisions.withhold(bench.db, "12", reason="asked for by its writer", by="Mo", now=bench.now)
    assert (first.kind, first.exact, first.anchor) == ("withhold", "", None)
    with pytest.raises(WrongUse, match="withheld already"):
        decisions.withhold(bench.db, "12", reason="again", by="Mo", now=bench.now)
    with pytest.raises(WrongUse, match=f"12 is withheld by {first.id}: undo that first"):
        bench.hide(12)
    assert decisions.decisions_for(bench.db, "12") == [first]


@pytest.mark.parametrize(
    ("item", "reason", "refused"),
    [
        ("12", "asked for by Ringed Plover", True),
        ("1", "asked for by Old Capstan", True),
        ("13", "asked for by somebody anonymous", False),
        ("14", "asked for by mail", False),
    ],
)
def test_a_hidden_byline_stands_in_no_reason(bench: Bench, item: str, reason: str, refused: bool) -> None:
    def act() -> Decision:
        return decisions.hide(bench.db, item, reason=reason, by="Mo", now=bench.now)

    if refused:
        with pytest.raises(WrongUse, match="public"):
            act()
    else:
        assert act().active


@pytest.mark.feature("M8")
@pytest.mark.parametrize(
    ("minutes", "by", "allowed"),
    [
        (0, "Mo", True),
        (14.9, "Mo", True),
        (14.9, "Ada", False),
        (15, "Mo", False),
        (15, "Ada", True),
        (9999, "Ada", True),
    ],
)
def test_who_may_undo(bench: Bench, minutes: float, by: str, allowed: bool) -> None:
    decision = bench.mask(11, NAME, everywhere=True)
    originals.take_pending(bench.db)
    bench.later(minutes=minutes)
    if not allowed:
        with pytest.raises(Refused, match=decision.id):
            decisions.undo(bench.db, decision.id, by=by, now=bench.now)
        assert _state(bench) == (1, 1, set())
        return
    undone = decisions.undo(bench.db, decision.id, by=by, now=bench.now, reason="was no name")
    assert not undone.active
    assert _state(bench) == (0, 2, {"1", "11", "13"})
    entry = log.find_entry(bench.db, 2)
    assert entry is not None
    assert (entry.kind, entry.undoes, entry.item_id, entry.actor) == ("undo", decision.id, "11", by)
    assert entry.ref != decision.ref
    assert log.seq_of_undo(bench.db, decision.id) == 2
    assert decisions.undone_masks(bench.db, "11") == [undone] == decisions.all_decisions(bench.db)


@pytest.mark.feature("M8")
def test_a_decision_can_be_made_again_after_its_undoing(bench: Bench) -> None:
    first = bench.mask(11, NAME)
    decisions.undo(bench.db, "l1", by="Mo", now=bench.now)
    assert bench.mask(11, NAME).id != first.id
    assert log.verify(bench.db) == []


UNDO_REFUSED: dict[str, tuple[Callable[[Bench], object], type[ArchiveError], str]] = {
    "unknown": (lambda b: decisions.undo(b.db, "L9", by="Mo", now=b.now), NotFound, "no decision"),
    "not a log id": (lambda b: decisions.undo(b.db, "x", by="Mo", now=b.now), NotFound, "no decision"),
    "nobody": (lambda b: decisions.undo(b.db, "L1", by="", now=b.now), WrongUse, "somebody"),
    "reason with words": (lambda b: decisions.undo(b.db, "L1", by="Mo", now=b.now, reason=NAME), WrongUse, "public"),
}


@pytest.mark.parametrize("case", UNDO_REFUSED)
def test_an_undoing_that_cannot_be_changes_nothing(bench: Bench, case: str) -> None:
    bench.mask(11, NAME)
    bench.mask(13, NAME, everywhere=True)
    act, error, says = UNDO_REFUSED[case]
    with pytest.raises(error, match=says):
        act(bench)
    assert _state(bench)[:2] == (2, 2)


def test_undone_once(bench: Bench) -> None:
    bench.mask(11, NAME)
    decisions.undo(bench.db, "L1", by="Mo", now=bench.now)
    with pytest.raises(WrongUse, match="undone already"):
        decisions.undo(bench.db, "L1", by="Mo", now=bench.now)


def test_words_in_the_address_of_a_link_are_found_however_it_is_written(bench: Bench) -> None:
    bench.add(
        post(8, comment(81, "<p><a href='https://x.example/z%C3%B6e-quill'>a</a> <img src='x' alt='Zöe Quill'></p>"))
    )
    bench.add(post(9, comment(91, "<p>Nobody.</p>"), labels=("Zöe Quill",)))
    assert set(items_with(bench.db, Words("Zöe Quill"))) == {"81", "9"}
