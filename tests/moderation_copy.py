"""A small invented archive, published, with two people who may moderate it. For the tests of the moderation site."""

from __future__ import annotations

import asyncio
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup

from archive.folder import DataFolder
from archive.markup import parse_fragment
from archive.moderation import moderators
from archive.originals import absences
from archive.originals import store as originals
from archive.originals.captures import CaptureWriter, insert_capture
from archive.originals.database import open_archive
from archive.originals.records import (
    AuthorKind,
    OriginalComment,
    OriginalPost,
    Parsed,
    SiteRecord,
    Source,
    SourceTime,
)
from archive.publishing.publisher import publish
from plugins._datasette import Served, sign_actor
from plugins.anonymisation.application import build_moderation
from plugins.anonymisation.desk import the_desk
from plugins.anonymisation.session import mark_of

ZONE = ZoneInfo("Europe/London")
START = datetime(2026, 5, 3, 9, 0, tzinfo=UTC)
ADMIN, MODERATOR, PASSWORD = "Isolde", "Bertram", "a lamp in the fog"
POST, PATH = "7001", "/2018/07/the-new-lamp.html"
COMMENT, REPLY, OTHER, CONTACT = "7002", "7003", "7004", "7005"
SECRET = "Ravelsworth Tower"

_WRITTEN = datetime(2018, 7, 2, 18, 49, 3, tzinfo=UTC)
_COMMENTS = (
    (COMMENT, None, "Fogbound", f"<p>I kept the light at {SECRET} for nine years.</p><p>Nobody thanked us.</p>"),
    (REPLY, COMMENT, None, "Thank you, then, from one who sailed home by it."),
    (OTHER, None, "Gull", f"<p>They have painted {SECRET.upper()} a horrid green.</p>"),
    (CONTACT, None, None, "<p>Write to the keeper: lamp.keeper@light.example and say when you come.</p>"),
)


@dataclass(slots=True)
class Clock:
    """A clock that tests set."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


def make_archive(path: Path) -> DataFolder:
    """Return a published archive of one post and four comments, one of them held for an e-mail address."""
    folder = DataFolder(path)
    folder.create()
    with closing(open_archive(folder, create=True)) as db:
        with CaptureWriter(folder, START, "import", db) as writer, db.atomic():
            stored = writer.write_file("lamp.html", io.BytesIO(b"invented"), START)
            capture = insert_capture(db, stored, format="Blogger page", parser_version=1, problem=None)
            originals.merge(
                db,
                Parsed("Blogger page", SiteRecord("lamp.example", "The Lamp"), (_post(),)),
                capture_id=capture,
                fetched_at=START,
                secrets=folder.load_secrets(),
                default_zone=ZONE,
            )
        moderators.add(db, ADMIN, "admin", PASSWORD, START)
        moderators.add(db, MODERATOR, "moderator", PASSWORD, START)
    publish(folder, now=START)
    return folder


def _post() -> OriginalPost:
    return OriginalPost(
        source_key=f"blogger:{POST}",
        source=Source.PAGE,
        url=f"https://lamp.example{PATH}",
        title="The new lamp",
        text=parse_fragment("<p>It turns, at last.</p>"),
        author="The Keeper",
        published=SourceTime.from_instant(_WRITTEN, ZONE),
        labels=("Lamps",),
        declared=len(_COMMENTS),
        comments=tuple(_comment(*written, ordinal=ordinal) for ordinal, written in enumerate(_COMMENTS)),
    )


def _comment(item_id: str, parent: str | None, author: str | None, html: str, *, ordinal: int) -> OriginalComment:
    return OriginalComment(
        source_key=f"blogger:{item_id}",
        ordinal=ordinal,
        text=parse_fragment(html),
        parent_key=f"blogger:{parent}" if parent else None,
        author=author,
        author_kind=AuthorKind.NAME if author else AuthorKind.ANONYMOUS,
        published=SourceTime.from_instant(_WRITTEN + timedelta(minutes=ordinal + 1), ZONE),
    )


class Visitor:
    """Somebody with a browser: keeps its cookies and says, as browsers do, where a form comes from."""

    def __init__(self, served: Served, runner: asyncio.Runner) -> None:
        self.served = served
        self.cookies: dict[str, str] = {}
        self._runner = runner

    def ask(self, method: str, path: str, **options: Any) -> Any:
        """Send a request and return the response, whatever it is."""

        async def send() -> Any:
            return await self.served.client.request(method, path, cookies=self.cookies, **options)

        response = self._runner.run(send())
        self.cookies.update({name: value for name, value in response.cookies.items() if value})
        return response

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, data: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> Any:
        return self.ask("POST", path, data=dict(data or {}), headers=OWN if headers is None else dict(headers))

    def log_in(self, name: str, password: str = PASSWORD) -> Any:
        return self.post("/-/login", {"name": name, "password": password})


OWN = {"sec-fetch-site": "same-origin", "origin": "http://localhost"}
"""What a browser sends with a form of the very page it stands on."""


def redaction(**changed: str) -> dict[str, str]:
    """Return a filled-in form that takes the secret words out."""
    form = {
        "words": SECRET,
        "label": "place",
        "reason": "Says where somebody worked",
        "scope": "here",
        "step": "redact",
    }
    return {**form, **changed}


def text_of(html: str) -> str:
    """Return what can be read on a page."""
    return " ".join(BeautifulSoup(html, "lxml").get_text(" ").split())


@dataclass(slots=True)
class Desk:
    """A moderation site over an archive of its own, and those who come to it."""

    folder: DataFolder
    clock: Clock
    served: Served
    runner: asyncio.Runner

    def visitor(self, name: str = "") -> Visitor:
        """Return somebody with a browser of their own, logged in when a name is given."""
        found = Visitor(self.served, self.runner)
        if name:
            assert found.log_in(name).status_code == 303
        return found

    def cookie(self, name: str, ends: int) -> str:
        """Return the cookie of a session that ends at a Unix time, as a login makes it."""
        with closing(open_archive(self.folder)) as db:
            digest = moderators.password_digest(db, name) or ""
        return sign_actor(self.served, name, ends, mark_of(the_desk(self.served).start, digest))

    def vanish(self, *gone: str) -> None:
        """Note that these comments stand at the blog no longer, and publish that."""
        vanish(self.folder, self.clock.now, *gone)


def vanish(folder: DataFolder, now: datetime, *gone: str) -> None:
    """Note that these comments stand at the blog no longer, and publish that."""
    with closing(open_archive(folder)) as db, db.atomic():
        absences.note_comments(db, POST, {COMMENT, REPLY, OTHER, CONTACT} - set(gone), now)
    publish(folder, now=now)


@contextmanager
def open_desk(template: DataFolder, path: Path) -> Iterator[Desk]:
    """Return a moderation site over a copy of an archive."""
    shutil.copytree(template.path, path)
    folder, clock = DataFolder(path), Clock()
    clock.pass_by(hours=1)
    with asyncio.Runner() as runner:
        served = build_moderation(folder, clock=clock)
        with closing(served):
            yield Desk(folder, clock, served, runner)


@contextmanager
def serving(command: str, folder: DataFolder, *, under: Sequence[str] = ()) -> Iterator[str]:
    """Run a server of ours on a free port until the block ends, `under` another command if given; return its URL."""
    words = [*under, sys.executable, "-m", "archive", command, "--port", "0", "--data", str(folder.path)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            told = process.stderr.readline()
            found = re.search(r"http://[\d.:]+/", told)
            assert found, told + process.stderr.read()
            yield found[0].rstrip("/")
        finally:
            process.terminate()
