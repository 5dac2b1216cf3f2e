"""The form and the page of a case, as readers meet them: no account, no script, no trace, and never a traceback."""

from __future__ import annotations

import asyncio
import logging
import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any, cast

import pytest
from bs4 import BeautifulSoup

from archive.errors import Refused
from archive.folder import DataFolder
from archive.inbox import database, store, taking
from archive.inbox.database import opened
from archive.inbox.models import (
    LONGEST_MESSAGE,
    LONGEST_PLACES,
    LONGEST_WHY,
    Answer,
    Kind,
    Outcome,
    Report,
    State,
    Told,
    hash_secret,
)
from archive.redaction.words import Words
from plugins._datasette import Request, Response
from plugins.reports import form, limits, pages
from plugins.reports.letterbox import Letterbox
from plugins.reports.limits import Limits
from plugins.site.state import Extras
from plugins.site.surface import PagesSurface
from tests.public_copy import ENTRY, MAIN, NOON, Pages, open_pages

ATTACKS = [line for line in (Path(__file__).parent / "xss.txt").read_text(encoding="utf-8").split("\n") if line]
OWN = {"sec-fetch-site": "same-origin", "origin": "http://localhost"}
WORDS = "Wilhelmina Quillfeather kept the lamp"
AT = NOON.isoformat(timespec="seconds")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Pages]:
    opened_site = open_pages(tmp_path / "archive", "9001")
    yield opened_site
    opened_site.close()


def folder_of(site: Pages) -> DataFolder:
    return DataFolder(site.served.threadkeep.folder.path)


def send(site: Pages, *, headers: Any = None, **changed: str) -> Any:
    filled = {"places": f"{ENTRY}#c9001", "kind": "me", "why": WORDS, **changed}
    return site.request("POST", "/-/report", data=filled, headers=OWN if headers is None else dict(headers))


def sent_link(site: Pages, **changed: str) -> str:
    answer = send(site, **changed)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def waiting(site: Pages) -> list[Report]:
    with opened(folder_of(site)) as db:
        return taking.waiting_reports(db)


def told(site: Pages, link: str, **changed: Any) -> None:
    with opened(folder_of(site)) as db:
        found = store.find_status(db, hash_secret(link.rpartition("/")[2]))
        assert found is not None
        taking.tell(
            db, [Told(**{"case_id": found.case_id, "state": State.LOOKED_AT, "at": AT, "version": 2, **changed})]
        )


def text_of(answer: Any) -> str:
    return " ".join(BeautifulSoup(answer.text, "lxml").get_text(" ").split())


# -- the form


@pytest.mark.feature("M1")
def test_a_report_stands_beside_each_comment_and_post(site: Pages) -> None:
    page = BeautifulSoup(site.get(ENTRY).text, "lxml")
    links = {link["href"]: link.get_text() for link in page.select("a.report")}
    assert links[f"/-/report?item={MAIN}"] == "report this post"
    assert links["/-/report?item=9001"] == "report"
    assert len(links) == 8
    for href in links:
        assert site.get(str(href)).status_code == 200
    assert "/-/report" in {link["href"] for link in page.select("footer a")}


@pytest.mark.feature("M5")
def test_the_link_to_the_form_is_the_archives_own_word(site: Pages) -> None:
    """A certificate for "report" taken out of a comment must not find it in the link beside that comment."""
    for word in ("report", "item"):
        assert PagesSurface(folder_of(site)).find(Words(word), ["9001", MAIN]).places == ()


@pytest.mark.feature("M1")
@pytest.mark.parametrize(
    ("item", "places"), [("9001", "/-/comment/9001"), ("", ""), ("<b>", ""), ("a b", ""), ("x" * 101, "")]
)
def test_the_form_begins_with_the_item_it_was_reached_from(site: Pages, item: str, places: str) -> None:
    page = BeautifulSoup(site.get("/-/report", params={"item": item}).text, "lxml")
    assert page.select_one("textarea[name=places]").get_text() == places  # type: ignore[union-attr]  # it is there


