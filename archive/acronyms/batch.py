"""Acronyms of texts given as JSON lines, for evaluation and for other programs.

All lines are read before the first is answered: together they are the lexicon that each is judged by. A line that
cannot be read is left out and named; the others are answered nevertheless.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from archive.acronyms.choosing import Chooser, Place
from archive.acronyms.definition import Definition
from archive.acronyms.lexicon import Lexicon, get_key
from archive.acronyms.mentions import Mention, Reading, read
from archive.acronyms.spellings import group_spellings
from archive.acronyms.threads import Answer, Turn, find_thread_answers
from archive.errors import WrongUse

Record = dict[str, Any]


def read_lines(lines: Iterable[bytes], *, disambiguate: bool = False) -> tuple[list[tuple[int, Record]], list[str]]:
    """Return the records that lines of JSON hold, with their line numbers, and a sentence for each line that has none.

    Empty lines are passed over. Raises WrongUse for a first line {"train": ...} that cannot be learned from, since
    every answer would then be another.
    """
    records: list[tuple[int, Record]] = []
    problems: list[str] = []
    for number, line in enumerate(lines, start=1):
        stripped = line.strip() if number > 1 else line.removeprefix(b"\xef\xbb\xbf").strip()
        if not stripped:
            continue
        try:
            record = json.loads(stripped.decode("utf-8"))
        except (ValueError, RecursionError):
            record = None
        is_training = disambiguate and not records and isinstance(record, dict) and "train" in record
        try:
            records.append((number, _check(number, record, disambiguate, is_training)))
        except WrongUse as problem:
            if is_training:
                raise
            problems.append(str(problem))
    return records, problems


def _check(number: int, record: object, disambiguate: bool, is_training: bool) -> Record:
    """Return a record that has all that is needed; raise WrongUse, naming the line, for another."""
    if not isinstance(record, dict):
        raise WrongUse(f"Line {number} is not a JSON object in UTF-8: mend it and try again.")
    if is_training:
        _check_training(number, record["train"])
    elif disambiguate:
        _demand(
            number, record, id=(str, int), text=(str,), acronym=(str,), start=(int,), end=(int,), candidates=(list,)
        )
        _demand_place(number, record)
    else:
        _demand(number, record, id=(str, int), text=(str,))
    return record


def find_in_records(records: Sequence[tuple[int, Record]], *, threads: bool) -> Iterator[Record]:
    """Return for each {"id", "text"} its {"id", "pairs", "acronyms"}, in order.

    With `threads`, neighbours with the same "thread" are one conversation: a pair of question and reply stands with the
    reply, its `short_span` being in the text of `short_id`. The records are those of `read_lines`.
    """
    readings = [read(record["text"]) for _, record in records]
    answers = _find_answers([record for _, record in records], readings) if threads else {}
    answered = [pair["short"] for pairs in answers.values() for pair in pairs]
    lexicon = Lexicon.gather((reading.sightings for reading in readings), answered)
    mentions = [reading.mentions(lexicon) for reading in readings]
    canonical = _name_groups(mentions, readings, answers)
    return (
        {
            "id": record["id"],
            "pairs": [*map(_pair, reading.definitions), *answers.get(index, ())],
            "acronyms": [_acronym(mention, canonical) for mention in found],
        }
        for index, ((_, record), reading, found) in enumerate(zip(records, readings, mentions, strict=True))
    )


def disambiguate_records(records: Sequence[tuple[int, Record]]) -> Iterator[Record]:
    """Return for each {"id", "text", "acronym", "start", "end", "candidates"} its {"id", "expansion"}, in order.

    The first record may be {"train": [...]}, places with their "expansion". An expansion is None where
    nothing speaks for one candidate more than for the others. The records are those of `read_lines`.
    """
    chooser = Chooser()
    rest = list(records)
    if rest and "train" in rest[0][1]:
        for example in rest.pop(0)[1]["train"]:
            chooser.add(_place(example), example["expansion"])
    return (
        {"id": record["id"], "expansion": chooser.choose(_place(record), record["candidates"])} for _, record in rest
    )


def _demand(number: int, record: Mapping[str, Any], **kinds: tuple[type, ...]) -> None:
    for name, allowed in kinds.items():
        value = record.get(name)
        if not isinstance(value, allowed) or isinstance(value, bool):
            wanted = {str: "a text", int: "a number", list: "a list"}[allowed[0]]
            raise WrongUse(f'Line {number} has no "{name}" that is {wanted}: add it and try again.')


def _demand_place(number: int, record: Mapping[str, Any]) -> None:
    if not 0 <= record["start"] <= record["end"] <= len(record["text"]):
        raise WrongUse(f'Line {number} has a "start" and "end" outside its text: they count code points from 0.')
    if not all(isinstance(candidate, str) for candidate in record.get("candidates", [])):
        raise WrongUse(f'Line {number} has "candidates" that are not texts: give a list of expansions.')


def _check_training(number: int, examples: object) -> None:
    if not isinstance(examples, list) or not all(isinstance(example, dict) for example in examples):
        raise WrongUse(f'Line {number} has a "train" that is not a list of objects: mend it and try again.')
    for example in examples:
        _demand(number, example, text=(str,), acronym=(str,), start=(int,), end=(int,), expansion=(str,))
        _demand_place(number, example)


def _place(record: Record) -> Place:
    return Place(record["text"], record["acronym"], record["start"], record["end"])


def _find_answers(records: Sequence[Record], readings: Sequence[Reading]) -> dict[int, list[Record]]:
    """Return the pairs of question and reply by the index of the reply."""
    found: dict[int, list[Record]] = defaultdict(list)
    numbered = enumerate(zip(records, readings, strict=True))
    for thread, lines in groupby(numbered, key=lambda line: line[1][0].get("thread")):
        if thread is None:
            continue
        turns = {index: _turn(record, reading) for index, (record, reading) in lines}
        places = {id(turn): index for index, turn in turns.items()}
        asked: dict[tuple[int, str], Answer] = {}
        for answer in find_thread_answers(list(turns.values())):
            # two ask the same: the last of them is answered
            asked[places[id(answer.reply)], get_key(answer.definition.short)] = answer
        for (index, _), answer in asked.items():
            found[index].append({**_pair(answer.definition), "short_id": answer.question.id})
    return found


def _turn(record: Record, reading: Reading) -> Turn:
    return Turn(record["id"], record["text"], {get_key(one.short) for one in reading.definitions})


def _name_groups(
    mentions: Iterable[Iterable[Mention]], readings: Iterable[Reading], answers: Mapping[int, Sequence[Record]]
) -> dict[str, str]:
    """Return the canonical spelling of each spelling that occurs."""
    counts = Counter(mention.text for found in mentions for mention in found)
    expansions: dict[str, list[str]] = defaultdict(list)
    for reading in readings:
        for one in reading.definitions:
            expansions[one.short].append(one.long)
    for pairs in answers.values():
        for pair in pairs:
            expansions[pair["short"]].append(pair["long"])
    groups = group_spellings(counts, expansions)
    return {spelling: group.canonical for group in groups for spelling, _ in group.spellings}


def _pair(one: Definition) -> Record:
    return {
        "short": one.short,
        "long": one.long,
        "short_span": [one.short_span.start, one.short_span.end],
        "long_span": [one.long_span.start, one.long_span.end],
    }


def _acronym(mention: Mention, canonical: Mapping[str, str]) -> Record:
    return {
        "text": mention.text,
        "start": mention.span.start,
        "end": mention.span.end,
        "canonical": canonical[mention.text],
    }
