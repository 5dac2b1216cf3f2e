"""A reader who follows every link of a site: none is dead, every kind of page is met, nothing comes from afar."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

from plugins.site.application import build_datasette
from search_index import update
from tests.acronym_copy import write_acronym_copy
from tests.public_copy import NOON, Pages

HERE = "http://localhost"
# what is asked in an address can be asked without end: such a page is looked at and not followed
_ENDLESS = re.compile(r"/public[/?]|/-/(search|timeline|keywords|concordance|activity|report)\?|/public/")
_LOADS = ("img/@src", "script/@src", "link[@rel='stylesheet' or @rel='icon']/@href", "iframe/@src", "source/@src")
NOT_LINKED = {
    r"^/-/case/(?P<secret>[A-Za-z0-9_-]{20,100})$": "known to whoever asked for a removal alone",
    r"^/-/releases/(?P<name>[0-9-]{1,20})/(?P<file>[A-Za-z0-9_./-]{1,100})$": "there is no release here",
    r"^/-/releases/withdrawn/(?P<name>[0-9-]{1,20})\.txt$": "there is no release here",
}
UNLINKED = (
    *("/robots.txt", "/-/sitemap.xml", "/-/tags", "/-/tag/rotas", "/-/releases.json", "/-/data/comment.csv"),
    *("/-/concordance?q=ferry", "/-/concordance.csv?q=ferry", "/-/concordance/sample.csv?q=ferry&sample=2&seed=1"),
)
"""Files that programs know by name, addresses of earlier versions, and what only a form asks for."""


@dataclass
class Crawl:
    """What a reader met: each address with its status, its ids and where it was found."""

    pages: Pages
    statuses: dict[str, int] = field(default_factory=dict)
    ids: dict[str, set[str]] = field(default_factory=dict)
    found_on: dict[str, str] = field(default_factory=dict)
    fragments: list[tuple[str, str, str]] = field(default_factory=list)
    loads: set[str] = field(default_factory=set)
    kinds: set[tuple[str, str]] = field(default_factory=set)

    def run(self) -> None:
        waiting = deque(["/", *UNLINKED])
        self.found_on.update(dict.fromkeys(waiting, "the start"))
        while waiting:
            at = waiting.popleft()
            for further in self._look(at):
                if further not in self.found_on:
                    self.found_on[further] = at
                    waiting.append(further)

    def _look(self, at: str) -> Iterator[str]:
        response = self.pages.get(at)
        self.statuses[at] = response.status_code
        if response.is_redirect:
            yield from self._inside(at, response.headers["location"])
            return
        if "text/html" not in response.headers.get("content-type", ""):
            return
        page: Any = html.document_fromstring(response.text)
        self.ids[at] = {str(name) for name in page.xpath("//@id")}
        self.loads.update(urljoin(HERE + at, str(each)) for way in _LOADS for each in page.xpath(f"//{way}"))
        is_endless = bool(_ENDLESS.match(at) and "?" in at)
        for link in page.xpath("//a/@href | //link/@href"):
            for further in self._inside(at, str(link)):
                if not is_endless or "." in further.partition("?")[0]:
                    yield from self._some(at, further)

    def _some(self, at: str, further: str) -> Iterator[str]:
        """Yield an address; of Datasette's, from one page to others of a kind, the first alone."""
        if further in self.found_on or not (at.startswith("/public") and further.startswith("/public")):
            yield further
            return
        path, mark, _ = further.partition("?")
        kind = (path.rpartition("/")[0] if path.count("/") > 2 else path, mark)
        if kind not in self.kinds:
            self.kinds.add(kind)
            yield further

    def _inside(self, at: str, link: str) -> Iterator[str]:
        whole = urlsplit(urljoin(HERE + at, link))
        if f"{whole.scheme}://{whole.netloc}" != HERE:
            return
        address = whole.path + (f"?{whole.query}" if whole.query else "")
        if whole.fragment:
            self.fragments.append((at, address, unquote(whole.fragment)))
        yield address


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    folder = write_acronym_copy(tmp_path_factory.mktemp("crawl") / "archive", noindex="0")
    update.update_index(folder, whole=True)
    pages = Pages(build_datasette(folder, clock=lambda: NOON))
    found = Crawl(pages)
    found.run()
    yield found
    pages.close()


def not_shown(crawl: Crawl) -> set[str]:
    """Return the comments that have no page, or one that says why they are not shown."""
    rows = crawl.pages.get("/public/comment.json?_shape=array&_size=max&state__not=shown").json()
    return {row["id"] for row in rows}


@pytest.mark.feature("R8")
def test_no_link_is_dead(crawl: Crawl) -> None:
    dead = {at: (status, crawl.found_on[at]) for at, status in crawl.statuses.items() if status >= 400}
    # tables name comments that nobody may read, and their page says why
    assert {at for at in dead if at.removeprefix("/-/comment/") not in not_shown(crawl)} == set()
    assert len(crawl.statuses) > 150


@pytest.mark.feature("R8")
def test_what_a_link_names_on_a_page_is_there(crawl: Crawl) -> None:
    lost = [
        (at, target, name)
        for at, target, name in crawl.fragments
        if target in crawl.ids and name not in crawl.ids[target]
    ]
    assert lost == []


@pytest.mark.feature("O6")
def test_nothing_is_loaded_from_elsewhere(crawl: Crawl) -> None:
    assert {each for each in crawl.loads if not each.startswith((f"{HERE}/-/static/", "data:"))} == set()
    assert crawl.loads
    style = next(each for each in crawl.loads if ".css" in each)
    assert "url(" not in crawl.pages.get(style.removeprefix(HERE)).text


def test_every_kind_of_page_is_met(crawl: Crawl) -> None:
    routes = {route.pattern for route, _ in crawl.pages.served._routes()}
    ours = {route for route in routes if route.startswith((r"^/-/", r"^/$", r"^/robots"))} - set(NOT_LINKED)
    paths = {at.partition("?")[0] for at in crawl.statuses}
    assert sorted(route for route in ours if not any(re.match(route, path) for path in paths)) == []
