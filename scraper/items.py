"""What a spider hands to the pipeline: one response that was fetched, and what a parser read in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from archive.originals.records import Parsed


@dataclass(frozen=True, slots=True)
class Fetched:
    """One response. `parsed` is None for pages that only lead to others, and for those with a `problem`.

    `remembered` is True when the host said "not modified" and the body came from the archive's own capture. Its repr
    shows no words: Scrapy writes it into its log when something goes wrong.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: bytes = field(repr=False)
    fetched_at: datetime
    parsed: Parsed | None = field(default=None, repr=False)
    problem: str | None = None
    remembered: bool = False
