"""Topics in a real browser: kept by a moderator without a script, met by a reader, with nothing in the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import expect

from archive.curation import proposals
from archive.originals.database import open_archive
from tests.browser.moderation_helpers import Desk, assert_no_barrier, open_desk
from tests.moderation_copy import COMMENT, POST, REPLY, START

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(tmp_path_factory.mktemp("archive") / "data") as desk:
        yield desk


@pytest.mark.feature("T8")
def test_a_rule_is_made_without_a_script_and_a_reader_follows_it_to_the_search(desk: Desk) -> None:
    page = desk.moderator(script=False)
    page.get_by_role("link", name="Topics").last.click()
    page.get_by_label("Name").fill("Thanks")
    page.get_by_label("What it covers").fill("Who thanked whom.")
    page.get_by_label("Under").select_option("Lamps")
    page.get_by_role("button", name="Make", exact=True).click()
    page.get_by_role("link", name="Thanks", exact=True).first.click()
    page.get_by_label("Search").fill("thanked OR thank")
    page.get_by_label("Name of the rule").fill("Said thanks")
    page.get_by_label("puts the topic on by itself").check()
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("It finds 2 posts and comments now.")).to_be_visible()
    page.get_by_role("button", name="Make the rule").click()
    expect(page.get_by_role("button", name="Switch off Said thanks")).to_be_visible()

    reader = desk.reader()
    reader.goto("/-/topics")
    reader.get_by_role("link", name=re.compile("^Thanks")).click()
    expect(reader.get_by_text("Who thanked whom.")).to_be_visible()
    expect(reader.get_by_role("row", name="2018 0 2")).to_be_visible()
    assert_no_barrier(reader)
    reader.get_by_role("link", name="thanked OR thank").click()
    assert "/-/search?q=thanked" in reader.url
    reader.go_back()
    reader.get_by_role("link", name="Lamps").click()
    expect(reader.get_by_role("heading", name="Narrower topics")).to_be_visible()


@pytest.mark.feature("T8")
@pytest.mark.feature("R9")
def test_suggestions_are_ticked_and_decided_and_the_pages_have_no_barrier(desk: Desk) -> None:
    page = desk.moderator()
    page.goto("/-/moderate/topics")
    page.get_by_label("Name").fill("Fog")
    page.get_by_role("button", name="Make", exact=True).click()
    with closing(open_archive(desk.folder)) as db:
        proposals.propose_learned(db, {(item_id, "fog"): 0.9 for item_id in (POST, COMMENT, REPLY)}, START)
    page.goto("/-/moderate/topics")
    assert_no_barrier(page)
    page.get_by_role("link", name="3 suggestions to look at").click()
    assert_no_barrier(page)
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    page.get_by_role("button", name="Accept what is ticked").click()
    expect(page.get_by_text("1 suggestion to look at.")).to_be_visible()
    page.goto("/-/moderate/topic/fog")
    expect(page.get_by_text("accepted 2 suggestions")).to_be_visible()
    assert_no_barrier(page)
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_text("undone by")).to_be_visible()
