"""People who mean harm: another site's forms, a planted session, a moderator who is no admin, another user."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.errors import Refused
from archive.folder import DataFolder
from archive.moderation import decisions, erasures, log
from archive.originals.database import open_archive
from plugins.site.application import build_datasette
from tests.bench import memory_folder
from tests.moderation_copy import (
    ADMIN,
    COMMENT,
    MODERATOR,
    OTHER,
    OWN,
    PASSWORD,
    SECRET,
    Desk,
    Visitor,
    make_archive,
    open_desk,
    redaction,
)
from tests.test_plugins_moderation_routes import ROUTES

FOREIGN: tuple[dict[str, str], ...] = (
    {"sec-fetch-site": "cross-site", "origin": "https://elsewhere.example"},
    {"sec-fetch-site": "same-site", "origin": "http://localhost:8001"},
    {"origin": "null"},
    {},
)
FORM = redaction(step="redact", typed=COMMENT, do="load", list="A,B", add="x", message="m", places="p", kind="me")
TAKES_FORMS = [(route, address) for route, address, *_, admin in ROUTES if admin.split()[1] != "405"]


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("hostile")
    with open_desk(make_archive(folder / "template"), folder / "data") as desk:
        yield desk


def state_of(desk: Desk) -> tuple[list[log.LogEntry], list[decisions.Decision], int]:
    """Return what nobody's form may have changed: the log, the decisions, and the requests for removal."""
    with closing(open_archive(desk.folder)) as db:
        (waiting,) = db.execute("select count(*) from takedown").fetchone()
        return log.entries(db), decisions.all_decisions(db), int(waiting)


# -- forms of other sites


@pytest.mark.feature("O6")
@pytest.mark.parametrize(("route", "address"), TAKES_FORMS, ids=[address for _, address in TAKES_FORMS])
def test_no_form_of_another_site_does_anything(shared_desk: Desk, route: str, address: str) -> None:
    """Generated over every route of the process that takes a form, with the session of an admin borrowed."""
    before = state_of(shared_desk)
    visitor = shared_desk.visitor()
    visitor.cookies["ds_actor"] = shared_desk.cookie(ADMIN, int(shared_desk.clock().timestamp()) + 3600)
    for headers in FOREIGN:
        answer = visitor.post(address, FORM, headers)
        assert answer.status_code == 403, (route, headers)
        assert "set-cookie" not in answer.headers
    assert state_of(shared_desk) == before
    assert visitor.get("/-/moderate/queue").status_code == 200


@pytest.mark.feature("O6")
def test_the_public_site_takes_no_form_of_another_site_at_any_address(shared_desk: Desk) -> None:
    reader = Visitor(build_datasette(shared_desk.folder), shared_desk.runner)
    for _, address, *_ in ROUTES:
        for headers in FOREIGN[:2]:
            assert reader.post(address, FORM, headers).status_code in (403, 405), address
    assert not shared_desk.folder.inbox_db.exists() or state_of(shared_desk)[2] == 0


# -- a session planted before the login


@pytest.mark.feature("O1")
@pytest.mark.parametrize("planted", ["nonsense", "", "their own"])
def test_a_session_that_was_planted_is_not_the_one_that_logs_in(desk: Desk, planted: str) -> None:
    thief = desk.visitor(MODERATOR)
    value = thief.cookies["ds_actor"] if planted == "their own" else planted
    victim = desk.visitor()
    victim.cookies["ds_actor"] = value
    # the answer to a login is always a session of its own, whatever came with it
    assert victim.log_in(ADMIN).status_code == 303
    assert victim.cookies["ds_actor"] not in (value, thief.cookies["ds_actor"])
    assert ADMIN in victim.get("/-/moderate/queue").text
    thief.cookies["ds_actor"] = value or "x"
    answer = thief.get("/-/moderate/moderators")
    assert answer.status_code == (403 if planted == "their own" else 302)


@pytest.mark.feature("O1")
def test_every_cookie_of_the_site_is_out_of_reach(desk: Desk) -> None:
    visitor = desk.visitor()
    answers = [visitor.log_in(ADMIN), visitor.get("/"), visitor.get("/-/moderate/queue"), visitor.post("/-/logout")]
    cookies = [each for answer in answers for each in answer.headers.get_list("set-cookie")]
    assert len(cookies) == 2
    for each in cookies:
        assert {"httponly", "samesite=strict", "path=/"} <= {part.strip().lower() for part in each.split(";")}
        assert "domain=" not in each.lower()


# -- a moderator who is no admin


