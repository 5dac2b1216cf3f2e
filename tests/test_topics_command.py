"""`threadkeep topics`: everything that the moderation site does, from a shell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from click.testing import CliRunner

from archive.cli import main
from archive.curation import proposals
from archive.moderation.tagging import tag_items
from archive.publishing.publisher import publish
from tests.bench import NOW, Bench, comment, make_bench, post


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = make_bench(tmp_path_factory.mktemp("command"))
    made.settings(operator='"Mo"')
    made.add(post(1, comment(11, "<p>The ferry.</p>"), comment(12, "<p>A ferry.</p>"), labels=("Boats",)))
    publish(made.folder, now=NOW)
    yield made
    made.db.close()


def run(bench: Bench, *words: str, code: int = 0) -> str:
    done = CliRunner().invoke(main, ["topics", *words, "--data", str(bench.folder.path)])
    assert done.exit_code == code, done.output
    return done.output


@pytest.mark.feature("T8")
def test_a_tree_is_made_listed_and_undone(bench: Bench) -> None:
    run(bench, "create", "Travel", "--covers", "Ways to go.")
    assert "put Boats under Travel. Published version" in run(bench, "under", "Boats", "Travel")
    run(bench, "synonym", "Boats", "Ships")
    renamed = run(bench, "rename", "Boats", "Boats and ships")
    assert run(bench, "list") == (
        "Travel [travel, 0]: Ways to go.\n  Boats and ships [boats, 0] (also Boats and ships, Ships)\n"
    )
    assert "is undone: renamed Boats" in run(bench, "undo", renamed.split(":")[0])
    assert {topic["name"] for topic in json.loads(run(bench, "list", "--json"))} == {"Travel", "Boats"}
    run(bench, "describe", "Boats", "What floats.")
    assert "Nothing changed" in run(bench, "describe", "Boats", "What floats.")
    run(bench, "synonym", "Boats", "Ships", "--remove")
    run(bench, "create", "Gone")
    run(bench, "merge", "Gone", "Travel")
    assert "no topic" in run(bench, "delete", "Nothing", code=2)


@pytest.mark.feature("T8")
def test_a_rule_proposes_and_what_it_proposes_is_decided(bench: Bench) -> None:
    run(bench, "rule", "Crossings", "ferry", "--name", "Sail", "--note", "for us")
    assert "1  propose  crossings  Sail: ferry  (found 2" in run(bench, "rules")
    assert "Sail: 2 found, 0 newly proposed." in run(bench, "run")
    assert run(bench, "suggestions", "--topic", "Crossings").split("\n")[0] == "11  Crossings  (rule Sail)"
    assert "accepted Crossings on 1 item" in run(bench, "accept", "crossings", "11")
    assert "rejected Crossings on 1 item" in run(bench, "reject", "Crossings", "--all")
    assert json.loads(run(bench, "suggestions", "--json")) == []
    assert "Say which" in run(bench, "accept", "Crossings", code=2)
    assert "accepted Crossings on 1 item" in run(bench, "history", "--item", "11")
    assert len(json.loads(run(bench, "history", "--topic", "Crossings", "--json"))) == 3
    assert "switched the rule Sail off" in run(bench, "switch", "Sail", "--off")
    assert "removed the rule 1" in run(bench, "switch", "1", "--remove")
    assert json.loads(run(bench, "rules", "--json")) == []


@pytest.mark.feature("T8")
def test_learning_says_how_precise_it_was(bench: Bench) -> None:
    assert "too little to learn from" in run(bench, "suggest")
    proposals.keep_models(bench.db, [])
    assert json.loads(run(bench, "suggest", "--json")) == []


@pytest.mark.feature("T9")
def test_the_public_topics_are_written_in_each_form(bench: Bench) -> None:
    tag_items(bench.db, ["12"], add=["Piers"], by="Mo", now=NOW)
    publish(bench.folder, now=NOW)
    assert "piers,Piers,,,,1,1" in run(bench, "export").replace("\r", "")
    assert "piers" in {topic["id"] for topic in json.loads(run(bench, "export", "--format", "json"))["topics"]}
    skos = run(bench, "export", "--format", "skos", "--base", "https://x.example/-/")
    assert skos.startswith("@base <https://x.example/-/> .\n")
    assert re.search(r"<topic/boats> a skos:Concept ;(\n    .*)*skos:broader <topic/travel>", skos)
