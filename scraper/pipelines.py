"""The item pipeline: every response a spider hands over goes into the archive, one transaction each."""

from __future__ import annotations

from scrapy.crawler import Crawler

from scraper.items import Fetched
from scraper.session import HarvestSession, session_of


class ArchivePipeline:
    """Stores captures and what was read in them."""

    def __init__(self, session: HarvestSession) -> None:
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArchivePipeline:
        """Build the pipeline on the crawler's open archive."""
        return cls(session_of(crawler))

    def process_item(self, item: Fetched) -> Fetched:
        """Keep one response."""
        self._session.store(item)
        return item
