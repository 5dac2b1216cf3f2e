"""Facets: how the hits of a query are spread over years, tags, kinds, names, acronyms and blogs.

The index counts; what is shown of a value comes from a public row that has it, so a word that was taken out of the
public copy is not in a facet either, even before the index follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from sqlite_utils import Database

from archive.public import store
from search_index import nodes
from search_index.documents import byline, tag_key
from search_index.engine import View
from search_index.nodes import Node
from search_index.plan import Term
from search_index.public_vocabulary import find_public_holder
from search_index.query import MAX_LENGTH, Parsed, clean, parse
from search_index.results import Facet, FacetValue
from search_index.vocabulary import Vocabulary

FIELD_OF = {"year": "year", "tag": "tag", "kind": "kind", "author": "byline", "acronym": "acro", "site": "site"}
"""The facets there are, and the field that each is counted in."""

MOST = 8
"""Values of one facet that are shown; of years, all."""

_TRIED = 40


@dataclass(frozen=True, slots=True)
class _Value:
    """A value before it is shown: what adds it to a query, and the node that this is read as."""

    value: str
    label: str
    addition: str
    node: Node
    count: int


@dataclass(frozen=True, slots=True)
class FacetReader:
    """Makes facets of what an index counted, for one query. `recount` says how many hits also fit a node."""

    db: Database
    view: View
    vocabulary: Vocabulary
    parsed: Parsed
    recount: Callable[[Node], int | None]

    def read(self, name: str, counts: Mapping[str, int]) -> Facet:
        """Return one facet."""
        found = {
            "year": self._years,
            "tag": self._tags,
            "kind": self._kinds,
            "author": self._authors,
            "acronym": self._acronyms,
            "site": self._sites,
        }[name](counts)
        values = [self._shown(value) for value in found]
        if name != "year":
            values = sorted(values, key=lambda one: (-one.count, one.label))[:MOST]
        return Facet(name, tuple(values))

    def _shown(self, value: _Value) -> FacetValue:
        clause = next((one for one in self.parsed.clauses if one.node == value.node), None)
        if clause:
            line = self.parsed.typed
            query = f"{line[: clause.span.start].rstrip()} {line[clause.span.end :].lstrip()}".strip()
        else:
            query = with_added(self.parsed, value.addition)
        count = self.recount(value.node)
        return FacetValue(value.value, value.label, value.count if count is None else count, query, clause is not None)

    def _years(self, counts: Mapping[str, int]) -> list[_Value]:
        return [
            _Value(year, year, f"year:{year}", nodes.Year(int(year)), counts[year]) for year in sorted(counts)[::-1]
        ]

    def _kinds(self, counts: Mapping[str, int]) -> list[_Value]:
        names = {"post": "posts", "comment": "comments"}
        return [_Value(kind, names[kind], f"in:{kind}", nodes.Kinds(kind), count) for kind, count in counts.items()]

    def _sites(self, counts: Mapping[str, int]) -> list[_Value]:
        hosts = {str(site.id): site.host for site in store.get_sites(self.db)}
        return [
            _Value(hosts[site], hosts[site], f"site:{hosts[site]}", nodes.Site(hosts[site].lower()), count)
            for site, count in counts.items()
            if hosts.get(site)
        ]

    def _tags(self, counts: Mapping[str, int]) -> list[_Value]:
        tags = [tag for tag in store.get_tags(self.db) if counts.get(tag.id)]
        tags.sort(key=lambda tag: -counts[tag.id])
        return [
            _Value(tag.id, tag.name, f"tag:{_quoted(key)}", nodes.Tag(tag_key(key)), counts[tag.id])
            for tag in tags[:MOST]
            # quotation marks cannot be quoted: such a tag goes by its id
            for key in [tag.id if '"' in clean(tag.name) else tag.name]
        ]

    def _authors(self, counts: Mapping[str, int]) -> list[_Value]:
        def values() -> Iterator[_Value]:
            for name in _most_first(counts):
                item = find_public_holder(self.view, self.db, Term("byline", name))
                if item is not None:
                    node = nodes.Author(name, tuple(name.split()), True)
                    label = byline(item) if item.author else name.capitalize()
                    yield _Value(name, label, f'author:"={name}"', node, counts[name])

        return list(islice(values(), MOST))

    def _acronyms(self, counts: Mapping[str, int]) -> list[_Value]:
        def values() -> Iterator[_Value]:
            seen: set[str] = set()
            for name in _most_first(counts):
                if not self.vocabulary.is_acronym(name):
                    continue
                group = self.vocabulary.find_group(name)
                label = group.name if group else name
                if label not in seen and find_public_holder(self.view, self.db, Term("acro", name)) is not None:
                    seen.add(label)
                    yield _Value(name, label, f"acronym:{name}", nodes.Acronym(name, name), counts[name])

        return list(islice(values(), MOST))


def with_added(parsed: Parsed, addition: str) -> str:
    """Return the query with something added, so that nothing else in it is read differently; "" when that cannot be.

    >>> with_added(parse("ferry OR"), "year:2018"), with_added(parse('"late ferry'), "year:2018")
    ('(ferry) year:2018', '"late ferry" year:2018')
    """
    line = parsed.typed
    closed = f'{line}"' if line.count('"') % 2 else line
    closed += ")" * max(0, closed.count("(") - closed.count(")"))
    wanted = [clause.node for clause in parsed.clauses]
    added = _read_alone(addition)
    if len(added) != 1:
        # what people wrote may hold signs that no query can
        return ""
    for longer in (f"{closed} {addition}", f"({_bare(closed)}) {addition}"):
        read = [clause.node for clause in parse(longer).clauses]
        if len(longer) <= MAX_LENGTH and read[-1:] == added and _flat(read[:-1]) == _flat(wanted):
            return longer
    return ""


@lru_cache(maxsize=1_000)
def _read_alone(addition: str) -> list[Node]:
    return [clause.node for clause in parse(addition).clauses]


def _bare(line: str) -> str:
    words = line.split()
    while words and words[-1] in ("OR", "|", "||", "NOT", "-"):
        words.pop()
    return " ".join(words)


def _flat(clauses: list[Node]) -> list[Node]:
    return [inner for clause in clauses for inner in (clause.nodes if isinstance(clause, nodes.Every) else (clause,))]


def _most_first(counts: Mapping[str, int]) -> list[str]:
    return sorted(counts, key=lambda name: (-counts[name], name))[:_TRIED]


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name or not name.isalnum() else name
