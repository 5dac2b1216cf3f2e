"""The list of withdrawn items: whoever has the secret learns which of their ids are on it, and nobody anything else."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import WrongUse
from archive.moderation import decisions
from archive.originals import store as originals
from archive.publishing.withdrawn import PAGE, Since, check_list, find_since, make_list, read_secret
from archive.withdrawn_command import withdrawn as command
from tests.bench import Bench, comment, make_bench, post

SECRET, OTHER = bytes(range(32)), bytes(range(1, 33))
DOCS = Path(__file__).resolve().parents[1] / "docs" / "withdrawn.md"
IDS = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), min_size=1, max_size=12)
FOUND = st.dictionaries(IDS, st.sampled_from(Since), max_size=12)


def look_up() -> Any:
    """Return the program that the documentation gives to holders."""
    (code,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - it is our own documentation that is under test
    return names["look_up"]


@pytest.mark.feature("Q11")
@settings(max_examples=60, deadline=None)
@given(FOUND, st.lists(IDS, max_size=12))
def test_a_holder_learns_which_of_their_ids_are_withdrawn_and_of_no_other(
    found: dict[str, Since], held: list[str]
) -> None:
    listed = make_list(SECRET, found)
    meant = {item_id: found[item_id] for item_id in held if item_id in found}
    assert check_list(listed, SECRET, held) == meant
    assert look_up()(listed, SECRET.hex(), held) == {(what.value, item_id) for item_id, what in meant.items()}
    with pytest.raises(WrongUse, match="another release"):
        check_list(listed, OTHER, held)


@pytest.mark.feature("Q11")
@settings(max_examples=40, deadline=None)
@given(FOUND, FOUND)
def test_without_the_secret_a_list_tells_neither_ids_nor_how_many(one: dict[str, Since], two: dict[str, Since]) -> None:
    first, second = make_list(SECRET, one), make_list(SECRET, two)
    assert len(first) == len(second)
    lines = first.splitlines()[2:]
    assert lines == sorted(lines)
    assert len(lines) == len(set(lines)) == PAGE
    assert all(re.fullmatch("[0-9a-f]{64}", line) for line in lines)
    # two releases with the same items withdrawn have no line in common
    assert not set(lines) & set(make_list(OTHER, one).splitlines()[2:])


@pytest.mark.feature("Q11")
def test_a_long_list_is_padded_to_the_next_page() -> None:
    assert [
        len(make_list(SECRET, dict.fromkeys(map(str, range(size)), Since.WITHDRAWN)).splitlines()) - 2
        for size in (0, 1, PAGE, PAGE + 1)
    ] == [
        PAGE,
        PAGE,
        PAGE,
        2 * PAGE,
    ]


@pytest.mark.parametrize("damage", ["", "nothing", "threadkeep-withdrawn 1", "cut", "other", "upper"])
def test_a_damaged_list_is_not_taken_for_an_empty_one(damage: str) -> None:
    whole = make_list(SECRET, {"1": Since.WITHDRAWN})
    given = {"cut": whole[:-66], "other": whole.replace(" 1\n", " 2\n", 1), "upper": whole.upper()}.get(damage, damage)
    with pytest.raises(WrongUse, match="no whole list"):
        check_list(given, SECRET, ["1"])


@pytest.mark.parametrize("written", ["", "abc", "00" * 15, "0" * 33, "zz" * 20])
def test_what_is_no_secret(written: str) -> None:
    with pytest.raises(WrongUse, match="32 hexadecimal digits"):
        read_secret(written)


def test_a_secret_is_read_with_blanks_around_it() -> None:
    assert read_secret(f" {SECRET.hex().upper()}\n") == SECRET


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = make_bench(tmp_path)
    texts = ("Wilhelmina again", "Wilhelmina, surely", "Pebbles", "Quiet", "Fog", "Late", "Salt")
    bench.add(post(1, *(comment(11 + number, f"<p>{text}</p>") for number, text in enumerate(texts))))
    bench.mask(16, "Late")
    bench.publish()
    return bench


@pytest.mark.feature("Q11")
def test_what_is_hidden_withheld_or_masked_since_a_release_is_on_its_list(bench: Bench) -> None:
    bench.later(days=30)
    released = bench.now
    bench.mask(11, "Wilhelmina", everywhere=True)
    bench.mask(13, "Pebbles")
    bench.hide(14)
    decisions.withhold(bench.db, "15", reason="asked for", by="Mo", now=bench.now)
    undone = bench.mask(17, "Salt")
    decisions.undo(bench.db, undone.id, by="Mo", now=bench.now)
    bench.publish()
    originals.add_alias(bench.db, "earlier", "14")
    with bench.public() as public:
        found = find_since(bench.db, public, released)
        everything = find_since(bench.db, public)
    assert {item_id for item_id, what in found.items() if what is Since.WITHDRAWN} == {"14", "15", "earlier"}
    assert {item_id for item_id, what in found.items() if what is Since.CHANGED} == {"11", "12", "13"}
    assert everything == {**found, "16": Since.CHANGED}


@pytest.mark.feature("Q11")
def test_the_command_makes_a_list_and_looks_ids_up(bench: Bench, tmp_path: Path) -> None:
    secret, listed = tmp_path / "secret.txt", tmp_path / "list.txt"
    secret.write_text(f"{SECRET.hex()}\n", encoding="utf-8")
    bench.hide(14)
    bench.publish()

    def run(*words: str, given: str = "") -> Any:
        return CliRunner().invoke(command, ["--secret-file", str(secret), *words], input=given)

    data = ["--data", str(bench.folder.path)]
    made = run(*data)
    assert made.exit_code == 0
    listed.write_text(made.stdout, encoding="utf-8")
    assert run("--since", "2026-06-01", *data).stdout != made.stdout
    found = run("--check", str(listed), given="11\n14\n\n16\n")
    assert found.stdout == "withdrawn\t14\nchanged\t16\n"
    assert "2 of 3" in found.stderr
    assert "as it is" in str(run("--check", str(listed), "--since", "2026-06-01").exception)
    assert "2026-05-03" in str(run("--since", "May", *data).exception)
