"""Figures of acronyms over labelled comments: what was found, what was taken that should not have been."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.acronyms import Lexicon, find_answers, group_spellings, read

LABELS = Path(__file__).parent / "labels"
Row = dict[str, Any]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over a labelled set."""

    right: int
    wrong: int
    missed: int
    shouted_taken: int
    shouted: int
    pairs_found: int
    pairs: int
    wrong_expansions: int
    groups_right: int
    groups: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f}, recall {self.recall:.3f}, "
            f"shouted taken {self.shouted_taken} of {self.shouted}, definitions {self.pairs_found} of {self.pairs}, "
            f"wrong expansions {self.wrong_expansions}, groups {self.groups_right} of {self.groups}"
        )


def load(*names: str) -> list[Row]:
    """Return the labelled comments of some files."""
    return [json.loads(line) for name in names for line in (LABELS / name).read_text("utf-8").splitlines()]


def measure(rows: Sequence[Row]) -> Figures:
    """Return the figures of our own rules, with the lexicon of all the comments."""
    readings = [read(row["text"]) for row in rows]
    lexicon = Lexicon.gather(reading.sightings for reading in readings)
    spans = [[(one.span.start, one.span.end) for one in reading.mentions(lexicon)] for reading in readings]
    pairs = [[(one.short, one.long) for one in reading.definitions] for reading in readings]
    for index, row in enumerate(rows):
        pairs[index] += _replies(rows, index, {short for short, _ in pairs[index]}) if row.get("thread") else []
    return compare(rows, spans, pairs)


def compare(
    rows: Sequence[Row], spans: Sequence[Iterable[tuple[int, int]]], pairs: Sequence[Iterable[Pair]]
) -> Figures:
    """Return the figures of mentions and pairs that somebody found in the comments."""
    count: Counter[str] = Counter()
    for row, found, explained in zip(rows, spans, pairs, strict=True):
        _count_mentions(row, set(found), count)
        _count_pairs(row, set(explained), count)
    right, groups = _count_groups(rows, pairs)
    return Figures(
        right=count["right"],
        wrong=count["wrong"],
        missed=count["missed"],
        shouted_taken=count["shouted_taken"],
        shouted=count["shouted"],
        pairs_found=count["pairs_found"],
        pairs=count["pairs"],
        wrong_expansions=count["wrong_expansions"],
        groups_right=right,
        groups=groups,
    )


def _replies(rows: Sequence[Row], index: int, known: set[str]) -> list[Pair]:
    """Return what a comment answers of those before it in its thread."""
    earlier = [row for row in rows[:index] if row.get("thread") == rows[index]["thread"]]
    answers = [one for row in earlier for one in find_answers(row["text"], rows[index]["text"])]
    return [(one.short, one.long) for one in answers if one.short not in known]


def _count_mentions(row: Row, found: set[tuple[int, int]], count: Counter[str]) -> None:
    """A span that differs by a final s or 's alone counts as found, as tests/labels/README.md says."""
    labelled = {one["start"]: one["end"] for one in row["mentions"]}
    for start, end in found:
        if start in labelled and abs(labelled[start] - end) <= 2:
            count["right"] += 1
        elif not _overlaps((start, end), row["ignore"]):
            count["wrong"] += 1
        count["shouted_taken"] += _overlaps((start, end), row["shouted"])
    count["shouted"] += len(row["shouted"])
    starts = dict(found)
    count["missed"] += sum(start not in starts or abs(starts[start] - end) > 2 for start, end in labelled.items())


def _overlaps(span: tuple[int, int], others: Iterable[Sequence[int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in others)


def _count_pairs(row: Row, found: set[Pair], count: Counter[str]) -> None:
    wanted = {_plain(one["short"], one["long"]): bool(one.get("joke")) for one in row["pairs"]}
    got = {_plain(*one) for one in found}
    count["pairs"] += sum(not joke for joke in wanted.values())
    count["pairs_found"] += sum(pair in got for pair, joke in wanted.items() if not joke)
    count["wrong_expansions"] += sum(pair not in wanted for pair in got)


def _plain(short: str, long: str) -> Pair:
    return short.removesuffix("s").casefold(), long.casefold()


def _count_groups(rows: Sequence[Row], pairs: Sequence[Iterable[Pair]]) -> tuple[int, int]:
    """Return how many labelled groups of spellings, of those in these comments, came out whole and unmixed."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for one in row["mentions"]:
            wanted[one["canonical"]].add(one["text"])
    counts = Counter(one["text"] for row in rows for one in row["mentions"])
    expansions: dict[str, list[str]] = defaultdict(list)
    for found in pairs:
        for short, long in found:
            expansions[short].append(long)
    made = {frozenset(spelling for spelling, _ in group.spellings) for group in group_spellings(counts, expansions)}
    return sum(frozenset(spellings) in made for spellings in wanted.values()), len(wanted)
