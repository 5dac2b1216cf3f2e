"""The archive itself: originals, decisions, the public copy. Knows no web framework."""

import sys


def _load_sqlite_utils() -> None:
    """Load it without pandas and numpy, which it takes in where they are: half a second and 90 MB of every command."""
    absent = {name: None for name in ("pandas", "numpy") if name not in sys.modules}
    # Python's own way of saying that a module is not there
    sys.modules.update(absent)  # type: ignore[arg-type]
    try:
        import sqlite_utils  # noqa: F401
    finally:
        for name in absent:
            del sys.modules[name]


_load_sqlite_utils()
