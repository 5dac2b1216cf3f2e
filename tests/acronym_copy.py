"""A public copy in which invented people use acronyms: explained, with two meanings, never explained. Shared by tests.

The rows of acronyms are written by hand here, so that what pages show is held apart from what is found in texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.public import store
from archive.public.models import PublicComment, PublicPost, PublicThread
from archive.public.statistics import count_words
from tests.public_copy import at, comment, post, write_public_copy

THREAD = "/2019/02/the-lantern-question.html"
OTHER = "/2020/03/berths.html"

SHORT = {
    "psr": (("PSR", "PSRs"), (("pier-safety-report", "pier safety report", "mined"),)),
    "hm": (("HM",), (("harbour-master", "harbour master", "glossary"), ("hull-monitor", "hull monitor", "mined"))),
    "qlx": (("QLX",), ()),
}
"""Each acronym by its id: how it is written, and what it means."""

_POSTS: tuple[tuple[str, str, str, str, str], ...] = (
    ("71", "The lantern question", "2019-02-03", THREAD, "The PSR is late again, and the HM says nothing. PSR or not."),
    ("72", "Berths", "2020-03-05", OTHER, "No QLX this year, says everybody with a boat."),
)
_COMMENTS: tuple[tuple[str, str, int, str, str], ...] = (
    ("7101", "71", 1, "2019-02-04", "For those who ask: the pier safety report (PSR) is what they write in winter."),
    ("7102", "71", 2, "2019-02-05", "Both PSRs were wrong, and the QLX was worse. PSRs are a lottery of ink."),
    ("7103", "71", 3, "2019-02-06", "The HM (hull monitor) beeped. See https://psr.example/PSR for the rest."),
    ("7201", "72", 1, "2020-03-06", "The HM told me that the PSR has a new cover. Lantern, lantern, lantern."),
    ("7202", "72", 2, "2020-03-07", "A lantern for every berth, and a lantern for the lantern keeper."),
)
_MEANT = {"7101": {"PSR": "pier-safety-report"}, "7103": {"HM": "hull-monitor"}, "7201": {"HM": "harbour-master"}}
_DEFINED = {
    "7101": ("psr", "pier-safety-report", "pier safety report", "PSR"),
    "7103": ("hm", "hull-monitor", "hull monitor", "HM"),
}


def _threads() -> Iterator[PublicThread]:
    for item_id, title, day, path, text in _POSTS:
        under = tuple(
            comment(number, place, at(when, None, "day"), words, post_id=item_id)
            for number, post_id, place, when, words in _COMMENTS
            if post_id == item_id
        )
        yield PublicThread(post(item_id, title, at(day, None, "day"), text, path=path, comment_count=len(under)), under)


def write_acronym_copy(path: Path, **meta: str) -> DataFolder:
    """Write the public copy with two more threads and their acronyms into a data folder; return the folder."""
    folder = write_public_copy(path, **meta)
    with closing(store.open_public(folder, write=True)) as db, db.atomic():
        for thread in _threads():
            store.write_thread(db, thread)
        write_words(db)
        write_acronyms(db)
    return folder


def write_words(db: Database) -> None:
    """Write how many words each item has, as publishing does."""
    rows = [{"item_id": item.id, "words": count_words(item.body.text)} for item in store.iter_items(db)]
    db.table("item_words").delete_where()
    db.table("item_words").insert_all(row for row in rows if row["words"])


def write_acronyms(db: Database) -> None:
    """Write every row of acronyms anew, as the texts of the copy have them now."""
    for table in ("mention", "definition", "item", "sense", "spelling"):
        db.table(f"acronym_{table}").delete_where()
    db.table("acronym").delete_where()
    items = [item for item in store.iter_items(db) if item.body.text]
    mentions = [row for item in items for row in _mentions(item)]
    _write_totals(db, mentions, {item.id: item.published.local[:10] for item in items})
    _insert(db, "acronym_mention", mentions)
    _insert(db, "acronym_definition", [row for item in items for row in _definitions(item)])
    _insert(db, "acronym_item", [_item(item) for item in items])


def _insert(db: Database, table: str, rows: Iterable[dict[str, object]]) -> None:
    """Insert rows; numbers that pages do not read, such as those by which publishing knows texts, are 0."""
    unread = {column.name: 0 for column in db.table(table).columns if column.notnull and column.default_value is None}
    db.table(table).insert_all({**unread, **row} for row in rows)


def _item(item: PublicPost | PublicComment) -> dict[str, object]:
    return {
        "item_id": item.id,
        "post_id": item.post_id if isinstance(item, PublicComment) else item.id,
        "position": item.position if isinstance(item, PublicComment) else 0,
        "parent_id": None,
        "day": item.published.local[:10] or None,
    }


def _mentions(item: PublicPost | PublicComment) -> Iterator[dict[str, object]]:
    text = item.body.text
    for acronym_id, (spellings, senses) in SHORT.items():
        for spelling in spellings:
            start = text.find(spelling)
            while start >= 0:
                end = start + len(spelling)
                if not text[end : end + 1].isalnum() and not text[start - 1 : start].isalnum():
                    meant = _MEANT.get(item.id, {}).get(spelling)
                    only = senses[0][0] if len(senses) == 1 else None
                    yield {
                        "id": f"{item.id}-{start}",
                        "item_id": item.id,
                        "field": "text",
                        "day": item.published.local[:10] or None,
                        "span_start": start,
                        "span_end": end,
                        "spelling": spelling,
                        "confidence": 0.9,
                        "acronym_id": acronym_id,
                        "sense_id": meant or only,
                    }
                start = text.find(spelling, end)


def _definitions(item: PublicPost | PublicComment) -> Iterator[dict[str, object]]:
    if item.id not in _DEFINED:
        return
    acronym_id, sense_id, long, short = _DEFINED[item.id]
    text = item.body.text
    if long not in text:
        return
    yield {
        "id": f"{item.id}-1",
        "item_id": item.id,
        "question_id": None,
        "field": "text",
        "span_start": text.index(short),
        "span_end": text.index(short) + len(short),
        "long_start": text.index(long),
        "long_end": text.index(long) + len(long),
        "spelling": short,
        "expansion": long,
        "form": "bracket",
        "confidence": 0.95,
        "acronym_id": acronym_id,
        "sense_id": sense_id,
    }


def _write_totals(db: Database, mentions: list[dict[str, object]], days: dict[str, str]) -> None:
    for acronym_id, (spellings, senses) in SHORT.items():
        own = [row for row in mentions if row["acronym_id"] == acronym_id]
        if not own:
            continue
        seen = sorted(days[str(row["item_id"])] for row in own)
        totals = {"item_count": len({row["item_id"] for row in own}), "mention_count": len(own)}
        db.table("acronym").insert(
            {"id": acronym_id, "name": spellings[0], **totals, "first_seen": seen[0], "last_seen": seen[-1]}
            | {"is_explained": int(bool(senses))}
        )
        for spelling in spellings:
            written = [row for row in own if row["spelling"] == spelling]
            number = {"mention_count": len(written), "item_count": len({row["item_id"] for row in written})}
            db.table("acronym_spelling").insert({"spelling": spelling, "acronym_id": acronym_id, **number})
        for sense_id, expansion, source in senses:
            meant = {row["item_id"] for row in own if row["sense_id"] == sense_id}
            counts = {"evidence_count": int(source == "mined"), "item_count": len(meant), "confidence": 0.9}
            given = {"id": sense_id, "acronym_id": acronym_id, "expansion": expansion, "note": "", "source": source}
            _insert(db, "acronym_sense", [{**given, **counts}])
