"""International bank account numbers.

Checksum: ISO 13616-1, after ISO 7064 MOD 97-10: the first four characters moved to the end, letters read as 10 to 35,
modulo 97 leaves 1. Lengths: the IBAN registry kept by SWIFT.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.near import find_numbers, search_near
from archive.text import Span

NAME = "iban"
VERSION = 1

_REGISTRY = (
    "AD=24 AE=23 AL=28 AT=20 AZ=28 BA=20 BE=16 BG=22 BH=22 BR=29 BY=28 CH=21 CR=22 CY=28 CZ=24 DE=22 DK=18 DO=28 "
    "EE=20 EG=29 ES=24 FI=18 FO=18 FR=27 GB=22 GE=22 GI=23 GL=18 GR=27 GT=28 HR=21 HU=28 IE=22 IL=23 IQ=23 IS=26 "
    "IT=27 JO=30 KW=30 KZ=20 LB=28 LC=32 LI=21 LT=20 LU=20 LV=21 LY=25 MC=27 MD=24 ME=22 MK=19 MR=27 MT=31 MU=30 "
    "NL=18 NO=15 PK=24 PL=28 PS=29 PT=25 QA=29 RO=24 RS=22 SA=24 SC=31 SE=24 SI=19 SK=24 SM=27 ST=25 SV=28 TL=23 "
    "TN=24 TR=26 UA=29 VA=22 VG=24 XK=20"
)
LENGTHS = {entry[:2]: int(entry[3:]) for entry in _REGISTRY.split()}
"""Country code to length."""

_START = re.compile(r"(?<![\w-])([A-Z]{2})\d{2}(?=[ \u00a0-]?[A-Z0-9])", re.IGNORECASE | re.ASCII)


def find(text: str) -> Iterator[Finding]:
    """Yield account numbers of a known country, of the right length, whose check digits are right."""
    for found in search_near(_START, text, [start for start, _ in find_numbers(text)], 2, 5):
        length = LENGTHS.get(found[1].upper(), 0)
        body = re.compile(rf"[A-Z0-9](?:[ \u00a0-]?[A-Z0-9]){{{length - 1}}}(?![A-Z0-9])", re.IGNORECASE | re.ASCII)
        whole = body.match(text, found.start()) if length else None
        if whole and is_valid(re.sub(r"[^A-Za-z0-9]", "", whole.group())):
            why = "has the length and check digits of a bank account number"
            yield Finding(Entity.ID_NUMBER, Span(*whole.span()), 0.99, Risk.HIGH, why, NAME, VERSION)


def is_valid(number: str) -> bool:
    """Return whether the check digits of an IBAN without blanks are right.

    >>> is_valid("GB82WEST12345698765432"), is_valid("GB82WEST12345698765433")
    (True, False)
    """
    turned = number[4:] + number[:4]
    return int("".join(str(int(character, 36)) for character in turned)) % 97 == 1
