"""Where an index lies on disk. The folder `index/` holds one generation, an engine's index in a folder of its own, and
the file `current`, which names it and says what it reflects.

An index may be made of pickles (Whoosh's is): opening one from elsewhere would run its code. So one is opened only
where nobody but its owner could have written, and where it was made (a copied or unpacked folder has another inode);
any other is passed over, and rebuilt from public.db.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from archive.errors import WrongUse
from search_index.engine import Engine, Index, IndexFileError
from search_index.engines import get_engine
from search_index.fields import FORMAT

CURRENT = "current"
_MODE = 0o750
_WRITABLE_BY_OTHERS = 0o022


@dataclass(frozen=True, slots=True)
class Generation:
    """One index: its folder's name and inode, its engine and format, the content version it reflects."""

    folder: str
    inode: int
    engine: str
    format: str
    content_version: int


def read_current(index: Path) -> Generation | None:
    """Return the generation in use, None when there is none, or none that may be opened here."""
    try:
        current = Generation(**json.loads((index / CURRENT).read_text(encoding="utf-8")))
        usable = os.path.basename(current.folder) == current.folder
        if usable and (index / current.folder).stat().st_ino == current.inode:
            return current if _is_ours(index) and _is_ours(index / current.folder) else None
    except (OSError, ValueError, TypeError):
        return None
    return None


def format_of(engine: Engine) -> str:
    """Return the format that an engine writes now: its own, and that of the documents."""
    return f"{FORMAT}.{engine.format}"


def write_current(index: Path, current: Generation) -> None:
    """Name a generation as the one in use, at once for every reader."""
    partial = index / f"{CURRENT}.{os.getpid()}"
    partial.write_text(json.dumps(asdict(current)), encoding="utf-8")
    os.replace(partial, index / CURRENT)


def open_generation(index: Path, current: Generation, engine: Engine) -> Index:
    """Return the index of a generation of this engine.

    Raises IndexFileError when it cannot be read or is of another format.
    """
    if current.format != format_of(engine):
        raise IndexFileError("an index of another format")
    return engine.open(index / current.folder)


def open_current(index: Path) -> tuple[Generation, Index] | None:
    """Return the generation in use and its index, None when it is missing, damaged or not ours."""
    current = read_current(index)
    if current is None:
        return None
    try:
        engine = get_engine(current.engine)
    except WrongUse:
        return None
    try:
        opened = open_generation(index, current, engine)
        # the list of segments may be whole where a segment is not
        opened.view().close()
    except IndexFileError:
        return None
    return current, opened


def create_generation(index: Path, engine: Engine) -> tuple[Generation, Index]:
    """Return a new, empty generation beside the one in use, which stays in use."""
    index.mkdir(mode=_MODE, exist_ok=True)
    index.chmod(_MODE)
    folder = index / f"g{secrets.token_hex(6)}"
    folder.mkdir(mode=_MODE)
    folder.chmod(_MODE)
    new = Generation(folder.name, folder.stat().st_ino, engine.name, format_of(engine), 0)
    return new, engine.create(folder)


def sweep(index: Path, keep: Generation | None) -> None:
    """Remove whatever killed writers left: other generations, their temporary files. Only under the index lock."""
    for path in index.iterdir() if index.is_dir() else ():
        if path.name == CURRENT or (keep and path.name == keep.folder):
            continue
        _remove(path)
    for path in (index / keep.folder).glob("*.tmp") if keep else ():
        _remove(path)


def iter_files(index: Path) -> list[Path]:
    """Return every file in the folder, in a steady order."""
    return sorted(path for path in index.rglob("*") if path.is_file())


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _is_ours(folder: Path) -> bool:
    found = folder.stat()
    owners = {os.geteuid(), folder.parent.stat().st_uid, 0}
    return not found.st_mode & _WRITABLE_BY_OTHERS and found.st_uid in owners
