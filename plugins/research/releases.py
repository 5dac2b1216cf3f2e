"""The releases that this archive offers: a page, the same as JSON, and their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar

from sqlite_utils import Database

from archive.public import store
from archive.releases import shelf
from archive.releases.shelf import Release
from plugins._datasette import NotFound, Request, Response, Route, Served, file_response, read, site_of
from plugins.site import errors
from plugins.site.dates import day_text
from plugins.site.rendering import Outcome, Shown, respond
from plugins.site.state import Site
from plugins.site.wording import count

PAGE = "/-/releases"

_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".md": "text/markdown; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
}
_TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a release: its address, its size in words, its SHA-256."""

    name: str
    href: str
    size: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """How a table differs from that of the release before."""

    table: str
    added: int
    changed: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release as the page shows it. `whole` are the files that hold all of it or describe it, `parts` all others."""

    name: str
    day: str
    version: int
    size: str
    holds: str
    policies: tuple[str, ...]
    licence: str
    since: str
    changes: tuple[ChangeLine, ...]
    whole: tuple[FileLine, ...]
    parts: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class OlderLine:
    """A release that is offered no longer, and where its holders learn what was withdrawn since."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class ReleasesPage:
    """What is offered. `is_behind` while the releases are held against what has just changed."""

    template: ClassVar[str] = "threadkeep_releases.html"

    is_behind: bool
    releases: tuple[ReleaseLine, ...]
    older: tuple[OlderLine, ...]


async def releases(datasette: Served, request: Request) -> Response:
    """Answer `/-/releases`."""
    return await respond(datasette, request, build_releases, tag_by_body=True)


def build_releases(db: Database, site: Site) -> Outcome:
    """Return the page of what is offered."""
    is_behind = not is_ready(db, site)
    page = ReleasesPage(
        is_behind=is_behind,
        releases=() if is_behind else tuple(map(_line, shelf.offered(site.folder))),
        older=tuple(OlderLine(name, f"{PAGE}/withdrawn/{name}.txt") for name in shelf.superseded(site.folder)),
    )
    return Shown(page, "Releases", PAGE, "data")


def is_ready(db: Database, site: Site) -> bool:
    """True when the releases were held against what is public now: until then none is offered."""
    return shelf.version(site.folder) in (None, store.content_version(db))


async def as_json(datasette: Served, request: Request) -> Response:
    """Answer `/-/releases.json`."""
    site = await _ready(datasette, request)
    if not isinstance(site, Site):
        return site
    body = [
        {**release.about, "files": [asdict(file) for file in release.files]} for release in shelf.offered(site.folder)
    ]
    return Response.json({"releases": body, "superseded": shelf.superseded(site.folder)}, headers=_headers(site))


async def file(datasette: Served, request: Request) -> Any:
    """Answer with a file of a release that is offered."""
    site = await _ready(datasette, request)
    if not isinstance(site, Site):
        return site
    name, wanted = request.url_vars["name"], request.url_vars["file"]
    found = shelf.find_file(site.folder, name, wanted)
    if found is None:
        raise NotFound("There is no such file in a release that is offered")
    path, digest = found
    return _send(site, request, path, f"{name}-{PurePosixPath(wanted).name}", digest)


async def withdrawn(datasette: Served, request: Request) -> Any:
    """Answer with what was withdrawn since a release, for those who hold it."""
    site = await _ready(datasette, request)
    if not isinstance(site, Site):
        return site
    path = shelf.find_withdrawn(site.folder, request.url_vars["name"])
    if path is None:
        raise NotFound("There was no such release")
    return _send(site, request, path, f"withdrawn-{path.name}", "")


async def _ready(datasette: Served, request: Request) -> Site | Response:
    """Return the site when its releases may be given out, else the answer that says why not."""
    site = site_of(datasette)
    if site is None:
        raise NotFound("Not found")
    if site.extras.guard and (stopped := await site.extras.guard(datasette, request)):
        return stopped
    if not await read(datasette, lambda db: is_ready(db, site)):
        return await errors.page(datasette, request, 503)
    return site


def _send(site: Site, request: Request, path: Path, name: str, digest: str) -> Any:
    headers = _headers(site) | ({"etag": f'"{digest}"'} if digest else {})
    kind = _TYPES.get(path.suffix, _TEXT)
    if digest and headers["etag"] in request.headers.get("if-none-match", ""):
        return Response("", status=304, headers=headers, content_type=kind)
    return file_response(path, name, kind, headers)


def _headers(site: Site) -> dict[str, str]:
    return {"cache-control": "no-cache" if site.is_public else "no-store", "x-robots-tag": "noindex, nofollow"}


def _line(release: Release) -> ReleaseLine:
    about = release.about
    files = [_file_line(release, file.name, file.size, file.sha256) for file in release.files]
    rows: Mapping[str, int] = about["rows"]
    return ReleaseLine(
        name=release.name,
        day=day_text(about["date"]),
        version=release.content_version,
        size=_size(sum(file.size for file in release.files)),
        holds=f"{count(rows['post'], 'post')}, {count(rows['comment'], 'comment')}",
        policies=_policies(about),
        licence=about["licence"],
        since=about["since"] or "",
        changes=tuple(
            ChangeLine(table, told["added"], told["changed"], told["withdrawn"])
            for table, told in about["changes"].items()
            if told["added"] or told["changed"] or told["withdrawn"]
        ),
        whole=tuple(line for line in files if "/" not in line.name),
        parts=tuple(line for line in files if "/" in line.name),
    )


def _file_line(release: Release, name: str, size: int, sha256: str) -> FileLine:
    return FileLine(name, f"{PAGE}/{release.name}/{name}", _size(size), sha256)


def _policies(about: Mapping[str, Any]) -> tuple[str, ...]:
    said = []
    if about["time"] != "full":
        said.append(f"Times are cut to the {about['time']}.")
    if about["bylines"] != "keep":
        said.append("Bylines are other names.")
    return tuple(said)


def _size(size: int) -> str:
    """Return a number of bytes in words.

    >>> _size(900), _size(1_234_567), _size(12_345)
    ('900 bytes', '1.2 MB', '12 kB')
    """
    if size < 1_000:
        return f"{size} bytes"
    return f"{size / 1e3:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"


ROUTES: list[Route] = [
    (r"^/-/releases$", releases),
    (r"^/-/releases\.json$", as_json),
    (r"^/-/releases/withdrawn/(?P<name>[0-9-]{1,20})\.txt$", withdrawn),
    (r"^/-/releases/(?P<name>[0-9-]{1,20})/(?P<file>[A-Za-z0-9_./-]{1,100})$", file),
]
