"""Whatever is typed or put into the address of a search: hits or a hint, and bounds on how much is asked."""

from __future__ import annotations

import random
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from bs4 import BeautifulSoup

from plugins.search.asked import HITS, THREADS, Asked, read_asked
from search_index.query import OPERATORS
from search_index.results import Order
from search_index.search import MAX_LIMIT, MAX_OFFSET, MAX_THREADS
from tests.public_copy import Pages
from tests.search_copy import NASTY
from tests.search_site import make_site, open_site

PIECES = (
    *(f"{name}:" for name in OPERATORS),
    *"()\"-=*|&+:<>\\/'.,;!?[]{}~^$%@#\t\n\0\x1b\x7f",
    *(
        "OR",
        "AND",
        "NOT",
        "ferry",
        "moors",
        "MOORS",
        "the",
        "IT",
        "PO",
        "year:2018",
        "-expand:",
        "sort:",
        "‘“„ﬁ",
        "é",
        "🚢",
    ),
    *(
        "\u202e",
        "\u200d",
        "\ufeff",
        "\ufffc",
        "İ",
        "ß",
        "中文",
        "12.26",
        "@ 1615",
        "%00",
        "&amp;",
        "<script>",
        "a" * 90,
    ),
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_site(make_site(tmp_path_factory.mktemp("site") / "archive"))
    yield site
    site.close()


def rubbish(count: int) -> Iterator[str]:
    """Yield strings that break parsers: pieces of the grammar in any order, and characters of any kind."""
    source = random.Random(20260704)
    for number in range(count):
        if number % 3:
            joint = source.choice(("", " "))
            yield joint.join(source.choices(PIECES, k=source.randint(1, 24)))
        else:
            letters = (chr(source.choice((source.randrange(128), source.randrange(0x3000)))) for _ in range(40))
            yield "".join(letters)[: source.randint(1, 40)]


@pytest.mark.feature("S3")
def test_three_hundred_rubbish_queries_give_hits_or_a_hint(pages: Pages) -> None:
    for number, query in enumerate([*rubbish(300), *NASTY]):
        asked = urlencode({"q": query.encode("utf-8", "surrogatepass")})
        answer = pages.get(f"/-/search?{asked}")
        assert answer.status_code == 200, query
        if number % 10 == 0:
            page = BeautifulSoup(answer.text, "lxml")
            assert page.select(".hit") or page.select("details.search-help[open]"), query
            form = ("json", "csv", "atom")[number // 10 % 3]
            assert pages.get(f"/-/search.{form}?{asked}").status_code == 200, query


@pytest.mark.feature("S3")
def test_every_link_of_a_page_about_rubbish_leads_somewhere(pages: Pages) -> None:
    for query in ('moors OR "mooring', "((moors", "ferry -", 'author:"x', "moors <b>&amp;", "=moors ferry*"):
        page = BeautifulSoup(pages.get(f"/-/search?q={quote(query)}").text, "lxml")
        for link in page.select(".chips a, .orders a, .narrow a, .leave-out a, .pages a, .keep a")[:40:4]:
            assert pages.get(str(link["href"])).status_code == 200, (query, link["href"])


BOUNDS = [
    ("page=0", 1, 20),
    ("page=-1", 1, 20),
    ("page=x&size=y", 1, 20),
    ("page=٣", 1, 20),
    ("page=99999999999999999999", MAX_OFFSET // 20 + 1, 20),
    ("size=100000", 1, MAX_LIMIT),
    ("size=100000&view=threads", 1, MAX_THREADS),
    ("size=0", 1, 20),
    ("size=1&page=999999", MAX_OFFSET + 1, 1),
]


@pytest.mark.parametrize(("given", "page", "size"), BOUNDS)
def test_how_much_and_how_far_is_bounded(pages: Pages, given: str, page: int, size: int) -> None:
    answer = pages.get(f"/-/search.json?q=ferry&{given}")
    assert answer.status_code == 200
    assert answer.json()["page"]["limit"] == size
    assert answer.json()["page"]["offset"] == (page - 1) * size <= MAX_OFFSET
    assert pages.get(f"/-/search?q=ferry&{given}").status_code == 200


@pytest.mark.feature("S11")
def test_an_address_read_and_written_again_is_the_same() -> None:
    from plugins._datasette import Request

    for form in ("", "json", "csv", "atom"):
        for asked in (
            Asked('moors OR "tide"', grouped=not form, size=HITS if form else THREADS, form=form),
            Asked("a&b=c#d %", Order.OLDEST, grouped=not form, page=3, size=50, form=form),
            Asked("x", None, grouped=form == "json", page=2, size=THREADS if form == "json" else HITS, form=form),
        ):
            again = read_asked(Request.fake(asked.address()), form)
            assert (again, again.address()) == (asked, asked.address())
    assert read_asked(Request.fake("/-/search?q=x&sort=nonsense&view=nonsense")) == Asked("x")