@pytest.mark.feature("M1")
def test_a_report_gives_a_case_and_a_link_to_it(site: Pages) -> None:
    link = sent_link(site)
    assert re.fullmatch(r"/-/case/[A-Za-z0-9_-]{43}", link)
    (report,) = waiting(site)
    assert (report.places, report.why, report.item_ids) == (f"{ENTRY}#c9001", WORDS, ("9001",))
    assert report.is_verified
    assert link.rpartition("/")[2] not in (folder_of(site).inbox_db.read_bytes()).decode("latin-1")
    page = site.get(link)
    said = text_of(page)
    assert f"Case {report.case_id}" in said
    assert "Received. Nobody has looked at it yet." in said
    assert f"http://localhost{link}" in said
    assert "Quillfeather" not in said
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert page.headers["referrer-policy"] == "no-referrer"
    assert page.headers["cache-control"] == "no-store"
    assert '<meta name="referrer" content="no-referrer">' in page.text
    assert '<meta name="robots" content="noindex, nofollow">' in page.text
    assert "etag" not in page.headers
    assert "set-cookie" not in page.headers
    assert "script-src" not in page.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"places": " "}, "Which comment or post do you mean?"),
        ({"places": "\x00\u202e"}, "Which comment or post do you mean?"),
        ({"kind": ""}, "What is wrong with it?"),
        ({"kind": "nonsense"}, "What is wrong with it?"),
        ({"kind": "other", "why": ""}, "say in a sentence what it is"),
        ({"places": "p" * (LONGEST_PLACES + 1)}, "The list of comments is longer than 4,000 characters"),
        ({"why": "w" * (LONGEST_WHY + 1)}, "The reason is longer than 8,000 characters"),
    ],
)
def test_a_form_that_cannot_be_sent_comes_back_whole(site: Pages, changed: dict[str, str], said: str) -> None:
    answer = send(site, once="kept", **changed)
    assert answer.status_code == 400
    page = BeautifulSoup(answer.text, "lxml")
    assert said in page.select_one("[role=alert]").get_text()  # type: ignore[union-attr]  # it is there
    fields = {str(area["name"]): area.get_text() for area in page.select("textarea")}
    typed = {"places": f"{ENTRY}#c9001", "why": WORDS, **changed}
    assert {name: value for name, value in fields.items() if typed[name].strip() not in ("", "\x00\u202e")} == {
        name: value for name, value in typed.items() if name in fields and value.strip() not in ("", "\x00\u202e")
    }
    assert page.select_one("input[name=once]")["value"] == "kept"  # type: ignore[index]  # it is there
    assert not waiting(site)


def test_a_reason_may_be_missing_where_the_comment_speaks_for_itself(site: Pages) -> None:
    sent_link(site, why="")
    assert waiting(site)[0].why == ""


def test_the_longest_form_that_a_browser_sends_is_taken(site: Pages) -> None:
    sent_link(site, places="€" * LONGEST_PLACES, why="€" * LONGEST_WHY)
    assert len(waiting(site)[0].why) == LONGEST_WHY


@pytest.mark.parametrize(
    "body", [b"places=" + b"x" * form.LONGEST_BODY, b"&".join(b"a=%d" % number for number in range(60))]
)
def test_too_large_a_body_is_refused_in_words(site: Pages, body: bytes) -> None:
    answer = site.request("POST", "/-/report", content=body, headers=OWN)
    assert answer.status_code == 413
    assert pages.TOO_MUCH in text_of(answer)
    link = sent_link(site)
    assert site.request("POST", link, content=body, headers=OWN).status_code == 400


def test_a_form_that_never_arrives_whole_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    class Slow:
        async def receive(self) -> dict[str, object]:
            await asyncio.sleep(0.01)
            return {"type": "http.request", "body": b"a", "more_body": True}

    monkeypatch.setattr(form, "PATIENCE", 0.1)
    assert asyncio.run(form.read_form(cast(Request, Slow()))) is None


def test_bytes_that_are_no_text_are_taken_as_marks_for_such(site: Pages) -> None:
    body = b"places=9001%ff%fe\xff&kind=me&why=%00%0d%0aok"
    assert site.request("POST", "/-/report", content=body, headers=OWN).status_code == 303
    assert waiting(site)[0].why == "ok"


