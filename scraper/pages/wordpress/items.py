"""Where the comments of a WordPress page stand, and which answers which: by nesting, by wpDiscuz's ids, by depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from scraper.pages.dom import classes_of, find_all
from scraper.pages.wordpress import selectors
from scraper.pages.wordpress.parts import drop

_ID = re.compile(selectors.COMMENT_ID)
_DEPTH = re.compile(r"(?<!\S)depth-(\d{1,4})(?!\S)")
_MARK = re.compile(rf"(?<!\S)(?:pingback|trackback)(?!\S)|{_DEPTH.pattern}")
_LISTS = frozenset({"ol", "ul", "dl", "body", "html"})


@dataclass(frozen=True, slots=True)
class Item:
    """A comment's number, the number of the one it answers, its element without other comments, its class names."""

    number: int
    parent: int | None
    node: HtmlElement
    classes: frozenset[str]


def take_items(root: HtmlElement) -> list[Item]:
    """Return the comments of a page in its order, each taken out of the tree. An id that comes twice is one comment."""
    nodes: dict[int, HtmlElement] = {}
    stated: dict[int, int] = {}
    classes: dict[int, frozenset[str]] = {}
    number_of: dict[HtmlElement, int] = {}
    # rows for scripts to fill in, which nobody sees
    drop(list(root.iter("template")), root=root)
    for carrier in find_all(root, selectors.WITH_ID):
        found = _ID.fullmatch(carrier.get("id") or "")
        number = int(found[1] or found[2]) if found else 0
        if found is None or number in nodes:
            continue
        node = _whole(carrier, number_of)
        nodes[number] = node
        number_of[node] = number
        classes[number] = frozenset(classes_of(node) + (classes_of(carrier) if carrier is not node else []))
        if found[3]:
            stated[number] = int(found[3])
    parents = _without_rings(dict(_parents(nodes, number_of, classes)) | stated)
    answers = _answers(nodes)
    for number, node in nodes.items():
        drop([node], root=root)
        for part in answers.get(number, ()):
            node.append(part)
    return [Item(number, parents[number] or None, node, classes[number]) for number, node in nodes.items()]


def _without_rings(parents: dict[int, int]) -> dict[int, int]:
    """Return what each comment answers, 0 where that would come back to itself: ids that a page states can be wrong."""
    sound: set[int] = {0}
    for number in parents:
        way: list[int] = []
        while number not in sound and number in parents:
            sound.add(number)
            way.append(number)
            number = parents[number]
        if number in way:
            parents[way[-1]] = 0
    return parents


def _whole(carrier: HtmlElement, number_of: dict[HtmlElement, int]) -> HtmlElement:
    """Return the element that holds a comment with its answers: what bears its id, or a list item or the like around.

    Themes put the id on an article inside the list item that WordPress itself opens and gives its classes.
    """
    if carrier.tag == "li" or _is_marked(carrier):
        return carrier
    for above in carrier.iterancestors():
        if above.tag in _LISTS or above in number_of:
            break
        if _is_marked(above):
            return above
    return carrier


def _is_marked(node: HtmlElement) -> bool:
    stated = node.get("class") or ""
    # asked first, because a pattern takes its time
    return ("depth-" in stated or "back" in stated) and _MARK.search(stated) is not None


def _parents(
    nodes: dict[int, HtmlElement], number_of: dict[HtmlElement, int], classes: dict[int, frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Yield each comment with the one it answers, 0 for none: the one around it, else the last of a lesser depth."""
    path: list[tuple[int, int]] = []
    # the items of a list have one parent, and so the same comment around them
    around: dict[HtmlElement | None, int] = {}
    for number, node in nodes.items():
        parent = node.getparent()
        if parent not in around:
            around[parent] = next((number_of[above] for above in node.iterancestors() if above in number_of), 0)
        found = _DEPTH.search(" ".join(classes[number]))
        depth = int(found[1]) if found else 1
        while path and path[-1][0] >= depth:
            path.pop()
        above = path[-1][1] if path and path[-1][0] == depth - 1 else 0
        path.append((depth, number))
        yield number, around[parent] or above


def _answers(nodes: dict[int, HtmlElement]) -> dict[int, list[HtmlElement]]:
    """Return the `dd` elements that follow each comment whose id stands on a `dt`."""
    found: dict[int, list[HtmlElement]] = {}
    for number, node in nodes.items():
        if node.tag == "dt":
            for after in node.itersiblings():
                if after.tag == "dt":
                    break
                found.setdefault(number, []).append(after)
    return found
