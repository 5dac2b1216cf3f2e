"""Searching: one long-lived `Searcher` for each process, shared by its threads.

The index knows ids alone; titles, names and snippets are read from public.db at that moment, and a hit whose row has
another version than the one indexed is dropped: so nothing is ever shown that public.db does not say.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from sqlite_utils import Database

from archive.errors import Refused
from archive.folder import DataFolder
from archive.public import store
from archive.public.addresses import anchor, blog_prefix, comment_address, post_address
from archive.public.models import ItemState, PublicComment, PublicPost
from search_index import generation, ranking, spellings, suggestions
from search_index.query import Parsed, parse
from search_index.ranking import Ranked
from search_index.results import Hit, SearchResult
from search_index.schema import kind_of
from search_index.snippets import Sought, make_snippet
from search_index.understanding import describe
from search_index.whoosh_engine.library import DAMAGE

MAX_LIMIT = 500
MAX_OFFSET = 10_000
UNUSABLE = "The search index is missing or damaged: run `threadkeep publish` to make it anew."

_RETRIES = 2
_T = TypeVar("_T")


class Searcher:
    """Answers queries from one index folder. Opens nothing before the first; may be used from any thread."""

    def __init__(self, index: Path) -> None:
        """Bind the searcher to an index folder, which may be made, remade or repaired at any time."""
        self._index = index
        self._lock = threading.Lock()
        self._generation: generation.Generation | None = None
        self._searcher: Any = None

    def search(self, db: Database, query: str, *, limit: int = 20, offset: int = 0) -> SearchResult:
        """Return one page of hits, best first, and for the same index always in the same order.

        No query raises. Raises Refused when there is no index that can be read.
        """
        parsed = parse(query)
        if parsed.root is None:
            return SearchResult(parsed.typed, describe(parsed), 0)
        limit, offset = max(1, min(limit, MAX_LIMIT)), max(0, min(offset, MAX_OFFSET))

        def find(searcher: Any) -> tuple[Parsed, Ranked]:
            resolved = spellings.resolve(parsed, searcher, db)
            return resolved, ranking.rank(searcher, resolved, limit=limit, offset=offset)

        result = _read_hits(db, *self.run(find))
        if result.total:
            return result
        return replace(result, suggestion=self.suggest(db, query))

    def suggest(self, db: Database, query: str) -> str | None:
        """Return the query with words that stand nowhere replaced by near ones that do, None when there are none.

        Words are taken from public rows that the index found, never from the index itself.
        """
        parsed = parse(query)
        return self.run(lambda searcher: suggestions.suggest(searcher, db, parsed))

    def close(self) -> None:
        """Let go of the index files."""
        with self._lock:
            self._drop()

    def run(self, work: Callable[[Any], _T]) -> _T:
        """Return what `work` makes of an up-to-date Whoosh searcher, alone with it; it must keep nothing of it.

        When the index changes hands in between, a new one is opened and `work` done again.
        """
        with self._lock:
            for _ in range(_RETRIES):
                try:
                    return work(self._open())
                except DAMAGE:
                    self._drop()
            try:
                return work(self._open())
            except DAMAGE as error:
                self._drop()
                raise Refused(UNUSABLE) from error

    def _open(self) -> Any:
        """Return a searcher that sees the last commit. Never `refresh`: a test says why."""
        current = generation.read_current(self._index)
        if current is None:
            raise FileNotFoundError("no index in use")
        same = self._generation is not None and self._generation.folder == current.folder
        if not same or self._searcher is None or not self._searcher.up_to_date():
            self._drop()
            self._searcher = generation.open_generation(self._index, current).searcher(weighting=ranking.WEIGHTING)
            self._generation = current
        return self._searcher

    def _drop(self) -> None:
        if self._searcher is not None:
            self._searcher.close()
        self._searcher = self._generation = None


def search(folder: DataFolder, query: str, *, limit: int = 20, offset: int = 0) -> SearchResult:
    """Return one page of hits from an archive. Raises WrongUse when nothing is published, Refused without an index."""
    db = store.open_public(folder)
    searcher = Searcher(folder.index)
    try:
        return searcher.search(db, query, limit=limit, offset=offset)
    finally:
        searcher.close()
        db.close()


def _read_hits(db: Database, parsed: Parsed, ranked: Ranked) -> SearchResult:
    items = store.get_items(db, [item_id for item_id, _ in ranked.page])
    shown = [
        item
        for item_id, version in ranked.page
        if (item := items.get(item_id)) and item.row_version == version and item.state is ItemState.SHOWN
    ]
    posts = {item.id: item for item in shown if isinstance(item, PublicPost)}
    wanted = {item.post_id for item in shown if isinstance(item, PublicComment)} - posts.keys()
    posts |= {key: post for key, post in store.get_items(db, wanted).items() if isinstance(post, PublicPost)}
    prefixes = {site.id: blog_prefix(site) for site in store.get_sites(db)}
    sought = Sought.of(parsed.root)
    hits = tuple(_hit(item, posts, prefixes, sought) for item in shown)
    total = ranked.total - (len(ranked.page) - len(shown))
    return SearchResult(parsed.typed, describe(parsed, ranked.notes), total, hits)


def _hit(
    item: PublicPost | PublicComment, posts: dict[str, PublicPost], prefixes: dict[int, str | None], sought: Sought
) -> Hit:
    post_id = item.post_id if isinstance(item, PublicComment) else item.id
    post = posts.get(post_id)
    snippet = make_snippet(item.body, sought)
    return Hit(
        id=item.id,
        kind=kind_of(item),
        post_id=post_id,
        title=post.title if post else None,
        author=item.author,
        published=item.published.local or None,
        snippet=snippet.html,
        snippet_text=snippet.text,
        url=item_address(item, post, prefixes.get(item.site_id, "")),
    )


def item_address(item: PublicPost | PublicComment, post: PublicPost | None, prefix: str | None = "") -> str:
    """Return where an item stands in the archive; a comment whose post is not public, under its post's id."""
    if isinstance(item, PublicPost):
        return post_address(item, prefix)
    if post is None:
        return f"/-/post/{quote(item.post_id, safe='')}#{anchor(quote(item.id, safe=''))}"
    return comment_address(post, item.id, prefix)
