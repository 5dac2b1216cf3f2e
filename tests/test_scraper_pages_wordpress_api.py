"""Answers of the REST API and of the older API of WordPress.com: what everybody is shown, whatever the shape."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from archive.errors import BadInput, UnrecognisedInput
from archive.originals.records import AuthorKind, CommentKind, OriginalComment, OriginalPost, Parsed, Source
from scraper.pages.wordpress.api import Answer, is_api, parse_api, read_answer, refusal
from tests.wordpress_blog import WordPressBlog
from tests.wordpress_site import POSTS, ZONE, mail

HOME = "https://low-water.example"
SITE = "low-water.example"
POSTS_URL, COMMENTS_URL = f"{HOME}/wp-json/wp/v2/posts?per_page=100", f"{HOME}/wp-json/wp/v2/comments?post=11"


@pytest.fixture(scope="module")
def blog() -> Iterator[WordPressBlog]:
    with WordPressBlog() as served:
        yield served


@pytest.fixture
def ask(blog: WordPressBlog) -> Callable[[str], Answer]:
    def answer(question: str) -> Answer:
        body = blog.answer(f"/wp-json/wp/v2/{question}", {}).body
        return read_answer(json.loads(body), url=f"{blog.home}/wp-json/wp/v2/{question}", zone=ZONE)

    return answer


def post(number: int = 11, **values: Any) -> dict[str, Any]:
    return {
        "id": number,
        "date": "2019-05-04T18:20:05",
        "date_gmt": "2019-05-04T16:20:05",
        "status": "publish",
        "type": "post",
        "link": f"{HOME}/2019/05/gate/",
        "title": {"rendered": "Gate &amp; <em>sill</em>"},
        "content": {"rendered": "<p>Words</p>\n", "protected": False},
        "author": 1,
    } | values


def comment(number: int = 101, **values: Any) -> dict[str, Any]:
    return {
        "id": number,
        "post": 11,
        "parent": 0,
        "author": 0,
        "author_name": "Ole",
        "author_url": "",
        "date": "2019-06-01T10:45:00",
        "date_gmt": "2019-06-01T08:45:00",
        "content": {"rendered": "<p>Oak, yes.</p>\n"},
        "link": f"{HOME}/2019/05/gate/comment-page-2/#comment-{number}",
        "status": "approved",
        "type": "comment",
        "author_avatar_urls": {"24": "https://secure.gravatar.com/avatar/0123456789abcdef"},
    } | values


def read(document: object, url: str = POSTS_URL) -> Parsed:
    return parse_api(document, url=url, zone=ZONE)


def only_post(**values: Any) -> OriginalPost:
    (found,) = read([post(**values)]).posts
    return found


def only_comment(**values: Any) -> OriginalComment:
    ((found,),) = (each.comments for each in read([comment(**values)], COMMENTS_URL).posts)
    return found


# a whole site


@pytest.mark.feature("H13")
def test_posts_have_their_labels_and_author_embedded(ask: Callable[[str], Answer], blog: WordPressBlog) -> None:
    answer = ask("posts?per_page=3&page=1&orderby=id&order=asc&_envelope=1&_embed=1")
    assert answer.parsed is not None
    assert (answer.entries, answer.total, answer.pages) == (3, 5, 2)
    assert answer.parsed.format == "WordPress posts (REST)"
    first = answer.parsed.posts[0]
    assert (first.source_key, first.source) == (f"wordpress:127.0.0.1:{blog.port}:p11", Source.FEED)
    assert (first.title, first.author) == ("The lock-keeper’s list & more", "Mara Quill")
    assert first.labels == ("Locks", "paddles", "Gates & sills")
    assert (first.published.local, first.declared, first.is_page) == ("2019-05-04T18:20+02:00", None, False)
    assert answer.links[first.source_key] == f"{blog.home}/2019/05/the-lock-keepers-list/"


@pytest.mark.feature("H16")
def test_posts_behind_a_password_are_counted_alone(ask: Callable[[str], Answer]) -> None:
    answer = ask("posts?per_page=100")
    assert answer.parsed is not None
    assert (answer.entries, len(answer.parsed.posts), dict(answer.parsed.left_out)) == (5, 4, {"password": 1})


def test_pages_are_told_from_posts(ask: Callable[[str], Answer]) -> None:
    answer = ask("pages")
    assert answer.parsed is not None
    assert [(each.title, each.is_page) for each in answer.parsed.posts] == [("About", True)]


@pytest.mark.feature("H4")
def test_the_comments_of_a_post_come_with_the_number_that_is_promised(
    ask: Callable[[str], Answer], blog: WordPressBlog
) -> None:
    answer = ask("comments?post=14&per_page=100&page=2&orderby=id&order=asc&_envelope=1&_embed=up")
    assert answer.parsed is not None
    (found,) = answer.parsed.posts
    assert (answer.entries, answer.total, answer.pages, found.declared) == (30, 130, 2, 130)
    assert (found.source_key, found.url, found.text) == (
        f"wordpress:127.0.0.1:{blog.port}:p14",
        f"{blog.home}/2019/05/dry-sill",
        None,
    )
    assert [each.source_key.rpartition(":")[2] for each in found.comments[:2]] == ["c301", "c302"]
    assert {each.ordinal for each in found.comments} == {0}


def test_a_post_without_comments_says_so(ask: Callable[[str], Answer]) -> None:
    answer = ask("comments?post=17&_envelope=1")
    assert answer.parsed is not None
    ((found),) = answer.parsed.posts
    assert (found.declared, found.comments) == (0, ())


@pytest.mark.feature("R13")
def test_the_owner_of_a_post_is_known_where_the_post_is_embedded(ask: Callable[[str], Answer]) -> None:
    answer = ask("comments?post=11&order=asc&_embed=up")
    assert answer.parsed is not None
    assert [each.author for each in answer.parsed.posts[0].comments if each.is_owner] == ["Mara Quill"]


@pytest.mark.feature("H16")
def test_no_address_or_account_of_a_person_is_kept(ask: Callable[[str], Answer]) -> None:
    shown = repr([ask("comments?post=11").parsed, ask("posts?_embed=1").parsed])
    assert "gravatar" not in shown
    assert all(mail(each) not in shown for each in POSTS[0].comments)


# one thing


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"author": 4, "author_url": "https://o.example"}, ("Ole", AuthorKind.ACCOUNT, None)),
        ({"author_url": "https://o.example/x"}, ("Ole", AuthorKind.NAME_URL, "https://o.example/x")),
        ({"author_name": ""}, ("Anonymous", AuthorKind.ANONYMOUS, None)),
        ({"author_name": "Sluice &amp; Son"}, ("Sluice & Son", AuthorKind.NAME, None)),
        ({"author_name": None}, ("Anonymous", AuthorKind.ANONYMOUS, None)),
    ],
)
def test_who_wrote_a_comment(values: dict[str, Any], expected: tuple[object, ...]) -> None:
    found = only_comment(**values)
    assert (found.author, found.author_kind, found.author_url) == expected


def test_a_comment_names_its_post_and_parent_by_number() -> None:
    found = read([comment(129, parent=124), comment(124), comment(5, post=12)], COMMENTS_URL.partition("?")[0])
    assert [(each.source_key, each.url) for each in found.posts] == [
        (f"wordpress:{SITE}:p11", f"{HOME}/2019/05/gate"),
        (f"wordpress:{SITE}:p12", f"{HOME}/2019/05/gate"),
    ]
    assert [(each.source_key[-3:], each.parent_key) for each in found.posts[0].comments] == [
        ("124", None),
        ("129", f"wordpress:{SITE}:c124"),
    ]
    assert only_comment(parent=101).parent_key is None


@pytest.mark.parametrize("kind", ["pingback", "trackback"])
def test_pings_are_told_from_comments(kind: str) -> None:
    assert only_comment(type=kind).kind is CommentKind(kind)


@pytest.mark.feature("H16")
@pytest.mark.parametrize(
    ("values", "counted"),
    [
        ({"status": "hold"}, "unapproved"),
        ({"status": "spam"}, "spam"),
        ({"status": "trash"}, "trash"),
        ({"type": "order_note"}, "of another kind"),
        ({"post": 0}, "unreadable"),
        ({"_links": {"up": [{"post_type": "attachment"}]}}, "on no post"),
    ],
)
def test_comments_that_not_everybody_is_shown_are_counted(values: dict[str, Any], counted: str) -> None:
    found = read([comment(**values)], f"{HOME}/wp-json/wp/v2/comments")
    assert (found.posts, dict(found.left_out)) == ((), {counted: 1})


@pytest.mark.feature("H16")
@pytest.mark.parametrize(
    ("values", "counted"),
    [
        ({"status": "draft"}, {"draft": 1}),
        ({"status": "private"}, {"private": 1}),
        ({"status": "secret"}, {"not published": 1}),
        ({"content": {"rendered": "", "protected": True}}, {"password": 1}),
        ({"type": "attachment"}, {}),
    ],
)
def test_posts_that_not_everybody_is_shown_are_counted(values: dict[str, Any], counted: dict[str, int]) -> None:
    found = read([post(**values)])
    assert (found.posts, dict(found.left_out)) == ((), counted)


@pytest.mark.parametrize(
    ("values", "local"),
    [
        ({}, "2019-05-04T18:20+02:00"),
        ({"date_gmt": None}, "2019-05-04T18:20+02:00"),
        ({"date_gmt": "0000-00-00T00:00:00"}, "2019-05-04T18:20+02:00"),
        ({"date_gmt": "", "date": ""}, ""),
    ],
)
def test_times_are_those_of_greenwich_else_the_sites_own(values: dict[str, Any], local: str) -> None:
    assert only_post(**values).published.local == local


def test_a_title_is_plain_words() -> None:
    assert (only_post().title, only_post(title={"rendered": ""}).title) == ("Gate & sill", None)


def test_characters_that_no_text_may_have_are_dropped() -> None:
    found = read(json.loads(json.dumps([comment(author_name="O\ud800l\x00e", author_url="https://o.example/\ud800")])))
    (one,) = found.posts[0].comments
    assert (one.author, one.author_url) == ("Ole", "https://o.example/")
    assert only_post(title={"rendered": "Ga\udfffte &#x202e;&#1;sill"}).title == "Gate sill"


def test_a_post_without_body_does_not_say() -> None:
    document = post()
    del document["content"]
    assert read([document]).posts[0].text is None


def test_comments_that_are_embedded_in_a_post_are_taken() -> None:
    reply = {name: value for name, value in comment(author=1).items() if name not in ("post", "status", "date_gmt")}
    found = only_post(_embedded={"replies": [[reply, comment(102, type="pingback"), {"id": "x"}]]})
    assert [(each.kind, each.is_owner, each.published.local) for each in found.comments] == [
        (CommentKind.COMMENT, True, "2019-06-01T10:45+02:00"),
        (CommentKind.PINGBACK, False, "2019-06-01T10:45+02:00"),
    ]


# which site


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://low-water.example/wp-json/wp/v2/posts", "low-water.example"),
        ("https://low-water.example/blog/wp-json/wp/v2/posts/11", "low-water.example/blog"),
        ("https://low-water.example/index.php/wp-json/wp/v2/posts", "low-water.example"),
        ("https://low-water.example/?rest_route=/wp/v2/posts&page=1", "low-water.example"),
        ("https://low-water.example/blog/index.php?page=1&rest_route=/wp/v2/posts", "low-water.example/blog"),
        ("https://low-water.example/api/wp/v2/posts", "low-water.example"),
        ("https://public-api.wordpress.com/wp/v2/sites/7/posts", "low-water.example"),
        ("file:posts.json", "low-water.example"),
    ],
)
def test_the_site_is_known_by_the_address_of_its_api(url: str, site: str) -> None:
    assert read([post()], url).posts[0].source_key == f"wordpress:{site}:p11"


def test_what_an_answer_says_of_itself_counts_before_the_address_asked() -> None:
    own = {"self": [{"href": "https://low-water.example/blog/wp-json/wp/v2/posts/11"}]}
    found = read([post(_links=own)], "http://127.0.0.1/wp-json/wp/v2/posts")
    assert found.posts[0].source_key == "wordpress:low-water.example/blog:p11"


def test_an_answer_that_does_not_tell_its_site_is_refused() -> None:
    with pytest.raises(BadInput, match="which one"):
        read([comment(link="")], "file:comments.json")


def test_nothing_from_a_host_of_many_sites_is_of_no_site() -> None:
    url = "https://public-api.wordpress.com/wp/v2/sites/weir.wordpress.com/comments?post=11"
    document = {"body": [], "status": 200, "headers": {"X-WP-Total": 0, "X-WP-TotalPages": 0}}
    assert read_answer(document, url=url, zone=ZONE) == Answer(None, 0, 0, 0, {})
    with pytest.raises(BadInput, match="which one"):
        read(document, url)


def test_comments_embedded_in_a_post_that_not_everybody_is_shown_are_counted() -> None:
    found = read([post(_embedded={"replies": [[comment(status="hold")]]})])
    assert (found.posts[0].comments, dict(found.left_out)) == ((), {"unapproved": 1})


@pytest.mark.parametrize("document", [[], [comment()], [post()]])
def test_an_address_that_is_none_is_one_sentence(document: object) -> None:
    with pytest.raises(BadInput, match="its own address"):
        read(document, "https://[/wp-json/wp/v2/comments?post=11")


@pytest.mark.parametrize(
    ("query", "declared"),
    [
        ("post=11", 7),
        ("post=11&per_page=5&page=2&orderby=id&order=asc", 7),
        ("post=11&after=2019-01-01", None),
        ("post=11&parent=4", None),
        ("per_page=100", None),
    ],
)
def test_a_total_is_of_a_post_when_all_its_comments_were_asked_for(query: str, declared: int | None) -> None:
    document = {"body": [comment()], "status": 200, "headers": {"X-WP-Total": "7", "X-WP-TotalPages": "1"}}
    (found,) = read(document, f"{HOME}/wp-json/wp/v2/comments?{query}").posts
    assert found.declared == declared


# WordPress.com's older API

OLD_COMMENT = {
    "ID": 104,
    "post": {
        "ID": 11,
        "title": "Gate",
        "type": "post",
        "link": "https://public-api.wordpress.com/rest/v1.1/sites/7/posts/11",
    },
    "author": {
        "ID": 0,
        "login": "",
        "email": False,
        "name": "Ole &amp; Son",
        "URL": "https://o.example",
        "ip_address": False,
    },
    "date": "2019-06-01T10:45:00+02:00",
    "URL": f"{HOME}/2019/05/gate/#comment-104",
    "content": "<p>Oak</p>\n",
    "status": "approved",
    "parent": {"ID": 101, "type": "comment", "link": "https://public-api.wordpress.com/rest/v1.1/sites/7/comments/101"},
    "type": "comment",
}
OLD_POST = {
    "ID": 11,
    "site_ID": 7,
    "author": {"ID": 3, "login": "mara", "name": "Mara Quill"},
    "date": "2019-05-04T18:20:05+02:00",
    "title": "Gate &amp; sill",
    "URL": f"{HOME}/2019/05/gate/",
    "content": "<p>Words</p>",
    "status": "publish",
    "password": "",
    "type": "post",
    "discussion": {"comments_open": True, "comment_count": 8},
    "categories": {"Locks": {"ID": 1}},
    "tags": {"paddles": {"ID": 2}},
}


@pytest.mark.feature("H13")
def test_comments_of_the_older_api() -> None:
    url = "https://public-api.wordpress.com/rest/v1.1/sites/7/posts/11/replies/"
    (found,) = read({"found": 12, "comments": [OLD_COMMENT]}, url).posts
    assert (found.source_key, found.declared, found.url) == (f"wordpress:{SITE}:p11", 12, f"{HOME}/2019/05/gate")
    (one,) = found.comments
    assert (one.source_key, one.parent_key) == (f"wordpress:{SITE}:c104", f"wordpress:{SITE}:c101")
    assert (one.author, one.author_url, one.published.local) == (
        "Ole & Son",
        "https://o.example",
        "2019-06-01T10:45+02:00",
    )


def test_comments_of_the_older_api_on_no_question_for_one_post() -> None:
    (found,) = read({"found": 400, "comments": [OLD_COMMENT | {"parent": False}]}, "file:comments.json").posts
    assert (found.declared, found.comments[0].parent_key) == (None, None)


def test_posts_of_the_older_api() -> None:
    (found,) = read({"found": 1, "posts": [OLD_POST]}, "file:posts.json").posts
    assert (found.source_key, found.title, found.author) == (f"wordpress:{SITE}:p11", "Gate & sill", "Mara Quill")
    assert (found.labels, found.declared) == (("Locks", "paddles"), 8)
    assert found.published.local == "2019-05-04T18:20+02:00"
    assert read(OLD_POST | {"password": "eel"}, "file:x").left_out == {"password": 1}
    assert read(OLD_POST | {"date": "9999-12-31T23:59:59-14:00"}, "file:x").posts[0].published.local == ""


# what is none


@pytest.mark.parametrize(
    ("document", "status"),
    [
        ({"code": "rest_forbidden", "message": "Sorry", "data": {"status": 401}}, 401),
        ({"body": {"code": "rest_no_route", "message": "No", "data": None}, "status": 404, "headers": []}, 404),
        ({"error": "unknown_blog", "message": "Unknown blog"}, 400),
        ([], None),
        ({"message": "hello"}, None),
        ([post()], None),
    ],
)
def test_refusals_are_known(document: object, status: int | None) -> None:
    assert refusal(document) == status


@pytest.mark.parametrize(
    "document",
    [
        {"code": "rest_forbidden", "message": "Sorry of Ole", "data": {"status": 401}},
        {"feed": {"entry": []}},
        [1, 2],
        [[post()]],
        [post(), {"id": 4}],
        "words",
        7,
        None,
        [{"id": 1, "title": "Ole", "link": "https://a.example"}],
    ],
)
def test_other_json_is_refused_in_one_sentence(document: object) -> None:
    with pytest.raises(UnrecognisedInput) as caught:
        read(document)
    assert "Ole" not in str(caught.value)


@pytest.mark.parametrize(
    ("document", "url", "expected"),
    [
        ([post()], "file:x", True),
        (post(), "file:x", True),
        ([comment()], "file:x", True),
        ({"body": [post()], "status": 200, "headers": {}}, "file:x", True),
        ({"comments": [OLD_COMMENT]}, "file:x", True),
        ([], POSTS_URL, True),
        ([], "file:x", False),
        ({"feed": {}}, POSTS_URL, False),
        ([post(), 3], POSTS_URL, False),
    ],
)
def test_an_answer_is_known_by_its_shape(document: object, url: str, expected: bool) -> None:
    assert is_api(document, url=url) is expected


ODD: list[Any] = [None, True, -1, 0, "", "x", 1e300, [], {}, [[[]]], {"rendered": 7}, 10**30, "9" * 40]


@pytest.mark.parametrize("make", [post, comment], ids=["post", "comment"])
def test_whatever_stands_in_a_field_is_an_answer_or_one_sentence(make: Callable[..., dict[str, Any]]) -> None:
    for name in [*make(), "_embedded", "_links", "comment_count"]:
        for value in ODD:
            for document in (
                [make(**{name: value})],
                {"body": [make(**{name: value})], "status": value, "headers": value},
            ):
                try:
                    read(document, COMMENTS_URL)
                except (BadInput, UnrecognisedInput):
                    continue


# real files


@pytest.mark.shared
@pytest.mark.feature("H13")
def test_real_answers_hold_what_was_counted_by_hand(shared: Path) -> None:
    folder = shared / "realdata" / "wordpress-json"

    def read_file(name: str) -> Parsed:
        document = json.loads((folder / name).read_text(encoding="utf-8"))
        return parse_api(document, url=f"file:{name}", zone=ZoneInfo("UTC"))

    (sixty,) = read_file("frontity-post-60-comments.json").posts
    assert [(each.source_key.rpartition(":")[2], each.parent_key) for each in sixty.comments] == [
        ("c5", None),
        ("c124", None),
        ("c129", "wordpress:test.frontity.org:c124"),
    ]
    assert [each.published.local for each in sixty.comments][-1] == "2019-02-08T15:28+00:00"
    posts = read_file("frontity-posts.json").posts
    assert Counter({each.source_key.rpartition(":p")[2]: len(each.comments) for each in posts}) == {
        "1": 1,
        "83": 0,
        "112": 0,
    }
    (single,) = read_file("ghost-single-post.json").posts
    assert (single.source_key, single.author, single.comments) == ("wordpress:mysite.com:p12345", "Guest Writer", ())
