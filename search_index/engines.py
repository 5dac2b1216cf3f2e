"""The engines there are, and which one an archive uses: `engine` in the [search] section of threadkeep.toml."""

from __future__ import annotations

import importlib
from importlib import util

from archive.errors import WrongUse
from archive.folder import DataFolder
from search_index.engine import Engine
from search_index.guarded import GuardedEngine

DEFAULT = "whoosh"
_CLASSES = {
    "whoosh": ("search_index.whoosh_engine.engine", "WhooshEngine"),
    "tantivy": ("search_index.tantivy_engine.engine", "TantivyEngine"),
}
NAMES = tuple(_CLASSES)


def get_engine(name: str) -> Engine:
    """Return the engine of that name. Raises WrongUse for one that is unknown or not installed."""
    if name not in _CLASSES:
        raise WrongUse(f"threadkeep.toml: search.engine is one of {', '.join(NAMES)}: mend that line and run again.")
    if util.find_spec(name) is None:
        raise WrongUse(
            f"The search engine {name} is not installed: run `pip install 'threadkeep[{name}]'`, or take the line "
            "`engine` out of threadkeep.toml and run `threadkeep publish`."
        )
    module, made = _CLASSES[name]
    return GuardedEngine(getattr(importlib.import_module(module), made)())


def engine_of(folder: DataFolder) -> Engine:
    """Return the engine that an archive's settings name. Raises WrongUse as `get_engine` does."""
    return get_engine(folder.load_settings().search_engine if folder.settings_file.exists() else DEFAULT)
