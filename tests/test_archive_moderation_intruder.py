"""What readers could find out: singled out, linked, inferred; from the public copy, as publishing noted it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archive import intruder_command
from archive.errors import NotFound
from archive.moderation import decisions, findings, intruder, keep_list, shown
from archive.moderation.inferences import inferred_from
from archive.moderation.intruder import Combination, Link, Report
from archive.originals.records import AuthorKind
from archive.redaction.entities import Entity, Finding, Risk
from archive.text import Span
from tests.bench import Bench, comment, make_bench, post

MEANT = {each.value: each for each in (Entity.LEAVE, Entity.MONEY, Entity.HEALTH, Entity.OFFICE, Entity.MASKED)}
WORDS = re.compile(rf"\b({'|'.join(MEANT)}|call \w+)\b")


def tell(text: str) -> list[Finding]:
    """Find what these tests call details: the kind's own name, and a name after "call"."""
    found = []
    for each in WORDS.finditer(text):
        entity = MEANT.get(each[0], Entity.PERSON)
        kinds = frozenset({entity} if each[0] in MEANT and entity is not Entity.MASKED else set())
        found.append(Finding(entity, Span(*each.span()), 0.5, Risk.LOW, "tells it", "test", 1, kinds=kinds))
    return found


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    for module in (findings, shown):
        monkeypatch.setattr(module, "find_proposals", tell)
    bench = make_bench(tmp_path)
    bench.add(
        post(
            1,
            comment(11, "<p>My leave and my health</p>"),
            comment(12, "<p>My money</p>"),
            comment(13, "<p>My leave, the office and my health</p>", author="Curlew"),
            comment(14, "<p>Only leave</p>", author=None, kind=AuthorKind.ANONYMOUS),
            comment(15, "<p>Only leave, or already masked</p>", author="Anonymous", kind=AuthorKind.ANONYMOUS),
            comment(16, "<p>Nothing at all</p>", author="Gull"),
            title="call Priya",
        )
    )
    bench.publish()
    return bench


def told(bench: Bench) -> dict[str, list[str]]:
    rows = bench.db.conn.execute("select item_id, kinds from shown order by item_id").fetchall()
    return {item_id: json.loads(kinds) for item_id, kinds in rows}


@pytest.mark.feature("M13")
def test_what_each_item_tells_is_noted_with_the_publish(bench: Bench) -> None:
    assert told(bench) == {
        "1": ["name"],
        "11": ["health", "leave"],
        "12": ["money"],
        "13": ["health", "leave", "office"],
        "14": ["leave"],
        "15": ["leave"],
        "16": [],
    }
    voices = dict(bench.db.conn.execute("select item_id, voice from shown").fetchall())
    assert voices["11"] == voices["12"]
    assert len(set(voices.values())) == 6
    assert "Dunlin" not in json.dumps(voices)


@pytest.mark.feature("M13")
def test_what_was_decided_counts_no_more_and_comes_back_when_it_is_undone(bench: Bench) -> None:
    made = bench.mask(11, "leave", label="money")
    everywhere = bench.mask(1, "Priya", everywhere=True)
    hidden = bench.hide(13)
    bench.publish()
    # a label tells nothing, whatever it says
    assert bench.get_comment(11).body.text == "My [money] and my health"
    found = told(bench)
    assert (found["1"], found["11"], "13" in found) == ([], ["health"], False)
    for each in (made, everywhere, hidden):
        decisions.undo(bench.db, each.id, by="Mo", now=bench.now)
    bench.publish()
    whole = told(bench)
    assert (whole["1"], whole["11"], whole["13"]) == (["name"], ["health", "leave"], ["health", "leave", "office"])
    bench.publish(full=True)
    assert told(bench) == whole


def test_one_at_a_time_and_all_at_once_note_the_same(bench: Bench) -> None:
    bench.mask(11, "leave", label="money")
    bench.add(post(1, comment(17, "<p>health at Quillfeatherbury</p>", author="Dunlin")))
    bench.publish()
    tables = ("shown", "shown_word", "shown_time")

    def rows() -> list[Any]:
        return [bench.db.conn.execute(f"select * from {table} order by 1, 2").fetchall() for table in tables]

    before = rows()
    assert before[1]
    with bench.db.atomic():
        for table in tables:
            bench.db.execute(f"delete from {table}")
        bench.db.execute("insert into shown values ('gone', 'v', '[]', '[]')")
    bench.publish(full=True)
    assert rows() == before


