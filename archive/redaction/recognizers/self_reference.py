"""Clock times by which somebody says that an earlier comment is theirs too: "08:47 here", "I'm the 12.26 poster".

Two unsigned comments of one hand tell more of their writer than either: whoever recognises one recognises both. The
archive makes no link of it; a moderator may take the time out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archive.conversation.clock_patterns import TIME
from archive.conversation.clock_times import ClockKind, Moment, find_clock_times
from archive.redaction.entities import Entity, Finding, Risk

NAME = "self_reference"
VERSION = 1


def is_possible(text: str) -> bool:
    """True when a time of day stands in a text at all: only then does its thread have to be read."""
    return TIME.search(text) is not None


def find(text: str, here: Moment, thread: Sequence[Moment]) -> Iterator[Finding]:
    """Yield the times by which the writer of a comment calls themselves; `thread` holds the comments around it."""
    for time in find_clock_times(text, (), here, thread):
        if time.kind is ClockKind.SELF:
            why = "is the time by which the writer says that an earlier comment is theirs too"
            yield Finding(Entity.TIME, time.span, time.confidence, Risk.MEDIUM, why, NAME, VERSION)
