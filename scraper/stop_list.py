"""The stop list: addresses that are never asked for and never taken from a file, as threadkeep.toml names them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from archive.errors import WrongUse
from archive.originals.records import Parsed
from archive.originals.urls import canonical_url

LEFT_OUT = "stopped"
"""The kind under which posts of the list are counted in `Parsed.left_out`."""


@dataclass(frozen=True, slots=True)
class StopList:
    """Hosts, and addresses with all that lies below them. The empty list stops nothing."""

    hosts: frozenset[str] = frozenset()
    places: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, lines: Iterable[str]) -> StopList:
        """Return the list that settings name: a bare host, or an address; raise WrongUse for what is neither.

        >>> StopList.of(["weir.example", "https://desk.blogspot.com/2018/07/a.html"]).hosts
        frozenset({'weir.example'})
        """
        hosts, places = set(), []
        for line in lines:
            try:
                host, path = _place(line)
            except WrongUse as error:
                raise WrongUse(f"threadkeep.toml: harvest.stop holds a line that is no address: {error}") from error
            if "/" in line.strip():
                places.append((host, path))
            else:
                hosts.add(host)
        return cls(frozenset(hosts), tuple(places))

    def covers(self, url: str) -> bool:
        """Return whether an address, in whichever of its forms, is on the list; what is no address is not.

        >>> stops = StopList.of(["https://desk.blogspot.com/2018/"])
        >>> [stops.covers(f"http://desk.blogspot.co.uk/{path}") for path in ("2018/07/a.html?m=1", "2018", "2019/")]
        [True, True, False]
        """
        if not self.hosts and not self.places:
            return False
        try:
            host, path = _place(url)
        except WrongUse:
            return False
        return (
            host in self.hosts
            or host.partition(":")[0] in self.hosts
            or any(host == its and (path == below or path.startswith(f"{below}/")) for its, below in self.places)
        )

    def without(self, parsed: Parsed) -> Parsed:
        """Return what a source holds without the posts of the list, which are counted as left out."""
        kept = tuple(post for post in parsed.posts if not (post.url and self.covers(post.url)))
        if len(kept) == len(parsed.posts):
            return parsed
        stopped = parsed.left_out.get(LEFT_OUT, 0) + len(parsed.posts) - len(kept)
        return replace(parsed, posts=kept, left_out={**parsed.left_out, LEFT_OUT: stopped})


def _place(url: str) -> tuple[str, str]:
    """Return host (with a port of its own) and path, without the last slash."""
    typed = url.strip()
    parts = urlsplit(canonical_url(typed if "://" in typed else f"https://{typed}"))
    return parts.netloc, parts.path.rstrip("/")
