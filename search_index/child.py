"""`python -m search_index.child`: `update` as a process of its own that begins at once, since decisions wait for it."""

from __future__ import annotations

import sys


def main() -> None:
    """Run `update` without what sqlite_utils takes in wherever it is there, for half a second and 50 megabytes."""
    for unused in ("pandas", "numpy"):
        # Python's own way of saying that a module is not there
        sys.modules[unused] = None  # type: ignore[assignment]

    from search_index.update import main as update

    update()


if __name__ == "__main__":
    main()
