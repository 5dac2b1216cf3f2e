"""Which spellings are one acronym, under which id and name: what the rules say, and moderators otherwise."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from archive.acronyms import get_key, group_spellings, related_keys
from archive.curation.acronyms import Corrections
from archive.redaction.words import Words

_NO_SLUG = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Group:
    """One acronym: its spellings with their counts, the most frequent first."""

    id: str
    name: str
    spellings: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words that must stand nowhere, and words that must not be told of single items."""

    everywhere: Sequence[Words] = ()
    here: Mapping[str, Sequence[Words]] = field(default_factory=dict)

    def among(self, values: Iterable[str]) -> set[str]:
        """Return which of some values hold words that must stand nowhere."""
        all_values = sorted(set(values))
        whole = "\n".join(all_values)
        # one look at all of them together: hardly any word stands there
        likely = [words for words in self.everywhere if words.stands_in_slug(whole)]
        # ids are addresses, and the gate reads them so
        return {value for value in all_values if any(words.stands_in_slug(value) for words in likely)}

    def is_told(self, item_id: str, values: Iterable[str]) -> bool:
        """True when some values tell words that are hidden in an item."""
        words = self.here.get(item_id, ())
        return any(each.stands_in(value) or each.stands_in_slug(value) for value in values for each in words)


def find_relatives(
    keys: Iterable[str], spelt: Mapping[str, str | None], given: Corrections, is_known: Callable[[str], bool]
) -> set[str]:
    """Return these keys of acronyms with all that may be, or were, one acronym with any of them.

    `spelt` gives by spelling the acronym that it was until now; `is_known` says whether a key stands in the texts.
    """
    bound: dict[str, set[str]] = defaultdict(set)
    for spelling, acronym_id in spelt.items():
        if acronym_id is not None:
            bound[f"#{acronym_id}"].add(get_key(spelling))
            bound[get_key(spelling)].add(f"#{acronym_id}")
    for spelling, home in given.homes.items():
        bound[get_key(spelling)].add(get_key(home))
        bound[get_key(home)].add(get_key(spelling))
    found: set[str] = set()
    left = list(keys)
    while left:
        key = left.pop()
        if key not in found:
            found.add(key)
            left += bound.get(key, ())
            left += () if key.startswith("#") else filter(is_known, related_keys(key))
    return {key for key in found if not key.startswith("#")}


def make_groups(
    counts: Mapping[str, int], expansions: Mapping[str, Iterable[str]], given: Corrections, hidden: Hidden
) -> list[Group]:
    """Return the acronyms that counted spellings make; those that would say hidden words are left out."""
    members: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    names: dict[tuple[str, str], str] = {}
    for found in group_spellings(counts, expansions):
        settled = next((_home(spelling, given) for spelling, _ in found.spellings if spelling in given.homes), None)
        for spelling, count in found.spellings:
            home = _home(spelling, given) if spelling in given.homes else settled
            place = ("auto", found.key) if home is None else ("home", home)
            members[place][spelling] += count
            names.setdefault(place, found.canonical if home is None else home)
    groups = []
    for place, spellings in members.items():
        ordered = tuple(sorted(spellings.items(), key=lambda one: (-one[1], one[0])))
        name = names[place] if place[0] == "auto" or names[place] in spellings else ordered[0][0]
        slug = _slug(get_key(place[1]))
        # after a split the address stays with what it was given to then
        is_first = slug in given.homes and place == ("home", _home(slug, given))
        groups.append((slug, not is_first, _called(name, ordered, given), ordered))
    return _without_hidden(_numbered(groups), hidden)


def _home(spelling: str, given: Corrections) -> str:
    """Return the home of a spelling, and of that home; a ring, which nothing of ours makes, ends where it closes."""
    seen = {spelling}
    home = given.homes[spelling]
    while home not in seen and home in given.homes:
        seen.add(home)
        home = given.homes[home]
    return home


def _called(name: str, spellings: Sequence[tuple[str, int]], given: Corrections) -> str:
    return next((given.names[spelling] for spelling, _ in spellings if spelling in given.names), name)


def _slug(word: str) -> str:
    return _NO_SLUG.sub("-", word).strip("-") or "acronym"


def _numbered(groups: Iterable[tuple[str, bool, str, tuple[tuple[str, int], ...]]]) -> list[Group]:
    """Give ids to groups: those with the same letters are numbered, the rest of a split first, by first spellings."""
    found: dict[str, Group] = {}
    for slug, _, name, spellings in sorted(groups, key=lambda one: (*one[:2], min(spelling for spelling, _ in one[3]))):
        number, key = 1, slug
        while key in found:
            number += 1
            key = f"{slug}-{number}"
        found[key] = Group(key, name, spellings)
    return list(found.values())


def _without_hidden(groups: Sequence[Group], hidden: Hidden) -> list[Group]:
    values = {group.id: (group.id, group.name, *(spelling for spelling, _ in group.spellings)) for group in groups}
    told = hidden.among(value for each in values.values() for value in each)
    return [group for group in groups if told.isdisjoint(values[group.id])]
