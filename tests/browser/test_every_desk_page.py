"""Every page of moderators, by route: nothing stands in anybody's way, and it says whose page it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Page, expect

from archive.curation import tags, topics
from archive.curation.acronyms import GlossaryEntry
from archive.inbox import store as inbox
from archive.inbox.database import opened
from archive.inbox.models import Kind, Report, hash_secret
from archive.moderation import decisions, erasures, glossary, persons
from archive.moderation.exchange import exchange
from archive.moderation.tagging import act
from archive.originals.database import open_archive
from archive.publishing.certificate import decide_and_publish
from archive.publishing.publisher import publish
from tests.browser.moderation_helpers import (
    Desk,
    assert_no_barrier,
    assert_no_barrier_at_other_widths,
    open_desk,
)
from tests.browser.page_types import DESK, addresses, desk_routes
from tests.moderation_copy import ADMIN, COMMENT, CONTACT, OTHER, PATH, POST, REPLY, SECRET, START

pytestmark = pytest.mark.browser

LINK = "k" * 43
GIVEN = {"item": COMMENT, "post": POST, "erased": OTHER, "case": "CASE-0001", "secret": LINK, "topic": "lamps"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(tmp_path_factory.mktemp("pages") / "data") as desk:
        yield desk


@pytest.fixture(scope="module")
def given(desk: Desk) -> dict[str, str]:
    """Let everything there is to show happen once, and return what stands in the addresses."""
    with closing(open_archive(desk.folder)) as db:
        glossary.load(db, [GlossaryEntry("LHK", "Lighthouse keeper", "One who keeps a light")], by=ADMIN, now=START)
        with act(db, by=ADMIN, now=START, kind="topic-create", told="made a topic") as changes:
            topics.create(changes, "Towers", "What turns and shines", "lamps")
            tags.add_tags(changes, [COMMENT], ["Towers"], ADMIN, START)
        key = desk.folder.load_secrets().pseudonym_key
        persons.name_person(db, ["Fogbound"], reason="Not a public person", key=key, by=ADMIN, now=START)
        erasures.ask(db, OTHER, reason="Asked for by whoever wrote it", by=ADMIN, now=START)
        with opened(desk.folder) as box:
            report = Report(
                "CASE-0001", hash_secret(LINK), START.isoformat(), Kind.ME, (COMMENT,), "mine", "", is_verified=True
            )
            inbox.add_reports(box, [report])
        exchange(db, desk.folder, now=START)
        (key_of_card,) = db.execute("select 'f' || id from finding where item_id = ?", [CONTACT]).fetchone()
    publish(desk.folder, now=START)
    made = decide_and_publish(
        desk.folder,
        lambda db: decisions.mask(
            db, COMMENT, SECRET, label="place", reason="Says where somebody worked", by=ADMIN, now=START
        ),
        START,
    )
    return {**GIVEN, "decision": made.log_id, "card": str(key_of_card), "acronym": "LHK"}


@pytest.mark.feature("R12")
@pytest.mark.feature("M10")
def test_every_page_of_the_desk_has_a_row() -> None:
    """A new page fails here until somebody has said at which addresses it is to be looked at."""
    assert desk_routes() == set(DESK)


@pytest.mark.feature("R12")
@pytest.mark.feature("M10")
def test_nothing_stands_in_the_way_of_anybody_on_any_page(desk: Desk, given: dict[str, str]) -> None:
    """By axe, at 320, 768 and 1280 pixels, light and dark: everything that folds is opened first."""
    page = desk.moderator()
    looked_at = 0
    for address in addresses(DESK, **given):
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach((each) => (each.open = true))")
        assert_no_barrier(page)
        assert_no_barrier_at_other_widths(page)
        looked_at += 1
    assert looked_at >= 30


@pytest.mark.feature("O1")
def test_a_page_of_the_moderation_site_always_says_so(desk: Desk, given: dict[str, str]) -> None:
    """In words that stand on the page, and to a screen reader, whatever the style sheet does; readers never see it."""
    page = desk.moderator()
    for address in (*addresses(DESK, **given), "/", PATH, "/-/search", "/-/topics", "/-/data", "/public/comment"):
        page.goto(address)
        if page.url.endswith("/-/login"):
            continue
        banner = page.get_by_role("region", name="Moderation")
        assert banner.inner_text().startswith("Moderation"), address
        assert ADMIN in banner.inner_text(), address
        assert banner.get_by_role("button", name="Log out").count() == 1, address
    plain = desk.moderator(script=False)
    plain.route("**/*.css*", lambda route: route.fulfill(body="", content_type="text/css"))
    plain.goto(PATH)
    expect(plain.get_by_role("region", name="Moderation")).to_contain_text(ADMIN)
    reader: Page = desk.reader()
    for address in ("/", PATH, "/-/search", "/-/report", f"/-/case/{LINK}"):
        reader.goto(address)
        assert reader.get_by_role("region", name="Moderation").count() == 0, address
        assert reader.get_by_role("button", name="Log out").count() == 0, address


@pytest.mark.feature("M8")
@pytest.mark.feature("O1")
def test_a_moderators_page_tells_what_readers_see_from_what_they_do_not(desk: Desk, given: dict[str, str]) -> None:
    page = desk.moderator()
    page.goto(f"/-/moderate/item/{COMMENT}")
    assert SECRET in page.locator("main").inner_text()
    told = page.locator("main").inner_text().lower()
    assert "for moderators only" in told or "as it was written" in told or "original" in told
    page.goto(f"/-/comment/{COMMENT}")
    assert SECRET not in page.locator(f"#c{COMMENT}").inner_text()
    assert page.locator(f"#c{REPLY}").count() == 1
