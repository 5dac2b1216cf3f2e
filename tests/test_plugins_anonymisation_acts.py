"""What moderators can do: redact with a preview, hide, undo, keep; and that nothing typed is lost when they may not."""

from __future__ import annotations

import html
import re
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from bs4 import BeautifulSoup

from archive.errors import Refused
from archive.moderation import decisions, log
from archive.originals.database import open_archive
from archive.public import store
from archive.public.surface import Place
from archive.publishing.certificate import Certificate, Elsewhere
from archive.publishing.looking import SurfaceCheck
from plugins.anonymisation import acts, certificates
from plugins.anonymisation.desk import BUSY
from plugins.anonymisation.forms import LABELS, RedactForm
from tests.moderation_copy import (
    ADMIN,
    COMMENT,
    CONTACT,
    MODERATOR,
    OTHER,
    OWN,
    PATH,
    POST,
    REPLY,
    SECRET,
    Desk,
    Visitor,
    redaction,
    text_of,
)

ITEM = f"/-/moderate/item/{COMMENT}"
REDACT = f"{ITEM}/redact"


@pytest.fixture
def isolde(desk: Desk) -> Visitor:
    return desk.visitor(ADMIN)


def public_text(desk: Desk, item_id: str) -> str:
    with closing(store.open_public(desk.folder)) as db:
        item = store.find_item(db, item_id)
        assert item is not None
        return item.body.text


def kinds(desk: Desk) -> list[str]:
    with closing(open_archive(desk.folder)) as db:
        return [entry.kind for entry in log.entries(db) if entry.kind not in ("publish", "moderator")]


def fields(page: str, action: str) -> dict[str, str]:
    """Return what a form of a page holds, as a browser would send it back, the first button pressed."""
    form = BeautifulSoup(page, "lxml").find("form", action=action)
    assert form is not None
    given: dict[str, str] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = str(field["name"])
        if field.name == "textarea":
            given[name] = field.text
        elif field.name == "select":
            chosen = field.find("option", selected=True)
            given[name] = str(chosen["value"]) if chosen else ""
        elif field.get("type") != "radio" or field.has_attr("checked"):
            given[name] = str(field.get("value", ""))
    return given


def problem(answer: Any) -> str:
    found = BeautifulSoup(answer.text, "lxml").select(".desk-problem")
    return found[0].text if found else ""


# -- redacting


@pytest.mark.feature("M3")
@pytest.mark.feature("M16")
def test_words_are_taken_out_of_one_item_and_the_certificate_says_so(desk: Desk, isolde: Visitor) -> None:
    done = isolde.post(REDACT, redaction())
    assert done.status_code == 303
    certificate = text_of(isolde.get(done.headers["location"]).text)
    assert "Gone from this item, wherever readers meet it" in certificate
    for surface in ("The public copy", "The search index", "The pages as readers get them", "The bytes of the public"):
        assert re.search(rf"{surface}[^0-9]*\d[\d,]* \w+ 0 ", certificate), surface
    assert "Gull, comment 3" in certificate
    assert "undecided" in certificate
    assert public_text(desk, COMMENT) == "I kept the light at [place] for nine years.\n\nNobody thanked us."
    assert SECRET.upper() in public_text(desk, OTHER)
    assert f'href="{PATH}#c{COMMENT}"' in isolde.get(done.headers["location"]).text


@pytest.mark.feature("M3")
def test_everywhere_means_every_item(desk: Desk, isolde: Visitor) -> None:
    done = isolde.post(REDACT, redaction(scope="everywhere"))
    assert "The same words elsewhere" not in isolde.get(done.headers["location"]).text
    assert public_text(desk, OTHER) == "They have painted [place] a horrid green."


@pytest.mark.feature("M3")
def test_words_of_ones_own_stand_in_brackets(desk: Desk, isolde: Visitor) -> None:
    isolde.post(REDACT, redaction(own_label="a tower by the sea"))
    assert "at [a tower by the sea] for" in public_text(desk, COMMENT)


def test_who_decided_what_and_why_stands_in_the_log(desk: Desk) -> None:
    desk.visitor(MODERATOR).post(REDACT, redaction())
    with closing(open_archive(desk.folder)) as db:
        (decision,) = decisions.active_decisions(db)
    assert (decision.made_by, decision.reason, decision.label, decision.item_id) == (
        MODERATOR,
        "Says where somebody worked",
        "place",
        COMMENT,
    )


