"""The index as a surface: brought up to date in a child process, and searched for words that must not be there."""

from __future__ import annotations

import gc
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from archive.errors import ArchiveError
from archive.folder import DataFolder
from archive.public.models import ItemState
from archive.public.surface import Changes, Place, Surface
from archive.redaction.words import Words
from search_index import build, generation
from search_index.search import search
from search_index.surface import IndexSurface
from search_index.traces import NOT_PURGED
from search_index.update import update_index
from search_index.whoosh_engine import commits
from tests.search_copy import LEAVES_FILES_OPEN, Item, make_folder, write
from tests.search_scan import use_engine

NAME = "Skelmerdine"
ITEMS = [
    Item("p", "The night ferry", title="Quay"),
    Item("a", f"Ask {NAME} of Port Ellery about it", under="p"),
    Item("b", "Nothing of that here", under="p"),
    Item("c", "Port Ellery again", under="p", author="Ann Port"),
    Item("d", "tagged", under="p", tags=("Port Ellery",)),
    Item("e", "walkers walked", under="p"),
]
REDACTED = [ITEMS[0], replace(ITEMS[1], text="Ask [name] of Port Ellery about it"), *ITEMS[2:]]
WHOLE = Changes((), (), True, 1)
ONE = Changes(("a",), ("p",), False, 2)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = make_folder(tmp_path)
    write(folder, ITEMS)
    update_index(folder)
    return folder


def places(folder: DataFolder, words: str, item_ids: list[str] | None = None) -> set[str]:
    """Return where words are found."""
    found = IndexSurface(folder).find(Words(words), item_ids)
    assert found.checked > 5
    assert all(place.surface == "index" for place in found.places)
    return {place.where for place in found.places}


def kinds(found: set[str]) -> set[str]:
    """Return the ids among some places, and the endings of files."""
    return {place.rpartition(".")[2] for place in found}


def test_the_surface_is_one_of_those_that_publishing_walks(folder: DataFolder) -> None:
    surface: Surface = IndexSurface(folder)
    assert surface.name == "index"


def test_apply_works_in_a_child_process_and_is_safe_to_repeat(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    surface = IndexSurface(folder)
    assert surface.state() is None
    write(folder, ITEMS, 1)
    surface.apply(WHOLE)
    assert surface.state() == 1
    first = generation.read_current(folder.index)
    write(folder, REDACTED, 2)
    surface.apply(ONE)
    surface.apply(ONE)
    assert surface.state() == 2
    assert search(folder, NAME).total == 0
    now = generation.read_current(folder.index)
    assert (first and first.folder) == (now and now.folder)
    surface.apply(replace(WHOLE, content_version=2))
    renewed = generation.read_current(folder.index)
    assert (first and first.folder) != (renewed and renewed.folder)


def test_an_update_that_fails_is_told_with_its_exit_code_alone(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"exit code 2\): run `threadkeep publish` again"):
        IndexSurface(make_folder(tmp_path)).apply(WHOLE)


@LEAVES_FILES_OPEN
@pytest.mark.parametrize("kind", ["*.toc", "*.seg"])
@pytest.mark.parametrize("size", [None, 0, 100])
def test_an_index_that_cannot_be_read_has_no_state(folder: DataFolder, kind: str, size: int | None) -> None:
    """So publishing finds it lost, and makes it anew."""
    path = next(folder.index.rglob(kind))
    if size is None:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:size])
    assert IndexSurface(folder).state() is None
    gc.collect()


