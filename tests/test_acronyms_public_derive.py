"""Acronyms as published: read from public texts alone, one thread at a time as all at once, gone with their words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.acronyms import Lexicon
from archive.curation.acronyms import GlossaryEntry
from archive.curation.acts import get_acts
from archive.errors import ArchiveError, NotFound, WrongUse
from archive.moderation import decisions, glossary
from archive.moderation.tagging import undo_act
from archive.public import acronym_evidence, acronym_mentions, acronyms
from archive.public.acronyms import Order, find_acronym
from archive.publishing import acronym_gate
from archive.publishing.acronym_lexicon import COUNTS, coarse
from archive.publishing.gate import find_problems
from archive.publishing.sources import iter_post_ids, read_inputs
from tests.bench import Bench, comment, make_bench, memory_folder, post

QUAY = "The Quay Safety Review (QSR) is late again."
SHEET = "Every Sunday there is another quiet shift roster (QSR) on the wall of the baker."


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = make_bench(tmp_path)
    yield made
    made.db.close()


@pytest.fixture
def public(bench: Bench) -> Iterator[Database]:
    """The public copy of a small archive: an acronym with a definition, one asked about, one never explained."""
    bench.add(
        post(
            1,
            comment(11, f"<p>{QUAY} QSRs never come early.</p>"),
            comment(12, "<p>Has anybody seen the qsr? And what is the TBM?</p>"),
            comment(13, "<p>Tidal Barrier Meeting, I think.</p>", answers=12),
            comment(14, "<p>The HJP and the QSR are NEVER on time, says the TBM.</p>"),
        ),
        post(2, comment(21, "<p>No QSR here, ask the HJP.</p>")),
    )
    bench.publish()
    db = bench.public()
    yield db
    db.close()


def at_gate(bench: Bench) -> list[str]:
    db = bench.public()
    try:
        inputs = read_inputs(bench.db, bench.folder.load_settings())
        return list(find_problems(db, bench.db, inputs, iter_post_ids(bench.db)))
    finally:
        db.close()


def expansions(bench: Bench, name: str) -> list[str]:
    db = bench.public()
    try:
        found = find_acronym(db, name)
        return [] if found is None else [sense.expansion for sense in acronyms.get_senses(db, found.id)]
    finally:
        db.close()


def names(bench: Bench) -> list[str]:
    db = bench.public()
    try:
        return [each.name for each in acronyms.list_acronyms(db)]
    finally:
        db.close()


def is_whole(bench: Bench) -> bool:
    """Publish everything anew; return whether that says what stood there already."""
    in_place = bench.dump()
    bench.publish(full=True)
    return _but_version(in_place) == _but_version(bench.dump())


@pytest.mark.feature("S6")
def test_every_spelling_counts_once_any_item_shows_what_it_is(bench: Bench) -> None:
    bench.add(post(1, comment(11, "<p>Ask rivas, or Rivas. RIVas is slow.</p>"), comment(12, "<p>erivas is new.</p>")))
    bench.publish()
    assert names(bench) == []
    bench.add(post(2, comment(21, "<p>The River Assessment System (RivAS) is here.</p>")))
    bench.publish()
    assert _spellings(bench) == {"RIVas": 1, "RivAS": 1, "Rivas": 1, "erivas": 1, "rivas": 1}
    assert is_whole(bench)
    bench.later(minutes=1)
    bench.hide(21)
    bench.publish()
    assert names(bench) == []
    assert is_whole(bench)


def _spellings(bench: Bench) -> dict[str, int]:
    db = bench.public()
    try:
        return dict(db.conn.execute("select spelling, mention_count from acronym_spelling order by 1").fetchall())
    finally:
        db.close()


def _but_version(dump: str) -> list[str]:
    return [line for line in dump.split("\n") if "content_version" not in line]


@pytest.mark.feature("T1")
def test_an_acronym_has_spellings_senses_evidence_and_years(public: Database) -> None:
    found = acronyms.get_acronym(public, "qsr")
    assert (found.name, found.item_count, found.mention_count, found.is_explained) == ("QSR", 4, 5, True)
    assert found.first_seen == found.last_seen == "2025-03-29"
    spellings = {each.spelling: each.mention_count for each in acronyms.get_spellings(public, "qsr")}
    assert spellings == {"QSR": 3, "QSRs": 1, "qsr": 1}
    (sense,) = acronyms.get_senses(public, "qsr")
    assert (sense.expansion, sense.source, sense.evidence_count, sense.item_count) == (
        "Quay Safety Review",
        "mined",
        1,
        4,
    )
    (evidence,) = acronym_evidence.get_evidence(public, "qsr", sense.id)
    assert (evidence.words, evidence.definition.item_id, evidence.post_id) == (QUAY, "11", "1")
    assert acronym_mentions.mentions_per_period(public, "qsr") == {"2025": 5}
    assert acronym_mentions.mentions_per_period(public, "qsr", "month", sense.id) == {"2025-03": 5}
    assert [mention.item_id for mention in acronym_mentions.get_mentions(public, "qsr", offset=3)] == ["14", "21"]


@pytest.mark.feature("T1")
def test_related_acronyms_stand_in_the_same_items(public: Database) -> None:
    assert [(one.acronym.name, one.together) for one in acronyms.get_related(public, "qsr")] == [("HJP", 2), ("TBM", 2)]


@pytest.mark.feature("T2")
def test_a_reply_explains_what_a_comment_asked(public: Database) -> None:
    (evidence,) = acronym_evidence.get_evidence(public, "tbm")
    definition = evidence.definition
    assert (definition.item_id, definition.question_id, definition.form) == ("13", "12", "reply")
    assert (definition.expansion, evidence.words) == ("Tidal Barrier Meeting", "Tidal Barrier Meeting, I think.")


@pytest.mark.feature("T10")
def test_what_is_used_and_never_explained_is_listed(public: Database) -> None:
    assert [each.name for each in acronyms.list_acronyms(public, unexplained=True)] == ["HJP"]
    assert (acronyms.count_acronyms(public), acronyms.count_acronyms(public, unexplained=True)) == (3, 1)
    assert [each.name for each in acronyms.list_acronyms(public, order=Order.MENTIONS, limit=1)] == ["QSR"]
    for order in Order:
        assert len(acronyms.list_acronyms(public, order=order)) == 3


@pytest.mark.feature("S6")
@pytest.mark.parametrize("typed", ["QSR", "qsr", "QSRs", "Q.S.R.", " qSr "])
def test_an_acronym_is_found_by_any_spelling(public: Database, typed: str) -> None:
    found = find_acronym(public, typed)
    assert found is not None
    assert found.id == "qsr"


def test_no_acronym_of_that_name(public: Database) -> None:
    assert find_acronym(public, "") is None
    assert find_acronym(public, "ZZTOP") is None
    with pytest.raises(NotFound, match="no acronym 'zztop'"):
        acronyms.get_acronym(public, "zztop")


@pytest.mark.feature("T5")
def test_a_thread_knows_its_acronyms_and_their_senses(public: Database) -> None:
    mentions = acronym_mentions.get_thread_mentions(public, "1")
    of_acronyms = acronyms.get_senses_of(public, ["qsr", "tbm", "zztop"])
    senses = {sense.id: sense for found in of_acronyms.values() for sense in found}
    assert {item_id: [one.spelling for one in found] for item_id, found in mentions.items()} == {
        "11": ["QSR", "QSRs"],
        "12": ["qsr", "TBM"],
        "14": ["HJP", "QSR", "TBM"],
    }
    meant = [senses[one.sense_id].expansion if one.sense_id else None for one in mentions["14"]]
    assert meant == [None, "Quay Safety Review", "Tidal Barrier Meeting"]
    assert of_acronyms == acronyms.get_all_senses(public)
    assert set(of_acronyms) == {"qsr", "tbm"}
    assert set(acronyms.get_all_spellings(public)) == {"hjp", "qsr", "tbm"}


@pytest.mark.feature("S7")
def test_shouting_is_no_acronym(bench: Bench, public: Database) -> None:
    assert "NEVER" not in names(bench)


@pytest.mark.feature("T3")
def test_senses_are_told_apart_by_text_and_thread(bench: Bench) -> None:
    bench.add(
        post(1, comment(11, f"<p>{QUAY}</p>"), comment(12, "<p>The QSR said so.</p>")),
        post(2, comment(21, f"<p>{SHEET}</p>"), comment(22, "<p>Which QSR?</p>")),
        post(3, comment(31, "<p>A QSR of some kind.</p>")),
    )
    bench.publish()
    db = bench.public()
    senses = {sense.id: sense.expansion for sense in acronyms.get_senses(db, "qsr")}
    assert sorted(senses.values()) == ["Quay Safety Review", "quiet shift roster"]
    meant = {one.item_id: senses.get(one.sense_id or "") for one in acronym_mentions.get_mentions(db, "qsr")}
    assert meant == {
        "11": "Quay Safety Review",
        "12": "Quay Safety Review",
        "21": "quiet shift roster",
        "22": "quiet shift roster",
        "31": None,
    }
    db.close()


@pytest.mark.feature("T3")
def test_a_place_means_what_is_said_at_that_very_place(bench: Bench) -> None:
    both = "<p>The sluice plan (SP) is late. In our place an SP still means a senior patroller though.</p>"
    bench.add(post(1, comment(11, both)))
    bench.publish()
    db = bench.public()
    senses = {sense.id: sense.expansion for sense in acronyms.get_senses(db, "sp")}
    meant = [senses.get(one.sense_id or "") for one in acronym_mentions.get_thread_mentions(db, "1")["11"]]
    db.close()
    assert meant == ["sluice plan", "senior patroller"]
    assert is_whole(bench)


# -- redaction


@pytest.mark.feature("S13")
def test_masking_the_only_definition_takes_the_sense_away(bench: Bench, public: Database) -> None:
    bench.mask(11, "Quay Safety Review", everywhere=True)
    bench.publish()
    assert expansions(bench, "QSR") == []
    raw = bench.folder.public_db.read_bytes().lower()
    assert b"quay safety" not in raw
    assert names(bench) == ["HJP", "QSR", "TBM"]
    assert at_gate(bench) == []
    assert is_whole(bench)


@pytest.mark.feature("S13")
def test_masking_the_last_mention_takes_the_acronym_away(bench: Bench, public: Database) -> None:
    bench.mask(14, "HJP", everywhere=True)
    bench.publish()
    assert names(bench) == ["QSR", "TBM"]
    raw = bench.folder.public_db.read_bytes().lower()
    assert b"hjp" not in raw
    assert is_whole(bench)


@pytest.mark.feature("S13")
def test_hidden_words_of_an_item_are_not_told_by_a_meaning(bench: Bench) -> None:
    """The sense stays where another item says it; the item that hides the words is none of those that have one.

    What is left out comes back when there is nothing to tell, though that item did not change.
    """
    bench.add(
        post(1, comment(11, f"<p>{QUAY}</p>")),
        post(2, comment(21, f"<p>{QUAY}</p>"), comment(22, "<p>QSR!</p>")),
    )
    bench.publish()
    bench.mask(21, "Quay Safety Review")
    bench.publish()
    db = bench.public()
    meant = {one.item_id: one.sense_id is not None for one in acronym_mentions.get_mentions(db, "qsr")}
    assert meant == {"11": True, "22": True}
    assert db.execute("select 1 from acronym_mention where item_id = '21'").fetchall() == []
    db.close()
    assert at_gate(bench) == []
    assert is_whole(bench)
    bench.hide(11)
    bench.publish()
    db = bench.public()
    assert {one.item_id for one in acronym_mentions.get_mentions(db, "qsr")} == {"21", "22"}
    db.close()
    assert is_whole(bench)


@pytest.mark.feature("S13")
def test_an_item_that_hides_the_name_of_an_acronym_has_no_place_of_it(bench: Bench, public: Database) -> None:
    """Another spelling of it stands there; of other acronyms one is told nowhere, and one stands nowhere else."""
    meanings = [GlossaryEntry("KPR", "Kite Panel Review"), GlossaryEntry("KPR", "Keel Paint Report")]
    glossary.load(bench.db, meanings, by="Mo", now=bench.now)
    late = comment(31, "<p>QSRs are late, QSR! The HJP, too. And KPRs, KPR!</p>")
    bench.add(post(3, late, comment(32, "<p>A J D, a J/D of Leith.</p>")))
    bench.publish()
    bench.mask(32, "J D", everywhere=True)
    bench.mask(32, "Leith")
    bench.publish()
    assert names(bench) == ["HJP", "KPR", "QSR", "TBM"]
    masked = [bench.mask(31, "QSR"), bench.mask(31, "KPR")]
    bench.publish()
    assert names(bench) == ["HJP", "QSR", "TBM"]
    with closing(bench.public()) as db:
        assert db.execute("select spelling from acronym_mention where item_id = '31'").fetchall() == [("HJP",)]
    assert (at_gate(bench), is_whole(bench)) == ([], True)
    for each in masked:
        decisions.undo(bench.db, each.id, by="Mo", now=bench.now)
    bench.publish()
    with closing(bench.public()) as db:
        spelt = [one.spelling for one in acronym_mentions.get_thread_mentions(db, "3")["31"]]
        assert spelt == ["QSRs", "QSR", "HJP", "KPRs", "KPR"]


@pytest.mark.feature("S13")
def test_what_says_a_hidden_meaning_is_not_there(bench: Bench, public: Database) -> None:
    """Moderators word meanings so that they tell what the items hide that explain them, one in an answer."""
    asked = comment(31, "<p>And what is the OLP?</p>")
    bench.add(post(3, asked, comment(32, "<p>Outer Light Panel, late as ever.</p>", answers=31)))
    bench.mask(11, "late")
    bench.publish()
    bench.mask(32, "late")
    bench.publish()
    before = _but_version(bench.dump())
    made = []
    for short, long, new in (("QSR", "Quay Safety Review", "Late Review"), ("OLP", "Outer Light Panel", "Late Panel")):
        glossary.set_meaning(bench.db, public, short, new, instead_of=long, by="Mo", now=bench.now)
        made.append(get_acts(bench.db, limit=1)[0].id)
    bench.publish()
    with closing(bench.public()) as db:
        told = "select item_id from acronym_definition where item_id in ('11', '32')"
        assert db.execute(f"{told} union select item_id from acronym_mention where item_id = '11'").fetchall() == []
    assert (at_gate(bench), is_whole(bench)) == ([], True)
    for act_id in reversed(made):
        undo_act(bench.db, act_id, by="Mo", now=bench.now)
    bench.publish()
    assert _but_version(bench.dump()) == before


@pytest.mark.feature("S13")
def test_what_an_answer_hides_is_not_told_by_the_question(bench: Bench, public: Database) -> None:
    """The words stand in the name of its writer, so its text stays as it is."""
    bench.add(
        post(
            3,
            comment(31, "<p>And what is the OLP?</p>"),
            comment(32, "<p>Outer Light Panel.</p>", answers=31, author="Olp"),
            comment(33, "<p>The OLP, then, and the eOLP.</p>", author="Olp"),
        )
    )
    bench.publish()
    assert expansions(bench, "OLP") == ["Outer Light Panel"]
    bench.mask(32, "Olp")
    bench.publish()
    assert expansions(bench, "OLP") == []
    assert (at_gate(bench), is_whole(bench)) == ([], True)


@pytest.mark.parametrize("words", ["J D", "J & D"])
@pytest.mark.feature("S13")
def test_an_id_that_tells_hidden_words_shuts_no_gate(bench: Bench, words: str) -> None:
    """The words are masked in one item; elsewhere letters stand that are no such words, and their id would be."""
    bench.add(post(1, comment(11, f"<p>Ask {words}.</p>"), comment(12, "<p>The J/D (Joint Desk) and the HJP.</p>")))
    bench.publish()
    assert names(bench) == ["HJP", "J/D"]
    bench.mask(11, words, everywhere=True)
    bench.publish()
    assert names(bench) == ["HJP"]
    assert (at_gate(bench), is_whole(bench)) == ([], True)


@pytest.mark.feature("S13")
def test_the_gate_sees_words_that_only_an_id_tells(bench: Bench, public: Database) -> None:
    bench.add(post(3, comment(31, "<p>Ask H &amp; JP.</p>")))
    bench.mask(31, "H & JP", everywhere=True)
    bench.publish()
    db = Database(":memory:")
    with closing(bench.public()) as published:
        published.conn.backup(db.conn)
    db.conn.execute("update acronym set name = 'x', id = 'h-jp' where id = 'hjp'")
    assert "acronym.id/h-jp" in acronym_gate.find_problems(db, read_inputs(bench.db, bench.folder.load_settings()))
    db.close()


@pytest.mark.feature("S13")
def test_words_across_a_meaning_and_its_note_shut_no_gate(bench: Bench, public: Database) -> None:
    glossary.load(bench.db, [GlossaryEntry("HJP", "Harbour Joint Panel", "Paul chairs it")], by="Mo", now=bench.now)
    bench.add(post(3, comment(31, "<p>The HJP asked Panel Paul.</p>")))
    bench.publish()
    bench.mask(31, "Panel Paul")
    bench.publish()
    assert (at_gate(bench), expansions(bench, "HJP")) == ([], ["Harbour Joint Panel"])


@pytest.mark.feature("S13")
def test_what_a_question_hides_is_not_told_by_the_answer(bench: Bench, public: Database) -> None:
    asked = comment(31, "<p>And what is the OLP? Light Panel?</p>")
    bench.add(post(3, asked, comment(32, "<p>Outer Light Panel.</p>", answers=31)))
    bench.publish()
    assert expansions(bench, "OLP") == ["Outer Light Panel"]
    bench.mask(31, "Light Panel")
    bench.publish()
    assert expansions(bench, "OLP") == []
    assert (at_gate(bench), is_whole(bench)) == ([], True)


def test_a_label_in_place_of_words_is_no_acronym(bench: Bench, public: Database) -> None:
    bench.mask(14, "HJP", label="XKCD")
    bench.publish()
    assert names(bench) == ["HJP", "QSR", "TBM"]
    assert is_whole(bench)


def test_a_hidden_comment_takes_its_mentions_along(bench: Bench, public: Database) -> None:
    made = bench.hide(11)
    bench.publish()
    assert expansions(bench, "QSR") == []
    decisions.undo(bench.db, made.id, by="Mo", now=bench.now)
    bench.publish()
    assert expansions(bench, "QSR") == ["Quay Safety Review"]
    assert is_whole(bench)


# -- one at a time

TEXTS = [
    QUAY,
    SHEET,
    "What is the HJP? WORK WORK WORK!",
    "Harbour Joint Panel. The qsr knows.",
    "We did the SPAR assessment, and SPAR scores. PIT.",
    "SPAR me. It was HARD work, the eQSR.",
    "J.T. said the HJP means Harbour Joint Panel.",
    "QRS again, the quay safety review (QRS).",
]


def _moves() -> st.SearchStrategy[tuple[str, int, int, int]]:
    item = st.sampled_from([11, 12, 13, 21, 22])
    text = st.integers(0, len(TEXTS) - 1)
    kind = st.sampled_from(["say", "say", "say", "mask", "mask", "hide", "undo", "merge", "dismiss", "fix", "mean"])
    return st.tuples(kind, item, text, st.integers(0, 1))


@pytest.mark.feature("T1")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(_moves(), min_size=3, max_size=8))
def test_one_thread_at_a_time_says_what_all_at_once_say(moves: list[tuple[str, int, int, int]]) -> None:
    with memory_folder() as place:
        bench = make_bench(place)
        try:
            said = {11: 0, 12: 3, 21: 1}
            _say(bench, said)
            bench.publish()
            for kind, item, text, flag in moves:
                bench.later(minutes=1)
                _carry_out(bench, said, kind, item, text, flag)
                bench.publish()
            assert at_gate(bench) == []
            assert is_whole(bench)
        finally:
            bench.db.close()


def _say(bench: Bench, said: dict[int, int]) -> None:
    for number in (1, 2):
        comments = [comment(key, f"<p>{TEXTS[text]}</p>") for key, text in sorted(said.items()) if key // 10 == number]
        bench.add(post(number, *comments))


def _carry_out(bench: Bench, said: dict[int, int], kind: str, item: int, text: int, flag: int) -> None:
    if kind == "say":
        said[item] = text
        _say(bench, said)
        return
    public = bench.public()
    try:
        _decide(bench, public, kind, item, text, flag)
    except ArchiveError:
        pass  # there is nothing of that kind just now
    finally:
        public.close()


def _decide(bench: Bench, public: Database, kind: str, item: int, text: int, flag: int) -> None:
    by, now = "Mo", bench.now
    word = ["QSR", "HJP", "SPAR", "Quay Safety Review", "Harbour Joint Panel", "QRS", "WORK", "roster"][text]
    match kind:
        case "mask":
            bench.mask(item, word, everywhere=bool(flag))
        case "hide":
            bench.hide(item)
        case "undo":
            rows = bench.db.conn.execute("select id from topic_act where undone_by is null order by id desc").fetchall()
            for (act_id,) in rows[:1]:
                undo_act(bench.db, act_id, by=by, now=now)
        case "merge":
            glossary.merge(bench.db, public, "HJP" if flag else "SPAR", "QSR", by=by, now=now)
        case "dismiss":
            glossary.dismiss(bench.db, public, word, "shouting", by=by, now=now)
        case "fix":
            glossary.fix(bench.db, str(item), "QSR", flag, ["", None, SHEET][text % 3], by=by, now=now)
        case "mean":
            glossary.set_meaning(bench.db, public, "SPAR" if flag else "QSR", f"meaning {text}", by=by, now=now)


# -- the lexicon


def test_a_lexicon_asks_for_the_columns_there_are() -> None:
    assert Lexicon.__dataclass_fields__.keys() - {"seeded"} == set(COUNTS)


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        ((3, -120, 2, 1, 0), (3, -120, 2, 1, 0)),
        ((9, -1000, 20, 0, 9), (8, -800, 16, 0, 8)),
        ((900, 3, 900, 65, 17), (64, 0, 64, 64, 16)),
    ],
)
def test_sums_are_coarse_beyond_a_few(sums: tuple[int, ...], expected: tuple[int, ...]) -> None:
    assert coarse(sums) == expected


def test_an_item_that_is_not_there_cannot_be_fixed(bench: Bench) -> None:
    with pytest.raises(WrongUse):
        glossary.fix(bench.db, "99", "QSR", 0, None, by="Mo", now=bench.now)
