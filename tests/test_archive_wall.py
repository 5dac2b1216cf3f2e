"""The wall between originals and the public copy: what an original refuses to do, and who may look behind it."""

from __future__ import annotations

import ast
import copy
import dataclasses
import json
import pickle
import sqlite3
import stat
import string
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.folder import DataFolder
from archive.originals.database import open_archive
from archive.text import Mark, MarkKind, OriginalText, Span

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("archive", "scraper", "search_index", "plugins")
CANARY = "Wilhelmina Quillfeather"

REVEALING = {
    "archive/moderation/values.py": "looks in an item for a moderator's words, and for addresses that would go public",
    "archive/originals/rows.py": "writes an original into archive.db, and nothing else does",
    "archive/publishing/gate.py": "compares what is about to be public with its original and the decisions on it",
    "archive/redaction/apply.py": "makes redacted text, the one way to the other side",
    "archive/redaction/doubled.py": "finds a body that was pasted twice; what it returns is an original again",
    "plugins/anonymisation/reading.py": "shows a moderator, logged in, what the decision is about",
}
"""Every module that calls `.reveal()`. A new line here is a hole in the wall: give a reason that holds."""

MAKERS_OF_REDACTED_TEXT = {
    "archive/redaction/apply.py": "makes it: the decisions applied to an original",
    "archive/public/store.py": "reads it back from the public copy",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Holder:
    text: OriginalText


@pytest.fixture
def original() -> OriginalText:
    return OriginalText(CANARY, (Mark(Span(0, 10), MarkKind.EMPHASIS),))


REFUSED: dict[str, Callable[[OriginalText], object]] = {
    "str": str,
    "f-string": lambda text: f"{text}",
    "f-string with a width": lambda text: f"{text:>40}",
    "format": lambda text: "{}".format(text),  # noqa: UP032 - this is the way of printing under test
    "percent": lambda text: "%s" % text,  # noqa: UP031 - as above
    "template": lambda text: string.Template("$text").substitute(text=text),
    "print": print,
    "join": lambda text: "".join([text]),  # type: ignore[list-item] # the mistake under test
    "add": lambda text: "a" + text,  # type: ignore[operator] # as above
    "bytes": lambda text: bytes(text),  # type: ignore[call-overload] # as above
    "iterate": lambda text: list(text),  # type: ignore[call-overload] # as above
    "len": lambda text: len(text),  # type: ignore[arg-type] # as above
    "json": json.dumps,
    "pickle": pickle.dumps,
    "pickle in a holder": lambda text: pickle.dumps(Holder(text)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "vars": vars,
    "attribute set": lambda text: setattr(text, "words", 1),
}


@pytest.mark.feature("O1")
@pytest.mark.parametrize("way", REFUSED)
def test_an_original_refuses(original: OriginalText, way: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises((TypeError, AttributeError)) as raised:
        REFUSED[way](original)
    assert CANARY not in str(raised.value)
    assert CANARY not in "".join(capsys.readouterr())


@pytest.mark.feature("O1")
def test_an_original_is_never_bound_to_sqlite(original: OriginalText) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("create table t (words)")
    with pytest.raises((sqlite3.Error, TypeError)):
        connection.execute("insert into t values (?)", (original,))
    with pytest.raises((sqlite3.Error, TypeError)):
        Database(connection)["t"].insert({"words": original})  # type: ignore[union-attr] # a table, not a view
    assert connection.execute("select count(*) from t").fetchone() == (0,)


@pytest.mark.feature("O1")
def test_asdict_does_not_unwrap_an_original(original: OriginalText) -> None:
    with pytest.raises(TypeError, match="never pickled or copied"):
        dataclasses.asdict(Holder(original))
    with pytest.raises(TypeError, match="never pickled or copied"):
        dataclasses.astuple(Holder(original))


@pytest.mark.feature("O1")
def test_what_python_prints_by_itself_shows_no_word(original: OriginalText) -> None:
    for shown in (repr(original), ascii(original), repr([original]), repr(Holder(original)), f"{[original]}"):
        assert CANARY.split()[0] not in shown
        assert "<OriginalText>" in shown


def test_originals_compare_and_hash_by_content(original: OriginalText) -> None:
    same = OriginalText(CANARY, original.reveal().marks)
    assert original == same
    assert hash(original) == hash(same)
    assert original != OriginalText(CANARY)
    assert original != CANARY
    assert bool(original)
    assert not OriginalText("")


def syntax_trees() -> Iterator[tuple[str, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def mentions(name: str) -> set[str]:
    """Return the modules that name an attribute, in a call or handed on."""
    return {
        path
        for path, tree in syntax_trees()
        if any(isinstance(node, ast.Attribute) and node.attr == name for node in ast.walk(tree))
    }


def reads_by_name(tree: ast.Module) -> bool:
    """True when a module holds the name as a string, for getattr and the like."""
    return any(
        isinstance(node, ast.Constant) and node.value in ("reveal", "_OriginalText__content") for node in ast.walk(tree)
    )


def calls(tree: ast.Module, name: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id == name)
            or (isinstance(node.func, ast.Attribute) and node.func.attr == name)
        )
        for node in ast.walk(tree)
    )


@pytest.mark.feature("O1")
def test_every_place_that_reveals_an_original_is_listed() -> None:
    assert mentions("reveal") == set(REVEALING)


@pytest.mark.feature("O1")
def test_nobody_goes_around_reveal() -> None:
    assert [path for path, tree in syntax_trees() if reads_by_name(tree)] == []
    assert mentions("_OriginalText__content") == set()
    assert mentions("__content") == {"archive/text.py"}


@pytest.mark.feature("O1")
def test_redacted_text_is_made_in_two_places() -> None:
    assert {path for path, tree in syntax_trees() if calls(tree, "RedactedText")} == set(MAKERS_OF_REDACTED_TEXT)


def test_the_search_for_callers_finds_one() -> None:
    tree = ast.parse(
        "from archive.text import RedactedText\nsee = text.reveal\nRedactedText('a')\ngetattr(a, 'reveal')\n"
    )
    assert calls(tree, "RedactedText")
    assert reads_by_name(tree)
    assert not calls(ast.parse("x: RedactedText"), "RedactedText")


@pytest.mark.feature("O1")
def test_private_files_are_their_owners_alone(tmp_path: Path) -> None:
    folder = DataFolder.resolve(tmp_path)
    folder.create()
    db = open_archive(folder, create=True)
    with db.atomic():
        db.execute("insert into meta values ('a', 'b')")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes["captures"] == 0o700
    # the write-ahead log holds what the database will hold, so it has the same mode
    private = ("archive.db", "archive.db-wal", "archive.db-shm", "secrets.toml")
    assert {modes[name] for name in private} == {0o600}
    db.close()


def test_all_that_makes_public_pages_of_topics_stands_behind_the_wall() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (contract,) = (each for each in contracts if each["name"].startswith("Public code never reaches"))
    tree = ast.parse((ROOT / "plugins/tagging/__init__.py").read_text(encoding="utf-8"))
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "plugins.tagging"]
    public = {f"plugins.tagging.{name.name}" for node in imports for name in node.names} | {"plugins.tagging.export"}
    assert len(public) == 3
    assert public <= set(contract["source_modules"])
