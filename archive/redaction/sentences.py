"""Sentences and their clauses, near enough for deciding whom a few words speak of.

No parser: a sentence ends at a stop and a blank or at a line's end; a clause ends at a comma, dash or bracket, and
before a conjunction that is followed by a subject or a verb of its own. That is what a moderator marks, and it takes
time in proportion to the text. Clauses are looked for only where somebody asks, since most sentences tell of nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, reduce
from operator import or_

from archive.redaction.screens import Asked
from archive.redaction.tokens import MARKED, class_bits, class_of, classes_in, mark, words_in
from archive.text import Span

_ABBREVIATED = re.compile(
    r"(?:\b(?i:mr|mrs|ms|dr|st|rev|revd|prof|hon|approx|vs|inc|eg|ie|e\.g|i\.e)|(?:\A|[\s(.])[A-HJ-Z])\.\Z"
)
# begun by one sign, so that it is sought quickly; every sign is looked at once
_STOPS = re.compile(r"[\n.!?…](?:(?<=\n)\n*+|(?<!\n)[.!?…]*+[\"”’')\]]*+)")

_PRONOUN = (
    r"(?:i|i['’](?:m|ve|d|ll)|im|ive|we|we['’](?:re|ve|d|ll)|he|she|(?:s?he|it|that|there|who)['’](?:s|d|ll)|hes|shes"
    r"|they|they['’](?:re|ve|d|ll)|theyre|it|its|you|you['’](?:re|ve|d|ll)|u|ur|there|theres|nobody|no[ ]one|everyone"
    r"|everybody|someone|some|people|most|many|what|how|why|please)"
)
_SUBJECT = rf"(?:{_PRONOUN}|my|our|mine|his|her|their|your|the|this|that|these|those|each|not)"
_VERB = (
    r"(?:am|was|were|is|are|have|has|had|did|does|do|will|would|can|can['’]?t|could|got|went|came|left|took|became"
    r"|began"
    r"|kept|told|said|made|ran|sat|saw|spent|felt|found|lost|paid|put|sent|set|stood|taught|gave|now|then|still"
    r"|just|never"
    r"|don['’]?t|didn['’]?t|couldn['’]?t|wasn['’]?t|haven['’]?t|\w{2,14}ed|having|being|been)"
)
# for text in small letters; each way begins with one sign or letter, so that it is sought quickly
_CLAUSE_END = re.compile(
    rf"""[ ,;:()\[\]"“”*…—–.-](?:
        (?<=[ ])(?=
            a(?:lthough|nd[ ](?:{_SUBJECT}|{_VERB})|s[ ]{_PRONOUN}|fter[ ]{_PRONOUN})\b
            |b(?:ut|ecause|efore[ ]{_PRONOUN})\b
            |cos\b
            |except\b
            |if[ ]{_SUBJECT}\b
            |o(?:r[ ](?:{_SUBJECT}|{_VERB})|nce[ ]{_SUBJECT})\b
            |s(?:o[ ]{_SUBJECT}|ince[ ]{_PRONOUN})\b
            |t(?:hough|hat[ ]{_SUBJECT}|ill[ ]{_PRONOUN}|hen[ ]{_VERB})\b
            |u(?:nless|ntil[ ]{_PRONOUN})\b
            |w(?:hereas|hilst|hile|hen|ho|hose|hom|hich[ ]{_SUBJECT}|here[ ]{_SUBJECT})\b
            |yet[ ]{_SUBJECT}\b)
        |(?<=[,;:()\[\]"“”*…—–])(?!\d)
        |(?<=[ ][-–—])[-–—]*(?=[ ])
        |(?<=\.)\.+
    )""",
    re.VERBOSE,
)
_OPENING = re.compile(
    r"(?:[\s,;:()\[\]\"“”*…–—-]+|(?:and|but|so|because|cos|although|though|whereas|unless|whilst|while|when|if"
    r"|until|till"
    r"|that(?= (?:i|i['’]m|we|my|our|he|she|they|it|the|you)\b)|since(?= (?:i|we)\b)|yet|or|once|except|than|then|also"
    r"|anyway|well|yes|no|oh|ok|sorry)\b)+",
)
_BEFORE_CUT, _BEHIND_CUT = 24, 7
_WITHIN = re.compile(
    r"(?:\A|[\s,.])(?:my|our) (?:\w+ )?\w+ and (?:i|me)\b|\b(?:a|quite a|some|worth) while\b|\bonce or\b"
)
_ADVERBIAL = re.compile(
    r"(?:as|after|having|being|with|speaking|in|at|from|for|since|during|before|until|throughout|over|back|coming"
    r"|by|on)\b",
    re.IGNORECASE,
)
_SUBJECT_AFTER = re.compile(
    r"[ ](?=(?:[Ii](?:m|ve|['’](?:m|ve|d|ll))?|we(?:['’](?:re|ve|d|ll))?)[ ])(?<![ ]that[ ])(?<![ ]which[ ])"
)
_IS_UNMARKED = class_of(MARKED)
_LONGEST = 300
_KISSES = re.compile(r"(?:^|[\s.!?,)])[xX]{1,4}(?:[ \t][xX]{1,4}){0,4}[\s.!]{0,9}$")
_OPENS_WITH_SUBJECT = re.compile(rf"{_PRONOUN}\b", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:cannot|felt|knows|had|am|is|are|was|were|be|has|have|had|do|does|did|will|would|can|can't|could|should"
    r"|may|might|must|got|get|gets|went"
    r"|go|goes|came|come|said|says|say|told|tell|think|know|knew|made|make|put|ran|want|wants|need|needs|'s|'re|'m"
    r"|don't"
    r"|won't|didn't|\w{3,14}n't|\w+'(?:s|re|ve|m|ll|d) (?:a|the|in|on|not|been|got|had|just|all|it|my|so|going"
    r"|still|to))\b"
)


class Clause:
    """A stretch without the conjunction it opens with: its place, its words in small letters, how it is joined on.

    `joint` is what parts it from the clause before it: "" for the first one of a sentence; `opening` the conjunction.
    """

    __slots__ = ("_is_fragment", "_words", "joint", "lower", "opening", "span", "tokens")

    def __init__(self, span: Span, lower: str, tokens: Sequence[str], joint: str, opening: str) -> None:
        """Keep what a sentence was cut into; `tokens` are the words in order."""
        self.span, self.lower, self.tokens, self.joint, self.opening = span, lower, tokens, joint, opening
        self._words: frozenset[str] | None = None
        self._is_fragment: bool | None = None

    @property
    def words(self) -> frozenset[str]:
        """The words, each once."""
        if self._words is None:
            self._words = frozenset(self.tokens)
        return self._words

    @property
    def count(self) -> int:
        """How many words there are."""
        return len(self.tokens)

    @property
    def is_fragment(self) -> bool:
        """True for a piece without a verb of its own: "eleven weeks", "also a clerk"."""
        if self._is_fragment is None:
            self._is_fragment = not _FINITE.search(self.lower) and not _OPENS_WITH_SUBJECT.match(self.lower)
        return self._is_fragment


class Sentence:
    """A sentence: where it stands, its text and words in small letters, and its clauses in order."""

    __slots__ = (
        "_all_lower",
        "_asked",
        "_clauses",
        "_is_unmarked",
        "_text",
        "classes",
        "end",
        "lower",
        "start",
        "tokens",
    )

    def __init__(self, text: str, lower: str, start: int, end: int) -> None:
        """Keep where the sentence stands; `lower` is the whole text in small letters."""
        self._text, self._all_lower = text, lower
        self.start, self.end = start, end
        self._asked: Asked | None = None
        self._clauses: Sequence[Clause] | None = None
        self.lower = lower[start:end]
        self.tokens: Sequence[str] = words_in(self.lower)
        self.classes = classes_in(self.tokens)
        self._is_unmarked = bool(self.classes & _IS_UNMARKED)
        if self._is_unmarked:
            self.lower = mark(self.lower)
            self.tokens = words_in(self.lower)

    @property
    def asked(self) -> Asked:
        """The sentence as screens are asked about it."""
        if self._asked is None:
            self._asked = Asked(self.lower, self.tokens)
        return self._asked

    @property
    def said(self) -> str:
        """What is said behind the conjunctions it opens with, in small letters."""
        opening = _OPENING.match(self.lower)
        return self.lower[opening.end() :] if opening else self.lower

    def places(self, classes: int) -> list[Span]:
        """Return where in the text the words of some classes stand, in order."""
        if not self.classes & classes:
            return []
        lower, at, found = self._all_lower, self.start, []
        for word in words_in(lower[self.start : self.end]) if self._is_unmarked else self.tokens:
            at = lower.index(word, at)
            end = at + len(word)
            if class_bits(word) & classes:
                found.append(Span(at, end))
            at = end
        return found

    @property
    def clauses(self) -> Sequence[Clause]:
        """The clauses that hold a word, in order."""
        if self._clauses is None:
            self._clauses = self._cut()
        return self._clauses

    def _cut(self) -> Sequence[Clause]:
        """Return the stretches between the ends of clauses that hold a word."""
        clauses: list[Clause] = []
        at, joint, text = self.start, "", self._text
        for found in _CLAUSE_END.finditer(self._all_lower, at, self.end):
            start, end = found.span()
            if text[start] != " " or not self._is_within(start):
                self._add(clauses, at, start, joint)
                at = end
                joint = text[start:end].strip() or " " if clauses else ""
        self._add(clauses, at, self.end, joint)
        return clauses

    def _is_within(self, cut: int) -> bool:
        """Return whether what looks like the end of a clause is not: "my wife | and I", "a | while"."""
        around = self._all_lower[max(self.start, cut - _BEFORE_CUT) : cut + _BEHIND_CUT]
        return bool(_WITHIN.search(around))

    def _add(self, clauses: list[Clause], start: int, end: int, joint: str) -> None:
        """Add what stands in a stretch: one clause, or two where its subject follows what it opens with."""
        said = ""
        if opening := _OPENING.match(self._all_lower, start, end):
            start, said = opening.end(), opening.group().strip()
        if _ADVERBIAL.match(self._text, start, end) and (subject := _SUBJECT_AFTER.search(self._text, start, end)):
            # "as a lapsed Quaker | I think"
            joint = self._add_one(clauses, start, subject.start(), joint, said)
            start, said = subject.end(), ""
        self._add_one(clauses, start, end, joint, said)

    def _add_one(self, clauses: list[Clause], start: int, end: int, joint: str, opening: str) -> str:
        """Add a clause without what ends it; return how the next is joined on."""
        text, lower = self._text, self._all_lower
        if lower.find("x", max(start, end - 12), end) >= 0 and (kisses := _KISSES.search(text[start:end])):
            end = start + kisses.start()
        while end > start and not (text[end - 1].isalnum() or text[end - 1] == "%"):
            end -= 1
        while end - start > _LONGEST and (cut := text.rfind(" ", start, start + _LONGEST)) > start:
            # words without any stop: cut where a clause would have ended long ago
            joint = self._add_piece(clauses, start, cut, joint, opening)
            start, opening = cut + 1, ""
        return self._add_piece(clauses, start, end, joint, opening)

    def _add_piece(self, clauses: list[Clause], start: int, end: int, joint: str, opening: str) -> str:
        lower = self._all_lower[start:end]
        if self._is_unmarked:
            lower = mark(lower)
        if tokens := words_in(lower):
            clauses.append(Clause(Span(start, end), lower, tokens, joint, opening))
            return " "
        return joint


@lru_cache(maxsize=4)
def find_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text that hold a word, in order.

    >>> [[clause.lower for clause in each.clauses] for each in find_sentences("As a cook I ask, and I wait. Why?")]
    [['as a cook', 'i ask', 'i wait'], ['why']]
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(each if len(each.lower()) > 1 else each.lower() for each in text)
    lower = lower.replace("’", "'")
    found: list[Sentence] = []
    start = 0
    for end in [*_ends(text), len(text)]:
        if said := text[start:end].lstrip():
            # patterns ask what a sentence begins with
            found.append(Sentence(text, lower, end - len(said), end))
        start = end
    return tuple(found)


@lru_cache(maxsize=4)
def find_classes(text: str) -> int:
    """Return the classes of the words of a text, as bits: see `class_of`."""
    return reduce(or_, [sentence.classes for sentence in find_sentences(text)], 0)


def _ends(text: str) -> Iterator[int]:
    """Yield where sentences end."""
    for found in _STOPS.finditer(text):
        stops, end = found.group(), found.end()
        after = text[end : end + 1]
        if stops == "." and _ABBREVIATED.search(text[max(0, end - 9) : end]):
            continue
        if stops[0] == "\n" or after.isspace() or (stops[-1] in "!?" and "A" <= after <= "Z"):
            yield end
