"""The item pipeline: every response a spider hands over goes into the archive, one transaction each."""

from __future__ import annotations

import asyncio
import sqlite3

from scrapy.crawler import Crawler

from scraper.items import Fetched
from scraper.session import HarvestSession, session_of


class ArchivePipeline:
    """Stores captures and what was read in them; ends the harvest when the archive can no longer be written."""

    def __init__(self, session: HarvestSession, crawler: Crawler) -> None:
        self._session, self._crawler = session, crawler
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchivePipeline:
        """Build the pipeline on the crawler's open archive."""
        return cls(session_of(crawler), crawler)

    async def process_item(self, item: Fetched) -> Fetched:
        """Keep one response."""
        if self._session.broken:
            return item
        try:
            self._session.store(item)
        except (OSError, sqlite3.Error) as error:
            self._session.broken = str(getattr(error, "strerror", None) or error)
            self._closing = asyncio.create_task(self._crawler.engine.close_spider_async(reason="broken"))
        return item
