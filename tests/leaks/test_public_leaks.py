"""No leak: canaries in every private field, decided on, and looked for in tables, bytes and on every surface.

The surfaces are those that are registered: a new one is looked through here without another line. The controls do the
same over an archive in which one safeguard is off, and the same search must find the canaries then.
"""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.errors import Refused
from archive.moderation import decisions
from archive.moderation.tagging import tag_items
from archive.originals.records import SourceState
from archive.public import database
from archive.publishing.check import check
from archive.publishing.publisher import publish
from archive.publishing.surfaces import load_surfaces
from archive.redaction.words import Words
from plugins.site import surface as pages
from plugins.site.addressbook import Address
from plugins.site.seen import SeenPart
from plugins.site.surface import App
from scraper.importing import import_paths
from tests.bench import Bench, comment, make_bench, memory_folder, post
from tests.leaks import canaries as c

FEED = f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns='http://www.w3.org/2005/Atom' xmlns:gd='http://schemas.google.com/g/2005'
 xmlns:openSearch='http://a9.com/-/spec/opensearchrss/1.0/' xmlns:thr='http://purl.org/syndication/thread/1.0'>
<id>tag:blogger.com,1999:blog-9001.post70..comments</id><title type='text'>Comments on The Ferry Blog: Moorings</title>
<link rel='alternate' type='text/html' href='http://ferry.example/2018/07/moorings.html'/>
<generator version='7.00' uri='http://www.blogger.com'>Blogger</generator>
<openSearch:totalResults>1</openSearch:totalResults>
<entry><id>tag:blogger.com,1999:blog-9001.post-71</id><published>2018-07-06T23:26:40.000+01:00</published>
<title type='text'>Moored</title><content type='html'>Moored &lt;!-- {c.MARKUP.name} --&gt;&lt;script&gt;{c.SCRIPT.name}
&lt;/script&gt;&lt;b title="{c.ATTRIBUTE.name}" onclick="{c.SCRIPT.name}"&gt;again&lt;/b&gt;
&lt;img src="http://pictures.example/{c.IMAGE.name}" alt="the quay"&gt;</content>
<author><name>Ruddy Turnstone</name><uri>http://www.blogger.com/profile/{c.PROFILE.name}</uri>
<email>{c.EMAIL.name}</email>
<gd:image rel='http://schemas.google.com/g/2005#thumbnail' src='http://pictures.example/{c.AVATAR.name}'/></author>
<thr:in-reply-to ref='tag:blogger.com,1999:blog-9001.post-70' type='text/html'/></entry>
</feed>"""

STALE = f"I was told by {c.WITHHELD.name} that it would sail."


def plant(place: Path) -> Bench:
    """Return an archive with a canary in every field, all published that may be: as it was before anybody decided."""
    bench = make_bench(place)
    feed = place / "comments.atom"
    feed.write_text(FEED, encoding="utf-8")
    imported = import_paths(bench.folder, [str(feed)], now=bench.now)
    assert [(row.comments, row.problem) for row in imported.files] == [(1, None)]
    bench.add(
        post(
            1,
            comment(11, f"<p>I met {c.TEXT.name} there. {c.ACCENTED.name}!</p>"),
            comment(12, f"<p>{'The rota said nothing of it. ' * 400}{c.LONG_TEXT.name} {'Nor of this. ' * 400}</p>"),
            comment(13, "<p>Signed by me.</p>", author=c.BYLINE.name),
            comment(14, f"<p><a href='https://x.example/1'>{c.LINK_TEXT.name}</a></p>"),
            comment(15, f"<p><a href='https://x.example/{c.ADDRESS.slug}/'>this page</a></p>"),
            comment(16, f"<p>See https://x.example/{c.WRITTEN_ADDRESS.slug} there</p>"),
            comment(17, f"<p><img src='https://x.example/q.png' alt='{c.ALT.name}'> on deck</p>"),
            comment(18, "<p>Tagged.</p>"),
            comment(19, f"<p>{'The rota said nothing. ' * 400}{c.HIDDEN.name} {'Nor of this. ' * 400}</p>"),
            comment(20, f"<p>Write to {c.HELD.name}</p>"),
            comment(21, f"<p>Before: {c.REVISED.name}</p>"),
            comment(22, f"<p>{c.REMOVED.name}</p>"),
            comment(23, f"<p>{STALE}</p>"),
            comment(
                24, f"<p>{'The rota said nothing. ' * 400}{c.GONE.name} {'Nor of this. ' * 400}</p>", author=c.GONE.name
            ),
            title=f"A word from {c.TITLE.name}",
            html=f"<p>The post names {c.POST_TEXT.name}.</p>",
            path=f"/2018/07/{c.PATH.slug}.html",
            labels=(c.LABEL.name, "Pay"),
        ),
        post(2, title=f"About {c.HIDDEN_POST.name}", html=f"<p>All of it: {c.HIDDEN_POST.name}.</p>"),
        title=f"The Blog of {c.SITE.name}",
    )
    tag_items(bench.db, ["18"], add=[c.TAG.name], by=c.MODERATOR.name, now=bench.now)
    _mask(bench, "23", c.WITHHELD, everywhere=False)
    bench.later(days=1)
    bench.add(
        post(
            1,
            comment(21, "<p>After.</p>"),
            comment(22, "<p>This comment has been removed by the author.</p>", state=SourceState.REMOVED_BY_AUTHOR),
            comment(23, f"<p>{STALE.replace('told', 'promised').replace('sail', 'stay')} Or {c.WITHHELD.name}.</p>"),
            title=f"A word from {c.TITLE.name}",
            html=f"<p>The post names {c.POST_TEXT.name}.</p>",
            path=f"/2018/07/{c.PATH.slug}.html",
            labels=(c.LABEL.name, "Pay"),
        ),
        title=f"The Blog of {c.SITE.name}",
    )
    publish(bench.folder, now=bench.now)
    return bench


HERE = (
    ("11", c.TEXT),
    ("11", c.ACCENTED),
    ("12", c.LONG_TEXT),
    ("13", c.BYLINE),
    ("14", c.LINK_TEXT),
    ("1", c.TITLE),
    ("1", c.PATH),
    ("1", c.LABEL),
)
EVERYWHERE = (("15", c.ADDRESS), ("16", c.WRITTEN_ADDRESS), ("17", c.ALT), ("1", c.POST_TEXT))


def decide(bench: Bench) -> None:
    """Take every shown canary out: hidden items as a whole, some words where they stand, the others everywhere."""
    for item, canary in (("19", c.HIDDEN), ("2", c.HIDDEN_POST)):
        decisions.hide(bench.db, item, reason="on request", by=c.MODERATOR.name, now=bench.now)
        assert canary in c.SHOWN
    # taken down at the source, which nobody has decided on yet
    bench.seen(1, *range(11, 24))
    for item, canary in HERE:
        _mask(bench, item, canary, everywhere=False)
    for item, canary in EVERYWHERE:
        _mask(bench, item, canary, everywhere=True)
    # what stands in no item of its own: quoted by somebody first
    quoting = post(3, comment(31, f"<p>{c.TAG.name} and {c.SITE.name}</p>"))
    bench.add(quoting, title=f"The Blog of {c.SITE.name}")
    for canary in (c.TAG, c.SITE):
        _mask(bench, "31", canary, everywhere=True)


def _mask(bench: Bench, item: str, canary: c.Canary, *, everywhere: bool) -> None:
    decisions.mask(
        bench.db,
        item,
        canary.name,
        label="name",
        reason="a third party",
        by=c.MODERATOR.name,
        now=bench.now + timedelta(minutes=1),
        everywhere=everywhere,
    )


def leaks(bench: Bench, canaries: tuple[c.Canary, ...]) -> set[str]:
    """Return in which ways which canaries can be had: through tables, bytes, or any registered surface."""
    found = {f"table {where}: {field}" for where, field in c.find_in_tables(bench.folder.public_db, canaries)}
    found |= {f"file {where}: {field}" for where, field in c.find_in_bytes(bench.folder, canaries)}
    with pages_made_once():
        for surface in load_surfaces(bench.folder):
            for canary in canaries:
                places = surface.find(Words(canary.name), None).places
                found |= {f"{surface.name} {place.where}: {canary.field}" for place in places}
    return found


@contextmanager
def pages_made_once() -> Iterator[None]:
    """Let each page be made and read once for all the words that are looked for in it."""
    make = pages._pages_of
    made: dict[Address, list[list[SeenPart]]] = {}

    async def remembered(app: App, address: Address) -> AsyncIterator[list[SeenPart]]:
        if address not in made:
            made[address] = [page async for page in make(app, address)]
        for page in made[address]:
            yield page

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(pages, "_pages_of", remembered)
        yield


def by_canary(bench: Bench) -> dict[str, set[str]]:
    """Return in which ways each canary can be had, by its field."""
    ways = leaks(bench, c.ALL)
    found = {canary.field: {way for way in ways if way.endswith(f": {canary.field}")} for canary in c.ALL}
    assert set().union(*found.values()) == ways
    return found


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with memory_folder() as path:
        yield path


@pytest.fixture(scope="module")
def before(place: Path) -> dict[str, set[str]]:
    """Return what can be had before anybody decides, by canary."""
    return by_canary(plant(place / "before"))


@pytest.fixture(scope="module")
def bench(place: Path) -> Bench:
    """Return an archive in which everything was public first and decided on later, thread by thread."""
    bench = plant(place / "after")
    decide(bench)
    publish(bench.folder, now=bench.now)
    return bench


@pytest.fixture(scope="module")
def after(bench: Bench) -> dict[str, set[str]]:
    """Return what can be had after the single publishes, by canary."""
    return by_canary(bench)


@pytest.mark.feature("M5")
@pytest.mark.parametrize("canary", c.SHOWN, ids=lambda canary: canary.field)
def test_the_finder_finds_what_is_public(before: dict[str, set[str]], canary: c.Canary) -> None:
    ways = {way.split()[0] for way in before[canary.field]}
    assert ways >= {"table", "file", "public_file"}
    # neither the page of an address written out nor any page of ours says these by themselves
    assert "pages" in ways or canary in (c.WRITTEN_ADDRESS, c.SITE)


@pytest.mark.feature("H16")
@pytest.mark.feature("M5")
@pytest.mark.parametrize("canary", c.NEVER, ids=lambda canary: canary.field)
def test_what_is_private_was_never_public(before: dict[str, set[str]], canary: c.Canary) -> None:
    assert before[canary.field] == set()


def test_every_private_canary_stands_on_the_private_side(bench: Bench) -> None:
    """Otherwise nothing would have been looked for."""
    private = "\n".join(bench.db.conn.iterdump()).lower()
    captured = b"".join(path.read_bytes() for path in bench.folder.captures.iterdir())
    assert captured
    feed = FEED.lower()
    for canary in c.ALL:
        assert canary.name.lower() in private or canary.slug in private or canary.name.lower() in feed, canary


@pytest.mark.feature("M5")
@pytest.mark.feature("A7")
@pytest.mark.parametrize("canary", c.ALL, ids=lambda canary: canary.field)
def test_nothing_can_be_had_after_single_publishes(after: dict[str, set[str]], canary: c.Canary) -> None:
    assert after[canary.field] == set()


@pytest.mark.feature("M5")
@pytest.mark.feature("O2")
def test_nothing_can_be_had_after_a_whole_publish(bench: Bench) -> None:
    publish(bench.folder, full=True, now=bench.now)
    assert leaks(bench, c.ALL) == set()
    assert [problem for problem in check(bench.folder).problems if problem.kind != "anchor"] == []


@pytest.mark.feature("A3")
def test_nothing_can_be_had_after_a_rebuild_from_nothing(bench: Bench) -> None:
    bench.folder.public_db.unlink()
    publish(bench.folder, now=bench.now)
    assert leaks(bench, SOME) == set()


@pytest.mark.feature("H9")
def test_nothing_can_be_had_after_another_harvest(bench: Bench) -> None:
    bench.later(days=1)
    bench.add(
        post(
            1,
            comment(11, f"<p>I met {c.TEXT.name} there. {c.ACCENTED.name}! Edited.</p>"),
            title=f"A word from {c.TITLE.name}",
            html=f"<p>The post names {c.POST_TEXT.name}.</p>",
            labels=(c.LABEL.name, "Pay"),
        ),
        post(4, comment(41, f"<p>{c.SITE.name} said {c.TAG.name} to {c.POST_TEXT.name}</p>"), labels=(c.TAG.name,)),
        title=f"Still the Blog of {c.SITE.name}",
    )
    publish(bench.folder, now=bench.now)
    assert leaks(bench, c.ALL) == set()


SOME = (c.TEXT, c.LONG_TEXT, c.HIDDEN, c.GONE, c.TITLE)
"""Enough for a control."""

# -- controls: one safeguard off, and the same search finds it

Open = Callable[[Path], Database]


def _careless(statement: str) -> Open:
    """Return a way of opening public.db that ends with one statement more."""
    connect: Open = database._connect

    def opened(path: Path) -> Database:
        db = connect(path)
        db.conn.execute(statement)
        return db

    return opened


def test_control_without_secure_delete_the_bytes_hold_the_words(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = plant(place / "careless")
    decide(bench)
    monkeypatch.setattr(database, "_connect", _careless("pragma secure_delete = off"))
    publish(bench.folder, now=bench.now)
    assert "file public.db: hidden comment" in leaks(bench, (c.HIDDEN,))
    assert c.find_in_tables(bench.folder.public_db, c.ALL) == []


def test_control_with_a_write_ahead_log_left_open_the_bytes_hold_the_words(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = plant(place / "open")
    decide(bench)
    live = sqlite3.connect(bench.folder.public_db)
    live.execute("pragma journal_mode = wal")
    # a reader that stays keeps the old pages from being written over
    live.execute("begin")
    live.execute("select count(*) from comment").fetchone()
    connect = database._connect

    def without_changing_the_journal(path: Path) -> Database:
        conn = sqlite3.connect(path)
        conn.execute("pragma secure_delete = on")
        conn.execute("pragma foreign_keys = on")
        return Database(conn)

    assert connect is not without_changing_the_journal
    monkeypatch.setattr(database, "_connect", without_changing_the_journal)
    publish(bench.folder, now=bench.now, surfaces=[])
    found = c.find_in_bytes(bench.folder, (c.TEXT, c.HIDDEN))
    live.close()
    assert {field for name, field in found if name.startswith("public.db")} == {"text", "hidden comment"}


def test_control_with_a_write_ahead_log_publishing_itself_refuses(place: Path) -> None:
    """A log that somebody holds open is no way around: publishing wants the journal that forgets."""
    bench = plant(place / "wal")
    decide(bench)
    live = sqlite3.connect(bench.folder.public_db)
    live.execute("pragma journal_mode = wal")
    live.execute("begin")
    live.execute("select count(*) from comment").fetchone()
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(database, "BUSY_MS", 0)
        with pytest.raises(Refused, match="in use"):
            publish(bench.folder, now=bench.now)
    live.close()
    publish(bench.folder, now=bench.now)
    assert leaks(bench, SOME) == set()


def test_control_an_index_that_is_not_purged_is_found(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from search_index import build
    from search_index.surface import IndexSurface
    from search_index.update import update_index
    from search_index.whoosh_engine import commits

    bench = plant(place / "unpurged")
    decide(bench)
    monkeypatch.setattr(commits, "purge", lambda writer, segments: segments)
    monkeypatch.setattr(build, "has_leftovers", lambda built: False)
    monkeypatch.setattr(IndexSurface, "apply", lambda self, changes: update_index(bench.folder))
    publish(bench.folder, now=bench.now)
    assert any(way.startswith("index") for way in leaks(bench, (c.TEXT,)))
    monkeypatch.undo()
    publish(bench.folder, full=True, now=bench.now)
    assert leaks(bench, SOME) == set()


@pytest.mark.parametrize(
    ("written", "canary"),
    [
        ("wilhelmina quillfeather", c.TEXT),
        ("WILHELMINA%20QUILLFEATHER", c.TEXT),
        ("Wilhelmina+Quillfeather", c.TEXT),
        ("wilhelmina-quillfeather", c.TEXT),
        ("S&#233;raphine &#338;uvrard-&#196;hre", c.ACCENTED),
        ("S%C3%A9raphine%20%C5%92uvrard-%C3%84hre", c.ACCENTED),
    ],
)
def test_the_finder_knows_every_form(place: Path, written: str, canary: c.Canary) -> None:
    bench = make_bench(place / f"form-{abs(hash(written))}")
    (bench.folder.path / "export.txt").write_text(f"x{written}x", encoding="utf-8")
    assert c.find_in_bytes(bench.folder, c.ALL) == [("export.txt", canary.field)]
