"""Who may moderate: names, roles and password hashes (argon2id, RFC 9106)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlite_utils import Database

from archive.errors import WrongUse
from archive.moderation import log

MIN_PASSWORD = 8
_MAX_NAME = 60
_hasher = PasswordHasher()


class Role(StrEnum):
    """What somebody may do: a moderator decides; an admin also looks after moderators."""

    MODERATOR = "moderator"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Moderator:
    """Somebody who may log in to the moderation site."""

    name: str
    role: Role


def add(
    db: Database, name: str, role: str, password: str, now: datetime, *, by: str = "", replace: bool = False
) -> Moderator:
    """Add a moderator, or with `replace` give an existing one a new role and password; return them.

    Raises WrongUse for a name that is taken or empty, an unknown role or a password shorter than eight characters.
    """
    name = name.strip()
    if not name or len(name) > _MAX_NAME or not name.isprintable():
        raise WrongUse(f"A moderator's name has 1 to {_MAX_NAME} printable characters: choose another.")
    if role not in list(Role):
        raise WrongUse("A role is moderator or admin: choose one of them.")
    if len(password) < MIN_PASSWORD:
        raise WrongUse(f"A password needs at least {MIN_PASSWORD} characters: choose a longer one.")
    hashed = _hasher.hash(password)
    with db.atomic():
        if not replace and get(db, name):
            raise WrongUse("There is a moderator of that name: choose another name, or replace them on purpose.")
        db.conn.execute(
            "insert into moderator (name, role, password_hash, made_at) values (?, ?, ?, ?) on conflict (name) "
            "do update set role = excluded.role, password_hash = excluded.password_hash, made_at = excluded.made_at",
            [name, role, hashed, now.astimezone(UTC).isoformat(timespec="seconds")],
        )
        log.append(db, at=now, actor=by or name, kind="moderator", label=role, reason=name)
    return Moderator(name, Role(role))


def verify(db: Database, name: str, password: str) -> Moderator | None:
    """Return the moderator when name and password fit, else None."""
    row = db.conn.execute("select name, role, password_hash from moderator where name = ?", [name]).fetchone()
    try:
        _hasher.verify(row[2] if row else _nobody(), password)
    except (VerificationError, InvalidHashError):
        return None
    return Moderator(row[0], Role(row[1])) if row else None


@cache
def _nobody() -> str:
    """Return a hash to check when a name is unknown, so that an answer takes the same time either way."""
    return _hasher.hash("nobody has this password")


def get(db: Database, name: str) -> Moderator | None:
    """Return the moderator of that name, None when there is none."""
    row = db.conn.execute("select name, role from moderator where name = ?", [name]).fetchone()
    return None if row is None else Moderator(row[0], Role(row[1]))


def password_digest(db: Database, name: str) -> str | None:
    """Return a digest of somebody's stored password hash, another one after each new password; None for nobody."""
    row = db.conn.execute("select password_hash from moderator where name = ?", [name]).fetchone()
    return None if row is None else hashlib.sha256(row[0].encode()).hexdigest()


def list_all(db: Database) -> list[Moderator]:
    """Return every moderator by name."""
    rows = db.conn.execute("select name, role from moderator order by name").fetchall()
    return [Moderator(name, Role(role)) for name, role in rows]
