"""One harvest's open archive: its locks, its database, its capture file, and the answers that wait to be written."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive.errors import BadInput, WrongUse
from archive.folder import DataFolder
from archive.moderation import findings
from archive.originals import absences, captures, held, store
from archive.originals.database import open_archive
from archive.originals.records import PARSER_VERSION
from archive.originals.urls import canonical_url
from scraper.addresses import zone_for
from scraper.items import BlogSeen, Fetched, Item, PostGone, SeenWhole
from scraper.stop_list import StopList
from scraper.tally import Tally
from scraper.writer_lock import host_lock, writer_lock, writer_lock_if_free

BATCH = 64
BATCH_BYTES = 8 * 1024 * 1024
"""As many answers, or as many bytes of them, go into one transaction."""
_BUSY_MS = 1000


class HarvestSession:
    """The archive while a spider fills it. Everything runs on Scrapy's one thread.

    Answers are collected by `add` and written by `flush`, all that wait in one transaction and with one wait for the
    disk. A killed process loses those that wait; the next run asks for them again.
    """

    def __init__(self, folder: DataFolder, url: str, *, captures_from: DataFolder | None = None) -> None:
        """Open the archive for a harvest of one host; raise Refused when another asks it, WrongUse for no archive.

        `captures_from` is where older captures are read, when it is not the folder written to (a dry run).
        """
        self.folder, self._captures_from, self.url = folder, captures_from or folder, url
        self.settings, self._secrets = folder.load_settings(), folder.load_secrets()
        self.zone = zone_for(self.settings, url)
        self.stop_list = StopList.of(self.settings.harvest_stop)
        self.tally = Tally()
        self.broken = ""
        """Why nothing more can be written, "" while all is well."""
        self.is_stopping = False
        """True once somebody has asked the run to stop: nothing more is asked for."""
        self.is_held_up = False
        """True while another process keeps what waits from being written."""
        self._waiting: list[Item] = []
        self._waiting_bytes = 0
        self._stack = contextlib.ExitStack()
        with contextlib.ExitStack() as opening:
            opening.enter_context(host_lock(folder, url))
            self.db = open_archive(folder, create=True)
            opening.callback(self.db.close)
            # who cannot write at once tries again; see `flush`
            self.db.execute(f"pragma busy_timeout = {_BUSY_MS}")
            with writer_lock(folder):
                captures.trim_tails(folder, self.db)
            writer = captures.CaptureWriter(folder, datetime.now(UTC), "harvest", self.db)
            self._writer = opening.enter_context(writer)
            self._stack = opening.pop_all()

    def close(self) -> None:
        """Close the files and free the locks, leaving what still waits unwritten. Safe to repeat."""
        self._stack.close()

    # what is there already

    def validators(self, url: str) -> dict[str, str]:
        """Return the request headers that make a request conditional, {} for an address never captured."""
        known = captures.latest_for_url(self.db, url)
        if known is None or known.status != 200:
            return {}
        pairs = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in pairs.items() if value}

    def remembered(self, url: str) -> tuple[str, bytes]:
        """Return the content type and body of the newest capture of an address; raise BadInput when there is none."""
        known = captures.latest_for_url(self.db, url)
        if known is None:
            raise BadInput("The host answered 'not modified' to a question never asked: run `threadkeep check`.")
        return known.content_type or "", captures.read_capture(self._captures_from, known)

    def holds(self, url: str, key: str = "") -> bool:
        """Return whether the archive has a post with its comments, by its address or its key (see `held`)."""
        keys = [key] if key else []
        with contextlib.suppress(WrongUse):
            keys.append(f"url:{canonical_url(url)}")
        return held.holds_post(self.db, keys)

    def posts_not_seen(self) -> list[tuple[str, str]]:
        """Return id and address of each post of the blog that no answer of this run has shown; see `flush`."""
        seen = set(held.find_items(self.db, self.tally.posts).values())
        return list(held.iter_posts_besides(self.db, held.sites_at(self.db, self.url), seen))

    # what comes

    def add(self, item: Item) -> None:
        """Count an item and let it wait to be written."""
        self._waiting.append(item)
        if isinstance(item, Fetched):
            self._waiting_bytes += len(item.body)
            self.tally.count(item.parsed)

    @property
    def is_full(self) -> bool:
        """True when so much waits that it should be written before more comes."""
        return len(self._waiting) >= BATCH or self._waiting_bytes >= BATCH_BYTES

    @property
    def waiting(self) -> int:
        """How many items are not yet written."""
        return len(self._waiting)

    def flush(self) -> bool:
        """Write what waits in one transaction; False, with everything still waiting, while another process writes.

        Raises OSError or sqlite3.Error when the archive cannot be written; nothing of the batch is in it then.
        """
        self.is_held_up = bool(self._waiting) and not self._write()
        if not self.is_held_up:
            self._waiting, self._waiting_bytes = [], 0
        return not self.is_held_up

    def _write(self) -> bool:
        with writer_lock_if_free(self.folder) as is_ours:
            if not is_ours:
                return False
            try:
                self._commit(self._waiting)
            except sqlite3.OperationalError as error:
                # a moderator's decision or a publish holds the database: their turn
                if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                    return False
                raise
        return True

    def _commit(self, items: Sequence[Item]) -> None:
        with self.db.atomic():
            merged, missed = store.MergeCount(), set(absences.iter_absences(self.db))
            for item in items:
                if isinstance(item, Fetched):
                    merged += self._keep(item)
                else:
                    self._note(item)
            self._note_posts_seen(items)
            findings.refresh(self.db, tuple(dict.fromkeys(merged.item_ids)))
            missing = set(absences.iter_absences(self.db))
            self._writer.sync()
        self.tally.new += merged.new
        self.tally.touched.update(merged.item_ids)
        self.tally.note(missing - missed, returned=missed - missing)

    def _keep(self, item: Fetched) -> store.MergeCount:
        if item.remembered:
            return self._read_again(item)
        stored = self._writer.write_response(item.url, item.status, item.headers, item.body, item.fetched_at)
        try:
            with self.db.atomic():
                return self._merge(item, self._insert(item, stored, item.problem), item.fetched_at)
        except BadInput as error:
            # what it says cannot be true beside what is stored: the capture is kept, nothing is taken from it
            self._insert(item, stored, str(error))
            self.tally.failed.append(f"{item.url}: {error}")
            return store.MergeCount()

    def _insert(self, item: Fetched, stored: captures.StoredCapture, problem: str | None) -> int:
        return captures.insert_capture(
            self.db,
            stored,
            format=item.parsed.format if item.parsed and not problem else None,
            parser_version=PARSER_VERSION,
            problem=problem,
        )

    def _read_again(self, item: Fetched) -> store.MergeCount:
        """Merge a page that is as it was, where it was not read then as it is read now; write no row otherwise."""
        known = captures.latest_for_url(self.db, item.url)
        if known is None or item.parsed is None or (known.format, known.parser_version) == _reading(item):
            return store.MergeCount()
        try:
            with self.db.atomic():
                captures.note_reading(
                    self.db, known.id, format=item.parsed.format, parser_version=PARSER_VERSION, problem=None
                )
                return self._merge(item, known.id, datetime.fromisoformat(known.fetched_at))
        except BadInput as error:
            self.tally.failed.append(f"{item.url}: {error}")
            return store.MergeCount()

    def _merge(self, item: Fetched, capture_id: int, fetched_at: datetime) -> store.MergeCount:
        if item.parsed is None:
            return store.MergeCount()
        return store.merge(
            self.db,
            item.parsed,
            capture_id=capture_id,
            fetched_at=fetched_at,
            secrets=self._secrets,
            default_zone=self.zone,
        )

    # what a run shows that no single answer does (H8)

    def _note(self, item: SeenWhole | PostGone | BlogSeen) -> None:
        now = datetime.now(UTC)
        if isinstance(item, BlogSeen):
            for site_id in held.sites_at(self.db, item.root):
                absences.note_site(self.db, site_id, item.is_gone, now)
        elif isinstance(item, PostGone):
            absences.note_post(self.db, item.post_id, True, now)
        else:
            self._note_whole(item, now)

    def _note_whole(self, item: SeenWhole, now: datetime) -> None:
        post_id = held.find_items(self.db, [item.post_key]).get(item.post_key)
        if post_id is None:
            return
        held.mark_whole(self.db, post_id)
        present = frozenset(held.find_items(self.db, item.comment_keys).values())
        absences.note_comments(self.db, post_id, present, now)

    def _note_posts_seen(self, items: Sequence[Item]) -> None:
        """Lift the absence of posts that came back."""
        gone = {absence.item_id for absence in absences.iter_absences(self.db, absences.AbsenceKind.GONE)}
        if not gone:
            return
        fetched = [item for item in items if isinstance(item, Fetched) and item.parsed]
        keys = {post.source_key for item in fetched for post in (item.parsed.posts if item.parsed else ())}
        for post_id in sorted(gone & set(held.find_items(self.db, keys).values())):
            absences.note_post(self.db, post_id, False, datetime.now(UTC))


def _reading(item: Fetched) -> tuple[str | None, int]:
    return item.parsed.format if item.parsed else None, PARSER_VERSION


_SESSIONS: WeakKeyDictionary[Crawler, HarvestSession] = WeakKeyDictionary()


def open_session(crawler: Crawler, url: str) -> HarvestSession:
    """Return the crawler's open archive: the one given to it, else the folder its settings name, opened now."""
    if crawler not in _SESSIONS:
        attach(crawler, HarvestSession(DataFolder.resolve(crawler.settings.get("THREADKEEP_DATA")), url))
    return _SESSIONS[crawler]


def session_of(crawler: Crawler) -> HarvestSession:
    """Return the archive that the crawler's spider has opened."""
    return _SESSIONS[crawler]


def attach(crawler: Crawler, session: HarvestSession) -> None:
    """Give a crawler its archive; it is closed when the crawl ends."""

    def close() -> None:
        session.close()

    def note(failure: Any, response: Response) -> None:
        session.tally.failed.append(f"{response.url}: {failure.type.__name__}")

    _SESSIONS[crawler] = session
    crawler.signals.connect(close, signals.engine_stopped, weak=False)
    crawler.signals.connect(note, signals.spider_error, weak=False)
