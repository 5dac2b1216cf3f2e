"""The queue of moderators: which cards, in which order, who has them, what is done with them, and where words recur."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from random import Random
from string import ascii_lowercase

import pytest

from archive.errors import NotFound, Refused, WrongUse
from archive.folder import PublishPolicy
from archive.moderation import claims, decisions, findings, keep_list, log, queue_acts, reviews
from archive.moderation import queue as cards
from archive.moderation.queue import AGAIN, GONE, STALE, Filters, Queue
from archive.moderation.queue_acts import Act, Masking
from archive.moderation.same_words import Same, find_same, find_words
from archive.moderation.values import words_by_id
from archive.originals import store as originals
from archive.originals.records import AuthorKind
from archive.redaction.version import detector_version
from archive.text import Span
from tests.bench import Bench, comment, make_bench, post

MAIL = "w.quillfeather@ferry.example"
CREW = "nobody at the Tarnbridge slipway was ever asked what the new rota meant for the tired night crews"
TOKEN = "a-token-of-a-card-1"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Return an archive whose findings are set by the test, not by whatever the recognizers know by now."""
    bench = make_bench(tmp_path)
    bench.add(
        post(
            1,
            comment(11, f"<p>Write to {MAIL}, says Priya Nair. I tell you that {CREW}.</p>"),
            comment(12, "<p>Ask Priya Nair, or priya\nnair at Zoë's</p>", author="Curlew"),
            comment(13, f"<p>As was said: “{CREW.upper()}” and so on</p>", author=None, kind=AuthorKind.ANONYMOUS),
            comment(14, "<p>The weather held</p>", author="Curlew"),
            title="Night boats",
        ),
        post(
            2,
            comment(21, f"<p>PriyaNair again: {MAIL}</p>", author="Curlew"),
            comment(22, "<p>100% sure?</p>", author="Gull"),
            title="Priya Nair",
        ),
    )
    with bench.db.atomic():
        bench.db.execute("delete from finding")
    originals.take_pending(bench.db)
    return bench


def find(bench: Bench, item: int, words: str, kind: str = "name", risk: str = "medium", field: str = "text") -> str:
    """Write a finding of words and return the key of its card."""
    value = words_by_id(bench.db, [str(item)])[str(item)][field]
    start = value.index(words)
    with bench.db.atomic():
        row = bench.db.execute(
            "insert into finding (item_id, entity, field, span_start, span_end, score, risk, why, recognizer, version, "
            "digest) values (?, ?, ?, ?, ?, 0.5, ?, 'a guess', 'test', 1, ?) returning id",
            [str(item), kind, field, start, start + len(words), risk, f"{item}{words}{kind}"],
        ).fetchone()
    return f"f{row[0]}"


def keys(bench: Bench, **filters: str) -> list[str]:
    found = cards.narrow(bench.db, cards.waiting(bench.db), Filters(**filters), now=bench.now)
    return [card.key for card in found]


def masking(words: str, label: str = "name", **more: object) -> Masking:
    return Masking(words, label, "Identifies somebody", **more)  # type: ignore[arg-type]  # as a form gives them


def queue_of(bench: Bench, by: str = "Mo", **filters: str) -> Queue:
    found = cards.narrow(bench.db, cards.waiting(bench.db), Filters(**filters), now=bench.now)
    skipped = queue_acts.skipped(bench.db, by, bench.now)
    return Queue(found, claims.claims(bench.db, bench.now), skipped, by)


# -- which cards, in which order


@pytest.mark.feature("M2")
@pytest.mark.parametrize("policy", list(PublishPolicy))
def test_what_could_do_harm_or_is_kept_from_readers_comes_first(bench: Bench, policy: PublishPolicy) -> None:
    mild, mail = find(bench, 12, "Priya Nair"), find(bench, 11, MAIL, "e-mail", "high")
    made = bench.mask(14, "weather")
    bench.later(days=1)
    bench.add(post(1, comment(14, "<p>The forecast held</p>", author="Curlew")))
    bench.seen(2, 22)
    waiting = cards.waiting(bench.db)
    first = [card.key for card in cards.first(bench.db, waiting, policy)]
    reviewed = [mild] if policy is PublishPolicy.REVIEWED else []
    assert first == [mail, f"d{made.id}", *reviewed, "g21"]


@pytest.mark.feature("M2")
def test_findings_stale_decisions_and_what_is_gone_are_one_list_the_riskiest_first(bench: Bench) -> None:
    low, name = find(bench, 12, "Ask", risk="low"), find(bench, 12, "Priya Nair")
    mail, again = find(bench, 11, MAIL, "e-mail", "high"), find(bench, 11, "Priya Nair")
    made = bench.mask(14, "weather")
    bench.later(days=1)
    bench.add(post(1, comment(14, "<p>The forecast held</p>", author="Curlew")))
    bench.seen(2, 22)
    assert keys(bench) == [mail, f"d{made.id}", again, name, low, "g21"]
    found = cards.waiting(bench.db)
    assert [(card.kind, card.risk) for card in found if not card.finding] == [(STALE, "high"), (GONE, "low")]
    assert [card.together for card in found if card.finding] == [2, 2, 1, 1]
    assert [cards.get_card(bench.db, card.key) for card in found] == list(found)


