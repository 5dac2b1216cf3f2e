"""Topics in the public copy: what may be said of them, one at a time as all at once, and what never gets out."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.curation import proposals, rules, topics
from archive.curation.acts import Changes, get_acts
from archive.curation.topics import get_topics
from archive.errors import ArchiveError
from archive.moderation.tagging import act, tag_items, undo_act
from archive.public import store
from archive.public import topics as public_topics
from archive.public.models import PublicTagging
from archive.publishing.gate import find_thread_problems
from archive.publishing.sources import read_inputs
from tests.bench import Bench, comment, make_bench, post
from tests.leaks.canaries import Canary, find_in_bytes, find_in_tables

NAME = "Wilhelmina Quillfeather"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    made = make_bench(tmp_path)
    made.add(
        post(
            1,
            comment(11, f"<p>The report by {NAME} was late.</p>"),
            comment(12, "<p>So was the boat.</p>"),
            comment(13, f"<p>Ask {NAME}.</p>"),
            labels=("PSRs", "Pay"),
        ),
        post(2, comment(21, "<p>Nothing of reports.</p>"), comment(22, "<p>More of it.</p>"), labels=("Pay",)),
    )
    made.publish()
    return made


def do(bench: Bench, work: Callable[[Changes], Any]) -> str:
    with act(bench.db, by="Mo", now=bench.now, kind="topic", told="changed") as changes:
        work(changes)
    return get_acts(bench.db, limit=1)[0].id


def tags_of(bench: Bench, *items: str) -> list[PublicTagging]:
    with closing(bench.public()) as db:
        return list(store.get_taggings(db, items))


def rows(bench: Bench, table: str) -> list[tuple[Any, ...]]:
    with closing(bench.public()) as db:
        return db.conn.execute(f"select * from {table} order by 1, 2").fetchall()


def whole(bench: Bench) -> tuple[str, str]:
    """Return the public copy as one-at-a-time left it and as a whole publish makes it, versions aside."""
    one = bench.dump()
    bench.publish(full=True)
    return tuple(
        "\n".join(line for line in text.split("\n") if "content_version" not in line) for text in (one, bench.dump())
    )  # type: ignore[return-value]  # of two


@pytest.mark.feature("T8")
def test_a_broader_topic_counts_each_item_below_it_once(bench: Bench) -> None:
    do(bench, lambda changes: topics.create(changes, "Work", "All of it."))
    do(bench, lambda changes: topics.create(changes, "Empty"))
    do(bench, lambda changes: topics.set_broader(changes, "Pay", "Work"))
    do(bench, lambda changes: topics.set_broader(changes, "PSRs", "Work"))
    tag_items(bench.db, ["12"], add=["Work"], by="Mo", now=bench.now)
    bench.publish()
    assert rows(bench, "tag") == [
        ("pay", "Pay", "", "work", 2, 2),
        ("psrs", "PSRs", "", "work", 1, 1),
        ("work", "Work", "All of it.", None, 1, 3),
    ]
    with closing(bench.public()) as db:
        assert [item.id for item in public_topics.get_tagged(db, "work")] == ["1", "2", "12"]
        assert public_topics.count_tagged(db, "work") == (2, 1)
        assert [each.topic.id for each in public_topics.get_related(db, "pay")] == ["psrs"]
    one, other = whole(bench)
    assert one == other


@pytest.mark.feature("T8")
def test_every_tagging_says_how_it_came_about(bench: Bench) -> None:
    do(bench, lambda changes: topics.add_synonym(changes, "Pay", "Wages"))
    tag_items(bench.db, ["12"], add=["Wages"], by="Mo", now=bench.now)
    proposals.propose_learned(bench.db, {("21", "pay"): 0.9}, bench.now)
    do(bench, lambda changes: proposals.accept(changes, [("21", "pay")], "Ann", bench.now))
    do(bench, lambda changes: rules.add_rule(changes, "Pay", "more", mode="apply", name="More", by="Mo", now=bench.now))
    rule = rules.get_rule(bench.db, "More")
    do(bench, lambda changes: rules.follow_rule(changes, rule, {"22", "12"}, bench.now))
    bench.publish()
    assert [(each.item_id, each.source, each.rule_id) for each in tags_of(bench, "2", "12", "21", "22")] == [
        ("12", "moderator", None),
        ("2", "blog", None),
        ("21", "suggestion", None),
        ("22", "rule", 1),
    ]
    assert rows(bench, "tag_rule") == [(1, "pay", "More", "more")]
    assert rows(bench, "tag_synonym") == [("wages", "pay", "Wages")]


def test_a_label_under_a_synonym_is_the_topic_and_a_merged_one_is_too(bench: Bench) -> None:
    made = do(bench, lambda changes: topics.merge(changes, "PSRs", "Pay"))
    bench.publish()
    assert [each.tag_id for each in tags_of(bench, "1")] == ["pay"]
    undo_act(bench.db, made, by="Mo", now=bench.now)
    bench.publish()
    assert [each.tag_id for each in tags_of(bench, "1")] == ["pay", "psrs"]
    one, other = whole(bench)
    assert one == other


def test_a_deleted_topic_goes_from_labels_too(bench: Bench) -> None:
    made = do(bench, lambda changes: topics.delete(changes, "Pay"))
    bench.publish()
    assert [each.tag_id for each in tags_of(bench, "1", "2")] == ["psrs"]
    undo_act(bench.db, made, by="Mo", now=bench.now)
    bench.publish()
    assert [each.tag_id for each in tags_of(bench, "2")] == ["pay"]


@pytest.mark.feature("T8")
def test_words_hidden_everywhere_stand_in_nothing_that_is_said_of_topics(bench: Bench) -> None:
    tag_items(bench.db, ["12"], add=[NAME, "Boats"], by="Mo", now=bench.now)
    do(bench, lambda changes: topics.create(changes, "Above"))
    do(bench, lambda changes: topics.set_broader(changes, NAME, "Above"))
    do(bench, lambda changes: topics.set_broader(changes, "Boats", NAME))
    do(bench, lambda changes: topics.describe(changes, "Boats", f"As {NAME} said."))
    do(bench, lambda changes: topics.add_synonym(changes, "Boats", f"{NAME}'s boats"))
    for name, query in (("One", f'"{NAME}"'), (f"Of {NAME}", "boat"), ("Turned", "quillfeather OR wilhelmina")):
        do(
            bench,
            lambda changes, name=name, query=query: rules.add_rule(  # type: ignore[misc]  # bound at once
                changes, "Boats", query, mode="propose", name=name, by="Mo", now=bench.now
            ),
        )
    bench.publish()
    assert "quillfeather" in bench.dump().lower()
    bench.mask(13, NAME, everywhere=True)
    bench.publish()
    assert "quillfeather" not in bench.dump().lower()
    assert rows(bench, "tag")[:2] == [
        ("above", "Above", "", None, 0, 1),
        ("boats", "Boats", "As [name] said.", "above", 1, 1),
    ]
    assert rows(bench, "tag_rule") == rows(bench, "tag_synonym") == []
    one, other = whole(bench)
    assert one == other


@pytest.mark.feature("T8")
def test_a_topic_that_tells_what_an_item_hides_is_not_on_that_item(bench: Bench) -> None:
    tag_items(bench.db, ["11", "12"], add=["Author", "Authors"], by="Mo", now=bench.now)
    do(bench, lambda changes: topics.describe(changes, "Author", f"Such as {NAME}."))
    do(
        bench,
        lambda changes: rules.add_rule(changes, "Found", NAME, mode="apply", name="Found", by="Mo", now=bench.now),
    )
    rule = rules.get_rule(bench.db, "Found")
    do(bench, lambda changes: rules.follow_rule(changes, rule, {"11", "12"}, bench.now))
    bench.mask(11, NAME)
    bench.publish()
    assert [each.tag_id for each in tags_of(bench, "11")] == ["authors"]
    assert [each.tag_id for each in tags_of(bench, "12")] == ["author", "authors", "found"]
    do(bench, lambda changes: topics.add_synonym(changes, "Authors", NAME))
    do(bench, lambda changes: topics.describe(changes, "Author", "Whoever writes."))
    bench.publish()
    assert [each.tag_id for each in tags_of(bench, "11")] == ["author"]
    one, other = whole(bench)
    assert one == other


@pytest.mark.feature("T8")
def test_a_topic_under_one_that_tells_what_an_item_hides_is_not_on_that_item(bench: Bench) -> None:
    tag_items(bench.db, ["11", "12"], add=["Office"], by="Mo", now=bench.now)
    do(bench, lambda changes: topics.create(changes, NAME))
    do(bench, lambda changes: topics.create(changes, "Staff", "", NAME))
    bench.mask(11, NAME)
    bench.publish()
    assert [each.item_id for each in tags_of(bench, "11", "12")] == ["11", "12"]
    do(bench, lambda changes: topics.set_broader(changes, "Office", "Staff"))
    bench.publish()
    assert [each.item_id for each in tags_of(bench, "11", "12")] == ["12"]
    with closing(store.open_public(bench.folder, write=True)) as db, db.atomic():
        inputs = read_inputs(bench.db, bench.folder.load_settings())
        assert list(find_thread_problems(db, bench.db, inputs, "1")) == []
        db.conn.execute("insert into tagging values ('11', 'office', 'moderator', null)")
        assert "tagging.tag_id/11" in find_thread_problems(db, bench.db, inputs, "1")
        db.conn.execute("delete from tagging where item_id = '11'")
    made = do(bench, lambda changes: topics.set_broader(changes, "Staff", None))
    bench.publish()
    assert [each.item_id for each in tags_of(bench, "11", "12")] == ["11", "12"]
    undo_act(bench.db, made, by="Mo", now=bench.now)
    bench.publish()
    assert [each.item_id for each in tags_of(bench, "11", "12")] == ["12"]
    one, other = whole(bench)
    assert one == other


RULE_AUTHOR = Canary("author of a rule", "Barnaby Thistledown", is_shown=False)
NOTE = Canary("note of a rule", "Cordelia Brambleby", is_shown=False)
REJECTER = Canary("who rejected", "Dashiell Fernsby", is_shown=False)
TAGGER = Canary("who tagged", "Euphemia Gladwyn", is_shown=False)
PROPOSED = Canary("a proposed topic", "Fitzroy Hollinghurst", is_shown=False)
REJECTED = Canary("a rejected topic", "Ginevra Inglethorpe", is_shown=False)
OFF = Canary("query of a rule that is off", "Horatio Jessamine", is_shown=False)
DELETED = Canary("a deleted topic", "Isadora Kettleburn", is_shown=False)
SECRETS = (RULE_AUTHOR, NOTE, REJECTER, TAGGER, PROPOSED, REJECTED, OFF, DELETED)


@pytest.mark.feature("M13")
@pytest.mark.feature("T8")
def test_what_moderators_keep_to_themselves_is_in_no_public_file(bench: Bench) -> None:
    now = bench.now
    tag_items(bench.db, ["12"], add=["Boats", DELETED.name], by=TAGGER.name, now=now)
    for name in (PROPOSED.name, REJECTED.name):
        do(bench, lambda changes, name=name: topics.create(changes, name))  # type: ignore[misc]  # bound at once
    with act(bench.db, by=RULE_AUTHOR.name, now=now, kind="topic", told=f"for {NOTE.name}") as changes:
        for name, query in (("On", "boat"), ("Off", OFF.name)):
            rules.add_rule(
                changes, "Boats", query, mode="propose", name=name, note=NOTE.name, by=RULE_AUTHOR.name, now=now
            )
        rules.switch(changes, "Off", on=False)
        topics.delete(changes, DELETED.name)
    slugs = {name.slug: name for name in (PROPOSED, REJECTED)}
    proposals.propose_learned(bench.db, {("12", slug): 0.9 for slug in slugs}, now)
    with act(bench.db, by=REJECTER.name, now=now, kind="topic", told="no") as changes:
        proposals.dismiss(changes, [("12", REJECTED.slug)], REJECTER.name, now)
    for full in (False, True):
        bench.publish(full=full)
        assert find_in_tables(bench.folder.public_db, SECRETS) == []
        assert find_in_bytes(bench.folder, SECRETS) == []
    private = {field for _, field in find_in_tables(bench.folder.archive_db, SECRETS)}
    assert private == {canary.field for canary in SECRETS}


@pytest.mark.feature("T8")
def test_one_at_a_time_ends_as_all_at_once_whatever_moderators_do(tmp_path: Path) -> None:
    chance = random.Random(8)
    bench = make_bench(tmp_path)
    bench.add(*(post(n, comment(n * 10, f"<p>Of {NAME}.</p>"), labels=("A", "B")) for n in (1, 2, 3)))
    bench.publish()
    names = ["A", "B", "C", "D", NAME]
    works: list[Callable[[Changes, str, str], Any]] = [
        topics.set_broader,
        topics.add_synonym,
        topics.rename,
        topics.merge,
        topics.describe,
        lambda changes, one, other: topics.delete(changes, one),
        lambda changes, one, other: rules.add_rule(changes, one, other, mode="apply", name="", by="Mo", now=bench.now),
    ]
    for step in range(40):
        one, other = chance.choice(names), chance.choice(names)
        items = [chance.choice(["1", "2", "3", "10", "20", "30"])]
        try:
            if step % 3 == 0:
                tag_items(bench.db, items, add=[one], by="Mo", now=bench.now)
            elif step % 13 == 1:
                bench.mask(items[0] if len(items[0]) == 2 else "10", NAME, everywhere=step > 25)
            elif step % 7 == 2 and (acts := get_acts(bench.db)):
                undo_act(bench.db, chance.choice(acts).id, by="Mo", now=bench.now)
            else:
                work = chance.choice(works)
                do(bench, lambda changes, work=work, one=one, other=other: work(changes, one, other))  # type: ignore[misc]  # bound at once
        except ArchiveError:
            continue
        bench.publish()
        if step % 4 == 0:
            one_by_one, all_at_once = whole(bench)
            assert one_by_one == all_at_once, step
    assert get_topics(bench.db)
    one_by_one, all_at_once = whole(bench)
    assert one_by_one == all_at_once
