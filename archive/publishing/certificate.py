"""Deciding and publishing in one go, and the certificate of it: where the words were looked for, what is left (M16)."""

from __future__ import annotations

import gzip
import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import islice

from sqlite_utils import Database

from archive.errors import ArchiveError, Refused
from archive.folder import DataFolder
from archive.moderation import log
from archive.moderation.decisions import Decision, Kind, Scope, undone_masks
from archive.moderation.findings import kept_words
from archive.moderation.holders import items_with
from archive.moderation.persons import together_with
from archive.moderation.values import words_of, written_addresses
from archive.originals import store as originals
from archive.originals.database import open_archive
from archive.originals.erase_reading import letters_of
from archive.originals.erase_rows import letters_of_others
from archive.public import store
from archive.public.models import PublicComment, PublicPost
from archive.public.surface import Place, Surface
from archive.publishing.looking import Looked, SurfaceCheck, Wanted, look
from archive.publishing.publisher import publish
from archive.publishing.settle import ItemsShut
from archive.publishing.surfaces import load_surfaces
from archive.redaction.many_words import ManyWords, find_escaped
from archive.redaction.words import Words
from archive.text import MarkKind

ORIGINALS = "originals"
KEPT = "kept by decision"
UNDECIDED = "undecided"

_PHRASE_WORDS = 6
_PHRASE_LETTERS = 24
_PHRASES = 40
_ASKED_PHRASES = 3
_NEAR = 50
"""Items whose pages are read for words that may stand nowhere, besides all rows, the whole index and all files."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another item in which the same words are public: kept by somebody's decision, or not decided yet."""

    id: str
    state: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """What one decision left behind. `log_id` is what `redact --undo` takes; `places` never holds words."""

    log_id: str
    surfaces: tuple[SurfaceCheck, ...]
    elsewhere: tuple[Elsewhere, ...]
    seconds: float
    places: tuple[Place, ...] = ()

    @property
    def left(self) -> int:
        """In how many places the words still stand."""
        return sum(check.left for check in self.surfaces)


def decide_and_publish(
    folder: DataFolder,
    act: Callable[[Database], Decision],
    now: datetime,
    *,
    surfaces: Sequence[Surface] | None = None,
) -> Certificate:
    """Let `act` decide, publish what follows from it, look for the words everywhere; return and store the certificate.

    Raises what `act` raises, with nothing changed; and what publishing raises, with the decision recorded: the next
    publish follows it. When the gate refuses other items, that is for the next `publish` to report.
    """
    started = time.monotonic()
    to = load_surfaces(folder) if surfaces is None else surfaces
    archive = open_archive(folder)
    try:
        decision = act(archive)
        # asked now: what is to be erased is gone from the originals when it was published
        takes_away = decision.active and decision.kind is not Kind.SHOW
        asked = _asked(archive, decision) if takes_away else []
        own = _own_phrases(archive, decision, asked) if decision.kind is Kind.ERASE else None
        shut = _publish(folder, decision, now, to)
        looked = look(folder, to, [_wanted(archive, decision, asked)])[0] if takes_away else Looked()
        if own is not None:
            looked = replace(looked, checks=(*looked.checks, _look_behind(folder, own)))
        elsewhere = tuple(_elsewhere(folder, archive, decision)) if takes_away else ()
        seconds = round(time.monotonic() - started, 3)
        certificate = Certificate(_log_id(archive, decision), looked.checks, elsewhere, seconds, looked.places)
        _store(archive, certificate)
    finally:
        archive.close()
    if shut is not None and decision.item_id in shut.item_ids:
        raise ItemsShut(f"{decision.id} is recorded: {shut}", shut.item_ids)
    return certificate


def _publish(folder: DataFolder, decision: Decision, now: datetime, to: Sequence[Surface]) -> ItemsShut | None:
    try:
        publish(folder, now=now, surfaces=to, urgent=True)
    except ItemsShut as shut:
        return shut
    except ArchiveError as error:
        raise type(error)(f"{decision.id} is recorded but not public yet: {error}") from error
    except sqlite3.OperationalError as error:
        raise Refused(
            f"{decision.id} is recorded but not public yet, because a file could not be used ({error}): "
            "run `threadkeep publish` until it says that it has published."
        ) from error
    return None


def find_certificate(archive: Database, log_id: str) -> Certificate | None:
    """Return the certificate stored with a decision, None when there is none."""
    row = archive.conn.execute("select body from certificate where log_seq = ?", [int(log_id[1:])]).fetchone()
    if row is None:
        return None
    body = json.loads(row[0])
    return Certificate(
        log_id=body["log_id"],
        surfaces=tuple(SurfaceCheck(**check) for check in body["surfaces"]),
        elsewhere=tuple(Elsewhere(**other) for other in body["elsewhere"]),
        seconds=body["seconds"],
        places=tuple(Place(**place) for place in body["places"]),
    )


