"""British postcodes.

Form: BS 7666-2 and Royal Mail's Programmers' Guide to the Postcode Address File: one or two letters of a post town
area, a district, a blank, a digit and two letters (never C, I, K, M, O or V). The area has to be one that exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.near import find_numbers, search_near
from archive.text import Span

NAME = "postcode"
VERSION = 1

_AREAS = (
    "AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK "
    "FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP "
    "NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W "
    "WA WC WD WF WN WR WS WV YO ZE"
)
_AREA = frozenset(_AREAS.split())
_POSTCODE = re.compile(
    r"(?<![\w/=&?#-])([A-Z]{1,2})\d[A-Z\d]?[ \u00a0]{0,2}\d[ABD-HJLNP-UW-Z]{2}(?![\w-])", re.IGNORECASE | re.ASCII
)
_OUTWARD = re.compile(r"(?<=[A-Za-z])")
_HALF = re.compile(
    r"\b(?:postcode|post code|post town|live in|lives in|living in|based in|over in|round)[ \u00a0]"
    r"(?:is |area |was |of )?([A-Z]{1,2})\d[A-Z\d]?(?![\w-])",
    re.ASCII,
)


def find(text: str) -> Iterator[Finding]:
    """Yield whole postcodes, and the first half of one where the words before it say that somebody lives there."""
    places = [start for start, _ in find_numbers(text) if _OUTWARD.match(text, start)]
    for found in search_near(_POSTCODE, text, places, 2, 10):
        if found[1].upper() in _AREA and not (found.group().islower() and " " not in found.group()):
            why = "is a postcode: a few houses share it"
            yield Finding(Entity.POSTCODE, Span(*found.span()), 0.9, Risk.MEDIUM, why, NAME, VERSION)
    for found in search_near(_HALF, text, places, 25, 5):
        if found[1] in _AREA:
            why = "is the first half of a postcode where somebody lives or works"
            yield Finding(Entity.POSTCODE, Span(found.start(1), found.end()), 0.7, Risk.LOW, why, NAME, VERSION)
