"""One pattern of many words that takes as long to try as the longest of them, however many they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern of some words that prefers the longest: words with the same beginning share it.

    An underline stands for a blank or hyphen.

    >>> alternatives(["mum", "mummy", "man", "old_man"])
    '(?:m(?:an|um(?:my)?)|old[ -]man)'
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return f"(?:{'|'.join(_branches(tree))})"


def _pattern(node: dict[str, Any]) -> str:
    """Return the pattern of what may follow in a tree of characters."""
    branches = _branches(node)
    if not branches:
        return ""
    joined = "|".join(branches)
    if "" in node:
        return f"(?:{joined})?"
    return joined if len(branches) == 1 else f"(?:{joined})"


def _branches(node: dict[str, Any]) -> list[str]:
    return [
        ("[ -]" if character == "_" else re.escape(character)) + _pattern(below)
        for character, below in sorted(node.items())
        if character
    ]