def test_somebody_who_leaves_while_sending_leaves_nothing(site: Pages) -> None:
    sent: list[dict[str, Any]] = []

    async def ask() -> None:
        messages: Iterator[dict[str, Any]] = iter(
            [{"type": "http.request", "body": b"places=90", "more_body": True}, {"type": "http.disconnect"}]
        )

        async def receive() -> dict[str, Any]:
            return next(messages)

        async def note(message: dict[str, Any]) -> None:
            sent.append(message)

        headers = [(b"host", b"localhost"), (b"sec-fetch-site", b"same-origin")]
        scope = {"type": "http", "method": "POST", "path": "/-/report", "query_string": b"", "headers": headers}
        await site.served.app()(scope, receive, note)

    site.run(ask())
    assert sent[0]["status"] == 413
    assert not waiting(site)


@pytest.mark.feature("M1")
def test_the_same_form_sent_twice_is_one_case_and_a_changed_one_another(site: Pages) -> None:
    first = sent_link(site, once="one")
    assert sent_link(site, once="one") == first
    assert sent_link(site, once="one", why="Something else") != first
    assert sent_link(site, once="two") != first
    assert sent_link(site) != sent_link(site)
    assert len(waiting(site)) == 5


# -- who sent it


SENT_ELSEWHERE = [
    {"sec-fetch-site": "cross-site", "origin": "https://evil.example"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://localhost"},
    {"origin": "https://evil.example"},
    {"origin": "http://localhost.evil.example"},
    {"origin": "http://localhost:8001"},
    {"origin": "localhost"},
    {"origin": ""},
]


@pytest.mark.feature("O6")
@pytest.mark.parametrize("headers", SENT_ELSEWHERE)
def test_a_form_of_another_site_is_refused(site: Pages, headers: dict[str, str]) -> None:
    link = sent_link(site)
    for path in ("/-/report", link):
        answer = site.request("POST", path, data={"places": "9001", "kind": "me", "message": "x"}, headers=headers)
        assert answer.status_code == 403
        assert "another site sent it" in answer.text
    assert len(waiting(site)) == 1
    with opened(folder_of(site)) as db:
        assert not taking.waiting_messages(db)


@pytest.mark.parametrize(
    "headers", [OWN, {"sec-fetch-site": "none"}, {"origin": "https://LOCALHOST"}, {"origin": "http://localhost"}, {}]
)
def test_a_form_of_our_own_or_of_an_old_browser_is_taken(site: Pages, headers: dict[str, str]) -> None:
    assert send(site, headers=headers).status_code == 303


@pytest.mark.feature("O6")
def test_a_page_that_tells_nobody_its_address_can_send_its_own_form_alone(site: Pages) -> None:
    nothing = {"origin": "null"}
    link = sent_link(site)
    assert site.request("POST", link, data={"message": "Hello"}, headers=nothing).status_code == 303
    assert send(site, headers=nothing).status_code == 403
    wrong = {"origin": "null", "sec-fetch-site": "cross-site"}
    assert site.request("POST", link, data={"message": "Hello"}, headers=wrong).status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/-/reports", "/-/report/", "/-/case/", "/-/case/short", "/", "/-/about", "/-%2Freport", "/-/case/" + "x" * 101],
)
def test_nothing_else_can_be_sent(site: Pages, path: str) -> None:
    answer = site.request("POST", path, data={"places": "9001"}, headers=OWN)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
def test_no_other_method_is_known(site: Pages, method: str) -> None:
    assert site.request(method, "/-/report", headers=OWN).status_code == 405


@pytest.mark.feature("M1")
def test_beyond_a_few_a_day_reports_wait_apart_and_none_is_refused(site: Pages) -> None:
    links = {sent_link(site) for _ in range(limits.PER_ADDRESS + 2)}
    assert len(links) == limits.PER_ADDRESS + 2
    assert sorted(each.is_verified for each in waiting(site)) == [False] * 2 + [True] * limits.PER_ADDRESS
    for link in links:
        assert "apart" not in text_of(site.get(link))


