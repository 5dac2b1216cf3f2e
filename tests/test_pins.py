"""Why two dependencies are pinned exactly: what we rely on, so that swapping or raising one fails loudly here.

whoosh==2.7.4: four other distributions install the same package or a copy of it. All of them go on serving a redacted
comment after `refresh()`.
datasette==1.0a41: nothing allowed by default, permission rules as SQL rows in which deny wins, cross-site POSTs refused
by their headers, plugin routes before Datasette's own. The stable line and other alphas differ in each.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from whoosh.query import Phrase, Term

from search_index import analysis
from search_index.whoosh_engine.codec import Codec
from search_index.whoosh_engine.commits import purge
from search_index.whoosh_engine.library import ID, EnglishStemmer, Schema, create_in
from search_index.whoosh_engine.schema import Placed

ROOT = Path(__file__).resolve().parents[1]
EXACT = {"whoosh": "2.7.4", "datasette": "1.0a41"}


@pytest.mark.parametrize(("name", "version"), EXACT.items())
def test_the_pinned_version_is_the_one_installed(name: str, version: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"{name}=={version}" in project["dependencies"]
    assert metadata.version(name) == version


def test_no_other_distribution_provides_or_copies_whoosh() -> None:
    assert {name.lower() for name in metadata.packages_distributions()["whoosh"]} == {"whoosh"}
    assert "wesh" not in metadata.packages_distributions()


# -- Whoosh


def _fill(folder: Path, texts: list[str]) -> Any:
    index = create_in(str(folder), Schema(id=ID(unique=True, stored=True), text=Placed(scored=True)))
    writer = index.writer(codec=Codec())
    for number, text in enumerate(texts):
        writer.add_document(id=str(number), text=analysis.words(text))
    writer.commit()
    return index


def _found(searcher: Any, term: str) -> set[str]:
    return {searcher.stored_fields(number)["id"] for number in searcher.docs_for_query(Term("text", term))}


@pytest.mark.feature("S13")
def test_neither_refresh_nor_a_new_searcher_serves_a_redacted_word(tmp_path: Path) -> None:
    index = _fill(tmp_path, [f"comment number{number} by Skelmerdine" for number in range(100)])
    before = index.searcher()
    assert before.up_to_date()
    writer = index.writer()
    writer.update_document(id="7", text=["comment", "nobodi"])
    writer.commit(merge=False)
    assert not before.up_to_date()
    assert len(_found(before, "number7")) == 1
    refreshed, opened = before.refresh(), index.searcher()
    assert _found(refreshed, "number7") == _found(opened, "number7") == set()
    writer = index.writer()
    writer.delete_by_term("id", "8")
    writer.commit(optimize=True)
    again = refreshed.refresh()
    assert again.doc_count() == 99
    assert _found(again, "number8") == set()
    for searcher in (again, opened):
        searcher.close()


@pytest.mark.feature("S13")
@pytest.mark.parametrize("purging", [True, False])
def test_only_a_purging_commit_takes_a_word_out_of_the_files(tmp_path: Path, purging: bool) -> None:
    index = _fill(tmp_path, ["ask Skelmerdine", *(f"comment number{number}" for number in range(50))])
    writer = index.writer(codec=Codec())
    writer.update_document(id="0", text=["ask"])
    writer.commit(mergetype=purge) if purging else writer.commit(merge=False)
    term = analysis.stem("skelmerdine")
    with index.searcher() as searcher:
        reader = searcher.reader()
        left = (
            any(term.encode() in path.read_bytes() for path in tmp_path.iterdir() if path.is_file()),
            term.encode() in list(reader.lexicon("text")),
            bool(list(reader.expand_prefix("text", b"skel"))),
            bool(searcher.corrector("text").suggest("skelmerdinn", maxdist=2)),
        )
        assert _found(searcher, term) == set()
    assert left == ((False,) * 4 if purging else (True,) * 4)


def test_the_stemmer_that_comes_along_is_the_algorithm_we_mean() -> None:
    """The one that Whoosh takes by default turns these into runn, plann and stopp."""
    assert [EnglishStemmer().stem(word) for word in ("running", "planning", "stopped")] == ["run", "plan", "stop"]
    assert [analysis.stem(word) for word in ("running", "planning", "stopped", "run")] == ["run", "plan", "stop", "run"]


def test_phrases_stand_in_order_and_survive_a_merge(tmp_path: Path) -> None:
    index = _fill(tmp_path, ["night ferry late", "ferry night late", "late late ferry"])
    for _ in range(2):
        with index.searcher() as searcher:
            assert list(searcher.docs_for_query(Phrase("text", ["night", "ferri"]))) == [0]
            assert list(searcher.docs_for_query(Phrase("text", ["late", "late"]))) == [2]
        writer = index.writer()
        writer.commit(optimize=True)


def test_importing_the_search_warns_of_nothing_even_before_whoosh_is_compiled(tmp_path: Path) -> None:
    """Installers that leave compiling to the first import would make warnings of Whoosh's old escapes errors."""
    program = """
import sys
from pathlib import Path
from search_index import search, surface, update
from search_index.whoosh_engine import library as engine
from search_index.whoosh_engine.engine import WhooshEngine
from search_index.whoosh_engine.schema import build_schema
from whoosh.query import Term
index = engine.create_in(sys.argv[1], build_schema())
writer = index.writer()
writer.add_document(id="1", row_version=1, text=["ferri"], acro=["PO"])
writer.commit()
with index.searcher() as searcher:
    assert len(searcher.search(Term("text", "ferri"))) == 1
    assert engine.ReaderCorrector(searcher.reader(), "text", None).suggest("ferr") == ["ferri"]
"""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")}
    (tmp_path / "index").mkdir()
    command = [sys.executable, "-W", "error", "-c", program, str(tmp_path / "index")]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# -- Datasette


