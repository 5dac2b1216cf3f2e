"""The leak matrix in small: every way of writing, every kind of decision; `make leak-matrix` takes a thousand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.folder import DataFolder
from archive.public import store
from archive.publishing.looking import Looked, Wanted, look
from archive.publishing.surfaces import load_surfaces
from plugins.site.addressbook import addresses_of_all
from plugins.site.application import build_datasette
from plugins.site.surface import fetch, run_here
from tests.bench import memory_folder
from tests.leaks import taking_out
from tests.leaks.canaries import public_files
from tests.leaks.finder import READINGS, Finder
from tests.leaks.plants import ACTS, SHAPES, make_plants
from tests.leaks.taking_out import harvest_again, take_in, take_out
from tests.wordpress_blog import WordPressBlog

PLANTS = make_plants(2 * len(ACTS))


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with memory_folder() as path:
        yield path


@pytest.fixture(scope="module")
def blog() -> Iterator[WordPressBlog]:
    """Return the blog that all of it stands in, on a server of its own."""
    with WordPressBlog() as served:
        yield served


def seen(folder: DataFolder, *, pages: bool = False) -> Finder:
    """Look through the rows and the bytes, and through the pages but for searches."""
    finder = Finder(PLANTS)
    db = store.open_public(folder)
    addresses = [each for each in addresses_of_all(db) if each.kind in ("html", "json", "csv", "text")]
    finder.look_at("rows", store.dump(db))
    db.close()
    for path in public_files(folder):
        finder.look_at("bytes", path.read_bytes().decode("latin-1"))

    async def read() -> None:
        served = build_datasette(folder, "public")
        for address in addresses:
            finder.look_at("pages", (await fetch(served.app(), address.path)).body)
        served.close()

    if pages:
        run_here(read)
    return finder


def counted(folder: DataFolder) -> list[Looked]:
    """Count as certificates do."""
    return look(folder, load_surfaces(folder), [Wanted((plant.words,)) for plant in PLANTS])


@pytest.mark.feature("M5")
@pytest.mark.feature("M7")
@pytest.mark.feature("M16")
@pytest.mark.feature("H9")
def test_forty_details_are_seen_and_then_seen_nowhere(
    place: Path, blog: WordPressBlog, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = DataFolder(place / "archive")
    assert {plant.shape for plant in PLANTS} == set(SHAPES)
    assert {plant.act for plant in PLANTS} == set(ACTS)
    items = take_in(folder, PLANTS, blog)
    before = seen(folder)
    assert set().union(*before.where.values()) == {plant.number for plant in PLANTS}
    assert all(before.found[surface, "lower case"] for surface in ("rows", "bytes"))
    monkeypatch.setattr(taking_out, "ONE_BY_ONE", 1)
    left, _ = take_out(folder, PLANTS, items)
    assert left == 0
    assert [place for each in counted(folder) for place in each.places] == []
    assert dict(seen(folder, pages=True).where) == {}
    assert harvest_again(folder, PLANTS, blog) > len(PLANTS) / 2
    assert dict(seen(folder).where) == {}


def test_every_reading_of_every_surface_has_a_control() -> None:
    finder = Finder(PLANTS)
    for surface in ("pages", "rows"):
        finder.look_at(surface, "")
    assert finder.controls(PLANTS[0]) == []
    assert finder.controls(PLANTS[5]) == []
    assert len(READINGS) == 5
    assert Finder(PLANTS).look_at("pages", f"<p>{PLANTS[0].words}</p>") == {0}
