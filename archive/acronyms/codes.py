"""Number plates, file numbers and the like: letters in them are part of a code, and often of somebody's details.

Plates as the DVLA gives them out, in leaflet INF104 (since 1983, and the three letters with a number of the years
before); plates of letters and a short number alone look like any acronym before a number (RFC 822), so they are not
told here.
"""

from __future__ import annotations

import re

_PLATE = re.compile(
    r"(?<![^\W_])(?:[A-Z]{2}\d{2}[ -]?[A-Z]{3}|[C-LN-Y]\d{3}[ -]?[A-Z]{3}|[A-Z]{3}[ -]?\d{3}[BDEFJLNPRSTXY])(?![^\W_])"
)
_JOINED = re.compile(r"(?<![\w/‑-])[A-Za-z0-9]++(?:[/‑-][A-Za-z0-9]++)++(?!\w)")
_JOINT = re.compile(r"[/‑-]")
_CALLED = re.compile(r"\b(?:ref|reference|file|case|number|no)\b[.:]?\s?(?:is\s)?$", re.IGNORECASE)
_ENOUGH = 5
"""Digits that make a number of a file rather than of a version (ISO-8859, UTF-8, COVID-19)."""


def find_codes(text: str) -> list[tuple[int, int]]:
    """Return where number plates and numbers with letters in them stand, in order.

    >>> find_codes("WD58 QIZ, and my file is KS/2016/04471. COVID-19, KS1/KS2.")
    [(0, 8), (25, 38)]
    """
    plates = [match.span() for match in _PLATE.finditer(text)]
    joined = [match.span() for match in _JOINED.finditer(text) if _is_number(match.group()) or _is_called(text, match)]
    return sorted(plates + joined)


def _is_called(text: str, match: re.Match[str]) -> bool:
    """True for letters and any number tied by slashes that are said to be a reference, or tied by three of them."""
    joined = match.group()
    has_both = "/" in joined and any(map(str.isdigit, joined)) and any(map(str.isalpha, joined))
    is_said = _CALLED.search(text, max(0, match.start() - 16), match.start()) is not None
    return has_both and (is_said or joined.count("/") > 2)


def _is_number(joined: str) -> bool:
    """True for letters tied by slashes, or by hyphens to two numbers, to many digits."""
    numbers = [part for part in _JOINT.split(joined) if part.isdigit()]
    is_tied = "/" in joined or len(numbers) > 1
    return is_tied and sum(map(len, numbers)) > _ENOUGH - ("/" in joined) and not joined.replace("/", "").isdigit()
