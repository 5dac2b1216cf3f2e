"""One recognizer a file: text in, findings out. None of them needs a model, and none decides anything."""

from collections.abc import Callable, Iterator

from archive.redaction.entities import Finding

RECOGNIZERS: tuple[Callable[[str], Iterator[Finding]], ...] = ()
