"""Places where somebody already put crosses instead of words. Kisses are crosses too, and are no masks.

A run of four and more crosses, a capital followed by crosses, crosses after a currency sign or beside digits, and two
or three crosses in the middle of a sentence are masks. One to three crosses at the end of a line or behind the
punctuation that ends a sentence are kisses, and so is a longer small run behind such punctuation that ends its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.near import find_each, match_at, search_near
from archive.redaction.tokens import class_of
from archive.text import Span

NAME = "masks"
VERSION = 2

_RUN = re.compile(r"(?<![\w./-])(?P<sign>[£$€]?)(?P<run>[xX]{2,}(?:[,.-][xX]{2,})*)(?P<unit>[kKmM]?)(?![\w/-]|\.\w)")
_CROSSES = re.compile(r"[xX]{2,}")
_CROSSED = ("xx", "XX", "xX", "Xx")
_DIGITS = re.compile(r"(?<![\w./&?=-])(?:\d{1,6}[xX]{2,8}|[xX]{3,8}\d{1,8})(?![\w/-])")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|PC|DC|HHJ)\.?[ \u00a0](?P<run>X{1,3}|Y|Z)(?![\w'’-])")
_LETTERS = (" X", " Y", " Z", "\u00a0X", "\u00a0Y", "\u00a0Z")
_YEAR = re.compile(r"\b(?:19|20)(?:\*\*|--|__|\?\?)(?![\w*_-])")
_DECADES = ("**", "--", "__", "??")
_BLANKED = r"(?:names?|redacted|removed|deleted|withheld|details?|place|town|office|blank|omitted|anon\w*)"
_OTHERS = [
    (needles, re.compile(pattern, re.IGNORECASE))
    for needles, pattern in [
        (["***"], r"(?<![\w*])[A-Za-z]?\*{3,}[a-z]*(?![\w*])"),
        (["___"], r"(?<![\w_])[A-Z]?_{3,}(?![\w_])"),
        (["###"], r"(?<![\w#])#{3,}(?![\w#])"),
        (["---"], r"(?<![\w-])[A-Z]-{3,}(?![\w-])"),
        (["["], rf"\[(?:[^\]\n]{{0,30}}\b)?{_BLANKED}\b[^\]\n]{{0,40}}\]"),
        (
            ["("],
            r"\((?:(?:names?|place|details?) (?:removed|withheld|redacted|deleted|omitted|changed)[^)\n]{0,30}"
            r"|redacted|withheld|name|place|town|office)\)",
        ),
        (["<", "{"], r"[<{](?:redacted|removed|names?|place|town|office|withheld)[}>]"),
        (["\u2588\u2588"], r"\u2588{2,}"),
        (["???"], r"(?<![\w?!.])\?{3,}(?= [a-z0-9]|['’]s)"),
        (["\u2014\u2014"], r"(?<![\w-])[A-Z]?\u2014{2,}(?![\w-])"),
    ]
]
"""What every mask of a kind holds, and the pattern of the kind."""
_OF_CROSSES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (r"\bxx/(?:xx/)?(?:x{2,4}|(?:19|20)?\d\d)\b", r"\bx{3,}(?:day|shire|ton|ham|ford|ville)s?\b")
]
"""Tried where crosses begin."""
_BLANKS = class_of(["name", "names", "place", "detail", "details", "redacted", "withheld", "town", "office"])
_SINGLE = class_of(["x", "xx", "xxx", "y", "z"])
_AGE_CUE = re.compile(r"\b(?:i\s?['’]?m|i am|am|aged?|turned|turn)\s+\Z", re.IGNORECASE)
_NOT_A_MASK = re.compile(
    r"\b(?:war|century|chapter|section|part|act|olympiad|title|size|type|vol|volume|no|windows)\.?\s+\Z",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"(?:\A|[\n.!?,;:)…\"”'’*-]|[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f])[ \t\u00a0xX]*\Z")
_CAPITAL_FOLLOWS = re.compile(r" [A-Z][a-z]+")
_LINE_ENDS = re.compile(r"[ \t\u00a0.!*)]*(?:\n|\Z)")


def find(text: str) -> Iterator[Finding]:
    """Yield hand-made masks. Risk is low: they say where care was taken, and hold nothing back."""
    for needles, pattern in _OTHERS:
        if any(needle in text for needle in needles):
            for found in pattern.finditer(text):
                yield _finding(Span(*found.span()), 0.8)
    for found in search_near(_YEAR, text, find_each(text, _DECADES), 2, 4):
        yield _finding(Span(*found.span()), 0.8)
    yield from _find_runs(text)
    for found in search_near(_TITLED, text, find_each(text, _LETTERS), 6, 8):
        yield _finding(Span(*found.span("run")), 0.8)


def are_possible(text: str, classes: int) -> bool:
    """Return whether a text may hold a mask; looking costs little, and most texts hold no sign of one."""
    return (
        "xx" in text
        or "XX" in text
        or "xX" in text
        or "Xx" in text
        or "[" in text
        or "--" in text
        or "**" in text
        or "__" in text
        or "??" in text
        or "\u2014\u2014" in text
        or "\u2588" in text
        or "###" in text
        or bool(("(" in text or "<" in text or "{" in text) and classes & _BLANKS)
        or bool(classes & _SINGLE)
    )


def _find_runs(text: str) -> Iterator[Finding]:
    crosses = [each.span() for each in _CROSSES.finditer(text)] if any(each in text for each in _CROSSED) else []
    starts = [start for start, _ in crosses]
    for pattern in _OF_CROSSES:
        for found in match_at(pattern, text, starts):
            yield _finding(Span(*found.span()), 0.8)
    # with the sign before them, or else without
    for found in match_at(_RUN, text, [at for start in starts for at in range(max(0, start - 1), start + 1)]):
        if _is_mask(text, found):
            yield _finding(Span(*found.span()), 0.9 if len(found["run"]) > 3 or found["sign"] else 0.7)
    for found in search_near(_DIGITS, text, starts, 6, 20):
        yield _finding(Span(*found.span()), 0.8)


def _is_mask(text: str, found: re.Match[str]) -> bool:
    run, before = found["run"], text[max(0, found.start() - 40) : found.start()]
    ends_line = bool(_LINE_ENDS.match(text, found.end()))
    if found["sign"] or _AGE_CUE.search(before):
        return True
    if run.isupper() and _CAPITAL_FOLLOWS.match(text, found.end()):
        return True
    if ends_line and (not before or before.endswith("\n")):
        # a line of crosses alone is a rule between parts, or kisses
        return False
    if len(run) > 3:
        return not (run.islower() and len(run) < 8 and ends_line and _ENDS_SENTENCE.search(before))
    if ends_line or _ENDS_SENTENCE.search(before):
        return False
    return not _NOT_A_MASK.search(before)


def _finding(span: Span, score: float) -> Finding:
    why = "is a run of crosses that somebody put in place of words"
    return Finding(Entity.MASKED, span, score, Risk.LOW, why, NAME, VERSION)
