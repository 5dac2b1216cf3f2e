"""Publishing: whole and one at a time end in the same rows; versions rise; surfaces hear what they need."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from archive.errors import ArchiveError, GateClosed, Refused, WrongUse
from archive.folder import DataFolder
from archive.moderation import decisions, findings, log
from archive.moderation.missing import open_absences
from archive.moderation.tagging import tag_items
from archive.originals import absences
from archive.originals import store as originals
from archive.originals.records import AuthorKind, Source, SourceState
from archive.public import store
from archive.public.models import ItemState
from archive.public.surface import Surface
from archive.publishing import bookkeeping, settle, sources, surfaces, swap, update
from archive.publishing.build import build_thread
from archive.publishing.check import check
from archive.publishing.publisher import publish
from archive.publishing.settle import ItemsShut, Shut
from tests.bench import Bench, comment, make_bench, memory_folder, post

NAMES = ("Wilhelmina", "Quillfeather", "Leith", "depot")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = make_bench(tmp_path)
    bench.add(
        post(1, comment(11, "<p>Late in Leith</p>"), comment(12, "<p>Yes</p>", answers=11)),
        post(2, comment(21, "<p>No</p>")),
    )
    return bench


def test_publishing_needs_an_archive(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="threadkeep init"):
        publish(DataFolder(tmp_path / "none"), now=make_bench(tmp_path).now)


@pytest.mark.feature("O1")
def test_the_first_publish_is_whole(bench: Bench) -> None:
    report = bench.publish()
    assert dataclasses.astuple(report) == (2, 3, 0, 0, 5, 1)
    assert stat.S_IMODE(bench.folder.public_db.stat().st_mode) == 0o640
    (told,) = bench.listener.told
    assert told.whole
    assert told.content_version == 1
    assert sorted(path.name for path in bench.folder.path.glob("public.db*")) == ["public.db"]


def test_nothing_new_changes_nothing_and_tells_nobody(bench: Bench) -> None:
    first = bench.publish()
    before = bench.folder.public_db.read_bytes()
    again = bench.publish()
    assert again == dataclasses.replace(first, changed=0)
    assert bench.folder.public_db.read_bytes() == before
    assert len(bench.listener.told) == 1
    assert log.last_seq(bench.db) == 1


def test_one_decision_rewrites_one_thread_in_place(bench: Bench) -> None:
    bench.publish()
    inode = bench.folder.public_db.stat().st_ino
    bench.mask(11, "leith", label="place")
    report = bench.publish()
    assert (report.changed, report.content_version) == (1, 3)
    told = bench.listener.told[-1]
    assert (told.item_ids, told.post_ids, told.whole, told.content_version) == (("11",), ("1",), False, 3)
    assert bench.folder.public_db.stat().st_ino == inode
    assert originals.get_pending(bench.db) == set()
    assert [entry.kind for entry in log.entries(bench.db)] == ["publish", "mask", "publish"]


@pytest.mark.feature("A3")
def test_a_rebuild_with_nothing_new_keeps_version_and_rows(bench: Bench) -> None:
    bench.publish()
    bench.mask(11, "leith", label="place")
    before = bench.publish()
    dump = bench.dump()
    # lines that publish nothing leave the version as it is
    with bench.db.atomic():
        log.append(bench.db, at=bench.now, actor="Mo", kind="keep")
    assert bench.publish(full=True) == dataclasses.replace(before, changed=0)
    assert bench.dump() == dump
    bench.folder.public_db.unlink()
    after = bench.publish()
    assert after == dataclasses.replace(before, changed=5)
    assert bench.dump() == dump


def test_a_rebuild_that_comes_out_differently_has_a_new_version(bench: Bench) -> None:
    before = bench.publish()
    db = store.open_public(bench.folder, write=True)
    with db.atomic():
        db.conn.execute("update comment set text = 'other' where id = '11'")
    db.close()
    after = bench.publish(full=True)
    assert after.content_version > before.content_version
    assert bench.get_comment(11).body.text == "Late in Leith"


def test_a_running_reader_sees_every_publish(bench: Bench) -> None:
    bench.publish()
    reader = bench.public()
    bench.mask(11, "leith", label="place")
    bench.publish()
    assert store.content_version(reader) == 3
    bench.mask(21, "no", label="answer")
    bench.publish(full=True)
    shown = store.find_comment(reader, "21")
    assert shown is not None
    assert shown.body.text == "[answer]"
    reader.close()


def test_a_changed_setting_publishes_everything(bench: Bench) -> None:
    before = bench.publish()
    bench.settings(title='"Another title"')
    after = bench.publish()
    assert after.content_version > before.content_version
    db = bench.public()
    assert store.get_meta(db)["title"] == "Another title"
    db.close()


@pytest.mark.parametrize("damage", ["drop table meta", "update meta set value = '0' where key = 'schema_version'"])
def test_a_live_file_of_another_version_is_built_anew(bench: Bench, damage: str) -> None:
    bench.publish()
    dump = bench.dump()
    db = store.open_public(bench.folder, write=True)
    db.conn.execute(damage)
    for view in [row[0] for row in db.conn.execute("select name from sqlite_master where type = 'view'")]:
        db.conn.execute(f"drop view {view}")
    db.conn.execute("drop table link")
    db.conn.execute("alter table comment rename column row_version to version")
    db.conn.commit()
    db.close()
    report = bench.publish()
    assert report.content_version == 2
    assert bench.dump() == dump.replace('"content_version", "value": "1"', '"content_version", "value": "2"')


def test_a_live_file_that_is_no_database_is_left_for_a_person(bench: Bench) -> None:
    bench.publish()
    bench.folder.public_db.write_bytes(b"no database" * 500)
    with pytest.raises(Refused, match="delete it"):
        bench.publish()


def test_the_journal_of_a_deleted_file_is_not_played_back(bench: Bench) -> None:
    bench.publish()
    bench.folder.public_db.unlink()
    journal = bench.folder.public_db.with_name("public.db-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\0" * 600)
    bench.publish()
    assert not journal.exists()
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()


def test_two_posts_that_turn_out_to_be_one_are_one_thread(bench: Bench) -> None:
    known_by_address = dataclasses.replace(post(7, comment(71, "<p>First</p>")), source_key="text:seven")
    bench.add(known_by_address)
    assert bench.publish().posts == 3
    (old,) = {row[0] for row in bench.db.conn.execute("select id from post").fetchall()} - {"1", "2"}
    bench.later(days=1)
    bench.add(post(7, comment(72, "<p>Second</p>")))
    assert bench.publish().posts == 3
    db = bench.public()
    thread = store.find_thread(db, "7")
    assert thread is not None
    assert [found.id for found in thread.comments] == ["71", "72"]
    assert store.find_post(db, old) is None
    assert store.resolve(db, old) == "7"
    db.close()
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()


def test_what_waits_and_is_not_there_is_no_fault(bench: Bench) -> None:
    bench.publish()
    with bench.db.atomic():
        originals.mark_pending(bench.db, ["gone"])
    assert bench.publish().changed == 0
    assert originals.get_pending(bench.db) == set()


# -- locks


def test_a_second_publish_waits_or_is_refused(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.publish()
    bench.mask(11, "leith", label="place")
    monkeypatch.setattr(update, "WAIT", 0.0)
    with bench.folder.lock("publish"), pytest.raises(Refused, match="publishing"):
        bench.publish()
    with bench.folder.lock("publish-whole"), pytest.raises(Refused, match="publishing everything"):
        bench.publish(full=True)
    assert originals.get_pending(bench.db) == {"11"}
    assert bench.publish().changed == 1


@pytest.mark.feature("M5")
def test_what_is_decided_while_everything_is_built_is_public_at_once_and_stays(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.publish()
    build = swap._build
    seen: list[str] = []

    def decide_meanwhile(*args: Any) -> Shut:
        shut = build(*args)
        bench.mask(11, "leith", label="place", everywhere=True)
        bench.publish()
        seen.append(bench.get_comment(11).body.text)
        bench.add(post(3, comment(31, "<p>New</p>")))
        return shut

    monkeypatch.setattr(swap, "_build", decide_meanwhile)
    report = bench.publish(full=True)
    assert seen == ["Late in [place]"]
    assert bench.get_comment(11).body.text == "Late in [place]"
    assert (report.posts, report.comments) == (3, 4)
    assert originals.get_pending(bench.db) == set()
    assert not bookkeeping.is_whole_begun(bench.db)
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()


def test_what_comes_at_the_last_moment_of_an_unchanged_rebuild_waits(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.publish()
    differs = store.differs

    def mask_late(*args: Any) -> bool:
        found = differs(*args)
        bench.mask(11, "leith", label="place")
        return found

    monkeypatch.setattr(store, "differs", mask_late)
    assert bench.publish(full=True).content_version == 1
    monkeypatch.undo()
    assert originals.get_pending(bench.db) == {"11"}
    assert bench.publish().changed == 1


@pytest.mark.feature("M5")
def test_what_is_urgent_does_not_wait_for_newer_rules_and_the_next_publish_reads_all_by_them(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an upgrade a large archive takes long to be read anew; a frightened commenter is not kept waiting by it."""
    bench.publish()
    monkeypatch.setattr(bookkeeping, "rules_version", lambda: "newer")
    bench.mask(11, "leith", label="town")
    publish(bench.folder, now=bench.now, surfaces=bench.surfaces, urgent=True)
    assert not bench.listener.told[-1].whole
    assert bench.get_comment(11).body.text == "Late in [town]"
    bench.publish()
    assert bookkeeping.is_same(bench.db, bench.folder.load_settings())
    started: list[bool] = []

    def start_whole(*_: Any) -> int:
        started.append(True)
        return 0

    monkeypatch.setattr("archive.publishing.publisher.publish_whole", start_whole)
    bench.mask(21, "no", label="word")
    bench.publish()
    assert started == []
    monkeypatch.setattr(bookkeeping, "rules_version", lambda: "newest")
    bench.publish()
    assert started == [True]


