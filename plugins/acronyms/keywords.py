"""The words typical of a year, a topic or a thread, against everything else in the archive (log-likelihood)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from archive.public import statistics, store, topics, vocabulary
from archive.public.addresses import post_address
from archive.public.statistics import PER, Key
from plugins.acronyms.contexts import KeyLine, KeywordsPage
from plugins.acronyms.kept import Kept
from plugins.site import wording
from plugins.site.addresses import KEYWORDS, keywords_address, period_address, tag_address, term_address
from plugins.site.blogs import read_prefixes
from plugins.site.contexts import Link
from plugins.site.missing import missing_page
from plugins.site.rendering import Outcome, Shown
from plugins.site.sheets import as_csv

SHOWN = 50
_GONE = "The archive has no year, topic or thread of that name to look at."
_LOOK = f"Choose one at {KEYWORDS}."


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the archive: how it is asked for, what it is called, whose name that is, and its own page."""

    kind: str
    value: str
    name: str
    owner: str
    back: Link
    told: str


@dataclass(frozen=True, slots=True)
class Keys:
    """The typical words of a part, with how many words it and the rest have."""

    keys: tuple[Key, ...]
    words: int
    others: int


def build_keywords(db: Database, kept: Kept, given: Mapping[str, str]) -> Outcome:
    """Return the typical words of what was asked for; without anything what can be asked for."""
    if not any(given.get(kind) for kind in _PARTS):
        return _build_choice(db, kept)
    part = find_part(db, given)
    if part is None:
        return missing_page(_GONE, _LOOK)
    found = get_keys(db, kept, part)
    page = KeywordsPage(
        name=part.name,
        owner=part.owner,
        back=part.back,
        told=f"{wording.count(found.words, 'word')} of {part.told}, against {wording.count(found.others, 'other')}",
        lines=tuple(_line(key, found) for key in found.keys),
        csv=keywords_address(part.kind, part.value).replace("?", ".csv?", 1),
        years=(),
        topics=(),
    )
    item = part.value if part.kind == "post" else ""
    return Shown(page, f"Words typical of {part.name}", keywords_address(part.kind, part.value), "acronyms", item=item)


def _build_choice(db: Database, kept: Kept) -> Outcome:
    years = kept.get(db, ("words", "year"), lambda: statistics.words_per_period(db, "year"), lasting=True)
    page = KeywordsPage(
        name="",
        owner="",
        back=None,
        told="",
        lines=(),
        csv="",
        years=tuple(Link(keywords_address("year", year), year) for year in sorted(years, reverse=True)),
        topics=tuple(
            Link(keywords_address("tag", each.id), each.name, f"tag:{each.id}")
            for each in topics.get_topics(db).values()
        ),
    )
    return Shown(page, "Typical words", KEYWORDS, "acronyms")


def as_file(db: Database, kept: Kept, part: Part) -> str:
    """Return the typical words of a part as CSV."""
    found = get_keys(db, kept, part)
    columns = ("word", "here", "per_10_000_here", "elsewhere", "per_10_000_elsewhere", "log_likelihood")
    return as_csv(columns, (_cells(key, found) for key in found.keys))


def _cells(key: Key, found: Keys) -> tuple[str | int, ...]:
    here, elsewhere = PER * key.here / found.words, PER * key.elsewhere / max(1, found.others)
    return (key.word, key.here, f"{here:.2f}", key.elsewhere, f"{elsewhere:.2f}", f"{key.likelihood:.1f}")


def _line(key: Key, found: Keys) -> KeyLine:
    _, here, per_here, elsewhere, per_elsewhere, likelihood = _cells(key, found)
    return KeyLine(
        key.word, term_address(key.word), int(here), str(per_here), int(elsewhere), str(per_elsewhere), str(likelihood)
    )


def get_keys(db: Database, kept: Kept, part: Part) -> Keys:
    """Return the words typical of a part, counted once for each version of the public copy."""
    whole = kept.get(db, ("vocabulary",), lambda: vocabulary.count_vocabulary(db), lasting=True)

    def find() -> Keys:
        here = _PARTS[part.kind].count(db, part.value)
        rest = whole.without(here)
        return Keys(tuple(statistics.keyness(here, rest, SHOWN)), sum(here.values()), sum(rest.values()))

    return kept.get(db, ("keywords", part.kind, part.value), find)


# -- parts


def find_part(db: Database, given: Mapping[str, str]) -> Part | None:
    """Return the part of the archive that is asked for, None when there is none of that name."""
    for kind, known in _PARTS.items():
        if value := given.get(kind):
            return known.find(db, value)
    return None


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of part: how one is found, and how its words are counted."""

    find: Callable[[Database, str], Part | None]
    count: Callable[[Database, str], Mapping[str, int]]


def _find_year(db: Database, value: str) -> Part | None:  # noqa: ARG001 - the signature of every kind
    if not (value.isascii() and value.isdigit() and len(value) == 4):
        return None
    return Part("year", value, value, "", Link(period_address(value), value), "the texts of that year")


def _find_tag(db: Database, value: str) -> Part | None:
    found = topics.find_topic(db, value)
    if found is None:
        return None
    back = Link(tag_address(found.id), found.name, f"tag:{found.id}")
    return Part("tag", found.id, found.name, f"tag:{found.id}", back, "what carries the topic")


def _find_post(db: Database, value: str) -> Part | None:
    found = store.find_post(db, store.resolve(db, value) or "")
    if found is None:
        return None
    stands = post_address(found, read_prefixes(db).get(found.site_id))
    title = found.title or "a post without a title"
    return Part("post", found.id, title, found.id, Link(stands, title, found.id), "the post and its comments")


_PARTS: Mapping[str, _Kind] = {
    "year": _Kind(_find_year, lambda db, value: vocabulary.words_of_year(db, int(value))),
    "tag": _Kind(_find_tag, lambda db, value: vocabulary.words_of_items(db, topics.get_tagged_ids(db, value))),
    "post": _Kind(_find_post, vocabulary.words_of_thread),
}
