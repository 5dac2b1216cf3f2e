"""WordPress pages of many themes, and RSS feeds, held to hand-counted facts; odd markup; where pages lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive.errors import BadInput, UnrecognisedInput
from archive.originals.records import (
    AuthorKind,
    CommentKind,
    OriginalComment,
    OriginalPost,
    Parsed,
    Precision,
    SourceState,
    SourceTime,
)
from scraper.pages.addresses import PostLink
from scraper.pages.recognise import parse
from scraper.pages.wordpress.counts import read_count
from scraper.pages.wordpress.links import find_wordpress_links
from scraper.pages.wordpress.page import parse_wordpress_page
from scraper.pages.wordpress.times import Clock

ZONE = ZoneInfo("Europe/London")
GOLDEN = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class Facts:
    """What was counted by hand (see realdata/SOURCES.md), and the first and last time, looked up in the page's text."""

    zone: str
    key: str
    comments: int
    declared: int | None
    levels: tuple[int, ...]
    first: str
    last: str
    kinds: dict[AuthorKind, int]
    owner: int = 0
    pings: int = 0
    undated: int = 0


ACCOUNT, NAME, NAME_URL = AuthorKind.ACCOUNT, AuthorKind.NAME, AuthorKind.NAME_URL
REAL = {
    "readability-wordpress-tavern.html": Facts(
        "America/New_York",
        "wptavern.com:p67202",
        13,
        13,
        (4, 5, 2, 2),
        "2017-03-10T00:20-05:00",
        # summer time had begun on the twelfth
        "2017-03-14T07:36-04:00",
        {NAME: 1, NAME_URL: 12},
    ),
    "trafilatura-foxyfolksy.com.buttercream.html": Facts(
        "Asia/Manila",
        "www.foxyfolksy.com:p10742",
        80,
        80,
        (39, 37, 3, 1),
        "2018-04-20T11:44+08:00",
        "2020-10-27T01:18+08:00",
        {ACCOUNT: 37, NAME: 42, NAME_URL: 1},
        owner=36,
    ),
    "trafilatura-golfpost.de-premiere.html": Facts(
        "Europe/Berlin",
        "www.golfpost.de:p89172",
        33,
        33,
        (20, 8, 5),
        "2015-01-01T21:24+01:00",
        "2020-07-29T12:56+02:00",
        {ACCOUNT: 4, NAME: 29},
        owner=3,
    ),
    "trafilatura-gormulus.wordpress.com.durfen.html": Facts(
        "Europe/Berlin",
        "gormulus.wordpress.com:p339",
        45,
        45,
        (20, 9, 16),
        "2012-12-11T11:07+01:00",
        "2013-01-09T13:19+01:00",
        {ACCOUNT: 17, NAME: 10, NAME_URL: 18},
        owner=11,
        pings=5,
        # this theme shows no time with a ping
        undated=5,
    ),
    "trafilatura-hearya.com.metal.html": Facts(
        "America/Chicago",
        "www.hearya.com:p138",
        38,
        # SOURCES.md: "heading 38". The heading counts this one page, and the page leads to 39 others: for the post no
        # number is announced, and 38 of 38 would claim that nothing is missing
        None,
        (38,),
        "2015-06-28T22:25-05:00",
        "2018-09-25T01:34-05:00",
        {NAME: 37, NAME_URL: 1},
    ),
    "trafilatura-moritz-meyer.net.vreni.html": Facts(
        "Europe/Berlin",
        "moritz-meyer.net:p665",
        36,
        36,
        (27, 6, 2, 1),
        "2018-06-19T15:28+02:00",
        "2018-09-15T15:30+02:00",
        {ACCOUNT: 5, NAME: 7, NAME_URL: 24},
        owner=5,
        pings=16,
    ),
    "trafilatura-netzpolitik.org.abmahnungen.html": Facts(
        "Europe/Berlin",
        "netzpolitik.org:p123782",
        74,
        91,
        (36, 17, 10, 7, 4),
        "2016-06-23T17:21+02:00",
        # the page says +02:00 of a time in November, as it says of all its times: that is the offset of its own day
        "2018-11-02T14:02+01:00",
        {ACCOUNT: 11, NAME: 58, NAME_URL: 5},
        owner=5,
    ),
    "trafilatura-theoriginalcopy.de.baby.html": Facts(
        "Europe/Berlin",
        "theoriginalcopy.de:p34003",
        52,
        52,
        (26, 26),
        "2020-08-11T09:52+02:00",
        "2020-11-19T15:09+01:00",
        {ACCOUNT: 24, NAME: 20, NAME_URL: 8},
        owner=24,
    ),
    "trafilatura-verfassungsblog.de.expertinnen.html": Facts(
        "Europe/Berlin",
        "verfassungsblog.de:p47622",
        5,
        5,
        (3, 1, 1),
        "2020-04-09T08:34+02:00",
        "2020-04-11T00:40+02:00",
        {NAME: 5},
    ),
}


