"""Writing the reading site as files: one moment of the public copy, written beside, then put in place as a whole."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import ClassVar

from jinja2 import ChoiceLoader, PackageLoader
from sqlite_utils import Database

from archive.errors import Refused, WrongUse
from archive.folder import DataFolder
from archive.public import store
from archive.public.database import read_rows
from plugins._datasette import Served, read, site_of
from plugins.site import assets
from plugins.site.application import build_datasette
from plugins.site.rendering import Shown, contact_link, environment_of, frame_of
from plugins.site.sitemap import pages_of
from plugins.site.surface import run_here
from plugins.static_site import ledger
from plugins.static_site.ledger import ABOUT, SECRET, SUMS, Entry
from plugins.static_site.names import SEARCH, STATIC, file_of
from plugins.static_site.pages import Pages
from plugins.static_site.register import finding, register_pages
from plugins.static_site.rewriting import About, rewrite
from plugins.static_site.words import Gathered, gather, write_search

LOCK = "export"
_SCRIPT = "copy-search.js"
_ALWAYS = ("/", "/-/about", "/-/topics", "/-/acronyms", "/-/log", "/-/removed")
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""No page of a copy tells the day it was made, so that the same content makes the same bytes."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A copy that was written: its name, the version it holds, and how much is in it."""

    name: str
    content_version: int
    pages: int
    found: int
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class CopySearch:
    """The context of the search page of a copy."""

    template: ClassVar[str] = "threadkeep_copy_search.html"
    script: str


def export_site(folder: DataFolder, target: Path) -> Exported:
    """Write the reading site as files to a folder, in place of an older copy of ours; return what was written.

    The folder is there as a whole or not at all. Raises WrongUse when it holds anything else, or nothing is published
    yet; Refused while another export runs, and when words were withdrawn while this one was written.
    """
    _check_target(folder, target)
    store.open_public(folder).close()
    with folder.lock(LOCK, doing="writing a copy of the site"), _scratch(target) as scratch:
        with closing(store.open_public(folder)) as live:
            # known before its moment begins, so that whatever is withdrawn from now on is held against it
            entry = ledger.new_entry(folder, store.content_version(live), target)
            ledger.write_entry(folder, entry)
            moment = _take_moment(live, scratch)
        try:
            made = _write(folder, moment, scratch, entry)
            _put_in_place(folder, scratch, target, entry)
        finally:
            if not any(ledger.name_of(Path(place)) for place in entry.places):
                ledger.forget(folder, entry)
    return made


def _check_target(folder: DataFolder, target: Path) -> None:
    own = folder.path.resolve()
    place = target.resolve()
    if (
        place == own
        or place in own.parents
        or (own in place.parents and ledger.home(folder).resolve() not in place.parents)
    ):
        raise WrongUse("A copy of the site does not go into the archive's own folder: name one elsewhere.")
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not ledger.is_ours(folder, target))):
        raise WrongUse(f"{target.name} holds something else than a copy of this site: name a new or empty folder.")


