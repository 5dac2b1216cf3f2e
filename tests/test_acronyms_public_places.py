"""Places of acronyms as published: titles count, a corrected place stays what it is, what is near in time decides."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.acronyms import Lexicon, get_key, group_spellings, read
from archive.curation.acronyms import NO_CORRECTIONS
from archive.curation.acts import get_acts
from archive.moderation import glossary
from archive.moderation.tagging import undo_act
from archive.public import acronym_evidence, acronym_mentions, acronym_places, acronyms
from archive.public.database import SCHEMA_VERSION
from archive.publishing import acronym_meant, acronym_texts
from archive.publishing.acronym_groups import find_relatives
from tests.bench import Bench, comment, make_bench, post

QUAY = "The Quay Safety Review (QSR) is late again."
ROSTER = "Another quiet shift roster (QSR) on the wall of the baker."


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = make_bench(tmp_path)
    yield made
    made.db.close()


def is_whole(bench: Bench) -> bool:
    """Publish everything anew; return whether that says what stood there already."""
    before = bench.dump()
    bench.publish(full=True)
    return [line for line in before.split("\n") if "content_version" not in line] == [
        line for line in bench.dump().split("\n") if "content_version" not in line
    ]


def meant(bench: Bench) -> dict[str, list[str | None]]:
    """Return what QSR means in each of its places, by item."""
    with closing(bench.public()) as db:
        known = {each.id: each.expansion for each in acronyms.get_senses(db, "qsr")}
        found: dict[str, list[str | None]] = {}
        for one in acronym_mentions.get_mentions(db, "qsr"):
            found.setdefault(one.item_id, []).append(known.get(one.sense_id or ""))
    return found


# -- titles


@pytest.mark.feature("T1")
@pytest.mark.feature("T2")
def test_a_title_is_read_as_a_text_is(bench: Bench) -> None:
    bench.add(
        post(1, comment(11, "<p>The QSR again.</p>"), title="The Quay Safety Review (QSR) and the HJP"),
        post(2, comment(21, "<p>Nothing here.</p>"), title="HJP [QSR]"),
    )
    bench.publish()
    with closing(bench.public()) as db:
        assert {each.name: each.item_count for each in acronyms.list_acronyms(db)} == {"HJP": 2, "QSR": 2}
        (evidence,) = acronym_evidence.get_evidence(db, "qsr")
        assert (evidence.definition.field, evidence.words) == ("title", "The Quay Safety Review (QSR) and the HJP")
        # the text of the post has no place of it, and is shown as it is
        assert set(acronym_mentions.get_thread_mentions(db, "1")) == {"11"}
        use = acronym_places.get_uses(db, ["hjp"])["hjp"]
        assert use.words[use.span.start : use.span.end] == "HJP"
    assert meant(bench) == {"1": ["Quay Safety Review"], "11": ["Quay Safety Review"]}
    assert is_whole(bench)
    bench.add(post(1, comment(11, "<p>The QSR again.</p>"), title="Nothing to say"))
    bench.publish()
    assert meant(bench) == {"11": [None]}
    assert is_whole(bench)


# -- corrections


@pytest.mark.feature("T3")
def test_a_corrected_place_keeps_its_number_whatever_is_said_of_others(bench: Bench) -> None:
    bench.add(
        post(1, comment(11, f"<p>{QUAY}</p>"), comment(12, f"<p>{ROSTER}</p>")),
        post(2, comment(21, "<p>The QSR met, a QSR it was, and no QSR came.</p>")),
    )
    glossary.fix(bench.db, "21", "QSR", 2, "Quay Safety Review", by="Mo", now=bench.now)
    glossary.fix(bench.db, "21", "QSR", 3, "quiet shift roster", by="Mo", now=bench.now)
    bench.publish()
    assert meant(bench)["21"][1:] == ["Quay Safety Review", "quiet shift roster"]
    glossary.fix(bench.db, "21", "QSR", 1, None, by="Mo", now=bench.now)
    bench.publish()
    assert meant(bench)["21"] == ["Quay Safety Review", "quiet shift roster"]
    assert is_whole(bench)
    undo_act(bench.db, get_acts(bench.db, limit=1)[0].id, by="Mo", now=bench.now)
    bench.publish()
    assert meant(bench)["21"][1:] == ["Quay Safety Review", "quiet shift roster"]


@pytest.mark.feature("T3")
def test_a_rejected_meaning_leaves_its_place_with_the_acronym(bench: Bench) -> None:
    bench.add(post(1, comment(11, f"<p>{QUAY}</p>"), comment(12, f"<p>{ROSTER}</p>")))
    bench.publish()
    with closing(bench.public()) as db:
        glossary.drop_meaning(bench.db, db, "QSR", "quiet shift roster", by="Mo", now=bench.now)
    bench.publish()
    with closing(bench.public()) as db:
        said = "select acronym_id, sense_id is null from acronym_definition order by item_id"
        assert db.execute(said).fetchall() == [("qsr", 0), ("qsr", 1)]
        assert [each.definition.item_id for each in acronym_evidence.get_evidence(db, "qsr")] == ["11"]
    assert is_whole(bench)


# -- time


@pytest.mark.feature("T3")
def test_what_is_explained_around_then_decides(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Comments are dated by their numbers, in minutes; one explanation before and one after count."""
    monkeypatch.setattr(acronym_meant, "_NEAR", 1)
    bench.add(
        post(1, comment(1_001, f"<p>{QUAY}</p>")),
        post(2, comment(20_000, "<p>That QSR.</p>")),
        post(3, comment(40_000, f"<p>{ROSTER}</p>")),
        post(4, comment(60_000, "<p>Our QSR.</p>")),
    )
    bench.publish()
    assert meant(bench) == {
        "1001": ["Quay Safety Review"],
        "20000": [None],
        "40000": ["quiet shift roster"],
        "60000": ["quiet shift roster"],
    }
    made = bench.hide(40_000)
    bench.publish()
    assert meant(bench)["20000"] == meant(bench)["60000"] == ["Quay Safety Review"]
    assert is_whole(bench)
    bench.add(post(5, comment(50_000, f"<p>{QUAY}</p>")))
    bench.publish()
    bench.later(minutes=1)
    assert made.id
    assert meant(bench)["60000"] == ["Quay Safety Review"]


