"""Snippets: some thirty words of a public text around what was found. Made from the row of public.db, never stored."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.text import MarkKind, RedactedText, Span
from search_index import analysis, nodes
from search_index.mentions import Placed

WORDS = 30
BEFORE = 6
MAX_CHARS = 400
_READ = 200_000
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Sought:
    """What a highlighter marks: terms, as the analyzers give them; but no word that is one of the acronyms `apart`."""

    stems: frozenset[str]
    starts: tuple[str, ...]
    acronyms: frozenset[str]
    exact: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, ...]] = frozenset()

    @classmethod
    def of(cls, root: nodes.Node | None) -> Sought:
        """Return what a query looks for; nothing behind a minus."""
        stems: set[str] = set()
        starts: list[str] = []
        acronyms: set[str] = set()
        exact: set[str] = set()
        apart: set[str] = set()
        phrases: set[tuple[str, ...]] = set()
        for node in nodes.iter_words(root):
            match node:
                case nodes.Word():
                    stems.add(node.stem)
                case nodes.Apart():
                    stems.add(node.word.stem)
                    apart.add(node.acronym)
                case nodes.Exact():
                    exact.add(node.term)
                case nodes.Capitals():
                    acronyms.add(node.acronym)
                case nodes.Acronym():
                    acronyms.update(node.terms)
                case nodes.Phrase() if node.exact:
                    exact.update(node.exact)
                case nodes.Phrase() if len(node.stems) > 1:
                    phrases.add(node.stems)
                case nodes.Spellings() | nodes.Phrase():
                    stems.update(node.stems)
                case nodes.Prefix():
                    stems.add(node.stem)
                    starts.append(node.typed)
        return cls(
            frozenset(stems),
            tuple(starts),
            frozenset(acronyms),
            frozenset(exact),
            # what is asked for as an acronym too is marked
            frozenset(apart - acronyms),
            frozenset(phrases),
        )

    @property
    def needs_mentions(self) -> bool:
        """Whether it depends on where acronyms stand."""
        return bool(self.acronyms or self.apart)

    def find_in(self, text: str, mentions: Placed = ()) -> list[Span]:
        """Return what it marks in a searchable text with these acronyms, in order and without overlaps."""
        found: list[Span] = []
        if self.starts:
            found += analysis.find_terms(text, lambda term: term in self.stems or term.startswith(self.starts))
        elif self.stems:
            found += analysis.find_terms(text, self.stems.__contains__)
        if self.apart:
            others = [span for term, span in mentions if term in self.apart]
            found = [span for span in found if not any(map(span.overlaps, others))]
        if self.phrases:
            found += _find_phrases(text, self.phrases)
        if self.exact:
            found += analysis.find_exact(text, self.exact)
        found += [span for term, span in mentions if term in self.acronyms and span.end <= len(text)]
        return list(_without_overlaps(found))


@dataclass(frozen=True, slots=True)
class Snippet:
    """Pieces of a text, each with whether it is marked."""

    pieces: tuple[tuple[str, bool], ...]

    @property
    def html(self) -> str:
        """The pieces as HTML: everything escaped, marked ones in <mark>."""
        return "".join(
            f"<mark>{html.escape(text)}</mark>" if marked else html.escape(text) for text, marked in self.pieces
        )

    @property
    def text(self) -> str:
        """The pieces as plain text without control characters, fit for a terminal."""
        whole = "".join(text for text, _ in self.pieces)
        return whole if whole.isprintable() else "".join(filter(str.isprintable, whole))


def make_snippet(body: RedactedText, sought: Sought, mentions: Placed = ()) -> Snippet:
    """Return the stretch of a text that shows most of what was sought, from its beginning when nothing is in it.

    `mentions` are the acronyms in it.
    """
    text = body.text[:_READ]
    tokens = [mark.span for mark in body.marks if mark.kind is MarkKind.REDACTION and mark.span.end <= len(text)]
    found = sought.find_in(analysis.searchable(body)[:_READ], mentions)
    window = _window(list(_words(text, tokens)), found, tokens)
    if window is None:
        return Snippet(())
    pieces = list(_pieces(text, window, found))
    ahead = "… " if text[: window.start].strip() else ""
    behind = " …" if body.text[window.end :].strip() else ""
    return Snippet(tuple((piece, marked) for piece, marked in [(ahead, False), *pieces, (behind, False)] if piece))


def _find_phrases(text: str, phrases: Iterable[tuple[str, ...]]) -> Iterator[Span]:
    """Yield the words of phrases where one stands whole: a word of it elsewhere was not looked for."""
    placed = list(analysis.placed_words(text))
    terms = [term for term, _ in placed]
    for phrase in phrases:
        for at, term in enumerate(terms):
            if term == phrase[0] and tuple(terms[at : at + len(phrase)]) == phrase:
                yield from (span for _, span in placed[at : at + len(phrase)])


def _without_overlaps(spans: Iterable[Span]) -> Iterator[Span]:
    end = 0
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end


def _words(text: str, tokens: list[Span]) -> Iterator[Span]:
    """Yield the words of a text by white space; a redaction token, which may hold some, is never cut."""
    if not tokens:
        yield from (Span(*found.span()) for found in _WORD.finditer(text))
        return
    held: Span | None = None
    waiting = iter([*tokens, None])
    token = next(waiting)
    for found in _WORD.finditer(text):
        word = Span(*found.span())
        while token is not None and token.end <= word.start:
            token = next(waiting)
        if held is not None and held.end > word.start:
            held = Span(held.start, max(held.end, word.end))
        else:
            if held is not None:
                yield held
            held = word
        if token is not None and token.overlaps(word):
            held = Span(min(held.start, token.start), max(held.end, token.end))
    if held is not None:
        yield held


def _window(words: list[Span], found: list[Span], tokens: list[Span]) -> Span | None:
    if not words:
        return None
    first = max(0, _best_start(words, found) - BEFORE) if found else 0
    first = min(first, max(0, len(words) - WORDS))
    start, end = words[first].start, words[min(first + WORDS, len(words)) - 1].end
    if end - start <= MAX_CHARS:
        return Span(start, end)
    return _shorter(start, end, found, tokens)


def _best_start(words: list[Span], found: list[Span]) -> int:
    """Return the index of the word from which most of what was found comes within reach, the first of equals."""
    starts = [word.start for word in words]
    at = [max(0, bisect_left(starts, span.end) - 1) for span in found]
    best, most = 0, 0
    for number, index in enumerate(at):
        within = bisect_left(at, index + WORDS - BEFORE) - number
        if within > most:
            best, most = index, within
    return best


def _shorter(start: int, end: int, found: list[Span], tokens: list[Span]) -> Span:
    """Cut a window of very long words to size, around its first find, without cutting a find or a token."""
    near = next((span.start for span in found if start <= span.start < end), start)
    start = max(start, near - MAX_CHARS // 4)
    end = min(end, start + MAX_CHARS)
    for span in (*found, *tokens):
        if span.start < start < span.end:
            start = span.start
        if span.start < end < span.end:
            end = span.end
    return Span(start, end)


def _pieces(text: str, window: Span, found: list[Span]) -> Iterator[tuple[str, bool]]:
    at = window.start
    for span in found:
        if window.contains(span):
            yield _SPACE.sub(" ", text[at : span.start]), False
            yield _SPACE.sub(" ", text[span.start : span.end]), True
            at = span.end
    yield _SPACE.sub(" ", text[at : window.end]), False
