"""Erasing takes two people, one of them an admin, and the item's id typed back; it is final and leaves a clean log."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.erase_command import erase as command
from archive.errors import GateClosed, NotFound, Refused, WrongUse
from archive.inbox import store as store_of_inbox
from archive.inbox.database import opened
from archive.inbox.models import Kind as ReportKind
from archive.inbox.models import Report
from archive.moderation import decisions, erasures, keep_list, log, moderators, word_erasures
from archive.moderation.decisions import Decision, Kind
from archive.moderation.erasures import State
from archive.moderation.word_erasures import finish_words
from archive.originals import captures, erase
from archive.originals import store as originals
from archive.originals.records import Parsed, SiteRecord
from archive.public import store
from archive.publishing import publisher
from archive.publishing.certificate import Certificate, decide_and_publish
from archive.publishing.check import check
from archive.publishing.gate import find_thread_problems
from archive.publishing.looking import SurfaceCheck
from archive.publishing.sources import read_inputs
from tests.bench import LONDON, NOW, Bench, comment, make_bench, post

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
    with pytest.raises(WrongUse, match="stays in the log"):
        erasures.ask(template.db, item, reason="says the tower at ravelsworth was mine", by="Mo", now=template.now)
    erasures.ask(template.db, item, reason=WHY, by="Mo", now=template.now)
    with pytest.raises(WrongUse, match="asked to erase"):
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


@pytest.mark.feature("M7")
def test_words_that_readers_may_still_see_wait_for_the_gate(
    template: Bench, item: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut(*_: object) -> int:
        raise GateClosed("shut")

    erasures.ask(template.db, item, reason=WHY, by="Mo", now=template.now)
    erasures.confirm(template.db, template.folder, item, typed=item, by="Ada", now=template.now)
    with monkeypatch.context() as patched:
        patched.setattr(publisher, "publish_pending", shut)
        with pytest.raises(GateClosed):
            template.publish()
    assert erase.is_due(template.db)
    template.publish()
    assert not erase.is_due(template.db)


# -- the words of one mask


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = make_bench(tmp_path)
    moderators.add(bench.db, "Ada", "admin", "a long password", NOW)
    fetch(bench, 1)
    yield bench
    bench.db.close()


LINK = '<a href="https://x.example/ravelsworth">there</a>'
PAGE = f"<p>I, Wilhelmina, kept the light at Ravelsworth in {LINK}, all of it.</p><p>Ravelsworth is no town at all.</p>"


def fetch(bench: Bench, number: int) -> None:
    """Take in the page of two comments that name a place, as a harvest does."""
    with captures.CaptureWriter(bench.folder, bench.now, f"fetch{number}", bench.db) as writer:
        body = f"<html>{PAGE}<!-- {number} --></html>".encode()
        stored = writer.write_response("https://ferry.example/a", 200, [], body, bench.now)
        writer.sync()
        with bench.db.atomic():
            row = captures.insert_capture(bench.db, stored, format="bench", parser_version=1, problem=None)
            first, second = PAGE.split("</p>")[:2]
            page = post(10, comment(11, f"{first}</p>", author="Ravelsworth Man"), comment(12, f"{second}</p>"))
            originals.merge(
                bench.db,
                Parsed("bench", SiteRecord("ferry.example", "Ferry"), (replace(page, labels=("Ravelsworth",)),)),
                capture_id=row,
                fetched_at=bench.now,
                secrets=bench.folder.load_secrets(),
                default_zone=LONDON,
            )


def erase_words(bench: Bench, mask: Decision) -> None:
    bench.publish()
    erasures.ask(bench.db, mask.id, reason=WHY, by="Mo", now=bench.now)
    certificate = decide_and_publish(
        bench.folder,
        lambda _: erasures.confirm(bench.db, bench.folder, mask.id, typed=mask.item_id, by="Ada", now=bench.now),
        bench.now,
        surfaces=bench.surfaces,
    )
    assert certificate.left == 0
    bench.publish()


def count_in(bench: Bench, words: bytes) -> int:
    """Return how often words stand in the private files."""
    files = [*bench.folder.path.glob("archive.db*"), *bench.folder.captures.iterdir()]
    bodies = [gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in files]
    return sum(body.lower().count(words) for body in bodies)


@pytest.mark.feature("M7")
def test_words_masked_everywhere_are_erased_and_the_masks_stay(bench: Bench) -> None:
    mask = bench.mask(11, "Ravelsworth", label="place", everywhere=True)
    near = bench.mask(11, "Wilhelmina", label="name")
    both = bench.mask(11, "at Ravelsworth in", label="where")
    bench.db.conn.execute(
        "insert into wrong_link values ('12', 'block', 'Ravelsworth is', 'Mo', '2026-05-03T12:00:00+00:00')"
    )
    bench.db.conn.commit()
    bench.publish()
    before = [bench.get_comment(number) for number in (11, 12)]
    erase_words(bench, mask)
    assert count_in(bench, b"ravelsworth") == 0
    assert count_in(bench, b"kept the light") > 0
    after = [bench.get_comment(number) for number in (11, 12)]
    assert [each.body.text for each in after] == [each.body.text for each in before]
    assert after[0].author == "[place] Man"
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()
    assert log.verify(bench.db) == []
    with pytest.raises(WrongUse, match="its words are erased"):
        decisions.undo(bench.db, mask.id, by="Mo", now=bench.now)
    with pytest.raises(WrongUse, match="no mask that holds"):
        erasures.ask(bench.db, mask.id, reason=WHY, by="Mo", now=bench.now)
    assert decisions.undo(bench.db, near.id, by="Mo", now=bench.now).exact == "Wilhelmina"
    assert not decisions.get_decision(bench.db, both.id).salt


@pytest.mark.feature("H9")
@pytest.mark.parametrize("everywhere", [True, False])
def test_erased_words_do_not_come_back(bench: Bench, everywhere: bool) -> None:
    mask = bench.mask(11, "Ravelsworth", label="place", everywhere=everywhere)
    erase_words(bench, mask)
    left = count_in(bench, b"ravelsworth")
    assert (left == 0) is everywhere
    fetch(bench, 2)
    bench.publish()
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()
    (text,) = bench.db.conn.execute("select text from comment where id = '11'").fetchone()
    assert "~~~~~~~~~~~" in text
    assert list(originals.iter_revisions(bench.db, "11")) == []
    if everywhere:
        assert count_in(bench, b"ravelsworth") == 0


def test_words_are_erased_by_the_next_command_after_a_kill(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        """The process ends here."""

    def killed(*_: object) -> None:
        raise Killed

    mask = bench.mask(11, "Ravelsworth", label="place")
    with monkeypatch.context() as patched:
        patched.setattr(word_erasures, "_blank_decisions", killed)
        with pytest.raises(Killed):
            erase_words(bench, mask)
    bench.publish()
    assert not erase.is_due(bench.db)
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()
    (row,) = captures.iter_captures(bench.db)
    assert captures.read_capture(bench.folder, row).count(b"Ravelsworth") == 1


def test_while_something_harvests_words_wait(bench: Bench) -> None:
    mask = bench.mask(11, "Ravelsworth", label="place")
    with bench.folder.lock("harvest"):
        erase_words(bench, mask)
        assert erase.is_due(bench.db)
    bench.publish()
    assert not erase.is_due(bench.db)


def test_findings_in_erased_words_are_forgotten(bench: Bench) -> None:
    bench.publish()
    sql = (
        "insert into finding (item_id, entity, span_start, span_end, score, risk, why, recognizer, version, state)"
        " values ('12', 'place', ?, ?, 1, 'low', 'w', 'r', 1, 'kept')"
    )
    bench.db.conn.executemany(sql, [(0, 11), (15, 22)])
    bench.db.conn.commit()
    mask = bench.mask(12, "Ravelsworth", label="place")
    bench.mask(11, "light", label="elsewhere")
    mask_gone = bench.mask(12, "no town", label="x")
    bench.db.conn.execute("update decision set anchor_start = 1 where id = ?", [mask_gone.id])
    bench.db.conn.commit()
    word_erasures_of(bench, mask)
    assert bench.db.conn.execute("select span_start from finding where item_id = '12'").fetchall() == [(15,)]


def word_erasures_of(bench: Bench, mask: Decision) -> None:
    erasures.ask(bench.db, mask.id, reason=WHY, by="Mo", now=bench.now)
    erasures.confirm(bench.db, bench.folder, mask.id, typed=mask.item_id, by="Ada", now=bench.now)
    finish_words(bench.db, bench.folder)


def test_revisions_lose_the_words_too(bench: Bench) -> None:
    bench.db.conn.execute(
        "insert into revision (item_id, source, fields, text, marks, capture_id, fetched_at, replaced_by) values "
        "('12', 'page', '{\"title\":\"Ravelsworth\"}', 'In Ravelsworth.', '[]', 1, '2026-01-01T00:00:00.000Z', 1), "
        "('10', 'page', '{\"title\":\"Ravelsworth\"}', null, null, 1, '2026-01-01T00:00:00.000Z', 1)"
    )
    bench.db.conn.commit()
    word_erasures_of(bench, bench.mask(12, "Ravelsworth", label="place", everywhere=True))
    rows = bench.db.conn.execute("select fields, text from revision order by item_id").fetchall()
    assert rows == [('{"title":"~~~~~~~~~~~"}', None), ('{"title":"~~~~~~~~~~~"}', "In ~~~~~~~~~~~.")]


def test_who_quotes_it_is_told_before(bench: Bench) -> None:
    said = "You say you kept the light at Ravelsworth in there, all of it? I doubt that."
    bench.add(post(20, comment(21, said), comment(22, "All of it?")))
    assert erasures.quoted_in(bench.db, "11") == ["21"]
    assert erasures.quoted_in(bench.db, bench.mask(11, "light").id) == []
    assert "Quoted in 21, which stay as they are" in run(bench, "11")[1]


def test_the_toll_of_words_is_counted(bench: Bench) -> None:
    mask = bench.mask(11, "Ravelsworth", label="place", everywhere=True)
    assert erasures.toll_of(bench.db, bench.folder, mask.id) == erase.Toll(rows=6, revisions=0, captures=1)
    assert erasures.toll_of(bench.db, None, bench.mask(11, "light").id) == erase.Toll(rows=2, revisions=0, captures=1)
    assert "Mo asked" not in run(bench, mask.id)[1]
    assert "--confirm 11" in run(bench, mask.id, "--reason", WHY, "--by", "Mo")[1]
    assert "--confirm 11" in run(bench, mask.id)[1]
    with pytest.raises(WrongUse, match="no mask"):
        run(bench, bench.hide(12).id)


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
    counted = json.loads(said)
    assert counted.pop("quoted_in")
    toll = erase.count_toll(template.db, template.folder, item)
    assert (code, counted) == (0, {"item_id": item, **asdict(toll), "asked_by": ""})
    assert toll.rows == 2
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


@pytest.mark.feature("M8")
def test_an_admins_request_is_turned_down_by_that_admin_or_another_alone(tmp_path: Path) -> None:
    bench = make_bench(tmp_path)
    bench.add(post(10, comment(11, "<p>Nothing to see</p>")))
    for name, role in (("Ada", "admin"), ("Bea", "admin"), ("Mo", "moderator"), ("Zed", "moderator")):
        moderators.add(bench.db, name, role, "a long password", NOW)
    for asked, allowed in (("Ada", "Ada"), ("Ada", "Bea"), ("Mo", "Zed"), ("Mo", "Ada")):
        erasures.ask(bench.db, "11", reason=WHY, by=asked, now=NOW)
        for other in ("Mo", "Nobody") if asked == "Ada" else ():
            with pytest.raises(Refused, match="another admin turn it down"):
                erasures.withdraw(bench.db, "11", by=other, now=NOW)
        assert erasures.withdraw(bench.db, "11", by=allowed, now=NOW).settled_by == allowed


# -- what moderators typed


def _typed(bench: Bench) -> None:
    """Have somebody's words kept everywhere, and written about in a request and in the answer to it."""
    keep_list.add(
        bench.db,
        "Ravelsworth Man",
        evidence="A page says so.",
        reason="an office",
        by="Mo",
        now=bench.now,
        item_id="11",
    )
    keep_list.add(
        bench.db,
        "The Harbour",
        evidence="The one at Ravelsworth.",
        reason="public",
        by="Mo",
        now=bench.now,
        item_id="11",
    )
    keep_list.add(
        bench.db, "Chief Inspector", evidence="A role.", reason="a role", by="Mo", now=bench.now, item_id="11"
    )
    report = Report(
        "A", "hash", bench.now.isoformat(), ReportKind.ME, ("11",), "Ravelsworth Man", "I am at Ravelsworth", True
    )
    with opened(bench.folder) as inbox:
        store_of_inbox.add_reports(inbox, [report])


