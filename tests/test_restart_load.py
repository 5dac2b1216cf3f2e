"""Readers notice no publish, no restore and no restart: a short run of `make restart-load` (O9, A9)."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.restart_loads import Site, reading, trouble


@pytest.mark.feature("O9")
@pytest.mark.feature("A9")
def test_a_publish_and_a_restore_with_its_restart_lose_no_request() -> None:
    with tempfile.TemporaryDirectory() as place:
        site = Site(Path(place))
        try:
            with reading(site.port, 4) as readers:
                trouble(site, readers, [site.publish, site.restore], between=25)
        finally:
            site.close()
    assert readers.wrong == []
    assert (set(readers.answers), readers.odd) == ({200}, [])
    assert readers.count >= 75
