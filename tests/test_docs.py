"""What exists is documented: every command, setting and make target."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from archive.folder import TEMPLATE
from docs.command_reference import command_reference, command_table

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("name", sorted(PROJECT["entry-points"]["threadkeep.commands"]))
def test_every_command_stands_in_readme_and_reference(name: str) -> None:
    assert f"`threadkeep {name}`" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"## threadkeep {name}" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"`threadkeep {name}`" in command_table()
    assert f"## threadkeep {name}" in command_reference()


def test_every_setting_has_a_comment_above_it_or_a_name_that_says_it() -> None:
    settings = re.findall(r"^(\w+) = ", TEMPLATE, re.MULTILINE)
    assert len(settings) > 8
    described = re.findall(r"# .+\n(?:\w+ = .*\n)*", TEMPLATE)
    assert all(any(f"{name} = " in block for block in described) or name == "title" for name in settings)
    assert tomllib.loads(TEMPLATE)


def test_every_make_target_is_a_real_one() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split()
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in phony)
