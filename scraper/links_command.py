"""`threadkeep links`: whether the pages that texts link to are still there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import click

from archive.command_options import data_option, json_option
from archive.folder import DataFolder
from scraper.addresses import is_loopback
from scraper.harvest_command import contact_of
from scraper.stop_list import StopList

if TYPE_CHECKING:
    from sqlite_utils import Database

LOCK = "links"
SOON = timedelta(days=7)
"""When what did not answer is asked again."""


@click.command()
@click.option("--again-after", "days", type=click.IntRange(min=1), default=180, show_default=True, metavar="DAYS")
@click.option("--limit", type=click.IntRange(min=1), help="Ask for N addresses at most; the next run goes on.")
@click.option("--per-host", type=click.IntRange(min=1), default=100, show_default=True, help="Addresses of one host.")
@click.option("--contact", default="", help="How the owners of those pages can reach you; sent with every request.")
@json_option
@data_option
def links(folder: DataFolder, as_json: bool, days: int, limit: int | None, per_host: int, contact: str) -> None:
    """Ask the pages that texts link to whether they are still there, and tell readers of those that are not.

    Optional, and slow on purpose: one question at a time to each host, as robots.txt allows. What was asked within
    --again-after DAYS is not asked again, so a run that was stopped is continued by the next one. Only addresses that
    readers see are asked for.
    """
    from archive.originals.database import open_archive
    from archive.publishing.link_states import note_links
    from archive.publishing.publisher import publish
    from scraper.link_check import Errand, check_links

    settings = folder.load_settings()
    with folder.lock(LOCK, doing="asking for linked pages"), closing(open_archive(folder)) as db:
        seen = _public_links(folder)
        wanted = _due(db, seen, settings.harvest_stop, days, per_host)[:limit]
        is_local = all(map(is_loopback, wanted))
        asks = "" if is_local else contact_of(folder, contact, as_json=as_json)
        found = check_links(Errand(db, tuple(wanted), asks, 0.0 if is_local else max(0.5, settings.harvest_delay)))
        with closing(_open_public(folder)) as public:
            changed = note_links(db, public, seen)
    if changed:
        publish(folder, now=datetime.now(UTC))
    told = {"asked": len(found.answered), **found.counts, "left": found.left, "items_changed": changed}
    click.echo(json.dumps(told, indent=2) if as_json else _summary(told))


def _summary(told: Counter[str] | dict[str, int]) -> str:
    states = ", ".join(f"{told.get(state, 0)} {state}" for state in ("ok", "gone", "silent", "unknown"))
    left = f" {told['left']} are left for another run." if told["left"] else ""
    return f"{told['asked']} links asked for: {states}. {told['items_changed']} posts and comments say so now.{left}"


def _open_public(folder: DataFolder) -> Database:
    from archive.public.store import open_public

    return open_public(folder)


def _public_links(folder: DataFolder) -> list[str]:
    with closing(_open_public(folder)) as db:
        return [row[0] for row in db.conn.execute("select distinct href from link order by href").fetchall()]


def _due(db: Database, addresses: list[str], stopped: Iterable[str], days: int, per_host: int) -> list[str]:
    """Return the addresses to ask for now, hosts by turns, so that the delay of one is the time of another."""
    from archive.originals.link_checks import LinkState, get_checks, resting_hosts
    from scraper.link_check import host_of

    now, stop_list, checks = datetime.now(UTC), StopList.of(stopped), get_checks(db, addresses)
    resting = resting_hosts(db, {host_of(address) for address in addresses}, now)

    def is_due(address: str) -> bool:
        check = checks.get(address)
        if host_of(address) in resting or stop_list.covers(address):
            return False
        if check is None:
            return True
        pause = min(SOON, timedelta(days=days)) if check.state is LinkState.SILENT else timedelta(days=days)
        return datetime.fromisoformat(check.checked_at) + pause <= now

    return list(_by_turns(filter(is_due, addresses), per_host))


def _by_turns(addresses: Iterable[str], per_host: int) -> Iterator[str]:
    from scraper.link_check import host_of

    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(host_of(address), []).append(address)
    for turn in range(per_host):
        yield from (of_host[turn] for of_host in hosts.values() if turn < len(of_host))
