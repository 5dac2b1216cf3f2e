"""Addresses of houses: a number and the name of a road, as one writes them on an envelope."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.near import find_numbers, search_near
from archive.text import Span

NAME = "address"
VERSION = 1

_ROADS = (
    r"(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Terrace|Crescent|Drive|Gardens|Grove|Row|Hill|Cottages|Court|Place"
    r"|Square|Walk|Way|Mews|Rise|View|Parade|Green|Bank|Fold|Croft|Garth|Wynd|Buildings|Villas|Mansions|Yard|Gate|End)"
)
_HOUSE = re.compile(
    r"(?:\b(?:[Nn]umber|[Nn]o\.?|[Ff]lat|[Aa]partment|[Uu]nit) )?\b(?!(?:19|20)\d\d )\d{1,4}[A-Da-d]?,? (?:the |The )?"
    rf"(?:[A-Z][a-z'’]+ ){{1,3}}{_ROADS}\b"
    r"(?:,? [A-Z][a-z]{2,}(?= |[.,;!?)]|\Z))?"
    r"|\b[Ff]lat \d{1,3}[A-Da-d]?,? [A-Z][a-z]+ (?:House|Court|Point|Tower|Heights)\b"
)
# what follows the last digit of every number of a house
_NAME_BEHIND = re.compile(r"[A-Da-d]?,? [Tt]?(?:he )?[A-Z]")
_BEFORE, _AFTER = len("Apartment 123"), 200


def find(text: str) -> Iterator[Finding]:
    """Yield addresses of houses; the name of a road alone is none."""
    places = [end - 1 for _, end in find_numbers(text) if _NAME_BEHIND.match(text, end)]
    for found in search_near(_HOUSE, text, places, _BEFORE, _AFTER):
        yield Finding(Entity.PLACE, Span(*found.span()), 0.8, Risk.MEDIUM, "is the address of a house", NAME, VERSION)
