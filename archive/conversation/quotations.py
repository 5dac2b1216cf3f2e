"""Passages that a text copies from an earlier one, however it was re-punctuated, trimmed or mistyped.

Seeds of a few equal letters are extended to both sides over single slips ("seed and extend", BLAST: Altschul et al.,
1990); for whole archives passages are found again by winnowed fingerprints (Schleimer, Wilkerson and Aiken, 2003).
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archive.conversation.letters import BARRIER, Letters, to_letters
from archive.conversation.stock import COMMON, PHRASES
from archive.text import Mark, MarkKind, Span

MIN_WORDS = 8
MIN_WORDS_IN_MARKS = 5
SAYING_WORDS = 16
"""A copy of fewer words may be a saying."""
SEED = 9
"""Equal letters from which a passage is sought to both sides."""

_LOOKAHEAD = 4
_SLIP = 3
_GIVE_UP = 14
_GAP = 24
_SHORTEST = 12
_BACK = 400
_TRIES = 20_000
_COMMON_SEED = 60
_GRAM, _WINDOW = 32, 20
_PHRASE = 5
_MARKED = re.compile(r"“[^“”]{8,3000}”|\"[^\"]{8,3000}\"|(?<!\w)‘[^‘]{8,3000}?’(?!\w)|(?<!\w)'[^'\n]{8,1000}'(?!\w)")
_LINE = re.compile(r"(?m)^[ \t]*>.*$")


@dataclass(frozen=True, slots=True)
class Copied:
    """A stretch of a text that stands in a source as well. `marked` where quotation marks or a quotation hold it.

    `phrases` are numbers of the phrases that make up a short one: what many threads say nobody has from anybody.
    """

    span: Span
    source: Span
    words: int
    marked: bool
    confidence: float
    phrases: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A text prepared for comparison. `key` says whose it is; `author` is "" where nobody signed."""

    key: Hashable
    letters: Letters
    marked: tuple[Span, ...]
    author: str = ""


def prepare(key: Hashable, text: str, marks: Sequence[Mark] = (), author: str = "") -> Passage:
    """Return a text prepared for comparison."""
    return Passage(key, to_letters(text, marks), tuple(marked_spans(text, marks)), author)


def marked_spans(text: str, marks: Iterable[Mark] = ()) -> list[Span]:
    """Return what stands in quotation marks, in a quotation of the source, or behind ">"; redactions aside."""
    found = [mark.span for mark in marks if mark.kind is MarkKind.QUOTE]
    found += [Span(*each.span()) for each in _MARKED.finditer(text)]
    found += [Span(*each.span()) for each in _LINE.finditer(text)]
    return found


class Sources:
    """Earlier texts to look passages up in. Add them in their order; what was added first counts as the source."""

    def __init__(self) -> None:
        """Begin without any."""
        self._texts: list[Passage] = []
        self._seeds: dict[str, list[tuple[int, int]]] = {}

    def add(self, passage: Passage) -> None:
        """Make a text one that later ones may quote."""
        number = len(self._texts)
        self._texts.append(passage)
        letters = passage.letters.letters
        for start in passage.letters.starts:
            seed = letters[start : start + SEED]
            if len(seed) == SEED and BARRIER not in seed:
                self._seeds.setdefault(seed, []).append((number, start))

    def find(self, quoting: Passage) -> list[tuple[Hashable, Copied]]:
        """Return what a text copies from those added, in order and without overlap, each with the key of its source.

        Of several sources of the same words the longest copy counts, then the earliest text.
        """
        runs = sorted(self._runs(quoting), key=lambda run: (-run.letters, run.number, run.start))
        kept: list[_Run] = []
        for run in runs:
            if not any(max(run.start, each.start) < min(run.end, each.end) for each in kept):
                kept.append(run)
        copied = [(self._texts[run.number].key, _copied(quoting, self._texts[run.number], run)) for run in kept]
        return sorted(copied, key=lambda each: each[1].span)

    def _runs(self, quoting: Passage) -> Iterator[_Run]:
        """Yield the runs that are worth telling; those beside each other in one source are one."""
        found: dict[int, list[_Run]] = {}
        # those that end behind the seed looked at: no other can hold a later one, and a long text has very many
        reaching: dict[int, list[_Run]] = {}
        letters, seeds = quoting.letters.letters, self._seeds
        tries = 0
        for at in range(len(letters) - SEED + 1):
            hits = seeds.get(letters[at : at + SEED], ())
            for number, start in hits if len(hits) <= _COMMON_SEED else ():
                if tries > _TRIES:
                    continue
                near = reaching[number] = [run for run in reaching.get(number, ()) if run.end > at]
                if any(run.holds(at, start) for run in near):
                    continue
                tries += 1
                run = _extend(letters, at, self._texts[number].letters.letters, start, number)
                if run is not None:
                    found.setdefault(number, []).append(run)
                    near.append(run)
        for number, runs in found.items():
            source = self._texts[number]
            for run in _joined(runs, letters, source.letters.letters):
                if (trimmed := _worth(quoting, source, run)) is not None:
                    yield _without_chance(quoting.letters, trimmed)


