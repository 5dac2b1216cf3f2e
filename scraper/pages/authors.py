"""Who wrote and whether the words were taken away, from what Blogger prints in many languages."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from archive.originals.records import AuthorKind, SourceState

ANONYMOUS = "Anonymous"
"""The one word kept for people without a name, whatever the blog's language."""

_WORDS = """
    anonymous anonyme anonym anónimo anônimo anonimo anònim anoniem anonimowy anonymní anonymný anonim anonimni
    anonyymi nimetön névtelen adsız ανώνυμος анонимный аноним анонім анонимен 匿名 匿名さん 익명 אנונימי
"""
_ANONYMOUS_WORDS = frozenset(_WORDS.split()) | {"غير معرف", "ไม่ระบุชื่อ", "nặc danh"}
_ACCOUNT_HOSTS = frozenset({"www.blogger.com", "draft.blogger.com", "blogger.com", "plus.google.com"})
_REMOVED = re.compile(r"this comment has been removed by (?:the author|a blog administrator)\.?", re.IGNORECASE)
_ADMINISTRATOR = re.compile(r"admin", re.IGNORECASE)


def is_anonymous_word(name: str) -> bool:
    """True when a shown name is Blogger's word for somebody who gave none. A person who types it cannot be told apart.

    >>> is_anonymous_word("Anonyme"), is_anonymous_word("Anon of the desk")
    (True, False)
    """
    return " ".join(name.split()).casefold() in _ANONYMOUS_WORDS


def read_author(name: str, href: str) -> tuple[str | None, AuthorKind, str | None]:
    """Return author, kind and address from a shown name and the link behind it ("" for none).

    The address is returned for a name with a link of its own alone: profile addresses identify an account.

    >>> read_author("Ada", "https://www.blogger.com/profile/0123")
    ('Ada', <AuthorKind.ACCOUNT: 'account'>, None)
    >>> read_author("Anónimo", "")
    ('Anonymous', <AuthorKind.ANONYMOUS: 'anonymous'>, None)
    """
    name = " ".join(name.split())
    if is_profile(href):
        return name or None, AuthorKind.ACCOUNT, None
    if href and is_web_address(href):
        return name or None, AuthorKind.NAME_URL, href
    if is_anonymous_word(name):
        return ANONYMOUS, AuthorKind.ANONYMOUS, None
    return (name, AuthorKind.NAME, None) if name else (None, AuthorKind.UNKNOWN, None)


def is_profile(href: str) -> bool:
    """True for the address of an account at Blogger or at the network that once stood behind its profiles."""
    parts = _split(href)
    if parts is None or parts[0] not in _ACCOUNT_HOSTS:
        return False
    return parts[0] == "plus.google.com" or parts[1].startswith("/profile")


def is_web_address(href: str) -> bool:
    """True for an absolute http or https address."""
    parts = _split(href)
    return parts is not None and bool(parts[0])


def _split(href: str) -> tuple[str, str] | None:
    href = href.strip()
    try:
        parts = urlsplit(f"https:{href}" if href.startswith("//") else href)
        host = parts.hostname or ""
    except ValueError:
        return None
    return (host, parts.path) if parts.scheme in ("http", "https") else None


def removed_state(text: str) -> SourceState:
    """Return whether a text is nothing but Blogger's (English) sentence in place of a removed comment, and by whom."""
    return removed_by(text) if _REMOVED.fullmatch(" ".join(text.split())) else SourceState.LIVE


def removed_by(placeholder: str) -> SourceState:
    """Return who removed a comment, from the sentence in its place, in any language that writes administrator so."""
    return SourceState.REMOVED_BY_ADMIN if _ADMINISTRATOR.search(placeholder) else SourceState.REMOVED_BY_AUTHOR