@pytest.mark.feature("M1")
def test_more_than_can_be_verified_in_a_day_are_taken_all_the_same(site: Pages) -> None:
    sent = limits.PER_DAY + 5
    links = {sent_link(site, places=f"the one about lamp {number}") for number in range(sent)}
    assert len(links) == len(waiting(site)) == sent
    assert sum(each.is_verified for each in waiting(site)) == limits.PER_ADDRESS
    # and where each comes from an address of its own
    apart = Limits()
    day = datetime(2026, 5, 3, 23, 0, tzinfo=UTC)
    counted = [apart.counts(f"192.0.{number // 200}.{number % 200}", day) for number in range(sent)]
    assert counted == [True] * limits.PER_DAY + [False] * 5


@pytest.mark.feature("M1")
@pytest.mark.feature("T3")
def test_a_reader_says_what_an_acronym_means(site: Pages) -> None:
    assert "I know what an acronym means" in text_of(site.get("/-/report"))
    refused = send(site, kind="acronym", why=" ")
    assert (refused.status_code, "what do they stand for?" in text_of(refused)) == (400, True)
    link = sent_link(site, kind="acronym", why="The LQB is the Lamp Quay Board")
    assert [each.kind for each in waiting(site)] == [Kind.ACRONYM]
    assert "I know what an acronym means" in text_of(site.get(link))
    told(site, link, state=State.DECIDED, outcome=Outcome.EXPLAINED)
    assert "The archive explains the acronym now. Thank you." in text_of(site.get(link))


@pytest.mark.feature("M1")
def test_addresses_are_counted_by_the_day_and_kept_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Limits()
    day = datetime(2026, 5, 3, 23, 0, tzinfo=UTC)
    for _ in range(limits.PER_ADDRESS):
        assert counted.counts("192.0.2.7", day)
    assert not counted.counts("192.0.2.7", day)
    assert counted.counts("192.0.2.8", day)
    assert b"192.0.2" not in b"".join(counted._sent)
    before = set(counted._sent)
    assert counted.counts("192.0.2.7", day + timedelta(hours=2))
    assert not before & set(counted._sent)
    # the devices of one household, and one that says nothing
    assert [counted.counts(f"2001:db8::{number}", day) for number in range(1, 8)].count(True) == limits.PER_ADDRESS
    assert [counted.counts(None, day) for _ in range(7)].count(True) == limits.PER_ADDRESS
    monkeypatch.setattr(limits, "PER_DAY", 3)
    assert [Limits().counts("a", day), *(counted.counts(name, day) for name in "bcd")].count(True) == 1
    monkeypatch.setattr(limits, "MOST_ADDRESSES", 0)
    assert not Limits().counts("192.0.2.7", day)


# -- the page of a case


@pytest.mark.feature("M1")
@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Being looked at, 4 July 2026, 12:00 UTC. A moderator is looking at it."),
        (
            {"state": State.DECIDED, "outcome": Outcome.REMOVED, "reason": "It named you."},
            "It was removed. Copies elsewhere are beyond our reach. It named you.",
        ),
        ({"state": State.CLOSED, "outcome": Outcome.KEPT}, "It stays as it is."),
        (
            {"state": State.CLOSED, "outcome": Outcome.KEPT, "forgotten_at": AT},
            "What was written in it was deleted on 4 July 2026, 12:00 UTC.",
        ),
        ({"answers": (Answer(AT, "Which words?"),)}, "The moderators, 4 July 2026, 12:00 UTC Which words?"),
    ],
)
def test_the_page_of_a_case_says_where_it_stands(site: Pages, changed: dict[str, Any], said: str) -> None:
    link = sent_link(site)
    told(site, link, **changed)
    page = site.get(link)
    assert said in text_of(page)
    assert ("<form" in page.text) == (changed.get("state") is not State.CLOSED)


