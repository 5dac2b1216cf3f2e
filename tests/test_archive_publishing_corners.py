"""What seldom happens while conversation and acronyms are worked out for the public copy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from archive.errors import NotFound
from archive.moderation import glossary
from archive.public import conversation as said
from archive.public import store
from archive.publishing import conversation, publisher
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
