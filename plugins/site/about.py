"""The pages about the archive itself: who keeps it, and what its moderators did."""

from __future__ import annotations

from itertools import groupby

from sqlite_utils import Database

from archive.public import store
from archive.public.models import ItemState, LogLine
from plugins.site.addresses import log_address
from plugins.site.blogs import read_blogs
from plugins.site.contexts import AboutPage, LogEntry, LogLinePage, LogMonth, LogPage
from plugins.site.dates import month_text
from plugins.site.home import extent
from plugins.site.missing import missing_page
from plugins.site.rendering import Outcome, Shown
from plugins.site.state import Site
from plugins.site.wording import count

_KINDS = {
    "mask": "A detail was replaced by a label",
    "hide": "A text was hidden",
    "withhold": "A text was withheld",
    "erase": "A text was erased for good",
    "show": "A text that is gone at its source was kept",
    "undo": "A decision was taken back",
}


def build_about(db: Database, site: Site) -> Outcome:  # noqa: ARG001 - the signature of a page
    """Return the about page."""
    meta = store.get_meta(db)
    page = AboutPage(
        operator=meta.get("operator", ""),
        privacy_notice=meta.get("privacy_notice", ""),
        blog=_joined([blog.name for blog in read_blogs(db) if blog.name]),
        extent=extent(db),
    )
    return Shown(page, "About this archive", "/-/about", "about")


def _joined(names: list[str]) -> str:
    """Return names as one says them: "A, B and C"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def build_log(db: Database, site: Site) -> Outcome:  # noqa: ARG001 - the signature of a page
    """Return the public log, newest month first."""
    lines = sorted(store.get_log(db), key=lambda line: (line.month, line.ref), reverse=True)
    months = [
        LogMonth(month_text(month), count(len(group), "decision"), tuple(map(_entry, group)))
        for month, group in ((month, list(each)) for month, each in groupby(lines, key=lambda line: line.month))
    ]
    return Shown(LogPage(tuple(months), _waiting(db)), "Public log", "/-/log", "log")


def _waiting(db: Database) -> str:
    """Return how many items are not shown because somebody has to look at them first: a count, and never which."""
    asked = "state in (?, ?)"
    states = [ItemState.HELD, ItemState.WITHHELD]
    number = sum(db.table(name).count_where(asked, states) for name in ("post", "comment"))
    return f"{count(number, 'item')} {'waits' if number == 1 else 'wait'}" if number else ""


def build_log_line(db: Database, ref: str) -> Outcome:
    """Return one line of the public log."""
    line = store.find_log_line(db, ref)
    if line is None:
        return missing_page(
            "The public log has no such line.",
            "The decision may have been taken back since; the log itself is at /-/log.",
        )
    return Shown(LogLinePage(_entry(line)), "A line of the public log", log_address(ref), "log")


def _entry(line: LogLine) -> LogEntry:
    kind = _KINDS.get(line.kind, line.kind.capitalize())
    return LogEntry(line.ref, log_address(line.ref), month_text(line.month), kind, line.label, line.reason)
