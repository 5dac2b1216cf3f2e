"""Blogger's feeds in Atom and JSON say the same; real feeds have their counted facts; answers of the API."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ArchiveError, BadInput, UnrecognisedInput
from archive.originals.records import AuthorKind, Parsed, SiteRecord, Source, SourceState
from scraper.pages.blogger.api_v3 import is_api_v3, parse_api_v3
from scraper.pages.blogger.feed import Feed, parse_feed
from scraper.pages.blogger.json_feed import read_json_feed
from scraper.pages.json_text import load_json
from scraper.pages.recognise import parse
from scraper.sample_blog.content import load_content
from scraper.sample_blog.dress import Dress
from tests.gdata_json import as_json

ZONE = ZoneInfo("Europe/Berlin")
PAGES = Path(__file__).parent / "pages"
POSTS, COMMENTS = ((PAGES / name).read_bytes() for name in ("posts.atom", "comments.atom"))


def from_atom(body: bytes, url: str = "") -> Feed:
    return parse_feed(body.decode(), url=url, zone=ZONE)


def from_json(body: bytes, callback: str = "", url: str = "") -> Feed:
    return read_json_feed(load_json(as_json(body, callback)), url=url, zone=ZONE)


# Atom and JSON


@pytest.mark.feature("H13")
@pytest.mark.feature("H7")
@pytest.mark.parametrize("callback", ["", "show", "kahn.feeds.take_2", "$jQuery123"])
@pytest.mark.parametrize("body", [POSTS, COMMENTS], ids=["posts", "comments"])
def test_a_feed_says_the_same_in_atom_and_json(body: bytes, callback: str) -> None:
    assert from_json(body, callback) == from_atom(body)
    filtered = "https://x.example/feeds/7001/comments/default?published-min=2016-05-06T21:30:00Z"
    assert from_json(body, callback, filtered) == from_atom(body, filtered)


@pytest.mark.parametrize(("atom", "script"), [("posts.atom", "feed-posts.js"), ("comments.atom", "feed-comments.js")])
def test_the_stored_scripts_become_what_their_feeds_become(atom: str, script: str) -> None:
    stored = [(PAGES / f"{name}.json").read_text(encoding="utf-8") for name in (atom, script)]
    assert stored[0] == stored[1]


def test_every_feed_of_the_sample_blog_says_the_same_in_json() -> None:
    dress = Dress(load_content(), "http://127.0.0.1:8000")
    for sample in dress.posts:
        body = dress.comments_feed(sample, start=1, most=500, since=None, oldest=False).encode()
        assert from_json(body) == from_atom(body)


@pytest.mark.shared
@pytest.mark.feature("H7")
def test_every_real_feed_says_the_same_in_json(shared: Path) -> None:
    feeds = sorted((shared / "realdata" / "blogger-feeds").iterdir())
    assert len(feeds) == 10
    for path in feeds:
        body = path.read_bytes()
        assert from_json(body, "call") == from_atom(body), path.name


def test_paging_of_a_json_feed() -> None:
    feed = from_json(POSTS)
    assert (feed.total, feed.entries, feed.parsed.left_out) == (51, 2, {"draft": 1})
    assert feed.next_url == "http://www.blogger.com/feeds/9001/posts/default?start-index=4&max-results=3"
    assert feed.newest.local == "2016-05-06T19:00:00.001+02:00"


def test_a_reply_and_a_removal_in_json() -> None:
    (post,) = from_json(COMMENTS).parsed.posts
    by_key = {comment.source_key: comment for comment in post.comments}
    assert by_key["blogger:102"].parent_key == "blogger:101"
    assert by_key["blogger:107"].state is SourceState.REMOVED_BY_ADMIN
    assert [comment.is_owner for comment in post.comments].count(True) == 1


@pytest.mark.feature("H16")
@pytest.mark.parametrize("body", [POSTS, COMMENTS], ids=["posts", "comments"])
def test_no_account_or_mail_gets_into_a_record(body: bytes) -> None:
    for feed in (from_atom(body), from_json(body)):
        for private in ("@", "pid-", "profile", "0042", "blank.gif", "itemClass"):
            assert private not in repr(feed)


# JSON that is none, or broken


@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    "document",
    [
        {},
        {"feed": None},
        {"feed": []},
        {"feed": {"id": "tag:blogger.com,1999:blog-9"}},
        {"feed": {"id": {"$t": "urn:x"}}},
        {"entry": {"id": {"$t": "tag:blogger.com,1999:blog-9.post-1"}}},
        {
            "feed": {
                "id": {"$t": "tag:blogger.com,1999:blog-9.archive"},
                "entry": [{"category": [{"scheme": "http://schemas.google.com/g/2005#kind", "term": "x#post"}]}],
            }
        },
        [{"id": 1}],
        ["words"],
    ],
)
def test_other_json_is_not_recognised(document: object) -> None:
    for text in (json.dumps(document), f"show({json.dumps(document)});"):
        with pytest.raises(UnrecognisedInput, match="Not recognised: JSON"):
            read_json_feed(load_json(text), url="", zone=ZONE)
        with pytest.raises(UnrecognisedInput, match="Not recognised"):
            parse(text.encode(), url="file:x", zone=ZONE)


@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    "text",
    [
        as_json(COMMENTS)[:-1],
        as_json(COMMENTS, "show")[:-40],
        '{"feed": {"id"',
        '{"feed":' * 100_000,
        "[" * 100_000,
        '{"n": ' + "9" * 5000 + "}",
    ],
    ids=["cut", "cut call", "cut early", "100,000 levels", "100,000 lists", "a number without end"],
)
def test_broken_json_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        load_json(text)
    assert str(refused.value) == "This JSON breaks off or is not well-formed: fetch or save it again."


def test_a_json_feed_whose_entries_have_no_ids_is_refused() -> None:
    for wrong in (b"blog-9001.else-101<", b"urn:x<"):
        body = COMMENTS.replace(b"tag:blogger.com,1999:blog-9001.post-101<", wrong)
        with pytest.raises(BadInput, match="has no Blogger id"):
            from_json(body)


def test_members_of_any_kind_do_no_harm() -> None:
    document: dict[str, Any] = json.loads(as_json(COMMENTS))
    (post,) = read_json_feed(document, url="", zone=ZONE).parsed.posts
    entry = document["feed"]["entry"][-1]
    entry |= {"georss$point": {"$t": "1 2"}, "$t": "words", "x": 1, "y": None, "z": [1, [2]], "a b": {}, "": {}}
    entry |= {"thr$": {}, "$": {}, "bad attr": "x", "deep": {"a": {"a": {"a": {"a": {"a": {"a": {"a": {}}}}}}}}}
    entry["content"]["$t"] += "\x00\x0b\ud800\ufffe"
    assert read_json_feed(document, url="", zone=ZONE).parsed.posts == (post,)


WORDS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["tag:blogger.com,1999:blog-9"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["feed", "id", "$t", "entry", "link", "author", "thr$total", "kind", "items", "href", "é"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(WORDS)
def test_any_json_ends_in_records_or_one_sentence(document: object) -> None:
    kinds = ({"feed": document}, document, {"kind": "blogger#postList", "items": document})
    for each in (*kinds, {"kind": "blogger#post", "id": "1", "replies": document, "author": document}):
        # anything else that is raised fails the test
        with suppress(ArchiveError):
            assert isinstance(parse(json.dumps(each).encode(), url="", zone=ZONE), Parsed)


# real feeds


@pytest.mark.shared
@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    ("number", "entries", "nameless", "first", "last"),
    [
        ("1483524393455590231", 16, 0, "2011-12-26T18:47", "2012-01-27T18:13"),
        ("360252894497182000", 4, 2, "2011-12-01T18:15", "2012-11-08T23:42"),
        ("5584301686214745350", 8, 1, "2012-07-09T11:07", "2022-12-07T01:41"),
        ("4319362191750297973", 6, 1, "2011-12-19T05:12", "2011-12-21T10:41"),
        ("4992987056606328924", 3, 2, "2011-09-10T20:51", "2011-09-16T17:34"),
    ],
)
def test_real_comment_feeds_have_their_counted_facts(
    shared: Path, number: str, entries: int, nameless: int, first: str, last: str
) -> None:
    feed = from_atom((shared / "realdata" / "blogger-feeds" / f"lafuite-comments-{number}.atom").read_bytes())
    (post,) = feed.parsed.posts
    assert (feed.entries, feed.total, len(post.comments), post.declared) == (entries, entries, entries, entries)
    assert (post.source_key, feed.next_url) == (f"blogger:{number}", None)
    assert [each.author_kind for each in post.comments].count(AuthorKind.ANONYMOUS) == nameless
    times = [each.published.utc.isoformat() for each in post.comments if each.published.utc]
    assert (times[0][:16], times[-1][:16], times) == (first, last, sorted(times))
    assert not any(each.parent_key for each in post.comments)


@pytest.mark.shared
@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    ("name", "first", "last", "zone"),
    [
        ("lafuite-posts-default", "2012-01-17", "2013-04-27", "America/Montreal"),
        ("tylkobezcukru-posts-default", "2015-12-24", "2018-09-14", "Europe/Warsaw"),
        # its last post is of the evening before midnight UTC
        ("feedjira-PragmaticTheory", "2008-07-22", "2008-12-10", "America/Los_Angeles"),
    ],
)
def test_real_post_feeds_span_their_counted_time(shared: Path, name: str, first: str, last: str, zone: str) -> None:
    text = (shared / "realdata" / "blogger-feeds" / f"{name}.atom").read_text(encoding="utf-8")
    feed = parse_feed(text, url="", zone=ZoneInfo(zone))
    days = sorted(post.published.local[:10] for post in feed.parsed.posts)
    assert (days[0], days[-1]) == (first, last)


# the API


def api_comment(number: int, **more: object) -> dict[str, object]:
    return {
        "kind": "blogger#comment",
        "id": str(number),
        "post": {"id": "7001"},
        "blog": {"id": "9001"},
        "published": f"2016-05-06T21:{number % 60:02}:00+02:00",
        "content": "Steht<br />hier",
        "author": {"id": "123456789", "displayName": "Uferwart", "url": "https://www.blogger.com/profile/0042"},
        **more,
    }


API_POST = {
    "kind": "blogger#post",
    "id": "7001",
    "blog": {"id": "9001"},
    "published": "2016-05-06T19:00:00+02:00",
    "url": "http://kahnstation.blogspot.com/2016/05/der-alte-kahn.html",
    "selfLink": "https://www.googleapis.com/blogger/v3/blogs/9001/posts/7001",
    "title": "Der  alte Kahn",
    "content": "<p>Am Steg.</p>",
    "author": {"id": "123456789", "displayName": "Ruderblatt", "image": {"url": "//img.example/r.jpg"}},
    "replies": {"totalItems": "3"},
    "labels": ["Boote", "Boote", 5, "Am Ufer"],
}


@pytest.mark.shared
@pytest.mark.feature("H13")
def test_a_real_answer_of_the_api_has_its_counted_facts(shared: Path) -> None:
    path = shared / "realdata" / "blogger-export" / "ghost-blogger-api-v3-response.json"
    parsed = parse(path.read_bytes(), url="file:x", zone=ZONE)
    assert (parsed.format, len(parsed.posts), parsed.left_out) == ("Blogger API answer", 3, {})
    assert parsed.site == SiteRecord("example.blogspot.com", None, "12345678")
    assert all(post.source is Source.FEED and post.url and post.text and post.author for post in parsed.posts)
    assert [len(post.labels) for post in parsed.posts] == [3, 2, 2]


@pytest.mark.feature("H13")
@pytest.mark.parametrize("wrap", ["alone", "list", "bare list"])
def test_posts_of_the_api(wrap: str) -> None:
    document: dict[str, object] = {
        "alone": API_POST,
        "list": {"kind": "blogger#postList", "items": [API_POST]},
        "bare list": [API_POST],
    }
    parsed = parse_api_v3(document[wrap], zone=ZONE)
    (post,) = parsed.posts
    assert parsed.site == SiteRecord("kahnstation.blogspot.com", None, "9001")
    assert (post.source_key, post.title, post.author, post.labels, post.declared, post.is_page) == (
        "blogger:7001",
        "Der alte Kahn",
        "Ruderblatt",
        ("Boote", "Am Ufer"),
        3,
        False,
    )
    assert post.published.local == "2016-05-06T19:00+02:00"
    assert parse_api_v3({**API_POST, "kind": "blogger#page"}, zone=ZONE).posts[0].is_page


def test_comments_of_the_api_in_their_order_with_what_they_answer() -> None:
    listed = [
        api_comment(3, inReplyTo={"id": "1"}),
        api_comment(2, status="EMPTIED", content="This comment has been removed by a blog administrator."),
        api_comment(1, author={"displayName": "Anonymous", "url": ""}),
        api_comment(1),
        api_comment(5, status="SPAM"),
        api_comment(6, status="pending"),
    ]
    parsed = parse_api_v3({"kind": "blogger#commentList", "items": listed}, zone=ZONE)
    (post,) = parsed.posts
    assert (post.source_key, post.text, parsed.left_out) == ("blogger:7001", None, {"spam": 1, "pending": 1})
    shown = [(each.source_key, each.ordinal, each.parent_key, each.state, each.author_kind) for each in post.comments]
    assert shown == [
        ("blogger:1", 0, None, SourceState.LIVE, AuthorKind.ACCOUNT),
        ("blogger:2", 1, None, SourceState.REMOVED_BY_ADMIN, AuthorKind.ACCOUNT),
        ("blogger:3", 2, "blogger:1", SourceState.LIVE, AuthorKind.ACCOUNT),
    ]
    inside = {**API_POST, "replies": {"totalItems": 1, "items": [{**api_comment(4), "post": None}, api_comment(8)]}}
    (post,) = parse_api_v3(inside, zone=ZONE).posts
    assert (post.title, post.declared, len(post.comments)) == ("Der alte Kahn", 1, 2)


@pytest.mark.feature("H16")
def test_drafts_and_accounts_of_the_api_stay_out() -> None:
    drafts = [{**API_POST, "status": "DRAFT"}, {**API_POST, "id": "7002", "status": "SCHEDULED"}]
    parsed = parse_api_v3(drafts, zone=ZONE)
    assert (parsed.posts, parsed.left_out) == ((), {"draft": 1, "scheduled": 1})
    shown = repr(parse_api_v3([API_POST, api_comment(1)], zone=ZONE))
    for private in ("123456789", "profile", "img.example", "googleapis"):
        assert private not in shown


def test_other_documents_are_no_answer_of_the_api() -> None:
    others: list[object] = [None, [], {}, "blogger#post", {"kind": "blogger#blog"}, [{"kind": 1}], {"feed": {}}]
    for document in others:
        assert not is_api_v3(document)
        with pytest.raises(UnrecognisedInput, match="JSON"):
            parse_api_v3(document, zone=ZONE)
    for number in ("", "7 001", "x", None, {"id": "1"}):
        with pytest.raises(BadInput, match="has no Blogger id"):
            parse_api_v3({**API_POST, "id": number}, zone=ZONE)
    empty = parse_api_v3({"kind": "blogger#postList"}, zone=ZONE)
    assert (empty.posts, empty.format) == ((), "Blogger API answer")
