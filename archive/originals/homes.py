"""Where the blogs of the archive live."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database


def home_finder(db: Database) -> Callable[[str], str]:
    """Return what finds the address of a blog by its number, "" for one that the archive does not know."""

    def find(number: str) -> str:
        rows = db.query("select host from site where blog_id = ? and host != '' order by id limit 1", (number,))
        return next((f"https://{row['host']}" for row in rows), "")

    return find
