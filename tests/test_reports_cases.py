"""Cases as moderators work on them: claims, versions, answers, decisions, and what is forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.errors import NotFound, Refused, WrongUse
from archive.folder import DataFolder
from archive.inbox import store
from archive.inbox.database import opened
from archive.inbox.models import Kind, Message, Outcome, Report, State, Status, hash_secret
from archive.moderation import case_acts, cases, exchange, log
from archive.moderation.cases import Case, Pile
from archive.moderation.exchange import Exchanged
from archive.originals.database import ArchiveDatabase, open_archive

START = datetime(2026, 5, 3, 9, 0, tzinfo=UTC)
ANN, BEN = "Ann", "Ben"
WORDS = "Wilhelmina Quillfeather kept the lamp"


class Archive:
    """An archive with an inbox, and a clock that tests set."""

    def __init__(self, path: Path) -> None:
        self.folder = DataFolder(path)
        self.folder.create()
        self.db: ArchiveDatabase = open_archive(self.folder, create=True)
        self.now = START

    def send(self, case_id: str, *, is_verified: bool = True, why: str = WORDS) -> None:
        at = self.now.isoformat(timespec="seconds")
        sent = Report(case_id, hash_secret(case_id), at, Kind.ME, ("7002",), f"comment of {WORDS}", why, is_verified)
        with opened(self.folder) as db:
            store.add_reports(db, [sent])

    def write(self, case_id: str, number: int, body: str = WORDS) -> None:
        with opened(self.folder) as db:
            store.add_message(db, hash_secret(case_id), f"m{number}", body, self.now.isoformat(timespec="seconds"))

    def exchange(self) -> Exchanged:
        return exchange.exchange(self.db, self.folder, now=self.now)

    def status(self, case_id: str) -> Status:
        with opened(self.folder) as db:
            found = store.find_status(db, hash_secret(case_id))
        assert found is not None
        return found

    def ids(self, pile: Pile) -> list[str]:
        return [each.id for each in cases.list_cases(self.db, pile)]

    def logged(self) -> list[tuple[str, str, str]]:
        return [(each.actor, each.label, each.reason) for each in log.entries(self.db)]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    made = Archive(tmp_path / "data")
    with closing(made.db):
        yield made


@pytest.fixture
def one(archive: Archive) -> Case:
    """Return the one case of the archive, taken over."""
    archive.send("A")
    assert archive.exchange() == Exchanged(1, 0)
    return cases.get_case(archive.db, "A")


def decided(archive: Archive, seen: int, *, close: bool, by: str = ANN) -> Case:
    return case_acts.decide(archive.db, "A", "removed", "It named you.", by=by, now=archive.now, seen=seen, close=close)


@pytest.mark.feature("M1")
def test_what_came_in_is_taken_over_once(archive: Archive, one: Case) -> None:
    assert (one.places, one.why, one.state, one.is_verified) == (f"comment of {WORDS}", WORDS, State.RECEIVED, True)
    assert WORDS not in repr(one)
    assert archive.exchange() == Exchanged(0, 0)
    archive.write("A", 1)
    assert archive.exchange() == Exchanged(1, 0)
    (message,) = cases.get_case(archive.db, "A").messages
    assert (message.by, message.body) == ("", WORDS)
    assert WORDS not in repr(message)
    assert WORDS.encode() not in archive.folder.inbox_db.read_bytes()


@pytest.mark.feature("M1")
def test_more_than_is_taken_at_once_is_taken(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.inbox.taking.TOGETHER", 3)
    for number in range(8):
        archive.send(f"C{number}")
        archive.write(f"C{number}", number)
    assert archive.exchange() == Exchanged(16, 0)
    assert len(archive.ids(Pile.OPEN)) == 8


@pytest.mark.feature("M1")
@pytest.mark.parametrize("at", ["cases.take_over", "taking.empty", "taking.tell", "cases.mark_told"])
def test_an_exchange_that_is_cut_off_is_made_up_for(archive: Archive, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    archive.send("A")
    archive.exchange()
    decided(archive, 1, close=False)
    archive.send("B")
    archive.write("A", 1)
    with monkeypatch.context() as patched:

        def cut(*_: object) -> None:
            raise ZeroDivisionError

        patched.setattr(f"archive.moderation.exchange.{at}", cut)
        with pytest.raises(ZeroDivisionError):
            archive.exchange()
    archive.exchange()
    assert archive.ids(Pile.OPEN) == ["A", "B"]
    assert len(cases.get_case(archive.db, "A").messages) == 1
    assert archive.status("A").told.outcome is Outcome.REMOVED
    assert WORDS.encode() not in archive.folder.inbox_db.read_bytes()


def test_a_message_to_a_case_that_a_backup_did_not_have_is_kept(archive: Archive) -> None:
    cases.take_over(archive.db, [], [Message("m1", "LOST", START.isoformat(), WORDS)])
    found = cases.get_case(archive.db, "LOST")
    assert (found.kind, [each.body for each in found.messages]) == (Kind.OTHER, [WORDS])
    assert cases.take_over(archive.db, [], [Message("m1", "LOST", START.isoformat(), "taken over before")]) == 0
    assert cases.get_case(archive.db, "LOST") == found


@pytest.mark.feature("M2")
def test_a_claim_keeps_everybody_else_out_until_it_ends(archive: Archive, one: Case) -> None:
    held = case_acts.claim(archive.db, "A", by=ANN, now=archive.now)
    assert (held.held_by(archive.now), held.state, held.has_news) == (ANN, State.LOOKED_AT, False)
    acts: list[Callable[[int], object]] = [
        lambda seen: case_acts.claim(archive.db, "A", by=BEN, now=archive.now),
        lambda seen: case_acts.release(archive.db, "A", by=BEN, now=archive.now),
        lambda seen: case_acts.answer(archive.db, "A", "Hello", by=BEN, now=archive.now, seen=seen),
        lambda seen: decided(archive, seen, close=True, by=BEN),
        lambda seen: case_acts.close_case(archive.db, "A", by=BEN, now=archive.now, seen=seen),
        lambda seen: case_acts.reopen(archive.db, "A", by=BEN, now=archive.now, seen=seen),
        lambda seen: case_acts.add_items(archive.db, "A", ["1"], by=BEN, now=archive.now, seen=seen),
    ]
    for act in acts:
        with pytest.raises(Refused, match=r"Ann has this case until 09:30 UTC: wait"):
            act(held.version)
    assert cases.get_case(archive.db, "A") == held
    archive.now += timedelta(minutes=30)
    taken = case_acts.claim(archive.db, "A", by=BEN, now=archive.now)
    assert (taken.held_by(archive.now), taken.version) == (BEN, held.version)
    free = case_acts.release(archive.db, "A", by=BEN, now=archive.now)
    assert free.held_by(archive.now) == ""


@pytest.mark.feature("M2")
def test_nobody_decides_past_what_they_have_not_read(archive: Archive, one: Case) -> None:
    archive.write("A", 1)
    archive.exchange()
    with pytest.raises(Refused, match="has changed since you opened it"):
        decided(archive, one.version, close=True)
    now = cases.get_case(archive.db, "A")
    assert now.has_news
    assert decided(archive, now.version, close=False).has_news is False


@pytest.mark.feature("M1")
def test_messages_go_both_ways_and_a_decision_has_a_reason(archive: Archive, one: Case) -> None:
    archive.now += timedelta(minutes=1)
    answered = case_acts.answer(archive.db, "A", " Which words? ", by=ANN, now=archive.now, seen=one.version)
    assert answered.state is State.LOOKED_AT
    archive.exchange()
    archive.now += timedelta(minutes=1)
    archive.write("A", 1)
    archive.exchange()
    status = archive.status("A")
    assert [each.body for each in status.told.answers] == ["Which words?"]
    assert (len(status.messages), status.told.state) == (1, State.LOOKED_AT)
    version = cases.get_case(archive.db, "A").version
    again = case_acts.answer(archive.db, "A", "Thank you.", by=ANN, now=archive.now, seen=version)
    done = decided(archive, again.version, close=False)
    archive.exchange()
    told = archive.status("A").told
    assert (told.state, told.outcome, told.reason) == (State.DECIDED, Outcome.REMOVED, "It named you.")
    closed = case_acts.close_case(archive.db, "A", by=ANN, now=archive.now, seen=done.version)
    assert (closed.state, closed.held_by(archive.now)) == (State.CLOSED, "")
    archive.exchange()
    assert archive.status("A").takes_messages is False


@pytest.mark.parametrize(
    ("outcome", "reason", "said"),
    [
        ("", "why", "Choose one of the four"),
        ("set_aside", "why", "Choose one of the four"),
        ("removed", " ", "Give a reason"),
        ("removed", "x" * 2001, "longer than 2,000 characters"),
    ],
)
def test_a_decision_needs_an_outcome_and_a_reason(
    archive: Archive, one: Case, outcome: str, reason: str, said: str
) -> None:
    with pytest.raises(WrongUse, match=said):
        case_acts.decide(archive.db, "A", outcome, reason, by=ANN, now=archive.now, seen=one.version)
    with pytest.raises(WrongUse, match="Write an answer first"):
        case_acts.answer(archive.db, "A", "", by=ANN, now=archive.now, seen=one.version)
    assert cases.get_case(archive.db, "A") == one


def test_what_is_closed_is_done_with_until_it_is_opened_again(archive: Archive, one: Case) -> None:
    with pytest.raises(WrongUse, match="open already"):
        case_acts.reopen(archive.db, "A", by=ANN, now=archive.now, seen=one.version)
    with pytest.raises(WrongUse, match="Only a case that was decided"):
        case_acts.close_case(archive.db, "A", by=ANN, now=archive.now, seen=one.version)
    closed = decided(archive, one.version, close=True)
    assert archive.ids(Pile.CLOSED) == ["A"]
    with pytest.raises(WrongUse, match="This case is closed"):
        decided(archive, closed.version, close=True)
    with pytest.raises(WrongUse, match="This case is closed"):
        case_acts.answer(archive.db, "A", "Hello", by=ANN, now=archive.now, seen=closed.version)
    opened_again = case_acts.reopen(archive.db, "A", by=BEN, now=archive.now, seen=closed.version)
    assert (opened_again.state, opened_again.closed_at) == (State.LOOKED_AT, "")
    assert archive.ids(Pile.OPEN) == ["A"]


def test_items_are_noted_beside_those_known(archive: Archive, one: Case) -> None:
    found = case_acts.add_items(archive.db, "A", ["7003", "7002"], by=ANN, now=archive.now, seen=one.version)
    assert found.item_ids == ("7002", "7003")


@pytest.mark.feature("M1")
def test_what_waits_apart_is_sorted_in_one_go(archive: Archive) -> None:
    for name in ("U1", "U2", "U3"):
        archive.send(name, is_verified=False)
    archive.send("A")
    archive.exchange()
    assert archive.ids(Pile.UNVERIFIED) == ["U1", "U2", "U3"]
    assert case_acts.accept(archive.db, ["U1", "A"], by=ANN, now=archive.now) == 1
    assert case_acts.set_aside(archive.db, ["U2", "U3", "A"], by=ANN, now=archive.now) == 2
    assert case_acts.set_aside(archive.db, ["U2", "U3"], by=ANN, now=archive.now) == 0
    assert cases.count_cases(archive.db) == {Pile.OPEN: 2, Pile.UNVERIFIED: 0, Pile.CLOSED: 2}
    assert archive.logged() == [(ANN, "U1", "accepted"), (ANN, "2 cases", "set aside")]
    archive.exchange()
    assert archive.status("U2").told.outcome is Outcome.SET_ASIDE


def test_what_somebody_else_holds_is_not_sorted(archive: Archive) -> None:
    archive.send("U1", is_verified=False)
    archive.exchange()
    case_acts.claim(archive.db, "U1", by=BEN, now=archive.now)
    assert case_acts.set_aside(archive.db, ["U1"], by=ANN, now=archive.now) == 0
    assert case_acts.accept(archive.db, ["U1"], by=ANN, now=archive.now) == 0
    assert case_acts.accept(archive.db, ["U1"], by=BEN, now=archive.now) == 1


def test_no_more_is_taken_over_than_there_is_room_for(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.send("A")
    archive.exchange()
    monkeypatch.setattr(exchange, "MOST_KEPT", cases.bytes_kept(archive.db))
    archive.send("B")
    assert archive.exchange() == Exchanged(0, 0)
    assert archive.ids(Pile.OPEN) == ["A"]
    monkeypatch.setattr(exchange, "MOST_KEPT", cases.bytes_kept(archive.db) + 1)
    assert archive.exchange() == Exchanged(1, 0)
    assert archive.ids(Pile.OPEN) == ["A", "B"]


def test_the_oldest_stands_first_and_news_before_it(archive: Archive) -> None:
    for name in ("A", "B", "C"):
        archive.send(name)
        archive.now += timedelta(hours=1)
    archive.exchange()
    case_acts.claim(archive.db, "C", by=ANN, now=archive.now)
    archive.write("C", 1)
    archive.exchange()
    assert archive.ids(Pile.OPEN) == ["C", "A", "B"]
    assert [each.id for each in cases.list_cases(archive.db, Pile.OPEN, limit=1, offset=1)] == ["A"]


@pytest.mark.feature("M1")
def test_texts_are_deleted_when_the_days_are_over(archive: Archive, one: Case) -> None:
    asked = case_acts.answer(archive.db, "A", f"Is it {WORDS}?", by=ANN, now=archive.now, seen=one.version)
    decided(archive, asked.version, close=True)
    archive.exchange()
    archive.now += timedelta(days=29, hours=23)
    assert archive.exchange().forgotten == 0
    archive.now += timedelta(hours=1)
    assert archive.exchange().forgotten == 1
    assert archive.exchange().forgotten == 0
    case = cases.get_case(archive.db, "A")
    assert (case.places, case.why, case.reason, case.outcome) == (None, None, "", Outcome.REMOVED)
    assert [each.body for each in case.messages] == [None]
    status = archive.status("A")
    assert (status.told.answers, status.told.reason, status.item_ids) == ((), "", ())
    assert status.told.forgotten_at
    with pytest.raises(WrongUse, match="texts of this case were deleted"):
        case_acts.reopen(archive.db, "A", by=ANN, now=archive.now, seen=case.version)
    held = b"".join(path.read_bytes() for path in archive.folder.path.iterdir() if path.suffix.startswith(".db"))
    assert b"Quillfeather" not in held
    assert b"It named you" not in held


@pytest.mark.feature("M1")
def test_the_days_are_a_setting(archive: Archive, one: Case) -> None:
    settings = archive.folder.settings_file
    settings.write_text("[reports]\ndelete_after_days = 0\n", encoding="utf-8")
    decided(archive, one.version, close=True)
    assert archive.exchange().forgotten == 1
    settings.write_text("[reports]\ndelete_after_days = -1\n", encoding="utf-8")
    with pytest.raises(WrongUse, match=r"reports\.delete_after_days is a number of days, 0 to 3,650"):
        archive.exchange()
    settings.write_text('[reports]\ndelete_after_days = "30"\n', encoding="utf-8")
    with pytest.raises(WrongUse, match="is a whole number"):
        archive.exchange()


def test_a_message_that_crossed_the_closing_is_read_before_it_is_deleted(archive: Archive, one: Case) -> None:
    archive.write("A", 1)
    decided(archive, one.version, close=True)
    archive.exchange()
    assert archive.ids(Pile.OPEN) == ["A"]
    archive.now += timedelta(days=31)
    assert archive.exchange().forgotten == 0
    case_acts.claim(archive.db, "A", by=ANN, now=archive.now)
    assert archive.ids(Pile.CLOSED) == ["A"]
    assert archive.exchange().forgotten == 1


@pytest.mark.feature("M14")
def test_the_log_has_the_acts_and_never_a_word(archive: Archive, one: Case) -> None:
    held = case_acts.claim(archive.db, "A", by=ANN, now=archive.now)
    asked = case_acts.answer(archive.db, "A", WORDS, by=ANN, now=archive.now, seen=held.version)
    case_acts.decide(archive.db, "A", "kept", WORDS, by=ANN, now=archive.now, seen=asked.version)
    assert archive.logged() == [(ANN, "A", "looks at it"), (ANN, "A", "answered"), (ANN, "A", "decided: kept")]
    assert log.verify(archive.db) == []
    assert log.public_lines(archive.db) == []


@pytest.mark.feature("M2")
def test_of_many_who_claim_at_once_one_gets_it(archive: Archive, one: Case) -> None:
    def take(number: int) -> str:
        with closing(open_archive(archive.folder)) as db:
            try:
                return case_acts.claim(db, "A", by=f"moderator {number}", now=archive.now).claimed_by
            except Refused:
                return ""

    with ThreadPoolExecutor(6) as pool:
        got = [name for name in pool.map(take, range(6)) if name]
    assert got == [cases.get_case(archive.db, "A").claimed_by]


@pytest.mark.feature("M1")
def test_what_several_take_over_at_once_is_there_once(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.inbox.taking.TOGETHER", 7)
    for number in range(40):
        archive.send(f"C{number}")

    def take(_: int) -> int:
        with closing(open_archive(archive.folder)) as db:
            return exchange.exchange(db, archive.folder, now=archive.now).new

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(take, range(4))) == 40
    assert cases.count_cases(archive.db)[Pile.OPEN] == 40
    assert WORDS.encode() not in archive.folder.inbox_db.read_bytes()


def test_an_unknown_case_is_said(archive: Archive) -> None:
    with pytest.raises(NotFound, match="no case of that id"):
        cases.get_case(archive.db, "none")
    assert not cases.has_case(archive.db, "none")


def test_what_was_decided_is_told_once_the_inbox_can_be_used_again(archive: Archive, one: Case) -> None:
    kept = archive.folder.inbox_db.read_bytes()
    archive.folder.inbox_db.write_bytes(b"damaged" * 500)
    decided(archive, one.version, close=False)
    with pytest.raises(Refused, match="cannot be used now"):
        archive.exchange()
    archive.folder.inbox_db.write_bytes(kept)
    archive.exchange()
    assert archive.status("A").told.state is State.DECIDED


def test_a_new_inbox_in_place_of_a_lost_one_is_no_trouble(archive: Archive, one: Case) -> None:
    archive.folder.inbox_db.unlink()
    decided(archive, one.version, close=False)
    assert archive.exchange() == Exchanged(0, 0)
    archive.send("B")
    assert archive.exchange() == Exchanged(1, 0)