def test_several_kinds_in_one_comment_come_before_one_kind_in_many(bench: Bench) -> None:
    single = find(bench, 11, "Priya Nair")
    first, second = find(bench, 12, "Ask", "office"), find(bench, 12, "Priya Nair")
    assert keys(bench) == [first, second, single]
    findings.keep(bench.db, int(first[1:]), by="Mo", now=bench.now, reason="an office")
    # what is decided still counts: cards never change places under somebody's hands
    assert keys(bench) == [second, single]


@pytest.mark.feature("M2")
def test_filters(bench: Bench) -> None:
    mail, name = find(bench, 11, MAIL, "e-mail", "high"), find(bench, 12, "Priya Nair")
    other, signed = find(bench, 21, MAIL, "e-mail", "high"), find(bench, 13, "As", "other")
    in_post = find(bench, 2, "Priya Nair", field="title")
    assert keys(bench, kind="e-mail") == [mail, other]
    assert keys(bench, risk="medium") == [name, signed, in_post]
    assert keys(bench, post="2") == [other, in_post]
    assert keys(bench, voice="14") == [other, name]
    assert keys(bench, voice="13") == [signed]
    assert keys(bench, kind="e-mail", voice="14") == [other]
    assert keys(bench, age="day") == keys(bench)
    assert keys(bench, age="soon") == []
    for days, age in ((3, "week"), (10, "month"), (90, "older")):
        bench.later(days=days)
        assert (keys(bench, age=age), keys(bench, age="day")) == (keys(bench), [])


def test_a_finding_whose_item_has_gone_is_no_card(bench: Bench) -> None:
    key = find(bench, 11, "Priya Nair")
    with bench.db.atomic():
        bench.db.execute("update finding set item_id = '99'")
    assert keys(bench) == []
    assert cards.get_card(bench.db, key).since == ""
    assert keys(bench, age="day") == []


@pytest.mark.parametrize("key", ["", "f", "f99", "dL99", "x1", "g11", "g99", "f" + "9" * 40])
def test_what_is_no_card(bench: Bench, key: str) -> None:
    with pytest.raises(NotFound):
        cards.get_card(bench.db, key)


def test_a_decision_on_an_item_that_has_gone_fits_no_longer(bench: Bench) -> None:
    made = bench.hide(14)
    assert cards.stale_decisions(bench.db) == []
    with bench.db.atomic():
        bench.db.execute("update decision set item_id = '99'")
    assert [each.id for each in cards.stale_decisions(bench.db)] == [made.id]


# -- who has what


@pytest.mark.feature("M2")
def test_two_moderators_never_have_the_same_comment(bench: Bench) -> None:
    first, same, other = find(bench, 11, MAIL), find(bench, 11, "Priya Nair"), find(bench, 12, "Priya Nair")
    mine = queue_of(bench)
    assert mine.next_after(None) == cards.get_card(bench.db, first)
    claim = claims.take(bench.db, "11", by="Mo", now=bench.now)
    assert (claim.held_by, claims.claims(bench.db, bench.now)) == ("Mo", {"11": claim})
    with pytest.raises(Refused, match="Mo has this until 12:10 UTC"):
        claims.take(bench.db, "11", by="Bea", now=bench.now)
    theirs = queue_of(bench, "Bea").next_after(None)
    assert theirs is not None
    assert theirs.key == other
    with pytest.raises(Refused, match="Mo has this"):
        queue_acts.skip(bench.db, same, TOKEN, by="Bea", now=bench.now)
    bench.later(minutes=11)
    assert claims.take(bench.db, "11", by="Bea", now=bench.now).held_by == "Bea"
    claims.take(bench.db, "12", by="Bea", now=bench.now)
    assert set(claims.claims(bench.db, bench.now)) == {"12"}


