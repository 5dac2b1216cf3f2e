"""The spellings of one acronym. Whoever writes OASys also writes OASYS, Oasys, oasys and eoasys, and means one thing.

Where no table says so, which acronyms have spellings is read off the corpus: those that it holds in mixed case, as
OASys and RivAS. One that stands in capitals alone, as ARMS does, is another word than the ordinary one of the same
letters, and stays so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlite_utils import Database

from archive.public import store
from archive.public.models import ItemState, PublicComment, PublicPost
from search_index import analysis, nodes
from search_index.engine import View
from search_index.plan import Term
from search_index.vocabulary import Group, NearTag

FIELD = "mixed"
_MAX_ROWS = 100
"""How many rows that the index is behind on are passed over in looking for one that is public as indexed."""

IsMixed = Callable[[str], bool]


def candidates(spelling: str) -> tuple[str, ...]:
    """Return the acronyms that capitals may be a spelling of, the likeliest first.

    >>> candidates("ERIVASS")
    ('RIVASS', 'ERIVASS', 'RIVAS', 'ERIVAS')
    """
    found = []
    for name in (spelling, spelling.removesuffix("S")):
        # an e before it comes off first: where both stand in mixed case, they are one
        found += [name.removeprefix("E"), name]
    return tuple(dict.fromkeys(found))


def all_spellings(name: str, spellings: Sequence[str] = ()) -> nodes.Spellings:
    """Return what finds an acronym however it is spelt: in any case, with an e before it, as a plural or possessive.

    >>> all_spellings("OASYS").stems
    ('oasys', 'oasyss', 'eoasys', 'eoasyss')
    """
    upper = name.upper()
    forms = [upper, f"{upper}S", f"E{upper}", f"E{upper}S", *spellings]
    # a possessive has the stem of its owner
    stems = dict.fromkeys(analysis.term_of(form.replace(".", "").lower()) for form in forms)
    return nodes.Spellings(name, tuple(filter(None, stems)), tuple(spellings))


class CorpusVocabulary:
    """A vocabulary read off the items themselves. Knows no meanings, and tells no shouted word from an acronym."""

    def __init__(self, is_mixed: IsMixed) -> None:
        """Take what says whether an acronym, folded, stands in mixed case in some public item."""
        self._is_mixed = is_mixed

    def find_group(self, spelling: str) -> Group | None:
        """Return the acronym in mixed case that this is a spelling of."""
        folded = analysis.fold_acronym(spelling) or analysis.without_possessive(spelling).upper()
        found = (name for name in candidates(folded) if len(name) > 1 and self._is_mixed(name))
        name = next(found, None)
        return Group(name, any_case=True) if name else None

    def find_apart(self, word: str) -> Group | None:  # noqa: ARG002 - the signature of a vocabulary
        """Return nothing: of capitals alone this cannot say whether they are shouted."""
        return None

    def find_by_meaning(self, stems: Sequence[str]) -> tuple[Group, ...]:  # noqa: ARG002 - as above
        """Return nothing."""
        return ()

    def near_tags(self, key: str) -> tuple[NearTag, ...]:  # noqa: ARG002 - as above
        """Return nothing."""
        return ()

    def is_acronym(self, folded: str) -> bool:
        """Return whether capitals may be an acronym."""
        return len(folded) > 1 and not folded.isdigit() and folded.lower() not in analysis.STOP_WORDS


def corpus_vocabulary(view: View, db: Database) -> CorpusVocabulary:
    """Return the vocabulary of an index, as far as public rows bear it out.

    The index alone is not believed: how a query was read must not tell that a word was there which is masked now.
    """
    return CorpusVocabulary(lambda name: find_public_holder(view, db, FIELD, name) is not None)


def find_public_holder(view: View, db: Database, field: str, term: str) -> PublicPost | PublicComment | None:
    """Return a public item that holds a term and is as it was indexed, None when there is none."""
    if not view.frequency(field, term):
        return None
    for found in view.holders(Term(field, term), _MAX_ROWS):
        item = store.find_item(db, found.id)
        if item is not None and item.state is ItemState.SHOWN and item.row_version == found.row_version:
            return item
    return None
