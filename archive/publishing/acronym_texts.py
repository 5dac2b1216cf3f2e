"""What each public text shows of acronyms: words that may be some, places where some stand, places that explain some.

A text is read once, and again only when it changed or when what all texts say of one of its words did.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

from archive.acronyms import Definition, Mention, Reading, Turn, find_thread_answers, get_key, read
from archive.curation.acronyms import DISMISSED, SEEDED, Corrections
from archive.public.database import read_in, read_rows
from archive.public.rows import Row, load_marks
from archive.public.writing import sync
from archive.publishing.acronym_groups import Hidden
from archive.publishing.acronym_lexicon import COUNTS, NOTHING, PublicLexicon, Sums, fingerprint, read_sums
from archive.text import MarkKind

_HIDDEN = "\ufffc"
"""What stands for each character of a label that was put in place of words: no word, and no space either."""

_DEFINED = COUNTS.index("defined")
_LONGEST = 200

_MANY = 300
"""Texts from which the sums of all words are read at once."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post or comment stands in its thread, and what it says, labels of redactions left out."""

    id: str
    post_id: str
    position: int
    parent_id: str | None
    day: str | None
    text: str

    @property
    def row(self) -> Row:
        """Return its row of table `acronym_item`."""
        return {
            "item_id": self.id,
            "post_id": self.post_id,
            "position": self.position,
            "parent_id": self.parent_id,
            "day": self.day,
            "fingerprint": fingerprint(self.text),
        }


@dataclass(slots=True)
class Touched:
    """What changed: items with other mentions or another place, and their threads."""

    item_ids: set[str] = field(default_factory=set)
    post_ids: set[str] = field(default_factory=set)


def read_places(public: Database, item_ids: Iterable[str]) -> dict[str, Place]:
    """Return the posts and comments among these that show their words."""
    ids = sorted(item_ids)
    found: dict[str, Place] = {}
    for row in read_in(public, f"{_POSTS} and id in (?)", ids):
        found[row["id"]] = _place(row)
    for row in read_in(public, f"{_COMMENTS} and id in (?)", ids):
        found[row["id"]] = _place(row)
    return found


_POSTS = (
    "select id, id as post_id, 0 as position, null as parent_id, published, text, marks from post where state = 'shown'"
)
_COMMENTS = (
    "select id, post_id, position, parent_id, published, text, marks from comment "
    "where state = 'shown' and kind = 'comment'"
)


def _place(row: Row) -> Place:
    text: str = row["text"]
    if '"redaction"' in row["marks"]:
        for mark in load_marks(row["marks"]):
            if mark.kind is MarkKind.REDACTION:
                start, end = mark.span.start, mark.span.end
                text = text[:start] + _HIDDEN * (end - start) + text[end:]
    day = (row["published"] or "")[:10] or None
    return Place(row["id"], row["post_id"], row["position"], row["parent_id"], day, text)


def read_texts(
    public: Database, ids: Collection[str], waiting: Collection[str], given: Corrections, hidden: Hidden
) -> Touched:
    """Bring mentions, definitions and sightings up to date with the texts of some items; return what changed.

    `ids` are the items that stand in the changed threads or stood there; those of them that waited are read in any
    case, and so is every item in which words are hidden or which holds a word that waited to be looked for again.
    """
    touched = Touched()
    known = {row["item_id"]: row for row in read_in(public, "select * from acronym_item where item_id in (?)", ids)}
    places = read_places(public, ids)
    gone = known.keys() - places.keys()
    moved = {item_id for item_id, place in places.items() if known.get(item_id) != place.row}
    fresh = {item_id for item_id in places if _is_unread(known.get(item_id)) or item_id in waiting}
    old = _sightings(public, [*fresh, *gone])
    new = {item_id: read(places[item_id].text) for item_id in sorted(fresh)}
    sums = _write_sums(public, old, new, gone)
    # what was left out of these, so as to tell nothing hidden, counts again until it is known what to leave out now
    masked = read_places(public, hidden.here)
    doubtful = (_holding(public, sums | _words_again(public, waiting)) | masked.keys()) - fresh - gone
    sync(public, "acronym_item", [place.row for place in places.values()], known.values())
    touched.item_ids |= moved | fresh | gone
    for item_id in sorted(gone):
        _forget(public, item_id)
    texts = {**places, **read_places(public, doubtful)}
    seeded = frozenset(get_key(each.short) for each in given.meanings if not each.is_dropped)
    whole = read_sums(public) if len(fresh) + len(doubtful) > _MANY else None
    lexicon = PublicLexicon(public, seeded, whole)
    for item_id in sorted(fresh | doubtful):
        reading = new.pop(item_id, None) or read(texts[item_id].text)
        _write_item(public, texts[item_id], reading, lexicon, given, touched)
    threads = {places[item_id].post_id for item_id in moved | fresh}
    threads |= {row["post_id"] for item_id, row in known.items() if item_id in moved | gone}
    threads |= {row["post_id"] for row in read_in(public, _THREADS, sorted(touched.item_ids))}
    touched.post_ids |= threads
    for post_id in sorted(threads | {place.post_id for place in masked.values()}):
        _write_replies(public, post_id, hidden)
    return touched


