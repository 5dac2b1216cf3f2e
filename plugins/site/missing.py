"""Addresses that lead nowhere and items that are not shown: what happened, that nothing was lost, what to try."""

from __future__ import annotations

from collections.abc import Sequence

from archive.public.listing import MonthCount
from archive.public.models import ItemState, PublicComment, PublicPost
from plugins.site.addresses import log_address, period_address
from plugins.site.contexts import Link, MissingPage
from plugins.site.dates import month_text
from plugins.site.rendering import Shown
from plugins.site.wording import stands_in

_SEARCH = "Try the search with a few words you remember, or start from the years on the first page."


def missing_page(
    happened: str = "", advice: str = "", *, months: Sequence[Link] = (), status: int = 404, log: str = ""
) -> Shown:
    """Return the page for an address that leads nowhere."""
    page = MissingPage(
        happened=happened or "There is no page at this address.",
        advice=advice or f"Nothing was lost: the archive may never have had it. {_SEARCH}",
        log=log,
        status=status,
        months=tuple(months),
    )
    return Shown(page, "Not found" if status == 404 else "Not shown", "", status=status)


def missing_period(name: str, months: Sequence[MonthCount], prefix: str, year: int | None = None) -> Shown:
    """Return the page for a year or month without posts: it names months that have some."""
    of_year = [each for each in months if each.year == year]
    links = [Link(period_address(each.month, prefix), month_text(each.month)) for each in of_year]
    if not links:
        links = [
            Link(period_address(f"{each:04d}", prefix), str(each)) for each in sorted({each.year for each in months})
        ]
    return missing_page(
        f"The archive holds no posts of {name}.", "Pick a time it does hold:" if links else "", months=links
    )


def missing_post(path: str, months: Sequence[MonthCount]) -> Shown:
    """Return the page for a path of the blog that no post has; a path with a date in it leads to that month."""
    parts = path.strip("/").split("/")
    month = "-".join(parts[:2]) if len(parts) > 2 else ""
    if any(each.month == month for each in months):
        links = [Link(period_address(month), month_text(month))]
        return missing_page(
            "The archive has no post at this address.", f"{_SEARCH} Or look through that month:", months=links
        )
    return missing_page()


def not_shown(item: PublicPost | PublicComment) -> Shown:
    """Return the page for an item that keeps its place but not its words: 451 when hidden by decision, else 404."""
    hidden = item.state is ItemState.HIDDEN
    kind = "comment" if isinstance(item, PublicComment) else "post"
    advice = (
        "Its place in the thread stays, and so do its replies."
        if hidden
        else "It may appear here later; its place in the thread is kept."
    )
    return missing_page(
        f"This {kind} is not shown. {stands_in(item)}",
        advice,
        status=451 if hidden else 404,
        log=log_address(item.state_ref),
    )