class _Plugin:
    """Routes and rules as ours are made: one page of our own, two tables allowed, one of them denied again."""

    __name__ = "pin_plugin"

    def __init__(self) -> None:
        from datasette import Response, hookimpl
        from datasette.permissions import PermissionSQL

        async def page(request: Any) -> Any:
            return Response.text(request.method)

        async def rules(action: str) -> Any:
            rows = {
                "view-instance": "select null as parent, null as child, 1 as allow, 'all' as reason",
                "view-database": "select 'public' as parent, null as child, 1 as allow, 'public' as reason",
                "view-table": (
                    "select 'public' as parent, null as child, 1 as allow, 'public' as reason "
                    "union all select 'public', 'note', 1, 'yes' union all select 'public', 'note', 0, 'no'"
                ),
            }
            return PermissionSQL(rows[action]) if action in rows else None

        self.register_routes = hookimpl(specname="register_routes")(lambda: [(r"^/-/databases$", page), (r"^/$", page)])
        self.permission_resources_sql = hookimpl(specname="permission_resources_sql")(_named(rules))


def _named(rules: Any) -> Any:
    def permission_resources_sql(action: str) -> Any:
        return rules(action)

    return permission_resources_sql


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Any]:
    """Return a Datasette with one database and the rules above, nothing allowed by default."""
    from datasette.app import Datasette
    from datasette.plugins import pm
    from sqlite_utils import Database

    path = tmp_path / "public.db"
    db = Database(path)
    db.table("post").insert({"id": 1})
    db.table("note").insert({"id": 1})
    db.close()
    plugin = _Plugin()
    pm.register(plugin, name="pin_plugin")
    yield Datasette([str(path)], default_deny=True)
    pm.unregister(name="pin_plugin")


def _status(served: Any, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    async def ask() -> Any:
        return await served.client.request(method, path, headers=headers)

    response = asyncio.run(ask())
    return response.status_code, response.text


def test_datasette_allows_nothing_by_default_and_deny_wins(served: Any) -> None:
    assert _status(served, "/public/post.json")[0] == 200
    assert _status(served, "/public/note.json")[0] == 403
    assert _status(served, "/public/-/query.json?sql=select+1")[0] == 403


def test_our_routes_come_before_datasettes_own(served: Any) -> None:
    assert _status(served, "/") == (200, "GET")
    assert _status(served, "/-/databases") == (200, "GET")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://elsewhere.example"}, 403),
    ],
)
def test_a_post_from_another_site_is_refused_by_its_headers(served: Any, headers: dict[str, str], status: int) -> None:
    assert _status(served, "/", "POST", **headers)[0] == status


def test_every_hook_that_a_plugin_names_is_known() -> None:
    import datasette.app  # noqa: F401 - its import loads the plugins
    from datasette.plugins import pm

    pm.check_pending()


def test_sqlite_utils_is_of_the_line_that_has_migrations_and_atomic() -> None:
    import sqlite_utils

    found = re.match(r"(\d+)\.(\d+)", metadata.version("sqlite-utils"))
    assert found is not None
    assert (int(found[1]), int(found[2])) >= (4, 2)
    assert hasattr(sqlite_utils, "Migrations")
    assert hasattr(sqlite_utils.Database, "atomic")
