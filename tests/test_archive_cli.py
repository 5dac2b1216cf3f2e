"""The `threadkeep` command: what it prints, what it refuses, its exit codes."""

from __future__ import annotations

import dataclasses
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, NoReturn

import click
import pytest
from click.testing import CliRunner, Result

from archive import cli
from archive.command_options import read_text
from archive.errors import BadInput, GateClosed
from archive.moderation import decisions, moderators, persons
from archive.public import store
from archive.public.surface import Place
from archive.publishing import certificate, publisher
from archive.publishing.certificate import Certificate, Elsewhere
from archive.publishing.looking import SurfaceCheck
from tests.bench import Bench, comment, make_bench, post

ROOT = Path(__file__).resolve().parents[1]
NAME = "Wilhelmina Quillfeather"


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    bench = make_bench(tmp_path)
    bench.add(
        post(
            1,
            comment(11, f"<p>Ask {NAME}.</p>"),
            comment(12, f"<p>{NAME}?</p>"),
            comment(13, "<p>Write to mo@ferry.example</p>"),
            declared=4,
        )
    )
    monkeypatch.setenv("THREADKEEP_DATA", str(bench.folder.path))
    # the index and the pages have tests of their own
    for module in (publisher, certificate):
        monkeypatch.setattr(module, "load_surfaces", lambda folder: bench.surfaces)
    monkeypatch.setattr("archive.publishing.check.load_surfaces", lambda folder: bench.surfaces)
    return bench


