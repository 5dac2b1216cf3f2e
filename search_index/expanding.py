"""What is looked for beside what was typed: spellings of an acronym, its long form and the reverse, tags near by.

Everything added is told, and can be switched off: by `-expand:` with its name, or for a word by `=` or quotation marks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain

from search_index import analysis, nodes
from search_index.documents import tag_key
from search_index.nodes import Also, Node
from search_index.query import Clause, Parsed, together
from search_index.results import Kind
from search_index.spellings import all_spellings
from search_index.vocabulary import Group, Vocabulary

_LONGEST_MEANING = 8


@dataclass(frozen=True, slots=True)
class ReadClause:
    """One part of a query as it is carried out: the clauses it was made of, and what was added to them."""

    typed: tuple[Clause, ...]
    node: Node
    also: tuple[Also, ...] = ()


@dataclass(slots=True)
class _Expander:
    """Expands the words of one clause; `added` gathers what was added."""

    vocabulary: Vocabulary
    unexpanded: frozenset[str]
    added: list[Also] = field(default_factory=list)

    def expand(self, node: Node) -> Node:
        """Return a node with all that is looked for beside it. The parser bounds how deep it goes."""
        match node:
            case nodes.Word():
                return self._word(node)
            case nodes.Capitals():
                return self._capitals(node)
            case nodes.Acronym():
                return self._acronym(node)
            case nodes.Phrase():
                return node if node.exact else self.beside(node, self.short_forms(node.stems))
            case nodes.Tag():
                return self.beside(node, self._near_tags(node))
            case nodes.Not():
                return nodes.Not(self.expand(node.node))
            case nodes.Every():
                return nodes.Every(tuple(map(self.expand, node.nodes)))
            case nodes.Either():
                return nodes.Either(tuple(map(self.expand, node.nodes)))
            case _:
                return node

    def short_forms(self, stems: tuple[str, ...]) -> list[Also]:
        """Return the acronyms that stand for some words."""
        groups = self.vocabulary.find_by_meaning(stems) if len(stems) > 1 else ()
        return [Also(Kind.ACRONYM, group.name, _found_as(group)) for group in groups]

    def _word(self, node: nodes.Word) -> Node:
        group = self.vocabulary.find_group(node.typed)
        return self._told_apart(node) if group is None else self._spelt(node, group)

    def _capitals(self, node: nodes.Capitals) -> Node:
        group = self.vocabulary.find_group(node.typed)
        return _as_words(node) if group is None else self._spelt(node, group)

    def _spelt(self, node: nodes.Word | nodes.Capitals, group: Group) -> Node:
        found: Node = node
        spelt = Also(Kind.SPELLING, group.name, _found_as(group), group.counts)
        if spelt.node != node and self._is_wanted(spelt):
            self.added.append(spelt)
            found = spelt.node
        elif group.any_case and isinstance(node, nodes.Capitals):
            # what is one word in whatever case is kept as one; in capitals alone it is found as it is written
            found = nodes.Exact(node.typed, analysis.exact_term(node.typed), analysis.term_of(node.typed))
        return self.beside(found, [_meaning(text) for text in group.meanings])

    def _told_apart(self, node: nodes.Word) -> Node:
        group = self.vocabulary.find_apart(node.typed)
        if group is None:
            return node
        letters = group.letters(node.typed)
        apart = Also(Kind.APART, group.name if analysis.acronym_term(group.name) == letters else letters, node)
        if not self._is_wanted(apart):
            return node
        self.added.append(apart)
        return nodes.Apart(node, letters)

    def _acronym(self, node: nodes.Acronym) -> Node:
        group = self.vocabulary.find_group(node.typed) or self.vocabulary.find_group(node.acronym)
        if group is None:
            return node
        terms = tuple(dict.fromkeys(map(analysis.acronym_term, (group.name, *group.spellings))))
        spelt = Also(
            Kind.SPELLING, group.name, nodes.Acronym(group.name, terms[0], terms, group.spellings), group.counts
        )
        if not self._is_wanted(spelt):
            return node
        self.added.append(spelt)
        return spelt.node

    def _near_tags(self, node: nodes.Tag) -> list[Also]:
        return [Also(tag.kind, tag.name, nodes.Tag(tag_key(tag.name))) for tag in self.vocabulary.near_tags(node.key)]

    def beside(self, node: Node, also: list[Also]) -> Node:
        """Return a node or one of these, without those switched off."""
        wanted = tuple(one for one in also if self._is_wanted(one))
        self.added += wanted
        return nodes.Expanded(node, wanted) if wanted else node

    def _is_wanted(self, also: Also) -> bool:
        return also.key not in self.unexpanded


def expand(parsed: Parsed, vocabulary: Vocabulary) -> tuple[ReadClause, ...]:
    """Return the clauses of a query as they are carried out."""
    read: list[ReadClause] = []
    waiting = list(parsed.clauses)
    while waiting:
        expander = _Expander(vocabulary, frozenset(key for key, _ in parsed.unexpanded))
        taken, node = _take(waiting, expander)
        read.append(ReadClause(tuple(waiting[:taken]), node, tuple(dict.fromkeys(expander.added))))
        del waiting[:taken]
    return tuple(read)


def root_of(read: tuple[ReadClause, ...]) -> Node | None:
    """Return the whole query, None for an empty one."""
    return together([clause.node for clause in read])


def _take(waiting: list[Clause], expander: _Expander) -> tuple[int, Node]:
    """Return how many clauses are read as one, and as what: words in the order of a long form are one."""
    stems: list[tuple[str, ...]] = []
    for clause in waiting[:_LONGEST_MEANING]:
        match clause.node:
            case nodes.Word(_, stem):
                stems.append((stem,))
            case nodes.Phrase(_, several, ()):
                # "pre-sentence" is one of two words
                stems.append(several)
            case _:
                break
    for count in range(len(stems), 1, -1):
        also = expander.short_forms(tuple(chain.from_iterable(stems[:count])))
        if also:
            words = nodes.Every(tuple(clause.node for clause in waiting[:count]))
            return count, expander.beside(words, also)
    return 1, expander.expand(waiting[0].node)


def _as_words(node: nodes.Capitals) -> Node:
    """Return what capitals find that are no acronym here: the words that they are, as far as they say anything."""
    words = analysis.typed_words(node.typed)
    stems = tuple(analysis.words(node.typed))
    if len(words) == 1 and not stems:
        return nodes.Exact(node.typed, analysis.exact_term(node.typed), "")
    if len(stems) < len(words):
        return node
    return nodes.Word(node.typed, stems[0]) if len(stems) == 1 else nodes.Phrase(node.typed, stems)


def _found_as(group: Group) -> Node:
    if group.any_case:
        return all_spellings(group.name, group.spellings)
    # the letters of the name first: a plural is the same acronym, letters in another order are not
    names: dict[str, str] = {}
    for spelling in (group.name, *group.spellings):
        names.setdefault(analysis.acronym_term(spelling), spelling)
    found = tuple(nodes.Capitals(spelling, folded) for folded, spelling in names.items())
    return found[0] if len(found) == 1 else nodes.Either(found)


def _meaning(text: str) -> Also:
    stems = tuple(analysis.words(text))
    node = nodes.Phrase(text, stems) if len(stems) > 1 else nodes.Word(text, stems[0] if stems else "")
    return Also(Kind.EXPANSION, text, node)