def test_a_whole_publish_that_was_killed_is_done_again(bench: Bench) -> None:
    bench.publish()
    bench.add(post(3, comment(31, "<p>New</p>")))
    with bench.db.atomic():
        assert bookkeeping.start_whole(bench.db)
    assert originals.get_pending(bench.db) == set()
    # while its lock is held it is still running, and single publishes go on
    with bench.folder.lock("publish-whole"):
        assert bench.publish().posts == 2
    report = bench.publish()
    assert (report.posts, report.content_version) == (3, 2)
    assert not bookkeeping.is_whole_begun(bench.db)


# -- surfaces


class Failing(Surface):
    """A surface that cannot be brought up to date until it is mended."""

    name = "failing"
    is_broken = True

    def __init__(self, folder: DataFolder) -> None:
        self.told: list[Any] = []

    def apply(self, changes: Any) -> None:
        if self.is_broken:
            raise ArchiveError("The surface is broken: mend it.")
        self.told.append(changes)

    def find_each(self, asked: Any) -> Any:
        raise AssertionError

    def state(self) -> int | None:
        return 1


def test_a_surface_that_failed_hears_of_everything_it_missed(bench: Bench) -> None:
    bench.publish()
    failing = Failing(bench.folder)
    for item, find in ((11, "leith"), (21, "no")):
        bench.mask(item, find, label="word")
        with pytest.raises(ArchiveError, match="mend it"):
            publish(bench.folder, now=bench.now, surfaces=[*bench.surfaces, failing])
    assert bench.get_comment(11).body.text == "Late in [word]"
    failing.is_broken = False
    publish(bench.folder, now=bench.now, surfaces=[*bench.surfaces, failing])
    (told,) = failing.told
    assert (told.item_ids, told.post_ids, told.whole) == (("11", "21"), ("1", "2"), False)