def depths(comments: Iterable[OriginalComment]) -> tuple[int, ...]:
    depth: dict[str | None, int] = {None: 0}
    for comment in comments:
        depth[comment.source_key] = depth[comment.parent_key] + 1
    del depth[None]
    return tuple(count for _, count in sorted(Counter(depth.values()).items()))


@pytest.mark.shared
@pytest.mark.feature("H13")
@pytest.mark.feature("H4")
@pytest.mark.parametrize("name", REAL)
def test_real_pages_give_what_was_counted_by_hand(shared: Path, name: str) -> None:
    facts = REAL[name]
    body = (shared / "realdata" / "wordpress-html" / name).read_bytes()
    parsed = parse(body, url=f"file:{name}", zone=ZoneInfo(facts.zone))
    (post,) = parsed.posts
    comments = post.comments
    times = sorted(comment.published.local for comment in comments if comment.published.local)
    assert (parsed.format, post.source_key) == ("WordPress page", f"wordpress:{facts.key}")
    assert (len(comments), post.declared, depths(comments)) == (facts.comments, facts.declared, facts.levels)
    assert (times[0], times[-1]) == (facts.first, facts.last)
    assert len(comments) - len(times) == facts.undated
    assert all(c.published.precision is Precision.MINUTE for c in comments if c.published.local)
    assert Counter(c.author_kind for c in comments) == facts.kinds
    assert sum(c.is_owner for c in comments) == facts.owner
    assert sum(c.kind is CommentKind.PINGBACK for c in comments) == facts.pings
    assert all(c.author for c in comments)
    assert post.text
    assert post.title
    assert post.published.local
    assert not parsed.left_out


@pytest.mark.shared
def test_every_real_page_is_in_the_table(shared: Path) -> None:
    assert {path.name for path in (shared / "realdata" / "wordpress-html").iterdir()} == set(REAL)


@pytest.mark.shared
def test_real_comments_are_only_what_somebody_wrote(shared: Path) -> None:
    for name in REAL:
        body = (shared / "realdata" / "wordpress-html" / name).read_bytes()
        for comment in parse(body, url=f"file:{name}", zone=ZONE).posts[0].comments:
            text = comment.text.reveal().text
            assert bool(text) is not (comment.kind is not CommentKind.COMMENT and comment.published.local == "")
            last = text.rpartition("\n")[2]
            assert last not in ("Reply", "Antworten", "Antwort", "Report", "Edit", "- Antworten")
            assert not comment.author or not text.startswith((f"{comment.author} ", f"{comment.author}\n"))
            # neither the login nor the hash of the e-mail address that the markup gives away
            assert "gravatar" not in f"{text}{comment.author_url}"


# invented pages


def page(
    comments: str = "", *, body: str = "single single-post postid-7", head: str = "", post: str = "<p>Words.</p>"
) -> str:
    return f"""<!DOCTYPE html><html lang="en-US"><head>
<link rel="canonical" href="https://weir.example/oar/">
<link rel="https://api.w.org/" href="https://weir.example/wp-json/">{head}</head>
<body class="{body}"><article class="post-7 post type-post"><h1 class="entry-title">Oar</h1>
<div class="entry-content">{post}</div></article>
<div id="comments">{comments}</div></body></html>"""


def read(text: str, *, url: str = "file:x", zone: ZoneInfo = ZONE) -> Parsed:
    return parse(text.encode(), url=url, zone=zone)


def read_post(text: str, *, url: str = "file:x", zone: ZoneInfo = ZONE) -> OriginalPost:
    (post,) = read(text, url=url, zone=zone).posts
    return post


def read_one(item: str) -> OriginalComment:
    (comment,) = read_post(page(f'<ol class="commentlist">{item}</ol>')).comments
    return comment


def words(comment: OriginalComment) -> str:
    return comment.text.reveal().text


def local(time: SourceTime) -> str:
    return time.local


@pytest.mark.feature("H13")
def test_the_first_themes_put_everything_into_the_list_item() -> None:
    comment = read_one(
        '<li class="alt" id="comment-12"><cite><a href="http://rudder.example/" rel="nofollow">Rudder</a></cite>'
        ' Says:<br><small class="commentmetadata"><a href="#comment-12" title="">June 6th, 2005 at 3:04 pm</a> '
        '<a href="https://weir.example/wp-admin/comment.php?c=12" class="comment-edit-link">e</a></small>'
        "<p>First.</p><p>Second <em>line</em>.</p></li>"
    )
    assert words(comment) == "First.\n\nSecond line."
    assert (comment.author, comment.author_url) == ("Rudder", "http://rudder.example/")
    assert local(comment.published) == "2005-06-06T15:04+01:00"