def test_next_and_before_go_past_what_others_have_and_what_was_skipped(bench: Bench) -> None:
    one, two, three = find(bench, 11, MAIL), find(bench, 12, "Ask"), find(bench, 13, "As")
    first, second, third = (cards.get_card(bench.db, key) for key in (one, two, three))
    queue = queue_of(bench)
    assert queue.left == 3
    assert queue.next_after(first.order) == second
    assert queue.next_after(third.order) == first
    assert queue.next_after(third.order, skipping=one) == second
    assert (queue.before(first.order), queue.before(third.order)) == (None, second)
    queue_acts.skip(bench.db, two, TOKEN, by="Mo", now=bench.now)
    queue = queue_of(bench)
    assert (queue.left, queue.next_after(first.order), queue.before(third.order)) == (3, third, first)
    assert queue_of(bench, "Bea").next_after(first.order) == second
    bench.later(hours=13)
    assert queue_of(bench).next_after(first.order) == second
    queue_acts.skip(bench.db, one, "another-token-of-it", by="Mo", now=bench.now)
    assert bench.db.execute("select count(*) from queue_skip").fetchone() == (1,)
    assert Queue(()).next_after(None) is None


# -- what is done with cards


Do = Callable[[Bench, str, str], Act]


def do_mask(bench: Bench, key: str, token: str) -> Act:
    return queue_acts.mask(bench.db, key, token, masking("Priya Nair"), by="Mo", now=bench.now)


def do_keep(bench: Bench, key: str, token: str) -> Act:
    return queue_acts.keep(bench.db, key, token, "a public person", by="Mo", now=bench.now)


def do_list(bench: Bench, key: str, token: str) -> Act:
    return queue_acts.keep(bench.db, key, token, "a public person", by="Mo", now=bench.now, evidence="is an MP")


def do_hide(bench: Bench, key: str, token: str) -> Act:
    return queue_acts.hide(bench.db, key, token, "asked for", by="Mo", now=bench.now)


def do_withhold(bench: Bench, key: str, token: str) -> Act:
    return queue_acts.hide(bench.db, key, token, "asked for", by="Mo", now=bench.now, silently=True)


ACTS: list[Do] = [do_mask, do_keep, do_list, do_hide, do_withhold]


@pytest.mark.feature("M10")
@pytest.mark.parametrize("do", ACTS)
def test_each_act_is_done_once_and_undone_whole(bench: Bench, do: Do) -> None:
    key = find(bench, 12, "Priya Nair")
    claims.take(bench.db, "12", by="Mo", now=bench.now)
    act = do(bench, key, TOKEN)
    assert (act.made_by, act.card, act.item_id, act.public_at, act.undone_at) == ("Mo", key, "12", "", "")
    assert keys(bench) == []
    assert claims.claims(bench.db, bench.now) == {}
    lines = log.last_seq(bench.db)
    # the network died before the answer came: the form is sent again
    assert do(bench, key, TOKEN) == act
    with pytest.raises(WrongUse, match="decided already"):
        do(bench, key, "another-token-of-it")
    assert (log.last_seq(bench.db), queue_acts.recent(bench.db, "Mo")) == (lines, [act])
    assert originals.take_pending(bench.db)
    undone = queue_acts.undo(bench.db, TOKEN, by="Mo", now=bench.now)
    assert undone.undone_at
    assert queue_acts.undo(bench.db, TOKEN, by="Mo", now=bench.now) == undone
    assert (keys(bench), queue_acts.recent(bench.db, "Mo")) == ([key], [])
    assert originals.get_pending(bench.db) == {"12"}
    assert log.verify(bench.db) == []


def test_skipping_changes_nothing_that_readers_see(bench: Bench) -> None:
    key = find(bench, 12, "Priya Nair")
    act = queue_acts.skip(bench.db, key, TOKEN, by="Mo", now=bench.now)
    assert act.public_at
    assert queue_acts.behind(bench.db) == []
    assert queue_acts.skipped(bench.db, "Mo", bench.now) == {key}
    queue_acts.undo(bench.db, TOKEN, by="Mo", now=bench.now)
    assert queue_acts.skipped(bench.db, "Mo", bench.now) == set()
    assert log.last_seq(bench.db) == 0


@pytest.mark.feature("H8")
def test_a_comment_that_is_gone_is_shown_or_hidden(bench: Bench) -> None:
    bench.seen(2, 22)
    act = queue_acts.show(bench.db, "g21", TOKEN, "its writer asks for it", by="Mo", now=bench.now)
    assert act.kind == "show"
    assert keys(bench) == []
    with pytest.raises(WrongUse, match="decided already"):
        queue_acts.hide(bench.db, "g21", "another-token-of-it", "asked for", by="Mo", now=bench.now)
    queue_acts.undo(bench.db, TOKEN, by="Mo", now=bench.now)
    assert keys(bench) == ["g21"]
    with pytest.raises(WrongUse, match="Only a finding"):
        queue_acts.keep(bench.db, "g21", "another-token-of-it", "fine", by="Mo", now=bench.now)


