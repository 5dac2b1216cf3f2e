"""Merging sources into archive.db: rows, revisions, ids, what is pending, and the order that does not matter."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.errors import BadInput, NotFound, WrongUse
from archive.folder import DataFolder, Secrets
from archive.originals import store
from archive.originals.database import ArchiveDatabase, configure, migrate, open_archive
from archive.originals.records import (
    PARSER_VERSION,
    AuthorKind,
    OriginalComment,
    OriginalPost,
    Parsed,
    SiteRecord,
    Source,
    SourceState,
    SourceTime,
)
from archive.originals.rows import StoredComment, StoredPost
from archive.text import Mark, MarkKind, OriginalText, Span

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
SECRETS = Secrets(b"k" * 32, b"p" * 32, "c")
HOST = "desk.blogspot.com"
URL = f"https://{HOST}/2018/07/late-shift.html"


def comment(number: int | str, words: str = "Tea at four.", **fields: Any) -> OriginalComment:
    key = number if isinstance(number, str) else f"blogger:{number}"
    given: dict[str, Any] = {"source_key": key, "ordinal": 0, "text": OriginalText(words)} | fields
    return OriginalComment(**given)


def post(
    *comments: OriginalComment, key: str = "blogger:9", source: Source = Source.PAGE, **fields: Any
) -> OriginalPost:
    given: dict[str, Any] = {"url": URL, "title": "Late shift", "text": OriginalText("We were five.")} | fields
    return OriginalPost(key, source, comments=comments, **given)


def feed_of_comments(*comments: OriginalComment, **fields: Any) -> OriginalPost:
    return OriginalPost("blogger:9", Source.FEED, url=URL, comments=comments, **fields)


def parsed(*posts: OriginalPost, host: str = HOST, **site: Any) -> Parsed:
    return Parsed("Blogger page", SiteRecord(host, **site), posts)


def take(db: Database, source: Parsed, day: int = 0) -> store.MergeCount:
    """Merge one source as a capture of its own."""
    with db.atomic():
        cursor = db.execute(
            "insert into capture (kind, url, fetched_at, sha256, warc_file, warc_offset, warc_length)"
            " values ('http', ?, '', '', 'a.warc.gz', 0, 1)",
            (URL,),
        )
        return store.merge(
            db,
            source,
            capture_id=int(cursor.lastrowid or 0),
            fetched_at=NOW + timedelta(days=day),
            secrets=SECRETS,
            default_zone=LONDON,
        )


def fresh() -> ArchiveDatabase:
    db = ArchiveDatabase(memory=True)
    configure(db)
    migrate(db)
    return db


@pytest.fixture
def db(tmp_path: Path) -> Iterator[ArchiveDatabase]:
    folder = DataFolder.resolve(tmp_path)
    folder.create()
    opened = open_archive(folder, create=True)
    yield opened
    opened.close()


def tables(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of what must be equal, without the capture it came from and the time of its fetch."""
    return {
        name: db.execute(
            f"select {', '.join(kept_columns(db, name))} from {name} order by {', '.join(kept_columns(db, name))}"
        ).fetchall()
        for name in ("site", "identity", "post", "comment", "reading")
    }


def kept_columns(db: Database, table: str) -> list[str]:
    names = [row["name"] for row in db.query("select name from pragma_table_info(?)", (table,))]
    return [name for name in names if name not in ("capture_id", "fetched_at")]


def texts(db: Database, post_id: str = "9") -> list[str]:
    return [item.text.reveal().text for item in store.get_comments(db, post_id)]


def revised(db: Database, item_id: str) -> list[str | None]:
    return [None if old.text is None else old.text.reveal().text for old in store.iter_revisions(db, item_id)]


