"""Spellings of one acronym brought together: case, plural, dots, an e in front, one slip of the finger.

`OASys`, `OASYS`, `oasys`, `eOASys` and `O.A.S.Y.S.` are one group. ARMS and arms are not: small letters that are an
English word or a name never were mentions (`mentions`), so they do not come here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.acronyms.lexicon import get_key
from archive.acronyms.senses import are_same, get_sense_key

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_RARE = 4
"""A slip is at least so many times rarer than what it is a slip of, where no expansion tells."""


@dataclass(frozen=True, slots=True)
class SpellingGroup:
    """One acronym in all the ways it is written."""

    canonical: str
    key: str
    spellings: tuple[tuple[str, int], ...]
    """Each spelling with its count, the most frequent first."""


def group_spellings(
    counts: Mapping[str, int], expansions: Mapping[str, Iterable[str]] | None = None
) -> list[SpellingGroup]:
    """Return the groups of the spellings counted, by canonical spelling.

    `expansions` gives long forms by short form, as definitions found them; they decide about slips.

    >>> [(one.canonical, len(one.spellings)) for one in group_spellings({"OASys": 5, "eoasys": 1, "PSRs": 2})]
    [('OASys', 2), ('PSR', 1)]
    """
    by_key: dict[str, Counter[str]] = defaultdict(Counter)
    for spelling, count in counts.items():
        by_key[get_key(spelling)][spelling] += count
    senses: dict[str, set[str]] = defaultdict(set)
    for short, longs in (expansions or {}).items():
        senses[get_key(short)].update(map(get_sense_key, longs))
    home = {key: key for key in by_key}
    for key in sorted(by_key):
        _join(home, key, _plural_of(key, by_key) or _prefixed(key, by_key))
    for key in sorted(by_key, key=lambda key: (sum(by_key[key].values()), key)):
        if home[key] == key:
            _join(home, key, _slip_of(key, by_key, senses, home))
    members: dict[str, Counter[str]] = defaultdict(Counter)
    for key, spellings in by_key.items():
        members[_root(home, key)].update(spellings)
    return sorted((_make(key, spellings) for key, spellings in members.items()), key=lambda group: group.canonical)


def related_keys(key: str) -> set[str]:
    """Return the keys that may be found to be one acronym with this one, whatever their counts and expansions.

    >>> related_keys("psr") >= {"psrs", "epsr"}, related_keys("oasys") >= {"oassys", "osays", "oasy"}
    (True, True)
    """
    found = {key + "s", "e" + key, key.removesuffix("s"), key.removeprefix("e")} - {key, ""}
    if len(key) < 3 or not key.isalpha():
        return found
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        found.update(head + letter + tail for letter in _LETTERS)
        if len(key) > 3:
            found.add(head + tail[1:])
            found.add(head + tail[1:2] + tail[:1] + tail[2:])
            found.update(head + letter + tail[1:] for letter in _LETTERS)
    return found - {key}


def _join(home: dict[str, str], key: str, other: str | None) -> None:
    if other is not None and _root(home, other) != key:
        home[key] = _root(home, other)


def _root(home: Mapping[str, str], key: str) -> str:
    while home[key] != key:
        key = home[key]
    return key


def _plural_of(key: str, by_key: Mapping[str, Counter[str]]) -> str | None:
    """Return the key that this one is a plural of, or whose last letter was taken for a plural s (OASYs)."""
    spellings = by_key[key]
    if key + "s" in by_key and all(spelling.endswith("s") for spelling in spellings) and _has_real_s(by_key[key + "s"]):
        return key + "s"
    single = key.removesuffix("s")
    if single == key or len(single) < 2 or single not in by_key:
        return None
    if all(spelling.endswith("s") for spelling in spellings) and not all(one.endswith("s") for one in by_key[single]):
        return single if len(single) > 2 or not any(map(str.islower, spellings)) else None
    is_shouted = len(single) > 2 and all(one.isupper() or one.islower() for one in spellings)
    return single if is_shouted and sum(by_key[single].values()) >= 2 * sum(spellings.values()) else None


def _has_real_s(spellings: Iterable[str]) -> bool:
    return any(
        spelling.endswith("S") or spelling[:-1].islower() or not spelling[:-1].isupper() for spelling in spellings
    )


def _prefixed(key: str, by_key: Mapping[str, Counter[str]]) -> str | None:
    """Return the key without an e in front (eOASys), when that is written too."""
    rest = key[1:]
    if not key.startswith("e") or rest not in by_key or len(rest) < 3:
        return None
    spelled = all(one[0] == "e" and (one[1:2].isupper() or one[1:2] == "-" or len(rest) > 3) for one in by_key[key])
    return rest if spelled else None


def _slip_of(
    key: str, by_key: Mapping[str, Counter[str]], senses: Mapping[str, set[str]], home: Mapping[str, str]
) -> str | None:
    """Return the commonest key that is one slip away and means the same, or is far commoner and only transposed."""
    if len(key) < 4 or not key.isalpha():
        return None
    mine = sum(by_key[key].values())
    best: tuple[int, str] | None = None
    for other in _neighbours(key, by_key):
        count = sum(by_key[other].values())
        if count < mine or (count == mine and other > key) or _root(home, other) == key:
            continue
        here, there = senses.get(key, set()), senses.get(other, set())
        same = any(are_same(one, two) for one in here for two in there)
        if same or (not here and count >= _RARE * mine and _is_slip(key, other)):
            best = max(best or (0, ""), (count, other))
    return best[1] if best else None


def _neighbours(key: str, by_key: Mapping[str, Counter[str]]) -> list[str]:
    letters = sorted(set("".join(by_key)) if len(by_key) < 40 else _LETTERS)
    found: set[str] = set()
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        found.add(head + tail[1:])
        found.add(head + tail[1:2] + tail[:1] + tail[2:])
        found.update(head + letter + rest for letter in letters for rest in (tail, tail[1:]))
    return sorted((found & by_key.keys()) - {key})


def _is_slip(key: str, other: str) -> bool:
    """True for two letters in the wrong order, or one doubled or dropped beside its like."""
    if len(key) == len(other):
        return sorted(key) == sorted(other)
    longer, shorter = (key, other) if len(key) > len(other) else (other, key)
    return len(shorter) >= 4 and any(
        longer[at] == longer[at - 1] and longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer))
    )


def _make(key: str, spellings: Counter[str]) -> SpellingGroup:
    singles: Counter[str] = Counter()
    for spelling, count in spellings.items():
        singles[_single(spelling, key)] += count
    canonical = max(singles, key=lambda one: (singles[one] * (not one.islower()), _care(one), one))
    ordered = sorted(spellings.items(), key=lambda item: (-item[1], item[0]))
    return SpellingGroup(canonical, key, tuple(ordered))


def _single(spelling: str, key: str) -> str:
    """Return a spelling without its plural s, when the key of the group has none."""
    plain = "".join(letter for letter in spelling if letter.isalnum()).casefold()
    return spelling[:-1] if plain == key + "s" and spelling.endswith("s") else spelling


def _care(spelling: str) -> int:
    """Return how carefully a spelling is written: small letters and dots least."""
    return 2 * (not spelling.islower()) + (not spelling.istitle() or len(spelling) < 3) + ("." not in spelling)
