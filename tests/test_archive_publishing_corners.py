"""What seldom happens while conversation and acronyms are worked out for the public copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from archive.errors import GateClosed, NotFound, WrongUse
from archive.moderation import decisions, erasures, glossary, moderators
from archive.originals import store as originals
from archive.public import conversation as said
from archive.public import store
from archive.publishing import acronym_lexicon, acronym_meant, conversation, publisher, update
from archive.publishing.acronym_groups import Hidden
from archive.publishing.acronym_senses import find_untold
from tests.bench import Bench, comment, make_bench, post

LONG = (
    "Every winter the company moves the last boat forward by ten minutes, and every winter forty people stand on the "
    "pier with their shopping and watch its lights go round the point, because nobody told the baker, the school or "
    "the surgery that the timetable on the wall was a draft."
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = make_bench(tmp_path)
    made.add(
        post(9, comment(10, f"<p>{LONG}</p>"), comment(11, "<p>The QSR is late.</p>")),
        post(12, comment(30, f"<p>As was said: {LONG}</p>")),
    )
    made.publish()
    yield made
    made.db.close()


def test_what_follows_a_publish_is_asked_a_few_times_at_most(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def never_content(folder: object, now: object) -> int:
        asked.append(folder)
        return 1

    point = SimpleNamespace(load=lambda: never_content)
    monkeypatch.setattr(publisher, "entry_points", lambda group: [point])
    bench.publish()
    assert 1 < len(asked) < 10


def test_a_passage_that_many_share_says_nothing_of_them(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(bench.public()) as db:
        numbers = conversation._numbers_of(db, "passage", ["10"])
        assert "30" in conversation._sharing(db, numbers, ["10"])
        monkeypatch.setattr(conversation, "_SHARED_BY_MANY", 0)
        assert conversation._sharing(db, numbers, ["10"]) == set()


def test_the_first_time_all_that_share_a_passage_are_asked_for_at_once(bench: Bench) -> None:
    with closing(bench.public()) as db:
        everyone = {item_id for (item_id,) in db.conn.execute("select distinct item_id from passage")}
        numbers = conversation._numbers_of(db, "passage", everyone)
        assert conversation._sharing_at_all(db) == conversation._sharing(db, numbers, everyone) != set()


def test_a_short_run_in_another_thread_is_no_quotation(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(bench.public()) as db:
        assert said.get_conversation(db, "12").quotations
    monkeypatch.setattr(conversation, "LONG_RUN", 10_000)
    bench.later(minutes=1)
    bench.publish(full=True)
    with closing(bench.public()) as db:
        assert not said.get_conversation(db, "12").quotations


def test_an_address_that_is_none_means_nothing_and_an_earlier_id_the_comment(bench: Bench) -> None:
    with closing(store.open_public(bench.folder, write=True)) as db:
        db.execute("insert into alias (alias, item_id) values ('c7old', '30')")
        links = conversation._Links(db)
        assert links.find("https://ferry.example/2018/07/post-12.html#c7old") == "30"
        assert links.find("mailto:nobody@ferry.example") is None


def test_a_thread_that_is_gone_says_nothing(bench: Bench) -> None:
    with closing(store.open_public(bench.folder, write=True)) as db:
        assert conversation.derive(db, ["404"], (), {}, is_elsewhere=False) == set()


def test_a_meaning_can_be_given_before_anybody_writes_the_acronym(bench: Bench) -> None:
    with closing(bench.public()) as db:
        glossary.set_meaning(bench.db, db, "ZZQ", "Zigzag Queue", by="Mo", now=bench.now)
        with pytest.raises(NotFound):
            glossary.set_meaning(bench.db, db, "?!", "Nothing", by="Mo", now=bench.now)


QUAY = "The Quay Safety Review (QSR) is late again."
ROSTER = "Another quiet shift roster (QSR) on the wall of the baker."


def test_what_is_meant_follows_the_explanations_before_and_after(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of them count at each place here: of those that one place leaves behind, the next must count none."""
    monkeypatch.setattr(acronym_meant, "_NEAR", 1)
    explained = [(1_000, QUAY), (20_000, ROSTER), (40_000, QUAY), (60_000, ROSTER)]
    bench.add(
        *(post(number, comment(number + 1, f"<p>{text}</p>")) for number, text in explained),
        *(post(number + 9_000, comment(number + 9_001, "<p>That QSR of theirs.</p>")) for number, _ in explained[:3]),
    )
    bench.publish()
    with closing(bench.public()) as db:
        before = db.execute("select id, sense_id from acronym_mention order by id").fetchall()
    bench.publish(full=True)
    with closing(bench.public()) as db:
        assert db.execute("select id, sense_id from acronym_mention order by id").fetchall() == before


def test_of_acronyms_that_nobody_works_out_nothing_is_left_out(bench: Bench) -> None:
    senses: Any = SimpleNamespace(made={}, definitions={})
    with closing(bench.public()) as db:
        assert db.execute("select count(*) from acronym_mention where item_id = '11'").fetchone()[0]
        untold = find_untold(db, [], senses, Hidden([], {}), ["11"])
    assert (untold.acronyms, untold.senses) == ({}, {})


def test_sums_of_many_words_are_those_of_each(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(bench.public()) as db:
        words = [row[0] for row in db.execute("select distinct fingerprint from acronym_sighting").fetchall()]
        each = acronym_lexicon.read_sums(db, [*words, 1])
        monkeypatch.setattr(acronym_lexicon, "_MANY", 0)
        assert acronym_lexicon.read_sums(db, [*words, 1]) == each != {}


def test_what_is_to_be_erased_is_not_shown_again_and_stays_whole_until_nobody_sees_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    moderators.add(bench.db, "Ada", "admin", "a long password", bench.now)
    made = bench.hide(11)
    erasures.ask(bench.db, "11", reason="asked for by its writer", by="Mo", now=bench.now)
    erasures.confirm(bench.db, bench.folder, "11", typed="11", by="Ada", now=bench.now)
    with pytest.raises(WrongUse, match="11 is erased, and nothing is left to show"):
        decisions.undo(bench.db, made.id, by="Mo", now=bench.now)

    def shut(*_: object, **__: object) -> None:
        raise GateClosed("The gate stayed shut.")

    with monkeypatch.context() as patched:
        patched.setattr(update, "run_gate", shut)
        with pytest.raises(GateClosed):
            bench.publish()
    with monkeypatch.context() as patched:
        # it waits again before the publish that was to take it out of sight has ended
        patched.setattr(publisher, "_publish", lambda *_, **__: 0)
        bench.publish()
    assert "11" in originals.get_pending(bench.db)
    assert store_of(bench, "11") == "The QSR is late."
    bench.publish()
    assert store_of(bench, "11") == ""


def store_of(bench: Bench, item_id: str) -> str:
    """Return what the originals have of an item."""
    text = originals.get_item(bench.db, item_id).text
    return "" if text is None else text.reveal().text