@pytest.mark.feature("H13")
def test_the_walker_before_html5_is_read() -> None:
    post = read_post(
        page(
            '<h3 id="comments">2 Responses to &#8220;Oar&#8221;</h3><ol class="commentlist">'
            '<li class="comment even thread-even depth-1" id="comment-1"><div id="div-comment-1" class="comment-body">'
            '<div class="comment-author vcard"><img src="https://secure.gravatar.com/avatar/0" class="avatar">'
            '<cite class="fn">Keel</cite> <span class="says">says:</span></div>'
            '<div class="comment-meta commentmetadata"><a href="https://weir.example/oar/#comment-1">'
            "March 5, 2010 at 5:17 pm</a></div><p>Mind the blade.</p>"
            '<div class="reply"><a class="comment-reply-link" href="/oar/?replytocom=1#respond">Reply</a></div></div>'
            '<ul class="children"><li class="comment odd alt depth-2" id="comment-2"><div id="div-comment-2" '
            'class="comment-body"><div class="comment-author vcard"><cite class="fn">Hull</cite> '
            '<span class="says">says:</span></div><div class="comment-meta commentmetadata">'
            '<a href="https://weir.example/oar/#comment-2">March 6, 2010 at 8:00 am</a></div><p>I did.</p></div></li>'
            "</ul></li></ol>"
        )
    )
    first, second = post.comments
    assert (words(first), words(second)) == ("Mind the blade.", "I did.")
    assert (first.author, second.parent_key) == ("Keel", first.source_key)
    assert local(first.published) == "2010-03-05T17:17+00:00"
    assert post.declared == 2


@pytest.mark.feature("H13")
def test_wpdiscuz_names_the_answered_comment_in_its_ids() -> None:
    def item(number: int, parent: int, name: str, text: str, inside: str = "") -> str:
        return (
            f"<div id='wpd-comm-{number}_{parent}' class='comment wpd-comment'><div class='wpd-comment-wrap'>"
            f"<div id='comment-{number}' class='wpd-comment-right'><div class='wpd-comment-header'>"
            f"<div class='wpd-comment-author'>{name}</div><div class='wpd-comment-date' title='January 5, 2021 1:23 pm'"
            f">2 years ago</div></div><div class='wpd-comment-text'><p>{text}</p></div>"
            f"<div class='wpd-comment-footer'><div class='wpd-vote'>+3</div></div></div></div>{inside}</div>"
        )

    post = read_post(
        page(
            "<div class='wpd-thread-info' data-comments-count='3'><span class='wpdtc' title='3'>3</span> Comments</div>"
            + item(21, 0, "Bow", "One.", item(22, 21, "Stern", "Two."))
            + item(23, 22, "Mast", "Three.")
        )
    )
    assert [words(comment) for comment in post.comments] == ["One.", "Two.", "Three."]
    assert [comment.parent_key for comment in post.comments] == [None, *(c.source_key for c in post.comments[:2])]
    assert [local(comment.published) for comment in post.comments] == ["2021-01-05T13:23+00:00"] * 3
    assert post.declared == 3


@pytest.mark.feature("H13")
def test_the_copy_of_comments_for_disqus_is_read() -> None:
    parsed = read(
        page(
            '<div id="disqus_thread"><div id="dsq-content"><ul id="dsq-comments">'
            '<li class="comment even thread-even depth-1" id="dsq-comment-5"><div id="dsq-comment-header-5" '
            'class="dsq-comment-header"><cite id="dsq-cite-5"><a id="dsq-author-user-5" href="http://fender.example" '
            'rel="nofollow">Fender</a></cite></div><div id="dsq-comment-body-5" class="dsq-comment-body">'
            '<div id="dsq-comment-message-5" class="dsq-comment-message"><p>Bump.</p></div></div></li></ul></div></div>'
        )
    )
    (comment,) = parsed.posts[0].comments
    assert (words(comment), comment.author, comment.author_url) == ("Bump.", "Fender", "http://fender.example")
    assert not parsed.left_out


@pytest.mark.feature("H4")
@pytest.mark.parametrize(
    ("markup", "service"),
    [
        ('<div id="disqus_thread"></div>', "Disqus"),
        ('<script src="https://weir.disqus.com/embed.js"></script>', "Disqus"),
        ('<div class="fb-comments" data-href="https://weir.example/oar/"></div>', "Facebook"),
        ("<hyvor-talk-comments website-id='1'></hyvor-talk-comments>", "Hyvor Talk"),
    ],
)
def test_comments_that_stand_elsewhere_are_not_none(markup: str, service: str) -> None:
    parsed = read(page(f'<h3 class="comments-title">0 Comments</h3>{markup}'))
    assert parsed.left_out == {f"comment thread kept by {service}": 1}
    assert parsed.posts[0].declared is None


def test_what_two_services_keep_is_said_beside_what_is_here() -> None:
    item = '<ol><li class="comment depth-1" id="comment-1"><cite>A</cite><p>Yes.</p></li></ol>'
    parsed = read(page(f'{item}<div class="fb-comments"></div><div id="disqus_thread"></div>'))
    assert parsed.left_out == {"comment thread kept by Facebook": 1}
    assert len(parsed.posts[0].comments) == 1


