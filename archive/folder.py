"""The data folder ("an archive"): where each file lives, its settings, its secrets and its locks."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from filelock import FileLock, Timeout

from archive.errors import Refused, WrongUse

DEFAULT_DATA = "threadkeep-data"

TEMPLATE = """\
# threadkeep.toml: the settings of this archive. Every line is optional; what stands here after "=" is the default.

[archive]
title = "A comment archive"
# Who runs it and how to reach them; shown on the about page. `operator` is also the default of `--by`.
operator = ""
contact = ""
privacy_notice = ""
# New archives ask search engines to stay away.
noindex = true

[harvest]
# The blog's own time zone (IANA name): years, months and `year:` go by it.
zone = "Europe/London"
# An address for the blog's owner to reach you, sent with every request. Not needed for this machine itself.
contact = ""
# Seconds between two requests to one host.
delay = 2.0
# Addresses never asked for and never taken from a file: "https://host/path" with all below it, or a whole "host".
stop = []
# Pages that ask machines not to keep them ("noindex") are left out; true takes them too, with their owner's leave.
take_noindex = false

[publish]
# all: publish everything. hold-high: items with an e-mail, phone or checked id number wait until someone looks.
# reviewed: an item waits while it has any open finding.
policy = "hold-high"
# Pen-names: keep; hide (every byline becomes "a commenter"); or pseudonymise (every byline becomes another name, the
# same one wherever the same author wrote).
bylines = "keep"
# Link items to their address at the source; never on items a moderator has touched.
links_to_source = false

[releases]
# How exactly a release tells when something was published: full, day or month.
time = "full"
# Pen-names in a release: keep; or pseudonymise (every byline becomes another name, the same in every release).
bylines = "keep"
# On what terms people may use a release; stands in its datasheet and its data package.
licence = ""

[search]
# The engine behind the search: whoosh, or tantivy for archives beyond 100,000 comments, which is installed by
# `pip install 'threadkeep[tantivy]'`.
# The next `threadkeep publish` makes the index anew.
engine = "whoosh"

[reports]
# Days after a request to take something down is closed until what was written in it is deleted.
delete_after_days = 30

