"""The reading pages: what each address of the blog, and of the archive, answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from archive.public import store
from tests.public_copy import ENTRY, HIDDEN_REF, MAIN, REF, Pages, open_pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    site = open_pages(tmp_path_factory.mktemp("site") / "archive", "9001")
    yield site
    site.close()


def soup(pages: Pages, path: str, status: int = 200) -> BeautifulSoup:
    answer = pages.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return BeautifulSoup(answer.text, "lxml")


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select(selector)
    assert len(found) == 1, (selector, len(found))
    return found[0]


def text(page: BeautifulSoup | Tag, selector: str) -> str:
    return " ".join(one(page, selector).get_text().split())


@pytest.mark.feature("R1")
@pytest.mark.feature("R10")
def test_home_says_what_this_is_and_offers_years_search_threads_and_tags(pages: Pages) -> None:
    page = soup(pages, "/")
    assert "An archive of The Night Ferry: 5 posts and 11 comments, 2017 to 2018" in text(page, ".lead")
    assert one(page, "form[role=search] input[name=q]")
    assert [link["href"] for link in page.select(".calendar-year h3 a")] == ["/2018/", "/2017/"]
    assert one(page, 'a[href="/2018/07/"]')["title"] == "July 2018: 1 post, 7 comments"
    assert page.select("section[aria-labelledby=discussed] .posts-title")[0]["href"] == ENTRY
    assert [link["href"] for link in page.select("section[aria-labelledby=week] .posts-title")] == [ENTRY]
    assert [link["href"] for link in page.select(".tags-counted a")] == ["/-/topic/night-ferry", "/-/topic/rotas"]
    assert one(page, "#undated")


@pytest.mark.feature("R1")
def test_year_and_month_list_their_posts_with_counts_and_activity(pages: Pages) -> None:
    year = soup(pages, "/2018/")
    assert [part.get_text() for part in year.select("main section h2 a")] == ["July 2018", "September 2018"]
    assert [bar["width"] for bar in year.select("rect")] == ["100.0%", "14.3%"]
    assert [link["href"] for link in year.select(".around a")] == ["/2017/"]
    month = soup(pages, "/2018/07/")
    assert [link["href"] for link in month.select(".posts-title")] == [ENTRY]
    assert text(month, ".posts-count") == "7 comments"
    assert [link["href"] for link in month.select(".around a")] == ["/2017/11/", "/2018/09/"]
    assert one(month, ".activity [aria-current=page]").get_text() == "July"


def test_a_post_that_is_not_shown_keeps_its_place_in_lists(pages: Pages) -> None:
    line = one(soup(pages, "/2018/09/"), ".posts li")
    assert text(line, ".posts-title") == "A post without a title"
    assert "a moderator has to look" in text(line, ".posts-note")


@pytest.mark.feature("R1")
@pytest.mark.feature("R13")
def test_thread_is_nested_to_three_levels_and_each_reply_names_its_parent(pages: Pages) -> None:
    page = soup(pages, ENTRY)
    items = page.select(".comments > li")
    assert [(one(item, "article")["id"], item["class"][0]) for item in items] == [
        ("c9001", "level-0"),
        ("c9002", "level-1"),
        ("c9003", "level-2"),
        ("c9004", "level-2"),
        ("c9005", "level-0"),
        ("c9006", "level-1"),
        ("c9007", "level-0"),
    ]
    deep = one(page, "#c9004")
    assert text(deep, "h3") == "Reply, level 3: Anonymous 4"
    assert one(deep, ".answers a")["href"] == "#c9003"
    assert text(deep, ".answers a") == "↑ Old Capstan, 08:40"


@pytest.mark.feature("R13")
def test_the_owner_is_marked_and_nobody_else(pages: Pages) -> None:
    page = soup(pages, ENTRY)
    assert [article["id"] for article in page.select("article:has(.owner-mark)")] == ["c9003"]
    assert text(page, ".owner-mark") == "blog owner"


def test_names_are_as_signed_else_a_number_that_claims_nothing(pages: Pages) -> None:
    page = soup(pages, ENTRY)
    names = {article["id"]: text(article, "h3").rpartition(": ")[2] for article in page.select("article.comment")}
    assert names == {
        "c9001": "Anonymous 1",
        "c9002": "Wellington Boots",
        "c9003": "Old Capstan",
        "c9004": "Anonymous 4",
        "c9005": "Comment 5",
        "c9006": "Anonymous 6",
        "c9007": "Comment 7",
    }
    assert "no name in this copy" in text(page, "#c9007 header")
    assert "no name in this copy" not in text(page, "#c9005 header")


@pytest.mark.feature("R8")
def test_dates_are_in_full_and_unknown_is_said(pages: Pages) -> None:
    page = soup(pages, ENTRY)
    when = one(page, "#c9001 time")
    assert (when.get_text(), str(when["datetime"])) == ("2 July 2018, 07:12", "2018-07-02T07:12:40.500+01:00")
    assert text(page, "#c9007 .when") == "no date in this copy"
    assert text(soup(pages, "/2017/11/fog.html"), ".byline time") == "5 November 2017"


@pytest.mark.feature("R1")
def test_by_time_is_flat_and_in_order_and_still_names_parents(pages: Pages) -> None:
    page = soup(pages, f"{ENTRY}?view=time")
    assert [item["id"] for item in page.select("article.comment")] == [f"c900{n}" for n in range(1, 8)]
    assert {item["class"][0] for item in page.select(".comments > li")} == {"level-0"}
    assert one(page, "#c9002 .answers a")["href"] == "#c9001"
    assert one(page, ".views [aria-current]").get_text() == "By time"
    assert one(page, "link[rel=canonical]")["href"] == ENTRY


@pytest.mark.feature("A7")
def test_a_hidden_comment_is_one_line_in_its_place_and_its_replies_stay(pages: Pages) -> None:
    page = soup(pages, ENTRY)
    gone = one(page, "#c9005")
    assert text(gone, ".stand-in").startswith("Hidden in May 2026: identifies a third party. Its reply stays.")
    assert one(gone, ".stand-in a")["href"] == f"/-/log/{HIDDEN_REF}"
    assert not gone.select(".words")
    assert text(page, "#c9006 .answers a") == "↑ Comment 5, 11:00"


@pytest.mark.feature("A7")
def test_removed_and_held_comments_keep_their_place(pages: Pages) -> None:
    page = soup(pages, "/2017/11/fog.html")
    assert text(page, "#c9102 .stand-in") == "Removed at the blog by whoever wrote it."
    assert "waits for somebody to look" in text(page, "#c9103 .stand-in")


@pytest.mark.feature("R7")
def test_a_redaction_is_a_labelled_token_that_leads_to_its_log_line(pages: Pages) -> None:
    token = one(soup(pages, ENTRY), "#c9002 .redaction")
    assert token.get_text() == "[office]"
    assert one(token, "a")["href"] == f"/-/log/{REF}"
    assert "redacted" in str(one(token, "a")["aria-label"])
    line = soup(pages, f"/-/log/{REF}")
    assert "identifies a small office" in line.get_text()


@pytest.mark.feature("H13")
def test_pings_stand_in_a_list_of_their_own_and_are_not_counted(pages: Pages) -> None:
    page = soup(pages, "/lighthouse.example/2016/03/lenses")
    assert text(page, "#comments") == "2 comments"
    assert [item["id"] for item in page.select(".thread article")] == [
        "clighthouse-example_c1",
        "clighthouse-example_c3",
    ]
    assert text(page, "#pings") == "2 links from other pages"
    named, hidden = page.select(".pings article")
    assert text(named, "h3") == "Harbour News"
    assert text(named, ".ping-mark") == "Pingback"
    assert text(named, ".permalink") == "link to pingback 2"
    assert (text(hidden, "h3"), hidden.select(".ping-mark")) == ("Trackback 4", [])
    # an answer to a ping stands at the margin, and says whom it answers
    answer = one(page, "#clighthouse-example_c3")
    assert answer.find_parent("li")["class"] == ["level-0"]  # type: ignore[index]  # it stands in a list
    assert text(answer, ".answers a") == "↑ Harbour News, 3 March 2016"
    for path in ("/lighthouse.example/", "/lighthouse.example/2016/03/"):
        assert "2 comments" in soup(pages, path).get_text()
    assert not soup(pages, ENTRY).select(".pings")


def test_researchers_tell_pings_from_comments(pages: Pages) -> None:
    asked = "/public/comment.json?_shape=array&_col=id&kind__not=comment"
    assert {row["id"] for row in pages.get(asked).json()} == {"lighthouse-example_c2", "lighthouse-example_c4"}
    meaning = pages.get("/public/comment").text
    assert "pingback or trackback" in meaning


@pytest.mark.feature("H8")
def test_a_post_that_is_gone_at_its_source_says_since_when(pages: Pages) -> None:
    assert text(soup(pages, "/lighthouse.example/2016/03/lenses"), ".post .source") == "Source gone since May 2026."
    assert not soup(pages, ENTRY).select(".source")


@pytest.mark.feature("H4")
def test_a_shortfall_is_said_at_the_foot_of_the_thread(pages: Pages) -> None:
    said = "This page lists 8 comments; 7 could be saved. One may have been deleted before."
    assert text(soup(pages, ENTRY), ".shortfall") == said
    assert not soup(pages, "/2017/11/fog.html").select(".shortfall")


def test_post_shows_tags_neighbours_and_words_with_their_markup_escaped(pages: Pages) -> None:
    page = soup(pages, ENTRY)
    assert [link["href"] for link in page.select(".post .tags a")] == ["/-/topic/night-ferry"]
    assert [link["href"] for link in page.select(".around a")] == ["/2017/11/fog.html", "/2018/09/withheld.html"]
    assert text(soup(pages, "/2017/11/fog.html"), "h1") == "Fog <on> the pier & after"
    assert "&lt;on&gt;" in pages.get("/2017/11/fog.html").text


def test_a_post_without_path_title_or_date_stands_under_its_id(pages: Pages) -> None:
    page = soup(pages, "/-/post/tnodateandnopath")
    assert text(page, "h1") == "A post without a title"
    assert text(page, ".byline") == "no date in this copy Old Capstan"
    assert text(page, "#comments") == "No comments"


@pytest.mark.feature("A2")
@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        (f"{ENTRY}?m=1", 301, ENTRY),
        (f"{ENTRY}?m=0&view=time", 301, f"{ENTRY}?view=time"),
        (f"{ENTRY}/", 301, ENTRY),
        ("/lighthouse.example/2018/07/light.html/", 301, "/lighthouse.example/2018/07/light.html"),
        ("/2018", 301, "/2018/"),
        ("/2018/07", 301, "/2018/07/"),
        ("/2018_07_01_archive.html", 301, "/2018/07/"),
        ("/index.html", 301, "/"),
        ("/search/label/Night%20ferry", 301, "/-/topic/night-ferry"),
        ("/search/label/night+FERRY", 301, "/-/topic/night-ferry"),
        ("/search?q=fog+horn", 301, "/-/search?q=fog+horn"),
        ("/search", 301, "/-/search"),
        ("/-/comment/9002", 302, f"{ENTRY}#c9002"),
        ("/-/comment/t0ldalias0000000", 302, f"{ENTRY}#c9002"),
        ("/-/comment/9102", 302, "/2017/11/fog.html#c9102"),
        (f"/-/comment/{MAIN}", 302, ENTRY),
        (f"/-/post/{MAIN}", 301, ENTRY),
        ("/-/comment/9301", 302, "/2018/09/withheld.html#c9301"),
        # milliseconds since 1970 name a comment: exactly, and by its minute where the copy knows no more
        (f"{ENTRY}?showComment=1530511960500", 302, f"{ENTRY}#c9001"),
        (f"{ENTRY}?showComment=1530511960000", 302, f"{ENTRY}#c9001"),
        (f"{ENTRY}?showComment=1530512000000", 302, ENTRY),
        ("/2017/11/fog.html?showComment=1509905145678", 302, "/2017/11/fog.html#c9102"),
        ("/-/", 302, "/-/about"),
        ("/lighthouse.example/2018/07/light.html?m=1", 301, "/lighthouse.example/2018/07/light.html"),
    ],
)
def test_addresses_of_the_blog_lead_to_the_right_place(pages: Pages, path: str, status: int, location: str) -> None:
    answer = pages.get(path)
    assert (answer.status_code, answer.headers["location"]) == (status, location)


@pytest.mark.feature("A2")
@pytest.mark.parametrize(
    "path", ["/", ENTRY, "/2018/", "/2018/07/", "/p/rules.html", "/lighthouse.example/2018/07/light.html"]
)
def test_the_blogs_own_paths_answer(pages: Pages, path: str) -> None:
    assert pages.get(path).status_code == 200
    assert pages.request("HEAD", path).status_code == 200


@pytest.mark.feature("A2")
@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/-/comment/9005", 451, "identifies a third party"),
        ("/-/comment/9103", 404, "This comment is not shown."),
        ("/-/comment/nothing", 404, "no comment of that number"),
        ("/-/post/nothing", 404, "no post of that number"),
        ("/2018/07/never-written.html", 404, "no post at this address"),
        ("/2031/", 404, "no posts of 2031"),
        ("/2018/02/", 404, "no posts of February 2018"),
        ("/nothing", 404, "no page at this address"),
        ("/-/nothing", 404, "no page at this address"),
        ("/-/log/nothing", 404, "no such line"),
        ("/search/label/nothing", 404, "no posts with that label"),
        ("/2018/07/light.html", 404, "no post at this address"),
    ],
)
def test_what_is_not_here_says_so_and_what_to_try(pages: Pages, path: str, status: int, said: str) -> None:
    page = soup(pages, path, status)
    assert said in page.get_text()
    assert "first page" in page.get_text()
    assert one(page, "meta[name=robots]")["content"] == "noindex, nofollow"


def test_a_missing_post_or_month_offers_times_that_have_posts(pages: Pages) -> None:
    assert [link["href"] for link in soup(pages, "/2018/07/gone.html", 404).select(".ways a")] == ["/2018/07/"]
    assert [link["href"] for link in soup(pages, "/2018/02/", 404).select(".ways a")] == ["/2018/07/", "/2018/09/"]
    assert [link["href"] for link in soup(pages, "/1999/", 404).select(".ways a")] == ["/2017/", "/2018/"]


def test_about_names_the_keeper_the_contact_and_the_privacy_notice(pages: Pages) -> None:
    page = soup(pages, "/-/about").get_text()
    for said in ("The Friends of the Pier", "friends@pier.example", "no record of who reads what"):
        assert said in page


@pytest.mark.feature("M14")
def test_the_public_log_tells_month_kind_and_reason(pages: Pages) -> None:
    page = soup(pages, "/-/log")
    assert text(page, "main h2") == "May 2026 2 decisions"
    assert {link["href"] for link in page.select(".log a")} == {f"/-/log/{REF}", f"/-/log/{HIDDEN_REF}"}


def test_the_log_says_how_many_items_wait_and_nothing_else_of_them(pages: Pages, tmp_path: Path) -> None:
    assert "2 items wait to be looked at" in soup(pages, "/-/log").get_text()
    site = open_pages(tmp_path / "archive")
    db = store.open_public(site.served.threadkeep.folder, write=True)
    with db.atomic():
        db.execute("delete from log")
        db.execute("update comment set state = 'shown' where state = 'held'")
    db.close()
    try:
        told = soup(site, "/-/log").get_text()
        assert "1 item waits to be looked at" in told
        assert "No decision stands at present." in told
    finally:
        site.close()


def test_an_empty_archive_says_what_to_do_next(tmp_path_factory: pytest.TempPathFactory) -> None:
    from archive.folder import DataFolder
    from archive.public import store
    from plugins.site.application import build_datasette
    from tests.public_copy import FixedSearch

    folder = DataFolder(tmp_path_factory.mktemp("empty"))
    store.create_public(folder.public_db).close()
    site = Pages(build_datasette(folder, searcher=FixedSearch()))
    try:
        assert "threadkeep publish" in site.get("/").text
        about = site.get("/-/about").text
        assert "has not named a contact yet: ask" in about
        assert "threadkeep.toml" not in about  # what an operator has to do is nothing a reader can
        assert "Nothing carries a topic yet" in site.get("/-/topics").text
        assert "No decision stands at present: nothing was taken out or hidden." in site.get("/-/log").text
        assert "to be looked at" not in site.get("/-/log").text
        assert site.get("/2018/").status_code == 404
    finally:
        site.close()