@contextmanager
def _scratch(target: Path) -> Iterator[Path]:
    """Give a private folder beside the target, which goes in the end; what a killed export left there goes first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    place = target.with_name(f".{target.name}.threadkeep-export")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _take_moment(live: Database, scratch: Path) -> DataFolder:
    """Return a folder with a copy of the public file as one moment has it."""
    moment = DataFolder(scratch / "moment")
    moment.path.mkdir(mode=0o700)
    with closing(store.create_public(moment.public_db, mode=0o600)) as copy:
        live.conn.backup(copy.conn)
    return moment


def _write(folder: DataFolder, moment: DataFolder, scratch: Path, entry: Entry) -> Exported:
    whole = scratch / "whole"
    whole.mkdir()
    pages = Pages(scratch, whole)
    with closing(pages), closing(store.open_public(moment)) as db:
        ledger.write_stock(folder, entry, ledger.take_stock(db, entry.key))
        pages.begin(_start(db))
        about = _about(db, entry)
        with closing(build_datasette(moment, "public", clock=lambda: _NO_DAY)) as served:
            run_here(lambda: pages.follow(served.app()))
            with gather(db, pages, scratch, whole) as gathered:
                write_search(gathered, whole)
                count = run_here(lambda: _write_own(served, gathered, pages, whole, about))
        count += _rewrite(pages, whole, about)
        _write_static(whole)
        _write_about(db, whole, entry, count)
    files, size = _seal(whole)
    return Exported(entry.name, entry.content_version, count, gathered.count, files, size)


def _start(db: Database) -> Iterator[str]:
    """Yield the addresses from which everything that a reader may reach is reached."""
    yield from _ALWAYS
    yield from pages_of(db)
    for row in read_rows(db, "select id from post order by id"):
        yield f"/-/post/{row['id']}"


def _about(db: Database, entry: Entry) -> About:
    contact = store.get_meta(db).get("contact", "")
    return About(entry.name, entry.content_version, contact.removeprefix("mailto:"), contact_link(contact))


async def _write_own(served: Served, gathered: Gathered, pages: Pages, whole: Path, about: About) -> int:
    """Write the pages that only a copy has, as the site would make them; return how many there are."""
    site = site_of(served)
    assert site is not None
    around = environment_of(served)
    assert around.loader is not None
    own = around.overlay(loader=ChoiceLoader([PackageLoader("plugins.static_site"), around.loader]))
    meta, find_file = await read(served, store.get_meta), finding(pages.file_at)
    count = 0
    search = ("/-/search", "Search", CopySearch(f"/-/static/{_SCRIPT}"))
    for address, title, page in chain([search], register_pages(gathered)):
        frame = frame_of(site, meta, Shown(page, title, address, "search"), None)
        body = await own.get_template(page.template).render_async(page=page, frame=frame)
        file = SEARCH if page is search[2] else file_of(address)
        (whole / file).parent.mkdir(parents=True, exist_ok=True)
        (whole / file).write_bytes(rewrite(body.encode(), address, file, find_file, about))
        count += 1
    return count


def _rewrite(pages: Pages, whole: Path, about: About) -> int:
    """Turn every page of the site into one of a copy; return how many there are."""
    count = 0
    for path, file in pages.files():
        place = whole / file
        place.write_bytes(rewrite(place.read_bytes(), path, file, pages.file_at, about))
        count += 1
    return count


def _write_static(whole: Path) -> None:
    place = whole / STATIC
    place.mkdir(parents=True)
    for name, content in assets.CONTENT.items():
        (place / name).write_bytes(content)
    (place / _SCRIPT).write_bytes((Path(__file__).parent / "static" / _SCRIPT).read_bytes())


def _write_about(db: Database, whole: Path, entry: Entry, count: int) -> None:
    meta = store.get_meta(db)
    body = {
        "copy": entry.name,
        "content_version": entry.content_version,
        "title": meta.get("title", ""),
        "pages": count,
    }
    (whole / ABOUT).write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")
    (whole / SECRET).write_text(f"{entry.key}\n", encoding="utf-8")
    (whole / "README.txt").write_text(
        _README.format(title=meta.get("title", ""), version=entry.content_version), encoding="utf-8"
    )


_README = """\
{title}, version {version}: a copy to read without a network.

Open index.html. search.html looks for words; everything else works without scripts too.

Somebody who wrote here may ask later to be taken out. Whoever keeps the archive can give you a list of what was
withdrawn since; with secret.txt you can look up what you hold:

    threadkeep withdrawn --secret-file secret.txt --check list.txt < ids.txt

Please replace this copy by a newer one when there is one. SHA256SUMS: sha256sum -c SHA256SUMS
"""


def _seal(whole: Path) -> tuple[int, int]:
    """Write the checksums, let everybody read everything; return how many files and bytes there are."""
    names = sorted(path.relative_to(whole).as_posix() for path in whole.rglob("*") if path.is_file())
    size = 0
    with (whole / SUMS).open("w", encoding="utf-8") as out:
        for name in names:
            content = (whole / name).read_bytes()
            size += len(content)
            out.write(f"{hashlib.sha256(content).hexdigest()}  {name}\n")
    for path in [whole, *whole.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return len(names) + 1, size


def _put_in_place(folder: DataFolder, scratch: Path, target: Path, entry: Entry) -> None:
    """Give the copy its name, when nothing that it says was withdrawn while it was written."""
    with closing(store.open_public(folder)) as live:
        if ledger.hold(folder, entry, live).withdrawn:
            raise Refused("Words were withdrawn while the copy was written, so there is none: export it again.")
        # made from what is public now, so an older one of this name lacks nothing any more
        ledger.write_entry(folder, Entry(entry.name, entry.content_version, entry.key, entry.places))
        if ledger.state(folder) is None:
            ledger.write_state(folder, store.content_version(live))
    if target.exists():
        os.rename(target, scratch / "before")
    os.rename(scratch / "whole", target)
