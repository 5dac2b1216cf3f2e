"""Erasing takes two people, one of them an admin, and the item's id typed back; it is final and leaves a clean log."""

from __future__ import annotations

import json
import sqlite3

import pytest
from click.testing import CliRunner

from archive.erase_command import erase as command
from archive.errors import NotFound, Refused, WrongUse
from archive.moderation import decisions, erasures, log, moderators
from archive.moderation.decisions import Kind
from archive.moderation.erasures import State
from archive.public import store
from archive.publishing.certificate import Certificate, SurfaceCheck, decide_and_publish
from archive.publishing.check import check
from archive.publishing.gate import find_thread_problems
from archive.publishing.sources import read_inputs
from tests.bench import NOW, Bench, comment, make_bench, post

SECRET = "The tower at Ravelsworth was mine for nine long years, and those who know number {0} know me."
WHY = "asked for by its writer"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = make_bench(tmp_path_factory.mktemp("erasures"))
    for name, role in (("Ada", "admin"), ("Bea", "admin"), ("Mo", "moderator")):
        moderators.add(bench.db, name, role, "a long password", NOW)
    bench.add(post(10, *(comment(number, SECRET.format(number), author=f"Gull {number}") for number in range(11, 22))))
    bench.publish()
    return bench


@pytest.fixture
def item(template: Bench) -> str:
    """Return the id of a comment that no other test erases."""
    number = template.db.conn.execute(
        "select min(id) from comment where text <> '' and id not in (select item_id from erasure_request)"
    ).fetchone()[0]
    return str(number)


def confirm(bench: Bench, item: str, *, typed: str = "", by: str = "Ada") -> Certificate:
    def act(db: object) -> decisions.Decision:
        return erasures.confirm(bench.db, bench.folder, item, typed=typed or item, by=by, now=bench.now)

    return decide_and_publish(bench.folder, act, bench.now, surfaces=bench.surfaces)


@pytest.mark.feature("M8")
def test_one_asks_and_an_admin_confirms(template: Bench, item: str) -> None:
    asked = erasures.ask(template.db, item, reason=f" {WHY} ", by="Mo", now=template.now)
    assert (asked.state, asked.reason, asked.item_id, asked.asked_by) == (State.OPEN, WHY, item, "Mo")
    assert erasures.open_requests(template.db) == [asked]
    certificate = confirm(template, item)
    assert certificate.left == 0
    assert certificate.surfaces[-1].name == "originals"
    assert erasures.find_open(template.db, item) is None
    (made,) = decisions.decisions_for(template.db, item)
    assert (made.kind, made.made_by, made.reason) == (Kind.ERASE, "Ada", WHY)
    shown = template.get_comment(item)
    assert (shown.state, shown.state_note) == ("hidden", f"Erased in May 2026: {WHY}.")
    assert log.verify(template.db) == []
    assert "erase" in [line.kind for line in log.public_lines(template.db)]
    assert check(template.folder, surfaces=template.surfaces).problems == ()


@pytest.mark.feature("M8")
@pytest.mark.parametrize(
    ("by", "typed", "error"),
    [
        ("Mo", "", Refused),
        ("Nobody", "", Refused),
        ("Bea", "", Refused),
        ("Ada", "1", WrongUse),
        ("Ada", " ", WrongUse),
    ],
    ids=["a moderator", "a stranger", "who asked", "another id", "nothing typed"],
)
def test_nobody_else_confirms(template: Bench, item: str, by: str, typed: str, error: type[Exception]) -> None:
    erasures.ask(template.db, item, reason=WHY, by="Bea", now=template.now)
    before = list(template.db.conn.iterdump())
    with pytest.raises(error):
        erasures.confirm(template.db, template.folder, item, typed=typed or item, by=by, now=template.now)
    assert list(template.db.conn.iterdump()) == before
    erasures.withdraw(template.db, item, by="Bea", now=template.now)
    template.db.conn.execute("delete from erasure_request where item_id = ?", [item])
    template.db.conn.commit()


