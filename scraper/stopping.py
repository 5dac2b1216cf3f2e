"""An interrupt while a harvest runs: said at once, over in seconds, and at once when it is repeated.

What a batch has written stays, and the next run asks for all that this one leaves, so nothing need be finished first.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import Iterator
from typing import Any

from scrapy.crawler import Crawler
from scrapy.utils.reactor import install_reactor

from scraper.answers import NotAsked
from scraper.many_hosts import is_one_of_several, say_stopping
from scraper.session import HarvestSession

GRACE = 3.0
"""Seconds for answers on their way; a host that is silent keeps nobody waiting longer."""


class Stopping:
    """What interrupts do to one crawl; `is_forced` is True once somebody asked twice.

    `dropped` is how many requests Scrapy counted that were never sent.
    """

    def __init__(self, crawler: Crawler, session: HarvestSession) -> None:
        self._crawler, self._session = crawler, session
        self._asked = 0
        self._ending: asyncio.Task[None] | None = None
        self.is_forced = False
        self.dropped = 0

    @contextlib.contextmanager
    def watch(self) -> Iterator[None]:
        """Have interrupts stop the crawl, from before its reactor runs; one of several blogs minds SIGTERM alone."""
        install_reactor(self._crawler.settings["TWISTED_REACTOR"])
        numbers = [signal.SIGTERM] if is_one_of_several() else [signal.SIGTERM, signal.SIGINT]
        before = {number: signal.signal(number, self._on_signal) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, _number: int, _frame: Any) -> None:
        self._asked += 1
        # not here: the interrupted code may be writing to the same stream or file
        _reactor().callFromThread(self._begin if self._asked == 1 else self._force)

    def _begin(self) -> None:
        say_stopping()
        self._session.is_stopping = True
        self._ending = asyncio.get_event_loop().create_task(self._stop())
        _reactor().callLater(GRACE, self._end)

    async def _stop(self) -> None:
        """Leave what waits for its turn to the next run, and let the crawl end as it does by itself."""
        if self._crawler.crawling:
            for slot in self._crawler.engine.downloader.slots.values():
                while slot.queue:
                    request, answer = slot.queue.popleft()
                    self.dropped += 1
                    answer.errback(NotAsked(f"{request.url} is left for the next run"))
            await self._crawler.stop_async()

    def _force(self) -> None:
        self.is_forced = True
        self._end()

    def _end(self) -> None:
        # what is torn off in the middle is no news to anybody
        logging.disable()
        # it has stopped by itself meanwhile
        with contextlib.suppress(RuntimeError):
            _reactor().stop()


def _reactor() -> Any:
    from twisted.internet import reactor  # importing it first would install another kind

    return reactor
