"""Findings of texts given as JSON lines, for evaluation and for other programs.

All lines are read before the first is answered: what one pen-name tells in all of them counts together, and a line that
cannot be read stops everything before anything is printed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from archive.errors import WrongUse
from archive.redaction.combination import kinds_of, raise_levels
from archive.redaction.entities import Entity, Finding, Proposal, Risk
from archive.redaction.findings import Recognizer, find_proposals
from archive.redaction.public_figures import find_public

Record = dict[str, Any]

_LABELS = {
    Entity.PLACE: "town",
    Entity.DATE: "year",
    Entity.TIME: "self_time",
    Entity.SERVICE: "service_length",
    Entity.MASKED: "mask",
    Entity.LINK: "url",
    Entity.ID_NUMBER: "case_number",
}
_RECOGNIZER_LABELS = {
    "national_insurance": "nino",
    "nhs_number": "nhs",
    "iban": "iban",
    "card": "card",
    "prison_number": "prison_number",
    "profile_link": "profile_link",
}
_COMBINING = re.compile(r"[^\x00-\u02ff]")


def read_lines(lines: Iterable[bytes]) -> list[Record]:
    """Return the objects that lines of JSON hold; empty lines are passed over.

    Raises WrongUse, naming the line, for one that is no JSON object in UTF-8 with an id and a text.
    """
    records: list[Record] = []
    for number, line in enumerate(lines, start=1):
        stripped = line.strip() if number > 1 else line.removeprefix(b"\xef\xbb\xbf").strip()
        if stripped:
            records.append(_read(number, stripped))
    return records


def _read(number: int, line: bytes) -> Record:
    try:
        record = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        record = None
    if not isinstance(record, dict):
        raise WrongUse(f"Line {number} is not a JSON object in UTF-8: mend it and try again.")
    if isinstance(record.get("id"), bool) or not isinstance(record.get("id"), str | int):
        raise WrongUse(f'Line {number} has no "id" that is a text or a number: add it and try again.')
    if not isinstance(record.get("text"), str):
        raise WrongUse(f'Line {number} has no "text" that is a text: add it and try again.')
    if not isinstance(record.get("pen_name"), str | None):
        raise WrongUse(f'Line {number} has a "pen_name" that is not a text: mend it and try again.')
    return record


def detect_in_records(records: Sequence[Record], extra: Sequence[Recognizer] = ()) -> Iterator[Record]:
    """Return for each {"id", "text"} its {"id", "spans"}, in order; "pen_name" says whose comments count together.

    Spans are half-open code points of the text as it was given. `extra` recognizers are asked as well.
    """
    texts = [unicodedata.normalize("NFC", record["text"]) for record in records]
    found = [find_proposals(text, extra) for text in texts]
    told: dict[str, frozenset[Entity]] = defaultdict(frozenset)
    for record, findings in zip(records, found, strict=True):
        if pen_name := record.get("pen_name"):
            told[pen_name] |= kinds_of(findings)
    for record, text, findings in zip(records, texts, found, strict=True):
        elsewhere = told.get(record.get("pen_name") or "", frozenset())
        spans = [_span(each) for each in raise_levels(findings, elsewhere)] + list(_keeps(text))
        starts = origins(record["text"]) if text != record["text"] else range(len(text) + 1)
        for span in spans:
            span["start"], span["end"] = starts[span["start"]], starts[span["end"]]
        yield {"id": record["id"], "spans": sorted(spans, key=lambda span: (span["start"], span["end"]))}


def _span(finding: Finding) -> Record:
    return {
        "start": finding.span.start,
        "end": finding.span.end,
        "label": label_of(finding),
        "score": finding.score,
        "risk": finding.risk.value,
        "decision": finding.decision.value,
        "why": finding.why,
    }


def label_of(finding: Finding) -> str:
    """Return the short name of what a finding is, as it stands in labelled text (tests/labels/DETAILS.md)."""
    if finding.recognizer in _RECOGNIZER_LABELS:
        return _RECOGNIZER_LABELS[finding.recognizer]
    return _LABELS.get(finding.entity, finding.entity.name.lower())


def _keeps(text: str) -> Iterator[Record]:
    for one in find_public(text):
        yield {
            "start": one.span.start,
            "end": one.span.end,
            "label": "public_figure",
            "score": 0.8,
            "risk": Risk.LOW.value,
            "decision": Proposal.KEEP.value,
            "why": one.why,
        }


def origins(given: str) -> list[int]:
    """Return for each place between characters of a text in NFC the place in the text as it was given.

    >>> origins("e\\u0301t")
    [0, 2, 3]
    """
    starts: list[int] = []
    at = 0
    while at < len(given):
        end = at + 1
        # whatever may join on to the character before it is normalized together with it
        while end < len(given) and _joins(given[end]):
            end += 1
        starts += [at] * len(unicodedata.normalize("NFC", given[at:end]))
        at = end
    return [*starts, len(given)]


def _joins(character: str) -> bool:
    return bool(_COMBINING.match(character)) and (
        unicodedata.combining(character) != 0
        or not unicodedata.is_normalized("NFC", f"\u1100{character}")
        or not unicodedata.is_normalized("NFC", f"\uac00{character}")
    )
