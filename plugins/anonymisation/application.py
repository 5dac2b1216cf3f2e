"""Building the Datasette of the moderation site: the public pages behind a login, with the ways to change them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from archive.folder import DataFolder
from archive.originals.database import open_archive
from plugins import anonymisation
from plugins._datasette import Served, register_plugin
from plugins.anonymisation.desk import Desk, put_desk
from plugins.anonymisation.guard import controls, guard_page
from plugins.site.application import build_datasette
from plugins.site.state import Extras
from plugins.tagging import editing


def build_moderation(folder: DataFolder, *, clock: Callable[[], datetime] | None = None) -> Served:
    """Return the Datasette of the moderation site.

    Raises WrongUse when there is no archive or nothing was published yet. Its two plugins are registered here and are
    no entry points, so no other process ever loads them.
    """
    folder.require()
    open_archive(folder).close()
    register_plugin(anonymisation, "threadkeep_anonymisation")
    register_plugin(editing, "threadkeep_tagging_editing")
    extras = Extras(guard=guard_page, controls=controls, scripts=True, secret=folder.load_secrets().cookie_key)
    served = build_datasette(folder, "moderate", extras=extras, clock=clock)
    put_desk(served, Desk(folder, clock or _now))
    return served


def _now() -> datetime:
    return datetime.now(UTC)
