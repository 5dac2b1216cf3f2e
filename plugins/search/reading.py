"""How a query was read, for people: what was looked for besides, what was left out, and what would narrow it down."""

from __future__ import annotations

from sqlite_utils import Database

from archive.public import acronyms, vocabulary
from plugins.search.asked import Asked
from plugins.search.contexts import Chip, FacetView, Narrowing
from plugins.site import wording
from plugins.site.addresses import acronym_address, term_address
from plugins.site.contexts import Link
from search_index.results import Expansion, Facet, FacetValue, Ignored, Kind, SearchResult

SHORT = 80
_SPELLINGS = 4
_FACETS = {
    "year": "Year",
    "tag": "Topic",
    "kind": "Kind",
    "author": "Signed",
    "acronym": "Acronym",
    "site": "Blog",
}
_OF_ACRONYMS = (Kind.SPELLING, Kind.ACRONYM, Kind.APART)
_CUT = "all after the first 500 characters"


def short(text: str, most: int = SHORT) -> str:
    """Return a text, or the beginning of a long one."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def chips_of(found: SearchResult, asked: Asked) -> tuple[Chip, ...]:
    """Return what was looked for besides what was typed, each with the address of the search without it."""
    expansions = {(one.kind, one.text): one for part in found.reading for one in part.expansions}
    return tuple(_chip(one, found.query, asked) for one in expansions.values())


def _chip(one: Expansion, query: str, asked: Asked) -> Chip:
    # a query with no room for more is offered unchanged
    href = asked.first(query=one.without).address() if one.without != query else ""
    counted = "" if one.count is None else f" ({one.count:,})"
    match one.kind:
        case Kind.SPELLING:
            return Chip("also", "Search without", _spellings(one), href)
        case Kind.EXPANSION:
            return Chip("also", "Search without", f"“{one.text}”{counted}", href)
        case Kind.ACRONYM:
            return Chip("also the acronym", "Search without", f"{one.text}{counted}", href)
        case Kind.SYNONYM:
            return Chip("also the topic", "Search without", one.text, href)
        case Kind.NARROWER:
            return Chip("also the narrower topic", "Search without", one.text, href)
        case Kind.APART:
            return Chip("but not the acronym", "Search with the acronym", f"{one.text}{counted}", href)


def _spellings(one: Expansion) -> str:
    """Return "OASYS 120, OASys 80, eoasys 3 (3 spellings)"; where they are not known, the acronym in any of them."""
    if not one.members:
        return f"{one.text} in any spelling" + ("" if one.count is None else f" ({one.count:,})")
    counts = [f" {count:,}" for count in one.member_counts] or [""] * len(one.members)
    named = [f"{spelling}{count}" for spelling, count in zip(one.members, counts, strict=True)]
    more = ", …" if len(named) > _SPELLINGS else ""
    return f"{', '.join(named[:_SPELLINGS])}{more} ({wording.count(len(named), 'spelling')})"


def acronyms_of(db: Database, found: SearchResult) -> tuple[Link, ...]:
    """Return the pages of the acronyms that a query names or was read as, in the public copy as it is now."""
    named = [part.typed for part in found.reading if part.typed.isupper()]
    named += [one.text for part in found.reading for one in part.expansions if one.kind in _OF_ACRONYMS]
    pages = [known for name in dict.fromkeys(named) if (known := acronyms.find_acronym(db, name))]
    return tuple(dict.fromkeys(Link(acronym_address(known.id), known.name) for known in pages))


def timeline_of(found: SearchResult) -> Link | None:
    """Return the page of when the word or phrase of a query was used, None for a query of anything else."""
    if len(found.reading) != 1 or not found.total:
        return None
    part = found.reading[0]
    term = part.typed.strip('"')
    is_plain = part.read.startswith(("word ", '"')) and term.replace(" ", "").isalnum()
    return Link(term_address(term), term) if is_plain and vocabulary.term_of(term) else None


def dropped_of(found: SearchResult, asked: Asked) -> tuple[Chip, ...]:
    """Return what a query switches off, each with the address of the search that looks for it again."""
    return tuple(
        Chip("not", "Search again for", f"“{one.text}”", asked.first(query=one.back).address())
        for one in found.switched_off
    )


def parts_of(found: SearchResult, asked: Asked) -> tuple[Chip, ...]:
    """Return the parts of a query of several, each with the address of the search without it."""
    if len(found.reading) < 2:
        return ()
    return tuple(
        Chip("", "", short(part.typed), asked.first(query=part.without).address())
        for part in found.reading
        if part.without
    )


def ignored_of(found: SearchResult, asked: Asked) -> tuple[str, ...]:
    """Return what was left out of a query, and why: "the (very common)"."""
    ignored = found.ignored if not asked.is_cut else (*found.ignored, Ignored("", _CUT))
    said = (f"{short(one.typed)} ({one.why})" if one.typed else one.why for one in ignored)
    return tuple(dict.fromkeys(said))


def facets_of(found: SearchResult, asked: Asked) -> tuple[FacetView, ...]:
    """Return the ways to narrow a search down; a facet that would change nothing is left out."""
    return tuple(
        FacetView(_FACETS[facet.name], tuple(_narrowing(value, asked) for value in facet.values))
        for facet in found.facets
        if _narrows(facet, found.total)
    )


def _narrows(facet: Facet, total: int) -> bool:
    return any(value.chosen or value.count < total for value in facet.values)


def _narrowing(value: FacetValue, asked: Asked) -> Narrowing:
    return Narrowing(
        # a query with no room for more is not narrowed
        href=asked.first(query=value.query).address() if value.query or value.chosen else "",
        text=short(value.label),
        count=f"{value.count:,}",
        told=wording.count(value.count, "hit"),
        chosen=value.chosen,
    )
