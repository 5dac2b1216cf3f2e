"""Which addresses a link of ours may carry: http and https, in one written form, with nobody's password."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from archive.markup.clean import clean

MAX_LENGTH = 2048
"""Longer addresses are no address a person follows."""

_ADDRESS = re.compile(r"(https?://)([^/?#]*)(.*)\Z", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"[^\s\x00-\x20\\<>\"'`@{}|^%]+\Z")
_UNSAFE = re.compile(r"[\s\x00-\x20\"'<>`\\^{|}\x7f]")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def safe_address(href: str) -> str:
    """Return an address that is safe in a link, or "" when it is not http or https, or hides something.

    A second call on the result changes nothing.

    >>> safe_address(" HTTPS://example.org/a b"), safe_address("//example.org/x"), safe_address("java\\tscript:x()")
    ('https://example.org/a%20b', 'https://example.org/x', '')
    """
    address = re.sub(r"[\t\n\r]", "", clean(href)).strip()
    if address.startswith("//"):
        address = "https:" + address
    found = _ADDRESS.match(address)
    if not found:
        return ""
    start, host, rest = found[1].lower(), found[2], found[3]
    if not _HOST.match(host) or not _is_host(start + host):
        return ""
    rest = _PERCENT.sub("%25", _UNSAFE.sub(lambda unsafe: quote(unsafe.group(), safe=""), rest))
    result = start + host + rest
    return result if len(result) <= MAX_LENGTH else ""


def _is_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False
