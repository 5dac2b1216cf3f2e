"""How well the recognizers find details, as it was measured on labelled texts: read from the file that measuring wrote.

`python -m tests.details_measures --write` writes it; it names the detector's version, the labelled sets and their
digests, so that nobody takes the figures for those of another detector or other texts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

FILE = "measured.json"


@dataclass(frozen=True, slots=True)
class MeasuredSet:
    """The figures on one labelled set; `about` says what its texts are, `digest` is the SHA-256 of its file."""

    name: str
    about: str
    digest: str
    texts: int
    labels: int
    figures: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one version of the detector."""

    version: str
    sets: tuple[MeasuredSet, ...]


def read_measured() -> Measured:
    """Return the figures that came with this program."""
    return parse_measured(json.loads((files("archive.redaction") / FILE).read_text(encoding="utf-8")))


def parse_measured(body: Mapping[str, Any]) -> Measured:
    """Return figures as their file holds them.

    >>> parse_measured({"version": "abc", "sets": []})
    Measured(version='abc', sets=())
    """
    return Measured(body["version"], tuple(MeasuredSet(**each) for each in body["sets"]))
