"""What stands above what: lines of topics from the narrowest to the broadest."""

from __future__ import annotations

from collections.abc import Mapping


def ancestors(broader: Mapping[str, str | None], key: str) -> list[str]:
    """Return what stands above something, the nearest first; a ring, which nothing of ours makes, ends where it closes.

    >>> ancestors({"oral": "psr", "psr": "reports", "reports": None}, "oral")
    ['psr', 'reports']
    """
    found: list[str] = []
    at = broader.get(key)
    while at is not None and at != key and at not in found:
        found.append(at)
        at = broader.get(at)
    return found
