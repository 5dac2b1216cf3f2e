"""Months, weekdays and feasts, with a capital as they are written. Data."""

from __future__ import annotations

_MONTHS = "January February March April May June July August September October November December"
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_FEASTS = (
    "Christmas Easter Lent Advent Michaelmas Candlemas Whitsun Pentecost Epiphany Ramadan Eid Diwali Hanukkah"
    " Passover Halloween Hogmanay Lammas"
)
MONTHS = tuple(_MONTHS.split())
WEEKDAYS = tuple(_WEEKDAYS.split())
FEASTS = tuple(_FEASTS.split())
DATES = frozenset([*MONTHS, *WEEKDAYS, *FEASTS])
NAME_MONTHS = frozenset(["April", "May", "June", "August"])
"""Months that are given names too."""
