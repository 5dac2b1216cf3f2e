"""Kill -9 at random moments of a harvest and inside its commits: the short form of `tests.benchmarks.kill_harvest`."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from tests.grown_blog import grow
from tests.harvest_runs import WatchedBlog
from tests.kill_points import COMMIT, RANDOM, KeptBlog, KillPoints

POINTS = 6


@pytest.fixture(scope="module")
def blog() -> Iterator[WatchedBlog]:
    with KeptBlog(grow(24, 160)) as served:
        yield served


@pytest.fixture(scope="module")
def points(blog: WatchedBlog, tmp_path_factory: pytest.TempPathFactory) -> KillPoints:
    return KillPoints(blog, tmp_path_factory.mktemp("points"))


@pytest.mark.feature("H2")
@pytest.mark.parametrize("kind", [RANDOM, COMMIT])
def test_after_the_next_run_nothing_is_lost_or_doubled(points: KillPoints, kind: str) -> None:
    outcome = points.some(kind, POINTS, random.Random(7))
    assert outcome.faults == []
    assert (outcome.lost, outcome.doubled) == (0, 0)
    # a harvest may end before its last moment comes
    assert outcome.points >= POINTS / 2
    assert 0 < outcome.distinct <= outcome.points


@pytest.mark.feature("H2")
def test_a_loss_would_be_seen(points: KillPoints, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = points._wanted
    lost = {**wanted, "comment": [*wanted["comment"][1:], ("a comment that nobody brings",)]}
    monkeypatch.setattr(points, "_wanted", lost)
    outcome = points.some(RANDOM, 1, random.Random(1))
    assert (outcome.points, outcome.lost, outcome.doubled, len(outcome.faults)) == (1, 1, 1, 1)
    assert outcome.faults[0].endswith("rows differ")
