"""The index finds what a plain scan over the same texts finds: hundreds of queries, over many segments that changed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.folder import DataFolder
from archive.public import store
from archive.public.models import ItemState
from search_index import analysis, commits, nodes, spellings
from search_index.query import parse
from search_index.schema import byline, kind_of, sort_time, tag_key
from search_index.search import Searcher
from search_index.update import update_index
from tests.search_copy import Item, as_comment, as_post, make_folder, write

WORDS = """
    ferry ferries harbour harbours running run runs late later lately oasys OASys OASYS eoasys oasis PSR PSRs psr arms
    ARMS Arms release released early the of and it IT PO [place] [name] don't 10:30 pre-sentence EDIT, **EDIT**
    THIS WAS NOT FUNNY
""".split()  # noqa: SIM905 - a list of words reads as one
TITLES = ("The night ferry", "Early release at [place]", "Why IT fails", "OASys again", None)
AUTHORS = ("Old Capstan", "Capstan", "ivy", None)
TAGS = ("Early Release", "pay", "OASys")
DAYS = ("2016-02-29", "2017-12-31T23:30", "2018-01-01T00:00", "2018-07-02T10:00", "2018-07-02T10:00", "2019-07-31", "")


def make_items(random_source: random.Random, posts: int, comments: int) -> list[Item]:
    """Return posts with comments made of few words, so that every query finds something and ties are many."""

    def any_item(item_id: str, under: str | None) -> Item:
        return Item(
            id=item_id,
            text=" ".join(random_source.choices(WORDS, k=random_source.randint(0, 14))),
            under=under,
            title=None if under else random_source.choice(TITLES),
            author=random_source.choice(AUTHORS),
            author_kind=random_source.choice(("anonymous", "unknown")),
            at=random_source.choice(DAYS),
            tags=tuple(random_source.sample(TAGS, random_source.choice((0, 0, 1, 2)))),
            state=random_source.choice((ItemState.SHOWN,) * 9 + (ItemState.HIDDEN,)),
        )

    items = []
    for number in range(posts):
        items.append(any_item(f"p{number}", None))
        items += [any_item(f"p{number}c{index}", f"p{number}") for index in range(comments)]
    return items


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataFolder, list[Item]]:
    """Return an archive of 300 items whose index has seen deletions and updates and lies in many segments."""
    source = random.Random(20181)
    folder = make_folder(tmp_path_factory.mktemp("conformance") / "archive")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("search_index.build.SEGMENT_DOCUMENTS", 40)
        patch.setattr(commits, "_PURGE_AT_ONCE", 80)
        items = make_items(source, 12, 24)
        write(folder, items)
        update_index(folder)
        for version in range(2, 6):
            changed = make_items(source, 12, 24)
            items = [new if source.random() < 0.1 else old for old, new in zip(items, changed, strict=True)]
            write(folder, items, version)
            update_index(folder)
    return folder, items


@pytest.fixture(scope="module")
def opened(archive: tuple[DataFolder, list[Item]]) -> Iterator[tuple[Searcher, Database]]:
    searcher = Searcher(archive[0].index)
    db = store.open_public(archive[0])
    yield searcher, db
    searcher.close()
    db.close()


class Scan:
    """One item as a plain scan sees it."""

    def __init__(self, item: Item) -> None:
        row = as_comment(item, 1) if item.under else as_post(item)
        text, title = analysis.searchable(row.body), analysis.searchable_line(item.title or "")
        self.id = item.id
        self.time = sort_time(row.published)
        self.local = row.published.local
        self.kind = kind_of(row)
        self.texts = [analysis.terms(analysis.TEXT, text), analysis.terms(analysis.TEXT, title)]
        self.acronyms = {term for line in (text, title) for term in analysis.terms(analysis.ACRO, line)}
        self.mixed = {term for line in (text, title) for term in analysis.terms(analysis.MIXED, line)}
        self.author = analysis.terms(analysis.BYLINE, byline(row))
        self.tags = {key for tag in item.tags for key in (tag_key(tag), tag.lower().replace(" ", "-"))}

    def has(self, node: nodes.Node) -> bool:
        """Return whether the item is one of those that a query asks for."""
        match node:
            case nodes.Every():
                return all(map(self.has, node.nodes))
            case nodes.Either():
                return any(map(self.has, node.nodes))
            case nodes.Not():
                return not self.has(node.node)
            case nodes.Word():
                return any(node.stem in text for text in self.texts) or bool(self.acronyms & set(node.acronyms))
            case nodes.Capitals():
                return node.acronym in self.acronyms
            case nodes.Spellings():
                some = any(stem in text for text in self.texts for stem in node.stems)
                return some or bool(self.acronyms & set(node.acronyms))
            case nodes.Phrase():
                return any(_follows(text, node.stems) for text in self.texts)
            case nodes.Prefix():
                return any(term.startswith(node.typed) or term == node.stem for text in self.texts for term in text)
            case _:
                return self.passes(node)

    def passes(self, node: nodes.Filter) -> bool:
        """Return whether the item passes a filter."""
        match node:
            case nodes.Author():
                return _follows(self.author, node.words)
            case nodes.Tag():
                return node.key in self.tags
            case nodes.Year():
                return self.local[:4] == str(node.year)
            case nodes.Kind():
                return self.kind == node.kind
            case nodes.Days():
                day = self.local[:10]
                after = node.start is None or day >= node.start.isoformat()
                return bool(day) and after and (node.end is None or day < node.end.isoformat())


def _follows(words: list[str], wanted: tuple[str, ...]) -> bool:
    return any(tuple(words[at : at + len(wanted)]) == wanted for at in range(len(words)))


def random_query(source: random.Random) -> str:
    """Return a query of a few parts, joined and grouped at random."""

    def part() -> str:
        word = source.choice(WORDS)
        return source.choice(
            [
                word,
                word,
                word.lower(),
                f'"{" ".join(source.choices(WORDS, k=source.randint(1, 3)))}"',
                f"{word[:3]}*",
                f"year:{source.choice((2016, 2017, 2018, 2020))}",
                f"before:{source.choice(('2018', '2018-07', '2018-07-03', '2016-03'))}",
                f"after:{source.choice(('2018', '2018-07-02', '2017-12-31', '2015'))}",
                f"in:{source.choice(('post', 'comment'))}",
                f"author:{source.choice(('capstan', 'ivy', 'anonymous'))}",
                'author:"old capstan"',
                f"tag:{source.choice(('pay', 'oasys', 'early-release'))}",
                'tag:"early release"',
            ]
        )

    query = []
    for _ in range(source.randint(1, 4)):
        query.append(source.choice(["", "", "", "-", "NOT "]) + source.choice([part(), f"({part()} {part()})"]))
        query.append(source.choice(["", "", "OR"]))
    return " ".join(query)


@pytest.fixture(scope="module")
def scans(archive: tuple[DataFolder, list[Item]]) -> list[Scan]:
    return [Scan(item) for item in archive[1] if item.state is ItemState.SHOWN]


@pytest.mark.feature("S1")
@pytest.mark.parametrize("seed", range(8))
def test_random_queries_find_what_a_scan_finds(seed: int, scans: list[Scan], opened: tuple[Searcher, Database]) -> None:
    searcher, db = opened
    source = random.Random(seed)
    mixed = set().union(*(scan.mixed for scan in scans))
    some = 0
    for _ in range(50):
        query = random_query(source)
        root = parse(query).root
        resolved = root and spellings.resolve_node(root, mixed.__contains__)
        expected = {scan.id for scan in scans if resolved is not None and scan.has(resolved)}
        result = searcher.search(db, query, limit=500)
        assert {hit.id for hit in result.hits} == expected, query
        assert result.total == len(expected), query
        some += 0 < len(expected) < len(scans)
    assert some > 15


@pytest.mark.feature("S9")
def test_pages_put_together_are_the_whole_list(opened: tuple[Searcher, Database]) -> None:
    searcher, db = opened
    source = random.Random(7)
    for query in ["ferry", "oasys", "in:comment", "ferry OR late", *(random_query(source) for _ in range(20))]:
        whole = [hit.id for hit in searcher.search(db, query, limit=500).hits]
        pages = [
            hit.id
            for offset in range(0, len(whole), 7)
            for hit in searcher.search(db, query, limit=7, offset=offset).hits
        ]
        assert pages == whole, query


@pytest.mark.feature("S9")
@pytest.mark.parametrize("seed", range(4))
def test_a_short_page_is_the_top_of_the_whole_list(seed: int, opened: tuple[Searcher, Database]) -> None:
    """Whoosh passes over documents once a page is full; whatever it passes over must be below the page, and counted."""
    searcher, db = opened
    source = random.Random(100 + seed)
    for _ in range(50):
        query = random_query(source)
        whole, page = (searcher.search(db, query, limit=limit) for limit in (500, 3))
        assert page.total == whole.total, query
        assert page.hits == whole.hits[:3], query


def test_without_words_the_newest_come_first_then_the_lower_id(
    scans: list[Scan], opened: tuple[Searcher, Database]
) -> None:
    expected = sorted((scan for scan in scans if scan.kind == "comment"), key=lambda scan: (-scan.time, scan.id))
    found = opened[0].search(opened[1], "in:comment", limit=500).hits
    assert [hit.id for hit in found] == [scan.id for scan in expected]


def test_equal_scores_are_ordered_by_time_then_id(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    items = [Item("p", "post")]
    items += [Item(f"c{number:02}", "ferry", under="p", at=f"20{10 + number % 7}-01-01") for number in range(60)]
    items += [replace(items[5], id="undated", at="")]
    write(folder, items)
    update_index(folder)
    searcher, db = Searcher(folder.index), store.open_public(folder)
    expected = sorted(items[1:], key=lambda item: (-int(item.at[:4] or 0), item.id))
    assert [hit.id for hit in searcher.search(db, "ferry", limit=5).hits] == [item.id for item in expected[:5]]
    assert [hit.id for hit in searcher.search(db, "ferry", limit=9, offset=50).hits] == [
        item.id for item in expected[50:59]
    ]
    searcher.close()
    db.close()


def test_the_year_keyword_equals_the_range_of_its_days(opened: tuple[Searcher, Database], scans: list[Scan]) -> None:
    searcher, db = opened
    for year in (2016, 2017, 2018, 2019, 2030):
        by_keyword = {hit.id for hit in searcher.search(db, f"year:{year}", limit=500).hits}
        by_range = {hit.id for hit in searcher.search(db, f"after:{year} before:{year + 1}", limit=500).hits}
        assert by_keyword == by_range == {scan.id for scan in scans if scan.local.startswith(str(year))}
