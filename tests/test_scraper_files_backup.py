"""The old backup files of Blogger: posts, pages and comments; never settings, the template or drafts."""

from __future__ import annotations

import io
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BadInput, UnrecognisedInput
from archive.originals.records import AuthorKind, OriginalComment, Parsed, SiteRecord
from scraper.files.backup import read_backup
from scraper.files.takeout import read_takeout

ZONE = ZoneInfo("Europe/Berlin")
PAGES = Path(__file__).parent / "pages"
WHOLE = (PAGES / "backup-ferry.xml").read_bytes()


def read(data: bytes) -> list[Parsed]:
    return list(read_backup(io.BytesIO(data), zone=ZONE))


@pytest.mark.shared
@pytest.mark.feature("H13")
def test_a_real_backup_has_its_counted_facts(shared: Path) -> None:
    data = (shared / "realdata" / "blogger-export" / "old-atom-blogger-sample2.xml").read_bytes()
    (batch,) = read(data)
    comments = [each for post in batch.posts for each in post.comments]
    assert (data.count(b"<entry>"), len(batch.posts), len(comments), batch.left_out) == (55, 4, 3, {})
    assert [(post.declared, len(post.comments)) for post in batch.posts] == [(1, 1), (0, 0), (0, 0), (2, 2)]
    assert all(post.text is not None and post.title and post.published.utc for post in batch.posts)
    assert {each.author_kind for each in comments} == {AuthorKind.ACCOUNT}
    assert [each.is_owner for each in comments].count(True) == 1
    assert {each.parent_key for each in comments} == {None}
    # its blog was shown below Blogger's own address, which is no blog's
    assert batch.site.host == ""
    assert {post.url for post in batch.posts} == {None}


@pytest.mark.feature("H7")
def test_the_backup_and_the_export_of_a_blog_say_the_same() -> None:
    def said(comment: OriginalComment) -> tuple[object, ...]:
        kept = (comment.source_key, comment.parent_key, comment.author, comment.author_kind, comment.author_url)
        return (*kept, comment.published, comment.state, comment.text)

    (old,) = read(WHOLE)
    (new,) = read_takeout(
        io.BytesIO((PAGES / "takeout-ferry.xml").read_bytes()), zone=ZONE, home="http://ferry-bell.blogspot.com/"
    )
    assert old.site == new.site == SiteRecord("ferry-bell.blogspot.com", "The Ferry Bell", "5500")
    for one, other in zip(old.posts, new.posts, strict=True):
        assert (one.source_key, one.source, one.url, one.title, one.text, one.published, one.labels, one.is_page) == (
            other.source_key,
            other.source,
            other.url,
            other.title,
            other.text,
            other.published,
            other.labels,
            other.is_page,
        )
        newer = {each.source_key: said(each) for each in other.comments}
        assert all(newer[each.source_key] == said(each) for each in one.comments)


@pytest.mark.feature("H16")
def test_settings_drafts_and_private_things_stay_out() -> None:
    (batch,) = read(WHOLE)
    assert batch.left_out == {"draft": 1, "on a hidden post": 1}
    shown = repr(batch).lower()
    for private in ("@", "noreply", "pid-", "profile", "0055", "img.example", "where to send", "doctype", "not yet"):
        assert private not in shown


def test_a_backup_is_known_by_its_name_or_its_kinds() -> None:
    nameless = WHOLE.replace(b"blog-5500.archive", b"blog-5500")
    assert read(nameless) == read(WHOLE)
    head = WHOLE[: WHOLE.index(b"<entry>")]
    assert read(head + b"</feed>") == [
        Parsed("Blogger backup", SiteRecord("ferry-bell.blogspot.com", "The Ferry Bell", "5500"))
    ]


@pytest.mark.parametrize(
    "data",
    [
        (PAGES / "posts.atom").read_bytes(),
        (PAGES / "takeout-ferry.xml").read_bytes(),
        WHOLE.replace(b"blog-5500.archive", b"else-5500.archive"),
        b"<rss/>",
    ],
    ids=["a feed", "a newer export", "another maker", "RSS"],
)
def test_other_files_are_not_recognised(data: bytes) -> None:
    with pytest.raises(UnrecognisedInput, match="Not recognised"):
        read(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (WHOLE[:-9], "This Blogger backup breaks off or is not well-formed at line 12: "),
        (WHOLE.replace(b".post-901</id>", b".else-901</id>"), "An entry has no Blogger id"),
        (WHOLE.replace(b"<feed", b"<!DOCTYPE feed []><feed", 1), "This Blogger backup has a document type"),
    ],
)
def test_broken_backups_are_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read(data)


@given(st.integers(0, len(WHOLE)), st.integers(0, 60), st.binary(max_size=12))
def test_a_backup_damaged_anywhere_ends_in_batches_or_one_sentence(at: int, length: int, put: bytes) -> None:
    for data in (WHOLE[:at] + put + WHOLE[at + length :], WHOLE[:at]):
        try:
            batches = read(data)
        except (BadInput, UnrecognisedInput):
            continue
        assert batches
