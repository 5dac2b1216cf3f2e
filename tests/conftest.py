"""Fixtures that many tests share."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from archive.folder import DataFolder
    from tests.moderation_copy import Desk

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell's background job ignores interrupts, and so would every process whose interrupt a test looks at
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of local test input, or skip where it is absent."""
    given = os.environ.get("THREADKEEP_SHARED")
    folder = Path(given) if given else Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "seeds").is_dir():
        pytest.skip("the folder of local test input (shared/) is not here; set THREADKEEP_SHARED to name it")
    return folder


@pytest.fixture(scope="session")
def moderated(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Return a published archive with moderators, to be copied and left as it is."""
    # imported here and below: most tests do without the moderation site
    from tests.moderation_copy import make_archive

    return make_archive(tmp_path_factory.mktemp("moderated") / "data")


@pytest.fixture
def desk(moderated: DataFolder, tmp_path: Path) -> Iterator[Desk]:
    """Return a moderation site over an archive of the test's own."""
    from tests.moderation_copy import open_desk

    with open_desk(moderated, tmp_path / "data") as desk:
        yield desk