@pytest.mark.feature("M1")
def test_whoever_reported_reads_whose_comment_was_understood(site: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    link = sent_link(site)
    said = BeautifulSoup(site.get(link).text, "lxml").select_one('dd a[href="/-/comment/9001"]')
    assert said is not None
    assert re.fullmatch(r".+ under “.+”, \d+ July 20\d\d.*", said.get_text())

    async def locked(*_: Any) -> Any:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr("plugins.reports.pages.read", locked)
    again = BeautifulSoup(site.get(link).text, "lxml").select_one('dd a[href="/-/comment/9001"]')
    assert again is not None
    assert again.get_text() == "9001"


@pytest.mark.feature("M1")
def test_messages_reach_the_inbox_and_are_not_repeated(site: Pages) -> None:
    link = sent_link(site)
    assert site.request("POST", link, data={"message": f" {WORDS}\r\n2 "}, headers=OWN).headers["location"] == link
    with opened(folder_of(site)) as db:
        assert [each.body for each in taking.waiting_messages(db)] == [f"{WORDS}\n2"]
    assert "You, 4 July 2026, 12:00 UTC Your message has come" in text_of(site.get(link))
    assert "Quillfeather" not in site.get(link).text
    for message, problem in (("", "Write a message first"), ("m" * (LONGEST_MESSAGE + 1), "longer than 4,000")):
        answer = site.request("POST", link, data={"message": message}, headers=OWN)
        assert answer.status_code == 400
        assert problem in text_of(answer)
        assert message in answer.text
    told(site, link, state=State.CLOSED, outcome=Outcome.KEPT)
    answer = site.request("POST", link, data={"message": WORDS}, headers=OWN)
    assert answer.status_code == 400
    assert "This case takes no more messages" in text_of(answer)


@pytest.mark.feature("M1")
@pytest.mark.parametrize("wrong", ["A" * 43, "AAAA-2222", "../case", hash_secret("x")])
def test_nobody_finds_a_case_without_its_link(site: Pages, wrong: str) -> None:
    sent_link(site)
    (report,) = waiting(site)
    for link in (wrong, report.case_id, report.secret_hash):
        for method in ("GET", "POST"):
            answer = site.request(method, f"/-/case/{link}", data={"message": "x"} if method == "POST" else None)
            assert answer.status_code in (404, 405)
            assert report.case_id not in answer.text.replace(link, "")


# -- when something is in the way


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.0)


@pytest.mark.feature("M1")
@pytest.mark.usefixtures("impatient")
def test_a_locked_inbox_gives_a_page_that_says_what_to_do(site: Pages, caplog: pytest.LogCaptureFixture) -> None:
    link = sent_link(site)
    other = sqlite3.connect(folder_of(site).inbox_db)
    other.execute("begin exclusive")
    with caplog.at_level(logging.DEBUG):
        answers = [send(site), site.get(link), site.request("POST", link, data={"message": WORDS}, headers=OWN)]
    other.close()
    assert [answer.status_code for answer in answers] == [503, 503, 503]
    assert {answer.headers["retry-after"] for answer in answers} == {"60"}
    assert "Nothing you typed is lost" in text_of(answers[0])
    assert escape(WORDS) in answers[0].text
    assert WORDS in answers[2].text
    assert "Traceback" not in "".join(answer.text for answer in answers)
    # the test's own client logs what it asks for
    logged = "".join(str(record.__dict__) for record in caplog.records if not record.name.startswith("http"))
    assert link.rpartition("/")[2] not in logged
    assert "Quillfeather" not in logged
    assert send(site).status_code == 303


