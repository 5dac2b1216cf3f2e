"""What is written in a report stays between its sender and the moderators: no public file, page or log has it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from archive.folder import DataFolder
from archive.inbox.database import opened
from archive.moderation import case_acts, log
from archive.moderation.exchange import exchange
from archive.originals.database import open_archive
from archive.publishing.check import check
from archive.publishing.publisher import publish
from archive.publishing.surfaces import load_surfaces
from archive.redaction.words import Words
from plugins.site.application import build_datasette
from tests.leaks.canaries import Canary, find_in_bytes, find_in_tables, forms
from tests.moderation_copy import ADMIN, COMMENT, SECRET, START, Visitor, open_desk

PLACES = Canary("which comment", "Philomena Scattergood", is_shown=False)
WHY = Canary("why", "Erasmus Buttertubs", is_shown=False)
MESSAGE = Canary("message", "Hortensia Wimpleforth", is_shown=False)
ANSWER = Canary("answer", "Barnaby Quibblestone", is_shown=False)
REASON = Canary("reason", "Leocadia Thimblerigg", is_shown=False)
ALL = (PLACES, WHY, MESSAGE, ANSWER, REASON)
OF_SENDER = (PLACES, WHY, MESSAGE)
PUBLIC = Canary("a comment", SECRET)


@pytest.fixture(scope="module")
def folder(moderated: DataFolder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataFolder]:
    """Return an archive with a case in which everything was written, told and published since."""
    with open_desk(moderated, tmp_path_factory.mktemp("leaks") / "data") as desk:
        reader = Visitor(build_datasette(desk.folder, clock=desk.clock), desk.runner)
        sent = reader.post("/-/report", {"places": f"{COMMENT} {PLACES.name}", "kind": "me", "why": WHY.name})
        link = sent.headers["location"]
        assert reader.post(link, {"message": MESSAGE.name}).status_code == 303
        with closing(open_archive(desk.folder)) as db:
            exchange(db, desk.folder, now=desk.clock())
            (case_id, version) = db.execute("select id, version from takedown").fetchone()
            answered = case_acts.answer(db, case_id, ANSWER.name, by=ADMIN, now=desk.clock(), seen=version)
            case_acts.decide(
                db, case_id, "removed", REASON.name, by=ADMIN, now=desk.clock(), seen=answered.version, close=True
            )
            exchange(db, desk.folder, now=desk.clock())
        publish(desk.folder, now=START, full=True)
        page = reader.get(link).text
        assert [each.field for each in ALL if each.name in page] == [ANSWER.field, REASON.field]
        reader.served.close()
        yield desk.folder


@pytest.mark.feature("M1")
@pytest.mark.feature("M5")
def test_no_table_file_or_surface_has_a_word_of_a_case(folder: DataFolder) -> None:
    assert find_in_tables(folder.public_db, (*ALL, PUBLIC))
    assert find_in_tables(folder.public_db, ALL) == []
    assert {name for name, _ in find_in_bytes(folder, (PUBLIC,))} >= {"public.db"}
    assert find_in_bytes(folder, ALL) == []
    for surface in load_surfaces(folder):
        found = surface.find(Words(PUBLIC.name), None)
        # nothing was released here
        assert found.checked or surface.name in ("releases", "exports")
        for canary in ALL:
            assert surface.find(Words(canary.name), None).places == (), (surface.name, canary.field)
    assert not check(folder).problems


@pytest.mark.feature("M1")
def test_the_inbox_keeps_only_what_moderators_wrote(folder: DataFolder) -> None:
    held = b"".join((folder.path / name).read_bytes() for name in ("inbox.db", "inbox.db-journal")).lower()
    found = [each.field for each in ALL if any(form.encode().lower() in held for form in forms(each.name))]
    assert found == [ANSWER.field, REASON.field]


@pytest.mark.feature("M14")
def test_the_log_has_no_word_of_a_case(folder: DataFolder) -> None:
    with closing(open_archive(folder)) as db:
        lines = repr(log.entries(db)) + repr(db.execute("select * from meta").fetchall())
    assert "worked" not in lines
    assert "answered" in lines
    assert [each.field for each in ALL if each.name in lines] == []


@pytest.mark.feature("M1")
def test_after_the_days_no_byte_of_the_archive_has_a_word_of_a_case(folder: DataFolder) -> None:
    with closing(open_archive(folder)) as db:
        assert exchange(db, folder, now=START + timedelta(days=60)).forgotten == 1
    everything = {path: path.read_bytes().lower() for path in folder.path.rglob("*") if path.is_file()}
    assert any(SECRET.lower().encode() in content for content in everything.values())
    for canary in ALL:
        for path, content in everything.items():
            assert not any(form.encode().lower() in content for form in forms(canary.name)), (path.name, canary.field)


def test_control_words_that_were_not_taken_over_are_found(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    with opened(folder) as db:
        db.execute("insert into report values ('A', 'b', '', 'me', '[]', ?, '', 1)", [WHY.name])
    assert WHY.name.encode() in folder.inbox_db.read_bytes()


@pytest.mark.feature("O1")
def test_sql_of_readers_never_reaches_the_inbox(folder: DataFolder) -> None:
    served = build_datasette(folder)
    assert set(served.databases) == {"public"}
    with asyncio.Runner() as runner:
        reader = Visitor(served, runner)
        for sql in ("select * from report", "select * from takedown", "attach 'inbox.db' as i", "pragma database_list"):
            answer = reader.get(f"/public/-/query.json?sql={sql}")
            assert answer.status_code in (400, 403), sql
        for address in ("/inbox", "/inbox/report", "/inbox.db", "/public/report", "/public/takedown"):
            assert reader.get(address).status_code in (403, 404), address
    served.close()
    with closing(sqlite3.connect(folder.public_db)) as db:
        names = {name for (name,) in db.execute("select name from sqlite_master")}
    assert not names & {"report", "message", "status", "answer", "takedown", "takedown_message"}