def test_a_comment_that_waits_is_left_out_and_counted() -> None:
    parsed = read(
        page(
            '<ol><li class="comment depth-1" id="comment-1"><cite class="fn">A</cite>'
            '<em class="comment-awaiting-moderation">Your comment is awaiting moderation.</em>'
            '<div class="comment-content"><p>Private.</p></div></li></ol>'
        )
    )
    assert (parsed.posts[0].comments, parsed.left_out) == ((), {"pending": 1})


@pytest.mark.parametrize(
    ("item", "kind", "text"),
    [
        (
            '<li class="pingback" id="comment-9"><p>Pingback: <a href="http://b.example/" class="url">B</a></p></li>',
            1,
            "",
        ),
        (
            '<li class="pingback" id="comment-9"><div class="comment-body">Pingback: <a href="http://b.example/" '
            'class="url">B</a> <span class="edit-link"><a href="/e">Edit</a></span></div></li>',
            1,
            "",
        ),
        (
            '<li class="trackback alt" id="comment-9"><cite><a href="http://b.example/">B</a></cite> Says:<br>'
            '<small class="commentmetadata"><a href="#comment-9">May 2nd, 2006 at 1:00 am</a></small>'
            "<p>[...] bits of it [...]</p></li>",
            2,
            "[...] bits of it [...]",
        ),
    ],
)
def test_pings_are_told_apart(item: str, kind: int, text: str) -> None:
    ping = read_one(item)
    assert ping.kind is list(CommentKind)[kind]
    assert (ping.author, ping.author_kind, ping.author_url) == ("B", NAME_URL, "http://b.example/")
    assert words(ping) == text


@pytest.mark.feature("H16")
def test_what_identifies_an_account_is_not_kept() -> None:
    comment = read_one(
        '<li class="comment byuser comment-author-secretlogin depth-1" id="comment-3"><div class="comment-author vcard"'
        '><img src="https://secure.gravatar.com/avatar/abcdef0123456789" class="avatar"><cite class="fn">'
        '<a href="https://weir.example/author/secretlogin/" class="url">Keel</a></cite></div>'
        '<div class="comment-content"><p>Hello.</p></div></li>'
    )
    assert (comment.author, comment.author_kind, comment.author_url) == ("Keel", ACCOUNT, None)
    assert not comment.is_owner
    assert words(comment) == "Hello."


@pytest.mark.parametrize(
    ("markup", "author", "kind"),
    [
        ('<cite class="fn">Anonymous</cite>', "Anonymous", AuthorKind.ANONYMOUS),
        ('<cite class="fn">Anoniem</cite>', "Anonymous", AuthorKind.ANONYMOUS),
        ('<cite class="fn">Keel, </cite>', "Keel", NAME),
        ('<cite class="fn"><a href="#comment-3">Keel</a></cite>', "Keel", NAME),
        ('<a href="mailto:x@example.org"><b class="fn">Keel</b></a>', "Keel", NAME),
        ('<a href="http://k.example"><b class="fn">Keel</b></a>', "Keel", NAME_URL),
        ('<div class="comment-author">Keel <span>&middot; May</span></div>', "Keel", NAME),
        ('<div class="comment-author"><strong>a &lt;b&gt; &amp;amp; c</strong></div>', "a <b> &amp; c", NAME),
        ("", None, AuthorKind.UNKNOWN),
    ],
)
def test_names(markup: str, author: str | None, kind: AuthorKind) -> None:
    comment = read_one(
        f'<li class="comment depth-1" id="comment-3">{markup}<div class="comment-content"><p>Words.</p></div></li>'
    )
    assert (comment.author, comment.author_kind) == (author, kind)
    assert words(comment) == "Words."
    assert comment.state is SourceState.LIVE


def test_an_id_that_comes_twice_is_one_comment() -> None:
    item = '<li class="comment depth-1" id="comment-4"><cite class="fn">A</cite><p>Words.</p></li>'
    (comment,) = read_post(page(f"<ol>{item}</ol><ol>{item}</ol>")).comments
    assert words(comment) == "Words."


def test_comments_that_claim_to_answer_each_other_answer_nobody_at_the_end() -> None:
    rows = "".join(
        f"<div id='wpd-comm-{number}_{parent}'><cite>A</cite><p>T</p></div>"
        for number, parent in ((1, 1), (2, 3), (3, 4), (4, 2), (5, 9))
    )
    parents = [c.parent_key and c.parent_key[-1] for c in read_post(page(rows)).comments]
    assert parents == [None, "3", "4", None, "9"]


def test_a_list_item_around_all_comments_is_not_a_comment() -> None:
    items = "".join(
        f'<div id="comment-{n}"><div class="comment-author">A{n}</div><div class="comment-text"><p>T{n}</p></div></div>'
        for n in (1, 2)
    )
    comments = read_post(page(f"<ul class='tabs'><li class='tab'>{items}</li></ul>")).comments
    assert [(c.author, words(c), c.parent_key) for c in comments] == [("A1", "T1", None), ("A2", "T2", None)]


