"""Addresses of blogs as Blogger and WordPress spell them lead to the right place, for several blogs in one archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from archive.markup import parse_fragment
from archive.originals import absences
from archive.originals.records import OriginalComment, OriginalPost, Source, SourceTime
from archive.publishing.check import check
from archive.publishing.public_file import PublicFile
from plugins.site.application import build_datasette
from tests.bench import LONDON, Bench, comment, make_bench, post
from tests.public_copy import NOON, FixedSearch, Pages

DESK, ISLAND, FERRY = "desk.example.org", "island.example/log", "ferry.example:8443"
MARCH = SourceTime.from_instant(datetime(2017, 3, 1, 9, tzinfo=LONDON), LONDON)
SLUG = "/2018/07/late-shift"
ISLAND_POST = "/island.example/log/2018/07/gulls"


def wordpress(site: str, number: int, path: str, *comments: OriginalComment, **fields: object) -> OriginalPost:
    """Return a post of a WordPress site."""
    found = replace(
        post(number, *comments),
        source_key=f"wordpress:{site}:p{number}",
        source=Source.FEED,
        url=f"https://{site.partition('/')[0]}{path}",
        published=SourceTime.from_instant(datetime(2018, 7, 2, 9, tzinfo=LONDON), LONDON),
    )
    return replace(found, **fields)  # type: ignore[arg-type]  # whatever the test says


def said(site: str, number: int, html: str, *, answers: int | None = None) -> OriginalComment:
    """Return a comment of a WordPress site."""
    parent = None if answers is None else f"wordpress:{site}:c{answers}"
    return replace(comment(number, html), source_key=f"wordpress:{site}:c{number}", parent_key=parent)


def _fill(bench: Bench) -> None:
    first, second = (said(DESK, n, f"<p>Number {n}</p>", answers=a) for n, a in ((12, None), (13, 12)))
    disqus = replace(comment(99, "<p>By way of Disqus</p>"), source_key="disqus:99")
    bench.add(
        wordpress(DESK, 5, SLUG, first, second, disqus, labels=("Night shifts", "Überstunden")),
        wordpress(DESK, 6, "/?p=6", title="Nameless"),
        wordpress(DESK, 7, "/house-rules/", title="House rules", is_page=True),
        wordpress(DESK, 8, "/2017/03/caf%C3%A9/", title="Café", author="Old Capstan & Söhne", published=MARCH),
        wordpress(DESK, 9, "/public/", title="Public meeting"),
        wordpress(DESK, 10, "/-/odd/", title="Odd"),
        host=DESK,
        title="The Desk",
    )
    bench.add(
        wordpress(ISLAND, 5, "/log/2018/07/gulls/", said(ISLAND, 12, "<p>Loud</p>"), title="Gulls"),
        wordpress(ISLAND, 6, "/log/?p=6", title="No name either"),
        host="island.example",
        title="The Island Log",
    )
    bench.add(post(71, comment(72, "<p>Moored</p>")), host=FERRY, title=None)
    with bench.db.atomic():
        absences.note_site(bench.db, 2, True, bench.now)
        absences.note_post(bench.db, "desk-example-org_p5", True, bench.now)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    bench = make_bench(tmp_path_factory.mktemp("blogs"))
    _fill(bench)
    bench.publish()
    assert check(bench.folder, surfaces=[PublicFile(bench.folder)]).problems == ()
    site = Pages(build_datasette(bench.folder, searcher=FixedSearch(), clock=lambda: NOON))
    yield site
    site.close()


def soup(pages: Pages, path: str, status: int = 200) -> BeautifulSoup:
    answer = pages.get(path)
    assert answer.status_code == status, (path, answer.status_code, answer.headers.get("location"))
    return BeautifulSoup(answer.text, "lxml")


def text(page: BeautifulSoup | Tag, selector: str) -> str:
    (found,) = page.select(selector)
    return " ".join(found.get_text().split())


NAMELESS = "/-/post/desk-example-org_p6"
CAFE = "/2017/03/caf%C3%A9"


@pytest.mark.feature("A2")
@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        # WordPress: permalinks and what hangs on them
        ("/2018/07/late-shift/", 301, SLUG),
        (f"{SLUG}/comment-page-2/", 301, SLUG),
        (f"{SLUG}/comment-page-2", 301, SLUG),
        (f"{SLUG}/feed/", 301, SLUG),
        (f"{SLUG}/amp", 301, SLUG),
        (f"{SLUG}/index.html", 301, SLUG),
        (f"{SLUG}/comment-page-2/?view=time", 301, f"{SLUG}?view=time"),
        (f"{SLUG}/?replytocom=13", 302, f"{SLUG}#cdesk-example-org_c13"),
        (f"{SLUG}/comment-page-1/?replytocom=13", 302, f"{SLUG}#cdesk-example-org_c13"),
        (f"{SLUG}?replytocom=77", 302, SLUG),
        ("/house-rules/", 301, "/house-rules"),
        ("/2017/03/caf%C3%A9/", 301, CAFE),
        ("/2017/03/caf%c3%a9/feed/atom/", 301, CAFE),
        # by number
        ("/?p=5", 301, SLUG),
        ("/?p=5&cpage=2", 301, SLUG),
        ("/?p=5&replytocom=12", 302, f"{SLUG}#cdesk-example-org_c12"),
        ("/index.php?p=5", 301, SLUG),
        ("/?page_id=7", 301, "/house-rules"),
        ("/?p=6", 301, NAMELESS),
        # a path that the archive needs for itself, or that Datasette has
        ("/?p=9", 301, "/-/post/desk-example-org_p9"),
        ("/?p=10", 301, "/-/post/desk-example-org_p10"),
        # archives
        ("/?m=201807", 301, "/2018/07/"),
        ("/?m=20180702", 301, "/2018/07/"),
        ("/?m=2018", 301, "/2018/"),
        ("/2018/07/02/", 301, "/2018/07/"),
        ("/2018/07/page/2/", 301, "/2018/07/"),
        ("/2018/feed/", 301, "/2018/"),
        ("/page/3/", 301, "/"),
        ("/feed/", 301, "/-/feed/posts"),
        ("/comments/feed", 301, "/-/feed/comments"),
        # labels, in the words of either blog system
        ("/category/night-shifts/", 301, "/-/topic/night-shifts"),
        ("/category/shifts/night-shifts/page/2/", 301, "/-/topic/night-shifts"),
        ("/tag/uberstunden/", 301, "/-/topic/%C3%BCberstunden"),
        ("/tag/%C3%BCberstunden", 301, "/-/topic/%C3%BCberstunden"),
        ("/search/label/Night%20shifts?max-results=20", 301, "/-/topic/night-shifts"),
        ("/?tag=night-shifts", 301, "/-/topic/night-shifts"),
        # authors and searches
        ("/author/old-capstan/", 302, "/-/search?q=author%3A%22Old+Capstan%22+in%3Apost"),
        ("/author/old-capstan-sohne/page/2/", 302, "/-/search?q=author%3A%22Old+Capstan+%26+S%C3%B6hne%22+in%3Apost"),
        ("/?s=fog+horn", 301, "/-/search?q=fog+horn"),
        ("/search/fog%20horn/", 301, "/-/search?q=fog+horn"),
        # a further blog, which lived in a folder of its host
        ("/island.example", 301, "/island.example/"),
        ("/island.example/log/", 301, "/island.example/"),
        ("/island.example/log", 301, "/island.example/"),
        ("/island.example/log/2018/07/", 301, "/island.example/2018/07/"),
        ("/island.example/log/2018/", 301, "/island.example/2018/"),
        ("/island.example/2018", 301, "/island.example/2018/"),
        ("/island.example/log/2018/07/gulls/", 301, ISLAND_POST),
        (f"{ISLAND_POST}/comment-page-1/", 301, ISLAND_POST),
        (f"{ISLAND_POST}?replytocom=12", 302, f"{ISLAND_POST}#cisland-example-x2f-log_c12"),
        ("/island.example/log/?p=5", 301, ISLAND_POST),
        ("/island.example/?p=6", 301, "/-/post/island-example-x2f-log_p6"),
        ("/island.example/log/tag/night-shifts/", 301, "/-/topic/night-shifts"),
        # and one with a port of its own
        ("/ferry.example:8443/2018/07/post-71.html?m=1", 301, "/ferry.example:8443/2018/07/post-71.html"),
        ("/-/post/71", 301, "/ferry.example:8443/2018/07/post-71.html"),
        ("/-/comment/72", 302, "/ferry.example:8443/2018/07/post-71.html#c72"),
        ("/-/comment/island-example-x2f-log_c12", 302, f"{ISLAND_POST}#cisland-example-x2f-log_c12"),
        ("/-/comment/d99", 302, f"{SLUG}#cd99"),
        ("/-/comment/desk-example-org_c13", 302, f"{SLUG}#cdesk-example-org_c13"),
        ("/-/post/desk-example-org_p5", 301, SLUG),
    ],
)
def test_old_addresses_lead_to_the_right_place(pages: Pages, path: str, status: int, location: str | None) -> None:
    answer = pages.get(path)
    assert (answer.status_code, answer.headers.get("location")) == (status, location)


@pytest.mark.feature("A2")
@pytest.mark.parametrize(
    ("path", "heading"),
    [
        (SLUG, "Night shifts"),
        ("/house-rules", "House rules"),
        (CAFE, "Café"),
        (NAMELESS, "Nameless"),
        ("/-/post/desk-example-org_p9", "Public meeting"),
        ("/-/post/desk-example-org_p10", "Odd"),
        ("/2018/", "2018"),
        ("/2018/07/", "July 2018"),
        ("/island.example/", "The Island Log"),
        ("/island.example/2018/", "2018"),
        ("/island.example/2018/07/", "July 2018"),
        (ISLAND_POST, "Gulls"),
        ("/ferry.example:8443/", "ferry.example:8443"),
        ("/ferry.example:8443/2018/07/post-71.html", "Night shifts"),
    ],
)
def test_the_blogs_own_paths_answer_and_are_what_they_say(pages: Pages, path: str, heading: str) -> None:
    page = soup(pages, path)
    assert text(page, "h1") == heading
    (canonical,) = page.select("link[rel=canonical]")
    assert canonical["href"] == path


@pytest.mark.parametrize(
    ("path", "happened"),
    [
        ("/?p=77", "no post of that number"),
        ("/author/nobody/", "no page of that author"),
        ("/tag/nothing/", "no posts with that label"),
        ("/island.example/2019/", "no posts of 2019"),
        ("/island.example/2018/07/late-shift/", "There is no page"),
        ("/log/2018/07/gulls/", "There is no page"),
        ("/wp-content/2018/07/", "There is no page"),
        ("/other.example/", "There is no page"),
    ],
)
def test_what_no_blog_has_is_said(pages: Pages, path: str, happened: str) -> None:
    assert happened in text(soup(pages, path, 404), ".lead")


@pytest.mark.feature("A2")
def test_a_comment_answers_to_the_fragment_it_had_at_its_blog(pages: Pages) -> None:
    page = soup(pages, SLUG)
    for fragment, item in (("comment-12", "desk-example-org_c12"), ("comment-99", "d99")):
        (old,) = page.select(f"#{fragment}")
        assert old.get_text() == ""
        following = old.find_next_sibling("article")
        assert isinstance(following, Tag)
        assert following["id"] == f"c{item}"
    assert not soup(pages, "/ferry.example:8443/2018/07/post-71.html").select(".old-anchor")


def test_a_fragment_names_one_comment_alone(tmp_path: Path) -> None:
    bench = make_bench(tmp_path)
    twin = replace(comment(12, "<p>By way of Disqus</p>"), source_key="disqus:12")
    bench.add(wordpress(DESK, 5, SLUG, said(DESK, 12, "<p>Here</p>"), twin), host=DESK)
    bench.publish()
    site = Pages(build_datasette(bench.folder, searcher=FixedSearch(), clock=lambda: NOON))
    ids = [each["id"] for each in soup(site, SLUG).select("[id]")]
    site.close()
    assert "comment-12" in ids
    assert len(ids) == len(set(ids))


@pytest.mark.feature("A2")
def test_home_lists_all_blogs_before_the_years_and_the_standing_pages(pages: Pages) -> None:
    home = soup(pages, "/")
    assert "An archive of The Desk: 6 posts and 3 comments, 2017 to 2018." in text(home, ".lead")
    lines = [" ".join(line.get_text().split()) for line in home.select("section[aria-labelledby=blogs] li")]
    assert lines == [
        "The Desk 6 posts and 3 comments, 2017 to 2018",
        "The Island Log 2 posts and 1 comment, all in 2018. Source gone since May 2026.",
        "ferry.example:8443 1 post and 1 comment, all in 2025",
    ]
    assert [link["href"] for link in home.select("section[aria-labelledby=blogs] a")] == [
        "/",
        "/island.example/",
        "/ferry.example:8443/",
    ]
    sections = [section["aria-labelledby"] for section in home.select("section[aria-labelledby]")]
    assert sections.index("blogs") < sections.index("years")
    others = soup(pages, "/island.example/").select("section[aria-labelledby=blogs] a")
    assert [link["href"] for link in others] == ["/", "/ferry.example:8443/"]
    assert [link["href"] for link in home.select("section[aria-labelledby=pages] a")] == ["/house-rules"]
    about = soup(pages, "/-/about")
    assert "A copy of The Desk, The Island Log and ferry.example:8443: 9 posts and 5 comments" in text(about, ".lead")


def test_a_further_blog_keeps_its_readers_on_its_own_pages(pages: Pages) -> None:
    home = soup(pages, "/island.example/")
    assert [link["href"] for link in home.select(".calendar-year h3 a")] == ["/island.example/2018/"]
    assert [link["href"] for link in home.select(".calendar-months a")] == ["/island.example/2018/07/"]
    assert "/" in [link["href"] for link in home.select(".crumbs a")]
    thread = soup(pages, ISLAND_POST)
    assert [link["href"] for link in thread.select(".crumbs a")] == [
        "/island.example/",
        "/island.example/2018/",
        "/island.example/2018/07/",
    ]
    assert text(thread, ".crumbs a:first-child") == "The Island Log"
    year = soup(pages, "/island.example/2018/")
    assert {link["href"] for link in year.select(".posts-title")} == {
        ISLAND_POST,
        "/-/post/island-example-x2f-log_p6",
    }
    assert [link["href"] for link in year.select(".activity a")] == ["/island.example/2018/07/"]


@pytest.mark.feature("H8")
def test_pages_say_since_when_their_source_is_gone(pages: Pages) -> None:
    for path in ("/island.example/", "/island.example/2018/", "/island.example/2018/07/"):
        assert "Source gone since May 2026." in text(soup(pages, path), ".lead")
    assert text(soup(pages, ISLAND_POST), ".post .source") == "Source gone since May 2026."
    assert text(soup(pages, SLUG), ".post .source") == "Source gone since May 2026."
    for path in ("/", "/2018/", CAFE):
        assert "Source gone" not in soup(pages, path).select("main")[0].get_text().replace(
            "all in 2018. Source gone since May 2026.", ""
        )


@pytest.mark.parametrize("item", ["desk-example-org_p5", "desk-example-org_c12", "d99", "island-example-x2f-log_c12"])
def test_data_pages_know_every_kind_of_id(pages: Pages, item: str) -> None:
    table = "post" if "_p" in item else "comment"
    row = pages.get(f"/public/{table}/{item}.json?_shape=objects")
    assert row.status_code == 200
    assert row.json()["rows"][0]["id"] == item
    found = pages.get(f"/public/{table}.json?_shape=array&id__exact={item}").json()
    assert [each["id"] for each in found] == [item]


def test_a_blog_whose_host_is_masked_is_named_and_stands_under_no_host(tmp_path: Path) -> None:
    bench = make_bench(tmp_path)
    _fill(bench)
    bench.publish()
    words = parse_fragment("<p>We sail from island.example at noon</p>")
    bench.add(replace(post(71, replace(comment(72, ""), text=words)), url=None), host=FERRY, title=None)
    bench.mask(72, "island", everywhere=True)
    bench.publish()
    site = Pages(build_datasette(bench.folder, searcher=FixedSearch(), clock=lambda: NOON))
    home = soup(site, "/")
    assert "The [name] Log" in text(home, "section[aria-labelledby=blogs]")
    assert [link["href"] for link in home.select("section[aria-labelledby=blogs] a")] == ["/", "/ferry.example:8443/"]
    assert site.get("/island.example/").status_code == 404
    assert site.get("/-/post/island-example-x2f-log_p5").status_code == 200
    site.close()
