"""What a person sees while an import runs (H14): rewritten on a terminal, a line a minute elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from scraper.wording import count

if TYPE_CHECKING:
    from scraper.importing import Step

TERMINAL_SECONDS, QUIET_SECONDS = 0.2, 60.0


class ProgressLine:
    """Says on standard error how far an import is."""

    def __init__(self) -> None:
        self._on_terminal = sys.stderr.isatty()
        self._started = self._told = time.monotonic()
        self._is_open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_open:
            click.echo(err=True)

    def tell(self, step: Step) -> None:
        """Say how far it is, unless that was said a moment ago."""
        now = time.monotonic()
        if now - self._told < (TERMINAL_SECONDS if self._on_terminal else QUIET_SECONDS) and step.done < step.total:
            return
        self._told = now
        line = progress_line(step, now - self._started)
        click.echo(f"\r\x1b[K{line}" if self._on_terminal else line, nl=not self._on_terminal, err=True)
        self._is_open = self._on_terminal


def progress_line(step: Step, seconds: float) -> str:
    """Return one line of progress.

    >>> from scraper.importing import Step
    >>> progress_line(Step(1, 3, 0.5, 1200), 10.0)
    '1 of 3 files, 50% of the next, 1200 comments, 120 a second, about 10 s left'
    """
    files, comments = f"{step.done} of {count(step.total, 'file')}", count(step.comments, "comment")
    if step.done == step.total:
        return f"{files}, {comments}"
    done = step.done + step.share
    left = f"about {seconds * (step.total - done) / done:.0f} s left" if done else "time left unknown"
    rate = step.comments / max(0.001, seconds)
    return f"{files}, {step.share:.0%} of the next, {comments}, {rate:.0f} a second, {left}"