def test_a_source_is_read_back_as_it_was(db: ArchiveDatabase) -> None:
    bold = OriginalText(
        "Tea at four.\n\nSee here",
        (Mark(Span(0, 12), MarkKind.PARAGRAPH), Mark(Span(14, 22), MarkKind.LINK, href="https://example.org/")),
    )
    moment = SourceTime.from_instant(NOW, LONDON)
    one = comment(
        11,
        text=bold,
        ordinal=1,
        author="Ann",
        author_kind=AuthorKind.NAME_URL,
        author_url="https://ann.example/",
        is_owner=True,
        signed_as="A.",
        published=moment,
        parent_key="blogger:10",
    )
    count = take(
        db,
        parsed(
            post(comment(10), one, author="Bea", published=moment, labels=("pay", "rota"), declared=2, is_page=True)
        ),
    )
    assert count == store.MergeCount(3, ("9", "10", "11"))
    assert store.get_post(db, "9") == StoredPost(
        id="9",
        site_id=1,
        url=URL,
        path="/2018/07/late-shift.html",
        title=OriginalText("Late shift"),
        author=OriginalText("Bea"),
        is_page=True,
        published_utc="2024-03-01T12:00:00.000Z",
        published_local="2024-03-01T12:00:00.000+00:00",
        published_precision="ms",
        text=OriginalText("We were five."),
        labels=("pay", "rota"),
        declared=2,
        capture_id=1,
        fetched_at="2024-03-01T12:00:00.000Z",
        parser_version=PARSER_VERSION,
    )
    assert (
        store.get_comments(db, "9")[1]
        == store.get_item(db, "11")
        == StoredComment(
            id="11",
            site_id=1,
            post_id="9",
            parent_id="10",
            ordinal=1,
            author=OriginalText("Ann"),
            author_kind="name_url",
            author_url=OriginalText("https://ann.example/"),
            is_owner=True,
            signed_as=OriginalText("A."),
            published_utc="2024-03-01T12:00:00.000Z",
            published_local="2024-03-01T12:00:00.000+00:00",
            published_precision="ms",
            text=bold,
            state="live",
            capture_id=1,
            fetched_at="2024-03-01T12:00:00.000Z",
            parser_version=PARSER_VERSION,
        )
    )


def test_all_of_a_mark_is_kept(db: ArchiveDatabase) -> None:
    span = Span(0, 3)
    marks = tuple(
        sorted(
            [
                *(Mark(span, kind) for kind in MarkKind),
                Mark(span, MarkKind.HEADING, level=2),
                Mark(span, MarkKind.LIST_ITEM, level=1, ordered=True),
                Mark(span, MarkKind.IMAGE, href="https://example.org/a.png"),
                Mark(span, MarkKind.REDACTION, label="name", ref="r1"),
            ]
        )
    )
    take(db, parsed(post(text=OriginalText("Tea", marks))))
    assert store.get_post(db, "9").text == OriginalText("Tea", marks)


def test_a_title_that_is_not_normalised_is_kept_raw_and_read_in_nfc(db: ArchiveDatabase) -> None:
    take(db, parsed(post(title="Cafe\u0301")))
    assert db.execute("select title from post").fetchone() == ("Cafe\u0301",)
    assert store.get_post(db, "9").title == OriginalText("Café")


@pytest.mark.feature("H15")
@pytest.mark.feature("H2")
def test_the_same_source_again_writes_no_row(db: ArchiveDatabase) -> None:
    source = parsed(
        post(comment(10), comment(11, parent_key="blogger:10"), comment("text:a"), labels=("pay",)),
        title="The desk",
        blog_id="77",
    )
    take(db, source)
    store.take_pending(db)
    with db.atomic():
        before = db.conn.total_changes
        again = store.merge(
            db, source, capture_id=1, fetched_at=NOW + timedelta(days=9), secrets=SECRETS, default_zone=LONDON
        )
        assert db.conn.total_changes == before
    assert again == store.MergeCount()
    assert store.get_pending(db) == set()


