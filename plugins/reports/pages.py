"""The form of a report and the page of a case. No account, no cookie, and no log of who asks for what."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import cast
from urllib.parse import quote

from archive.errors import NotFound, Refused, WrongUse
from archive.folder import Settings
from archive.inbox import store
from archive.inbox.models import (
    LONGEST_MESSAGE,
    LONGEST_PLACES,
    LONGEST_WHY,
    Kind,
    Report,
    State,
    Status,
    hash_secret,
    new_case_id,
    new_message_id,
)
from plugins._datasette import Request, Response, Route, Served, read, site_of
from plugins.reports import wording
from plugins.reports.contexts import CaseLine, CasePage, ReportPage, UnreadPage
from plugins.reports.form import ReportForm, clean, read_form
from plugins.reports.letterbox import Letterbox, letterbox_of
from plugins.reports.places import find_items, name_items
from plugins.site.contexts import Link
from plugins.site.missing import missing_page
from plugins.site.rendering import HTML, Shown, base_of, frame_of, read_meta, render
from plugins.site.state import Site

REPORT = "/-/report"
_ITEM = re.compile(r"[A-Za-z0-9_-]{1,100}\Z")

TOO_MUCH = "That is more than a report can hold: shorten it and send it again."
NOT_KEPT = (
    "Your report could not be kept just now. Nothing you typed is lost: it stands below. Send it again in a minute; if "
    "that does not help, copy it and write to whoever keeps this archive."
)
_NO_CASE = (
    "There is no case at this address.",
    "The whole link is needed, to its last letter: copy it again from where you kept it.",
)
_RETRY = {"retry-after": "60"}


async def report(datasette: Served, request: Request) -> Response:
    """Answer `/-/report`: the form; a POST keeps the report and leads to the page of its case."""
    if request.method == "POST":
        return await _send(datasette, request)
    asked = request.args.get("item") or ""
    places = f"/-/comment/{asked}" if _ITEM.match(asked) else ""
    return await _form(datasette, request, ReportForm(places=places))


async def case(datasette: Served, request: Request) -> Response:
    """Answer `/-/case/SECRET`: where a case stands; a POST adds a message to it."""
    letterbox = letterbox_of(datasette, _site(datasette).folder)
    hashed = hash_secret(request.url_vars["secret"])
    typed = clean((await read_form(request) or {}).get("message", "")) if request.method == "POST" else ""
    problem = ""
    try:
        if request.method == "POST":
            problem = _message_problem(typed) or await _write(letterbox, hashed, typed, _now(datasette))
            if not problem:
                return _to(request.path)
        found = await letterbox.ask(lambda db: store.find_status(db, hashed))
    except NotFound:
        found = None
    except Refused:
        unread = UnreadPage(typed, LONGEST_MESSAGE)
        return await _show(datasette, request, Shown(unread, "Not now", "", "report", status=503))
    if found is None:
        return await _show(datasette, request, missing_page(*_NO_CASE))
    named = await _named(datasette, found.item_ids)
    page = _case_page(datasette, request, found, named, typed, problem)
    shown = Shown(page, f"Case {found.case_id}", "", "report", status=400 if problem else 200)
    return await _show(datasette, request, shown)


async def _write(letterbox: Letterbox, hashed: str, typed: str, at: str) -> str:
    """Keep a message; return why the case takes none, "" when it was kept. Raises NotFound, and Refused."""
    try:
        await letterbox.ask(lambda db: store.add_message(db, hashed, new_message_id(), typed, at))
    except NotFound:
        raise
    except WrongUse as error:
        return str(error)
    return ""


async def _send(datasette: Served, request: Request) -> Response:
    given = await read_form(request)
    if given is None:
        return await _form(datasette, request, ReportForm(), TOO_MUCH, 413)
    form = ReportForm.parse(given)
    if problem := form.problem():
        return await _form(datasette, request, form, problem, 400)
    site = _site(datasette)
    letterbox = letterbox_of(datasette, site.folder)
    secret = letterbox.secret_of(form.once, form.kind, form.places, form.why)
    client = request.scope.get("client") or (None,)
    new = Report(
        case_id=new_case_id(),
        secret_hash=hash_secret(secret),
        sent_at=_now(datasette),
        kind=Kind(form.kind),
        item_ids=await _meant(datasette, form.places),
        places=form.places,
        why=form.why,
        is_verified=letterbox.limits.counts(client[0], site.clock()),
    )
    try:
        await letterbox.put(new)
    except Refused:
        return await _form(datasette, request, form, NOT_KEPT, 503)
    return _to(f"/-/case/{secret}")


async def _meant(datasette: Served, places: str) -> tuple[str, ...]:
    try:
        return await read(datasette, lambda db: find_items(db, places))
    except sqlite3.Error:
        # moderators look for them again; a report never waits for anything but the inbox
        return ()


def _message_problem(typed: str) -> str:
    if not typed:
        return "Write a message first."
    is_long = len(typed) > LONGEST_MESSAGE
    return f"That is longer than {LONGEST_MESSAGE:,} characters: send it in parts." if is_long else ""


async def _named(datasette: Served, item_ids: Iterable[str]) -> tuple[Link, ...]:
    """Return items as readers meet them now; by its id one that they do not, or while the public copy is written."""
    try:
        names = await read(datasette, lambda db: name_items(db, item_ids))
    except sqlite3.Error:
        names = {}
    return tuple(Link(f"/-/comment/{quote(each, safe='')}", names.get(each, each)) for each in item_ids)


def _case_page(
    datasette: Served, request: Request, found: Status, named: tuple[Link, ...], typed: str, problem: str
) -> CasePage:
    told = found.told
    state, explained = wording.STATES[told.state]
    if told.forgotten_at:
        explained = f"What was written in it was deleted on {wording.when(told.forgotten_at)}. {explained}"
    lines = [(at, CaseLine("You", wording.when(at), "")) for at in found.messages]
    lines += [(each.at, CaseLine("The moderators", wording.when(each.at), each.body)) for each in told.answers]
    return CasePage(
        case_id=found.case_id,
        address=f"{base_of(request)}{request.path}",
        sent=wording.when(found.sent_at),
        kind=wording.KINDS[found.kind],
        items=named,
        state=state if told.state is State.RECEIVED else f"{state}, {wording.when(told.at)}",
        explained=explained,
        outcome=wording.OUTCOMES[told.outcome],
        reason=told.reason,
        lines=tuple(line for _, line in sorted(lines, key=lambda each: each[0])),
        takes_messages=found.takes_messages,
        message=typed,
        longest_message=LONGEST_MESSAGE,
        problem=problem,
        is_forgotten=bool(told.forgotten_at),
        kept_days=_settings(datasette).delete_reports_after,
    )


async def _form(
    datasette: Served, request: Request, form: ReportForm, problem: str = "", status: int = 200
) -> Response:
    page = ReportPage(
        form=form,
        problem=problem,
        longest_places=LONGEST_PLACES,
        longest_why=LONGEST_WHY,
        kept_days=_settings(datasette).delete_reports_after,
        kinds=tuple((kind.value, told) for kind, told in wording.KINDS.items()),
    )
    return await _show(datasette, request, Shown(page, "Ask for removal", REPORT, "report", status=status))


async def _show(datasette: Served, request: Request, shown: Shown) -> Response:
    """Return a page that nobody keeps and no search engine lists."""
    site = _site(datasette)
    if site.extras.guard and (stopped := await site.extras.guard(datasette, request)):
        return cast(Response, stopped)
    try:
        meta = await read_meta(datasette)
    except sqlite3.Error:
        # whoever needs this page must not need the file that is just being written
        meta = {}
    # a form has to say where it comes from; a case's own address is told to nobody
    referrer = "same-origin" if shown.address == REPORT else "no-referrer"
    frame = frame_of(site, meta, shown, request)
    frame = replace(frame, noindex=True, controls=replace(frame.controls, referrer=referrer))
    headers = {"cache-control": "no-store", "referrer-policy": referrer, "x-robots-tag": "noindex, nofollow"}
    if shown.status == 503:
        headers |= _RETRY
    return Response(await render(datasette, shown, frame), status=shown.status, headers=headers, content_type=HTML)


def _to(location: str) -> Response:
    headers = {"location": location, "cache-control": "no-store", "referrer-policy": "no-referrer"}
    return Response("", status=303, headers=headers, content_type=HTML)


def _site(datasette: Served) -> Site:
    return cast(Site, site_of(datasette))


def _settings(datasette: Served) -> Settings:
    try:
        return _site(datasette).folder.load_settings()
    except WrongUse:
        # a damaged settings file is told at the next command; a report can be sent all the same
        return Settings()


def _now(datasette: Served) -> str:
    now: datetime = _site(datasette).clock()
    return now.astimezone(UTC).isoformat(timespec="seconds")


ROUTES: list[Route] = [(r"^/-/report$", report), (r"^/-/case/(?P<secret>[A-Za-z0-9_-]{20,100})$", case)]
"""A test walks these as everybody."""