def _is_unread(row: Row | None) -> bool:
    """True for an item that was never read, or says something else since."""
    return row is None or row["position"] < 0


_THREADS = "select distinct post_id from acronym_item where item_id in (?)"

# -- sightings


def _sightings(public: Database, item_ids: Iterable[str]) -> set[int]:
    """Return the words that count for something in these items, by fingerprint."""
    counts = " or ".join(f"{name} <> 0" for name in COUNTS)
    sql = f"select distinct fingerprint from acronym_sighting where item_id in (?) and ({counts})"
    return {row["fingerprint"] for row in read_in(public, sql, sorted(item_ids))}


def _write_sums(public: Database, old: set[int], new: Mapping[str, Reading], gone: Iterable[str]) -> set[int]:
    """Write what the readings count; return the words, by fingerprint, of which all texts now say otherwise."""
    counted = {item_id: _count(reading) for item_id, reading in new.items()}
    words = old.union(*(counts.keys() for counts in counted.values()))
    is_first = not public.conn.execute("select exists (select 1 from acronym_sighting)").fetchone()[0]
    before = {} if is_first else read_sums(public, words)
    for item_id in sorted(gone):
        public.conn.execute("delete from acronym_sighting where item_id = ?", [item_id])
    for item_id, counts in counted.items():
        rows = [_sighting(word, item_id, sums) for word, sums in sorted(counts.items())]
        present = read_rows(public, "select * from acronym_sighting where item_id = ?", [item_id])
        # those that it was only asked for are settled with its mentions
        sync(public, "acronym_sighting", rows, present)
    if is_first:
        return set()
    after = read_sums(public, words)
    return {word for word in words if before.get(word) != after.get(word)}


def _count(reading: Reading) -> dict[int, Sums]:
    counters = [getattr(reading.sightings, name) for name in COUNTS]
    keys = {key for counter in counters for key in counter}
    return {fingerprint(key): tuple(counter[key] for counter in counters) for key in keys}


def _sighting(word: int, item_id: str, sums: Sums) -> Row:
    return {"fingerprint": word, "item_id": item_id, **dict(zip(COUNTS, sums, strict=True))}


def _words_again(public: Database, waiting: Iterable[str]) -> set[int]:
    """Return the words, by fingerprint, of which somebody said that they are an acronym, or none."""
    found = set()
    for each in waiting:
        if each.startswith(DISMISSED):
            found.add(fingerprint(each.removeprefix(DISMISSED)))
        elif each.startswith(SEEDED):
            word = fingerprint(each.removeprefix(SEEDED))
            # what a text explains is known with a glossary and without
            if not read_sums(public, [word]).get(word, NOTHING)[_DEFINED]:
                found.add(word)
    return found


def _holding(public: Database, words: Iterable[int]) -> set[str]:
    sql = "select item_id from acronym_sighting where fingerprint = ?"
    return {item_id for word in sorted(words) for (item_id,) in public.conn.execute(sql, [word]).fetchall()}


# -- one item


def _write_item(
    public: Database, place: Place, reading: Reading, lexicon: PublicLexicon, given: Corrections, touched: Touched
) -> None:
    """Make an item's mentions, definitions of its own, and the words it depends on what they should be."""
    lexicon.asked = set()
    mentions = list(_without_dismissed(place.id, reading.mentions(lexicon), given))
    counts = _count(reading)
    asked = {fingerprint(key): NOTHING for key in lexicon.asked}
    rows = [_sighting(word, place.id, sums) for word, sums in sorted((asked | counts).items())]
    sync(
        public,
        "acronym_sighting",
        rows,
        read_rows(public, "select * from acronym_sighting where item_id = ?", [place.id]),
    )
    _write_mentions(public, place.id, mentions, touched)
    starts = {mention.span.start for mention in mentions}
    definitions = [one for one in reading.definitions if one.short_span.start in starts and is_sayable(one.long)]
    rows = [definition_row(f"{place.id}-{number}", place.id, None, one) for number, one in enumerate(definitions, 1)]
    present = read_rows(
        public, "select * from acronym_definition where item_id = ? and question_id is null", [place.id]
    )
    _sync_places(public, "acronym_definition", rows, present)