@pytest.mark.feature("H8")
def test_an_edit_keeps_the_older_words_as_a_revision(db: ArchiveDatabase) -> None:
    take(db, parsed(post(comment(10, "We leave at five."))))
    store.take_pending(db)
    assert take(db, parsed(post(comment(10, "We leave at six."))), day=1) == store.MergeCount(0, ("10",))
    assert texts(db) == ["We leave at six."]
    assert revised(db, "10") == ["We leave at five."]
    (old,) = store.iter_revisions(db, "10")
    assert (old.source, old.capture_id, old.replaced_by, old.fetched_at[:10]) == (Source.PAGE, 1, 2, "2024-03-01")
    assert store.get_pending(db) == {"10"}


@pytest.mark.feature("H8")
def test_an_older_copy_that_comes_late_goes_to_the_revisions(db: ArchiveDatabase) -> None:
    take(db, parsed(post(comment(10, "We leave at six."))), day=1)
    store.take_pending(db)
    for _ in range(2):
        assert take(db, parsed(post(comment(10, "We leave at five."))), day=0) == store.MergeCount()
    assert texts(db) == ["We leave at six."]
    assert revised(db, "10") == ["We leave at five."]
    assert store.get_pending(db) == set()


@pytest.mark.feature("H8")
@pytest.mark.parametrize("other", list(Source))
def test_a_removal_shows_though_another_source_still_has_the_words(db: ArchiveDatabase, other: Source) -> None:
    take(db, parsed(post(comment(10, "My words."), source=other)))
    take(db, parsed(post(comment(10, "My words."))))
    gone = comment(10, "This comment has been removed.", state=SourceState.REMOVED_BY_AUTHOR)
    take(db, parsed(post(gone)), day=1)
    (stored,) = store.get_comments(db, "9")
    assert (stored.state, stored.text.reveal().text) == ("removed_by_author", "This comment has been removed.")
    assert revised(db, "10") == ["My words."]
    assert "10" in store.get_pending(db)


@pytest.mark.feature("H8")
def test_no_original_is_lost_by_any_number_of_edits(db: ArchiveDatabase) -> None:
    said = [f"Version {number}." for number in range(5)]
    for day, words in enumerate(said):
        take(db, parsed(post(text=OriginalText(words))), day=day)
    assert [*revised(db, "9"), store.get_post(db, "9").text.reveal().text] == said  # type: ignore[union-attr] # there is one


@pytest.mark.feature("H7")
def test_a_comment_feed_before_its_page_makes_a_post_without_a_body(db: ArchiveDatabase) -> None:
    take(db, parsed(feed_of_comments(comment(10, "Feed words."), declared=2)))
    waiting = store.get_post(db, "9")
    assert (waiting.text, waiting.title, waiting.declared, waiting.path) == (None, None, 2, "/2018/07/late-shift.html")
    take(db, parsed(post(comment(10, "Page words."))))
    assert store.get_post(db, "9").text == OriginalText("We were five.")
    assert texts(db) == ["Feed words."]


@pytest.mark.feature("H7")
def test_a_post_feed_and_a_comment_feed_do_not_wipe_each_other_out(db: ArchiveDatabase) -> None:
    whole = post(source=Source.FEED, labels=("pay",), declared=1)
    take(db, parsed(whole))
    take(db, parsed(feed_of_comments(comment(10), declared=1)), day=1)
    take(db, parsed(whole), day=2)
    assert store.get_post(db, "9").labels == ("pay",)
    assert revised(db, "9") == []
    assert db.execute("select count(*) from reading where item_id = '9'").fetchone() == (1,)


@pytest.mark.feature("H7")
@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=2, max_size=5),
    st.randoms(use_true_random=False),
)
def test_old_copies_of_one_source_may_come_in_any_order(said: list[tuple[bool, bool, bool]], random: Any) -> None:
    """Each copy says some things and is silent on others; of what was said, the latest holds."""
    copies = [
        (
            day,
            post(
                source=Source.FEED,
                title=f"Title of day {day}" if with_title else None,
                text=OriginalText(f"Words of day {day}.") if with_text else None,
                declared=day if with_count else None,
            ),
        )
        for day, (with_title, with_text, with_count) in enumerate(said)
    ]
    shuffled = copies[:]
    random.shuffle(shuffled)
    assert rows_of(copies) == rows_of(shuffled)


