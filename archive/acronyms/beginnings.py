"""How words must begin that a short form could stand for, as a pattern: most places are told at once to hold none."""

from __future__ import annotations

import re
from functools import lru_cache

from archive.acronyms.word_lists import STOP_WORDS


@lru_cache(maxsize=10_000)
def get_beginnings(letters: str) -> re.Pattern[str] | None:
    """Return what fits words in a row that hold the letters in order, small words between them left aside.

    None where letters alone cannot tell.
    """
    if not letters.isalpha() or "x" in letters:
        # a digit may stand for a word, and an x for "ex" or "cross"
        return None
    between = rf"\w*(?:['’]\w+)*[\W_]+(?:(?:{'|'.join(sorted(STOP_WORDS, key=len, reverse=True))})[\W_]+)*"
    first, rest = letters[0], letters[1:]
    # the next letter stands further in the same word, or starts one of the next
    further = (rf"(?:(?>[^\W{letter}]*+{letter})|{between}{letter})" for letter in rest)
    return re.compile(rf"\b{first}" + "".join(further), re.IGNORECASE)
