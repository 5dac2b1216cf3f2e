"""Fixtures that many tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of local test input, or skip where it is absent."""
    given = os.environ.get("THREADKEEP_SHARED")
    folder = Path(given) if given else Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "seeds").is_dir():
        pytest.skip("the folder of local test input (shared/) is not here; set THREADKEEP_SHARED to name it")
    return folder