def rows_of(copies: Sequence[tuple[int, OriginalPost]]) -> dict[str, list[tuple[Any, ...]]]:
    db = fresh()
    for day, copy in copies:
        take(db, parsed(copy), day=day)
    found = tables(db)
    db.close()
    return found


@pytest.mark.feature("H4")
def test_a_post_that_announces_more_than_was_found_is_listed(db: ArchiveDatabase) -> None:
    short = post(comment(10), comment(11), declared=8)
    exact = post(comment(20), key="blogger:19", url=None, declared=1)
    more = post(comment(30), key="blogger:29", url=None, declared=0)
    silent = post(key="blogger:39", url=None)
    none = post(key="blogger:49", url=None, declared=3)
    take(db, parsed(short, exact, more, silent, none))
    assert list(store.iter_shortfalls(db)) == [store.Shortfall("49", 3, 0), store.Shortfall("9", 8, 2)]


def test_a_parent_that_no_source_brought_is_still_named(db: ArchiveDatabase) -> None:
    take(db, parsed(post(comment(11, parent_key="blogger:10"), comment("text:b", parent_key="text:a"))))
    by_id = {item.id: item.parent_id for item in store.get_comments(db, "9")}
    assert by_id.pop("11") == "10"
    (later,) = by_id.values()
    take(db, parsed(post(comment("text:a"))))
    assert store.resolve_item(db, str(later)) == later


@pytest.mark.feature("A2")
@pytest.mark.feature("H7")
def test_one_post_under_many_addresses_is_one(db: ArchiveDatabase) -> None:
    for number, url in enumerate(
        [URL, URL + "?m=1", URL.replace("https", "http"), URL.replace(".com", ".co.uk"), URL + "#c10"]
    ):
        take(
            db,
            parsed(
                post(comment(10), key=f"url:{URL}" if number % 2 else "text:late", url=url, source=Source.SAVED_TEXT)
            ),
        )
    assert [item.url for item in store.iter_posts(db)] == [URL]


@pytest.mark.feature("A1")
def test_real_numbers_that_come_later_leave_the_old_anchor_as_an_alias(db: ArchiveDatabase) -> None:
    saved = post(comment("text:c", "Coffee at five."), key="text:late", source=Source.SAVED_TEXT)
    take(db, parsed(saved))
    (old,) = (item.id for item in store.iter_posts(db))
    db.execute("insert into tag (id, name) values ('pay', 'pay')")
    db.execute("insert into tagging (item_id, tag_id, made_by, made_at) values (?, 'pay', 'ann', '')", (old,))
    take(db, parsed(post(comment(10))))
    assert [item.id for item in store.iter_posts(db)] == ["9"]
    assert store.resolve_item(db, old) == "9"
    assert store.get_item(db, old) == store.get_post(db, "9")
    assert len(store.get_comments(db, "9")) == 2
    assert db.execute("select item_id from tagging").fetchall() == [("9",)]
    assert {old, "9"} <= store.get_pending(db)
    store.take_pending(db)
    before = db.conn.total_changes
    with db.atomic():
        store.merge(db, parsed(saved), capture_id=1, fetched_at=NOW, secrets=SECRETS, default_zone=LONDON)
    assert db.conn.total_changes == before


@pytest.mark.feature("A1")
def test_a_key_that_learns_its_address_leads_to_the_same_post(db: ArchiveDatabase) -> None:
    take(db, parsed(post(key="text:late", url=None)))
    (first,) = (item.id for item in store.iter_posts(db))
    take(db, parsed(post(key="text:late")))
    (second,) = (item.id for item in store.iter_posts(db))
    take(db, parsed(post()))
    assert first != second
    assert [store.resolve_item(db, old) for old in (first, second, "9")] == ["9", "9", "9"]


def test_two_numbered_posts_under_one_address_stay_two(db: ArchiveDatabase) -> None:
    for order in (["9", "12"], ["12", "9"]):
        for number in order:
            take(db, parsed(post(key=f"blogger:{number}")))
    assert [item.id for item in store.iter_posts(db)] == ["12", "9"]
    assert db.execute("select item_id from identity where source_key = ?", (f"url:{URL}",)).fetchone() == ("12",)


