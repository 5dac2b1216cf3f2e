"""What a person sees while a harvest runs (H14): posts, comments, rate and time left; quiet when nobody watches."""

from __future__ import annotations

import asyncio
import sys
import time

import click
from scrapy import signals
from scrapy.crawler import Crawler

from scraper.session import HarvestSession, session_of

TERMINAL_SECONDS, QUIET_SECONDS = 1.0, 60.0


class Progress:
    """Prints one line to standard error now and then: rewritten on a terminal, a line a minute elsewhere."""

    def __init__(self, session: HarvestSession) -> None:
        self._session = session
        self._started = time.monotonic()
        self._on_terminal = sys.stderr.isatty()
        self._task: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        """Build the extension and have it run from the spider's first to its last moment."""
        progress = cls(session_of(crawler))
        crawler.signals.connect(progress.spider_opened, signals.spider_opened)
        crawler.signals.connect(progress.spider_closed, signals.spider_closed)
        return progress

    def spider_opened(self) -> None:
        """Begin to tell."""
        self._task = asyncio.get_event_loop().create_task(self._tell())

    def spider_closed(self) -> None:
        """Stop telling, and leave the terminal on a fresh line."""
        if self._task is not None:
            self._task.cancel()
        if self._on_terminal:
            click.echo(f"\r\x1b[K{self._line()}", err=True)

    async def _tell(self) -> None:
        while True:
            await asyncio.sleep(TERMINAL_SECONDS if self._on_terminal else QUIET_SECONDS)
            start = "\r\x1b[K" if self._on_terminal else ""
            click.echo(f"{start}{self._line()}", nl=not self._on_terminal, err=True)

    def _line(self) -> str:
        tally = self._session.tally
        seconds = max(0.001, time.monotonic() - self._started)
        return progress_line(
            posts=len(tally.posts),
            known=len(tally.known_posts),
            comments=len(tally.comments),
            declared=sum(tally.declared.values()),
            done=tally.done,
            scheduled=tally.scheduled,
            seconds=seconds,
            waiting=self._session.waiting if self._session.is_held_up else 0,
        )


def progress_line(
    *,
    posts: int,
    known: int,
    comments: int,
    declared: int,
    done: int,
    scheduled: int,
    seconds: float,
    waiting: int = 0,
) -> str:
    """Return one line of progress; `waiting` are answers that another process keeps from being written.

    >>> progress_line(posts=3, known=24, comments=41, declared=60, done=10, scheduled=40, seconds=5)
    '3 of 24 posts, 41 of 60 declared comments, 10 of 40 addresses, 2.0 a second, about 15 s left'
    """
    rate = done / seconds
    left = f"about {(scheduled - done) / rate:.0f} s left" if rate else "time left unknown"
    return (
        f"{posts} of {known} posts, {comments} of {declared} declared comments, "
        f"{done} of {scheduled} addresses, {rate:.1f} a second, {left}"
        + (f"; {waiting} answers wait until another threadkeep has written" if waiting else "")
    )
