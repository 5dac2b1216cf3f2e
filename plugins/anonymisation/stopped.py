"""The page for somebody who may not do what they tried: what happened, that nothing was lost, what to try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from plugins._datasette import Request, Response, Served
from plugins.anonymisation.showing import show
from plugins.site.rendering import Shown

Why = Literal["cross-site", "logged out", "admins only", "only reading"]

_WORDS: dict[Why, tuple[str, str]] = {
    "cross-site": (
        "Nothing was changed: this did not come from a page of the moderation site.",
        "Open the moderation site by its own address and do it there. If you did, a browser or proxy has taken out the "
        "headers that say where a form comes from.",
    ),
    "logged out": (
        "Nothing was changed: you are not logged in any more.",
        "Log in again in another tab, then come back to this one, go back one page and send the form again. What you "
        "typed is still there.",
    ),
    "only reading": ("Nothing was changed: this page is for reading.", "Go back and use one of the forms."),
    "admins only": ("This page is for admins.", "Ask an admin, or go back to the archive."),
}


@dataclass(frozen=True, slots=True)
class StoppedPage:
    """Why somebody was stopped, and what to do."""

    template: ClassVar[str] = "threadkeep_desk_stopped.html"

    happened: str
    advice: str
    to_login: bool


async def stopped_page(datasette: Served, request: Request, why: Why) -> Response:
    """Return the page, with status 403."""
    page = StoppedPage(*_WORDS[why], to_login=why == "logged out")
    return await show(datasette, request, Shown(page, "Stopped", "", status=405 if why == "only reading" else 403))
