"""Long forms told somewhere near an acronym, in whatever words: "... the length of stay. Everybody calls it LOS."

The letters are the proof: three or more that each start a word of a phrase set off from the rest, none of them an
everyday word, do so by chance about once in ten thousand acronyms. Two letters need a word that tells besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archive.acronyms.alignment import Fit, fit_forwards, get_letters, is_exact, may_be_plural
from archive.acronyms.beginnings import get_beginnings
from archive.acronyms.definition import Definition
from archive.acronyms.lexicon import get_key
from archive.acronyms.running import get_running
from archive.acronyms.strangers import belongs_elsewhere
from archive.acronyms.stretches import (
    PRAISE,
    SENTENCES,
    Stretch,
    closes,
    cut,
    get_span,
    is_compound,
    is_implied,
    is_possible,
    is_title,
)
from archive.acronyms.taken import Taken
from archive.acronyms.word_lists import ADVISING, ARTICLES, BETWEEN_STRONG, FUNCTION, NAMING, words
from archive.text import Span

_REACH = 160
_NEAR = 40
_MOST_PLACES = 3
_SURE = 0.8
_END = re.compile(r"[.!?…](?=\s|$|['\"”’)*])|\n|[;:()\[\]”\"=]|\s[-–—]+\s")
_OPEN = words("on at by with from in of for to into and or the a an")
"""A phrase that ends in one of these goes on."""
_ENDS = ("", ".", ",", ";", ":", ")", "!", "\n", '"', "”")
_SET_OFF = re.compile(r"(?:^|[.,;:!?()\[\]\"“‘'=*–—\n\t/]|\s-)\s*$")
_WHOLE = re.compile(r"[\"”’']?[.!]\s")
_OTHERWISE = re.compile(r"\b(?:and|plus|not|nor|but|than|isn't|isn’t)\s(?:the\s|an?\s)?[\"“‘']?$", re.IGNORECASE)
"""Before a phrase that is another thing than the acronym."""
_DENIED = re.compile(
    r"(?:n['’]t|\b(?:dont|doesnt|isnt|didnt|not|never))\s(?:[\w'’]+\s){0,2}(?:for|mean|means)\s(?:the\s|an?\s)?[\"“‘']?$",
    re.IGNORECASE,
)
"""Before what an acronym is said not to stand for."""
_BUT = re.compile(r"(?:n['’]t|not|no)\s[^.!?\n]{1,60}\bbut\s(?:the\s|an?\s)?[\"“‘']?$", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:if|when|while|because|unless|until|till|whenever|although|though|where|after|before)\s(?:the|an?|your|our|my)\s$",
    re.IGNORECASE,
)
"""Before words that hold a verb sooner than they name a thing ("if the river changes colour")."""
_LEADING = (
    ARTICLES
    | BETWEEN_STRONG
    | NAMING
    | words("""
        say says said they're is are was were be or as means meant properly officially english equals renamed read into
        by became for
    """)
)
_TELLING = (
    BETWEEN_STRONG
    | NAMING
    | words("that's thats that’s it's it’s equals read properly officially renamed became shortened turns says friends")
)


def find_nearby(text: str, shorts: Sequence[Span], found: Sequence[Definition]) -> list[Definition]:
    """Return definitions of acronyms that nothing else explains, by a phrase near them that their letters spell."""
    explained = {get_key(one.short) for one in found}
    taken = Taken(one.long_span for one in found)
    places: dict[str, list[Span]] = {}
    for short in shorts:
        if text[short.start : short.end].lower() not in FUNCTION:
            places.setdefault(get_key(text[short.start : short.end]), []).append(short)
    nearby: list[Definition] = []
    for key, spans in places.items():
        if key in explained:
            continue
        near = ((short, span) for short in spans[:_MOST_PLACES] for span in _look_around(text, short, taken))
        best = min(near, key=lambda pair: measure_gap(*pair), default=None)
        if best is not None:
            short, span = best
            taken.add(span)
            name, long = text[short.start : short.end], text[span.start : span.end]
            nearby.append(Definition(name, long, short, span, "weak", _SURE))
    return nearby


def measure_gap(one: Span, other: Span) -> int:
    """Return how many characters stand between two places; below 0 where they overlap."""
    return max(one.start - other.end, other.start - one.end)


def _look_around(text: str, short: Span, taken: Taken) -> Iterator[Span]:
    name = text[short.start : short.end]
    letters = get_letters(name)
    begin, limit = max(0, short.start - _REACH), min(len(text), short.end + _REACH)
    beginnings = None if may_be_plural(name) else get_beginnings(text)
    for start in get_running(text).starting(letters[0], begin, limit):
        if start == begin > 0 or (beginnings is not None and not beginnings.may_spell(letters, start, limit)):
            continue
        end = _END.search(text, start, limit)
        stretch = cut(text, start, end.start() if end else limit, 2 * len(name) + 2)
        fit = fit_forwards(name, stretch.words)
        if fit is None or not _is_near_enough(name, fit) or not is_possible(name, stretch, fit):
            continue
        span = get_span(stretch, fit)
        if belongs_elsewhere(text, name, stretch, fit):
            continue
        if span.overlaps(short) or any(span != one or len(name) < 4 for one in taken.overlapping(span)):
            continue
        if _is_believable(text, short, stretch, fit):
            yield span


def _is_enclosed(text: str, stretch: Stretch, fit: Fit) -> bool:
    """True for a phrase between marks that tells nothing by itself (", very short term planning,")."""
    start, end = stretch.starts[fit.first], stretch.ends[fit.last]
    is_set_off = _SET_OFF.search(text, max(0, start - 24), start) is not None and text[end : end + 1] in _ENDS
    return is_set_off and SENTENCES.isdisjoint(map(str.lower, stretch.words[fit.first : fit.last + 1]))


def _is_near_enough(name: str, fit: Fit) -> bool:
    return is_exact(name, fit) or (len(get_letters(name)) > 4 and fit.price <= 0.2)


def _is_believable(text: str, short: Span, stretch: Stretch, fit: Fit) -> bool:
    name = text[short.start : short.end]
    is_short = len(get_letters(name)) < 3
    ends, is_told = closes(text, stretch, fit), _is_told(text, short)
    follower = stretch.words[fit.last + 1] if fit.last + 1 < len(stretch.words) else ""
    start = stretch.starts[0]
    if _DENIED.search(text, max(0, start - 30), start) or (not is_told and stretch.words[0].lower() in ADVISING):
        return False
    is_other = _OTHERWISE.search(text, max(0, start - 12), start) and not _BUT.search(text, max(0, start - 90), start)
    if len(get_letters(name)) > 3 and is_exact(name, fit) and _is_enclosed(text, stretch, fit) and not is_other:
        return True
    if text.startswith("?", get_span(stretch, fit).end):  # a guess
        return False
    if stretch.words[fit.last].lower() in _OPEN:  # Even Colin on the gate
        return False
    is_sentence = stretch.words[0].istitle() and not is_title(stretch, fit)
    if is_sentence and follower[:1].islower() and text[stretch.ends[fit.last]] == " ":
        return False  # Keith from maintenance said no
    if is_other or not (is_led_to(text, start) or (is_told and not is_short)):
        return False
    if is_title(stretch, fit) and not is_short:
        return ends or not follower[:1].isupper()
    if not (ends or is_told) or not is_led_to(text, start):
        return False
    if not is_implied(name, stretch, fit, ends=True, says=True, may_be_short=True):
        return False
    span = get_span(stretch, fit)
    if not is_told and stretch.words[0].lower() in PRAISE and not is_title(stretch, fit):
        return False
    if is_short and is_title(stretch, fit) and not is_compound(stretch, fit):  # Sam Bright is a person
        return False
    if not is_told and not is_title(stretch, fit) and _CLAUSE.search(text, max(0, start - 24), start):
        return False
    if not is_told and "\n" in text[min(short.end, span.end) : max(short.start, span.start)]:
        return False
    is_close = measure_gap(span, short) <= _NEAR and is_compound(stretch, fit)
    return not is_short or is_close or _is_tied(text, short, span)


def _is_told(text: str, short: Span) -> bool:
    """True when a word beside the short form says that it is the name of something."""
    around = text[max(0, short.start - 24) : short.start] + " " + text[short.end : short.end + 24]
    return not _TELLING.isdisjoint(word.strip("\"“”‘’'(),.:;!?").lower() for word in around.split())


def _is_tied(text: str, short: Span, span: Span) -> bool:
    """True when a word that tells stands between the two."""
    between = text[min(short.end, span.end) : max(short.start, span.start)].lower()
    if _WHOLE.fullmatch(between) and (span.end == len(text) or text[span.end] in ".!,"):
        return True
    return len(between) <= _NEAR and not _TELLING.isdisjoint(between.split())


def is_led_to(text: str, start: int) -> bool:
    """Return whether a phrase starts at a place: after a mark, an article or a word that names."""
    before = text[max(0, start - 24) : start]
    if start == 0 or _SET_OFF.search(before):
        return True
    last = before.split()[-1:]
    return bool(last) and last[0].lower().strip("\"“‘'(") in _LEADING
