"""The data folder ("an archive"): where each file lives, its settings, its secrets and its locks."""

from __future__ import annotations

import contextlib
import os
import secrets
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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

[publish]
# all: publish everything. hold-high: items with an e-mail, phone or checked id number wait until someone looks.
# reviewed: an item waits while it has any open finding.
policy = "hold-high"
# Pen-names: keep, or hide (every byline becomes "a commenter").
bylines = "keep"
# Link items to their address at the source; never on items a moderator has touched.
links_to_source = true
"""


class PublishPolicy(StrEnum):
    """Which findings keep an item from the public copy until someone looks (M9)."""

    ALL = "all"
    HOLD_HIGH = "hold-high"
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one archive, as read from threadkeep.toml."""

    title: str = "A comment archive"
    operator: str = ""
    contact: str = ""
    privacy_notice: str = ""
    noindex: bool = True
    zone: ZoneInfo = ZoneInfo("Europe/London")
    harvest_contact: str = ""
    harvest_delay: float = 2.0
    policy: PublishPolicy = PublishPolicy.HOLD_HIGH
    bylines: str = "keep"
    links_to_source: bool = False


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

    def create(self) -> bool:
        """Create the folder, settings and secrets where missing; True when anything was made. Harmless when repeated."""
        made = not self.settings_file.exists() or not self.secrets_file.exists()
        self.path.mkdir(parents=True, exist_ok=True)
        self.captures.mkdir(mode=0o700, exist_ok=True)
        if not self.settings_file.exists():
            self.settings_file.write_text(TEMPLATE, encoding="utf-8")
        if not self.secrets_file.exists():
            self._write_secrets()
        return made

    def _write_secrets(self) -> None:
        lines = [f'{name} = "{secrets.token_hex(32)}"' for name in ("id_key", "pseudonym_key", "cookie_key")]
        partial = self.secrets_file.with_suffix(f".{os.getpid()}")
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write("# Keys of this archive. Keep them with every backup; show them to nobody.\n")
            out.write("\n".join(lines) + "\n")
        # link() refuses to replace: of two processes that start together, both read the same keys
        with contextlib.suppress(FileExistsError):
            os.link(partial, self.secrets_file)
        partial.unlink()

    def require(self) -> None:
        """Raise WrongUse when this is not an archive yet."""
        if not self.settings_file.exists():
            raise WrongUse(f"No archive in {self.path.name}: run `threadkeep init` first, or name another folder with --data.")

    def load_settings(self) -> Settings:
        """Return the settings; raise WrongUse with the name of the setting that cannot be used."""
        self.require()
        try:
            raw = tomllib.loads(self.settings_file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise WrongUse(f"threadkeep.toml cannot be read ({error}): mend that line and run again.") from error
        return _settings(raw)

    def load_secrets(self) -> Secrets:
        """Return the keys; raise WrongUse when the file is missing or damaged."""
        try:
            raw = tomllib.loads(self.secrets_file.read_text(encoding="utf-8"))
            return Secrets(bytes.fromhex(raw["id_key"]), bytes.fromhex(raw["pseudonym_key"]), str(raw["cookie_key"]))
        except (OSError, tomllib.TOMLDecodeError, KeyError, ValueError, TypeError) as error:
            raise WrongUse("secrets.toml is missing or damaged: put it back from a backup, else ids would change.") from error

    @contextlib.contextmanager
    def lock(self, name: str, *, wait: float = 0.0, doing: str = "at work on this archive") -> Iterator[None]:
        """Hold the archive's lock `name` (a kernel file lock, gone with its process); raise Refused after `wait` seconds."""
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


def _settings(raw: dict[str, Any]) -> Settings:
    archive, harvest, publish = (raw.get(part, {}) for part in ("archive", "harvest", "publish"))
    try:
        zone = ZoneInfo(str(harvest.get("zone", "Europe/London")))
        policy = PublishPolicy(publish.get("policy", "hold-high"))
        delay = float(harvest.get("delay", 2.0))
    except (ZoneInfoNotFoundError, ValueError, TypeError) as error:
        raise WrongUse(f"threadkeep.toml has a value that cannot be used ({error}): mend it and run again.") from error
    bylines = publish.get("bylines", "keep")
    if bylines not in ("keep", "hide"):
        raise WrongUse('threadkeep.toml: bylines is "keep" or "hide": mend it and run again.')
    return Settings(
        title=str(archive.get("title", "A comment archive")),
        operator=str(archive.get("operator", "")),
        contact=str(archive.get("contact", "")),
        privacy_notice=str(archive.get("privacy_notice", "")),
        noindex=bool(archive.get("noindex", True)),
        zone=zone,
        harvest_contact=str(harvest.get("contact", "")),
        harvest_delay=delay,
        policy=policy,
        bylines=bylines,
        links_to_source=bool(publish.get("links_to_source", False)),
    )
