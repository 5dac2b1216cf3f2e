"""Taking planted details in and out, as moderators would: by every kind of decision."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.moderation import decisions, erasures, moderators, persons
from archive.moderation.decisions import Decision
from archive.moderation.holders import items_with_each
from archive.originals.database import open_archive
from archive.publishing.certificate import decide_and_publish
from archive.publishing.publisher import publish
from archive.redaction.words import Words
from scraper.importing import import_paths
from tests.leaks.plants import Plant, make_export

WHY = "identifies a person"
ONE_BY_ONE = 20
TOGETHER = 100


def take_in(folder: DataFolder, plants: list[Plant], *, edited: bool = False) -> dict[int, str]:
    """Import the export with the plants, as a harvest does, and publish; return the item of each plant."""
    folder.create()
    open_archive(folder, create=True).close()
    name = "edited.xml" if edited else "export.xml"
    export = folder.path.parent / name
    export.write_bytes(make_export(plants, edited=edited))
    done = import_paths(folder, [str(export)], now=datetime.now(UTC))
    assert [row.problem for row in done.files] == [None], done
    publish_now(folder)
    db = open_archive(folder)
    try:
        found: dict[int, str] = {}
        for item_id, numbers in items_with_each(db, [Words(plant.words) for plant in plants]) if not edited else ():
            for number in numbers:
                found.setdefault(number, item_id)
        for name in ("Ada", "Bea") if not edited else ():
            moderators.add(db, name, "admin", "a long password", datetime.now(UTC))
    finally:
        db.close()
    return found


def publish_now(folder: DataFolder) -> None:
    """Publish everything that waits."""
    publish(folder, now=datetime.now(UTC))


def take_out(folder: DataFolder, plants: list[Plant], items: dict[int, str]) -> tuple[int, float]:
    """Take every plant out: the first one by one, with a certificate each; return what these have left, and seconds."""
    began = time.monotonic()
    left = 0
    db = open_archive(folder)
    try:
        for plant in plants[:ONE_BY_ONE]:
            for act in acts_on(folder, plant, items[plant.number]):
                left += decide_and_publish(folder, act, datetime.now(UTC)).left
        for start in range(ONE_BY_ONE, len(plants), TOGETHER):
            some = plants[start : start + TOGETHER]
            # what erases words erases those of a mask that is public already
            for step in range(2):
                for plant in some:
                    for act in acts_on(folder, plant, items[plant.number])[step : step + 1]:
                        act(db)
                publish_now(folder)
    finally:
        db.close()
    return left, time.monotonic() - began


def acts_on(folder: DataFolder, plant: Plant, item_id: str) -> list[Callable[[Database], Decision]]:
    """Return what moderators do about a plant, one decision after the other."""
    now = datetime.now(UTC)
    by: dict[str, Any] = {"reason": WHY, "by": "Mo", "now": now}
    mask = partial(decisions.mask, item_id=item_id, find=plant.words, label="name", **by)
    acts: dict[str, list[Callable[[Database], Decision]]] = {
        "mask": [mask],
        "generalise": [partial(decisions.mask, item_id=item_id, find=plant.words, label="a northern office", **by)],
        "everywhere": [partial(mask, everywhere=True)],
        "pseudonymise": [lambda db: _person(folder, db, plant, now)],
        "hide": [partial(decisions.hide, item_id=item_id, **by)],
        "withhold": [partial(decisions.withhold, item_id=item_id, **by)],
        "erase": [lambda db: _erase(folder, db, item_id, item_id, now)],
        "erase words": [mask, lambda db: _erase(folder, db, _mask_of(db, item_id), item_id, now)],
    }
    return acts[plant.act]


def _person(folder: DataFolder, db: Database, plant: Plant, now: datetime) -> Decision:
    key = folder.load_secrets().pseudonym_key
    return persons.name_person(db, [plant.words], reason=WHY, by="Mo", now=now, key=key)[0]


def _mask_of(db: Database, item_id: str) -> str:
    return decisions.decisions_for(db, item_id)[-1].id


def _erase(folder: DataFolder, db: Database, target: str, item_id: str, now: datetime) -> Decision:
    erasures.ask(db, target, reason=WHY, by="Ada", now=now)
    return erasures.confirm(db, folder, target, typed=item_id, by="Bea", now=now)
