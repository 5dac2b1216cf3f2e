"""A backup and its restore: the same archive in another folder, but for what was erased since (A9)."""

from __future__ import annotations

import io
import json
import sqlite3
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.backup_command import backup, restore
from archive.errors import ArchiveError, Refused
from archive.folder import DataFolder
from archive.inbox.database import opened
from archive.moderation import log, moderators, word_erasures
from archive.moderation.decisions import all_decisions
from archive.originals import backup as files
from archive.originals.database import open_archive
from archive.originals.restore_list import NAME
from archive.public import store
from archive.publishing.check import check
from archive.publishing.publisher import publish
from plugins.static_site import ledger
from plugins.static_site.export import export_site
from tests.bench import NOW, Bench, comment, make_bench, post
from tests.test_archive_moderation_erasures import count_in, erase_words, fetch


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = make_bench(tmp_path)
    moderators.add(bench.db, "Ada", "admin", "a long password", NOW)
    fetch(bench, 1)
    bench.add(post(1, comment(21, "<p>I met Molly Bollard.</p>"), comment(22, "<p>Molly Bollard again.</p>")))
    bench.mask(21, "Molly Bollard")
    bench.hide(22)
    bench.publish()
    yield bench
    bench.db.close()


def run(command: object, *words: object) -> tuple[int, str]:
    result = CliRunner().invoke(command, [str(each) for each in words])  # type: ignore[arg-type]  # a command of click's
    if isinstance(result.exception, ArchiveError):
        return result.exception.exit_code, str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def make(bench: Bench, name: str = "kept.tar") -> Path:
    file = bench.folder.path.parent / name
    code, said = run(backup, file, "--data", bench.folder.path)
    assert code == 0, said
    return file


def bring_back(bench: Bench, file: Path, *words: object) -> Bench:
    target = file.parent / "elsewhere" / "archive"
    code, said = run(restore, file, "--folder", target, "--data", bench.folder.path, *words)
    assert code == 0, said
    return Bench(DataFolder(target), open_archive(DataFolder(target)))


@pytest.mark.feature("A9")
def test_another_folder_has_the_same_archive(bench: Bench) -> None:
    with opened(bench.folder):
        pass
    file = make(bench)
    assert file.stat().st_mode & 0o777 == 0o600
    again = bring_back(bench, file, "--nothing-erased")
    publish(again.folder, now=NOW)
    before, after = bench.public(), again.public()
    assert store.dump(after) == store.dump(before)
    assert all_decisions(again.db) == all_decisions(bench.db)
    lines = [
        list(db.conn.execute("select * from log where kind <> 'publish' order by seq")) for db in (bench.db, again.db)
    ]
    assert lines[0] == lines[1]
    assert log.verify(again.db) == []
    assert check(again.folder).problems == ()
    assert (again.folder.archive_db.stat().st_mode & 0o777, again.folder.captures.stat().st_mode & 0o777) == (
        0o600,
        0o700,
    )
    assert again.folder.inbox_db.exists()
    assert [path.name for path in again.folder.path.parent.iterdir()] == ["archive"]
    for db in (before, after, again.db):
        db.close()


@pytest.mark.feature("A9")
@pytest.mark.feature("H9")
def test_what_was_erased_since_is_erased_again(bench: Bench) -> None:
    """The words of a mask that the backup does not know, and, in it, of one that it knows."""
    known = bench.mask(11, "Wilhelmina")
    file = make(bench)
    mask = bench.mask(11, "Ravelsworth", label="place", everywhere=True)
    for each in (known, mask):
        erase_words(bench, each)
    assert (bench.folder.path / NAME).stat().st_mode & 0o777 == 0o600
    again = bring_back(bench, file)
    assert count_in(again, b"ravelsworth") == 0
    assert count_in(again, b"wilhelmina") == 0
    assert count_in(again, b"kept the light") > 0
    again.publish()
    assert "avelsworth" not in again.dump()
    assert [each.kind for each in check(again.folder, surfaces=again.surfaces).problems] == []
    assert (again.folder.path / NAME).read_text() == (bench.folder.path / NAME).read_text()
    again.db.close()


@pytest.mark.feature("A9")
def test_what_is_known_of_copies_of_the_site_comes_back(bench: Bench) -> None:
    stick = bench.folder.path.parent / "stick"
    export_site(bench.folder, stick)
    again = bring_back(bench, make(bench), "--nothing-erased")
    assert ledger.entries(again.folder) == ledger.entries(bench.folder) != []
    assert ledger.is_ours(again.folder, stick)
    # words that go later are known to stand in it
    bench.mask(11, "Wilhelmina")
    publish(bench.folder, now=NOW)
    assert ledger.entries(bench.folder)[0].ids == {"11"}
    told = [each for each in check(bench.folder).problems if each.where.startswith("exports: copy-v")]
    assert told != []
    assert all("run `threadkeep export-site` for that folder again" in each.say for each in told)
    again.db.close()


@pytest.mark.feature("A9")
def test_without_the_list_nothing_is_put_back(bench: Bench) -> None:
    file = make(bench)
    target = file.parent / "new"
    code, said = run(restore, file, "--folder", target, "--data", file.parent / "nowhere")
    assert code != 0
    assert "--nothing-erased" in said
    assert not target.exists()
    assert sorted(path.name for path in file.parent.iterdir()) == ["archive", file.name]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nothing of the kind", "no list of what was erased"),
        ('{"archive": "another"}\n', "list of another archive"),
        ('{"archive": "another"}\n["too", "short"]\n', "no list of what was erased"),
    ],
)
def test_another_list_is_refused(bench: Bench, text: str, said: str) -> None:
    file = make(bench)
    listed = file.parent / "list.jsonl"
    listed.write_text(text, encoding="utf-8")
    assert said in run(restore, file, "--folder", file.parent / "new", "--erasures", listed)[1]
    assert not (file.parent / "new").exists()


