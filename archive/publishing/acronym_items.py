"""Posts and comments as they are read for acronyms: what they say, where they stand, what they explained so far."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from archive.public.acronym_texts import readable, readable_title
from archive.public.database import read_in
from archive.public.rows import Row, load_marks
from archive.publishing.acronym_lexicon import fingerprint


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post or comment stands in its thread, and what it says, labels of redactions left out."""

    id: str
    post_id: str
    position: int
    parent_id: str | None
    day: str | None
    text: str
    title: str = ""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return what is read of it, each part with the name of its field."""
        return (("text", self.text), ("title", self.title)) if self.title else (("text", self.text),)

    @property
    def row(self) -> Row:
        """Return its row of table `acronym_item`."""
        return {
            "item_id": self.id,
            "post_id": self.post_id,
            "position": self.position,
            "parent_id": self.parent_id,
            "day": self.day,
            "fingerprint": fingerprint("\n".join(words for _, words in self.parts)),
        }


def read_places(public: Database, item_ids: Iterable[str]) -> dict[str, Place]:
    """Return the posts and comments among these that show their words."""
    ids = sorted(item_ids)
    return {
        row["id"]: _place(row) for sql in (_POSTS, _COMMENTS) for row in read_in(public, f"{sql} and id in (?)", ids)
    }


_POSTS = (
    "select id, id as post_id, 0 as position, null as parent_id, published, text, marks, title from post "
    "where state = 'shown'"
)
_COMMENTS = (
    "select id, post_id, position, parent_id, published, text, marks, null as title from comment "
    "where state = 'shown' and kind = 'comment'"
)


def _place(row: Row) -> Place:
    marks = load_marks(row["marks"]) if '"redaction"' in row["marks"] else ()
    text, title = readable(row["text"], marks), readable_title(row["title"] or "")
    day = (row["published"] or "")[:10] or None
    return Place(row["id"], row["post_id"], row["position"], row["parent_id"], day, text, title)


def read_threads_of(public: Database, item_ids: Iterable[str]) -> dict[str, str]:
    """Return by item the post in whose thread each was read."""
    rows = read_in(public, "select item_id, post_id from acronym_item where item_id in (?)", sorted(set(item_ids)))
    return {row["item_id"]: row["post_id"] for row in rows}


def find_beside(public: Database, post_ids: Iterable[str], among: Collection[str]) -> set[str]:
    """Return which of some items were read in the threads of some posts."""
    rows = read_in(public, "select item_id from acronym_item where post_id in (?)", sorted(post_ids))
    return {row["item_id"] for row in rows if row["item_id"] in among}


@dataclass(frozen=True, slots=True, order=True)
class Explained:
    """A place that explains an acronym: when and where the acronym stands there, and in what words."""

    day: str
    item_id: str
    field: str
    start: int
    spelling: str
    expansion: str
    confidence: float
    post_id: str
    fingerprint: int
    row_id: str
    reply_id: str
    """The item that holds the long form: another one where it is an answer."""
    acronym_id: str | None = dataclasses.field(default=None, compare=False)
    sense_id: str | None = dataclasses.field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Stood:
    """What stood in some threads before they were written anew: acronyms by item, and what was explained."""

    spellings: Mapping[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    explained: frozenset[Explained] = frozenset()


def look_before(public: Database, item_ids: Iterable[str], post_ids: Iterable[str]) -> Stood:
    """Return what has to be known of items and threads that are about to be written; nothing is changed."""
    spelt: dict[str, set[str]] = {}
    sql = "select distinct item_id, spelling from acronym_mention where item_id in (?)"
    for row in read_in(public, sql, sorted(item_ids)):
        spelt.setdefault(row["item_id"], set()).add(row["spelling"])
    return Stood(
        {item_id: frozenset(each) for item_id, each in spelt.items()}, frozenset(read_explained(public, post_ids))
    )


_EXPLAINED = (
    "select coalesce(day, '') as day, i.item_id, field, span_start as start, spelling, expansion, confidence, post_id, "
    "fingerprint, d.id as row_id, d.item_id as reply_id, acronym_id, sense_id "
    "from acronym_item as i join acronym_definition as d "
)


def read_explained(public: Database, post_ids: Iterable[str]) -> set[Explained]:
    """Return what the threads of some posts explain."""
    wanted = sorted(post_ids)
    found = set()
    for condition in ("d.item_id = i.item_id and question_id is null", "question_id = i.item_id"):
        rows = read_in(public, f"{_EXPLAINED} on {condition} where post_id in (?)", wanted)
        found |= {Explained(**row) for row in rows}
    return found


def read_definitions(public: Database, spellings: Iterable[str]) -> list[Explained]:
    """Return the places that explain any of these spellings, in the order of time."""
    joined = f"{_EXPLAINED} on i.item_id = coalesce(question_id, d.item_id) where spelling in (?)"
    return sorted(Explained(**row) for row in read_in(public, joined, sorted(spellings)))
