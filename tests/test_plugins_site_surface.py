"""The pages as a surface: what shows an item is searched, all of it and nothing beside it."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from archive.errors import ArchiveError
from archive.folder import DataFolder
from archive.markup import render
from archive.public import store
from archive.public.rows import versioned_comment
from archive.public.surface import Changes, FoundIn
from archive.redaction.words import Words
from plugins.site import addressbook, application
from plugins.site.application import build_datasette
from plugins.site.seen import OWN_TEXT, SeenPart, see_csv, see_html, see_json
from plugins.site.surface import PagesSurface, fetch
from search_index import update
from tests.public_copy import ENTRY, HIDDEN_REF, MAIN, REF, Pages, body, open_pages, write_public_copy


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    return write_public_copy(tmp_path_factory.mktemp("site") / "archive")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_pages(tmp_path_factory.mktemp("pages") / "archive", "9001", "9002", MAIN)
    yield site
    site.close()


SAID = [
    ("9001", "Sunday crossing"),
    ("9002", "Wellington Boots"),
    ("9002", "tides"),
    ("9003", "for the patience"),
    ("9004", "A fourth level"),
    ("9006", "12.26 and still"),
    ("9007", "No clock on the pier"),
    ("9101", "Thick as soup"),
    (MAIN, "ferry, again"),
    (MAIN, "asked three of them"),
    ("5100000000000000002", "Fog <on> the pier"),
]
"""Words that stand in one item of the invented copy and nowhere else."""


@pytest.mark.feature("M14")
def test_nothing_of_a_look_stays_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A moderation site looks after each decision, for years: what one look leaves behind would add up."""
    made: list[weakref.ref[object]] = []

    def build(*given: Any) -> Any:
        served = build_datasette(*given)
        made.append(weakref.ref(served))
        return served

    monkeypatch.setattr(application, "build_datasette", build)
    folder = write_public_copy(tmp_path / "archive")
    update.update_index(folder, whole=True)
    assert PagesSurface(folder).find(Words("Sunday crossing"), ["9001"]).places
    gc.collect()
    assert [left() for left in made] == [None]


@pytest.mark.feature("M5")
@pytest.mark.parametrize(("item_id", "said"), SAID)
def test_words_of_an_item_are_found_in_its_own_parts_alone(folder: DataFolder, item_id: str, said: str) -> None:
    pages = PagesSurface(folder)
    found = pages.find(Words(said), [item_id])
    assert found.checked > 10
    assert {place.where.partition(" ")[0] for place in found.places} >= {"thread"}
    assert any(".json" in place.where for place in found.places)
    assert any(".csv" in place.where for place in found.places)
    others = [each for each, _ in SAID if each != item_id]
    assert pages.find(Words(said), others).places == ()


@pytest.mark.parametrize(("item_id", "said"), SAID)
def test_every_part_that_shows_an_items_words_carries_its_id(pages: Pages, item_id: str, said: str) -> None:
    """The pages themselves say whose words stand where; a template that forgets would hide words from the search."""
    words = Words(said)
    folder = pages.served.threadkeep.folder
    db = store.open_public(folder)
    addresses = [each for each in addressbook.addresses_of_all(db) if each.kind == "html" and "search" not in each.path]
    db.close()
    shown = 0
    for address in [*addresses, addressbook.Address("/-/search?q=anything", "search")]:
        answer = pages.run(fetch(pages.served.app(), address.path))
        for part in see_html(answer.body, answer.location, address.whose):
            if words.stands_in(part.text):
                assert part.owner == item_id, (address.path, part.owner)
                shown += 1
    assert shown


def test_an_address_tells_the_words_of_a_title_and_is_found(folder: DataFolder) -> None:
    found = PagesSurface(folder).find(Words("night ferry again"), [MAIN])
    assert {place.where for place in found.places} >= {"/", "/2018/", "/2018/07/", f"/-/post/{MAIN}"}
    assert ENTRY not in str(found.places)


