"""Who may query the public copy: everybody on the public site, on the moderation site whoever is logged in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plugins.site.state import Site


def may_read(site: Site, actor: Mapping[str, Any] | None) -> bool:
    """Return whether somebody may look at the tables of the public copy."""
    return site.is_public or actor is not None