@pytest.mark.parametrize("state", [None, 1, 99])
def test_a_surface_that_lost_its_place_starts_afresh(bench: Bench, state: int | None) -> None:
    bench.publish()
    bench.mask(11, "leith", label="word")
    bench.publish()
    bench.listener.version = state
    bench.publish()
    assert bench.listener.told[-1].whole
    assert len(bench.listener.told) == 3


def test_the_public_file_is_at_no_version_before_the_first_publish(bench: Bench) -> None:
    public_file = bench.surfaces[0]
    assert public_file.state() is None
    bench.publish()
    assert public_file.state() == 1


def test_surfaces_are_found_by_entry_point_the_public_file_first(bench: Bench) -> None:
    names = [surface.name for surface in surfaces.load_surfaces(bench.folder)]
    assert names[0] == "public_file"
    assert {"public_file", "index", "pages"} <= set(names)


# -- the gate in publishing


@pytest.mark.feature("O2")
@pytest.mark.parametrize("full", [True, False])
def test_what_the_gate_refuses_stands_without_words(bench: Bench, monkeypatch: pytest.MonkeyPatch, full: bool) -> None:
    bench.publish()
    bench.mask(11, "leith", label="place")
    bench.mask(21, "no", label="answer", everywhere=True)
    monkeypatch.setattr(settle, "build_thread", _forgetful)
    with pytest.raises(ItemsShut, match=r"2 places \(comment\.text/11, comment\.html/11\); 1 items") as raised:
        bench.publish(full=full)
    assert raised.value.exit_code == 3
    assert raised.value.item_ids == {"11"}
    refused = bench.get_comment(11)
    assert (refused.state, refused.state_note, refused.body.text) == (ItemState.WITHHELD, None, "")
    assert "Leith" not in bench.dump()
    # the others are published, and the surfaces know
    assert bench.get_comment(21).body.text == "[answer]"
    assert bench.listener.version == bookkeeping.published_version(bench.db)
    assert originals.get_pending(bench.db) == {"11"}
    # it goes on being said until it is mended
    with pytest.raises(ItemsShut):
        bench.publish(full=full)
    monkeypatch.undo()
    assert bench.publish().changed == 1
    assert bench.get_comment(11).body.text == "Late in [place]"
    assert not bench.folder.path.joinpath("public.db.new").exists()


