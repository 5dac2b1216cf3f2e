"""The stop list: addresses that are never asked for and never taken from a file, as threadkeep.toml names them."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from archive.errors import WrongUse
from archive.originals.records import Parsed
from archive.originals.urls import canonical_url

# a name with a dot, an IPv6 address, or this machine itself: one bare word is a mistake, and would stop nothing
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+|[0-9a-f.]*:[0-9a-f:.]*|localhost", re.I)

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

    def without(self, read: Callable[[], Iterable[Parsed]]) -> Generator[Parsed, None, None]:
        """Yield the batches of a source without the posts of the list, each of which is counted once as left out.

        The source is read twice, because a batch may name a post whose address another one tells.
        """
        stopped = {post.source_key for parsed in read() for post in parsed.posts if post.url and self.covers(post.url)}
        counted: set[str] = set()
        for parsed in read():
            gone = stopped.intersection(post.source_key for post in parsed.posts)
            kept = tuple(post for post in parsed.posts if post.source_key not in gone)
            new = len(gone - counted)
            counted |= gone
            yield replace(parsed, posts=kept, left_out={**parsed.left_out, LEFT_OUT: new} if new else parsed.left_out)


def _place(url: str) -> tuple[str, str]:
    """Return host (with a port of its own) and path, without the last slash."""
    typed = url.strip()
    parts = urlsplit(canonical_url(typed if "://" in typed else f"https://{typed}"))
    if not _HOST.fullmatch(parts.hostname or ""):
        raise WrongUse(
            f"no host has the name {parts.hostname!r}; write a whole address, or a host such as blog.example."
        )
    return parts.netloc, parts.path.rstrip("/")
