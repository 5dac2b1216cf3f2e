"""When a term was used: one or two of them, by year or month, as charts, a table and a file.

An acronym is counted where the archive takes it for one, in all its spellings. Anything else is counted as it is
typed, in capitals or not, the word itself and none of its other forms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlite_utils import Database

from archive.public import acronym_mentions, acronyms, statistics
from archive.public.statistics import Per, Point
from archive.public.vocabulary import LONGEST_TERM, MOST_WORDS, counter_of, term_of
from plugins.acronyms.contexts import PeriodLine, TimelinePage
from plugins.acronyms.kept import Kept
from plugins.site.addresses import TIMELINE, acronym_address, search_address
from plugins.site.charts import chart
from plugins.site.contexts import Link
from plugins.site.rendering import Outcome, Shown
from plugins.site.sheets import as_csv

_NAMED = 4
_TOO_LONG = f"Up to {MOST_WORDS} words and {LONGEST_TERM} characters can be counted at a time."


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see: one term or two, by year or month."""

    term: str
    term2: str
    per: Per

    @classmethod
    def read(cls, given: Mapping[str, str]) -> Asked:
        """Return what the parameters of an address ask for; a second term without a first is the first."""
        terms = [word for name in ("term", "term2") if (word := " ".join(given.get(name, "").split()))]
        first, second, *_ = [*terms, "", ""]
        return cls(first, second if second != first else "", "month" if given.get("per") == "month" else "year")

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms that are there."""
        return tuple(term for term in (self.term, self.term2) if term)

    def address(self, form: str = "") -> str:
        """Return where this stands, or the same as a file."""
        given = [(name, value) for name, value in (("term", self.term), ("term2", self.term2)) if value]
        given += [("per", self.per)] if self.per != "year" else []
        return TIMELINE + form + (f"?{urlencode(given)}" if given else "")


@dataclass(frozen=True, slots=True)
class Counted:
    """A term with its points, how it was counted, and another way to count it."""

    term: str
    points: tuple[Point, ...]
    told: str
    instead: Link | None = None


def build_timeline(db: Database, kept: Kept, asked: Asked) -> Outcome:
    """Return the page of a timeline; without a term the form alone."""
    counted = [_counted(db, kept, term, asked.per) for term in asked.terms]
    shown = [each for each in counted if any(point.count for point in each.points)]
    periods = [point.period for point in shown[0].points] if shown else []
    names = [each.term for each in shown] if len(shown) > 1 else []
    series: dict[str, list[list[float]]] = {
        "Per 10,000 words": [[point.per_10_000 for point in each.points] for each in shown],
        "Times": [[point.count for point in each.points] for each in shown],
    }
    page = TimelinePage(
        term=asked.term,
        term2=asked.term2,
        per=asked.per,
        told=tuple(each.told for each in counted),
        columns=tuple(column for each in shown for column in (each.term, "per 10,000 words")),
        charts=tuple(
            drawn for caption, each in series.items() if each and (drawn := chart(caption, periods, each, names))
        ),
        rows=tuple(_rows(periods, [each.points for each in shown])),
        csv=asked.address(".csv") if shown else "",
        searches=tuple(Link(search_address(_query(each.term)), each.term) for each in shown),
        instead=tuple(each.instead for each in counted if each.instead),
    )
    return Shown(page, _heading(asked.terms), asked.address(), "acronyms")


def _heading(terms: Sequence[str]) -> str:
    named = " and ".join(f"“{term}”" for term in terms)
    return f"When {named} {'was' if len(terms) == 1 else 'were'} used" if terms else "When was a word used?"


def as_file(db: Database, kept: Kept, asked: Asked) -> str:
    """Return the same as CSV, a row for each term and period."""
    rows = [
        (each.term, point.period, point.count, point.words, f"{point.per_10_000:.2f}")
        for each in (_counted(db, kept, term, asked.per) for term in asked.terms)
        for point in each.points
    ]
    return as_csv(("term", asked.per, "times", "words", "per_10_000_words"), rows)


def _counted(db: Database, kept: Kept, term: str, per: Per) -> Counted:
    typed = term_of(term)
    if not typed:
        return Counted(term[:LONGEST_TERM], (), _TOO_LONG)
    words = kept.get(db, ("words", per), lambda: statistics.words_per_period(db, per), lasting=True)
    found = acronyms.find_acronym(db, term)
    spellings = [each.spelling for each in acronyms.get_spellings(db, found.id)] if found else []
    if found and term in spellings:
        points = statistics.timeline(acronym_mentions.mentions_per_period(db, found.id, per), words)
        return Counted(term, tuple(points), f"“{term}” is counted as an acronym{_also(term, spellings)}.")
    counts = kept.get(db, ("term", typed, per), lambda: _count(db, typed, per))
    points = statistics.timeline(counts, words)
    instead = Link(acronym_address(found.id), found.name) if found else None
    return Counted(term, tuple(points), _told(term, typed, any(counts.values())), instead)


def _count(db: Database, term: Sequence[str], per: Per) -> dict[str, int]:
    return statistics.count_per_period(db, statistics.count_texts(db, counter_of(term)), per)


def _also(term: str, spellings: Sequence[str]) -> str:
    others = [each for each in spellings if each != term]
    if not others:
        return ""
    more = f" and {len(others) - _NAMED} more" if len(others) > _NAMED else ""
    return f", also where it is written {', '.join(others[:_NAMED])}{more}"


def _told(term: str, words: Sequence[str], is_there: bool) -> str:
    if not is_there:
        return f"“{term}” stands in no text with a date here."
    if len(words) > 1:
        return f"“{term}” is counted where these words follow each other, in capitals or not."
    return f"“{term}” is counted as this very word, in capitals or not; its other forms are not."


def _query(term: str) -> str:
    bare = term.replace('"', " ")
    return f'"{bare}"' if len(term_of(term)) > 1 else term


def _rows(periods: Sequence[str], series: Sequence[Sequence[Point]]) -> list[PeriodLine]:
    return [
        PeriodLine(
            period,
            tuple(cell for points in series for cell in (f"{points[at].count:,}", f"{points[at].per_10_000:,.2f}")),
        )
        for at, period in enumerate(periods)
    ]
