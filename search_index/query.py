"""From what somebody typed to a query and to notes on what was left out. Any input gives a query; nothing raises.

Words are joined by "and"; OR joins its two neighbours; a minus or NOT takes away; parentheses group.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from search_index import analysis, dates, nodes
from search_index.nodes import Node
from search_index.schema import tag_key

MAX_LENGTH = 500
MAX_PARTS = 16
MAX_DEPTH = 8
MIN_PREFIX = 3

OPERATORS = ("author", "tag", "year", "before", "after", "in")

_DASHES = " -–—−.…"
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_TOKEN = re.compile(
    r"""
    (?P<open>\()
  | (?P<close>\))
  | (?P<minus>[-−–](?=[^\s\-−–)]))
  | (?P<name>[A-Za-z]{2,12}):(?:"(?P<quoted>[^"]*)"?|(?P<value>[^\s"()]+))
  | "(?P<phrase>[^"]*)"?
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
class Parsed:
    """A query as read: None when nothing in it can be searched for. `ignored` says what was left out and why."""

    root: Node | None
    ignored: tuple[str, ...]
    typed: str


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
    too_long = len(typed) > MAX_LENGTH
    parts = 0
    for token in reader.iter_tokens(line):
        if not isinstance(token, Sign):
            parts += 1
            if parts > MAX_PARTS:
                reader.ignored.append(f"all after the first {MAX_PARTS} parts")
                break
        builder.take(token)
    if too_long:
        reader.ignored.append(f"all after the first {MAX_LENGTH} characters")
    return Parsed(builder.finish(), tuple(dict.fromkeys(reader.ignored)), line)


def is_shouted(line: str) -> bool:
    """True for a query all in capitals, four words or more: no list of acronyms, but a key that was left pressed."""
    words = [word for word in line.split() if word not in ("OR", "AND", "NOT") and any(map(str.isalpha, word))]
    return len(words) >= 4 and all(map(str.isupper, words))


@dataclass(slots=True)
class _Reader:
    """Turns text into tokens, noting what it leaves out. None stands for a part that was left out."""

    shouted: bool
    ignored: list[str] = field(default_factory=list)

    def iter_tokens(self, line: str) -> Iterator[Node | Sign | None]:
        for found in _TOKEN.finditer(line):
            if found["open"]:
                yield Sign.OPEN
            elif found["close"]:
                yield Sign.CLOSE
            elif found["minus"]:
                yield Sign.NOT
            elif found["phrase"] is not None:
                yield self._read_phrase(found["phrase"])
            elif found["name"]:
                yield self._read_named(found)
            elif (chunk := found["chunk"]) in ("OR", "|", "||"):
                yield Sign.OR
            elif chunk == "NOT":
                yield Sign.NOT
            elif chunk not in ("AND", "&", "&&", "+"):
                yield self._read_chunk(chunk)

    def _skip(self, note: str) -> Node | None:
        """Note what is left out, and return what stands for it."""
        self.ignored.append(note)
        return None

    # -- words

    def _read_chunk(self, chunk: str) -> Node | None:
        if chunk[:-1].lower() in OPERATORS and chunk.endswith(":"):
            return self._skip(f"{chunk} (write what you mean right after it, such as {_EXAMPLES[chunk[:-1].lower()]})")
        if chunk.endswith("*") and not chunk.startswith("*"):
            return self._read_prefix(chunk)
        return self._read_words(chunk)

    def _read_words(self, chunk: str) -> Node | None:
        words = analysis.terms(analysis.WORDS, chunk)
        if not self.shouted and (acronym := _whole_acronym(chunk)):
            return nodes.Capitals(chunk.strip(".,;:!?*'’"), acronym)
        if len(words) == 1:
            return self._read_word(words[0])
        return self._read_phrase(chunk) if words else self._nothing(chunk)

    def _read_word(self, word: str) -> Node | None:
        stems = analysis.terms(analysis.TEXT, word)
        if stems:
            return nodes.Word(word, stems[0], _acronyms(word, stems[0]))
        if len(word) > analysis.MAX_WORD:
            return self._skip("a word of more than 100 letters")
        hint = "; write IT for the acronym" if word.lower() == "it" else ""
        return self._skip(f"{word} (very common{hint})")

    def _read_phrase(self, phrase: str) -> Node | None:
        words = analysis.terms(analysis.WORDS, phrase)
        if len(words) == 1:
            return self._read_words(phrase.strip())
        stems = tuple(term for term in analysis.terms(analysis.TEXT, phrase) if term != analysis.GAP)
        if stems:
            return nodes.Phrase(" ".join(phrase.split()), stems)
        return self._skip(f'"{phrase}" (all very common words)') if words else self._nothing(phrase)

    def _read_prefix(self, chunk: str) -> Node | None:
        words = analysis.terms(analysis.WORDS, chunk)
        if len(words) != 1:
            return self._read_words(chunk)
        start = words[0].lower()
        if len(start) < MIN_PREFIX:
            return self._skip(f"{chunk} (write at least {MIN_PREFIX} letters before the *)")
        return nodes.Prefix(start, analysis.stem(start))

    def _nothing(self, chunk: str) -> Node | None:
        return self._skip(f"{chunk.strip()} (no letters or digits)") if chunk.strip(_DASHES) else None

    # -- operators

    def _read_named(self, found: re.Match[str]) -> Node | None:
        name = found["name"].lower()
        value = found["quoted"] if found["quoted"] is not None else found["value"]
        if name in OPERATORS:
            node = _OPERATOR[name](value.strip())
            return node or self._skip(f"{name}:{value.strip()} (wants {_WANTS[name]}, such as {_EXAMPLES[name]})")
        if not value.startswith("//") and found["name"].islower():
            self._skip(f"{name}: as an operator (there is none of that name; its words were searched for)")
        return self._read_phrase(found[0].replace('"', ""))