def test_words_of_a_tag_belong_to_what_carries_it(folder: DataFolder) -> None:
    pages = PagesSurface(folder)
    assert any("topic page" in place.where for place in pages.find(Words("Rotas"), ["9003"]).places)
    assert pages.find(Words("Rotas"), ["9001"]).places == ()


def test_the_reason_in_a_log_line_is_looked_at_with_the_item_it_stands_for(folder: DataFolder) -> None:
    pages = PagesSurface(folder)
    assert f"/-/log/{REF}" in {place.where for place in pages.find(Words("small office"), ["9002"]).places}
    assert f"/-/log/{HIDDEN_REF}" in {place.where for place in pages.find(Words("third party"), ["9005"]).places}


OWN = ["link", "in reply to", "blog owner", "no name in this copy", "Anonymous", "Tags", "July", "Reply, level"]


@pytest.mark.parametrize("path", [ENTRY, f"{ENTRY}?view=time", "/", "/-/topic/rotas", "/-/search?q=x", "/2018/07/"])
def test_what_the_archive_says_itself_is_nobodys(pages: Pages, path: str) -> None:
    answer = pages.run(fetch(pages.served.app(), path))
    for own in OWN:
        assert {part.owner for part in see_html(answer.body) if Words(own).stands_in(part.text)} <= {""}
        assert Words(own).stands_in(OWN_TEXT)


def test_what_the_archive_says_itself_is_not_looked_for_everywhere(folder: DataFolder) -> None:
    assert PagesSurface(folder).find(Words("in reply to"), None).places == ()


def test_everywhere_means_every_page_and_every_table(folder: DataFolder) -> None:
    pages = PagesSurface(folder)
    found = pages.find(Words("Sunday crossing"), None)
    assert {place.where for place in found.places} == {
        f"thread {MAIN}",
        f"thread {MAIN} by time",
        f"feed of thread {MAIN}",
        f"linked data of thread {MAIN}",
        "/-/feed/comments",
        "comment.csv",
        "comment.json",
    }
    assert pages.find(Words("Marmaduke"), None) == FoundIn(found.checked)
    assert {place.where for place in pages.find(Words("Friends of the Pier"), None).places} >= {"/-/about", "meta.csv"}


def written(path: Path, text: str) -> DataFolder:
    """Return the invented copy with a real index, one comment of it saying something else."""
    folder = write_public_copy(path)
    db = store.open_public(folder, write=True)
    thread = store.find_thread(db, MAIN)
    assert thread is not None
    said = versioned_comment(replace(thread.comments[0], body=body(text), html=render(body(text))))
    with db.atomic():
        store.write_thread(db, replace(thread, comments=(said, *thread.comments[1:])))
    db.close()
    update.main(["--data", str(folder.path), "--whole"], standalone_mode=False)
    return folder