def test_a_change_reads_no_text_that_it_does_not_touch(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor the items that hide words: they say what they said."""
    bench.add(
        post(1, comment(11, f"<p>{QUAY}</p>"), comment(12, f"<p>{ROSTER}</p>")),
        post(2, comment(21, "<p>The QSR of Leith.</p>"), comment(22, "<p>HJP.</p>")),
        post(3, comment(31, "<p>No QSR here.</p>")),
    )
    bench.mask(21, "Leith")
    bench.publish()
    texts: list[str] = []

    def spy(text: str) -> object:
        texts.append(text)
        return read(text)

    monkeypatch.setattr(acronym_texts, "read", spy)
    bench.add(post(3, comment(31, "<p>No QSR at all.</p>")))
    bench.publish()
    assert set(texts) == {"No QSR at all."}
    monkeypatch.undo()
    assert is_whole(bench)


# -- the rules this stands on

_SHORTS = st.lists(
    st.builds(
        lambda letters, end: "".join(letters) + end,
        st.lists(st.sampled_from("ABE"), min_size=2, max_size=5),
        st.sampled_from(["", "", "s"]),
    ),
    min_size=1,
    max_size=12,
    unique=True,
)


@settings(max_examples=60, deadline=None)
@given(_SHORTS, st.integers(0, 1000))
def test_relatives_are_grouped_among_themselves_as_among_all(shorts: list[str], seed: int) -> None:
    source = random.Random(seed)
    counts = {short: source.randint(1, 12) for short in shorts}
    longs = {short: [source.choice(["a b", "c d"])] for short in shorts if source.random() < 0.5}
    keys = {get_key(short) for short in shorts}
    spelt: dict[str, str | None] = dict.fromkeys(shorts)
    for short in shorts:
        found = find_relatives([get_key(short)], spelt, NO_CORRECTIONS, keys.__contains__)
        some = {each: count for each, count in counts.items() if get_key(each) in found}
        mine = next(one for one in group_spellings(counts, longs) if short in dict(one.spellings))
        assert mine in group_spellings(some, {each: longs[each] for each in longs if each in some})


@pytest.mark.parametrize("text", ["The po said the QSRs, and eoasys; ARMS, HARD WORK. Pit the qsr, the mdt of Napo."])
def test_a_reading_says_of_what_it_asks(text: str) -> None:
    reading = read(text)
    asked: set[str] = set()

    class Spy(Lexicon):
        def weigh(self, key: str) -> float:
            asked.add(key)
            return super().weigh(key)

        def is_defined(self, key: str) -> bool:
            asked.add(key)
            return super().is_defined(key)

    reading.mentions(Spy())
    assert asked <= reading.open_keys


def test_the_public_copy_of_an_older_form_is_built_anew(bench: Bench) -> None:
    bench.add(post(1, comment(11, f"<p>{QUAY}</p>")))
    bench.publish()
    with closing(Database(bench.folder.public_db)) as db:
        db.conn.execute("update meta set value = '3' where key = 'schema_version'")
        db.conn.commit()
    bench.publish()
    with closing(bench.public()) as db:
        assert db.execute("select value from meta where key = 'schema_version'").fetchone() == (SCHEMA_VERSION,)
