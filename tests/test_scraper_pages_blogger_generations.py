"""Every generation of Blogger's markup: who is who, which comment is which, what is no post, and where a page leads."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from archive.errors import BadInput, UnrecognisedInput
from archive.originals.records import AuthorKind, OriginalPost, Parsed, Precision, SourceState
from scraper.pages.addresses import PostLink
from scraper.pages.blogger.links import PageLinks, find_links
from scraper.pages.recognise import parse

PAGES = Path(__file__).parent / "pages"
BERLIN = ZoneInfo("Europe/Berlin")
GENERATIONS = sorted(path.name for path in PAGES.glob("blogger-*.html"))
WITH_COMMENTS = [name for name in GENERATIONS if name != "blogger-dynamic.html"]


def text_of(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


def read_page(text: str, url: str = "file:x") -> Parsed:
    return parse(text.encode(), url=url, zone=BERLIN)


def read(text: str, url: str = "file:x") -> OriginalPost:
    (post,) = read_page(text, url).posts
    return post


def links_of(text: str, url: str = "file:x") -> PageLinks:
    return find_links(text.encode(), url=url)


def page(comments: str, head: str = "<meta name='generator' content='blogger'>", body: str = "") -> str:
    """Return a page with a post of number 5 and this comment section."""
    body = body or "<div class='post hentry'><div class='post-body' id='post-body-5'>A</div></div>"
    return f"<html><head>{head}</head><body>{body}<div id='comments'>{comments}</div></body></html>"


# which post it is


@pytest.mark.feature("H7")
@pytest.mark.parametrize("name", GENERATIONS)
@pytest.mark.parametrize(
    "url",
    [
        "https://quay.blogspot.com/2016/05/boat.html",
        "http://quay.blogspot.co.uk/2016/05/boat.html?m=1",
        "http://quay.blogspot.ro/2016/05/boat.html?m=0",
        "http://www.quay.blogspot.com.au/2016/05/boat.html?showComment=1462562525123#c101",
        "http://quay.blogspot.de/2016/05/boat.html?commentPage=2&m=1",
    ],
)
def test_one_post_has_one_key_and_address_wherever_it_is_fetched(name: str, url: str) -> None:
    text = text_of(name).replace("rel='canonical'", "rel='x'").replace("property='og:url'", "property='x'")
    post = read(text, url)
    assert post.url == "https://quay.blogspot.com/2016/05/boat.html"
    assert post.source_key == read(text_of(name)).source_key


@pytest.mark.parametrize(
    ("head", "body", "form", "key"),
    [
        ("<link rel='alternate' type='application/atom+xml' href='../feeds/71/comments/default'>", "", "", "71"),
        ("", "<div class='post'><div class='post-body' id='post-body-72'>A</div></div>", "", "72"),
        ("", "<meta itemprop='postId' content='73'><div class='post-body'>A</div>", "", "73"),
        ("", "", "<a href='https://www.blogger.com/comment.g?blogID=9&postID=74&isPopup=true'>x</a>", "74"),
        ("", "", "<a id='comment-editor-src' href='//www.blogger.com/comment-iframe.g?blogID=9&postID=75'></a>", "75"),
        ("", "<div class='post'><a name='76'></a><div class='post-body'>A</div></div>", "", "76"),
    ],
)
def test_the_number_of_a_post(head: str, body: str, form: str, key: str) -> None:
    head = "<meta name='generator' content='blogger'>" + head
    post = read(page(f"<h4>No comments:</h4>{form}", head, body or "<div class='post-body'>A</div>"))
    assert post.source_key == f"blogger:{key}"
    assert post.text is not None
    assert post.text.reveal().text == "A"


def test_a_post_without_a_number_goes_by_its_address() -> None:
    text = page("<h4>No comments:</h4>", body="<div class='post-body'>A</div>")
    post = read(text, "http://a.blogspot.de/2016/05/x.html?m=1")
    assert (post.source_key, post.declared) == ("url:https://a.blogspot.com/2016/05/x.html", 0)
    for url in ("file:x", "http://a.blogspot.de/"):
        with pytest.raises(UnrecognisedInput, match="not one post's own page"):
            read(text, url)


def test_a_static_page_is_one() -> None:
    text = page("<h4>No comments:</h4>")
    assert read(text, "https://a.blogspot.com/p/about.html?m=1").is_page
    assert not read(text, "https://a.blogspot.com/2016/05/about.html").is_page


@pytest.mark.parametrize(
    "more",
    [
        "<script>_WidgetManager._SetDataContext([{'data': {'pageType': 'item'}}]);</script>",
        "<script>_WidgetManager._SetDataContext([{'data': {'pageType': 'static_page'}}]);</script>",
        "<link rel='alternate' type='application/atom+xml' href='https://a.example/feeds/5/comments/default'>",
    ],
)
def test_a_theme_without_a_comment_section_is_silent_about_comments(more: str) -> None:
    text = page("").replace("<div id='comments'></div>", more)
    assert (read(text).source_key, read(text).declared, read(text).comments) == ("blogger:5", None, ())
    with pytest.raises(UnrecognisedInput, match="not one post's own page"):
        read(text.replace(more, more.replace("item", "index").replace("static_page", "archive").replace("/5/", "/")))


def test_a_page_whose_head_does_not_name_blogger_is_told_by_its_comments() -> None:
    bare = text_of("threaded-replies.html").replace("<meta content='blogger' name='generator'/>", "")
    assert len(read(bare).comments) == 8
    with pytest.raises(UnrecognisedInput, match="no sign of Blogger"):
        read(bare.replace("7001", "").replace("post-body-", "body-"))


# comments


@pytest.mark.feature("H16")
@pytest.mark.parametrize("name", [*GENERATIONS, "threaded-replies.html"])
def test_numbers_of_accounts_and_pictures_stay_in_the_capture(name: str) -> None:
    record = repr(read_page(text_of(name)))
    for private in ("/profile/", "pid-", "blank.gif", "rounded.gif", "s35"):
        assert private not in record


@pytest.mark.parametrize(
    ("name", "part", "without"),
    [
        ("blogger-classic.html", '<dd class="comment-body">', '<dd class="x">'),
        ("blogger-layouts.html", "<dd class='comment-body' id='Blog1_cmt-7102'>", "<dd>"),
        ("blogger-responsive-flat.html", "<div class='comment-body'>", "<div>"),
        ("blogger-responsive-threads.html", '<div class="comment-block">', "<div>"),
    ],
)
def test_a_comment_without_its_content_is_a_broken_page(name: str, part: str, without: str) -> None:
    assert part in text_of(name)
    with pytest.raises(BadInput, match="without its content"):
        read(text_of(name).replace(part, without, 1))


@pytest.mark.parametrize("name", WITH_COMMENTS)
def test_a_page_that_breaks_off_is_refused(name: str) -> None:
    text = text_of(name)
    with pytest.raises(BadInput, match="breaks off"):
        read(text[: text.rindex("comment-")])


def flat(*bylines: str) -> OriginalPost:
    items = "".join(
        f"<dt class='comment-author' id='c{number}'>{byline}</dt><dd class='comment-body'><p>x</p></dd>"
        for number, byline in enumerate(bylines, start=1)
    )
    return read(page(f"<dl id='comments-block'>{items}</dl>"))


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("Bollard said...", "Bollard"),
        ("Bollard\n a dit…", "Bollard"),
        ("Bollard\nhat gesagt…", "Bollard"),
        ("Der Poller hat gesagt...", "Der Poller"),
        ("Bolardo dijo...", "Bolardo"),
        ("ボラード さんのコメント...", "ボラード"),
        ("Bollard\nblabla:", "Bollard"),
        ("Bollard blabla:", "Bollard blabla:"),
        ("He who said... said...", "He who said..."),
        ("&nbsp;Bollard&nbsp;said...", "Bollard"),
        ("", None),
    ],
)
def test_a_name_stands_before_what_a_language_writes_behind_it(byline: str, name: str | None) -> None:
    assert flat(byline).comments[0].author == name


def test_a_page_says_itself_what_it_writes_behind_a_name() -> None:
    post = flat("<a href='http://kelp.example/'>Kelp</a> mumbled:", "Bollard mumbled:", "Cleat", "Anonymous mumbled:")
    assert [comment.author for comment in post.comments] == ["Kelp", "Bollard", "Cleat", "Anonymous"]
    assert post.comments[3].author_kind is AuthorKind.ANONYMOUS


@pytest.mark.parametrize(
    "word", ["Anonymous", "Anonyme", "Anonym", "ANÓNIMO", "Anônimo", "Anonimowy", "Аноним", "匿名"]
)
def test_people_without_a_name_are_anonymous_in_every_language(word: str) -> None:
    (comment,) = flat(f"{word}\nblabla:").comments
    assert (comment.author, comment.author_kind) == ("Anonymous", AuthorKind.ANONYMOUS)


def test_what_has_no_number_is_no_comment() -> None:
    flat_list = "<dt class='comment-author' id='comment'>A</dt><dd class='comment-body'>x</dd>"
    assert read(page(f"<dl id='comments-block'>{flat_list}</dl>")).comments == ()
    div = "<div class='comment' id='comment-form'><div class='comment-body'>x</div></div>"
    assert read(page(f"<div id='comments-block'>{div}</div>")).comments == ()


def test_a_comment_without_a_time() -> None:
    post = read(
        page(
            "<dl id='comments-block'><dt class='comment-author' id='c1'>A</dt><dd class='comment-body'>x</dd>"
            "<dd class='comment-footer'>no time</dd></dl>"
        )
    )
    assert post.comments[0].published.precision is Precision.UNKNOWN


def test_a_commenter_without_a_byline() -> None:
    text = page("<div id='comments-block'><div class='comment' id='c1'><div class='comment-body'>x</div></div></div>")
    (comment,) = read(text).comments
    assert (comment.author_kind, comment.published.precision) == (AuthorKind.UNKNOWN, Precision.UNKNOWN)


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("<span class='deleted-comment'>Ten komentarz został usunięty przez autora.</span>", "removed_by_author"),
        ("<span class='deleted-comment'>… przez administratora bloga.</span>", "removed_by_admin"),
        ("<span class='deleted-comment'>Deze reactie is verwijderd door een blogbeheerder.</span>", "removed_by_admin"),
        ("Deze reactie is verwijderd door een blogbeheerder.", "removed_by_admin"),
        ("Deze reactie is verwijderd door een blogbeheerder, jammer.", "live"),
        ("It said <span class='deleted-comment'>gone</span>.", "live"),
        ("", "live"),
    ],
)
def test_removed_comments_in_many_languages(body: str, state: str) -> None:
    text = page(
        f"<dl id='comments-block'><dt class='comment-author' id='c1'>A</dt><dd class='comment-body'>{body}</dd></dl>"
    )
    assert read(text).comments[0].state is SourceState(state)


def test_pages_that_link_here_are_no_comments() -> None:
    post = read(text_of("blogger-layouts.html"))
    assert all("extrait" not in comment.text.reveal().text for comment in post.comments)
    links = "<a name='links'></a><h4>3 links here:</h4><dl id='comments-block'><dt class='comment-title'>x</dt></dl>"
    assert read(page(links)).declared is None


def test_a_heading_over_the_form_announces_nothing() -> None:
    assert read(page("<h4 id='comment-post-message'>Post a Comment</h4>")).declared is None


@pytest.mark.parametrize(("heading", "declared"), [("2 comments", 2), ("Comments", None), ("", None)])
def test_comments_in_a_layout_of_the_blogs_own_are_not_said_to_be_none(heading: str, declared: int | None) -> None:
    own = "<ul><li id='c11'>A: x</li><li id='c12'>B: y</li></ul>"
    post = read(page(f"<h4>{heading}</h4>{own}"))
    assert (post.declared, post.comments) == (declared, ())


# the list in a script


def script(items: str, shown: str = "") -> OriginalPost:
    return read(page(f"<script>var items = {items};\nvar x = ']';</script><div id='comment-holder'>{shown}</div>"))


ITEM = "{'id': '1', 'body': 'a\\74br /\\76b', 'timestamp': '1328586000111', 'author': {'name': 'Reed'}}"
SHOWN = "<li class='comment' id='bc_1'><div class='comment-block' id='c1'><p class='comment-content'>a</p></div></li>"


def test_a_list_that_the_page_does_not_show_is_read() -> None:
    (comment,) = script(f"[{ITEM}]").comments
    assert comment.text.reveal().text == "a\nb"
    assert (comment.author, comment.published.local) == ("Reed", "2012-02-07T04:40:00.111+01:00")


@pytest.mark.parametrize(
    "items",
    [
        "null",
        "[]",
        "[",
        "[{'id': '1', 'body': 'a",
        "[{'id': 1x}]",
        "[{'id': 'x'}, {'body': 'a'}, 7, null]",
        "[" * 5000,
        "[" + "{'a': " * 5000,
        "['\\ud83d']",
    ],
)
def test_a_list_that_is_none_yields_what_the_page_shows(items: str) -> None:
    assert [comment.source_key for comment in script(items, SHOWN).comments] == ["blogger:1"]
    assert script(items).comments == ()


@pytest.mark.parametrize(
    ("literal", "words"),
    [
        ("'It\\47s'", "It's"),
        ("'It\\'s'", "It's"),
        ('"It\'s"', "It's"),
        ("'\\750 \\0751'", "=0 =1"),
        ("'\\x41\\u00e9\\n\\\nb'", "Aé b"),
        ("'\\ud83d\\ude00'", "😀"),
        ("'a \\74\\/b\\76c'", "a c"),
        ("'[{\\42'", '[{"'),
        ("7", ""),
    ],
)
def test_strings_of_a_script(literal: str, words: str) -> None:
    (comment,) = script(f"[{{'id': '1', 'body': {literal}}}]").comments
    assert comment.text.reveal().text == words


def test_half_a_letter_in_a_script_harms_nothing() -> None:
    (comment,) = script("[{'id': '1', 'body': '\\ud83d', 'author': {'name': 'x\\ud83d'}}]").comments
    assert comment.author == "x?"


def test_a_comment_of_a_script_is_not_its_own_parent() -> None:
    first, second = script("[{'id': '1', 'parentId': '1'}, {'id': '2', 'parentId': '1', 'author': 'x'}]").comments
    assert (first.parent_key, second.parent_key, second.author_kind) == (None, "blogger:1", AuthorKind.UNKNOWN)


@pytest.mark.parametrize("items", ["['" + "\\'" * 150_000, "['a'" + ", 'a'" * 60_000, "['" + "a" * 300_000])
def test_no_list_in_a_script_takes_for_ever(items: str) -> None:
    assert script(items).comments == ()


# many comments


def test_the_second_page_of_comments_goes_on_counting() -> None:
    links = links_of(
        text_of("blogger-layouts.html"), "http://moulin.blogspot.com/2009/04/la-roue-du-moulin.html?commentPage=2"
    )
    assert links.comment_pages == ("https://moulin.blogspot.com/2009/04/la-roue-du-moulin.html?commentPage=1",)
    assert [comment.ordinal for comment in read(text_of("blogger-layouts.html")).comments] == [200, 201, 202, 203]


PAGING = """<span class='paging-control-container'>
<a class='unneeded-paging-control' href='x.html?commentPage=0'>Oldest</a>
{range} <a class='paging-control' href='x.html%3FcommentPage%3D2'>Newer</a>
<a class='paging-control' href='x.html?commentPage=4'>Newest</a></span>"""


def test_a_first_page_of_comments_leads_to_the_others() -> None:
    links = links_of(page(PAGING.format(range="1 – 200 of 790")), "https://a.blogspot.com/2016/05/x.html?m=1")
    assert links.comment_pages == tuple(f"https://a.blogspot.com/2016/05/x.html?commentPage={n}" for n in (2, 3, 4))
    assert links_of(page(PAGING.format(range="")), "file:x").comment_pages == ()


@pytest.mark.parametrize(
    ("shown", "declared", "first"),
    [
        ("1 – 200 of 1.790", 1790, 0),
        ("全 790 件中 201 – 400 件", 790, 200),
        ("some of them", None, 0),
        ("0 – 0 of 0", None, 0),
        ("1 – 200", None, 0),
    ],
)
def test_the_range_of_a_page_of_comments(shown: str, declared: int | None, first: int) -> None:
    item = "<dt class='comment-author' id='c1'>A</dt><dd class='comment-body'>x</dd>"
    post = read(page(f"<h4>Comments:</h4>{PAGING.format(range=shown)}<dl id='comments-block'>{item}</dl>"))
    assert (post.declared, post.comments[0].ordinal) == (declared, first)


def test_a_thread_that_loads_more_says_how_many() -> None:
    text = text_of("blogger-responsive-threads.html")
    assert (read(text).declared, len(read(text).comments)) == (53, 2)


# pages without words, and pages that are no post


def test_dynamic_views_name_their_post_and_leave_its_comments_to_the_feed() -> None:
    text = text_of("blogger-dynamic.html")
    post = read(text)
    assert (post.source_key, post.text, post.declared, post.comments) == ("blogger:7008", None, None, ())
    home = text.replace("feeds/7008/comments", "feeds/comments").replace("2014/08/no-wind.html", "")
    with pytest.raises(UnrecognisedInput, match="Dynamic Views that names no post"):
        read(home)


@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "<html><head><meta name='generator' content='blogger'></head><body>Not here<script>"
            "_WidgetManager._SetDataContext([{'data': {'pageType': 'error_page'}}]);</script></body></html>",
            "no such post",
        ),
        (
            "<html><title>Sorry</title><form id='captcha-form' action='https://www.google.com/sorry/index'></form></html>",
            "whether a person is there",
        ),
        ("<html><p>Our systems have detected unusual traffic from your computer network.</html>", "a person is there"),
        ("<html><title>Just a moment</title><script>window._cf_chl_opt={}</script></html>", "a person is there"),
        ("<html><title>Sign in - Accounts</title></html>", "a sign-in"),
        ("<html><form method='post' action='https://accounts.google.com/signin/v2'></form></html>", "a sign-in"),
        ("<html><p>This blog is open to invited readers only</html>", "a sign-in"),
        (
            "<html><div id='maia-main'><h1>Content Warning</h1>"
            "<a href='https://a.blogspot.com/?guestAuth=AA'>I understand</a></div></html>",
            "a warning before a blog",
        ),
        (
            "<html><a href='https://www.blogger.com/blogin.g?blogspotURL=https://a.blogspot.com/'>x</a></html>",
            "a warning",
        ),
        ("<html><title>Blog not found</title></html>", "no such blog"),
    ],
)
def test_pages_put_in_the_place_of_a_post_are_none(text: str, name: str) -> None:
    with pytest.raises(UnrecognisedInput, match=name) as refused:
        read(text, "https://a.blogspot.com/2016/05/x.html")
    assert str(refused.value).count(".") == 1
    assert "and no post's own" not in str(refused.value)


def test_no_telltale_takes_for_ever() -> None:
    for piece in ("<form ", "<title>Sign in", "<meta name=generator content=blogger "):
        with pytest.raises((UnrecognisedInput, BadInput)):
            read("<html>" + piece * 20_000)


def test_a_warning_laid_over_a_post_hides_nothing() -> None:
    warning = (
        "<iframe src='https://www.blogger.com/blogin.g?blogspotURL=http://a.example/' id='injected-iframe'></iframe>"
    )
    text = text_of("threaded-replies.html").replace(
        "<body>", f"<body class='loading'>{warning}<style>body * {{visibility: hidden}}</style>"
    )
    assert read(text) == read(text_of("threaded-replies.html"))


# where pages lead


def test_a_mobile_page_leads_to_the_posts_it_lists() -> None:
    text = page(
        "",
        body="""<div class='mobile-date-outer date-outer'><div class='mobile-post-outer'>
        <a href='http://a.blogspot.co.uk/2013/06/beans.html?m=1'><h3 class='mobile-index-title entry-title'>Beans</h3>
        <div class='mobile-index-contents'><div class='post-body'>They…</div></div></a>
        <div class='mobile-index-comment'><a class='comment-link'
        href='http://a.blogspot.co.uk/2013/06/beans.html?m=1#comment-form'>2 comments:</a></div></div></div>""",
    )
    links = links_of(text, "http://a.blogspot.co.uk/?m=1")
    assert links.posts == (PostLink("https://a.blogspot.com/2013/06/beans.html", 2),)


def test_a_classic_page_leads_to_posts_and_months() -> None:
    text = """<html><body><div class="post"><a name="11"></a><div class="post-body">A</div><p class="post-footer">
        <em>posted by Pier at <a href="/2006/03/a.html" title="permanent link">9:06 PM</a></em>
        <a class="comment-link" href="http://www.blogger.com/comment.g?blogID=9&amp;postID=11">4 comments</a></p></div>
        <ul class="archive-list"><li><a href="/2006_03_01_archive.html">March 2006</a></li></ul></body></html>"""
    links = links_of(text, "http://www.harbour.example/")
    assert links.posts == (PostLink("https://www.harbour.example/2006/03/a.html", 4),)
    assert links.archives == ("https://www.harbour.example/2006_03_01_archive.html",)


@pytest.mark.parametrize(
    ("footer", "local"),
    [
        ("<a title='permanent link'>9:06 PM</a>", "2006-03-02T21:06+01:00"),
        ("<a rel='bookmark'>21 h 06</a>", "2006-03-02T21:06+01:00"),
        ("<a rel='bookmark'>Permalink</a>", "2006-03-02"),
        (
            "<a class='timestamp-link'><abbr class='published' title='2006-03-03T06:00:00Z'>x</abbr></a>",
            "2006-03-03T07:00+01:00",
        ),
        ("<a class='timestamp-link'><abbr class='published' title='soon'>x</abbr></a>", "2006-03-02"),
    ],
)
def test_when_a_post_was_written(footer: str, local: str) -> None:
    body = (
        "<h2 class='date-header'>Thursday, March 02, 2006</h2><div class='post'><a name='5'></a>"
        f"<div class='post-body'>A</div><p class='post-footer'>{footer}</p></div>"
    )
    assert read(page("<dl id='comments-block'></dl>", "", body)).published.local == local


def changed(change: Any) -> OriginalPost:
    return read(change(text_of("blogger-classic.html")))


def test_what_a_classic_page_does_not_say_is_unknown() -> None:
    post = changed(lambda text: text.replace("posted by Pier at ", "").replace("date-header", "x"))
    assert (post.author, post.published.precision) == (None, Precision.UNKNOWN)
    site = read_page(text_of("blogger-classic.html").replace("Harbour Notes: The ferry", "The ferry")).site
    assert site.title is None
