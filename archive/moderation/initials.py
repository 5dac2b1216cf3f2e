"""Initials of persons, proposed to moderators: nobody is named by them, and whoever knows the place knows who it is.

They are found by the rules that keep them out of the acronyms (`archive.acronyms.initials`), which know no other text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.acronyms import read
from archive.acronyms.initials import find_initials
from archive.acronyms.tokens import find_tokens
from archive.redaction.entities import Entity, Finding, Risk

NAME = "initials"
VERSION = 1

_CAPITALS = re.compile(r"\b[A-Z](?:\.|[A-Z]{1,2}\b)")


def find(text: str) -> Iterator[Finding]:
    """Yield the places where a person's initials stand in a text: signed with, or spoken of."""
    # most texts hold none, and what a text explains has to be known of the others alone
    if not _CAPITALS.search(text) or not find_initials(text, find_tokens(text), frozenset()):
        return
    for span in read(text).initials:
        yield Finding(Entity.PERSON, span, 0.6, Risk.LOW, "stands where a person's initials stand", NAME, VERSION)
