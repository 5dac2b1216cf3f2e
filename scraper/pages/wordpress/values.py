"""What WordPress says of people, times and kinds, alike in its exports and in its answers to machines."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from archive.originals.records import AuthorKind, CommentKind, SourceTime
from scraper.pages.authors import ANONYMOUS, is_anonymous_word, read_author
from scraper.pages.dates import from_iso
from scraper.pages.wordpress.raw_text import plain

COMMENT_KINDS = {
    "": CommentKind.COMMENT,
    "comment": CommentKind.COMMENT,
    "pingback": CommentKind.PINGBACK,
    "trackback": CommentKind.TRACKBACK,
}
"""The types of comment that a blog shows. Others (orders, editors' notes) are a plugin's own."""

POST_TYPES = frozenset({"post", "page"})


def read_person(name: str, url: str, *, has_account: bool) -> tuple[str | None, AuthorKind, str | None]:
    """Return author, kind and address of who wrote a comment. WordPress shows an empty name as Anonymous.

    >>> read_person("Tide &amp; Son", "", has_account=True)
    ('Tide & Son', <AuthorKind.ACCOUNT: 'account'>, None)
    >>> read_person("", "", has_account=False)
    ('Anonymous', <AuthorKind.ANONYMOUS: 'anonymous'>, None)
    """
    return person_of(plain(name), url, has_account=has_account)


def person_of(shown: str, url: str, *, has_account: bool) -> tuple[str | None, AuthorKind, str | None]:
    """Return what `read_person` does from a name as a page shows it, without tags and references."""
    if has_account and not is_anonymous_word(shown):
        return shown or None, AuthorKind.ACCOUNT, None
    return read_author(shown or ANONYMOUS, "" if has_account else url.strip())


def read_time(gmt: str, local: str, zone: ZoneInfo) -> SourceTime:
    """Return a time from its two columns: UTC where it is given, else the site's own clock.

    >>> read_time("2019-02-08T15:28:33", "2019-02-08T17:28:33", ZoneInfo("Europe/Berlin")).local
    '2019-02-08T16:28+01:00'
    >>> read_time("0000-00-00 00:00:00", "2019-02-08 17:28:33", ZoneInfo("Europe/Berlin")).local
    '2019-02-08T17:28+01:00'
    """
    known = from_iso(f"{gmt.strip()}Z", zone)
    if known.utc is None and from_iso(f"{local.strip()}Z", zone).utc is not None:
        return SourceTime.from_wall_clock(datetime.fromisoformat(local.strip()), zone)
    return known
