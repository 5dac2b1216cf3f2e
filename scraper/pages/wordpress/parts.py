"""The elements of a page, or of a part of it, by class name, id and tag, found in one walk.

Themes agree on names and not on elements, and one walk costs less than the dozens of XPaths it stands in for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache

from lxml.html import HtmlElement


class Parts:
    """An element and those inside it. Knows what was there when it was made; taking elements out changes nothing."""

    def __init__(self, node: HtmlElement) -> None:
        self.node = node
        self._all = list(node.iter())
        self._by_class: defaultdict[str, list[HtmlElement]] = defaultdict(list)
        self._by_tag: defaultdict[str, list[HtmlElement]] = defaultdict(list)
        by_class, by_tag = self._by_class, self._by_tag
        for each in self._all:
            by_tag[each.tag].append(each)
            if stated := each.get("class"):
                for name in _names(stated):
                    by_class[name].append(each)

    @cached_property
    def ids(self) -> dict[str, HtmlElement]:
        """Return the first element of each id."""
        found: dict[str, HtmlElement] = {}
        for each in self._all:
            if named := each.get("id"):
                found.setdefault(named, each)
        return found

    def with_class(self, *names: str) -> list[HtmlElement]:
        """Return the elements with one of these class names: all with the first name, then all with the next."""
        by_class = self._by_class
        return [node for name in names if name in by_class for node in by_class[name]]

    def first(self, *names: str) -> HtmlElement | None:
        """Return the first element of the first class name that there is, None when there is none."""
        return next(iter(self.with_class(*names)), None)

    def with_tag(self, *tags: str) -> list[HtmlElement]:
        """Return the elements with one of these tags, in the order of the tags."""
        by_tag = self._by_tag
        return [node for tag in tags if tag in by_tag for node in by_tag[tag]]

    def links(self, rel: str, kind: str | None = None) -> list[HtmlElement]:
        """Return the page's `link` elements of a relation, and of a media type where one is given."""
        return [
            link
            for link in self.with_tag("link")
            if rel in (link.get("rel") or "").split() and kind in (None, link.get("type"))
        ]

    def hrefs(self, rel: str, kind: str | None = None) -> list[str]:
        """Return the addresses of `links` that are not blank."""
        return [href for link in self.links(rel, kind) if (href := (link.get("href") or "").strip())]

    def metas(self, *names: str) -> list[str]:
        """Return what the page's `meta` elements of these names or properties say, blank ones left out."""
        return [
            content
            for meta in self.with_tag("meta")
            if (meta.get("property") or meta.get("name") or "").lower() in names
            and (content := " ".join((meta.get("content") or "").split()))
        ]


@lru_cache(maxsize=4096)  # a site has few lists of classes, and each many times
def _names(classes: str) -> tuple[str, ...]:
    return tuple(classes.split())


def is_inside(node: HtmlElement, outer: HtmlElement) -> bool:
    """True when an element stands inside another one."""
    return any(above is outer for above in node.iterancestors())


def drop(nodes: Iterable[HtmlElement], *, root: HtmlElement) -> None:
    """Take elements out of a tree, save its root; the text after each stays."""
    for node in nodes:
        if node is not root and node.getparent() is not None:
            node.drop_tree()
