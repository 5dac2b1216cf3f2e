"""One harvest's open archive: its lock, its database, its capture file, and what it has counted."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from weakref import WeakKeyDictionary

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive.errors import BadInput, WrongUse
from archive.folder import DataFolder
from archive.moderation import findings
from archive.originals import captures, store
from archive.originals.database import open_archive
from archive.originals.records import PARSER_VERSION
from archive.originals.urls import canonical_url
from scraper.items import Fetched
from scraper.stop_list import StopList
from scraper.writer_lock import writer_lock

_BODY_HEADERS = frozenset({"content-length", "content-encoding", "transfer-encoding", "connection", "set-cookie"})


@dataclass(slots=True)
class Tally:
    """What a harvest has done so far."""

    posts: set[str] = field(default_factory=set)
    comments: set[str] = field(default_factory=set)
    replies: set[str] = field(default_factory=set)
    declared: dict[str, int] = field(default_factory=dict)
    known_posts: set[str] = field(default_factory=set)
    new: int = 0
    touched: set[str] = field(default_factory=set)
    scheduled: int = 0
    done: int = 0
    failed: list[str] = field(default_factory=list)
    not_modified: int = 0

    @property
    def changed(self) -> int:
        """How many items that were there before now say something else, each counted once."""
        return len(self.touched) - self.new


class HarvestSession:
    """The archive while a spider fills it. Everything runs on Scrapy's one thread."""

    def __init__(self, folder: DataFolder, *, captures_from: DataFolder | None = None) -> None:
        """Open the archive and take the harvest lock; raise Refused when another holds it, WrongUse when there is none.

        `captures_from` is where older captures are read, when it is not the folder written to (a dry run).
        """
        self.folder, self._captures_from = folder, captures_from or folder
        self.settings, self._secrets = folder.load_settings(), folder.load_secrets()
        self.stop_list = StopList.of(self.settings.harvest_stop)
        self.tally = Tally()
        self.broken = ""
        """Why nothing more can be written, "" while all is well."""
        self._stack = contextlib.ExitStack()
        with contextlib.ExitStack() as opening:
            opening.enter_context(writer_lock(folder))
            self.db = open_archive(folder, create=True)
            opening.callback(self.db.close)
            captures.trim_tails(folder, self.db)
            writer = captures.CaptureWriter(folder, datetime.now(UTC), "harvest", db=self.db)
            self._writer = opening.enter_context(writer)
            self._stack = opening.pop_all()

    def close(self) -> None:
        """Close the files and free the lock. Safe to repeat."""
        self._stack.close()

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
        """Return whether the archive has a post with all the comments that it declares, by its address or its key."""
        keys = [key] if key else []
        with contextlib.suppress(WrongUse):
            keys.append(f"url:{canonical_url(url)}")
        marks = ", ".join("?" * len(keys))
        rows = self.db.execute(
            "select 1 from post where id in (select item_id from identity where source_key in"
            f" ({marks})) and (declared <= (select count(*) from comment where post_id = post.id) or exists"
            " (select 1 from reading where item_id = post.id and source = 'export')) limit 1",
            keys,
        )
        return rows.fetchone() is not None

    def store(self, item: Fetched) -> None:
        """Keep one response and what was read in it, in one transaction; a remembered one writes nothing."""
        if not item.remembered:
            self._keep(item)
        self._count(item)

    def _keep(self, item: Fetched) -> None:
        headers = [(name, value) for name, value in item.headers if name.lower() not in _BODY_HEADERS]
        stored = self._writer.write_response(item.url, item.status, headers, item.body, item.fetched_at)
        try:
            with self.db.atomic():
                self._merge(item, self._insert(item, stored, item.problem))
        except BadInput as error:
            # what it says cannot be true beside what is stored: the capture is kept, nothing is taken from it
            with self.db.atomic():
                self._insert(item, stored, str(error))
            self.tally.failed.append(f"{item.url}: {error}")

    def _insert(self, item: Fetched, stored: captures.StoredCapture, problem: str | None) -> int:
        return captures.insert_capture(
            self.db,
            stored,
            format=item.parsed.format if item.parsed and not problem else None,
            parser_version=PARSER_VERSION,
            problem=problem,
        )

    def _merge(self, item: Fetched, capture_id: int) -> None:
        if item.parsed is None:
            return
        merged = store.merge(
            self.db,
            item.parsed,
            capture_id=capture_id,
            fetched_at=item.fetched_at,
            secrets=self._secrets,
            default_zone=self.settings.zone,
        )
        findings.refresh(self.db, merged.item_ids)
        self.tally.new += merged.new
        self.tally.touched.update(merged.item_ids)

    def _count(self, item: Fetched) -> None:
        for post in item.parsed.posts if item.parsed else ():
            self.tally.posts.add(post.source_key)
            self.tally.comments.update(comment.source_key for comment in post.comments)
            self.tally.replies.update(c.source_key for c in post.comments if c.parent_key is not None)
            if post.declared is not None:
                # a feed of comments counts what it holds, the post what it once had: the greater is what was promised
                self.tally.declared[post.source_key] = max(post.declared, self.tally.declared.get(post.source_key, 0))


_SESSIONS: WeakKeyDictionary[Crawler, HarvestSession] = WeakKeyDictionary()


def session_of(crawler: Crawler) -> HarvestSession:
    """Return the crawler's open archive: the one given to it, else the folder its settings name, opened now."""
    if crawler not in _SESSIONS:
        attach(crawler, HarvestSession(DataFolder.resolve(crawler.settings.get("THREADKEEP_DATA"))))
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
