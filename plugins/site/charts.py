"""Charts as plain SVG: a column for each year or month, one or two beside each other. Pure.

Sizes are in percent across and in pixels down, so a chart fills any width and its letters keep their size. A chart
says nothing that the table beside it does not say; it is hidden from those who are read to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


# -- the days of a year

_DAY_ROW = 22
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAY_LABELS = (1, 8, 15, 22, 29)
_MARGIN = 11
"""Percent at the left for the names of the months."""


@dataclass(frozen=True, slots=True)
class Row:
    """A month of a calendar: its name, where that stands, and the ground line of its days, in pixels."""

    text: str
    y: int


@dataclass(frozen=True, slots=True)
class DayCalendar:
    """A year as twelve rows of days, a column for each; `most` is what the highest stands for."""

    caption: str
    most: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    labels: tuple[Label, ...]
    height: int


def day_calendar(caption: str, days: Mapping[str, int]) -> DayCalendar | None:
    """Return the calendar of a year, from how much there is of each day ("2018-07-02"); None when there is nothing.

    How much is told by height, not by shade: so it is read in any colours, and on paper.

    >>> made = day_calendar("Comments", {"2018-01-01": 2, "2018-12-31": 4})
    >>> [(column.x, column.y, column.height) for column in made.columns], made.rows[11], made.most
    ([('11.29%', 11, 9), ('97.42%', 244, 18)], Row(text='Dec', y=262), '4')
    """
    most = max(days.values(), default=0)
    if most <= 0:
        return None
    place = (100 - _MARGIN) / 31
    columns = []
    for day, number in days.items():
        month, at = int(day[5:7]), int(day[8:10])
        height = max(1, round((_DAY_ROW - 4) * number / most)) if number else 0
        x = _MARGIN + place * (at - 1 + 0.1)
        ground = _ground(month)
        columns.append(Column(f"{x:.2f}%", f"{place * 0.8:.2f}%", ground - height, height, 1))
    rows = tuple(Row(name, _ground(number)) for number, name in enumerate(_MONTHS, start=1))
    labels = tuple(Label(f"{_MARGIN + place * (day - 0.5):.2f}%", "middle", str(day)) for day in _DAY_LABELS)
    return DayCalendar(caption, f"{most:,}", rows, tuple(columns), labels, _ground(12) + 22)


def _ground(month: int) -> int:
    return _DAY_ROW * month - 2
