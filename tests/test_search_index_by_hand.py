"""What a small invented archive gives for queries, written down by hand: no code of the search says what is right here.

The archive is published the real way, so acronyms, quotations and tags are those that publishing finds.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.folder import DataFolder
from archive.originals.records import AuthorKind, OriginalComment, OriginalPost, SourceTime
from archive.public import store
from search_index.results import Order
from search_index.search import FACETS, Searcher
from search_index.update import update_index
from tests.bench import LONDON, comment, make_bench, post
from tests.search_scan import use_engine

ROTA = "The rota was drawn up by somebody who has never once worked a Sunday in the rain."
TWEET = "<p>Look:</p><p>Tern Post (@ternpost) July 2, 2018<br>No boats from the harbour tonight.</p><p>Typical.</p>"


def at(written: str) -> SourceTime:
    """Return a time, by the clock of the blog's own zone."""
    return SourceTime.from_instant(datetime.fromisoformat(written).replace(tzinfo=LONDON).astimezone(UTC), LONDON)


def said(
    number: int, day: str, html: str, *, answers: int | None = None, author: str | None = "Dunlin"
) -> OriginalComment:
    """Return a comment of that day."""
    kind = AuthorKind.NAME if author else AuthorKind.ANONYMOUS
    return replace(
        comment(number, f"<p>{html}</p>", answers=answers, author=author, kind=kind), published=at(f"{day}T09:{number}")
    )


