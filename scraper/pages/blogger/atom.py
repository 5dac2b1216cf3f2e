"""Reading Blogger's entries, in feeds and exports alike: names, ids, texts, links, labels. Format: RFC 4287."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from archive.errors import BadInput

ATOM = "{http://www.w3.org/2005/Atom}"
OPEN_SEARCH = "{http://a9.com/-/spec/opensearchrss/1.0/}"
THREAD = "{http://purl.org/syndication/thread/1.0}"
GOOGLE = "{http://schemas.google.com/g/2005}"
EXPORT = "{http://schemas.google.com/blogger/2018}"

FEED_LINK = "http://schemas.google.com/g/2005#feed"
KIND_SCHEME = "http://schemas.google.com/g/2005#kind"
LABEL_SCHEME = "http://www.blogger.com/atom/ns#"

_UNPUBLISHED = frozenset({"DRAFT", "SCHEDULED", "TRASHED", "SPAM", "GHOSTED", "PENDING"})
BLOG_ID = re.compile(r"tag:blogger\.com,1999:blog-(\d+)")
_ENTRY = re.compile(r"tag:blogger\.com,1999:blog-\d+\.(post|page)-(\d+)")
_PARENT = re.compile(r"/comments/default/(\d+)")
_APP = ("{http://www.w3.org/2007/app}", "{http://purl.org/atom/app#}")


class Element:
    """What stands directly inside an element (or in several of one name), looked at once and found by name."""

    def __init__(self, *nodes: etree._Element) -> None:
        self._children: dict[str, list[etree._Element]] = {}
        for node in nodes:
            for child in node:
                self._children.setdefault(child.tag, []).append(child)

    def all(self, name: str) -> list[etree._Element]:
        """Return the elements of a name, in order."""
        return self._children.get(name, [])

    def inside(self, name: str) -> Element:
        """Return what stands in the elements of a name."""
        return Element(*self.all(name))

    def text(self, name: str) -> str:
        """Return the text of the first element of a name, "" when there is none."""
        found = self._children.get(name)
        return _whole_text(found[0]).strip() if found else ""

    def line(self, name: str) -> str | None:
        """Return the text of the first element of a name on one line, None when there is none."""
        return " ".join(self.text(name).split()) or None

    def number(self, name: str) -> int | None:
        """Return the number in the first element of a name, None when there is none that could count anything."""
        text = self.text(name)
        return int(text) if text.isdecimal() and len(text) < 10 else None


def read_text(node: etree._Element, name: str) -> str:
    """Return the text of the first child of a name, "" when there is none; for more than one, make an `Element`."""
    found = next(node.iterchildren(name), None)
    return "" if found is None else _whole_text(found).strip()


def entry_id(entry: Element) -> tuple[str, str]:
    """Return what an entry is by its id ("post", for comments too, or "page") and Blogger's number of it.

    Raises BadInput for an entry without such an id.
    """
    found = _ENTRY.fullmatch(entry.text(f"{ATOM}id"))
    if found is None:
        raise BadInput("An entry has no Blogger id: fetch the feed, or export the blog, again.")
    return found.group(1), found.group(2)


def find_number(tag: str) -> str | None:
    """Return Blogger's number in an id that names a post or comment, None for any other text.

    >>> find_number("tag:blogger.com,1999:blog-9.post-12"), find_number("")
    ('12', None)
    """
    found = _ENTRY.match(tag)
    return found.group(2) if found else None


def is_draft(entry: Element) -> bool:
    """True for what is not published, as RFC 5023 marks it."""
    return any(
        Element(*controls).text(f"{app}draft") == "yes" for app in _APP if (controls := entry.all(f"{app}control"))
    )


def why_left_out(status: str) -> str:
    """Return one word, or a few, for the status of what is not published.

    >>> why_left_out("PENDING_MODERATION"), why_left_out("SOFT_TRASHED"), why_left_out("NEW_IN_2031")
    ('pending', 'trashed', 'of unknown status')
    """
    parts = status.upper().split("_")
    return next((part.lower() for part in parts if part in _UNPUBLISHED), "of unknown status")


def iter_labels(entry: Element, scheme: str = LABEL_SCHEME) -> Iterator[str]:
    """Yield the labels of a post in order; a label that is given twice comes twice."""
    for category in entry.all(f"{ATOM}category"):
        term = " ".join(str(category.get("term") or "").split())
        if term and category.get("scheme") == scheme:
            yield term


def find_kind(entry: Element) -> str | None:
    """Return what an entry of a backup says it is ("post", "comment", "settings", ...), None in a feed."""
    kind = next(iter(iter_labels(entry, KIND_SCHEME)), None)
    return None if kind is None else kind.rpartition("#")[2]


def find_link(element: Element, rel: str) -> str | None:
    """Return where a feed's or entry's link of one relation leads, None when there is none."""
    for link in element.all(f"{ATOM}link"):
        if link.get("rel") == rel and (rel != "alternate" or link.get("type") in (None, "text/html")):
            return str(link.get("href") or "").strip() or None
    return None


def find_parent(entry: Element) -> str | None:
    """Return the number of the comment that an entry answers: its `related` link leads there."""
    for link in entry.all(f"{ATOM}link"):
        if link.get("rel") == "related" and (found := _PARENT.search(str(link.get("href") or ""))):
            return found.group(1) if found.group(1) != entry_id(entry)[1] else None
    return None


def find_post(entry: Element) -> str | None:
    """Return the number of the post that a comment belongs to, None for a post: `thr:in-reply-to` names it."""
    answered = entry.all(f"{THREAD}in-reply-to")
    return find_number(str(answered[0].get("ref") or "")) if answered else None


def find_content(entry: Element) -> str | None:
    """Return the HTML of an entry, None when it carries no full text (a summary is a part of it)."""
    content = next(iter(entry.all(f"{ATOM}content")), None)
    if content is None or content.get("src"):
        return None
    if content.get("type") == "xhtml":
        return "".join(etree.tostring(child, encoding="unicode", method="html") for child in content)
    text = _whole_text(content)
    return text if content.get("type") == "html" else _escaped(text)


def _whole_text(node: etree._Element) -> str:
    # most nodes hold nothing but text, and joining takes its time
    return "".join(str(part) for part in node.itertext()) if len(node) else node.text or ""


def _escaped(text: str) -> str:
    for char, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\n", "<br>")):
        text = text.replace(char, name)
    return text
