"""A small invented public copy: every state, kind of byline and precision that a page has to show. Shared by tests."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archive.folder import DataFolder
from archive.markup import render
from archive.public import store
from archive.public.models import (
    ItemState,
    LogLine,
    PublicComment,
    PublicLink,
    PublicPost,
    PublicRule,
    PublicSite,
    PublicSynonym,
    PublicTagging,
    PublicThread,
    PublicTime,
    PublicTopic,
    PublicTopics,
)
from archive.public.rows import versioned_comment, versioned_post
from archive.public.topics import write_topics
from archive.text import Mark, MarkKind, RedactedText, Span
from plugins.site.application import build_datasette
from plugins.site.state import Extras
from plugins.site.thread import address_of
from search_index.concordance import Passages
from search_index.query import parse
from search_index.results import Hit, SearchResult
from search_index.snippets import Sought

REF = "r7Qw2c"
HIDDEN_REF = "h9Zx4k"
ENTRY = "/2018/07/the-night-ferry-again.html"
MAIN = "5100000000000000001"
OWNER = "Old Capstan"

_TOKEN = re.compile(r"\[(office|name)\]")
_URL = re.compile(r"https?://\S+")


def body(text: str) -> RedactedText:
    """Return text with paragraphs, links and redaction tokens marked."""
    marks = [Mark(Span(*found.span()), MarkKind.REDACTION, label=found[1], ref=REF) for found in _TOKEN.finditer(text)]
    marks += [Mark(Span(*found.span()), MarkKind.LINK, href=found[0]) for found in _URL.finditer(text)]
    at = 0
    for block in text.split("\n\n"):
        kind = MarkKind.QUOTE if block.startswith("“") else MarkKind.PARAGRAPH
        marks.append(Mark(Span(at, at + len(block)), MarkKind.PARAGRAPH))
        if kind is MarkKind.QUOTE:
            marks.append(Mark(Span(at, at + len(block)), MarkKind.QUOTE))
        at += len(block) + 2
    return RedactedText(text, tuple(sorted(marks)))


def at(local: str, utc: str | None = None, precision: str = "ms") -> PublicTime:
    """Return a source time."""
    return PublicTime(local, utc, precision)


def summer(clock: str) -> PublicTime:
    """Return a time of 2 July 2018 in London, "19:49:03.120"."""
    hour, rest = clock.split(":", 1)
    return at(f"2018-07-02T{clock}+01:00", f"2018-07-02T{int(hour) - 1:02d}:{rest}+00:00")


def post(
    item_id: str,
    title: str | None,
    published: PublicTime,
    text: str,
    *,
    path: str | None = None,
    comment_count: int = 0,
    declared: int | None = None,
    state: ItemState = ItemState.SHOWN,
    note: str | None = None,
    ref: str | None = None,
    site_id: int = 1,
    url: str | None = None,
    is_page: bool = False,
    gone: str | None = None,
) -> PublicPost:
    """Return a post of the first blog, unless told otherwise."""
    content = body(text) if text else RedactedText("")
    return versioned_post(
        PublicPost(
            id=item_id,
            site_id=site_id,
            url=url,
            path=path,
            title=title,
            author=OWNER,
            is_page=is_page,
            published=published,
            body=content,
            html=render(content),
            state=state,
            state_note=note,
            state_ref=ref,
            declared=declared,
            comment_count=comment_count,
            row_version=0,
            source_gone_since=gone,
        )
    )


def comment(
    item_id: str,
    position: int,
    published: PublicTime,
    text: str,
    *,
    post_id: str = MAIN,
    parent: str | None = None,
    depth: int = 0,
    author: str | None = None,
    kind: str = "anonymous",
    owner: bool = False,
    state: ItemState = ItemState.SHOWN,
    note: str | None = None,
    ref: str | None = None,
    site_id: int = 1,
    ping: str = "comment",
) -> PublicComment:
    """Return an anonymous comment, unless told otherwise."""
    content = body(text) if text else RedactedText("")
    return versioned_comment(
        PublicComment(
            id=item_id,
            site_id=site_id,
            post_id=post_id,
            parent_id=parent,
            position=position,
            depth=depth,
            author=author,
            author_kind=kind,
            is_owner=owner,
            published=published,
            body=content,
            html=render(content),
            state=state,
            state_note=note,
            state_ref=ref,
            row_version=0,
            kind=ping,
        )
    )


def _main_thread() -> PublicThread:
    comments = (
        comment(
            "9001", 1, summer("07:12:40.500"), "They sold the Sunday crossing before breakfast and told us after tea."
        ),
        comment(
            "9002",
            2,
            summer("08:03:11.000"),
            "The rota still says [office], whatever the new sign says. See https://tides.example/rota for the old one.",
            author="Wellington Boots",
            kind="name",
            parent="9001",
            depth=1,
        ),
        comment(
            "9003",
            3,
            summer("08:40:59.900"),
            "Both of you are right, and I have changed the post.\n\nThank you for the patience.",
            author=OWNER,
            kind="account",
            owner=True,
            parent="9002",
            depth=2,
        ),
        comment(
            "9004",
            4,
            summer("09:15:00.000"),
            "A fourth level, as some blogs had them.",
            parent="9003",
            depth=3,
            author="Anonymous",
        ),
        comment(
            "9005",
            5,
            summer("11:00:00.000"),
            "",
            kind="unknown",
            state=ItemState.HIDDEN,
            note="Hidden in May 2026: identifies a third party.",
            ref=HIDDEN_REF,
        ),
        comment("9006", 6, summer("12:26:30.000"), "12.26 and still no ferry.", parent="9005", depth=1),
        comment("9007", 7, at("", None, "unknown"), "No clock on the pier, none here.", kind="unknown"),
    )
    opening = (
        "The night ferry has a company of its own.\n\n“Nothing will change for passengers.”\n\nI asked three of them."
    )
    return PublicThread(
        post(MAIN, "The night ferry, again", summer("06:30:00.000"), opening, path=ENTRY, comment_count=7, declared=8),
        comments,
        links=(
            PublicLink(
                "9002-1", "9002", 1, "https://tides.example/rota", "tides.example", "https://tides.example/rota"
            ),
        ),
        taggings=(
            PublicTagging(MAIN, "night-ferry", "Night ferry", "blog"),
            PublicTagging("9003", "rotas", "Rotas", "moderator"),
        ),
        aliases=(("t0ldalias0000000", "9002"),),
    )


def _other_threads() -> Iterator[PublicThread]:
    yield PublicThread(
        post(
            "5100000000000000002",
            "Fog <on> the pier & after",
            at("2017-11-05", None, "day"),
            "Fog.",
            path="/2017/11/fog.html",
            comment_count=3,
        ),
        (
            comment(
                "9101",
                1,
                at("2017-11-05T18:00+00:00", "2017-11-05T18:00:00+00:00", "minute"),
                "Thick as soup.",
                post_id="5100000000000000002",
            ),
            comment(
                "9102",
                2,
                at("2017-11-05T18:05+00:00", "2017-11-05T18:05:00+00:00", "minute"),
                "",
                post_id="5100000000000000002",
                state=ItemState.REMOVED_BY_AUTHOR,
            ),
            comment(
                "9103",
                3,
                at("2017-11-05T18:09+00:00", "2017-11-05T18:09:00+00:00", "minute"),
                "",
                post_id="5100000000000000002",
                state=ItemState.HELD,
            ),
        ),
        taggings=(PublicTagging("5100000000000000002", "night-ferry", "Night ferry", "blog"),),
    )
    yield PublicThread(
        post(
            "further2",
            "Lamps and lenses",
            at("2016-03-01", None, "day"),
            "Of lenses.",
            path="/2016/03/lenses",
            site_id=2,
            comment_count=2,
            gone="2026-05",
        ),
        (
            comment(
                "lighthouse-example_c1", 1, at("2016-03-02", None, "day"), "How tall?", post_id="further2", site_id=2
            ),
            comment(
                "lighthouse-example_c2",
                2,
                at("2016-03-03", None, "day"),
                "The harbour news writes of lenses too.",
                post_id="further2",
                author="Harbour News",
                kind="name_url",
                site_id=2,
                ping="pingback",
            ),
            comment(
                "lighthouse-example_c3",
                3,
                at("2016-03-04", None, "day"),
                "So they do.",
                post_id="further2",
                parent="lighthouse-example_c2",
                depth=1,
                site_id=2,
            ),
            comment(
                "lighthouse-example_c4",
                4,
                at("2016-03-05", None, "day"),
                "",
                post_id="further2",
                site_id=2,
                ping="trackback",
                state=ItemState.HIDDEN,
            ),
        ),
    )
    yield PublicThread(post("tnodateandnopath", None, at("", None, "unknown"), "A sheet found in a drawer."), ())
    yield PublicThread(
        post(
            "5100000000000000004",
            None,
            at("2018-09-01T10:00+01:00", "2018-09-01T09:00:00+00:00", "minute"),
            "",
            path="/2018/09/withheld.html",
            comment_count=1,
            state=ItemState.WITHHELD,
        ),
        (
            comment(
                "9301",
                1,
                at("2018-09-01T11:00+01:00", "2018-09-01T10:00:00+00:00", "minute"),
                "Who took this down?",
                post_id="5100000000000000004",
                state=ItemState.SHOWN,
                author="[name]",
                kind="name_url",
            ),
        ),
    )
    yield PublicThread(
        post(
            "5100000000000000005",
            "House rules",
            at("2016-01-01", None, "day"),
            "Be kind.",
            path="/p/rules.html",
            is_page=True,
        ),
        (),
    )
    yield PublicThread(
        post(
            "further1",
            "From the lighthouse",
            at("2018-07-09", None, "day"),
            "A second blog.",
            path="/2018/07/light.html",
            site_id=2,
        ),
        (),
    )


TOPICS = PublicTopics(
    topics=(
        PublicTopic("night-ferry", "Night ferry", "The last boat over, and who sails on it."),
        PublicTopic("rotas", "Rotas", broader_id="night-ferry"),
    ),
    synonyms=(PublicSynonym("late-boat", "night-ferry", "Late boat"),),
    rules=(PublicRule(1, "night-ferry", "The late one", "ferry night"),),
)
"""Two topics, one under the other."""


def write_public_copy(path: Path, **meta: str) -> DataFolder:
    """Write the public copy into a data folder at `path` and return the folder. There is no archive.db in it."""
    folder = DataFolder(path)
    path.mkdir(parents=True, exist_ok=True)
    db = store.create_public(folder.public_db)
    given = {
        "title": "Letters from the night ferry",
        "operator": "The Friends of the Pier",
        "contact": "friends@pier.example",
        "privacy_notice": "We keep no record of who reads what.",
        "noindex": "1",
        "zone": "Europe/London",
        "content_version": "42",
    }
    with db.atomic():
        store.set_meta(db, given | meta)
        store.write_sites(
            db,
            [
                PublicSite(1, "nightferry.example", "The Night Ferry", "Europe/London"),
                PublicSite(2, "lighthouse.example", "The Lighthouse", "Europe/London"),
            ],
        )
        store.write_log(
            db,
            [
                LogLine(REF, "2026-05", "mask", "office", "identifies a small office"),
                LogLine(HIDDEN_REF, "2026-05", "hide", "", "identifies a third party"),
            ],
        )
        for thread in (_main_thread(), *_other_threads()):
            store.write_thread(db, thread)
        write_topics(db, TOPICS)
    db.close()
    return folder


class Pages:
    """A site in process, asked one request at a time from ordinary test code."""

    def __init__(self, served: Any) -> None:
        self.served = served
        self._runner = asyncio.Runner()

    def get(self, path: str, **options: Any) -> Any:
        """Return the response to GET."""
        return self._runner.run(self.served.client.get(path, **options))

    def request(self, method: str, path: str, **options: Any) -> Any:
        """Return the response to any method."""
        return self._runner.run(self.served.client.request(method, path, **options))

    def run(self, work: Any) -> Any:
        """Return what a coroutine of the site returns."""
        return self._runner.run(work)

    def forget(self) -> None:
        """Have the site make every page anew, for tests that change what it is made of behind its back."""
        self.served.threadkeep_pages.forget()

    def close(self) -> None:
        """Close the site and its loop."""
        self.served.close()
        self._runner.close()


class FixedSearch:
    """A search for sites that have no index: it finds the items it was given."""

    def __init__(self, *item_ids: str) -> None:
        self.item_ids = item_ids
        self.queries: list[str] = []

    def search(self, db: Database, query: str, *, limit: int, offset: int, **_: Any) -> SearchResult:
        """Return the given items as hits, whatever is asked."""
        self.queries.append(query)
        items = [store.get_items(db, [item_id])[item_id] for item_id in self.item_ids]
        hits = tuple(self._hit(db, item) for item in items[offset : offset + limit])
        return SearchResult(query, "everything", len(items), hits, None if items else "ferry")

    def search_passages(self, db: Database, query: str, *, most: int, seconds: float) -> Passages:
        """Return the given items, the words of the query marked."""
        return Passages(self.item_ids[:most], Sought.of(parse(query).root))

    def close(self) -> None:
        """Nothing was opened."""

    def _hit(self, db: Database, item: PublicPost | PublicComment) -> Hit:
        post_id = item.post_id if isinstance(item, PublicComment) else item.id
        found = store.find_post(db, post_id)
        assert found is not None
        return Hit(
            id=item.id,
            kind="comment" if isinstance(item, PublicComment) else "post",
            post_id=post_id,
            title=found.title,
            author=item.author,
            published=item.published.local or None,
            snippet=f"<mark>{escape(item.body.text[:20])}</mark>",
            snippet_text=item.body.text[:20],
            url=address_of(db, item),
        )


NOON = datetime(2026, 7, 4, 12, 0, tzinfo=UTC)
"""The day of the tests: "this week" holds the main thread's 2 July."""


def open_pages(path: Path, *found: str, extras: Extras | None = None, **meta: str) -> Pages:
    """Return a public site over the invented copy, or with extras a moderation site; its search finds what is given."""
    folder = write_public_copy(path, **meta)
    served = build_datasette(
        folder,
        "moderate" if extras else "public",
        extras=extras,
        searcher=FixedSearch(*found),
        clock=lambda: NOON,
    )
    return Pages(served)
