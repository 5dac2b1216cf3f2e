"""`threadkeep check`: is everything what it should be (A4)? It changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from archive.errors import BadInput, NotFound, Refused, WrongUse
from archive.folder import DataFolder, Settings
from archive.moderation import log
from archive.moderation.decisions import Decision, Kind, Scope, active_decisions, all_decisions
from archive.moderation.holders import items_with_each
from archive.moderation.missing import open_absences
from archive.moderation.queue import fits
from archive.moderation.values import words_of
from archive.originals import captures
from archive.originals import store as originals
from archive.originals.database import open_archive
from archive.originals.erase import is_due
from archive.public import store
from archive.public.surface import Surface
from archive.publishing import bookkeeping
from archive.publishing.gate import find_problems
from archive.publishing.looking import Wanted, look
from archive.publishing.sources import iter_post_ids, read_inputs, thread_of
from archive.publishing.surfaces import load_surfaces

UNREADABLE = "mark"
_LEFT = "Words that {} takes out still stand here: run `threadkeep {}`."
_DAMAGED = "This is not the file that was released: take that release off with `threadkeep release --remove NAME`."
_MEND = {"exports": "export-site` for that folder again, or delete it, then `threadkeep check"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be: what kind, where (ids, never words), and one sentence."""

    kind: str
    where: str
    say: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """All problems, and what is worth knowing but no fault of the archive."""

    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """True when nothing is wrong."""
        return not self.problems


def check(folder: DataFolder, *, surfaces: Sequence[Surface] | None = None) -> CheckReport:
    """Return what is wrong with an archive and what is worth knowing of it; raise WrongUse when there is none."""
    settings = folder.load_settings()
    archive = open_archive(folder)
    try:
        problems = [
            *_check_keys(folder),
            *_check_files(archive, "archive.db", "put it back from a backup"),
            *_check_originals(archive),
            *_check_decisions(archive),
            *_check_captures(folder, archive),
            *(Problem("log", "log", f"{sentence}.") for sentence in log.verify(archive)),
        ]
        notes = list(_notes(archive))
        if not folder.public_db.exists():
            notes.append(Problem("public", "public.db", "Nothing is published yet: run `threadkeep publish`."))
        elif any(problem.kind == UNREADABLE for problem in problems):
            notes.append(Problem("public", "public.db", "Not looked at: what it is made from cannot be read."))
        else:
            to = load_surfaces(folder) if surfaces is None else surfaces
            problems += _check_public(folder, archive, settings, to)
    finally:
        archive.close()
    return CheckReport(tuple(problems), tuple(notes))


def _notes(archive: Database) -> Iterator[Problem]:
    if is_due(archive):
        say = "Something is to be erased and not gone from every file yet: run `threadkeep publish`."
        yield Problem("erasing", "archive.db", say)
    for each in originals.iter_shortfalls(archive):
        missing = f"its source declares {each.declared} comments, the archive holds {each.found}."
        yield Problem("shortfall", each.post_id, f"A post lacks comments: {missing}")
    if waiting := len(originals.get_pending(archive)):
        yield Problem("pending", "pending", f"{waiting} items wait to be published: run `threadkeep publish`.")
    for absence in open_absences(archive):
        say = "A comment gone at its source, not shown until somebody decides: use `threadkeep redact` on it."
        yield Problem("gone", absence.item_id, say)
    rows = archive.conn.execute(
        "select id from comment as c where parent_id is not null "
        "and not exists (select 1 from comment as p where p.id = c.parent_id and p.post_id = c.post_id) order by id"
    )
    for (item_id,) in rows.fetchall():
        yield Problem("parent", item_id, "A reply to a comment that no source has brought; it stands as a root.")


def _check_keys(folder: DataFolder) -> Iterator[Problem]:
    try:
        folder.load_secrets()
    except WrongUse as error:
        yield Problem("keys", folder.secrets_file.name, str(error))