def test_a_decision_that_fits_no_longer_is_made_anew(bench: Bench) -> None:
    old = bench.mask(14, "weather")
    with pytest.raises(WrongUse, match="decided already"):
        queue_acts.mask(bench.db, f"d{old.id}", TOKEN, masking("forecast"), by="Bea", now=bench.now)
    bench.later(days=1)
    bench.add(post(1, comment(14, "<p>The forecast held</p>", author="Curlew")))
    act = queue_acts.mask(bench.db, f"d{old.id}", TOKEN, masking("forecast"), by="Bea", now=bench.now)
    assert keys(bench) == []
    assert [each.id for each in decisions.active_decisions(bench.db)] == list(act.log_ids)


@pytest.mark.feature("M6")
def test_these_too_are_masked_in_one_act_and_undone_in_one(bench: Bench) -> None:
    key = find(bench, 11, "Priya Nair")
    too = tuple(find_same(bench.db, "11", "text", cards.get_card(bench.db, key).finding.span))  # type: ignore[union-attr]  # it is one
    bench.mask(21, "PriyaNair")
    act = queue_acts.mask(bench.db, key, TOKEN, masking("Priya Nair", too=too), by="Mo", now=bench.now)
    made = [decisions.get_decision(bench.db, each) for each in act.log_ids]
    # in 21 somebody had masked it already
    assert [each.item_id for each in made] == ["11", "12", "2"]
    decisions.undo(bench.db, made[1].id, by="Mo", now=bench.now)
    queue_acts.undo(bench.db, TOKEN, by="Mo", now=bench.now)
    assert [each.item_id for each in decisions.active_decisions(bench.db)] == ["21"]
    everywhere = masking("Priya Nair", everywhere=True, too=too)
    act = queue_acts.mask(bench.db, key, "another-token-of-it", everywhere, by="Mo", now=bench.now)
    assert len(act.log_ids) == 1


@pytest.mark.parametrize("token", ["", "short", "with a blank in it", "x" * 65])
def test_a_form_without_its_token_does_nothing(bench: Bench, token: str) -> None:
    key = find(bench, 12, "Priya Nair")
    with pytest.raises(WrongUse, match="This form is incomplete"):
        do_mask(bench, key, token)
    assert keys(bench) == [key]


def test_what_was_never_done_cannot_be_undone(bench: Bench) -> None:
    with pytest.raises(NotFound, match="Nothing was done"):
        queue_acts.undo(bench.db, TOKEN, by="Mo", now=bench.now)


@pytest.mark.feature("M8")
def test_after_a_while_it_takes_somebody_else_to_undo(bench: Bench) -> None:
    key = find(bench, 12, "Priya Nair")
    act = do_mask(bench, key, TOKEN)
    with pytest.raises(Refused, match="only Mo may undo"):
        queue_acts.undo(bench.db, TOKEN, by="Bea", now=bench.now)
    bench.later(minutes=16)
    with pytest.raises(Refused, match="somebody else"):
        queue_acts.undo(bench.db, TOKEN, by="Mo", now=bench.now)
    assert queue_acts.find_act(bench.db, TOKEN) == act
    assert queue_acts.undo(bench.db, TOKEN, by="Bea", now=bench.now).undone_at


def test_a_kept_finding_that_has_gone_since_waits_no_more(bench: Bench) -> None:
    key = find(bench, 12, "Priya Nair")
    do_keep(bench, key, TOKEN)
    with bench.db.atomic():
        bench.db.execute("delete from finding")
    assert queue_acts.undo(bench.db, TOKEN, by="Mo", now=bench.now).undone_at


def test_what_readers_do_not_see_yet_is_told(bench: Bench) -> None:
    act = do_mask(bench, find(bench, 12, "Priya Nair"), TOKEN)
    assert queue_acts.behind(bench.db) == [act]
    queue_acts.note_problem(bench.db, act, "the gate stayed shut")
    assert queue_acts.behind(bench.db)[0].problem == "the gate stayed shut"
    queue_acts.undo(bench.db, TOKEN, by="Mo", now=bench.now)
    # it was undone while it was being published: that has to be published as well
    queue_acts.note_public(bench.db, act, bench.now)
    (behind,) = queue_acts.behind(bench.db)
    queue_acts.note_public(bench.db, behind, bench.now)
    assert queue_acts.behind(bench.db) == []


# -- the keep-list


@pytest.mark.feature("M11")
def test_words_kept_everywhere_settle_every_finding_of_them_now_and_later(bench: Bench) -> None:
    here, there = find(bench, 12, "Priya Nair"), find(bench, 11, "Priya Nair")
    act = do_list(bench, here, TOKEN)
    assert keys(bench) == []
    (entry,) = keep_list.entries(bench.db)
    assert act.kept_words_id == entry.id
    assert (entry.evidence, entry.made_by, entry.exact) == ("is an MP", "Mo", "Priya Nair")
    assert "Priya" not in repr(entry)
    assert originals.get_pending(bench.db) == {"11", "12"}
    with pytest.raises(WrongUse, match="was not kept by itself"):
        findings.reopen(bench.db, int(there[1:]), by="Mo", now=bench.now)
    line = log.find_entry(bench.db, int(entry.log_id[1:]))
    assert line is not None
    assert (line.kind, line.item_id, line.reason) == ("keep-words", "12", "a public person")
    assert queue_acts.take_off_list(bench.db, entry.id, by="Bea", now=bench.now) == 1
    assert keys(bench) == [there]
    with pytest.raises(WrongUse, match="off the list already"):
        keep_list.remove(bench.db, entry.id, by="Bea", now=bench.now)
    with pytest.raises(NotFound, match="no entry"):
        keep_list.get(bench.db, 99)
    assert log.verify(bench.db) == []