def test_a_flat_list_is_nested_by_depth() -> None:
    rows = "".join(
        f'<div class="comment depth-{depth}" id="comment-{n}"><cite class="fn">A</cite><p>T</p></div>'
        for n, depth in enumerate((2, 1, 2, 3, 2, 4, 1), start=1)
    )
    parents = [c.parent_key and c.parent_key[-1] for c in read_post(page(rows)).comments]
    # the fourth level has no third above it: nothing says whom it answers
    assert parents == [None, None, "2", "3", "2", None, None]


def test_a_theme_that_is_not_understood_is_refused() -> None:
    with pytest.raises(UnrecognisedInput, match="theme's own layout"):
        read(page('<ol><li id="comment-1"></li><li id="comment-2"></li></ol>'))


# the post


def test_a_post_without_any_number_has_its_address_for_a_key() -> None:
    text = page(body="").replace("post-7 ", "").replace("https://weir.example/wp-json/", "/wp-json/")
    text = text.replace("</head>", '<meta property="og:type" content="article"></head>')
    post = read_post(text)
    assert (post.source_key, post.url) == ("url:https://weir.example/oar", "https://weir.example/oar")


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ('<link rel="shortlink" href="https://weir.example/?p=31">', 31),
        ('<link rel="alternate" type="application/json" href="https://weir.example/wp-json/wp/v2/posts/32">', 32),
        ('<input type="hidden" name="comment_post_ID" value="33">', 33),
        ('<link rel="shortlink" href="http://[?p=1"><input name="comment_post_ID" value="34">', 34),
    ],
)
def test_where_the_number_stands(head: str, number: int) -> None:
    post = read_post(page(head=head, body="custom").replace("post-7 ", ""))
    assert post.source_key == f"wordpress:weir.example:p{number}"


@pytest.mark.parametrize(
    ("head", "home"),
    [
        ('<link rel="shortlink" href="https://weir.example/log/?p=7">', "weir.example/log"),
        ('<link rel="alternate" type="application/rss+xml" href="https://weir.example/log/feed/">', "weir.example/log"),
        ('<link rel="pingback" href="https://weir.example/log/xmlrpc.php">', "weir.example/log"),
        ('<link rel="https://api.w.org/" href="https://weir.example/log/?rest_route=/">', "weir.example/log"),
        ("", "weir.example"),
    ],
)
def test_where_the_home_stands(head: str, home: str) -> None:
    text = page(head=head).replace('href="https://weir.example/wp-json/"', 'href="/wp-json/"')
    assert read_post(text).source_key == f"wordpress:{home}:p7"


def test_the_post_holds_what_its_author_wrote() -> None:
    post = read_post(
        page(
            post='<p>Words.</p><div class="sharedaddy">Share</div><div class="addtoany_content">Share</div>'
            '<div id="atatags-1">Buy</div><ins class="adsbygoogle">Buy</ins><form>Subscribe</form>'
            '<div class="yarpp yarpp-related">Related</div><p>More.</p>',
            head='<meta property="article:published_time" content="2019-01-02T03:04:05+00:00">'
            '<meta property="article:section" content="Boats"><meta name="author" content="Splice">',
        )
    )
    assert post.text is not None
    assert post.text.reveal().text == "Words.\n\nMore."
    assert (post.title, post.author, post.labels) == ("Oar", "Splice", ("Boats",))
    assert local(post.published) == "2019-01-02T03:04+00:00"


def test_a_post_behind_a_password_has_no_words() -> None:
    form = '<form class="post-password-form"><p>This content is password protected.</p></form>'
    assert read_post(page(post=form)).text is None


def test_json_for_machines_fills_what_the_page_does_not_show() -> None:
    graph = (
        '<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2001-01-01T00:00Z"},'
        '{"@type": ["Article", "BlogPosting"], "datePublished": "2018-07-01T10:00:00+00:00", "author": {"@id": "#p"},'
        '"articleSection": ["Boats"], "keywords": "oar, blade", "commentCount": "4"},'
        '{"@type": "Person", "@id": "#p", "name": "Splice"}]}</script>'
    )
    post = read_post(page(head=graph))
    assert (post.author, post.labels, post.declared) == ("Splice", ("Boats", "oar", "blade"), 4)
    assert local(post.published) == "2018-07-01T11:00+01:00"


def test_an_author_may_be_a_bare_name() -> None:
    graph = '<script type="application/ld+json">[{"@type": "Article", "author": ["", "Splice"]}]</script>'
    assert read_post(page(head=graph)).author == "Splice"


@pytest.mark.parametrize("json", ["{", "[" * 50_000, '{"@graph": 3, "author": [3]}', '["x"]', "null"])
def test_json_that_is_none_is_passed_over(json: str) -> None:
    post = read_post(page(head=f'<script type="application/ld+json">{json}</script>'))
    assert (post.author, post.declared) == (None, None)


