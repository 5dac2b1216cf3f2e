from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive.errors import Refused, WrongUse
from archive.folder import TEMPLATE, DataFolder, PublishPolicy, Settings

HOLD_THE_LOCK = """
import sys
from archive.folder import DataFolder
with DataFolder.resolve(sys.argv[1]).lock("harvest", doing="harvesting"):
    print("held", flush=True)
    sys.stdin.read()
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder.resolve(tmp_path / "blog")
    made.create()
    return made


def test_folder_is_the_given_one_else_the_environments_else_the_default(tmp_path: Path) -> None:
    environ = {"THREADKEEP_DATA": str(tmp_path / "env")}
    assert DataFolder.resolve(tmp_path / "given", environ).path == tmp_path / "given"
    assert DataFolder.resolve(None, environ).path == tmp_path / "env"
    assert DataFolder.resolve(None, {}).path == Path.cwd() / "threadkeep-data"


def test_files_lie_where_the_design_says(folder: DataFolder) -> None:
    names = [
        folder.settings_file,
        folder.secrets_file,
        folder.archive_db,
        folder.captures,
        folder.public_db,
        folder.index,
    ]
    assert [path.name for path in names] == [
        "threadkeep.toml",
        "secrets.toml",
        "archive.db",
        "captures",
        "public.db",
        "index",
    ]
    assert {path.parent for path in names} == {folder.path}


@pytest.mark.feature("O1")
def test_secrets_and_captures_are_their_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        folder = DataFolder.resolve(tmp_path)
        folder.create()
    finally:
        os.umask(before)
    assert mode(folder.secrets_file) == 0o600
    assert mode(folder.captures) == 0o700


@pytest.mark.feature("O1")
def test_a_captures_folder_that_was_open_is_closed(folder: DataFolder) -> None:
    folder.captures.chmod(0o755)
    folder.create()
    assert mode(folder.captures) == 0o700


def test_init_is_harmless_when_repeated(folder: DataFolder) -> None:
    folder.settings_file.write_text('[archive]\ntitle = "Desk notes"\n', encoding="utf-8")
    keys = folder.secrets_file.read_bytes()
    assert folder.create() is False
    assert folder.load_settings().title == "Desk notes"
    assert folder.secrets_file.read_bytes() == keys
    assert sorted(path.name for path in folder.path.iterdir()) == ["captures", "secrets.toml", "threadkeep.toml"]


def test_init_makes_what_is_missing(folder: DataFolder) -> None:
    folder.secrets_file.unlink()
    assert folder.create() is True
    assert len(folder.load_secrets().id_key) == 32


def test_init_makes_no_new_keys_for_an_archive_that_holds_something(folder: DataFolder) -> None:
    folder.archive_db.touch()
    folder.secrets_file.unlink()
    with pytest.raises(WrongUse, match="restore it from a backup"):
        folder.create()
    assert not folder.secrets_file.exists()


def test_two_that_start_together_read_the_same_keys(tmp_path: Path) -> None:
    folder = DataFolder.resolve(tmp_path)

    def start(_: int) -> bytes:
        folder.create()
        return folder.load_secrets().id_key

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(start, range(8)))) == 1


def test_the_template_says_the_defaults(folder: DataFolder) -> None:
    assert folder.settings_file.read_text(encoding="utf-8") == TEMPLATE
    assert folder.load_settings() == Settings()


def test_settings_are_read(folder: DataFolder) -> None:
    folder.settings_file.write_text(
        '[archive]\ntitle = "Desk notes"\noperator = "Ann"\ncontact = "ann@example.org"\nprivacy_notice = "None."\n'
        'noindex = false\n[harvest]\nzone = "America/New_York"\ncontact = "bot@example.org"\ndelay = 0\n'
        '[publish]\npolicy = "reviewed"\nbylines = "hide"\nlinks_to_source = true\n',
        encoding="utf-8",
    )
    assert folder.load_settings() == Settings(
        title="Desk notes",
        operator="Ann",
        contact="ann@example.org",
        privacy_notice="None.",
        noindex=False,
        zone=ZoneInfo("America/New_York"),
        harvest_contact="bot@example.org",
        harvest_delay=0.0,
        policy=PublishPolicy.REVIEWED,
        bylines="hide",
        links_to_source=True,
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[archive\n", "line 1"),
        ('[harvest]\nzone = "Mars/Olympus"\n', "harvest.zone"),
        ('[harvest]\nzone = "Europe"\n', "harvest.zone"),
        ('[harvest]\nzone = "../../etc/passwd"\n', "harvest.zone"),
        ('[harvest]\nzone = ""\n', "harvest.zone"),
        ('[harvest]\ndelay = "slow"\n', "harvest.delay"),
        ("[harvest]\ndelay = -1\n", "harvest.delay"),
        ("[harvest]\ndelay = nan\n", "harvest.delay"),
        ("[harvest]\ndelay = inf\n", "harvest.delay"),
        ("[harvest]\ndelay = true\n", "harvest.delay"),
        ('[publish]\npolicy = "none"\n', "hold-high"),
        ('[publish]\nbylines = "drop"\n', "publish.bylines"),
        ('[publish]\nlinks_to_source = "no"\n', "publish.links_to_source"),
        ('[archive]\nnoindex = "no"\n', "archive.noindex"),
        ("[archive]\ntitle = 7\n", "archive.title"),
        ('title = "outside"\n', "title"),
        ('[harvest]\nzoen = "Europe/London"\n', "harvest.zoen"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(folder: DataFolder, text: str, named: str) -> None:
    folder.settings_file.write_text(text, encoding="utf-8")
    with pytest.raises(WrongUse, match="mend that line") as raised:
        folder.load_settings()
    assert named in str(raised.value)


def test_settings_that_are_no_text_are_named(folder: DataFolder) -> None:
    folder.settings_file.write_bytes(b'[archive]\ntitle = "\xff"\n')
    with pytest.raises(WrongUse, match=r"threadkeep\.toml cannot be read"):
        folder.load_settings()


def test_a_folder_without_archive_says_init(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="threadkeep init"):
        DataFolder.resolve(tmp_path).load_settings()


@pytest.mark.parametrize("text", ["", "id_key = 3", 'id_key = "zz"\npseudonym_key = ""\ncookie_key = ""', "= ="])
def test_damaged_secrets_are_never_made_anew(folder: DataFolder, text: str) -> None:
    folder.secrets_file.write_text(text, encoding="utf-8")
    folder.create()
    with pytest.raises(WrongUse, match="restore it from a backup"):
        folder.load_secrets()
    assert folder.secrets_file.read_text(encoding="utf-8") == text


def test_missing_secrets_are_named(folder: DataFolder) -> None:
    folder.secrets_file.unlink()
    with pytest.raises(WrongUse, match=r"secrets\.toml is missing"):
        folder.load_secrets()


def test_secrets_show_no_key(folder: DataFolder) -> None:
    keys = folder.load_secrets()
    assert repr(keys) == str(keys) == f"{keys}" == "<Secrets>"


@pytest.mark.feature("H3")
def test_a_second_process_is_refused_until_the_first_ends(folder: DataFolder) -> None:
    command = [sys.executable, "-c", HOLD_THE_LOCK, str(folder.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdin is not None
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with (
            pytest.raises(Refused, match="Another threadkeep is harvesting") as refused,
            folder.lock("harvest", doing="harvesting"),
        ):
            pytest.fail("two processes hold one lock")
        assert refused.value.exit_code == 3
        with folder.lock("publish"):
            pass
        first.stdin.close()
        assert first.wait() == 0
    with folder.lock("harvest"):
        pass


@pytest.mark.feature("H3")
def test_a_killed_process_leaves_no_lock(folder: DataFolder) -> None:
    command = [sys.executable, "-c", HOLD_THE_LOCK, str(folder.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        first.kill()
        first.wait()
    with folder.lock("harvest"):
        pass


def test_a_lock_is_released_when_the_work_fails(folder: DataFolder) -> None:
    with pytest.raises(ZeroDivisionError), folder.lock("harvest"):
        raise ZeroDivisionError
    with folder.lock("harvest"):
        pass


def test_the_same_process_cannot_take_a_lock_twice(folder: DataFolder) -> None:
    with folder.lock("publish"), pytest.raises(Refused), folder.lock("publish"):
        pytest.fail("one lock, taken twice")
