"""Commits that leave no trace. A Whoosh commit alone keeps the words of a deleted document in its segment: in the
bytes, in the list of words, in "did you mean". A purging commit writes every segment that has deletions afresh.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from archive.errors import Refused
from search_index.engine import WRITING
from search_index.whoosh_engine.codec import Codec, absorb
from search_index.whoosh_engine.library import DAMAGE, LockError

_MEMORY_MB = 128
_PURGE_AT_ONCE = 3_000
"""Documents that one purge writes afresh at most: two segments of a build."""

_SMALL = 200
_MANY_SMALL = 8


@contextlib.contextmanager
def writing(index: Any) -> Iterator[Any]:
    """Give a writer and commit it with `purge`; whatever is raised, the index is as before and the lock is free.

    Raises Refused when somebody else is writing to this index.
    """
    try:
        writer = index.writer(limitmb=_MEMORY_MB, codec=Codec())
    except LockError as error:
        raise Refused(WRITING) from error
    try:
        yield writer
        writer.commit(mergetype=purge)
    except BaseException:
        _abandon(writer)
        raise


def purge(writer: Any, segments: list[Any]) -> list[Any]:
    """Write the segments that have deletions into the writer's own, and return those that stay as they are.

    A merge policy for Whoosh's `commit`. It stops short of `_PURGE_AT_ONCE` documents, so that segments stay small:
    look at `has_deletions` and commit again. When many small segments have gathered, they are merged too.
    """
    room = _PURGE_AT_ONCE
    kept = []
    for segment in sorted(segments, key=lambda one: not one.has_deletions()):
        count = segment.doc_count()
        if segment.has_deletions() and (count <= room or room == _PURGE_AT_ONCE):
            _absorb(writer, segment)
            room -= count
        else:
            kept.append(segment)
    return _merge_small(writer, kept)


def _merge_small(writer: Any, segments: list[Any]) -> list[Any]:
    small = [one for one in segments if not one.has_deletions() and one.doc_count() < _SMALL]
    if len(small) < _MANY_SMALL:
        return segments
    for segment in small:
        _absorb(writer, segment)
    return [one for one in segments if one not in small]


def _absorb(writer: Any, segment: Any) -> None:
    if segment.doc_count():
        absorb(writer, segment)


def _abandon(writer: Any) -> None:
    """Close a writer whose commit failed. Whoosh may fail in that again, and would then keep its lock."""
    with contextlib.suppress(*DAMAGE):
        writer.cancel()
    if not writer.is_closed and writer.writelock:
        writer.writelock.release()
        writer.is_closed = True