def test_a_whole_publish_that_was_killed_is_caught_up_with(bench: Bench) -> None:
    with bench.db.atomic():
        bench.db.execute("delete from shown")
        shown.note_behind(bench.db)
    with bench.db.atomic():
        shown.note_behind(bench.db, ["11"])
    bench.publish()
    assert len(told(bench)) == 7
    assert not shown.is_behind(bench.db)
    with bench.public() as public:
        shown.catch_up(bench.db, public)


def test_a_single_publish_that_was_killed_is_caught_up_with_too(bench: Bench) -> None:
    with bench.db.atomic():
        bench.db.execute("delete from shown where item_id in ('11', '12')")
        shown.note_behind(bench.db, ["11"])
        shown.note_behind(bench.db, ["13"])
    assert "11" not in told(bench)
    bench.publish()
    assert ("11" in told(bench), "12" in told(bench)) == (True, False)
    assert not shown.is_behind(bench.db)


@pytest.mark.feature("M13")
def test_what_somebody_kept_is_told_apart_and_public_persons_are_left_out(bench: Bench) -> None:
    numbers = {(row.item_id, row.entity): row.id for row in findings.open_findings(bench.db)}
    findings.keep(bench.db, numbers["11", "leave"], by="Mo", now=bench.now, reason="many go on leave")
    with bench.db.atomic():
        said = {"evidence": "an MP", "reason": "public", "by": "Mo"}
        entry = keep_list.add(bench.db, "call Priya", now=bench.now, item_id="1", **said)
        findings.keep_listed(bench.db, entry)
    bench.publish()
    (found,) = (each for each in Report(bench.db).comments() if each.item_ids == ("11",))
    assert (found.kinds, found.open_kinds) == (("health", "leave"), ("health",))
    assert told(bench)["1"] == []
    # also where the text was changed by a decision, and is read again
    bench.mask(11, "My", label="x")
    bench.publish()
    (found,) = (each for each in Report(bench.db).comments() if each.item_ids == ("11",))
    assert (found.kinds, found.open_kinds) == (("health", "leave"), ("health",))


@pytest.mark.feature("M13")
def test_how_many_others_tell_the_same(bench: Bench) -> None:
    report = Report(bench.db)
    assert report.voices == 6
    found = {each.item_ids[0]: each.others for each in report.comments()}
    assert found == {"1": 0, "11": 1, "12": 0, "13": 0, "14": 3, "15": 3}
    # a name comes first, then what fewest others tell
    assert [each.item_ids[0] for each in report.comments()] == ["1", "13", "12", "11", "14", "15"]
    (dunlin,) = report.pen_names()
    assert (dunlin.item_ids, dunlin.kinds, dunlin.others) == (("11", "12"), ("health", "leave", "money"), 0)
    assert (dunlin.is_direct, report.comments()[0].is_direct) == (False, True)


@pytest.mark.feature("M13")
def test_the_rarest_combinations_are_told_by_fewest_voices_and_single_out_further_than_their_parts(
    bench: Bench,
) -> None:
    report = Report(bench.db)
    found = report.with_examples(report.combinations())
    # health with leave says no more than health; the office alone is one voice's already
    assert found == []
    bench.add(
        post(1, comment(18, "<p>My money, my office</p>", author="Teal"), comment(19, "<p>health</p>", author="Ruff"))
    )
    bench.publish()
    report = Report(bench.db)
    found = report.with_examples(report.combinations())
    assert found[:2] == [
        Combination(("health", "money"), 1, ("11",)),
        Combination(("health", "office"), 1, ("13",)),
    ]
    assert Combination(("health", "leave"), 2, ("11", "13")) in found
    assert [each.voices for each in found] == sorted(each.voices for each in found)
    assert all(len(each.kinds) == 2 for each in report.combinations(largest=2))
    look = report.look("11", whole_voice=True)
    assert look.rarest[0] == Combination(("health", "money"), 1)


@pytest.mark.feature("M13")
def test_one_item_is_looked_at_alone_and_with_its_pen_name(bench: Bench) -> None:
    report = Report(bench.db)
    alone, whole = report.look("11"), report.look("11", whole_voice=True)
    assert (alone.exposure.item_ids, whole.exposure.item_ids) == (("11",), ("11", "12"))
    assert whole.inferred == tuple(inferred_from({"health", "leave", "money"}))
    assert report.voice_of("11") == alone.exposure.voice
    assert report.voice_of("none") == ""
    nothing = report.look("16")
    assert (nothing.exposure.kinds, nothing.rarest, nothing.inferred) == ((), (), ())
    with pytest.raises(NotFound, match="see no words of 99"):
        report.look("99")


