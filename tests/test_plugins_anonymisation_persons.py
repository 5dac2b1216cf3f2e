"""The page on which a person gets one pseudonym wherever they are named."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.moderation_copy import ADMIN, MODERATOR, Desk, make_archive, open_desk, text_of

PERSONS = "/-/moderate/persons"
WHY = "Not a public person"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("persons")
    with open_desk(make_archive(folder / "template"), folder / "data") as desk:
        yield desk


@pytest.mark.feature("M18")
def test_a_person_is_looked_up_masked_and_taken_back(desk: Desk) -> None:
    visitor = desk.visitor(MODERATOR)
    assert "Who is it?" in visitor.get(PERSONS).text
    page = visitor.post(PERSONS, {"step": "look", "name": "Fogbound\nthe keeper"})
    assert page.status_code == 200
    assert "2 items will change" in text_of(page.text) or "3 items will change" in text_of(page.text)
    assert 'value="the keeper" checked' in page.text
    assert visitor.post(PERSONS, {"step": "mask", "tick-1": "Fogbound"}).status_code == 400
    form = {"step": "mask", "tick-1": "Fogbound", "more": "the keeper\n", "reason": WHY}
    done = visitor.post(PERSONS, form)
    assert done.status_code == 303
    assert "Gone from everything readers can reach" in text_of(visitor.get(done.headers["location"]).text)
    thread = text_of(visitor.get("/2018/07/the-new-lamp.html").text)
    listed = text_of(visitor.get(PERSONS).text)
    label = listed.partition("Who goes by a pseudonym [")[2].partition("]")[0]
    assert label.startswith("person ")
    assert f"[{label}]" in thread
    refused = visitor.post(PERSONS, {**form, "more": "nobody of that name"})
    assert (refused.status_code, "already" in refused.text or "nowhere" in refused.text) == (400, True)
    pseudonym = label.removeprefix("person ")
    assert f'value="{pseudonym}"' in visitor.get(f"{PERSONS}?person={pseudonym}").text
    undone = visitor.post(PERSONS, {"step": "undo", "pseudonym": pseudonym, "reason": "Made by mistake"})
    assert undone.status_code == 303
    assert "no spelling is masked now" in text_of(visitor.get(PERSONS).text)


def test_what_cannot_be_looked_up_comes_back(desk: Desk) -> None:
    visitor = desk.visitor(ADMIN)
    assert visitor.post(PERSONS, {"step": "look", "name": "..."}).status_code == 400
    assert visitor.post(PERSONS, {"step": "look"}).status_code == 200
