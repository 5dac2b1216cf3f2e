"""Character references of HTML (`&amp;`, `&#8217;`) that are written to their end."""

from __future__ import annotations

import re
from html import unescape

REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


def are_known(references: list[str]) -> bool:
    """True when HTML has a meaning for each: what a browser shows of another name is a matter of taste.

    >>> are_known(["&amp;", "&#8217;"]), are_known(["&bogus;"])
    (True, False)
    """
    return not any(reference == unescape(reference) for reference in set(references))