@pytest.mark.feature("M1")
def test_a_full_disk_gives_a_page_that_says_what_to_do(site: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    sent_link(site)
    monkeypatch.setattr(database, "MOST_PAGES", 14)
    answer = send(site, why="w" * LONGEST_WHY)
    while answer.status_code == 303:
        answer = send(site, why="w" * LONGEST_WHY)
    assert answer.status_code == 503
    assert pages.NOT_KEPT in text_of(answer)


@pytest.mark.feature("M1")
def test_a_public_copy_that_is_being_written_keeps_no_report_away(site: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    async def locked(*_: Any) -> Any:
        raise sqlite3.OperationalError("database is locked")

    for name in ("read", "read_meta"):
        monkeypatch.setattr(pages, name, locked)
    link = sent_link(site)
    assert waiting(site)[0].item_ids == ()
    assert "the moderators will look for it" in text_of(site.get(link))
    assert site.get("/-/report").status_code == 200


def test_a_damaged_settings_file_keeps_no_report_away(site: Pages) -> None:
    folder_of(site).settings_file.write_text("[reports]\ndelete_after_days = 7\n", encoding="utf-8")
    assert "deleted 7 days after it is closed" in text_of(site.get("/-/report"))
    folder_of(site).settings_file.write_text("nonsense", encoding="utf-8")
    assert "deleted 30 days after it is closed" in text_of(site.get("/-/report"))
    folder_of(site).settings_file.write_text("[reports]\ndelete_after_days = 0\n", encoding="utf-8")
    assert "deleted when it is closed" in text_of(site.get(sent_link(site)))


async def _nobody(*_: Any) -> Any:
    return Response.text("Who goes there?", status=401)


@pytest.mark.feature("O1")
def test_a_guard_stands_before_the_form_and_every_case(tmp_path: Path) -> None:
    guarded = open_pages(tmp_path / "archive", extras=Extras(guard=_nobody))
    for path in ("/-/report", f"/-/case/{'x' * 43}"):
        assert guarded.get(path).status_code == 401
    guarded.close()


# -- many at once, and attacks


@pytest.mark.feature("M1")
def test_hundreds_at_once_are_all_answered_and_all_kept(site: Pages) -> None:
    async def flood() -> list[Any]:
        async def one(number: int) -> Any:
            filled = {"places": f"comment {number}", "kind": "other", "why": f"reason {number}"}
            return await site.served.client.post("/-/report", data=filled, headers=OWN)

        return await asyncio.gather(*map(one, range(400)))

    answers = site.run(flood())
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["location"] for answer in answers}) == 400
    with opened(folder_of(site)) as db:
        assert {row["why"] for row in db.table("report").rows} == {f"reason {number}" for number in range(400)}
    assert site.get(answers[0].headers["location"]).status_code == 200


@pytest.mark.feature("M1")
def test_whoever_waits_no_longer_stops_nobody(site: Pages) -> None:
    letterbox = Letterbox(folder_of(site))

    async def leave() -> list[Any]:
        sent = [Report(f"C{number}", f"s{number}", AT, Kind.ME, (), "there", "", True) for number in range(4)]
        tasks = [asyncio.create_task(letterbox.put(report)) for report in sent]
        while letterbox._waiting or not letterbox._writing:
            await asyncio.sleep(0)
        tasks[0].cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    assert [type(answer) for answer in site.run(leave())] == [asyncio.CancelledError, *[type(None)] * 3]
    assert len(waiting(site)) == 4


def test_a_fault_of_ours_leaves_nobody_waiting(site: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    letterbox = Letterbox(folder_of(site))
    monkeypatch.setattr("archive.inbox.store.add_reports", broken)

    async def put() -> None:
        with pytest.raises(Refused, match="send it again"):
            await letterbox.put(Report("C", "s", AT, Kind.ME, (), "there", "", is_verified=True))
        assert letterbox._writing is not None
        with pytest.raises(ZeroDivisionError):
            await letterbox._writing

    site.run(put())


@pytest.mark.feature("O6")
def test_five_hundred_attacks_come_back_as_words(site: Pages) -> None:
    """The form repeats what was typed when it cannot be sent; the page of a case repeats what moderators wrote."""
    assert len(ATTACKS) >= 500
    link = sent_link(site)
    parts = [line for line in ATTACKS if "\x00" not in line]
    for start in range(0, len(parts), 20):
        some = "\n".join(parts[start : start + 20])
        answer = send(site, places=some[:LONGEST_PLACES], why=some, kind="", once=parts[start][:90])
        assert answer.status_code == 400
        assert_harmless(answer, site.get("/-/report"))
        told(site, link, version=start + 3, reason=some, answers=(Answer(AT, some),), outcome=Outcome.KEPT)
        assert_harmless(site.get(link), site.get(link))


def assert_harmless(answer: Any, plain: Any) -> None:
    """Hold that a page has the elements of the plain one and a message, and no attribute that could run."""
    page = BeautifulSoup(answer.text, "html.parser")
    assert not page.select("script, iframe, object, embed, svg, math, img, style, base")
    assert {tag.name for tag in page.find_all()} <= {tag.name for tag in BeautifulSoup(plain.text, "lxml").find_all()}
    for tag in page.find_all():
        assert not [name for name in tag.attrs if name.startswith("on") or name in ("style", "srcdoc", "formaction")]
