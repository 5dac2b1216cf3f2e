"""The restore list: what was ever erased, as digests, in a file beside the archive that a backup is held against.

A backup knows nothing of what was erased after it was made. The file holds keyed digests alone (`originals.erase`).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import tempfile
from pathlib import Path

from sqlite_utils import Database

from archive.errors import BadInput, WrongUse
from archive.folder import DataFolder
from archive.originals.erase import Listed, erasure_list

NAME = "erasures.jsonl"


def write_list(db: Database, folder: DataFolder, *, even_empty: bool = False) -> None:
    """Bring the list beside an archive up to date; where nothing was erased there is none, unless it is to say that."""
    listed = erasure_list(db)
    path = folder.path / NAME
    if not listed and not path.exists() and not even_empty:
        return
    lines = [json.dumps({"archive": _name_of(folder)}), *(json.dumps(each) for each in listed)]
    text = "".join(f"{line}\n" for line in lines)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    handle, partial = tempfile.mkstemp(prefix=f".{NAME}.", dir=folder.path)
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    os.replace(partial, path)


def read_list(path: Path, folder: DataFolder) -> list[Listed]:
    """Return what a list says was erased from the archive in a folder, or from the one its backup was made of.

    Raises BadInput for a file that is no such list, WrongUse for the list of another archive.
    """
    try:
        first, *others = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        listed = [(str(digest), str(kind), str(item_id), int(size)) for digest, kind, item_id, size in others]
        name = first["archive"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{path.name} is no list of what was erased: name the {NAME} of the archive.") from error
    if name != _name_of(folder):
        raise WrongUse(f"{path.name} is the list of another archive: name the {NAME} of this one.")
    return listed


def _name_of(folder: DataFolder) -> str:
    return hmac.new(folder.load_secrets().id_key, b"restore list", hashlib.sha256).hexdigest()
