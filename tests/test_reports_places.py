"""Which items somebody means: ids, links of the archive, links that the old blog had."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from archive.public import store
from plugins.reports.places import MOST_ITEMS, find_items
from tests.public_copy import ENTRY, MAIN, write_public_copy

FOG = "5100000000000000002"
LENS = "lighthouse-example_c1"


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    opened = store.open_public(write_public_copy(tmp_path_factory.mktemp("copy") / "archive"), write=True)
    opened.execute("insert into alias (alias, item_id) values ('lighthouse-example_p12', 'further2')")
    yield opened
    opened.close()


@pytest.mark.feature("M1")
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9001", ["9001"]),
        ("#c9001", ["9001"]),
        ("comments 9001, 9002; and (9003).", ["9001", "9002", "9003"]),
        ("9001 9001\n9001", ["9001"]),
        ("t0ldalias0000000", ["9002"]),
        (LENS, [LENS]),
        ("/-/comment/9001", ["9001"]),
        (f"/-/post/{MAIN}", [MAIN]),
        ("https://archive.example/-/comment/9001/", ["9001"]),
        ("http://127.0.0.1:8001/-/report?item=9002", ["9002"]),
        (f"https://archive.example{ENTRY}#c9002", ["9002"]),
        (f"https://archive.example{ENTRY}", [MAIN]),
        (ENTRY, [MAIN]),
        (f"www.nightferry.example{ENTRY}?m=1", [MAIN]),
        (f"see “https://nightferry.example{ENTRY}#c9001”, please", ["9001"]),
        # Blogger names a comment by its time, or by its number in the fragment
        (f"http://nightferry.blogspot.co.uk{ENTRY}?showComment=1530511960500#c9001", ["9001"]),
        (f"http://nightferry.example{ENTRY}?showComment=1530511960500", ["9001"]),
        (f"http://nightferry.example{ENTRY}?showComment=1530512000000", [MAIN]),
        (f"http://nightferry.example{ENTRY}#comment-9003", ["9003"]),
        # WordPress, at its own host and under the archive's prefix
        ("https://lighthouse.example/2016/03/lenses/#comment-1", [LENS]),
        ("https://lighthouse.example/2016/03/lenses/comment-page-2/#comment-3", ["lighthouse-example_c3"]),
        ("https://lighthouse.example/2016/03/lenses?replytocom=1#respond", [LENS]),
        ("https://archive.example/lighthouse.example/2016/03/lenses#comment-1", [LENS]),
        ("https://lighthouse.example/?p=12#comment-1", [LENS]),
        ("https://nightferry.example/2017/11/fog.html/", [FOG]),
        # hidden and held items are as good as others
        (f"{ENTRY}#c9005", ["9005"]),
        # nothing of ours
        ("the one by Wellington Boots about the rota", []),
        ("https://elsewhere.example/2018/07/another.html", []),
        ("https://archive.example/", []),
        ("https://elsewhere.example/another/#comment-1", []),
        ("https://archive.example/?p=9", []),
        ("http://[not-an-address/2018", []),
        ("/2018/%ff.html /-/comment/ /-/comment/none ://", []),
        ("# c #c -", []),
        ("", []),
    ],
)
def test_what_is_typed_is_understood(db: Database, typed: str, meant: list[str]) -> None:
    assert list(find_items(db, typed)) == meant


def test_no_more_is_looked_for_than_a_form_can_mean(db: Database) -> None:
    everything = [item.id for item in store.iter_items(db)]
    assert len(everything) > MOST_ITEMS
    assert len(find_items(db, " ".join(everything))) == MOST_ITEMS
    assert find_items(db, f"{' '.join(map(str, range(200)))} 9001") == ()
    assert find_items(db, f"{' '.join(f'/nowhere/{number}' for number in range(40))} {ENTRY}") == ()


def test_a_thread_is_read_once_and_only_where_it_is_needed(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    find_thread = store.find_thread

    def counted(db: Database, post_id: str) -> object:
        read.append(post_id)
        return find_thread(db, post_id)

    monkeypatch.setattr(store, "find_thread", counted)
    assert find_items(db, f"{ENTRY}#c9001 {ENTRY} {ENTRY}?m=1") == ("9001", MAIN)
    assert read == []
    lenses = "https://lighthouse.example/2016/03/lenses"
    assert len(find_items(db, f"{lenses}#comment-1 {lenses}#comment-3 {lenses}?replytocom=1")) == 2
    assert read == ["further2"]
