"""Takeout's exports: only what the blog showed is taken, the rest counted; nesting, authors, times, batches."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import BadInput, UnrecognisedInput
from archive.originals.records import (
    AuthorKind,
    OriginalComment,
    OriginalPost,
    Parsed,
    Precision,
    SiteRecord,
    Source,
    SourceState,
)
from scraper.files import blogger_entries
from scraper.files.stream_xml import PartialStream
from scraper.files.takeout import read_takeout, read_takeout_site

ZONE = ZoneInfo("America/Denver")
PAGES = Path(__file__).parent / "pages"
HOME = "http://ferry-bell.blogspot.co.uk"


def read(data: bytes, home: str = "") -> list[Parsed]:
    return list(read_takeout(io.BytesIO(data), zone=ZONE, home=home))


def left_out(batches: Iterable[Parsed]) -> dict[str, int]:
    return dict(sum((Counter(batch.left_out) for batch in batches), Counter()))


def posts_of(batches: Iterable[Parsed]) -> dict[str, OriginalPost]:
    """Return the posts with their own values, which come before any bare one."""
    found: dict[str, OriginalPost] = {}
    for batch in batches:
        for post in batch.posts:
            found.setdefault(post.source_key, post)
    return found


def comments_of(batches: Iterable[Parsed]) -> list[tuple[str, OriginalComment]]:
    return [(post.source_key, each) for batch in batches for post in batch.posts for each in post.comments]


def entry(number: int, kind: str, status: str = "LIVE", more: str = "", author: str = "", text: str = "words") -> str:
    return (
        f"<entry><id>tag:blogger.com,1999:blog-7.post-{number}</id><blogger:type>{kind}</blogger:type>"
        f"<blogger:status>{status}</blogger:status><author>{author}</author><content type='html'>{text}</content>"
        f"<published>2014-05-01T09:00:00.5Z</published>{more}<blogger:trashed/></entry>\n"
    )


def comment(
    number: int, post: int, status: str = "LIVE", parent: int = 0, author: str = "", text: str = "words"
) -> str:
    tag = "tag:blogger.com,1999:blog-7.post-"
    answered = f"<blogger:inReplyTo>{tag}{parent}</blogger:inReplyTo>" if parent else "<blogger:inReplyTo/>"
    return entry(number, "COMMENT", status, f"<blogger:parent>{tag}{post}</blogger:parent>{answered}", author, text)


def export(*entries: str, blog: str = "tag:blogger.com,1999:blog-7") -> bytes:
    start = (
        "<?xml version='1.0' encoding='utf-8'?>\n<feed xmlns='http://www.w3.org/2005/Atom' "
        f"xmlns:blogger='http://schemas.google.com/blogger/2018'>\n<id>{blog}</id>\n<title>A blog</title>\n"
    )
    return f"{start}{''.join(entries)}</feed>".encode()


# real files


@pytest.mark.shared
@pytest.mark.feature("H13")
@pytest.mark.feature("H16")
def test_a_real_export_has_its_counted_facts(shared: Path) -> None:
    data = (shared / "realdata" / "blogger-export" / "takeout-heisencoder-feed.atom").read_bytes()
    batches = read(data)
    posts, comments = posts_of(batches), comments_of(batches)
    assert (len(posts), len(comments)) == (33, 284)
    assert left_out(batches) == {"draft": 7, "spam": 20, "ghosted": 2}
    assert (data.count(b"<entry>"), 33 + 284 + 7 + 20 + 2) == (346, 346)
    assert [(each.source_key, each.parent_key) for _, each in comments if each.parent_key] == [
        ("blogger:8035075671438343309", "blogger:7045385320675117435")
    ]
    # of the 306 with those that are not shown: 231 with account; 48 nameless, 11 named, 16 linked without
    kinds = Counter(each.author_kind for _, each in comments)
    assert kinds == {
        AuthorKind.ACCOUNT: 228,
        AuthorKind.ANONYMOUS: 32,
        AuthorKind.NAME: 11,
        AuthorKind.NAME_URL: 13,
    }
    years = Counter(each.published.local[:4] for _, each in comments)
    assert years == {"2007": 2, "2008": 82, "2009": 81, "2010": 53, "2011": 36, "2012": 16, "2013": 14}
    times = sorted(str(each.published.utc) for _, each in comments)
    assert (times[0][:10], times[-1][:10]) == ("2007-10-24", "2013-11-10")
    assert {each.published.precision for _, each in comments} == {Precision.MS}
    assert {each.state for _, each in comments} == {SourceState.LIVE}
    assert all(post.title and post.published.utc and post.text is not None for post in posts.values())
    assert {batch.site for batch in batches} == {SiteRecord("", "Heisencoder", "4147841314301981805")}


@pytest.mark.shared
@pytest.mark.feature("H16")
def test_the_hidden_ones_explain_every_counted_fact(shared: Path) -> None:
    """All comments, shown or not, counted by other means: what we leave out is exactly what is not LIVE."""
    text = (shared / "realdata" / "blogger-export" / "takeout-heisencoder-feed.atom").read_text(encoding="utf-8")
    rows = [each for each in re.findall(r"<entry>.*?</entry>", text, re.DOTALL) if ">COMMENT<" in each]
    parents = {re.findall(r"<blogger:parent>.*?post-(\d+)", each)[0] for each in rows}
    assert (len(rows), len(parents)) == (306, 19)
    assert Counter(re.findall(r"<published>(\d{4})", "".join(rows)))["2014"] == 3
    taken = {each.source_key for _, each in comments_of(read(text.encode()))}
    for row in rows:
        number = re.findall(r"<id>.*?post-(\d+)</id>", row)[0]
        assert (f"blogger:{number}" in taken) == ("<blogger:status>LIVE<" in row)


@pytest.mark.shared
@pytest.mark.feature("H16")
def test_pending_comments_of_a_real_export_stay_out(shared: Path) -> None:
    batches = read((shared / "realdata" / "blogger-export" / "takeout-kms-central-feed.atom").read_bytes())
    assert (len(posts_of(batches)), len(comments_of(batches)), left_out(batches)) == (4, 1, {"pending": 5})


# what is taken


@pytest.mark.feature("H16")
@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("DRAFT", "draft"),
        ("SCHEDULED", "scheduled"),
        ("SOFT_TRASHED", "trashed"),
        ("SPAM_COMMENT", "spam"),
        ("GHOSTED_COMMENT", "ghosted"),
        ("PENDING_MODERATION", "pending"),
        ("", "of unknown status"),
        ("LIVELY", "of unknown status"),
        ("NEW_IN_2031", "of unknown status"),
    ],
)
def test_only_what_is_live_is_taken(status: str, word: str) -> None:
    batches = read(export(comment(1, 9, status), entry(9, "POST")))
    assert (comments_of(batches), left_out(batches)) == ([], {word: 1})
    batches = read(export(comment(1, 9), entry(9, "POST", status)))
    assert (posts_of(batches), comments_of(batches)) == ({}, [])
    assert left_out(batches) == {word: 1, "on a hidden post": 1}


@pytest.mark.feature("H16")
def test_nothing_but_posts_pages_and_comments_is_looked_at() -> None:
    batches = read(export(entry(1, "SETTINGS"), entry(2, ""), "<entry/>", entry(9, "PAGE")))
    assert [(post.source_key, post.is_page) for post in posts_of(batches).values()] == [("blogger:9", True)]
    assert left_out(batches) == {}


def test_the_blog_is_named_when_the_caller_knows_it() -> None:
    data = (PAGES / "takeout-ferry.xml").read_bytes()
    assert {post.url for post in posts_of(read(data)).values()} == {None}
    for home in (HOME, HOME + "/", HOME + "/?m=1"):
        (batch,) = read(data, home)
        assert batch.site == SiteRecord("ferry-bell.blogspot.com", "The Ferry Bell", "5500")
        assert [post.url for post in batch.posts] == [
            "https://ferry-bell.blogspot.com/2014/04/the-bell.html",
            "https://ferry-bell.blogspot.com/p/about.html",
        ]
    odd = entry(9, "POST", more="<blogger:filename>https://elsewhere.example/x.html</blogger:filename>")
    assert posts_of(read(export(odd), HOME))["blogger:9"].url is None


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        ("<name>Ada</name><blogger:type>BLOGGER</blogger:type>", ("Ada", AuthorKind.ACCOUNT, None)),
        (
            "<name>Ada</name><uri>https://a.example/</uri><blogger:type>BLOGGER</blogger:type>",
            ("Ada", AuthorKind.ACCOUNT, None),
        ),
        ("<name></name><uri></uri><blogger:type>BLOGGER</blogger:type>", (None, AuthorKind.ACCOUNT, None)),
        (
            "<name></name><blogger:type>ANONYMOUS</blogger:type>",
            ("Anonymous", AuthorKind.ANONYMOUS, None),
        ),
        ("<name>Ada</name><blogger:type>ANONYMOUS</blogger:type>", ("Ada", AuthorKind.NAME, None)),
        (
            "<name>Ada</name><uri>https://a.example/</uri><blogger:type>ANONYMOUS</blogger:type>",
            ("Ada", AuthorKind.NAME_URL, "https://a.example/"),
        ),
        ("", ("Anonymous", AuthorKind.ANONYMOUS, None)),
    ],
)
def test_author_kinds(author: str, shown: tuple[str | None, AuthorKind, str | None]) -> None:
    ((_, found),) = comments_of(read(export(comment(1, 9, author=author), entry(9, "POST"))))
    assert (found.author, found.author_kind, found.author_url) == shown


def test_replies_of_any_depth_keep_what_they_answer() -> None:
    entries = [comment(1, 9), *(comment(number, 9, parent=number - 1) for number in range(2, 400)), entry(9, "POST")]
    found = {each.source_key: each.parent_key for _, each in comments_of(read(export(*entries)))}
    assert found == {f"blogger:{n}": f"blogger:{n - 1}" if n > 1 else None for n in range(1, 400)}
    ((_, alone),) = comments_of(read(export(comment(5, 9, parent=5), entry(9, "POST"))))
    assert alone.parent_key is None
    ((_, orphan),) = comments_of(read(export(comment(5, 9, parent=4), comment(4, 9, "SPAM_COMMENT"), entry(9, "POST"))))
    assert orphan.parent_key == "blogger:4"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("one\ntwo", "one\ntwo"),
        ("one\r\n\r\ntwo", "one\n\ntwo"),
        ("one&lt;br /&gt;\ntwo&lt;BR&gt;\nthree&lt;br&gt;four", "one\ntwo\nthree\nfour"),
        ("&lt;a\nhref='https://a.example/'&gt;one&lt;/a&gt;\ntwo", "one\ntwo"),
    ],
)
def test_a_line_break_of_a_comment_is_one(written: str, shown: str) -> None:
    ((_, found),) = comments_of(read(export(comment(1, 9, text=written), entry(9, "POST"))))
    assert found.text.reveal().text == shown


def test_a_time_without_a_fraction_is_exact_all_the_same() -> None:
    data = export(entry(9, "POST")).replace(b"09:00:00.5Z", b"09:00:00Z")
    (post,) = posts_of(read(data)).values()
    assert (post.published.local, post.published.precision) == ("2014-05-01T03:00:00.000-06:00", Precision.MS)


def test_a_number_that_comes_twice_is_one_post_and_one_comment() -> None:
    batches = read(export(comment(1, 9), comment(1, 9), entry(9, "POST"), entry(9, "POST", text="other")))
    (post,) = batches[0].posts
    assert (len(batches), len(batches[0].posts), len(post.comments)) == (1, 1, 1)


# batches


def test_batches_are_bounded_and_say_each_thing_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blogger_entries, "BATCH", 10)
    comments = [comment(number, 900 + number % 3) for number in range(1, 96)]
    data = export(*comments, *(entry(number, "PAGE" if number == 901 else "POST") for number in range(900, 925)))
    batches = read(data)
    sizes = [sum(max(len(post.comments), 1) for post in batch.posts) for batch in batches]
    assert sizes == [10] * 12 + [0]
    first = [post.text is not None for batch in batches for post in batch.posts]
    assert sum(first) == 25
    assert {each.source_key for _, each in comments_of(batches)} == {f"blogger:{number}" for number in range(1, 96)}
    assert {post.is_page for batch in batches for post in batch.posts if post.source_key == "blogger:901"} == {True}
    assert {post.source for batch in batches for post in batch.posts} == {Source.EXPORT}
    monkeypatch.setattr(blogger_entries, "BATCH_SIZE", 50)
    assert max(len(comments_of([batch])) for batch in read(data)) == 10
    long = export(*(comment(number, 9, text="x" * 30) for number in range(1, 9)), entry(9, "POST"))
    assert [len(comments_of([batch])) for batch in read(long)] == [2, 2, 2, 2, 0]


def test_an_export_of_nothing_is_known_for_what_it_is() -> None:
    (batch,) = read(export())
    assert batch == Parsed("Blogger export", SiteRecord("", "A blog", "7"))


def test_the_blog_of_an_export_is_told_without_reading_it() -> None:
    stream = io.BytesIO(b"  " + export(*(comment(number, 9) for number in range(1000)), "<entry"))
    stream.seek(2)
    assert (read_takeout_site(stream), stream.tell()) == (SiteRecord("", "A blog", "7"), 2)


# refusals


@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    "data",
    [
        b"<feed/>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:blogger.com,1999:blog-7</id></feed>",
        export(blog="tag:elsewhere,1999:blog-7"),
        export(blog="tag:blogger.com,1999:blog-7.archive"),
        export().replace(b"<feed", b"<food").replace(b"</feed", b"</food"),
        b"<rss><channel/></rss>",
    ],
)
def test_other_files_are_not_recognised(data: bytes) -> None:
    with pytest.raises(UnrecognisedInput, match=r"Not recognised: .*Blogger export;"):
        read(data)


@pytest.mark.feature("H13")
def test_comments_without_posts_are_no_blog() -> None:
    with pytest.raises(UnrecognisedInput) as refused:
        read(export(comment(1, 9), comment(2, 8)))
    assert str(refused.value) == (
        "Not recognised: a Blogger export of comments without their posts, as in Takeout's folder Comments; "
        "import the feed.atom of a folder under Blogs."
    )


@pytest.mark.feature("H16")
def test_of_a_part_no_comment_is_taken_whose_post_is_missing() -> None:
    def part(data: bytes) -> tuple[list[Parsed], str | None]:
        stream = PartialStream(io.BytesIO(data))
        return list(read_takeout(stream, zone=ZONE)), stream.problem

    whole = export(comment(1, 8), comment(2, 9), entry(9, "POST"), entry(8, "POST"))
    batches, problem = part(whole[: whole.rindex(b"<entry>") + 20])
    assert [each.source_key for _, each in comments_of(batches)] == ["blogger:2"]
    assert (left_out(batches), "line 8" in str(problem)) == ({"without its post": 1}, True)
    batches, problem = part(whole[: whole.index(b"POST")])
    assert (comments_of(batches), left_out(batches)) == ([], {"without its post": 2})
    assert part(whole) == (read(whole), None)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (export(entry(9, "POST"))[:-10], "breaks off or is not well-formed at line 5"),
        (export(entry(9, "POST").replace("post-9<", "post-nine<")), "An entry has no Blogger id"),
        (export(comment(1, 9).replace("post-1<", "else-1<"), entry(9, "POST")), "An entry has no Blogger id"),
        (export().replace(b"<feed", b"<!DOCTYPE feed><feed"), "has a document type"),
        (b"", "breaks off or is not well-formed at line 1"),
    ],
)
def test_broken_exports_are_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read(data)


@given(st.integers(0, 5000), st.integers(0, 60), st.binary(max_size=12))
def test_an_export_damaged_anywhere_ends_in_batches_or_one_sentence(at: int, length: int, put: bytes) -> None:
    whole = (PAGES / "takeout-ferry.xml").read_bytes()
    for data in (whole[:at] + put + whole[at + length :], whole[: at % len(whole)]):
        try:
            batches = read(data, HOME)
        except (BadInput, UnrecognisedInput):
            continue
        assert batches


@pytest.mark.feature("H16")
def test_no_private_thing_gets_into_a_record() -> None:
    shown = repr(read((PAGES / "takeout-ferry.xml").read_bytes(), HOME))
    for private in ("profile", "0055", "oars.example", "of a bell", "a note under", "@"):
        assert private not in shown.lower()
