"""Who wrote and whether the words were taken away, from what blogs print in many languages."""

from __future__ import annotations

from archive.originals.records import AuthorKind, SourceState
from scraper.pages.addresses import is_web_address, split_address
from scraper.pages.author_words import (
    ADMINISTRATOR_WORDS,
    ANONYMOUS_WORDS,
    REMOVED_BY_ADMINISTRATOR,
    REMOVED_BY_AUTHOR,
)

ANONYMOUS = "Anonymous"
"""The one word kept for people without a name, whatever the blog's language."""

_FIRST_WORDS = frozenset(sentence.split()[0] for sentence in REMOVED_BY_AUTHOR | REMOVED_BY_ADMINISTRATOR)
_ACCOUNT_HOSTS = frozenset({"www.blogger.com", "draft.blogger.com", "blogger.com", "plus.google.com"})


def is_anonymous_word(name: str) -> bool:
    """True when a shown name is Blogger's word for somebody who gave none. A person who types it cannot be told apart.

    >>> is_anonymous_word("Anonyme"), is_anonymous_word("Anon of the desk")
    (True, False)
    """
    return " ".join(name.split()).casefold() in ANONYMOUS_WORDS


def read_author(name: str, href: str, *, has_account: bool = False) -> tuple[str | None, AuthorKind, str | None]:
    """Return author, kind and address from a shown name and the link behind it ("" for none).

    The address is returned for a name with a link of its own alone: profile addresses identify an account.
    `has_account`: the page says so without a link to the profile.

    >>> read_author("Ada", "https://www.blogger.com/profile/0123")
    ('Ada', <AuthorKind.ACCOUNT: 'account'>, None)
    >>> read_author("Anónimo", "")
    ('Anonymous', <AuthorKind.ANONYMOUS: 'anonymous'>, None)
    """
    name = " ".join(name.split())
    if has_account or (href and is_profile(href)):
        return name or None, AuthorKind.ACCOUNT, None
    if href and is_web_address(href):
        return name or None, AuthorKind.NAME_URL, href
    if is_anonymous_word(name):
        return ANONYMOUS, AuthorKind.ANONYMOUS, None
    return (name, AuthorKind.NAME, None) if name else (None, AuthorKind.UNKNOWN, None)


def is_profile(href: str) -> bool:
    """True for the address of an account at Blogger or at the network that once stood behind its profiles."""
    parts = split_address(href)
    if parts is None or parts[0] not in _ACCOUNT_HOSTS:
        return False
    return parts[0] == "plus.google.com" or parts[1].startswith("/profile")


def removed_state(text: str) -> SourceState:
    """Return whether a text is nothing but Blogger's sentence in place of a removed comment, and by whom.

    >>> removed_state("Ce commentaire a été supprimé par l’auteur.").value, removed_state("Removed!").value
    ('removed_by_author', 'live')
    """
    first = text.split(maxsplit=1)[:1]
    if not first or first[0].casefold() not in _FIRST_WORDS:
        return SourceState.LIVE
    sentence = " ".join(text.split()).removesuffix(".").replace("’", "'").casefold()
    if sentence in REMOVED_BY_AUTHOR:
        return SourceState.REMOVED_BY_AUTHOR
    return SourceState.REMOVED_BY_ADMIN if sentence in REMOVED_BY_ADMINISTRATOR else SourceState.LIVE


def removed_by(placeholder: str) -> SourceState:
    """Return who removed a comment, from the sentence in its place, in whatever language."""
    words = placeholder.casefold()
    return (
        SourceState.REMOVED_BY_ADMIN
        if any(word in words for word in ADMINISTRATOR_WORDS)
        else SourceState.REMOVED_BY_AUTHOR
    )
