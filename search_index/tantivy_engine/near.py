"""Terms near another: those that some few slips of a finger lie between."""

from __future__ import annotations

from collections.abc import Iterable


def within(term: str, others: Iterable[str], distance: int) -> list[tuple[int, str]]:
    """Return those of some terms that lie at most so many slips away, each with how many; never the term itself.

    >>> within("ferry", ["ferry", "fery", "frery", "fare", "harbour"], 2)
    [(1, 'fery'), (1, 'frery')]
    """
    letters = set(term)
    found = []
    for other in others:
        # every slip changes the length by one at most, and the set of letters by two
        if abs(len(other) - len(term)) > distance or len(letters.symmetric_difference(other)) > 2 * distance:
            continue
        if other != term and (slips := count_slips(term, other, distance)) <= distance:
            found.append((slips, other))
    return found


def count_slips(one: str, other: str, most: int) -> int:
    """Return how many letters have to be added, left out, changed or swapped with the next; above `most`, any above.

    The optimal string alignment distance (Damerau 1964), row by row.

    >>> count_slips("release", "realese", 3), count_slips("arms", "harms", 2)
    (2, 1)
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for down, letter in enumerate(one, 1):
        last, before, row = before, row, [down]
        for across, facing in enumerate(other, 1):
            slips = min(before[across] + 1, row[-1] + 1, before[across - 1] + (letter != facing))
            if down > 1 and across > 1 and letter == other[across - 2] and one[down - 2] == facing:
                slips = min(slips, last[across - 2] + 1)
            row.append(slips)
        if min(row) > most:
            return most + 1
    return row[-1]
