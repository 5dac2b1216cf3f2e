"""The keep-list: words of public persons and offices that stay wherever they stand; `/-/moderate/kept`."""

from __future__ import annotations

from sqlite_utils import Database

from archive.errors import ArchiveError
from archive.moderation import keep_list, queue_acts
from archive.moderation.keep_list import KeptWords
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.card_contexts import KeptLine, KeptPage
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.lines import when_text
from plugins.anonymisation.showing import show, to, typed
from plugins.site.rendering import Shown
from plugins.site.wording import count

ADDRESS = "/-/moderate/kept"


async def kept(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/kept`; a POST takes an entry off the list."""
    if request.method != "POST":
        return await _page(datasette, request)
    desk, by = the_desk(datasette), the_moderator(request).name
    number = (await typed(request)).get("entry", "")
    entry = int(number) if number.isdecimal() and len(number) < 16 else 0
    try:
        await in_archive(desk, lambda db: queue_acts.take_off_list(db, entry, by=by, now=desk.clock()))
    except ArchiveError as error:
        return await _page(datasette, request, problem=str(error))
    desk.behind.set()
    return to(ADDRESS)


async def _page(datasette: Served, request: Request, *, problem: str = "") -> Response:
    def work(db: Database) -> tuple[KeptLine, ...]:
        rows = db.conn.execute("select kept_words_id, count(*) from finding where kept_words_id is not null group by 1")
        places: dict[int, int] = dict(rows.fetchall())
        return tuple(_line(entry, places.get(entry.id, 0)) for entry in keep_list.entries(db))

    lines = await in_archive(the_desk(datasette), work)
    page = KeptPage(problem=problem, lines=lines)
    return await show(datasette, request, Shown(page, "Kept words", ADDRESS, "kept", status=400 if problem else 200))


def _line(entry: KeptWords, places: int) -> KeptLine:
    return KeptLine(
        id=entry.id,
        words=entry.exact,
        evidence=entry.evidence,
        reason=entry.reason,
        by=entry.made_by,
        when=when_text(entry.made_at),
        places=f"{count(places, 'other finding')} settled by it",
    )