# One [[source]] for each blog; `threadkeep harvest` without an address harvests them all. What a source does not say
# of zone and delay stands under [harvest].
# [[source]]
# url = "https://example.blogspot.com"
# zone = "Europe/Paris"
# delay = 5.0
"""


class PublishPolicy(StrEnum):
    """Which findings keep an item from the public copy until someone looks (M9)."""

    ALL = "all"
    HOLD_HIGH = "hold-high"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """One blog of the archive; zone and delay are None where it has no own."""

    url: str
    zone: ZoneInfo | None = None
    delay: float | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one archive, as read from threadkeep.toml."""

    title: str = "A comment archive"
    operator: str = ""
    contact: str = ""
    privacy_notice: str = ""
    noindex: bool = True
    zone: ZoneInfo = ZoneInfo("Europe/London")  # noqa: RUF009 - an immutable value
    harvest_contact: str = ""
    harvest_delay: float = 2.0
    harvest_stop: tuple[str, ...] = ()
    take_noindex: bool = False
    policy: PublishPolicy = PublishPolicy.HOLD_HIGH
    bylines: str = "keep"
    links_to_source: bool = False
    release_time: str = "full"
    release_bylines: str = "keep"
    release_licence: str = ""
    search_engine: str = "whoosh"
    delete_reports_after: int = 30
    sources: tuple[SourceSettings, ...] = ()
    pen_name_key: bytes = field(default=b"", repr=False)
    """What pseudonyms for bylines are made with, b"" where they are not asked for."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """Keys of one archive. The repr shows none of them."""

    id_key: bytes
    pseudonym_key: bytes
    cookie_key: str

    def __repr__(self) -> str:
        return "<Secrets>"


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Paths inside one archive's folder, and what is read from the two files of settings there."""

    path: Path

    @classmethod
    def resolve(cls, given: str | os.PathLike[str] | None, environ: Mapping[str, str] = os.environ) -> DataFolder:
        """Return the folder named on the command line, else by $THREADKEEP_DATA, else ./threadkeep-data."""
        return cls(Path(given or environ.get("THREADKEEP_DATA") or DEFAULT_DATA).absolute())

    @property
    def settings_file(self) -> Path:
        """Where the settings live."""
        return self.path / "threadkeep.toml"

    @property
    def secrets_file(self) -> Path:
        """Where the keys live, readable by their owner alone."""
        return self.path / "secrets.toml"

    @property
    def archive_db(self) -> Path:
        """The private database: the whole truth."""
        return self.path / "archive.db"

    @property
    def captures(self) -> Path:
        """The folder of WARC files."""
        return self.path / "captures"

    @property
    def public_db(self) -> Path:
        """The public copy."""
        return self.path / "public.db"

    @property
    def index(self) -> Path:
        """The search index, made from the public copy alone."""
        return self.path / "index"

    @property
    def inbox_db(self) -> Path:
        """Requests to take something down as they come in; its owner and group may write it."""
        return self.path / "inbox.db"

    def create(self) -> bool:
        """Create the folder, settings and secrets where missing; True when any was made. Harmless when repeated.

        Raises WrongUse when the keys of an archive that holds something are missing: new ones would not fit it.
        """
        if self.archive_db.exists() and not self.secrets_file.exists():
            raise WrongUse("secrets.toml is missing: restore it from a backup, as new keys would change every id.")
        made = not self.settings_file.exists() or not self.secrets_file.exists()
        self.path.mkdir(parents=True, exist_ok=True)
        self.captures.mkdir(mode=0o700, exist_ok=True)
        self.captures.chmod(0o700)
        if not self.settings_file.exists():
            self._write_once(self.settings_file, TEMPLATE, 0o644)
        if not self.secrets_file.exists():
            self._write_once(self.secrets_file, _new_secrets(), 0o600)
        return made

    def _write_once(self, target: Path, text: str, mode: int) -> None:
        """Put a whole file in place, or leave the one that another process put there first."""
        handle, partial = tempfile.mkstemp(prefix=f".{target.name}.", dir=self.path)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                out.write(text)
                out.flush()
                os.fsync(out.fileno())
            os.chmod(partial, mode)
            # link() refuses to replace: of two processes that start together, both read the same keys
            with contextlib.suppress(FileExistsError):
                os.link(partial, target)
        finally:
            os.unlink(partial)

    def require(self) -> None:
        """Raise WrongUse when this is not an archive yet."""
        if not self.settings_file.exists():
            raise WrongUse(
                f"No archive in {self.path.name}: run `threadkeep init` first, or name another one with --data."
            )

    def load_settings(self) -> Settings:
        """Return the settings; raise WrongUse with the name of the setting that cannot be used."""
        self.require()
        try:
            raw = tomllib.loads(self.settings_file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise WrongUse(f"threadkeep.toml cannot be read ({error}): mend that line and run again.") from error
        settings = _settings(raw)
        if settings.bylines == "pseudonymise":
            return replace(settings, pen_name_key=self.load_secrets().pseudonym_key)
        return settings

    def load_secrets(self) -> Secrets:
        """Return the keys; raise WrongUse when the file is missing or damaged."""
        try:
            raw = tomllib.loads(self.secrets_file.read_text(encoding="utf-8"))
            return Secrets(bytes.fromhex(raw["id_key"]), bytes.fromhex(raw["pseudonym_key"]), str(raw["cookie_key"]))
        except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
            raise WrongUse("secrets.toml is missing or damaged: restore it from a backup, else ids change.") from error

    @contextlib.contextmanager
    def lock(self, name: str, *, wait: float = 0.0, doing: str = "at work on this archive") -> Iterator[None]:
        """Hold the lock `name`, a kernel file lock that goes with its process; raise Refused after `wait` seconds."""
        self.path.mkdir(parents=True, exist_ok=True)
        guard = FileLock(self.path / f"{name}.lock", timeout=wait)
        try:
            guard.acquire()
        except Timeout as error:
            raise Refused(f"Another threadkeep is {doing}: wait until it has ended, then run this again.") from error
        try:
            yield
        finally:
            guard.release()


def _new_secrets() -> str:
    lines = [f'{name} = "{secrets.token_hex(32)}"' for name in ("id_key", "pseudonym_key", "cookie_key")]
    return "# Keys of this archive. Keep them with every backup; show them to nobody.\n" + "\n".join(lines) + "\n"


def _settings(raw: dict[str, Any]) -> Settings:
    given = _checked({name: section for name, section in raw.items() if name != "source"})
    stop = given.get("harvest.stop", [])
    if not all(isinstance(line, str) for line in stop):
        raise _bad("harvest.stop", "is a list of addresses in quotes")
    policy = str(given.get("publish.policy", PublishPolicy.HOLD_HIGH))
    if policy not in list(PublishPolicy):
        raise _bad("publish.policy", f"is one of {', '.join(PublishPolicy)}")
    bylines = str(given.get("publish.bylines", "keep"))
    if bylines not in ("keep", "hide", "pseudonymise"):
        raise _bad("publish.bylines", "is keep, hide or pseudonymise")
    return Settings(
        title=str(given.get("archive.title", "A comment archive")),
        operator=str(given.get("archive.operator", "")),
        contact=str(given.get("archive.contact", "")),
        privacy_notice=str(given.get("archive.privacy_notice", "")),
        noindex=bool(given.get("archive.noindex", True)),
        zone=_zone("harvest.zone", given.get("harvest.zone", "Europe/London")),
        harvest_contact=str(given.get("harvest.contact", "")),
        harvest_delay=_delay("harvest.delay", given.get("harvest.delay", 2.0)),
        harvest_stop=tuple(stop),
        take_noindex=bool(given.get("harvest.take_noindex", False)),
        policy=PublishPolicy(policy),
        bylines=bylines,
        links_to_source=bool(given.get("publish.links_to_source", False)),
        release_time=_one_of("releases.time", given.get("releases.time", "full"), ("full", "day", "month")),
        release_bylines=_one_of("releases.bylines", given.get("releases.bylines", "keep"), ("keep", "pseudonymise")),
        release_licence=str(given.get("releases.licence", "")),
        search_engine=str(given.get("search.engine", "whoosh")),
        delete_reports_after=_days("reports.delete_after_days", given.get("reports.delete_after_days", 30)),
        sources=tuple(_source(source) for source in _tables(raw.get("source", []))),
    )


def _tables(given: Any) -> list[dict[str, Any]]:
    if not isinstance(given, list) or not all(isinstance(table, dict) for table in given):
        raise _bad("source", "is a table in double brackets, [[source]], one for each blog")
    return given


def _source(given: dict[str, Any]) -> SourceSettings:
    for name, value in given.items():
        if name not in _SOURCE_TYPES:
            raise _bad(f"source.{name}", "is no setting of this version")
        _check_type(f"source.{name}", value, _SOURCE_TYPES[name])
    if not given.get("url"):
        raise _bad("source.url", "is the address of a blog")
    return SourceSettings(
        url=given["url"],
        zone=_zone("source.zone", given["zone"]) if "zone" in given else None,
        delay=_delay("source.delay", given["delay"]) if "delay" in given else None,
    )


def _one_of(name: str, given: str, known: tuple[str, ...]) -> str:
    if given not in known:
        raise _bad(name, f"is one of {', '.join(known)}")
    return given


def _zone(name: str, given: Any) -> ZoneInfo:
    try:
        return ZoneInfo(str(given))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise _bad(name, "is no IANA time zone") from error


def _delay(name: str, given: Any) -> float:
    if not 0 <= given < float("inf"):
        raise _bad(name, "is a number of seconds, 0 or more")
    return float(given)


def _days(name: str, given: Any) -> int:
    if not 0 <= given <= _MOST_DAYS:
        raise _bad(name, f"is a number of days, 0 to {_MOST_DAYS:,}")
    return int(given)


def _checked(raw: dict[str, Any]) -> dict[str, Any]:
    """Return the settings as section.name to value; raise WrongUse for one that is unknown or of another type."""
    known = {
        f"{section}.{name}": type(value)
        for section, names in tomllib.loads(TEMPLATE).items()
        for name, value in names.items()
    }
    given: dict[str, Any] = {}
    for section, names in raw.items():
        if not isinstance(names, dict):
            raise _bad(section, "stands outside of a [section]")
        given |= {f"{section}.{name}": value for name, value in names.items()}
    for name, value in given.items():
        if name not in known:
            raise _bad(name, "is no setting of this version")
        _check_type(name, value, known[name])
    return given


def _check_type(name: str, value: Any, kind: type) -> None:
    wanted = (int, float) if kind is float else kind
    # in Python a bool is an int
    if not isinstance(value, wanted) or (isinstance(value, bool) and kind is not bool):
        raise _bad(name, f"is {_TYPES[kind]}")


_MOST_DAYS = 3_650

_SOURCE_TYPES: dict[str, type] = {"url": str, "zone": str, "delay": float}

_TYPES = {
    str: "text in quotes",
    bool: "true or false, without quotes",
    int: "a whole number",
    float: "a number",
    list: "a list in square brackets",
}


def _bad(name: str, must: str) -> WrongUse:
    return WrongUse(f"threadkeep.toml: {name} {must}: mend that line and run again.")
