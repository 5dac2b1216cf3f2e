"""The blog that a file is of when it does not say its address: by its number, by its posts, or as a person says."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from sqlite_utils import Database

from archive.errors import BadInput
from archive.originals import sites
from archive.originals.records import Parsed
from scraper.pages.saved_text.parse import FORMAT as SAVED_TEXT

_SAY = "say which with --host, like --host example.blogspot.com."


class Homes:
    """Finds the addresses of blogs in an open archive; `given` is the address that a person says, "" for none.

    Where a blog's address was only ever said by a person, `given` takes its place: all happens in the caller's
    transaction.
    """

    def __init__(self, db: Database, given: str = "", *, is_strict: bool = True) -> None:
        """Ask an archive; without `is_strict` what cannot be told is not refused, as it was taken once."""
        self._db, self._given, self._is_strict = db, given, is_strict

    def without_given(self) -> Homes:
        """Return the same without the address that a person says."""
        return Homes(self._db, is_strict=self._is_strict)

    def knows(self, number: str) -> bool:
        """Return whether the archive has seen the address of a blog by that number."""
        site_id = sites.find_numbered(self._db, number)
        return site_id is not None and sites.is_proven(self._db, site_id)

    def of_number(self, number: str) -> str:
        """Return the address of a blog by its number, "" while nobody knows it.

        Raises BadInput when the address given is another blog's, or another than the blog is seen to have.
        """
        return self._settle(sites.find_numbered(self._db, number), number)

    def place(self, parsed: Parsed) -> Parsed:
        """Return what was read with the host of its blog, where it does not say it.

        Raises BadInput for a page that may be of any blog, and as `of_number` does.
        """
        if parsed.site.host:
            return parsed
        site_id = sites.find_site(self._db, parsed)
        home = self._settle(site_id, parsed.site.blog_id)
        if not home:
            self._require_told(parsed, site_id)
            return parsed
        return replace(parsed, site=replace(parsed.site, host=urlsplit(home).netloc))

    def _settle(self, site_id: int | None, number: str | None) -> str:
        known = sites.home_of(self._db, site_id) if site_id is not None else ""
        # a blog that was seen under http alone is the one that somebody calls https
        if not self._given or urlsplit(known).netloc == urlsplit(self._given).netloc:
            return known
        if site_id is None:
            sites.require_free(self._db, self._given, number)
        elif sites.is_proven(self._db, site_id):
            raise BadInput(f"This file is of the blog at {urlsplit(known).netloc}: import it without --host.")
        else:
            sites.give_host(self._db, site_id, self._given)
        return self._given

    def _require_told(self, parsed: Parsed, site_id: int | None) -> None:
        count = sites.count_sites(self._db)
        # what people copied never names a blog, and goes to the only one; exports have a number of their own
        may_be_any = count > 1 if parsed.format == SAVED_TEXT else not parsed.site.blog_id
        if self._is_strict and site_id is None and may_be_any and parsed.posts:
            raise BadInput(f"This file does not say which blog it is of: {_SAY}")
