"""What the archive worked out of a text, taken out and put back by a moderator."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from archive.folder import DataFolder
from archive.originals import store as originals
from archive.originals.captures import CaptureWriter, insert_capture
from archive.originals.database import open_archive
from archive.originals.records import Parsed, SiteRecord
from archive.publishing.publisher import publish
from tests import moderation_copy as copy
from tests.moderation_copy import Desk, Visitor, open_desk, text_of

SPEAKING = "7006"
LINKS = f"/-/moderate/item/{SPEAKING}/links"
WORDS = "@ 1950"


@pytest.fixture(scope="module")
def speaking(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Return the archive of the moderation tests with one more comment, which names another by its time."""
    folder = copy.make_archive(tmp_path_factory.mktemp("speaking") / "data")
    with closing(open_archive(folder)) as db, CaptureWriter(folder, copy.START, "again", db) as writer, db.atomic():
        stored = writer.write_file("lamp-again.html", io.BytesIO(b"invented again"), copy.START)
        capture = insert_capture(db, stored, format="Blogger page", parser_version=1, problem=None)
        post = copy._post()
        more = copy._comment(SPEAKING, None, None, f"<p>{WORDS} I agree with all of it.</p>", ordinal=9)
        originals.merge(
            db,
            Parsed(
                "Blogger page",
                SiteRecord("lamp.example", "The Lamp"),
                (replace(post, comments=(*post.comments, more)),),
            ),
            capture_id=capture,
            fetched_at=copy.START,
            secrets=folder.load_secrets(),
            default_zone=copy.ZONE,
        )
    publish(folder, now=copy.START)
    return folder


@pytest.fixture
def desk(speaking: DataFolder, tmp_path: Path) -> Iterator[Desk]:
    with open_desk(speaking, tmp_path / "data") as desk:
        yield desk


@pytest.fixture
def bertram(desk: Desk) -> Visitor:
    return desk.visitor(copy.MODERATOR)


def form_of(page: str) -> dict[str, str]:
    """Return what the first button of a page sends."""
    form = next(form for form in BeautifulSoup(page, "lxml").select("form") if form.select("input[name=kind]"))
    return {str(field["name"]): str(field["value"]) for field in form.select("input")}


@pytest.mark.feature("R2")
def test_a_wrong_reference_is_taken_out_and_put_back(bertram: Visitor) -> None:
    link = f'title="to comment 1, 19:50">{WORDS}</a>'
    assert link in bertram.get(copy.PATH).text
    page = bertram.get(LINKS).text
    assert f"Clock time taken for a comment {WORDS}" in text_of(page)
    done = bertram.post(LINKS, form_of(page))
    assert (done.status_code, done.headers["location"]) == (303, LINKS)
    assert link not in bertram.get(copy.PATH).text
    page = bertram.get(LINKS).text
    assert "Nothing was worked out of this text." in text_of(page)
    assert "took out a link" in text_of(bertram.get("/-/moderate/log").text)
    assert bertram.post(LINKS, form_of(page)).status_code == 303
    assert link in bertram.get(copy.PATH).text


@pytest.mark.feature("R2")
def test_what_is_said_twice_or_of_nothing_is_refused(bertram: Visitor) -> None:
    given = form_of(bertram.get(LINKS).text)
    bertram.post(LINKS, given)
    again = bertram.post(LINKS, given)
    assert again.status_code == 400
    assert "taken out already" in text_of(again.text)
    assert bertram.post(LINKS, {"kind": "nonsense", "words": "x"}).status_code == 400
    assert bertram.get("/-/moderate/item/404404/links").status_code == 404


@pytest.mark.feature("R2")
def test_every_comment_leads_to_what_was_worked_out(bertram: Visitor) -> None:
    assert f'href="{LINKS}"' in bertram.get(copy.PATH).text
