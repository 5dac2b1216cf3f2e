"""The item pipeline: what a spider hands over goes into the archive, many answers in one transaction."""

from __future__ import annotations

import asyncio
import sqlite3

from scrapy.crawler import Crawler

from scraper.items import BlogSeen, Item
from scraper.session import HarvestSession, session_of

BATCH_SECONDS = 0.5
"""An answer waits no longer than this for others to share its transaction."""
_AGAIN_SECONDS = 0.1


class ArchivePipeline:
    """Stores captures and what was read in them; ends the harvest when the archive can no longer be written.

    While another process writes, answers wait here; when many do, Scrapy's own back-pressure holds the asking.
    """

    def __init__(self, session: HarvestSession, crawler: Crawler) -> None:
        self._session, self._crawler = session, crawler
        self._turn = asyncio.Lock()
        self._ticking: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchivePipeline:
        """Build the pipeline on the crawler's open archive."""
        return cls(session_of(crawler), crawler)

    async def open_spider(self) -> None:
        """Begin to write what waits, again and again."""
        self._ticking = asyncio.create_task(self._tick())

    async def process_item(self, item: Item) -> Item:
        """Keep one item; wait for room when the archive cannot be written just now."""
        if not self._session.broken:
            self._session.add(item)
            if self._session.is_full:
                await self._flush()
        return item

    async def close_spider(self) -> None:
        """Write what is left, and what the whole run says of the blog."""
        if self._ticking is not None:
            self._ticking.cancel()
        tally = self._session.tally
        if tally.posts or tally.is_gone:
            self._session.add(BlogSeen(self._session.url, is_gone=not tally.posts))
        await self._flush()
        if self._crawler.stats:
            for name, number in tally.figures.items():
                self._crawler.stats.set_value(f"threadkeep/{name}", number)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(BATCH_SECONDS)
            await self._flush()

    async def _flush(self) -> None:
        async with self._turn:
            while not self._session.broken and not self._is_written():
                await asyncio.sleep(_AGAIN_SECONDS)

    def _is_written(self) -> bool:
        try:
            return self._session.flush()
        except (OSError, sqlite3.Error) as error:
            self._session.broken = str(getattr(error, "strerror", None) or error)
            self._closing = asyncio.create_task(self._crawler.engine.close_spider_async(reason="broken"))
            return False