@pytest.mark.parametrize("first", ["post", "comment"])
def test_one_number_for_a_post_and_a_comment_is_refused(db: ArchiveDatabase, first: str) -> None:
    as_post, as_comment = parsed(post(key="blogger:5", url=None)), parsed(post(comment(5)))
    before, after = (as_post, as_comment) if first == "post" else (as_comment, as_post)
    take(db, before)
    kept = tables(db)
    with pytest.raises(BadInput, match="5"):
        take(db, after)
    assert tables(db) == kept
    with pytest.raises(BadInput, match="a post and a comment 9"):
        take(db, parsed(post(comment(9))))


@pytest.mark.feature("A1")
def test_an_alias_leads_to_its_item_and_never_hides_one(db: ArchiveDatabase) -> None:
    take(db, parsed(post(comment(10))))
    store.add_alias(db, "old-anchor", "10")
    assert store.resolve_item(db, "old-anchor") == "10"
    assert isinstance(store.get_item(db, "old-anchor"), StoredComment)
    with pytest.raises(WrongUse, match="cannot be an alias"):
        store.add_alias(db, "9", "10")


@pytest.mark.parametrize("look", [store.resolve_item, store.get_item, store.get_post])
def test_an_id_that_is_not_there_is_not_found(db: ArchiveDatabase, look: Any) -> None:
    with pytest.raises(NotFound, match=r"no (item|post) '404'"):
        look(db, "404")


def test_pending_is_taken_once(db: ArchiveDatabase) -> None:
    take(db, parsed(post(comment(10))))
    assert store.get_pending(db) == {"9", "10"}
    assert store.take_pending(db) == {"9", "10"}
    assert store.take_pending(db) == set()
    store.mark_pending(db, ["10", "10"])
    assert store.take_pending(db) == {"10"}


def test_a_new_provenance_is_written_but_changes_nothing_public(db: ArchiveDatabase) -> None:
    take(db, parsed(post(comment(10, ordinal=3))))
    store.take_pending(db)
    take(db, parsed(post(comment(10, source_key="blogger:10"), source=Source.FEED)), day=1)
    assert store.get_post(db, "9").capture_id == 2
    assert store.get_pending(db) == set()


@pytest.mark.feature("A1")
@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 0, 2]])
def test_saved_text_without_host_belongs_to_the_first_blog(db: ArchiveDatabase, order: Sequence[int]) -> None:
    sources = [
        parsed(post(key="text:late", url=None, source=Source.SAVED_TEXT), host=""),
        parsed(post(), host="desk.blogspot.co.uk", title="The desk", blog_id="77"),
        parsed(post(key="blogger:19", url=None), title="The desk"),
    ]
    for number in order:
        take(db, sources[number])
    assert list(db.query("select * from site")) == [
        {"id": 1, "host": HOST, "title": "The desk", "blog_id": "77", "gone_since": None}
    ]


def test_a_second_blog_is_another_site(db: ArchiveDatabase) -> None:
    take(db, parsed(post()))
    take(db, parsed(post(key="blogger:19", url="https://other.example/2018/07/late-shift.html"), host="other.example"))
    take(db, parsed(post(key="text:x", url=None), host=""))
    assert {item.id: item.site_id for item in store.iter_posts(db) if item.id.isdigit()} == {"9": 1, "19": 2}


@pytest.mark.feature("H7")
@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]])
def test_a_blog_under_two_names_or_a_number_alone_is_one(db: ArchiveDatabase, order: Sequence[int]) -> None:
    sources = [
        parsed(post(key="blogger:9", url=None), host="", blog_id="77"),
        parsed(post(key="blogger:19", url=None), host="desk.blogspot.com", blog_id="77"),
        parsed(post(key="blogger:29", url=None), host="desk.example", blog_id="77"),
    ]
    for number in order:
        take(db, sources[number])
    assert [(site["id"], site["host"], site["blog_id"]) for site in db.query("select * from site")] == [
        (1, "desk.example", "77")
    ]


