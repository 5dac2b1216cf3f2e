"""What one running site is made of: its folder, mode, clock and search, and what another plugin adds to its pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

from sqlite_utils import Database

from archive.folder import DataFolder

Mode = Literal["public", "moderate"]


class Searching(Protocol):
    """The search behind the search page; `search_index.search.Searcher` is one."""

    def search(
        self,
        db: Database,
        query: str,
        *,
        limit: int,
        offset: int,
        order: Any = None,
        facets: Collection[str] = (),
        grouped: bool = False,
    ) -> Any:
        """Return the hits of a query, each checked against the public copy."""
        ...

    def close(self) -> None:
        """Let go of the files of the index."""
        ...


@dataclass(frozen=True, slots=True)
class Controls:
    """Templates another plugin puts into every page, by the place they appear in; none on the public site.

    `referrer` is what a page tells the next one: a site with forms has to tell itself, or a browser sends them without
    saying where from. `item` templates stand at the foot of a post, of each comment and under the name of a tag, and
    read `item_id`, `item_kind` ("post", "comment" or "tag") and `item_state`; all read `controls.data`, whatever the
    plugin needs there.
    """

    head: tuple[str, ...] = ()
    banner: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    referrer: str = "no-referrer"
    data: object = None


def no_controls(request: Any) -> Controls:  # noqa: ARG001 - the signature every source of controls has
    """Return no controls: readers change nothing."""
    return Controls()


@dataclass(frozen=True, slots=True)
class Extras:
    """How a process other than the public one differs: who may see pages, what stands on them, whether scripts run.

    `guard` is asked before every page, ours and Datasette's; a response from it stands in for the page.
    """

    guard: Callable[[Any, Any], Awaitable[Any]] | None = None
    controls: Callable[[Any], Controls] = no_controls
    scripts: bool = False
    secret: str | None = None


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Site:
    """One site as it runs, kept beside its Datasette."""

    folder: DataFolder
    mode: Mode
    searcher: Searching
    extras: Extras = field(default_factory=Extras)
    clock: Callable[[], datetime] = _now

    @property
    def is_public(self) -> bool:
        """True for the site readers see: no login, no cookie, nothing but reading."""
        return self.mode == "public"