@pytest.mark.feature("M11")
def test_findings_that_come_later_are_settled_by_the_list(tmp_path: Path) -> None:
    bench = make_bench(tmp_path)
    keep = {"reason": "an office", "by": "Mo", "now": bench.now, "item_id": "1"}
    entry = keep_list.add(bench.db, MAIL.upper(), evidence="https://ferry.example/about", **keep)  # type: ignore[arg-type]
    bench.add(post(1, comment(11, f"<p>Write to {MAIL} or o.capstan@ferry.example</p>")))
    findings.refresh(bench.db, ["1", "11"])
    rows = bench.db.execute("select state, kept_words_id, decided_by from finding where entity = 'e-mail' order by id")
    assert rows.fetchall() == [("kept", entry.id, "Mo"), ("open", None, None)]
    bench.later(days=1)
    bench.add(post(1, comment(11, f"<p>Edited: {MAIL}</p>")))
    findings.refresh(bench.db, ["11"])
    assert [state for row, state in findings.findings_in(bench.db, ["11"]) if row.entity == "e-mail"] == ["kept"]


@pytest.mark.parametrize(
    ("words", "evidence", "reason", "by", "says"),
    [
        ("Ann Lowe", " ", "public", "Mo", "What shows"),
        ("Ann Lowe", "x" * 501, "public", "Mo", "What shows"),
        ("?!", "is an MP", "public", "Mo", "Only words"),
        ("x" * 201, "is an MP", "public", "Mo", "Only words"),
        ("Ann Lowe", "is an MP", " ", "Mo", "a name and a reason"),
        ("Ann Lowe", "is an MP", "public", " ", "a name and a reason"),
        ("ann  LOWE", "is an MP", "public", "Mo", "everywhere already"),
    ],
)
def test_what_cannot_be_kept_everywhere(
    bench: Bench, words: str, evidence: str, reason: str, by: str, says: str
) -> None:
    keep_list.add(
        bench.db, "Ann Lowe" if "LOWE" in words else "x", evidence="e", reason="r", by="Mo", now=bench.now, item_id="1"
    )
    with pytest.raises(WrongUse, match=says):
        keep_list.add(bench.db, words, evidence=evidence, reason=reason, by=by, now=bench.now, item_id="1")


def test_findings_say_what_became_of_them(bench: Bench) -> None:
    kept, masked, waits = find(bench, 12, "Ask"), find(bench, 12, "Priya Nair"), find(bench, 12, "Zoë")
    findings.keep(bench.db, int(kept[1:]), by="Mo", now=bench.now, reason="fine")
    bench.mask(12, "Priya Nair")
    told = {f"f{row.id}": state for row, state in findings.findings_in(bench.db, ["12", "14"])}
    assert told == {kept: "kept", masked: "redacted", waits: "open"}
    assert findings.words_at(bench.db, findings.get_finding(bench.db, int(waits[1:]))) == "Zoë"
    with pytest.raises(NotFound):
        findings.get_finding(bench.db, 99)


def test_a_mask_for_everywhere_covers_other_spellings_and_no_other_words(bench: Bench) -> None:
    runs, other = find(bench, 21, "PriyaNair"), find(bench, 14, "weather")
    escaped, sign = find(bench, 22, "100%"), find(bench, 22, "?")
    bench.mask(11, "Priya Nair", everywhere=True)
    assert set(keys(bench)) == {other, escaped, sign}
    assert runs not in keys(bench)


# -- the same words elsewhere


def same(bench: Bench, item: int, words: str) -> list[Same]:
    text = words_by_id(bench.db, [str(item)])[str(item)]["text"]
    start = text.index(words)
    return find_same(bench.db, str(item), "text", Span(start, start + len(words)))


@pytest.mark.feature("M6")
def test_the_same_words_are_found_however_they_are_spelled(bench: Bench) -> None:
    found = same(bench, 11, "Priya Nair")
    assert [(each.item_id, each.exact, each.places, each.quotes) for each in found] == [
        ("12", "Priya Nair", 2, False),
        ("2", "Priya Nair", 1, False),
        ("21", "PriyaNair", 1, False),
    ]
    assert "Priya" not in repr(found)
    assert [each.item_id for each in find_words(bench.db, "14", "weather")] == []
    assert [each.item_id for each in find_words(bench.db, "14", "Zoë")] == ["12"]