def _check_files(db: Database, name: str, mend: str) -> Iterator[Problem]:
    try:
        said = [row[0] for row in db.conn.execute("pragma quick_check").fetchall()]
    except sqlite3.DatabaseError as error:
        said = [str(error)]
    if said != ["ok"]:
        yield Problem("database", name, f"SQLite finds the file damaged: {mend}.")
        return
    for table, rowid, *_ in db.conn.execute("pragma foreign_key_check").fetchall():
        yield Problem("orphan", f"{name}: {table}/{rowid}", "A row names another one that is not there.")


# -- originals


def _check_originals(archive: Database) -> Iterator[Problem]:
    for post_id in iter_post_ids(archive):
        try:
            originals.get_post(archive, post_id)
            comments = originals.get_comments(archive, post_id)
        except ValueError:
            yield Problem(
                UNREADABLE, post_id, "A mark in this thread points outside its text: run `threadkeep reparse`."
            )
            continue
        yield from _rings(comments)
    yield from _check_findings(archive)


def _rings(comments: Iterable[originals.StoredComment]) -> Iterator[Problem]:
    parents = {comment.id: comment.parent_id for comment in comments}
    settled: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        at: str | None = start
        while at in parents and at not in settled and at not in path:
            path[at] = None
            at = parents[at]
        if at in path:
            yield Problem("cycle", str(at), "Comments answer each other in a ring; the first stands as a root.")
        settled.update(path)


def _check_findings(archive: Database) -> Iterator[Problem]:
    rows = archive.conn.execute("select item_id, field, max(span_end) from finding group by item_id, field").fetchall()
    for item_id, field, end in rows:
        try:
            fits = end <= len(words_of(originals.get_item(archive, item_id)).get(field, ""))
        except (NotFound, ValueError):
            fits = False
        if not fits and item_id not in originals.get_pending(archive):
            yield Problem("span", item_id, "A finding points outside its item's text: run `threadkeep publish --full`.")


def _check_decisions(archive: Database) -> Iterator[Problem]:
    for decision in active_decisions(archive):
        if not fits(archive, decision):
            say = f"{decision.id} no longer fits its item, which is withheld: look at it, undo it and decide anew."
            yield Problem("anchor", decision.item_id, say)
    for decision in all_decisions(archive):
        line = log.find_entry(archive, int(decision.id[1:]))
        # an erasure leaves neither words nor salt; the digest of both stays in the log and says nothing
        digest = log.digest_secret(decision.exact, decision.salt) if decision.salt else line and line.secret_digest
        if line is None or (line.kind, line.ref, line.secret_digest) != (decision.kind, decision.ref, digest):
            yield Problem("decision", decision.id, "A decision is not what its line in the log says.")
        elif decision.active is (log.seq_of_undo(archive, decision.id) > 0):
            yield Problem("decision", decision.id, "Whether this decision holds is not what the log says.")


def _check_captures(folder: DataFolder, archive: Database) -> Iterator[Problem]:
    bad: dict[str, list[int]] = {}
    for row in captures.iter_captures(archive):
        try:
            captures.check_capture(folder, row)
        except BadInput:
            bad.setdefault(row.warc_file, []).append(row.id)
    for name, ids in bad.items():
        which = f"capture {ids[0]}" if len(ids) == 1 else f"{len(ids)} captures from {ids[0]} on"
        say = f"Damaged or missing, and with it {which}: put that file back from a backup."
        yield Problem("capture", f"captures/{name}", say)


# -- the public copy and the other surfaces


