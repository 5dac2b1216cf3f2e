"""The certificate: words looked for everywhere, what is left named, what stands elsewhere told apart."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.errors import GateClosed, Refused, WrongUse
from archive.folder import DataFolder
from archive.moderation import decisions, findings, log
from archive.moderation.decisions import Decision
from archive.originals import store as originals
from archive.public import store
from archive.public.models import ItemState
from archive.public.surface import Asked, Changes, FoundIn, Place, Surface
from archive.publishing import bytesearch, gate, settle, update
from archive.publishing.bytesearch import search_files
from archive.publishing.certificate import (
    Certificate,
    Elsewhere,
    decide_and_publish,
    find_certificate,
)
from archive.publishing.check import check
from archive.publishing.looking import SurfaceCheck
from archive.publishing.settle import ItemsShut
from archive.publishing.sources import Inputs
from archive.publishing.surfaces import load_surfaces
from tests.bench import Bench, comment, make_bench, post

NAME = "Wilhelmina Quillfeather"
MAIL = "w.quillfeather@ferry.example"
LONG = "I have worked on this ferry for eleven years and nobody ever asked me what I thought of the rota."


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = make_bench(tmp_path)
    bench.add(
        post(
            1,
            comment(11, f"<p>Ask {NAME}.</p>"),
            comment(12, f"<p>{NAME} said so, Ringed Plover</p>"),
            comment(13, f"<p>{LONG} {NAME}</p>", author="Ringed Plover"),
            comment(14, "<p><a href='https://x.example/wilhelmina-quillfeather'>her</a></p>"),
            title="Night shifts",
        )
    )
    bench.publish()
    return bench


def act(bench: Bench, do: Callable[[Database], Decision]) -> Certificate:
    return decide_and_publish(bench.folder, do, bench.now, surfaces=bench.surfaces)


def mask(item: str, find: str, *, everywhere: bool = False) -> Callable[[Database], Decision]:
    return lambda db: decisions.mask(
        db, item, find, label="name", reason="third party", by="Mo", now=Bench.now, everywhere=everywhere
    )


def hide(item: str) -> Callable[[Database], Decision]:
    return lambda db: decisions.hide(db, item, reason="on request", by="Mo", now=Bench.now)


@pytest.mark.feature("M16")
def test_a_mask_here_leaves_nothing_and_names_the_other_places(bench: Bench) -> None:
    certificate = act(bench, mask("11", NAME))
    assert certificate.log_id == "L2"
    assert [(check.name, check.left) for check in certificate.surfaces] == [
        ("public_file", 0),
        ("listener", 0),
        ("file_bytes", 0),
    ]
    assert all(check.checked for check in certificate.surfaces)
    assert certificate.left == 0
    assert certificate.places == ()
    assert certificate.elsewhere == tuple(Elsewhere(item, "undecided") for item in ("12", "13", "14"))
    assert certificate.seconds > 0
    assert bench.get_comment(11).body.text == "Ask [name]."


@pytest.mark.feature("M16")
def test_the_certificate_is_stored_without_words(bench: Bench) -> None:
    certificate = act(bench, mask("11", NAME))
    assert find_certificate(bench.db, "L2") == certificate
    assert find_certificate(bench.db, "L9") is None
    (body,) = bench.db.conn.execute("select body from certificate").fetchone()
    assert "uillfeather" not in body


@pytest.mark.feature("M5")
def test_everywhere_is_nowhere_else(bench: Bench) -> None:
    certificate = act(bench, mask("11", NAME, everywhere=True))
    assert certificate.left == 0
    assert certificate.elsewhere == ()
    assert b"uillfeather" not in bench.folder.public_db.read_bytes()


@pytest.mark.feature("M16")
def test_places_kept_by_decision_are_told_from_undecided_ones(bench: Bench) -> None:
    act(bench, mask("12", NAME))
    decisions.undo(bench.db, "L2", by="Mo", now=bench.now)
    bench.settings(policy='"all"')
    bench.add(post(2, comment(21, f"<p>Write to {MAIL}</p>"), comment(22, f"<p>Or {MAIL}</p>")))
    bench.publish()
    assert act(bench, mask("11", NAME)).elsewhere[0] == Elsewhere("12", "kept by decision")
    (found,) = [row for row in findings.open_findings(bench.db) if row.item_id == "21"]
    findings.keep(bench.db, found.id, by="Mo", now=bench.now, reason="an office")
    assert act(bench, mask("22", MAIL)).elsewhere == (Elsewhere("21", "kept by decision"),)


@pytest.mark.feature("M7")
@pytest.mark.feature("M16")
def test_a_hidden_item_is_looked_for_by_its_byline_and_phrases(bench: Bench) -> None:
    certificate = act(bench, hide("13"))
    assert certificate.left == 0
    assert certificate.elsewhere == ()
    assert b"eleven years" not in bench.folder.public_db.read_bytes()


def test_a_hidden_item_without_words_is_certified_too(bench: Bench) -> None:
    few = comment(32, "<p>One two three four five six seven</p>")
    bench.add(post(3, comment(31, "", author=None), few, html=None, title=None, author=None))
    for item in ("31", "3", "32"):
        certificate = act(bench, hide(item))
        assert [check.left for check in certificate.surfaces] == [0, 0, 0]


@pytest.mark.feature("M8")
def test_an_undoing_has_a_certificate_of_its_own(bench: Bench) -> None:
    act(bench, mask("11", NAME))
    certificate = act(bench, lambda db: decisions.undo(db, "L2", by="Mo", now=bench.now))
    assert (certificate.log_id, certificate.surfaces, certificate.elsewhere) == ("L4", (), ())
    assert bench.get_comment(11).body.text == f"Ask {NAME}."


def test_what_cannot_be_decided_publishes_nothing(bench: Bench) -> None:
    with pytest.raises(WrongUse, match="do not stand"):
        act(bench, mask("11", "Bollard"))
    assert log.last_seq(bench.db) == 1


def test_a_decision_whose_publishing_finds_a_locked_file_says_that_it_stands(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(update, "run_gate", locked)
    with pytest.raises(Refused, match=r"L2 is recorded but not public yet, .*locked.*threadkeep publish"):
        act(bench, mask("11", NAME))
    assert originals.get_pending(bench.db) == {"11"}


def test_a_decision_whose_publishing_fails_is_kept_and_says_so(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def shut(*_: object, **__: object) -> None:
        raise GateClosed("The gate stayed shut.")

    monkeypatch.setattr(update, "run_gate", shut)
    with pytest.raises(GateClosed, match="L2 is recorded but not public yet: The gate stayed shut"):
        act(bench, mask("11", NAME))
    monkeypatch.undo()
    assert originals.get_pending(bench.db) == {"11"}
    assert bench.publish().changed == 1


class Forgetful(Surface):
    """A surface that still shows what it was told once."""

    name = "forgetful"

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder

    def apply(self, changes: Changes) -> None:
        return

    def find_each(self, asked: Sequence[Asked]) -> list[FoundIn]:
        return [FoundIn(2, tuple(Place(self.name, item) for item in self._left(each))) for each in asked]

    def _left(self, asked: Asked) -> list[str]:
        shown = {"11": f"Ask {NAME}.", "12": f"{NAME} said so"}
        ids = shown if asked.item_ids is None else asked.item_ids
        return [item for item, text in shown.items() if item in ids and asked.words.stands_in(text)]

    def state(self) -> int | None:
        return 1


@pytest.mark.feature("M16")
@pytest.mark.parametrize(("everywhere", "left"), [(False, ["11"]), (True, ["11", "12"])])
def test_a_surface_that_still_holds_the_words_is_named(bench: Bench, everywhere: bool, left: list[str]) -> None:
    surfaces = [*bench.surfaces, Forgetful(bench.folder)]
    certificate = decide_and_publish(
        bench.folder, mask("11", NAME, everywhere=everywhere), bench.now, surfaces=surfaces
    )
    assert SurfaceCheck("forgetful", 2, len(left)) in certificate.surfaces
    assert certificate.left == len(left)
    assert certificate.places == tuple(Place("forgetful", item) for item in left)


def test_the_registered_surfaces_are_asked(bench: Bench) -> None:
    certificate = decide_and_publish(bench.folder, mask("11", NAME), bench.now)
    expected = [surface.name for surface in load_surfaces(bench.folder)]
    assert [check.name for check in certificate.surfaces] == [*expected, "file_bytes"]
    assert certificate.left == 0


# -- bytes


@pytest.fixture
def live(bench: Bench) -> Iterator[Database]:
    db = bench.public()
    yield db
    db.close()


@pytest.mark.parametrize(
    ("residue", "wanted"),
    [
        ("Bollard", "Bollard"),
        ("bollard", "Bollard"),
        ("BOLLARD", "bollard"),
        ("Molly   Bollard", "molly bollard"),
        ("Molly%20Bollard", "Molly Bollard"),
        ("Molly+Bollard", "Molly Bollard"),
        ("Bollard &amp; Sons", "Bollard & Sons"),
        ("O&#x27;Bollard", "O'Bollard"),
        ("Łódź", "łódź"),
        ("%C5%81%C3%B3d%C5%BA", "Łódź"),
    ],
)
@pytest.mark.parametrize("suffix", ["-journal", "-wal"])
def test_words_in_any_form_are_found_beside_the_database(
    bench: Bench, live: Database, residue: str, wanted: str, suffix: str
) -> None:
    assert bytesearch.search_files(live, bench.folder.public_db, [wanted]) == (1, [])
    beside = bench.folder.public_db.with_name("public.db" + suffix)
    beside.write_bytes(b"\0\1" + residue.encode() + b"\2")
    assert bytesearch.search_files(live, bench.folder.public_db, [wanted]) == (2, [beside.name])
    beside.unlink()


def test_a_live_longer_word_is_no_residue_and_a_word_in_a_free_page_is(bench: Bench) -> None:
    bench.add(
        post(5, comment(51, "<p>The annual report, annually, by Joanna.</p>"), comment(52, f"<p>{'Anna ' * 3000}</p>"))
    )
    bench.publish()
    db = bench.public()
    names = ["Anna"]
    assert bytesearch.search_files(db, bench.folder.public_db, names) == (1, [])
    db.close()
    raw = sqlite3.connect(bench.folder.public_db)
    raw.execute("pragma secure_delete = off")
    raw.execute("update comment set text = '', html = '', marks = '[]' where id = '52'")
    raw.commit()
    raw.close()
    db = bench.public()
    assert bytesearch.search_files(db, bench.folder.public_db, names) == (1, ["public.db"])
    db.close()


def test_an_empty_file_beside_it_holds_nothing(bench: Bench, live: Database) -> None:
    beside = bench.folder.public_db.with_name("public.db-wal")
    beside.touch()
    assert bytesearch.search_files(live, bench.folder.public_db, ["Bollard"]) == (2, [])
    beside.unlink()


def test_too_few_bytes_prove_nothing(bench: Bench, live: Database) -> None:
    assert bytesearch.search_files(live, bench.folder.public_db, ["de"]) == (1, [])


def test_the_tables_own_names_are_no_residue(bench: Bench, live: Database) -> None:
    assert bytesearch.search_files(live, bench.folder.public_db, ["comment", "published"]) == (1, [])
    assert store.content_version(live) == 1


@pytest.mark.parametrize("own", [True, False])
def test_only_a_refused_item_of_ones_own_is_ones_own_business(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    real = gate.find_thread_problems
    refused = "11" if own else "12"

    def refuses(
        public: Database, archive: Database, inputs: Inputs, post_id: str, *, is_derived: bool
    ) -> Iterator[str]:
        yield from real(public, archive, inputs, post_id, is_derived=is_derived)
        if refused not in inputs.shut and post_id == "1" and not public_is_shut(public, refused):
            yield f"comment.text/{refused}"

    monkeypatch.setattr(settle, "find_thread_problems", refuses)
    if own:
        with pytest.raises(ItemsShut, match="L2 is recorded: The gate stayed shut at 1 places"):
            act(bench, mask("11", NAME))
    else:
        assert act(bench, mask("11", NAME)).left == 0
    certificate = find_certificate(bench.db, "L2")
    assert certificate is not None
    assert certificate.left == 0
    assert NAME not in bench.get_comment(11).body.text
    assert originals.get_pending(bench.db) == {refused}


def public_is_shut(public: Database, item_id: str) -> bool:
    found = store.find_item(public, item_id)
    return found is not None and found.state is ItemState.WITHHELD


@pytest.mark.parametrize("suffix", [".new", ".new-journal"])
@pytest.mark.parametrize("spelled", [NAME, NAME.replace(" ", ""), NAME.replace(" ", "_").lower()])
def test_words_in_a_file_beside_are_left(bench: Bench, suffix: str, spelled: str) -> None:
    act(bench, mask("11", NAME))
    beside = bench.folder.public_db.with_name(f"public.db{suffix}")
    beside.write_bytes(b"0" * 100 + spelled.encode() + b"0" * 100)
    db = bench.public()
    found = search_files(db, bench.folder.public_db, [NAME])
    db.close()
    assert found == (2, [beside.name])
    (problem,) = check(bench.folder, surfaces=bench.surfaces).problems
    assert (problem.kind, problem.where) == ("left", f"file_bytes: {beside.name}")


def test_a_file_that_goes_while_it_is_looked_for_holds_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(bytesearch, "public_files", lambda _: [tmp_path / "gone"])
    db = bench.public()
    assert search_files(db, bench.folder.public_db, [NAME]) == (1, [])
    db.close()


@pytest.mark.feature("M16")
def test_a_post_of_the_same_words_is_named_by_its_title_or_its_address(bench: Bench) -> None:
    bench.add(
        post(6, title=f"On {NAME}"),
        post(7, path=f"/2018/07/{NAME.lower().replace(' ', '-')}.html"),
        post(8, title=f"On {NAME.split()[-1]} alone"),
    )
    bench.publish()
    named = {each.id for each in act(bench, mask("11", NAME)).elsewhere}
    assert named >= {"6", "7"}
    assert "8" not in named
