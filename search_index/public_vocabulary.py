"""The vocabulary that stands in the public copy: acronyms with spellings and meanings, tags with their order."""

from __future__ import annotations

from collections.abc import Sequence

from sqlite_utils import Database

from archive.public import store
from archive.public.database import read_in, read_rows
from archive.public.models import ItemState, PublicComment, PublicPost
from archive.public.rows import Row
from search_index import analysis
from search_index.documents import tag_key
from search_index.engine import View
from search_index.plan import AllOf, AnyOf, Plan, Term
from search_index.results import Kind
from search_index.spellings import candidates
from search_index.vocabulary import Group, NearTag

_MAX_ROWS = 100
"""How many rows that the index is behind on are passed over in looking for one that is public as indexed."""

_MOST = 8
"""Meanings of one acronym that a query looks for."""

_MOST_TAGS = 40

_SPELT = """
    select acronym.id, acronym.name, spelling, upper(spelling) as capitals from acronym_spelling
    join acronym on acronym.id = acronym_spelling.acronym_id
    where upper(spelling) in (?) order by acronym.item_count desc, acronym.id
"""
_MEANINGS = """
    select distinct acronym.id, acronym.name, expansion, acronym.item_count from acronym_sense
    join acronym on acronym.id = acronym_sense.acronym_id
    where lower(expansion) like ? or lower(expansion) like ? order by acronym.item_count desc, acronym.id
"""
_NEAR_TAGS = """
    with recursive wanted (id) as (
        select id from tag where id = :key or lower(name) = :key
        union select tag_id from tag_synonym where lower(name) = :key
    ), below (id) as (
        select id from wanted union select tag.id from tag join below on tag.broader_id = below.id
    )
    select tag.id, tag.name, tag.id in (select id from wanted) as same from below join tag on tag.id = below.id
    order by same desc, tag.name limit :most
"""


def find_public_holder(view: View, db: Database, plan: Plan) -> PublicPost | PublicComment | None:
    """Return a public item that a plan finds and that is as it was indexed, None when there is none.

    The index alone is not believed: nothing may tell that a word was there which is masked now.
    """
    for found in view.holders(plan, _MAX_ROWS):
        item = store.find_item(db, found.id)
        if item is not None and item.state is ItemState.SHOWN and item.row_version == found.row_version:
            return item
    return None


class PublicVocabulary:
    """Looks words up in the tables of the public copy."""

    def __init__(self, view: View, db: Database) -> None:
        """Take an index, and the public copy it reflects."""
        self._view = view
        self._db = db
        self._meanings: dict[str, list[tuple[list[str], str, str]]] = {}
        self._spelt: dict[str, list[Row]] = {}

    def find_group(self, spelling: str) -> Group | None:
        """Return the acronym that is spelt so, in this case or, where its case says nothing, in any."""
        bare = analysis.without_possessive(spelling).replace(".", "")
        for form in dict.fromkeys((bare, bare.removesuffix("s"))):
            if group := self._first(form.upper(), form):
                return group
        for name in candidates(bare.upper()):
            group = self._first(name)
            # with an e before it or an s behind, a word that people wrote is one of its own
            is_near = group is not None and group.any_case and name == bare.upper()
            if group is None or not (group.any_case or bare.upper().startswith(name)):
                continue
            if is_near or not self._is_ordinary(spelling, group):
                return group
        return None

    def find_apart(self, word: str) -> Group | None:
        """Return the acronym in capitals alone that has the letters of a word typed in small ones."""
        if analysis.fold_acronym(word):
            return None
        group = self._first(analysis.without_possessive(word).upper())
        if group is None or group.any_case:
            return None
        return group if self._is_ordinary(word, group) else None

    def _is_ordinary(self, word: str, group: Group) -> bool:
        """Return whether people wrote a word that is no acronym; where none did, who types it means the acronym."""
        term = analysis.term_of(word)
        if not term:
            return True
        acronym = group.letters(word)
        # shouted, a word is no acronym, and no ordinary one
        in_capitals = AnyOf((Term("acro", acronym), Term("exact", analysis.without_possessive(word).upper())))
        alone = AllOf((in_capitals,), (Term("both", acronym),))
        return find_public_holder(self._view, self._db, AllOf((Term("text", term),), (alone,))) is not None

    def find_by_meaning(self, stems: Sequence[str]) -> tuple[Group, ...]:
        """Return the acronyms with a meaning of these words."""
        known = self._meanings_from(stems[0])
        found = {acronym_id: name for words, acronym_id, name in known if words == list(stems)}
        return tuple(self._group(acronym_id, name) for acronym_id, name in list(found.items())[:_MOST])

    def _meanings_from(self, stem: str) -> list[tuple[list[str], str, str]]:
        """Return meanings, as terms, that may begin with one; SQLite knows no stems, so more than do."""
        start = stem[:3]
        if start not in self._meanings:
            rows = read_rows(self._db, _MEANINGS, [f"{start}%", f"% {start}%"])
            self._meanings[start] = [(analysis.words(row["expansion"]), row["id"], row["name"]) for row in rows]
        return self._meanings[start]

    def near_tags(self, key: str) -> tuple[NearTag, ...]:
        """Return the tags below one, and the one that its synonyms stand for."""
        rows = read_rows(self._db, _NEAR_TAGS, {"key": key, "most": _MOST_TAGS})
        return tuple(
            NearTag(Kind.SYNONYM if row["same"] else Kind.NARROWER, row["name"])
            for row in rows
            if key not in (row["id"], tag_key(row["name"]))
        )

    def is_acronym(self, folded: str) -> bool:
        """Return whether capitals are a spelling of a known acronym."""
        return self._first(folded) is not None

    def _first(self, capitals: str, spelling: str | None = None) -> Group | None:
        """Return the acronym written most that is spelt so in capitals, and with just this spelling where one is given.

        Whatever the same capitals may be a spelling of is looked up with them, in one statement.
        """
        if capitals not in self._spelt:
            wanted = {name: list[Row]() for name in (capitals, *candidates(capitals))}
            for row in read_in(self._db, _SPELT, wanted):
                wanted[row["capitals"]].append(row)
            self._spelt |= wanted
        rows = [row for row in self._spelt[capitals] if spelling in (None, row["spelling"])]
        return next((self._group(row["id"], row["name"]) for row in rows), None)

    def _group(self, acronym_id: str, name: str) -> Group:
        sql = (
            "select spelling, item_count from acronym_spelling where acronym_id = ? order by item_count desc, spelling"
        )
        rows = list(read_rows(self._db, sql, [acronym_id]))
        spellings = tuple(row["spelling"] for row in rows)
        sql = "select expansion from acronym_sense where acronym_id = ? order by item_count desc, expansion limit ?"
        meanings = [row["expansion"] for row in read_rows(self._db, sql, [acronym_id, _MOST])]
        return Group(
            name,
            spellings,
            tuple(row["item_count"] for row in rows),
            # who writes it in mixed or small letters means it: its case tells nothing apart
            any_case=any(not analysis.is_capitals(spelling) for spelling in spellings),
            meanings=tuple(meaning for meaning in meanings if analysis.words(meaning)),
        )
