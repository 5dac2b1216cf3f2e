"""Which engine stands behind the search of an archive."""

from __future__ import annotations

from importlib import util
from pathlib import Path

import pytest

from archive.errors import Refused, WrongUse
from archive.folder import DataFolder
from search_index import generation
from search_index.engines import NAMES
from search_index.search import search
from search_index.update import update_index
from tests.search_copy import Item, make_folder, write
from tests.search_scan import use_engine


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = make_folder(tmp_path)
    write(folder, [Item("p", "The night ferry")])
    update_index(folder)
    return folder


def engine_in_use(folder: DataFolder) -> str:
    current = generation.read_current(folder.index)
    assert current is not None
    return current.engine


def test_an_archive_that_names_none_uses_the_one_that_comes_along(folder: DataFolder) -> None:
    assert engine_in_use(folder) == "whoosh"
    folder.settings_file.unlink()
    assert not update_index(folder).rebuilt


def test_another_engine_makes_the_index_anew_and_the_search_goes_on(folder: DataFolder) -> None:
    pytest.importorskip("tantivy")
    before = search(folder, "ferry")
    use_engine(folder, "tantivy")
    # until then the search answers from the index there is
    assert search(folder, "ferry").hits == before.hits
    assert update_index(folder).rebuilt
    assert engine_in_use(folder) == "tantivy"
    assert search(folder, "ferry").hits == before.hits


def test_an_unknown_engine_is_told_in_one_sentence(folder: DataFolder) -> None:
    use_engine(folder, "steam")
    with pytest.raises(WrongUse, match=r"search\.engine is one of whoosh, tantivy: mend that line and run again\."):
        update_index(folder)


def test_an_engine_that_is_not_installed_is_told_with_the_way_out(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = util.find_spec
    monkeypatch.setattr("search_index.engines.util.find_spec", lambda name: None if name == "tantivy" else find(name))
    use_engine(folder, "tantivy")
    with pytest.raises(WrongUse, match=r"tantivy is not installed: run `pip install 'threadkeep\[tantivy\]'`"):
        update_index(folder)
    assert search(folder, "ferry").total == 1


def test_an_index_of_an_engine_that_is_gone_is_refused_in_the_same_words(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search_index.engines.util.find_spec", lambda name: None)
    with pytest.raises(Refused, match="whoosh is not installed"):
        search(folder, "ferry")
    assert generation.open_current(folder.index) is None


@pytest.mark.feature("S13")
@pytest.mark.parametrize("engine", NAMES)
def test_files_that_a_killed_update_had_no_time_to_remove_go_with_the_next(tmp_path: Path, engine: str) -> None:
    """Killed between its commit and the removal of what it replaced, it leaves words that nothing else would find."""
    folder = make_folder(tmp_path / "archive")
    use_engine(folder, engine)
    write(folder, [Item("p", "the ferry"), Item("c", "zebedee was here", under="p")])
    update_index(folder)
    before = {path: path.read_bytes() for path in generation.iter_files(folder.index)}
    write(folder, [Item("p", "the ferry"), Item("c", "somebody was here", under="p")], 2)
    update_index(folder)
    replaced = {path: held for path, held in before.items() if not path.exists()}
    assert any(b"zebedee" in held for held in replaced.values())
    for path, held in replaced.items():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(held)
    assert update_index(folder).written == 0
    left = [path.name for path in generation.iter_files(folder.index) if b"zebedee" in path.read_bytes()]
    assert left == []


@pytest.mark.feature("S13")
def test_a_file_that_whoosh_does_not_remove_is_removed_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoosh keeps silent about a file that it could not remove; asked again for ever, an update would never end."""
    monkeypatch.setattr("whoosh.index.clean_files", lambda *_: None)
    folder = make_folder(tmp_path / "archive")
    write(folder, [Item("p", "the ferry"), Item("c", "zebedee was here", under="p")])
    update_index(folder)
    write(folder, [Item("p", "the ferry"), Item("c", "somebody was here", under="p")], 2)
    update_index(folder)
    assert [path for path in generation.iter_files(folder.index) if b"zebedee" in path.read_bytes()] == []