@pytest.mark.feature("M6")
@pytest.mark.parametrize(
    ("copy", "exact"),
    [
        (
            "He wrote: nobody at Tarnbridge slipway was ever asked what the new rota ment for the tired night crews.",
            "at Tarnbridge slipway",
        ),
        (
            "“Nobody, at the Tarnbrigde slipway, was ever asked”! What the new rota meant for the tired night crews...",
            "at the Tarnbrigde slipway",
        ),
        ("and at the Tarnbridge slipway was ever asked what the new rota meant", "at the Tarnbridge slipway"),
    ],
)
def test_a_quotation_is_found_re_punctuated_trimmed_and_mistyped(bench: Bench, copy: str, exact: str) -> None:
    bench.add(post(3, comment(31, f"<p>{copy}</p>")))
    found = {each.item_id: each for each in same(bench, 11, "nobody at the Tarnbridge slipway was ever")}
    assert found["31"].quotes
    assert exact.split()[-2] in found["31"].exact
    decisions.mask(bench.db, "31", found["31"].exact, label="x", reason="it quotes", by="Mo", now=bench.now)


def test_what_quotes_another_part_of_the_passage_is_not_offered(bench: Bench) -> None:
    bench.add(post(3, comment(31, "<p>was ever asked what the new rota meant for the tired night crews, I say</p>")))
    bench.add(post(4, comment(41, "<p>Nothing of that; but the tired crews of another slipway were asked.</p>")))
    assert {each.item_id for each in same(bench, 11, MAIL) if each.quotes} == set()
    assert "41" not in {each.item_id for each in same(bench, 11, "Tarnbridge slipway")}


def test_short_words_are_found_without_a_passage(bench: Bench) -> None:
    assert [each.item_id for each in same(bench, 14, "held")] == []
    bench.add(
        post(
            3,
            comment(31, "<p>a b c</p>"),
            comment(32, "<p>a b c</p>"),
            comment(33, f"<p>It cost £ they say, and {CREW}, so it did</p>"),
            comment(34, f"<p>It cost, they say, and {CREW}, so it did</p>"),
        )
    )
    assert same(bench, 33, "£") == []
    assert [each.item_id for each in same(bench, 31, "a b")] == ["32"]
    with pytest.raises(WrongUse):
        find_same(bench.db, "31", "text", Span(1, 2))
    assert find_same(bench.db, "31", "author", Span(0, 6))[0].exact == "Dunlin"


# -- how many quotations are offered, among texts of invented words


def invented(random: Random, number: int) -> list[str]:
    """Return words that occur as often as words do: the first ones much, most of them seldom."""
    words = ["".join(random.choices(ascii_lowercase, k=random.choice([2, 3, 4, 5, 6, 8, 10]))) for _ in range(3000)]
    return random.choices(words, [1 / (at + 1) for at in range(len(words))], k=number)


def noisy(random: Random, text: str) -> str:
    """Return a text in which one letter of twenty is another one, is missing, or has one after it."""
    slips = (lambda _: random.choice(ascii_lowercase), lambda _: "", lambda sign: sign + random.choice(ascii_lowercase))
    return "".join(random.choice(slips)(sign) if sign.isalpha() and random.random() < 0.05 else sign for sign in text)


@pytest.mark.feature("M6")
def test_nearly_all_quotations_are_offered_and_nothing_else(tmp_path: Path) -> None:
    random, bench = Random(11), make_bench(tmp_path)
    stream = iter(invented(random, 60_000))
    texts = [" ".join(islice(stream, 80)) for _ in range(500)]
    spans: list[Span] = []
    for number in range(100):
        words = texts[number].split()
        at = random.randint(8, 55)
        clause = " ".join(words[at : at + random.randint(5, 12)])
        start = texts[number].index(clause)
        spans.append(Span(start, start + len(clause)))
        around = " ".join(words[at - 5 : at + 16])
        copies = (
            around,
            around.replace(" ", ", ", 3).title() + "!",
            " ".join(words[at : at + 8]),
            noisy(random, around),
        )
        texts[250 + number] = f"{texts[250 + number][:60]} “{copies[number % 4]}” {texts[250 + number][-90:]}"
    bench.add(post(1, *(comment(1000 + number, f"<p>{text}</p>") for number, text in enumerate(texts))))
    offered = [
        {each.item_id for each in find_same(bench.db, f"{1000 + at}", "text", span)} for at, span in enumerate(spans)
    ]
    found = [f"{1250 + at}" in others for at, others in enumerate(offered)]
    assert [sum(found[kind::4]) for kind in range(3)] == [25, 25, 25]
    assert sum(found[3::4]) >= 24
    assert sum(len(others) for others in offered) - sum(found) == 0