@pytest.mark.feature("O4")
@pytest.mark.feature("M14")
def test_a_moderator_erases_nothing_whoever_asked(desk: Desk) -> None:
    bertram, isolde = desk.visitor(MODERATOR), desk.visitor(ADMIN)
    for who, item in ((bertram, OTHER), (isolde, COMMENT)):
        address = f"/-/moderate/item/{item}/erase"
        who.post(address, {"step": "ask", "reason": "Asked for by whoever wrote it"})
        with closing(open_archive(desk.folder)) as db:
            assert erasures.find_open(db, item) is not None
        for step in ("confirm", "erase", "ask"):
            assert bertram.post(address, {"step": step, "typed": item, "reason": "x"}).status_code == 400
        for name in (MODERATOR, f" {MODERATOR.upper()} ", "Nobody", ""):
            with closing(open_archive(desk.folder)) as db, pytest.raises(Refused):
                erasures.confirm(db, desk.folder, item, typed=item, by=name, now=desk.clock())
    # the admin who asked is no second person either
    assert isolde.post(address, {"step": "confirm", "typed": COMMENT}).status_code == 400
    with closing(open_archive(desk.folder)) as db:
        assert decisions.all_decisions(db) == []
    assert SECRET in isolde.get(f"/-/moderate/item/{COMMENT}").text


@pytest.mark.feature("O1")
@pytest.mark.feature("M14")
def test_a_moderator_reads_no_capture_and_changes_neither_log_nor_settings(desk: Desk) -> None:
    """Every form of every page filled in and sent: the log only grows, and no file of the owner's is touched."""
    kept = {each: each.read_bytes() for each in files_of_the_owner(desk.folder)}
    assert len(kept) >= 3
    with closing(open_archive(desk.folder)) as db:
        before = log.entries(db)
    bertram = desk.visitor(MODERATOR)
    for _, address, *_ in ROUTES:
        if "logout" in address:
            continue
        for method in ("GET", "POST"):
            answer = bertram.ask(method, address, headers=OWN, **({"data": FORM} if method == "POST" else {}))
            assert not re.search(r"captures/|\.warc|WARC/1", answer.text), address
            assert str(desk.folder.path) not in answer.text, address
    for attempt in ("captures", "archive.db", "secrets.toml", "threadkeep.toml", "../archive.db", "..%2farchive.db"):
        for start in ("/", "/-/", "/-/moderate/", "/-/moderate/static/", "/-/static/"):
            assert bertram.get(start + attempt).status_code in (302, 400, 404), start + attempt
    with closing(open_archive(desk.folder)) as db:
        assert log.entries(db)[: len(before)] == before
        assert log.verify(db) == []
        with pytest.raises(Exception, match="append-only"):
            db.execute("update log set actor = 'x'")
        with pytest.raises(Exception, match="append-only"):
            db.execute("delete from log")
    assert {each: each.read_bytes() for each in files_of_the_owner(desk.folder)} == kept


def files_of_the_owner(folder: DataFolder) -> list[Path]:
    return [folder.path / "threadkeep.toml", folder.path / "secrets.toml", *sorted(folder.captures.glob("*"))]


@pytest.mark.feature("O1")
def test_a_lock_out_does_not_tell_who_there_is(desk: Desk) -> None:
    told = []
    for name in (MODERATOR, "Nobody"):
        visitor = desk.visitor()
        told.append([visitor.post("/-/login", {"name": name, "password": "wrong"}).status_code for _ in range(7)])
    assert told[0] == told[1] == [403] * 5 + [429] * 2
    assert desk.visitor().log_in(MODERATOR, PASSWORD).status_code == 429
    desk.clock.pass_by(minutes=2)
    assert desk.visitor().log_in(MODERATOR, PASSWORD).status_code == 303


# -- another user


@pytest.mark.feature("O1")
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_the_user_of_the_public_site_cannot_open_what_is_private() -> None:
    with memory_folder() as place:
        place.chmod(0o711)
        folder = make_archive(place / "data")
        nobody = 65534
        for each in (folder.path, folder.public_db):
            os.chown(each, 0, nobody)

        def opens(path: Path) -> bool:
            words = ["ls" if path.is_dir() else "cat", str(path)]
            found = subprocess.run(words, user=nobody, group=nobody, extra_groups=[], capture_output=True, check=False)
            return found.returncode == 0

        assert opens(folder.public_db)
        private = [folder.archive_db, folder.path / "secrets.toml", folder.captures, *folder.captures.glob("*")]
        private += folder.path.glob("archive.db-*")
        assert [each.name for each in private if opens(each)] == []
        assert len(private) >= 4
