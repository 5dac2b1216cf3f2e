"""HTML fragments that leave nothing to guess: well-formed ones, of which every parser makes the same tree."""

from __future__ import annotations

import re
from html import escape, unescape

from lxml import etree

from archive.markup.references import REFERENCE, are_known

# what XML and HTML read differently although it is well-formed: declarations, instructions and CDATA, namespaces, the
# inside of elements that HTML takes as raw text, line ends and tabs in attributes, names of attributes in capitals
_UNLIKE = re.compile(
    r"""<[!?](?!--)|xmlns|<(?:script|style|textarea|title|xmp|plaintext|listing|iframe|no\w+|svg|math|template|select)\b"""
    r"""|=\s*(?:"[^"<]*[\n\t\r]|'[^'<]*[\n\t\r])|\s(?-i:[a-z-]*[A-Z])[\w-]*\s*=\s*["']""",
    re.IGNORECASE,
)
_VOID = re.compile(r"<(br|hr|img|wbr|input)\b((?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*?)\s*/?>", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse_wellformed(html: str) -> etree._Element | None:
    """Return an element that holds the fragment, None where it is not well-formed or HTML may read it otherwise."""
    if _UNLIKE.search(html) or _NOT_XML.search(html):
        return None
    if "&" in html:
        if not are_known(REFERENCE.findall(html)):
            return None
        html = REFERENCE.sub(_spell, html)
    # a parser each time: one that is shared between threads locks, and making one costs little
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(f"<div>{_VOID.sub(_close, html)}</div>", parser)
    except etree.XMLSyntaxError:
        return None


def _close(found: re.Match[str]) -> str:
    return f"<{found.group(1)}{found.group(2)}/>"


def _spell(found: re.Match[str]) -> str:
    """Write a reference as the characters that HTML means by it; those that XML knows stay as they are."""
    return escape(unescape(found.group()), quote=True)