def test_the_time_of_a_change_is_not_that_of_the_post() -> None:
    meta = (
        '<div class="entry-meta"><span class="updated">2019-01-07T17:27:31Z</span><span>June 19th, 2018</span></div>'
        '<time class="updated" datetime="2019-01-07T17:27:31+00:00">January 7, 2019</time>'
    )
    text = page().replace('<div class="entry-content">', f'{meta}<div class="entry-content">')
    assert local(read_post(text).published) == "2018-06-19"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("home blog", "a list of posts"),
        ("archive category category-boats", "a list of posts"),
        ("archive date", "a list of posts"),
        ("search search-results", "a list of posts"),
        ("", "a list of posts"),
        ("error404", "nothing is there"),
        ("login wp-core-ui", "asks for a sign-in"),
    ],
)
def test_what_is_no_post_is_refused(body: str, says: str) -> None:
    with pytest.raises(UnrecognisedInput, match=says):
        read(page(body=body))


def test_a_front_page_that_is_a_static_page_is_one() -> None:
    post = read_post(page(body="home page-template page page-id-7"))
    assert (post.source_key, post.is_page) == ("wordpress:weir.example:p7", True)


def test_a_page_that_breaks_off_is_refused() -> None:
    with pytest.raises(BadInput, match="breaks off"):
        read(page().partition("</body>")[0])


def test_a_page_that_names_no_site_is_refused() -> None:
    text = page().replace("https://weir.example", "")
    with pytest.raises(BadInput, match="which site"):
        read(text)
    assert read_post(text, url="https://weir.example/oar/").source_key == "wordpress:weir.example:p7"


def test_a_blogger_page_that_loads_a_file_of_wordpress_is_blogger() -> None:
    text = (GOLDEN / "threaded-replies.html").read_text(encoding="utf-8")
    mixed = text.replace("<head>", "<head><script src='https://weir.example/wp-content/x.js'></script>", 1)
    assert parse(mixed.encode(), url="file:x", zone=ZONE).format == "Blogger page"


def test_a_page_with_a_picture_from_wordpress_is_not_wordpress() -> None:
    with pytest.raises(UnrecognisedInput, match="no sign of Blogger"):
        read("<html><body><img src='https://weir.example/wp-content/uploads/a.jpg'></body></html>")


def test_a_page_of_neither_is_refused_by_its_parser() -> None:
    with pytest.raises(UnrecognisedInput, match="WordPress did not make"):
        parse_wordpress_page("<html><body>Words.</body></html>", url="file:x", zone=ZONE)


# counts


@pytest.mark.parametrize(
    ("heading", "title", "count"),
    [
        ("This Post Has 80 Comments", "", 80),
        ("91 Ergänzungen", "", 91),
        ("3 réponses à « 10 noeuds »", "", 3),
        ("One Response to “10 knots”", "", 1),
        ("Ein Gedanke zu „10 Knoten“", "", 1),
        ("Comments on 10 knots", "10 knots", None),
        ("Keine Kommentare", "", 0),
        ("1.024 Kommentare", "", 1024),
        ("Comments", "", None),
        ("9" * 12, "", None),
        ("", "", None),
    ],
)
def test_headings(heading: str, title: str, count: int | None) -> None:
    assert read_count(heading, title=title) == count


def test_the_heading_of_the_form_counts_nothing() -> None:
    text = page('<div id="respond"><h3 id="reply-title">Leave one of 2 replies</h3></div><h3>5 replies so far</h3>')
    assert read_post(text).declared == 5


# times


@pytest.mark.parametrize(
    ("shown", "day_first", "read"),
    [
        ("October 22, 2020 at 5:17 pm", None, "2020-10-22T17:17+01:00"),
        ("29.07.2020 // 12:56", None, "2020-07-29T12:56+01:00"),
        ("23. Juni 2016 um 17:21 Uhr", None, "2016-06-23T17:21+01:00"),
        ("Do 9 Apr 2020 / 08:34", None, "2020-04-09T08:34+01:00"),
        ("Juni 19th, 2018", None, "2018-06-19"),
        ("3:04 pm on June 5, 2012", None, "2012-06-05T15:04+01:00"),
        ("26 décembre 2011 à 13 h 47", None, "2011-12-26T13:47+00:00"),
        ("30 de marzo de 2019 a las 21:00", None, "2019-03-30T21:00+00:00"),
        ("2012-05-03 10:20", None, "2012-05-03T10:20+01:00"),
        ("2012年5月3日 10:20", None, "2012-05-03T10:20+01:00"),
        ("16/08/2020 at 12:56", False, "2020-08-16T12:56+01:00"),
        ("05/06/2020 12:56", True, "2020-06-05T12:56+01:00"),
        ("05/06/2020 12:56", False, "2020-05-06T12:56+01:00"),
        ("05/06/2020 12:56", None, ""),
        ("31 June 2012 at 10:00", None, ""),
        ("12 oclock 2012", None, ""),
        ("June 5, 2012 at 25:10", None, "2012-06-05"),
        ("2 years ago", None, ""),
    ],
)
def test_shown_times(shown: str, day_first: bool | None, read: str) -> None:
    assert Clock(ZONE, day_first).from_text(shown).local == read