def _store(archive: Database, certificate: Certificate) -> None:
    with archive.atomic():
        archive.conn.execute(
            "insert or replace into certificate (log_seq, body) values (?, ?)",
            [int(certificate.log_id[1:]), json.dumps(asdict(certificate))],
        )


def _log_id(archive: Database, decision: Decision) -> str:
    """Return the log id of the act: of the decision, or of its undoing."""
    return decision.id if decision.active else f"L{log.seq_of_undo(archive, decision.id)}"


def _wanted(archive: Database, decision: Decision, asked: Sequence[str]) -> Wanted:
    """Return what to look for, and where: everywhere for words that may stand nowhere, the item where they were."""
    words = tuple(asked if decision.kind is Kind.MASK else asked[:_ASKED_PHRASES])
    if decision.scope is Scope.HERE:
        return Wanted(words, (decision.item_id,), in_bytes=tuple(asked))
    # published a moment ago, so these are the items in which the words stood
    near = dict.fromkeys([decision.item_id, *islice(items_with(archive, decision.words), _NEAR)])
    return Wanted(words, None, tuple(near), tuple(asked))


def _own_phrases(archive: Database, decision: Decision, asked: Sequence[str]) -> list[bytes]:
    """Return those phrases of an item that no other item says too."""
    others = letters_of_others(archive, [decision.item_id])
    phrases = [words for words in asked if len(words) >= _PHRASE_LETTERS]
    return [words.encode() for words in phrases if not any(letters_of(words) in other for other in others)]


def _look_behind(folder: DataFolder, phrases: Sequence[bytes]) -> SurfaceCheck:
    """Look for what was erased in the bytes of the originals and of every capture, unpacked."""
    files = [*folder.path.glob(f"{folder.archive_db.name}*"), *folder.captures.glob("*.warc.gz")]
    left = 0
    for path in files:
        body = path.read_bytes()
        if path.suffix == ".gz":
            body = gzip.decompress(body)
        left += any(phrase in body for phrase in phrases)
    return SurfaceCheck(ORIGINALS, len(files), left)


def _asked(archive: Database, decision: Decision) -> list[str]:
    """Return what to look for: the masked words, or of a closed item its title, its byline and phrases of its text."""
    if decision.kind is Kind.MASK:
        return [each.exact for each in together_with(archive, decision)]
    values = words_of(originals.get_item(archive, decision.item_id))
    short = [values[field] for field in ("title", "author") if field in values]
    phrases = list(_phrases(values.get("text", "")))
    return [words for words in (*short, *phrases) if any(letter.isalnum() for letter in words)]


def _phrases(text: str) -> Iterator[str]:
    """Yield runs of words, spread over the text, each too long to stand anywhere by chance."""
    words = text.split()
    step = max(_PHRASE_WORDS, len(words) // _PHRASES)
    for start in range(0, len(words), step):
        phrase = " ".join(words[start : start + _PHRASE_WORDS])
        if len(phrase) >= _PHRASE_LETTERS:
            yield phrase


def _elsewhere(folder: DataFolder, archive: Database, decision: Decision) -> Iterator[Elsewhere]:
    """Yield other public items in which words masked here still stand."""
    if decision.kind.is_closing or decision.scope is Scope.EVERYWHERE:
        return
    words = decision.words
    public = store.open_public(folder)
    try:
        likely = [item_id for item_id in _likely(public, words) if item_id != decision.item_id]
        others = [item_id for item_id, item in store.get_items(public, likely).items() if _holds(item, words)]
    finally:
        public.close()
    for item_id in others:
        decided = [*kept_words(archive, item_id), *(undone.exact for undone in undone_masks(archive, item_id))]
        kept = any(words.stands_in(each) for each in decided)
        yield Elsewhere(item_id, KEPT if kept else UNDECIDED)


def _likely(public: Database, words: Words) -> Iterator[str]:
    """Yield the items in whose rows words may stand, told without reading these rows in full."""
    many = ManyWords([words])
    for select in (
        "select id, text, marks, author, title, path from post order by id",
        "select id, text, marks, author from comment order by id",
    ):
        for item_id, *values in public.conn.execute(select):
            said = "\n".join(value for value in values if value)
            if many.may_stand_in(said, find_escaped(said)):
                yield item_id


def _holds(item: PublicPost | PublicComment, words: Words) -> bool:
    title = item.title if isinstance(item, PublicPost) else None
    addresses = [mark.href for mark in item.body.marks if mark.kind is MarkKind.LINK]
    addresses += written_addresses(item.body.text)
    if isinstance(item, PublicPost) and item.path:
        addresses.append(item.path)
    return any(words.stands_in_name(value) for value in (item.body.text, title, item.author) if value) or any(
        words.stands_in_slug(address) for address in addresses
    )
