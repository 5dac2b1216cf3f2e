"""Canaries in every private field, looked for in every file of a release: in its bytes, its rows and its columns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from archive.publishing.publisher import publish
from archive.redaction.words import Words
from archive.releases import shelf
from archive.releases.build import make_release
from archive.releases.surface import ReleasesSurface, files_of
from tests.bench import Bench, memory_folder
from tests.leaks import canaries as c
from tests.leaks.test_public_leaks import decide, plant

BEFORE, AFTER = "2026-05-03", "2026-05-10"


def found_in(place: Path) -> set[tuple[str, str]]:
    """Return (file, field) of every canary in a release, however it is packed."""
    found = set(c.find_in_tables(place / "threadkeep.sqlite", c.ALL))
    for path in sorted(place.rglob("*")):
        if path.suffix == ".parquet":
            table = import_module("pyarrow.parquet").read_table(path)
            data = "\n".join(map(str, table.to_pylist())).lower().encode()
        elif path.is_file():
            data = path.read_bytes().lower()
        else:
            continue
        name = path.relative_to(place).as_posix()
        found |= {
            (name, canary.field)
            for canary in c.ALL
            if any(form.encode().lower() in data for form in c.forms(canary.name))
        }
    return found


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """Return an archive with one release from before anybody decided, and one from after."""
    with memory_folder() as path:
        bench = plant(path)
        make_release(bench.folder, date.fromisoformat(BEFORE))
        (path / "kept").mkdir()
        for file in (shelf.home(bench.folder) / BEFORE).rglob("*"):
            if file.is_file():
                copy = path / "kept" / file.relative_to(shelf.home(bench.folder) / BEFORE)
                copy.parent.mkdir(exist_ok=True)
                copy.write_bytes(file.read_bytes())
        decide(bench)
        publish(bench.folder, now=bench.now)
        make_release(bench.folder, date.fromisoformat(AFTER))
        yield bench
        bench.db.close()


@pytest.fixture(scope="module")
def before(bench: Bench) -> set[tuple[str, str]]:
    """Return what a holder of the first release has."""
    return found_in(bench.folder.path.parent / "kept")


@pytest.mark.feature("M5")
@pytest.mark.parametrize("canary", c.SHOWN, ids=lambda canary: canary.field)
def test_the_finder_finds_what_is_public_in_every_format(before: set[tuple[str, str]], canary: c.Canary) -> None:
    kinds = {Path(name).suffix for name, field in before if field == canary.field}
    assert kinds >= {".csv", ".jsonl", ".parquet", ".sqlite"}


@pytest.mark.feature("M5")
@pytest.mark.parametrize("canary", c.NEVER, ids=lambda canary: canary.field)
def test_what_is_private_was_never_in_a_release(before: set[tuple[str, str]], canary: c.Canary) -> None:
    assert {name for name, field in before if field == canary.field} == set()


@pytest.mark.feature("M5")
def test_a_release_from_after_the_decisions_holds_none(bench: Bench) -> None:
    assert found_in(shelf.home(bench.folder) / AFTER) == set()


@pytest.mark.feature("M5")
@pytest.mark.feature("Q11")
def test_the_older_release_is_out_of_reach_and_nothing_public_holds_a_canary(bench: Bench) -> None:
    assert [release.name for release in shelf.offered(bench.folder)] == [AFTER]
    hidden = files_of(bench.folder, BEFORE)
    assert hidden is not None
    assert hidden.parent.stat().st_mode & 0o077 == 0
    assert [place for place in c.find_in_bytes(bench.folder, c.ALL) if place[0].startswith("releases")] == []
    surface = ReleasesSurface(bench.folder)
    assert [place for each in c.ALL for place in surface.find(Words(each.name), None).places] == []
