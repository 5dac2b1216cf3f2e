"""A question in one comment and its answer in a later one: "What's EPF?", "Effective Practice Framework, I think"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from archive.acronyms.alignment import Fit, fit_forwards, get_letters, is_exact
from archive.acronyms.beginnings import get_beginnings
from archive.acronyms.definition import Definition, make_definition
from archive.acronyms.english import is_pair, is_word
from archive.acronyms.nearby import is_led_to
from archive.acronyms.running import get_running
from archive.acronyms.shapes import get_shape
from archive.acronyms.strangers import belongs_elsewhere
from archive.acronyms.stretches import (
    Stretch,
    cut,
    has_stray_comma,
    is_compound,
    is_implied,
    is_possible,
    is_talk_word,
    is_title,
)
from archive.acronyms.stretches import closes as closes_phrase
from archive.acronyms.tokens import find_tokens
from archive.acronyms.word_lists import ADVISING, EVERYDAY, FUNCTION, MONTH_NAMES, STOP_WORDS, WHEN, words
from archive.text import Span

_ASKING = re.compile(
    r"\b(?:what|whats|what's|what’s|explain|means?|stands?|define|heard of|remind|translate|decode|acronym|abbreviation"
    r"|new one on me|lost me|over my head|none the wiser|who's|who is|wondering|no idea|no clue|dunno)\b"
    r"|^\W*(?:so |and |but )?(?:is|isn't|are|does|do|did|can|could|should|would|has|where|how|which|why|who)\b",
    re.IGNORECASE,
)
_WHAT_IS = re.compile(r"\bwhat(?:\s?is|['’]?s|\sare|\sdoes)\s(?:an?\s|the\s)?[\"“‘']?$", re.IGNORECASE)
_NAMES_BEFORE = re.compile(
    r"\b(?:what|wot|who)(?:['’]?s|\s(?:is|are|was|were|does|do|did|would|on earth is|the hell is|exactly is))?"
    r"(?:\s(?:they|people|you|we|he|she)\smeant?\sby)?(?:\s(?:the|an?|this|that|these|those|all|your|our|my)){0,2}"
    r"\s[\"“‘'(]?$"
    r"|\b(?:explain|translate|decode|define|heard of|mean by|meant by|meaning of|remind|what|know|lost me|wondering)\b"
    r"[^,;:]{0,60}$|\bsorry,\s(?:an?\s|the\s)?[\"“‘']?$",
    re.IGNORECASE,
)
_NAMES_AFTER = re.compile(
    r"[\"”’')\]*]*(?:\?|(?:\s[\w'’]+){0,5}?\s(?:means?|stands?|stand for|is short for|is meant to be)\b"
    r"|(?:\s[\w'’]+){0,4},?\s(?:explain|translat|decod|defin|please\?))",
    re.IGNORECASE,
)
_WONDERS = re.compile(
    r"\b(?:what|whats|explain|know|idea|clue|dunno|tell|wonder\w*|remind|heard|who|which|does|do|lost)\b|\?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]*+[.!?\n]?+")
_CUE = re.compile(
    r"(?:\b(?:it's|its|it’s|it is|it was|that's|thats|that’s|that is|stands for|stood for|means|short for|it'll be"
    r"|think|as in|called|i\.e\.|ie|believe|they're|they are|is|was|apparently|mean|meaning|meant|guess|reckon|assume"
    r"|(?:one|other|second|latter|former)['’]?s|presumably|probably|maybe|perhaps|calls? (?:it|them|that))|=|:)\s+"
    r"(?:it's\s|the\s|an?\s|for\s)?[\"“‘']?$"
    r"|(?:^|[.!?,;:(\n–—-]\s?|[\"“‘'])(?:(?:lol|haha?|oh|ah|no|yes|yep|yeah|well|um|er|erm|sorry|so|hi|ok|hello)\s)?"
    r"(?:the\s|an?\s)?$",
    re.IGNORECASE,
)
_PLAIN_CUE = re.compile(
    r"\b(?:it's|its|it’s|it is|that's|thats|that’s|that is|they're|they are)\s"
    r"(?:just\s|only\s|probably\s|that\s)?(?:the\s|your\s|an?\s)?[\"“‘']?$",
    re.IGNORECASE,
)
_TELLING_CUE = re.compile(r"[\w’'=:]\s+(?:the\s|an?\s|for\s)?[\"“‘']?$", re.IGNORECASE)
"""A word that leads to the answer, where others start a sentence with it."""
_CONTRACTED = re.compile(r"n['’]t$|['’](?:m|re|ve|ll|d)$|^(?:it|that|he|she|what|there|here|who|let)['’]s$")
_LONG_WORD = 12
"""Letters of a word that may be a long form by itself (electrocardiogram)."""
_GOES_ON = re.compile(r"['\"”’]?\s(?:is|was|it|they|apparently|in|on)\b", re.IGNORECASE)
"""What follows a sentence that is a name, told as one ("You aren't gonna need it is the first one")."""
_INNER = 0.6
"""One letter further in a word."""
_GUESSED = re.compile(r",?\s(?:i'd|i would|i’d|i)\s(?:have\s)?(?:said|thought|guessed)\b", re.IGNORECASE)
"""What somebody thought before they knew better."""
_COUNTING = words("one two three four five six any all each every another more most some both")
_CALLED = re.compile(
    r"\b(?:says?|said|call(?:s|ed)?\s(?:it|them|that|this|those))\s(?:the\s|an?\s)?[\"“‘']?$", re.IGNORECASE
)
_VENTURING = re.compile(
    r"\b(?:is it|isn't it|probably|maybe|perhaps|think|guess|might be|mean)\s(?:the\s|an?\s)?$", re.IGNORECASE
)
_POINTS_BACK = re.compile(
    r"\bwhat(?:['’]?s|\s(?:is|are|does|do|did|was|on earth is|the hell is))?\s(?:it|that|this|they|those|these)\b",
    re.IGNORECASE,
)
_JUST_BEFORE = 80
"""How far back the acronym stands that the next sentence asks about."""
_VOCATIVE = re.compile(
    r",?\s(?:mate|m8|pal|love|pet|duck|hun|dear|chum|innit|isn't it|init|as it happens|apparently|according to|probably"
    r"|i(?:'m|’m| am)? (?:think|believe|guess|guessing|reckon|suppose|assume|presume)"
    r"|i(?:'d|’d| would| should) (?:say|think|guess|imagine|hope))\b",
    re.IGNORECASE,
)
_ENDS = ("", ".", ",", ";", ":", ")", "!", "?", "\n", "'", '"', "”", "’")
_CLAUSE_END = re.compile(r"[.!?\n()\[\];:]|\s[-–—]+\s")
_SENTENCE_START = re.compile(
    r"(?:^|[.!?\n(:]|\s[-–—]|^@\S{1,12})['\"”’)]*\s*"
    r"(?:(?:lol|haha?|oh|ah|no|yes|yep|yeah|well|um|er|erm|sorry|so|hi|ok|hello|easy|simple)[,.]?\s)?"
    r"(?:the\s|an?\s)?[\"“‘']?$",
    re.IGNORECASE,
)
WINDOW = 400
"""How far into a reply the answer starts."""


@dataclass(frozen=True, slots=True)
class Question:
    """An acronym that somebody asks about."""

    short: str
    span: Span
    is_asked: bool
    """False for one that merely stands in the text: it takes a plainer answer."""
    is_beside: bool = False
    """True for one that merely stands in a text that asks something."""
    is_meant: bool = False
    """True where the question is what this very acronym means ("what's EPF?", "EPF?")."""


def find_questions(text: str) -> list[Question]:
    """Return the acronyms that a text asks about, or that a reader could ask about.

    >>> [(one.short, one.is_asked) for one in find_questions("Sorry, but what's EPF? My SPO knows.")]
    [('EPF', True), ('SPO', False)]
    """
    asking = [Span(*match.span()) for match in _SENTENCE.finditer(text) if _asks(match.group())]
    starts = [sentence.start for sentence in asking]
    found: list[Question] = []
    for token in find_tokens(text, _may_be_asked if asking else _may_be_short):
        before = bisect_right(starts, token.start)
        sentence = asking[before - 1] if before and token.start < asking[before - 1].end else None
        is_asked = sentence is not None
        shape = None if token.is_code else get_shape(token.text, token.kind)
        is_small = (
            shape is None
            and is_asked
            and token.lower not in FUNCTION
            and 3 <= len(token.text) <= 6
            and token.text.isalpha()
        )
        is_named = is_small and _WHAT_IS.search(text, max(0, token.start - 20), token.start) is not None
        is_small = is_small and (is_named or not token.text.istitle())  # Oslo
        if shape is not None and len(get_letters(shape.base)) > 1:
            end = token.start + shape.length
        elif is_small and not token.is_code and (is_named or not is_word(token.lower)):
            end = token.end
        else:
            continue
        is_beside = bool(asking) and not is_asked
        is_meant = sentence is not None and _asks_what(text, Span(token.start, end), sentence)
        found.append(Question(text[token.start : end], Span(token.start, end), is_asked, is_beside, is_meant))
    return _mean_what_stands_before(text, found, asking)


@lru_cache(maxsize=16_384)
def _may_be_short(word: str) -> bool:
    """True where a word alone shows that it may be an acronym."""
    return "." in word or "&" in word or "/" in word or "@" in word or get_shape(word) is not None


@lru_cache(maxsize=16_384)
def _may_be_asked(word: str) -> bool:
    """True for the same, and for small letters that somebody may ask about."""
    is_small = 3 <= len(word) <= 6 and word.isalpha() and word.lower() not in FUNCTION
    return is_small or _may_be_short(word)


def _mean_what_stands_before(text: str, found: list[Question], asking: Sequence[Span]) -> list[Question]:
    """Return the questions, an acronym asked about where the next sentence does so ("An EPF is due. What's that?")."""
    for sentence in asking:
        if not _POINTS_BACK.search(text, sentence.start, sentence.end):
            continue
        inside = any(sentence.start <= one.span.start < sentence.end for one in found)
        before = [at for at, one in enumerate(found) if sentence.start - _JUST_BEFORE < one.span.end <= sentence.start]
        if before and not inside:
            found[before[-1]] = replace(found[before[-1]], is_asked=True, is_beside=False, is_meant=True)
    return found


def _asks_what(text: str, short: Span, sentence: Span) -> bool:
    """True when a sentence asks what this very short form means."""
    before, after = text[max(sentence.start, short.start - 100) : short.start], text[short.end : sentence.end]
    if _NAMES_AFTER.match(after) and (after.lstrip("\"”’')]*")[:1] == "?" or _WONDERS.search(before + after)):
        return True
    return _NAMES_BEFORE.search(before) is not None


def _asks(sentence: str) -> bool:
    return sentence.endswith("?") or _ASKING.search(sentence) is not None


def find_answers(question_text: str, reply_text: str) -> list[Definition]:
    """Return what a reply explains of the acronyms asked about.

    `long_span` is in the reply, `short_span` in the question.

    >>> [(one.short, one.long) for one in find_answers("What's EPF?", "effective practice framework, keep up")]
    [('EPF', 'effective practice framework')]
    """
    found: list[Definition] = []
    seen: set[str] = set()
    for question in sorted(find_questions(question_text), key=lambda one: (not one.is_asked, one.span)):
        letters = get_letters(question.short)
        if letters in seen:
            continue
        seen.add(letters)
        best = find_answer(question, reply_text)
        if best is not None:
            found.append(best)
    return found


def find_answer(question: Question, reply: str, taken: Collection[Span] = ()) -> Definition | None:
    """Return what a reply explains of one question, None when it does not; words that are taken explain nothing."""
    found = (one for one in _answers(question, reply) if not any(one.long_span.overlaps(span) for span in taken))
    return max(found, key=lambda one: (one.confidence, -one.long_span.start), default=None)


def _answers(question: Question, reply: str) -> Iterator[Definition]:
    letters = get_letters(question.short)
    for start in get_running(reply).starting(letters[0], 0, WINDOW):
        if not get_beginnings(reply).may_spell(letters, start, len(reply)):
            continue
        stretch = cut(reply, start, _clause_end(reply, start))
        fit = fit_forwards(question.short, stretch.words)
        if fit is None or not is_possible(question.short, stretch, fit):
            continue
        if belongs_elsewhere(reply, question.short, stretch, fit):
            continue
        if _breaks_off(question, stretch, fit, reply) or not _is_fitting(question, stretch, fit, reply):
            continue
        if not (_answers_it(question, stretch, fit, reply) or _is_whole(question, stretch, fit, reply)):
            continue
        yield make_definition(reply, question.short, question.span, stretch, fit, "reply")


def _is_fitting(question: Question, stretch: Stretch, fit: Fit, reply: str) -> bool:
    """True for words that may be an answer at all: the less an acronym was asked about, the plainer they say so."""
    said, letters = [word.lower() for word in stretch.words[: fit.last + 1]], get_letters(question.short)
    if _are_two_persons(stretch, fit):
        return _is_said(_CUE.search(reply[max(0, stretch.starts[0] - 40) : stretch.starts[0]]))
    is_named = len(letters) > 3 and is_exact(question.short, fit)
    if not is_named and (fit.last == 0 or any(_CONTRACTED.search(word) for word in said)):
        is_long = fit.last == 0 and (len(said[0]) >= _LONG_WORD or "-" in said[0])
        return question.is_meant and is_long and len(letters) > 2
    if question.is_meant and len(letters) > 2:
        return True
    start = stretch.starts[0]
    before = reply[max(0, start - 40) : start]
    is_told = _SENTENCE_START.search(before) is not None or _PLAIN_CUE.search(before) is not None
    cue = _CUE.search(before)
    if len(letters) < 3 or question.short.lower() in FUNCTION or question.short.islower():
        return question.is_meant and (is_told or _is_said(cue))
    if question.is_asked:
        return is_told or cue is not None
    return is_told or _is_said(cue) or (question.is_beside and is_named and cue is not None)


def _are_two_persons(stretch: Stretch, fit: Fit) -> bool:
    """True for what may be names ("Ursula and Tom have it"): they answer who, not what."""
    said = stretch.words[: fit.last + 1]
    return len(said) == 3 and said[1] == "and" and said[0].istitle() and said[2].istitle()


def _breaks_off(question: Question, stretch: Stretch, fit: Fit, reply: str) -> bool:
    """True for words that end in a small one in mid-sentence ("it's not so extraordinary to want"), or tell of two."""
    end = stretch.ends[fit.last]
    last = stretch.words[fit.last].lower()
    is_list = "," in reply[stretch.starts[0] : end] and (
        reply[: stretch.starts[0]].rstrip().endswith(",") or reply.startswith(",", end)
    )
    if is_list or last in WHEN or last in MONTH_NAMES:
        return True
    is_open = (last in FUNCTION or last in STOP_WORDS) and reply[end : end + 1] not in _ENDS
    if len(get_letters(question.short)) > 4 and is_exact(question.short, fit):  # you aren't gonna need it
        return False
    if not question.is_meant and len(get_letters(question.short)) < 4 and _is_advice(stretch, fit):
        return True
    if question.is_meant or (is_exact(question.short, fit) and len(get_letters(question.short)) > 3):
        return is_open
    return is_open or has_stray_comma(reply, Span(stretch.starts[0], end))


def _is_advice(stretch: Stretch, fit: Fit) -> bool:
    """True for "Pick one customer", which answers another question than what the letters mean."""
    said = {word.lower() for word in stretch.words[: fit.last + 1]}
    return stretch.words[0].lower() in ADVISING or not said.isdisjoint(_COUNTING)


def _is_said(cue: re.Match[str] | None) -> bool:
    return cue is not None and any(word in cue.group().lower() for word in ("stand", "short", "mean", "="))


def _is_whole(question: Question, stretch: Stretch, fit: Fit, reply: str) -> bool:
    """True for a sentence that starts with the words whose letters were asked, where they end a phrase."""
    letters = get_letters(question.short)
    start, end = stretch.starts[0], stretch.ends[fit.last]
    if _GUESSED.match(reply, end) or _SENTENCE_START.search(reply, max(0, start - 24), start) is None:
        return False
    if reply[end : end + 1] == "?" and not _is_ventured(reply, stretch):
        return False
    is_closed = reply[end : end + 1] in _ENDS or reply[end : end + 2] in (" -", " –", " —", " (")
    is_closed = is_closed or _VOCATIVE.match(reply, end) is not None
    is_open = question.is_asked or question.is_beside
    if is_open and len(letters) > 3 and fit.last > 1 and is_exact(question.short, fit):
        is_talk = not EVERYDAY.isdisjoint(map(str.lower, stretch.words[: fit.last + 1]))
        return is_closed or (_GOES_ON.match(reply, end) is not None if is_talk else closes_phrase(reply, stretch, fit))
    if question.is_asked and start == 0 and len(letters) > 2 and fit.last + 1 < len(stretch.words):
        is_closed = is_closed or not is_pair(stretch.words[fit.last].lower(), stretch.words[fit.last + 1].lower())
    if fit.last == 0 and len(letters) == 2:  # open-pollinated
        return is_open and is_closed and is_exact(question.short, fit)
    if not is_closed or len(letters) < 3 or stretch.words[0].lower() in FUNCTION:
        return False
    is_long = question.is_meant and fit.last == 1 and min(map(len, stretch.words[:2])) > 7  # intermodulation distortion
    if question.is_asked and fit.price <= _INNER and (fit.last > 1 or is_long):  # Trial without catheter
        return EVERYDAY.isdisjoint(map(str.lower, stretch.words[: fit.last + 1]))
    return is_exact(question.short, fit) and is_implied(question.short, stretch, fit, ends=True, marks=":")


def _spells_it(question: Question, stretch: Stretch, fit: Fit, *, is_set_off: bool) -> bool:
    """True when every letter of what was asked starts a word that counts, and the phrase ends there."""
    is_exactly = question.is_asked and is_set_off and is_exact(question.short, fit)
    return is_exactly and is_implied(question.short, stretch, fit, ends=True, says=True, may_be_short=True)


def _clause_end(reply: str, start: int) -> int:
    end = _CLAUSE_END.search(reply, start)
    return end.start() if end else len(reply)


def _is_led_to(reply: str, start: int) -> bool:
    """True after a mark, an article or a word that names, "say" and "call it" among them."""
    return is_led_to(reply, start) or _CALLED.search(reply, max(0, start - 24), start) is not None


def _is_ventured(reply: str, stretch: Stretch) -> bool:
    """True for "is it the release order?", a guess by which somebody answers."""
    start = stretch.starts[0]
    return _VENTURING.search(reply, max(0, start - 30), start) is not None


def _answers_it(question: Question, stretch: Stretch, fit: Fit, reply: str) -> bool:
    end = stretch.ends[fit.last]
    if _GUESSED.match(reply, end) or (reply[end : end + 1] == "?" and not _is_ventured(reply, stretch)):
        return False
    letters, is_asked = get_letters(question.short), question.is_asked
    is_short = len(letters) <= 2
    before = reply[max(0, stretch.starts[0] - 40) : stretch.starts[0]]
    cue = _CUE.search(before)
    is_said = _is_said(cue)
    limit = 0.6 if (is_asked and is_title(stretch, fit) and len(letters) > 3) or is_said else 0.32
    if not is_exact(question.short, fit) if is_short else fit.price > limit:
        return False
    start, end = stretch.starts[0], stretch.ends[fit.last]
    closes = reply[end : end + 1] in _ENDS or _VOCATIVE.match(reply, end) or reply[end : end + 2] in (" -", " –", " —")
    is_person = fit.last == 1 and not question.is_meant and not is_exact(question.short, fit)  # Roger Dawes, no ROD
    if is_title(stretch, fit) and not is_person and (fit.last >= 2 or closes or stretch.words[fit.last][0].isupper()):
        return not is_short or (is_asked and stretch.words[0].lower() not in FUNCTION)
    is_led = _TELLING_CUE.search(before) is not None and cue is not None
    is_set_off = bool(closes) or (is_led and closes_phrase(reply, stretch, fit))
    said = {word.lower() for word in stretch.words[: fit.last + 1]}
    if is_short and not is_said and not said.isdisjoint(FUNCTION - STOP_WORDS):
        return False
    if is_short and not (is_said or is_compound(stretch, fit) or (question.is_meant and closes)):
        return False
    if _spells_it(question, stretch, fit, is_set_off=is_set_off) and _is_led_to(reply, start):
        return True
    if is_said:
        return bool(closes) if is_short else not is_talk_word(stretch.words[0].lower())
    if not is_asked:
        is_plain = (cue is not None and len(letters) > 3) or _PLAIN_CUE.search(before) is not None
        is_plain = is_plain and is_exact(question.short, fit)
        return is_plain and is_set_off and is_implied(question.short, stretch, fit, ends=True)
    if cue is None or stretch.words[0].lower() in FUNCTION:
        return False
    is_talk = any(is_talk_word(word.lower()) for word in stretch.words[: fit.last + 1]) and len(letters) < 4
    is_closed = bool(closes) if is_short or _TELLING_CUE.search(before) is None else is_set_off
    return is_closed and not is_talk