def _without_dismissed(item_id: str, mentions: Iterable[Mention], given: Corrections) -> Iterator[Mention]:
    numbers: dict[str, int] = defaultdict(int)
    none = {(fix.spelling, fix.number) for fix in given.fixes.get(item_id, ()) if fix.expansion is None}
    for mention in mentions:
        numbers[mention.text] += 1
        if get_key(mention.text) in given.dismissed:
            continue
        if not none & {(mention.text, 0), (mention.text, numbers[mention.text])}:
            yield mention


def is_sayable(long: str) -> bool:
    """True for a long form that is whole, and no longer than one can be."""
    return _HIDDEN not in long and len(long) <= _LONGEST


def _write_mentions(public: Database, item_id: str, mentions: Iterable[Mention], touched: Touched) -> None:
    rows = [
        {
            "id": f"{item_id}-{mention.span.start}",
            "item_id": item_id,
            "span_start": mention.span.start,
            "span_end": mention.span.end,
            "spelling": mention.text,
            "confidence": mention.confidence,
        }
        for mention in mentions
    ]
    present = read_rows(public, "select * from acronym_mention where item_id = ?", [item_id])
    if _sync_places(public, "acronym_mention", rows, present):
        touched.item_ids.add(item_id)


def definition_row(key: str, item_id: str, question_id: str | None, one: Definition) -> Row:
    """Return the columns of table `acronym_definition` that the texts decide."""
    return {
        "id": key,
        "item_id": item_id,
        "question_id": question_id,
        "span_start": one.short_span.start,
        "span_end": one.short_span.end,
        "long_start": one.long_span.start,
        "long_end": one.long_span.end,
        "spelling": one.short,
        "expansion": one.long,
        "form": one.form,
        "confidence": one.confidence,
    }


def _sync_places(public: Database, table: str, rows: Sequence[Row], present: Iterable[Row]) -> bool:
    """Make rows of a table say these places; what they belong to stays where the place does.

    Returns whether any was other.
    """
    old = {row["id"]: row for row in present}
    wanted = []
    for row in rows:
        before = old.get(row["id"])
        same = before is not None and before["spelling"] == row["spelling"]
        belongs = {name: before[name] if same and before else None for name in ("acronym_id", "sense_id")}
        wanted.append({**row, **belongs})
    return sync(public, table, wanted, list(old.values())) > 0


def _forget(public: Database, item_id: str) -> None:
    for table in ("acronym_mention", "acronym_definition"):
        rows = list(read_rows(public, f"select * from {table} where item_id = ?", [item_id]))
        _sync_places(public, table, [], rows)


# -- question and reply


def _write_replies(public: Database, post_id: str, hidden: Hidden) -> None:
    """Write what the comments of a thread answer to each other's questions."""
    ids = [row["item_id"] for row in read_rows(public, _IN_ORDER, [post_id])]
    places = read_places(public, ids)
    explained = _explained(public, ids)
    turns = [
        Turn(item_id, places[item_id].text, explained[item_id], places[item_id].parent_id)
        for item_id in ids
        if item_id in places
    ]
    standing = _stands(public, ids)
    found: dict[str, list[tuple[str, Definition]]] = defaultdict(list)
    for answer in find_thread_answers(
        turns,
        stands=lambda turn, question: (turn.id, question.span.start) in standing,
        may_be_said=lambda one: is_sayable(one.long),
    ):
        question_id, reply_id, one = str(answer.question.id), str(answer.reply.id), answer.definition
        # what is hidden in an answer must not be told by what was asked, nor the other way round
        if not hidden.is_told(reply_id, (one.short,)) and not hidden.is_told(question_id, (one.long,)):
            found[reply_id].append((question_id, one))
    present: dict[str, list[Row]] = defaultdict(list)
    sql = "select * from acronym_definition where item_id in (?) and question_id is not null"
    for row in read_in(public, sql, ids):
        present[row["item_id"]].append(row)
    for item_id in sorted(found.keys() | present.keys()):
        rows = [
            definition_row(f"{item_id}-r{number}", item_id, question_id, one)
            for number, (question_id, one) in enumerate(found.get(item_id, ()), 1)
        ]
        _sync_places(public, "acronym_definition", rows, present.get(item_id, ()))


_IN_ORDER = "select item_id from acronym_item where post_id = ? order by position, item_id"


def _stands(public: Database, ids: Iterable[str]) -> set[tuple[str | int, int]]:
    rows = read_in(public, "select item_id, span_start from acronym_mention where item_id in (?)", ids)
    return {(row["item_id"], row["span_start"]) for row in rows}


def _explained(public: Database, ids: Iterable[str]) -> dict[str, set[str]]:
    sql = "select item_id, spelling from acronym_definition where question_id is null and item_id in (?)"
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_in(public, sql, ids):
        found[row["item_id"]].add(get_key(row["spelling"]))
    return found
