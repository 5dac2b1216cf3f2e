"""Canaries in every private field, looked for in every file of a copy of the site: in its bytes, however written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.publishing.publisher import publish
from plugins.static_site import ledger
from plugins.static_site.export import export_site
from tests.bench import Bench, memory_folder
from tests.leaks import canaries as c
from tests.leaks.test_public_leaks import decide, plant


def found_in(place: Path) -> set[tuple[str, str]]:
    """Return (kind of file, field) of every canary in a copy."""
    found = set()
    for path in sorted(place.rglob("*")):
        if path.is_file():
            data = f"{path.relative_to(place)}\n".lower().encode() + path.read_bytes().lower()
            found |= {
                (path.suffix, each.field)
                for each in c.ALL
                if any(form.encode().lower() in data for form in c.forms(each.name))
            }
    return found


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """Return an archive with a copy from before anybody decided, and one from after."""
    with memory_folder() as path:
        bench = plant(path)
        export_site(bench.folder, path / "before")
        decide(bench)
        publish(bench.folder, now=bench.now)
        export_site(bench.folder, path / "after")
        yield bench
        bench.db.close()


@pytest.fixture(scope="module")
def before(bench: Bench) -> set[tuple[str, str]]:
    """Return what a holder of the first copy has."""
    return found_in(bench.folder.path.parent / "before")


@pytest.mark.feature("O7")
@pytest.mark.parametrize("canary", c.SHOWN, ids=lambda canary: canary.field)
def test_the_finder_finds_what_is_public(before: set[tuple[str, str]], canary: c.Canary) -> None:
    assert (".html", canary.field) in before


@pytest.mark.feature("O7")
@pytest.mark.parametrize("canary", c.NEVER, ids=lambda canary: canary.field)
def test_what_is_private_was_never_in_a_copy(before: set[tuple[str, str]], canary: c.Canary) -> None:
    assert {kind for kind, field in before if field == canary.field} == set()


@pytest.mark.feature("O7")
def test_no_private_trace_is_in_a_copy(bench: Bench) -> None:
    assert found_in(bench.folder.path.parent / "after") == set()


@pytest.mark.feature("O7")
def test_the_older_copy_is_known_to_hold_what_went(bench: Bench) -> None:
    older, newer = ledger.entries(bench.folder)
    assert {"1", "2", "11", "12", "19"} <= older.ids
    assert newer.withdrawn == ()
    # the ledger itself says ids and digests
    written = b"".join(path.read_bytes().lower() for path in ledger.home(bench.folder).iterdir())
    assert not any(form.encode().lower() in written for each in c.ALL for form in c.forms(each.name))
