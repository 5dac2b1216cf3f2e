"""The vocabulary that stands in the public copy: acronyms with spellings and meanings, tags with their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from archive.public.database import read_rows
from search_index import analysis
from search_index.documents import tag_key
from search_index.engine import View
from search_index.results import Kind
from search_index.spellings import candidates, corpus_vocabulary
from search_index.vocabulary import Group, NearTag, Vocabulary

_ACRONYMS = frozenset({"acronym", "acronym_spelling", "acronym_sense"})
_TAGS = frozenset({"tag", "tag_synonym"})
_MOST = 8
"""Meanings of one acronym that a query looks for."""

_MOST_TAGS = 40

_GROUPS = """
    select acronym.id, acronym.name from acronym_spelling
    join acronym on acronym.id = acronym_spelling.acronym_id
    where {} order by acronym.item_count desc, acronym.id
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


def vocabulary_of(view: View, db: Database) -> Vocabulary:
    """Return the vocabulary of an archive: its tables where the public copy has them, else what its items show."""
    tables = {name for (name,) in db.conn.execute("select name from sqlite_master where type = 'table'").fetchall()}
    return PublicVocabulary(db, tables, corpus_vocabulary(view, db))


class PublicVocabulary:
    """Looks words up in the tables of the public copy; for acronyms, without any there, asks another vocabulary."""

    def __init__(self, db: Database, tables: Iterable[str], corpus: Vocabulary) -> None:
        """Take the names of the tables there are, and what answers where there are none."""
        self._db = db
        self._corpus = corpus
        self._has_acronyms = set(tables) >= _ACRONYMS and bool(
            db.conn.execute("select exists (select 1 from acronym)").fetchone()[0]
        )
        self._has_tags = set(tables) >= _TAGS

    def find_group(self, spelling: str) -> Group | None:
        """Return the acronym that is spelt so, in this case or, where its case says nothing, in any."""
        if not self._has_acronyms:
            return self._corpus.find_group(spelling)
        bare = analysis.without_possessive(spelling).replace(".", "")
        forms = list(dict.fromkeys((bare, bare.removesuffix("s"))))
        for form in forms:
            if group := self._first("spelling = ?", form):
                return group
        for name in candidates(bare.upper()):
            group = self._first("upper(spelling) = ?", name)
            if group and group.any_case:
                return group
        return None

    def find_apart(self, word: str) -> Group | None:
        """Return the acronym in capitals alone that has the letters of a word typed in small ones."""
        if not self._has_acronyms or analysis.fold_acronym(word):
            return None
        group = self._first("upper(spelling) = ?", analysis.without_possessive(word).upper())
        return group if group and not group.any_case else None

    def find_by_meaning(self, stems: Sequence[str]) -> tuple[Group, ...]:
        """Return the acronyms with a meaning of these words."""
        if not self._has_acronyms:
            return ()
        # SQLite knows no stems: compare those alone that begin alike
        start = f"{stems[0][:3]}%"
        sql = (
            "select distinct acronym.id, acronym.name, expansion from acronym_sense join acronym "
            "on acronym.id = acronym_sense.acronym_id where lower(expansion) like ? or lower(expansion) like ? "
            "order by acronym.item_count desc, acronym.id"
        )
        rows = list(read_rows(self._db, sql, [start, f"% {start}"]))
        found = {row["id"]: row["name"] for row in rows if analysis.words(row["expansion"]) == list(stems)}
        return tuple(self._group(acronym_id, name) for acronym_id, name in list(found.items())[:_MOST])

    def near_tags(self, key: str) -> tuple[NearTag, ...]:
        """Return the tags below one, and the one that its synonyms stand for."""
        if not self._has_tags:
            return ()
        rows = read_rows(self._db, _NEAR_TAGS, {"key": key, "most": _MOST_TAGS})
        return tuple(
            NearTag(Kind.SYNONYM if row["same"] else Kind.NARROWER, row["name"])
            for row in rows
            if key not in (row["id"], tag_key(row["name"]))
        )

    def is_acronym(self, folded: str) -> bool:
        """Return whether capitals are a spelling of a known acronym."""
        if not self._has_acronyms:
            return self._corpus.is_acronym(folded)
        return self._first("upper(spelling) = ?", folded) is not None

    def _first(self, condition: str, value: str) -> Group | None:
        row = next(iter(read_rows(self._db, _GROUPS.format(condition), [value])), None)
        return self._group(row["id"], row["name"]) if row else None

    def _group(self, acronym_id: str, name: str) -> Group:
        spellings = [
            row["spelling"]
            for row in read_rows(
                self._db,
                "select spelling from acronym_spelling where acronym_id = ? order by item_count desc, spelling",
                [acronym_id],
            )
        ]
        meanings = [
            row["expansion"]
            for row in read_rows(
                self._db,
                "select expansion from acronym_sense where acronym_id = ? order by item_count desc, expansion limit ?",
                [acronym_id, _MOST],
            )
        ]
        # one who writes it in mixed or small letters means it: its case tells nothing apart
        any_case = any(not analysis.is_capitals(spelling) for spelling in spellings)
        return Group(name, tuple(spellings), any_case, tuple(meanings))
