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

from archive.errors import NotFound, Refused, WrongUse
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

    Raises WrongUse for a name that is taken or empty, an unknown role or a password shorter than eight characters, and
    Refused when it would leave the archive without an admin.
    """
    name = name.strip()
    if not name or len(name) > _MAX_NAME or not name.isprintable():
        raise WrongUse(f"A moderator's name has 1 to {_MAX_NAME} printable characters: choose another.")
    if role not in list(Role):
        raise WrongUse("A role is moderator or admin: choose one of them.")
    hashed = _hash(password)
    with db.atomic():
        if not replace and get(db, name):
            raise WrongUse("There is a moderator of that name: choose another name, or replace them on purpose.")
        if role != Role.ADMIN:
            _refuse_last_admin(db, name)
        db.conn.execute(
            "insert into moderator (name, role, password_hash, made_at) values (?, ?, ?, ?) on conflict (name) "
            "do update set role = excluded.role, password_hash = excluded.password_hash, made_at = excluded.made_at",
            [name, role, hashed, now.astimezone(UTC).isoformat(timespec="seconds")],
        )
        log.append(db, at=now, actor=by or name, kind="moderator", label=role, reason=name)
    return Moderator(name, Role(role))


def remove(db: Database, name: str, now: datetime, *, by: str = "") -> Moderator:
    """Take somebody off the list and return them; whatever they have open ends at once, what they decided stays.

    Raises NotFound for a name that nobody has, Refused for the last admin.
    """
    with db.atomic():
        gone = _get_known(db, name)
        _refuse_last_admin(db, gone.name)
        db.conn.execute("delete from moderator where name = ?", [gone.name])
        db.conn.execute("delete from claim where held_by = ?", [gone.name])
        log.append(db, at=now, actor=by or gone.name, kind="remove-moderator", label=gone.role, reason=gone.name)
    return gone


def reset(db: Database, name: str, password: str, now: datetime, *, by: str = "") -> Moderator:
    """Give somebody a new password and return them: their sessions end at once, and no lock-out holds any more.

    Raises NotFound for a name that nobody has, WrongUse for a password shorter than eight characters.
    """
    hashed = _hash(password)
    with db.atomic():
        found = _get_known(db, name)
        db.conn.execute("update moderator set password_hash = ? where name = ?", [hashed, found.name])
        log.append(db, at=now, actor=by or found.name, kind="reset-moderator", label=found.role, reason=found.name)
    return found


def _hash(password: str) -> str:
    if len(password) < MIN_PASSWORD:
        raise WrongUse(f"A password needs at least {MIN_PASSWORD} characters: choose a longer one.")
    return _hasher.hash(password)


def _get_known(db: Database, name: str) -> Moderator:
    found = get(db, name.strip())
    if found is None:
        raise NotFound("There is no moderator of that name: `threadkeep moderator list` names them.")
    return found


def _refuse_last_admin(db: Database, name: str) -> None:
    admins = [each.name for each in list_all(db) if each.role is Role.ADMIN]
    if admins == [name]:
        raise Refused(f"{name} is the only admin: make somebody else one first, with `threadkeep moderator add`.")


def verify(db: Database, name: str, password: str) -> Moderator | None:
    """Return the moderator when name and password fit, else None."""
    row = db.conn.execute("select name, role, password_hash from moderator where name = ?", [name]).fetchone()
    try:
        _hasher.verify(row[2] if row else _nobody(), password)
    except (VerificationError, InvalidHashError):
        return None
    return Moderator(row[0], Role(row[1])) if row else None


def confirm(db: Database, name: str, password: str) -> Moderator:
    """Return the moderator who confirms something with a password; raise Refused for anybody else."""
    found = verify(db, name.strip(), password)
    if found is None:
        raise Refused("No moderator has that name and password: whoever may log in confirms with their own.")
    return found


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


def lockout_mark(db: Database, name: str) -> str:
    """Return a mark of whoever goes by a name, however it is capitalised: another one after each new password."""
    wanted = name.strip().casefold()
    alike = [each.name for each in list_all(db) if each.name.casefold() == wanted]
    return "".join(password_digest(db, each) or "" for each in alike)


def list_all(db: Database) -> list[Moderator]:
    """Return every moderator by name."""
    rows = db.conn.execute("select name, role from moderator order by name").fetchall()
    return [Moderator(name, Role(role)) for name, role in rows]
