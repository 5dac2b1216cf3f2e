"""Did you mean: only words that stand in public rows now."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive.folder import DataFolder
from archive.public import store
from search_index.search import Searcher, search
from search_index.update import update_index
from tests.search_copy import Item, make_folder, write

ITEMS = [
    Item("p", "Probation officers at the harbour; Skelmerdine wrote of supervision.", title="The Lighthouse"),
    Item("c", "harbours and Probationary periods, ARMS", under="p"),
]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = make_folder(tmp_path)
    write(folder, ITEMS)
    update_index(folder)
    return folder


@pytest.mark.feature("S9")
@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("harbuor", "harbour"),
        ("harbor", "harbour"),
        ("probaton", "probation"),
        ("supervison harbuor", "supervision harbour"),
        ("Skelmerdime", "skelmerdine"),
        ("in:post -ferry harbuor", "in:post -ferry harbour"),
        ("year:1918 harbuor", None),
        ("xyzzy", None),
        ("the", None),
        ("abc", None),
        ("qqqq", None),
        ('"harbuor wall"', None),
        ("HARBUOR", "harbour"),
        ("=harbuor", None),
        ("IT", None),
        ("officers XYZ", None),
        # each has a near word, but no item holds both: what is offered finds something
        ("perioodic lighthuose", None),
        ("periodz harbuors", "periods harbour"),
    ],
)
def test_a_near_word_that_stands_somewhere_is_offered(folder: DataFolder, query: str, suggestion: str | None) -> None:
    assert search(folder, query).suggestion == suggestion


def test_what_finds_something_needs_no_suggestion(folder: DataFolder) -> None:
    assert search(folder, "harbour").suggestion is None


def test_words_are_taken_from_the_public_row_as_they_stand_there(folder: DataFolder) -> None:
    searcher, db = Searcher(folder.index), store.open_public(folder)
    assert searcher.suggest(db, "harbuor") == "harbour"
    assert searcher.suggest(db, "harbour") is None
    searcher.close()
    db.close()


@pytest.mark.feature("S13")
def test_a_word_that_is_no_longer_public_is_not_offered_even_before_the_index_follows(folder: DataFolder) -> None:
    changed = replace(ITEMS[0], text="[name] wrote of supervision.")
    write(folder, [changed, ITEMS[1]], 2)
    assert search(folder, "Skelmerdime").suggestion is None
    update_index(folder)
    assert search(folder, "Skelmerdime").suggestion is None
    write(folder, [], 3)
    assert search(folder, "harbuor").suggestion is None