def run(*arguments: object, code: int = 0, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(cli.main, [str(each) for each in arguments], input=stdin)
    assert result.exit_code == code, (result.output, result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def document(*arguments: object, code: int = 0, stdin: str | None = None) -> Any:
    return json.loads(run(*arguments, "--json", code=code, stdin=stdin).stdout)


def test_init_is_harmless_when_repeated(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert "is ready" in run("init", "--data", folder).stdout
    files = {path.name: path.read_bytes() for path in folder.glob("*.toml")}
    assert set(files) == {"threadkeep.toml", "secrets.toml"}
    assert "was ready" in run("init", "--data", folder).stdout
    assert {path.name: path.read_bytes() for path in folder.glob("*.toml")} == files


def test_publish(bench: Bench) -> None:
    report = document("publish")
    assert report == {"posts": 1, "comments": 3, "held": 1, "withheld": 0, "changed": 4, "content_version": 1}
    assert "Held until somebody looks: 1 item." in run("publish").stdout
    assert "version 1" in run("publish", "--full").stdout


def test_publish_says_what_is_withheld(bench: Bench) -> None:
    bench.mask(11, NAME)
    bench.later(days=1)
    bench.add(post(1, comment(11, "<p>Somebody</p>")))
    said = run("publish").stdout
    assert "Withheld, changed under a decision or gone at the source: 1 item." in said
    bench.settings(policy='"all"')
    assert "Held until" not in run("publish").stdout


@pytest.mark.feature("M3")
@pytest.mark.feature("M16")
def test_redact_prints_the_certificate(bench: Bench) -> None:
    run("publish")
    found = document("redact", 11, "--find", NAME, "--label", "name", "--reason", "third party", "--by", "Mo")
    assert found["log"] == "L2"
    assert [(each["name"], each["left"]) for each in found["surfaces"]] == [
        ("public_file", 0),
        ("listener", 0),
        ("file_bytes", 0),
    ]
    assert found["elsewhere"] == [{"id": "12", "state": "undecided"}]
    assert found["seconds"] > 0
    assert bench.get_comment(11).body.text == "Ask [name]."
    said = run("redact", 12, "--find", NAME, "--everywhere", "--reason", "third party", "--by", "Mo").stdout
    assert said.startswith("L4: published")
    assert "the public copy: " in said
    assert "beyond our reach" in said
    assert bench.get_comment(12).body.text == "[detail]?"


@pytest.mark.feature("M3")
def test_words_are_taken_out_everywhere_without_an_item_being_named(bench: Bench) -> None:
    run("publish")
    run("redact", "--find", NAME, "--everywhere", "--reason", "third party", "--by", "Mo")
    assert bench.get_comment(11).body.text == "Ask [detail]."
    assert bench.get_comment(12).body.text == "[detail]?"
    given = ("--reason", "third party", "--by", "Mo")
    assert "stand in no item" in run("redact", "--find", "Zyxwv", "--everywhere", *given, code=2).stderr
    assert "Say what to do" in run("redact", "--find", NAME, *given, code=2).stderr


def test_words_come_from_standard_input_and_the_operator_decides_by_default(bench: Bench) -> None:
    bench.settings(operator='"Ada"')
    run("redact", 11, "--find", "-", "--reason", "third party", stdin=f"{NAME}\n")
    (decision,) = decisions.active_decisions(bench.db)
    assert (decision.exact, decision.made_by) == (NAME, "Ada")


@pytest.mark.feature("M7")
@pytest.mark.feature("M8")
def test_hiding_and_undoing(bench: Bench) -> None:
    assert document("redact", 12, "--hide", "--reason", "on request", "--by", "Mo")["log"] == "L1"
    assert bench.get_comment(12).state == "hidden"
    assert document("redact", "--undo", "L1", "--by", "Mo")["surfaces"] == []
    run("redact", 12, "--hide", "--reason", "on request", "--by", "Mo")
    assert run("redact", "--undo", "L5", "--by", "Mo").stdout.count("\n") == 1
    assert bench.get_comment(12).state == "shown"
    assert "is undone already" in run("redact", "--undo", "L1", "--by", "Mo", code=2).stderr


@pytest.mark.feature("M7")
@pytest.mark.feature("M8")
def test_what_somebody_else_decided_is_undone_with_a_password(bench: Bench, tmp_path: Path) -> None:
    moderators.add(bench.db, "Bea", "moderator", "a lamp in the fog", bench.now)
    made = datetime.now(UTC) - timedelta(hours=1)
    decisions.hide(bench.db, "12", reason="on request", by="Mo", now=made)
    wrong, right = tmp_path / "wrong", tmp_path / "right"
    wrong.write_text("a lamp in the sun\n")
    right.write_text("a lamp in the fog\n")
    for name, file in (("Nobody", right), ("Bea", wrong)):
        refused = run("redact", "--undo", "L2", "--by", name, "--password-file", file, code=3).stderr
        assert "whoever may log in confirms with their own" in refused
    assert decisions.get_decision(bench.db, "L2").active
    assert "more than 15 minutes old" in run("redact", "--undo", "L2", "--by", "Mo", code=3).stderr
    assert "L3: published" in run("redact", "--undo", "L2", "--by", " Bea", "--password-file", right).stdout
    # who has no file is asked; of a person, for all masks at once
    key = bench.folder.load_secrets().pseudonym_key
    named = persons.name_person(bench.db, [NAME], reason="a third party", by="Mo", now=made, key=key)[0]
    code = named.label.removeprefix("person ")
    assert "Password of Bea" in run("redact", "--undo", code, "--by", "Bea", stdin="a lamp in the fog\n").stderr
    assert not decisions.get_decision(bench.db, named.id).active


@pytest.mark.feature("H4")
def test_a_decision_that_fits_no_longer_is_renewed(bench: Bench) -> None:
    run("redact", 11, "--find", NAME, "--label", "name", "--reason", "a third party", "--by", "Mo")
    assert "L1 fits as it is" in run("redact", "--renew", "L1", "--by", "Bea", code=2).stderr
    with bench.db.atomic():
        # as long as before, for the marks of its paragraphs
        bench.db.execute(f"update comment set text = replace(text, '{NAME}', '{NAME.lower()}') where id = '11'")
    assert "do not stand in 11" in run("redact", "--renew", "L1", "--find", "Zyxwv", "--by", "Bea", code=2).stderr
    assert decisions.get_decision(bench.db, "L1").active
    renewed = document("redact", "--renew", "L1", "--find", NAME.lower(), "--by", "Bea")
    (made,) = decisions.active_decisions(bench.db)
    assert (made.id, made.label, made.reason, made.made_by) == (renewed["log"], "name", "a third party", "Bea")
    assert NAME.lower() not in bench.dump()
    assert "Say what to do" in run("redact", 11, "--renew", "L1", "--by", "Bea", code=2).stderr


@pytest.mark.feature("M7")
def test_withholding(bench: Bench) -> None:
    assert document("redact", 12, "--withhold", "--reason", "on request", "--by", "Mo")["log"] == "L1"
    with closing(bench.public()) as public:
        assert store.find_item(public, "12") is None
    assert "12 is withheld by L1" in run("redact", 12, "--hide", "--reason", "again", "--by", "Mo", code=2).stderr


@pytest.mark.feature("H8")
def test_what_is_gone_at_its_source_is_listed_and_shown_by_decision(bench: Bench) -> None:
    run("publish")
    bench.seen(1, 12, 13)
    assert "gone at the source: 1 item. See `threadkeep check`." in run("publish").stdout
    since = bench.now.strftime("%Y-%m-%d")
    (gone,) = document("findings")["gone"]
    assert gone == {"item_id": "11", "since": f"{since}T12:00:00.000Z"}
    result = run("findings")
    assert f"gone at the source  11  since {since}" in result.stdout
    assert "Gone at the source: 1 comment, not shown until somebody decides" in result.stderr
    assert ("gone", "11") in [(note["kind"], note["where"]) for note in document("check")["notes"]]
    assert "reason" in run("redact", 11, "--show", "--by", "Mo", code=2).stderr
    shown = document("redact", 11, "--show", "--reason", "its writer asks for it", "--by", "Mo")
    assert (shown["surfaces"], shown["elsewhere"]) == ([], [])
    assert bench.get_comment(11).state == "shown"
    assert document("findings")["gone"] == []
    run("redact", "--undo", shown["log"], "--by", "Mo")
    assert bench.get_comment(11).state == "withheld"
    assert "no comment that vanished" in run("redact", 12, "--show", "--reason", "so", "--by", "Mo", code=2).stderr


@pytest.mark.parametrize(
    ("key", "item"), [("wordpress:my-desk.example.org:c12", "my--desk-example-org_c12"), ("disqus:4", "d4")]
)
def test_items_of_every_blog_system_are_named_on_the_command_line(bench: Bench, key: str, item: str) -> None:
    bench.add(post(1, dataclasses.replace(comment(31, f"<p>Ask {NAME}.</p>"), source_key=key)))
    run("redact", item, "--find", NAME, "--reason", "third party", "--by", "Mo")
    assert bench.get_comment(item).body.text == "Ask [detail]."
    run("tag", item, "--add", "Pay", "--by", "Mo")
    run("redact", item, "--hide", "--reason", "on request", "--by", "Mo")
    assert bench.get_comment(item).state == "hidden"


def test_what_is_left_is_an_error(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    left = Certificate(
        "L7", (SurfaceCheck("pages", 9, 1),), (Elsewhere("12", "undecided"),), 0.1, (Place("pages", "/2018/07/"),)
    )
    monkeypatch.setattr(certificate, "decide_and_publish", lambda *_: left)
    said = run("redact", 11, "--hide", "--reason", "on request", "--by", "Mo", code=1).stdout
    assert "the pages as readers get them: 9 looked at, 1 left" in said
    assert "LEFT in pages: /2018/07/" in said
    assert "the same words stand in 12 (undecided)" in said


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["11"],
        ["11", "--find", "a", "--hide"],
        ["11", "--undo", "L1"],
        ["11", "--show", "--hide"],
        ["--show"],
        ["--hide"],
        ["--find", "a"],
        ["--hide", "--undo", "L1"],
    ],
)
def test_redact_does_exactly_one_thing(bench: Bench, arguments: list[str]) -> None:
    assert "Say what to do" in run("redact", *arguments, code=2).stderr


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["11", "--find", NAME, "--by", "Mo"], 2, "reason"),
        (["11", "--find", NAME, "--reason", "third party"], 2, "--by"),
        (["99", "--find", NAME, "--reason", "x", "--by", "Mo"], 2, "no item"),
        (["11", "--find", "Bollard", "--reason", "x", "--by", "Mo"], 2, "do not stand"),
        (["--undo", "L9", "--by", "Mo"], 2, "no decision"),
    ],
)
def test_errors_are_one_line_without_words(bench: Bench, arguments: list[str], code: int, says: str) -> None:
    result = run("redact", *arguments, code=code)
    assert result.stdout == ""
    assert says in result.stderr
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert "uillfeather" not in result.stderr


