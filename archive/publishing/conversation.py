"""Times, quotations, pasted blocks and links between posts, computed from public threads and written beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from sqlite_utils import Database

from archive.conversation.blocks import find_pasted
from archive.conversation.clock_times import ClockKind, Moment, find_clock_times
from archive.conversation.post_links import CommentWanted, LinkKind, comment_wanted, find_post_links
from archive.conversation.quotations import Copied, Passage, Sources, fingerprints, is_saying, prepare
from archive.errors import WrongUse
from archive.originals.urls import canonical_host, canonical_url, url_path
from archive.public import conversation as public_conversation
from archive.public import store
from archive.public.conversation import Block, PostLink, Quotation, TimeReference
from archive.public.database import read_in, read_rows
from archive.public.models import ItemState, PublicComment, PublicPost, PublicThread
from archive.public.rows import Row
from archive.public.writing import sync

Item = PublicPost | PublicComment
Wrong = Mapping[str, Collection[tuple[str, str]]]

LONG_RUN = 20
"""Words from which a passage counts as copied from another thread."""

_SHARED_BY_MANY = 24
"""Items that may share a fingerprint; with more it says nothing of where words come from."""

_SAID_IN = 2
"""Threads in which the same short words are copied from which they are a saying."""

_AT_ONCE = 500


def ways_to(public: Database, post_ids: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """Return all by which an address can lead to these threads: hosts, paths, earlier ids, and the items themselves."""
    wanted = sorted(post_ids)
    posts = read_in(public, "select id, path from post where id in (?)", wanted)
    ways: set[tuple[str, ...]] = {("post", row["id"], row["path"] or "") for row in posts}
    comments = read_in(public, "select id, published_utc from comment where post_id in (?)", wanted)
    ways |= {("comment", row["id"], row["published_utc"] or "") for row in comments}
    ways |= {("alias", alias, item_id) for alias, item_id in store.get_aliases(public, [way[1] for way in ways])}
    return frozenset(ways | {("host", str(site.id), site.host) for site in store.get_sites(public)})


def derive(
    public: Database, post_ids: Iterable[str], ids: Collection[str], wrong: Wrong, *, is_elsewhere: bool
) -> set[str]:
    """Write what these threads say of each other and others of them; return the items of others whose rows changed.

    `ids` are the items that stand in the threads or stood there; `is_elsewhere` says that other ways lead to them now.
    """
    is_first = not public.conn.execute("select exists (select 1 from passage)").fetchone()[0]
    numbers = _numbers_of(public, "passage", ids)
    phrases = _numbers_of(public, "phrase", ids)
    links = _Links(public)
    copied = _write_threads(public, post_ids, ids, links, wrong)
    _write_phrases(public, ids, copied)
    alike = _sharing_phrases(public, phrases | _numbers_of(public, "phrase", ids), copied.keys())
    for thread in filter(None, (store.find_thread(public, post_id) for post_id in alike)):
        copied[thread.post.id] = _copies_in(_passages_of(thread))
    _write_copies(public, copied, wrong)
    if is_elsewhere:
        for item in store.get_items(public, _leading(public, links, ids)).values():
            _write_links(public, item, links, wrong)
    quoting = {item_id for copies in copied.values() for item_id in copies} - set(ids)
    if is_first:
        sharing = _sharing_at_all(public)
    else:
        sharing = _sharing(public, numbers | _numbers_of(public, "passage", ids), ids)
    return quoting | _quote_others(public, sharing | quoting, wrong)


# -- one thread


def _write_threads(
    public: Database, post_ids: Iterable[str], ids: Collection[str], links: _Links, wrong: Wrong
) -> dict[str, _Copies]:
    """Write what threads say, and their fingerprints; return by post what the items of each copy within it."""
    copied: dict[str, _Copies] = {}
    left = set(ids)
    for thread in filter(None, (store.find_thread(public, post_id) for post_id in sorted(post_ids))):
        _write_thread(public, thread, links, wrong)
        passages = _passages_of(thread)
        copied[thread.post.id] = _copies_in(passages)
        wanted: dict[str, set[int]] = {item_id: set() for item_id in _ids_in(thread)}
        wanted |= {str(each.key): fingerprints(each.letters) for each in passages}
        _write_numbers(public, "passage", wanted)
        left -= wanted.keys()
    # what stands in no thread any more
    _write_numbers(public, "passage", {item_id: set() for item_id in sorted(left)})
    return copied


def _write_thread(public: Database, thread: PublicThread, links: _Links, wrong: Wrong) -> None:
    items: list[Item] = [thread.post, *thread.comments]
    moments = [_moment(comment) for comment in thread.comments if not comment.is_ping]
    times = [
        (item, _times(item, moments) if isinstance(item, PublicComment) and not item.is_ping else []) for item in items
    ]
    _write_all(public, "time_reference", times, public_conversation.time_row, wrong)
    _write_all(public, "block", [(item, _blocks(item)) for item in items], public_conversation.block_row, wrong)
    leading = [(item, list(_links_of(item, links))) for item in items]
    _write_all(public, "post_link", leading, public_conversation.link_row, wrong)


def _write(public: Database, table: str, item: Item, found: Sequence[object], to_row: object, wrong: Wrong) -> bool:
    """Make an item's rows of a table equal to what was found, but for what a moderator took out."""
    return _write_all(public, table, [(item, found)], to_row, wrong)


