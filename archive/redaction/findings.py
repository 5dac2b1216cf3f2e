"""All recognizers over one text: what they propose, people decide on."""

from __future__ import annotations

from archive.redaction.entities import Entity, Finding, Risk
from archive.redaction.overlap import resolve_overlaps
from archive.redaction.recognizers import RECOGNIZERS

__all__ = ["Entity", "Finding", "Risk", "find_all"]


def find_all(text: str) -> list[Finding]:
    """Return what the recognizers propose for a text in NFC, in order, where two overlap the graver one."""
    return resolve_overlaps(finding for recognizer in RECOGNIZERS for finding in recognizer(text))
