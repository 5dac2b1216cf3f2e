"""What moderators are told before they decide: whether readers see an item, what Keep and Redact do about it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest
from bs4 import BeautifulSoup

from archive.errors import GateClosed
from archive.folder import PublishPolicy
from archive.moderation import decisions, findings
from archive.moderation.findings import FindingRow
from archive.originals.database import open_archive
from archive.public import store
from archive.public.models import ItemState
from archive.publishing import certificate
from archive.publishing.publisher import publish
from archive.text import Span
from plugins.anonymisation import acts, places
from plugins.anonymisation.desk import BUSY
from plugins.anonymisation.outlook import Others, outlook_of
from plugins.anonymisation.places import Spot
from tests.moderation_copy import (
    ADMIN,
    COMMENT,
    CONTACT,
    POST,
    SECRET,
    START,
    Desk,
    Visitor,
    redaction,
    text_of,
)

QUEUE = "/-/moderate/queue"
ITEM = f"/-/moderate/item/{COMMENT}"
MAIL = "lamp.keeper@light.example"


@pytest.fixture(autouse=True)
def one_finding(desk: Desk) -> None:
    """Leave the e-mail address alone to be looked at, however much more the recognizers find by now."""
    with closing(open_archive(desk.folder)) as db, db.atomic():
        db.execute("delete from finding where entity <> 'e-mail'")


@pytest.fixture
def isolde(desk: Desk) -> Visitor:
    return desk.visitor(ADMIN)


def add_finding(desk: Desk, item_id: str, words: str, *, risk: str = "high", entity: str = "name") -> int:
    """Store a finding as a recognizer would, and return its id."""
    with closing(open_archive(desk.folder)) as db, db.atomic():
        row = db.execute("select text from comment where id = ?", [item_id]).fetchone()
        start = str(row[0]).index(words)
        return int(
            db.execute(
                "insert into finding (item_id, entity, field, span_start, span_end, score, risk, why, recognizer, "
                "version, digest, state) values (?, ?, 'text', ?, ?, 1, ?, 'a guess', 'test', 1, ?, 'open') "
                "returning id",
                [item_id, entity, start, start + len(words), risk, f"{item_id}{words}"],
            ).fetchone()[0]
        )


def card(isolde: Visitor, words: str) -> str:
    """Return what the card of the finding of some words says."""
    address = f"{QUEUE}?show=all"
    for _ in range(9):
        page = BeautifulSoup(isolde.get(address).text, "lxml")
        if page.mark is not None and page.mark.text == words:
            return " ".join(page.select_one(".queue-card").get_text(" ").split())  # type: ignore[union-attr]  # a card
        address = str(page.select_one("[data-key=j]")["href"])  # type: ignore[index]  # the next card
    pytest.fail("no card is about these words")


# -- a card says what will happen


@pytest.mark.feature("M9")
def test_a_held_item_says_that_keeping_shows_it_and_so_it_does(desk: Desk, isolde: Visitor) -> None:
    told = card(isolde, MAIL)
    assert "Held back until somebody looks: readers do not see this item now." in told
    assert "Keep shows the item to readers as it is." in told
    assert "Redact shows it without these words." in told
    with closing(open_archive(desk.folder)) as db:
        (found,) = findings.open_findings(db)
        findings.keep(db, found.id, by=ADMIN, now=START, reason="A public office")
    publish(desk.folder, now=START)
    with closing(store.open_public(desk.folder)) as public:
        item = store.find_item(public, CONTACT)
    assert item is not None
    assert item.state is ItemState.SHOWN


@pytest.mark.feature("M9")
def test_an_item_that_readers_see_says_so(desk: Desk, isolde: Visitor) -> None:
    add_finding(desk, COMMENT, SECRET, risk="medium")
    add_finding(desk, COMMENT, "nine years", risk="medium")
    told = card(isolde, SECRET)
    assert "Readers see this item now." in told
    assert "Keep leaves it in front of readers as it is." in told
    assert "Redact takes these words away from readers; 1 other finding in it is open." in told


@pytest.mark.feature("M9")
def test_an_item_held_for_two_reasons_stays_held_when_one_is_settled(desk: Desk, isolde: Visitor) -> None:
    number = add_finding(desk, CONTACT, "the keeper")
    waits = "the item stays held back: 1 other finding in it waits for somebody to look."
    for words in ("the keeper", MAIL):
        told = card(isolde, words)
        assert f"Keep lets these words stay; {waits}" in told
        assert f"Redact takes these words out; {waits}" in told
    with closing(open_archive(desk.folder)) as db:
        findings.keep(db, number, by=ADMIN, now=START, reason="A public office")
    assert "Keep shows the item to readers as it is." in card(isolde, MAIL)


def test_findings_that_hold_nothing_back_and_those_that_are_settled_together(desk: Desk, isolde: Visitor) -> None:
    add_finding(desk, CONTACT, "when you come", risk="low")
    add_finding(desk, CONTACT, "light", risk="high")  # inside the e-mail address
    told = card(isolde, MAIL)
    assert "Keep lets these words stay; the item stays held back: 1 other finding in it waits" in told
    assert "Redact shows it without these words; 1 other finding in it is open." in told
    assert "Redact takes these words out; the item stays held back" in card(isolde, "light")


@pytest.mark.parametrize(
    ("policy", "keeps"),
    [("reviewed", "Keep lets these words stay; the item stays held back"), ("hold-high", "Keep shows the item")],
)
def test_it_is_the_policy_that_says_what_holds_back(desk: Desk, isolde: Visitor, policy: str, keeps: str) -> None:
    add_finding(desk, CONTACT, "when you come", risk="low")
    settings = desk.folder.path / "threadkeep.toml"
    settings.write_text(f'[publish]\npolicy = "{policy}"\n', encoding="utf-8")
    assert keeps in card(isolde, MAIL)


def spot(seen: ItemState | None, state: str = "") -> Spot:
    return Spot("1", "The post", "", "", "", "", state, seen)


@pytest.mark.parametrize(
    ("seen", "stands"),
    [
        (ItemState.SHOWN, "Readers see this item now."),
        (ItemState.HELD, "Held back until somebody looks: readers do not see this item now."),
        (None, "Not there."),
        (ItemState.WITHHELD, "Readers do not see this item now. Not there."),
        (ItemState.HIDDEN, "Readers do not see this item now. Not there."),
        (ItemState.REMOVED_BY_AUTHOR, "Readers do not see this item now. Not there."),
        (ItemState.REMOVED_BY_ADMIN, "Readers do not see this item now. Not there."),
    ],
)
def test_every_state_is_told(seen: ItemState | None, stands: str) -> None:
    outlook = outlook_of(spot(seen, "" if seen is ItemState.SHOWN else "Not there."), Others(2, 0, 0))
    assert outlook.stands == stands
    promised = "shows the item to readers" in outlook.keeps or "shows it without" in outlook.redacts
    assert promised is (seen in (ItemState.HELD, None))
    assert ("2 other findings in it are open" in outlook.redacts) is (seen in (ItemState.SHOWN, ItemState.HELD, None))


def test_all_policies_agree_with_what_publishing_holds(desk: Desk) -> None:
    row = FindingRow(1, COMMENT, "text", "name", Span(0, 1), 1.0, "low", "", "", 1)
    held = {policy.value: findings.holds_back(row, policy) for policy in PublishPolicy}
    assert held == {"all": False, "hold-high": False, "reviewed": True}


# -- titles that readers do not see


def hold_the_post(desk: Desk) -> None:
    with closing(open_archive(desk.folder)) as db, db.atomic():
        db.execute(
            "insert into finding (item_id, entity, field, span_start, span_end, score, risk, why, recognizer, version, "
            "digest, state) values (?, 'name', 'text', 0, 2, 1, 'high', 'a guess', 'test', 1, 'd', 'open')",
            [POST],
        )


@pytest.fixture
def held(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(findings, "refresh", lambda *_: 0)  # the recognizers would not find ours again
    hold_the_post(desk)
    publish(desk.folder, full=True, now=START)
    with closing(store.open_public(desk.folder)) as db:
        item = store.find_item(db, POST)
    assert item is not None
    assert item.state is ItemState.HELD
    return desk


@pytest.mark.feature("M9")
def test_moderators_see_the_title_of_a_held_post(held: Desk, isolde: Visitor) -> None:
    for address in (QUEUE, f"/-/moderate/item/{POST}", ITEM, f"{ITEM}/tags", f"/-/post/{POST}"):
        page = isolde.get(address)
        assert page.status_code == 200
        assert "The new lamp" in text_of(page.text), address
        if address.startswith("/-/moderate"):
            assert "A post without a title" not in page.text, address


def test_a_title_comes_without_what_decisions_take_out(held: Desk, isolde: Visitor) -> None:
    with closing(open_archive(held.folder)) as db:
        decisions.mask(db, POST, "lamp", label="thing", reason="Asked for", by=ADMIN, now=START)
    (told,) = [line.text for line in BeautifulSoup(isolde.get(QUEUE).text, "lxml").select(".queue-card .byline")]
    assert "The new [thing]" in told
    assert "The new lamp" not in told


def test_an_item_that_is_not_public_yet_is_called_by_its_title_too(desk: Desk, isolde: Visitor) -> None:
    with closing(store.open_public(desk.folder, write=True)) as db, db.atomic():
        store.remove_thread(db, POST)
    assert "Item 7002 The new lamp" in text_of(isolde.get(f"/-/moderate/item/{COMMENT}").text)


def test_a_post_that_readers_see_says_its_title_once(isolde: Visitor) -> None:
    assert "for moderators only" not in isolde.get("/2018/07/the-new-lamp.html").text


# -- while everything is published, and when the gate stays shut


@pytest.fixture
def locked(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(places, "read", refuse)


def test_a_refused_form_comes_back_while_the_public_copy_is_written(isolde: Visitor, locked: None) -> None:
    answer = isolde.post(f"{ITEM}/redact", redaction(words="Lighthouse Hill", step="preview"))
    assert answer.status_code == 400
    told = text_of(answer.text)
    assert "do not stand in" in told
    assert "Lighthouse Hill" in answer.text
    assert "The public copy is just being written" in told
    assert "The new lamp" in told


def test_cards_and_previews_are_there_while_the_public_copy_is_written(isolde: Visitor, locked: None) -> None:
    assert "The public copy is just being written" in text_of(isolde.get(QUEUE).text)
    preview = isolde.post(f"{ITEM}/redact", redaction(step="preview"))
    assert "1 place will change in this item." in text_of(preview.text)


def shut(*_: object, **__: object) -> Any:
    raise GateClosed("The gate stayed shut at 1 places and nothing was published (comment.body/7002): look at it.")


def busy(*_: object, **__: object) -> Any:
    raise sqlite3.OperationalError("database is locked")


def do_nothing(_: Visitor) -> None:
    return


def redact_first(visitor: Visitor) -> None:
    visitor.post(f"{ITEM}/redact", redaction())


REFUSED: dict[str, tuple[Callable[[Visitor], None], str, dict[str, str], str]] = {
    "redact": (do_nothing, f"{ITEM}/redact", redaction(), "L0 is recorded"),
    "hide": (do_nothing, f"{ITEM}/hide", {"reason": "Asked for"}, "L0 is recorded"),
    "show": (do_nothing, f"{ITEM}/show", {"reason": "Asked for"}, "L0 is recorded"),
    "undo": (
        redact_first,
        "/-/moderate/undo/{decision}",
        {"reason": "Made by mistake"},
        "The undoing of L0 is recorded",
    ),
    "tag": (do_nothing, f"{ITEM}/tags", {"add": "fog"}, "The change of tags is recorded"),
}


@pytest.mark.parametrize("fails", [shut, busy], ids=["gate", "locked"])
@pytest.mark.parametrize("act", REFUSED)
def test_what_is_recorded_but_not_public_says_so_and_is_not_offered_again(
    desk: Desk, isolde: Visitor, monkeypatch: pytest.MonkeyPatch, act: str, fails: Callable[..., Any]
) -> None:
    before, address, form, done = REFUSED[act]
    before(isolde)
    if act == "show":
        desk.vanish(COMMENT)
    with closing(open_archive(desk.folder)) as db:
        address = address.format(decision="".join(each.id for each in decisions.active_decisions(db)))
    with monkeypatch.context() as patched:
        for module in (certificate, acts):
            patched.setattr(module, "publish", fails)
        answer = isolde.post(address, form)
    assert answer.status_code == 400
    (said,) = BeautifulSoup(answer.text, "lxml").select(".desk-problem")
    told = re.sub(r"\bL\d+", "L0", said.text)
    assert told.startswith(f"{done} but not public yet: ")
    assert ("The gate stayed shut" if fails is shut else "wait a moment") in told
    assert told.endswith("Do not send it again: the next publish follows it.")
    assert told.count("recorded") == 1
    assert "Asked for" not in "".join(str(field.get("value")) for field in said.find_all_next("input"))
    publish(desk.folder, now=START)
    with closing(open_archive(desk.folder)) as db:
        assert db.execute("select count(*) from pending").fetchone() == (0,)


def test_what_broke_before_anything_was_decided_is_no_recorded_act(
    isolde: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decisions, "hide", busy)
    answer = isolde.post(f"{ITEM}/hide", {"reason": "Asked for"})
    assert answer.status_code == 400
    assert BUSY in answer.text
    assert 'value="Asked for"' in answer.text or ">Asked for<" in answer.text


# -- undoing alone


@pytest.mark.feature("M8")
def test_the_form_to_undo_says_why_it_takes_two_and_what_to_do(isolde: Visitor) -> None:
    isolde.post(f"{ITEM}/redact", redaction())
    told = text_of(isolde.get(ITEM).text)
    assert "For fifteen minutes only Isolde can undo this" in told
    assert "a second pair of eyes" in told
    assert "threadkeep moderator add NAME" in told


@pytest.mark.feature("M6")
def test_a_preview_takes_the_focus_and_its_buttons_come_before_its_lists(isolde: Visitor) -> None:
    page = BeautifulSoup(isolde.post(f"{ITEM}/redact", redaction(step="preview")).text, "lxml")
    (focused,) = page.select("[autofocus]")
    assert focused.name == "h1"
    after = [each for each in focused.find_all_next(["a", "button"]) if each.name == "a" or each.get("type")]
    assert after[0].get("value") == "redact"
