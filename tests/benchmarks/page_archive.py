"""An invented archive whose pages are those of a real one: texts with links, answers and acronyms, one long thread."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.markup import render
from archive.public import store
from archive.public.models import PublicComment, PublicSite, PublicThread
from archive.public.rows import versioned_comment, versioned_post
from archive.public.threads import Place, arrange
from tests.benchmarks.invented_archive import Corpus, _write_acronyms
from tests.search_copy import Item, as_thread, make_folder

LONG = 200
"""Comments of the thread that is measured."""

LONG_PATH = "/2018/07/the-long-thread.html"


def make_archive(place: Path, documents: int) -> DataFolder:
    """Return an archive of so many posts and comments in a folder; one that stands there already is taken as it is."""
    folder = DataFolder(place / str(documents) / "archive")
    if not (folder.path.parent / "ready").exists():
        folder.path.parent.mkdir(parents=True, exist_ok=True)
        make_folder(folder.path)
        _fill(folder, documents)
        (folder.path.parent / "ready").touch()
    gc.collect()
    return folder


def _fill(folder: DataFolder, documents: int) -> None:
    corpus = Corpus()
    store.create_public(folder.public_db).close()
    db = store.open_public(folder, write=True)
    items: list[Item] = []
    with db.atomic():
        store.write_sites(db, [PublicSite(1, "blog.example", "A blog", "Europe/London")])
        for number, thread in enumerate(_threads(corpus, documents)):
            path = f"/{thread[0].at[:4]}/{thread[0].at[5:7]}/post-{number}.html" if number else LONG_PATH
            store.write_thread(db, _finished(as_thread(replace(thread[0], path=path), thread[1:])))
            items += thread
        _write_acronyms(db, corpus.acronyms, items)
        _define(db)
        store.set_meta(db, {"content_version": "1", "title": "An invented archive", "noindex": "0"})
    db.close()


def _threads(corpus: Corpus, documents: int) -> Iterator[list[Item]]:
    long: list[Item] = []
    for thread in corpus.threads(documents + LONG + 50):
        if len(long) < LONG + 1:
            kept = thread if not long else [replace(each, under="p0", parent=None) for each in thread[1:]]
            long = [*long, *kept][: LONG + 1]
            if len(long) == LONG + 1:
                # a third of them are answers
                yield [long[0], *(_answering(long, number) for number in range(1, LONG + 1))]
            continue
        yield thread


def _answering(thread: list[Item], number: int) -> Item:
    return replace(thread[number], parent=thread[number // 2].id) if number % 3 == 0 else thread[number]


def _finished(thread: PublicThread) -> PublicThread:
    """Return a thread with its HTML, and with each comment where it stands."""
    placed = {
        place.id: place
        for place in arrange(
            Place(each.id, each.parent_id, each.published.utc or "", each.position) for each in thread.comments
        )
    }
    tags: dict[str, list[str]] = {}
    for tagging in thread.taggings:
        tags.setdefault(tagging.item_id, []).append(tagging.tag_id)

    def finish(comment: PublicComment) -> PublicComment:
        at = placed[comment.id]
        whole = replace(
            comment, html=render(comment.body), position=at.position, depth=at.depth, parent_id=at.parent_id
        )
        return versioned_comment(whole, tags.get(comment.id, ()))

    post = replace(thread.post, html=render(thread.post.body))
    return replace(
        thread, post=versioned_post(post, tags.get(post.id, ())), comments=tuple(map(finish, thread.comments))
    )


def _define(db: Database) -> None:
    """Say of each mention with a meaning which one it is, so that pages explain it."""
    db.conn.execute(
        "insert into acronym_item (fingerprint, item_id, post_id, position) "
        "select distinct 0, item_id, c.post_id, c.position from acronym_mention join comment as c on c.id = item_id"
    )
    db.conn.execute(
        "update acronym_mention set sense_id = acronym_id where acronym_id in (select acronym_id from acronym_sense)"
    )