def find_copied(text: str, source: str, marks: Sequence[Mark] = (), source_marks: Sequence[Mark] = ()) -> list[Copied]:
    """Return what one text copies from another.

    >>> found = find_copied('He says "the rota was never meant for tired people", and so on.',
    ...                     "The rota was never meant for tired people. It was meant for a spreadsheet.")
    >>> [(each.span, each.source) for each in found]
    [(Span(start=9, end=50), Span(start=0, end=41))]
    """
    sources = Sources()
    sources.add(prepare(0, source, source_marks))
    return [copied for _, copied in sources.find(prepare(1, text, marks))]


def fingerprints(letters: Letters) -> set[int]:
    """Return numbers that any two texts share which have about thirty words in a row in common.

    Grams of letters begin at words; of each window of them the least is kept.
    """
    text = letters.letters.encode("utf-8", "replace") if letters.letters.isascii() else None
    grams = []
    for start in letters.starts:
        gram = letters.letters[start : start + _GRAM] if text is None else text[start : start + _GRAM]
        if len(gram) < _GRAM:
            break
        if (BARRIER if isinstance(gram, str) else b"\0") not in gram:  # type: ignore[operator]  # both are of one kind
            grams.append(zlib.crc32(gram.encode() if isinstance(gram, str) else gram))
    if len(grams) < _WINDOW:
        return set()
    return {min(grams[at : at + _WINDOW]) for at in range(len(grams) - _WINDOW + 1)}


@dataclass(frozen=True, slots=True)
class _Run:
    """Letters `start` to `end` of the quoting text that run beside the source's, slips among them."""

    number: int
    start: int
    end: int
    source_start: int
    source_end: int
    slips: int

    @property
    def letters(self) -> int:
        return self.end - self.start

    def holds(self, at: int, start: int) -> bool:
        """True when a seed lies on this run."""
        return self.start <= at < self.end and abs((start - at) - (self.source_start - self.start)) <= 40


def _joined(runs: Iterable[_Run], text: str, source: str) -> list[_Run]:
    """Join runs that follow each other in both texts with a few letters between them that differ."""
    joined: list[_Run] = []
    for run in sorted(runs, key=lambda run: (run.start, -run.end)):
        last = joined[-1] if joined else None
        if last and run.end <= last.end and run.source_end <= last.source_end:
            continue
        if last and _is_next(last, run, text, source):
            between = max(run.start - last.end, run.source_start - last.source_end, 0)
            slips = last.slips + run.slips + (between + 1) // 2
            joined[-1] = _Run(run.number, last.start, run.end, last.source_start, run.source_end, slips)
        else:
            joined.append(run)
    return joined


def _is_next(last: _Run, run: _Run, text: str, source: str) -> bool:
    one, two = run.start - last.end, run.source_start - last.source_end
    if not (-4 <= one <= _GAP and -4 <= two <= _GAP and abs(one - two) <= 6):
        return False
    return BARRIER not in text[last.end : run.start] + source[last.source_end : run.source_start]