def test_a_number_alone_that_is_not_this_blogs_is_another_blog(db: ArchiveDatabase) -> None:
    take(db, parsed(post(), blog_id="77"))
    take(db, parsed(post(key="blogger:19", url=None), host="", blog_id="78"))
    # and another blog does not take the place of one that has only its number so far
    take(db, parsed(post(key="blogger:29", url=None), host="other.example", blog_id="79"))
    assert [site["host"] for site in db.query("select host from site order by id")] == [
        HOST,
        "blog-78",
        "other.example",
    ]
    take(db, parsed(post(key="blogger:39", url=None), host="late.example", blog_id="78"))
    assert [site["host"] for site in db.query("select host from site order by id")] == [
        HOST,
        "late.example",
        "other.example",
    ]


def test_a_number_is_never_that_of_a_wordpress_blog(db: ArchiveDatabase) -> None:
    wordpress = parsed(post(key="wordpress:weir.example:p9", url="https://weir.example/9"), host="weir.example")
    takeout = parsed(post(key="blogger:19", url=None), host="", blog_id="78")
    for order in ([wordpress, takeout], [takeout, wordpress]):
        other = fresh()
        for source in order:
            take(other, source)
        assert {site["host"]: site["blog_id"] for site in other.query("select * from site")} in (
            {"weir.example": None, "blog-78": "78"},
            {"weir.example": None, "": "78"},
        )
        other.close()


def test_a_blog_has_the_title_it_had_last(db: ArchiveDatabase) -> None:
    for day, title in [(1, "The desk"), (3, "The new desk"), (2, "A desk"), (3, "Alpha desk"), (4, None)]:
        take(db, parsed(post(), title=title), day=day)
    assert db.execute("select title from site").fetchone() == ("The new desk",)


def test_counts_add_up() -> None:
    assert store.MergeCount(1, ("a",)) + store.MergeCount(2, ("b",)) == store.MergeCount(3, ("a", "b"))


def test_a_time_without_a_zone_is_refused(db: ArchiveDatabase) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        store.merge(
            db, parsed(), capture_id=1, fetched_at=NOW.replace(tzinfo=None), secrets=SECRETS, default_zone=LONDON
        )


def test_an_error_in_the_middle_leaves_nothing(db: ArchiveDatabase) -> None:
    with pytest.raises(sqlite3.IntegrityError), db.atomic():
        store.merge(db, parsed(post()), capture_id=404, fetched_at=NOW, secrets=SECRETS, default_zone=LONDON)
    assert list(store.iter_posts(db)) == []


# The law of order: sources of a small made-up blog, each as it may meet the archive, in any order.

URLS: dict[str, list[str | None]] = {
    "blogger:1": [None, f"http://{HOST}/2018/07/a.html?m=1", f"https://{HOST}/2018/07/a.html"],
    "blogger:2": [None, f"https://{HOST}/2018/08/b.html"],
    "text:a": [None, "https://desk.blogspot.ro/2018/07/a.html"],
    "text:b": [None, f"https://{HOST}/2018/08/b.html"],
    f"url:https://{HOST}/2018/07/a.html": [f"https://{HOST}/2018/07/a.html"],
}
moments = st.sampled_from(
    [
        SourceTime.unknown(),
        SourceTime.from_day(NOW.date()),
        SourceTime.from_wall_clock(NOW.replace(tzinfo=None), LONDON),
        SourceTime.from_instant(NOW, LONDON),
    ]
)


