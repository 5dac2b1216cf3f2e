"""Two thousand broken pages and exports: each is read or refused in one sentence, within bounds of time and memory."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.errors import BadInput
from tests.mutations import MEMORY, Reader, campaign, invented_seeds, mutants

PAGES = Path(__file__).parent / "pages"
BLOCK, BLOCKS = 250, 8


@pytest.mark.feature("H13")
@pytest.mark.parametrize("block", range(BLOCKS))
def test_mutants_are_read_or_refused(block: int) -> None:
    outcome = campaign(invented_seeds(PAGES), range(block * BLOCK, (block + 1) * BLOCK))
    assert outcome.faults == []
    assert outcome.parsed + outcome.refused == BLOCK
    # a campaign in which everything is refused at the door, or nothing is, would look at little
    assert outcome.parsed > BLOCK / 10
    assert outcome.refused > BLOCK / 20


def test_a_number_is_the_same_mutant_for_ever() -> None:
    seeds = invented_seeds(PAGES)
    once, again = (list(mutants(seeds, range(40))) for _ in range(2))
    assert once == again
    assert sum(body == dict(seeds)[name] for _, name, body in once) < 4


def _stumbles(path: Path) -> None:
    raise KeyError(path.name)


def _never_ends(path: Path) -> None:
    time.sleep(60)


def _wants_all_memory(path: Path) -> None:
    bytearray(2 * MEMORY)


def _runs_out_of_stack(path: Path) -> None:
    _runs_out_of_stack(path)


def _says_nothing(path: Path) -> None:
    raise BadInput(" ")


@pytest.mark.parametrize(
    ("parse", "says"),
    [
        (_stumbles, "KeyError"),
        (_never_ends, "no end within"),
        (_wants_all_memory, "MemoryError"),
        (_runs_out_of_stack, "RecursionError"),
        (_says_nothing, "no clear sentence"),
    ],
)
def test_a_parser_that_fails_is_seen_to_fail(parse: Callable[[Path], None], says: str) -> None:
    with Reader(parse, seconds=2) as reader:
        kind, say = reader.read("page.html", b"<p>x</p>")
        assert (kind, says in say) == ("fault", True)
        # the next one is read all the same
        assert reader.read("page.html", b"<p>x</p>")[0] == "fault"