@pytest.mark.feature("M5")
@pytest.mark.parametrize(
    ("text", "stands"), [("They call him Zebedee! Quillfeather sings", False), ("Then Zebedee Quillfeather came", True)]
)
def test_the_query_a_search_page_repeats_is_no_find_and_a_hit_on_it_is(tmp_path: Path, text: str, stands: bool) -> None:
    """The address book asks for an item's words one by one: joined anew they can be words that stand nowhere."""
    pages = PagesSurface(written(tmp_path / "archive", text))
    for items in (None, ["9001"]):
        places = {place.where for place in pages.find(Words("Zebedee Quillfeather"), items).places}
        assert ("search for comment 9001" in places) == stands
        assert bool(places) == stands


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_data_that_cannot_be_read_is_never_counted_as_clean(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    address = addressbook.Address(f"/public/nothing.{kind}", f"nothing.{kind}", kind)
    monkeypatch.setattr("plugins.site.surface.addresses_of_items", lambda db, items: [address])
    with pytest.raises(ArchiveError, match=f"nothing.{kind}"):
        PagesSurface(folder).find(Words("anything"), [MAIN])


def test_it_follows_the_copy_and_keeps_nothing(tmp_path: Path) -> None:
    folder = write_public_copy(tmp_path / "archive")
    pages = PagesSurface(folder)
    assert pages.state() == 42
    db = store.open_public(folder, write=True)
    with db.atomic():
        db.execute("update comment set text = '[detail]', html = '<p>[detail]</p>', marks = '[]' where id = '9001'")
        store.set_meta(db, {"content_version": "43"})
    db.close()
    pages.apply(Changes(("9001",), (MAIN,), False, 43))
    assert pages.find(Words("Sunday crossing"), ["9001"]).places == ()
    assert pages.state() == 43


def test_before_the_first_publish_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    pages = PagesSurface(DataFolder(tmp_path))
    assert pages.find(Words("anything"), None).checked == 0
    assert pages.state() is None


def test_it_works_inside_a_running_loop(folder: DataFolder) -> None:
    async def inside() -> int:
        return len(PagesSurface(folder).find(Words("Sunday crossing"), ["9001"]).places)

    assert asyncio.run(inside())


def test_a_page_that_breaks_is_never_counted_as_clean(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **options: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr("plugins.site.blog_paths.build_thread", broken)
    with pytest.raises(ArchiveError, match=f"thread {MAIN}"):
        PagesSurface(folder).find(Words("anything"), [MAIN])


def test_json_is_followed_to_its_last_row(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addressbook, "_TABLES", {"comment": "id"})
    monkeypatch.setattr(addressbook, "_OTHER_TABLES", ())
    whole = PagesSurface(folder).find(Words("Who took this down"), None).places
    assert "comment.json" in {place.where for place in whole}
    parts, following = see_json('{"rows": [{"id": "1", "text": "a"}], "next_url": "http://localhost/public/x?_next=1"}')
    assert (parts, following) == ([SeenPart("1", "a", ())], "/public/x?_next=1")


def test_what_a_program_sees_is_cut_into_values() -> None:
    rows = 'id,text,html,marks,state,href\n7,"a, ""b""",<p>a &amp; <a href="https://x.example/">b</a></p>,'
    rows += '"[[0,1,""link"",{""href"":""https://y.example/"",""label"":""office""}]]",shown,https://z.example/\n'
    parts = see_csv(rows)
    assert {part.owner for part in parts} == {"7"}
    texts = [" ".join(part.text.split()) for part in parts]
    assert texts == ['a, "b"', "a & b", "office", "https://z.example/"]
    assert [part.addresses for part in parts if part.addresses] == [
        ("https://x.example/",),
        ("https://y.example/",),
        ("https://z.example/",),
    ]


@pytest.mark.parametrize(
    ("html", "owners"),
    [
        ('<div data-item="1">a<p data-item="">ours</p>b</div>c', {"1": "a b", "": "ours c"}),
        ('<div data-item="1"><img alt="x"><br>y</div>', {"1": "x y"}),
        ('<p data-item="1">a</p></div></p>b', {"1": "a", "": "b"}),
        ('<div data-item="1"><p>a<p>b</div>c', {"1": "a b", "": "c"}),
        ('<span class="redaction" title="Redacted: office"><a aria-label="see">[office]</a></span>', {"": "[office]"}),
        ('<span class="image">[image]</span>', {"": ""}),
        ('<p data-item="1" title="said">a</p>', {"": "", "1": "said a"}),
        ("<p>H<b>a</b>lf</p>", {"": "Half"}),
    ],
)
def test_text_goes_to_the_nearest_owner(html: str, owners: dict[str, str]) -> None:
    seen = {part.owner: " ".join(part.text.split()) for part in see_html(html)}
    assert {owner: said for owner, said in seen.items() if said} == {
        owner: said for owner, said in owners.items() if said
    }


def test_addresses_of_the_log_are_random_and_not_looked_at() -> None:
    (part,) = see_html('<p><a href="/-/log/ann">x</a><a href="/2018/ann.html">y</a></p>')
    assert part.addresses == ("/2018/ann.html",)
