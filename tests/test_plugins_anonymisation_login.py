"""Who gets in, for how long, and from which page a form may come."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.moderation import decisions, log, moderators
from archive.originals.database import open_archive
from plugins._datasette import Request, Response, actor_of_cookie, sign_actor
from plugins.anonymisation import guard, showing
from plugins.anonymisation.application import build_moderation
from plugins.anonymisation.lockout import FORGET, MOST_NAMES, PAUSE, TRIES, Lockout
from plugins.anonymisation.login import LOCKED, WRONG, local_address
from plugins.anonymisation.origin import is_own
from plugins.anonymisation.session import Claim, start_session
from tests.moderation_copy import (
    ADMIN,
    COMMENT,
    MODERATOR,
    OWN,
    PASSWORD,
    PATH,
    POST,
    START,
    Desk,
    Visitor,
    redaction,
    text_of,
)

# -- the session


@pytest.mark.feature("O1")
def test_nobody_sees_a_page_without_a_login(desk: Desk) -> None:
    stopped = desk.visitor().get(PATH, accept="text/html")
    assert (stopped.status_code, stopped.headers["location"]) == (302, f"/-/login?next={PATH}")
    assert stopped.text == ""


def test_a_login_leads_back_to_the_page_asked_for(desk: Desk) -> None:
    visitor = desk.visitor()
    form = visitor.get(f"/-/login?next={PATH}%3Fview%3Dtime")
    assert f'name="next" value="{PATH}?view=time"' in form.text
    inside = visitor.post("/-/login", {"name": ADMIN, "password": PASSWORD, "next": f"{PATH}?view=time"})
    assert (inside.status_code, inside.headers["location"]) == (303, f"{PATH}?view=time")
    assert "The new lamp" in visitor.get(PATH).text


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(desk: Desk) -> None:
    cookie = desk.visitor().log_in(ADMIN).headers["set-cookie"]
    assert re.fullmatch(r"ds_actor=[\w.-]+; HttpOnly; Max-Age=28800; Path=/; SameSite=strict", cookie)
    assert ADMIN not in cookie.partition(".")[2]


@pytest.mark.parametrize(("scheme", "is_secure"), [("https", True), ("http", False)])
def test_behind_tls_the_cookie_is_secure(desk: Desk, scheme: str, is_secure: bool) -> None:
    response = Response("")
    start_session(desk.served, Request.fake("/-/login", scheme=scheme), response, Claim(ADMIN, ""), START)
    assert ("; Secure" in response._set_cookie_headers[0]) is is_secure


def test_a_proxy_that_ends_tls_does_not_stop_forms(desk: Desk) -> None:
    own = {"origin": "https://localhost", "sec-fetch-site": "same-origin"}
    assert desk.visitor().post("/-/login", {"name": ADMIN, "password": PASSWORD}, own).status_code == 303


def test_a_session_ends_after_eight_hours(desk: Desk) -> None:
    visitor = desk.visitor(ADMIN)
    desk.clock.pass_by(hours=7, minutes=59)
    assert visitor.get("/").status_code == 200
    desk.clock.pass_by(minutes=1)
    assert visitor.get("/").status_code == 302


def test_the_signed_value_says_when_it_ends(desk: Desk) -> None:
    visitor = desk.visitor(ADMIN)
    ends = int((desk.clock() + timedelta(hours=8)).timestamp())
    signed = actor_of_cookie(desk.served, visitor.cookies["ds_actor"])
    assert signed is not None
    assert signed[:2] == (ADMIN, ends)


def mark(cookie: str, desk: Desk) -> str:
    signed = actor_of_cookie(desk.served, cookie)
    assert signed is not None
    return signed[2]


def forged(desk: Desk) -> dict[str, str]:
    later = int(desk.clock().timestamp()) + 60
    good = desk.cookie(ADMIN, later)
    return {
        "good": good,
        "changed": good[:-2] + ("AA" if good[-2:] != "AA" else "BB"),
        "empty": "",
        "no signature": good.rpartition(".")[0],
        "another purpose": desk.served.sign({"a": {"id": ADMIN}, "e": "zzzzzz", "m": mark(good, desk)}, "messages"),
        "no end": desk.served.sign({"a": {"id": ADMIN}, "m": mark(good, desk)}, "actor"),
        "an end that is no number": desk.served.sign({"a": {"id": ADMIN}, "e": "!", "m": mark(good, desk)}, "actor"),
        "no name": desk.served.sign({"a": {}, "e": "zzzzzz", "m": mark(good, desk)}, "actor"),
        "no mark": desk.served.sign({"a": {"id": ADMIN}, "e": "zzzzzz"}, "actor"),
        "an empty mark": sign_actor(desk.served, ADMIN, later, ""),
        "a mark that is no ASCII": sign_actor(desk.served, ADMIN, later, "é"),
        "somebody else's mark": sign_actor(desk.served, MODERATOR, later, mark(good, desk)),
        "no actor": desk.served.sign(["a"], "actor"),
        "nobody": desk.cookie("Nobody", later),
        "over": desk.cookie(ADMIN, int(desk.clock().timestamp())),
    }


def test_only_a_cookie_we_signed_for_somebody_who_is_still_there_opens_anything(desk: Desk) -> None:
    opened = {}
    for name, value in forged(desk).items():
        visitor = desk.visitor()
        visitor.cookies["ds_actor"] = value
        opened[name] = visitor.get("/").status_code == 200
    assert [name for name, is_open in opened.items() if is_open] == ["good"]


def test_a_token_in_a_header_opens_nothing(desk: Desk) -> None:
    token = desk.served.sign({"a": "root", "t": int(START.timestamp())}, namespace="token")
    stopped = desk.visitor().get("/", authorization=f"Bearer dstok_{token}")
    assert stopped.status_code == 302


def test_somebody_taken_off_the_list_is_out_at_once(desk: Desk) -> None:
    visitor = desk.visitor(MODERATOR)
    assert visitor.get("/").status_code == 200
    with closing(open_archive(desk.folder)) as db:
        db.execute("delete from moderator where name = ?", [MODERATOR])
    assert visitor.get("/").status_code == 302
    stopped = visitor.post(f"/-/moderate/item/{COMMENT}/redact", redaction())
    assert stopped.status_code == 403
    with closing(open_archive(desk.folder)) as db:
        assert decisions.active_decisions(db) == []


@pytest.mark.feature("O1")
def test_a_new_password_ends_the_sessions_of_the_old_one_and_no_others(desk: Desk) -> None:
    bertram, isolde = desk.visitor(MODERATOR), desk.visitor(ADMIN)
    with closing(open_archive(desk.folder)) as db:
        moderators.add(db, MODERATOR, "moderator", "another lamp, another fog", START, replace=True)
    assert bertram.get("/").status_code == 302
    assert bertram.post(f"/-/moderate/item/{COMMENT}/redact", redaction()).status_code == 403
    assert isolde.get("/").status_code == 200
    assert bertram.log_in(MODERATOR, "another lamp, another fog").status_code == 303
    assert bertram.get("/").status_code == 200


@pytest.mark.feature("O1")
def test_a_restart_ends_every_session_logged_out_of_or_not(desk: Desk) -> None:
    ended, open_still = desk.visitor(ADMIN), desk.visitor(ADMIN)
    kept = dict(ended.cookies)
    ended.post("/-/logout")
    restarted = replace(desk, served=build_moderation(desk.folder, clock=desk.clock))
    for cookies in (kept, open_still.cookies):
        visitor = restarted.visitor()
        visitor.cookies = dict(cookies)
        assert visitor.get("/").status_code == 302
    assert restarted.visitor(ADMIN).get("/").status_code == 200


@pytest.mark.feature("O1")
def test_a_moderator_who_is_removed_is_out_at_once_and_an_old_session_stays_shut(desk: Desk) -> None:
    visitor = desk.visitor(MODERATOR)
    assert visitor.get("/-/moderate/queue").status_code == 200
    with closing(open_archive(desk.folder)) as db:
        moderators.remove(db, MODERATOR, START, by=ADMIN)
    assert visitor.get("/-/moderate/queue").status_code == 302
    with closing(open_archive(desk.folder)) as db:
        moderators.add(db, MODERATOR, "moderator", PASSWORD, START)
    assert visitor.get("/-/moderate/queue").status_code == 302


@pytest.mark.feature("O1")
def test_a_reset_ends_sessions_and_lifts_a_lock_out(desk: Desk) -> None:
    inside, outside = desk.visitor(MODERATOR), desk.visitor()
    for _ in range(TRIES):
        outside.log_in(MODERATOR, "wrong")
    assert outside.log_in(MODERATOR).status_code == 429
    with closing(open_archive(desk.folder)) as db:
        moderators.reset(db, MODERATOR, "another lamp, another fog", START, by=ADMIN)
    assert inside.get("/-/moderate/queue").status_code == 302
    # of however many spellings of a name, none begins the count anew
    assert outside.log_in(MODERATOR, "wrong").status_code == 403
    assert outside.log_in(MODERATOR.upper(), "wrong").status_code == 403
    assert outside.log_in(MODERATOR, "another lamp, another fog").status_code == 303


@pytest.mark.feature("O1")
def test_wrong_passwords_count_together_however_a_name_is_capitalised(desk: Desk) -> None:
    visitor = desk.visitor()
    for name in (MODERATOR, MODERATOR.upper(), MODERATOR.lower(), MODERATOR, MODERATOR.upper()):
        assert visitor.log_in(name, "wrong").status_code == 403
    assert visitor.log_in(MODERATOR).status_code == 429


NEW = "another lamp, another fog"


def change(visitor: Visitor, old: str = PASSWORD, new: str = NEW, again: str = NEW) -> Any:
    return visitor.post("/-/moderate/password", {"old": old, "new": new, "again": again})


@pytest.mark.feature("O1")
def test_everybody_changes_a_password_and_only_this_session_goes_on(desk: Desk) -> None:
    visitor, elsewhere = desk.visitor(MODERATOR), desk.visitor(MODERATOR)
    assert change(visitor).status_code == 303
    assert "You have a new password." in text_of(visitor.get("/-/moderate/password?done=yes").text)
    assert visitor.get("/-/moderate/queue").status_code == 200
    assert elsewhere.get("/-/moderate/queue").status_code == 302
    assert desk.visitor().log_in(MODERATOR).status_code == 403
    assert desk.visitor().log_in(MODERATOR, NEW).status_code == 303
    with closing(open_archive(desk.folder)) as db:
        line = log.entries(db)[-1]
    assert (line.actor, line.kind, line.reason) == (MODERATOR, "reset-moderator", MODERATOR)


@pytest.mark.feature("O1")
def test_a_password_is_changed_by_whoever_knows_it_and_types_the_new_one_twice(desk: Desk) -> None:
    visitor = desk.visitor(MODERATOR)
    for wrong, says in (
        ({"again": "another lamp, another frog"}, "are not the same"),
        ({"new": "short", "again": "short"}, "8 characters"),
        *[({"old": "wrong"}, "not the password that you have now")] * TRIES,
        ({}, "Too many wrong passwords"),
    ):
        answer = change(visitor, **wrong)
        assert answer.status_code == 400
        assert says in text_of(answer.text)
        assert NEW not in answer.text
    assert desk.visitor().log_in(MODERATOR).status_code == 429
    desk.clock.pass_by(minutes=2)
    assert desk.visitor().log_in(MODERATOR).status_code == 303


def test_a_password_changed_while_the_old_one_is_checked_leaves_no_session(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify = moderators.verify

    def slowly(db: Database, name: str, password: str) -> moderators.Moderator | None:
        found = verify(db, name, password)
        moderators.add(db, name, "admin", "another lamp, another fog", START, replace=True)
        return found

    monkeypatch.setattr(moderators, "verify", slowly)
    visitor = desk.visitor()
    assert visitor.log_in(ADMIN).status_code == 303
    assert visitor.get("/").status_code == 302


def test_a_role_counts_as_it_is_now(desk: Desk) -> None:
    visitor = desk.visitor(MODERATOR)
    assert visitor.get("/-/moderate/moderators").status_code == 403
    with closing(open_archive(desk.folder)) as db:
        db.execute("update moderator set role = 'admin' where name = ?", [MODERATOR])
    assert f"{MODERATOR} admin" in text_of(visitor.get("/-/moderate/moderators").text)


def test_logging_out_ends_the_session_and_every_copy_of_its_cookie(desk: Desk) -> None:
    visitor, copy = desk.visitor(ADMIN), desk.visitor()
    copy.cookies = dict(visitor.cookies)
    out = visitor.post("/-/logout")
    assert (out.status_code, out.headers["location"]) == (303, "/-/login")
    assert 'ds_actor=""; HttpOnly; Max-Age=0' in out.headers["set-cookie"]
    assert copy.get("/").status_code == 302
    desk.clock.pass_by(hours=9)
    again = desk.visitor(ADMIN)
    again.post("/-/logout")
    assert again.get("/").status_code == 302


def test_a_link_to_logout_logs_nobody_out(desk: Desk) -> None:
    visitor = desk.visitor(ADMIN)
    assert visitor.get("/-/logout").headers["location"] == "/"
    assert visitor.get("/").status_code == 200


def test_logged_in_the_login_page_leads_on(desk: Desk) -> None:
    assert desk.visitor(ADMIN).get("/-/login?next=/-/about").headers["location"] == "/-/about"


QUEUE = "/-/moderate/queue"


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/2018/07/", "/2018/07/"),
        ("", QUEUE),
        ("https://elsewhere.example/", QUEUE),
        ("//elsewhere.example/", QUEUE),
        ("/\\elsewhere.example/", QUEUE),
        ("/a\nb", QUEUE),
        ("/-/login?next=/", QUEUE),
        ("/-/logout", QUEUE),
        ("javascript:alert(1)", QUEUE),
    ],
)
def test_a_login_never_leads_elsewhere(asked: str, leads_to: str) -> None:
    assert local_address(asked) == leads_to


# -- wrong passwords


def test_an_unknown_name_and_a_wrong_password_are_answered_alike(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    verify = moderators._hasher.verify

    def counting(hashed: str, password: str) -> Any:
        checked.append(hashed)
        return verify(hashed, password)

    monkeypatch.setattr(type(moderators._hasher), "verify", lambda _self, hashed, password: counting(hashed, password))
    answers = [desk.visitor().log_in(name, "not the password") for name in (ADMIN, "Nobody")]
    assert [answer.status_code for answer in answers] == [403, 403]
    texts = [answer.text.replace(ADMIN, "NAME").replace("Nobody", "NAME") for answer in answers]
    assert texts[0] == texts[1]
    assert WRONG in text_of(texts[0])
    # the slow part is done for both, on hashes of the same cost
    assert len({hashed.rsplit("$", 2)[0] for hashed in checked}) == 1
    assert len(checked) == 2
    assert all("not the password" not in answer.text and "set-cookie" not in answer.headers for answer in answers)


@pytest.mark.parametrize("name", [ADMIN, "Nobody"])
def test_after_five_wrong_passwords_a_name_has_to_wait(desk: Desk, name: str) -> None:
    visitor = desk.visitor()
    statuses = [visitor.log_in(name, "wrong").status_code for _ in range(TRIES + 1)]
    assert statuses == [403] * TRIES + [429]
    assert LOCKED in text_of(visitor.log_in(name).text)
    desk.clock.now += PAUSE
    assert visitor.log_in(name).status_code == (303 if name == ADMIN else 403)


def test_one_name_does_not_lock_another(desk: Desk) -> None:
    visitor = desk.visitor()
    for _ in range(TRIES):
        visitor.log_in("Nobody", "wrong")
    assert visitor.log_in(ADMIN).status_code == 303


def test_tries_sent_at_once_count_one_after_the_other(desk: Desk) -> None:
    async def all_at_once() -> list[int]:
        form = {"name": ADMIN, "password": "wrong"}
        asked = [desk.served.client.post("/-/login", data=form, headers=OWN) for _ in range(TRIES + 3)]
        return sorted([response.status_code for response in await asyncio.gather(*asked)])

    assert desk.runner.run(all_at_once()) == [403] * TRIES + [429] * 3


def test_the_right_password_makes_the_wrong_ones_forgotten() -> None:
    lockout = Lockout()
    for _ in range(TRIES - 1):
        lockout.failed("Ada", START)
    lockout.succeeded(" ADA ")
    lockout.failed("Ada", START)
    assert not lockout.is_locked("ada", START)


def test_wrong_passwords_are_forgotten_after_a_while() -> None:
    lockout = Lockout()
    for number in range(TRIES * 2):
        lockout.failed("Ada", START + number * FORGET)
        assert not lockout.is_locked("Ada", START + number * FORGET)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 120), max_size=30))
def test_a_lock_lasts_a_minute_from_the_last_wrong_password(gaps: list[int]) -> None:
    lockout, now, wrong, last = Lockout(), START, 0, START
    for gap in gaps:
        now += timedelta(seconds=gap)
        assert lockout.is_locked("Ada", now) == (wrong >= TRIES and now - last < PAUSE)
        lockout.failed("Ada", now)
        wrong, last = wrong + 1, now


def test_names_without_end_take_no_memory_without_end() -> None:
    lockout = Lockout()
    for number in range(MOST_NAMES + 10):
        lockout.failed(f"name {number}", START)
    assert len(lockout._failures) == MOST_NAMES


# -- where a form comes from

ORIGINS: dict[str, tuple[dict[str, str], bool]] = {
    "own page": (OWN, True),
    "own page, no Origin": ({"sec-fetch-site": "same-origin"}, True),
    "own page, no Sec-Fetch-Site": ({"origin": "http://localhost"}, True),
    "cross-site": ({"sec-fetch-site": "cross-site"}, False),
    "cross-site, own Origin": ({"sec-fetch-site": "cross-site", "origin": "http://localhost"}, False),
    "same site, another port": ({"sec-fetch-site": "same-site", "origin": "http://localhost:8001"}, False),
    "same-site alone": ({"sec-fetch-site": "same-site"}, False),
    "typed or bookmarked": ({"sec-fetch-site": "none"}, False),
    "foreign Origin": ({"origin": "https://elsewhere.example"}, False),
    "foreign Origin, own page": ({"sec-fetch-site": "same-origin", "origin": "https://elsewhere.example"}, False),
    "Origin that starts alike": ({"origin": "http://localhost.elsewhere.example"}, False),
    "null Origin": ({"origin": "null"}, False),
    "null Origin, own page": ({"sec-fetch-site": "same-origin", "origin": "null"}, False),
    "broken Origin": ({"origin": "http://[localhost"}, False),
    "another scheme": ({"origin": "file://localhost"}, False),
    "neither header": ({}, False),
}


@pytest.mark.parametrize("name", ORIGINS)
def test_only_a_page_of_the_site_may_send_a_form(desk: Desk, name: str) -> None:
    headers, may = ORIGINS[name]
    visitor = desk.visitor(ADMIN)
    answer = visitor.post(f"/-/moderate/item/{COMMENT}/redact", redaction(), headers)
    assert answer.status_code == (303 if may else 403)
    with closing(open_archive(desk.folder)) as db:
        assert len(decisions.active_decisions(db)) == (1 if may else 0)
    if not may:
        assert "Nothing was changed" in answer.text
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", [name for name, (_, may) in ORIGINS.items() if not may])
def test_no_other_page_may_log_anybody_in(desk: Desk, name: str) -> None:
    answer = desk.visitor().post("/-/login", {"name": ADMIN, "password": PASSWORD}, ORIGINS[name][0])
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "QUERY", "get"])
def test_every_method_but_reading_counts_as_changing(method: str) -> None:
    assert not is_own(method, {})


def test_a_form_after_the_session_ended_says_how_to_lose_nothing(desk: Desk) -> None:
    visitor = desk.visitor(ADMIN)
    desk.clock.pass_by(hours=9)
    answer = visitor.post(f"/-/moderate/item/{COMMENT}/redact", redaction())
    assert answer.status_code == 403
    assert "What you typed is still there" in answer.text


@pytest.mark.parametrize(
    "path", [f"/public/post/{POST}.json", "/-/search.json?q=lamp", "/public/comment.csv", "/public.db"]
)
def test_data_is_refused_not_led_to_a_form(desk: Desk, path: str) -> None:
    answer = desk.visitor().get(path)
    assert (answer.status_code, answer.json()["error"]) == (403, "Log in first")


def test_who_asks_for_json_gets_json(desk: Desk) -> None:
    answer = desk.visitor().get("/", accept="application/json")
    assert (answer.status_code, answer.json()["ok"]) == (403, False)


# -- headers


@pytest.mark.feature("O6")
def test_pages_are_kept_by_nobody_and_run_only_our_script(desk: Desk) -> None:
    visitor = desk.visitor(ADMIN)
    for path in (
        "/",
        PATH,
        f"/-/moderate/item/{COMMENT}",
        "/-/moderate/queue",
        "/-/moderate/log",
        "/-/search?q=lamp",
    ):
        answer = visitor.get(path)
        assert "no-store" in answer.headers["cache-control"], path
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
        assert not re.search(r"<script(?! src=| type=.application/ld)| on\w+=|style=|javascript:", answer.text), path


def test_the_login_page_runs_no_script_and_names_no_page(desk: Desk) -> None:
    answer = desk.visitor().get("/-/login")
    assert answer.headers["cache-control"] == "no-store"
    assert "<script" not in answer.text
    assert (
        re.findall(
            r'href="(/[^"]*)"', answer.text.replace('href="/-/static', "").replace('href="/-/moderate/static', "")
        )
        == []
    )


def test_nothing_but_http_is_spoken(desk: Desk) -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        raise AssertionError("nothing is read from it")

    async def app(*_: Any) -> None:
        raise AssertionError("it does not get through")

    async def ask() -> None:
        await guard.wrap(app, desk.served)({"type": "websocket"}, receive, send)

    desk.runner.run(ask())
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_a_page_without_the_wrapper_is_still_guarded(desk: Desk) -> None:
    request = Request.fake("/")
    stopped = desk.runner.run(guard.guard_page(desk.served, request))
    assert stopped is not None
    assert (stopped.status, stopped.headers["location"]) == (302, "/-/login")
    with pytest.raises(KeyError):
        guard.the_moderator(request)


@pytest.mark.parametrize("name", ["moderation.css", "moderation.js"])
def test_the_files_of_the_login_page_are_open(desk: Desk, name: str) -> None:
    visitor = desk.visitor()
    answer = visitor.get(f"/-/moderate/static/{name}")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")
    assert answer.headers["content-type"].startswith("text/")
    assert visitor.get("/-/moderate/static/nothing.js").status_code == 404


def test_a_public_copy_that_cannot_be_read_stops_no_page_of_the_desk(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreadable(_: object) -> dict[str, str]:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(showing, "read_meta", unreadable)
    assert desk.visitor(ADMIN).get("/-/moderate/log").status_code == 200
