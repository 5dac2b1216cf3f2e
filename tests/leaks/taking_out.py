"""Taking planted details in and out, as moderators would: by every kind of decision."""

from __future__ import annotations

import json
import subprocess
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
from plugins.demo_command import THREADKEEP
from tests.leaks.plants import Plant, make_posts
from tests.wordpress_blog import WordPressBlog

WHY = "identifies a person"
ONE_BY_ONE = 20
TOGETHER = 100


def take_in(folder: DataFolder, plants: list[Plant], blog: WordPressBlog) -> dict[int, str]:
    """Harvest a blog with the plants over HTTP, and publish; return the item of each plant."""
    folder.create()
    blog.content = make_posts(plants)
    _harvest(folder, blog)
    db = open_archive(folder)
    try:
        found: dict[int, str] = {}
        for item_id, numbers in items_with_each(db, [Words(plant.words) for plant in plants]):
            for number in numbers:
                found.setdefault(number, item_id)
        for name in ("Ada", "Bea"):
            moderators.add(db, name, "admin", "a long password", datetime.now(UTC))
    finally:
        db.close()
    return found


def harvest_again(folder: DataFolder, plants: list[Plant], blog: WordPressBlog) -> int:
    """Harvest it again, where each text has a word more now, and publish; return how many have changed."""
    blog.content = make_posts(plants, edited=True)
    return int(_harvest(folder, blog)["changed"])


def _harvest(folder: DataFolder, blog: WordPressBlog) -> dict[str, Any]:
    words = [*THREADKEEP, "harvest", blog.home, "--json", "--data", str(folder.path)]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ended.stdout, ended.stderr
    told: dict[str, Any] = json.loads(ended.stdout)
    # what was erased is counted by the blog and taken in no more, so that a harvest may end with a shortfall
    assert told["failed"] == told["unfinished"] == told["problems"] == 0, told
    publish_now(folder)
    return told


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