def test_tags_are_put_on_taken_off_and_published(bench: Bench) -> None:
    run("tag", 11, 12, "--add", "Snow", "--add", "Ice", "--by", "Mo")
    assert '"tag_id": "snow"' in bench.dump()
    assert "2 items changed" in run("tag", 11, 12, "--remove", "Snow", "--by", "Mo").stdout
    assert '"tag_id": "snow"' not in bench.dump()
    assert "--add" in run("tag", 11, code=2).stderr
    assert "--by" in run("tag", 11, "--add", "Snow", code=2).stderr


@pytest.mark.feature("A4")
def test_check(bench: Bench) -> None:
    run("publish")
    found = document("check")
    assert found["ok"] is True
    assert found["problems"] == []
    assert [(note["kind"], note["where"]) for note in found["notes"]] == [("shortfall", "1")]
    said = run("check").stdout
    assert "note shortfall 1:" in said
    assert "Nothing is wrong." in said
    with bench.db.atomic():
        bench.db.conn.execute("update capture set sha256 = 'x'")
    assert document("check", code=1)["problems"][0]["kind"] == "capture"
    said = run("check", code=1).stdout
    assert "PROBLEM capture captures/" in said
    assert "1 problem." in said


def e_mails(found: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what is found of addresses; the recognizers find more in these comments than one."""
    return [each for each in found["findings"] if each["entity"] == "e-mail"]


@pytest.mark.feature("M9")
def test_findings_are_listed_and_kept(bench: Bench) -> None:
    run("publish")
    (finding,) = e_mails(document("findings"))
    assert (finding["item_id"], finding["risk"]) == ("13", "high")
    result = run("findings")
    assert "13" in result.stdout
    assert "mo@" not in result.stdout
    assert f"Open: {len(document('findings')['findings'])} findings;" in result.stderr
    assert "reason" in run("findings", "--keep", finding["id"], "--by", "Mo", code=2).stderr
    assert e_mails(document("findings", "--keep", finding["id"], "--by", "Mo", "--reason", "an office")) == []
    assert bench.get_comment(13).state == "shown", "kept, and published at once"
    bench.add(post(2, comment(22, "<p>Or to no@ferry.example</p>")))
    run("publish")
    (other,) = e_mails(document("findings"))
    said = run("findings", "--keep", other["id"], "--by", "Mo", "--reason", "an office").stdout
    assert "is kept as it stands" in said


def test_moderators_are_added_with_a_password_from_a_file_or_asked_for_twice(bench: Bench, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("eight or more\n", encoding="utf-8")
    assert "as admin" in run("moderator", "add", "Mo", "--role", "admin", "--password-file", secret).stdout
    assert moderators.verify(bench.db, "Mo", "eight or more")
    assert "of that name" in run("moderator", "add", "Mo", "--password-file", secret, code=2).stderr
    assert "only admin" in run("moderator", "add", "Mo", "--password-file", secret, "--replace", code=3).stderr
    run("moderator", "add", "Bea", "--role", "admin", "--password-file", secret)
    run("moderator", "add", "Mo", "--password-file", secret, "--replace")
    assert moderators.get(bench.db, "Mo") == moderators.Moderator("Mo", moderators.Role.MODERATOR)
    said = run("moderator", "add", "Ada", stdin="eight or more\neight or more\n")
    assert "eight" not in said.output
    assert moderators.verify(bench.db, "Ada", "eight or more")
    run("moderator", "add", "Eve", stdin="eight or more\n", code=130)
    assert "8 characters" in run("moderator", "add", "Eve", stdin="short\nshort\n", code=2).stderr
    assert moderators.get(bench.db, "Eve") is None


@pytest.mark.feature("O1")
def test_moderators_are_listed_reset_and_removed(bench: Bench, tmp_path: Path) -> None:
    secret, other = tmp_path / "secret", tmp_path / "other"
    secret.write_text("eight or more\n", encoding="utf-8")
    other.write_text("another one\n", encoding="utf-8")
    assert "adds the first" in run("moderator", "list").stderr
    run("moderator", "add", "Mo", "--role", "admin", "--password-file", secret, "--by", "Operator")
    run("moderator", "add", "Ada", "--password-file", secret)
    assert run("moderator", "list").stdout.split() == ["moderator", "Ada", "admin", "Mo"]
    assert document("moderator", "list") == [{"name": "Ada", "role": "moderator"}, {"name": "Mo", "role": "admin"}]
    assert "as moderator" in run("moderator", "reset", "Ada", "--password-file", other).stdout
    assert moderators.verify(bench.db, "Ada", "another one")
    assert "log in no longer" in run("moderator", "remove", "Ada", "--by", "Mo").stdout
    assert "only admin" in run("moderator", "remove", "Mo", code=3).stderr
    assert "moderator list" in run("moderator", "reset", "Ada", "--password-file", other, code=2).stderr


@pytest.mark.feature("M13")
def test_days_to_look_again_are_set_and_listed(bench: Bench) -> None:
    run("redact", "11", "--hide", "--reason", "asked for", "--by", "Mo")
    (made,) = decisions.active_decisions(bench.db)
    assert "Nothing is to be looked at again." in run("review").stderr
    far = f"{datetime.now(UTC).year + 2}-01-31"
    assert run("review", made.id, "--on", far, "--by", "Mo").stdout.split() == [far, made.id, "hide", "11"]
    assert document("review") == []
    assert document("review", "--all") == [{"on": far, "item_id": "11", "id": made.id, "kind": "hide"}]
    with bench.db.atomic():
        bench.db.execute("update decision set review_on = '2020-01-01'")
    assert [each["on"] for each in document("review")] == ["2020-01-01"]
    run("publish")
    (finding, *_) = document("findings")["findings"]
    run("findings", "--keep", finding["id"], "--by", "Mo", "--reason", "an office")
    assert document("review", finding["id"], "--on", far, "--by", "Mo")[0]["kind"] == "keep"
    assert run("review", made.id, "--never", "--by", "Mo").stdout.split()[0] == "never"
    for wrong in (("--on", far), (made.id,), (made.id, "--on", far, "--never")):
        assert "without TARGET" in run("review", *wrong, code=2).stderr
    assert "later than today" in run("review", made.id, "--on", "2001-01-01", code=2).stderr


# -- the group


@pytest.mark.parametrize("command", ["publish", "check", "findings", "redact", "tag", "moderator"])
def test_without_an_archive_every_command_says_how_to_begin(tmp_path: Path, command: str) -> None:
    more = {"redact": ["1", "--hide"], "tag": ["1", "--add", "a"], "moderator": ["add", "Mo"]}.get(command, [])
    result = run(command, *more, "--data", tmp_path / "none", code=2)
    assert "threadkeep init" in result.stderr
    assert not (tmp_path / "none" / "archive.db").exists()


def _raising(error: BaseException) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (GateClosed("The gate stayed shut."), 3, "Error: The gate stayed shut."),
        (sqlite3.OperationalError("database is locked"), 3, "Error: a database could not be used"),
        (sqlite3.OperationalError("no such table: meta"), 3, "`threadkeep check` says which one is damaged"),
        (sqlite3.DatabaseError("database disk image is malformed"), 3, "`threadkeep check` says which one is damaged"),
        (sqlite3.OperationalError("attempt to write a readonly database"), 3, "must be yours to write in"),
        (OSError(30, "Read-only file system", "/srv/them/harvest.lock"), 3, "of one that is read-only make a copy"),
        (click.UsageError("Not so."), 2, "Error: Not so."),
        (PermissionError(13, "Permission denied", "/srv/them/public.db"), 3, "Error: public.db could not be used"),
        (OSError(28, "No space left on device"), 3, "Error: a file could not be used (No space left on device)"),
        (KeyboardInterrupt(), 130, "Stopped."),
    ],
)
def test_exit_codes(bench: Bench, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, says: str) -> None:
    monkeypatch.setattr(publisher, "publish", _raising(error))
    assert says in run("publish", code=code).stderr


def test_a_reader_that_has_gone_is_clicks_business() -> None:
    with pytest.raises(BrokenPipeError):
        cli._outermost(_raising(BrokenPipeError()))


def test_a_fault_of_ours_keeps_its_traceback(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher, "publish", _raising(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        CliRunner().invoke(cli.main, ["publish"], catch_exceptions=False)


@pytest.mark.parametrize(
    ("value", "why"), [("no_such_module_here:polish", "ModuleNotFoundError"), ("json:dumps", "no command")]
)
def test_a_broken_package_breaks_its_own_command_alone(value: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    points = {
        "polish": EntryPoint("polish", value, cli.GROUP),
        "check": EntryPoint("check", "archive.cli:check", cli.GROUP),
    }
    monkeypatch.setattr(cli, "_points", lambda: points)
    said = " ".join(run("--help").stdout.split())
    assert f"Out of order: polish The command polish of {value.partition(':')[0]} cannot be loaded ({why})" in said
    assert f"cannot be loaded ({why}): update that package" in run("polish", code=3).stderr


@pytest.mark.parametrize("given", [b"\x1f\x8b\x08\x00\xff", b""], ids=["binary", "empty"])
def test_a_password_file_that_is_none_is_refused(bench: Bench, tmp_path: Path, given: bytes) -> None:
    file = tmp_path / "password"
    file.write_bytes(given)
    said = run("moderator", "add", "Ann", "--password-file", file, "--by", "Mo", code=1 if given else 2).stderr
    assert said.startswith("Error: password is no text in UTF-8" if given else "Error: A password needs")
    secret = run("withdrawn", "--secret-file", file, code=1 if given else 2).stderr
    assert secret.startswith("Error: ")


def test_a_file_that_nobody_may_read_is_told_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "read_text", _raising(PermissionError(13, "Permission denied")))
    with pytest.raises(BadInput, match=r"secret cannot be read \(Permission denied\)"):
        read_text(tmp_path / "secret")


def test_an_unknown_command_is_wrong_use() -> None:
    assert "No such command" in run("publsh", code=2).stderr


def test_the_help_of_every_command_that_is_installed() -> None:
    said = run("--help").stdout
    for point in entry_points(group=cli.GROUP):
        assert f"  {point.name}" in said
    assert "0.1.0" in run("--version").stdout


def test_called_from_a_program_it_raises(bench: Bench) -> None:
    with pytest.raises(click.UsageError):
        cli.main(["nothing"], standalone_mode=False)


def test_a_hidden_command_is_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli.check, "hidden", True)
    assert "  check" not in run("--help").stdout


def _python(code: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **more}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)


def test_help_and_publish_wait_for_no_framework() -> None:
    """What takes seconds to import is imported by the command that needs it."""
    code = """
import sys
from archive.cli import main
try:
    main(["--help"])
except SystemExit:
    pass
print(sorted({"scrapy", "datasette", "twisted"} & set(sys.modules)), file=sys.stderr)
"""
    assert _python(code).stderr.strip() == "[]"


def test_a_reader_of_a_pipe_may_go(bench: Bench) -> None:
    code = f"""
import subprocess, sys
program = "from archive.cli import main; main(['findings', '--data', {str(bench.folder.path)!r}, '--json'])"
child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
child.stdout.close()
said = child.stderr.read()
print(child.wait(), said)
"""
    assert _python(code).stdout.strip() == "1 b''"


def test_progress_is_told_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cli._progress("publishing", 3, 9)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    cli._progress("publishing", 3, 9)
    assert "publishing: 3 of 9" in capsys.readouterr().err
