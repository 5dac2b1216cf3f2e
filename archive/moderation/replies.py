"""Re-attaching a reply: what it answers, said by a moderator, kept apart from what its source says.

The original stays as it is, so a later harvest or reparse changes nothing about it; the comment's id, and with it its
address, stays too. Each act has its line in the log and can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive.curation.acts import Act, get_act
from archive.curation.replies import ACTS, drop_parent, get_parents, put_parent
from archive.errors import NotFound, WrongUse
from archive.hierarchy import ancestors
from archive.moderation.tagging import act, undo_act
from archive.originals import store as originals
from archive.originals.store import StoredComment

POST = "post"
"""What a moderator names for a comment that answers the post."""

SOURCE = "source"
"""What a moderator names for a comment that is to answer what its source says."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A comment, and what it answers: by its source and as readers see it; None for the post."""

    comment: StoredComment
    by_source: str | None
    answers: str | None

    @property
    def is_moved(self) -> bool:
        """True when readers see it elsewhere than its source has it."""
        return self.by_source != self.answers


def get_reply(db: Database, item_id: str) -> Reply:
    """Return a comment with what it answers; raise NotFound when there is none of that id, WrongUse for a post."""
    found = originals.get_item(db, originals.resolve_item(db, item_id))
    if not isinstance(found, StoredComment):
        raise WrongUse(f"{found.id} is a post: only a comment can answer another.")
    known, parents = _thread(db, found)
    source = found.parent_id if found.parent_id in known else None
    return Reply(found, source, parents.get(found.id))


def move_reply(db: Database, item_id: str, answers: str, *, by: str, now: datetime) -> Reply:
    """Say what a comment answers: the id of a comment of its thread, POST, or SOURCE; return it as it is then.

    Raises NotFound and WrongUse, with nothing changed: for what is not of its thread, a comment that would answer
    itself by way of others, and where it stands there already.
    """
    if not by.strip():
        raise WrongUse("Moving a reply needs a name: say who does it.")
    with db.atomic():
        before = get_reply(db, item_id)
        wanted = before.by_source if answers == SOURCE else _find_parent(db, before.comment, answers)
        _, parents = _thread(db, before.comment)
        if wanted is not None and before.comment.id in (wanted, *ancestors(parents, wanted)):
            raise WrongUse("It would answer itself by way of others: choose a comment that does not hang on this one.")
        if wanted == before.answers:
            raise WrongUse("It stands there already: nothing to do.")
        told = f"moved {before.comment.id} under {wanted or 'the post'}"
        with act(db, by=by, now=now, kind="reply-move", told=told, item_id=before.comment.id) as changes:
            if wanted == before.by_source:
                drop_parent(changes, before.comment.id)
            else:
                put_parent(changes, before.comment.id, wanted, by.strip(), now)
        return get_reply(db, before.comment.id)


def undo_move(db: Database, act_id: str, *, by: str, now: datetime) -> Act:
    """Take the moving of a reply back; return the act.

    Raises NotFound for an act that moved none, WrongUse for one that was undone, Refused when it was moved again since.
    """
    found = get_act(db, act_id)
    if not found.kind.startswith(ACTS):
        raise NotFound(f"{found.id} moved no reply: `threadkeep reattach` lists those that did.")
    return undo_act(db, act_id, by=by, now=now)


def _find_parent(db: Database, comment: StoredComment, answers: str) -> str | None:
    if answers == POST:
        return None
    found = originals.get_item(db, originals.resolve_item(db, answers))
    if found.id == comment.post_id:
        return None
    if not isinstance(found, StoredComment) or found.post_id != comment.post_id:
        raise WrongUse(f"{found.id} is not of the same thread: a reply answers a comment under its own post.")
    return found.id


def _thread(db: Database, comment: StoredComment) -> tuple[set[str], Mapping[str, str | None]]:
    """Return the comments of a thread, and what each of them answers as readers see it."""
    comments = originals.get_comments(db, comment.post_id)
    known = {each.id for each in comments}
    parents = {each.id: each.parent_id for each in comments} | dict(get_parents(db, comment.post_id))
    return known, {item_id: parent if parent in known else None for item_id, parent in parents.items()}
