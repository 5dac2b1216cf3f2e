"""WordPress exports: what readers of the blog see and nothing else, whatever the file's size, order and faults."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive.errors import BadInput, UnrecognisedInput
from archive.originals.records import AuthorKind, CommentKind, OriginalComment, OriginalPost, Parsed, Precision, Source
from archive.text import MarkKind, OriginalText
from scraper.files.wxr import BATCH, read_wxr
from scraper.pages.wordpress.raw_text import as_html, plain
from tests.wordpress_site import ACCOUNTS, POSTS, ZONE, Comment, Post, wxr

HOME = "https://low-water.example"
SITE = "low-water.example"
HIDDEN = {"draft": 1, "private": 1, "future": 1, "password": 1, "pending": 1, "on a hidden post": 3}


def export(content: Sequence[Post] = POSTS, version: str = "1.2") -> bytes:
    return wxr(content, home=HOME, link=lambda post: f"{HOME}/{post.slug}/", version=version)


def read(data: bytes, zone: ZoneInfo = ZONE) -> list[Parsed]:
    return list(read_wxr(io.BytesIO(data), zone=zone))


def posts_of(batches: Sequence[Parsed]) -> dict[str, OriginalPost]:
    """Return the posts by number, with the comments of all their batches."""
    found: dict[str, OriginalPost] = {}
    for batch in batches:
        for post in batch.posts:
            number = post.source_key.rpartition(":p")[2]
            known = found.get(number)
            found[number] = replace(known, comments=known.comments + post.comments) if known else post
    return found


def left_out(batches: Sequence[Parsed]) -> dict[str, int]:
    return dict(sum((Counter(batch.left_out) for batch in batches), Counter()))


def words(text: OriginalText | None) -> str:
    assert text is not None
    return text.reveal().text


def only_post(**values: object) -> OriginalPost:
    (post,) = posts_of(read(export([replace(POSTS[0], **values)]))).values()  # type: ignore[arg-type]  # a test's table
    return post


def only_comment(**values: object) -> OriginalComment:
    (comment,) = only_post(comments=(replace(Comment(7, "Ole", "Words"), **values),)).comments  # type: ignore[arg-type]
    return comment


# what is taken


@pytest.mark.feature("H13")
@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_posts_and_pages_that_readers_see_are_taken(version: str) -> None:
    batches = read(export(version=version))
    posts = posts_of(batches)
    assert {number: post.is_page for number, post in posts.items()} == {
        "11": False,
        "14": False,
        "17": False,
        "20": True,
        "29": False,
    }
    assert {(batch.format, batch.site.host, batch.site.title) for batch in batches} == {
        ("WordPress export", SITE, "Low Water")
    }
    first = posts["11"]
    assert (first.source_key, first.source, first.url) == (
        f"wordpress:{SITE}:p11",
        Source.EXPORT,
        f"{HOME}/the-lock-keepers-list",
    )
    assert (first.title, first.author) == ("The lock-keeper's list & more", "Mara Quill")
    assert first.labels == ("Locks", "paddles", "Gates & sills")
    assert (first.published.local, first.published.precision) == ("2019-05-04T18:20+02:00", Precision.MINUTE)
    assert first.declared is None


@pytest.mark.feature("H16")
def test_what_no_reader_sees_is_counted_and_not_taken() -> None:
    batches = read(export())
    assert left_out(batches) == {**HIDDEN, "spam": 1, "unapproved": 1}
    shown = repr([words(post.text) for post in posts_of(batches).values()]) + repr(
        [words(comment.text) for post in posts_of(batches).values() for comment in post.comments]
    )
    assert "Secret" not in shown
    assert "Cheap gravel" not in shown


@pytest.mark.feature("H16")
def test_addresses_logins_and_numbers_of_people_stay_in_the_file() -> None:
    kept = [
        (comment.author, comment.author_url, comment.signed_as, words(comment.text))
        for post in posts_of(read(export())).values()
        for comment in post.comments
    ] + [(post.author, post.title) for post in posts_of(read(export())).values()]
    for secret in ("private.example", "203.0.113", *(login for login, _ in ACCOUNTS.values())):
        assert secret not in repr(kept)


def test_comments_answer_each_other_to_any_depth() -> None:
    chain = tuple(Comment(n, f"Rower {n}", "deeper", parent=n - 1 if n > 1 else 0) for n in range(1, 1200))
    comments = posts_of(read(export([replace(POSTS[0], comments=chain)])))["11"].comments
    assert [comment.parent_key for comment in comments[:3]] == [None, f"wordpress:{SITE}:c1", f"wordpress:{SITE}:c2"]
    assert len(comments) == 1199
    assert [comment.ordinal for comment in comments] == list(range(1199))


@pytest.mark.feature("H13")
def test_pings_are_told_from_comments() -> None:
    kinds = Counter(comment.kind for comment in posts_of(read(export()))["11"].comments)
    assert kinds == {CommentKind.COMMENT: 6, CommentKind.PINGBACK: 1, CommentKind.TRACKBACK: 1}


def test_an_answer_to_a_missing_comment_keeps_its_parent() -> None:
    comments = {comment.source_key: comment for comment in posts_of(read(export()))["11"].comments}
    assert comments[f"wordpress:{SITE}:c109"].parent_key == f"wordpress:{SITE}:c99"
    assert only_comment(parent=7).parent_key is None


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"account": 2, "name": "Tobias Reed"}, ("Tobias Reed", AuthorKind.ACCOUNT, None, False)),
        ({"account": 1, "name": "Mara Quill"}, ("Mara Quill", AuthorKind.ACCOUNT, None, True)),
        ({"account": 2, "url": "https://t.example"}, ("Ole", AuthorKind.ACCOUNT, None, False)),
        ({"url": "https://o.example/x"}, ("Ole", AuthorKind.NAME_URL, "https://o.example/x", False)),
        ({"url": "http://"}, ("Ole", AuthorKind.NAME, None, False)),
        ({"name": ""}, ("Anonymous", AuthorKind.ANONYMOUS, None, False)),
        ({"name": "Anonym"}, ("Anonymous", AuthorKind.ANONYMOUS, None, False)),
        ({"name": "Anonymous", "account": 2}, ("Anonymous", AuthorKind.ANONYMOUS, None, False)),
        ({"name": "", "account": 2}, (None, AuthorKind.ACCOUNT, None, False)),
        ({"name": "Sluice &amp; Son"}, ("Sluice & Son", AuthorKind.NAME, None, False)),
    ],
)
def test_who_wrote_a_comment(values: dict[str, object], expected: tuple[object, ...]) -> None:
    comment = only_comment(**values)
    assert (comment.author, comment.author_kind, comment.author_url, comment.is_owner) == expected


@pytest.mark.parametrize(
    ("state", "counted"),
    [("0", "unapproved"), ("", "unapproved"), ("spam", "spam"), ("trash", "trash"), ("post-trashed", "trash")],
)
@pytest.mark.feature("H16")
def test_only_what_wordpress_itself_shows_is_approved(state: str, counted: str) -> None:
    batches = read(export([replace(POSTS[0], comments=(Comment(7, "Ole", "Words", approved=state),))]))
    assert left_out(batches) == {counted: 1}
    assert not posts_of(batches)["11"].comments


@pytest.mark.feature("H16")
def test_notes_that_plugins_keep_as_comments_are_none() -> None:
    batches = read(export([replace(POSTS[0], comments=(Comment(7, "Shop", "Paid", type="order_note"),))]))
    assert left_out(batches) == {"of another kind": 1}


@pytest.mark.parametrize(
    ("changes", "local"),
    [
        ([("2019-06-01 08:45:00", "0000-00-00 00:00:00")], "2019-06-01T10:45+02:00"),
        ([("2019-06-01 08:45:00", "")], "2019-06-01T10:45+02:00"),
        ([("2019-06-01 08:45:00", "soon"), ("2019-06-01 10:45:00", "later")], ""),
        ([], "2019-06-01T10:45+02:00"),
    ],
)
def test_times_are_those_of_greenwich_else_the_blogs_own(changes: list[tuple[str, str]], local: str) -> None:
    data = export([replace(POSTS[0], comments=(Comment(7, "Ole", "Words", minutes=100),))]).decode()
    for old, new in changes:
        assert old in data
        data = data.replace(old, new)
    assert posts_of(read(data.encode()))["11"].comments[0].published.local == local


# words


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        ("one\ntwo\n\nthree", "one<br>two<p></p>three"),
        ("one\r\ntwo\r\n \r\nthree\n", "one<br>two<p></p>three"),
        ("<ul>\n\t<li>a</li>\n</ul>\nb", "<ul><li>a</li></ul>b"),
        ("a\n<pre>x\n\ny</pre>\nb", "a<pre>x\n\ny</pre>b"),
        ("<em>a\n\nb</em>", "<em>a<p></p>b</em>"),
        ("a<br />\nb", "a<br />b"),
        ("<!-- wp:paragraph -->\n<p>a\nb</p>", "<!-- wp:paragraph -->\n<p>a\nb</p>"),
        ("a [gallery ids=1,2] b", "a  b"),
        ('[caption width="3" caption="Two &amp; three"]<img>[/caption]', "Two &amp; three <img>"),
        ("[unknown]words[/unknown] [[gallery]]", "[unknown]words[/unknown] []"),
        ("1 < 2\n3 > 2", "1 < 2<br>3 > 2"),
        ("", ""),
    ],
)
def test_words_in_the_database_become_what_readers_see(raw: str, html: str) -> None:
    assert as_html(raw) == html


@pytest.mark.parametrize(
    ("raw", "html"),
    [
        ("see https://a.example/x?y=1, or", 'see <a href="https://a.example/x?y=1">https://a.example/x?y=1</a>, or'),
        ('<a href="https://a.example">https://a.example</a>', '<a href="https://a.example">https://a.example</a>'),
        ("(http://a.example/)", '(<a href="http://a.example/">http://a.example/</a>)'),
        ("<pre>http://a.example</pre>", "<pre>http://a.example</pre>"),
    ],
)
def test_bare_addresses_in_comments_are_links(raw: str, html: str) -> None:
    assert as_html(raw, with_links=True) == html


@pytest.mark.parametrize("piece", ["<", "<a ", "\n \n", "[caption ", "https://", "<pre>", "</a>", "&"])
def test_no_words_take_for_ever(piece: str) -> None:
    assert as_html(piece * 100_000, with_links=True) is not None
    assert plain(piece * 100_000) is not None


def test_a_line_end_in_a_comment_is_a_line_end() -> None:
    comment = only_comment(text="One line\nof two.\n\nNext: https://a.example/x")
    content = comment.text.reveal()
    assert content.text == "One line\nof two.\n\nNext: https://a.example/x"
    assert [mark.href for mark in content.marks if mark.kind is MarkKind.LINK] == ["https://a.example/x"]


def test_cdata_that_was_cut_in_two_is_one_text() -> None:
    assert words(only_comment(text="if (a[b[0]]>1) x").text) == "if (a[b[0]]>1) x"


# odd files


def test_a_post_without_comments_and_words_is_a_post() -> None:
    post = only_post(text="", comments=())
    assert (words(post.text), post.comments) == ("", ())


def test_a_large_export_comes_in_batches() -> None:
    crowd = tuple(Comment(1000 + n, "Rower", "Stroke") for n in range(3 * BATCH + 7))
    posts = [replace(POSTS[0], comments=crowd), *(replace(POSTS[2], id=2000 + n) for n in range(2 * BATCH))]
    batches = read(export(posts))
    assert max(len(batch.posts) + sum(len(post.comments) for post in batch.posts) for batch in batches) <= BATCH + 1
    found = posts_of(batches)
    assert len(found) == 1 + 2 * BATCH
    assert len(found["11"].comments) == len(crowd)
    later = [post for batch in batches for post in batch.posts if post.source_key.endswith(":p11")][1:]
    assert {(post.title, post.text, post.url) for post in later} == {(None, None, None)}


def test_an_export_without_items_is_still_an_export() -> None:
    (batch,) = read(export([]))
    assert (batch.format, batch.site.host, batch.posts, batch.left_out) == ("WordPress export", SITE, (), {})


def test_images_and_menus_are_no_posts_and_nothing_left_out() -> None:
    batches = read(export([post for post in POSTS if post.type in ("attachment", "nav_menu_item")]))
    assert (posts_of(batches), left_out(batches)) == ({}, {})


def test_what_is_said_under_an_image_is_counted() -> None:
    image = replace(POSTS[-2], comments=(Comment(7, "Ole", "A fine gauge"),))
    assert (image.type, left_out(read(export([image])))) == ("attachment", {"on no post": 1})


def test_a_blog_in_a_folder_is_another_site() -> None:
    home = "http://Example.org/blog/"
    batches = list(read_wxr(io.BytesIO(wxr(POSTS[:1], home=home, link=lambda post: f"{home}?p={post.id}")), zone=ZONE))
    (post,) = posts_of(batches).values()
    assert (post.source_key, batches[0].site.host) == ("wordpress:example.org/blog:p11", "example.org")


def test_a_post_without_number_is_found_by_its_plain_address_else_by_its_address() -> None:
    data = export(POSTS[2:3]).decode().replace("<wp:post_id>17</wp:post_id>", "")
    assert [p.source_key for b in read(data.encode()) for p in b.posts] == [f"url:{HOME}/no-comment"]
    plain_link = data.replace(f"<link>{HOME}/no-comment/</link>", f"<link>{HOME}/?p=17</link>")
    assert [p.source_key for b in read(plain_link.encode()) for p in b.posts] == [f"wordpress:{SITE}:p17"]
    with pytest.raises(BadInput, match="neither number nor address"):
        read(data.replace(f"<link>{HOME}/no-comment/</link>", "").encode())


def test_an_address_that_is_none_is_left_out() -> None:
    data = export(POSTS[2:3]).decode().replace(f"<link>{HOME}/no-comment/</link>", "<link>http://[</link>")
    assert [p.url for b in read(data.encode()) for p in b.posts] == [None]
    with pytest.raises(BadInput, match="which site"):
        read(HAND_MADE.format(items=ITEM.format(link="http://[", words="x")).encode())
    with pytest.raises(BadInput, match="its own address"):
        read(export().replace(HOME.encode(), b"ftp://low-water.example"))


def test_a_comment_without_a_number_is_counted() -> None:
    data = export([replace(POSTS[0], comments=(Comment(7, "Ole", "Words"),))]).replace(
        b"<wp:comment_id>7<", b"<wp:comment_id>x<"
    )
    assert left_out(read(data)) == {"unreadable": 1}


HAND_MADE = """<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.0/">
<channel>{items}</channel></rss>"""
ITEM = """<item><title>Gate</title><link>{link}</link><wp:comment><wp:comment_id>7</wp:comment_id>
<wp:comment_author>Ole</wp:comment_author><wp:comment_content>{words}</wp:comment_content>
<wp:comment_approved>1</wp:comment_approved></wp:comment></item>"""


def test_tools_that_number_comments_per_post_lose_none() -> None:
    items = "".join(ITEM.format(link=f"http://e.example/{n}/", words=f"Word {n}") for n in range(3))
    batches = read(HAND_MADE.format(items=items).encode())
    posts = [post for batch in batches for post in batch.posts]
    keys = [post.comments[0].source_key for post in posts]
    assert [words(post.comments[0].text) for post in posts] == ["Word 0", "Word 1", "Word 2"]
    assert keys[0] == "wordpress:e.example:c7"
    assert len(set(keys)) == 3
    assert all(key.startswith("text:") for key in keys[1:])
    assert [
        post.comments[0].source_key for batch in read(HAND_MADE.format(items=items).encode()) for post in batch.posts
    ] == keys


def test_an_item_that_names_no_state_but_a_type_is_not_public() -> None:
    data = export(POSTS[2:3]).decode()
    assert left_out(read(data.replace("<wp:status><![CDATA[publish]]></wp:status>", "").encode())) == {
        "not published": 1
    }


def test_a_name_of_the_sites_own_is_an_account_where_the_field_is_missing() -> None:
    data = export([replace(POSTS[0], comments=(Comment(7, "mara", "Words"),))]).decode()
    without = re.sub(r"<wp:comment_user_id>0</wp:comment_user_id>", "", data)
    assert posts_of(read(without.encode()))["11"].comments[0].author_kind is AuthorKind.ACCOUNT
    assert posts_of(read(data.encode()))["11"].comments[0].author_kind is AuthorKind.NAME


def test_an_export_of_old_names_the_author_and_not_the_login() -> None:
    data = re.sub(r"<wp:author>.*?</wp:author>\n", "", export(POSTS[2:3], version="1.0").decode(), flags=re.DOTALL)
    assert [p.author for b in read(data.replace("[mara]", "[Mara Quill]").encode()) for p in b.posts] == ["Mara Quill"]


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"<rss version='2.0'><channel><title>x</title></channel></rss>", UnrecognisedInput, "no WordPress export"),
        (b"<feed xmlns:wp='http://wordpress.org/export/1.2/'/>", UnrecognisedInput, "no WordPress export"),
        (export()[:4000], BadInput, "at line"),
        (export().replace(b"</item>", b"</itm>", 1), BadInput, "at line"),
        (HAND_MADE.format(items="<item><title>x</title></item>").encode(), BadInput, "which site"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]>' + export(), BadInput, "document type"),
    ],
)
def test_broken_and_foreign_files_are_one_sentence(data: bytes, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        read(data)
    assert "Mara" not in str(caught.value)


# real files


def levels(posts: dict[str, OriginalPost]) -> list[int]:
    found: Counter[int] = Counter()
    for post in posts.values():
        by_key = {comment.source_key: comment for comment in post.comments}
        for comment in post.comments:
            depth, above = 1, by_key.get(comment.parent_key or "")
            while above is not None:
                depth, above = depth + 1, by_key.get(above.parent_key or "")
            found[depth] += 1
    return [found[depth] for depth in sorted(found)]


@pytest.mark.shared
@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    ("name", "posts", "pages", "by_level", "counted"),
    [
        # of 29 approved comments one stands behind a password
        (
            "themeunittestdata.wordpress.xml",
            48,
            21,
            [19, 1, 1, 1, 1, 1, 1, 1, 1, 1],
            {"unapproved": 3, "future": 1, "draft": 1, "password": 1, "on a hidden post": 1},
        ),
        ("theme-preview.xml", 7, 0, [2], {}),
        ("wpimporter-small-export.xml", 5, 4, [1], {"private": 1, "draft": 1}),
        ("wpimporter-valid-wxr-1.0.xml", 3, 3, [1], {}),
        ("wpimporter-test-serialized-comment-meta.xml", 0, 0, [], {"draft": 1, "on a hidden post": 1}),
        # two items are stubs; one number stands for two comments
        ("isso-wordpress.xml", 3, 0, [5, 1, 2], {}),
    ],
)
def test_real_exports_hold_what_was_counted_by_hand(
    shared: Path, name: str, posts: int, pages: int, by_level: list[int], counted: dict[str, int]
) -> None:
    with (shared / "realdata" / "wordpress-wxr" / name).open("rb") as stream:
        batches = list(read_wxr(stream, zone=ZoneInfo("UTC")))
    found = posts_of(batches)
    assert [sum(not post.is_page for post in found.values()), sum(post.is_page for post in found.values())] == [
        posts,
        pages,
    ]
    assert levels(found) == by_level
    assert left_out(batches) == counted


@pytest.mark.shared
def test_kinds_and_names_in_real_exports(shared: Path) -> None:
    folder = shared / "realdata" / "wordpress-wxr"
    with (folder / "themeunittestdata.wordpress.xml").open("rb") as stream:
        comments = [c for p in posts_of(list(read_wxr(stream, zone=ZoneInfo("UTC")))).values() for c in p.comments]
    assert Counter(comment.kind for comment in comments) == {"comment": 24, "pingback": 2, "trackback": 2}
    # the latest ones of the file are not approved
    assert [min(c.published.local for c in comments)[:10], max(c.published.local for c in comments)[:10]] == [
        "2007-09-04",
        "2013-03-14",
    ]
    with (folder / "isso-wordpress.xml").open("rb") as stream:
        kinds = [
            c.author_kind for p in posts_of(list(read_wxr(stream, zone=ZoneInfo("UTC")))).values() for c in p.comments
        ]
    assert kinds.count(AuthorKind.ANONYMOUS) == 1


@pytest.mark.shared
def test_a_real_broken_export_names_its_line(shared: Path) -> None:
    with (
        (shared / "realdata" / "wordpress-wxr" / "wpimporter-malformed.xml").open("rb") as stream,
        pytest.raises(BadInput, match="line 90"),
    ):
        list(read_wxr(stream, zone=ZoneInfo("UTC")))