def _write_all(
    public: Database, table: str, of_items: Sequence[tuple[Item, Sequence[object]]], to_row: object, wrong: Wrong
) -> bool:
    """Make the rows that some items have in a table equal to what was found, but for what a moderator took out."""
    rows: list[Row] = []
    for item, found in of_items:
        out = wrong.get(item.id, ())
        kept = [each for each in found if (table, item.body.text[each.span.start : each.span.end]) not in out]  # type: ignore[attr-defined]  # all have a span
        rows += [to_row(number, each) for number, each in enumerate(kept, 1)]  # type: ignore[operator]  # of this table
    ids = [item.id for item, _ in of_items]
    return sync(public, table, rows, read_in(public, f"select * from {table} where item_id in (?)", ids)) > 0


def _moment(comment: PublicComment) -> Moment:
    signed = comment.author or "" if comment.author_kind != "anonymous" else ""
    return Moment(comment.id, comment.position, comment.published.local, signed)


def _times(item: PublicComment, moments: Sequence[Moment]) -> list[TimeReference]:
    found = find_clock_times(item.body.text, item.body.marks, _moment(item), moments)
    return [
        TimeReference(item.id, time.span, time.target_id, time.confidence)
        for time in found
        # what somebody says of themselves is for moderators alone
        if time.kind is ClockKind.ADDRESS and time.target_id
    ]


def _blocks(item: Item) -> list[Block]:
    return [
        Block(item.id, each.span, each.kind.value, each.name) for each in find_pasted(item.body.text, item.body.marks)
    ]


_Copies = dict[str, list[tuple[str, Copied]]]
"""What each item of a thread copies: the source's id with the places."""


def _ids_in(thread: PublicThread) -> list[str]:
    return [thread.post.id, *(comment.id for comment in thread.comments)]


def _passages_of(thread: PublicThread) -> list[Passage]:
    """Return what the items of a thread say that show their words, in order, as it is compared."""
    items: list[Item] = [thread.post, *thread.comments]
    return [
        prepare(item.id, item.body.text, item.body.marks, _signed(item))
        for item in items
        if item.state is ItemState.SHOWN
    ]


def _copies_in(passages: Iterable[Passage]) -> _Copies:
    """Return what the items of a thread copy of the ones before them, sayings included."""
    sources = Sources()
    found: _Copies = {}
    for passage in passages:
        if copies := sources.find(passage):
            found[str(passage.key)] = [(str(key), copied) for key, copied in copies]
        sources.add(passage)
    return found


def _write_copies(public: Database, copied: Mapping[str, _Copies], wrong: Wrong) -> None:
    """Write what items copy within their threads as quotations, but for what is a saying."""
    numbers = {
        number
        for copies in copied.values()
        for found in copies.values()
        for _, each in found
        for number in each.phrases
    }
    sayings = {number for number, posts in _posts_with(public, numbers, _SAID_IN).items() if len(posts) >= _SAID_IN}
    for copies in copied.values():
        for item_id, item in store.get_items(public, copies).items():
            own = [
                _quotation(item_id, source_id, each)
                for source_id, each in copies[item_id]
                if not is_saying(each, sayings)
            ]
            _write(public, "quotation", item, own, public_conversation.quotation_row, wrong)


def _write_phrases(public: Database, ids: Iterable[str], copied: Mapping[str, _Copies]) -> None:
    wanted: dict[str, set[int]] = {}
    for copies in copied.values():
        for item_id, found in copies.items():
            wanted[item_id] = {number for _, each in found for number in each.phrases}
    _write_numbers(public, "phrase", {item_id: wanted.get(item_id, set()) for item_id in sorted(ids)})


def _posts_with(public: Database, numbers: Iterable[int], most: int) -> dict[int, set[str]]:
    """Return the posts in whose threads each of these phrases is copied: at most so many, sayings having very many."""
    posts = (
        "select distinct coalesce(post_id, item_id) from phrase left join comment on comment.id = item_id "
        "where fingerprint = ? limit ?"
    )
    return {number: {post_id for (post_id,) in public.conn.execute(posts, [number, most])} for number in numbers}