@pytest.mark.parametrize(
    ("language", "read"),
    [
        ('<html lang="en-US">', "2020-05-06T12:56+01:00"),
        ('<html xml:lang="nl">', "2020-06-05T12:56+01:00"),
        ('<html><meta property="og:locale" content="en_GB">', "2020-06-05T12:56+01:00"),
        ("<html>", ""),
    ],
)
def test_the_language_of_a_page_says_which_number_is_the_day(language: str, read: str) -> None:
    item = (
        '<ol><li class="comment" id="comment-1"><cite>A</cite><small class="commentmetadata">05/06/2020 12:56</small>'
        "<p>T</p></li></ol>"
    )
    text = page(item).replace('<html lang="en-US">', language)
    assert read_post(text).comments[0].published.local == read


@pytest.mark.parametrize(
    ("stamps", "read"),
    [
        # one offset in winter and summer: that of the day when the page was made
        (
            ["2019-01-05T10:00:00+01:00", "2019-07-05T10:00:00+01:00"],
            ["2019-01-05T10:00+00:00", "2019-07-05T10:00+01:00"],
        ),
        # two offsets, each of its day, in another zone
        (
            ["2019-01-05T10:00:00+01:00", "2019-07-05T10:00:00+02:00"],
            ["2019-01-05T09:00+00:00", "2019-07-05T09:00+01:00"],
        ),
        (["2019-07-05T10:00:00", "2019-07-5"], ["2019-07-05T10:00+01:00", "2019-07-05"]),
    ],
)
def test_offsets_of_the_wrong_season_are_seen(stamps: list[str], read: list[str]) -> None:
    items = "".join(
        f'<li class="comment depth-1" id="comment-{n}"><cite>A</cite><time datetime="{stamp}">then</time><p>T</p></li>'
        for n, stamp in enumerate(stamps, start=1)
    )
    assert [c.published.local for c in read_post(page(f"<ol>{items}</ol>")).comments] == read


def test_an_old_version_is_known_for_wrong_offsets() -> None:
    item = (
        '<li class="comment depth-1" id="comment-1"><cite>A</cite><time datetime="2017-01-09T18:16:02+01:00">t</time>'
        "<p>T</p></li>"
    )
    for version, read in (("4.8", "2017-01-09T18:16+00:00"), ("5.3", "2017-01-09T17:16+00:00")):
        text = page(f"<ol>{item}</ol>", head=f'<meta name="generator" content="WordPress {version}">')
        assert read_post(text).comments[0].published.local == read


# where pages lead


LIST = """<html><head><link rel="https://api.w.org/" href="https://weir.example/wp-json/">
<link rel="alternate" type="application/rss+xml" href="https://weir.example/feed/">
<link rel="alternate" type="application/rss+xml" href="https://weir.example/comments/feed/">
</head><body class="home blog paged">
<article class="post-8 post type-post hentry"><h2 class="entry-title"><a href="/oar/?utm_source=x">Oar</a></h2>
<p><a href="/else/">else</a></p><a class="comments-link" href="/oar/#comments">12 Comments</a></article>
<article class="post-9 post type-post hentry"><a href="/blade/"><h2>Blade</h2></a>
<a href="/blade/#respond">Leave a comment</a></article>
<article class="post-10 post type-post hentry"><h2><a href="https://elsewhere.example/x/">Elsewhere</a></h2>
<a rel="bookmark" href="/link/">permalink</a></article>
<div class="nav-links"><a class="page-numbers" href="/page/1/">1</a><a class="page-numbers" href="/page/3/">3</a></div>
<aside><a href="/2012/05/">May 2012</a><a href="https://weir.example/2012/06/">June</a><a href="/2012/">2012</a></aside>
</body></html>"""


def test_a_list_leads_to_posts_older_ones_and_archives() -> None:
    links = find_wordpress_links(LIST.encode(), url="https://weir.example/page/2/")
    assert links.posts == (
        PostLink("https://weir.example/oar", 12),
        PostLink("https://weir.example/blade", None),
        PostLink("https://weir.example/link", None),
    )
    assert links.older == "https://weir.example/page/3/"
    assert links.archives == ("https://weir.example/2012/05/", "https://weir.example/2012/06/")
    assert (links.api_root, links.feed) == ("https://weir.example/wp-json/", "https://weir.example/feed/")


def test_a_post_leads_to_pages_of_its_comments_and_not_to_answers() -> None:
    body = (GOLDEN / "wordpress-core-walker.html").read_bytes()
    links = find_wordpress_links(body, url="https://harbour.example/blog/2019/03/low-water/comment-page-2/")
    assert links.comment_pages == ("https://harbour.example/blog/2019/03/low-water/comment-page-1/",)
    assert (links.posts, links.older) == ((), None)


