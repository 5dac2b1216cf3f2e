"""What every place that shows public text has in common, so that nothing can be forgotten when words must go.

The public file, the index, the rendered pages and every later export register one class each through the
entry-point group `threadkeep.surfaces`; publishing, the certificate, `check` and the leak tests walk that list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from archive.folder import DataFolder
from archive.redaction.words import Words


@dataclass(frozen=True, slots=True)
class Place:
    """Where words were found: the surface, and an id, a table and column, a file or an address. Never the words."""

    surface: str
    where: str


@dataclass(frozen=True, slots=True)
class FoundIn:
    """How many values, postings, pages or files were looked at, and in which of them the words stand."""

    checked: int
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Words to look for: in what is shown of some items, or of everything when `item_ids` is None.

    `near` are then the items of which a trace is likely. A surface of more places than can be looked through each time
    looks at all that shows these, and at what shows every item; without it, at everything.
    """

    words: Words
    item_ids: tuple[str, ...] | None = None
    near: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a publish changed. `whole` means: everything may have changed, start afresh."""

    item_ids: tuple[str, ...]
    post_ids: tuple[str, ...]
    whole: bool
    content_version: int


class Surface(Protocol):
    """One way in which public text reaches people."""

    name: str

    def __init__(self, folder: DataFolder) -> None:
        """Bind the surface to one archive; opens nothing yet."""
        ...

    def apply(self, changes: Changes) -> None:
        """Bring this surface up to date with public.db. Safe to repeat."""
        ...

    def find_each(self, asked: Sequence[Asked]) -> list[FoundIn]:
        """Look for many words in one pass; return for each what was looked at and where they stand."""
        ...

    def find(self, words: Words, item_ids: Sequence[str] | None) -> FoundIn:
        """Look for words in what this surface shows of these items, or of everything when None."""
        return self.find_each([Asked(words, None if item_ids is None else tuple(item_ids))])[0]

    def damaged(self) -> tuple[str, ...]:
        """Return the files that are not as they were written; none of what is made from public.db when it is asked."""
        return ()

    def state(self) -> int | None:
        """Return the content version this surface reflects, None when it has nothing yet."""
        ...
