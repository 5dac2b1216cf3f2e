"""The reading site as plain files: what is in a copy, where its links lead, and what becomes of it later (O7)."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from lxml import html

from archive.errors import ArchiveError, Refused, WrongUse
from archive.folder import DataFolder
from archive.public import store
from archive.public.surface import Asked, Changes
from archive.redaction.words import Words
from plugins.export_command import export_site as command
from plugins.site import home
from plugins.static_site import export, ledger, names, pages, register, rewriting, surface, words
from plugins.static_site.export import export_site
from plugins.static_site.rewriting import About, rewrite
from plugins.static_site.surface import ExportsSurface
from tests.public_copy import ENTRY, write_public_copy

pytestmark = pytest.mark.feature("O7")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataFolder, Path]:
    """Return an archive and one copy of its site, to be left as they are."""
    place = tmp_path_factory.mktemp("copies")
    folder = write_public_copy(place / "archive")
    export_site(folder, place / "stick")
    return folder, place / "stick"


@pytest.fixture
def own(made: tuple[DataFolder, Path], tmp_path: Path) -> tuple[DataFolder, Path]:
    """Return the same for a test that changes it."""
    folder, stick = DataFolder(tmp_path / "archive"), tmp_path / "stick"
    shutil.copytree(made[0].path, folder.path)
    shutil.copytree(made[1], stick)
    entry = ledger.entries(folder)[0]
    ledger.write_entry(folder, ledger.Entry(entry.name, entry.content_version, entry.key, (str(stick),)))
    return folder, stick


def content(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def change(folder: DataFolder, sql: str) -> None:
    with closing(sqlite3.connect(folder.public_db)) as db, db:
        db.execute(sql)
        db.execute("update meta set value = value + 1 where key = 'content_version'")


def publish(folder: DataFolder) -> None:
    with closing(store.open_public(folder)) as db:
        version = store.content_version(db)
    ExportsSurface(folder).apply(Changes((), (), whole=False, content_version=version))


def test_every_link_leads_to_a_file_and_a_place_in_it(made: tuple[DataFolder, Path]) -> None:
    stick = made[1].resolve()
    read: dict[Path, Any] = {path: html.fromstring(path.read_bytes()) for path in stick.rglob("*.html")}
    assert len(read) > 30
    for path, page in read.items():
        for element, _, link, _ in page.iterlinks():
            if link.startswith(("mailto:", "https://tides.example", "data:")):
                continue
            assert not re.match(r"[a-z]+:|/", link), (path.name, link)
            file, _, fragment = link.partition("#")
            target = (path.parent / unquote(file.partition("?")[0])).resolve() if file else path
            assert target.is_file(), (path.name, link)
            assert stick in target.parents, (path.name, link)
            if fragment and element.tag == "a":
                assert read[target].get_element_by_id(unquote(fragment)) is not None


def test_a_copy_holds_every_thread_in_both_orders_and_what_leads_there(made: tuple[DataFolder, Path]) -> None:
    files = content(made[1])
    post = ENTRY.removeprefix("/")
    wanted = {
        *("index.html", "search.html", "2018/index.html", "2018/07/index.html", "_/about.html", "_/topics.html"),
        *("_/acronyms.html", "_/log.html", "_/removed.html", "lighthouse.example/index.html", "_/topic/rotas.html"),
        *(post, post.replace(".html", ".view-time.html"), "p/rules.html", "_/post/tnodateandnopath.html"),
    }
    assert wanted <= files.keys()
    assert b"They sold the Sunday crossing" in files[post]


def test_nothing_in_it_asks_a_server_or_tells_an_address_it_does_not_have(made: tuple[DataFolder, Path]) -> None:
    said = b"\n".join(body for name, body in content(made[1]).items() if name.endswith(".html"))
    for absent in (b"/-/", b"localhost", b"ld+json", b'rel="canonical"', b"report", b"Data</a>", b'id="week"'):
        assert absent not in said, absent
    assert said.count(b"content-security-policy") == said.count(b"<html")


def test_the_same_content_makes_the_same_bytes(made: tuple[DataFolder, Path], tmp_path: Path) -> None:
    export_site(made[0], tmp_path / "again")
    assert content(tmp_path / "again") == content(made[1])


def test_it_says_what_it_is_and_its_checksums_hold(made: tuple[DataFolder, Path]) -> None:
    stick = made[1]
    about = json.loads((stick / ledger.ABOUT).read_text())
    assert (about["copy"], about["content_version"]) == ("copy-v42", 42)
    assert all("version 42" in (stick / name).read_text() for name in ("README.txt", "index.html"))
    sums = dict(line.split("  ")[::-1] for line in (stick / ledger.SUMS).read_text().splitlines())
    assert sums.keys() == content(stick).keys() - {ledger.SUMS}


def test_the_command_tells_what_it_wrote(own: tuple[DataFolder, Path]) -> None:
    folder, stick = own
    folder.create()
    told = CliRunner().invoke(command, [str(stick), "--json", "--data", str(folder.path)])
    assert json.loads(told.output)["content_version"] == 42
    told = CliRunner().invoke(command, [str(stick), "--data", str(folder.path)])
    assert "Open stick/index.html in a browser." in told.output


def test_the_list_tells_copies_that_are_elsewhere_too(own: tuple[DataFolder, Path]) -> None:
    folder, stick = own
    folder.create()
    data = ["--data", str(folder.path)]
    change(folder, "update comment set text = 'They sold it.', marks = '[]' where id = '9001'")
    publish(folder)
    assert f"1 post or comment withdrawn or changed since it was made\n  {stick}\n" in told("--list", *data)
    stick.rename(stick.with_name("posted"))
    assert f"  {stick} (not here now)\n" in told("--list", *data)
    (entry,) = json.loads(told("--list", "--json", *data))
    assert (entry["copy"], entry["withdrawn"], entry["still_there"]) == ("copy-v42", 1, [])
    for given in ([], [str(stick), "--list"]):
        assert isinstance(CliRunner().invoke(command, [*given, *data]).exception, WrongUse)


def told(*given: str) -> str:
    return CliRunner().invoke(command, given).output


# -- where it goes


def test_what_is_no_copy_of_ours_stays(own: tuple[DataFolder, Path], tmp_path: Path) -> None:
    folder, stick = own
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    (stick / ledger.SECRET).write_text("00" * 32)
    (tmp_path / "file").write_text("mine")
    for place in (tmp_path / "full", stick, tmp_path / "file"):
        with pytest.raises(WrongUse, match="name a new or empty folder"):
            export_site(folder, place)
    for place in (folder.path, tmp_path, folder.path / "captures", folder.path / "exports"):
        with pytest.raises(WrongUse, match="does not go into the archive"):
            export_site(folder, place)
    assert (tmp_path / "full" / "letter.txt").read_text() == "mine"


def test_an_older_copy_gives_way_to_a_newer(own: tuple[DataFolder, Path]) -> None:
    folder, stick = own
    (stick / "left-over.html").write_text("old")
    change(folder, "update comment set text = 'Nothing at all.' where id = '9001'")
    made = export_site(folder, stick)
    assert (made.name, (stick / "left-over.html").exists()) == ("copy-v43", False)
    assert {path.name for path in stick.parent.iterdir()} == {"archive", "stick"}


def test_what_a_killed_export_left_behind_goes(own: tuple[DataFolder, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, stick = own
    before = content(stick)
    with monkeypatch.context() as patch:
        patch.setattr(export, "_seal", _killed)
        patch.setattr(shutil, "rmtree", lambda *_args, **_options: None)
        with pytest.raises(KeyboardInterrupt):
            export_site(folder, stick)
    left = stick.with_name(".stick.threadkeep-export")
    assert left.is_dir()
    assert content(stick) == before
    export_site(folder, stick)
    assert not left.exists()
    assert content(stick) == before


def _killed(whole: Path) -> tuple[int, int]:
    raise KeyboardInterrupt


def test_a_copy_that_never_came_to_be_is_forgotten(
    own: tuple[DataFolder, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, stick = own
    change(folder, "update comment set text = 'Nothing.' where id = '9001'")
    monkeypatch.setattr(export, "_seal", _killed)
    with pytest.raises(KeyboardInterrupt):
        export_site(folder, stick.with_name("other"))
    assert [entry.name for entry in ledger.entries(folder)] == ["copy-v42"]


def test_words_that_go_while_it_is_written_stop_it(
    own: tuple[DataFolder, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, stick = own
    seal = export._seal

    def withdraw(whole: Path) -> tuple[int, int]:
        change(folder, "update comment set state = 'hidden', text = '', marks = '[]' where id = '9001'")
        return seal(whole)

    monkeypatch.setattr(export, "_seal", withdraw)
    with pytest.raises(Refused, match="export it again"):
        export_site(folder, stick.with_name("other"))
    assert not stick.with_name("other").exists()


def test_a_page_that_breaks_stops_it(own: tuple[DataFolder, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> None:
        raise RuntimeError("no calendar")

    monkeypatch.setattr(home, "build_year", broken)
    monkeypatch.setattr("plugins.site.blog_paths.build_year", broken, raising=False)
    with pytest.raises(ArchiveError, match="A page broke"):
        export_site(own[0], own[1].with_name("other"))


# -- afterwards


def test_what_is_withdrawn_later_marks_the_copy(own: tuple[DataFolder, Path]) -> None:
    folder, stick = own
    asked = Asked(Words("Sunday crossing"), ("9001",), None)
    assert ExportsSurface(folder).find_each([asked])[0].places == ()
    change(folder, "update comment set text = 'They sold it before breakfast.', marks = '[]' where id = '9001'")
    publish(folder)
    assert ledger.entries(folder)[0].withdrawn == ("comment/9001",)
    assert "withdrawn" in (stick / surface.SUPERSEDED).read_text()
    found = ExportsSurface(folder).find_each([asked, Asked(Words("Sunday crossing"), None, ("9001",))])
    for each in found:
        assert f"copy-v42/{ENTRY[1:]}" in {place.where for place in each.places}
    # of another item nothing is behind
    assert ExportsSurface(folder).find_each([Asked(Words("Sunday crossing"), ("9003",))])[0].checked == 0
    assert ExportsSurface(folder).state() == 43
    export_site(folder, stick)
    assert not (stick / surface.SUPERSEDED).exists()
    assert ExportsSurface(folder).find_each([asked])[0].places == ()


def test_a_copy_that_cannot_be_marked_or_is_elsewhere_is_known_still(own: tuple[DataFolder, Path]) -> None:
    folder, stick = own
    (stick / surface.SUPERSEDED).mkdir()
    change(folder, "delete from log where ref = 'r7Qw2c'")
    publish(folder)
    assert ledger.entries(folder)[0].withdrawn == ("log/r7Qw2c",)
    stick.rename(stick.with_name("posted"))
    assert ExportsSurface(folder).find_each([Asked(Words("Sunday crossing"))])[0].checked == 0
    assert ledger.entries(folder)[0].withdrawn == ("log/r7Qw2c",)


def test_words_are_found_in_every_file_when_asked_for_everywhere(own: tuple[DataFolder, Path]) -> None:
    folder, _ = own
    found = ExportsSurface(folder).find(Words("breakfast"), None)
    where = {place.where for place in found.places}
    assert {f"copy-v42/{ENTRY[1:]}", "copy-v42/_/search/d-0.js", "copy-v42/_/search/w-br.js"} <= where
    # what the archive says itself is no trace of anybody
    for own_words in ("Public log", "network", "Lists to go by"):
        assert ExportsSurface(folder).find(Words(own_words), None).places == (), own_words
    # nor are the numbers of places in the lists of words
    assert not any(".js" in place.where for place in ExportsSurface(folder).find(Words("16"), None).places)


def test_a_copy_in_the_archives_folder_is_named_by_its_place(own: tuple[DataFolder, Path]) -> None:
    folder, _ = own
    export_site(folder, folder.path / "exports" / "for-the-library")
    found = ExportsSurface(folder).find(Words("breakfast"), None)
    assert f"exports/for-the-library/{ENTRY[1:]}" in {place.where for place in found.places}


def test_without_a_copy_there_is_nothing_to_hold(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "archive")
    folder.path.mkdir()
    assert ExportsSurface(folder).state() is None
    assert ExportsSurface(folder).find(Words("breakfast"), None).checked == 0
    folder = write_public_copy(tmp_path / "other")
    publish(folder)
    assert ExportsSurface(folder).state() == 42
    assert not ledger.home(folder).exists()


# -- names, links, words


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/a/CON.html", r"a/con-[0-9a-f]{8}\.html"),
        ("/a.html/b", r"a\.html_/b\.html"),
        ("/%D0%BF", r"[0-9a-f]{8}\.html"),
        ("/-/topics?letter=O&page=2", r"_/topics\.letter-o-[0-9a-f]{8}\.page-2\.html"),
        (f"/{'x' * 200}/", r"x{40}-[0-9a-f]{8}/index\.html"),
        ("/../up", r"[0-9a-f]{8}/up\.html"),
    ],
)
def test_a_file_has_a_name_that_every_file_system_can_hold(path: str, file: str) -> None:
    assert re.fullmatch(file, names.file_of(path))


def test_two_pages_of_one_file_are_refused(tmp_path: Path) -> None:
    kept = pages.Pages(tmp_path, tmp_path / "whole")
    kept._lay_down("/a", "one")
    with pytest.raises(ArchiveError, match="would be the one file"):
        kept._lay_down("/a.html", "two")
    kept.close()


def test_a_ring_of_redirects_leads_nowhere(tmp_path: Path) -> None:
    kept = pages.Pages(tmp_path, tmp_path / "whole")
    kept._db.execute("insert into page values ('/a', null, '/b'), ('/b', null, '/a')")
    assert (kept.file_at("/a"), kept.file_at("/c")) == (None, None)
    kept.close()
    assert pages.internal("/", "http://[") == ""


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ('<p>One <a href="/-/comment/7" rel="x">gone</a></p>', "<p>One <span>gone</span></p>"),
        ('<p>Or <a href="/-/feed/posts">a feed</a> of it</p>', "<p>Or  of it</p>"),
        ('<ul><li><a href="/-/timeline">When</a></li></ul>', ""),
        ('<h2>Data</h2><p>All <a href="/-/data">here</a></p><h2>B</h2>', "<h2>B</h2>"),
        ('<h2>Data</h2><p>All <a href="/-/data">here</a></p><p>C</p>', "<h2>Data</h2><p>C</p>"),
        ('<p><a href="/-/search?q=silt">s</a></p>', '<p><a href="search.html?q=silt">s</a></p>'),
        ('<p><a href="#c1">s</a> <a href="https://x.example/">x</a></p>', None),
    ],
)
def test_a_link_to_what_is_not_copied_goes(given: str, left: str | None) -> None:
    about = About("copy-v1", 1, "", "")
    body = f"<html><head><title>x</title></head><body>{given}</body></html>"
    said = rewrite(body.encode(), "/", "index.html", lambda _: None, about).decode()
    assert f"<body>{given if left is None else left}</body>" in said


@pytest.mark.parametrize(("contact", "link"), [("", ""), ("the pier office", "")])
def test_the_foot_says_whom_to_ask(contact: str, link: str) -> None:
    body = (
        b"<html><head><title>x</title></head><body><footer class='colophon'><div><p>x</p></div></footer></body></html>"
    )
    said = rewrite(body, "/", "index.html", lambda _: None, About("copy-v1", 1, contact, link)).decode()
    assert f"Write to <span>{contact or 'whoever gave it to you'}</span>." in said
    assert rewriting.relative("a/b.html", "a/b.html") == "b.html"


def test_a_common_word_stands_everywhere() -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        assert words._gaps([1, 3, 4]) == [1, 2, 1]
        assert [words.Gathered(db, 400).is_common(number) for number in (3, 100, 101)] == [False, False, True]
        assert not words.Gathered(db, 399).is_common(399)


def test_a_register_leads_from_a_letter_to_every_place_of_a_word_without_a_script(
    made: tuple[DataFolder, Path],
) -> None:
    stick = made[1]
    start: Any = html.fromstring((stick / "_/words.html").read_bytes())
    letters = [each.text for each in start.xpath("//h2")]
    assert letters == [*sorted(letters[:-1]), "0–9"]
    found = {link.text: link.get("href") for link in start.xpath("//ul[@class='letters']//a")}
    page: Any = html.fromstring((stick / "_" / found["br"]).read_bytes())
    (entry,) = page.xpath("//dl/div[dt='breakfast']")
    assert [link.get("href") for link in entry.iter("a")] == [f"../..{ENTRY}#c9001"]
    # every word that is looked for by script is looked up without, and the other way round
    searched = {word for path in (stick / words.FOLDER).glob("w-*.js") for word in _list_of(path)}
    listed = {each.text for path in (stick / "_/words").glob("*.html") for each in html.parse(path).iter("dt")}
    assert listed == searched


def _list_of(path: Path) -> dict[str, Any]:
    text = path.read_text()
    words_of: dict[str, Any] = json.loads(text[text.index(",") + 1 : text.rindex(")")])
    return words_of


def test_the_register_names_the_newest_threads_and_says_how_many_it_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "WORDS_AT_ONCE", 2)
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(words._SCHEMA)
        for doc in range(600):
            db.execute(words._ADD_DOC, (doc, f"t{doc // 2}", f"/{doc // 2}.html#c{doc}", f"Thread {doc // 2}", "2018"))
        stands = {"buoy": range(26), "beacon": (4,), "bell": (5,), "the": range(600), "паром": (7,), "42": (8,)}
        for word, docs in stands.items():
            db.executemany("insert into posting values (?, ?, ?)", ((words.shard_of(word), word, doc) for doc in docs))
        *listed, (address, _, start) = register.register_pages(words.Gathered(db, 600))
    assert isinstance(start, register.RegisterStart)
    assert [letter for letter, _ in start.letters] == ["B", "П", "0–9"]
    assert (address, start.told) == ("/-/words", "5 words")
    by_address = {each[0]: each[2] for each in listed}
    (buoy,) = by_address["/-/words/bu"].entries  # type: ignore[union-attr]  # no first page
    assert [thread.href for thread in buoy.threads[:2]] == ["/0.html#c0", "/1.html#c2"]
    assert (len(buoy.threads), buoy.threads[0].told, buoy.more) == (12, "2018, 2 texts", "and 1 older thread")
    assert "/-/words/th" not in by_address
    assert register.finding(lambda _: None)("/-/words/be?page=2") == "_/words/be.page-2.html"
