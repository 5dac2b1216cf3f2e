"""XML from strangers to a tree: no entities, no document types, no network, no depth without end."""

from __future__ import annotations

import re

from lxml import etree

from archive.errors import BadInput

_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*+<\?xml[^>]*\?>")
_ROOT = re.compile(r"<\w")
# XML 1.0, production 2 (Char): these cannot stand in a document, and blogs have them all the same
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def parse_xml(text: str) -> etree._Element:
    """Return the root of an XML document; raise BadInput for one that breaks off, is malformed or has a document type.

    A document type is what entity bombs and outside files need, and no feed has one.
    """
    root = _ROOT.search(text)
    if _DOCTYPE.search(text, 0, root.start() if root else len(text)):
        raise BadInput("This feed has a document type or entities of its own, as no blog's feed has: not read.")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    clean = _NOT_XML.sub("", _DECLARATION.sub("", text.lstrip("\ufeff"), count=1)).strip()
    try:
        return etree.fromstring(clean.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise BadInput("This feed breaks off or is not well-formed XML: fetch or save it again.") from error
