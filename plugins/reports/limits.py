"""Who sent how many reports today, without knowing who: hashes salted anew each day, in memory alone."""

from __future__ import annotations

import hashlib
import ipaddress
import secrets
from collections import Counter
from datetime import UTC, date, datetime

PER_ADDRESS = 5
"""Reports a day from one address; those after them wait apart."""

PER_DAY = 300
"""Reports a day from all addresses together; those after them wait apart."""

MOST_ADDRESSES = 10_000


class Limits:
    """Counts reports by address. Nothing of it is ever written, and midnight (UTC) forgets it all."""

    def __init__(self) -> None:
        """Start with nobody."""
        self._day = date.min
        self._salt = b""
        self._sent: Counter[bytes] = Counter()
        self._total = 0

    def counts(self, address: str | None, now: datetime) -> bool:
        """Count a report; return whether it is among the first of its address, and of all, today."""
        today = now.astimezone(UTC).date()
        if today != self._day:
            self._day, self._salt, self._total = today, secrets.token_bytes(32), 0
            self._sent.clear()
        self._total += 1
        key = hashlib.blake2b(_place(address).encode(), key=self._salt, digest_size=16).digest()
        if key not in self._sent and len(self._sent) >= MOST_ADDRESSES:
            return False
        self._sent[key] += 1
        return self._sent[key] <= PER_ADDRESS and self._total <= PER_DAY


def _place(address: str | None) -> str:
    """Return what counts as one address: of IPv6 the network of a household, since each device there has millions.

    >>> _place("192.0.2.7"), _place("2001:db8:1:2:3::9"), _place("::ffff:192.0.2.7"), _place(None)
    ('192.0.2.7', '2001:db8:1:2::', '192.0.2.7', '')
    """
    try:
        found = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or ""
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    mapped = found.ipv4_mapped
    return str(mapped or ipaddress.IPv6Address(int(found) >> 64 << 64))