def _typed_left(bench: Bench) -> str:
    rows = [bench.db.conn.execute(f"select * from {table}").fetchall() for table in ("kept_words", "takedown")]
    with opened(bench.folder) as inbox:
        return (
            f"{rows} {[inbox.execute('select * from ' + name).fetchall() for name in ('report', 'answer', 'status')]}"
        )


@pytest.mark.feature("M7")
@pytest.mark.parametrize("everywhere", [True, False])
def test_what_moderators_and_senders_typed_loses_erased_words(bench: Bench, everywhere: bool) -> None:
    _typed(bench)
    mask = bench.mask(11, "Ravelsworth", label="place", everywhere=everywhere)
    erase_words(bench, mask)
    left = _typed_left(bench)
    assert "Chief Inspector" in left
    assert "I am at ~~~~~~~~~~~" in left
    assert "Ravelsworth" not in left
    assert keep_list.entries(bench.db)[0].exact == "Chief Inspector"
    assert log.verify(bench.db) == []


@pytest.mark.feature("M7")
def test_an_erased_item_takes_its_words_off_the_list_of_kept_words(bench: Bench) -> None:
    _typed(bench)
    bench.publish()
    erasures.ask(bench.db, "11", reason=WHY, by="Mo", now=bench.now)
    erasures.confirm(bench.db, bench.folder, "11", typed="11", by="Ada", now=bench.now)
    with bench.folder.lock("harvest"):
        bench.publish()
    bench.publish()
    assert [entry.exact for entry in keep_list.entries(bench.db)] == ["Chief Inspector", "The Harbour"]
    assert "Ravelsworth Man" not in _typed_left(bench)


