"""XML from strangers to a tree: no entities, no document types, no network, no depth without end."""

from __future__ import annotations

import re

from lxml import etree

from archive.errors import BadInput

_DECLARATION = re.compile(r"\A\s*+<\?xml\s[^>]*\?>")
_BEFORE_ROOT = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*+", re.DOTALL)
# XML 1.0, production 2 (Char): these cannot stand in a document, and blogs have them all the same
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def parse_xml(text: str) -> etree._Element:
    """Return the root of an XML document.

    Raises BadInput for one that breaks off, is malformed or has a document type.
    """
    clean = drop_declaration(drop_forbidden(text.lstrip("\ufeff"))).strip()
    refuse_document_type(clean, what="feed")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(clean.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise BadInput("This feed breaks off or is not well-formed XML: fetch or save it again.") from error


def drop_forbidden(text: str) -> str:
    """Return a text without the characters that XML 1.0 forbids."""
    return _NOT_XML.sub("", text)


def drop_declaration(text: str) -> str:
    """Return a document without its XML declaration, whose encoding no longer holds; its line ends stay, for counting.

    >>> drop_declaration('<?xml version="1.0" encoding="utf-16"?><a/>')
    '<a/>'
    """
    return _DECLARATION.sub(lambda found: "\n" * found.group().count("\n"), text, count=1)


def refuse_document_type(start: str, *, what: str) -> None:
    """Raise BadInput when a document type stands before the first element: only bombs and outside files need one.

    `start` is the beginning of a document without its declaration, `what` names its kind for the sentence.
    """
    at = _BEFORE_ROOT.match(start)
    if at is not None and start.startswith("<!", at.end()):
        raise BadInput(f"This {what} has a document type or entities of its own, as no blog's has: not read.")
