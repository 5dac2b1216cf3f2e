"""The queue in the moderation site: cards, acts that lose nothing and happen once, claims, kept words, pen-names."""

from __future__ import annotations

import re
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from archive.errors import GateClosed, Refused
from archive.moderation import decisions, findings, queue_acts, reviews
from archive.moderation.decisions import is_behind
from archive.moderation.values import words_by_id
from archive.originals.database import open_archive
from archive.public import store
from archive.public.models import ItemState
from archive.publishing.certificate import find_certificate
from plugins.anonymisation import queue_list, queue_voice, queue_worker
from plugins.anonymisation.card_forms import CardForm, begin, label_of, suggestions
from plugins.anonymisation.desk import the_desk
from tests.moderation_copy import (
    ADMIN,
    COMMENT,
    CONTACT,
    MODERATOR,
    OTHER,
    POST,
    REPLY,
    SECRET,
    Desk,
    Visitor,
    text_of,
)

QUEUE = "/-/moderate/queue"
ALL = f"{QUEUE}?show=all"
MAIL = "lamp.keeper@light.example"


@pytest.fixture
def isolde(desk: Desk) -> Visitor:
    return desk.visitor(ADMIN)


@pytest.fixture(autouse=True)
def one_finding(desk: Desk) -> None:
    """Leave the e-mail address alone to be looked at, however much more the recognizers find by now."""
    with closing(open_archive(desk.folder)) as db, db.atomic():
        db.execute("delete from finding where entity <> 'e-mail'")


def add(desk: Desk, item: str, words: str, kind: str = "place", risk: str = "medium") -> str:
    """Write a finding and return the key of its card."""
    with closing(open_archive(desk.folder)) as db, db.atomic():
        start = words_by_id(db, [item])[item]["text"].index(words)
        row = db.execute(
            "insert into finding (item_id, entity, field, span_start, span_end, score, risk, why, recognizer, version, "
            "digest) values (?, ?, 'text', ?, ?, 1, ?, 'a guess of ours', 'test', 1, ?) returning id",
            [item, kind, start, start + len(words), risk, f"{item}{words}"],
        ).fetchone()
    return f"f{row[0]}"


class Card:
    """A card as a browser has it: what can be read, and its forms with everything that they would send."""

    def __init__(self, html: str) -> None:
        self.page = BeautifulSoup(html, "lxml")
        self.told = text_of(html)

    @property
    def marked(self) -> str:
        return "".join(each.text for each in self.page.find_all("mark"))

    def form(self, step: str) -> tuple[str, dict[str, str]]:
        """Return where the form of a button goes and what it sends."""
        button = self.page.select_one(f'button[name=step][value="{step}"]')
        assert button is not None, step
        form = self.page.find(id=button["form"]) if button.get("form") else button.find_parent("form")
        assert form is not None
        sent = {"step": step}
        for field in form.select("input[name], textarea[name]"):
            if field.get("type") in ("radio", "checkbox") and not field.has_attr("checked"):
                continue
            sent[str(field["name"])] = field.text if field.name == "textarea" else str(field.get("value", ""))
        return str(form["action"]), sent


def card(visitor: Visitor, address: str = QUEUE) -> Card:
    return Card(visitor.get(address).text)


def press(visitor: Visitor, button: str, address: str = QUEUE, /, **changed: str) -> Any:
    """Press a button of a card, with some of its fields filled in; return the answer."""
    action, sent = card(visitor, address).form(button)
    return visitor.post(action, {**sent, **changed})


def publish(desk: Desk) -> int:
    return queue_worker.catch_up(desk.folder, desk.clock)


def state_of(desk: Desk, item: str) -> tuple[ItemState, str]:
    with closing(store.open_public(desk.folder)) as db:
        found = store.find_item(db, item)
    assert found is not None
    return found.state, found.body.text


# -- a card


@pytest.mark.feature("M2")
@pytest.mark.feature("M9")
def test_the_queue_opens_with_the_riskiest_card(desk: Desk, isolde: Visitor) -> None:
    add(desk, COMMENT, "nine years", "length of service")
    found = card(isolde, ALL)
    assert "2 left" in found.told
    assert "high risk e-mail" in found.told
    assert "Comment 4 The new lamp" in found.told
    assert "Has the form of an e-mail address." in found.told
    assert found.marked == MAIL
    assert "Held back until somebody looks" in found.told
    _, sent = found.form("mask")
    assert (sent["words"], sent["label"], sent["reason"], sent["scope"]) == (MAIL, "e-mail", "Contact details", "here")


