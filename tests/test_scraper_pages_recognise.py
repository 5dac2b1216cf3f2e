"""Formats are told by content; what is not read is named; no input makes a parser fall over."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archive.errors import ArchiveError, BadInput, UnrecognisedInput
from archive.originals.records import AuthorKind, SourceState
from scraper.pages.authors import is_profile, read_author, removed_state
from scraper.pages.blogger.links import find_links
from scraper.pages.dates import find_byline, find_day, find_wall_clock, from_millis
from scraper.pages.recognise import parse
from scraper.pages.wordpress.links import find_wordpress_links

ZONE = ZoneInfo("Europe/London")
PAGES = sorted(path for path in (Path(__file__).parent / "pages").iterdir() if path.suffix != ".json")
BODIES = {path.name: path.read_bytes() for path in PAGES}


@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    ("body", "name"),
    [
        (b"", "an empty file"),
        (b" \n\t ", "an empty file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text"),
        (bytes(range(1, 32)) * 20, "not a text"),
        (b"\xff\xfe\x00\x00", "not a text"),
        (b"Dear diary, nobody wrote to me.", "text that shows no comments ending in ReplyDelete"),
        (b'{"kind": "blogger#blog"}', "JSON"),
        (b'[{"id": 1}]', "JSON"),
        (b"<div>a piece</div>", "text that shows no comments ending in ReplyDelete"),
        (b"<html><link href='/wp-content/themes/x.css'></html>", "a WordPress page with a list of posts"),
        (b"<html><title>Just a moment...</title><script>_cf_chl_opt</script></html>", "whether a person is there"),
        (
            b"<html><body>Our systems have detected unusual traffic from your computer network",
            "whether a person is there",
        ),
        (b"<html><body class='login wp-core-ui'><link href='/wp-includes/x.css'></html>", "asks for a sign-in"),
        (b"<html><a href='https://wordpress.com/log-in?redirect_to=x'>Log in</a></html>", "asks for a sign-in"),
        (b"<!DOCTYPE html><p>hello", "an HTML page that shows no sign of Blogger"),
        (b"<!-- x --><html><div class='comment-poster'></html>", "an HTML page that shows no sign of Blogger"),
        (
            b"<?xml version='1.0'?><rss xmlns:wp='http://wordpress.org/export/1.2/'><channel><wp:x/></channel></rss>",
            "a WordPress export",
        ),
        (b"<?xml version='1.0'?><rss version='2.0'></rss>", "an RSS feed that WordPress did not make"),
        (b"`<?xml version='1.0'?><disqus xmlns='http://disqus.com'>", "a Disqus export"),
        (b"<?xml version='1.0'?><urlset></urlset>", "a sitemap"),
        (b"<?xml version='1.0'?><note/>", "XML that is no feed of a blog"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'><id>urn:x</id></feed>", "no Blogger posts or comments feed"),
        (
            b"<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>"
            b"<id>tag:blogger.com,1999:blog-1</id></feed>",
            "a Blogger export from Google Takeout",
        ),
        (
            b"<feed xmlns='http://www.w3.org/2005/Atom'><id>tag:blogger.com,1999:blog-1.archive</id><entry>"
            b"<category scheme='http://schemas.google.com/g/2005#kind' term='x'/></entry></feed>",
            "a Blogger backup file",
        ),
    ],
)
def test_what_is_not_read_is_named(body: bytes, name: str) -> None:
    with pytest.raises(UnrecognisedInput, match=name) as refused:
        parse(body, url="file:x", zone=ZONE)
    assert str(refused.value).count(".") == 1
    assert "this version reads" in str(refused.value)


@pytest.mark.shared
@pytest.mark.feature("H13")
def test_no_other_real_input_is_taken_for_ours(shared: Path) -> None:
    refused = [
        *(shared / "realdata" / "blogger-export").glob("*feed.atom"),
        *(shared / "realdata" / "blogger-export").glob("*.xml"),
        *(path for path in (shared / "realdata" / "wordpress-wxr").iterdir() if "malformed" not in path.name),
        *(shared / "realdata" / "disqus").iterdir(),
        *(shared / "realdata" / "warc").iterdir(),
        *(shared / "realdata" / "blogger-html").glob("*.txt"),
    ]
    assert len(refused) >= 18
    for path in refused:
        with pytest.raises(UnrecognisedInput, match="Not recognised"):
            parse(path.read_bytes(), url=f"file:{path.name}", zone=ZONE)


@pytest.mark.shared
def test_real_posts_without_comments_are_posts(shared: Path) -> None:
    for path in (shared / "realdata" / "blogger-html").glob("*-0.html"):
        (post,) = parse(path.read_bytes(), url=f"file:{path.name}", zone=ZONE).posts
        assert (post.declared, post.comments) == (0, ())


def test_an_entity_bomb_is_refused_before_it_is_read() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 30))
    bomb = f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY e0 "x">{entities}]><feed>&e29;</feed>'
    with pytest.raises(BadInput, match="document type"):
        parse(bomb.encode(), url="file:x", zone=ZONE)


def test_a_feed_may_call_itself_by_a_prefix_or_a_mark() -> None:
    text = BODIES["comments.atom"].decode()
    marked = "\ufeff<!-- a note -->\n" + text.partition("?>")[2]
    assert len(parse(marked.encode(), url="file:x", zone=ZONE).posts[0].comments) == 5


# fuzz


def takes(body: bytes) -> None:
    try:
        parse(body, url="file:x", zone=ZONE)
    except ArchiveError as refused:
        assert len(str(refused)) < 400  # noqa: PT017 - both ways out are right, and the sentence must be short
    find_links(body, url="https://x.example/2016/05/")
    find_wordpress_links(body, url="https://x.example/2016/05/")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_random_bytes(body: bytes) -> None:
    takes(body)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(BODIES)), st.data())
def test_pages_cut_anywhere(name: str, data: st.DataObject) -> None:
    takes(BODIES[name][: data.draw(st.integers(0, len(BODIES[name])))])


MARKUP = rb"""
< > ' " & ]]> <!-- <li/class='comment'/id='c101'> </div> <entry> </entry> &#0; &#xd800; ReplyDelete http://[ % }
99999999999999999999
"""
SNIPPETS = [*MARKUP.split(), b"\x00", b"\xff\xfe", b"\n"]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(BODIES)),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(SNIPPETS)), max_size=6),
)
@example("comments.atom", [(0.0, 0, b"\xef\xbb\xbf")])
def test_pages_mutated_anywhere(name: str, changes: list[tuple[float, int, bytes]]) -> None:
    body = BODIES[name]
    for place, length, put in changes:
        at = int(place * len(body))
        body = body[:at] + put + body[at + length :]
    takes(body)


@pytest.mark.parametrize("piece", [b"<div>", b"<b>", b"<table><tr><td>", b"<ol><li>", b"<x:y>", b"[", b"<![CDATA["])
@pytest.mark.parametrize("start", [b"", b"<html>", b"<?xml version='1.0'?><feed>", b"<feed>"])
def test_nesting_without_end(start: bytes, piece: bytes) -> None:
    takes(start + piece * 20_000)


@pytest.mark.parametrize(
    "body",
    [
        b"<??>" * 1000 + b"1",
        b"<?xml?>" + b"<??>" * 1000 + b"<note>",
        b"<!---->" * 580 + b"1",
        b" " * 300_000 + b"x",
        b"<feed>" + b" " * 300_000 + b"</feed>",
        b"1" * 300_000,
        b"3 comments:\n" * 30_000,
        b"ReplyDelete\n" * 30_000,
        b"3 comments:\n" + b"  1. a\n    ReplyDelete\n    Replies\n" * 10_000,
    ],
    ids=lambda body: repr(body[:12]),
)
def test_no_input_takes_for_ever(body: bytes) -> None:
    takes(body)


def test_a_document_type_inside_a_text_is_a_text() -> None:
    whole = BODIES["comments.atom"].replace(b"<content type='html'>test<", b"<content><![CDATA[<!DOCTYPE x>]]><")
    assert parse(whole, url="file:x", zone=ZONE).posts[0].comments[2].text.reveal().text == "<!DOCTYPE x>"


def test_deep_words_in_a_comment_are_kept() -> None:
    deep = b"<i><b>" * 120 + b"kept" + b"</b></i>" * 120
    body = BODIES["threaded-replies.html"].replace(b"Ohne Stempel.", deep)
    assert parse(body, url="file:x", zone=ZONE).posts[0].comments[5].text.reveal().text == "kept"


# small readers


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Sunday 29 September 2019", "2019-09-29"),
        ("Thursday, October 27, 2011", "2011-10-27"),
        ("lundi 26 décembre 2011", "2011-12-26"),
        ("Freitag, 5. Juni 2015", "2015-06-05"),
        ("sábado, 30 de marzo de 2019", "2019-03-30"),
        ("1er août 2012", "2012-08-01"),
        ("31 February 2019", None),
        ("99999999 May 2019", None),
        ("5 ſeptember 2019", "2019-09-05"),
        ("On 5 May 2019", None),
        ("", None),
    ],
)
def test_days(line: str, day: str | None) -> None:
    found = find_day(line)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("shown", "wall"),
    [
        ("12 July 2022 at 19:49", "2022-07-12T19:49:00"),
        ("July 13, 2015 at 12:05 AM", "2015-07-13T00:05:00"),
        ("June 6, 2019 at 1:06\u202fp.m.", "2019-06-06T13:06:00"),
        ("6. Juni 2015 um 10:23", "2015-06-06T10:23:00"),
        ("26 décembre 2011 à 13 h 47", "2011-12-26T13:47:00"),
        ("Mittwoch, Mai 10, 2017 4:14:00 PM", "2017-05-10T16:14:00"),
        ("30 de marzo de 2019, 21:00", "2019-03-30T21:00:00"),
        ("12 July 2022 at 25:49", None),
        ("21:00", None),
    ],
)
def test_shown_times(shown: str, wall: str | None) -> None:
    found = find_wall_clock(shown)
    assert (found.isoformat() if found else None) == wall


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Bob712 July 2022 at 19:49", "Bob7"),
        ("Bob452 July 2022 at 19:49", "Bob45"),
        ("Agent 712 July 2022 at 19:49", "Agent 7"),
        ("Bob01 July 2022 at 19:49", "Bob0"),
        ("BobJuly 13, 2015 at 2:39 AM", "Bob"),
        ("12 July 2022 at 19:49", None),
        ("Bob 12 July 2022 at 19:49", None),
        ("as I said on 2 July 2022 at 1:49", None),
        ("Bob0 July 2022 at 19:49", None),
        ("Bob12 July 2022 at 19:49 was there", None),
        ("B" * 300 + "12 July 2022 at 19:49", None),
    ],
)
def test_bylines(line: str, name: str | None) -> None:
    found = find_byline(line)
    assert (found.name if found else None) == name


def test_a_stamp_outside_the_age_of_blogs_is_unknown() -> None:
    assert from_millis(10**12, ZONE).utc is not None
    assert from_millis(10**13 - 1, ZONE).utc is None


@pytest.mark.parametrize(
    ("name", "href", "wanted"),
    [
        ("Ada", "https://www.blogger.com/profile/01", ("Ada", AuthorKind.ACCOUNT, None)),
        ("Ada", "//plus.google.com/01", ("Ada", AuthorKind.ACCOUNT, None)),
        ("Ada", "http://ada.example/", ("Ada", AuthorKind.NAME_URL, "http://ada.example/")),
        ("Ada", "javascript:alert(1)", ("Ada", AuthorKind.NAME, None)),
        ("Ada", "http://[", ("Ada", AuthorKind.NAME, None)),
        ("  匿名 ", "", ("Anonymous", AuthorKind.ANONYMOUS, None)),
        ("", "https://www.blogger.com/profile/01", (None, AuthorKind.ACCOUNT, None)),
        ("", "http://ada.example/", (None, AuthorKind.NAME_URL, "http://ada.example/")),
        ("", "", (None, AuthorKind.UNKNOWN, None)),
    ],
)
def test_authors(name: str, href: str, wanted: tuple[str | None, AuthorKind, str | None]) -> None:
    assert read_author(name, href) == wanted


def test_a_page_of_the_account_host_is_no_profile() -> None:
    assert not is_profile("https://www.blogger.com/feeds/1")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("This comment has been removed by the author.", SourceState.REMOVED_BY_AUTHOR),
        ("This comment has been removed by a blog administrator.", SourceState.REMOVED_BY_ADMIN),
        ("'This comment has been removed by the author.' Why?", SourceState.LIVE),
    ],
)
def test_removed_states(text: str, state: SourceState) -> None:
    assert removed_state(text) is state