@pytest.mark.feature("M8")
def test_an_erasure_is_final(template: Bench, item: str) -> None:
    hidden = template.hide(item)
    mask = template.mask(item, "Ravelsworth", label="place")
    undone = decisions.undo(template.db, mask.id, by="Mo", now=template.now)
    again = template.mask(item, "Ravelsworth", label="place")
    erasures.ask(template.db, item, reason=WHY, by="Mo", now=template.now)
    erased = f"L{int(confirm(template, item).log_id[1:])}"
    for log_id in (erased, hidden.id, again.id):
        with pytest.raises(WrongUse, match="cannot be undone"):
            decisions.undo(template.db, log_id, by="Bea", now=template.now)
    for act in (template.hide, template.show):
        with pytest.raises(WrongUse, match="is erased"):
            act(item)
    with pytest.raises(WrongUse, match="erased already"):
        erasures.ask(template.db, item, reason=WHY, by="Mo", now=template.now)
    with pytest.raises(WrongUse, match="erased already"):
        decisions.erase(template.db, item, reason=WHY, by="Ada", now=template.now)
    assert undone.exact
    assert decisions.undone_masks(template.db, item) == []
    assert check(template.folder, surfaces=template.surfaces).problems == ()


def test_a_request_is_made_once_and_can_be_withdrawn(template: Bench, item: str) -> None:
    with pytest.raises(NotFound, match="Nobody has asked"):
        erasures.withdraw(template.db, item, by="Mo", now=template.now)
    with pytest.raises(WrongUse, match="say it without"):
        erasures.ask(template.db, item, reason=f"Gull {item} asks for it", by="Mo", now=template.now)
    erasures.ask(template.db, item, reason=WHY, by="Mo", now=template.now)
    with pytest.raises(WrongUse, match="asked for"):
        erasures.ask(template.db, item, reason=WHY, by="Ada", now=template.now)
    done = erasures.withdraw(template.db, item, by="Ada", now=template.now)
    assert (done.state, done.settled_by) == (State.WITHDRAWN, "Ada")
    with pytest.raises(NotFound):
        erasures.confirm(template.db, template.folder, item, typed=item, by="Ada", now=template.now)


def test_the_gate_lets_no_erased_item_show_its_words(template: Bench, item: str) -> None:
    erasures.ask(template.db, item, reason=WHY, by="Mo", now=template.now)
    confirm(template, item)
    public = store.open_public(template.folder, write=True)
    public.conn.execute("update comment set state = 'shown' where id = ?", [item])
    inputs = read_inputs(template.db, template.folder.load_settings())
    found = list(find_thread_problems(public, template.db, inputs, "10"))
    public.conn.rollback()
    public.close()
    assert f"comment.state/{item}" in found


def test_the_certificate_says_what_is_left_in_the_originals(template: Bench, item: str) -> None:
    erasures.ask(template.db, item, reason=WHY, by="Mo", now=template.now)
    with template.folder.lock("harvest"):
        certificate = confirm(template, item)
    assert certificate.surfaces[-1] == SurfaceCheck("originals", certificate.surfaces[-1].checked, 1)
    template.publish()


# -- the command


def run(bench: Bench, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(command, [*words, "--data", str(bench.folder.path)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


@pytest.mark.feature("O4")
def test_the_command_counts_asks_and_erases(template: Bench, item: str) -> None:
    assert run(template, item)[1].startswith("Nothing was changed. Words of")
    assert f"threadkeep erase {item} --reason WHY" in run(template, item)[1]
    code, said = run(template, item, "--json")
    assert (code, json.loads(said)) == (
        0,
        {"item_id": item, "rows": 2, "revisions": 0, "captures": 0, "asked_by": ""},
    )
    assert "An admin confirms it" in run(template, item, "--reason", WHY, "--by", "Mo")[1]
    assert "Mo asked for it" in run(template, item)[1]
    assert "not to be erased" in run(template, item, "--withdraw", "--by", "Mo")[1]
    run(template, item, "--reason", WHY, "--by", "Mo")
    with pytest.raises(WrongUse, match="one thing at a time"):
        run(template, item, "--reason", WHY, "--withdraw")
    with pytest.raises(Refused):
        run(template, item, "--confirm", item, "--by", "Mo")
    code, said = run(template, item, "--confirm", item, "--by", "Ada")
    assert (code, "erased for good" in said, "originals: " in said) == (0, True, True)


def test_nothing_of_the_tables_is_left_open(template: Bench) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        template.db.conn.execute("insert into erasure (digest, kind) values ('x', 'other')")
