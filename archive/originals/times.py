"""Times as archive.db holds them: UTC text that sorts, to the millisecond."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_text(moment: datetime) -> str:
    """Return an aware time as UTC text; raise ValueError for one without a zone.

    >>> utc_text(datetime(2022, 7, 12, 18, 49, 3, tzinfo=UTC))
    '2022-07-12T18:49:03.000Z'
    """
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
