"""Blogger pages and feeds, real and invented: counts, parents, authors, times; a page and its feed say the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest

from archive.errors import BadInput, UnrecognisedInput
from archive.originals.records import (
    AuthorKind,
    OriginalComment,
    OriginalPost,
    Precision,
    SourceState,
    SourceTime,
)
from scraper.pages.addresses import PostLink
from scraper.pages.blogger.comments import find_number, find_shown
from scraper.pages.blogger.feed import parse_feed
from scraper.pages.blogger.links import PageLinks, find_links
from scraper.pages.blogger.page import parse_blogger_page
from scraper.pages.dates import find_wall_clock, from_millis
from scraper.pages.decoding import decode
from scraper.pages.dom import find_by_id, parse_html
from scraper.pages.recognise import parse
from scraper.sample_blog.content import load_content
from scraper.sample_blog.dress import Dress

PAGES = Path(__file__).parent / "pages"
BERLIN = ZoneInfo("Europe/Berlin")

# as counted by hand beside the files (SOURCES.md): file, comments, replies, announced, [account, name with an address,
# bare name, anonymous], removed, by the owner, first and last time (UTC; local where the page has no stamps)
REAL = [
    ("snacktory-talawah-dl-96", 96, 0, 96, [20, 10, 3, 63], 0, 3, "2011-04-12T16:30", "2011-04-16T03:03"),
    ("goose3-lostinjit-bcids-items-7", 7, 0, 7, [7, 0, 0, 0], 0, 2, "2011-10-27T12:39", "2012-08-06T18:57"),
    ("trafilatura-luxuryhaven-threaded-24", 24, 0, 24, [23, 1, 0, 0], 0, 0, "2019-05-30T05:06", "2019-06-06T22:48"),
    (
        *("trafilatura-derpapierplanet-threaded-nested-13-de", 13, 9, None, [13, 0, 0, 0], 0, 6),
        *("2015-06-06T08:23", "2015-06-09T17:00"),
    ),
    ("lafuite-fr-joyeux-noel-et-bonne-annee", 16, 0, 16, [0, 1, 15, 0], 0, 0, "2011-12-26T18:47", "2012-01-27T18:13"),
    ("lafuite-fr-illegale-dans-un-train", 4, 0, 4, [0, 0, 2, 2], 0, 0, "2011-12-01T18:15", "2012-11-08T23:42"),
    ("lafuite-fr-pis-le-laos-lui", 8, 0, 8, [0, 0, 7, 1], 0, 0, "2012-07-09T11:07", "2022-12-07T01:41"),
    ("lafuite-fr-la-maison-rose", 6, 0, 6, [0, 0, 5, 1], 0, 0, "2011-12-19T05:12", "2011-12-21T10:41"),
    (
        "lafuite-fr-il-est-cinq-heure-paris-seveille",
        3,
        0,
        3,
        [0, 0, 1, 2],
        0,
        0,
        "2011-09-10T20:51",
        "2011-09-16T17:34",
    ),
    (
        "trott-classic-most-insufferable-band-of-decade",
        11,
        0,
        11,
        [5, 1, 3, 2],
        0,
        0,
        "2005-06-06T09:46",
        "2005-06-28T14:03",
    ),
    ("trott-classic-full-trottle-promo-video", 7, 0, 7, [4, 0, 3, 0], 1, 0, "2008-06-02T20:50", "2008-06-28T12:07"),
    ("trott-classic-saturday-june-23-2007", 10, 0, 10, [4, 1, 4, 1], 0, 0, "2007-06-02T11:18", "2007-06-08T11:29"),
    ("trott-classic-new-york-times-cookbook-project", 0, 0, 0, [0, 0, 0, 0], 0, 0, None, None),
    ("readability-siliconexposed-dl-0", 0, 0, 0, [0, 0, 0, 0], 0, 0, None, None),
    ("trafilatura-hassanchef-contempo-0", 0, 0, 0, [0, 0, 0, 0], 0, 0, None, None),
    ("trafilatura-securitygoogleblog-closed-0", 0, 0, 0, [0, 0, 0, 0], 0, 0, None, None),
]
LISTS = [("lafuite-fr-archive-2011-12-index", [16, 6, 6]), ("lafuite-fr-label-Laos", [8, 4, 3])]
FEED_OF = {
    "lafuite-fr-joyeux-noel-et-bonne-annee": "1483524393455590231",
    "lafuite-fr-illegale-dans-un-train": "360252894497182000",
    "lafuite-fr-pis-le-laos-lui": "5584301686214745350",
    "lafuite-fr-la-maison-rose": "4319362191750297973",
    "lafuite-fr-il-est-cinq-heure-paris-seveille": "4992987056606328924",
}
POSTS_FEEDS = [
    # file, entries, sum of announced comments, total, has a next page
    ("lafuite-posts-default", 25, 116, 51, True),
    ("tylkobezcukru-posts-default", 25, None, 187, True),
    ("feedjira-OnRuby", 25, 36, 377, True),
    ("feedjira-PragmaticTheory", 6, 49, 6, False),
]


def read(path: Path, zone: ZoneInfo = BERLIN) -> OriginalPost:
    (post,) = parse(path.read_bytes(), url=f"file:{path.name}", zone=zone).posts
    return post


def minute(time: SourceTime) -> str:
    """Return a time to the minute: UTC where the page has a stamp, else as the page shows it."""
    return time.utc.isoformat()[:16] if time.utc and time.precision is Precision.MS else time.local[:16]


@pytest.mark.shared
@pytest.mark.feature("H13")
@pytest.mark.parametrize("row", REAL, ids=lambda row: row[0])
def test_real_pages(shared: Path, row: tuple[Any, ...]) -> None:
    name, count, replies, declared, kinds, removed, owner, first, last = row
    post = read(shared / "realdata" / "blogger-html" / f"{name}.html")
    comments = post.comments
    times = sorted(minute(comment.published) for comment in comments)
    found = Counter(comment.author_kind for comment in comments)
    assert (len(comments), post.replies, post.declared) == (count, replies, declared)
    assert [found[kind] for kind in list(AuthorKind)[:4]] == kinds
    assert sum(kinds) == count
    assert sum(comment.state is not SourceState.LIVE for comment in comments) == removed
    assert sum(comment.is_owner for comment in comments) == owner
    assert (times[0] if times else None, times[-1] if times else None) == (first, last)
    # at most one level of replies
    roots = {comment.source_key for comment in comments if comment.parent_key is None}
    assert {comment.parent_key for comment in comments} <= roots | {None}
    assert [comment.ordinal for comment in comments] == list(range(count))
    assert len({comment.source_key for comment in comments}) == count
    assert post.title


@pytest.mark.shared
def test_every_real_page_stands_in_a_table(shared: Path) -> None:
    pages = {path.stem for path in (shared / "realdata" / "blogger-html").glob("*.html")}
    assert pages == {str(row[0]) for row in REAL} | {name for name, _ in LISTS}


@pytest.mark.shared
@pytest.mark.parametrize("row", REAL, ids=lambda row: row[0])
def test_the_words_of_real_pages_are_theirs(shared: Path, row: tuple[Any, ...]) -> None:
    post = read(shared / "realdata" / "blogger-html" / f"{row[0]}.html")
    # one blog fills the body by script: then it is unknown
    assert bool(post.text) == (row[0] != "trafilatura-securitygoogleblog-closed-0")
    assert all(comment.text for comment in post.comments)
    names = {comment.author or "" for comment in post.comments}
    assert not any(name.endswith(("said", "said...", "dit…")) for name in names)
    assert not {comment.author_url for comment in post.comments if comment.author_kind is not AuthorKind.NAME_URL} - {
        None
    }


@pytest.mark.shared
def test_who_took_a_real_comment_away_and_whose_it_was(shared: Path) -> None:
    post = read(shared / "realdata" / "blogger-html" / "trott-classic-full-trottle-promo-video.html")
    (removed,) = [comment for comment in post.comments if comment.state is not SourceState.LIVE]
    assert removed.state is SourceState.REMOVED_BY_ADMIN
    assert (removed.source_key, removed.author_kind) == ("blogger:1536375489316505949", AuthorKind.NAME)
    assert removed.author


@pytest.mark.shared
def test_a_real_list_in_a_script_repeats_its_page(shared: Path) -> None:
    text = (shared / "realdata" / "blogger-html" / "goose3-lostinjit-bcids-items-7.html").read_text(encoding="utf-8")
    page = parse_blogger_page(text, url="", zone=BERLIN).posts[0]
    without = text[: text.index("<div id='comment-holder'>")] + "</div></body></html>"
    script = parse_blogger_page(without, url="", zone=BERLIN).posts[0]
    # the page marks the owner, the script leaves that to its reader
    assert [replace(comment, is_owner=False) for comment in page.comments] == list(script.comments)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("snacktory-talawah-dl-96", "America/Jamaica"),
        ("goose3-lostinjit-bcids-items-7", "America/Los_Angeles"),
        ("trafilatura-luxuryhaven-threaded-24", "Asia/Singapore"),
        ("trafilatura-derpapierplanet-threaded-nested-13-de", "Europe/Berlin"),
        *[(str(row[0]), "America/Montreal") for row in REAL if str(row[0]).startswith("lafuite")],
    ],
)
def test_what_a_page_shows_is_its_stamp_in_the_blogs_zone(shared: Path, name: str, zone: str) -> None:
    text = (shared / "realdata" / "blogger-html" / f"{name}.html").read_text(encoding="utf-8")
    section = find_by_id(parse_html(text), "comments")
    assert section is not None
    found = find_shown(section)
    assert found
    for shown in found:
        assert shown.millis is not None
        wall = find_wall_clock(shown.time)
        assert wall is not None
        stamp = from_millis(shown.millis, ZoneInfo(zone))
        assert stamp.local[:16] == wall.isoformat()[:16]


@pytest.mark.shared
def test_times_without_a_zone_are_the_blogs(shared: Path) -> None:
    path = shared / "realdata" / "blogger-html" / "trott-classic-most-insufferable-band-of-decade.html"
    first = read(path, ZoneInfo("America/Los_Angeles")).comments[0]
    assert first.published.local == "2005-06-06T09:46-07:00"
    assert read(path, ZoneInfo("Asia/Tokyo")).comments[0].published.local == "2005-06-06T09:46+09:00"


@pytest.mark.shared
@pytest.mark.feature("H7")
@pytest.mark.parametrize(("name", "number"), FEED_OF.items())
def test_a_real_page_and_its_feed_say_the_same(shared: Path, name: str, number: str) -> None:
    page = read(shared / "realdata" / "blogger-html" / f"{name}.html")
    feed = read(shared / "realdata" / "blogger-feeds" / f"lafuite-comments-{number}.atom")
    assert (page.source_key, page.url, page.declared) == (feed.source_key, feed.url, feed.declared)
    assert said(page) == said(feed)


def said(post: OriginalPost) -> list[tuple[Any, ...]]:
    return sorted(map(_said, post.comments), key=lambda fields: str(fields[0]))


def _said(comment: OriginalComment) -> tuple[Any, ...]:
    return (
        comment.source_key,
        comment.parent_key,
        comment.author,
        comment.author_kind,
        # a mirror rewrites the question mark of every link
        unquote(comment.author_url or ""),
        comment.published,
        comment.state,
        comment.text,
    )


@pytest.mark.feature("H7")
def test_every_sample_page_and_its_feed_say_the_same() -> None:
    dress = Dress(load_content(), "http://127.0.0.1:8000")
    assert dress.posts
    for sample in dress.posts:
        page = parse_blogger_page(dress.post_page(sample), url="", zone=BERLIN).posts[0]
        feed = parse_feed(
            dress.comments_feed(sample, start=1, most=500, since=None, oldest=False), url="", zone=BERLIN
        ).parsed.posts[0]
        assert len(page.comments) == len(sample.comments)
        assert page.declared == sample.declared
        assert said(page) == said(feed)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "entries", "announced", "total", "has_next"), POSTS_FEEDS)
def test_real_posts_feeds(
    shared: Path, name: str, entries: int, announced: int | None, total: int, has_next: bool
) -> None:
    text = (shared / "realdata" / "blogger-feeds" / f"{name}.atom").read_text(encoding="utf-8")
    feed = parse_feed(text, url="", zone=BERLIN)
    declared = [post.declared for post in feed.parsed.posts if post.declared is not None]
    assert (feed.entries, len(feed.parsed.posts), feed.total) == (entries, entries, total)
    # a feed that announces nothing says nothing, which is not 0
    assert (sum(declared) if declared else None) == announced
    assert (feed.next_url is not None) == has_next
    assert all(post.published.utc and post.url and post.title for post in feed.parsed.posts)


@pytest.mark.shared
def test_real_feed_of_a_post_without_comments(shared: Path) -> None:
    path = shared / "realdata" / "blogger-feeds" / "lafuite-comments-20604550199928244.atom"
    feed = parse_feed(path.read_text(encoding="utf-8"), url="", zone=BERLIN)
    assert (feed.entries, feed.total, feed.next_url, feed.newest.utc) == (0, 0, None, None)
    assert feed.parsed.format == "Blogger comments feed"


@pytest.mark.shared
@pytest.mark.parametrize(("name", "announced"), LISTS)
def test_real_list_pages_lead_to_posts_but_are_none(shared: Path, name: str, announced: list[int]) -> None:
    body = (shared / "realdata" / "blogger-html" / f"{name}.html").read_bytes()
    links = find_links(body, url=f"file:{name}.html")
    assert [link.announced for link in links.posts] == announced
    assert all(link.url.startswith("https://www.lafuiteautourdumonde.com/") for link in links.posts)
    with pytest.raises(UnrecognisedInput, match="not one post's own page"):
        parse(body, url="file:x", zone=BERLIN)


# feeds


def test_paging_of_a_feed() -> None:
    feed = parse_feed((PAGES / "posts.atom").read_text(encoding="utf-8"), url="", zone=BERLIN)
    assert (feed.total, feed.entries) == (51, 2)
    assert feed.next_url == "http://www.blogger.com/feeds/9001/posts/default?start-index=4&max-results=3"
    assert feed.newest.local == "2016-05-06T19:00:00.001+02:00"


@pytest.mark.feature("H16")
def test_drafts_mails_and_account_numbers_stay_in_the_capture() -> None:
    for path in PAGES.glob("*.atom"):
        record = repr(parse(path.read_bytes(), url="", zone=BERLIN))
        assert "7004" not in record
        for private in ("noreply@", "/profile/", "pid-", "blank.gif"):
            assert private not in record


def comments_feed(entries: str, total: int = 3, number: str = "7001", more: str = "") -> str:
    return (
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:thr='http://purl.org/syndication/thread/1.0' "
        "xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/'>"
        f"<id>tag:blogger.com,1999:blog-9.post{number}..comments</id>{more}"
        f"<openSearch:totalResults>{total}</openSearch:totalResults>{entries}</feed>"
    )


def entry(number: int, more: str = "", post: int = 7001) -> str:
    return (
        f"<entry><id>tag:blogger.com,1999:blog-9.post-{number}</id><published>2016-05-06T21:3{number % 10}:00.000Z"
        f"</published><content type='html'>n{number}</content><author><name>Lamp</name></author>"
        f"<thr:in-reply-to ref='tag:blogger.com,1999:blog-9.post-{post}'/>{more}</entry>"
    )


@pytest.mark.parametrize("link", ["rel='related' href='https://www.blogger.com/feeds/9/7001/comments/default/1?v=2'"])
def test_the_parent_is_the_related_link_and_never_the_post(link: str) -> None:
    (post,) = parse_feed(comments_feed(entry(1) + entry(2, f"<link {link}/>")), url="", zone=BERLIN).parsed.posts
    assert [comment.parent_key for comment in post.comments] == [None, "blogger:1"]


@pytest.mark.parametrize("href", ["https://x.example/comments/default/2", "https://x.example/other"])
def test_a_comment_is_never_its_own_parent(href: str) -> None:
    text = comments_feed(entry(2, f"<link rel='related' href='{href}'/>"))
    (post,) = parse_feed(text, url="", zone=BERLIN).parsed.posts
    assert post.comments[0].parent_key is None


def test_comments_are_put_in_time_order_and_kept_once() -> None:
    (post,) = parse_feed(comments_feed(entry(3) + entry(1) + entry(3)), url="", zone=BERLIN).parsed.posts
    assert [comment.source_key for comment in post.comments] == ["blogger:1", "blogger:3"]


def test_comments_of_several_posts_are_sorted_to_their_posts() -> None:
    text = comments_feed(entry(1) + entry(2, post=7002)).replace(".post7001..comments", ".comments")
    posts = parse_feed(text, url="", zone=BERLIN).parsed.posts
    assert [(post.source_key, len(post.comments), post.declared) for post in posts] == [
        ("blogger:7001", 1, None),
        ("blogger:7002", 1, None),
    ]


@pytest.mark.parametrize(
    ("url", "declared"),
    [
        ("https://x.example/feeds/7001/comments/default?max-results=50", 3),
        ("https://x.example/feeds/7001/comments/default?published-min=2016-05-06T21:30:00Z", None),
    ],
)
def test_the_total_of_a_part_is_no_announcement(url: str, declared: int | None) -> None:
    (post,) = parse_feed(comments_feed(entry(1)), url=url, zone=BERLIN).parsed.posts
    assert post.declared == declared


def test_the_feed_of_a_post_that_is_gone_names_no_address() -> None:
    home = "<link rel='alternate' type='text/html' href='https://x.example/'/>"
    (post,) = parse_feed(comments_feed("", total=0, more=home), url="", zone=BERLIN).parsed.posts
    assert (post.url, post.declared) == (None, 0)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<content type='text'>a &lt;b&gt; c</content>", "a <b> c"),
        ("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>a <b>c</b></div></content>", "a c"),
        ("<content src='https://x.example/'/>", ""),
        ("", ""),
    ],
)
def test_kinds_of_content(content: str, text: str) -> None:
    broken = entry(1).replace("<content type='html'>n1</content>", content)
    (post,) = parse_feed(comments_feed(broken), url="", zone=BERLIN).parsed.posts
    assert post.comments[0].text.reveal().text == text


@pytest.mark.parametrize("stamp", ["soon", "2016-05-06T21:30:00", "0001-01-01T00:00:00.000+14:00", ""])
def test_a_time_that_is_none_is_unknown(stamp: str) -> None:
    text = comments_feed(entry(0).replace("2016-05-06T21:30:00.000Z", stamp))
    (post,) = parse_feed(text, url="", zone=BERLIN).parsed.posts
    assert post.comments[0].published.precision is Precision.UNKNOWN


def test_broken_feeds_are_refused_with_their_reason() -> None:
    whole = (PAGES / "comments.atom").read_text(encoding="utf-8")
    bomb = '<!DOCTYPE feed [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + whole.partition("?>")[2]
    deep = comments_feed("<x>" * 400 + "</x>" * 400)
    nameless = comments_feed(entry(1)).replace("blog-9.post-1<", "blog-9.else-1<")
    lost = comments_feed(entry(1).replace("thr:in-reply-to", "thr:nothing")).replace(".post7001..comments", ".comments")
    for text, reason in [
        (whole[: len(whole) // 2], "breaks off"),
        (bomb, "document type"),
        (deep, "breaks off or"),
        (nameless, "no Blogger id"),
        (lost, "names no post"),
    ]:
        with pytest.raises(BadInput, match=reason):
            parse_feed(text, url="", zone=BERLIN)


def test_control_characters_in_a_feed_do_no_harm() -> None:
    (post,) = parse_feed(comments_feed(entry(1).replace("n1", "n\x01\x1f1")), url="", zone=BERLIN).parsed.posts
    assert post.comments[0].text.reveal().text == "n1"


# pages


def golden() -> str:
    return (PAGES / "threaded-replies.html").read_text(encoding="utf-8")


def read_text(text: str, url: str = "file:x") -> OriginalPost:
    (post,) = parse_blogger_page(text, url=url, zone=BERLIN).posts
    return post


def test_a_parent_holds_only_its_own_words() -> None:
    root = read_text(golden()).comments[0]
    assert "Winde" not in root.text.reveal().text


def test_equal_comments_of_one_minute_are_two() -> None:
    same = [comment for comment in read_text(golden()).comments if comment.text.reveal().text == "test"]
    assert len(same) == 2
    assert len({comment.source_key for comment in same}) == 2


def test_a_comment_that_stands_twice_is_one() -> None:
    text = golden()
    item = text[text.index('<li class="comment" id="c106">') : text.index('<li class="comment" id="c107">')]
    assert len(read_text(text.replace(item, item + item)).comments) == 8


def test_a_deep_thread_needs_no_recursion() -> None:
    def item(number: int) -> str:
        return (
            f"<li class='comment' id='c{number}'><div class='comment-block'><cite class='user'>A</cite>"
            f"<p class='comment-content'>{number}</p></div><ol>"
        )

    items = "".join(item(number) for number in range(1000, 1300)) + "</ol></li>" * 300
    start, end = golden().index('<li class="comment" id="c101">'), golden().index("</ol><div id=")
    post = read_text(golden()[:start] + items + golden()[end:])
    assert len(post.comments) == 300
    assert post.comments[-1].parent_key == "blogger:1298"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text[: len(text) // 2], "breaks off"),
        (lambda text: text.replace('<div class="comment-block">', "<div>", 1), "without its content"),
        (lambda text: text.replace("<body>", "<body>" + "<div>" * 3000), "nested too deeply"),
    ],
)
def test_broken_pages_are_refused_with_their_reason(change: Any, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        read_text(change(golden()))


@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            lambda text: text.replace("content='blogger'", "content='pencil'").replace("comment-holder", "holder"),
            "no sign of Blogger",
        ),
        (
            lambda text: text.replace("id='comments'", "id='words'").replace("7001/comments", "comments"),
            "not one post's own page",
        ),
    ],
)
def test_other_pages_are_not_recognised(change: Any, reason: str) -> None:
    with pytest.raises(UnrecognisedInput, match=reason):
        read_text(change(golden()))


@pytest.mark.parametrize(
    ("canonical", "url", "wanted"),
    [
        ("http://a.blogspot.co.uk/2016/05/x.html?m=1", "file:x", "https://a.blogspot.com/2016/05/x.html"),
        ("x.html", "http://www.boats.example/2016/05/x.html?m=1", "https://www.boats.example/2016/05/x.html"),
        ("x.html", "file:x.html", None),
        ("http://boats.example:99999/x.html", "file:x", None),
        ("http://[broken/x.html", "https://boats.example/2016/05/x.html", "https://boats.example/2016/05/x.html"),
    ],
)
def test_the_address_of_a_page(canonical: str, url: str, wanted: str | None) -> None:
    text = golden().replace("http://kahnstation.blogspot.de/2016/05/der-alte-kahn.html?m=1", canonical)
    assert read_text(text, url).url == wanted


def test_what_a_page_does_not_say_is_unknown() -> None:
    bare = (
        "<html><head><meta name='generator' content='blogger'></head><body><div id='post-body-5'></div>"
        "<div id='comments'><ol><li class='comment' id='c9'><div class='comment-block'></div></li>"
        "<li class='comment' id='cx'></li></ol></div></body></html>"
    )
    parsed = parse_blogger_page(bare, url="file:x", zone=BERLIN)
    (post,), site = parsed.posts, parsed.site
    assert (post.source_key, post.url, post.title, post.text, post.author, post.declared) == (
        "blogger:5",
        None,
        None,
        None,
        None,
        None,
    )
    assert (site.host, site.title, site.blog_id) == ("", None, None)
    (comment,) = post.comments
    assert (comment.author, comment.author_kind) == (None, AuthorKind.UNKNOWN)
    assert comment.published.precision is Precision.UNKNOWN
    assert comment.state is SourceState.LIVE


@pytest.mark.parametrize("shown", ["soon", "", "<a href='#c106'>soon</a>"])
def test_a_shown_time_in_no_known_form_is_unknown(shown: str) -> None:
    post = read_text(golden().replace("7. Mai 2016 um 06:05", shown))
    assert post.comments[5].published.precision is Precision.UNKNOWN


def test_people_may_quote_the_sentence_about_removal() -> None:
    text = golden().replace("This comment has been removed by the author.", "Who wrote 'removed by the author'?")
    assert read_text(text).comments[-1].state is SourceState.LIVE


@pytest.mark.parametrize(
    ("heading", "number"),
    [("1,024 comments:", "1024"), ("No comments:", None), ("3.000 Kommentare", "3000"), ("9" * 12, None)],
)
def test_numbers_in_headings(heading: str, number: str | None) -> None:
    assert find_number(heading) == number


# links


def test_a_list_page_leads_to_its_posts() -> None:
    dress = Dress(load_content(), "http://127.0.0.1:8000")
    body = dress.list_page("2017", dress.posts).encode()
    links = find_links(body, url="http://127.0.0.1:8000/2017/")
    assert {link.url: link.announced for link in links.posts} == {
        f"http://127.0.0.1:8000{post.path}": post.declared for post in dress.posts
    }
    assert "http://127.0.0.1:8000/" + f"{dress.posts[0].published:%Y/%m}/" in links.archives


def test_a_list_without_addresses_or_counts() -> None:
    body = b"""<html><body><div class='post hentry'><h3 class='post-title'><a href='/2016/05/a.html'>A</a></h3>
        <a href='/2016/05/a.html#comments'>comment</a></div>
        <div class='post hentry'><h3 class='post-title'>B</h3></div></body></html>"""
    assert find_links(body, url="https://b.example/").posts == (PostLink("https://b.example/2016/05/a.html", None),)
    assert find_links(body, url="file:x").posts == ()


def test_a_page_that_cannot_be_read_leads_nowhere() -> None:
    assert find_links(b"", url="https://b.example/") == PageLinks()


# encodings


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("é".encode(), None, "é"),
        ("\ufeffé".encode(), None, "é"),
        ("é".encode("utf-16"), None, "é"),
        ("\ufeffé".encode("utf-16-be"), None, "é"),
        ("é".encode("cp1252"), "text/html; charset=ISO-8859-1", "é"),
        ("é’".encode(), "text/html; charset=ISO-8859-1", "é’"),
        ("ł".encode("iso8859-2"), "text/html; charset=iso-8859-2", "ł"),
        (b"<meta charset='koi8-r'>" + "ж".encode("koi8-r"), "text/html; charset=nonsense", "<meta charset='koi8-r'>ж"),
        (b"<meta charset='utf-8'>\xff", None, "<meta charset='utf-8'>�"),
        (b"charset=rot13 +AGE-", None, "charset=rot13 +AGE-"),
        ("é’".encode("cp1252"), None, "é’"),
        ("Grüße, schöne Öfen".encode() + b"\xc3", None, "Grüße, schöne Öfen�"),
        (b"a\r\nb\rc", None, "a\nb\nc"),
    ],
)
def test_decoding(body: bytes, content_type: str | None, text: str) -> None:
    assert decode(body, content_type) == text
