"""Rules: what a saved search finds carries its topic, what somebody rejected stays away, and every publish follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.curation import proposals, rules, topics
from archive.curation.acts import Changes, get_acts
from archive.curation.rules import Rule, get_rule, get_rules
from archive.curation.tags import get_tags
from archive.errors import NotFound, Refused, WrongUse
from archive.moderation.tagging import act, tag_items, undo_act
from archive.public import store
from archive.publishing.publisher import publish
from plugins.tagging.rules import Finder, Ran, follow_publish, make_rule, run_rules
from search_index.engine import TooSlowError
from tests.bench import NOW, Bench, comment, make_bench, post


class FixedFinder(Finder):
    """A search that finds what it was told to."""

    def __init__(self, found: dict[str, set[str] | Exception]) -> None:
        self.found = found

    def find(self, query: str) -> set[str]:
        answer = self.found[query]
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = make_bench(tmp_path)
    made.add(post(1, comment(11, "<p>The ferry.</p>"), comment(12, "<p>A ferry.</p>"), comment(13, "<p>Fog.</p>")))
    return made


def do(bench: Bench, work: Callable[[Changes], Any]) -> str:
    with act(bench.db, by="Mo", now=bench.now, kind="topic", told="changed") as changes:
        work(changes)
    return get_acts(bench.db, limit=1)[0].id


def make(bench: Bench, mode: str = "apply", query: str = "ferry", tag: str = "Boats", name: str = "Sail") -> Rule:
    do(bench, lambda changes: rules.add_rule(changes, tag, query, mode=mode, name=name, note="n", by="Mo", now=NOW))
    return get_rule(bench.db, name)


def run(bench: Bench, **found: Any) -> list[Ran]:
    return run_rules(bench.db, get_rules(bench.db, on=True), FixedFinder(found), "", bench.now)


def carrying(bench: Bench, tag_id: str = "boats") -> list[str]:
    rows = bench.db.conn.execute("select item_id from tagging where tag_id = ? order by 1", [tag_id]).fetchall()
    return [row[0] for row in rows]


@pytest.mark.feature("T8")
def test_a_rule_that_applies_follows_its_search_and_says_so(bench: Bench) -> None:
    rule = make(bench)
    (ran,) = run(bench, ferry={"11", "12"})
    assert (ran.outcome.matched, ran.outcome.put_on, ran.problem) == (2, 2, "")
    (tag,) = get_tags(bench.db, "11")
    assert (tag.made_by, tag.source, tag.rule_id) == ("rule Sail", "rule", rule.id)
    (ran,) = run(bench, ferry={"12", "13"})
    assert (ran.outcome.put_on, ran.outcome.taken_off) == (1, 1)
    assert carrying(bench) == ["12", "13"]
    assert get_acts(bench.db, item_id="11")[0].made_by == "rule Sail"
    acts = len(get_acts(bench.db))
    run(bench, ferry={"12", "13"})
    assert len(get_acts(bench.db)) == acts
    assert get_rule(bench.db, "Sail").matched == 2


@pytest.mark.feature("T8")
def test_what_somebody_took_off_stays_off_and_what_somebody_put_on_stays_on(bench: Bench) -> None:
    make(bench)
    tag_items(bench.db, ["13"], add=["Boats"], by="Ann", now=NOW)
    run(bench, ferry={"11", "12", "13"})
    tag_items(bench.db, ["11"], remove=["Boats"], by="Ann", now=NOW)
    run(bench, ferry={"11", "12"})
    assert carrying(bench) == ["12", "13"]
    run(bench, ferry=set())
    assert carrying(bench) == ["13"]


@pytest.mark.feature("T8")
def test_a_rule_that_proposes_waits_for_somebody_and_remembers_a_no(bench: Bench) -> None:
    rule = make(bench, "propose")
    run(bench, ferry={"11", "12", "13"})
    assert carrying(bench) == []
    assert [(each.item_id, each.rule_name) for each in proposals.get_open(bench.db)] == [
        ("11", "Sail"),
        ("12", "Sail"),
        ("13", "Sail"),
    ]
    do(bench, lambda changes: proposals.accept(changes, [("11", "boats")], "Ann", NOW))
    do(bench, lambda changes: proposals.dismiss(changes, [("12", "boats")], "Ann", NOW))
    (ran,) = run(bench, ferry={"11", "12"})
    assert (ran.outcome.proposed, proposals.get_open(bench.db)) == (0, [])
    (tag,) = get_tags(bench.db, "11")
    assert (tag.made_by, tag.source, tag.rule_id) == ("Ann", "rule", rule.id)
    run(bench, ferry=set())
    assert carrying(bench) == ["11"]


@pytest.mark.feature("T8")
def test_a_rule_that_is_switched_off_or_removed_takes_its_own_work_with_it(bench: Bench) -> None:
    make(bench)
    make(bench, "propose", query="fog", tag="Weather", name="Fog")
    run(bench, ferry={"11", "12"}, fog={"13"})
    do(bench, lambda changes: proposals.accept(changes, [("13", "weather")], "Ann", NOW))
    off = do(bench, lambda changes: rules.switch(changes, "Sail", on=False))
    assert carrying(bench) == []
    assert run(bench, fog={"13"})[0].rule.name == "Fog"
    undo_act(bench.db, off, by="Mo", now=NOW)
    assert carrying(bench) == ["11", "12"]
    removed = do(bench, lambda changes: rules.remove_rule(changes, "Fog"))
    assert carrying(bench, "weather") == ["13"]
    with pytest.raises(NotFound, match="no rule"):
        get_rule(bench.db, "Fog")
    undo_act(bench.db, removed, by="Mo", now=NOW)
    assert get_rule(bench.db, "Fog").is_on


@pytest.mark.parametrize("error", [Refused("no index"), TooSlowError()])
def test_a_rule_whose_search_cannot_be_run_is_left_as_it_is(bench: Bench, error: Exception) -> None:
    make(bench)
    run(bench, ferry={"11"})
    (ran,) = run(bench, ferry=error)
    assert ran.problem
    assert carrying(bench) == ["11"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"query": " "}, "type one"),
        ({"query": "x" * 600}, "at most 500"),
        ({"mode": "maybe"}, "proposes its topic or applies"),
        ({"name": "12"}, "has letters"),
        ({"name": "Sail"}, "of that name"),
    ],
)
def test_what_is_no_rule_is_refused(bench: Bench, given: dict[str, str], said: str) -> None:
    make(bench)
    with pytest.raises(WrongUse, match=said):
        make(bench, **{"name": "Other", **given})
    assert len(get_rules(bench.db)) == 1


@pytest.mark.feature("T8")
@pytest.mark.parametrize("named", ["boats", "Ships", "Dinghies", '"All  vessels"'])
def test_a_rule_that_its_own_work_would_change_is_refused_and_not_run(bench: Bench, named: str) -> None:
    def prepare(changes: Changes) -> None:
        for name in ("Boats", "Dinghies", "Vessels", "Fog"):
            topics.create(changes, name)
        topics.add_synonym(changes, "Boats", "Ships")
        topics.set_broader(changes, "Dinghies", "Boats")
        topics.set_broader(changes, "Boats", "Vessels")
        topics.rename(changes, "Vessels", "All vessels")

    do(bench, prepare)
    given: Any = {"mode": "apply", "by": "Mo", "now": NOW}
    typed = f"ferry (fog OR -tag:{named})"
    with pytest.raises(WrongUse, match="by its own topic"):
        do(bench, lambda changes: make_rule(changes, "Boats", typed, name="r", **given))
    do(bench, lambda changes: rules.add_rule(changes, "Boats", typed, name="r", **given))
    assert "by its own topic" in run(bench, **{get_rule(bench.db, "r").query: {"11"}})[0].problem
    assert carrying(bench) == []
    do(bench, lambda changes: make_rule(changes, "Boats", "ferry -tag:fog", name="other", **given))


def test_a_rule_without_a_name_gets_one_and_no_number_is_given_twice(bench: Bench) -> None:
    do(bench, lambda changes: rules.add_rule(changes, "Boats", "x", mode="apply", name="", by="Mo", now=NOW))
    (first,) = get_rules(bench.db)
    assert first.name == "boats 1"
    do(bench, lambda changes: rules.remove_rule(changes, "boats 1"))
    assert make(bench).id == 2


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Return an archive with a real index and a rule that applies."""
    made = make_bench(tmp_path_factory.mktemp("rules"))
    made.add(post(1, comment(11, "<p>The ferry.</p>"), comment(12, "<p>Of Ravelsworth and a ferry.</p>")))
    make(made)
    publish(made.folder, now=NOW)
    yield made
    made.db.close()


def public_tags(bench: Bench) -> list[tuple[str, str]]:
    with closing(bench.public()) as db:
        return [(each.item_id, each.source) for each in store.get_taggings(db, ["1", "11", "12", "13"])]


@pytest.mark.feature("T8")
def test_a_publish_runs_the_rules_over_what_is_public_then(published: Bench) -> None:
    assert public_tags(published) == [("11", "rule"), ("12", "rule")]
    published.add(post(1, comment(11, "<p>The train.</p>"), comment(13, "<p>Two ferries.</p>")))
    publish(published.folder, now=NOW)
    assert public_tags(published) == [("12", "rule"), ("13", "rule")]
    assert follow_publish(published.folder, NOW) == 0
    published.mask(12, "ferry")
    publish(published.folder, now=NOW)
    assert public_tags(published) == [("13", "rule")]