# -- what is to be looked at again, and decisions that fit no longer


def again(bench: Bench, **filters: str) -> list[str]:
    found = cards.narrow(bench.db, cards.waiting(bench.db, now=bench.now), Filters(**filters), now=bench.now)
    return [card.key for card in found]


@pytest.mark.feature("M13")
def test_what_was_kept_until_a_day_waits_again_from_that_day_on(bench: Bench) -> None:
    key = find(bench, 12, "Priya Nair")
    day = reviews.usual_day(bench.now)
    act = queue_acts.keep(bench.db, key, TOKEN, "Not a detail", by="Mo", now=bench.now, review_on=day)
    assert act.kind == "keep"
    (planned,) = reviews.planned(bench.db)
    assert (planned.on, planned.item_id) == ("2027-05-03", "12")
    bench.later(days=364)
    assert again(bench) == []
    bench.later(days=1)
    kept = f"k{key[1:]}"
    assert again(bench) == again(bench, kind=AGAIN) == again(bench, age="day") == [kept]
    assert cards.waiting(bench.db) == ()
    card = cards.get_card(bench.db, kept)
    assert (card.kind, card.detail, card.risk, card.since[:10]) == (AGAIN, "name", "medium", "2027-05-03")
    queue_acts.keep(bench.db, kept, TOKEN + "2", "Still no detail", by="Mo", now=bench.now)
    assert (again(bench), reviews.planned(bench.db)) == ([], [])
    with pytest.raises(WrongUse, match="decided already"):
        queue_acts.keep(bench.db, kept, TOKEN + "3", "Still", by="Mo", now=bench.now)
    queue_acts.undo(bench.db, TOKEN + "2", by="Mo", now=bench.now)
    assert again(bench) == [key]


@pytest.mark.feature("M13")
def test_words_that_are_looked_at_again_can_go_or_be_kept_everywhere(bench: Bench) -> None:
    day = reviews.usual_day(bench.now)
    for number, (item, words) in enumerate([(12, "Priya Nair"), (11, "Priya Nair"), (14, "weather")]):
        key = find(bench, item, words)
        queue_acts.keep(bench.db, key, f"{TOKEN}{number}", "fine", by="Mo", now=bench.now, review_on=day)
    bench.later(days=365)
    first, second, third = again(bench)
    queue_acts.mask(bench.db, first, TOKEN + "a", masking("Priya Nair"), by="Mo", now=bench.now)
    queue_acts.keep(bench.db, second, TOKEN + "b", "public", by="Mo", now=bench.now, evidence="an MP")
    queue_acts.hide(bench.db, third, TOKEN + "c", "Identifies somebody", by="Mo", now=bench.now)
    assert again(bench) == []
    assert len(keep_list.entries(bench.db)) == 1
    assert log.verify(bench.db) == []


@pytest.mark.feature("M13")
def test_a_decision_with_a_day_is_left_changed_or_undone_then(bench: Bench) -> None:
    day = reviews.usual_day(bench.now)
    made = queue_acts.mask(
        bench.db, find(bench, 12, "Priya Nair"), TOKEN, masking("Priya Nair", review_on=day), by="Mo", now=bench.now
    )
    key = f"r{made.log_ids[0]}"
    assert decisions.get_decision(bench.db, key[1:]).review_on == "2027-05-03"
    bench.later(days=365)
    assert again(bench) == [key]
    later = reviews.usual_day(bench.now)
    queue_acts.keep(bench.db, key, TOKEN + "2", "", by="Mo", now=bench.now, review_on=later)
    assert again(bench) == []
    queue_acts.undo(bench.db, TOKEN + "2", by="Mo", now=bench.now)
    assert again(bench) == [key]
    # its author alone may say it otherwise, as long as nothing is uncovered by it
    act = queue_acts.mask(bench.db, key, TOKEN + "3", masking("Ask Priya Nair", "a colleague"), by="Mo", now=bench.now)
    assert [each.label for each in decisions.active_decisions(bench.db)] == ["a colleague"]
    queue_acts.undo(bench.db, act.token, by="Mo", now=bench.now)
    # what had given way to it stands again
    (again_made,) = decisions.active_decisions(bench.db)
    assert (again_made.exact, again_made.label) == ("Priya Nair", "name")