def test_a_post_leads_to_the_one_before() -> None:
    head = '<link rel="prev" href="https://weir.example/blade/">'
    assert find_wordpress_links(page(head=head).encode(), url="file:x").older == "https://weir.example/blade/"


def test_links_that_are_no_addresses_are_passed_over() -> None:
    odd = '<a href="http://[/page/2/">2</a><a href="mailto:a@example.org?/page/2/">2</a><a href=" /page/2/ ">2</a>'
    text = LIST.replace('<div class="nav-links">', f'<div class="nav-links">{odd}')
    assert find_wordpress_links(text.encode(), url="https://weir.example/").older == "https://weir.example/page/2/"


@pytest.mark.parametrize("body", [b"", b"{}", b"<html>" + b"<div>" * 20_000, b"<a href='http://['>x</a>"])
def test_what_cannot_be_read_leads_nowhere(body: bytes) -> None:
    links = find_wordpress_links(body, url="https://weir.example/")
    assert (links.posts, links.older, links.comment_pages) == ((), None, ())


# feeds


def read_feed(name: str, *changes: tuple[str, str]) -> Parsed:
    text = (GOLDEN / name).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return parse(text.encode(), url="https://harbour.example/blog/feed/", zone=ZONE)


@pytest.mark.feature("H7")
def test_a_comment_has_one_key_in_page_and_feed() -> None:
    in_feed = {c.source_key for post in read_feed("wordpress-comments-feed.xml").posts for c in post.comments}
    body = (GOLDEN / "wordpress-core-walker.html").read_bytes()
    assert in_feed <= {c.source_key for c in parse(body, url="file:x", zone=ZONE).posts[0].comments}


def test_a_feed_of_all_comments_names_the_posts() -> None:
    parsed = read_feed(
        "wordpress-comments-feed.xml",
        ("<link>https://harbour.example/blog/2019/03/low-water/</link>", "<link>https://harbour.example/blog</link>"),
        (
            "https://harbour.example/blog/2019/03/low-water/comment-page-2/#comment-35",
            "https://harbour.example/blog/x/#comment-35",
        ),
    )
    assert [post.url for post in parsed.posts] == [
        "https://harbour.example/blog/x",
        "https://harbour.example/blog/2019/03/low-water",
    ]


def test_the_home_of_a_site_that_moved_is_where_it_stands_now() -> None:
    parsed = read_feed(
        "wordpress-comments-feed.xml", ("https://harbour.example/blog/?p=417", "http://old.example/?p=1")
    )
    assert parsed.posts[0].comments[0].source_key == "wordpress:harbour.example:c35"


def test_an_empty_feed_of_comments_is_one() -> None:
    body = (
        b"<rss version='2.0'><channel><title>Comments</title><link>https://weir.example/oar/</link>"
        b"<generator>https://wordpress.org/?v=6.1</generator></channel></rss>"
    )
    assert parse(body, url="https://weir.example/comments/feed/", zone=ZONE).format == "WordPress comments feed"
    assert parse(body, url="https://weir.example/feed/", zone=ZONE).format == "WordPress posts feed"


@pytest.mark.parametrize(
    ("changes", "error", "says"),
    [
        ([("https://wordpress.org/?v=5.4", "Another")], UnrecognisedInput, "WordPress did not make"),
        ([("#comment-35</link>", "</link>")], BadInput, "no address with its number"),
        ([("</channel>", "")], BadInput, "breaks off"),
    ],
)
def test_feeds_that_are_refused(changes: list[tuple[str, str]], error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says):
        read_feed("wordpress-comments-feed.xml", *changes)


def test_a_feed_that_names_no_site_or_post_is_refused() -> None:
    with pytest.raises(BadInput, match="which site"):
        parse(
            b"<rss><channel><generator>https://wordpress.org/?v=6</generator></channel></rss>", url="file:x", zone=ZONE
        )
    with pytest.raises(BadInput, match="no address"):
        read_feed(
            "wordpress-posts-feed.xml",
            ("<link>https://harbour.example/blog/2019/03/low-water/</link>", "<link></link>"),
        )


def test_an_odd_date_in_a_feed_is_unknown() -> None:
    parsed = read_feed("wordpress-comments-feed.xml", ("Mon, 01 Jul 2019 22:59:59 +0000</pubDate>", "soon</pubDate>"))
    assert parsed.posts[0].comments[0].published.precision is Precision.UNKNOWN


@pytest.mark.feature("H16")
def test_an_export_is_never_taken_for_a_feed() -> None:
    body = (
        b"<rss version='2.0' xmlns:wp='http://wordpress.org/export/1.2/'><channel><link>https://weir.example</link>"
        b"<generator>https://wordpress.org/?v=6.1</generator><item><title>Draft</title><link>https://weir.example/?p=1"
        b"</link><wp:status>draft</wp:status></item></channel></rss>"
    )
    with pytest.raises(UnrecognisedInput, match="a WordPress export"):
        parse(body, url="https://weir.example/feed/", zone=ZONE)
