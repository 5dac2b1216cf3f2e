"""Figures of acronyms over labelled comments: what was found, what was taken that should not have been."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.acronyms import group_spellings
from archive.acronyms.batch import disambiguate_records, find_in_records

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
    wrong_expansions: frozenset[Pair]
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
            f"wrong expansions {len(self.wrong_expansions)}, groups {self.groups_right} of {self.groups}"
        )


@dataclass(frozen=True, slots=True)
class Choices:
    """Counts over labelled places of ambiguous acronyms."""

    right: int
    wrong: int
    """An expansion that is not the one meant, also where none can be told."""
    missed: int
    left_open: int
    """No answer where there is none."""


def load(*names: str) -> list[Row]:
    """Return the labelled comments of some files."""
    return [json.loads(line) for name in names for line in (LABELS / name).read_text("utf-8").splitlines()]


def measure(rows: Sequence[Row]) -> Figures:
    """Return the figures of our own rules, as `threadkeep acronyms --jsonl --thread` answers them."""
    records = [{"id": row["id"], "thread": row.get("thread"), "text": row["text"]} for row in rows]
    found = list(find_in_records(list(enumerate(records, start=1)), threads=True))
    spans = [[(one["start"], one["end"]) for one in answer["acronyms"]] for answer in found]
    pairs = [[(pair["short"], pair["long"]) for pair in answer["pairs"]] for answer in found]
    return compare(rows, spans, pairs)


def measure_senses(rows: Sequence[Row]) -> Choices:
    """Return the figures of the senses chosen, as `threadkeep acronyms --jsonl --disambiguate` answers them."""
    answers = list(disambiguate_records(list(enumerate(rows, start=1))))
    asked = [row for row in rows if "train" not in row]
    count: Counter[str] = Counter()
    for row, answer in zip(asked, answers, strict=True):
        given, meant = answer["expansion"], row["expansion"]
        right = "left_open" if meant is None else "right"
        count[right if given == meant else "missed" if given is None else "wrong"] += 1
    return Choices(count["right"], count["wrong"], count["missed"], count["left_open"])


def compare(
    rows: Sequence[Row], spans: Sequence[Iterable[tuple[int, int]]], pairs: Sequence[Iterable[Pair]]
) -> Figures:
    """Return the figures of mentions and pairs that somebody found in the comments."""
    count: Counter[str] = Counter()
    wrong: set[Pair] = set()
    for row, found, explained in zip(rows, spans, pairs, strict=True):
        _count_mentions(row, set(found), count)
        wrong |= _count_pairs(row, set(explained), count)
    right, groups = _count_groups(rows, spans, pairs)
    return Figures(
        right=count["right"],
        wrong=count["wrong"],
        missed=count["missed"],
        shouted_taken=count["shouted_taken"],
        shouted=count["shouted"],
        pairs_found=count["pairs_found"],
        pairs=count["pairs"],
        wrong_expansions=frozenset(wrong),
        groups_right=right,
        groups=groups,
    )


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


def _count_pairs(row: Row, found: set[Pair], count: Counter[str]) -> set[Pair]:
    """Return the pairs that are wrong.

    Jokes and codes in other words are neither required nor wrong, as tests/labels/README.md says.
    """
    allowed = {_plain(one["short"], one["long"]) for one in row["pairs"]}
    wanted = {_plain(one["short"], one["long"]) for one in row["pairs"] if not one.get("joke") and not one.get("gloss")}
    got = {_plain(*one): one for one in found}
    count["pairs"] += len(wanted)
    count["pairs_found"] += len(wanted & got.keys())
    return {got[pair] for pair in got.keys() - allowed}


def _plain(short: str, long: str) -> Pair:
    return short.removesuffix("s").casefold(), long.casefold()


def _count_groups(
    rows: Sequence[Row], spans: Sequence[Iterable[tuple[int, int]]], pairs: Sequence[Iterable[Pair]]
) -> tuple[int, int]:
    """Return how many labelled groups of spellings, of those in these comments, came out whole and unmixed.

    The spellings grouped are those found; a spelling that is no mention counts against the group it joins.
    """
    wanted: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for row, found in zip(rows, spans, strict=True):
        labelled = {one["start"]: one["text"] for one in row["mentions"]}
        for one in row["mentions"]:
            wanted[one["canonical"]].add(one["text"])
        counts.update(labelled.get(start, row["text"][start:end]) for start, end in found)
    expansions: dict[str, list[str]] = defaultdict(list)
    for explained in pairs:
        for short, long in explained:
            expansions[short].append(long)
    made = {frozenset(spelling for spelling, _ in group.spellings) for group in group_spellings(counts, expansions)}
    return sum(frozenset(spellings) in made for spellings in wanted.values()), len(wanted)
