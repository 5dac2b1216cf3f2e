"""What readers are told of the pages that texts link to: whether they still answered, and when they were asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlite_utils import Database

from archive.originals import store as originals
from archive.originals.link_checks import LinkCheck, LinkState, get_checks
from archive.public.database import read_in, read_rows
from archive.public.models import PublicThread

_TWICE = timedelta(days=1)
"""A host may be silent for an hour; what is silent a day later too is said to be."""

Told = tuple[str, str | None]


def with_link_states(archive: Database, thread: PublicThread) -> PublicThread:
    """Return a thread whose links say what their pages answered."""
    told = _told(archive, [link.href for link in thread.links])
    links = tuple(
        replace(link, state=told[link.href][0], checked=told[link.href][1]) if link.href in told else link
        for link in thread.links
    )
    return replace(thread, links=links)


def find_wrong_states(public: Database, archive: Database, post_id: str) -> Iterator[str]:
    """Yield the links of a thread that say something else of their pages than what these answered."""
    rows = list(
        read_rows(
            public,
            "select id, href, state, checked from link where item_id = ?1 "
            "or item_id in (select id from comment where post_id = ?1)",
            [post_id],
        )
    )
    told = _told(archive, [row["href"] for row in rows])
    yield from (row["id"] for row in rows if (row["state"], row["checked"]) != told.get(row["href"], ("", None)))


def note_links(archive: Database, public: Database, addresses: Iterable[str]) -> int:
    """Have the items that link to these addresses published anew where readers are told something else of them now.

    Return how many items wait for that.
    """
    wanted = list(addresses)
    told = _told(archive, wanted)
    rows = read_in(public, "select item_id, href, state, checked from link where href in (?)", wanted)
    behind = {row["item_id"] for row in rows if (row["state"], row["checked"]) != told.get(row["href"], ("", None))}
    with archive.atomic():
        originals.mark_pending(archive, sorted(behind))
    return len(behind)


def _told(archive: Database, addresses: list[str]) -> dict[str, Told]:
    checks = get_checks(archive, set(addresses))
    return {address: (_state(check).value, check.checked_at[:10]) for address, check in checks.items()}


def _state(check: LinkCheck) -> LinkState:
    """Return the state to tell of: one silence may be an accident."""
    apart = datetime.fromisoformat(check.checked_at) - datetime.fromisoformat(check.since)
    return LinkState.UNKNOWN if check.state is LinkState.SILENT and apart < _TWICE else check.state