def test_the_words_never_stand_in_an_address_or_a_header(isolde: Visitor) -> None:
    done = isolde.post(REDACT, redaction())
    assert "ravelsworth" not in str(done.headers).lower()
    assert done.text == ""
    assert "ravelsworth" not in isolde.get(done.headers["location"]).text.lower()


@pytest.mark.feature("M8")
def test_the_item_and_its_thread_offer_to_undo(isolde: Visitor) -> None:
    isolde.post(REDACT, redaction())
    for path in (ITEM, PATH):
        page = isolde.get(path).text
        assert "/-/moderate/undo/L" in page
        assert "Redacted here [place] Says where somebody worked · Isolde" in text_of(page)
    assert f'<del class="desk-gone" title="Stands as [place] in public">{SECRET}</del>' in isolde.get(ITEM).text


# -- preview


@pytest.mark.feature("M4")
@pytest.mark.feature("M6")
@pytest.mark.parametrize(("scope", "told", "stays"), [("here", 1, True), ("everywhere", 2, False)])
def test_a_preview_shows_every_place_and_changes_nothing(
    desk: Desk, isolde: Visitor, scope: str, told: int, stays: bool
) -> None:
    before = kinds(desk)
    preview = text_of(isolde.post(REDACT, redaction(step="preview", scope=scope)).text)
    assert f"{told} place{'s' if told > 1 else ''} will change" in preview
    assert "Fogbound, comment 1 The new lamp 2 July 2018, 19:50 1 place in the text" in preview
    assert "Gull, comment 3 The new lamp 2 July 2018, 19:52 1 place in the text" in preview
    assert ("What will stay" in preview) is stays
    assert kinds(desk) == before
    assert SECRET in public_text(desk, COMMENT)
    with closing(open_archive(desk.folder)) as db:
        assert log.verify(db) == []
        assert db.execute("select count(*) from pending").fetchone() == (0,)


def test_without_a_button_named_a_form_is_a_preview(desk: Desk, isolde: Visitor) -> None:
    form = redaction()
    del form["step"]
    assert "Nothing has changed yet" in isolde.post(REDACT, form).text
    assert kinds(desk) == []


def test_a_preview_hands_on_exactly_what_was_typed(desk: Desk, isolde: Visitor) -> None:
    odd = redaction(step="preview", words="Ravelsworth\r\n  Tower", own_label='a "tall" tower & more')
    page = isolde.post(REDACT, odd).text
    handed_on = {**fields(page, REDACT), "step": "redact"}
    assert handed_on["scope"] == "here"
    assert isolde.post(REDACT, handed_on).status_code == 303
    assert 'at [a "tall" tower & more] for' in public_text(desk, COMMENT)


def test_going_back_to_change_something_keeps_everything(isolde: Visitor) -> None:
    typed = redaction(own_label="a tower", scope="everywhere")
    back = isolde.post(REDACT, {**typed, "step": "change"})
    assert back.status_code == 200
    kept = fields(back.text, REDACT)
    assert {name: kept[name] for name in ("words", "label", "own_label", "reason", "scope")} == {
        name: typed[name] for name in ("words", "label", "own_label", "reason", "scope")
    }


def test_a_preview_counts_titles_names_addresses_and_labels(isolde: Visitor) -> None:
    post = f"/-/moderate/item/{POST}/redact"
    told = text_of(isolde.post(post, redaction(step="preview", words="new lamp")).text)
    assert "the title, 2 addresses" in told
    labels = text_of(isolde.post(post, redaction(step="preview", words="Lamps")).text)
    assert "1 label of the blog" in labels
    name = text_of(isolde.post(REDACT, redaction(step="preview", words="Fogbound")).text)
    assert "the name it is signed with" in name


# -- refused, with nothing lost

REFUSED = {
    "words that are not there": ({"words": "Lighthouse Hill"}, "do not stand in"),
    "no words": ({"words": " \n "}, "Which words"),
    "nothing to look for": ({"words": "..."}, "at least one letter"),
    "no label": ({"label": ""}, "What kind of detail"),
    "a label with brackets": ({"own_label": "[place]"}, "no brackets"),
    "no reason": ({"reason": " "}, "A reason is needed"),
    "a reason that holds the words": ({"reason": f"He worked at {SECRET}"}, "without them"),
    "a reason too long": ({"reason": "x" * 301}, "300"),
}


