"""The gate: what is about to become public is read back from the file and held against the originals and decisions.

It trusts nothing that the build did. What it finds is named by table, column and id, never by the words.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from sqlite_utils import Database

from archive.conversation.blocks import BlockKind
from archive.conversation.post_links import LinkKind
from archive.errors import GateClosed, StaleDecision
from archive.hierarchy import ancestors
from archive.markup import render, safe_address
from archive.moderation.decisions import Decision, Kind
from archive.moderation.pseudonyms import pen_name
from archive.moderation.values import Stored, as_original, body_of, words_of
from archive.originals.records import AuthorKind, CommentKind, Precision, SourceState
from archive.originals.store import StoredComment
from archive.public import store
from archive.public.database import read_rows, read_schema
from archive.public.derived import version_extras
from archive.public.models import ItemState, PublicComment, PublicPost, PublicThread
from archive.public.rows import version_of
from archive.public.surface import Asked
from archive.public.threads import arrange
from archive.publishing import acronym_gate
from archive.publishing.link_states import find_wrong_states
from archive.publishing.scan import WORDLESS, find_each, iter_values, read_of
from archive.publishing.sources import Inputs, ThreadSource, anchor_in, place_of, read_thread
from archive.redaction.apply import empty
from archive.redaction.masks import Redaction, find_masks
from archive.redaction.words import Words
from archive.text import MarkKind, OriginalText, RedactedText

_SHOWN_PLACES = 10
_CLOSED_AS = {Kind.HIDE: ItemState.HIDDEN, Kind.ERASE: ItemState.HIDDEN, Kind.WITHHOLD: ItemState.CLOSED}
# what is derived of acronyms still says what it said before these threads were written; it is looked at afterwards
_OF_THREADS = tuple(table for table in WORDLESS if not table.startswith("acronym"))
_META = frozenset(
    ("schema_version", "content_version", "title", "operator", "contact", "privacy_notice", "noindex", "zone")
)
_LEADS_TO = (
    ("time_reference", "item_id"),
    ("time_reference", "target_id"),
    ("quotation", "item_id"),
    ("quotation", "source_id"),
    ("block", "item_id"),
    ("post_link", "item_id"),
    ("post_link", "target_id"),
)
_KINDS = {"block": frozenset(BlockKind), "post_link": frozenset(LinkKind)}
_SOURCES = frozenset(("blog", "moderator", "rule", "suggestion"))
_ID = re.compile(r"[A-Za-z0-9_.-]+\Z")
_REF = re.compile(r"[0-9a-f]{16}\Z")
_TIME = re.compile(r"(\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d(:\d\d)?)?)?)?)?)?\Z")


def run_gate(
    public: Database,
    archive: Database,
    inputs: Inputs,
    post_ids: Iterable[str],
    *,
    items: Collection[str] | None = None,
) -> None:
    """Let these threads, and what belongs to no thread, pass; raise GateClosed with the places that must not."""
    places = list(dict.fromkeys(find_problems(public, archive, inputs, post_ids, items=items)))
    if places:
        raise GateClosed(
            f"The gate stayed shut at {len(places)} places and nothing was published ({name_places(places)}): "
            "look at these items in the moderation site, or report a fault in threadkeep."
        )


def name_places(places: Sequence[str]) -> str:
    """Return the first places that the gate found, as one line of a message."""
    return ", ".join(places[:_SHOWN_PLACES]) + (", ..." if len(places) > _SHOWN_PLACES else "")


def find_problems(
    public: Database,
    archive: Database,
    inputs: Inputs,
    post_ids: Iterable[str],
    *,
    frame: bool = True,
    items: Collection[str] | None = None,
) -> Iterator[str]:
    """Yield table.column/key of everything public that is not what originals and decisions make of it.

    Looks at these threads, and unless told otherwise at what belongs to no thread, and at what is derived of all
    items: of `items` alone where nothing was written of any other since the gate last passed them.
    """
    yield from _columns(public)
    yield from _derived(public, items)
    if frame:
        yield from _frame(public, inputs, items)
    for post_id in post_ids:
        yield from find_thread_problems(public, archive, inputs, post_id)


def find_thread_problems(
    public: Database, archive: Database, inputs: Inputs, post_id: str, *, is_derived: bool = True
) -> Iterator[str]:
    """Yield table.column/key of everything in one thread that is not what originals and decisions make of it.

    `is_derived` is False for a thread that was just written: its row versions say nothing yet of what is derived.
    """
    yield from _thread(public, post_id, read_thread(archive, post_id), inputs, is_derived=is_derived)
    yield from (f"link.state/{link_id}" for link_id in find_wrong_states(public, archive, post_id))


# -- columns and what belongs to no thread


def _shape(db: sqlite3.Connection) -> set[tuple[str, str]]:
    rows = db.execute(
        "select m.name, t.name from sqlite_master as m, pragma_table_xinfo(m.name) as t "
        "where m.type in ('table', 'view')"
    )
    return set(rows.fetchall())


@cache
def _allowed_shape() -> frozenset[tuple[str, str]]:
    db = sqlite3.connect(":memory:")
    try:
        db.executescript(read_schema())
        return frozenset(_shape(db))
    finally:
        db.close()


def _derived(public: Database, items: Collection[str] | None) -> Iterator[str]:
    """Check the columns that repeat a part of another, and that what is derived leads to items and says no word."""
    for table in ("post", "comment"):
        wrong = (
            f"select '{table}.month/' || id as place from {table} where (month is not "
            "nullif(substr(published, 1, 7), '') or year is not cast(substr(published, 1, 4) as integer))"
        )
        yield from (row["place"] for row in read_of(public, wrong, "id", items))
    for table, column in _LEADS_TO:
        gone = (
            f"select '{table}.{column}/' || id as place from {table} where {column} is not null "
            f"and not exists (select 1 from post where post.id = {table}.{column}) "
            f"and not exists (select 1 from comment where comment.id = {table}.{column})"
        )
        yield from (row["place"] for row in read_of(public, gone, "item_id", items))
    for table, kinds in _KINDS.items():
        rows = read_of(public, f"select id, kind from {table} where true", "item_id", items)
        yield from (f"{table}.kind/{row['id']}" for row in rows if row["kind"] not in kinds)


def _columns(public: Database) -> Iterator[str]:
    yield from (
        f"{table}.{column}/not in the schema" for table, column in sorted(_shape(public.conn) - _allowed_shape())
    )


def _frame(public: Database, inputs: Inputs, items: Collection[str] | None) -> Iterator[str]:
    words = [decision.words for decision in inputs.everywhere]
    for value in iter_values(public, tables=("meta", "site", "tag", "tag_synonym", "tag_rule")):
        if any(value.holds(each) for each in words):
            yield value.where
    yield from _log(public, inputs)
    redactions = _unanchored(inputs.everywhere)
    known = {site.id: site for site in inputs.sites}
    for row in read_rows(public, "select id, title, source_gone_since from site"):
        site = known.get(row["id"])
        if not _is_redacted(row["title"], site.title if site else None, redactions):
            yield f"site.title/{row['id']}"
        if row["source_gone_since"] != _month_of(site.gone_since if site else None):
            yield f"site.source_gone_since/{row['id']}"
    yield from (f"meta.key/{key}" for key in store.get_meta(public) if key not in _META)
    yield from _topics(public, inputs, redactions)
    yield from acronym_gate.find_problems(public, inputs, items)


def _topics(public: Database, inputs: Inputs, redactions: Sequence[Redaction]) -> Iterator[str]:
    """Check that each tag, synonym and saved search is one of ours, and that none was deleted or switched off."""
    topics = {topic.id: topic for topic in inputs.topics.values() if not topic.retired}
    parents = {topic.id: topic.broader_id for topic in inputs.topics.values()}
    for row in read_rows(public, "select * from tag"):
        topic = topics.get(row["id"])
        if topic is None or row["name"] != topic.name:
            yield f"tag.name/{row['id']}"
        elif not _is_redacted(row["description"], as_original(topic.description), redactions):
            yield f"tag.description/{row['id']}"
        elif row["broader_id"] not in (None, *ancestors(parents, topic.id)):
            yield f"tag.broader_id/{row['id']}"
    known = {(each.id, topic.id, each.name) for topic in topics.values() for each in topic.synonyms}
    for row in read_rows(public, "select id, tag_id, name from tag_synonym"):
        if tuple(row.values()) not in known:
            yield f"tag_synonym.name/{row['id']}"
    saved = {(rule.id, rule.tag_id, rule.name, rule.query) for rule in inputs.rules if rule.is_on}
    for row in read_rows(public, "select id, tag_id, name, query from tag_rule"):
        if tuple(row.values()) not in saved:
            yield f"tag_rule.query/{row['id']}"


def _log(public: Database, inputs: Inputs) -> Iterator[str]:
    """Check that each line of the log is one of ours, without the words that masks take out of its item."""
    for value in iter_values(public, tables=("log",)):
        if any(value.holds(each.words) for each in inputs.masks_for_line(value.where.rpartition("/")[2])):
            yield value.where
    reasons = {line.ref: line.reason for line in inputs.log_lines}
    for row in read_rows(public, "select ref, reason from log"):
        ref = row["ref"]
        redactions = _unanchored(inputs.masks_for_line(ref))
        if ref not in reasons or not _is_redacted(row["reason"], as_original(reasons[ref]), redactions):
            yield f"log.reason/{ref}"


# -- a thread


def _thread(
    public: Database, post_id: str, source: ThreadSource | None, inputs: Inputs, *, is_derived: bool
) -> Iterator[str]:
    thread = store.find_thread(public, post_id)
    if thread is None or source is None:
        if (thread is None) is not (source is None):
            yield f"post.id/{post_id}"
        return
    comments = {comment.id: comment for comment in thread.comments}
    known = {comment.id: comment for comment in source.comments}
    yield from (f"comment.id/{comment_id}" for comment_id in sorted(comments.keys() ^ known.keys()))
    if thread.post.comment_count != sum(comment.kind == CommentKind.COMMENT for comment in source.comments):
        yield f"post.comment_count/{post_id}"
    yield from _post(thread.post, source, inputs)
    for comment_id in sorted(comments.keys() & known.keys()):
        yield from _comment(comments[comment_id], known[comment_id], inputs)
    yield from _hangers(thread, source, inputs)
    yield from _order_and_versions(thread, source, version_extras(public, [post_id, *comments]) if is_derived else {})
    yield from _masked(public, (post_id, *comments), inputs)


def _masked(public: Database, item_ids: tuple[str, ...], inputs: Inputs) -> Iterator[str]:
    """Look for words that masks take out in all that is said of these items."""
    everywhere = [Asked(mask.words, item_ids) for mask in inputs.everywhere if mask.kind is Kind.MASK]
    here = [(item_id, mask) for item_id in item_ids for mask in inputs.here.get(item_id, ()) if mask.kind is Kind.MASK]
    asked = [*everywhere, *(Asked(mask.words, (item_id,)) for item_id, mask in here)]
    for _, places in find_each(public, asked, tables=_OF_THREADS) if asked else ():
        yield from places


def _post(post: PublicPost, source: ThreadSource, inputs: Inputs) -> Iterator[str]:
    original = source.post
    yield from _item("post", post, original, inputs)
    if post.path not in (None, original.path) or (post.path and post.state is not ItemState.SHOWN):
        yield f"post.path/{post.id}"
    if post.url is not None and (
        not inputs.settings.links_to_source
        or not original.url
        or post.url != safe_address(original.url)
        or source.is_parted
        or any(item.id in (inputs.here.keys() | inputs.held | inputs.missing.keys()) for item in source.items)
    ):
        yield f"post.url/{post.id}"
    redactions = _redactions(original, "title", inputs)
    if post.state is not ItemState.SHOWN:
        if post.title is not None:
            yield f"post.title/{post.id}"
    elif not _is_redacted(post.title, original.title, redactions):
        yield f"post.title/{post.id}"
    if (post.declared, post.site_id, post.is_page) != (original.declared, original.site_id, original.is_page):
        yield f"post.declared/{post.id}"
    if post.source_gone_since != _month_of(inputs.gone.get(post.id)):
        yield f"post.source_gone_since/{post.id}"


def _comment(comment: PublicComment, original: StoredComment, inputs: Inputs) -> Iterator[str]:
    yield from _item("comment", comment, original, inputs)
    is_removed = original.state != SourceState.LIVE or comment.id in inputs.missing
    if is_removed and comment.state is ItemState.SHOWN:
        yield f"comment.state/{comment.id}"
    if comment.kind != original.kind:
        yield f"comment.kind/{comment.id}"
    if comment.author_kind not in (AuthorKind.UNKNOWN, original.author_kind):
        yield f"comment.author_kind/{comment.id}"
    if comment.site_id != original.site_id or (comment.is_owner and not original.is_owner):
        yield f"comment.is_owner/{comment.id}"


def _item(table: str, item: PublicPost | PublicComment, original: Stored, inputs: Inputs) -> Iterator[str]:
    """Check what posts and comments have in common: state, times, author, text, marks, HTML."""
    decisions = inputs.decisions_for(item.id)
    closing = {_CLOSED_AS[decision.kind] for decision in decisions if decision.kind.is_closing}
    if item.id in inputs.erased:
        closing.add(ItemState.HIDDEN)
    is_wrong = item.state is ItemState.SHOWN if closing else item.state in _CLOSED_AS.values()
    if (
        is_wrong
        or (item.state is ItemState.CLOSED and (item.state_note or item.state_ref))
        or (item.id in inputs.held and item.state is ItemState.SHOWN)
    ):
        yield f"{table}.state/{item.id}"
    if not _is_wordless(item, original):
        yield f"{table}.published/{item.id}"
    if item.state is not ItemState.SHOWN:
        if item.author is not None or item.body != empty() or item.html:
            yield f"{table}.text/{item.id}"
        return
    if item.state_note is not None:
        yield f"{table}.state_note/{item.id}"
    if not _is_author(item.author, original, inputs):
        yield f"{table}.author/{item.id}"
    yield from _body(table, item, original, inputs)


def _is_author(author: str | None, original: Stored, inputs: Inputs) -> bool:
    """True when a byline is what the policy makes of the original one; no other policy lets that be read in it."""
    if inputs.settings.bylines == "keep":
        return _is_redacted(author, original.author, _redactions(original, "author", inputs))
    if author is None or inputs.settings.bylines == "hide":
        return author is None
    pseudonym, name = pen_name(original, inputs.settings.pen_name_key), words_of(original).get("author", "")
    return (
        pseudonym is not None
        and _is_redacted(author, as_original(pseudonym), _unanchored(inputs.masks_for(original.id)))
        and not Words(name).stands_in(author)
    )


def _body(table: str, item: PublicPost | PublicComment, original: Stored, inputs: Inputs) -> Iterator[str]:
    redactions = _redactions(original, "text", inputs)
    if not _is_redacted_text(item.body, body_of(original), redactions):
        yield f"{table}.text/{item.id}"
    for mark in item.body.marks:
        is_address = mark.kind is MarkKind.LINK and mark.href == safe_address(mark.href)
        if mark.span.end > len(item.body.text) or (mark.href and not is_address):
            yield f"{table}.marks/{item.id}"
        if mark.kind is MarkKind.REDACTION and mark.ref not in {redaction.ref for redaction in redactions}:
            yield f"{table}.marks/{item.id}"
    if item.html != render(item.body):
        yield f"{table}.html/{item.id}"


def _hangers(thread: PublicThread, source: ThreadSource, inputs: Inputs) -> Iterator[str]:
    """Check links, tags and aliases: each hangs on an item that shows its words, and none is invented.

    Items are listed under all that stands above their tags, so that must not tell what they hide either.
    """
    items: list[PublicPost | PublicComment] = [thread.post, *thread.comments]
    shown = {item.id: item for item in items if item.state is ItemState.SHOWN}
    for link in thread.links:
        stands = {
            (mark.href, shown[link.item_id].body.text[mark.span.start : mark.span.end])
            for mark in (shown[link.item_id].body.marks if link.item_id in shown else ())
            if mark.kind is MarkKind.LINK
        }
        if (link.href, link.text) not in stands:
            yield f"link.href/{link.id}"
    for tagging in thread.taggings:
        if tagging.item_id not in shown or tagging.source not in _SOURCES:
            yield f"tagging.item_id/{tagging.item_id}"
        masks = [each.words for each in inputs.here.get(tagging.item_id, ()) if each.kind is Kind.MASK]
        if any(words.stands_in_slug(value) for words in masks for value in _above(tagging.tag_id, inputs)):
            yield f"tagging.tag_id/{tagging.item_id}"
    yield from (f"alias.alias/{item_id}" for alias, item_id in thread.aliases if (alias, item_id) not in source.aliases)


def _above(tag_id: str, inputs: Inputs) -> list[str]:
    parents = {topic.id: topic.broader_id for topic in inputs.topics.values()}
    return [value for above in ancestors(parents, tag_id) for value in (above, inputs.topics[above].name)]


def _order_and_versions(
    thread: PublicThread, source: ThreadSource, extras: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """Check where each comment stands, and that each row version is that of its row."""
    placed = arrange(map(place_of, source.comments))
    order = {place.id: (place.position, place.depth, place.parent_id) for place in placed}
    tags = {item_id: list(also) for item_id, also in extras.items()}
    for tagging in thread.taggings:
        tags.setdefault(tagging.item_id, []).append(tagging.tag_id)
    if _is_time(thread.post) and thread.post.row_version != version_of(thread.post, tags.get(thread.post.id, ())):
        yield f"post.row_version/{thread.post.id}"
    for comment in thread.comments:
        if order.get(comment.id) != (comment.position, comment.depth, comment.parent_id):
            yield f"comment.position/{comment.id}"
        if _is_time(comment) and comment.row_version != version_of(comment, tags.get(comment.id, ())):
            yield f"comment.row_version/{comment.id}"


# -- values


def _redactions(original: Stored, field: str, inputs: Inputs) -> list[Redaction]:
    return [
        Redaction(mask.words, mask.label, mask.ref, anchor_in(original, field, mask))
        for mask in inputs.masks_for(original.id)
    ]


def _unanchored(masks: Iterable[Decision]) -> list[Redaction]:
    return [Redaction(mask.words, mask.label, mask.ref) for mask in masks]


def _month_of(written: str | None) -> str | None:
    return written and written[:7]


def _is_wordless(item: PublicPost | PublicComment, original: Stored) -> bool:
    """True when ids, times and references are of the shapes they have, and the times those of the original."""
    time = item.published
    return bool(
        _ID.match(item.id)
        and (time.utc, time.local) == (original.published_utc, original.published_local)
        and time.precision == original.published_precision
        and time.precision in list(Precision)
        and _is_time(item)
        and (item.state_ref is None or _REF.match(item.state_ref))
    )


def _is_time(item: PublicPost | PublicComment) -> bool:
    return bool(_TIME.match(item.published.local) and _TIME.match(item.published.utc or ""))


def _is_redacted(value: str | None, original: OriginalText | None, redactions: Sequence[Redaction]) -> bool:
    """True when a short value is its original with each mask replaced by something in brackets."""
    if value is None or original is None:
        return value is None and original is None
    kept = _kept(original, redactions)
    if kept is None or len(kept) == 1:
        return kept == [value]
    return re.fullmatch(r"\[[^\[\]]+\]".join(map(re.escape, kept)), value) is not None


def _is_redacted_text(body: RedactedText, original: OriginalText | None, redactions: Sequence[Redaction]) -> bool:
    """True when the text without its tokens is the original without what is masked, piece by piece."""
    if original is None:
        return body == empty()
    pieces = []
    done = 0
    for mark in sorted(mark for mark in body.marks if mark.kind is MarkKind.REDACTION):
        if body.text[mark.span.start : mark.span.end] != f"[{mark.label}]":
            return False
        pieces.append(body.text[done : mark.span.start])
        done = mark.span.end
    return [*pieces, body.text[done:]] == _kept(original, redactions)


def _kept(original: OriginalText, redactions: Sequence[Redaction]) -> list[str] | None:
    """Return what stays of an original between its masks; None when a decision no longer fits, or a mask is missing."""
    text = original.reveal().text
    try:
        masks = [mask.span for mask in find_masks(text, redactions)]
    except StaleDecision:
        return None
    starts = [0, *(span.end for span in masks)]
    ends = [*(span.start for span in masks), len(text)]
    pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    return None if any(redaction.words.stands_in(piece) for redaction in redactions for piece in pieces) else pieces
