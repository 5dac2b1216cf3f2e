"""The pages on which two people erase an item."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from bs4 import BeautifulSoup

from archive.moderation import erasures, moderators
from archive.originals.database import open_archive
from archive.public import store
from archive.publishing.publisher import publish
from plugins.anonymisation.desk import BUSY
from tests.bench import Bench, comment, post
from tests.moderation_copy import (
    ADMIN,
    COMMENT,
    MODERATOR,
    OTHER,
    PASSWORD,
    REPLY,
    START,
    Desk,
    make_archive,
    open_desk,
    redaction,
    text_of,
)

ERASE = f"/-/moderate/item/{COMMENT}/erase"
WHY = "Asked for by whoever wrote it"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("erasing")
    template = make_archive(folder / "template")
    db = open_archive(template)
    moderators.add(db, "Ottoline", "admin", PASSWORD, START)
    db.close()
    with open_desk(template, folder / "data") as desk:
        yield desk


@pytest.mark.feature("M8")
def test_a_moderator_asks_and_an_admin_types_the_number_back(desk: Desk) -> None:
    moderator, admin = desk.visitor(MODERATOR), desk.visitor(ADMIN)
    assert "Erase for good" in text_of(moderator.get(f"/-/moderate/item/{COMMENT}").text)
    page = text_of(moderator.get(ERASE).text)
    assert "Nobody can undo this" in page
    assert "at least 1 captured page or file" in page
    assert moderator.post(ERASE, {"step": "ask", "reason": ""}).status_code == 400
    assert moderator.post(ERASE, {"step": "ask", "reason": WHY}).status_code == 303
    assert "It waits for another admin: you asked" in text_of(moderator.get(ERASE).text)
    assert 'name="number"' not in moderator.get(ERASE).text
    refused = moderator.post(ERASE, {"step": "confirm", "number": COMMENT})
    assert (refused.status_code, "Only an admin" in refused.text) == (400, True)
    assert WHY in text_of(admin.get("/-/moderate/erasing").text)
    assert admin.post(ERASE, {"step": "confirm", "number": "7003"}).status_code == 400
    done = admin.post(ERASE, {"step": "confirm", "number": COMMENT})
    assert done.status_code == 303
    certificate = text_of(admin.get(done.headers["location"]).text)
    assert "Erased" in certificate
    assert "The bytes of the originals and captures" in certificate
    assert "This item is erased" in text_of(admin.get(ERASE).text)
    page = admin.get(f"/-/moderate/item/{COMMENT}").text
    assert "Erased" in text_of(page)
    assert "/-/moderate/undo/" not in page
    assert "asked to erase" in text_of(admin.get("/-/moderate/log").text)


@pytest.mark.feature("M8")
def test_who_asked_does_not_confirm_and_anybody_turns_it_down(desk: Desk) -> None:
    admin, second = desk.visitor(ADMIN), desk.visitor("Ottoline")
    address = f"/-/moderate/item/{OTHER}/erase"
    admin.post(address, {"step": "ask", "reason": WHY})
    assert admin.post(address, {"step": "confirm", "number": OTHER}).status_code == 400
    assert 'name="number"' in second.get(address).text
    assert "It waits for an admin" in text_of(desk.visitor(MODERATOR).get(address).text)
    assert second.post(address, {"step": "withdraw"}).status_code == 303
    assert "Nothing waits" in text_of(second.get("/-/moderate/erasing").text)
    assert second.post(address, {"step": "withdraw"}).status_code == 400


@pytest.mark.feature("M10")
def test_while_the_archive_is_busy_the_reason_comes_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: Any, **__: Any) -> Any:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(erasures, "ask", locked)
    answer = desk.visitor(ADMIN).post(f"/-/moderate/item/{OTHER}/erase", {"step": "ask", "reason": WHY})
    assert answer.status_code == 400
    assert BUSY in text_of(answer.text)
    assert WHY in str(BeautifulSoup(answer.text, "lxml").select_one("[name=reason]"))


@pytest.mark.feature("M7")
def test_the_words_of_one_mask_are_erased(desk: Desk) -> None:
    moderator, admin = desk.visitor(MODERATOR), desk.visitor(ADMIN)
    words = redaction(words="Thank you", label="greeting")
    made = moderator.post(f"/-/moderate/item/{REPLY}/redact", words).headers["location"].rpartition("/")[2]
    address = f"/-/moderate/item/{REPLY}/erase"
    assert f"{address}?mask={made}" in moderator.get(f"/-/moderate/item/{REPLY}").text
    assert f"The words that {made} masks" in text_of(moderator.get(f"{address}?mask={made}").text)
    asked = moderator.post(address, {"step": "ask", "mask": made, "reason": WHY})
    assert asked.headers["location"] == f"{address}?mask={made}"
    assert f"{address}?mask={made}" in admin.get("/-/moderate/erasing").text
    assert admin.post(address, {"step": "confirm", "mask": made, "number": REPLY}).status_code == 303
    page = admin.get(f"/-/moderate/item/{REPLY}").text
    assert "Thank" not in page
    assert "~~~~~ ~~~" in page
    assert f"/-/moderate/undo/{made}" not in page
    assert admin.get(f"{address}?mask={made}").status_code == 404
    assert "erased the words of" in text_of(admin.get("/-/moderate/log").text)


@pytest.mark.feature("M6")
@pytest.mark.feature("M7")
def test_what_others_quote_is_redacted_with_it_as_ticked(desk: Desk) -> None:
    moderator, admin = desk.visitor(MODERATOR), desk.visitor(ADMIN)
    said = "I polished the brass of the lamp house every Friday for the whole of that wet winter."
    with closing(open_archive(desk.folder)) as db:
        quoting = [comment(9101 + number, f"<p>You wrote: {said} Really, number {number}?</p>") for number in (1, 2)]
        Bench(desk.folder, db).add(post(9100, comment(9101, f"<p>{said}</p>"), *quoting))
    publish(desk.folder, now=START)
    address = "/-/moderate/item/9101/erase"
    moderator.post(address, {"step": "ask", "reason": WHY})
    waiting = BeautifulSoup(moderator.get(address).text, "lxml")
    assert "Whoever confirms chooses" in waiting.text
    assert waiting.select('input[name^="too:"]') == []
    page = BeautifulSoup(admin.get(address).text, "lxml")
    assert [box["name"] for box in page.select('input[name^="too:"][checked]')] == ["too:9102", "too:9103"]
    assert [quoted.text.rstrip(".") for quoted in page.select("q")] == [said.rstrip(".")] * 2
    form = {"step": "confirm", "number": "9101", "too:9102": "yes", "label": "what was said"}
    assert admin.post(address, form).status_code == 303
    with closing(store.open_public(desk.folder)) as db:
        first, second = (store.get_items(db, ["9102", "9103"])[item_id].body.text for item_id in ("9102", "9103"))
    assert ("[what was said]" in first, said in first, said in second) == (True, False, True), (first, second)


@pytest.mark.feature("M6")
def test_what_is_redacted_already_is_not_offered_again(desk: Desk) -> None:
    admin = desk.visitor(ADMIN)
    said = "Nobody but me had a key to the oil store under the stairs in those eleven years."
    with closing(open_archive(desk.folder)) as db:
        bench = Bench(desk.folder, db)
        bench.add(post(9200, comment(9201, f"<p>{said}</p>"), comment(9202, f"<p>You wrote: {said} Ha.</p>")))
        publish(desk.folder, now=START)
        bench.mask(9202, said)
        erasures.ask(db, "9201", reason=WHY, by=MODERATOR, now=START)
    for visitor in (admin, desk.visitor(MODERATOR)):
        page = BeautifulSoup(visitor.get("/-/moderate/item/9201/erase").text, "lxml")
        assert "redacted there already" in page.text
        assert page.select('input[name^="too:"]') == []


def test_there_is_no_such_item(desk: Desk) -> None:
    admin = desk.visitor(ADMIN)
    assert admin.get("/-/moderate/item/none/erase").status_code == 404
    assert admin.post("/-/moderate/item/none/erase", {"step": "ask", "reason": WHY}).status_code == 404
