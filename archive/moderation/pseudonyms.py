"""Names that stand for people: made from a secret key, so the same wherever they are made, and nobody can undo them.

HMAC-SHA-256 (RFC 2104), spelled with letters and digits that are not taken for one another.
"""

from __future__ import annotations

import hashlib
import hmac

from archive.moderation.values import Stored, account_of, words_of
from archive.originals.records import AuthorKind
from archive.redaction.spellings import fold
from archive.redaction.words import Words

_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
_DIGITS = "23456789"
_WRITER = "Writer"
_NAMED = (AuthorKind.ACCOUNT, AuthorKind.NAME, AuthorKind.NAME_URL)


def code_of(key: bytes, kind: str, name: str, size: int) -> str:
    """Return letters and digits in turn that stand for a name.

    >>> code_of(b"k", "person", "Priya Nair", 3) == code_of(b"k", "person", "priya  NAIR", 3)
    True
    >>> len(code_of(b"k", "person", "Priya Nair", 5))
    5
    """
    told = " ".join(fold(name).text.split())
    digest = hmac.new(key, f"{kind}\0{told}".encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
    number, code = int.from_bytes(digest), ""
    for place in range(size):
        alphabet = _DIGITS if place % 2 else _LETTERS
        number, at = divmod(number, len(alphabet))
        code += alphabet[at]
    return code


def digest_of(key: bytes, name: str) -> str:
    """Return a keyed digest by which a person's name is known again."""
    told = " ".join(fold(name).text.split())
    return hmac.new(key, f"person's name\0{told}".encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def pen_name(item: Stored, key: bytes) -> str | None:
    """Return what an item's author is called where bylines are pseudonyms; None for one who has no name.

    An account is known by its address, anybody else by the name within the blog. Eleven letters and digits tell ten
    thousand authors apart but for one archive in a hundred thousand.
    """
    name = words_of(item).get("author", "")
    if not any(map(str.isalnum, name)) or getattr(item, "author_kind", AuthorKind.NAME) not in _NAMED:
        return None
    code = code_of(key, "byline", account_of(item) or f"{item.site_id} {name}", 11)
    # a byline must not stand in the name that is given for it
    return code if Words(name).stands_in(_WRITER) else f"{_WRITER} {code}"
