"""From a query as read to a plan: terms in fields, against the words that one index holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from search_index import dates, nodes, plan
from search_index.engine import View
from search_index.nodes import Node
from search_index.plan import Plan
from search_index.results import Ignored

MAX_EXPANSIONS = 400
"""A beginning that fits more words than this is refused: it says nothing, and takes seconds."""

_MIN_STEM = 4


@dataclass(frozen=True, slots=True)
class _Names:
    """The fields in which words are looked for: their stems, themselves as written, acronyms."""

    text: str
    exact: str
    acro: str


_ALL = _Names("text", "exact", "acro")


@dataclass(slots=True)
class Planner:
    """Makes plans for one view; `sites` returns ids by host.

    `notes` gathers what could not be carried out, `stems` the terms that beginnings were found to be forms of.
    """

    view: View
    sites: Callable[[], Mapping[str, Iterable[int]]] = dict
    notes: list[Ignored] = field(default_factory=list)
    stems: set[str] = field(default_factory=set)

    def plan(self, node: Node, voice: str | None = None) -> Plan:
        """Return the plan for a node, its words looked for in one voice alone. The parser bounds how deep it goes."""
        match node:
            case nodes.Every(parts):
                return self._every(parts, voice)
            case nodes.Either(parts):
                return plan.AnyOf(tuple(self.plan(part, voice) for part in parts))
            case nodes.Expanded(typed, also):
                return self._any_of([self.plan(typed, voice), *(self.plan(one.node, voice) for one in also)])
            case nodes.Not(inner):
                return plan.AllOf((), (self.plan(inner, voice),))
            case (
                nodes.Word()
                | nodes.Exact()
                | nodes.Capitals()
                | nodes.Spellings()
                | nodes.Apart()
                | nodes.Phrase()
                | nodes.Prefix()
                | nodes.Acronym()
            ):
                return self._voiced(node, voice)
            case _:
                return self._filter(node)

    def _every(self, parts: tuple[Node, ...], voice: str | None) -> Plan:
        for part in parts:
            if isinstance(part, nodes.Voice):
                voice = part.voice
        wanted = tuple(self.plan(part, voice) for part in parts if not isinstance(part, nodes.Not))
        return plan.AllOf(wanted, tuple(self.plan(part.node, voice) for part in parts if isinstance(part, nodes.Not)))

    # -- words

    def _voiced(self, node: nodes.Words, voice: str | None) -> Plan:
        if voice is None:
            return self._words(node, _ALL)
        apart = self._words(node, _Names(voice, f"{voice}_exact", f"{voice}_acro"))
        if voice != "own":
            return apart
        plain = plan.AllOf((self._words(node, _ALL), plan.Term("voice", "plain")))
        return plan.AnyOf((plain, apart))

    def _words(self, node: nodes.Words, names: _Names) -> Plan:
        text = names.text
        match node:
            case nodes.Word():
                return plan.Term(text, node.stem)
            case nodes.Exact():
                return _as_written(names, (node.term,), (node.stem,) if node.stem else ())
            case nodes.Spellings():
                return self._any_of([plan.Term(text, stem) for stem in node.stems])
            case nodes.Capitals():
                return plan.Term(names.acro, node.acronym)
            case nodes.Acronym():
                return self._any_of([plan.Term(names.acro, term) for term in node.terms])
            case nodes.Apart():
                alone = plan.AllOf((plan.Term("acro", node.acronym),), (plan.Term("both", node.acronym),))
                return plan.AllOf((plan.Term(text, node.word.stem),), (alone,))
            case nodes.Phrase() if node.exact:
                return _as_written(names, node.exact, node.stems)
            case nodes.Phrase():
                return sequence(text, node.stems)
            case nodes.Prefix():
                return self._prefix(node, text)

    def _any_of(self, parts: list[Plan]) -> Plan:
        """Return what any of these finds, without terms that stand nowhere: engines find fewer terms quicker."""
        known = [part for part in dict.fromkeys(parts) if self._may_find(part)]
        return known[0] if len(known) == 1 else plan.AnyOf(tuple(known))

    def _may_find(self, part: Plan) -> bool:
        return not isinstance(part, plan.Term) or self.view.frequency(part.field, part.term) > 0

    def _prefix(self, node: nodes.Prefix, text: str) -> Plan:
        terms = self.view.starting(text, node.typed, MAX_EXPANSIONS + 1)
        if len(terms) > MAX_EXPANSIONS:
            self.notes.append(Ignored(f"{node.typed}*", "too many words begin so: write more letters"))
            return plan.NOTHING
        # "organisa" is longer than what "organisation" is kept as
        kept = [term for term in iter_stems(node.typed) if self.view.frequency("text", term)][:1]
        self.stems.update(kept)
        return plan.AnyOf(tuple(plan.Term(text, term) for term in dict.fromkeys((*terms, node.stem, *kept))))

    # -- filters

    def _filter(self, node: nodes.Filter) -> Plan:
        match node:
            case nodes.Author():
                whole = plan.Term("byline", " ".join(node.words))
                return whole if node.whole else sequence("author", node.words)
            case nodes.Tag():
                return plan.Term("tag", node.key)
            case nodes.Year():
                return plan.Term("year", str(node.year))
            case nodes.Kinds():
                return plan.Term("kind", node.kind)
            case nodes.Site():
                return self._site(node)
            case nodes.Has():
                return plan.Term("has", node.what)
            case nodes.Voice():
                said = plan.Term("voice", node.voice)
                return plan.AnyOf((plan.Term("voice", "plain"), said)) if node.voice == "own" else said
            case nodes.Days():
                return self._days(node)

    def _site(self, node: nodes.Site) -> Plan:
        ids = tuple(self.sites().get(node.host, ()))
        if not ids:
            self.notes.append(Ignored(f"site:{node.host}", "there is no blog of that host here"))
        return self._any_of([plan.Term("site", str(site)) for site in ids])

    def _days(self, node: nodes.Days) -> Plan:
        years = [int(year) for year in self.view.terms("year")]
        if not years:
            return plan.NOTHING
        start = max(node.start or date.min, date(min(years), 1, 1))
        end = min(node.end or date.max, date(max(years) + 1, 1, 1))
        return plan.AnyOf(tuple(plan.Term(name, keyword) for name, keyword in dates.iter_keywords(start, end)))


def iter_stems(start: str) -> Iterator[str]:
    """Yield what a word that begins so may be kept as, the longest first: three letters only before a doubled one.

    >>> list(iter_stems("organi")), list(iter_stems("runn"))
    (['organi', 'organ', 'orga'], ['runn', 'run'])
    """
    yield from (start[:end] for end in range(len(start), _MIN_STEM - 1, -1))
    if len(start) >= _MIN_STEM and start[_MIN_STEM - 1] == start[_MIN_STEM - 2]:
        yield start[: _MIN_STEM - 1]


def _as_written(names: _Names, exact: Iterable[str], stems: tuple[str, ...]) -> Plan:
    """Return what finds words as they are written, one right after the other; by their stems, which have places."""
    parts = [sequence(names.text, stems)] if stems else []
    parts += [plan.Term(names.exact, term) for term in dict.fromkeys(exact)]
    return parts[0] if len(parts) == 1 else plan.AllOf(tuple(parts))


def sequence(name: str, terms: tuple[str, ...]) -> Plan:
    """Return what finds terms one right after the other."""
    return plan.Term(name, terms[0]) if len(terms) == 1 else plan.Sequence(name, terms)
