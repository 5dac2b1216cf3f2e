"""Reading in a real browser: a thread, a search; every kind of page, light and dark, wide and narrow, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from archive.text import RedactedText
from plugins.site.application import build_datasette
from tests.browser.conftest import Open, served
from tests.public_copy import ENTRY, REF, FixedSearch, write_public_copy

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

KINDS = {
    "home": "/",
    "year": "/2018/",
    "month": "/2018/07/",
    "thread": ENTRY,
    "thread by time": f"{ENTRY}?view=time",
    "thread with pings": "/lighthouse.example/2016/03/lenses",
    "home of a further blog": "/lighthouse.example/",
    "post without a path": "/-/post/tnodateandnopath",
    "search": "/-/search?q=ferry",
    "search without hits": "/-/search?q=zeppelin",
    "tags": "/-/topics",
    "tag": "/-/topic/night-ferry",
    "tag of a comment": "/-/topic/rotas",
    "citation": "/-/cite/9002",
    "pen-name": "/-/by/Wellington%20Boots",
    "about": "/-/about",
    "log": "/-/log",
    "log line": f"/-/log/{REF}",
    "what was taken out": "/-/removed",
    "data": "/-/data",
    "releases": "/-/releases",
    "database": "/public",
    "table": "/public/comment?author_kind=anonymous&_facet=state",
    "row": "/public/comment/9001",
    "query": "/public/-/query?sql=select+*+from+comment",
    "query that fails": "/public/-/query?sql=select+nothing",
    "schema": "/public/-/schema",
    "missing": "/2018/07/never-written.html",
    "hidden": "/-/comment/9005",
}
WINDOWS: tuple[tuple[int, Literal["light", "dark"]], ...] = (
    *((1280, "dark"), (768, "dark"), (768, "light")),
    *((320, "light"), (320, "dark")),
)
WCAG: dict[str, Any] = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.mark.feature("R9")
@pytest.mark.feature("R12")
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_in_both_themes_and_no_page_is_wider_than_its_window(open_page: Open, kind: str) -> None:
    page = open_page(KINDS[kind])
    assert_no_violation(page)
    for width, scheme in WINDOWS:
        # what neither a width nor a theme can change is not looked for again
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        contrast = ["color-contrast"] if scheme == "dark" else []
        assert_no_violation(page, {"runOnly": [*contrast, "target-size", "scrollable-region-focusable"]})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def assert_no_violation(page: Page, options: dict[str, Any] = WCAG) -> None:
    """Hold that axe has nothing to say about a page as it stands."""
    found = Axe().run(page, options=options)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.feature("R9")
def test_four_times_as_large_still_fits(open_page: Open) -> None:
    page = open_page(ENTRY, width=320, device_scale_factor=4)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.feature("R9")
@pytest.mark.parametrize("kind", ["home", "thread", "search"])
def test_forced_colours_keep_marks_and_rules_visible(open_page: Open, kind: str) -> None:
    page = open_page(KINDS[kind], forced_colors="active", reduced_motion="reduce")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert_no_violation(page)
    if kind == "thread":
        assert page.locator("#c9002 .redaction").evaluate("e => getComputedStyle(e).borderTopWidth") == "1px"
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.mark.feature("R8")
def test_a_thread_is_read_from_the_first_page_without_a_script(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("link", name="July 2018").click()
    page.get_by_role("link", name="The night ferry, again").click()
    expect(page.get_by_role("heading", name="The night ferry, again", level=1)).to_be_visible()
    reply = page.locator("#c9002")
    expect(reply).to_contain_text("Wellington Boots")
    reply.locator(".answers").get_by_role("link").click()
    assert page.url.endswith("#c9001")
    page.get_by_role("link", name="By time").click()
    expect(page.locator(".comments > li").nth(1)).to_contain_text("Wellington Boots")
    page.get_by_role("link", name="Nested").click()
    page.locator("#c9002").get_by_role("link", name="[office]").click()
    expect(page.get_by_text("identifies a small office")).to_be_visible()


@pytest.mark.feature("A1")
def test_a_permalink_leads_to_its_comment_and_shows_which_it_is(open_page: Open) -> None:
    page = open_page("/-/comment/9003")
    assert page.url.endswith(f"{ENTRY}#c9003")
    comment = page.locator("#c9003")
    expect(comment).to_be_in_viewport()
    assert comment.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


@pytest.mark.feature("A2")
def test_a_fragment_of_wordpress_leads_to_its_comment_and_shows_which_it_is(open_page: Open) -> None:
    page = open_page("/lighthouse.example/2016/03/lenses/comment-page-1/#comment-3", width=500)
    assert page.url.endswith("/lighthouse.example/2016/03/lenses#comment-3")
    comment = page.locator("#clighthouse-example_c3")
    expect(comment).to_be_in_viewport()
    assert comment.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


@pytest.mark.feature("A2")
def test_a_dead_blogs_mobile_link_keeps_its_comment(open_page: Open) -> None:
    page = open_page(f"{ENTRY}?m=1#c9006")
    assert page.url.endswith(f"{ENTRY}#c9006")


def test_searching_leads_from_the_box_to_the_comment(open_page: Open) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_label("Search posts and comments").fill("crossing")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".reading")).to_contain_text("1 hit")
    expect(page.locator("mark")).to_have_text("crossing")
    page.get_by_role("link", name="Anonymous 1").click()
    assert page.url.endswith(f"{ENTRY}#c9001")


def test_a_question_in_sql_is_asked_and_answered(open_page: Open) -> None:
    page = open_page("/-/data", java_script_enabled=False)
    page.get_by_role("link", name="Which comments does a search find?").click()
    page.get_by_label("A search, as in the search box").fill("ferry")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("row")).to_have_count(2)


@pytest.mark.feature("R12")
def test_the_keyboard_reaches_the_text_first_and_every_link_shows_its_focus(open_page: Open) -> None:
    page = open_page(ENTRY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.feature("R12")
@pytest.mark.parametrize("kind", ["home", "thread", "search", "tags"])
def test_targets_are_large_enough_to_tap(open_page: Open, kind: str) -> None:
    page = open_page(KINDS[kind], width=360, has_touch=True)
    small = page.evaluate(
        """() => [...document.querySelectorAll("main a, header a, button")]
          .filter(e => !e.closest(".words, p.lead, p.quiet, .stand-in, .answers"))
          .filter(e => !e.matches(".skip"))
          .map(e => [e.textContent.trim().slice(0, 30), e.getBoundingClientRect().height])
          .filter(([, height]) => height > 0 && height < 24)"""
    )
    assert small == []


@pytest.mark.feature("R1")
def test_keys_lead_through_a_thread_and_can_be_switched_off(open_page: Open) -> None:
    page = open_page(ENTRY)

    def at() -> str:
        return str(page.evaluate("document.activeElement.id"))

    page.keyboard.press("j")
    assert at() == "c9001"
    page.keyboard.press("j")
    assert at() == "c9002"
    page.keyboard.press("o")
    assert at() == "c9001"
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert at() == "c9001"
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    expect(dialog).to_contain_text("next comment")
    assert_no_violation(page)
    dialog.get_by_role("checkbox").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert at() != "c9002"
    page.evaluate("localStorage.clear()")
    page.reload()
    with page.expect_navigation():
        page.keyboard.press("p")
    assert page.url.endswith("/2017/11/fog.html") or "/post/" in page.url or page.url.endswith(".html")
    with page.expect_navigation():
        page.keyboard.press("/")
    assert page.url.endswith("/-/search")


@pytest.mark.feature("R1")
def test_answers_fold_and_come_back_for_who_is_led_to_one(open_page: Open) -> None:
    page = open_page(ENTRY)
    fold = page.locator("#c9001 .fold")
    expect(fold).to_have_attribute("aria-expanded", "true")
    fold.click()
    expect(page.locator("#c9002")).to_be_hidden()
    expect(fold).to_contain_text("show")
    page.evaluate("location.hash = 'c9002'")
    expect(page.locator("#c9002")).to_be_visible()
    expect(open_page(f"{ENTRY}?view=time").locator(".fold")).to_have_count(0)


@pytest.mark.feature("R1")
def test_links_lead_to_the_comment_before_and_after_without_a_script(open_page: Open) -> None:
    page = open_page(ENTRY, java_script_enabled=False)
    page.locator("#c9001 .steps").get_by_role("link", name="Next").click()
    assert page.url.endswith("#c9002")
    page.locator("#c9002 .steps").get_by_role("link", name="Previous").click()
    assert page.url.endswith("#c9001")


@pytest.mark.feature("R13")
def test_a_reply_announces_its_level_and_what_it_answers(open_page: Open) -> None:
    page = open_page(ENTRY)
    expect(page.locator("#c9002 h3")).to_have_text("Reply, level 1: Wellington Boots")
    expect(page.locator("#c9002 .answers")).to_contain_text("in reply to")


@pytest.mark.feature("R8")
def test_paper_is_black_on_white_and_spells_permalinks_out(open_page: Open) -> None:
    page = open_page(ENTRY, scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert not page.locator("header nav").first.is_visible()
    spelled = page.locator("#c9001 .permalink").evaluate("e => getComputedStyle(e, '::after').content")
    assert f"{ENTRY}#c9001" in spelled
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    spelled = page.locator("#c9001 .permalink").evaluate("e => getComputedStyle(e, '::after').content")
    assert f"{urlsplit(page.url).netloc}{ENTRY}#c9001" in spelled


@pytest.mark.feature("R8")
def test_a_page_saved_by_the_browser_looks_as_it_did_and_asks_nobody(
    browser: Browser, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(ENTRY)
    look = """() => ["body", ".post .words", "#c9001 h3", "#c9001 .words", ".redaction", ".masthead-name"].map(each => {
      const is = getComputedStyle(document.querySelector(each));
      return [is.fontFamily, is.fontSize, is.lineHeight, is.color, is.backgroundColor, is.paddingLeft];
    })"""
    before = page.evaluate(look)
    saved = tmp_path / "thread.mhtml"
    whole = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    saved.write_text(whole, encoding="utf-8", newline="")
    assert "font-size: ;" not in whole
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    copy = context.new_page()
    failed: list[str] = []
    copy.on("requestfailed", lambda request: failed.append(request.url))
    copy.goto(saved.as_uri())
    expect(copy.locator("#c9001")).to_contain_text("They sold the Sunday crossing")
    assert copy.evaluate(look) == before
    assert failed == []
    context.close()


@pytest.mark.feature("R10")
@pytest.mark.feature("Q8")
def test_what_was_taken_out_is_counted_month_by_month(open_page: Open) -> None:
    page = open_page("/-/log", width=320)
    page.get_by_role("link", name="How much was taken out").click()
    expect(page.get_by_role("row", name="May 2026 2")).to_be_visible()


@pytest.mark.feature("R10")
def test_this_week_in_other_years_leads_to_a_post_of_it(open_page: Open) -> None:
    page = open_page("/", width=320)
    week = page.get_by_role("region", name="This week in other years")
    week.get_by_role("link", name="The night ferry, again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The night ferry, again")


def test_lines_hold_about_66_characters(open_page: Open) -> None:
    page = open_page(ENTRY)
    width = page.evaluate(
        """() => {
          const words = document.querySelector(".post .words p");
          words.textContent = "The quick reader turns the page and wonders who wrote the next line of it. ".repeat(20);
          const line = parseFloat(getComputedStyle(words).lineHeight);
          return words.textContent.length / Math.round(words.getBoundingClientRect().height / line);
        }"""
    )
    assert 58 <= width <= 76


# -- stored text cannot run anything, even where it got past our own rendering

ATTACKS = (
    "<script>document.title='pwned'</script>",
    "<img src=x onerror=\"document.title='pwned'\">",
    "<svg onload=\"document.title='pwned'\">",
    "<a id=go href=\"javascript:document.title='pwned'\">x</a>",
    "<iframe srcdoc=\"<script>parent.document.title='pwned'</script>\"></iframe>",
    "<form action=https://evil.example/><button>x</button></form>",
    "<style>*{background:url(https://evil.example/)}</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<base href=https://evil.example/>",
    "<object data=https://evil.example/></object><embed src=https://evil.example/>",
    '<div style="background:url(https://evil.example/)">x</div>',
    "<details open ontoggle=\"document.title='pwned'\">x</details>",
    "<video><source onerror=\"document.title='pwned'\"></video>",
)


@pytest.mark.feature("O6")
def test_the_policy_stops_what_rendering_should_never_have_let_through(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even html that our renderer would never write cannot run, load or send anything."""

    def careless(text: RedactedText) -> str:
        return "".join(f"<div>{attack}</div>" for attack in ATTACKS)

    monkeypatch.setattr("tests.public_copy.render", careless)
    folder = write_public_copy(tmp_path / "archive")
    with served(build_datasette(folder, searcher=FixedSearch()).app()) as address:
        context = browser.new_context()
        page = context.new_page()
        asked: list[str] = []

        def note(route: Route) -> None:
            asked.append(route.request.url)
            route.abort()

        # what the policy stops never comes as far as this
        page.route(lambda url: not url.startswith(address), note)
        page.goto(address + ENTRY, wait_until="load")
        assert page.locator(".words iframe, .words form, .words script").count() > 6
        page.locator(".words #go").first.click(no_wait_after=True)
        page.locator(".words button").first.click(no_wait_after=True)
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert "pwned" not in page.title()
        assert page.url.startswith(address)
        assert [url for url in asked if url.startswith("http")] == []
        context.close()