@pytest.mark.feature("M2")
def test_an_evening_begins_with_what_should_not_wait(desk: Desk, isolde: Visitor) -> None:
    add(desk, COMMENT, "nine years", "length of service")
    add(desk, REPLY, "sailed home", "detail", "low")
    found = card(isolde)
    assert "1 left 2 milder ones can wait" in found.told
    later = found.page.find("a", string="2 milder ones can wait")
    assert later is not None
    assert later["href"] == ALL
    assert press(isolde, "mask").headers["location"] == QUEUE
    done = card(isolde)
    assert "Nothing urgent waits" in done.told
    assert "Readers see the milder ones as they are. 2 milder ones can wait" in done.told
    rest = card(isolde, ALL)
    assert "2 left Only what comes first" in rest.told
    assert rest.marked == "nine years"
    assert press(isolde, "mask", ALL).headers["location"].startswith(f"{ALL}&card=")
    assert "1 card to decide on" in text_of(isolde.get(f"{QUEUE}/all").text)
    assert "Nothing urgent waits" in card(isolde, f"{QUEUE}?show=nonsense").told


@pytest.mark.feature("M1")
@pytest.mark.feature("M2")
def test_what_somebody_asked_for_comes_first(desk: Desk, isolde: Visitor) -> None:
    add(desk, COMMENT, "nine years", "length of service")
    press(isolde, "mask")
    assert "Nothing urgent waits" in card(isolde).told
    sent = isolde.post("/-/report", {"places": COMMENT, "kind": "me"})
    assert sent.status_code == 303
    isolde.get("/-/moderate/cases")
    assert card(isolde).marked == "nine years"


def test_a_card_shows_what_it_answers_and_what_else_its_comment_tells(desk: Desk, isolde: Visitor) -> None:
    key = add(desk, REPLY, "sailed home", "detail")
    add(desk, REPLY, "Thank you", "name")
    found = card(isolde, f"{QUEUE}?card={key}")
    assert "It answers Fogbound, comment 1" in found.told
    assert SECRET in found.told
    assert "This comment also tells: name." in found.told
    assert [each.text for each in found.page.select(".desk-also")] == ["Thank you"]


@pytest.mark.feature("M10")
def test_accepting_masks_publishes_behind_and_goes_on(desk: Desk, isolde: Visitor) -> None:
    later = add(desk, COMMENT, "nine years", "length of service")
    answer = press(isolde, "mask", ALL)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{ALL}&card={later}")
    assert the_desk(desk.served).behind.is_set()
    told = card(isolde, answer.headers["location"]).told
    assert "Redacted as [e-mail]: Comment 4 recorded, being published" in told
    assert "1 left" in told
    assert state_of(desk, CONTACT)[0] is ItemState.HELD
    assert publish(desk) == 0
    assert state_of(desk, CONTACT) == (ItemState.SHOWN, "Write to the keeper: [e-mail] and say when you come.")
    found = card(isolde)
    assert "readers see it so" in found.told
    link = found.page.find("a", string="certificate")
    assert link is not None
    assert "Gone from everything readers can reach" in text_of(isolde.get(str(link["href"])).text)


@pytest.mark.feature("M3")
@pytest.mark.parametrize(
    ("changed", "label"),
    [
        ({"label": "about 10 years"}, "about 10 years"),
        ({"label": "own", "own_label": "a long time"}, "a long time"),
        ({"words": "nine"}, "length of service"),
    ],
)
def test_generalising_and_other_words(desk: Desk, isolde: Visitor, changed: dict[str, str], label: str) -> None:
    key = add(desk, COMMENT, "nine years", "length of service")
    found = card(isolde, f"{QUEUE}?card={key}")
    assert "[about 10 years]" in found.told
    press(isolde, "mask", f"{QUEUE}?card={key}", **changed)
    publish(desk)
    assert f"[{label}]" in state_of(desk, COMMENT)[1]
    assert ("years" in state_of(desk, COMMENT)[1].replace(label, "")) is ("words" in changed)