@pytest.mark.feature("M7")
def test_words_that_others_say_too_stay_on_the_list_of_kept_words(bench: Bench) -> None:
    keep_list.add(bench.db, "Ravelsworth", evidence="A town.", reason="a town", by="Mo", now=bench.now, item_id="12")
    erase_words(bench, bench.mask(11, "Ravelsworth", label="place"))
    assert [entry.exact for entry in keep_list.entries(bench.db)] == ["Ravelsworth"]


@pytest.mark.feature("M6")
@pytest.mark.feature("M7")
def test_quotations_of_what_is_erased_are_masked_with_it(bench: Bench) -> None:
    said = "I, Wilhelmina, kept the light at Ravelsworth in there, all of it."
    bench.add(
        post(20, comment(21, f"<p>So: &ldquo;{said}&rdquo; Really?</p>"), comment(22, f"<p>She said: {said}</p>"))
    )
    bench.publish()
    first, second = erasures.quotations_of(bench.db, "11")
    bench.mask(22, second.exact)
    assert [each.item_id for each in erasures.quotations_of(bench.db, "11")] == [first.item_id] == ["21"]
    erasures.ask(bench.db, "11", reason=WHY, by="Mo", now=bench.now)
    erasures.confirm(bench.db, bench.folder, "11", typed="11", by="Ada", now=bench.now, quotations="quotation")
    bench.publish()
    assert "[quotation]" in bench.get_comment(21).body.text
    assert "kept the light" not in bench.dump()
    assert "Really?" in bench.get_comment(21).body.text
    assert erasures.quotations_of(bench.db, bench.mask(12, "town").id) == []
