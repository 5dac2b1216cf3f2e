"""What the pages of acronyms and words are given: one frozen dataclass a page, and nothing else reaches it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from plugins.site.charts import Chart
from plugins.site.contexts import Link


@dataclass(frozen=True, slots=True)
class MeaningLine:
    """A meaning in a list; `owner` names it to whoever looks for words."""

    owner: str
    text: str


@dataclass(frozen=True, slots=True)
class AcronymLine:
    """An acronym in a list: its meanings, none where nobody explains it, and what is told of its use."""

    owner: str
    href: str
    name: str
    meanings: tuple[MeaningLine, ...]
    told: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the alphabet with how many acronyms begin with it; no address where none does."""

    text: str
    href: str
    told: str
    here: bool


@dataclass(frozen=True, slots=True)
class LetterPart:
    """The acronyms of one letter, or those used most."""

    name: str
    anchor: str
    lines: tuple[AcronymLine, ...]


@dataclass(frozen=True, slots=True)
class AcronymsPage:
    """All acronyms by letter."""

    template: ClassVar[str] = "threadkeep_acronyms.html"

    told: str
    unexplained: str
    letters: tuple[Letter, ...]
    parts: tuple[LetterPart, ...]
    forms: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class UseLine:
    """A sentence that somebody wrote, and where it stands. `item` wrote it; the address is that of `post`."""

    item: str
    post: str
    href: str
    title: str
    before: str
    words: str
    after: str
    dated: str


@dataclass(frozen=True, slots=True)
class UnexplainedLine:
    """An acronym that is used and never explained, with a sentence that shows its use."""

    owner: str
    href: str
    name: str
    told: str
    use: UseLine | None


@dataclass(frozen=True, slots=True)
class UnexplainedPage:
    """Acronyms that nobody explains, the most used first."""

    template: ClassVar[str] = "threadkeep_unexplained.html"

    told: str
    lines: tuple[UnexplainedLine, ...]
    where: str
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True)
class SenseView:
    """One meaning: its words, a note, where it comes from, and who says so."""

    owner: str
    anchor: str
    text: str
    note: str
    told: str
    evidence: tuple[UseLine, ...]
    more: str


@dataclass(frozen=True, slots=True)
class SpellingLine:
    """One way to write it."""

    text: str
    times: int
    items: int


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A day on which it stands, and the place."""

    text: str
    href: str
    post: str


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """A year or month of a table: for each series how often, and how often per 10,000 words."""

    period: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """A thread in which it stands."""

    post: str
    href: str
    title: str
    told: str


@dataclass(frozen=True, slots=True)
class AcronymPage:
    """One acronym. `owner` names it to whoever looks for words."""

    template: ClassVar[str] = "threadkeep_acronym.html"

    owner: str
    name: str
    told: str
    senses: tuple[SenseView, ...]
    spellings: tuple[SpellingLine, ...]
    first: SeenLine | None
    last: SeenLine | None
    chart: Chart | None
    years: tuple[PeriodLine, ...]
    undated: str
    years_csv: str
    feed: str
    timeline: str
    related: tuple[AcronymLine, ...]
    threads: tuple[ThreadLine, ...]
    search: str


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """When one term, or each of two, was used: what was asked, how it was counted, charts and a table."""

    template: ClassVar[str] = "threadkeep_timeline.html"

    term: str
    term2: str
    per: str
    told: tuple[str, ...]
    columns: tuple[str, ...]
    charts: tuple[Chart, ...]
    rows: tuple[PeriodLine, ...]
    csv: str
    searches: tuple[Link, ...]
    instead: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A typical word: how often here and elsewhere, per 10,000 words each, and how far that is from chance."""

    word: str
    href: str
    here: int
    per_here: str
    elsewhere: int
    per_elsewhere: str
    likelihood: str


@dataclass(frozen=True, slots=True)
class KeywordsPage:
    """The words typical of a year, a topic or a thread, or without one of them what can be chosen.

    `owner` is the tag or post that `name` is the name of, "" for a year.
    """

    template: ClassVar[str] = "threadkeep_keywords.html"

    name: str
    owner: str
    back: Link | None
    told: str
    lines: tuple[KeyLine, ...]
    csv: str
    years: tuple[Link, ...]
    topics: tuple[Link, ...]