def _whole_acronym(chunk: str) -> str | None:
    """Return the folded form of a chunk that is one acronym in capitals, dots and all."""
    found = list(analysis.placed_terms(analysis.ACRO, chunk))
    if len(found) != 1:
        return None
    (acronym, span) = found[0]
    rest = chunk[: span.start] + chunk[span.end :]
    typed = chunk[span.start : span.end]
    return acronym if analysis.is_capitals(typed) and not any(map(str.isalnum, rest)) else None


def _acronyms(word: str, stemmed: str) -> tuple[str, ...]:
    """Return what a word would be as an acronym; one without vowels, which no stemmer touches, also without its s."""
    folded = analysis.fold_acronym(word)
    upper = word.replace("’", "'").upper()
    bare = upper[:-1] if stemmed.endswith("s") and not set(stemmed) & set("aeiouy") else None
    return tuple(dict.fromkeys(name for name in (folded, upper, bare) if name and len(name) > 1))


def _read_author(value: str) -> Node | None:
    words = tuple(analysis.terms(analysis.BYLINE, value))
    return nodes.Author(value, words) if words else None


def _read_tag(value: str) -> Node | None:
    return nodes.Tag(tag_key(value)) if tag_key(value) else None


def _read_year(value: str) -> Node | None:
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
    return nodes.Kind(kind) if kind in ("post", "comment") else None


_OPERATOR = {
    "author": _read_author,
    "tag": _read_tag,
    "year": _read_year,
    "before": _read_before,
    "after": _read_after,
    "in": _read_kind,
}
_WANTS = {
    "author": "a name",
    "tag": "a tag",
    "year": "four digits",
    "before": "a date",
    "after": "a date",
    "in": "post or comment",
}
_EXAMPLES = {
    "author": 'author:"a name"',
    "tag": "tag:pay",
    "year": "year:2018",
    "before": "before:2018-07",
    "after": "after:2018-07-02",
    "in": "in:comment",
}


@dataclass(slots=True)
class _Group:
    """One open parenthesis: the clauses in it so far, and how the group itself joins what stands before it."""

    negated: bool = False
    joined: bool = False
    clauses: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class _Builder:
    """Builds the tree token by token, without recursion; whatever does not fit is passed over."""

    open: list[_Group] = field(default_factory=lambda: [_Group()])
    negate: bool = False
    join: bool = False

    def take(self, token: Node | Sign | None) -> None:
        """Take the next token, None for a part that was left out."""
        if token is Sign.NOT:
            self.negate = not self.negate
        elif token is Sign.OR:
            self.join = True
        elif token is Sign.OPEN:
            if len(self.open) <= MAX_DEPTH:
                self.open.append(_Group(self.negate, self.join))
                self.negate = self.join = False
        elif token is Sign.CLOSE:
            self._close()
        else:
            self._add(token)

    def finish(self) -> Node | None:
        """Return the whole tree, None for an empty one."""
        while len(self.open) > 1:
            self._close()
        return _together(self.open[0].clauses)

    def _add(self, node: Node | None) -> None:
        clauses = self.open[-1].clauses
        if node is not None:
            clause = nodes.Not(node) if self.negate else node
            if self.join and clauses:
                before = clauses.pop()
                clause = nodes.Either((*(before.nodes if isinstance(before, nodes.Either) else (before,)), clause))
            clauses.append(clause)
        self.negate = self.join = False

    def _close(self) -> None:
        if len(self.open) == 1:
            return
        group = self.open.pop()
        self.negate, self.join = group.negated, group.joined
        self._add(_together(group.clauses))


def _together(clauses: list[Node]) -> Node | None:
    if len(clauses) < 2:
        return clauses[0] if clauses else None
    return nodes.Every(tuple(clauses))