def _check_public(
    folder: DataFolder, archive: Database, settings: Settings, surfaces: Sequence[Surface]
) -> Iterator[Problem]:
    try:
        public = store.open_public(folder)
    except Refused as error:
        yield Problem("database", "public.db", str(error))
        return
    try:
        problems = list(_check_files(public, "public.db", "delete it and run `threadkeep publish`"))
        yield from problems
        if any(problem.kind == "database" for problem in problems):
            return
        yield from _check_copy(public, archive, settings)
        version = store.content_version(public)
    except sqlite3.OperationalError:
        yield Problem("public", "public.db", "public.db is of another version: run `threadkeep publish`.")
        return
    finally:
        public.close()
    if version != bookkeeping.published_version(archive):
        yield Problem("version", "public.db", "This is not the last copy published: run `threadkeep publish --full`.")
    yield from _check_surfaces(folder, archive, surfaces, version)


def _check_copy(public: Database, archive: Database, settings: Settings) -> Iterator[Problem]:
    """Hold every thread against its originals, but for those that wait to be published."""
    inputs = read_inputs(archive, settings)
    waiting = {
        post_id
        for item_id in originals.get_pending(archive)
        for post_id in (thread_of(archive, item_id), store.find_thread_id(public, item_id))
    }
    public_ids = {row[0] for row in public.conn.execute("select id from post").fetchall()}
    post_ids = sorted((public_ids | set(iter_post_ids(archive))) - waiting)
    # what belongs to no thread follows every decision, so it is held against them when none waits
    for where in dict.fromkeys(find_problems(public, archive, inputs, post_ids, frame=not waiting)):
        yield Problem("public", where, "This is not what originals and decisions say: run `threadkeep publish --full`.")
    yield from _check_counts(public)


def _check_counts(public: Database) -> Iterator[Problem]:
    wrong = public.conn.execute(
        "select 'post.comment_count/' || id from post "
        "where comment_count <> (select count(*) from comment where post_id = post.id and kind = 'comment') union all "
        "select 'tag.item_count/' || id from tag "
        "where item_count <> (select count(*) from tagging where tag_id = tag.id) order by 1"
    )
    for (where,) in wrong.fetchall():
        yield Problem("count", where, "A count is not the number of rows: run `threadkeep publish --full`.")


def _check_surfaces(
    folder: DataFolder, archive: Database, surfaces: Sequence[Surface], version: int
) -> Iterator[Problem]:
    """Ask every surface which version it shows, and for the words of every mask that holds; files for their bytes."""
    ready = [surface for surface in surfaces if surface.state() == version]
    for surface in surfaces:
        if surface not in ready:
            yield Problem("surface", surface.name, "This surface is behind public.db: run `threadkeep publish`.")
    damaged = [f"{surface.name}: {where}" for surface in ready for where in surface.damaged()]
    yield from (Problem("damaged", where, _DAMAGED) for where in damaged)
    masks = _masks_that_hold(archive)
    for mask, looked in zip(masks, look(folder, ready, _wanted(archive, masks)), strict=True):
        for place in looked.places:
            # of a damaged file nobody can say what stands in it; that it is damaged was said
            if (where := f"{place.surface}: {place.where}") not in damaged:
                yield Problem("left", where, _LEFT.format(mask.id, _MEND.get(place.surface, "publish --full")))


def _wanted(archive: Database, masks: Sequence[Decision]) -> list[Wanted]:
    """Return what each mask takes out and where that may not stand; what stands everywhere is near where it stood."""
    near: dict[int, dict[str, None]] = {number: {mask.item_id: None} for number, mask in enumerate(masks)}
    for item_id, standing in items_with_each(archive, [mask.words for mask in masks]):
        for number in standing:
            near[number][item_id] = None
    return [
        Wanted((mask.exact,), (mask.item_id,))
        if mask.scope is Scope.HERE
        else Wanted((mask.exact,), None, tuple(near[number]))
        for number, mask in enumerate(masks)
    ]


def _masks_that_hold(archive: Database) -> list[Decision]:
    """Return the masks that the public copy follows already."""
    waiting = originals.get_pending(archive)
    return [each for each in active_decisions(archive) if each.kind is Kind.MASK and each.item_id not in waiting]