@pytest.mark.parametrize("full", [True, False])
def test_a_thread_that_nothing_helps_is_left_out(bench: Bench, monkeypatch: pytest.MonkeyPatch, full: bool) -> None:
    bench.publish()
    bench.mask(11, "leith", label="place")
    bench.mask(21, "no", label="answer")

    def hopeless(source: Any, inputs: Any) -> Any:
        forgotten = dataclasses.replace(inputs, here={**inputs.here, "11": ()}, shut=frozenset())
        return build_thread(source, forgotten)

    monkeypatch.setattr(settle, "build_thread", hopeless)
    with pytest.raises(ItemsShut) as raised:
        bench.publish(full=full)
    assert raised.value.item_ids == {"1", "11", "12"}
    db = bench.public()
    assert store.find_post(db, "1") is None
    db.close()
    assert bench.get_comment(21).body.text == "[answer]"
    monkeypatch.undo()
    assert bench.publish().changed == 3


def test_a_refused_post_loses_its_links_and_other_names(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.add(post(3, html='<p><a href="https://x.example/">Leith</a></p>', title="Other"))
    with bench.db.atomic():
        originals.add_alias(bench.db, "told", "3")
    bench.mask(3, "leith", label="place")
    real = store.write_thread

    def twists(db: Any, thread: Any) -> int:
        links = tuple(dataclasses.replace(link, text="other") for link in thread.links)
        return real(db, dataclasses.replace(thread, links=links))

    bench.settings(bylines='"keep"')
    monkeypatch.setattr(settle, "build_thread", _forgetful)
    monkeypatch.setattr(store, "write_thread", twists)
    with pytest.raises(ItemsShut) as raised:
        bench.publish()
    assert raised.value.item_ids == {"3"}
    shut = bench.get_post(3)
    assert (shut.state, shut.title, shut.path) == (ItemState.WITHHELD, None, None)
    db = bench.public()
    assert store.resolve(db, "told") is None
    db.close()


def test_a_removed_thread_that_does_not_go_is_refused(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.publish()
    with bench.db.atomic():
        bench.db.conn.execute("pragma defer_foreign_keys = on")
        originals.mark_pending(bench.db, ["2"])
    real = sources.read_thread
    monkeypatch.setattr(settle, "read_thread", lambda db, post_id: None if post_id == "2" else real(db, post_id))
    with pytest.raises(ItemsShut, match=r"post\.id/2") as raised:
        bench.publish()
    assert raised.value.item_ids == {"2"}


def test_many_places_are_counted() -> None:
    with pytest.raises(ItemsShut, match=r"12 places \(p0, .*p9, \.\.\.\)"):
        settle.report(Shut(frozenset("a"), tuple(f"p{number}" for number in range(12))))
    settle.report(Shut())


@pytest.mark.feature("O2")
@pytest.mark.parametrize("full", [True, False])
def test_a_gate_shut_for_all_leaves_everything_as_it_was(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    bench.publish()
    before = bench.dump()
    bench.mask(11, "leith", label="place", everywhere=True)
    monkeypatch.setattr(update, "build_meta", lambda *_: {"title": "The Leith archive"})
    with pytest.raises(GateClosed, match=r"meta\.value/title"):
        bench.publish(full=full)
    assert bench.dump() == before
    monkeypatch.undo()
    assert bench.publish().changed == 1


@pytest.mark.parametrize("everywhere", [True, False])
def test_words_of_a_reason_may_be_masked_later(bench: Bench, everywhere: bool) -> None:
    bench.add(post(4, comment(41, "<p>The Plonkett family left</p>")))
    bench.publish()
    hidden = decisions.hide(bench.db, "41", reason="Names the Plonkett family", by="Mo", now=bench.now)
    assert bench.publish().changed == 1
    note = bench.get_comment(41).state_note
    assert note is not None
    assert "Plonkett" in note
    bench.mask(41, "Plonkett", everywhere=everywhere)
    bench.publish()
    tombstone = bench.get_comment(41)
    assert (tombstone.state, tombstone.state_note, tombstone.state_ref) == (ItemState.HIDDEN, None, hidden.ref)
    db = bench.public()
    line = store.find_log_line(db, hidden.ref)
    db.close()
    assert line is not None
    assert line.reason == "Names the [name] family"
    assert "Plonkett" not in bench.dump()
    # and nobody else's redaction has to wait
    bench.mask(11, "leith", label="place")
    assert bench.publish().changed == 1
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()


def test_a_mask_takes_its_words_out_of_what_the_log_says_of_its_item(bench: Bench) -> None:
    bench.publish()
    first = decisions.mask(bench.db, "11", "Late", label="in Leith", reason="was at Leith then", by="Mo", now=bench.now)
    other = decisions.mask(bench.db, "21", "No", label="in Leith", reason="also Leith", by="Mo", now=bench.now)
    bench.publish()
    bench.mask(11, "leith", label="place")
    bench.publish()
    db = bench.public()
    lines = {line.ref: (line.label, line.reason) for line in store.get_log(db)}
    db.close()
    assert lines[first.ref] == ("detail", "was at [place] then")
    # here means here: another item's line says it still
    assert lines[other.ref] == ("in Leith", "also Leith")
    later = bench.now + decisions.UNDO_ALONE
    undone = decisions.undo(bench.db, first.id, by="Jo", now=later, reason="was right")
    assert not undone.active
    bench.publish()
    db = bench.public()
    assert sorted(line.label for line in store.get_log(db)) == ["detail", "detail", "in Leith", "place"]
    db.close()


def test_an_everywhere_mask_needs_its_place_where_it_was_made(bench: Bench) -> None:
    bench.publish()
    mask = bench.mask(11, "leith", label="place", everywhere=True)
    bench.publish()
    bench.later(days=1)
    bench.add(post(1, comment(11, "<p>Late in L e i t h</p>"), comment(12, "<p>Yes</p>", answers=11)))
    assert bench.publish().withheld == 1
    assert bench.get_comment(11).state is ItemState.WITHHELD
    assert bench.get_comment(12).state is ItemState.SHOWN
    (problem,) = check(bench.folder, surfaces=bench.surfaces).problems
    assert (problem.kind, problem.where) == ("anchor", mask.item_id)


@pytest.mark.parametrize("byline", ["WilhelminaQuillfeather", "wilhelmina.quillfeather", "xWilhelminaQuillfeatherx"])
@pytest.mark.parametrize("everywhere", [True, False])
def test_names_of_accounts_go_with_the_name(bench: Bench, byline: str, everywhere: bool) -> None:
    said = "<p>Is #WilhelminaQuillfeather, Wilhelmina_Quillfeather. Wilhelmina Quillfeather</p>"
    bench.add(post(5, comment(51, said, author=byline), comment(52, "<p>a</p>", author=byline)))
    bench.publish()
    decision = bench.mask(51, "Wilhelmina Quillfeather", everywhere=everywhere)
    assert decision.exact == "Wilhelmina Quillfeather"
    bench.publish()
    shown = bench.get_comment(51)
    assert shown.body.text == "Is #[name], [name]. [name]"
    assert shown.author == "[name]"
    assert (bench.get_comment(52).author == "[name]") is everywhere
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()


def test_the_name_of_an_account_alone_is_masked_by_the_name(bench: Bench) -> None:
    bench.add(post(5, comment(51, "<p>Is PriyaNair77 here?</p>", author="xPriyaNairx")))
    bench.publish()
    decision = bench.mask(51, "Priya Nair")
    assert (decision.exact, decision.field, decision.anchor) == ("Priya Nair", "address", None)
    bench.publish()
    shown = bench.get_comment(51)
    assert (shown.body.text, shown.author) == ("Is [name] here?", "[name]")


@pytest.mark.parametrize("full", [True, False])
def test_what_a_killed_publish_left_is_removed(bench: Bench, full: bool) -> None:
    bench.publish()
    new = bench.folder.path / "public.db.new"
    journal = bench.folder.path / "public.db.new-journal"
    for left in ([new], [journal], [new, journal]):
        for path in left:
            path.write_bytes(b"words")
        bench.publish(full=full)
        assert not new.exists()
        assert not journal.exists()


def test_the_new_file_of_a_publish_that_runs_is_left_to_it(bench: Bench) -> None:
    bench.publish()
    new = bench.folder.path / "public.db.new"
    new.write_bytes(b"words")
    with bench.folder.lock(swap.WHOLE_LOCK):
        bench.publish()
    assert new.exists()


def test_the_new_file_goes_as_soon_as_it_is_copied(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.publish()
    seen: list[bool] = []
    real = bookkeeping.finish

    def finish(*args: Any, **given: Any) -> None:
        seen.append((bench.folder.path / "public.db.new").exists())
        real(*args, **given)

    monkeypatch.setattr(bookkeeping, "finish", finish)
    bench.publish(full=True)
    assert seen == [False]


@pytest.mark.parametrize("damage", ["", "id_key = 5", None])
def test_lost_keys_are_said(bench: Bench, damage: str | None) -> None:
    bench.publish()
    if damage is None:
        bench.folder.secrets_file.unlink()
    else:
        bench.folder.secrets_file.write_text(damage)
    with pytest.raises(WrongUse, match=r"secrets\.toml is missing or damaged"):
        bench.publish()
    (problem,) = check(bench.folder, surfaces=bench.surfaces).problems
    assert (problem.kind, problem.where) == ("keys", "secrets.toml")
    # a redaction does not wait for them
    bench.mask(11, "leith", label="place")
    assert publish(bench.folder, now=bench.now, surfaces=bench.surfaces, urgent=True).changed == 1


def _forgetful(source: Any, inputs: Any) -> Any:
    """Build as if nobody had decided anything on one item."""
    return build_thread(source, dataclasses.replace(inputs, here={}))


# -- the law: one at a time ends in the same rows as whole


class Publishing(RuleBasedStateMachine):
    """Random harvests, decisions, undoings and tags, published as they come and held against a whole build."""

    folder: Path

    @initialize()
    def begin(self) -> None:
        self.place = contextlib.ExitStack()
        self.bench = make_bench(self.place.enter_context(memory_folder()))
        self.published = False

    def teardown(self) -> None:
        if not hasattr(self, "bench"):
            return
        try:
            self.compare()
        finally:
            self.bench.db.close()
            self.place.close()

    @rule(
        number=st.integers(1, 3),
        comments=st.lists(
            st.tuples(
                st.integers(0, 4),
                st.lists(
                    st.sampled_from(
                        [*NAMES, "was", "late", "mo@ferry.example", "<a href='https://x.example/leith-depot'>there</a>"]
                    ),
                    max_size=5,
                ),
                st.sampled_from([None, 0, 1, 2, 3, 4]),
                st.sampled_from(["Dunlin", "Quillfeather", None]),
                st.sampled_from(list(SourceState)),
            ),
            max_size=4,
            unique_by=lambda it: it[0],
        ),
        title=st.sampled_from(["Night shifts", "In Leith", None]),
        labels=st.lists(st.sampled_from(["Pay", "pay", "Leith", "PAY"]), max_size=2, unique=True),
        body=st.sampled_from(["<p>The depot in Leith</p>", None]),
        source=st.sampled_from([Source.PAGE, Source.FEED]),
    )
    def harvest(self, number: int, comments: Any, title: Any, labels: Any, body: Any, source: Source) -> None:
        self.bench.later(hours=1)
        found = [
            comment(
                number * 10 + at,
                f"<p>{' '.join(words)}</p>",
                answers=None if answers is None else number * 10 + answers,
                author=author,
                kind=AuthorKind.UNKNOWN if author is None else AuthorKind.NAME,
                state=state,
            )
            for at, words, answers, author, state in comments
        ]
        path = "/2018/07/in-leith.html" if title == "In Leith" else None
        self.bench.add(post(number, *found, title=title, html=body, labels=tuple(labels), path=path, source=source))

    def _items(self) -> list[str]:
        rows = self.bench.db.conn.execute("select id from post union all select id from comment order by 1").fetchall()
        return [row[0] for row in rows]

    @precondition(lambda self: hasattr(self, "bench") and bool(self._items()))
    @rule(data=st.data(), words=st.sampled_from([*NAMES, "in Leith", "Leith depot"]), everywhere=st.booleans())
    def mask(self, data: Any, words: str, everywhere: bool) -> None:
        item = data.draw(st.sampled_from(self._items()))
        try:
            self.bench.mask(
                item, words, label=data.draw(st.sampled_from(["name", "place", "depot"])), everywhere=everywhere
            )
        except WrongUse:
            return

    @precondition(lambda self: hasattr(self, "bench") and bool(self._items()))
    @rule(data=st.data(), act=st.sampled_from((decisions.hide, decisions.withhold)))
    def close(self, data: Any, act: Any) -> None:
        item = data.draw(st.sampled_from(self._items()))
        try:
            act(self.bench.db, item, reason="asked for by its writer", by="Mo", now=self.bench.now)
        except WrongUse:
            return

    @precondition(lambda self: hasattr(self, "bench") and bool(self._items()))
    @rule(number=st.integers(1, 3), shown=st.sets(st.integers(0, 4)), gone=st.booleans(), blog_gone=st.booleans())
    def compare_with_source(self, number: int, shown: set[int], gone: bool, blog_gone: bool) -> None:
        self.bench.seen(number, *(number * 10 + at for at in shown))
        with self.bench.db.atomic():
            absences.note_site(self.bench.db, 1, blog_gone, self.bench.now)
            if str(number) in self._items():
                absences.note_post(self.bench.db, str(number), gone, self.bench.now)

    @precondition(lambda self: hasattr(self, "bench") and bool(open_absences(self.bench.db)))
    @rule(data=st.data())
    def show(self, data: Any) -> None:
        self.bench.show(data.draw(st.sampled_from(open_absences(self.bench.db))).item_id)

    @precondition(lambda self: hasattr(self, "bench") and bool(decisions.active_decisions(self.bench.db)))
    @rule(data=st.data())
    def undo(self, data: Any) -> None:
        self.bench.later(hours=1)
        held = decisions.active_decisions(self.bench.db)
        decisions.undo(self.bench.db, data.draw(st.sampled_from(held)).id, by="Ada", now=self.bench.now)

    @precondition(lambda self: hasattr(self, "bench") and bool(self._items()))
    @rule(data=st.data(), name=st.sampled_from(["Pay", "Snow", "In Leith"]), add=st.booleans())
    def tag(self, data: Any, name: str, add: bool) -> None:
        items = [data.draw(st.sampled_from(self._items()))]
        tag_items(self.bench.db, items, **{"add" if add else "remove": [name]}, by="Mo", now=self.bench.now)

    @precondition(lambda self: hasattr(self, "bench") and bool(findings.open_findings(self.bench.db)))
    @rule()
    def keep(self) -> None:
        first = findings.open_findings(self.bench.db)[0]
        findings.keep(self.bench.db, first.id, by="Mo", now=self.bench.now, reason="fine")

    @rule()
    def publish(self) -> None:
        self.bench.publish()
        self.published = True

    @precondition(lambda self: getattr(self, "published", False))
    @rule()
    def compare(self) -> None:
        """Whatever was published one at a time, a whole publish says the same, byte for byte."""
        self.bench.publish()
        single = self.bench.dump()
        self.bench.publish(full=True)
        assert self.bench.dump() == single
        self.bench.folder.public_db.unlink()
        self.bench.publish()
        assert self.bench.dump() == single

    @invariant()
    def nothing_is_wrong(self) -> None:
        if hasattr(self, "bench") and self.published:
            found = check(self.bench.folder, surfaces=self.bench.surfaces).problems
            assert [problem for problem in found if problem.kind not in ("anchor", "cycle", "span")] == []


TestPublishing = pytest.mark.feature("A3")(Publishing.TestCase)
TestPublishing.settings = settings(
    max_examples=10,
    database=None,
    phases=[Phase.generate],
    stateful_step_count=14,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)


def test_the_bookkeeping_survives_as_json(bench: Bench) -> None:
    behind = bookkeeping.Behind(frozenset({"b", "a"}), frozenset({"1"}), whole=True, since=4)
    with bench.db.atomic():
        bookkeeping.set_behind(bench.db, behind)
    assert bookkeeping.get_behind(bench.db) == behind
    (written,) = bench.db.conn.execute("select value from meta where key = 'publish_surfaces'").fetchone()
    assert json.loads(written) == [["a", "b"], ["1"], True, 4]


def test_progress_is_told(bench: Bench) -> None:
    told: list[tuple[str, int, int]] = []
    publish(bench.folder, now=bench.now, surfaces=bench.surfaces, progress=lambda *step: told.append(step))
    assert {step[0] for step in told} == {"looking for details", "publishing"}
    assert all(done <= total for _, done, total in told)


def test_sqlite_errors_of_a_locked_file_are_not_swallowed(bench: Bench) -> None:
    bench.publish()
    bench.db.conn.execute("drop table pending")
    with pytest.raises(sqlite3.OperationalError):
        bench.publish()
