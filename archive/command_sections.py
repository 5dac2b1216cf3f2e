"""Which commands stand together in `threadkeep --help` and in the README, and in what order: data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

SECTIONS = (
    ("To begin", ("demo", "init", "harvest", "import", "publish", "serve")),
    ("For moderators", ("moderate", "moderator", "findings", "cases", "redact", "review", "erase", "intruder")),
    ("To put things in order", ("tag", "topics", "glossary", "reattach", "links", "reparse")),
    ("To ask and to give away", ("search", "release", "withdrawn", "export-site")),
    ("To keep it well", ("check", "doctor", "backup", "restore")),
    ("For other programs", ("detect", "acronyms")),
)
_OTHERS = "Others"


def by_section(names: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each section with those of its commands that are there; what no section names comes last.

    >>> list(by_section(["serve", "polish", "init"]))
    [('To begin', ['init', 'serve']), ('Others', ['polish'])]
    """
    there = set(names)
    for title, wanted in SECTIONS:
        if found := [name for name in wanted if name in there]:
            yield title, found
        there -= set(wanted)
    if there:
        yield _OTHERS, sorted(there)
