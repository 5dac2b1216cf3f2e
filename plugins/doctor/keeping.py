"""How an archive is kept: what is published, what readers are told, when it was last backed up."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from archive.errors import ArchiveError
from archive.inbox.database import VERSION as INBOX
from archive.originals import backup
from archive.originals import store as originals
from archive.originals.database import open_archive
from archive.public import store
from archive.public.database import SCHEMA_VERSION
from archive.publishing.surfaces import load_surfaces
from plugins.doctor.findings import Finding, Patient, note, problem

BACKUP_DAYS = 7
ERASURE_DAYS = 30
"""Days in which what is erased has to be gone from every copy: a month, as in Art. 12(3) of the GDPR."""

_RETENTION = re.compile(r"^\s*retention:\s*[\"']?(\d+)(h|m|s)[\"']?\s*(?:#.*)?$", re.MULTILINE)
_SECONDS = {"h": 3600, "m": 60, "s": 1}


def schemas(patient: Patient) -> Iterator[Finding]:
    """Yield the databases whose tables another version of threadkeep made."""
    try:
        open_archive(patient.folder).close()
    except ArchiveError as error:
        yield problem("schema", "archive.db", str(error))
    if patient.folder.public_db.exists():
        with closing(store.open_public(patient.folder)) as db:
            found = store.get_meta(db).get("schema_version")
        if found != SCHEMA_VERSION:
            say = f"Its tables are of version {found}, this threadkeep's of {SCHEMA_VERSION}: run `threadkeep publish`."
            yield problem("schema", "public.db", say)
    if patient.folder.inbox_db.exists():
        with closing(_read_only(patient.folder.inbox_db)) as inbox:
            (version,) = inbox.execute("pragma user_version").fetchone()
        if version > INBOX:
            say = "inbox.db comes from a newer threadkeep: install that one."
            yield problem("schema", "inbox.db", say)


def published(patient: Patient) -> Iterator[Finding]:
    """Yield what readers see that is not the newest: an index or other surface behind, items that wait."""
    if not patient.folder.public_db.exists():
        yield note("publish", "public.db", "Nothing is published yet: run `threadkeep publish`.")
        return
    with closing(store.open_public(patient.folder)) as db:
        version = store.content_version(db)
    for surface in load_surfaces(patient.folder):
        if (state := surface.state()) != version:
            say = f"It is at version {state} and public.db at {version}: run `threadkeep publish`."
            yield problem("behind", surface.name, say)
    with closing(open_archive(patient.folder)) as archive:
        waiting = len(originals.get_pending(archive))
    if waiting:
        yield note("pending", "archive.db", f"{waiting} items wait to be published: run `threadkeep publish`.")


def told(patient: Patient) -> Iterator[Finding]:
    """Yield what readers are not told, and whether search engines are asked to stay away."""
    settings = patient.settings
    for name, value, why in (
        ("contact", settings.contact, "nobody can write to you"),
        ("operator", settings.operator, "nobody knows who keeps the archive"),
        ("privacy_notice", settings.privacy_notice, "readers are not told what becomes of what they send"),
    ):
        if not value.strip():
            say = f"Without it {why}: write `{name}` under [archive] in threadkeep.toml, then `threadkeep publish`."
            yield problem("told", name, say)
    asked = "asks search engines to stay away" if settings.noindex else "may be listed by search engines"
    yield note("noindex", "threadkeep.toml", f"The site {asked}: `noindex` under [archive] says so.")
    if patient.folder.public_db.exists():
        with closing(store.open_public(patient.folder)) as db:
            public = store.get_meta(db).get("noindex", "1").lower() in ("1", "true")
        if public != settings.noindex:
            say = "The site says otherwise about search engines: run `threadkeep publish`."
            yield problem("noindex", "public.db", say)


def backups(patient: Patient) -> Iterator[Finding]:
    """Yield how old the last backup is."""
    try:
        said = json.loads((patient.folder.path / backup.LAST).read_text(encoding="utf-8"))
        made = datetime.fromisoformat(said["made_at"])
    except (OSError, ValueError, KeyError):
        yield problem("backup", backup.LAST, "No backup was made yet: run `threadkeep backup FILE`, outside this disk.")
        return
    age = patient.now - made
    if age > timedelta(days=BACKUP_DAYS):
        yield problem("backup", backup.LAST, f"The last backup is {age.days} days old: run `threadkeep backup FILE`.")


def litestream(config: Path) -> Iterator[Finding]:
    """Hold what a litestream configuration keeps against the days in which an erasure has to be everywhere."""
    text = config.read_text(encoding="utf-8")
    kept = [int(number) * _SECONDS[unit] for number, unit in _RETENTION.findall(text)]
    if not kept:
        say = f"It says no retention: write one of at most {ERASURE_DAYS * 24}h, or erased words stay in it for ever."
        yield problem("litestream", config.name, say)
    elif max(kept) > ERASURE_DAYS * 86_400:
        say = f"It keeps what was erased for longer than {ERASURE_DAYS} days: write at most {ERASURE_DAYS * 24}h."
        yield problem("litestream", config.name, say)
    if re.search(r"path:\s*\S*(public|inbox)\.db", text):
        say = "It follows more than archive.db: public.db is made from that, and inbox.db is in every backup."
        yield note("litestream", config.name, say)


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
