"""The order and depth of threads."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.public.threads import Place, arrange, nested_order


def _ids(*places: Place) -> list[tuple[str, int, str | None]]:
    return [(it.id, it.depth, it.parent_id) for it in arrange(places)]


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        pytest.param(
            [Place("b", None, "2", 0), Place("a", None, "1", 1)], [("a", 0, None), ("b", 0, None)], id="by time"
        ),
        pytest.param(
            [Place("b", None, "1", 0), Place("a", None, "1", 1)], [("a", 0, None), ("b", 0, None)], id="then by id"
        ),
        pytest.param(
            [Place("z", None, "", 0), Place("a", None, "", 1)], [("z", 0, None), ("a", 0, None)], id="undated by source"
        ),
        pytest.param(
            [Place("u", None, "", 0), Place("b", None, "2", 1), Place("v", None, "", 2), Place("c", None, "3", 3)],
            [("u", 0, None), ("b", 0, None), ("v", 0, None), ("c", 0, None)],
            id="undated after the dated one before it",
        ),
        pytest.param([Place("a", "gone", "1", 0)], [("a", 0, None)], id="parent that no source brought"),
        pytest.param([Place("a", "a", "1", 0)], [("a", 0, None)], id="its own parent"),
        pytest.param(
            [Place("c", "b", "3", 0), Place("b", "c", "2", 1), Place("d", "c", "4", 2)],
            [("b", 0, None), ("c", 1, "b"), ("d", 2, "c")],
            id="a ring opens at its first",
        ),
        pytest.param([], [], id="empty"),
    ],
)
def test_arranged(places: list[Place], expected: list[tuple[str, int, str | None]]) -> None:
    assert _ids(*places) == expected


def test_a_thread_deeper_than_the_stack() -> None:
    deep = [Place(f"{n:05}", f"{n - 1:05}" if n else None, f"{n:05}", n) for n in range(20_000)]
    assert arrange(deep)[-1].depth == 19_999


@dataclass(frozen=True)
class _Comment:
    id: str
    parent_id: str | None
    position: int


@settings(max_examples=80)
@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["", "1", "2", "3"])), max_size=12), st.randoms())
def test_any_graph_becomes_a_forest(edges: list[tuple[int, str]], shuffler: object) -> None:
    places = [Place(str(n), str(parent), time, n) for n, (parent, time) in enumerate(edges)]
    arranged = arrange(places)
    shuffled = list(places)
    shuffler.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    assert arrange(shuffled) == arranged
    assert [it.position for it in arranged] == list(range(1, len(places) + 1))
    depths = {it.id: it.depth for it in arranged}
    for it in arranged:
        assert it.depth == (0 if it.parent_id is None else depths[it.parent_id] + 1)
    nested = nested_order([_Comment(it.id, it.parent_id, it.position) for it in arranged])
    assert sorted(each.id for each in nested) == sorted(depths)
    seen: list[str] = []
    for each in nested:
        assert each.parent_id is None or each.parent_id in seen
        seen.append(each.id)


def test_nested_order_puts_answers_under_what_they_answer() -> None:
    flat = [
        _Comment("a", None, 1),
        _Comment("b", None, 2),
        _Comment("c", "a", 3),
        _Comment("d", "c", 4),
        _Comment("e", "a", 5),
    ]
    assert [it.id for it in nested_order(flat)] == ["a", "c", "d", "e", "b"]
