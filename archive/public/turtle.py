"""Texts as Turtle writes them (https://www.w3.org/TR/turtle/#literals)."""

from __future__ import annotations

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def literal(text: str) -> str:
    """Return a text as a literal between quotation marks.

    >>> print(literal('a "quay"'))
    "a \\"quay\\""
    """
    return f'"{text.translate(_ESCAPES)}"'
