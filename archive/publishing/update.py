"""Publishing what waits, thread by thread, in place: the way of one decision, of a harvest, of a tag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlite_utils import Database

from archive.folder import DataFolder, Settings
from archive.moderation import findings, log
from archive.originals import store as originals
from archive.public import store
from archive.public.surface import Surface
from archive.publishing import bookkeeping, surfaces
from archive.publishing.build import build_log, build_meta, build_sites, build_thread, speakable_tags
from archive.publishing.gate import run_gate
from archive.publishing.sources import Inputs, read_inputs, read_thread, thread_of

LOCK = "publish"
WAIT = 60.0
"""Seconds to wait for another publish; a single one takes less than one."""


def publish_pending(
    folder: DataFolder, archive: Database, settings: Settings, now: datetime, to: Sequence[Surface]
) -> int:
    """Publish the threads of all items that wait and bring the surfaces up to date; return how many items changed.

    Raises GateClosed, with public.db as it was and the items still waiting, when the gate finds something.
    """
    with folder.lock(LOCK, wait=WAIT, doing="publishing"):
        changed = 0
        if waiting := len(originals.get_pending(archive)):
            bookkeeping.note_publish(archive, now, f"{waiting} items waited")
            changed = _update_live(folder, archive, settings)
        surfaces.bring_up_to_date(archive, to, bookkeeping.published_version(archive))
    return changed


def _update_live(folder: DataFolder, archive: Database, settings: Settings) -> int:
    public = store.open_public(folder, write=True)
    try:
        # archive.db is held from before the reading until public.db is on disk: nothing can come between
        with archive.atomic():
            catching_up = bookkeeping.is_whole_begun(archive)
            pending = originals.get_pending(archive) if catching_up else originals.take_pending(archive)
            version = log.last_seq(archive)
            with public.atomic():
                items, posts = apply_pending(public, archive, settings, pending, version)
            behind = bookkeeping.get_behind(archive).plus(items | pending, posts)
            bookkeeping.finish(archive, settings, version, behind)
    finally:
        public.close()
    return len(items)


def apply_pending(
    public: Database, archive: Database, settings: Settings, pending: Iterable[str], version: int
) -> tuple[set[str], set[str]]:
    """Make the threads of these items, and what is not of any thread, as they should be now, and run the gate.

    Works inside the caller's transactions. Returns the items whose rows changed, and the posts whose threads were
    built. Raises GateClosed; the caller's transaction on `public` has to be rolled back then.
    """
    waiting = sorted(pending)
    findings.refresh(archive, waiting)
    inputs = read_inputs(archive, settings)
    post_ids = _threads(public, archive, waiting)
    write_frame(public, inputs, version)
    changed: set[str] = set()
    for post_id in sorted(post_ids):
        changed |= _write(public, archive, inputs, post_id)
    store.rename_tags(public, speakable_tags(inputs))
    run_gate(public, archive, inputs, post_ids)
    return changed, post_ids


def write_thread(public: Database, archive: Database, inputs: Inputs, post_id: str) -> None:
    """Make the public rows of one thread what they should be; those of a post that is no more go."""
    source = read_thread(archive, post_id)
    if source is None:
        store.remove_thread(public, post_id)
    else:
        store.write_thread(public, build_thread(source, inputs))


def write_frame(public: Database, inputs: Inputs, version: int) -> None:
    """Write what belongs to no thread: blogs, log and meta."""
    store.write_sites(public, build_sites(inputs))
    store.write_log(public, build_log(inputs))
    store.set_meta(public, build_meta(inputs, version))


def _threads(public: Database, archive: Database, item_ids: Iterable[str]) -> set[str]:
    """Return the posts whose threads hold these items now, or held them in the public copy."""
    found = {
        post for item_id in item_ids for post in (thread_of(archive, item_id), store.find_thread_id(public, item_id))
    }
    return {post_id for post_id in found if post_id is not None}


def _write(public: Database, archive: Database, inputs: Inputs, post_id: str) -> set[str]:
    before = store.get_row_versions(public, post_id)
    write_thread(public, archive, inputs, post_id)
    after = store.get_row_versions(public, post_id)
    return {item_id for item_id in before.keys() | after.keys() if before.get(item_id) != after.get(item_id)}
