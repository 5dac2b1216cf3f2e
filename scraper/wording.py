"""Numbers with their nouns, as the summaries of commands say them."""

from __future__ import annotations

from collections.abc import Mapping

_PLURALS = {"draft": "drafts"}


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "reply", "replies"), count(3, "post")
    ('1 reply', '3 posts')
    """
    return f"{number} {one if number == 1 else many or one + 's'}"


def kinds_left_out(kinds: Mapping[str, int]) -> str:
    """Return what was left out, by kind, "" when nothing was.

    >>> kinds_left_out({"spam": 20, "draft": 7}), kinds_left_out({})
    ('7 drafts, 20 spam', '')
    """
    return ", ".join(count(number, kind, _PLURALS.get(kind, kind)) for kind, number in sorted(kinds.items()))
