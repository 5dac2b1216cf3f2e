"""The page of a pen-name: what is signed with it. Where bylines are not published, there is none."""

from __future__ import annotations

from sqlite_utils import Database

from archive.public import listing, store
from plugins._datasette import Request, Response, Route, Served
from plugins.site import wording
from plugins.site.addresses import TAGGED_AT_ONCE, page_number, pen_name_address, readable_path, search_address
from plugins.site.contexts import Link, PenNamePage
from plugins.site.item_lines import item_lines
from plugins.site.missing import missing_page
from plugins.site.rendering import Outcome, Shown, respond

NOTHING = "Nothing in the archive is signed with that name."
_WRITE_AS = "Names are found only as they are written; the search finds them in any."


async def pen_name(datasette: Served, request: Request) -> Response:
    """Answer `/-/by/NAME`."""
    wanted, number = readable_path(request.url_vars["name"]) or "", page_number(request)
    return await respond(datasette, request, lambda db, _site: build_pen_name(db, wanted, number))


def build_pen_name(db: Database, name: str, number: int = 1) -> Outcome:
    """Return the page of what is signed with a name."""
    signed = listing.count_signed(db, name)
    count = signed.posts + signed.comments
    if not count:
        return missing_page(NOTHING, _WRITE_AS)
    last = -(-count // TAGGED_AT_ONCE)
    number = min(number, last)
    ids = listing.signed_ids(db, name, offset=(number - 1) * TAGGED_AT_ONCE, limit=TAGGED_AT_ONCE)
    found = store.get_items(db, ids)
    posts, comments = item_lines(db, [found[item_id] for item_id in ids])
    page = PenNamePage(
        owner=ids[0],
        name=name,
        told=wording.posts_and_comments(signed.posts, signed.comments),
        years=_years(signed),
        search=search_address(f'author:"={name}"'),
        posts=posts,
        comments=comments,
        where=f"Page {number} of {last}" if last > 1 else "",
        earlier=Link(pen_name_address(name, number - 1), f"Page {number - 1}") if number > 1 else None,
        later=Link(pen_name_address(name, number + 1), f"Page {number + 1}") if number < last else None,
    )
    return Shown(page, name, pen_name_address(name, number), item=ids[0])


def _years(signed: listing.Signed) -> str:
    if signed.first is None:
        return ""
    return str(signed.first) if signed.first == signed.last else f"{signed.first} to {signed.last}"


ROUTES: list[Route] = [(r"^/-/by/(?P<name>[^/]+)$", pen_name)]
