"""Tags that moderators put on and take off."""

from __future__ import annotations

from contextlib import closing

import pytest
from bs4 import BeautifulSoup

from archive.moderation import log
from archive.originals.database import open_archive
from archive.public import store
from plugins.tagging import editing
from tests.moderation_copy import (
    ADMIN,
    COMMENT,
    MODERATOR,
    PATH,
    POST,
    SECRET,
    Desk,
    Visitor,
    redaction,
    text_of,
)

TAGS = f"/-/moderate/item/{COMMENT}/tags"


@pytest.fixture
def bertram(desk: Desk) -> Visitor:
    return desk.visitor(MODERATOR)


def tags_of(desk: Desk, item_id: str) -> list[str]:
    with closing(store.open_public(desk.folder)) as db:
        return [tagging.name for tagging in store.get_taggings(db, [item_id])]


def test_a_tag_is_public_at_once(desk: Desk, bertram: Visitor) -> None:
    done = bertram.post(TAGS, {"add": "Night  watch, fog"})
    assert (done.status_code, done.headers["location"]) == (303, TAGS)
    assert tags_of(desk, COMMENT) == ["fog", "Night watch"]
    told = text_of(bertram.get(TAGS).text)
    assert "Night watch by Bertram" in told
    assert "Night watch" in text_of(bertram.get(PATH).text)
    assert "kept the light" in text_of(bertram.get("/-/topic/night-watch").text)


def test_a_tag_is_taken_off_with_its_button(desk: Desk, bertram: Visitor) -> None:
    bertram.post(TAGS, {"add": "fog"})
    button = BeautifulSoup(bertram.get(TAGS).text, "lxml").select_one("button[name=remove]")
    assert button is not None
    assert bertram.post(TAGS, {"remove": str(button["value"])}).status_code == 303
    assert tags_of(desk, COMMENT) == []
    with closing(open_archive(desk.folder)) as db:
        lines = [(entry.kind, entry.actor, entry.item_id, entry.label) for entry in log.entries(db)]
    assert ("tag", MODERATOR, COMMENT, "fog") in lines
    assert ("untag", MODERATOR, COMMENT, "fog") in lines


def test_the_blogs_own_labels_are_shown_and_stay(bertram: Visitor) -> None:
    page = bertram.get(f"/-/moderate/item/{POST}/tags")
    assert "Lamps the blog's own label" in text_of(page.text)
    assert 'name="remove"' not in page.text


def test_tags_in_use_are_offered(bertram: Visitor) -> None:
    offered = BeautifulSoup(bertram.get(TAGS).text, "lxml").select("#known option")
    assert [option["value"] for option in offered] == ["Lamps"]


@pytest.mark.parametrize(
    ("typed", "said"), [("", "Which tag?"), ("  ", "Which tag?"), ("x" * 90, "short name"), ("?!", "letters")]
)
def test_what_is_no_tag_comes_back(desk: Desk, bertram: Visitor, typed: str, said: str) -> None:
    answer = bertram.post(TAGS, {"add": typed})
    assert answer.status_code == 400
    assert said in text_of(answer.text)
    field = BeautifulSoup(answer.text, "lxml").find(id="add")
    assert field is not None
    assert field["value"] == typed
    assert tags_of(desk, COMMENT) == []


def test_one_bad_name_among_several_changes_nothing(desk: Desk, bertram: Visitor) -> None:
    assert bertram.post(TAGS, {"add": "fog, ?!"}).status_code == 400
    assert tags_of(desk, COMMENT) == []


def test_a_tag_that_tells_what_was_redacted_is_not_public(desk: Desk) -> None:
    isolde = desk.visitor(ADMIN)
    isolde.post(f"/-/moderate/item/{COMMENT}/redact", redaction())
    isolde.post(TAGS, {"add": SECRET})
    assert tags_of(desk, COMMENT) == []


def test_reading_changes_nothing(desk: Desk, bertram: Visitor) -> None:
    bertram.get(f"{TAGS}?add=fog&remove=Lamps")
    assert tags_of(desk, COMMENT) == []


def test_readers_never_load_it(desk: Desk) -> None:
    from plugins.site.application import build_datasette

    public = build_datasette(desk.folder)
    assert editing.register_routes(public) == []
    assert all("moderate" not in route.pattern for route, _ in public._routes())
