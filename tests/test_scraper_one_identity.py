"""The same post by page, feed, export, crawl and saved text ends in the same rows, in whatever order they come (H7)."""

from __future__ import annotations

import itertools
import random
import urllib.request
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.folder import DataFolder
from archive.originals.database import open_archive
from scraper.importing import import_paths
from scraper.sample_blog import load_content
from tests.crawls import Seen, warc
from tests.every_form import every_form, texts
from tests.harvest_runs import copy_archive, new_archive
from tests.wordpress_blog import WordPressBlog
from tests.wordpress_site import wxr

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOME = "https://flood-watch.blogspot.com"
POSTS = sorted(load_content(), key=lambda post: len(post.comments))[:3]
"""Those with the fewest comments: replies, a removed comment and every kind of author are among them."""

Rows = dict[str, list[tuple[tuple[str, Any], ...]]]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """Return an archive without a row; copies of it share its keys, so ids can be compared."""
    folder = new_archive(tmp_path_factory.mktemp("empty") / "archive")
    open_archive(folder, create=True).close()
    return folder


@pytest.fixture
def scratch(tmp_path: Path, empty: DataFolder) -> Scratch:
    return Scratch(tmp_path, empty)


class Scratch:
    """A place for as many archives as a test compares."""

    def __init__(self, path: Path, empty: DataFolder) -> None:
        self.path, self._empty, self._count = path, empty, 0

    def write(self, files: Mapping[str, bytes]) -> list[Path]:
        """Write files and return where they are."""
        for name, body in files.items():
            (self.path / name).write_bytes(body)
        return [self.path / name for name in files]

    def imported(self, files: Iterable[Path], *, one_by_one: bool = False) -> Rows:
        """Import files into an archive of their own and return its rows."""
        self._count += 1
        folder = copy_archive(self._empty, self.path / f"archive-{self._count}")
        paths = [str(path) for path in files]
        for given in [[path] for path in paths] if one_by_one else [paths]:
            report = import_paths(folder, given, now=NOW)
            assert [row.problem for row in report.files] == [None] * len(given)
        return rows(folder)


def rows(folder: DataFolder) -> Rows:
    """Return every row of what must be equal in any order.

    A capture's number stands for what it holds, so its digest is put in its place. Of two captures of one kind that
    say the same (a feed as Atom and as JSON, a page and its crawl), the row names the first to come: there the kind is
    put in its place. Readings are the way to these rows, and revisions and what is pending tell of the order.
    """
    tables = {"site": "id", "post": "id", "comment": "id", "alias": "alias", "identity": "source_key"}
    with closing(open_archive(folder)) as db:
        captured = {row["id"]: row["sha256"] for row in db.query("select id, sha256 from capture")}
        found: Rows = {}
        for table, key in tables.items():
            found[table] = []
            for row in db.query(f"select * from {table} order by {key}"):
                if "capture_id" in row:
                    row["capture_id"] = captured[row["capture_id"]]
                found[table].append(tuple(row.items()))
        return found


def without_provenance(found: Rows) -> Rows:
    """Return rows without the capture they came from, where several say the same."""
    return {
        table: [tuple(pair for pair in row if pair[0] not in ("capture_id", "fetched_at")) for row in of_table]
        for table, of_table in found.items()
    }


def orders(names: Sequence[Path], count: int, *, seed: int) -> Iterator[list[Path]]:
    chance = random.Random(seed)
    for _ in range(count):
        yield chance.sample(names, len(names))


def ids(found: Rows, table: str) -> list[str]:
    return [dict(row)["id"] for row in found[table]]


# real pages and feeds

PAIRS = {
    "joyeux-noel-et-bonne-annee": ("1483524393455590231", 16),
    "illegale-dans-un-train": ("360252894497182000", 4),
    "pis-le-laos-lui": ("5584301686214745350", 8),
    "la-maison-rose": ("4319362191750297973", 6),
    "il-est-cinq-heure-paris-seveille": ("4992987056606328924", 3),
}


def pair(shared: Path, slug: str) -> list[Path]:
    folder = shared / "realdata"
    return [
        folder / "blogger-html" / f"lafuite-fr-{slug}.html",
        folder / "blogger-feeds" / f"lafuite-comments-{PAIRS[slug][0]}.atom",
    ]


@pytest.mark.shared
@pytest.mark.feature("H7")
@pytest.mark.parametrize("slug", PAIRS)
def test_a_real_page_and_its_feed_give_the_same_rows_both_ways_round(shared: Path, scratch: Scratch, slug: str) -> None:
    page, feed = pair(shared, slug)
    found = scratch.imported([page, feed])
    assert scratch.imported([feed, page]) == found
    assert scratch.imported([feed, page], one_by_one=True) == found
    number, comments = PAIRS[slug]
    assert ids(found, "post") == [number]
    assert len(found["comment"]) == comments
    assert found["alias"] == []


@pytest.mark.shared
@pytest.mark.feature("H7")
@pytest.mark.feature("A6")
def test_ten_real_files_give_the_same_rows_in_twenty_orders(shared: Path, scratch: Scratch) -> None:
    """The comment that stands word for word, in the same minute, under several posts stays under each of them."""
    files = [path for slug in PAIRS for path in pair(shared, slug)]
    found = scratch.imported(files)
    for order in orders(files, 20, seed=20111226):
        assert scratch.imported(order) == found
    assert sorted(ids(found, "post")) == sorted(number for number, _ in PAIRS.values())
    assert len(found["comment"]) == sum(comments for _, comments in PAIRS.values()) == 37


