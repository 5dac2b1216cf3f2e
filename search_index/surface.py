"""The search index as one of the surfaces through which public text reaches people."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict

from archive.errors import ArchiveError
from archive.folder import DataFolder
from archive.public import store
from archive.public.surface import Asked, Changes, FoundIn, Place, Surface
from search_index import generation
from search_index.search import Searcher
from search_index.traces import find_traces


class IndexSurface(Surface):
    """Keeps the index in step with public.db, and looks into it for words that must not be there."""

    name = "index"

    def __init__(self, folder: DataFolder) -> None:
        """Bind the surface to one archive; opens nothing yet."""
        self._folder = folder

    def apply(self, changes: Changes) -> None:
        """Bring the index up to date with what changed, in a child process, one at a time. Safe to repeat.

        Raises ArchiveError when that fails; the index then answers as before and drops what no longer agrees.
        """
        command = [sys.executable, "-m", "search_index.update", "--data", str(self._folder.path)]
        command.append("--whole" if changes.whole else "--changes")
        told = json.dumps(asdict(changes))
        done = subprocess.run(command, capture_output=True, text=True, check=False, input=told)
        if done.returncode:
            raise ArchiveError(
                f"The search index could not be brought up to date (exit code {done.returncode}): "
                "run `threadkeep publish` again."
            )

    def find_each(self, asked: Sequence[Asked]) -> list[FoundIn]:
        """Look for words in hits, word lists and the bytes of every file of the index."""
        if generation.read_current(self._folder.index) is None:
            return [FoundIn(0) for _ in asked]
        db = store.open_public(self._folder)
        searcher = Searcher(self._folder.index)
        try:
            found = searcher.run(lambda view: find_traces(self._folder.index, view, db, asked))
        finally:
            searcher.close()
            db.close()
        return [FoundIn(each.checked, tuple(Place(self.name, where) for where in each.places)) for each in found]

    def state(self) -> int | None:
        """Return the content version the index reflects, None when there is none that can be read."""
        opened = generation.open_current(self._folder.index)
        return opened[0].content_version if opened else None
