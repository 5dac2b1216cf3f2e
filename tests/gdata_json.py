"""Atom written as Google's JSON, for tests: what `alt=json` and `alt=json-in-script` answer for the same feed."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

_PREFIXES = {
    "http://www.w3.org/2005/Atom": "",
    "http://a9.com/-/spec/opensearchrss/1.0/": "openSearch$",
    "http://schemas.google.com/g/2005": "gd$",
    "http://purl.org/syndication/thread/1.0": "thr$",
    "http://www.w3.org/2007/app": "app$",
}
_REPEATED = frozenset({"entry", "link", "author", "category", "gd$extendedProperty"})


def as_json(atom: bytes, callback: str = "") -> str:
    """Return a feed as JSON, as the call of a function where one is named."""
    root = etree.fromstring(atom)
    feed = {
        "xmlns": "http://www.w3.org/2005/Atom",
        "xmlns$thr": "http://purl.org/syndication/thread/1.0",
        **_value(root),
    }
    text = json.dumps({"version": "1.0", "encoding": "UTF-8", "feed": feed}, ensure_ascii=False)
    return f"// API callback\n{callback}({text});" if callback else text


def _value(element: etree._Element) -> dict[str, Any]:
    made: dict[str, Any] = {str(name): str(value) for name, value in element.attrib.items()}
    if (element.text or "").strip() or not (len(element) or made):
        made["$t"] = element.text or ""
    for child in element:
        name = etree.QName(child)
        prefix = _PREFIXES.get(name.namespace or "")
        # what is of no concern to a test has a prefix of its own
        key = ("media$" if prefix is None else prefix) + name.localname
        if key in _REPEATED:
            made.setdefault(key, []).append(_value(child))
        else:
            made[key] = _value(child)
    return made
