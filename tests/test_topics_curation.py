"""The tree of tags: what is broader, what else means a tag, merging, deleting, and the undoing of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.curation import proposals, rules, topics
from archive.curation.acts import Changes, get_acts
from archive.curation.tags import get_tags
from archive.curation.topics import DEEPEST, find_topic, get_topics
from archive.errors import ArchiveError, NotFound, Refused, WrongUse
from archive.hierarchy import ancestors
from archive.moderation import log
from archive.moderation.tagging import act, tag_items, undo_act
from archive.originals.database import ArchiveDatabase, configure, migrate
from archive.originals.store import get_pending, take_pending
from tests.bench import NOW, Bench, comment, make_bench, post

TABLES = ("tag", "tag_synonym", "tagging", "tag_rule", "tag_proposal")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = make_bench(tmp_path)
    made.add(
        post(1, comment(11, "<p>The report was late.</p>"), comment(12, "<p>So it was.</p>"), labels=("PSRs", "Pay")),
        post(2, comment(21, "<p>Nothing of reports.</p>")),
    )
    take_pending(made.db)
    return made


def do(bench: Bench, work: Callable[[Changes], Any], told: str = "changed") -> str:
    """Carry out one act and return its id."""
    with act(bench.db, by="Mo", now=bench.now, kind="topic", told=told) as changes:
        work(changes)
    return get_acts(bench.db, limit=1)[0].id


def state(bench: Bench) -> dict[str, list[tuple[Any, ...]]]:
    return {table: bench.db.conn.execute(f"select * from {table} order by 1, 2").fetchall() for table in TABLES}


@pytest.mark.feature("T8")
def test_a_topic_stands_under_a_broader_one_and_says_what_it_covers(bench: Bench) -> None:
    do(bench, lambda changes: topics.create(changes, "Reports", "Whatever is written for a court."))
    do(bench, lambda changes: topics.create(changes, "PSR", broader="Reports"))
    found = find_topic(bench.db, "psr")
    assert (found.name, found.broader_id) == ("PSR", "reports")
    assert find_topic(bench.db, "Reports").description == "Whatever is written for a court."
    do(bench, lambda changes: topics.set_broader(changes, "PSR", None))
    assert find_topic(bench.db, "psr").broader_id is None


@pytest.mark.feature("T8")
def test_no_topic_stands_above_itself_and_none_deeper_than_six(bench: Bench) -> None:
    for number in range(1, DEEPEST + 1):
        above = f"T{number - 1}" if number > 1 else None
        do(bench, lambda changes, number=number, above=above: topics.create(changes, f"T{number}", broader=above))  # type: ignore[misc]  # bound at once
    for below, above in (("T1", "T1"), ("T1", "T3"), ("T2", "T6")):
        with pytest.raises(WrongUse, match="broader than itself"):
            do(bench, lambda changes, below=below, above=above: topics.set_broader(changes, below, above))  # type: ignore[misc]  # as above
    do(bench, lambda changes: topics.create(changes, "Top"))
    do(bench, lambda changes: topics.create(changes, "Low"))
    for below, above in (("Low", "T6"), ("T1", "Top")):
        with pytest.raises(WrongUse, match="At most 6"):
            do(bench, lambda changes, below=below, above=above: topics.set_broader(changes, below, above))  # type: ignore[misc]  # as above


@pytest.mark.feature("T8")
def test_a_synonym_means_its_topic_typed_or_as_a_label(bench: Bench) -> None:
    do(bench, lambda changes: topics.create(changes, "PSR"))
    take_pending(bench.db)
    do(bench, lambda changes: topics.add_synonym(changes, "PSR", "pre-sentence reports"))
    do(bench, lambda changes: topics.add_synonym(changes, "PSR", "PSRs"))
    assert {"1", "tag:psr"} <= get_pending(bench.db)
    tag_items(bench.db, ["11"], add=["Pre-sentence  reports"], by="Mo", now=NOW)
    assert [tag.id for tag in get_tags(bench.db, "11")] == ["psr"]
    assert find_topic(bench.db, "PSRs").id == "psr"
    do(bench, lambda changes: topics.remove_synonym(changes, "PSR", "psrs"))
    assert find_topic(bench.db, "PSRs").id == "psrs"
    with pytest.raises(NotFound, match="no synonym"):
        do(bench, lambda changes: topics.remove_synonym(changes, "PSR", "psrs"))


def test_a_name_means_one_topic_alone(bench: Bench) -> None:
    for name in ("PSR", "Courts"):
        do(bench, lambda changes, name=name: topics.create(changes, name))  # type: ignore[misc]  # bound at once
    do(bench, lambda changes: topics.add_synonym(changes, "PSR", "Reports"))
    wrong: list[tuple[Callable[[Changes], Any], str]] = [
        (lambda changes: topics.add_synonym(changes, "Courts", "Reports"), "means 'psr' already"),
        (lambda changes: topics.add_synonym(changes, "Courts", "PSR"), "topic of its own"),
        (lambda changes: topics.add_synonym(changes, "Courts", "courts"), "own name"),
        (lambda changes: topics.create(changes, "Reports"), "already"),
        (lambda changes: topics.create(changes, "pay"), "already"),
        (lambda changes: topics.rename(changes, "Courts", "PSR"), "merge the two"),
        (lambda changes: topics.merge(changes, "Courts", "Courts"), "one topic already"),
        (lambda changes: topics.describe(changes, "Courts", "x" * 700), "shorten"),
    ]
    before = state(bench)
    for work, said in wrong:
        with pytest.raises(WrongUse, match=said):
            do(bench, work)
    with pytest.raises(NotFound, match="no topic"):
        do(bench, lambda changes: topics.rename(changes, "Nothing", "Something"))
    assert state(bench) == before


@pytest.mark.feature("T8")
def test_a_renamed_topic_keeps_its_address_and_is_found_by_both_names(bench: Bench) -> None:
    do(bench, lambda changes: topics.rename(changes, "Pay", "Wages"))
    assert (find_topic(bench.db, "wages").id, find_topic(bench.db, "pay").name) == ("pay", "Wages")


@pytest.mark.feature("T8")
def test_merging_moves_items_narrower_topics_rules_and_names_and_is_undone_whole(bench: Bench) -> None:
    tag_items(bench.db, ["11", "12"], add=["Old"], by="Mo", now=NOW)
    tag_items(bench.db, ["12"], add=["New"], by="Ann", now=NOW)
    do(bench, lambda changes: topics.create(changes, "Below", broader="Old"))
    do(bench, lambda changes: topics.add_synonym(changes, "Old", "Ancient"))
    do(bench, lambda changes: rules.add_rule(changes, "Old", "late", mode="propose", name="r", by="Mo", now=NOW))
    before = state(bench)
    merged = do(bench, lambda changes: topics.merge(changes, "Old", "New"))
    assert [tag.id for tag in get_tags(bench.db, "11")] == ["new"]
    assert [(tag.id, tag.made_by) for tag in get_tags(bench.db, "12")] == [("new", "Ann")]
    assert find_topic(bench.db, "below").broader_id == "new"
    assert {find_topic(bench.db, name).id for name in ("Old", "Ancient")} == {"new"}
    assert rules.get_rule(bench.db, "r").tag_id == "new"
    undo_act(bench.db, merged, by="Ann", now=NOW)
    assert state(bench) == before


def test_a_topic_does_not_go_into_one_below_it(bench: Bench) -> None:
    do(bench, lambda changes: topics.create(changes, "Above"))
    do(bench, lambda changes: topics.create(changes, "Below", broader="Above"))
    with pytest.raises(WrongUse, match="stands under"):
        do(bench, lambda changes: topics.merge(changes, "Above", "Below"))


@pytest.mark.feature("T8")
def test_a_deleted_topic_is_nowhere_until_its_deletion_is_undone(bench: Bench) -> None:
    tag_items(bench.db, ["11"], add=["Old"], by="Mo", now=NOW)
    do(bench, lambda changes: topics.create(changes, "Below", broader="Old"))
    take_pending(bench.db)
    deleted = do(bench, lambda changes: topics.delete(changes, "Old"))
    assert get_tags(bench.db, "11") == []
    assert get_topics(bench.db)["below"].broader_id is None
    assert get_pending(bench.db) == {"11", "tag:old", "tag:below"}
    with pytest.raises(NotFound, match="no topic"):
        find_topic(bench.db, "old")
    with pytest.raises(WrongUse, match="was deleted"):
        tag_items(bench.db, ["12"], add=["Old"], by="Mo", now=NOW)
    undo_act(bench.db, deleted, by="Mo", now=NOW)
    assert [tag.id for tag in get_tags(bench.db, "11")] == ["old"]
    assert get_topics(bench.db)["below"].broader_id == "old"


@pytest.mark.feature("T8")
def test_an_act_is_undone_once_redone_and_refused_after_a_later_change(bench: Bench) -> None:
    tag_items(bench.db, ["11"], add=["Late"], by="Mo", now=NOW)
    tagged = get_acts(bench.db, item_id="11")[0]
    undo_act(bench.db, tagged.id, by="Ann", now=NOW)
    assert get_tags(bench.db, "11") == []
    undoing = get_acts(bench.db, item_id="11")[0]
    assert (undoing.kind, undoing.made_by) == ("topic-undo", "Ann")
    with pytest.raises(WrongUse, match=f"undone already by {undoing.id}"):
        undo_act(bench.db, tagged.id, by="Ann", now=NOW)
    undo_act(bench.db, undoing.id, by="Mo", now=NOW)
    assert [tag.id for tag in get_tags(bench.db, "11")] == ["late"]
    tag_items(bench.db, ["11"], remove=["Late"], by="Ann", now=NOW)
    with pytest.raises(Refused, match="changed again since"):
        undo_act(bench.db, tagged.id, by="Mo", now=NOW)
    with pytest.raises(NotFound, match="no act"):
        undo_act(bench.db, "L999", by="Mo", now=NOW)


@pytest.mark.feature("T8")
def test_every_act_is_in_the_log_with_who_did_it_and_none_in_the_public_one(bench: Bench) -> None:
    made = do(bench, lambda changes: topics.create(changes, "Reports"))
    undo_act(bench.db, made, by="Ann", now=NOW)
    lines = [(f"L{entry.seq}", entry.actor, entry.kind, entry.undoes) for entry in log.entries(bench.db)]
    assert lines[-2:] == [(made, "Mo", "topic", ""), (f"L{int(made[1:]) + 1}", "Ann", "topic-undo", made)]
    assert log.public_lines(bench.db) == []
    assert log.verify(bench.db) == []


def test_what_changes_nothing_leaves_no_trace(bench: Bench) -> None:
    do(bench, lambda changes: topics.create(changes, "Reports", "Of courts."))
    entries = len(log.entries(bench.db))
    do(bench, lambda changes: topics.describe(changes, "Reports", "Of  courts."))
    assert len(log.entries(bench.db)) == entries


def test_nobody_acts_without_a_name(bench: Bench) -> None:
    with (
        pytest.raises(WrongUse, match="kept by somebody"),
        act(bench.db, by=" ", now=NOW, kind="topic", told="x"),
    ):
        pass


@pytest.mark.feature("T8")
def test_proposals_are_accepted_in_bulk_and_a_rejection_is_remembered(bench: Bench) -> None:
    tag_items(bench.db, ["1"], add=["Late"], by="Mo", now=NOW)
    scores = {("11", "late"): 0.9, ("12", "late"): 0.8, ("21", "late"): 0.7}
    assert proposals.propose_learned(bench.db, scores, NOW) == 3
    assert [each.item_id for each in proposals.get_open(bench.db)] == ["11", "12", "21"]
    do(bench, lambda changes: proposals.accept(changes, [("11", "late"), ("12", "late")], "Ann", NOW))
    do(bench, lambda changes: proposals.dismiss(changes, [("21", "late")], "Ann", NOW))
    (accepted,) = get_tags(bench.db, "11")
    assert (accepted.source, accepted.made_by) == ("suggestion", "Ann")
    assert proposals.propose_learned(bench.db, scores, NOW) == 0
    assert proposals.count_open(bench.db) == {}
    assert proposals.get_rejected(bench.db) == {("21", "late")}
    with pytest.raises(NotFound, match="waits any more"):
        do(bench, lambda changes: proposals.accept(changes, [("21", "late")], "Ann", NOW))


def test_what_somebody_took_off_is_not_proposed_again_but_can_be_put_on(bench: Bench) -> None:
    tag_items(bench.db, ["11", "12"], add=["Late"], by="Mo", now=NOW)
    tag_items(bench.db, ["11"], remove=["Late"], by="Mo", now=NOW)
    assert proposals.propose_learned(bench.db, {("11", "late"): 0.9}, NOW) == 0
    tag_items(bench.db, ["11"], add=["Late"], by="Mo", now=NOW)
    assert proposals.get_rejected(bench.db) == set()


NAMES = ("A", "B", "C", "D")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("create", "under", "synonym", "merge", "delete", "rename", "tag", "untag")),
        st.sampled_from(NAMES),
        st.sampled_from((*NAMES, "E")),
    ),
    max_size=8,
)


@pytest.mark.feature("T8")
@settings(max_examples=40, deadline=None)
@given(STEPS)
def test_whatever_was_done_can_be_undone_step_by_step(steps: list[tuple[str, str, str]]) -> None:
    db = ArchiveDatabase(memory=True)
    configure(db)
    migrate(db)
    db.execute("insert into site (id, host) values (1, 'x.example')")
    db.execute("insert into capture values (1, 'http', '', 200, '', '', '', '', '', 'a', 0, 1, '', 1, null)")
    db.execute(
        "insert into post (id, site_id, published_precision, capture_id, fetched_at, parser_version)"
        " values ('9', 1, 'unknown', 1, '', 1)"
    )
    works: dict[str, Callable[[Changes, str, str], Any]] = {
        "create": lambda changes, one, other: topics.create(changes, one),
        "under": topics.set_broader,
        "synonym": topics.add_synonym,
        "merge": topics.merge,
        "delete": lambda changes, one, other: topics.delete(changes, one),
        "rename": topics.rename,
    }

    def dump() -> list[Any]:
        return [db.conn.execute(f"select * from {table} order by 1, 2").fetchall() for table in TABLES]

    states = [(dump(), "")]
    for kind, one, other in steps:
        try:
            if kind in ("tag", "untag"):
                given = {"add": [one]} if kind == "tag" else {"remove": [one]}
                tag_items(db, ["9"], by="Mo", now=NOW, **given)
            else:
                with act(db, by="Mo", now=NOW, kind="topic", told=kind) as changes:
                    works[kind](changes, one, other)
        except ArchiveError:
            assert dump() == states[-1][0]
            continue
        if dump() != states[-1][0]:
            states.append((dump(), get_acts(db, limit=1)[0].id))
        parents = {topic.id: topic.broader_id for topic in get_topics(db).values()}
        assert all(len(ancestors(parents, tag_id)) < DEEPEST for tag_id in parents)
    assert db.conn.execute("pragma foreign_key_check").fetchall() == []
    for (before, _), (_, made) in zip(states[-2::-1], states[:0:-1], strict=True):
        undo_act(db, made, by="Mo", now=NOW)
        assert dump() == before
    db.close()
