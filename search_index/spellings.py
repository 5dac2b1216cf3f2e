"""The spellings of one acronym. Who writes OASys also writes OASYS, oasys and eoasys, and means one thing."""

from __future__ import annotations

from collections.abc import Sequence

from search_index import analysis, nodes


def candidates(spelling: str) -> tuple[str, ...]:
    """Return the acronyms that capitals may be a spelling of, the likeliest first.

    >>> candidates("ERIVASS")
    ('ERIVASS', 'ERIVAS', 'RIVASS', 'RIVAS')
    """
    found = []
    for name in (spelling, spelling.removeprefix("E")):
        found += [name, name.removesuffix("S")]
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
