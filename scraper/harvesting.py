"""Run a harvest of one host from start to end in this process, and say truthfully what it did."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings as ScrapySettings
from sqlite_utils import Database

from archive.errors import ArchiveError, WrongUse
from archive.folder import DataFolder
from archive.originals import held, store
from archive.originals.database import open_archive
from scraper import settings as defaults
from scraper.addresses import blog_address, delay_for, has_own_delay, host_of, is_loopback, page_address
from scraper.session import HarvestSession, attach
from scraper.spiders.probe import ProbeSpider
from scraper.stop_list import StopList
from scraper.stopping import Stopping
from scraper.tally import Tally
from scraper.wanted import Wanted


@dataclass(frozen=True, slots=True)
class PostShortfall:
    """A post with fewer comments in the archive than its source declares; `path` is "" where it has none."""

    post_id: str
    path: str
    declared: int
    found: int
    missing: int


@dataclass(frozen=True, slots=True)
class HarvestReport:
    """What one harvest saw and changed. `comments` counts replies too; `unfinished` are addresses not yet answered.

    `vanished` are comments missed from now on, `gone` posts; `returned` are items that are there again.
    """

    url: str
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
    vanished: int = 0
    gone: int = 0
    returned: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    shortfalls: tuple[PostShortfall, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def needs_a_look(self) -> bool:
        """True when something failed, was left unfinished, or fell short."""
        return bool(self.failed or self.unfinished or self.shortfalls)


def harvest(
    folder: DataFolder, url: str, *, wanted: Wanted | None = None, contact: str = "", dry_run: bool = False
) -> HarvestReport:
    """Harvest one blog into the archive; run once per process, because Scrapy's reactor cannot start again.

    Raises WrongUse for an address or contact that cannot be used, Refused when another process harvests that host,
    ArchiveError when nothing at all could be read, and KeyboardInterrupt when somebody asked twice to stop. What was
    stored before stays as it was in every case; that a blog is gone is noted.
    """
    address = blog_address(url)
    if not is_loopback(address) and not contact:
        raise WrongUse("Say who asks: give --contact ADDRESS, or set it under [harvest] in threadkeep.toml.")
    settings = folder.load_settings()
    if StopList.of(settings.harvest_stop).covers(address):
        raise WrongUse(f"{host_of(address)} is on the stop list (harvest.stop in threadkeep.toml): it is not asked.")
    with _target(folder, dry_run=dry_run) as target:
        wanted, session = wanted or Wanted(), HarvestSession(target, address, captures_from=folder)
        try:
            requests = _crawl(session, page_address(url), wanted, contact)
        finally:
            session.close()
        if session.broken:
            raise ArchiveError(f"The archive cannot be written ({session.broken}): mend that, then run this again.")
        if session.waiting and not session.is_stopping:
            # a mistake of ours while it was read or written; Scrapy has told of it and gone on
            raise ArchiveError("Not all that came could be stored: see the error above, then run this again.")
        with contextlib.closing(open_archive(target)) as db:
            return _report(db, session, requests, wanted)


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


def _crawl(session: HarvestSession, page: str, wanted: Wanted, contact: str) -> int:
    scrapy_settings = ScrapySettings()
    scrapy_settings.setmodule(defaults, priority="project")
    of_host = defaults.for_host(
        loopback=is_loopback(page),
        delay=delay_for(session.settings, page),
        contact=contact,
        is_own_delay=has_own_delay(session.settings, page),
    )
    scrapy_settings.update(of_host, priority="cmdline")
    # what Scrapy warns of, our own report names, without advice on settings that nobody has here
    scrapy_settings.set("LOG_LEVEL", "ERROR", priority="cmdline")
    process = CrawlerProcess(scrapy_settings)
    crawler = process.create_crawler(ProbeSpider)
    attach(crawler, session)
    stopping = Stopping(crawler, session)
    with stopping.watch():
        process.crawl(
            crawler,
            url=page,
            platform=wanted.platform,
            limit=wanted.limit,
            since=wanted.since,
            only_new=wanted.only_new,
        )
        process.start(install_signal_handlers=False)
    if stopping.is_forced:
        raise KeyboardInterrupt
    stats = crawler.stats
    return int(stats.get_value("downloader/request_count", 0)) - stopping.dropped if stats else 0


def _report(db: Database, session: HarvestSession, requests: int, wanted: Wanted) -> HarvestReport:
    tally = session.tally
    # a blog that says nothing new since a day is no failure
    is_quiet = not wanted.is_whole and tally.answered and not tally.failed
    if not tally.posts and not is_quiet:
        raise ArchiveError(_nothing(db, session))
    return HarvestReport(
        url=session.url,
        **tally.figures,
        requests=requests,
        returned=len(tally.returned),
        left_out=dict(tally.left_out),
        # of a run that was cut short nobody can say which posts would have fallen short
        shortfalls=() if tally.is_cut_short else tuple(_shortfalls(db, tally)),
        problems=tuple(tally.failed),
    )


def _shortfalls(db: Database, tally: Tally) -> Iterator[PostShortfall]:
    seen = set(held.find_items(db, tally.posts).values())
    for row in store.iter_shortfalls(db):
        if row.post_id in seen:
            path = store.get_post(db, row.post_id).path or ""
            yield PostShortfall(row.post_id, path, row.declared, row.found, row.declared - row.found)


def _nothing(db: Database, session: HarvestSession) -> str:
    """Return why nothing came, and since when the archive says that the blog is gone."""
    said = f"Nothing was harvested from {urlsplit(session.url).netloc}: {_why_nothing(session.tally)}"
    sites = held.sites_at(db, session.url) if session.tally.is_gone else []
    since = held.gone_since(db, sites)
    return (
        f"{said}. The archive keeps what it has and says that this blog is gone since {since[:10]}."
        if since
        else f"{said}."
    )


def _why_nothing(tally: Tally) -> str:
    if tally.failed:
        return tally.failed[0].rstrip(".")
    if tally.is_cut_short:
        return "it was interrupted before a post came; run the same command again"
    if tally.left_out:
        return "every post that it shows is left out by the settings"
    return "it shows no posts in a form that this version reads"
