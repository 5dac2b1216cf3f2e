"""Which item a source speaks of: numbers, addresses and older ids of one post, on every platform and in any order."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from archive.folder import Secrets
from archive.ids import has_own_number, make_id
from archive.originals import store
from archive.originals.database import ArchiveDatabase, configure, migrate
from archive.originals.identity import move_references, post_keys
from archive.originals.records import CommentKind, OriginalComment, OriginalPost, Parsed, SiteRecord, Source
from archive.originals.urls import canonical_url
from archive.text import OriginalText

SECRETS = Secrets(b"k" * 32, b"p" * 32, "c")
NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
HOST = "desk.example"
PERMALINK = f"https://{HOST}/2018/07/late-shift/"
POST = "desk-example_p12"


@pytest.fixture
def db() -> Iterator[ArchiveDatabase]:
    made = fresh()
    yield made
    made.close()


def fresh() -> ArchiveDatabase:
    made = ArchiveDatabase(memory=True)
    configure(made)
    migrate(made)
    return made


def take(db: ArchiveDatabase, *posts: OriginalPost, host: str = HOST) -> store.MergeCount:
    with db.atomic():
        db.execute(
            "insert into capture (kind, url, fetched_at, sha256, warc_file, warc_offset, warc_length)"
            " values ('file', '', '', '', '', 0, 1)"
        )
        return store.merge(
            db,
            Parsed("made up", SiteRecord(host), posts),
            capture_id=1,
            fetched_at=NOW,
            secrets=SECRETS,
            default_zone=ZoneInfo("UTC"),
        )


def post(
    key: str, url: str | None = None, *comments: str, source: Source = Source.EXPORT, **fields: Any
) -> OriginalPost:
    said = tuple(OriginalComment(name, 0, OriginalText(f"Words of {name}.")) for name in comments)
    return OriginalPost(key, source, url=url, comments=said, **fields)


def wordpress(number: int = 12, url: str | None = PERMALINK, **fields: Any) -> OriginalPost:
    given: dict[str, Any] = {"source": Source.FEED, "title": "Late shift"} | fields
    return post(f"wordpress:{HOST}:p{number}", url, f"wordpress:{HOST}:c{number}1", **given)


def disqus(url: str) -> OriginalPost:
    return post(f"url:{canonical_url(url)}", url, "disqus:7", title="Late shift | The desk")


def rows(db: ArchiveDatabase) -> dict[str, list[tuple[Any, ...]]]:
    tables = {"post": "id, url, title, path", "comment": "id, post_id", "alias": "*", "identity": "*"}
    return {name: db.execute(f"select {what} from {name} order by 1").fetchall() for name, what in tables.items()}


THREADS = [
    f"https://{HOST}/2018/07/late-shift",
    f"http://{HOST}/2018/07/late-shift/",
    f"http://{HOST}/2018/07/late-shift/?utm_source=a",
    f"http://{HOST}/?p=12",
    f"https://{HOST}/index.php?p=12",
]


@pytest.mark.feature("H7")
@pytest.mark.parametrize("url", THREADS)
def test_a_disqus_thread_joins_the_post_of_its_address_whichever_comes_first(url: str) -> None:
    found = []
    for sources in ([wordpress(), disqus(url)], [disqus(url), wordpress()]):
        db = fresh()
        for source in sources:
            take(db, source)
        found.append(rows(db))
        db.close()
    for each in found:
        assert each["post"] == [(POST, PERMALINK.rstrip("/"), "Late shift", "/2018/07/late-shift")]
        assert each["comment"] == [("d7", POST), ("desk-example_c121", POST)]
    assert found[0]["identity"] == found[1]["identity"]
    # only an id that was once given leads anywhere
    assert (found[0]["alias"], len(found[1]["alias"])) == ([], 1)


@pytest.mark.feature("H7")
def test_a_static_page_answers_at_its_page_id_too() -> None:
    page = wordpress(is_page=True)
    assert post_keys(page)[1:] == [
        f"url:{PERMALINK.rstrip('/')}",
        f"url:https://{HOST}/?p=12",
        f"url:https://{HOST}/?page_id=12",
    ]
    assert post_keys(wordpress(url=None)) == [f"wordpress:{HOST}:p12", f"url:https://{HOST}/?p=12"]


@pytest.mark.feature("H7")
def test_a_blog_below_a_path_and_one_at_a_port_number_their_own_posts() -> None:
    assert post_keys(post("wordpress:desk.example/blog:p3"))[1:] == ["url:https://desk.example/blog?p=3"]
    assert post_keys(post("wordpress:127.0.0.1:8003:p3"))[1:] == ["url:http://127.0.0.1:8003/?p=3"]


@pytest.mark.feature("A1")
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_number_wins_over_an_address_and_an_address_over_any_other_key(order: Sequence[int]) -> None:
    sources = [post("text:late", PERMALINK, source=Source.SAVED_TEXT), disqus(PERMALINK), wordpress()]
    db = fresh()
    for place in order:
        take(db, sources[place])
    assert [row[0] for row in rows(db)["post"]] == [POST]
    assert {item for _, _, item in rows(db)["identity"]} == {POST, "d7", "desk-example_c121"}
    for alias, item_id in rows(db)["alias"]:
        assert (has_own_number(alias), item_id) == (False, POST)
    db.close()


@pytest.mark.feature("A1")
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_without_a_number_the_address_names_the_post(order: Sequence[int]) -> None:
    sources = [post("text:late", PERMALINK, source=Source.SAVED_TEXT), disqus(PERMALINK)]
    db = fresh()
    for place in (*order, *order):
        take(db, sources[place])
    (found,) = rows(db)["post"]
    assert found[0] == make_id(f"url:{PERMALINK.rstrip('/')}", SECRETS.id_key)
    assert found[2] == "Late shift | The desk"
    db.close()


@pytest.mark.parametrize("order", [(9, 12), (12, 9)])
def test_two_numbers_under_one_address_stay_two_and_the_later_number_has_it(
    db: ArchiveDatabase, order: Sequence[int]
) -> None:
    for number in order:
        take(db, wordpress(number))
    take(db, disqus(PERMALINK))
    assert sorted(row[0] for row in rows(db)["post"]) == [POST, "desk-example_p9"]
    assert ("d7", POST) in rows(db)["comment"]


@pytest.mark.feature("H7")
def test_a_blog_that_moved_from_one_platform_to_another_has_two_posts_under_one_address(db: ArchiveDatabase) -> None:
    take(db, post("blogger:9", PERMALINK))
    take(db, wordpress())
    assert [row[0] for row in rows(db)["post"]] == ["9", POST]


@pytest.mark.feature("H15")
def test_the_same_sources_again_write_no_row(db: ArchiveDatabase) -> None:
    sources = [disqus(PERMALINK), wordpress(), post("text:late", PERMALINK, source=Source.SAVED_TEXT)]
    for source in sources:
        take(db, source)
    before = db.conn.total_changes
    for source in sources:
        with db.atomic():
            again = store.merge(
                db,
                Parsed("made up", SiteRecord(HOST), (source,)),
                capture_id=1,
                fetched_at=NOW,
                secrets=SECRETS,
                default_zone=ZoneInfo("UTC"),
            )
        assert again == store.MergeCount()
    assert db.conn.total_changes == before


@pytest.mark.feature("H13")
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_ping_that_one_source_tells_apart_is_one(db: ArchiveDatabase, order: Sequence[int]) -> None:
    key = f"wordpress:{HOST}:c121"
    said = [
        OriginalComment(key, 0, OriginalText("A link.")),
        OriginalComment(key, 0, OriginalText("A link."), kind=PING),
    ]
    sources = [
        OriginalPost(f"wordpress:{HOST}:p12", source, PERMALINK, comments=(comment,))
        for source, comment in zip((Source.EXPORT, Source.PAGE), said, strict=True)
    ]
    for place in order:
        take(db, sources[place])
    (stored,) = store.get_comments(db, POST)
    assert stored.kind == "pingback"


PING = CommentKind.PINGBACK


@pytest.mark.feature("A1")
def test_all_that_names_an_item_follows_it_and_chains_of_aliases_are_short(db: ArchiveDatabase) -> None:
    take(db, wordpress(), post("blogger:9", None, "blogger:91"))
    db.execute("insert into tag (id, name) values ('pay', 'pay')")
    for item_id in ("91", "desk-example_c121"):
        db.execute("insert into tagging (item_id, tag_id, made_by, made_at) values (?, 'pay', 'ann', '')", (item_id,))
        db.execute("insert into absence values (?, 'vanished', '')", (item_id,))
    store.add_alias(db, "older", "91")
    move_references(db, {"91": "desk-example_c121", "9": POST})
    assert dict(db.execute("select alias, item_id from alias").fetchall()) == {
        "older": "desk-example_c121",
        "91": "desk-example_c121",
        "9": POST,
    }
    for table in ("tagging", "absence"):
        assert db.execute(f"select item_id from {table}").fetchall() == [("desk-example_c121",)]
    assert {"91", "9", POST, "desk-example_c121"} <= store.get_pending(db)
