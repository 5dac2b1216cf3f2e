"""Where researchers start: what is in here, table by table, with questions to begin from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlite_utils import Database

from archive.public.describe import TABLES, VIEWS, TableMeaning
from archive.public.questions import QUESTIONS
from archive.releases import shelf
from plugins._datasette import (
    DATABASE,
    MOST_ROWS,
    Request,
    Response,
    Route,
    Served,
    add_queries,
    describe,
    dress_tables,
    site_of,
)
from plugins.research.dresses import COUNTABLE, DRESSES, is_inner, order_of
from plugins.site.home import extent
from plugins.site.rendering import Outcome, Shown, frame_of, read_meta, respond
from plugins.site.state import Site
from plugins.site.wording import count

_EXAMPLE = "select year, count(*) as comments from comment where kind = 'comment' group by year order by year"

_FIRST = ("comment", "post", "month_count", "tag", "tagging", "acronym", "link", "log")
_RELEASES = 3
_ASKED = re.compile(rf"\A/{DATABASE}/(?P<name>\w+)(?:\.\w+)?\Z")


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
class QuestionLine:
    """A question and the address of its answer."""

    title: str
    href: str


@dataclass(frozen=True, slots=True)
class DataPage:
    """The start page for researchers."""

    template: ClassVar[str] = "threadkeep_data.html"

    extent: str
    tables: tuple[TableLine, ...]
    inner_tables: tuple[TableLine, ...]
    questions: tuple[QuestionLine, ...]
    releases: tuple[str, ...]
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
    known = sorted((*TABLES, *VIEWS), key=_asked_for)
    page = DataPage(
        extent=extent(db),
        tables=tuple(_table(db, table) for table in known if not is_inner(table.name)),
        inner_tables=tuple(_table(db, table) for table in known if is_inner(table.name)),
        questions=tuple(QuestionLine(each.title, f"/{DATABASE}/{each.name}") for each in QUESTIONS),
        releases=tuple(release.name for release in shelf.offered(site.folder)[:_RELEASES]),
        example=_EXAMPLE,
    )
    return Shown(page, "Data", "/-/data", "data")


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


async def describe_tables(datasette: Served) -> None:
    """Give Datasette our description of each table and column, and its database a name for people."""
    if site_of(datasette):
        await datasette.set_database_metadata(DATABASE, "title", "The public copy")
        await describe(datasette, [(table.name, table.meaning, table.columns) for table in (*TABLES, *VIEWS)])
        dress_tables(datasette, DRESSES)
        await add_queries(
            datasette,
            [
                (each.name, each.sql, each.title, each.description, [given.name for given in each.parameters])
                for each in QUESTIONS
            ],
        )


async def frame_for_datasette(datasette: Served, request: Request | None) -> dict[str, Any]:
    """Return the frame for a page of Datasette's own, what we know of its table, and the question it answers."""
    site = site_of(datasette)
    if site is None:
        return {}
    shown = Shown(DatasettePage(), "", "", "data")
    asked = _ASKED.match(request.path) if request is not None else None
    name = asked["name"] if asked else ""
    return {
        "frame": frame_of(site, await read_meta(datasette), shown, request),
        "question": next((each for each in QUESTIONS if each.name == name), None),
        "countable": COUNTABLE.get(name, ()),
        "order_of": order_of,
        "most_rows": MOST_ROWS,
        "meanings": {each.name: each.meaning for each in (*TABLES, *VIEWS)},
    }


ROUTES: list[Route] = [(r"^/-/data$", data)]
