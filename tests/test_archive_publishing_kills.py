"""A few kill points of decision and publish; `make kill-publish` makes two hundred."""

from __future__ import annotations

import pytest

from tests.bench import memory_folder
from tests.publish_kills import PublishKills


@pytest.mark.feature("A3")
def test_kill_9_leaves_no_half_redacted_copy() -> None:
    with memory_folder() as place:
        kills = PublishKills(place)
        outcome = kills.run(6)
        kills.close()
    assert (outcome.points, outcome.faults) == (6, [])
