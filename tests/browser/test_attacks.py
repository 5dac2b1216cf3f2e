"""Six hundred attacks in every field that anybody can fill, on every page, in a real browser: none of them runs.

A script that ran would open a dialog; one that was stopped, by the policy of the page alone, tells the console. Both
fail here, and so does every request to anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Route, TimeoutError

from tests.attacked_copy import ADMIN, Attacked, comment_ids, make_attacked, monsters, secret_of
from tests.attacks import ATTACKS, packed
from tests.bench import memory_folder
from tests.browser.chromium import chromium
from tests.browser.page_types import DESK, addresses
from tests.moderation_copy import PASSWORD, serving

pytestmark = [pytest.mark.browser, pytest.mark.feature("O6")]

_ABOUT_STATUS = "the server responded with a status of"
_PATHS = ("/", "/2018", "/2018/07/post-1.html", "/-/log", "/-/about", "/-/report", "/-/topics", "/-/acronyms")
_MORE = ("/-/acronyms/unexplained", "/-/timeline?a=cqw", "/-/keywords", "/-/data", "/-/search", "/-/removed")
_TABLES = ("/public", "/public/post", "/public/comment?_size=200", "/public/tag", "/public/acronym_sense?_size=200")


@dataclass(slots=True)
class Watched:
    """A page, and all that went wrong on it: scripts that ran or were stopped, and requests to elsewhere."""

    page: Page
    origin: str
    seen: int = 0
    wrong: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Watch from now on; pages that hold hundreds of attacks, each quoting others, take their time."""
        self.page.set_default_timeout(120_000)
        self.page.context.route("**/*", lambda route: self._ask(route))
        self.page.on("dialog", lambda dialog: self._dismiss(dialog))
        self.page.on("pageerror", lambda error: self._tell(f"a script failed: {error}"))
        self.page.on("console", lambda message: self._hear(message))

    def go(self, path: str) -> None:
        """Open an address, whatever it answers."""
        self.page.goto(f"{self.origin}{path}")
        self.seen += 1

    def _ask(self, route: Route) -> None:
        if route.request.url.startswith((f"{self.origin}/", "data:image/")):
            route.continue_()
        else:
            self._tell(f"a request to {urlsplit(route.request.url).netloc}")
            route.abort()

    def _dismiss(self, dialog: Dialog) -> None:
        self._tell("a dialog")
        dialog.dismiss()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and _ABOUT_STATUS not in message.text:
            self._tell(message.text)

    def _tell(self, what: str) -> None:
        self.wrong.append(f"{urlsplit(self.page.url).path[:80]}: {what[:300]}")


@dataclass(slots=True)
class Sites:
    made: Attacked
    public: str
    moderation: str
    browser: Browser

    def reader(self) -> Watched:
        found = Watched(self.browser.new_page(), self.public)
        found.begin()
        return found

    def moderator(self) -> Watched:
        found = Watched(self.browser.new_page(), self.moderation)
        found.begin()
        found.go("/")
        found.page.get_by_label("Name").fill(ADMIN)
        found.page.get_by_label("Password").fill(PASSWORD)
        found.page.get_by_role("button", name="Log in").click()
        found.page.wait_for_url("**/-/moderate/queue")
        return found


@pytest.fixture(scope="module")
def sites() -> Iterator[Sites]:
    with memory_folder() as place:
        made = make_attacked(place)
        with (
            serving("serve", made.folder) as public,
            serving("moderate", made.folder) as moderation,
            chromium() as browser,
        ):
            yield Sites(made, public, moderation, browser)


def test_there_are_enough_and_the_fields_took_them(sites: Sites) -> None:
    assert len(set(ATTACKS)) >= 600
    taken = sites.made.taken
    assert min(taken["meaning"], taken["moderator"], taken["kept words"]) >= 500
    assert taken["reason"] >= len(packed(300)) - 5
    assert taken["reason of erasing"] == 20
    assert taken["topic"] >= len(packed(600)) - 5
    assert taken["case"] == len(packed(4000))


@pytest.mark.parametrize(("policy", "least"), [("", 3), ("default-src 'none'", 2)])
def test_the_watch_sees_what_runs_and_what_is_stopped(sites: Sites, policy: str, least: int) -> None:
    watched = sites.reader()
    body = '<img src=https://evil.example/x onerror="alert(1)"><script>alert(2)</script><svg onload=alert(3)>'
    headers = {"content-type": "text/html", "content-security-policy": policy}
    watched.page.route("**/trap", lambda route: route.fulfill(body=body, headers=headers))
    watched.page.goto(f"{watched.origin}/trap", wait_until="commit")
    for _ in range(100):
        if len(watched.wrong) >= least:
            break
        watched.page.wait_for_timeout(50)
    else:
        pytest.fail(f"the watch saw {watched.wrong} alone")


