"""What a harvest is about, as the command line says it. Free of Scrapy, so that `--help` need not wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is about: the newest `limit` posts, those since a day, those not yet held; all posts by default.

    `platform` is recognised where it is None.
    """

    limit: int | None = None
    since: date | None = None
    only_new: bool = False
    platform: str | None = None

    @property
    def is_whole(self) -> bool:
        """True when the run is about every post of the blog."""
        return self.limit is None and self.since is None and not self.only_new

    @property
    def arguments(self) -> list[str]:
        """The options of `threadkeep harvest` that say the same.

        >>> Wanted(limit=3, since=date(2018, 7, 1), only_new=True).arguments
        ['--limit', '3', '--since', '2018-07-01', '--only-new']
        """
        values = {"--limit": self.limit, "--since": self.since, "--platform": self.platform}
        given = [part for name, value in values.items() if value for part in (name, str(value))]
        return [*given, "--only-new"] if self.only_new else given