def _sharing_phrases(public: Database, numbers: Iterable[int], post_ids: Collection[str]) -> list[str]:
    """Return the posts elsewhere in whose threads one of these phrases may now be a saying, or no longer."""
    most = _SAID_IN + len(post_ids)
    others = (posts - set(post_ids) for posts in _posts_with(public, numbers, most).values())
    return sorted(set().union(*(posts for posts in others if len(posts) < _SAID_IN)))


def _signed(item: Item) -> str:
    if isinstance(item, PublicComment) and item.author_kind == "anonymous":
        return ""
    return item.author or ""


def _quotation(item_id: str, source_id: str, copied: Copied) -> Quotation:
    return Quotation(item_id, copied.span, source_id, copied.source, copied.confidence)


# -- the whole archive


def _write_numbers(public: Database, table: str, wanted: Mapping[str, set[int]]) -> None:
    """Make the numbers that some items have in a table those that are wanted."""
    present: dict[str, set[int]] = {}
    for row in read_in(public, f"select fingerprint, item_id from {table} where item_id in (?)", wanted):
        present.setdefault(row["item_id"], set()).add(row["fingerprint"])
    gone = [(number, item_id) for item_id, numbers in present.items() for number in sorted(numbers - wanted[item_id])]
    new = [
        (number, item_id)
        for item_id, numbers in wanted.items()
        for number in sorted(numbers - present.get(item_id, set()))
    ]
    public.conn.executemany(f"delete from {table} where fingerprint = ? and item_id = ?", gone)
    public.conn.executemany(f"insert into {table} (fingerprint, item_id) values (?, ?)", new)


def _numbers_of(public: Database, table: str, ids: Iterable[str]) -> set[int]:
    rows = read_in(public, f"select distinct fingerprint from {table} where item_id in (?)", sorted(ids))
    return {row["fingerprint"] for row in rows}


def _sharing_at_all(public: Database) -> set[str]:
    """Return the items whose quotations may depend on any fingerprint, where all of them were written just now."""
    sql = (
        "select distinct item_id from passage where fingerprint in "
        "(select fingerprint from passage group by fingerprint having count(*) between 2 and ?)"
    )
    return {item_id for (item_id,) in public.conn.execute(sql, [_SHARED_BY_MANY])}


def _sharing(public: Database, numbers: Iterable[int], ids: Collection[str]) -> set[str]:
    """Return the items whose quotations may depend on these fingerprints of some items, those items among them.

    Where too many others share one, it says nothing of them, whatever became of it in these.
    """
    found: set[str] = set()
    wanted = sorted(numbers)
    for start in range(0, len(wanted), _AT_ONCE):
        holders: dict[int, list[str]] = {}
        some = map(str, wanted[start : start + _AT_ONCE])
        for number, item_id in public.conn.execute(
            f"select fingerprint, item_id from passage where fingerprint in ({','.join(some)})"
        ):
            holders.setdefault(number, []).append(item_id)
        for each in holders.values():
            others = [item_id for item_id in each if item_id not in ids]
            if len(others) <= _SHARED_BY_MANY:
                found.update(others)
            if 1 < len(each) <= _SHARED_BY_MANY:
                found.update(each)
    return found


def _quote_others(public: Database, ids: Iterable[str], wrong: Wrong) -> set[str]:
    """Write what these items quote of other threads; return those whose rows changed."""
    changed: set[str] = set()
    for item_id in sorted(ids):
        candidates = _candidates(public, item_id)
        item = store.find_item(public, item_id)
        if item is not None and _write_quotations(public, item, candidates, wrong):
            changed.add(item_id)
    return changed


def _candidates(public: Database, item_id: str) -> list[str]:
    """Return the items that share a fingerprint with one, those left out that many share."""
    rows = public.conn.execute(
        "select distinct other.item_id from passage as mine "
        "join passage as other on other.fingerprint = mine.fingerprint "
        "where mine.item_id = ?1 and other.item_id <> ?1 "
        "and (select count(*) from passage as p where p.fingerprint = mine.fingerprint) <= ?2 order by 1",
        [item_id, _SHARED_BY_MANY],
    )
    return [found for (found,) in rows.fetchall()]


def _write_quotations(public: Database, item: Item, candidates: Iterable[str], wrong: Wrong) -> bool:
    """Write an item's quotations anew: those within its thread as they stand, those of other threads as found."""
    thread = store.find_thread_id(public, item.id)
    own = [
        each
        for each in public_conversation.get_quotations(public, [item.id])
        if store.find_thread_id(public, each.source_id) == thread
    ]
    others = [
        each
        for each in _quoted_elsewhere(public, item, candidates, thread)
        if not any(each.span.overlaps(mine.span) for mine in own)
    ]
    whole = sorted([*own, *others], key=lambda each: (each.span, each.source_id))
    return _write(public, "quotation", item, whole, public_conversation.quotation_row, wrong)


