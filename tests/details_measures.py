"""How well identifying details are found: the measure of tests/labels/DETAILS.md over one labelled file.

python -m tests.details_measures details_dev.jsonl [--misses]
python -m tests.details_measures --write    # the figures that the moderation site shows
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.moderation import initials
from archive.redaction import pattern_file
from archive.redaction.batch import detect_in_records
from archive.redaction.pattern_file import pack
from archive.redaction.screens import all_patterns
from archive.redaction.version import detector_version

LABELS = Path(__file__).parent / "labels"
MEASURED = Path(__file__).resolve().parents[1] / "archive" / "redaction" / "measured.json"
PATTERNS = Path(pattern_file.__file__).parent / pattern_file.FILE
Line = Mapping[str, Any]
_SENTENCE_END = re.compile(r"[.!?](?=\s)|[!?]|\n")
_ENOUGH = 0.8


@dataclass(slots=True)
class Scores:
    """Counts, and the places that went wrong as (id, decision, label, words)."""

    counts: Counter[str] = field(default_factory=Counter)
    by_label: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    wrong: list[tuple[str, str, str, str]] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        """One count as a share of another, 1.0 where there was nothing to find."""
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 1.0

    def figures(self) -> dict[str, float]:
        """The figures by name, rounded."""
        pairs = {
            "redact": ("redact found", "redact"),
            "redact, any overlap": ("redact touched", "redact"),
            "consider": ("consider found", "consider"),
            "consider, any overlap": ("consider touched", "consider"),
            "keeps proposed": ("keep proposed", "keep"),
            "precision": ("right", "proposed"),
            "masks": ("mask found", "mask"),
            "kisses taken": ("kiss taken", "kiss"),
            "same decision": ("same decision", "touched"),
        }
        return {name: round(self.share(*pair), 3) for name, pair in pairs.items()}


def read_lines(name: str) -> list[dict[str, Any]]:
    """The lines of a labelled file."""
    return [json.loads(line) for line in (LABELS / name).read_text(encoding="utf-8").splitlines()]


def measure(lines: Sequence[Line]) -> Scores:
    """Run the detector over labelled lines and count."""
    asked = [{key: line[key] for key in ("id", "text", "pen_name") if key in line} for line in lines]
    scores = Scores()
    for line, answer in zip(lines, detect_in_records(asked, [initials.find]), strict=True):
        _count(line, answer["spans"], scores)
    return scores


def _count(line: Line, spans: Sequence[Line], scores: Scores) -> None:
    text, labels = line["text"], line["labels"]
    proposed = [span for span in spans if span["decision"] != "keep"]
    details = [span for span in proposed if span["label"] != "mask"]
    for label in labels:
        words = text[label["start"] : label["end"]]
        kind, touching = label["decision"], [span for span in proposed if _overlap(span, label)]
        scores.counts[kind] += 1
        if kind in {"redact", "consider"}:
            found = _is_found(text, label, touching)
            scores.counts[f"{kind} found"] += found
            scores.counts[f"{kind} touched"] += bool(touching)
            scores.by_label[kind, label["label"], found] += 1
            if touching:
                scores.counts["touched"] += 1
                scores.counts["same decision"] += any(span["decision"] == kind for span in touching)
            if not found:
                scores.wrong.append((str(line["id"]), f"{kind} missed", label["label"], words))
        elif kind == "mask":
            scores.counts["mask found"] += any(span["label"] == "mask" for span in touching)
            if not any(span["label"] == "mask" for span in touching):
                scores.wrong.append((str(line["id"]), "mask missed", "mask", words))
        elif touching:
            scores.counts[f"{kind} {'proposed' if kind == 'keep' else 'taken'}"] += 1
            taken = " | ".join(f"{text[span['start'] : span['end']]} <{span['label']}>" for span in touching)
            scores.wrong.append((str(line["id"]), f"{kind} taken", label["label"], f"{words}   BY {taken}"))
    masks = [label for label in labels if label["decision"] == "mask"]
    for span in details:
        if any(_overlap(span, label) for label in masks):
            continue
        scores.counts["proposed"] += 1
        if any(_overlap(span, label) for label in labels if label["decision"] in {"redact", "consider"}):
            scores.counts["right"] += 1
        else:
            scores.wrong.append(
                (
                    str(line["id"]),
                    "false",
                    span["label"],
                    (f"{text[span['start'] : span['end']]}  ({span['why'][:70]})"),
                )
            )


def _is_found(text: str, label: Line, touching: Iterable[Line]) -> bool:
    start, end = _sentence(text, label["start"], label["end"])
    covered: set[int] = set()
    for span in touching:
        if span["end"] - span["start"] <= end - start:
            covered.update(range(max(span["start"], label["start"]), min(span["end"], label["end"])))
    return len(covered) >= _ENOUGH * int(label["end"] - label["start"])


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, or run of sentences, that holds a label."""
    ends = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    return max(each for each in ends if each <= start), min(each for each in ends if each >= end)


def _overlap(one: Line, other: Line) -> bool:
    return bool(max(one["start"], other["start"]) < min(one["end"], other["end"]))


SETS = {
    "details_dev.jsonl": "Invented comments on which the rules were made: these figures flatter.",
    "details_heldout.jsonl": "Invented comments by other hands, which rules may have been held against since.",
    "details_blind.jsonl": "Invented comments of other fields, by somebody who had not read the rules.",
    "details_blind2.jsonl": "A second set by somebody who had not read the rules; three rules have come of it since.",
    "details_blind3.jsonl": "A third set, of short comments, measured before any rule was held against it.",
}
"""The labelled sets, with what readers of their figures have to know."""


def measure_all() -> dict[str, Any]:
    """Return the figures of every labelled set, as `archive/redaction/measured.json` holds them."""
    sets = []
    for name, about in SETS.items():
        lines = read_lines(name)
        sets.append(
            {
                "name": name,
                "about": about,
                "digest": hashlib.sha256((LABELS / name).read_bytes()).hexdigest(),
                "texts": len(lines),
                "labels": sum(len(line["labels"]) for line in lines),
                "figures": measure(lines).figures(),
            }
        )
    return {"version": detector_version(), "sets": sets}


def main(arguments: Sequence[str]) -> None:
    """Print the figures of a file; with `--misses` also what went wrong; `--write` keeps those of all for the site.

    And with them what is read off the patterns, which is kept for every program that starts.
    """
    if arguments[0] == "--write":
        PATTERNS.write_bytes(pack(all_patterns()))
        MEASURED.write_text(json.dumps(measure_all(), indent=2) + "\n", encoding="utf-8")
        return
    scores = measure(read_lines(arguments[0]))
    lines = [f"{name:24}{value:6.3f}" for name, value in scores.figures().items()]
    lines += (
        [(f"{name:24}{count:6d}") for name, count in sorted(scores.counts.items())] if "--counts" in arguments else []
    )
    if "--misses" in arguments:
        lines += [" | ".join(each) for each in sorted(scores.wrong, key=lambda each: (each[1], each[2]))]
    if "--labels" in arguments:
        for kind, label in sorted({(kind, label) for kind, label, _ in scores.by_label}):
            hit, miss = scores.by_label[kind, label, True], scores.by_label[kind, label, False]
            lines.append(f"{kind:10}{label:18}{hit:4d} of {hit + miss}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
