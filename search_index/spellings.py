"""The spellings of one acronym. Whoever writes OASys also writes OASYS, Oasys, oasys and eoasys, and means one thing.

Which acronyms have spellings is read off the corpus: those that it holds in mixed case, as OASys and RivAS. One that
stands in capitals alone, as ARMS does, is another word than the ordinary one of the same letters, and stays so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from typing import Any

from sqlite_utils import Database

from archive.public import store
from archive.public.models import ItemState
from search_index import analysis, nodes
from search_index.nodes import Node
from search_index.query import Parsed
from search_index.whoosh_engine.library import Term

FIELD = "mixed"
_MAX_ROWS = 100
"""How many rows that the index is behind on are passed over in looking for one that is public as indexed."""

IsMixed = Callable[[str], bool]


def resolve(parsed: Parsed, searcher: Any, db: Database) -> Parsed:
    """Return the query with every acronym that stands in mixed case in a public row replaced by all its spellings.

    The index alone is not believed: how a query was read must not tell that a word was there which is masked now.
    """
    if parsed.root is None:
        return parsed
    return replace(parsed, root=resolve_node(parsed.root, lambda name: _is_mixed(searcher, db, name)))


def resolve_node(node: Node, is_mixed: IsMixed) -> Node:
    """Return a node with its acronyms resolved. The parser bounds how deep it goes."""
    match node:
        case nodes.Word():
            return _resolve_word(node, analysis.without_possessive(node.typed).upper(), is_mixed)
        case nodes.Capitals():
            return _resolve_word(node, node.acronym, is_mixed)
        case nodes.Not():
            return nodes.Not(resolve_node(node.node, is_mixed))
        case nodes.Every():
            return nodes.Every(tuple(resolve_node(part, is_mixed) for part in node.nodes))
        case nodes.Either():
            return nodes.Either(tuple(resolve_node(part, is_mixed) for part in node.nodes))
        case _:
            return node


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


def all_spellings(name: str) -> nodes.Spellings:
    """Return what finds an acronym however it is spelt: in any case, with an e before it, as a plural or possessive.

    >>> all_spellings("OASYS").stems
    ('oasys', 'oasyss', 'eoasys', 'eoasyss')
    """
    forms = [name, f"{name}S", f"E{name}", f"E{name}S"]
    # a possessive has the stem of its owner
    stems = dict.fromkeys(analysis.stem(form.lower()) for form in forms)
    return nodes.Spellings(name, tuple(stems), tuple(forms))


def _resolve_word(node: Node, spelling: str, is_mixed: IsMixed) -> Node:
    name = next(filter(is_mixed, candidates(spelling)), None)
    return all_spellings(name) if name else node


def _is_mixed(searcher: Any, db: Database, name: str) -> bool:
    if (FIELD, name) not in searcher.reader():
        return False
    ids, versions = (searcher.reader().column_reader(column) for column in ("id", "row_version"))
    found = islice(searcher.docs_for_query(Term(FIELD, name)), _MAX_ROWS)
    return any(_is_public(db, ids[number], versions[number]) for number in found)


def _is_public(db: Database, item_id: str, version: int) -> bool:
    item = store.find_item(db, item_id)
    return item is not None and item.state is ItemState.SHOWN and item.row_version == version
