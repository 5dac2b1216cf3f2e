"""Makes a copy of what is public for a server that only reads: `python replicate.py DATA REPLICA`.

It is run with the Python that threadkeep is installed for.
REPLICA gets a folder for each version of the public copy, v41, v42, with an index of its own, and a link `current` to
the newest; older ones go, but for the one before. Nothing private is read. Restart that server afterwards.
"""

import os
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from archive.folder import DataFolder
from search_index.update import update_index


def main(data: Path, replica: Path) -> None:
    """Copy one version, whole or not at all; do nothing when it is there already."""
    replica.mkdir(parents=True, exist_ok=True)
    partial = replica / ".next"
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o750)
    copy = partial / "public.db"
    with closing(sqlite3.connect(f"{(data / 'public.db').absolute().as_uri()}?mode=ro", uri=True, timeout=60)) as db:
        db.execute("vacuum into ?", [str(copy)])
    with closing(sqlite3.connect(copy)) as db:
        (version,) = db.execute("select value from meta where key = 'content_version'").fetchone()
    copy.chmod(0o640)
    shutil.copy(data / "threadkeep.toml", partial)
    (partial / "threadkeep.toml").chmod(0o640)
    whole = replica / f"v{version}"
    if whole.exists():
        shutil.rmtree(partial)
        return
    update_index(DataFolder(partial), whole=True)
    partial.rename(whole)
    link = replica / ".link"
    link.unlink(missing_ok=True)
    link.symlink_to(whole.name)
    before = os.path.realpath(replica / "current")
    os.replace(link, replica / "current")
    for older in replica.glob("v*"):
        if older != whole and os.path.realpath(older) != before:
            shutil.rmtree(older)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
