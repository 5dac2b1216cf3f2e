"""Which post a saved text is a copy of, and which of its comments are which (H7). Pure.

A saved text has no numbers, so it comes in under ids of its own. It is the copy of a post that another source knows
when its day is that post's day, or it shows none, and one of these holds:

- both have the same title and the same day;
- both have the same body, and the same day, or a comment in common, or a body too long to be met twice;
- both begin alike and have two long comments in common;
- they have comments of two different minutes in common. One is too little: a spammer leaves the same words under many
  posts within a minute.

Words are the same when their letters and digits are, in either case: what a copy loses are spaces, punctuation, links
and pictures. Equal words alone never make one of two things (A6): two posts with numbers of their own, or two comments
with such, stay two, whatever they say.

Within one post, a comment of the text is the one of the same minute and byline and words; else of the same minute and
many words, because names change; else of the same minute and byline, where one of the two was removed at its source;
else, for a copy that shows no times, the one of the same words. Where several fit, the first is the first.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

LONG = 40
"""Letters and digits that two people hardly write alike by chance."""

A_WHOLE_POST = 200
"""Letters and digits of a body that stands for itself."""

_NOT_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as far as matching goes; `minute` is "" where its source shows no time. Its repr shows no words."""

    id: str
    minute: str
    byline: str = field(repr=False)
    words: str = field(repr=False)
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    """A post as far as matching goes, its comments in the order in which a page shows them. Its repr shows no words.

    Titles and bodies are all that any source ever gave: a post may have been edited before or after it was copied.
    """

    id: str
    day: str
    titles: frozenset[str] = field(repr=False)
    bodies: frozenset[str] = field(repr=False)
    comments: tuple[Said, ...] = ()

    @property
    def beginnings(self) -> Iterator[str]:
        """What a copy of the post may begin with: its body, or its title and then its body."""
        for body in self.bodies:
            yield body
            yield from (title + body for title in self.titles)


Pair = tuple[Said, Said]


def words_of(text: str) -> str:
    """Return what counts of a text: its letters and digits, in lower case; where it has none, the signs it has.

    >>> words_of("Well said, see https://a.example/!"), words_of(" :-) ")
    ('wellsaidseehttpsaexample', ':-)')
    """
    folded = text.casefold()
    return _NOT_WORDS.sub("", folded) or "".join(folded.split())


def find_twin(text: Thread, known: Iterable[Thread]) -> tuple[Thread, list[Pair]] | None:
    """Return the one known post that a saved text is a copy of, with the comments of both that are the same.

    None when there is none, or when two fit equally well: a double is seen and mended more easily than a mixture.
    """
    fits = [(other, pairs) for other in known if is_same(text, other, pairs := pair(text.comments, other.comments))]
    fits.sort(key=lambda fit: -len(fit[1]))
    if len(fits) > 1 and len(fits[0][1]) == len(fits[1][1]):
        return None
    return fits[0] if fits else None


def is_same(text: Thread, other: Thread, pairs: Sequence[Pair]) -> bool:
    """Return whether a saved text is a copy of a known post, with these comments in common."""
    if text.day and text.day != other.day:
        return False
    if text.day and text.titles & other.titles:
        return True
    same = max((len(body) for body in text.bodies & set(other.beginnings)), default=0)
    if same >= (LONG if text.day or pairs else A_WHOLE_POST):
        return True
    if begins_alike(text, other) and sum(len(mine.words) >= LONG for mine, _ in pairs) >= 2:
        return True
    return len({mine.minute for mine, _ in pairs if mine.minute}) >= 2


def begins_alike(text: Thread, other: Thread) -> bool:
    """Return whether two bodies have the same long beginning; a copy without a date has its title in its body."""
    starts = {start[:LONG] for start in other.beginnings if len(start) >= LONG}
    return any(body[:LONG] in starts for body in text.bodies)


def pair(text: Iterable[Said], known: Iterable[Said]) -> list[Pair]:
    """Return the comments of a text with those of the known post that they are; each stands in at most one pair."""
    left, free = list(text), list(known)
    pairs: list[Pair] = []
    for of_text, of_known in _RULES:
        found = _pair_by(left, free, of_text, of_known)
        pairs += found
        taken = {each.id for both in found for each in both}
        left = [each for each in left if each.id not in taken]
        free = [each for each in free if each.id not in taken]
    return pairs


_Key = Callable[[Said], Hashable]


def _pair_by(text: Iterable[Said], known: Iterable[Said], of_text: _Key, of_known: _Key) -> list[Pair]:
    waiting: dict[Hashable, deque[Said]] = defaultdict(deque)
    for each in known:
        waiting[of_known(each)].append(each)
    return [(each, waiting[key].popleft()) for each in text if (key := of_text(each)) and waiting.get(key)]


def _exact(said: Said) -> Hashable:
    return said.minute and (said.minute, said.byline, said.words)


def _renamed(said: Said) -> Hashable:
    return said.minute and len(said.words) >= LONG and (said.minute, said.words)


def _place(said: Said) -> Hashable:
    return said.minute and said.byline and (said.minute, said.byline)


def _removed(said: Said) -> Hashable:
    return said.is_removed and _place(said)


def _undated(said: Said) -> Hashable:
    return not said.minute and said.words


def _words(said: Said) -> Hashable:
    return said.words


_RULES: tuple[tuple[_Key, _Key], ...] = (
    (_exact, _exact),
    (_renamed, _renamed),
    (_place, _removed),
    (_removed, _place),
    (_undated, _words),
)
