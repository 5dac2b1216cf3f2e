"""A pause after several wrong passwords for one name. In memory: a restart forgets it, and nothing of it is written.

A new password lifts it: wrong passwords are counted against one `mark`, which whoever keeps the passwords changes with
each of them.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

TRIES = 5
PAUSE = timedelta(minutes=1)
FORGET = timedelta(minutes=15)
MOST_NAMES = 1000


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int
    last: datetime
    mark: str


class Lockout:
    """How often the password for a name was wrong lately. Names that nobody has count like the others."""

    def __init__(self) -> None:
        """Start with nobody locked out."""
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def is_locked(self, name: str, now: datetime, mark: str = "") -> bool:
        """True for a minute after the fifth wrong password, and after each further one."""
        found = self._failures.get(_key(name))
        return found is not None and found.mark == mark and found.count >= TRIES and now - found.last < PAUSE

    def failed(self, name: str, now: datetime, mark: str = "") -> None:
        """Count a wrong password."""
        before = self._failures.pop(_key(name), None)
        count = before.count if before and before.mark == mark and now - before.last < FORGET else 0
        self._failures[_key(name)] = _Failures(count + 1, now, mark)
        while len(self._failures) > MOST_NAMES:
            self._failures.popitem(last=False)

    def succeeded(self, name: str) -> None:
        """Forget the wrong passwords of somebody who then knew the right one."""
        self._failures.pop(_key(name), None)


def _key(name: str) -> str:
    return name.strip().casefold()[:100]
