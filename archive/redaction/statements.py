"""Words that somebody said in public, quoted: they are to stay, also where they speak in the first person."""

from __future__ import annotations

import re
from collections.abc import Mapping

from archive.redaction.lexica.alternatives import alternatives
from archive.redaction.lexica.public import SAYS
from archive.redaction.lexica.renown import CAPITAL
from archive.redaction.sentences import find_classes
from archive.redaction.tokens import class_of
from archive.text import Span

# begun by one sign, so that it is sought quickly
_STATEMENT = re.compile(
    r"[“\"«‘'](?:(?<=[“\"«])(?P<said>[^”\"»\n]{12,1500})(?:[”\"»]|\Z|\n)"
    r"|(?<=[‘'])(?<!\S[‘'])(?=[A-Z])(?P<single>[^‘\n]{12,800}?)['’](?=[\s.,;:)!?]|\Z))"
)
_SAYS_BEFORE = re.compile(
    rf"\b(?:{SAYS}|saying|telling|insisting|claiming|adding)\b(?:[^.!?\n]{{0,40}}[:,]| [^.!?\n:,]{{1,40}})?"
    rf"(?: that)?[:,]? ?\Z|[:–—-] ?\Z"
)
_SPEAKER_AFTER = re.compile(
    rf"[,.!?]?[\s(–—-]{{1,3}}(?:{SAYS} |{CAPITAL} (?:{CAPITAL} )?{SAYS}|(?:was|is|were) (?:how|what) |according to "
    rf"|from |as |)"
)
_GOES_ON_SAYING = re.compile(
    rf"[,.!?]?[\s–—-]{{1,3}}(?:(?:he|she|they) (?:{SAYS}|went on)\b|{SAYS} (?:he|she|they)\b)", re.IGNORECASE
)
_WENT_ON = re.compile(
    rf"\b(?:he|she|they)(?:['’]d| had| then| also)? (?:{SAYS}|went on)\b[^.!?\n\"“]{{0,40}}[:,]? ?\Z", re.I
)
_PRINTED_LIST = """
leaflet leaflets press_release press_releases speech speeches foreword interview interviews newsletter newsletters
manifesto manifestos website web_page brochure advert adverts poster posters memoir memoirs autobiography blurb
hansard column broadcast programme sermon sermons psalm psalms gospel bible hymn hymns carol song songs poem poems
play lyric lyrics verse prayer prayers creed anthem novel film sitcom op-ed video_message podcast party_conference
annual_report
"""
_PRINTED_WORDS = class_of(word.split("_")[-1] for word in _PRINTED_LIST.split())
_PRINTED = re.compile(
    rf"\b{alternatives(word.replace('_', ' ') for word in _PRINTED_LIST.split())}\b[^\"“\n]{{0,60}}\Z", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?]\s")
_NEAR = 110


def holds_quote(text: str) -> bool:
    """Return whether words may be quoted in a text."""
    return '"' in text or "“" in text or "‘" in text or "«" in text or " '" in text or "\n'" in text or text[:1] == "'"


def find_statements(text: str, named: Mapping[Span, str]) -> dict[Span, str]:
    """Return the quoted words that somebody said in public: beside them stands who, and that they speak."""
    found: dict[Span, str] = {}
    may_be = (named or find_classes(text) & _PRINTED_WORDS) and holds_quote(text)
    for quoted in _STATEMENT.finditer(text) if may_be else ():
        before = text[max(0, quoted.start() - 120) : quoted.start()]
        if (
            _is_said_by(text, quoted, before, named)
            or _PRINTED.search(before)
            or (found and (_GOES_ON_SAYING.match(text, quoted.end()) or _WENT_ON.search(before)))
        ):
            found[Span(*quoted.span())] = "is a public statement"
    return found


def _is_said_by(text: str, quoted: re.Match[str], before: str, named: Mapping[Span, str]) -> bool:
    """Return whether one of the persons named speaks these words, by what stands before or behind them."""
    start, after = quoted.start(), _SPEAKER_AFTER.match(text, quoted.end())
    says_before = bool(_SAYS_BEFORE.search(before))
    for span in named:
        if says_before and 0 <= start - span.end < _NEAR and not _SENTENCE_END.search(text[span.end : start]):
            return True
        if after and -2 < span.start - after.end() < 2:
            return True
    return False
