"""Publishing what waits, thread by thread, in place: the way of one decision, of a harvest, of a tag."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlite_utils import Database

from archive.folder import DataFolder, Settings
from archive.moderation import findings, log, shown
from archive.moderation.links import get_wrong_links
from archive.originals import store as originals
from archive.public import store
from archive.public.surface import Surface
from archive.public.topics import carriers_of_others, write_topics
from archive.publishing import bookkeeping, surfaces
from archive.publishing.acronyms import read_guidance
from archive.publishing.build import build_log, build_meta, build_sites
from archive.publishing.derive import Before, derive, look_before
from archive.publishing.gate import run_gate
from archive.publishing.settle import Shut, report, settle, write_thread
from archive.publishing.sources import Inputs, held_in, read_inputs, thread_of
from archive.publishing.topics import public_topics

LOCK = "publish"
WAIT = 60.0
"""Seconds to wait for another publish; a single one takes less than one."""


def publish_pending(
    folder: DataFolder, archive: Database, settings: Settings, now: datetime, to: Sequence[Surface]
) -> int:
    """Publish the threads of all items that wait and bring the surfaces up to date; return how many items changed.

    Raises ItemsShut, with those items still waiting and everything else published, when the gate finds something in
    some threads; and GateClosed, with public.db as it was and all still waiting, when that is in what all share.
    """
    with folder.lock(LOCK, wait=WAIT, doing="publishing"):
        changed, shut = 0, Shut()
        if waiting := len(originals.get_pending(archive)):
            bookkeeping.note_publish(archive, now, f"{waiting} items waited")
            changed, shut = _update_live(folder, archive, settings)
        surfaces.bring_up_to_date(archive, to, bookkeeping.published_version(archive))
    report(shut)
    return changed


def _update_live(folder: DataFolder, archive: Database, settings: Settings) -> tuple[int, Shut]:
    public = store.open_public(folder, write=True)
    try:
        # archive.db is held from before the reading until public.db is on disk: nothing can come between
        with archive.atomic():
            catching_up = bookkeeping.is_whole_begun(archive)
            pending = originals.get_pending(archive) if catching_up else originals.take_pending(archive)
            version = log.last_seq(archive)
            with public.atomic():
                done = apply_pending(public, archive, settings, pending, version)
            behind = bookkeeping.get_behind(archive).plus(done.changed | pending, done.post_ids)
            originals.mark_pending(archive, sorted(done.shut.item_ids))
            bookkeeping.finish(archive, settings, version, behind, whole=False)
    finally:
        public.close()
    return len(done.changed), done.shut


@dataclass(frozen=True, slots=True)
class Applied:
    """The items whose rows changed, the posts whose threads were built, and what the gate refused."""

    changed: set[str]
    post_ids: set[str]
    shut: Shut


def apply_pending(
    public: Database, archive: Database, settings: Settings, pending: Iterable[str], version: int
) -> Applied:
    """Make the threads of these items, and what is not of any thread, as they should be now, and run the gate.

    Works inside the caller's transactions. Items that the gate refuses stand without words. Raises GateClosed when it
    refuses what is of no thread; the caller's transaction on `public` has to be rolled back then.
    """
    waiting = sorted(pending)
    findings.refresh(archive, waiting)
    inputs = read_inputs(archive, settings, post_ids=())
    said = [topic.id for topic in public_topics(inputs).topics]
    # a tag that may no longer be told goes from whatever carries it
    post_ids = _threads(public, archive, [*waiting, *carriers_of_others(public, said)])
    inputs = replace(inputs, held=held_in(archive, settings, post_ids))
    found = look_before(public, post_ids, waiting)
    write_frame(public, inputs, version)
    before = {post_id: store.get_row_versions(public, post_id) for post_id in post_ids}
    for post_id in sorted(post_ids):
        write_thread(public, archive, inputs, post_id)
    shut, others = run_whole_gate(public, archive, inputs, found)
    rewritten = [differing(rows, store.get_row_versions(public, post_id)) for post_id, rows in before.items()]
    changed = others.union(*rewritten)
    # what somebody kept changes no public row, and what readers are told by it is another thing all the same
    shown.note_behind(archive, changed.union(waiting))
    return Applied(changed, post_ids, shut)


def run_whole_gate(public: Database, archive: Database, inputs: Inputs, before: Before) -> tuple[Shut, set[str]]:
    """Run the gate over threads, which leaves those it refuses without words, and over what is of no thread.

    Returns what it refused, and the items of other threads that changed by what was derived from these.
    What is said of topics depends on which of them are carried then, so it is written in between.
    """
    shut = settle(public, archive, inputs, sorted(before.post_ids))
    write_topics(public, public_topics(inputs))
    done = derive(public, before, get_wrong_links(archive), read_guidance(archive, inputs, before.waiting))
    # nothing waits where everything is new
    run_gate(public, archive, inputs, (), items=done.items if before.waiting else None)
    return shut, set(done.others)


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


def differing(before: Mapping[str, int], after: Mapping[str, int]) -> set[str]:
    """Return the items whose row versions are not the same before and after, those that came or went included."""
    return {item_id for item_id in before.keys() | after.keys() if before.get(item_id) != after.get(item_id)}
