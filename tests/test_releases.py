"""Releases: what they hold, that they are the same each time, and what becomes of them when words must go."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archive.cli import main
from archive.errors import GateClosed, NotFound, Refused, WrongUse
from archive.folder import DataFolder
from archive.originals.backup import unpacked, write_backup
from archive.originals.database import open_archive
from archive.public import store
from archive.public.describe import TABLES, VIEWS
from archive.public.surface import Asked, Changes
from archive.publishing.certificate import decide_and_publish
from archive.publishing.check import check
from archive.publishing.public_file import PublicFile
from archive.publishing.publisher import publish
from archive.publishing.withdrawn import check_list, read_secret
from archive.redaction.words import Words
from archive.releases import build, formats, ledger, shelf
from archive.releases.build import make_release
from archive.releases.surface import ReleasesSurface, files_of, remove
from archive.releases.tables import WORKING
from tests.bench import NOW, Bench, comment, make_bench, post

DAY = date(2026, 5, 3)


def new_bench(path: Path) -> Bench:
    bench = make_bench(path)
    bench.add(
        post(
            1,
            comment(11, "<p>The tide table of PSR (Parish Slip Rota) is out, says Molly Bollard.</p>"),
            comment(12, "<p>=2+2 is what, “quite”, they\r\nsay.</p><p>A second paragraph.</p>", answers=11),
            comment(13, "<p>Nothing of it.</p>", author="Wren", is_owner=True),
            comment(14, "<p>And I.</p>", author=None),
            labels=("Tides",),
            declared=6,
        ),
        post(2, comment(21, "<p>See <a href='https://ferry.example/2018/07/post-1.html'>the post before</a>.</p>")),
    )
    publish_all(bench)
    return bench


def publish_all(bench: Bench) -> None:
    publish(bench.folder, now=bench.now, surfaces=surfaces_of(bench))


def surfaces_of(bench: Bench) -> list[Any]:
    return [PublicFile(bench.folder), ReleasesSurface(bench.folder)]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = new_bench(tmp_path)
    yield bench
    bench.db.close()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Return an archive with one release, which tests only read."""
    bench = new_bench(tmp_path_factory.mktemp("kept"))
    make_release(bench.folder, DAY)
    yield bench
    bench.db.close()


def place_of(bench: Bench, name: str = "2026-05-03") -> Path:
    return shelf.home(bench.folder) / name


def names(bench: Bench) -> list[str]:
    return [release.name for release in shelf.offered(bench.folder)]


def about(bench: Bench, name: str = "2026-05-03") -> dict[str, Any]:
    read: dict[str, Any] = json.loads((place_of(bench, name) / "release.json").read_text(encoding="utf-8"))
    return read


