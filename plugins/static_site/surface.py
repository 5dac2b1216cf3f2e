"""Copies of the site as a surface: which of them say what was withdrawn since, and where."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from archive.folder import DataFolder
from archive.public import store
from archive.public.surface import Asked, Changes, FoundIn, Place, Surface
from archive.redaction.many_words import ManyWords
from plugins.site.seen import OWN_TEXT, SeenPart, see_html, see_text
from plugins.static_site import ledger, rewriting

_TEMPLATES = sorted((Path(__file__).parent / "templates").glob("*.html"))
_OWN_TEXT = "\n".join([OWN_TEXT, *rewriting.OWN_WORDS, *(path.read_text(encoding="utf-8") for path in _TEMPLATES)])
SUPERSEDED = "SUPERSEDED.txt"
_TOLD = (
    "This copy holds words that were withdrawn from the archive since. Do not pass it on: take a newer one.\n"
    "Whoever keeps the archive makes it with `threadkeep export-site`.\n"
)


class ExportsSurface(Surface):
    """Every copy of the site that still lies where it was written. Others are known, and told of by the ledger."""

    name = "exports"

    def __init__(self, folder: DataFolder) -> None:
        """Bind to one archive; nothing is opened yet."""
        self._folder = folder

    def apply(self, changes: Changes) -> None:
        """Hold every copy against what is public now; those that say more are marked as superseded."""
        known = ledger.entries(self._folder)
        if not known:
            return
        with closing(store.open_public(self._folder)) as db:
            for entry in known:
                held = ledger.hold(self._folder, entry, db)
                ledger.write_entry(self._folder, held)
                for place in held.reachable() if held.withdrawn else ():
                    # a disk may be for reading alone by now
                    with suppress(OSError):
                        (place / SUPERSEDED).write_text(_TOLD, encoding="utf-8")
        ledger.write_state(self._folder, changes.content_version)

    def find_each(self, asked: Sequence[Asked]) -> list[FoundIn]:
        """Look for words in every file of every copy; where items are given, only in copies that are behind for them.

        A copy that has of an item the words that are public cannot hold others of it.
        """
        many = ManyWords([each.words for each in asked])
        own = {number for number in many.may_stand_in(_OWN_TEXT) if asked[number].words.stands_in(_OWN_TEXT)}
        checked = [0] * len(asked)
        places: list[dict[Place, None]] = [{} for _ in asked]
        for entry in ledger.entries(self._folder):
            wanted = {number for number, each in enumerate(asked) if _concerns(each, entry.ids)}
            for copy in entry.reachable() if wanted else ():
                for path in _files(copy):
                    file = path.relative_to(copy).as_posix()
                    for number in wanted:
                        checked[number] += 1
                    for part in _parts(path):
                        for number in wanted.intersection(many.may_stand_in(part.text, part.addresses)):
                            if _stands(asked[number], part, is_own=number in own):
                                places[number][Place(self.name, f"{_told(self._folder, copy)}/{file}")] = None
        return [FoundIn(count, tuple(some)) for count, some in zip(checked, places, strict=True)]

    def state(self) -> int | None:
        """Return the version that the copies were held against; without any, that of what is public."""
        if ledger.entries(self._folder):
            return ledger.state(self._folder)
        if not self._folder.public_db.exists():
            return None
        with closing(store.open_public(self._folder)) as db:
            return store.content_version(db)


def _concerns(asked: Asked, lost: frozenset[str]) -> bool:
    ids = asked.near if asked.item_ids is None else asked.item_ids
    return ids is None or not lost.isdisjoint(ids)


def _stands(asked: Asked, part: SeenPart, *, is_own: bool) -> bool:
    if asked.item_ids is not None and part.owner not in asked.item_ids:
        return False
    if not part.owner and is_own:
        return False
    return asked.words.stands_in(part.text) or any(map(asked.words.stands_in_slug, part.addresses))


def _files(copy: Path) -> Iterator[Path]:
    return (path for path in sorted(copy.rglob("*")) if path.is_file() and path.name not in (ledger.SUMS, SUPERSEDED))


def _parts(path: Path) -> list[SeenPart]:
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".html":
        return see_html(text)
    if path.parent.name == "search":
        # `threadkeepCopy.take("NAME", BODY);`, of which the numbers of places say nothing
        body = json.loads(text[text.index(",") + 1 : text.rindex(")")])
        said = body if isinstance(body, dict) else [value for line in body for value in line]
        return see_text("\n".join(said))
    return []


def _told(folder: DataFolder, copy: Path) -> str:
    """Return how a copy is called: by its place where it lies in the archive's folder, else by its own name."""
    home = ledger.home(folder).resolve()
    place = copy.resolve()
    return place.relative_to(folder.path.resolve()).as_posix() if home in place.parents else ledger.name_of(copy)
