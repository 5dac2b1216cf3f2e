"""How many passes of one plain pattern over the same text the recognizers cost, without any model.

    python -m tests.benchmarks.detect_speed [FILE...]

Both are timed text by text, and the quickest of some turns over a text counts: the ratio hardly depends on how slow or
busy a machine is. Without files the labelled comments are read, which hold more details than any real thread, a thread
of which most comments hold none, and of that the comments in which nothing is found.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from archive.redaction.capitals import find_capitals
from archive.redaction.findings import find_all
from archive.redaction.near import find_numbers
from archive.redaction.public_figures import find_public
from archive.redaction.recognizers.persons import find_names
from archive.redaction.recognizers.web_address import find_addresses
from archive.redaction.sentences import find_classes, find_sentences
from tests.details_measures import read_lines

MOST = 25.0
_TURNS = 7
_WORDS = re.compile(r"\w+")


def ratio(texts: Sequence[str], turns: int = _TURNS) -> float:
    """How many times the plain pass the recognizers take over the texts."""
    for text in texts:
        find_all(text)  # what is compiled or read when it is first asked for belongs to no text
    found = sum(_seconds(find_all, text, turns) for text in texts)
    return found / sum(_seconds(_WORDS.findall, text, turns) for text in texts)


def _seconds(function: Callable[[str], object], text: str, turns: int) -> float:
    best = float("inf")
    for _ in range(turns):
        forget()
        start = time.perf_counter()
        function(text)
        best = min(best, time.perf_counter() - start)
    return best


def forget() -> None:
    """Forget what was worked out for single texts, so that no turn lives on the one before it."""
    for cached in (find_sentences, find_classes, find_capitals, find_numbers, find_public, find_names, find_addresses):
        cached.cache_clear()


def thread_texts() -> list[str]:
    """The words of a thread as most are: many opinions, some links and times, few details."""
    lines = [line for name in ("details_dev.jsonl", "acronyms_dev.jsonl") for line in read_lines(name)]
    return [line["text"] for line in lines if not line.get("labels")]


def main(arguments: Sequence[str]) -> None:
    """Print the ratio of each set."""
    sets = {path: Path(path).read_text(encoding="utf-8").split("\n") for path in arguments} or {
        "labelled comments": [line["text"] for line in read_lines("details_dev.jsonl")],
        "a thread": thread_texts(),
        "opinions": [text for text in thread_texts() if not find_all(text)],
    }
    for name, texts in sets.items():
        sys.stdout.write(f"{name}: {ratio(texts):.1f} passes (at most {MOST:.0f})\n")


if __name__ == "__main__":
    main(sys.argv[1:])
