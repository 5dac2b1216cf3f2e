"""Number plates of cars in Great Britain.

Form: DVLA, INF104 "Vehicle registration numbers and number plates": since 2001 two letters (never I, Q or Z first),
two digits for the half-year, three letters (never I or Q); before it a year letter, one to three digits and three
letters, or three letters, digits and a year letter. The older forms are found where the words around speak of a car.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.lexica.alternatives import alternatives
from archive.redaction.near import find_numbers, search_near
from archive.redaction.sentences import find_classes
from archive.redaction.tokens import class_of
from archive.text import Span

NAME = "plate"
VERSION = 1

_CURRENT = re.compile(r"(?<![\w/=&?#.-])[A-Z]{2}(?:0[1-9]|[1-9]\d)[ \u00a0-]?[A-Z]{3}(?![\w-])", re.ASCII)
_SAID = re.compile(
    r"(?<![\w/=&?#.-])(?:[A-HJ-PR-Y]{2}\d\d[ \u00a0-]?[A-HJ-PR-Z]{3}|[A-HJ-NPR-Y]\d{1,3}[ \u00a0-]?[A-HJ-PR-Y]{3}"
    r"|[A-HJ-PR-Y]{3}[ \u00a0-]?\d{1,3}[A-HJ-NPR-Y]|[A-Z]{1,3}[ \u00a0-]\d{1,4})(?![\w-])",
    re.IGNORECASE | re.ASCII,
)
_YEAR = re.compile(r"(?<=[A-Z]{2})\d\d", re.ASCII)
_CARS = """
reg registration plate plates numberplate car van vehicle drive drives driving drove parked vauxhall ford bmw audi fiat
nissan toyota renault peugeot golf corsa fiesta astra focus clio mini honda skoda volvo kia
"""
_CAR_WORDS = class_of(_CARS.split())
_CUE = re.compile(rf"\b{alternatives(_CARS.split())}\b[^.!?\n]{{0,40}}\Z", re.IGNORECASE)
WHY = "is a number plate: it leads to the keeper of a car"


def find(text: str) -> Iterator[Finding]:
    """Yield number plates; those of the older forms, or in small letters, where words before them speak of a car."""
    known = set()
    numbers = [start for start, _ in find_numbers(text)]
    years = [start for start in numbers if _YEAR.match(text, start)]
    for found in search_near(_CURRENT, text, years, 2, 8):
        known.add(found.start())
        yield Finding(Entity.PLATE, Span(*found.span()), 0.85, Risk.MEDIUM, WHY, NAME, VERSION)
    for found in search_near(_SAID, text, numbers, 4, 10) if find_classes(text) & _CAR_WORDS else ():
        if found.start() not in known and _CUE.search(text[max(0, found.start() - 60) : found.start()]):
            yield Finding(Entity.PLATE, Span(*found.span()), 0.7, Risk.MEDIUM, WHY, NAME, VERSION)
