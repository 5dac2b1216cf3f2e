"""What an engine raises on damaged files is one error of ours, and nothing else is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search_index import plan
from search_index.engine import IndexFileError, TooSlowError
from search_index.guarded import GuardedEngine
from search_index.results import Order

EVERYTHING = plan.AllOf(())


class Failing:
    """An engine, its index and its view at once: each raises what it is told to, lists after their first thousand."""

    name = "failing"
    format = 1
    damage = (ValueError, KeyError)

    def __init__(self, *raised: Exception) -> None:
        self.raised = list(raised)

    def __getattr__(self, name: str) -> Any:
        if name in ("terms", "stamps", "holders"):
            return self._list
        return self._whole

    def _whole(self, *_: Any, **__: Any) -> Any:
        if self.raised:
            raise self.raised.pop()
        return self

    def _list(self, *_: Any) -> Iterator[int]:
        yield from range(1_000)
        self._whole()


def test_damage_is_one_error_wherever_it_shows(tmp_path: Path) -> None:
    raw = Failing()
    engine: Any = GuardedEngine(raw)  # type: ignore[arg-type]
    index = engine.open(tmp_path)
    view = index.view()
    asked = (
        lambda: engine.open(tmp_path),
        lambda: engine.create(tmp_path),
        index.view,
        lambda: index.apply((), ()),
        index.purge,
        view.is_current,
        lambda: view.find(EVERYTHING, order=Order.NEWEST, offset=0, limit=1),
        lambda: view.count(EVERYTHING),
        lambda: list(view.holders(EVERYTHING)),
        lambda: list(view.stamps()),
        lambda: list(view.terms("text")),
        lambda: view.frequency("text", "a"),
        lambda: view.starting("text", "a", 1),
        lambda: view.near("text", "a", distance=1, most=1),
        view.files,
        view.has_leftovers,
        view.close,
    )
    for ask in asked:
        raw.raised = [KeyError("cut short")]
        with pytest.raises(IndexFileError, match="cut short"):
            ask()
        raw.raised = [TooSlowError()]
        with pytest.raises(TooSlowError):
            ask()
        ask()


def test_what_others_do_with_a_list_is_not_the_engine_at_work(tmp_path: Path) -> None:
    view = GuardedEngine(Failing()).open(tmp_path).view()  # type: ignore[arg-type]
    assert len(list(view.terms("text"))) == 1_000
    with pytest.raises(ValueError, match="ours"):  # noqa: PT012 - the loop is what fails
        for term in view.terms("text"):
            raise ValueError(f"ours {term}")


def test_documents_are_made_before_the_engine_is_at_work(tmp_path: Path) -> None:
    def documents() -> Iterator[Any]:
        yield 1
        raise KeyError("ours")

    index = GuardedEngine(Failing()).open(tmp_path)  # type: ignore[arg-type]
    with pytest.raises(KeyError, match="ours"):
        index.apply((), documents())