def test_what_is_inferred_from_several_details_comes_first() -> None:
    assert inferred_from(["leaving", "office"])[0].startswith("who left that office")
    assert inferred_from([]) == []
    assert all(len(inferred_from([kind.value])) == 1 for kind in Entity if kind.value not in shown.NOTHING)


LONG = "nobody at the ferry was ever asked what the new rota meant for all of the tired night crews on the water"


@pytest.mark.feature("M13")
def test_what_links_a_comment_to_others(bench: Bench) -> None:
    bench.add(
        post(
            2,
            comment(21, f"<p>I say that {LONG}, wobblegast and grumplethorpe</p>", author="Teal"),
            comment(22, f"<p>As was said: “{LONG}”</p>", author="Ruff"),
            comment(23, "<p>Oh, wobblegast! Such a grumplethorpe.</p>", author=None, kind=AuthorKind.ANONYMOUS),
            comment(24, "<p>A wobblegast, surely</p>", author="Stint"),
            comment(25, "<p>More wobblegast of grumplethorpe</p>", author="Teal"),
        )
    )
    bench.publish()
    public = bench.public()
    found = intruder.links_of(bench.db, public, ["21"])
    # what is under the same pen-name is linked by that already, and one word alone links nobody
    assert found == (Link("quotation", "22"), Link("rare words", "23", 2))
    assert intruder.links_of(bench.db, public, ["22"]) == (Link("quotation", "21"),)
    public.close()


@pytest.mark.feature("M13")
def test_a_clock_time_by_which_somebody_means_themselves_links_two_comments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = make_bench(tmp_path)
    first = comment(11, "<p>The rota is late</p>", author=None, kind=AuthorKind.ANONYMOUS)
    clock = (first.published.local or "")[11:16]
    second = comment(12, f"<p>{clock} here again, still no rota</p>", author=None, kind=AuthorKind.ANONYMOUS)
    bench.add(post(1, first, second))
    bench.publish()
    public = bench.public()
    for item, other in (("11", "12"), ("12", "11")):
        assert Link("own time", other) in intruder.links_of(bench.db, public, [item])
    public.close()


# -- the command


@pytest.fixture
def ask(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    def run(*words: str, code: int = 0) -> Any:
        given = [*words, "--data", str(bench.folder.path)]
        result = CliRunner().invoke(intruder_command.intruder, given)
        if code:
            assert result.exception is not None
            return str(result.exception)
        assert result.exit_code == 0, result.output
        return json.loads(result.stdout) if "--json" in words else result.stdout

    return run


@pytest.mark.feature("M13")
def test_the_command_lists_comments_pen_names_and_combinations(bench: Bench, ask: Callable[..., Any]) -> None:
    found = ask("--json", "--limit", "2")
    assert found["voices"] == 6
    assert [row["item_ids"] for row in found["found"]] == [["1"], ["13"]]
    assert found["found"][1] == {
        "item_ids": ["13"],
        "kinds": ["health", "leave", "office"],
        "open_kinds": ["health", "leave", "office"],
        "others": 0,
        "is_direct": False,
    }
    assert [row["item_ids"] for row in ask("--pen-names", "--json")["found"]] == [["11", "12"]]
    assert [row["item_ids"] for row in ask("--kind", "leave", "--at-most", "1", "--json")["found"]] == [["13"], ["11"]]
    assert ask("--combinations", "--json")["found"] == []
    assert "13" in ask()
    assert "health" in ask("--pen-names")
    bench.add(
        post(1, comment(18, "<p>My money, my office</p>", author="Teal"), comment(19, "<p>health</p>", author="Ruff"))
    )
    bench.publish()
    assert "health + money" in ask("--combinations")
    assert "Dunlin" not in ask() + ask("--pen-names") + ask("--combinations")


@pytest.mark.feature("M13")
def test_the_command_looks_at_one_item(bench: Bench, ask: Callable[..., Any]) -> None:
    found = ask("11", "--json")
    assert found["item"]["others"] == 1
    assert found["pen_name"]["item_ids"] == ["11", "12"]
    assert found["rarest"][0] == {"kinds": ["money"], "voices": 1, "item_ids": []}
    said = ask("11")
    for heading in ("Singling out", "Linkability", "Inference"):
        assert heading in said
    bench.add(post(2, comment(21, f"<p>I say {LONG}</p>", author="Teal"), comment(22, f"<p>“{LONG}”</p>")))
    bench.publish()
    assert "quotation: 22" in ask("21")
    assert "see no words" in ask("99", code=2)
    assert "one item" in ask("11", "--combinations", code=2)
    bench.folder.public_db.unlink()
    assert "threadkeep publish" in ask("11", code=2)