def _extend(text: str, at: int, source: str, start: int, number: int) -> _Run | None:
    """Return the run around a seed; None where it is too short, as nearly all are."""
    end, source_end, slips_on = _walk(text, at + SEED, source, start + SEED)
    # seeds are tried from the left, so what lies before one is short, or was found already
    before, source_before = text[max(0, at - _BACK) : at], source[max(0, start - _BACK) : start]
    back, source_back, slips_back = _walk(before[::-1], 0, source_before[::-1], 0)
    if end - at + back < _SHORTEST:
        return None
    return _Run(number, at - back, end, start - source_back, source_end, slips_on + slips_back)


def _walk(text: str, at: int, source: str, start: int) -> tuple[int, int, int]:
    """Go on side by side for as long as it pays; return where the last good stretch ended, and its slips."""
    score = best = slips = good_slips = 0
    good = (at, start)
    length, source_length = len(text), len(source)
    while at < length and start < source_length:
        sign = text[at]
        if sign == source[start] and sign != BARRIER:
            at, start, score = at + 1, start + 1, score + 1
            if score > best:
                best, good, good_slips = score, (at, start), slips
            continue
        if score < best - _GIVE_UP:
            break
        step = _over_slip(text, at, source, start)
        if step is None:
            break
        at, start = at + step[0], start + step[1]
        slips += max(step)
        score -= 3 * max(step)
    return (*good, good_slips)


_STEPS = sorted(
    ((one, two) for one in range(_SLIP + 1) for two in range(_SLIP + 1) if one or two),
    key=lambda step: (max(step), step[0] != step[1], step),
)


def _over_slip(text: str, at: int, source: str, start: int) -> tuple[int, int] | None:
    """Return the smallest step after which both agree again; none leads over a barrier."""
    near, beside = text[at : at + _SLIP + _LOOKAHEAD], source[start : start + _SLIP + _LOOKAHEAD]
    if BARRIER in (near[0], beside[0]):
        return None
    # hardly anywhere: nothing that is near stands beside it
    if not any(near[one : one + _LOOKAHEAD] in beside for one in range(max(0, min(_SLIP + 1, len(near) - 3)))):
        return None
    for one, two in _STEPS:
        ahead = near[one : one + _LOOKAHEAD]
        agrees = len(ahead) == _LOOKAHEAD and ahead == beside[two : two + _LOOKAHEAD]
        if agrees and BARRIER not in ahead + near[:one] + beside[:two]:
            return one, two
    return None


def _worth(quoting: Passage, source: Passage, run: _Run) -> _Run | None:
    """Return the run cut to whole words when it is somebody's passage, else None."""
    allowed = 5 if run.letters > 60 else 7
    if run.letters < 18 or run.slips * allowed > run.letters or _meets_barrier(quoting, source, run):
        return None
    trimmed = _to_words(quoting.letters, run)
    if trimmed is None:
        return None
    words = quoting.letters.words(trimmed.start, trimmed.end)
    telling = {word for word in words if word not in COMMON and len(word) > 2}
    if _is_stock("".join(words), len(words)):
        return None
    enough = bool(telling) or len(words) >= MIN_WORDS + 4
    if len(words) >= MIN_WORDS and trimmed.letters >= 20 and enough:
        return None if _is_sign_off(quoting, source, trimmed, len(words)) else trimmed
    if len(words) >= MIN_WORDS_IN_MARKS and telling and _is_marked(quoting, trimmed):
        return trimmed
    return None


def _meets_barrier(quoting: Passage, source: Passage, run: _Run) -> bool:
    """True where the run ends at words taken out on one side alone: the other side would give them away."""
    sides = (
        (run.start - 1, run.source_start - 1, -1),
        (run.end, run.source_end, 1),
    )
    return any(
        _barrier_near(quoting.letters.letters, at, way) != _barrier_near(source.letters.letters, start, way)
        for at, start, way in sides
    )


