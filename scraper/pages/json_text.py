"""JSON from strangers: what looks like it, and the document in it, bare or as the call of a function."""

from __future__ import annotations

import json
import re

from archive.errors import BadInput

_BEFORE = r"(?:\s|\ufeff|//[^\n]*\n|/\*.*?\*/)*+"
_CALL = r"[A-Za-z_$][\w.$]{0,100}\s*\(\s*"
_START = re.compile(rf"{_BEFORE}(?:{_CALL})?(?:\{{\s*[\"}}]|\[\s*[\[{{\"\]])", re.DOTALL)
_CALLED = re.compile(rf"{_BEFORE}{_CALL}(?P<body>.*)\)[\s;]*", re.DOTALL)


def is_json(text: str) -> bool:
    """True when a text begins as a JSON document does, or as the call of a function with one.

    >>> is_json('{"feed": {}}'), is_json('// called back\\nshow([{"id": 1}]);'), is_json("[A picture] and words")
    (True, True, False)
    """
    return _START.match(text) is not None


def load_json(text: str) -> object:
    """Return the document of a JSON text, bare or inside the call of a function.

    Raises BadInput for what is not well-formed or nested without end.

    >>> load_json('// called back\\nshow({"version": 1.0});')
    {'version': 1.0}
    """
    called = _CALLED.fullmatch(text)
    bare = called["body"] if called else text.lstrip("\ufeff")
    try:
        document: object = json.loads(bare, strict=False)
    except (ValueError, RecursionError) as error:
        raise BadInput("This JSON breaks off or is not well-formed: fetch or save it again.") from error
    return document
