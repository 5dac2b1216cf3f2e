"""Acronyms computed from the public texts and written beside them, with what moderators and glossaries say of them.

Texts that did not change are not read again, and only acronyms that changed, or may be one with such, are worked out
anew, so that one change costs the same in any archive; publishing one item at a time ends in the same rows as
publishing everything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlite_utils import Database

from archive.acronyms import get_key
from archive.curation.acronyms import get_corrections
from archive.moderation.decisions import Kind
from archive.public.database import read_in
from archive.publishing.acronym_groups import Hidden
from archive.publishing.acronym_items import (
    Explained,
    Stood,
    find_beside,
    look_before,
    read_places,
    read_threads_of,
)
from archive.publishing.acronym_lexicon import fingerprint
from archive.publishing.acronym_meant import Doubt, settle, write_sense
from archive.publishing.acronym_replies import write_replies
from archive.publishing.acronym_scope import (
    Guidance,
    Scope,
    Tables,
    find_changed_keys,
    read_masked,
    read_scope,
    read_tables,
)
from archive.publishing.acronym_senses import MINED, Untold, find_untold
from archive.publishing.acronym_tables import write_definitions, write_owners, write_tables
from archive.publishing.acronym_texts import Touched, is_meant, read_again, read_texts
from archive.publishing.sources import Inputs

__all__ = ["Guidance", "Stood", "derive", "look_before", "read_guidance"]


def read_guidance(archive: Database, inputs: Inputs, waiting: Collection[str] = ()) -> Guidance:
    """Return what moderators and glossaries say of acronyms now; `waiting` are the ids that wait to be published."""
    here = {
        item_id: [each.words for each in decisions if each.kind is Kind.MASK]
        for item_id, decisions in inputs.here.items()
    }
    hidden = Hidden(
        [each.words for each in inputs.everywhere], {item_id: words for item_id, words in here.items() if words}
    )
    return Guidance(get_corrections(archive), hidden, frozenset(waiting))


def derive(public: Database, ids: Collection[str], stood: Stood, guidance: Guidance) -> set[str]:
    """Bring the acronym tables up to date; `ids` are the items that stand in the changed threads or stood there.

    Works inside the caller's transaction. `stood` is what `look_before` said of them. Returns the items in which other
    acronyms may stand than before.
    """
    given, hidden = guidance.corrections, guidance.hidden
    # rows name each other; what counts is that they do so in the end
    public.conn.execute("pragma defer_foreign_keys = on")
    touched = read_texts(public, ids, stood, guidance.waiting, given, hidden)
    keys = find_changed_keys(public, touched.spellings, guidance)
    if not keys:
        return touched.items
    scope, tables, hiding = _widen(public, keys, touched, guidance)
    untold = find_untold(public, scope.groups, scope.senses, hidden, hiding)
    moved = write_owners(public, scope, tables, untold)
    doubts = _doubts(scope, tables, touched, moved)
    write_definitions(public, scope, untold)
    for group in scope.groups:
        settle(public, group.id, scope.senses, doubts[group.id])
    _settle_fixed(public, scope, guidance, untold)
    write_tables(public, scope, tables)
    return touched.items | hiding


def _widen(public: Database, keys: set[str], touched: Touched, guidance: Guidance) -> tuple[Scope, Tables, set[str]]:
    """Return the acronyms to work out, what the tables say of them, and the items that hide something they tell.

    Of such items places were left out. They are read again, with their threads, so that all counts; what must not be
    told is left out again afterwards.
    """
    here = guidance.hidden.here
    masked = read_masked(public, here)
    read_already = touched.items & here.keys()
    while True:
        scope = read_scope(public, keys, guidance, masked)
        tables = read_tables(public, scope)
        values = "\n".join(sorted(scope.values | tables.values))
        hiding = {item_id for item_id in here if guidance.hidden.is_told(item_id, (values,))}
        # of an acronym that stands nowhere, or of which somebody says something else, nothing tells what was left out
        seen = {get_key(spelling) for spelling in tables.spellings} - guidance.keys_again
        unseen = (masked.get(fingerprint(key), set()) for key in scope.keys - seen) if masked else ()
        again = hiding.union(*unseen) - read_already
        if not again:
            return scope, tables, hiding
        posts = sorted(set(read_threads_of(public, again).values()))
        again |= find_beside(public, posts, here) - read_already
        read_again(public, again, guidance.corrections)
        for post_id in posts:
            write_replies(public, post_id, guidance.hidden)
        read_already |= again
        touched.items |= again
        sql = "select distinct spelling from acronym_mention where item_id in (?)"
        keys |= {get_key(row["spelling"]) for row in read_in(public, sql, sorted(again))}


def _doubts(scope: Scope, tables: Tables, touched: Touched, moved: set[str]) -> Mapping[str, Doubt]:
    """Return for each acronym which of its places may mean something else than before."""
    was = {row["id"]: row for row in tables.senses.values()}
    doubts = {}
    for group in scope.groups:
        made = scope.senses.made.get(group.id, ())
        said = {sense.id for sense in made if sense.source != MINED}
        said_before = {row["id"] for row in was.values() if row["acronym_id"] == group.id and row["source"] != MINED}
        reworded = any(
            sense.id in was and sense.expansion.lower() != was[sense.id]["expansion"].lower() for sense in made
        )
        everywhere = [group.id] if group.id in moved or said != said_before or reworded else []
        doubts[group.id] = Doubt(everywhere, touched.items, _newly_explained(scope, group.id, touched))
    return doubts


def _newly_explained(scope: Scope, acronym_id: str, touched: Touched) -> set[Explained]:
    """Return where an acronym is explained, or was, in another way than before."""
    definitions = scope.senses.definitions.get(acronym_id, [])
    shorts, held = {one.spelling for one in definitions}, {one.row_id for one in definitions}
    changed = {one for one in touched.explained if one.acronym_id == acronym_id or one.spelling in shorts}
    changed.update(one for one in scope.explained if one.acronym_id == acronym_id and one.row_id not in held)
    for one in definitions:
        sense = scope.senses.find(acronym_id, one.expansion)
        if (one.acronym_id, one.sense_id) != (acronym_id, sense.id if sense else None):
            changed.add(one)
    return changed


def _settle_fixed(public: Database, scope: Scope, guidance: Guidance, untold: Untold) -> None:
    """Let places mean what moderators say, and take out those where that would tell hidden words.

    A place without a meaning beside others that have one would tell what is hidden there.
    """
    fixes = {
        item_id: [fix for fix in found if fix.expansion is not None]
        for item_id, found in guidance.corrections.fixes.items()
    }
    ids = {group.id for group in scope.groups}
    rows = [
        row
        for row in read_in(
            public, "select * from acronym_mention where item_id in (?)", sorted({*fixes, *untold.senses})
        )
        if row["acronym_id"] in ids
    ]
    places = read_places(public, {row["item_id"] for row in rows})
    for row in rows:
        meant = row["sense_id"]
        for fix in fixes.get(row["item_id"], ()):
            if is_meant(fix, places[row["item_id"]], row["spelling"], row["field"], row["span_start"]):
                found = scope.senses.find(row["acronym_id"], fix.expansion) if fix.expansion else None
                meant = found.id if found else None
        if meant in untold.senses.get(row["item_id"], ()):
            public.conn.execute("delete from acronym_mention where id = ?", [row["id"]])
        else:
            write_sense(public, row, meant)