@pytest.mark.feature("M15")
@pytest.mark.parametrize("step", ["preview", "redact"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_comes_back_with_everything_typed(
    desk: Desk, isolde: Visitor, name: str, step: str
) -> None:
    changed, said = REFUSED[name]
    typed = redaction(step=step, scope="everywhere", **changed)
    answer = isolde.post(REDACT, typed)
    assert answer.status_code == 400
    assert said in problem(answer)
    kept = fields(answer.text, REDACT)
    for field in ("words", "label", "own_label", "reason"):
        assert kept[field] == typed.get(field, "").strip()
    assert kept["scope"] == "everywhere"
    assert kinds(desk) == []


def test_the_same_words_twice_are_refused(isolde: Visitor) -> None:
    isolde.post(REDACT, redaction())
    assert "masked already" in problem(isolde.post(REDACT, redaction()))


def test_what_publishing_refuses_stands_on_the_form(isolde: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise Refused("Another threadkeep is publishing: wait until it has ended, then run this again.")

    monkeypatch.setattr(acts, "decide_and_publish", refuse)
    reason = {"reason": "Asked for"}
    for path, on in ((REDACT, redaction()), (f"{ITEM}/hide", reason), (f"{ITEM}/show", reason)):
        answer = isolde.post(path, on)
        assert answer.status_code == 400
        assert "Another threadkeep is publishing" in problem(answer)


@pytest.mark.parametrize("path", ["/-/moderate/item/99", "/-/moderate/item/%FF", "/-/moderate/item/99/tags"])
def test_an_item_that_is_not_there(isolde: Visitor, path: str) -> None:
    answer = isolde.get(path)
    assert answer.status_code == 404
    assert "no post or comment" in answer.text


@pytest.mark.parametrize("act", ["redact", "hide", "show", "tags"])
def test_acting_on_an_item_that_is_not_there(isolde: Visitor, act: str) -> None:
    assert isolde.post(f"/-/moderate/item/99/{act}", redaction(add="fog")).status_code == 404


@pytest.mark.parametrize("path", [REDACT, f"{ITEM}/hide", f"{ITEM}/show"])
def test_reading_an_acts_address_leads_to_the_item(desk: Desk, isolde: Visitor, path: str) -> None:
    answer = isolde.get(f"{path}?words={SECRET}&label=place&reason=a&step=redact&scope=here")
    assert (answer.status_code, answer.headers["location"]) == (303, ITEM)
    assert kinds(desk) == []


# -- hiding, undoing


@pytest.mark.feature("M7")
def test_a_hidden_comment_keeps_its_place_and_its_replies(desk: Desk, isolde: Visitor) -> None:
    done = isolde.post(f"{ITEM}/hide", {"reason": "Identifies a third party"})
    assert done.status_code == 303
    assert "Hidden" in text_of(isolde.get(done.headers["location"]).text)
    page = text_of(isolde.get(PATH).text)
    assert "Identifies a third party" in page
    assert "kept the light" not in page
    assert "sailed home by it" in page
    assert public_text(desk, COMMENT) == ""
    assert public_text(desk, REPLY)


def test_moderators_still_see_what_is_hidden_and_are_not_offered_to_hide_it_twice(isolde: Visitor) -> None:
    isolde.post(f"{ITEM}/hide", {"reason": "Identifies a third party"})
    item = isolde.get(ITEM).text
    assert SECRET in item
    assert f'action="{ITEM}/hide"' not in item
    controls = BeautifulSoup(isolde.get(PATH).text, "lxml").select_one(f'[data-desk="{COMMENT}"]')
    assert controls is not None
    assert [link["data-act"] for link in controls.find_all("a")] == ["redact", "tag", "links", "answers", "undo"]
    assert "hidden already" in problem(isolde.post(f"{ITEM}/hide", {"reason": "Again"}))


@pytest.mark.feature("M7")
def test_a_withheld_comment_answers_as_if_it_had_never_been(desk: Desk, isolde: Visitor) -> None:
    done = isolde.post(f"{ITEM}/hide", {"reason": "Told to us in confidence", "how": "withhold"})
    assert done.status_code == 303
    assert "Withheld" in text_of(isolde.get(done.headers["location"]).text)
    page = BeautifulSoup(isolde.get(PATH).text, "lxml")
    assert page.select_one(f'[data-item="{COMMENT}"]') is None
    assert "Not shown" not in page.text
    # what answers it stands by itself
    assert "sailed home by it" in page.text
    with closing(store.open_public(desk.folder)) as db:
        assert store.find_item(db, COMMENT) is None
    assert SECRET in isolde.get(ITEM).text
    alone, never = isolde.get(f"/-/comment/{COMMENT}"), isolde.get("/-/comment/999999")
    assert (alone.status_code, text_of(alone.text)) == (never.status_code, text_of(never.text))
    assert alone.status_code == 404
    item = text_of(isolde.get(ITEM).text)
    assert "Withheld: for readers it is as if it had never been." in item
    assert "Hide all of it" not in item
    refused = isolde.post(f"{ITEM}/hide", {"reason": "Again", "how": "withhold"})
    assert "withheld already" in problem(refused)
    undo = undo_address(done)
    isolde.post(undo, {"reason": "Made by mistake"})
    assert SECRET in public_text(desk, COMMENT)


@pytest.mark.feature("M10")
def test_while_the_archive_is_busy_a_form_comes_back_as_it_was_sent(
    isolde: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*given: Any, **options: Any) -> Any:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(acts, "decide_and_publish", locked)
    answer = isolde.post(f"{ITEM}/hide", {"reason": "Told to us in confidence", "how": "withhold"})
    assert (answer.status_code, problem(answer)) == (400, BUSY)
    page = BeautifulSoup(answer.text, "lxml")
    assert page.select_one('input[name="reason"][value="Told to us in confidence"]')
    assert page.select_one('input[value="withhold"][checked]')


@pytest.mark.feature("M15")
def test_hiding_and_undoing_need_a_reason(desk: Desk, isolde: Visitor) -> None:
    assert "A reason is needed" in problem(isolde.post(f"{ITEM}/hide", {"reason": "  "}))
    undo = undo_address(isolde.post(REDACT, redaction()))
    answer = isolde.post(undo, {})
    assert answer.status_code == 400
    assert "A reason is needed" in problem(answer)
    assert kinds(desk) == ["mask"]


def undo_address(done: Any) -> str:
    return str(done.headers["location"]).replace("/certificate/", "/undo/")


@pytest.mark.feature("M8")
def test_undoing_brings_the_words_back(desk: Desk, isolde: Visitor) -> None:
    undo = undo_address(isolde.post(REDACT, redaction()))
    assert isolde.get(undo).headers["location"] == f"{ITEM}#decisions"
    done = isolde.post(undo, {"reason": "Made by mistake"})
    assert done.status_code == 303
    told = text_of(isolde.get(done.headers["location"]).text)
    assert "Undone" in told
    assert "holds no longer" in told
    assert SECRET in public_text(desk, COMMENT)
    assert kinds(desk) == ["mask", "undo"]


@pytest.mark.feature("M8")
def test_hiding_is_undone_too(desk: Desk, isolde: Visitor) -> None:
    undo = undo_address(isolde.post(f"{ITEM}/hide", {"reason": "Identifies a third party"}))
    isolde.post(undo, {"reason": "Made by mistake"})
    assert SECRET in public_text(desk, COMMENT)


@pytest.mark.feature("H8")
@pytest.mark.feature("M8")
def test_what_is_gone_at_its_source_is_shown_by_decision_and_that_is_undone(desk: Desk, isolde: Visitor) -> None:
    desk.vanish(COMMENT)
    assert public_text(desk, COMMENT) == ""
    done = isolde.post(f"{ITEM}/show", {"reason": "Asked for by whoever wrote it"})
    certificate = text_of(isolde.get(done.headers["location"]).text)
    assert "Kept public It stays public though it is gone at its source" in certificate.replace(
        "Back to its place ", ""
    )
    assert "looked for" not in certificate
    assert SECRET in public_text(desk, COMMENT)
    assert "Kept public" in text_of(isolde.get(ITEM).text)
    assert "Show to readers" not in isolde.get(ITEM).text
    assert "Isolde kept public" in text_of(isolde.get("/-/moderate/log").text)
    assert "A text that is gone at its source was kept" in text_of(isolde.get("/-/log").text)
    isolde.post(undo_address(done), {"reason": "Made by mistake"})
    assert public_text(desk, COMMENT) == ""


@pytest.mark.feature("M15")
def test_showing_needs_a_reason_and_something_to_show(desk: Desk, isolde: Visitor) -> None:
    desk.vanish(COMMENT)
    assert "A reason is needed" in problem(isolde.post(f"{ITEM}/show", {"reason": "  "}))
    refused = isolde.post(f"/-/moderate/item/{OTHER}/show", {"reason": "Asked for"})
    assert refused.status_code == 400
    assert "no comment that vanished" in problem(refused)
    assert fields(refused.text, f"/-/moderate/item/{OTHER}/show")["reason"] == "Asked for"
    assert isolde.get(f"{ITEM}/show").headers["location"] == ITEM
    assert kinds(desk) == []


@pytest.mark.feature("M8")
def test_for_a_quarter_of_an_hour_its_author_alone_then_somebody_else(desk: Desk, isolde: Visitor) -> None:
    bertram = desk.visitor(MODERATOR)
    undo = undo_address(isolde.post(REDACT, redaction()))
    early = bertram.post(undo, {"reason": "Too much was covered"})
    assert early.status_code == 400
    assert "only Isolde may undo" in problem(early)
    assert fields(early.text, undo)["reason"] == "Too much was covered"
    desk.clock.pass_by(minutes=16)
    late = isolde.post(undo, {"reason": "Made by mistake"})
    assert "somebody else has to undo it" in problem(late)
    assert bertram.post(undo, {"reason": "Too much was covered"}).status_code == 303
    assert SECRET in public_text(desk, COMMENT)


@pytest.mark.parametrize("log_id", ["L999", "L1", "nonsense", "%FF", "L" + "9" * 5000])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_decision_that_is_not_there(isolde: Visitor, log_id: str, method: str) -> None:
    path = f"/-/moderate/undo/{log_id}"
    answer = isolde.get(path) if method == "GET" else isolde.post(path, {"reason": "Made by mistake"})
    assert answer.status_code == 404


@pytest.mark.parametrize("log_id", ["L1", "L999", "12", "LL1", "L%FF"])
def test_a_certificate_that_is_not_there(isolde: Visitor, log_id: str) -> None:
    assert isolde.get(f"/-/moderate/certificate/{log_id}").status_code == 404


def test_a_certificate_that_found_something_says_what_to_do(isolde: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    done = isolde.post(REDACT, redaction())
    left = Certificate(
        log_id="L9",
        surfaces=(SurfaceCheck("a later surface", 7, 1),),
        elsewhere=(Elsewhere("99", "kept by decision"),),
        seconds=0.25,
        places=(Place("a later surface", "page 4"),),
    )
    monkeypatch.setattr(certificates, "find_certificate", lambda *_: left)
    told = text_of(isolde.get(done.headers["location"]).text)
    assert "still stand in 1 place" in told
    assert "threadkeep publish --full" in told
    assert "a later surface 7 places 1" in told
    assert "a later surface: page 4" in told
    assert "Item 99 kept by decision" in told


# -- the item's page


def test_moderators_see_the_original_with_its_addresses(isolde: Visitor) -> None:
    page = text_of(isolde.get(f"/-/moderate/item/{POST}").text)
    assert "The new lamp It turns, at last. The Keeper" in page
    assert f"https://lamp.example{PATH}" in page
    assert "Lamps" in page


@pytest.mark.feature("M9")
def test_what_waits_for_somebody_can_be_read_by_moderators_alone(desk: Desk, isolde: Visitor) -> None:
    assert public_text(desk, CONTACT) == ""
    page = text_of(isolde.get(f"/-/moderate/item/{CONTACT}").text)
    assert "lamp.keeper@light.example" in page
    assert "Waiting for a moderator" in page


def test_every_kind_of_detail_can_be_chosen_but_what_is_masked_already(isolde: Visitor) -> None:
    page = BeautifulSoup(isolde.get(ITEM).text, "lxml")
    offered = [option["value"] for option in page.select("#label option")]
    assert offered == ["", *LABELS]
    assert "already masked" not in LABELS
    assert "place" in LABELS


@pytest.mark.feature("M15")
def test_reasons_are_offered_and_others_can_be_typed(isolde: Visitor) -> None:
    page = BeautifulSoup(isolde.get(ITEM).text, "lxml")
    for field in page.select("input[name=reason]"):
        assert field.has_attr("required")
        assert len(page.select(f"#{field['list']} option")) >= 4


@pytest.mark.feature("O6")
def test_what_was_written_is_never_html(desk: Desk, isolde: Visitor) -> None:
    nasty = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    answer = isolde.post(REDACT, redaction(words=nasty, own_label=nasty, reason=nasty))
    assert nasty not in answer.text
    assert html.escape(nasty, quote=True).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in answer.text
    assert len(BeautifulSoup(answer.text, "lxml").find_all("script")) == 1


def test_a_form_never_prints_its_words() -> None:
    form = RedactForm.parse(redaction())
    assert "Ravelsworth" not in repr(form)


def test_bytes_that_are_no_text_are_no_words(desk: Desk, isolde: Visitor) -> None:
    headers = {**OWN, "content-type": "application/x-www-form-urlencoded"}
    answer = isolde.ask("POST", REDACT, content=b"words=\xff\xfe&label=place&reason=a&step=redact", headers=headers)
    assert answer.status_code == 400
    assert kinds(desk) == []
