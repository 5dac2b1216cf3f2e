"""Who may moderate: for admins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from archive.moderation import moderators
from archive.moderation.moderators import Moderator, Role
from plugins._datasette import Request, Response, Served
from plugins.anonymisation.desk import in_archive, the_desk
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.showing import show
from plugins.anonymisation.stopped import stopped_page
from plugins.site.rendering import Shown


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Names and roles."""

    template: ClassVar[str] = "threadkeep_desk_people.html"

    people: tuple[Moderator, ...]


async def people(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/moderators`; 403 for anybody but an admin."""
    if the_moderator(request).role is not Role.ADMIN:
        return await stopped_page(datasette, request, "admins only")
    found = await in_archive(the_desk(datasette), moderators.list_all)
    page = PeoplePage(tuple(found))
    return await show(datasette, request, Shown(page, "Moderators", "/-/moderate/moderators", "people"))