def test_everywhere_is_everywhere(desk: Desk, isolde: Visitor) -> None:
    key = add(desk, COMMENT, SECRET)
    press(isolde, "mask", f"{QUEUE}?card={key}", scope="everywhere")
    publish(desk)
    assert "[place]" in state_of(desk, OTHER)[1]


@pytest.mark.feature("M6")
@pytest.mark.feature("M4")
def test_the_same_words_elsewhere_are_offered_and_taken_along_with_one_button(desk: Desk, isolde: Visitor) -> None:
    key = add(desk, COMMENT, SECRET)
    found = card(isolde, f"{QUEUE}?card={key}")
    assert "The same words elsewhere Gull, comment 3 The new lamp" in found.told
    assert "the same words, 1 place" in found.told
    done = press(isolde, "mask-too", f"{QUEUE}?card={key}")
    assert done.status_code == 303
    told = card(isolde).told
    assert "Redacted as [place]: Fogbound, comment 1, and in 1 other item" in told
    publish(desk)
    assert all("[place]" in state_of(desk, item)[1] for item in (COMMENT, OTHER))
    press_undo(isolde)
    publish(desk)
    assert not any("[place]" in state_of(desk, item)[1] for item in (COMMENT, OTHER))


def press_undo(visitor: Visitor) -> Any:
    page = card(visitor).page
    field = page.select_one(".queue-recent input[name=act]")
    assert field is not None
    return visitor.post(QUEUE, {"act": str(field["value"])})


def test_what_is_not_ticked_stays(desk: Desk, isolde: Visitor) -> None:
    key = add(desk, COMMENT, SECRET)
    action, sent = card(isolde, f"{QUEUE}?card={key}").form("mask-too")
    isolde.post(action, {name: value for name, value in sent.items() if not name.startswith("too:")})
    publish(desk)
    assert SECRET.upper() in state_of(desk, OTHER)[1]


@pytest.mark.feature("M4")
def test_a_card_leads_to_the_preview(desk: Desk, isolde: Visitor) -> None:
    key = add(desk, COMMENT, SECRET)
    found = card(isolde, f"{QUEUE}?card={key}")
    button = found.page.select_one("button[formaction]")
    assert button is not None
    _, sent = found.form("mask")
    preview = isolde.post(str(button["formaction"]), {**sent, "step": "preview"})
    assert "1 place will change in this item." in text_of(preview.text)
    assert "The same words stand in one other item." in text_of(preview.text)


@pytest.mark.feature("M9")
def test_keeping_lets_an_item_out_and_can_be_taken_back(desk: Desk, isolde: Visitor) -> None:
    assert press(isolde, "keep").headers["location"] == QUEUE
    assert "Nothing waits" in card(isolde).told
    publish(desk)
    assert state_of(desk, CONTACT)[0] is ItemState.SHOWN
    answer = press_undo(isolde)
    assert answer.headers["location"].startswith(f"{QUEUE}?card=f")
    publish(desk)
    assert state_of(desk, CONTACT)[0] is ItemState.HELD
    assert card(isolde).marked == MAIL


@pytest.mark.feature("M11")
def test_words_of_a_public_office_are_kept_everywhere_with_evidence(desk: Desk, isolde: Visitor) -> None:
    first, second = add(desk, COMMENT, SECRET, "office"), add(desk, OTHER, SECRET.upper(), "office")
    address = f"{QUEUE}?card={first}"
    found = press(isolde, "keep", address, listed="yes")
    assert found.status_code == 400
    assert "What shows that this is public?" in found.text
    other = {"listed": "yes", "evidence": "It is on every map", "keep_reason": "Not a detail about a person"}
    assert "choose that reason" in press(isolde, "keep", address, **other).text
    given = {"listed": "yes", "evidence": "It is on every map", "keep_reason": "A public person or office"}
    assert press(isolde, "keep", address, **given).status_code == 303
    assert "Kept and wherever these words stand" in card(isolde).told
    assert f"card={second}" not in isolde.get(f"{QUEUE}/all").text
    kept = Card(isolde.get("/-/moderate/kept").text)
    assert f"{SECRET} 1 other finding settled by it It is on every map" in kept.told
    entry = kept.page.select_one("input[name=entry]")
    assert entry is not None
    assert isolde.post("/-/moderate/kept", {"entry": str(entry["value"])}).status_code == 303
    assert "None yet" in text_of(isolde.get("/-/moderate/kept").text)
    assert f"card={second}" in isolde.get(f"{QUEUE}/all").text
    again = isolde.post("/-/moderate/kept", {"entry": str(entry["value"])})
    assert (again.status_code, "off the list already" in again.text) == (400, True)