def posts() -> Iterator[OriginalPost]:
    """Yield three threads of thirty items in all."""
    yield replace(
        post(
            1,
            said(11, "2018-07-02", "OASys is slow. My OASYS took an hour."),
            said(12, "2018-07-03", "Then eoasys went down again, and oasys with it.", author=None),
            said(13, "2018-07-03", "An oasis of calm, that canteen."),
            said(14, "2018-07-04", "She stood with folded arms.", answers=13),
            said(15, "2018-07-05", "Fill in the ARMS before the visit. The ARMS is due."),
            said(16, "2018-08-01", "Sara made the tea.", author="Ivy of the Quay"),
            said(17, "2018-08-02", "A SARA is due within the week. The SARA was late."),
            said(18, "2018-12-31", "They wrote a PIT for the meeting. Every PIT is long."),
            said(19, "2019-01-01", "The lift fell into a pit."),
            title="The night ferry",
            html="<p>The ferry ran late <b>**EDIT**</b> and the Offender Assessment System (OASys) was down.</p>",
            labels=("Pay",),
        ),
        published=at("2018-07-02T08:00"),
    )
    yield replace(
        post(
            2,
            said(21, "2016-03-04", "The PO, the TR and the QA came. Ask the PO, the TR or the QA."),
            said(22, "2016-03-05", "It rained until it stopped.", author=None),
            said(23, "2016-03-05", "SEEDS training was cancelled. The SEEDS course is on Tuesday."),
            said(24, "2016-03-06", "He sows seeds in spring."),
            said(25, "2016-03-06", "WHY DOES NOBODY EVER LISTEN TO US ABOUT THE ARMS", author=None),
            said(26, "2016-03-07", "Two PSRs by noon, one PSR for court.", author="Ivy"),
            said(27, "2016-03-08", "The pre-sentence report (PSR) is not read by anybody.", answers=26),
            said(28, "2016-03-09", "I went to A&amp;E with it. A&amp;E was full."),
            said(29, "2016-03-09", "E is for effort, and D for dull."),
            title="Why the rota fails",
            html="<p>The IT desk said to turn it off. IT always says so.</p>",
            author="Ivy",
            labels=("Rota",),
        ),
        published=at("2016-03-04T08:00"),
    )
    yield replace(
        post(
            3,
            said(31, "2017-12-31", f"Nobody asked. {ROTA} Quite."),
            said(32, "2018-01-01", "He runs the shop.", author=None),
            said(33, "2018-01-01", "Running costs money."),
            said(34, "2018-01-02", "We run late, stop running."),
            said(35, "2018-01-02", 'Look <a href="https://boats.example/">there</a>, at the harbour.'),
            replace(said(36, "2018-01-03", ""), text=comment(36, TWEET).text),
            said(37, "2018-01-04", "Ask Skelmerdine about the harbour wall."),
            said(38, "2018-01-05", "The early releases were early. Nobody was released.", author="Old Capstan"),
            title="Early release",
            html=f"<p>{ROTA}</p>",
            labels=("Pay", "Early release"),
        ),
        published=at("2017-12-31T23:30"),
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the archive, published, one name masked; without an index."""
    bench = make_bench(tmp_path_factory.mktemp("by-hand"))
    bench.add(*posts())
    bench.publish()
    bench.mask(37, "Skelmerdine")
    bench.publish()
    bench.db.close()
    return bench.folder.path


@pytest.fixture(scope="module", params=["whoosh", "tantivy"])
def opened(request: pytest.FixtureRequest, published: Path) -> Iterator[tuple[Searcher, Database]]:
    """Return the archive with an index of one engine."""
    folder = DataFolder(Path(shutil.copytree(published, published.with_name(request.param))))
    use_engine(folder, request.param)
    update_index(folder)
    searcher, db = Searcher(folder.index), store.open_public(folder)
    yield searcher, db
    searcher.close()
    db.close()


ROWS = {
    # seven spellings of one acronym, and its long form
    "OASys": "1 11 12",
    "OASYS": "1 11 12",
    "OAsys": "1 11 12",
    "OASYs": "1 11 12",
    "Oasys": "1 11 12",
    "oasys": "1 11 12",
    "eoasys": "1 11 12",
    "offender assessment system": "1 11 12",
    '="offender assessment system"': "1",
    "=eoasys": "12",
    "=OASYS": "11",
    "=oasys": "1 11 12",
    'oasys -expand:"offender assessment system" slow': "11",
    "acronym:OASYS": "1 11 12",
    "oasis": "13",
    # an acronym is not the ordinary word of the same letters; a shouted word is none
    "ARMS": "15",
    "arms": "14 25",
    "arms -expand:arms": "14 15 25",
    "=ARMS": "15 25",
    "acronym:arms": "15",
    "SARA": "17",
    "Sara": "16",
    "sara": "16",
    "PIT": "18",
    "pit": "19",
    "SEEDS": "23",
    "seeds": "24",
    "IT": "2",
    "it": "",
    "PO": "21",
    "TR": "21",
    "QA": "21",
    "po": "21",
    "LISTEN": "25",
    "PSR": "26 27",
    "psrs": "26 27",
    "=PSRs": "26",
    "pre-sentence report": "26 27",
    "A&E": "28",
    "acronym:A&E": "28",
    "acronym:a&e full": "28",
    "effort": "29",
    # words in their forms, and as they are written
    "edit": "1",
    "EDIT": "1",
    "run": "32 33 34",
    "running": "32 33 34",
    "=run": "34",
    "=running": "33 34",
    "=runs": "32",
    "runn*": "32 33 34",
    '"early release"': "3 38",
    '="early release"': "3",
    '="early releases"': "38",
    "released": "3 38",
    "=released": "38",
    '"run late"': "34",
    '"late run"': "",
    "late -ferry": "17 34",
    "tea OR calm": "13 16",
    "(tea OR calm) -sara": "13",
    # what was masked, and what stands around it
    "skelmerdine": "",
    "name": "",
    "harbour": "35 36 37",
    '"ask about"': "",
    # whose words
    "rota": "2 3 31",
    "rota words:own": "2 3",
    "rota words:quoted": "31",
    "harbour words:imported": "36",
    "harbour words:own": "35 37",
    "typical words:own": "36",
    "asked words:quoted": "",
    # the rest of the grammar
    "author:ivy": "2 16 26",
    'author:"=ivy"': "2 26",
    'author:"old capstan" in:comment': "38",
    "author:anonymous": "12 22 25 32",
    "tag:pay": "1 3",
    'tag:"Early release"': "3",
    "tag:rota": "2",
    "in:post": "1 2 3",
    "year:2017": "3 31",
    "year:2019": "19",
    "before:2016-03-05": "2 21",
    "after:2018-12-31": "18 19",
    "after:2018-07-04 before:2018-08-02": "14 15 16",
    "has:link": "35",
    "has:reply in:comment": "13 26",
    "has:quote": "31",
    "late year:2018": "1 17 34",
    "site:ferry.example in:post": "1 2 3",
    "site:nowhere.example ferry": "",
    "acronym:PSR author:ivy": "26",
}
"""Queries, and the ids of what they find."""


@pytest.mark.feature("S1")
@pytest.mark.feature("S4")
@pytest.mark.feature("S6")
@pytest.mark.feature("S7")
@pytest.mark.feature("S14")
@pytest.mark.parametrize("query", ROWS)
def test_a_query_finds_what_is_written_down_here(opened: tuple[Searcher, Database], query: str) -> None:
    result = opened[0].search(opened[1], query, limit=100)
    found = sorted(hit.id for hit in result.hits)
    assert found == sorted(ROWS[query].split()), result.understood
    assert result.total == len(ROWS[query].split())


@pytest.mark.feature("S12")
def test_the_orders_are_those_written_down_here(opened: tuple[Searcher, Database]) -> None:
    def ids(query: str, order: Order) -> str:
        return " ".join(hit.id for hit in opened[0].search(opened[1], query, order=order, limit=100).hits)

    assert ids("late", Order.NEWEST) == "17 1 34"
    assert ids("late", Order.OLDEST) == "34 1 17"
    assert ids("in:post", Order.DISCUSSED) == "1 2 3"
    assert ids("rota", Order.RELEVANCE).split()[0] == "2", "it stands in the title"


@pytest.mark.feature("S9")
def test_the_facets_count_what_is_written_down_here(opened: tuple[Searcher, Database]) -> None:
    result = opened[0].search(opened[1], "in:comment", facets=FACETS)
    facets = {facet.name: {value.label: value.count for value in facet.values} for facet in result.facets}
    assert facets["year"] == {"2019": 1, "2018": 15, "2017": 1, "2016": 9}
    assert facets["acronym"] == {"PSR": 2, "OASys": 2, "A&E": 1, "ARMS": 1, "PIT": 1, "PO": 1, "QA": 1, "SARA": 1}
