from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive.folder import DataFolder
from archive.originals import store
from archive.originals.database import ArchiveDatabase, open_archive
from archive.originals.rebuild import rebuild
from archive.originals.records import OriginalComment, OriginalPost, Parsed, SiteRecord, Source
from archive.text import OriginalText

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
URL = "https://desk.blogspot.com/2018/07/late-shift.html"
STAYS = ("site", "identity", "alias", "tag", "tagging", "finding", "decision", "log", "capture")
REBUILT = ("reading", "reading_age", "revision", "post", "comment")


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder.resolve(tmp_path)
    made.create()
    return made


@pytest.fixture
def db(folder: DataFolder) -> Iterator[ArchiveDatabase]:
    opened = open_archive(folder, create=True)
    yield opened
    opened.close()


def page(words: str, *, number: int = 9, source: Source = Source.PAGE) -> Parsed:
    comments = (OriginalComment(f"blogger:{number}1", 0, OriginalText(words)),)
    url = URL.replace("late", f"late-{number}")
    made = OriginalPost(
        f"blogger:{number}", source, url, "Late shift", OriginalText("We were five."), comments=comments
    )
    return Parsed("Blogger page", SiteRecord("desk.blogspot.com"), (made,))


SOURCES = [
    Parsed(
        "saved text", SiteRecord(""), (OriginalPost("text:late", Source.SAVED_TEXT, url=URL.replace("late", "late-9")),)
    ),
    page("We leave at five."),
    page("We leave at six."),
    page("Other words.", number=19, source=Source.FEED),
]


def merge(db: ArchiveDatabase, folder: DataFolder, sources: list[Parsed]) -> None:
    for number, source in enumerate(sources, start=1):
        store.merge(
            db,
            source,
            capture_id=number,
            fetched_at=NOW + timedelta(days=number),
            secrets=folder.load_secrets(),
            default_zone=ZoneInfo("Europe/London"),
        )


@pytest.fixture
def filled(db: ArchiveDatabase, folder: DataFolder) -> ArchiveDatabase:
    """Return an archive whose sources were read, whose post moved to its number, and that people have worked on."""
    with db.atomic():
        for number in range(len(SOURCES)):
            db.execute(
                "insert into capture (kind, url, fetched_at, sha256, warc_file, warc_offset, warc_length)"
                " values ('http', ?, '', '', 'a', 0, 1)",
                (str(number),),
            )
        merge(db, folder, SOURCES)
        db.execute("insert into tag (id, name) values ('pay', 'pay')")
        db.execute("insert into tagging (item_id, tag_id, made_by, made_at) values ('91', 'pay', 'ann', '2024')")
        store.add_alias(db, "old-anchor", "91")
    store.take_pending(db)
    return db


def rows(db: ArchiveDatabase, names: tuple[str, ...]) -> dict[str, list[tuple[object, ...]]]:
    return {name: sorted(db.execute(f"select * from {name}").fetchall(), key=repr) for name in names}


@pytest.mark.feature("H1")
@pytest.mark.feature("A1")
def test_the_same_captures_give_the_same_rows_and_nothing_is_pending(
    filled: ArchiveDatabase, folder: DataFolder
) -> None:
    before = rows(filled, STAYS + REBUILT)
    with rebuild(filled):
        merge(filled, folder, SOURCES)
    assert rows(filled, STAYS + REBUILT) == before
    assert len(before["revision"]) == 1
    assert store.get_pending(filled) == set()


@pytest.mark.feature("H1")
def test_exactly_what_reads_differently_now_is_pending(filled: ArchiveDatabase, folder: DataFolder) -> None:
    store.mark_pending(filled, ["191"])
    with rebuild(filled):
        merge(filled, folder, [*SOURCES[:2], page("We leave at seven."), page("New.", number=29)])
    assert store.get_pending(filled) == {"191", "91", "19", "29", "291"}
    assert [item.id for item in store.iter_posts(filled)] == ["29", "9"]


@pytest.mark.feature("H2")
def test_a_rebuild_that_fails_leaves_everything(filled: ArchiveDatabase, folder: DataFolder) -> None:
    before = rows(filled, STAYS + REBUILT)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            rebuild_and_fail(filled, folder)
        assert rows(filled, STAYS + REBUILT) == before
        assert store.get_pending(filled) == set()
    with rebuild(filled):
        merge(filled, folder, SOURCES)
    assert rows(filled, STAYS + REBUILT) == before


def rebuild_and_fail(db: ArchiveDatabase, folder: DataFolder) -> None:
    with rebuild(db):
        merge(db, folder, SOURCES[:2])
        raise ZeroDivisionError


@pytest.mark.feature("H2")
def test_others_read_the_old_rows_until_the_end(filled: ArchiveDatabase, folder: DataFolder) -> None:
    reader = open_archive(folder)
    with rebuild(filled):
        assert len(list(store.iter_posts(reader))) == 2
        assert list(store.iter_posts(filled)) == []
    assert list(store.iter_posts(reader)) == []
    reader.close()
