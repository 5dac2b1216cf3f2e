"""Building the Datasette that a site runs as: the public one, and the one the moderation process adds to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib import resources
from pathlib import Path

from archive.errors import WrongUse
from archive.folder import DataFolder
from plugins._datasette import Served, new_datasette
from plugins.site.recovery import repair
from plugins.site.state import Extras, Mode, Searching, Site


def build_datasette(
    folder: DataFolder,
    mode: Mode = "public",
    *,
    extras: Extras | None = None,
    searcher: Searching | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Served:
    """Return a Datasette over the public copy of an archive; raise WrongUse when nothing was published yet.

    It opens `public.db` for reading and, at the first search, `index/`; nothing else of the folder. The moderation
    process passes `extras`: its guard, its controls, its secret, and what else its pages need.
    """
    if not folder.public_db.exists():
        raise WrongUse("Nothing is published yet: run `threadkeep publish` first.")
    repair(folder.public_db)
    given = {"clock": clock} if clock else {}
    site = Site(folder=folder, mode=mode, searcher=searcher or _searcher(folder), extras=extras or Extras(), **given)
    return new_datasette(
        folder.public_db,
        site,
        metadata={"title": "threadkeep"},
        secret=site.extras.secret,
        template_dir=Path(str(resources.files("plugins") / "research" / "datasette")),
    )


def _searcher(folder: DataFolder) -> Searching:
    # imported here so that a test which brings its own search needs no index
    from search_index.search import Searcher

    found: Searching = Searcher(folder.index)
    return found
