"""`search('oasys year:2018')` in readers' SQL: the ids that a query of the search page finds, as a JSON array.

select * from comment where id in (select value from json_each(search('oasys year:2018')))
"""

from __future__ import annotations

import json
import sqlite3
import threading
from typing import Protocol, runtime_checkable

from sqlite_utils import Database

from archive.errors import Refused
from archive.public.store import open_public
from plugins.site.state import Site
from search_index.engine import TooSlowError
from search_index.query import parse

MOST_CALLS = 3
"""Queries that one statement may ask; the same one again is answered from memory."""

MOST_IDS = 10_000
SECONDS = 1.0

TOO_MANY = f"A statement can ask {MOST_CALLS} searches at most: name each query once, in quotes, and not a column."
TOO_SLOW = f"A search took longer than {SECONDS:g} second: ask for fewer or rarer words."
NOT_READY = "Search is being made ready: try again in a minute."
TOO_MANY_IDS = (
    f"search() gives {MOST_IDS:,} posts and comments at most, and this query finds more: narrow it down, for instance "
    "to one year with search('ferry year:2018')."
)
NOTHING = "search() has nothing to look for in that query: very common words such as “the” are not in the index."
NO_TEXT = "search() wants a query in quotes, such as search('ferry year:2018')."
SENTENCES = (TOO_MANY, TOO_MANY_IDS, TOO_SLOW, NOT_READY, NOTHING, NO_TEXT)

_at_work = threading.local()


@runtime_checkable
class FindsIds(Protocol):
    """A search that can be asked for ids alone; `search_index.search.Searcher` is one."""

    def search_ids(self, db: Database, query: str, *, most: int, seconds: float) -> list[str]:
        """Return the ids that a query finds, newest first."""
        ...


def begin() -> None:
    """Begin a statement: nothing was searched for in it yet."""
    _at_work.found = {}
    _at_work.refused = None


def refusal() -> str | None:
    """Return why a search of this statement was refused, None when none was."""
    return getattr(_at_work, "refused", None)


def add_search(conn: sqlite3.Connection, site: Site) -> None:
    """Give a connection the function `search`, where the site has a search."""
    if not isinstance(site.searcher, FindsIds):
        return
    searcher = site.searcher

    def search(query: object) -> str | None:
        if query is None:
            return None
        found: dict[str, str] = getattr(_at_work, "found", {})
        if not isinstance(query, str):
            raise _refuse(NO_TEXT)
        if query not in found:
            if len(found) >= MOST_CALLS:
                raise _refuse(TOO_MANY)
            found[query] = json.dumps(_ids(searcher, site, query), separators=(",", ":"))
            _at_work.found = found
        return found[query]

    # deterministic within a statement: SQLite asks once for a query that stands there in quotes
    conn.create_function("search", 1, search, deterministic=True)


def _ids(searcher: FindsIds, site: Site, query: str) -> list[str]:
    if parse(query).root is None:
        raise _refuse(NOTHING)
    # a connection of its own: the one that asks is in the midst of its statement, and has a reader's limits
    db = open_public(site.folder)
    try:
        # one more than it may give tells that there are more: a count of a part would be taken for the whole
        found = searcher.search_ids(db, query, most=MOST_IDS + 1, seconds=SECONDS)
    except TooSlowError as error:
        raise _refuse(TOO_SLOW) from error
    except Refused as error:
        raise _refuse(NOT_READY) from error
    finally:
        db.close()
    if len(found) > MOST_IDS:
        raise _refuse(TOO_MANY_IDS)
    return found


def _refuse(why: str) -> ValueError:
    """Return the error; SQLite passes on none of its words, so they are kept for whoever asks `refusal`."""
    _at_work.refused = why
    return ValueError(why)