def _barrier_near(letters: str, at: int, way: int) -> bool:
    near = letters[at : at + 3] if way > 0 else letters[max(0, at - 2) : at + 1]
    return BARRIER in near


def _to_words(letters: Letters, run: _Run) -> _Run | None:
    """Cut off words of which less than half is in the run."""
    start, end = run.start, run.end
    for first, last in zip(letters.starts, letters.ends, strict=True):
        if first < start < last:
            start = first if (start - first) * 3 <= last - first else last
        if first < end < last:
            end = last if (last - end) * 3 <= last - first else first
            break
    if end <= start:
        return None
    moved_start, moved_end = start - run.start, end - run.end
    source_start = max(run.source_start + moved_start, 0)
    return _Run(run.number, start, end, source_start, max(run.source_end + moved_end, source_start + 1), run.slips)


def _without_chance(letters: Letters, run: _Run) -> _Run:
    """Return a run without a word at either end of which the rest of the sentence is not in it: that one is chance."""
    starts = letters.starts
    # the first word that ends in the run, and the one after the last that begins in it
    first, after = bisect_right(letters.ends, run.start), bisect_left(starts, run.end)
    start, end = run.start, run.end
    if after - first > 2:
        if starts[first + 1] in letters.stops and starts[first] not in letters.stops:
            start = starts[first + 1]
        if starts[after - 1] in letters.stops and after < len(starts) and starts[after] not in letters.stops:
            end = letters.ends[after - 2]
    moved = start - run.start
    return replace(
        run, start=start, end=end, source_start=run.source_start + moved, source_end=run.source_end + end - run.end
    )


def _is_stock(letters: str, words: int) -> bool:
    rest = letters
    for phrase in PHRASES:
        if phrase in rest:
            rest = rest.replace(phrase, "")
    return len(rest) < len(letters) and len(rest) < 24 and words < 30


def _is_sign_off(quoting: Passage, source: Passage, run: _Run, words: int) -> bool:
    """True for what one writer puts under everything."""
    at_end = run.end >= len(quoting.letters.letters) - 2 and run.source_end >= len(source.letters.letters) - 2
    same = bool(quoting.author) and quoting.author == source.author
    return at_end and words < 25 and run.start > 0 and same


def _is_marked(quoting: Passage, run: _Run) -> bool:
    span = quoting.letters.span(run.start, run.end)
    for marked in quoting.marked:
        inside = min(span.end, marked.end) - max(span.start, marked.start)
        if inside >= 0.9 * len(span) and inside >= 0.6 * (len(marked) - 2):
            return True
    return False


def _holds_marked(quoting: Passage, span: Span) -> bool:
    return any(
        min(span.end, marked.end) - max(span.start, marked.start) >= 0.8 * len(span) for marked in quoting.marked
    )


def _copied(quoting: Passage, source: Passage, run: _Run) -> Copied:
    span = quoting.letters.span(run.start, run.end)
    source_end = min(run.source_end, len(source.letters.letters))
    found = source.letters.span(min(run.source_start, source_end - 1), source_end)
    words = quoting.letters.words(run.start, run.end)
    marked = _holds_marked(quoting, span)
    sure = 0.62 + 0.015 * min(len(words), 20) + (0.12 if marked else 0.0) - run.slips / max(run.letters, 1)
    phrases = _phrases(words) if len(words) < SAYING_WORDS else ()
    return Copied(span, found, len(words), marked, round(min(max(sure, 0.3), 0.99), 3), phrases)


def _phrases(words: Sequence[str]) -> tuple[int, ...]:
    grams = ("".join(words[at : at + _PHRASE]) for at in range(max(1, len(words) - _PHRASE + 1)))
    return tuple(zlib.crc32(gram.encode()) for gram in grams)


def is_saying(copied: Copied, common: Collection[int]) -> bool:
    """True when half or more of a short copy are phrases that are common."""
    return bool(copied.phrases) and 2 * sum(number in common for number in copied.phrases) >= len(copied.phrases)
