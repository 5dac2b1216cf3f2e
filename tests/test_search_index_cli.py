"""`threadkeep search`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.errors import WrongUse
from archive.folder import DataFolder
from search_index.cli import search
from search_index.update import update_index
from tests.search_copy import Item, make_folder, write


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = make_folder(tmp_path)
    text = "The ferry & the \x1b[31m quay"
    post = Item("100", text, title="At the [place]", author="Capstan", at="2018-07-02T10:00", path="/x.html")
    write(folder, [post, Item("101", "No ferry", under="100"), Item("200", "harbour alone")])
    update_index(folder)
    return folder


def run(folder: DataFolder, *words: str) -> Result:
    return CliRunner().invoke(search, ["--data", str(folder.path), *words])


def test_json_is_one_document_of_agreed_shape(folder: DataFolder) -> None:
    result = run(folder, "ferry", "quay", "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert {name: told[name] for name in ("query", "understood", "total", "order", "page", "facets", "threads")} == {
        "query": "ferry quay",
        "understood": "words ferry and quay",
        "total": 1,
        "order": "relevance",
        "page": {"offset": 0, "limit": 20, "previous": None, "next": None},
        "facets": [],
        "threads": [],
    }
    (hit,) = told["hits"]
    assert hit.pop("snippet").count("<mark>") == 2
    assert hit == {
        "id": "100",
        "kind": "post",
        "post_id": "100",
        "title": "At the [place]",
        "author": "Capstan",
        "published": "2018-07-02T10:00",
        "url": "/x.html",
        "parent": None,
        "discussed": 1,
    }


def test_facets_order_and_threads_can_be_asked_for(folder: DataFolder) -> None:
    told = json.loads(run(folder, "ferry", "--facets", "--group", "--sort", "oldest", "--json").stdout)
    assert [facet["name"] for facet in told["facets"]] == ["year", "tag", "kind", "author", "acronym", "site"]
    assert told["facets"][0]["values"] == [
        {"value": "2018", "label": "2018", "count": 1, "query": "ferry year:2018", "chosen": False}
    ]
    assert (told["order"], told["thread_count"]) == ("oldest", 1)
    assert [(thread["post_id"], thread["count"], thread["hits"]) for thread in told["threads"]] == [
        ("100", 2, ["100", "101"])
    ]
    lines = run(folder, "ferry", "--facets", "--group").stdout.splitlines()
    assert "kind: comments 1, posts 1" in lines
    assert "At the [place] (2 here): /x.html" in lines


def test_a_terminal_gets_plain_text(folder: DataFolder) -> None:
    result = run(folder, "ferry")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "2 hits: word ferry"
    assert "At the [place] (post by Capstan, 2018-07-02)" in result.stdout
    assert "At the [place] (comment, undated)" in result.stdout
    assert "  The ferry & the [31m quay" in result.stdout
    assert "  /x.html#c101" in result.stdout
    assert "\x1b" not in result.stdout


def test_an_untitled_post_and_one_hit_are_said_so(folder: DataFolder) -> None:
    lines = run(folder, "harbour").stdout.splitlines()
    assert lines[0] == "1 hit: word harbour"
    assert lines[2] == "Untitled (post, undated)"


def test_a_minus_is_part_of_the_query_and_no_option(folder: DataFolder) -> None:
    assert run(folder, "ferry", "-quay").stdout.startswith("1 hit: word ferry; without quay")


def test_the_limit_holds(folder: DataFolder) -> None:
    assert len(json.loads(run(folder, "ferry", "--limit", "1", "--json").stdout)["hits"]) == 1
    assert run(folder, "ferry", "--limit", "0").exit_code == 2


def test_a_near_word_is_offered(folder: DataFolder) -> None:
    assert "Did you mean: harbour (" in run(folder, "harbuor").stdout


def test_without_a_public_copy_it_says_what_to_do(tmp_path: Path) -> None:
    result = run(make_folder(tmp_path), "ferry")
    assert isinstance(result.exception, WrongUse)
    assert result.exception.exit_code == 2
    assert "threadkeep publish" in str(result.exception)
