"""From what somebody typed to a query and to notes on what was left out. Any input gives a query; nothing raises.

Words are joined by "and"; OR joins its two neighbours; a minus or NOT takes away; parentheses group. The grammar is
ours and not that of an engine, since every engine has to give the same answers; page, command, feed and SQL share it.
All that a result depends on can be typed: `sort:` gives the order, `-expand:` switches an expansion off.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from archive.text import Span
from search_index import analysis, dates, nodes
from search_index.documents import tag_key
from search_index.fields import GAP
from search_index.nodes import Node
from search_index.results import Ignored, Order

MAX_LENGTH = 500
MAX_PARTS = 16
MAX_DEPTH = 8
MIN_PREFIX = 3

OPERATORS = (
    "author",
    "tag",
    "acronym",
    "year",
    "before",
    "after",
    "site",
    "in",
    "has",
    "words",
    "sort",
    "expand",
)

_DASHES = " -–—−.…"
_JOINED = re.compile(r"[^\W_]+(?:[&/-][^\W_]+)+")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_TOKEN = re.compile(
    r"""
    (?P<open>\()
  | (?P<close>\))
  | (?P<minus>[-−–](?=[^\s\-−–)]))
  | (?P<name>[A-Za-z]{2,12}):(?:"(?P<quoted>[^"]*)"?|(?P<value>[^\s"()]+))
  | (?P<exactly>=)?"(?P<phrase>[^"]*)"?
  | (?P<chunk>[^\s"()]+)
    """,
    re.VERBOSE,
)


class Sign(Enum):
    """What stands in a query beside words and operators."""

    OPEN = "("
    CLOSE = ")"
    NOT = "-"
    OR = "OR"


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a query that is joined to the others by "and", and where it stands in the line."""

    node: Node
    span: Span


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query as read. `typed` is the line as cleaned; `ignored` says what was left out of it and why.

    `order` is None where the line names none; `unexpanded` are the keys of expansions that it switches off, each with
    where it does so.
    """

    clauses: tuple[Clause, ...]
    ignored: tuple[Ignored, ...]
    typed: str
    order: Order | None = None
    unexpanded: tuple[tuple[str, Span], ...] = ()

    @property
    def root(self) -> Node | None:
        """The whole query, None when nothing in it can be searched for."""
        return together([clause.node for clause in self.clauses])


def clean(typed: str) -> str:
    """Return what was typed as one line of well-formed NFC text, no longer than `MAX_LENGTH`."""
    whole = typed.encode("utf-8", "replace").decode("utf-8")
    line = "".join(" " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in whole)
    return unicodedata.normalize("NFC", line.translate(_QUOTES))[:MAX_LENGTH].strip()


def parse(typed: str) -> Parsed:
    """Return the query that somebody typed."""
    line = clean(typed)
    reader = _Reader(is_shouted(line))
    builder = _Builder()
    parts = 0
    for token, span in reader.iter_tokens(line):
        if token is not None and not isinstance(token, Sign):
            parts += 1
            if parts > MAX_PARTS:
                reader.skip(line[span.start :], f"only the first {MAX_PARTS} parts are read")
                break
        builder.take(token, span)
    if len(typed) > MAX_LENGTH:
        reader.skip("", f"all after the first {MAX_LENGTH} characters")
    return Parsed(builder.finish(), tuple(dict.fromkeys(reader.ignored)), line, reader.order, tuple(reader.unexpanded))


def is_shouted(line: str) -> bool:
    """True for a query all in capitals, four words or more: no list of acronyms, but a key that was left pressed."""
    words = [word for word in line.split() if word not in ("OR", "AND", "NOT") and any(map(str.isalpha, word))]
    return len(words) >= 4 and all(map(str.isupper, words))


@dataclass(slots=True)
class _Reader:
    """Turns text into tokens, noting what it leaves out. None stands for a part that was left out."""

    shouted: bool
    ignored: list[Ignored] = field(default_factory=list)
    unexpanded: list[tuple[str, Span]] = field(default_factory=list)
    order: Order | None = None

    def iter_tokens(self, line: str) -> Iterator[tuple[Node | Sign | None, Span]]:
        """Yield the tokens of a line, each with where it stands."""
        before: Node | Sign | None = None
        for found in _TOKEN.finditer(line):
            token: Node | Sign | None = _SIGNS.get(found[0]) or (Sign.NOT if found["minus"] else None)
            if token is None and found[0] not in _AND:
                token = self._read(found, negated=before is Sign.NOT)
            elif token is None:
                continue
            yield token, Span(*found.span())
            before = token

    def skip(self, typed: str, why: str) -> None:
        """Note what is left out."""
        self.ignored.append(Ignored(typed.strip(), why))

    def _read(self, found: re.Match[str], *, negated: bool) -> Node | None:
        if found["phrase"] is not None:
            return self._read_phrase(found["phrase"], exact=bool(found["exactly"]), quoted=True)
        if found["name"]:
            return self._read_named(found, negated=negated)
        return self._read_chunk(found["chunk"])

    # -- words

    def _read_chunk(self, chunk: str) -> Node | None:
        name = chunk[:-1].lower()
        if chunk.endswith(":") and name in OPERATORS:
            self.skip(chunk, f"write what you mean right after it, such as {_EXAMPLES[name]}")
            return None
        if chunk.startswith("=") and chunk.strip("="):
            return self._read_words(chunk.lstrip("="), exact=True)
        if chunk.strip("*?") and ("*" in chunk.strip("*") or chunk.startswith("*") != chunk.endswith("*")):
            return self._read_prefix(chunk)
        return self._read_words(chunk)

    def _read_words(self, chunk: str, *, exact: bool = False) -> Node | None:
        words = analysis.typed_words(chunk)
        if not exact and not self.shouted and (acronym := analysis.whole_acronym(chunk)):
            return nodes.Capitals(acronym, analysis.acronym_term(acronym))
        if len(words) == 1:
            return self._read_exact(words[0]) if exact else self._read_word(words[0])
        if words:
            return self._read_phrase(chunk, exact=exact)
        self._nothing(chunk)
        return None

    def _read_word(self, word: str) -> Node | None:
        if term := analysis.term_of(word):
            return nodes.Word(word, term)
        if len(word) > analysis.MAX_WORD:
            self.skip(f"{word[:20]}…", "a word of more than 100 letters")
            return None
        hint = "; write IT for the acronym" if word.lower() == "it" else ""
        self.skip(word, f"very common{hint}")
        return None

    def _read_exact(self, word: str) -> Node | None:
        if analysis.exact_terms(word):
            return nodes.Exact(word, analysis.exact_term(word), analysis.term_of(word))
        return self._read_word(word)

    def _read_phrase(self, phrase: str, *, exact: bool = False, quoted: bool = False) -> Node | None:
        words = analysis.typed_words(phrase)
        if len(words) == 1:
            return self._read_words(phrase.strip(), exact=exact or quoted)
        stems = tuple(term for term in analysis.words(phrase) if term != GAP)
        if stems:
            terms = (analysis.exact_term(word) for word in words if analysis.exact_terms(word)) if exact else ()
            return nodes.Phrase(" ".join(phrase.split()), stems, tuple(terms))
        if words:
            self.skip(f'"{phrase}"', "all very common words")
        else:
            self._nothing(phrase)
        return None

    def _read_prefix(self, chunk: str) -> Node | None:
        words = analysis.typed_words(chunk)
        if len(words) != 1 and chunk.endswith("*") and chunk.count("*") == 1:
            return self._read_words(chunk)
        if not chunk.endswith("*") or chunk.count("*") > 1 or len(words) != 1:
            self.skip(chunk, "a * can stand at the end of a word alone, such as proba*")
            return None
        start = words[0].lower()
        if len(start) < MIN_PREFIX:
            self.skip(chunk, f"write at least {MIN_PREFIX} letters before the *")
            return None
        return nodes.Prefix(start, analysis.stem(start))

    def _nothing(self, chunk: str) -> None:
        if chunk.strip(_DASHES):
            self.skip(chunk, "no letters or digits")

    # -- operators

    def _read_named(self, found: re.Match[str], *, negated: bool) -> Node | None:
        name = found["name"].lower()
        value = (found["quoted"] if found["quoted"] is not None else found["value"]).strip()
        if name == "expand" and negated and value:
            # the minus before it too
            self.unexpanded.append((nodes.fold_key(value), Span(found.start() - 1, found.end())))
            return None
        if name == "sort" and value.lower() in list(Order):
            self.order = Order(value.lower())
            return None
        if name in OPERATORS:
            node = _OPERATOR[name](value) if name in _OPERATOR else None
            if node is None:
                self.skip(f"{name}:{value}", f"wants {_WANTS[name]}, such as {_EXAMPLES[name]}")
            return node
        if not found["value"] or not (found["value"].startswith("//") or not found["name"].islower()):
            self.skip(f"{name}:", "there is no operator of that name; its words were searched for")
        return self._read_phrase(found[0].replace('"', ""))


def _read_author(value: str) -> Node | None:
    words = tuple(analysis.names(value))
    return nodes.Author(value.lstrip("="), words, value.startswith("=")) if words else None


def _read_tag(value: str) -> Node | None:
    return nodes.Tag(tag_key(value)) if tag_key(value) else None


def _read_year(value: str) -> Node | None:
    if years := dates.parse_years(value):
        first, last = years
        return nodes.Every((nodes.Days(date(first, 1, 1), None), nodes.Days(None, date(last + 1, 1, 1))))
    year = dates.parse_year(value)
    return nodes.Year(year) if year is not None else None


def _read_before(value: str) -> Node | None:
    day = dates.parse_date(value)
    return nodes.Days(None, day) if day else None


def _read_after(value: str) -> Node | None:
    day = dates.parse_date(value)
    return nodes.Days(day, None) if day else None


def _read_kind(value: str) -> Node | None:
    kind = value.lower().removesuffix("s")
    return nodes.Kinds(kind) if kind in ("post", "comment") else None


def _read_acronym(value: str) -> Node | None:
    acronym = analysis.whole_acronym(value) or (value if _JOINED.fullmatch(value) else None)
    if acronym is None:
        words = analysis.typed_words(value.replace(".", ""))
        acronym = words[0] if len(words) == 1 and len(words[0]) > 1 else None
    return nodes.Acronym(value, analysis.acronym_term(acronym)) if acronym else None


def _read_site(value: str) -> Node | None:
    host = value.lower().removeprefix("https:").removeprefix("http:").strip("/").partition("/")[0]
    return nodes.Site(host) if host else None


def _read_has(value: str) -> Node | None:
    what = _HAS.get(value.lower())
    return nodes.Has(what) if what else None


def _read_voice(value: str) -> Node | None:
    return nodes.Voice(value.lower()) if value.lower() in VOICES else None


_SIGNS = {"(": Sign.OPEN, ")": Sign.CLOSE, "NOT": Sign.NOT} | dict.fromkeys(("OR", "|", "||"), Sign.OR)
_AND = frozenset({"AND", "&", "&&", "+"})
VOICES = ("own", "quoted", "imported")
_HAS = {
    "link": "link",
    "links": "link",
    "reply": "reply",
    "replies": "reply",
    "answer": "reply",
    "answers": "reply",
    "quote": "quote",
    "quotes": "quote",
    "quotation": "quote",
}
_OPERATOR = {
    "author": _read_author,
    "tag": _read_tag,
    "acronym": _read_acronym,
    "year": _read_year,
    "before": _read_before,
    "after": _read_after,
    "site": _read_site,
    "in": _read_kind,
    "has": _read_has,
    "words": _read_voice,
}
_WANTS = {
    "author": "a name",
    "tag": "a tag",
    "acronym": "an acronym",
    "year": "four digits, or two years with dots between them",
    "before": "a date",
    "after": "a date",
    "site": "the host of a blog",
    "in": "post or comment",
    "has": "link, reply or quote",
    "words": "own, quoted or imported",
    "sort": "relevance, newest, oldest or discussed",
    "expand": "a minus before it",
}
_EXAMPLES = {
    "author": 'author:"a name"',
    "tag": "tag:kettlesea",
    "acronym": "acronym:SILT",
    "year": "year:2018",
    "before": "before:2018-07",
    "after": "after:2018-07-02",
    "site": "site:blog.example",
    "in": "in:comment",
    "has": "has:link",
    "words": "words:own",
    "sort": "sort:newest",
    "expand": '-expand:"early release"',
}


@dataclass(slots=True)
class _Group:
    """One open parenthesis: the clauses in it so far, where it begins, and how it joins what stands before it."""

    start: int = 0
    negated: bool = False
    joined: bool = False
    clauses: list[Clause] = field(default_factory=list)


@dataclass(slots=True)
class _Builder:
    """Builds the tree token by token, without recursion; whatever does not fit is passed over."""

    open: list[_Group] = field(default_factory=lambda: [_Group()])
    negate: bool = False
    join: bool = False
    start: int | None = None
    """Where the signs before the next clause begin."""

    def take(self, token: Node | Sign | None, span: Span) -> None:
        """Take the next token, None for a part that was left out."""
        if token is Sign.NOT:
            self.negate = not self.negate
            self.start = span.start if self.start is None else self.start
        elif token is Sign.OR:
            self.join = True
        elif token is Sign.OPEN:
            if len(self.open) <= MAX_DEPTH:
                self.open.append(_Group(self._begin(span), self.negate, self.join))
                self.negate = self.join = False
        elif token is Sign.CLOSE:
            self._close(span.end)
        else:
            self._add(token, Span(self._begin(span), span.end))

    def finish(self) -> tuple[Clause, ...]:
        """Return the clauses of the whole query."""
        while len(self.open) > 1:
            self._close(None)
        return tuple(self.open[0].clauses)

    def _begin(self, span: Span) -> int:
        start, self.start = self.start, None
        return span.start if start is None else start

    def _add(self, node: Node | None, span: Span) -> None:
        clauses = self.open[-1].clauses
        if node is not None:
            clause = nodes.Not(node) if self.negate else node
            if self.join and clauses:
                before = clauses.pop()
                earlier = before.node.nodes if isinstance(before.node, nodes.Either) else (before.node,)
                clause, span = nodes.Either((*earlier, clause)), Span(before.span.start, span.end)
            clauses.append(Clause(clause, span))
        self.negate = self.join = False

    def _close(self, end: int | None) -> None:
        if len(self.open) == 1:
            return
        group = self.open.pop()
        self.negate, self.join = group.negated, group.joined
        last = max((clause.span.end for clause in group.clauses), default=group.start)
        self._add(together([clause.node for clause in group.clauses]), Span(group.start, end or last))


def together(found: Sequence[Node]) -> Node | None:
    """Return what asks for all of these, None for none."""
    if len(found) < 2:
        return found[0] if found else None
    return nodes.Every(tuple(found))
