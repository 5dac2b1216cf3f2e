"""The comments that the first threaded build (generation C) repeats in a script: `var items = [{'id': ...}, ...];`.

It is JavaScript and not JSON: strings stand in single quotes and write what HTML reserves in octal (`\\74br /\\76`).
The grammar of such strings: ECMAScript, annex B.1.2 (octal) and 12.9.4 (the others).
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator
from typing import Any

from lxml.html import HtmlElement

from scraper.pages.blogger import selectors
from scraper.pages.blogger.shown import Shown, find_comment_number
from scraper.pages.dom import find_first, parse_part

_START = re.compile(r"var items = (?=\[)")
_TOKEN = re.compile(
    r"""'(?P<single>(?:[^'\\\n]|\\.)*+)'|"(?P<double>(?:[^"\\\n]|\\.)*+)"|[\[\]{}]|[^\[\]{}"']+""", re.DOTALL
)
_ESCAPE = re.compile(r"\\(?:([0-3][0-7]{0,2}|[4-7][0-7]?)|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "\n": ""}
# a list of objects that hold an object: what is deeper is no list of comments
_DEPTH = 8


def find_in_script(section: HtmlElement, known: Container[str]) -> Iterator[Shown]:
    """Yield the comments that a script below a page's comment section holds, save those whose numbers are known.

    A list that breaks off or is no JavaScript yields nothing: the page shows the same comments.
    """
    script = find_first(section, selectors.ITEMS_SCRIPT)
    text = (script.text or "") if script is not None else ""
    start = _START.search(text)
    for item in _read_list(text, start.end()) if start else ():
        number = find_comment_number(f"c{item.get('id')}") if isinstance(item, dict) else None
        if number is not None and number not in known:
            yield _shown(item, number)


def _shown(item: dict[str, Any], number: str) -> Shown:
    parent = find_comment_number(f"c{item.get('parentId')}")
    author = item.get("author")
    stated = author if isinstance(author, dict) else {}
    stamp = _text(item, "timestamp")
    return Shown(
        number,
        parse_part(_text(item, "body")),
        parent=parent if parent != number else None,
        name=_text(stated, "name"),
        href=_text(stated, "profileUrl"),
        millis=int(stamp) if re.fullmatch(r"\d{12,13}", stamp, re.ASCII) else None,
        time=_text(item, "displayTime"),
    )


def _text(values: dict[str, Any], name: str) -> str:
    value = values.get(name)
    return value.strip().encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _read_list(text: str, start: int) -> list[Any]:
    """Return the list that starts at a place of a script, as JSON reads it once its strings are spelled as JSON's."""
    parts: list[str] = []
    depth, place = 0, start
    while (token := _TOKEN.match(text, place)) and (place == start or 0 < depth <= _DEPTH):
        place = token.end()
        quoted = token["single"] if token["single"] is not None else token["double"]
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token.group(), 0)
        parts.append(token.group() if quoted is None else json.dumps(_ESCAPE.sub(_spell, quoted)))
    try:
        found = json.loads("".join(parts))
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def _spell(found: re.Match[str]) -> str:
    octal, two, four, char = found.groups()
    if char is not None:
        return _LETTERS.get(char, char)
    return chr(int(octal, 8) if octal is not None else int(two or four, 16))
