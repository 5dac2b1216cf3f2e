"""Charts as plain SVG: a column for each year or month, one or two beside each other. Pure.

Sizes are in percent across and in pixels down, so a chart fills any width and its letters keep their size. A chart
says nothing that the table beside it does not say; it is hidden from those who are read to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 140
"""Pixels from the ground line to the top of the highest column."""

_TOP = 18
_LABELS = {4: 6, 7: 4}
"""How many labels stand side by side on a narrow screen, by the length of each: "2018", "2018-07"."""

_FILLED = 0.72
"""How much of its place a group of columns takes."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: where it begins and how wide it is, in percent; its top and height in pixels; whose it is, 1 or 2."""

    x: str
    width: str
    y: int
    height: int
    series: int


@dataclass(frozen=True, slots=True)
class Label:
    """A label under the ground line; `anchor` is start, middle or end."""

    x: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to be drawn. `most` is what the top line stands for; `names` tell two series apart."""

    caption: str
    most: str
    names: tuple[str, ...]
    columns: tuple[Column, ...]
    labels: tuple[Label, ...]
    top: int
    ground: int
    height: int


def chart(
    caption: str, periods: Sequence[str], series: Sequence[Sequence[float]], names: Sequence[str] = ()
) -> Chart | None:
    """Return a chart of one or two series over periods; None when nothing is above zero.

    >>> made = chart("Uses", ["2017", "2018"], [[1, 4]])
    >>> [(column.x, column.width, column.y, column.height) for column in made.columns], made.most
    ([('7.00%', '36.00%', 123, 35), ('57.00%', '36.00%', 18, 140)], '4')
    """
    most = max((value for each in series for value in each), default=0)
    if most <= 0:
        return None
    place = 100 / len(periods)
    width = place * _FILLED / len(series)
    columns = [
        _column(place * (at + (1 - _FILLED) / 2) + width * number, width, value / most, number + 1)
        for number, each in enumerate(series)
        for at, value in enumerate(each)
        if value > 0
    ]
    ground = _TOP + HEIGHT
    shown = f"{most:,.1f}" if isinstance(most, float) and most != int(most) else f"{int(most):,}"
    return Chart(caption, shown, tuple(names), tuple(columns), _labels(periods), _TOP, ground, ground + 22)


def _column(x: float, width: float, share: float, series: int) -> Column:
    height = max(1, round(HEIGHT * share))
    return Column(f"{x:.2f}%", f"{width:.2f}%", _TOP + HEIGHT - height, height, series)


def _labels(periods: Sequence[str]) -> tuple[Label, ...]:
    """Return labels for as many periods as fit, evenly apart, the first and the last among them."""
    number = min(len(periods), _LABELS.get(max(map(len, periods)), 4))
    wanted = [round(each * (len(periods) - 1) / max(1, number - 1)) for each in range(number)]
    place = 100 / len(periods)
    return tuple(_label(periods[at], place * (at + 0.5)) for at in wanted)


def _label(text: str, x: float) -> Label:
    if x < 6:
        return Label("0%", "start", text)
    return Label("100%", "end", text) if x > 94 else Label(f"{x:.2f}%", "middle", text)