def test_nothing_runs_on_any_page_of_readers(sites: Sites) -> None:
    reader = sites.reader()
    posts = [f"/2018/07/post-{number}.html" for number in range(1, 5)]
    items = [f"/-/cite/{each}" for each in (*monsters(), comment_ids()[200])]
    topics = [f"/-/topic/{quote(each, safe='')}" for each in sites.made.topics[::6]]
    cases = [f"/-/case/{secret_of(each)}" for each in sites.made.cases]
    more = [f"/public/comment/{each}" for each in monsters()]
    for path in (*_PATHS, *_MORE, *_TABLES, *posts, *items, *topics, *cases, *more, "/-/acronym/cqw"):
        reader.go(path)
    assert reader.wrong == []
    assert reader.seen >= 40


def test_nothing_runs_that_is_searched_for_or_asked_for_by_address(sites: Sites) -> None:
    reader = sites.reader()
    for text in packed(800):
        reader.go(f"/-/search?q={quote(text)}")
    asked = ("/", "/-/topic/", "/-/log/", "/public/comment?text=", "/-/timeline?a=", "/public/-/query?sql=select+")
    for place, text in enumerate(packed(1500)):
        # each text at two kinds of address, each kind with many texts
        for path in (asked[place % len(asked)], asked[(place + 1) % len(asked)]):
            reader.go(path + quote(text, safe=""))
    assert reader.wrong == []
    reader.go("/-/report")
    for text in packed(4000):
        reader.page.locator("#places").fill(text)
        reader.page.locator("#why").fill(text)
        with reader.page.expect_navigation():
            # without saying what is wrong, so that the form comes back as it was typed
            reader.page.evaluate("document.forms[0].noValidate = true, document.forms[0].requestSubmit()")
    assert reader.wrong == []


def test_nothing_runs_on_any_page_of_moderators(sites: Sites) -> None:
    desk, made = sites.moderator(), sites.made
    erased = comment_ids()[-1]
    for place, item in enumerate(monsters()):
        given = {
            "item": item,
            "post": str(1 + place % 4),
            "erased": erased,
            "decision": made.decided[-1 - place],
            "card": made.keys[place],
            "case": made.cases[place],
            "secret": secret_of(made.cases[place]),
            "topic": quote(made.topics[place], safe=""),
            "acronym": "cqw",
        }
        for address in addresses(DESK if not place else _of_items(), **given):
            desk.go(address)
    for case in made.cases[5:]:
        desk.go(f"/-/moderate/case/{case}")
    for path in (
        "/",
        "/2018/07/post-1.html",
        "/2018/07/post-4.html",
        "/-/log",
        "/public/comment",
        "/-/search?q=lantern10",
    ):
        desk.go(path)
    assert desk.wrong == []
    assert desk.seen >= 70


def _of_items() -> dict[str, tuple[str, ...]]:
    return {route: row for route, row in DESK.items() if not isinstance(row, str) and any("{" in each for each in row)}


_SEND = """([number, button, text]) => {
  const form = document.forms[number];
  form.noValidate = true;
  for (const field of form.elements) {
    if (!field.matches("textarea, input[type=text], input[type=search], input:not([type])")) continue;
    field.removeAttribute("maxlength");
    field.value = text;
  }
  form.requestSubmit([...form.elements].filter((each) => each.type === "submit")[button]);
}"""


_FORMS = """() => [...document.forms].map((form) => {
  const typed = "textarea, input[type=text], input[type=search], input:not([type])";
  // a form into which nothing can be typed has nothing to bring back
  if (!form.querySelector(typed)) return [];
  const fields = [...form.elements].filter((each) => each.matches(typed)).map((each) => each.name);
  return [...form.elements].filter((each) => each.type === "submit").map((each) =>
    JSON.stringify([form.method, new URL(each.formAction).pathname, fields, each.name, each.value]));
})"""


def test_nothing_runs_that_is_typed_into_any_form_of_moderators(sites: Sites) -> None:
    """Every field of every form, each of its buttons pressed: what cannot be done comes back as it was typed.

    Forms that lead to the same place with the same fields are one form, on whichever pages they stand.
    """
    desk, made = sites.moderator(), sites.made
    item, texts = monsters()[0], packed(1200)
    given = {
        "item": item, "post": "1", "erased": comment_ids()[-1], "decision": made.decided[-3], "card": made.keys[1],
        "case": made.cases[0], "secret": secret_of(made.cases[0]), "topic": quote(made.topics[1], safe=""),
        "acronym": "cqw",
    }  # fmt: skip
    sent: set[str] = set()
    for address in addresses(DESK, **given):
        desk.go(address)
        forms: list[list[str]] = desk.page.evaluate(_FORMS)
        for number, button, form in [(n, b, form) for n, found in enumerate(forms) for b, form in enumerate(found)]:
            if form in sent:
                continue
            desk.go(address)
            if number >= desk.page.evaluate("document.forms.length"):
                continue
            try:
                with desk.page.expect_navigation(timeout=120_000):
                    desk.page.evaluate(_SEND, [number, button, texts[len(sent) % len(texts)]])
            except TimeoutError:
                pytest.fail(f"form {number} of {address} goes nowhere with its button {button}")
            sent.add(form)
    assert desk.wrong == []
    assert len(sent) >= len(texts)
