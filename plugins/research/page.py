"""Where researchers start: what is in here, table by table, with questions to begin from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from sqlite_utils import Database

from archive.public.describe import TABLES, VIEWS, TableMeaning
from plugins._datasette import DATABASE, Request, Response, Route, Served, describe, site_of
from plugins.research.searching import FindsIds
from plugins.site.home import extent
from plugins.site.rendering import Outcome, Shown, frame_of, read_meta, respond
from plugins.site.state import Site
from plugins.site.wording import count

_QUESTIONS = (
    (
        "Comments of each year, pings aside",
        "select year, count(*) as comments from comment where kind = 'comment' group by year order by year",
    ),
    (
        "The ten posts with the most comments",
        "select title, path, comment_count from post order by comment_count desc limit 10",
    ),
    (
        "Who signed most often",
        "select author, count(*) as comments from comment where author is not null "
        "and kind = 'comment' group by author order by comments desc",
    ),
    ("Where the links lead", "select host, count(*) as links from link group by host order by links desc"),
    (
        "How many comments are not shown, and why",
        "select state, count(*) as comments from comment where kind = 'comment' group by state order by comments desc",
    ),
    (
        "Comments with a word in them",
        "select post_id, published, author, text from comment where text like '%' || :word || '%' order by published",
    ),
)

_SEARCHING = (
    "How often something was written about, by year, as the search finds it",
    "select year, count(*) as comments from comment "
    "where kind = 'comment' and id in (select value from json_each(search('ferry OR harbour'))) "
    "group by year order by year",
)

_FIRST = ("comment", "post", "tag", "tagging", "link", "log")


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table as the data page lists it."""

    name: str
    href: str
    json: str
    csv: str
    rows: str
    meaning: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question to begin from, asked as SQL."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class DataPage:
    """The start page for researchers."""

    template: ClassVar[str] = "threadkeep_data.html"

    extent: str
    tables: tuple[TableLine, ...]
    questions: tuple[Question, ...]
    example: str


@dataclass(frozen=True, slots=True)
class DatasettePage:
    """A page of Datasette's own: its template and context are Datasette's, the frame round it is ours."""

    template: ClassVar[str] = "table.html"


async def data(datasette: Served, request: Request) -> Response:
    """Answer `/-/data`."""
    return await respond(datasette, request, build_data)


def build_data(db: Database, site: Site) -> Outcome:
    """Return the start page for researchers."""
    page = DataPage(
        extent=extent(db),
        tables=tuple(_table(db, table) for table in sorted((*TABLES, *VIEWS), key=_asked_for)),
        questions=tuple(Question(text, _query(sql)) for text, sql in (*_QUESTIONS, *_searches(site))),
        example=_QUESTIONS[0][1],
    )
    return Shown(page, "Data", "/-/data", "data")


def _searches(site: Site) -> tuple[tuple[str, str], ...]:
    return (_SEARCHING,) if isinstance(site.searcher, FindsIds) else ()


def _asked_for(table: TableMeaning) -> int:
    """The tables people ask for first stand first."""
    return _FIRST.index(table.name) if table.name in _FIRST else len(_FIRST)


def _table(db: Database, table: TableMeaning) -> TableLine:
    stands = f"/{DATABASE}/{table.name}"
    return TableLine(
        name=table.name,
        href=stands,
        json=f"{stands}.json?_shape=array",
        csv=f"{stands}.csv?_stream=1",
        # to count the rows of a view takes as long as to make them all
        rows="made of the tables" if table in VIEWS else count(db.table(table.name).count, "row"),
        meaning=table.meaning,
        columns=table.columns,
    )


def _query(sql: str) -> str:
    return f"/{DATABASE}/-/query?{urlencode({'sql': sql})}"


async def describe_tables(datasette: Served) -> None:
    """Give Datasette our description of each table and column, and its database a name for people."""
    if site_of(datasette):
        await datasette.set_database_metadata(DATABASE, "title", "The public copy")
        await describe(datasette, [(table.name, table.meaning, table.columns) for table in (*TABLES, *VIEWS)])


async def frame_for_datasette(datasette: Served, request: Request | None) -> dict[str, Any]:
    """Return the frame for a page of Datasette's own."""
    site = site_of(datasette)
    if site is None:
        return {}
    shown = Shown(DatasettePage(), "", "", "data")
    return {"frame": frame_of(site, await read_meta(datasette), shown, request)}


ROUTES: list[Route] = [(r"^/-/data$", data)]