def files_in(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


# -- what a release holds


@pytest.mark.feature("Q4")
def test_a_release_has_every_public_table_in_every_format(kept: Bench) -> None:
    wanted = {table.name for table in (*TABLES, *VIEWS)} - WORKING
    found = files_in(place_of(kept))
    for form in ("csv", "jsonl", "parquet"):
        assert {Path(name).stem for name in found if name.startswith(f"{form}/")} == wanted
    assert {name for name in found if "/" not in name} == {
        *("README.md", "SHA256SUMS", "changes.json", "datapackage.json"),
        *("release.json", "secret.txt", "threadkeep.sqlite"),
    }


@pytest.mark.feature("Q4")
def test_all_formats_say_the_same_rows_as_the_public_copy(kept: Bench) -> None:
    place = place_of(kept)
    with closing(kept.public()) as db:
        wanted = [dict(zip(("id", "text", "parent_id"), row, strict=True)) for row in db.conn.execute(
            "select id, text, parent_id from comment order by id")]  # fmt: skip
    with (place / "csv" / "comment.csv").open(encoding="utf-8", newline="") as file:
        rows = [{name: row[name] or None for name in ("id", "text", "parent_id")} for row in csv.DictReader(file)]
    assert rows == wanted
    lines = (place / "jsonl" / "comment.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    assert [{name: json.loads(line)[name] for name in ("id", "text", "parent_id")} for line in lines] == wanted
    columns = import_module("pyarrow.parquet").read_table(place / "parquet" / "comment.parquet")
    assert columns.select(["id", "text", "parent_id"]).to_pylist() == wanted
    with closing(sqlite3.connect(place / "threadkeep.sqlite")) as sqlite:
        assert sqlite.execute("select id, text, parent_id from comment order by id").fetchall() == [
            tuple(row.values()) for row in wanted
        ]
        assert sqlite.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert sqlite.execute("pragma foreign_key_check").fetchall() == []
        assert sqlite.execute("select sum(comments) from month_count").fetchone() == (5,)
        names = [row[0] for row in sqlite.execute("select name from pragma_table_info('comment')")]
        assert "row_version" not in names


@pytest.mark.feature("Q4")
def test_the_package_is_valid(kept: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    frictionless = import_module("frictionless")
    report = frictionless.validate(str(place_of(kept) / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert len(report.tasks) == len({*TABLES, *VIEWS}) - len(WORKING)
    package = json.loads((place_of(kept) / "datapackage.json").read_text(encoding="utf-8"))
    assert all(field["description"] for each in package["resources"] for field in each["schema"]["fields"])


@pytest.mark.feature("Q4")
def test_the_checksums_hold_and_cover_every_file(kept: Bench) -> None:
    place = place_of(kept)
    lines = [line.split("  ", 1) for line in (place / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    sums = {name: digest for digest, name in lines}
    found = files_in(place)
    assert sums == {name: hashlib.sha256(body).hexdigest() for name, body in found.items() if name != "SHA256SUMS"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in place.rglob("*") if path.is_file()} == {0o640}
    assert stat.S_IMODE(place.stat().st_mode) == stat.S_IMODE(place.parent.stat().st_mode) == 0o750
    assert len({path.stat().st_mtime for path in place.rglob("*") if path.is_file()}) == 1


@pytest.mark.feature("Q4")
def test_the_datasheet_says_what_it_is(kept: Bench) -> None:
    said = (place_of(kept) / "README.md").read_text(encoding="utf-8")
    assert "2 posts and pages, 5 comments and pings" in said
    assert "and that could not be saved: 2; posts that lack some: 1" in said
    assert "None is given" in said
    assert "Times are as exact" in said
    assert "no Parquet" not in said


@pytest.mark.feature("Q5")
def test_a_release_says_its_number_and_the_version_it_holds(kept: Bench) -> None:
    with closing(kept.public()) as db:
        version = store.content_version(db)
    assert (about(kept)["release"], about(kept)["content_version"]) == ("2026-05-03", version)
    package = json.loads((place_of(kept) / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["version"], package["threadkeep"]["content_version"]) == ("2026-05-03", version)


@pytest.mark.feature("Q4")
def test_the_same_content_makes_the_same_bytes(bench: Bench) -> None:
    bench.mask(11, "Molly Bollard")
    publish_all(bench)
    make_release(bench.folder, DAY)
    first = files_in(place_of(bench))
    # as if it had never been made
    remove(bench.folder, "2026-05-03")
    ledger.forget(bench.folder, "2026-05-03")
    publish(bench.folder, full=True, now=bench.now, surfaces=surfaces_of(bench))
    make_release(bench.folder, DAY)
    assert files_in(place_of(bench)) == first


# -- policies


@pytest.mark.feature("Q4")
@pytest.mark.parametrize(("policy", "length"), [("day", 10), ("month", 7)])
def test_times_are_cut_in_every_table(bench: Bench, policy: str, length: int) -> None:
    bench.settings(time=f'"{policy}"')
    make_release(bench.folder, DAY)
    with closing(sqlite3.connect(place_of(bench) / "threadkeep.sqlite")) as db:
        for table in ("post", "comment"):
            rows = db.execute(f"select published, published_utc, published_precision from {table}").fetchall()
            assert {(len(local), utc, precision) for local, utc, precision in rows} == {(length, None, policy)}
        (days,) = db.execute("select max(length(day)) from acronym_mention").fetchone()
        assert days == length
        assert db.execute("select max(length(first_seen)) from acronym").fetchone() == (length,)
    assert f"Times are cut to the {policy}" in (place_of(bench) / "README.md").read_text(encoding="utf-8")


@pytest.mark.feature("Q4")
def test_bylines_become_the_same_other_names_in_every_release(bench: Bench) -> None:
    policies = '[releases]\nbylines = "pseudonymise"\nlicence = "CC BY 4.0"\n'
    bench.folder.settings_file.write_text(policies, encoding="utf-8")
    publish_all(bench)
    make_release(bench.folder, DAY)
    make_release(bench.folder, DAY)
    seen = []
    for name in ("2026-05-03", "2026-05-03-2"):
        rows = (place_of(bench, name) / "jsonl" / "comment.jsonl").read_text(encoding="utf-8").splitlines()
        seen.append({row["id"]: row["author"] for row in map(json.loads, rows)})
    assert seen[0] == seen[1]
    assert seen[0]["14"] is None
    assert seen[0]["11"] == seen[0]["12"] != seen[0]["13"]
    assert not any(b"Dunlin" in body or b"Old Capstan" in body for body in files_in(place_of(bench)).values())
    assert "CC BY 4.0" in (place_of(bench) / "README.md").read_text(encoding="utf-8")
    package = json.loads((place_of(bench) / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"][0]["title"] == "CC BY 4.0"


@pytest.mark.parametrize(
    ("line", "said"), [('time = "hour"', "releases.time"), ('bylines = "none"', "releases.bylines")]
)
def test_a_policy_that_nobody_knows_is_refused(tmp_path: Path, line: str, said: str) -> None:
    folder = DataFolder(tmp_path / "archive")
    folder.create()
    folder.settings_file.write_text(f"[releases]\n{line}\n", encoding="utf-8")
    with pytest.raises(WrongUse, match=said):
        folder.load_settings()


def test_without_pyarrow_a_release_says_that_it_has_no_parquet(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert formats.find_parquet() is None
    make_release(bench.folder, DAY)
    assert not any("parquet" in name for name in files_in(place_of(bench)))
    assert "There is no Parquet" in (place_of(bench) / "README.md").read_text(encoding="utf-8")
    assert about(bench)["formats"] == ["csv", "jsonl"]


# -- what is refused


@pytest.mark.feature("O2")
def test_a_release_is_refused_when_the_gate_finds_anything(bench: Bench) -> None:
    with closing(sqlite3.connect(bench.folder.public_db)) as db:
        db.execute("update comment set text = 'Quillfeather' where id = '13'")
        db.commit()
    result = CliRunner().invoke(main, ["release", "--data", str(bench.folder.path)])
    assert result.exit_code == GateClosed.exit_code
    assert "The gate stayed shut at" in result.output
    assert "comment.text/13" in result.output
    assert "Quillfeather" not in result.output
    assert result.output.count("\n") == 1
    assert names(bench) == []
    assert list(shelf.home(bench.folder).rglob("*")) == []


def test_what_waits_to_be_published_is_published_first(bench: Bench) -> None:
    bench.mask(11, "Molly Bollard")
    with pytest.raises(Refused, match=r"waits to be published \(1 items"):
        make_release(bench.folder, DAY)
    publish_all(bench)
    bench.settings(title='"Another name"')
    with pytest.raises(Refused, match="or settings"):
        make_release(bench.folder, DAY)


def test_words_withdrawn_while_it_is_written_stop_a_release(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    seal = build._seal

    def meanwhile(*given: Any) -> None:
        seal(*given)
        bench.mask(11, "Molly Bollard")
        publish_all(bench)

    monkeypatch.setattr(build, "_seal", meanwhile)
    with pytest.raises(Refused, match="withdrawn while the release was written"):
        make_release(bench.folder, DAY)
    assert names(bench) == []
    assert ledger.entries(bench.folder) == []


def test_a_file_that_says_other_rows_stops_a_release(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    write, read = formats.FORMATS["jsonl"]
    monkeypatch.setitem(formats.FORMATS, "jsonl", (lambda path, table, rows: write(path, table, list(rows)[1:]), read))
    with pytest.raises(GateClosed, match=r"jsonl/meta\.jsonl"):
        make_release(bench.folder, DAY)
    assert names(bench) == []


def test_a_dry_run_says_what_would_be_written_and_writes_nothing(bench: Bench) -> None:
    would = make_release(bench.folder, DAY, dry_run=True)
    assert not shelf.home(bench.folder).exists()
    made = make_release(bench.folder, DAY)
    assert (would.name, would.files, would.rows) == (made.name, made.files, made.rows)


# -- killed half-way

KILLED = """
import os, sys
from datetime import date
from archive.folder import DataFolder
from archive.releases import build, ledger, shelf

module, name = sys.argv[2].split(".")
where = {"build": build, "ledger": ledger, "shelf": shelf}[module]
def die(*given, **named):
    os._exit(9)
setattr(where, name, die)
build.make_release(DataFolder.resolve(sys.argv[1]), date(2026, 5, 3))
"""


@pytest.mark.feature("Q4")
@pytest.mark.parametrize("moment", ["build._seal", "build._offer", "build._sync", "ledger.write_entry"])
def test_a_release_that_was_killed_is_never_listed_and_the_next_is_whole(bench: Bench, moment: str) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(bench.folder.path), moment], check=False)
    assert done.returncode == 9
    assert names(bench) == []
    assert list(shelf.home(bench.folder).glob(".building-*"))
    # a redaction finds no trace of it either
    bench.mask(11, "Molly Bollard")
    publish_all(bench)
    assert not list(shelf.home(bench.folder).glob(".building-*"))
    make_release(bench.folder, DAY)
    assert names(bench) == ["2026-05-03"]
    assert [entry.name for entry in ledger.entries(bench.folder)] == ["2026-05-03"]


# -- later


def found(bench: Bench, words: str, *items: str) -> list[str]:
    surface = ReleasesSurface(bench.folder)
    return [place.where for place in surface.find(Words(words), list(items) or None).places]


@pytest.mark.feature("M5")
@pytest.mark.feature("Q11")
def test_a_redaction_takes_releases_that_hold_the_words_off_the_shelf_at_once(bench: Bench) -> None:
    make_release(bench.folder, DAY)
    assert found(bench, "Molly Bollard") == [f"2026-05-03/comment.{name}/11" for name in ("text", "html")]
    assert found(bench, "Molly Bollard", "12") == []
    bench.add(post(3, comment(31, "<p>Somebody else.</p>")))
    publish_all(bench)
    assert names(bench) == ["2026-05-03"]
    certificate = decide_and_publish(
        bench.folder, lambda db: bench.mask(11, "Molly Bollard"), bench.now, surfaces=surfaces_of(bench)
    )
    assert names(bench) == []
    assert certificate.left == 0
    assert shelf.superseded(bench.folder) == ["2026-05-03"]
    hidden = files_of(bench.folder, "2026-05-03")
    assert hidden is not None
    assert stat.S_IMODE(hidden.parent.stat().st_mode) == 0o700
    assert check(bench.folder, surfaces=surfaces_of(bench)).ok


WITHDRAWALS: dict[str, Any] = {
    "hidden": lambda bench: bench.hide(13),
    "masked in a tag": lambda bench: bench.mask(1, "Tides"),
    "masked everywhere": lambda bench: bench.mask(11, "PSR", everywhere=True),
    "edited at the source": lambda bench: bench.add(post(1, comment(13, "<p>Something of it.</p>"), labels=("Tides",))),
    "gone at the source": lambda bench: bench.seen(1, 11, 12, 14),
}


@pytest.mark.feature("M5")
@pytest.mark.parametrize("way", WITHDRAWALS)
def test_whatever_takes_words_out_supersedes(bench: Bench, way: str) -> None:
    make_release(bench.folder, DAY)
    bench.later(days=1)
    WITHDRAWALS[way](bench)
    publish_all(bench)
    assert names(bench) == []


def test_what_only_adds_leaves_a_release_where_it_is(bench: Bench) -> None:
    make_release(bench.folder, DAY)
    bench.later(days=1)
    longer = "<p>The tide table of PSR (Parish Slip Rota) is out, says Molly Bollard. Really.</p>"
    bench.add(post(1, comment(11, longer), comment(15, "<p>Late.</p>"), labels=("Tides", "Quays")))
    publish_all(bench)
    publish(bench.folder, full=True, now=bench.now, surfaces=surfaces_of(bench))
    assert names(bench) == ["2026-05-03"]
    assert shelf.superseded(bench.folder) == []


@pytest.mark.feature("Q11")
def test_withdrawn_places_are_told_to_those_who_hold_the_older_release_alone(bench: Bench) -> None:
    make_release(bench.folder, DAY)
    secret = read_secret((place_of(bench) / "secret.txt").read_text(encoding="utf-8"))
    bench.mask(11, "Molly Bollard")
    bench.hide(13)
    bench.later(days=1)
    bench.add(post(4, comment(41, "<p>New.</p>")))
    publish_all(bench)
    make_release(bench.folder, date(2026, 5, 4))
    text = (place_of(bench, "2026-05-04") / "withdrawn" / "2026-05-03.txt").read_text(encoding="utf-8")
    assert check_list(text, secret, ["1", "2", "11", "12", "13", "14", "21"]) == {"11": "changed", "13": "withdrawn"}
    file = shelf.find_withdrawn(bench.folder, "2026-05-03")
    assert file is not None
    assert file.read_text(encoding="utf-8") == text
    told = json.loads((place_of(bench, "2026-05-04") / "changes.json").read_text(encoding="utf-8"))
    assert told["since"] == "2026-05-03"
    comments = told["tables"]["comment"]
    assert (comments["added"], comments["changed"], comments["withdrawn"]) == (1, 0, 2)
    assert comments["ids"] == {"added": ["41"], "changed": []}
    assert not any(b"Molly" in body for body in files_in(place_of(bench, "2026-05-04")).values())
    # the secret of the newer one stands in it, that of the older does not
    assert not any(secret.hex().encode() in body for body in files_in(place_of(bench, "2026-05-04")).values())


@pytest.mark.feature("Q11")
def test_what_is_withdrawn_after_the_files_are_gone_is_listed_too(bench: Bench) -> None:
    make_release(bench.folder, DAY)
    remove(bench.folder, "2026-05-03")
    assert ReleasesSurface(bench.folder).state() == shelf.version(bench.folder)
    decision = bench.hide(13)
    bench.mask(12, "quite")
    publish_all(bench)
    (entry,) = ledger.entries(bench.folder)
    assert entry.withdrawn == ("comment/12", "comment/13")
    assert decision.active


@pytest.mark.feature("M7")
def test_an_erasure_removes_the_files_of_superseded_releases(bench: Bench) -> None:
    from archive.moderation import erasures, moderators

    make_release(bench.folder, DAY)
    bench.mask(11, "Molly Bollard")
    publish_all(bench)
    make_release(bench.folder, DAY)
    assert files_of(bench.folder, "2026-05-03") is not None
    for name in ("Ada", "Ben"):
        moderators.add(bench.db, name, "admin", "a long password", NOW)
    erasures.ask(bench.db, "13", reason="asked for by its writer", by="Ada", now=bench.now)
    erasures.confirm(bench.db, bench.folder, "13", typed="13", by="Ben", now=bench.now)
    publish_all(bench)
    assert [files_of(bench.folder, name) for name in ("2026-05-03", "2026-05-03-2")] == [None, None]
    left = b"".join(path.read_bytes() for path in shelf.home(bench.folder).rglob("*") if path.is_file())
    assert b"Nothing of it" not in left
    assert shelf.superseded(bench.folder) == ["2026-05-03-2", "2026-05-03"]


def test_a_changed_or_added_file_is_never_counted_as_clean(bench: Bench) -> None:
    make_release(bench.folder, DAY)
    (place_of(bench) / "parquet" / "post.parquet").write_bytes(b"Montague Pennywhistle")
    (place_of(bench) / "notes.txt").write_text("Montague Pennywhistle", encoding="utf-8")
    changed = ["2026-05-03/notes.txt", "2026-05-03/parquet/post.parquet"]
    assert found(bench, "Montague Pennywhistle") == found(bench, "Montague Pennywhistle", "11") == changed
    assert shelf.find_file(bench.folder, "2026-05-03", "notes.txt") is None


@pytest.mark.feature("M5")
@pytest.mark.parametrize("left", [0, 6000, None], ids=["emptied", "cut off", "gone"])
def test_a_damaged_release_keeps_nobody_from_redacting_and_is_offered_no_longer(bench: Bench, left: int | None) -> None:
    make_release(bench.folder, DAY)
    file = place_of(bench) / "threadkeep.sqlite"
    if left is None:
        file.unlink()
    else:
        os.truncate(file, left)
    assert found(bench, "Molly Bollard") == ["2026-05-03/threadkeep.sqlite"]
    assert ("damaged", "releases: 2026-05-03/threadkeep.sqlite") in {
        (problem.kind, problem.where) for problem in check(bench.folder, surfaces=surfaces_of(bench)).problems
    }
    certificate = decide_and_publish(
        bench.folder, lambda db: bench.mask(11, "Molly Bollard"), bench.now, surfaces=surfaces_of(bench)
    )
    assert (certificate.left, names(bench)) == (0, [])
    publish_all(bench)
    assert check(bench.folder, surfaces=surfaces_of(bench)).ok


def test_before_anything_is_published_there_is_nothing_to_hold(tmp_path: Path) -> None:
    bench = make_bench(tmp_path)
    surface = ReleasesSurface(bench.folder)
    assert surface.state() is None
    surface.apply(Changes((), (), True, 1))
    assert surface.find_each([Asked(Words("a"))])[0].checked == 0
    with pytest.raises(WrongUse, match="Nothing is published"):
        make_release(bench.folder, DAY)
    bench.db.close()


def test_a_release_waits_for_the_surface_that_was_killed(bench: Bench) -> None:
    make_release(bench.folder, DAY)
    shelf.write_state(bench.folder, 0, [])
    assert not check(bench.folder, surfaces=surfaces_of(bench)).ok
    with pytest.raises(Refused, match="not held against"):
        make_release(bench.folder, DAY)
    publish_all(bench)
    assert check(bench.folder, surfaces=surfaces_of(bench)).ok


@pytest.mark.feature("A9")
@pytest.mark.feature("Q11")
def test_a_restored_archive_still_tells_holders_what_was_withdrawn(bench: Bench, tmp_path: Path) -> None:
    make_release(bench.folder, DAY)
    secret = read_secret((place_of(bench) / "secret.txt").read_text(encoding="utf-8"))
    write_backup(bench.folder, tmp_path / "kept.tar", bench.now)
    with unpacked(tmp_path / "kept.tar", DataFolder(tmp_path / "elsewhere")):
        pass
    again = Bench(DataFolder(tmp_path / "elsewhere"), open_archive(DataFolder(tmp_path / "elsewhere")))
    again.hide(13)
    publish_all(again)
    file = shelf.find_withdrawn(again.folder, "2026-05-03")
    assert file is not None
    assert check_list(file.read_text(encoding="utf-8"), secret, ["11", "13"]) == {"13": "withdrawn"}
    assert make_release(again.folder, DAY).name == "2026-05-03-2"
    assert stat.S_IMODE(ledger.home(again.folder).stat().st_mode) == 0o700
    again.db.close()


# -- the shelf and the command


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("2026-05-03", "../state.json"),
        ("..", "x"),
        ("2026-05-03", "csv"),
        ("2026-05-04", "README.md"),
        ("x/y", "README.md"),
    ],
)
def test_only_files_of_offered_releases_can_be_had(kept: Bench, name: str, file: str) -> None:
    assert shelf.find_file(kept.folder, name, file) is None


def test_files_of_an_offered_release_are_found(kept: Bench) -> None:
    assert shelf.find_file(kept.folder, "2026-05-03", "csv/post.csv") is not None
    assert shelf.find_file(kept.folder, "2026-05-03", "SHA256SUMS") == (place_of(kept) / "SHA256SUMS", "")
    assert shelf.find_withdrawn(kept.folder, "../2026") is None
    (release,) = shelf.offered(kept.folder)
    assert {file.name for file in release.files} >= {"csv/post.csv", "threadkeep.sqlite"}


@pytest.mark.feature("Q4")
def test_the_command_makes_lists_and_removes(bench: Bench) -> None:
    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["release", "--data", str(bench.folder.path), *words])
        return result.exit_code, result.output

    assert run("--list") == (0, "There is no release yet.\n")
    code, said = run("--dry-run", "--date", "2026-05-03")
    assert code == 0
    assert "Would write release 2026-05-03" in said
    assert "csv/comment.csv" in said
    assert run("--date", "2026-05-03")[0] == 0
    code, said = run("--date", "2026-05-03", "--json")
    assert json.loads(said)["name"] == "2026-05-03-2"
    assert json.loads(run("--list", "--json")[1])[0]["state"] == "offered"
    bench.hide(13)
    publish_all(bench)
    assert run("--remove", "2026-05-03") == (0, "2026-05-03 is removed.\n")
    assert run("--remove", "2026-05-03-9")[0] == NotFound.exit_code
    assert run("--remove", "elsewhere")[0] == NotFound.exit_code
    assert [line.split("  ")[2] for line in run("--list")[1].splitlines()] == [
        "superseded, 1 places withdrawn since",
        "removed, 1 places withdrawn since",
    ]
    assert run("--list", "--dry-run")[0] == WrongUse.exit_code


def test_the_command_says_that_there_is_no_parquet(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    result = CliRunner().invoke(main, ["release", "--data", str(bench.folder.path)])
    assert "No Parquet: install `threadkeep[parquet]`" in result.output