@pytest.mark.feature("M8")
@pytest.mark.parametrize(("words", "everywhere"), [("Ask", False), ("Priya Nair", True)])
def test_what_uncovers_words_takes_a_second_moderator(bench: Bench, words: str, everywhere: bool) -> None:
    day = reviews.usual_day(bench.now)
    made = queue_acts.mask(
        bench.db,
        find(bench, 12, "Priya Nair"),
        TOKEN,
        masking("Priya Nair", review_on=day, everywhere=everywhere),
        by="Mo",
        now=bench.now,
    )
    bench.later(days=365)
    key, less = f"r{made.log_ids[0]}", masking(words)
    with pytest.raises(Refused, match="somebody else has to undo it"):
        queue_acts.mask(bench.db, key, TOKEN + "2", less, by="Mo", now=bench.now)
    with pytest.raises(Refused, match="somebody else has to undo it"):
        queue_acts.mask(bench.db, key, TOKEN + "2", less, by=" MO ", now=bench.now)
    assert len(decisions.active_decisions(bench.db)) == 1
    queue_acts.mask(bench.db, key, TOKEN + "3", less, by="Bea", now=bench.now)
    assert [each.exact for each in decisions.active_decisions(bench.db)] == [words]


@pytest.mark.feature("M8")
def test_a_lone_moderator_renews_a_decision_that_fits_no_longer_and_its_undoing_uncovers_nothing(bench: Bench) -> None:
    made = bench.mask(14, "weather")
    bench.later(days=1)
    bench.add(post(1, comment(14, "<p>The forecast held</p>", author="Curlew")))
    key = f"d{made.id}"
    assert keys(bench) == [key]
    act = queue_acts.mask(bench.db, key, TOKEN, masking("forecast"), by="Mo", now=bench.now)
    assert keys(bench) == []
    queue_acts.undo(bench.db, act.token, by="Mo", now=bench.now)
    (stale,) = cards.stale_decisions(bench.db)
    assert (stale.exact, stale.item_id) == ("weather", "14")
    assert keys(bench) == [f"d{stale.id}"]
    assert decisions.make_again(bench.db, stale.id, by="Mo", now=bench.now) is None
    assert log.verify(bench.db) == []


@pytest.mark.feature("M13")
def test_days_are_set_moved_and_taken_away(bench: Bench) -> None:
    made, key = bench.mask(14, "weather"), find(bench, 12, "Priya Nair")
    day = reviews.usual_day(bench.now)
    assert reviews.set_day(bench.db, made.id, day, by="Mo", now=bench.now).on == "2027-05-03"
    with pytest.raises(WrongUse, match="was not kept by itself"):
        reviews.set_day(bench.db, key[1:], day, by="Mo", now=bench.now)
    findings.keep(bench.db, int(key[1:]), by="Mo", now=bench.now, reason="fine")
    found = reviews.set_day(bench.db, key[1:], day, by="Mo", now=bench.now)
    assert found.finding is not None
    assert [each.item_id for each in reviews.planned(bench.db)] == ["12", "14"]
    hidden = bench.hide(14)
    assert [each.item_id for each in reviews.planned(bench.db)] == ["12"]
    reviews.set_day(bench.db, hidden.id, day, by="Mo", now=bench.now)
    assert [each.decision for each in reviews.planned(bench.db)] == [None, decisions.get_decision(bench.db, hidden.id)]
    assert reviews.set_day(bench.db, key[1:], None, by="Mo", now=bench.now).on == ""
    line = log.entries(bench.db)[-1]
    assert (line.kind, line.item_id, line.label) == ("review", "12", "never")
    decisions.undo(bench.db, hidden.id, by="Mo", now=bench.now)
    for target, by, error in ((hidden.id, "Mo", WrongUse), (made.id, " ", WrongUse), ("x", "Mo", NotFound)):
        with pytest.raises(error):
            reviews.set_day(bench.db, target, day, by=by, now=bench.now)


@pytest.mark.feature("M13")
def test_a_day_is_one_that_comes(bench: Bench) -> None:
    assert reviews.read_day(" ", bench.now) is None
    assert str(reviews.read_day(" 2026-05-04 ", bench.now)) == "2026-05-04"
    for given in ("2026-05-03", "2019-01-01", "2099-01-01", "soon"):
        with pytest.raises(WrongUse, match="written 2027-05-03"):
            reviews.read_day(given, bench.now)


@pytest.mark.feature("M13")
def test_a_decision_that_is_due_and_fits_no_longer_is_one_card(bench: Bench) -> None:
    made = bench.mask(14, "weather")
    reviews.set_day(bench.db, made.id, reviews.usual_day(bench.now), by="Mo", now=bench.now)
    bench.later(days=365)
    bench.add(post(1, comment(14, "<p>The forecast held</p>", author="Curlew")))
    assert again(bench) == [f"d{made.id}"]
    with pytest.raises(WrongUse, match="decided already"):
        queue_acts.keep(bench.db, f"r{made.id}", TOKEN, "", by="Mo", now=bench.now)


@pytest.mark.feature("M19")
def test_each_decision_names_the_detector_of_its_day(bench: Bench) -> None:
    assert bench.mask(14, "weather").detector == bench.hide(12).detector == detector_version()
