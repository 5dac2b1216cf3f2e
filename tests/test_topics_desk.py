"""Topics on the moderation site: the tree, one topic, rules with a preview, suggestions in bulk, history with undo."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from archive.curation import proposals
from archive.curation.acts import get_acts
from archive.curation.rules import get_rules
from archive.originals.database import open_archive
from archive.public import store
from tests.moderation_copy import (
    COMMENT,
    MODERATOR,
    OTHER,
    OWN,
    POST,
    REPLY,
    START,
    Desk,
    Visitor,
    make_archive,
    open_desk,
    text_of,
)

TOPICS, SUGGESTIONS = "/-/moderate/topics", "/-/moderate/suggestions"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("topics")
    with open_desk(make_archive(folder / "template"), folder / "data") as opened:
        yield opened
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def bertram(desk: Desk) -> Visitor:
    return desk.visitor(MODERATOR)


def tags_of(desk: Desk, item_id: str) -> list[tuple[str, str]]:
    with closing(store.open_public(desk.folder)) as db:
        return [(tagging.name, tagging.source) for tagging in store.get_taggings(db, [item_id])]


def last_act(desk: Desk) -> str:
    with closing(open_archive(desk.folder)) as db:
        return get_acts(db, limit=1)[0].id


@pytest.mark.feature("T8")
def test_a_topic_is_made_described_moved_renamed_and_each_is_undone(desk: Desk, bertram: Visitor) -> None:
    made = bertram.post(TOPICS, {"do": "create", "name": "Light", "covers": "Whatever shines.", "broader": ""})
    assert (made.status_code, made.headers["location"]) == (303, TOPICS)
    moved = bertram.post("/-/moderate/topic/lamps", {"do": "broader", "value": "light"})
    assert moved.headers["location"] == "/-/moderate/topic/lamps"
    bertram.post("/-/moderate/topic/lamps", {"do": "rename", "value": "Lamps and lenses"})
    bertram.post("/-/moderate/topic/lamps", {"do": "describe", "value": "Of glass."})
    bertram.post("/-/moderate/topic/lamps", {"do": "synonym", "value": "Lanterns"})
    tree = BeautifulSoup(bertram.get(TOPICS).text, "lxml").select(".topic-tree ul a")
    assert [link["href"] for link in tree] == ["/-/moderate/topic/lamps"]
    page = text_of(bertram.get("/-/topic/lamps").text)
    assert "All topics Light Lamps and lenses Of glass." in page
    assert "Also called Lamps and lenses, Lanterns" in page
    assert "Change this topic…" in page
    bertram.post("/-/moderate/topic/lamps", {"do": "unsynonym", "value": "lanterns"})
    assert "Lanterns" not in bertram.get("/-/topic/lamps").text
    act = last_act(desk)
    undone = bertram.post(TOPICS, {"do": "undo", "act": act, "back": "/-/moderate/topic/lamps"})
    assert undone.headers["location"] == "/-/moderate/topic/lamps"
    assert "Lanterns" in bertram.get("/-/topic/lamps").text
    told = text_of(bertram.get("/-/moderate/topic/lamps").text)
    assert f"{act} Bertram took the name lanterns off lamps" in told
    assert "undone by L" in told


@pytest.mark.feature("T8")
def test_a_rule_is_previewed_made_and_followed_at_once(desk: Desk, bertram: Visitor) -> None:
    bertram.post(TOPICS, {"do": "create", "name": "Paint"})
    form = {"query": "horrid green", "rule_name": "Colours", "mode": "apply", "note": "ask Isolde"}
    page = bertram.post("/-/moderate/topic/paint", {"do": "preview", **form})
    assert "It finds 1 post or comment now." in text_of(page.text)
    field = BeautifulSoup(page.text, "lxml").find(id="query")
    assert field is not None
    assert field["value"] == "horrid green"
    with closing(open_archive(desk.folder)) as db:
        assert get_rules(db) == []
    assert bertram.post("/-/moderate/topic/paint", {"do": "rule", **form}).status_code == 303
    assert tags_of(desk, OTHER) == [("Paint", "rule")]
    public = text_of(bertram.get("/-/topic/paint").text)
    assert "1 found by a saved search." in public
    assert "Saved search Colours: horrid green" in public
    assert "ask Isolde" not in public
    assert "ask Isolde" in bertram.get(TOPICS).text
    bertram.post("/-/moderate/topic/paint", {"do": "off", "rule": "1"})
    assert tags_of(desk, OTHER) == []
    bertram.post("/-/moderate/topic/paint", {"do": "on", "rule": "1"})
    assert bertram.post(TOPICS, {"do": "run"}).status_code == 303
    assert tags_of(desk, OTHER) == [("Paint", "rule")]
    bertram.post("/-/moderate/topic/paint", {"do": "unrule", "rule": "1"})
    assert tags_of(desk, OTHER) == []


@pytest.mark.feature("T8")
def test_suggestions_are_ticked_and_accepted_or_rejected_in_bulk(desk: Desk, bertram: Visitor) -> None:
    bertram.post(TOPICS, {"do": "create", "name": "Thanks"})
    with closing(open_archive(desk.folder)) as db:
        scores = {(item_id, "thanks"): 0.9 for item_id in (POST, COMMENT, REPLY)}
        proposals.propose_learned(db, scores, START)
    page = BeautifulSoup(bertram.get(f"{SUGGESTIONS}?topic=thanks").text, "lxml")
    boxes = [str(box["value"]) for box in page.select("input[name=pick]")]
    assert sorted(boxes) == [f"{item_id} thanks" for item_id in (POST, COMMENT, REPLY)]
    assert "3 suggestions to look at." in text_of(str(page))
    assert "learned, 0.90" in text_of(str(page))
    body = urlencode([("do", "accept"), *(("pick", box) for box in boxes[:2])])
    answer = bertram.ask(
        "POST", SUGGESTIONS, content=body, headers={**OWN, "content-type": "application/x-www-form-urlencoded"}
    )
    assert answer.status_code == 303
    assert ("Thanks", "suggestion") in tags_of(desk, COMMENT)
    assert bertram.post(SUGGESTIONS, {"do": "reject", "pick": boxes[2]}).status_code == 303
    assert tags_of(desk, REPLY) == []
    assert "Nothing is suggested" in bertram.get(SUGGESTIONS).text
    again = bertram.post(SUGGESTIONS, {"do": "accept", "pick": boxes[2]})
    assert (again.status_code, "waits any more" in again.text) == (400, True)
    history = text_of(bertram.get(f"/-/moderate/item/{COMMENT}/tags").text)
    assert "Bertram accepted 2 suggestions" in history


@pytest.mark.feature("T8")
def test_merging_goes_on_to_what_is_left_and_deleting_to_the_list(desk: Desk, bertram: Visitor) -> None:
    for name in ("One", "Other"):
        bertram.post(TOPICS, {"do": "create", "name": name})
    bertram.post(f"/-/moderate/item/{REPLY}/tags", {"add": "One"})
    merged = bertram.post("/-/moderate/topic/one", {"do": "merge", "value": "other"})
    assert merged.headers["location"] == "/-/moderate/topic/other"
    assert tags_of(desk, REPLY) == [("Other", "moderator")]
    deleted = bertram.post("/-/moderate/topic/other", {"do": "delete"})
    assert deleted.headers["location"] == TOPICS
    assert tags_of(desk, REPLY) == []
    bertram.post(TOPICS, {"do": "undo", "act": last_act(desk)})
    assert tags_of(desk, REPLY) == [("Other", "moderator")]


def test_learning_says_when_there_is_too_little_to_learn_from(bertram: Visitor) -> None:
    assert bertram.post(TOPICS, {"do": "learn"}).status_code == 303
    assert "Learned suggestions" in bertram.get(TOPICS).text


@pytest.mark.parametrize(
    ("path", "form", "said"),
    [
        (TOPICS, {}, "one of the buttons"),
        (TOPICS, {"do": "create", "name": "?!"}, "short name"),
        (TOPICS, {"do": "undo", "act": "L9999"}, "no act"),
        ("/-/moderate/topic/lamps", {"do": "nothing"}, "one of the buttons"),
        ("/-/moderate/topic/lamps", {"do": "rename", "value": ""}, "short name"),
        ("/-/moderate/topic/lamps", {"do": "preview", "query": " "}, "type one first"),
        ("/-/moderate/topic/lamps", {"do": "rule", "query": ""}, "type one"),
        (SUGGESTIONS, {"do": "accept"}, "Tick at least one"),
    ],
)
def test_what_cannot_be_done_comes_back_with_the_reason(
    bertram: Visitor, path: str, form: dict[str, str], said: str
) -> None:
    answer = bertram.post(path, form)
    assert answer.status_code == 400
    assert said in text_of(answer.text)


def test_a_topic_that_is_not_there_is_missing(bertram: Visitor) -> None:
    assert bertram.get("/-/moderate/topic/nothing").status_code == 404
    assert bertram.post("/-/moderate/topic/nothing", {"do": "delete"}).status_code == 404


def test_nothing_comes_from_another_site_or_leads_to_one(bertram: Visitor) -> None:
    form = {"do": "create", "name": "Foreign"}
    answer = bertram.post(TOPICS, form, {"sec-fetch-site": "cross-site", "origin": "http://elsewhere.example"})
    assert answer.status_code == 403
    made = bertram.post(TOPICS, {**form, "back": "//elsewhere.example"})
    assert made.headers["location"] == TOPICS
