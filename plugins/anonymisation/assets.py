"""The moderation site's own stylesheet and script, named with a digest. They hold nothing private."""

from __future__ import annotations

import hashlib
from importlib import resources

from plugins._datasette import NotFound, Request, Response

_SCRIPT = "text/javascript; charset=utf-8"
_TYPES = {"moderation.css": "text/css; charset=utf-8", "moderation.js": _SCRIPT, "queue.js": _SCRIPT}
_FOLDER = resources.files("plugins.anonymisation") / "static"
_BYTES = {name: (_FOLDER / name).read_bytes() for name in _TYPES}
_DIGESTS = {name: hashlib.sha256(content).hexdigest()[:16] for name, content in _BYTES.items()}


def address(name: str) -> str:
    """Return the address of a static file, with its digest."""
    return f"/-/moderate/static/{name}?v={_DIGESTS[name]}"


def serve_static(request: Request) -> Response:
    """Answer with a static file."""
    name = request.url_vars["name"]
    if name not in _BYTES:
        raise NotFound("There is no such file")
    return Response(_BYTES[name], headers={"cache-control": "no-cache"}, content_type=_TYPES[name])