@pytest.mark.feature("M7")
@pytest.mark.parametrize(("how", "state"), [("hide", ItemState.HIDDEN), ("withhold", None)])
def test_hiding_from_a_card(desk: Desk, isolde: Visitor, how: str, state: ItemState | None) -> None:
    press(isolde, "hide", hide_reason="Asked for by whoever wrote it", how=how)
    publish(desk)
    with closing(store.open_public(desk.folder)) as db:
        found = store.find_item(db, CONTACT)
    assert (found and found.state) is state


@pytest.mark.feature("H8")
def test_a_comment_gone_at_the_blog_is_a_card(desk: Desk, isolde: Visitor) -> None:
    desk.vanish(COMMENT)
    found = card(isolde, f"{QUEUE}?card=g{COMMENT}")
    assert "Its post still answers" in found.told
    assert "Gone since May 2026" in found.told
    assert found.page.select_one('button[value="mask"]') is None
    press(isolde, "show", f"{QUEUE}?card=g{COMMENT}", show_reason="Only its place has changed")
    publish(desk)
    assert state_of(desk, COMMENT)[0] is ItemState.SHOWN


@pytest.mark.feature("M2")
def test_a_decision_that_fits_no_longer_is_a_card(desk: Desk, isolde: Visitor) -> None:
    with closing(open_archive(desk.folder)) as db:
        made = decisions.mask(db, COMMENT, SECRET, label="place", reason="r", by=MODERATOR, now=desk.clock())
        with db.atomic():
            # as long as before, for the marks of its paragraphs
            db.execute("update comment set text = replace(text, 'Tower', 'Ruins') where id = ?", [COMMENT])
    address = f"{QUEUE}?card=d{made.id}"
    found = card(isolde, address)
    assert f"Bertram decided this ({made.id}, [place]), and the text has changed since." in found.told
    refused = press(isolde, "mask", address, label="own", own_label="a place")
    assert "These words do not stand in" in text_of(refused.text)
    desk.clock.pass_by(minutes=20)
    answer = press(isolde, "mask", address, words="Ravelsworth Ruins", label="own", own_label="a place")
    assert answer.status_code == 303
    publish(desk)
    assert "[a place]" in state_of(desk, COMMENT)[1]


# -- nothing is lost, nothing is done twice


