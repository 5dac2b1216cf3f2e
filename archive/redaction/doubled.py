"""A body that somebody pasted twice, shown once. The stored original stays as it was."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archive.markup.elements import BLOCKS
from archive.text import MarkedText, OriginalText, Span

MIN_LINES = 5
MIN_LETTERS = 200
MIN_DIFFERENT_WORDS = 20
"""Below either a repetition may be a chorus, a slogan or a joke, and stands."""

_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\n]+")
_CANDIDATES = 8
"""How many earlier places of one line are tried: enough for real pages, and a bound for a page of equal lines."""


def collapse_doubled(original: OriginalText) -> OriginalText:
    """Return the text with each run of lines that stands twice directly, one after the other, shown once.

    A run is at least five different lines; the second copy may begin inside a line, and what stands before it on
    that line stays. A whole body pasted twice counts too when it is long, however its lines fall. Nothing else changes.
    """
    content = original.reveal()
    if len(content.text) < 2 * MIN_LETTERS:
        return original
    changed = False
    while cut := _find_copy(content.text):
        content = _without(content, cut)
        changed = True
    return OriginalText(content.text, content.marks) if changed else original


@dataclass(frozen=True, slots=True)
class _Line:
    """A line by its place and its words, white space folded."""

    span: Span
    words: str


def _find_copy(text: str) -> Span | None:
    """Return where the second copy of something stands, None when nothing stands twice."""
    lines = [_Line(Span(*found.span()), " ".join(found.group().split())) for found in _LINE.finditer(text)]
    lines = [line for line in lines if line.words]
    for first, second in _iter_pairs(lines):
        if _is_copied(lines, first, second):
            start = _start_of_copy(text, lines[first].words, lines[second])
            return Span(start, lines[2 * second - first - 1].span.end)
    return _find_second_half(text)


def _iter_pairs(lines: Sequence[_Line]) -> Iterator[tuple[int, int]]:
    """Yield pairs of lines that may begin the first and the second copy: the lines after them are equal."""
    seen: defaultdict[str, deque[int]] = defaultdict(lambda: deque(maxlen=_CANDIDATES))
    pairs = []
    for number, line in enumerate(lines):
        pairs += [(earlier - 1, number - 1) for earlier in seen[line.words] if earlier]
        seen[line.words].append(number)
    yield from sorted(pair for pair in pairs if pair[1] - pair[0] >= MIN_LINES)


def _is_copied(lines: Sequence[_Line], first: int, second: int) -> bool:
    """Return whether the run from `first` up to `second` stands again there, maybe beginning inside a line."""
    size = second - first
    if second + size > len(lines):
        return False
    one, other = lines[first].words, lines[second].words
    if not (_ends_with(other, one) or _ends_with(one, other)):
        return False
    if any(lines[first + step].words != lines[second + step].words for step in range(1, size)):
        return False
    run = lines[first:second]
    return len({line.words for line in run}) >= MIN_LINES and sum(len(line.words) for line in run) >= MIN_LETTERS


def _ends_with(line: str, words: str) -> bool:
    return line.endswith(words) and (len(line) == len(words) or not line[-len(words) - 1].isalnum())


def _start_of_copy(text: str, words: str, line: _Line) -> int:
    """Return where in its line the second copy begins: as many letters from the line's end as its first line has."""
    letters = [at for at in range(line.span.start, line.span.end) if not text[at].isspace()]
    count = sum(not character.isspace() for character in words)
    return letters[max(0, len(letters) - count)]


def _find_second_half(text: str) -> Span | None:
    """Return where the second half begins of a long text that is the same words twice."""
    words = text.split()
    half = len(words) // 2
    if len(words) % 2 or words[:half] != words[half:] or len(set(words[:half])) < MIN_DIFFERENT_WORDS:
        return None
    if sum(map(len, words[:half])) < MIN_LETTERS:
        return None
    starts = [found.start() for found in _WORD.finditer(text)]
    return Span(starts[half], len(text))


def _without(content: MarkedText, cut: Span) -> MarkedText:
    """Return the text without a stretch, its marks following; what stood on either side does not grow together."""
    head = content.text[: cut.start].rstrip()
    tail = content.text[cut.end :].lstrip("\n")
    begins = len(content.text) - len(tail)
    joint = _joint(content, len(head), begins) if head and tail else ""
    lost = begins - len(head) - len(joint)

    def start(offset: int) -> int:
        return offset if offset < len(head) else max(offset, begins) - lost

    def end(offset: int) -> int:
        return min(offset, len(head)) if offset <= begins else offset - lost

    text = head + joint + tail
    moved = ((mark, start(mark.span.start), end(mark.span.end)) for mark in content.marks)
    marks = [
        replace(mark, span=Span(begin, stop))
        for mark, begin, stop in moved
        if begin < stop or (begin == stop and not len(mark.span))
    ]
    return MarkedText(text, tuple(sorted(marks)))


def _joint(content: MarkedText, before: int, after: int) -> str:
    """Return what parts the text before a cut from the text after it: a line end within a block, else an empty line."""
    one_block = any(
        mark.kind in BLOCKS and mark.span.start < before and after < mark.span.end for mark in content.marks
    )
    return "\n" if one_block else "\n\n"
