"""An archive on the bench: invented posts merged the real way, published, and looked at. Shared by tests."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.markup import parse_fragment
from archive.moderation import decisions
from archive.moderation.decisions import Decision
from archive.originals import absences, captures
from archive.originals import store as originals
from archive.originals.database import open_archive
from archive.originals.records import (
    AuthorKind,
    OriginalComment,
    OriginalPost,
    Parsed,
    SiteRecord,
    Source,
    SourceState,
    SourceTime,
)
from archive.public import store
from archive.public.models import PublicComment, PublicPost
from archive.public.surface import Asked, Changes, FoundIn, Surface
from archive.publishing.public_file import PublicFile
from archive.publishing.publisher import PublishReport, publish

NOW = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


class Listener(Surface):
    """A surface that shows nothing and remembers what it was told."""

    name = "listener"

    def __init__(self, folder: DataFolder) -> None:
        self.told: list[Changes] = []
        self.version: int | None = None

    def apply(self, changes: Changes) -> None:
        self.told.append(changes)
        self.version = changes.content_version

    def find_each(self, asked: Sequence[Asked]) -> list[FoundIn]:
        return [FoundIn(1) for _ in asked]

    def state(self) -> int | None:
        return self.version


def comment(
    number: int,
    html: str,
    *,
    answers: int | None = None,
    author: str | None = "Dunlin",
    kind: AuthorKind = AuthorKind.NAME,
    state: SourceState = SourceState.LIVE,
    dated: bool = True,
    is_owner: bool = False,
    author_url: str | None = None,
) -> OriginalComment:
    """Return an invented comment with the source's own number."""
    when = NOW - timedelta(days=400) + timedelta(minutes=number)
    return OriginalComment(
        source_key=f"blogger:{number}",
        ordinal=number,
        text=parse_fragment(html),
        parent_key=None if answers is None else f"blogger:{answers}",
        author=author,
        author_kind=kind,
        author_url=author_url,
        is_owner=is_owner,
        published=SourceTime.from_instant(when, LONDON) if dated else SourceTime.unknown(),
        state=state,
    )


def post(
    number: int,
    *comments: OriginalComment,
    title: str | None = "Night shifts",
    html: str | None = "<p>The rota again.</p>",
    path: str | None = None,
    author: str | None = "Old Capstan",
    labels: tuple[str, ...] = (),
    declared: int | None = None,
    source: Source = Source.PAGE,
) -> OriginalPost:
    """Return an invented post with the source's own number."""
    return OriginalPost(
        source_key=f"blogger:{number}",
        source=source,
        url=f"https://ferry.example{path or f'/2018/07/post-{number}.html'}",
        title=title,
        text=None if html is None else parse_fragment(html),
        author=author,
        published=SourceTime.from_instant(NOW - timedelta(days=500) + timedelta(days=number % 100), LONDON),
        labels=labels,
        declared=declared,
        comments=comments,
    )


@dataclass
class Bench:
    """One archive folder, its open private database, and a clock that only tests move."""

    folder: DataFolder
    db: Database
    now: datetime = NOW
    listener: Listener = field(init=False)
    _captures: int = 0

    def __post_init__(self) -> None:
        self.listener = Listener(self.folder)

    @property
    def surfaces(self) -> list[Surface]:
        return [PublicFile(self.folder), self.listener]

    def add(self, *posts: OriginalPost, host: str = "ferry.example", title: str | None = "The Ferry Blog") -> None:
        """Merge posts as one capture brings them."""
        self._captures += 1
        fetched = self.now + timedelta(seconds=self._captures)
        name = f"page-{self._captures}.html"
        with captures.CaptureWriter(self.folder, fetched, f"bench{self._captures}", self.db) as writer:
            stored = writer.write_file(name, io.BytesIO(f"<p>page {self._captures}</p>".encode()), fetched)
            with self.db.atomic():
                capture_id = captures.insert_capture(self.db, stored, format="bench", parser_version=1, problem=None)
                originals.merge(
                    self.db,
                    Parsed("bench", SiteRecord(host, title), posts),
                    capture_id=capture_id,
                    fetched_at=fetched,
                    secrets=self.folder.load_secrets(),
                    default_zone=LONDON,
                )

    def publish(self, *, full: bool = False) -> PublishReport:
        return publish(self.folder, full=full, now=self.now, surfaces=self.surfaces)

    def mask(self, item: int | str, find: str, *, label: str = "name", everywhere: bool = False) -> Decision:
        return decisions.mask(
            self.db,
            str(item),
            find,
            label=label,
            reason="identifies a third party",
            by="Mo",
            now=self.now,
            everywhere=everywhere,
        )

    def hide(self, item: int | str) -> Decision:
        return decisions.hide(self.db, str(item), reason="asked for by its writer", by="Mo", now=self.now)

    def show(self, item: int | str) -> Decision:
        return decisions.show(self.db, str(item), reason="its writer asks for it", by="Mo", now=self.now)

    def seen(self, post: int | str, *comments: int | str) -> None:
        """Note that a harvest saw all comments of a post, and that these were all."""
        with self.db.atomic():
            absences.note_comments(self.db, str(post), [str(number) for number in comments], self.now)

    def later(self, **step: float) -> None:
        self.now += timedelta(**step)

    def settings(self, **values: str) -> None:
        """Set lines of threadkeep.toml, written as TOML values; of two settings of one name the first."""
        text = self.folder.settings_file.read_text(encoding="utf-8")
        for name, value in values.items():
            line = re.search(rf"^{name} = .*$", text, re.MULTILINE)
            assert line is not None, name
            text = f"{text[: line.start()]}{name} = {value}{text[line.end() :]}"
        self.folder.settings_file.write_text(text, encoding="utf-8")

    def public(self) -> Database:
        return store.open_public(self.folder)

    def dump(self) -> str:
        """Return every row of the public copy as text."""
        db = self.public()
        try:
            return store.dump(db)
        finally:
            db.close()

    def get(self, item: int | str) -> PublicPost | PublicComment:
        db = self.public()
        try:
            found = store.find_item(db, str(item))
        finally:
            db.close()
        assert found is not None
        return found

    def get_post(self, item: int | str) -> PublicPost:
        found = self.get(item)
        assert isinstance(found, PublicPost)
        return found

    def get_comment(self, item: int | str) -> PublicComment:
        found = self.get(item)
        assert isinstance(found, PublicComment)
        return found


@contextmanager
def memory_folder() -> Iterator[Path]:
    """Return a folder for tests of thousands of commits: in memory where possible, so that they wait for no disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        yield Path(place)


def make_bench(path: Path) -> Bench:
    """Return a new, empty archive."""
    folder = DataFolder(path / "archive")
    folder.create()
    return Bench(folder, open_archive(folder, create=True))
