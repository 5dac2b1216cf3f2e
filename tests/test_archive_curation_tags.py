from __future__ import annotations

import string
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.curation.acts import Changes
from archive.curation.tags import BLOG, Tag, add_tags, get_tags, label_tags, remove_tags, tag_id
from archive.errors import NotFound, WrongUse
from archive.originals.database import ArchiveDatabase, configure, migrate
from archive.originals.store import get_pending, take_pending

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def db() -> Iterator[ArchiveDatabase]:
    """Return an archive with one post, 9, and one comment, 91."""
    made = ArchiveDatabase(memory=True)
    configure(made)
    migrate(made)
    made.execute("insert into site (id, host) values (1, 'desk.blogspot.com')")
    made.execute("insert into capture values (1, 'http', '', 200, '', '', '', '', '', 'a', 0, 1, '', 1, null)")
    made.execute(
        "insert into post (id, site_id, published_precision, capture_id, fetched_at, parser_version)"
        " values ('9', 1, 'unknown', 1, '', 1)"
    )
    made.execute(
        "insert into comment (id, site_id, post_id, ordinal, author_kind, published_precision, text, marks, state,"
        " capture_id, fetched_at, parser_version)"
        " values ('91', 1, '9', 0, 'unknown', 'unknown', '', '[]', 'live', 1, '', 1)"
    )
    yield made
    made.close()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Pay", "pay"),
        ("  Night  shifts\n", "night-shifts"),
        ("IT & rota!", "it-rota"),
        ("night_shifts", "night-shifts"),
        ("Öffnung", "öffnung"),
        ("ＰＡＹ", "pay"),
        ("給料", "給料"),
    ],
)
def test_id_of_a_tag(name: str, expected: str) -> None:
    assert tag_id(name) == expected


@pytest.mark.parametrize("name", ["", "  ", "&!", "_", "x" * 81])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(WrongUse, match="short name"):
        tag_id(name)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=string.printable + "äß給_-", max_size=30))
def test_the_id_of_an_id_is_itself(name: str) -> None:
    try:
        made = tag_id(name)
    except WrongUse:
        return
    assert tag_id(made) == made
    assert not set(made) & set(" /?#%&<>\"'")


def test_tags_are_put_on_and_noted(db: ArchiveDatabase) -> None:
    assert add_tags(Changes(db), ["9", "91", "9"], ["Night  shifts", "Pay"], "ann", NOW) == ["9", "91"]
    assert get_tags(db, "91") == [Tag("night-shifts", "Night shifts", "ann"), Tag("pay", "Pay", "ann")]
    assert get_pending(db) == {"9", "91"}
    assert {row["made_at"] for row in db.query("select made_at from tagging")} == {"2024-03-01T12:00:00+00:00"}


def test_a_tag_twice_writes_nothing(db: ArchiveDatabase) -> None:
    add_tags(Changes(db), ["9"], ["Pay"], "ann", NOW)
    take_pending(db)
    before = db.conn.total_changes
    assert add_tags(Changes(db), ["9"], ["PAY"], "bea", NOW) == []
    assert db.conn.total_changes == before
    assert get_tags(db, "9") == [Tag("pay", "Pay", "ann")]


def test_tags_are_taken_off_and_unused_ones_go(db: ArchiveDatabase) -> None:
    add_tags(Changes(db), ["9", "91"], ["Pay", "Rota"], "ann", NOW)
    take_pending(db)
    assert remove_tags(Changes(db), ["9"], ["pay", "never put on"]) == ["9"]
    assert remove_tags(Changes(db), ["9"], ["pay"]) == []
    assert get_pending(db) == {"9"}
    assert [tag.id for tag in get_tags(db, "91")] == ["pay", "rota"]
    remove_tags(Changes(db), ["9", "91"], ["Rota"])
    assert [row["id"] for row in db.query("select id from tag")] == ["pay"]


def test_an_item_that_is_not_there_changes_nothing(db: ArchiveDatabase) -> None:
    add_tags(Changes(db), ["9"], ["Rota"], "ann", NOW)
    take_pending(db)
    before = db.conn.total_changes
    with pytest.raises(NotFound, match="no item '404'"):
        add_tags(Changes(db), ["9", "404"], ["Pay", "Rota"], "ann", NOW)
    with pytest.raises(NotFound, match="no item '404'"):
        remove_tags(Changes(db), ["9", "404"], ["Pay", "Rota"])
    assert db.conn.total_changes == before


def test_the_blogs_labels_are_tags_too() -> None:
    assert label_tags(["Night shifts", "night  shifts", "Pay", "★", "x" * 81]) == [
        Tag("night-shifts", "Night shifts", BLOG, BLOG),
        Tag("pay", "Pay", BLOG, BLOG),
    ]