def test_a_backup_is_written_as_a_whole_or_not_at_all(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    file = make(bench)
    assert "exists already" in run(backup, file, "--data", bench.folder.path)[1]
    assert "goes with it" in run(backup, bench.folder.path / "b.tar", "--data", bench.folder.path)[1]
    assert (
        "There is no folder nowhere" in run(backup, file.parent / "nowhere" / "b.tar", "--data", bench.folder.path)[1]
    )
    monkeypatch.setattr(files, "WAIT", 0.0)
    with bench.folder.lock("harvest"):
        assert run(backup, file.parent / "b.tar", "--data", bench.folder.path)[0] == Refused.exit_code
    assert sorted(path.name for path in file.parent.iterdir()) == ["archive", file.name]
    code, said = run(backup, file.parent / "b.tar", "--json", "--data", bench.folder.path)
    assert (code, json.loads(said)["files"]) == (0, 5)


def test_a_folder_with_something_in_it_is_left_alone(bench: Bench) -> None:
    file = make(bench)
    assert "is not empty" in run(restore, file, "--folder", bench.folder.path, "--nothing-erased")[1]
    (file.parent / "empty").mkdir()
    code, said = run(restore, file, "--folder", file.parent / "empty", "--nothing-erased", "--json")
    assert (code, json.loads(said)["erased_again"]) == (0, [])


def _rewritten(file: Path, change: dict[str, bytes], *, kind: bytes = tarfile.REGTYPE) -> Path:
    """Write a backup anew with other members in it, the manifest as it was."""
    other = file.with_name("changed.tar")
    with tarfile.open(file) as old, tarfile.open(other, "w") as new:
        for member in old:
            content = old.extractfile(member)
            assert content is not None
            data = change.pop(member.name, content.read())
            new.addfile(replace_size(member, len(data)), io.BytesIO(data))
        for name, data in change.items():
            extra = tarfile.TarInfo(name)
            extra.type, extra.size = kind, len(data)
            new.addfile(extra, io.BytesIO(data))
    return other


def replace_size(member: tarfile.TarInfo, size: int) -> tarfile.TarInfo:
    member.size = size
    return member


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"threadkeep.toml": b"# changed"}, tarfile.REGTYPE),
        ({"../outside": b"x"}, tarfile.REGTYPE),
        ({"captures/link.warc.gz": b""}, tarfile.SYMTYPE),
        ({"manifest.json": b'{"format": 9, "made_at": "2026", "sha256": {}}'}, tarfile.REGTYPE),
        ({"manifest.json": b"[]"}, tarfile.REGTYPE),
        ({"manifest.json": b"no JSON"}, tarfile.REGTYPE),
    ],
)
def test_a_damaged_backup_is_refused(bench: Bench, change: dict[str, bytes], kind: bytes) -> None:
    file = _rewritten(make(bench), dict(change), kind=kind)
    code, said = run(restore, file, "--folder", file.parent / "new", "--nothing-erased")
    assert code != 0
    assert "another" in said
    assert not (file.parent / "new").exists()


def test_what_is_no_tar_file_is_refused(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "x.tar").write_bytes(b"no tar file")
    assert "is no backup" in run(restore, tmp_path / "x.tar", "--folder", tmp_path / "new", "--nothing-erased")[1]


@pytest.mark.parametrize("statement", ["update log set reason = 'changed' where seq = 1", None])
def test_an_archive_that_was_damaged_before_is_refused(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, statement: str | None
) -> None:
    if statement is None:
        monkeypatch.setattr(files, "_copy_database", lambda source, target: target.write_bytes(b"none") and target)
    else:
        with sqlite3.connect(bench.folder.archive_db) as db:
            for (name,) in db.execute("select name from sqlite_master where type = 'trigger'").fetchall():
                db.execute(f"drop trigger {name}")
            db.execute(statement)
    file = make(bench)
    code, said = run(restore, file, "--folder", file.parent / "new", "--nothing-erased")
    assert code != 0
    assert "take another backup" in said
    assert not (file.parent / "new").exists()


def test_what_cannot_be_erased_again_now_is_said(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_erasures, "apply_erasures", lambda *_: ())
    monkeypatch.setattr(word_erasures, "finish_erasures", lambda *_: False)
    with pytest.raises(Refused, match="not gone from every file"):
        word_erasures.erase_again(bench.db, bench.folder)


@pytest.mark.feature("A9")
def test_an_archive_in_which_nothing_was_erased_says_so_to_its_backup(bench: Bench) -> None:
    """Whoever has the archive still has to say nothing; who lost it has to know."""
    bench.publish()
    file = bench.folder.path.parent / "plain.tar"
    assert run(backup, file, "--data", bench.folder.path)[0] == 0
    code, said = run(restore, file, "--folder", file.parent / "back", "--data", bench.folder.path)
    assert (code, "0 items erased again" in said) == (0, True), said


@pytest.mark.feature("A9")
def test_what_is_no_database_is_not_backed_up(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "blog")
    folder.create()
    folder.archive_db.write_bytes(b"no database " * 400)
    code, said = run(backup, tmp_path / "made.tar", "--data", folder.path)
    assert (code, "put it back from an earlier backup" in said) == (3, True), said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["blog"]
