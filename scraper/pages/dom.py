"""HTML to a tree and back: the few things our parsers ask of lxml."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from archive.errors import BadInput

_ELEMENTS = etree.ElementDefaultClassLookup(element=HtmlElement)
_BY_ID = etree.XPath("id($name)")
_ALL_BY_ID = etree.XPath("descendant::*[@id = $name]")
_STRING = etree.XPath("string()", smart_strings=False)
_WORDS = etree.XPath("descendant::text()[not(parent::script or parent::style)]", smart_strings=False)

_STOPS = (
    etree.ErrorTypes.ERR_USER_STOP,
    etree.ErrorTypes.ERR_INTERNAL_ERROR,
    114,  # XML_ERR_RESOURCE_LIMIT, for which lxml has no name yet
)
"""Where libxml2 says that it read no further, in its versions old and new."""

# libxml2 compares each attribute of a tag with all before it: a million of them would take hours
_ATTRIBUTE = rb"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_MOST_ATTRIBUTES = 1000
_TAG = re.compile(rb"<[a-zA-Z][^\s/>]*+(?:%b){0,%d}+(%b)?+" % (_ATTRIBUTE, _MOST_ATTRIBUTES, _ATTRIBUTE))
_FORM_FEED_IS_SPACE = bytes.maketrans(b"\x0c", b" ")
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\x0c\r"})
"""What no element's text may be set to, though libxml2 reads it: the controls that XML 1.0 (2.2) forbids."""

_LARGE = 200_000
"""Bytes: what a smaller page can hold of attributes takes a few seconds at most."""


def parse_html(text: str) -> HtmlElement:
    """Return the root of a page.

    Raises BadInput for one that is empty, nested past what a page can be, or with a tag of thousands of attributes.
    """
    # huge_tree: tags that a careless author never closed nest past the usual 256; the limit is then 2,048
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    # one class for all elements: the parser of lxml.html asks Python for the class of each
    parser.set_element_class_lookup(_ELEMENTS)
    for forbidden in ("\ufffe", "\uffff"):
        # asked first: most pages hold no letter as high as that, which is known without looking
        if forbidden in text:
            text = text.replace(forbidden, "�")
    clean = text.encode("utf-8", "replace").replace(b"\x00", "�".encode()).translate(_FORM_FEED_IS_SPACE, _CONTROLS)
    if len(clean) > _LARGE and any(_TAG.findall(clean)):
        raise BadInput("This page has a tag with more attributes than any page needs: not read.")
    try:
        root = document_fromstring(clean, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise BadInput("This page holds no readable HTML: save it again from the browser.") from error
    # of other faults a page may have thousands
    stops = parser.error_log.filter_types(_STOPS)
    if any(entry.type == etree.ErrorTypes.ERR_USER_STOP or "depth" in entry.message for entry in stops):
        raise BadInput("This page is nested too deeply to be read to its end: save it again from the browser.")
    return root


def parse_part(html: str) -> HtmlElement:
    """Return an element that holds a part of a page; raise BadInput for one nested past what a page can be."""
    return parse_html(f"<html><body>{html}</body></html>").body


def find_by_id(root: HtmlElement, name: str) -> HtmlElement | None:
    """Return the first element of this id, None when there is none."""
    # id() finds the names of links too, but looks at one element where a path looks at all
    found = cast("list[HtmlElement]", _BY_ID(root, name=name))
    if not found or found[0].get("id") != name:
        found = cast("list[HtmlElement]", _ALL_BY_ID(root, name=name))
    return found[0] if found else None


def find_all(node: HtmlElement, path: str) -> list[HtmlElement]:
    """Return the elements at an XPath, in document order."""
    return [found for found in cast("list[object]", _compiled(path)(node)) if isinstance(found, HtmlElement)]


def find_first(node: HtmlElement, path: str) -> HtmlElement | None:
    """Return the first element at an XPath, None when there is none."""
    for found in cast("list[object]", _compiled(path)(node)):
        if isinstance(found, HtmlElement):
            return found
    return None


def find_strings(node: HtmlElement, path: str) -> list[str]:
    """Return the attribute values at an XPath that are not blank, stripped."""
    values = (str(found).strip() for found in cast("list[object]", _compiled(path)(node)))
    return [value for value in values if value]


def find_string(node: HtmlElement, path: str) -> str:
    """Return the first attribute value at an XPath that is not blank, "" when there is none."""
    return next(iter(find_strings(node, path)), "")


def text_of(node: HtmlElement | None) -> str:
    """Return the words inside an element on one line, "" for None; scripts and styles are no words."""
    return "" if node is None else " ".join(raw_text_of(node).split())


def raw_text_of(node: HtmlElement) -> str:
    """Return the characters inside an element as they stand, without those of scripts and styles."""
    if not len(node):
        return node.text or ""
    if next(node.iter("script", "style"), None) is None:
        return str(_STRING(node))
    return "".join(cast("list[str]", _WORDS(node)))


def own_text(node: HtmlElement) -> str:
    """Return the characters that stand in an element itself, as they are, without those of the elements inside."""
    return "".join([node.text or "", *(child.tail or "" for child in node)])


def classes_of(node: HtmlElement) -> list[str]:
    """Return the class names of an element."""
    return (node.get("class") or "").split()


@lru_cache(maxsize=512)
def _compiled(path: str) -> etree.XPath:
    """Return an XPath ready to use: the paths are those of selectors, few, and each is used on every page."""
    return etree.XPath(path, smart_strings=False)
