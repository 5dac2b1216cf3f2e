"""Run a harvest from start to end in this process, and say truthfully what it did."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings as ScrapySettings

from archive.errors import ArchiveError, WrongUse
from archive.folder import DataFolder
from archive.originals import store
from archive.originals.database import open_archive
from scraper import settings as defaults
from scraper.addresses import blog_address, is_loopback
from scraper.session import HarvestSession, Tally, attach
from scraper.spiders.blogger import BloggerSpider


@dataclass(frozen=True, slots=True)
class HarvestReport:
    """What one harvest saw and changed. `comments` counts replies too; `unfinished` are addresses not yet answered."""

    posts: int
    comments: int
    replies: int
    declared: int
    new: int
    changed: int
    requests: int
    not_modified: int
    failed: int
    unfinished: int
    shortfalls: tuple[store.Shortfall, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def needs_a_look(self) -> bool:
        """True when something failed, was left unfinished, or fell short."""
        return bool(self.failed or self.unfinished or self.shortfalls)


def harvest(
    folder: DataFolder, url: str, *, limit: int | None = None, contact: str = "", dry_run: bool = False
) -> HarvestReport:
    """Harvest one blog into the archive; run once per process, because Scrapy's reactor cannot start again.

    Raises WrongUse for an address or contact that cannot be used, Refused when another process harvests, and
    ArchiveError when nothing at all could be read. What was stored before stays as it was in every case.
    """
    address = blog_address(url)
    if not is_loopback(address) and not contact:
        raise WrongUse("Say who asks: give --contact ADDRESS, or set it under [harvest] in threadkeep.toml.")
    settings = folder.load_settings()
    with _target(folder, dry_run=dry_run) as target:
        session = HarvestSession(target, captures_from=folder)
        try:
            requests = _crawl(session, address, limit, settings.harvest_delay, contact)
        finally:
            session.close()
        if session.broken:
            raise ArchiveError(f"The archive cannot be written ({session.broken}): mend that, then run this again.")
        return _report(target, session.tally, requests, address)


@contextlib.contextmanager
def _target(folder: DataFolder, *, dry_run: bool) -> Iterator[DataFolder]:
    """Yield the folder itself, or for a dry run a throw-away copy of its database, settings and secrets."""
    if not dry_run:
        open_archive(folder, create=True).close()
        yield folder
        return
    # inside the archive's own folder: a copy of the originals never lies elsewhere
    with tempfile.TemporaryDirectory(prefix=".dry-run-", dir=folder.path) as name:
        copy = DataFolder(Path(name))
        copy.captures.mkdir()
        for mine, theirs in ((folder.settings_file, copy.settings_file), (folder.secrets_file, copy.secrets_file)):
            theirs.write_bytes(mine.read_bytes())
        if folder.archive_db.exists():
            with (
                # read-only: an ordinary connection would fold a killed writer's journal into the file
                contextlib.closing(sqlite3.connect(f"{folder.archive_db.as_uri()}?mode=ro", uri=True)) as source,
                contextlib.closing(sqlite3.connect(copy.archive_db)) as target,
            ):
                source.backup(target)
        open_archive(copy, create=True).close()
        yield copy


def _crawl(session: HarvestSession, address: str, limit: int | None, delay: float, contact: str) -> int:
    scrapy_settings = ScrapySettings()
    scrapy_settings.setmodule(defaults, priority="project")
    scrapy_settings.update(
        defaults.for_host(loopback=is_loopback(address), delay=delay, contact=contact), priority="cmdline"
    )
    process = CrawlerProcess(scrapy_settings)
    crawler = process.create_crawler(BloggerSpider)
    attach(crawler, session)
    process.crawl(crawler, url=address, limit=limit)
    process.start(install_signal_handlers=True)
    stats = crawler.stats
    return int(stats.get_value("downloader/request_count", 0)) if stats else 0


def _report(folder: DataFolder, tally: Tally, requests: int, address: str) -> HarvestReport:
    if not tally.posts:
        raise ArchiveError(f"Nothing was harvested from {urlsplit(address).netloc}: {_why_nothing(tally)}.")
    with contextlib.closing(open_archive(folder)) as db:
        shortfalls = tuple(row for row in store.iter_shortfalls(db) if f"blogger:{row.post_id}" in tally.posts)
    return HarvestReport(
        posts=len(tally.posts),
        comments=len(tally.comments),
        replies=len(tally.replies),
        declared=sum(tally.declared.values()),
        new=tally.new,
        changed=tally.changed,
        requests=requests,
        not_modified=tally.not_modified,
        failed=len(tally.failed),
        unfinished=tally.scheduled - tally.done,
        shortfalls=shortfalls,
        problems=tuple(tally.failed),
    )


def _why_nothing(tally: Tally) -> str:
    if tally.failed:
        return tally.failed[0].rstrip(".")
    if tally.scheduled > tally.done:
        return "it was interrupted before a post came; run the same command again"
    return "it shows no posts in a form that this version reads"