def _quoted_elsewhere(
    public: Database, item: Item, candidates: Iterable[str], thread: str | None
) -> Iterator[Quotation]:
    here = _when(public, item)
    if item.state is not ItemState.SHOWN or not here:
        return
    before: list[tuple[tuple[str, str], Item]] = []
    for other in store.get_items(public, candidates).values():
        when = _when(public, other)
        if when and when < here and store.find_thread_id(public, other.id) != thread:
            before.append((when, other))
    sources = Sources()
    for _, other in sorted(before, key=lambda each: each[0]):
        sources.add(prepare(other.id, other.body.text, other.body.marks, _signed(other)))
    for key, copied in sources.find(prepare(item.id, item.body.text, item.body.marks, _signed(item))):
        if copied.words >= LONG_RUN:
            yield _quotation(item.id, str(key), copied)


def _when(public: Database, item: Item) -> tuple[str, str] | None:
    """Return what orders items of different threads, None where no source says when the thread was written."""
    written = item.published.utc or item.published.local
    if not written and isinstance(item, PublicComment):
        post = store.find_post(public, item.post_id)
        written = (post.published.utc or post.published.local) if post else ""
    return (written[:19], item.id) if written else None


# -- links between posts


class _Links:
    """Finds the post or comment that an address means, if it is one of a blog of this archive."""

    def __init__(self, public: Database) -> None:
        self._public = public
        self._sites = {_bare(site.host.partition("/")[0]): site.id for site in store.get_sites(public) if site.host}

    def is_ours(self, host: str) -> bool:
        """True when a host is that of a blog of this archive."""
        return _bare(host) in self._sites

    def find(self, href: str) -> str | None:
        """Return the id of the comment or post that an address means, None for any other address."""
        try:
            address = canonical_url(href)
        except WrongUse:
            return None
        place, _, rest = address.partition("://")[2].partition("/")
        site_id = self._sites.get(_bare(place))
        if site_id is None:
            return None
        post = self._post(site_id, address, rest)
        if post is None:
            return None
        wanted = comment_wanted(href)
        return (self._comment(post.id, wanted) if wanted else None) or post.id

    def _post(self, site_id: int, address: str, rest: str) -> PublicPost | None:
        path = url_path(address)
        if path is not None:
            for spelled in (path, f"{path}/"):
                if found := store.find_post_by_path(self._public, spelled, site_id):
                    return found
            return None
        _, _, query = rest.partition("?")
        for part in query.split("&"):
            name, _, number = part.partition("=")
            if name in ("p", "page_id") and number.isdigit():
                return store.find_post_by_number(self._public, number, site_id)
        return None

    def _comment(self, post_id: str, wanted: CommentWanted) -> str | None:
        rows = read_rows(
            self._public, "select id, published_utc from comment where post_id = ? order by position", [post_id]
        )
        comments = list(rows)
        for anchor in wanted.anchors:
            for row in comments:
                number = row["id"].rpartition("_c")[2] if "_c" in row["id"] else row["id"].removeprefix("d")
                if anchor in (row["id"], f"c{row['id']}") or anchor == f"comment-{number}":
                    return str(row["id"])
            meant = store.resolve(self._public, anchor)
            if meant and any(row["id"] == meant for row in comments):
                return meant
        return next((row["id"] for row in comments if _is_instant(row["published_utc"], wanted.instant)), None)


def _bare(host: str) -> str:
    return canonical_host(host).removeprefix("www.")


def _is_instant(utc: str | None, instant: int | None) -> bool:
    if not utc or instant is None:
        return False
    written = datetime.fromisoformat(utc)
    written = written if written.tzinfo else written.replace(tzinfo=UTC)
    return abs(written.timestamp() - instant / 1000) < 1


def _write_links(public: Database, item: Item, links: _Links, wrong: Wrong) -> None:
    _write(public, "post_link", item, list(_links_of(item, links)), public_conversation.link_row, wrong)


def _links_of(item: Item, links: _Links) -> Iterator[PostLink]:
    for link in find_post_links(item.body.text, item.body.marks):
        target = links.find(link.href) if link.kind is LinkKind.ADDRESS else None
        if target != item.id and (target or link.kind is LinkKind.WORDS):
            yield PostLink(item.id, link.span, link.kind.value, target)


def _leading(public: Database, links: _Links, ids: Collection[str]) -> list[str]:
    """Return the items elsewhere that link to one of these, or to a blog of the archive without finding their post."""
    found = {
        row["item_id"] for row in read_in(public, "select item_id from post_link where target_id in (?)", sorted(ids))
    }
    hosts = [row["host"] for row in read_rows(public, "select distinct host from link") if links.is_ours(row["host"])]
    found |= {row["item_id"] for row in read_in(public, "select item_id from link where host in (?)", hosts)}
    return sorted(found - set(ids))