def some_comment(post_key: str, number: int) -> st.SearchStrategy[OriginalComment]:
    is_text = not post_key.startswith("blogger")
    prefix = f"text:{post_key}/" if is_text else f"{post_key}0"
    return st.builds(
        OriginalComment,
        source_key=st.just(f"{prefix}{number}"),
        ordinal=st.just(number),
        # what a text and another source have in common makes them one, which is for the tests of twins
        text=st.sampled_from([post_key, f"non {post_key}"] if is_text else ["", "yes", "no", "perhaps"]).map(
            OriginalText
        ),
        parent_key=st.sampled_from([None, f"{prefix}0"]),
        author=st.sampled_from([None, "Zoe" if is_text else "Ann"]),
        author_kind=st.sampled_from(AuthorKind),
        is_owner=st.booleans(),
        published=moments,
        state=st.sampled_from(SourceState),
    )


@st.composite
def some_post(draw: st.DrawFn) -> Parsed:
    key = draw(st.sampled_from(sorted(URLS)))
    source = (
        st.just(Source.SAVED_TEXT)
        if key.startswith("text")
        else st.sampled_from(sorted(set(Source) - {Source.SAVED_TEXT}))
    )
    made = OriginalPost(
        source_key=key,
        source=draw(source),
        url=draw(st.sampled_from(URLS[key])),
        title=draw(st.sampled_from([None, key] if key.startswith("text") else [None, "A", "B"])),
        text=draw(st.sampled_from([None, OriginalText("body"), OriginalText("edited body")])),
        published=draw(moments),
        labels=draw(st.sampled_from([(), ("pay",), ("pay", "rota")])),
        declared=draw(st.sampled_from([None, 0, 3])),
        comments=tuple(draw(some_comment(key, number)) for number in range(draw(st.integers(0, 2)))),
        is_page=draw(st.booleans()),
    )
    site = SiteRecord(
        draw(st.sampled_from(["", HOST])),
        draw(st.sampled_from([None, "The desk", "Desk"])),
        draw(st.sampled_from([None, "77"])),
    )
    return Parsed("made up", site, (made,))


def merged(sources: Sequence[Parsed]) -> dict[str, list[tuple[Any, ...]]]:
    db = fresh()
    for source in sources:
        take(db, source)
    found = tables(db)
    db.close()
    return found


@pytest.mark.feature("H7")
@settings(max_examples=50, deadline=None)
@given(st.lists(some_post(), min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_same_sources_in_any_order_end_in_the_same_rows(sources: list[Parsed], random: Any) -> None:
    shuffled = sources[:]
    random.shuffle(shuffled)
    assert merged(sources) == merged(shuffled)


@pytest.mark.feature("H7")
@settings(max_examples=50, deadline=None)
@given(st.lists(some_post(), min_size=2, max_size=5), st.booleans())
def test_posts_merged_together_end_in_the_rows_of_posts_merged_one_by_one(
    sources: list[Parsed], has_host: bool
) -> None:
    site = SiteRecord(HOST if has_host else "")
    posts = [post for source in sources for post in source.posts]
    together = merged([Parsed("made up", site, tuple(posts))])
    assert together == merged([Parsed("made up", site, (post,)) for post in posts])
    # a large file comes in batches: a post again with some more of its comments, and nothing said twice
    pieces = [replace(post, title=None, text=None, comments=(comment,)) for post in posts for comment in post.comments]
    bare = [replace(post, comments=()) for post in posts]
    assert merged([Parsed("made up", site, (*bare, *pieces))]) == merged(
        [Parsed("made up", site, (post,)) for post in (*bare, *pieces)]
    )


@pytest.mark.feature("H8")
def test_what_one_source_says_twice_is_kept_once_and_counted_once(db: ArchiveDatabase) -> None:
    twice = parsed(post(comment(10, "We leave at five."), comment(10, "We leave at six.")), post(comment(10, "Gone.")))
    count = take(db, twice)
    assert count == store.MergeCount(2, ("9", "10"))
    assert [*revised(db, "10"), *texts(db)] == ["We leave at five.", "Gone.", "We leave at six."]


@pytest.mark.feature("H2")
@settings(max_examples=20, deadline=None)
@given(st.lists(some_post(), min_size=1, max_size=4))
def test_sources_that_come_twice_end_in_the_same_rows(sources: list[Parsed]) -> None:
    assert merged(sources + sources) == merged(sources)
