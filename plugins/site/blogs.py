"""The blogs of the archive as pages need them: what to call one, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from archive.public import store
from archive.public.addresses import FIRST_SITE, blog_prefix
from archive.public.models import PublicSite


@dataclass(frozen=True, slots=True)
class Blog:
    """One blog. `name` is "" while no source has named it; `prefix` is None where its host is not to be told.

    `gone_since` is the month since which it does not answer.
    """

    id: int
    name: str
    prefix: str | None
    gone_since: str | None

    @property
    def home(self) -> str:
        """Where its home page stands, "" where none can."""
        return "" if self.prefix is None else f"{self.prefix}/"


def read_blogs(db: Database) -> list[Blog]:
    """Return the blogs of the archive, the first one first; it is there even before anything is published."""
    found = [_blog(site) for site in store.get_sites(db)]
    return found or [Blog(FIRST_SITE, "", "", None)]


def read_prefixes(db: Database) -> Mapping[int, str | None]:
    """Return what stands before the paths of each blog, by the blog's number."""
    return {blog.id: blog.prefix for blog in read_blogs(db)}


def _blog(site: PublicSite) -> Blog:
    return Blog(site.id, site.title or site.host, blog_prefix(site), site.source_gone_since)
