"""A place where a text explains an acronym, and the way from the short form to the long one."""

from __future__ import annotations

from dataclasses import dataclass

from archive.acronyms.alignment import Fit
from archive.acronyms.stretches import Stretch, get_span
from archive.acronyms.word_lists import BETWEEN_STRONG, words
from archive.text import Span

_DENYING = words("not doesn't doesn’t doesnt isn't isn’t isnt don't don’t wasn't wasn’t didn't didn’t never nor")
_EQUAL = ("=", "→", "->")
_SURE = {"bracket": 1.0, "bracket_long": 0.98, "cue": 0.97, "weak": 0.9, "reply": 0.85}


@dataclass(frozen=True, slots=True)
class Definition:
    """One place where a short and a long form stand together. Spans count code points of the text given."""

    short: str
    long: str
    short_span: Span
    long_span: Span
    form: str
    """bracket (LF (SF)), bracket_long (SF (LF)), cue (SF stands for LF), weak (a dash, comma or "is"), or reply."""
    confidence: float


@dataclass(frozen=True, slots=True)
class Way:
    """What stands between a short and a long form."""

    marks: str
    words: tuple[str, ...]
    is_loose: bool = False
    """True when words stand between that do not only tie: then one has to say that one explains the other."""

    @property
    def is_denied(self) -> bool:
        """True when the writer says what a short form does not stand for."""
        return not _DENYING.isdisjoint(self.words[-4:])

    @property
    def is_strong(self) -> bool:
        """True when the writer says that one explains the other."""
        return not BETWEEN_STRONG.isdisjoint(self.words) or any(sign in self.marks for sign in _EQUAL)

    @property
    def has_mark(self) -> bool:
        """True when more than a space and quotation marks stands there; words that name do too."""
        return bool(self.marks.strip(" \"“”‘’'*"))

    @property
    def opens_bracket(self) -> bool:
        """True when the first thing between the two is a bracket."""
        return self.marks.lstrip(" \"”’'*?!")[:1] in ("(", "[", "{", "<")


def make_definition(text: str, short: str, span: Span, stretch: Stretch, fit: Fit, form: str) -> Definition:
    """Return the definition that a fit amounts to."""
    place = get_span(stretch, fit)
    sure = round(_SURE[form] - 0.05 * fit.price, 3)
    return Definition(short, text[place.start : place.end], span, place, form, sure)