@pytest.mark.feature("M10")
def test_a_form_that_is_sent_twice_is_done_once(desk: Desk, isolde: Visitor) -> None:
    action, sent = card(isolde).form("mask")
    answers = [isolde.post(action, sent) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    with closing(open_archive(desk.folder)) as db:
        assert len(decisions.active_decisions(db)) == 1
    assert publish(desk) == 0
    assert isolde.post(action, sent).status_code == 303


def test_what_was_decided_is_there_when_the_process_died_before_publishing(desk: Desk, isolde: Visitor) -> None:
    press(isolde, "mask")
    with closing(open_archive(desk.folder)) as db:
        (act,) = queue_acts.behind(db)
        assert find_certificate(db, act.log_ids[0]) is None
    # another process, later
    assert publish(desk) == 0
    with closing(open_archive(desk.folder)) as db:
        assert queue_acts.behind(db) == []
        assert find_certificate(db, act.log_ids[0]) is not None


def test_what_was_decided_elsewhere_and_not_published_there_is_published(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_archive(desk.folder)) as db:
        assert not is_behind(db)
        decisions.hide(db, "7002", reason="Asked for", by="Ann", now=desk.clock())
        assert is_behind(db)
    with monkeypatch.context() as patched:
        patched.setattr(queue_worker, "publish", lambda *_, **__: (_ for _ in ()).throw(Refused("not now")))
        assert publish(desk) == 1
    assert publish(desk) == 0
    with closing(open_archive(desk.folder)) as db:
        assert not is_behind(db)
    assert state_of(desk, "7002")[0] is ItemState.HIDDEN


@pytest.mark.parametrize(
    ("error", "says"),
    [(GateClosed("The gate stayed shut."), "The gate stayed shut."), (sqlite3.OperationalError("locked"), "locked")],
)
def test_what_cannot_be_published_yet_is_said_and_tried_again(
    desk: Desk, isolde: Visitor, monkeypatch: pytest.MonkeyPatch, error: Exception, says: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    press(isolde, "mask")
    with monkeypatch.context() as patched:
        patched.setattr(queue_worker, "decide_and_publish", fail)
        assert publish(desk) == 1
    assert f"recorded, not public yet: {says}" in card(isolde).told
    assert publish(desk) == 0
    assert "readers see it so" in card(isolde).told


def test_the_worker_follows_until_it_is_stopped(desk: Desk, isolde: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = threading.Event()
    published: list[int] = []
    catch_up = queue_worker.catch_up

    def caught_up(*_: object) -> int:
        published.append(catch_up(desk.folder, desk.clock))
        stopped.set()
        return 0

    press(isolde, "mask")
    monkeypatch.setattr(queue_worker, "catch_up", caught_up)
    queue_worker.keep_up(the_desk(desk.served), stopped)
    assert published == [0]


@pytest.mark.feature("M2")
def test_a_fault_of_ours_does_not_end_publishing_for_good(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stopped = threading.Event()
    tries: list[int] = []

    def fails_once(*_: object) -> int:
        tries.append(1)
        the_desk(desk.served).behind.set()
        if len(tries) == 1:
            raise ZeroDivisionError
        stopped.set()
        return 0

    monkeypatch.setattr(queue_worker, "catch_up", fails_once)
    the_desk(desk.served).behind.set()
    queue_worker.keep_up(the_desk(desk.served), stopped)
    assert len(tries) == 2
    assert "it is tried again within a minute" in caplog.text


@pytest.mark.parametrize(
    ("step", "changed", "says"),
    [
        ("mask", {"words": " "}, "Which words are to go?"),
        ("mask", {"words": "Lighthouse Hill"}, "do not stand in"),
        ("mask", {"label": "own", "own_label": ""}, "What will stand in brackets"),
        ("mask", {"reason": " "}, "A reason is needed"),
        ("mask", {"token": ""}, "This form is incomplete"),
        ("mask", {"step": "burn"}, "Which button was that?"),
        ("keep", {"keep_reason": " "}, "A reason is needed"),
        ("hide", {"hide_reason": " "}, "A reason is needed"),
    ],
)
@pytest.mark.feature("M15")
def test_what_cannot_be_done_is_said_and_the_form_comes_back(
    isolde: Visitor, step: str, changed: dict[str, str], says: str
) -> None:
    answer = press(isolde, step, **changed)
    assert answer.status_code == 400
    found = Card(answer.text)
    (said,) = found.page.select(".desk-problem")
    assert says in said.text
    assert found.marked == MAIL
    if changed.get("words", " ") != " ":
        assert found.form("mask")[1]["words"] == changed["words"]


def test_what_was_typed_for_keeping_and_hiding_comes_back(isolde: Visitor) -> None:
    given = {"own_keep_reason": "Mine", "listed": "yes", "evidence": "A map"}
    _, sent = Card(press(isolde, "keep", **given).text).form("keep")
    assert (sent["own_keep_reason"], sent["evidence"], sent["listed"]) == ("Mine", "A map", "yes")
    _, sent = Card(press(isolde, "hide", hide_reason=f"x {MAIL}", how="withhold", token="").text).form("hide")
    assert (sent["hide_reason"], sent["how"]) == (f"x {MAIL}", "withhold")


# -- two moderators


@pytest.mark.feature("M2")
def test_two_moderators_get_two_cards(desk: Desk, isolde: Visitor) -> None:
    key = add(desk, COMMENT, "nine years", "length of service")
    assert card(isolde, ALL).marked == MAIL
    bertram = desk.visitor(MODERATOR)
    assert card(bertram, ALL).marked == "nine years"
    assert card(isolde, ALL).marked == MAIL
    theirs = card(isolde, f"{QUEUE}?card={key}")
    assert "Bertram has this until" in theirs.told
    assert theirs.page.select_one("button[value=mask]") is None
    listed = text_of(isolde.get(f"{QUEUE}/all").text)
    assert "Bertram has it until 10:10 UTC" in listed
    assert "you have it" in listed


def test_when_others_have_all_cards_the_queue_says_so(desk: Desk, isolde: Visitor) -> None:
    action, sent = card(isolde).form("mask")
    bertram = desk.visitor(MODERATOR)
    assert "Nothing is free just now" in card(bertram).told
    refused = bertram.post(action, sent)
    assert refused.status_code == 400
    assert "Isolde has this until 10:10 UTC" in refused.text
    desk.clock.pass_by(minutes=11)
    assert card(bertram).marked == MAIL
    late = isolde.post(action, sent)
    assert "Bertram has this until" in late.text


def test_a_card_that_is_done_says_so_and_shows_the_next(desk: Desk, isolde: Visitor) -> None:
    add(desk, COMMENT, "nine years", "length of service")
    action, sent = card(isolde).form("mask")
    isolde.post(action, sent)
    key = action.rpartition("/")[2]
    found = card(isolde, f"{ALL}&card={key}")
    assert "That card is decided; this is the next one." in found.told
    assert found.marked == "nine years"
    assert "There is no finding" in card(isolde, f"{QUEUE}?card=f999").told
    assert "There is no card" in card(isolde, f"{QUEUE}?card=x").told
    assert isolde.get(action).headers["location"] == f"{QUEUE}?card={key}"


def test_skipping_and_going_to_and_fro(desk: Desk, isolde: Visitor) -> None:
    second = add(desk, COMMENT, "nine years", "length of service")
    first = card(isolde, ALL)
    onwards = first.page.select_one("[data-key=j]")
    assert onwards is not None
    assert onwards["href"] == f"{ALL}&card={second}"
    back = card(isolde, str(onwards["href"])).page.select_one("[data-key=k]")
    assert back is not None
    assert card(isolde, str(back["href"])).marked == MAIL
    press(isolde, "skip", ALL)
    assert "Skipped: Comment 4" in card(isolde, ALL).told
    assert card(isolde, ALL).marked == "nine years"
    assert "you skipped it" in text_of(isolde.get(f"{QUEUE}/all").text)
    press_undo(isolde)
    assert card(isolde, ALL).marked == MAIL


def test_undoing_what_is_not_ones_own_is_refused(desk: Desk, isolde: Visitor) -> None:
    press(isolde, "mask")
    token = str(card(isolde).page.select_one(".queue-recent input[name=act]")["value"])  # type: ignore[index]  # it is there
    refused = desk.visitor(MODERATOR).post(QUEUE, {"act": token})
    assert refused.status_code == 400
    assert "only Isolde may undo" in refused.text


# -- filters, list, pen-names, cases


@pytest.mark.feature("M2")
def test_filters_stay_from_card_to_card(desk: Desk, isolde: Visitor) -> None:
    one, two = add(desk, COMMENT, "nine years"), add(desk, OTHER, "horrid green")
    address = f"{QUEUE}?kind=place&risk=medium"
    found = card(isolde, address)
    assert "2 left of place, medium risk" in found.told
    answer = press(isolde, "mask", address)
    assert answer.headers["location"] == f"{QUEUE}?kind=place&risk=medium&card={two}"
    assert one != two
    narrow = card(isolde, f"{QUEUE}?post=none&age=day&voice={OTHER}")
    assert "No card of came today, one post, one pen-name is free." in narrow.told
    assert "Nothing waits" in narrow.told
    assert card(isolde, f"{QUEUE}?age=soon").marked == MAIL


def test_the_list_comes_a_page_at_a_time(desk: Desk, isolde: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    add(desk, COMMENT, "nine years")
    monkeypatch.setattr(queue_list, "PER_PAGE", 1)
    for asked, kind, other in (("1", "e-mail", "2"), ("2", "place", "1"), ("x", "e-mail", "2")):
        page = BeautifulSoup(isolde.get(f"{QUEUE}/all?page={asked}").text, "lxml")
        (line,) = page.select(".desk-changes li")
        assert kind in line.text
        assert [way["href"] for way in page.select(".around a")] == [f"{QUEUE}/all?page={other}"]
    assert "Nothing waits." in text_of(isolde.get(f"{QUEUE}/all?kind=none").text)
    assert isolde.get("/-/moderate/findings").headers["location"] == QUEUE


@pytest.mark.feature("M13")
def test_a_comment_without_a_name_has_no_pen_name(desk: Desk, isolde: Visitor) -> None:
    key = add(desk, REPLY, "sailed home", "place")
    assert "under this pen-name" not in isolde.get(f"{QUEUE}?card={key}").text


@pytest.mark.feature("M13")
def test_everything_that_one_pen_name_tells_is_on_one_page(
    desk: Desk, isolde: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = add(desk, COMMENT, "nine years", "length of service")
    add(desk, COMMENT, SECRET, "place")
    link = card(isolde, f"{QUEUE}?card={key}").page.find("a", string="2 findings under this pen-name")
    assert link is not None
    assert link["href"] == f"/-/moderate/voice/{COMMENT}"
    address = str(link["href"])
    told = text_of(isolde.get(address).text)
    assert "Signed Fogbound" in told
    assert "2 findings in 1 item signed so. Readers can put together 2 kinds of details so far" in told
    press(isolde, "mask", f"{QUEUE}?card={key}")
    told = text_of(isolde.get(address).text)
    assert "Readers can put together 1 kind of detail so far: place." in told
    assert "taken out" in told
    with closing(open_archive(desk.folder)) as db:
        decisions.mask(db, COMMENT, SECRET, label="place", reason="r", by=ADMIN, now=desk.clock())
    assert "All of it is taken out" in text_of(isolde.get(address).text)
    monkeypatch.setattr(queue_voice, "MOST", 1)
    assert "The first 1 are shown." in text_of(isolde.get(address).text)
    assert "Nothing that the archive's rules know of." in text_of(isolde.get(f"/-/moderate/voice/{OTHER}").text)
    assert "Signed no name" in text_of(isolde.get(f"/-/moderate/voice/{REPLY}").text)
    assert isolde.get("/-/moderate/voice/99").status_code == 404


def test_a_card_says_which_case_is_about_its_comment(desk: Desk, isolde: Visitor) -> None:
    with closing(open_archive(desk.folder)) as db, db.atomic():
        db.execute(
            "insert into takedown (id, sent_at, kind, item_ids, is_verified, state, changed_at) "
            "values ('K7-X', ?1, 'me', ?2, 1, 'received', ?1)",
            [desk.clock().isoformat(), f'["{CONTACT}"]'],
        )
    found = card(isolde)
    link = found.page.find("a", string="Case K7-X is about it")
    assert link is not None
    assert link["href"] == "/-/moderate/case/K7-X"
    assert "1 case to be done" in found.told


def test_a_finding_on_a_post_is_a_card_too(desk: Desk, isolde: Visitor) -> None:
    key = add(desk, POST, "at last", "date")
    found = card(isolde, f"{QUEUE}?card={key}")
    assert found.marked == "at last"
    assert "The new lamp" in found.told


def test_the_guide_names_the_keys_that_there_are(desk: Desk, isolde: Visitor) -> None:
    add(desk, COMMENT, SECRET)
    listed = {kbd.text for kbd in card(isolde).page.select("#desk-keys kbd")}
    guide = (Path(__file__).resolve().parents[1] / "docs" / "moderation.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\S)`", guide, re.MULTILINE)) | {"k"} == listed


def test_a_card_never_repeats_its_words_in_an_address(isolde: Visitor) -> None:
    page = card(isolde).page
    sent = [str(each.get("href") or each.get("action")) for each in page.select("[href], [action]")]
    assert [address for address in sent if "keeper" in address] == []


# -- what a card begins with


@pytest.mark.parametrize(
    ("kind", "words", "expected"),
    [
        ("length of service", "fifteen years", ("about 15 years",)),
        ("length of service", "for 2 years", ("a few years",)),
        ("length of service", "very long", ("some",)),
        ("age", "aged 47", ("in their forties",)),
        ("age", "I was 17", ("young",)),
        ("age", "my age", ()),
        ("money", "earning £31,250", ("about £30,000",)),
        ("money", "123,456,789,012", ("some",)),
        ("workload", "230 cases", ("about 250 cases",)),
        ("office", "Leeds", ("a northern office", "a southern office", "an office")),
        ("phone", "020", ()),
    ],
)
def test_what_can_stand_in_the_place_of_a_detail(kind: str, words: str, expected: tuple[str, ...]) -> None:
    assert suggestions(kind, words) == expected


def test_every_card_begins_with_a_label_and_reasons() -> None:
    assert [label_of(kind) for kind in ("name", "already masked", "gone at the blog")] == ["name", "detail", ""]
    form = begin("e-mail", MAIL)
    assert (form.label, form.reason) == ("e-mail", "Contact details")
    assert form.keep_reason.startswith("An official number")
    assert "keeper" not in repr(form)
    assert CardForm(own_label="x").shown_label == "x"
    assert CardForm(label="name", own_label="x").shown_label == "name"


def test_keeping_needs_a_finding(desk: Desk, isolde: Visitor) -> None:
    desk.vanish(COMMENT)
    _, sent = card(isolde, f"{QUEUE}?card=g{COMMENT}").form("skip")
    answer = isolde.post(f"/-/moderate/card/g{COMMENT}", {**sent, "step": "keep", "keep_reason": "fine"})
    assert "Only a finding can be kept" in answer.text
    with closing(open_archive(desk.folder)) as db:
        assert findings.open_findings(db)


# -- what is looked at again


@pytest.mark.feature("M13")
def test_words_are_kept_until_a_day_that_is_offered_and_wait_again_from_then_on(desk: Desk, isolde: Visitor) -> None:
    add(desk, COMMENT, "nine years", "length of service")
    _, sent = card(isolde, f"{QUEUE}?kind=length of service").form("keep")
    assert (sent["again_on"], sent.get("again")) == ("2027-05-03", None)
    address = f"{QUEUE}?kind=length of service"
    said = press(isolde, "keep", address, again="yes", again_on="2019-01-01")
    assert "later than today" in text_of(said.text)
    assert "On which day" in text_of(press(isolde, "keep", address, again="yes", again_on="").text)
    assert press(isolde, "keep", address, again="yes").status_code == 303
    desk.clock.pass_by(days=366)
    isolde = desk.visitor(ADMIN)
    found = card(isolde, f"{QUEUE}?kind=to be looked at again")
    assert "Somebody kept these words, to be looked at again from 3 May 2027 on." in found.told
    assert found.marked == "nine years"
    assert "due" in text_of(isolde.get(f"{QUEUE}/all?kind=to be looked at again").text)
    press(isolde, "mask", f"{QUEUE}?kind=to be looked at again")
    publish(desk)
    assert "[length of service]" in state_of(desk, COMMENT)[1]


@pytest.mark.feature("M13")
@pytest.mark.feature("M8")
def test_a_decision_is_left_as_it_is_for_another_year_by_its_author_alone(desk: Desk, isolde: Visitor) -> None:
    add(desk, COMMENT, "nine years", "length of service")
    address = f"{QUEUE}?kind=length of service"
    press(isolde, "mask", address, label="own", own_label="about 10 years", again="yes")
    publish(desk)
    desk.clock.pass_by(days=366)
    isolde = desk.visitor(ADMIN)
    address = f"{QUEUE}?kind=to be looked at again"
    found = card(isolde, address)
    assert f"{ADMIN} put [about 10 years] in their place" in found.told
    assert "Let it stand" in found.told
    assert "Why do they stay?" not in found.told
    narrower = press(isolde, "mask", address, words="nine")
    assert "somebody else has to undo it" in text_of(narrower.text)
    assert press(isolde, "keep", address, again="yes", again_on="2028-05-03").status_code == 303
    assert "Left as it was decided" in text_of(isolde.get(QUEUE).text)
    assert card(isolde, address).page.select_one(".queue-card") is None


@pytest.mark.feature("M13")
def test_a_hidden_comment_that_is_looked_at_again_is_left_hidden(desk: Desk, isolde: Visitor) -> None:
    with closing(open_archive(desk.folder)) as db:
        made = decisions.hide(db, OTHER, reason="Asked for by whoever wrote it", by=ADMIN, now=desk.clock())
        reviews.set_day(db, made.id, reviews.usual_day(desk.clock()), by=ADMIN, now=desk.clock())
    desk.clock.pass_by(days=366)
    found = card(desk.visitor(ADMIN), f"{QUEUE}?kind=to be looked at again")
    assert f"{ADMIN} decided this ({made.id}, hide)" in found.told
    assert [each["value"] for each in found.page.select("button[name=step]")] == ["skip", "keep"]
