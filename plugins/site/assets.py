"""The stylesheet, the icon and one small script, for keys, folding, definitions and paper: all a page asks for.

They are named with a digest, so that browsers keep them.
"""

from __future__ import annotations

import hashlib
import re
from importlib import resources

from plugins._datasette import NotFound, Request, Response

_TYPES = {
    "threadkeep.css": "text/css; charset=utf-8",
    "threadkeep.js": "text/javascript; charset=utf-8",
    "threadkeep.svg": "image/svg+xml",
}
_PACKAGES = ("site", "search", "tagging", "acronyms", "reports", "research")
_FOLDER = resources.files("plugins.site") / "static"
_PARTS = {"threadkeep.js": ("keys.js", "folding.js", "definitions.js", "printing.js")}
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_GAP = re.compile(r"\s*([{};,])\s*")


def _read(name: str) -> bytes:
    """Return a file as it is sent: a script from its parts, the stylesheet without comments and indents."""
    text = "\n".join((_FOLDER / part).read_text(encoding="utf-8") for part in _PARTS.get(name, (name,)))
    return (tight(text) if name.endswith(".css") else text).encode()


def tight(css: str) -> str:
    """Return a stylesheet without what only its authors need.

    >>> tight("/* a rule */\\n.a,\\n.b {\\n  margin: 0 calc(1px + 2px);\\n}\\n\\n.c > p { top: 0; }\\n")
    '.a,.b{margin:0 calc(1px + 2px);}.c > p{top:0;}'
    """
    return _GAP.sub(r"\1", " ".join(_COMMENT.sub("", css).split())).replace(": ", ":")


CONTENT = {name: _read(name) for name in _TYPES}
"""What is in each file, by its name."""

_DIGESTS = {name: hashlib.sha256(content).hexdigest()[:16] for name, content in CONTENT.items()}


def _templates_digest() -> str:
    digest = hashlib.sha256()
    for name in (*(f"{package}/templates" for package in _PACKAGES), "research/datasette"):
        # by path: asking for the packages by name would import them, and they import this module
        folder = resources.files("plugins").joinpath(name)
        for entry in sorted(folder.iterdir(), key=lambda each: each.name) if folder.is_dir() else ():
            digest.update(entry.name.encode() + entry.read_bytes())
    return digest.hexdigest()[:16]


VERSION = "-".join([*_DIGESTS.values(), _templates_digest()])
"""Changes with every change of how pages look, so that no reader keeps an old page after an upgrade."""


def address(name: str) -> str:
    """Return the address of a static file, with its digest."""
    return f"/-/static/{name}?v={_DIGESTS[name]}"


def serve_static(request: Request) -> Response:
    """Answer with a static file: kept for a year under its digest, asked for again without it."""
    name = request.url_vars["name"]
    if name not in CONTENT:
        raise NotFound("There is no such file")
    exact = request.args.get("v") == _DIGESTS[name]
    headers = {
        "cache-control": "public, max-age=31536000, immutable" if exact else "no-cache",
        "etag": f'"{_DIGESTS[name]}"',
    }
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return Response("", status=304, headers=headers, content_type=_TYPES[name])
    return Response(CONTENT[name], status=200, headers=headers, content_type=_TYPES[name])
