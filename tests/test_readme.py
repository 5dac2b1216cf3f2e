"""The README's targets are there, and the demo runs. The commands it names are typed in tests/test_tutorials.py."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.typed import README, ROOT, THREADKEEP, console_blocks


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = console_blocks(README)[0].commands
    assert commands == ("make demo", "make test")
    for command in commands:
        assert re.search(rf"^{command.removeprefix('make ')}:", makefile, re.MULTILINE), command


@pytest.mark.feature("O3")
def test_the_demo_runs_to_its_end(tmp_path: Path) -> None:
    done = subprocess.run(
        [*THREADKEEP, "demo", "--once"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"24 posts and 460 comments harvested, published and searchable \(\d+ hits", done.stdout)
    assert list(tmp_path.iterdir()) == []
