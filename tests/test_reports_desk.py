"""Cases in the moderation site: lists, claims, answers, decisions, and attacks that stay words."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from archive.cases_command import cases as cases_command
from archive.errors import Refused
from archive.folder import DataFolder
from archive.inbox import database, store
from archive.inbox.database import opened
from archive.inbox.models import Kind, Report, hash_secret
from archive.moderation import case_acts, cases, exchange
from archive.originals.database import open_archive
from plugins.anonymisation import tidying
from plugins.anonymisation.case_forms import ANSWERS
from plugins.anonymisation.case_list import PER_PAGE
from plugins.anonymisation.desk import BUSY
from plugins.reports.pages import REPORT
from tests.moderation_copy import ADMIN, COMMENT, MODERATOR, OTHER, PATH, POST, REPLY, Desk, Visitor, open_desk, text_of

LIST = "/-/moderate/cases"
WORDS = "Wilhelmina Quillfeather kept the lamp"
ATTACKS = [line for line in (Path(__file__).parent / "xss.txt").read_text(encoding="utf-8").split("\n") if line]


@pytest.fixture
def ann(desk: Desk) -> Visitor:
    return desk.visitor(ADMIN)


@pytest.fixture
def ben(desk: Desk) -> Visitor:
    return desk.visitor(MODERATOR)


def put(
    desk: Desk,
    case_id: str,
    places: str = REPLY,
    *,
    why: str = WORDS,
    is_verified: bool = True,
    kind: Kind = Kind.ME,
) -> str:
    """Put a report in as the public process does; return its link."""
    at = desk.clock().isoformat(timespec="seconds")
    report = Report(case_id, hash_secret(case_id * 20), at, kind, (), places, why, is_verified)
    with opened(desk.folder) as db:
        store.add_reports(db, [report])
    return f"/-/case/{case_id * 20}"


def write(desk: Desk, case_id: str, body: str = WORDS) -> None:
    with opened(desk.folder) as db:
        store.add_message(
            db, hash_secret(case_id * 20), f"{case_id}-{body[:5]}", body, desk.clock().isoformat(timespec="seconds")
        )


def version_of(page: Any) -> str:
    found = re.search(r'name="version" value="(\d+)"', page.text)
    assert found
    return found[1]


def do(visitor: Visitor, case_id: str, step: str, **form: str) -> Any:
    """Press a button of a case as it is now."""
    address = f"/-/moderate/case/{case_id}"
    return visitor.post(address, {"version": version_of(visitor.get(address)), "step": step, **form})


def alert(answer: Any) -> str:
    return " ".join(found.get_text() for found in BeautifulSoup(answer.text, "lxml").select("[role=alert]"))


@pytest.mark.feature("M1")
@pytest.mark.feature("M2")
def test_the_list_says_what_waits_and_for_how_long(desk: Desk, ann: Visitor) -> None:
    assert "Nobody waits for an answer." in text_of(ann.get(LIST).text)
    put(desk, "A")
    desk.clock.pass_by(days=2)
    ann.log_in(ADMIN)
    put(desk, "B")
    put(desk, "U", is_verified=False)
    said = text_of(ann.get(LIST).text)
    assert "2 cases to be done, the oldest first." in said
    assert "To be done (2) Waiting apart (1) Closed (0)" in said
    assert "A Identifies whoever sent it received · sent 2 days ago" in said
    assert said.index("sent 2 days ago") < said.index("sent today")
    assert WORDS not in ann.get(LIST).text
    do(ann, "A", "claim")
    write(desk, "A")
    assert f"A Identifies whoever sent it new message being looked at, {ADMIN} has it" in text_of(ann.get(LIST).text)


@pytest.mark.feature("M1")
def test_a_case_shows_its_comments_in_their_thread(desk: Desk, ann: Visitor) -> None:
    put(desk, "B", REPLY)
    said = text_of(ann.get("/-/moderate/case/B").text)
    assert "Fogbound, comment 1 The new lamp 2 July 2018, 19:50 which it answers" in said
    assert "who sailed home by it" in said
    put(desk, "A", f"https://lamp.example{PATH}#c{REPLY} and {COMMENT}; also {POST}")
    page = ann.get("/-/moderate/case/A")
    said = text_of(page.text)
    assert f"Why {WORDS}" in said
    assert "What answers it (1)" in said
    soup = BeautifulSoup(page.text, "lxml")
    assert {each["id"] for each in soup.select(".desk-card")} == {f"item-{each}" for each in (REPLY, COMMENT, POST)}
    links = {str(link["href"]) for link in soup.select(f"#item-{REPLY} a")}
    assert {f"/-/moderate/item/{REPLY}", f"/-/moderate/item/{REPLY}#hide", f"{PATH}#c{REPLY}"} <= links
    for link in links:
        assert ann.get(link.partition("#")[0]).status_code == 200


@pytest.mark.feature("M1")
def test_the_whole_way_of_a_case(desk: Desk, ann: Visitor) -> None:
    link = put(desk, "A")
    assert do(ann, "A", "claim").headers["location"] == "/-/moderate/case/A"
    assert f"You have this case until {desk.clock():%-d May 2026, 10:30} UTC" in text_of(
        ann.get("/-/moderate/case/A").text
    )
    assert do(ann, "A", "answer", answer="Which words?").status_code == 303
    assert "Being looked at" in text_of(ann.get(link).text)
    assert "Which words?" in ann.get(link).text
    assert ann.post(link, {"message": WORDS}).status_code == 303
    assert f"Whoever sent it, {desk.clock():%-d May 2026, %H:%M} UTC {WORDS}" in text_of(
        ann.get("/-/moderate/case/A").text
    )
    assert WORDS not in ann.get(link).text
    assert do(ann, "A", "decide", outcome="removed", reason="It named you.").status_code == 303
    assert "It was removed. Copies elsewhere are beyond our reach. It named you." in text_of(ann.get(link).text)
    assert do(ann, "A", "close").status_code == 303
    assert "Closed (1)" in text_of(ann.get(LIST).text)
    assert "A Identifies whoever sent it closed" in text_of(ann.get(f"{LIST}?pile=closed").text)
    assert do(ann, "A", "reopen").status_code == 303
    assert "No case was closed yet." in text_of(ann.get(f"{LIST}?pile=closed").text)
    desk.clock.pass_by(days=1)
    ann.log_in(ADMIN)
    assert do(ann, "A", "decide", outcome="kept", reason="It is public.", close="yes").status_code == 303
    desk.clock.pass_by(days=30)
    ann.log_in(ADMIN)
    said = text_of(ann.get("/-/moderate/case/A").text)
    assert "Texts Deleted on" in said
    assert WORDS not in said
    assert "Deleted." in said
    assert "What was written in it was deleted on" in text_of(ann.get(link).text)


@pytest.mark.feature("M2")
def test_two_moderators_cannot_collide(desk: Desk, ann: Visitor, ben: Visitor) -> None:
    put(desk, "A")
    seen = version_of(ben.get("/-/moderate/case/A"))
    do(ann, "A", "claim")
    page = ben.get("/-/moderate/case/A")
    assert f"{ADMIN} has this case until" in text_of(page.text)
    assert "<textarea" not in page.text
    address = "/-/moderate/case/A"
    answer = ben.post(address, {"version": seen, "step": "answer", "answer": "I typed this"})
    assert (answer.status_code, f"{ADMIN} has this case" in answer.text) == (400, True)
    do(ann, "A", "release")
    answer = ben.post(address, {"version": seen, "step": "answer", "answer": "I typed this"})
    assert "has changed since you opened it" in alert(answer)
    assert "I typed this" in answer.text
    assert (
        ben.post(address, {"version": version_of(answer), "step": "answer", "answer": "I typed this"}).status_code
        == 303
    )
    assert f"{MODERATOR} has this case" in text_of(ann.get(address).text)
    desk.clock.pass_by(minutes=31)
    assert do(ann, "A", "claim").status_code == 303


@pytest.mark.parametrize(
    ("step", "form", "said"),
    [
        ("answer", {"answer": " "}, "Write an answer first."),
        ("decide", {"reason": "why"}, "Choose one of the four."),
        ("decide", {"outcome": "kept"}, "Give a reason"),
        ("close", {}, "Only a case that was decided can be closed"),
        ("reopen", {}, "open already"),
        ("items", {"places": "the one about lamps"}, "The archive knows no comment or post of that id"),
    ],
)
def test_what_cannot_be_done_is_said_beside_its_form(
    desk: Desk, ann: Visitor, step: str, form: dict[str, str], said: str
) -> None:
    put(desk, "A")
    answer = do(ann, "A", step, **form)
    assert answer.status_code == 400
    assert said in alert(answer)
    for typed in form.values():
        assert typed.strip() in answer.text


def test_a_ready_answer_goes_into_the_box_after_what_stands_there(desk: Desk, ann: Visitor) -> None:
    put(desk, "A")
    answer = do(ann, "A", "begin", answer="Dear all,", ready="words")
    box = BeautifulSoup(answer.text, "lxml").select_one("#answer")
    ready = next(each.text for each in ANSWERS if each.key == "words")
    assert box is not None
    assert box.get_text() == f"Dear all,\n\n{ready}"
    empty = BeautifulSoup(do(ann, "A", "begin", ready="nonsense").text, "lxml").select_one("#answer")
    assert empty is not None
    assert empty.get_text() == ""


def test_an_item_that_nobody_found_is_noted(desk: Desk, ann: Visitor) -> None:
    put(desk, "A", "the one by the man from the tower")
    assert "No item of the archive was found" in text_of(ann.get("/-/moderate/case/A").text)
    assert do(ann, "A", "items", places=f"{PATH}#c{OTHER}").status_code == 303
    assert f'id="item-{OTHER}"' in ann.get("/-/moderate/case/A").text


def test_a_button_that_does_not_exist_does_nothing(desk: Desk, ann: Visitor) -> None:
    put(desk, "A")
    before = ann.get("/-/moderate/case/A").text
    assert do(ann, "A", "nonsense").status_code == 303
    assert ann.get("/-/moderate/case/A").text == before
    assert ann.post("/-/moderate/case/NONE", {"step": "claim"}).status_code == 404
    assert ann.get("/-/moderate/case/NONE").status_code == 404


@pytest.mark.feature("M1")
def test_what_waits_apart_is_sorted_by_ticking(desk: Desk, ann: Visitor) -> None:
    assert "No report waits apart." in text_of(ann.get(f"{LIST}?pile=unverified").text)
    for name in ("U1", "U2", "U3", "U4"):
        put(desk, name, is_verified=False)
    page = ann.get(f"{LIST}?pile=unverified")
    assert "4 reports wait apart" in text_of(page.text)
    assert len(BeautifulSoup(page.text, "lxml").select("input[type=checkbox]")) == 4 + 1  # and the switch of the keys
    ticked = {"tick:U1": "yes", "tick:U2": "yes", "tick:NONE": "yes"}
    assert ann.post(LIST, {**ticked, "step": "aside"}).headers["location"] == f"{LIST}?pile=unverified"
    assert ann.post(LIST, {"tick:U3": "yes", "step": "accept"}).status_code == 303
    assert "To be done (1) Waiting apart (1) Closed (2)" in text_of(ann.get(LIST).text)
    assert "1 report waits apart" in text_of(ann.get(f"{LIST}?pile=unverified").text)
    assert do(ann, "U4", "accept").status_code == 303
    assert "To be done (2)" in text_of(ann.get(LIST).text)
    assert "worked on a case" in text_of(ann.get("/-/moderate/log").text)


@pytest.mark.feature("O6")
@pytest.mark.parametrize("headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://evil.example"}, {}])
def test_a_form_of_another_site_changes_no_case(desk: Desk, ann: Visitor, headers: dict[str, str]) -> None:
    put(desk, "A")
    put(desk, "U", is_verified=False)
    before = ann.get("/-/moderate/case/A").text
    for step in ("claim", "answer", "decide", "items"):
        form = {"step": step, "version": "1", "answer": "x", "outcome": "kept", "reason": "x", "places": COMMENT}
        assert ann.post("/-/moderate/case/A", form, headers=headers).status_code == 403
    assert ann.post(LIST, {"tick:U": "yes", "step": "aside"}, headers=headers).status_code == 403
    assert ann.get("/-/moderate/case/A").text == before
    assert "Waiting apart (1)" in text_of(ann.get(LIST).text)


@pytest.mark.feature("M1")
def test_a_flood_is_put_aside_in_one_go_and_only_as_it_was_seen(desk: Desk, ann: Visitor) -> None:
    for number in range(PER_PAGE + 5):
        put(desk, f"U{number}", why=f"{WORDS} {'again ' * 100}", is_verified=False)
    put(desk, "A")
    page = ann.get(f"{LIST}?pile=unverified")
    assert f"Type how many wait apart ({PER_PAGE + 5})" in text_of(page.text)
    excerpts = [found.get_text() for found in BeautifulSoup(page.text, "lxml").select(".desk-excerpt")]
    assert len(excerpts) == PER_PAGE
    assert all(excerpt.startswith(WORDS) and len(excerpt) == 160 for excerpt in excerpts)
    for wrong in ("", "3", "all", f"{PER_PAGE + 6}"):
        answer = ann.post(LIST, {"step": "all", "number": wrong})
        assert answer.status_code == 400
        assert f"Nothing was put aside: {PER_PAGE + 5} wait apart now." in alert(answer)
    assert ann.post(LIST, {"step": "all", "number": f"{PER_PAGE + 5}"}).status_code == 303
    said = text_of(ann.get(LIST).text)
    assert f"To be done (1) Waiting apart (0) Closed ({PER_PAGE + 5})" in said
    assert WORDS not in ann.get(LIST).text


def test_a_case_is_found_by_the_number_somebody_says(desk: Desk, ann: Visitor) -> None:
    put(desk, "ABCD-EFGH")
    ann.get(LIST)
    assert ann.get(f"{LIST}?case=%20abcd-efgh").headers["location"] == "/-/moderate/case/ABCD-EFGH"
    missing = ann.get(f"{LIST}?case=<b>")
    assert "There is no case of that number" in alert(missing)
    assert "&lt;B&gt;" in missing.text


def test_a_long_list_has_pages(desk: Desk, ann: Visitor) -> None:
    for number in range(PER_PAGE + 1):
        put(desk, f"N{number:03}")
    assert f"{LIST}?page=2" in ann.get(LIST).text
    assert f'href="{LIST}"' in ann.get(f"{LIST}?page=2").text
    for odd in ("page=0", "page=-1", "page=x", "page=99999999", "pile=nonsense"):
        assert ann.get(f"{LIST}?{odd}").status_code == 200


@pytest.mark.feature("M1")
def test_while_the_inbox_cannot_be_used_the_desk_goes_on(
    desk: Desk, ann: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = put(desk, "A")
    version = version_of(ann.get("/-/moderate/case/A"))
    with monkeypatch.context() as patched:
        patched.setattr(database, "VERSION", 0)
        answer = ann.post("/-/moderate/case/A", {"version": version, "step": "answer", "answer": "Which words?"})
        assert answer.status_code == 303
        assert "senders do not see yet" in alert(ann.get(LIST))
        assert "senders do not see yet" in alert(ann.get("/-/moderate/case/A"))
    assert "Which words?" not in ann.get(link).text
    ann.get(LIST)
    assert "Which words?" in ann.get(link).text


@pytest.mark.feature("M10")
def test_while_the_archive_is_busy_a_case_comes_back_as_it_was_filled_in(
    desk: Desk, ann: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: Any, **__: Any) -> Any:
        raise sqlite3.OperationalError("database is locked")

    link = put(desk, "A")
    version = version_of(ann.get("/-/moderate/case/A"))
    with monkeypatch.context() as patched:
        patched.setattr(case_acts, "answer", locked)
        answer = ann.post("/-/moderate/case/A", {"version": version, "step": "answer", "answer": "Which words?"})
    assert answer.status_code == 400
    assert BUSY in text_of(answer.text)
    assert BeautifulSoup(answer.text, "lxml").select_one("#answer").get_text() == "Which words?"  # type: ignore[union-attr]  # it is there
    assert do(ann, "A", "answer", answer="Which words?").status_code == 303
    with monkeypatch.context() as patched:
        patched.setattr("plugins.anonymisation.cases.exchange", locked)
        assert "The archive is busy just now" in alert(ann.get("/-/moderate/case/A"))
    assert "Which words?" in ann.get(link).text


@pytest.mark.feature("M14")
def test_a_certificate_leads_back_to_the_open_cases_about_its_item(desk: Desk, ann: Visitor) -> None:
    put(desk, "A")
    ann.get(LIST)
    do(ann, "A", "items", places=REPLY)
    made = ann.post(f"/-/moderate/item/{REPLY}/hide", {"reason": "Names somebody"}).headers["location"]
    back = BeautifulSoup(ann.get(made).text, "lxml").select_one('main a[href="/-/moderate/case/A"]')
    assert back is not None
    assert back.get_text() == "Case A"
    do(ann, "A", "decide", outcome="removed", reason="It named you.", close="yes")
    assert "/-/moderate/case/A" not in ann.get(made).text


def test_while_the_public_copy_is_being_written_a_case_is_shown(
    desk: Desk, ann: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def locked(*_: Any) -> Any:
        raise sqlite3.OperationalError("database is locked")

    put(desk, "A")
    ann.get(LIST)
    monkeypatch.setattr("plugins.anonymisation.cases.read", locked)
    assert ann.get("/-/moderate/case/A").status_code == 200
    assert do(ann, "A", "items", places=OTHER).status_code == 303


@pytest.mark.feature("M1")
def test_a_report_can_be_noted_for_somebody_who_telephoned(ann: Visitor) -> None:
    sent = ann.post(REPORT, {"places": COMMENT, "kind": "somebody", "why": "told by telephone"})
    assert sent.status_code == 303
    assert "1 case to be done" in text_of(ann.get(LIST).text)


@pytest.fixture(scope="module")
def attacked(moderated: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, list[str]]]:
    with open_desk(moderated, tmp_path_factory.mktemp("attacked") / "data") as desk:
        parts = [line.replace("\x00", "") for line in ATTACKS]
        names = []
        for number, start in enumerate(range(0, len(parts), 100)):
            some = "\n".join(parts[start : start + 100])
            names.append(f"X{number}")
            put(desk, names[-1], some, why=some)
            write(desk, names[-1], some)
        yield desk, names


@pytest.mark.feature("O6")
def test_five_hundred_attacks_are_shown_to_moderators_as_words(attacked: tuple[Desk, list[str]]) -> None:
    desk, names = attacked
    ann = desk.visitor(ADMIN)
    put(desk, "PLAIN", "nothing")
    write(desk, "PLAIN", "nothing")
    plain = BeautifulSoup(ann.get("/-/moderate/case/PLAIN").text, "html.parser")
    allowed = [(tag.name, tag.get("src")) for tag in plain.select("script, link, meta, form, input")]
    for name in names:
        some = "\n".join(ATTACKS[int(name[1:]) * 100 :][:100]).replace("\x00", "")
        answers = [ann.get(f"/-/moderate/case/{name}"), do(ann, name, "decide", reason=some)]
        for answer in answers:
            page = BeautifulSoup(answer.text, "html.parser")
            assert not page.select("iframe, object, embed, svg, math, img, style, base")
            found = [(tag.name, tag.get("src")) for tag in page.select("script, link, meta, form, input")]
            assert found == allowed
            for tag in page.find_all():
                assert not [each for each in tag.attrs if each.startswith("on") or each in ("style", "srcdoc")]
            shown = page.get_text()
            assert all(line.strip() in shown for line in some.split("\n") if line.strip())


# -- without anybody looking


@pytest.mark.feature("M1")
def test_the_process_takes_over_and_forgets_by_itself(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    put(desk, "A")
    stopped = threading.Event()
    rounds: list[str] = []

    def wait(seconds: float) -> bool:
        rounds.append(f"{seconds:.0f}")
        if len(rounds) == 1:
            desk.folder.inbox_db.write_bytes(b"damaged" * 500)
        return len(rounds) == 3

    monkeypatch.setattr(stopped, "wait", wait)
    tidying.keep_tidy(desk.folder, stopped, desk.clock)
    assert rounds == ["60", "60", "60"]
    assert [record.levelname for record in caplog.records if record.name == "threadkeep.moderation"] == ["WARNING"]
    with closing(open_archive(desk.folder)) as db:
        assert cases.has_case(db, "A")
    assert "inbox.db cannot be used now" in tidying.tidy(desk.folder, desk.clock())


def test_a_fault_ends_no_turn_and_is_logged_without_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    put(desk, "A")
    stopped, rounds = threading.Event(), [True, True, False]

    def fails(*given: Any, **options: Any) -> Any:
        if rounds.pop(0):
            raise ValueError(WORDS)
        return exchange.exchange(*given, **options)

    monkeypatch.setattr(tidying, "exchange", fails)
    monkeypatch.setattr(stopped, "wait", lambda seconds: not rounds)
    tidying.keep_tidy(desk.folder, stopped, desk.clock)
    (told,) = [record.getMessage() for record in caplog.records if record.name == "threadkeep.moderation"]
    assert "ValueError in fails:" in told
    assert "Quillfeather" not in caplog.text
    with closing(open_archive(desk.folder)) as db:
        assert cases.has_case(db, "A")


def test_the_thread_that_does_so_ends_with_its_process(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[DataFolder] = []
    monkeypatch.setattr(tidying, "keep_tidy", lambda folder, *_: started.append(folder))
    tidying.start(desk.folder)
    for thread in threading.enumerate():
        if thread.name == "tidying":
            assert thread.daemon
            thread.join(30)
    assert started == [desk.folder]


@pytest.mark.feature("M1")
def test_the_command_lists_what_waits_without_a_word(desk: Desk, ann: Visitor) -> None:
    put(desk, "A", COMMENT)
    put(desk, "U", is_verified=False)
    data = ["--data", str(desk.folder.path)]
    done = CliRunner().invoke(cases_command, data, catch_exceptions=False)
    assert done.exit_code == 0
    day = f"{desk.clock():%Y-%m-%d}"
    assert done.stdout == (f"A  sent {day}  received\n1 to be done, 1 waiting apart; 2 came in, texts of 0 deleted\n")
    do(ann, "A", "claim")
    listed = CliRunner().invoke(cases_command, [*data, "--json"], catch_exceptions=False).stdout
    assert '"open": 1, "unverified": 1, "closed": 0, "new": 0, "forgotten": 0' in listed
    assert '"state": "looked_at"' in listed
    assert "Quillfeather" not in done.output + listed


def test_the_command_says_what_is_in_the_way(desk: Desk) -> None:
    desk.folder.inbox_db.write_bytes(b"damaged" * 500)
    with pytest.raises(Refused, match="cannot be used now"):
        CliRunner().invoke(cases_command, ["--data", str(desk.folder.path)], catch_exceptions=False)


@pytest.mark.feature("M2")
@pytest.mark.feature("T3")
def test_what_a_reader_knows_of_an_acronym_stands_with_the_acronyms(desk: Desk, ann: Visitor) -> None:
    acronyms = "/-/moderate/acronyms"
    assert "Readers say" not in text_of(ann.get(acronyms).text)
    put(desk, "A", why="The LQB is the Lamp Quay Board", kind=Kind.ACRONYM)
    put(desk, "B")
    assert "A Says what an acronym means received" in text_of(ann.get(LIST).text)
    page = BeautifulSoup(ann.get(acronyms).text, "lxml").select("section[aria-labelledby=said] a")
    assert [(link["href"], link.get_text()) for link in page] == [
        ("/-/moderate/case/A", "The LQB is the Lamp Quay Board (today)")
    ]
    assert BeautifulSoup(ann.get("/-/moderate/case/A").text, "lxml").select_one(f'.lead a[href="{acronyms}"]')
    assert not BeautifulSoup(ann.get("/-/moderate/case/B").text, "lxml").select_one(f'.lead a[href="{acronyms}"]')
    do(ann, "A", "decide", outcome="explained", reason="It was unknown here.", close="yes")
    assert "Readers say" not in text_of(ann.get(acronyms).text)