def test_without_an_index_nothing_is_found(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    write(folder, ITEMS)
    found = IndexSurface(folder).find(Words(NAME), None)
    assert (found.checked, found.places) == (0, ())


@pytest.mark.parametrize(
    ("words", "item_ids", "found"),
    [
        (NAME, None, {"a"}),
        (NAME.lower(), ["a", "b"], {"a"}),
        (NAME, ["b"], set()),
        (NAME, [], set()),
        ("Port Ellery", None, {"a", "c", "d"}),
        ("Port Ellery", ["a"], {"a"}),
        ("Port Ellery", ["d"], {"d"}),
        ("Ann Port", ["c"], {"c"}),
        ("Port", ["a"], {"a"}),
        ("Port", ["b"], set()),
        ("Quay", None, {"p"}),
        ("walker", None, set()),
        ("Brackwater", None, set()),
    ],
)
def test_words_are_found_where_public_rows_say_them(
    folder: DataFolder, words: str, item_ids: list[str] | None, found: set[str]
) -> None:
    assert places(folder, words, item_ids) == found


@pytest.mark.feature("S13")
def test_after_a_redaction_nothing_is_found(folder: DataFolder) -> None:
    write(folder, REDACTED, 2)
    assert kinds(places(folder, NAME, ["a"])) == kinds(places(folder, NAME)) == {"a", "seg"}
    update_index(folder)
    assert places(folder, NAME) == places(folder, NAME, ["a"]) == set()
    assert places(folder, "Port Ellery", ["a"]) == {"a"}


@pytest.mark.feature("S13")
def test_a_commit_that_does_not_purge_is_found(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: a redacted word that Whoosh keeps in its files is found there, in three ways."""
    monkeypatch.setattr(commits, "purge", lambda writer, segments: segments)
    monkeypatch.setattr(build, "has_leftovers", lambda built: False)
    write(folder, REDACTED, 2)
    update_index(folder)
    assert search(folder, NAME).total == 0
    assert places(folder, "Skelmerdin", ["a"]) >= {NOT_PURGED, "word list of text"}
    assert any(place.endswith(".seg") for place in places(folder, "Skelmerdin"))


@pytest.mark.feature("S13")
def test_a_tantivy_index_that_is_not_purged_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same control for the other engine, which packs its word lists: they are read with it, not as bytes."""
    folder = make_folder(tmp_path)
    use_engine(folder, "tantivy")
    write(folder, ITEMS)
    update_index(folder)
    assert places(folder, NAME) == {"a"}
    write(folder, REDACTED, 2)
    monkeypatch.setattr(build, "has_leftovers", lambda built: False)
    update_index(folder)
    assert search(folder, NAME).total == 0
    assert places(folder, NAME, ["a"]) >= {NOT_PURGED, "word list of exact"}
    monkeypatch.undo()
    update_index(folder)
    assert places(folder, NAME) == set()


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_short_words_that_bytes_hold_by_chance_are_no_find(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_folder(tmp_path)
    use_engine(folder, engine)
    write(folder, REDACTED)
    update_index(folder)
    monkeypatch.setattr(Path, "read_bytes", lambda path: b"\0 Ann \xff Bess \xfe")
    # of files that the index is made of, word lists say all
    assert places(folder, "Bess") == set()
    (folder.index / "left.over").touch()
    assert places(folder, "Bess") == {"left.over"}


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
@pytest.mark.parametrize(
    "words", ["written", "imported", "discussed", "version", "row_version", "Skelmer", "whoosh", "payload"]
)
def test_words_of_the_format_and_parts_of_longer_words_are_no_find(tmp_path: Path, engine: str, words: str) -> None:
    folder = make_folder(tmp_path)
    use_engine(folder, engine)
    write(folder, ITEMS)
    update_index(folder)
    assert places(folder, words) == set()


def test_words_in_a_stray_file_are_found(folder: DataFolder) -> None:
    write(folder, REDACTED, 2)
    update_index(folder)
    (folder.index / "left.over").write_text(f"said {NAME}.")
    (folder.index / "left.seg").write_bytes(b"\0\0\0XskelMERDINEx\xff")
    assert places(folder, NAME) == {"left.over", "left.seg"}
    assert places(folder, "Bess") == {"left.seg"}, "not vouched for: it may stand there by chance"
    assert places(folder, "Wilhelmina") == set()
    update_index(folder)
    assert places(folder, NAME) == set()


@pytest.mark.parametrize("state", [ItemState.HIDDEN, ItemState.WITHHELD])
def test_an_index_behind_the_public_copy_is_not_vouched_for(folder: DataFolder, state: ItemState) -> None:
    hidden = [ITEMS[0], replace(ITEMS[1], state=state), *ITEMS[2:]]
    write(folder, hidden, 2)
    # no public row accounts for the bytes either
    assert kinds(places(folder, NAME, ["a"])) == kinds(places(folder, "Skelmerdin")) == {"a", "seg"}
    update_index(folder)
    assert places(folder, NAME) == set()


def test_an_item_that_vanished_is_found_until_the_index_follows(folder: DataFolder) -> None:
    write(folder, [ITEMS[0], *ITEMS[2:]], 2)
    assert "a" in places(folder, "Skelmerdin")
    update_index(folder)
    assert places(folder, "Skelmerdin") == set()


def test_tags_are_looked_at_by_their_address_too(folder: DataFolder) -> None:
    assert places(folder, "port ellery", ["d"]) == {"d"}
    assert Place("index", "d") in IndexSurface(folder).find(Words("Port-Ellery"), ["d"]).places


def test_the_child_is_started_without_a_shell(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []

    def run(command: list[str], **named: object) -> subprocess.CompletedProcess[str]:
        seen.append(command)
        assert "shell" not in named
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    IndexSurface(folder).apply(WHOLE)
    assert seen[0][1:] == ["-m", "search_index.update", "--data", str(folder.path), "--whole"]