# an invented blog in every form


@pytest.fixture(scope="module")
def forms() -> dict[str, bytes]:
    return every_form(POSTS, home=HOME, fetched_at=NOW)


@pytest.mark.feature("H7")
def test_a_blog_by_any_two_forms_gives_the_same_rows_both_ways_round(forms: dict[str, bytes], scratch: Scratch) -> None:
    groups: dict[str, list[Path]] = {}
    for path in scratch.write(forms):
        groups.setdefault(path.stem.partition("-")[0] + path.suffix, []).append(path)
    for one, other in itertools.combinations(sorted(groups), 2):
        found = without_provenance(scratch.imported([*groups[one], *groups[other]]))
        assert without_provenance(scratch.imported([*groups[other], *groups[one]])) == found, (one, other)


@pytest.mark.feature("H7")
def test_a_blog_by_all_forms_gives_the_same_rows_in_twenty_orders(forms: dict[str, bytes], scratch: Scratch) -> None:
    paths = scratch.write(forms)
    found = without_provenance(scratch.imported(paths))
    for order in orders(paths, 20, seed=7):
        assert without_provenance(scratch.imported(order)) == found
    assert sorted(ids(found, "post")) == sorted(post.id for post in POSTS)
    assert sorted(ids(found, "comment")) == sorted(
        post.comment_id(comment.n) for post in POSTS for comment in post.comments
    )
    assert found["alias"] == []


@pytest.mark.feature("H7")
@pytest.mark.feature("A1")
@pytest.mark.parametrize("bylines", [True, False], ids=["bylines", "bare"])
def test_saved_texts_among_them_are_those_posts(forms: dict[str, bytes], scratch: Scratch, bylines: bool) -> None:
    saved = scratch.write(texts(POSTS, bylines=bylines))
    paths = [*saved, *scratch.write(forms)]
    found = without_provenance(scratch.imported(paths))
    for order in orders(paths, 12, seed=11):
        assert without_provenance(scratch.imported(order)) == found
    numbered = {post.id for post in POSTS} | {post.comment_id(c.n) for post in POSTS for c in post.comments}
    assert {*ids(found, "post"), *ids(found, "comment")} == numbered
    assert sorted(dict(row)["item_id"] for row in found["alias"]) == sorted(numbered)


# an invented site of WordPress


@pytest.fixture(scope="module")
def served() -> Iterator[WordPressBlog]:
    with WordPressBlog() as blog:
        yield blog


def answers(blog: WordPressBlog, *paths: str, kind: str) -> bytes:
    """Return a crawl of what a site answers."""
    seen = []
    for path in paths:
        with urllib.request.urlopen(f"{blog.home}{path}") as answer:
            body = answer.read()
        seen.append(Seen(f"{blog.home}{path}", body, type=kind, date=f"{NOW:%Y-%m-%dT%H:%M:%SZ}"))
    return warc(seen)


def disqus(links: Sequence[str]) -> bytes:
    """Return a Disqus export with a thread of two comments under each address."""
    told = "<isDeleted>false</isDeleted>"
    threads = "".join(
        f'<thread dsq:id="{n}"><id/><link>{link}</link><title>Low Water | {n}</title>{told}</thread>'
        for n, link in enumerate(links, start=1)
    )
    posts = "".join(
        f'<post dsq:id="{n}{place}"><id/><message><![CDATA[<p>Said {place}</p>]]></message>'
        f"<createdAt>2019-07-01T1{place}:00:00Z</createdAt>{told}<isSpam>false</isSpam>"
        f'<author><name>Ole</name><isAnonymous>true</isAnonymous></author><thread dsq:id="{n}"/></post>'
        for n in range(1, len(links) + 1)
        for place in range(2)
    )
    names = 'xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals"'
    return f'<?xml version="1.0"?>\n<disqus {names}>{threads}{posts}</disqus>'.encode()


@pytest.mark.feature("H7")
@pytest.mark.feature("H13")
def test_a_wordpress_site_by_exports_answers_and_pages_gives_the_same_rows_in_any_order(
    served: WordPressBlog, scratch: Scratch
) -> None:
    public = [post for post in served.content if post.is_public]
    of_pages = [served.link(post).removeprefix(served.home) for post in public]
    links = [served.link(public[0]).rstrip("/"), f"{served.home}/?p={public[1].id}", f"{served.link(public[2])}#more"]
    api = "/wp-json/wp/v2/"
    files = {
        "site.xml": wxr(served.content, home=served.home, link=served.link),
        "api.warc.gz": answers(
            served,
            *(f"{api}{what}?per_page=100&_embed" for what in ("posts", "pages", "comments")),
            kind="application/json; charset=UTF-8",
        ),
        "pages.warc.gz": answers(served, *of_pages, kind="text/html; charset=UTF-8"),
        "disqus.xml": disqus(links),
    }
    paths = scratch.write(files)
    found = [without_provenance(scratch.imported(order)) for order in itertools.permutations(paths)]
    for each in found:
        # an id that a post had before it was known by its number leads there; one that it never had does not
        assert {dict(row)["item_id"] for row in each.pop("alias")} <= set(ids(each, "post"))
        assert each == found[0]
    assert len(found[0]["post"]) == len(public)
    assert len(found[0]["comment"]) == sum(len(post.shown) for post in public) + 2 * len(links)
