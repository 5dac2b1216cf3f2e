"""The acronyms of the public copy as pages: all by letter, those nobody explains, and one with its whole story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from sqlite_utils import Database

from archive.errors import NotFound
from archive.public import acronym_evidence, acronym_mentions, acronym_places, acronyms, statistics, store
from archive.public.acronym_evidence import Evidence
from archive.public.acronym_places import Place, Use
from archive.public.acronyms import Acronym, AcronymSense, Order, Spelling
from archive.public.addresses import comment_address, post_address
from archive.public.models import PublicPost
from archive.public.statistics import Point
from archive.text import Span
from plugins.acronyms.contexts import (
    AcronymLine,
    AcronymPage,
    AcronymsPage,
    Letter,
    LetterPart,
    MeaningLine,
    PeriodLine,
    SeenLine,
    SenseView,
    SpellingLine,
    ThreadLine,
    UnexplainedLine,
    UnexplainedPage,
    UseLine,
)
from plugins.acronyms.kept import Kept
from plugins.site import wording
from plugins.site.addresses import (
    ACRONYMS,
    UNEXPLAINED,
    UNEXPLAINED_AT_ONCE,
    acronym_address,
    feed_address,
    letter_address,
    letter_of,
    search_address,
    term_address,
)
from plugins.site.blogs import read_prefixes
from plugins.site.charts import chart
from plugins.site.contexts import Link
from plugins.site.dates import day_text, month_text
from plugins.site.missing import missing_page
from plugins.site.rendering import Elsewhere, Outcome, Shown
from plugins.site.sheets import as_csv

ALL_AT_ONCE = 400
"""With more acronyms each letter has a page of its own, and the first page shows those used most."""

_MOST_USED = 100
_EVIDENCE = 3
_LOOKED_THROUGH = 60
"""Places that say what an acronym means are looked through for so many sentences: one answer may meet two questions."""

_SOURCES = {"glossary": "from the glossary of this archive", "moderator": "given by a moderator"}
_GONE = "The archive has no acronym at this address."
_LOOK = f"It may have lost its last place in the public texts. All there are stand at {ACRONYMS}."


# -- all


def build_acronyms(db: Database, letter: str = "") -> Outcome:
    """Return all acronyms by letter; of very many one letter, or those used most."""
    found = acronyms.list_acronyms(db)
    by_letter = {
        key: list(group) for key, group in groupby(sorted(found, key=_place), key=lambda each: letter_of(each.name))
    }
    is_large, letter = len(found) > ALL_AT_ONCE, letter.upper()
    if letter and letter not in by_letter:
        return Elsewhere(ACRONYMS)
    if letter:
        chosen = {letter: by_letter[letter]}
    elif is_large:
        most = sorted(found, key=lambda each: (-each.item_count, each.id))[:_MOST_USED]
        chosen = {f"The {_MOST_USED} most used": sorted(most, key=_place)}
    else:
        chosen = by_letter
    spellings, senses = acronyms.get_all_spellings(db), acronyms.get_all_senses(db)
    silent = acronyms.count_acronyms(db, unexplained=True)
    page = AcronymsPage(
        told=f"{wording.count(len(found), 'acronym')}, {len(found) - silent:,} of them explained" if found else "",
        unexplained=f"{silent:,} used but never explained" if silent else "",
        letters=tuple(_letter(key, len(each), letter, is_large=is_large) for key, each in by_letter.items()),
        parts=tuple(
            LetterPart(
                key,
                _anchor(key),
                tuple(_line(each, spellings.get(each.id, ()), senses.get(each.id, ())) for each in group),
            )
            for key, group in chosen.items()
        ),
        forms=tuple(
            Link(f"{ACRONYMS}.{form}", told) for form, told in (("csv", "CSV"), ("json", "JSON"), ("ttl", "SKOS"))
        ),
    )
    address = letter_address(letter) if letter else ACRONYMS
    return Shown(page, f"Acronyms: {letter}" if letter else "Acronyms", address, "acronyms")


def _place(acronym: Acronym) -> tuple[bool, str, str, str]:
    letter = letter_of(acronym.name)
    return (not letter.isalpha(), letter, acronym.name.casefold(), acronym.id)


def _anchor(letter: str) -> str:
    return f"letter-{letter.lower()}" if letter.isalpha() else "letter-other"


def _letter(key: str, number: int, chosen: str, *, is_large: bool) -> Letter:
    href = letter_address(key) if is_large or chosen else f"#{_anchor(key)}"
    return Letter(key, href, wording.count(number, "acronym"), key == chosen)


def _line(acronym: Acronym, spellings: Sequence[Spelling], senses: Sequence[AcronymSense]) -> AcronymLine:
    told = wording.count(acronym.item_count, "item")
    if len(spellings) > 1:
        told = f"{told}, {len(spellings)} spellings"
    meanings = tuple(MeaningLine(f"sense:{sense.id}", sense.expansion) for sense in senses)
    return AcronymLine(f"acronym:{acronym.id}", acronym_address(acronym.id), acronym.name, meanings, told)


# -- those that nobody explains


def build_unexplained(db: Database, number: int = 1) -> Outcome:
    """Return a page of the acronyms that are used and never explained, the most used first."""
    total = acronyms.count_acronyms(db, unexplained=True)
    last = max(1, -(-total // UNEXPLAINED_AT_ONCE))
    number = min(number, last)
    found = acronyms.list_acronyms(
        db,
        order=Order.ITEMS,
        unexplained=True,
        offset=(number - 1) * UNEXPLAINED_AT_ONCE,
        limit=UNEXPLAINED_AT_ONCE,
    )
    uses = acronym_places.get_uses(db, [each.id for each in found])
    where = _Where(db, [use.place.post_id for use in uses.values()])
    page = UnexplainedPage(
        told=wording.count(total, "acronym") if total else "",
        lines=tuple(
            UnexplainedLine(
                f"acronym:{each.id}",
                acronym_address(each.id),
                each.name,
                f"{wording.count(each.item_count, 'item')}, {_span_told(each)}",
                where.use(uses[each.id]) if each.id in uses else None,
            )
            for each in found
        ),
        where=f"Page {number} of {last}" if last > 1 else "",
        earlier=Link(_unexplained(number - 1), f"Page {number - 1}") if number > 1 else None,
        later=Link(_unexplained(number + 1), f"Page {number + 1}") if number < last else None,
    )
    return Shown(page, "Used but never explained", _unexplained(number), "acronyms")


def _unexplained(number: int) -> str:
    return f"{UNEXPLAINED}?page={number}" if number > 1 else UNEXPLAINED


def _span_told(acronym: Acronym) -> str:
    first, last = (acronym.first_seen or "")[:4], (acronym.last_seen or "")[:4]
    if not first:
        return "no date known"
    return first if first == last else f"{first} to {last}"


# -- one


def build_acronym(db: Database, kept: Kept, wanted: str) -> Outcome:
    """Return the page of an acronym; a spelling of one leads to it."""
    try:
        found = acronyms.get_acronym(db, wanted)
    except NotFound:
        meant = acronyms.find_acronym(db, wanted)
        return Elsewhere(acronym_address(meant.id)) if meant else missing_page(_GONE, _LOOK)
    senses = acronyms.get_senses(db, found.id)
    evidence = {
        sense.id: acronym_evidence.get_evidence(db, found.id, sense.id, limit=_LOOKED_THROUGH) for sense in senses
    }
    ends = acronym_places.first_and_last(db, found.id)
    threads = acronym_places.get_threads(db, found.id)
    posts = {each.post_id for each in threads} | {place.post_id for place in ends if place}
    posts |= {each.post_id for group in evidence.values() for each in group}
    where = _Where(db, posts)
    points = get_years(db, kept, found.id)
    dated = sum(point.count for point in points)
    page = AcronymPage(
        owner=f"acronym:{found.id}",
        name=found.name,
        told=f"{wording.count(found.mention_count, 'time')} in {_items(found.item_count)}",
        senses=tuple(_sense(each, evidence[each.id], where) for each in senses),
        spellings=tuple(
            SpellingLine(each.spelling, each.mention_count, each.item_count)
            for each in acronyms.get_spellings(db, found.id)
        ),
        first=where.seen(ends[0]),
        last=where.seen(ends[1]) if ends[0] != ends[1] else None,
        chart=chart("Per 10,000 words of each year", [p.period for p in points], [[p.per_10_000 for p in points]]),
        years=tuple(PeriodLine(p.period, (f"{p.count:,}", f"{p.per_10_000:,.2f}")) for p in points if dated),
        undated=_undated(found.mention_count - dated),
        years_csv=f"{acronym_address(found.id)}/years.csv",
        feed=feed_address("acronym", found.id),
        timeline=term_address(found.name),
        related=tuple(
            AcronymLine(
                f"acronym:{each.acronym.id}",
                acronym_address(each.acronym.id),
                each.acronym.name,
                (),
                f"{each.together:,} together",
            )
            for each in acronyms.get_related(db, found.id)
        ),
        threads=tuple(
            ThreadLine(each.post_id, *where.thread(each.post_id), wording.count(each.mention_count, "time"))
            for each in threads
            if where.knows(each.post_id)
        ),
        search=search_address(found.name),
    )
    return Shown(page, f"Acronym: {found.name}", acronym_address(found.id), "acronyms")


def get_years(db: Database, kept: Kept, acronym_id: str) -> list[Point]:
    """Return how often an acronym was used in each year, from the first year with words to the last."""
    words = kept.get(db, ("words", "year"), lambda: statistics.words_per_period(db, "year"), lasting=True)
    return statistics.timeline(acronym_mentions.mentions_per_period(db, acronym_id), words)


def years_as_csv(db: Database, kept: Kept, wanted: str) -> str:
    """Return the years of an acronym as a table; raise NotFound when there is no such acronym."""
    points = get_years(db, kept, acronyms.get_acronym(db, wanted).id)
    rows = [(p.period, p.count, p.words, f"{p.per_10_000:.2f}") for p in points]
    return as_csv(("year", "times", "words", "per_10_000_words"), rows)


def _undated(number: int) -> str:
    if number <= 0:
        return ""
    return f"{number:,} more {'stands' if number == 1 else 'stand'} in texts without a date"


def _items(number: int) -> str:
    return wording.count(number, "post or comment", "posts and comments")


def _sense(sense: AcronymSense, evidence: Sequence[Evidence], where: _Where) -> SenseView:
    sentences: dict[tuple[str, Span], Evidence] = {}
    for each in evidence:
        sentences.setdefault((each.definition.item_id, each.sentence), each)
    chosen = [each for each in sentences.values() if where.knows(each.post_id)][:_EVIDENCE]
    shown = tuple(map(where.evidence, chosen))
    more = sense.evidence_count - (len(evidence) - len(sentences)) - len(shown)
    told = [_SOURCES[sense.source]] if sense.source in _SOURCES else []
    told += [f"meant in {_items(sense.item_count)}"]
    return SenseView(
        owner=f"sense:{sense.id}",
        anchor=f"sense-{sense.id}",
        text=sense.expansion,
        note=sense.note,
        told=", ".join(told),
        evidence=shown,
        more=f"{more:,} more {'place says' if more == 1 else 'places say'} so" if shown and more > 0 else "",
    )


class _Where:
    """Titles and addresses of some posts and of what stands under them."""

    def __init__(self, db: Database, post_ids: Iterable[str]) -> None:
        self._prefixes = read_prefixes(db)
        items = store.get_items(db, set(post_ids))
        self._posts: Mapping[str, PublicPost] = {
            item_id: item for item_id, item in items.items() if isinstance(item, PublicPost)
        }

    def knows(self, post_id: str) -> bool:
        return post_id in self._posts

    def thread(self, post_id: str) -> tuple[str, str]:
        """Return the address of a post and its title."""
        post = self._posts[post_id]
        return post_address(post, self._prefixes.get(post.site_id)), wording.title_of(post)

    def href(self, post_id: str, item_id: str) -> str:
        """Return the address of an item; one whose post is not here has none."""
        post = self._posts.get(post_id)
        if post is None:
            return ""
        prefix = self._prefixes.get(post.site_id)
        return post_address(post, prefix) if item_id == post_id else comment_address(post, item_id, prefix)

    def seen(self, place: Place | None) -> SeenLine | None:
        if place is None or place.day is None:
            return None
        return SeenLine(_told_day(place.day), self.href(place.post_id, place.item_id), place.post_id)

    def use(self, use: Use) -> UseLine | None:
        if not self.knows(use.place.post_id):
            return None
        return self._line(use.place, use.words, (use.span.start, use.span.end))

    def evidence(self, evidence: Evidence) -> UseLine:
        place = Place(evidence.definition.item_id, evidence.post_id, evidence.day)
        long, start = evidence.definition.long, evidence.sentence.start
        return self._line(place, evidence.words, (max(0, long.start - start), max(0, long.end - start)))

    def _line(self, place: Place, words: str, marked: tuple[int, int]) -> UseLine:
        start, end = marked
        return UseLine(
            item=place.item_id,
            post=place.post_id,
            href=self.href(place.post_id, place.item_id),
            title=wording.title_of(self._posts[place.post_id]),
            before=words[:start],
            words=words[start:end],
            after=words[end:],
            dated=_told_day(place.day) if place.day else "",
        )


def _told_day(day: str) -> str:
    """Return a day, a month or a year in words, as exactly as it is known."""
    if len(day) >= 10:
        return day_text(day[:10])
    return month_text(day) if len(day) == 7 else day
