"""The gate finds whatever is public and should not be, by place and never by words."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.curation import topics
from archive.curation.rules import add_rule
from archive.errors import GateClosed
from archive.moderation import log
from archive.moderation.tagging import act, tag_items
from archive.originals import absences
from archive.originals import store as originals
from archive.originals.records import SourceState
from archive.public.surface import Asked
from archive.publishing import gate
from archive.publishing.scan import WORDLESS, Value, find_each, iter_values, read_html
from archive.publishing.sources import read_inputs
from archive.redaction.words import Words
from tests.bench import Bench, comment, make_bench, post

NAME = "Wilhelmina Quillfeather"


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """One archive with an item in every state; tests change copies of its public file in memory."""
    bench = make_bench(tmp_path_factory.mktemp("gate"))
    bench.settings(links_to_source="true")
    bench.add(
        post(
            1,
            comment(11, f"<p>{NAME} is <a href='https://x.example/a'>here</a></p>"),
            comment(12, "<p>Secretly</p>", answers=11),
            comment(13, "<p>Gone</p>", state=SourceState.REMOVED_BY_AUTHOR),
            comment(14, "<p>At mo@ferry.example</p>"),
            comment(15, "<p>Plain <a href='https://x.example/b'>link</a> of the Quay Safety Review (QSR)</p>"),
            comment(16, "<p>No longer there</p>"),
            title="Night shifts at Leith",
            labels=("Pay",),
        ),
        post(2, comment(21, "<p>Nobody touched this</p>"), html=None),
    )
    with bench.db.atomic():
        originals.add_alias(bench.db, "told-you", "11")
    tag_items(bench.db, ["15"], add=["Snow"], by="Mo", now=bench.now)
    with act(bench.db, by="Mo", now=bench.now, kind="topic", told="all of a topic") as changes:
        topics.create(changes, "Weather", "Whatever falls.")
        topics.describe(changes, "Snow", "What falls on the quay at Leith.")
        topics.set_broader(changes, "Snow", "Weather")
        topics.add_synonym(changes, "Snow", "Sleet")
        add_rule(changes, "Snow", "snow OR sleet", mode="propose", name="Falling", by="Mo", now=bench.now)
    bench.mask(11, NAME)
    bench.mask(1, "Leith", label="place", everywhere=True)
    bench.hide(12)
    with bench.db.atomic():
        absences.note_comments(bench.db, "1", ["11", "12", "14", "15"], bench.now)
        absences.note_post(bench.db, "2", True, bench.now)
        absences.note_site(bench.db, 1, True, bench.now)
    bench.publish()
    return bench


@pytest.fixture
def public(ready: Bench) -> Database:
    db = Database(memory=True)
    live = ready.public()
    live.conn.backup(db.conn)
    live.close()
    return db


def problems(bench: Bench, public: Database) -> list[str]:
    inputs = read_inputs(bench.db, bench.folder.load_settings())
    return list(dict.fromkeys(gate.find_problems(public, bench.db, inputs, ["1", "2"])))


@pytest.mark.feature("O2")
def test_what_was_published_passes(ready: Bench, public: Database) -> None:
    assert problems(ready, public) == []


TOKEN = '[[0,6,"redaction",{"label":"name","ref":"x"}]]'

SQL: dict[str, tuple[str, str]] = {
    # words that went are back
    "text": (f"update comment set text = '{NAME} is here', marks = '[]' where id = '11'", "comment.text/11"),
    "text in another case": (
        "update comment set text = upper(text) || ' wilhelmina  QUILLFEATHER' where id = '11'",
        "comment.text/11",
    ),
    "html": (f"update comment set html = '<p>{NAME} is here</p>' where id = '11'", "comment.html/11"),
    "html, escaped and cut by tags": (
        "update comment set html = '<p>Wilhelmina&#32;Quill<b>feather</b></p>' where id = '11'",
        "comment.html/11",
    ),
    "marks": (
        f"update comment set marks = replace(marks, '\"name\"', '\"{NAME}\"') where id = '11'",
        "comment.marks/11",
    ),
    "author": (f"update comment set author = '{NAME}' where id = '11'", "comment.author/11"),
    "link text": (f"update link set text = '{NAME}' where item_id = '11'", "link.text/11-1"),
    "link address": (
        "update link set href = 'https://x.example/wilhelmina-quillfeather' where item_id = '11'",
        "link.href/11-1",
    ),
    "alias": ("update alias set alias = 'wilhelmina-quillfeather'", "alias.alias/11"),
    "title": ("update post set title = 'Night shifts at Leith' where id = '1'", "post.title/1"),
    "everywhere, in an item of its own": ("update comment set text = 'Leith' where id = '21'", "comment.text/21"),
    "path": ("update post set path = '/2018/07/in-leith.html' where id = '1'", "post.path/1"),
    "tag": ("update tag set name = 'Leith' where id = 'pay'", "tag.name/pay"),
    "tag id": ("insert into tagging values ('15', 'leith', 'blog', null)", "tagging.tag_id/15"),
    "site": ("update site set title = 'The Leith Blog'", "site.title/1"),
    "host": ("update site set host = 'leith.example'", "site.host/1"),
    "meta": ("update meta set value = 'Leith' where key = 'title'", "meta.value/title"),
    "contact": ("update meta set value = 'leith-office@x.example' where key = 'contact'", "meta.value/contact"),
    "log reason": ("update log set reason = 'was in Leith'", "log.reason"),
    "log label": ("update log set label = 'Leith'", "log.label"),
    # not what the originals say
    "words invented": ("update comment set text = 'Invented' where id = '21'", "comment.text/21"),
    "words left out": ("update comment set text = '' where id = '21'", "comment.text/21"),
    "author invented": ("update comment set author = 'Eve' where id = '21'", "comment.author/21"),
    "author left out": ("update comment set author = null where id = '21'", "comment.author/21"),
    "title invented": ("update post set title = 'Invented' where id = '2'", "post.title/2"),
    "body invented": ("update post set text = 'Invented' where id = '2'", "post.text/2"),
    "token without a decision": (
        f"update comment set text = '[name]', marks = '{TOKEN}' where id = '21'",
        "comment.text/21",
    ),
    "token of another decision": (
        """update comment set marks = replace(marks, '"ref":"', '"ref":"0') where id = '11'""",
        "comment.marks/11",
    ),
    "token that is another word": (
        "update comment set text = replace(text, '[name]', '[nam!]') where id = '11'",
        "comment.text/11",
    ),
    "html of other words": ("update comment set html = '<p>Other</p>' where id = '21'", "comment.html/21"),
    "script": ("update comment set html = html || '<script>1</script>' where id = '21'", "comment.html/21"),
    "mark behind the text": (
        """update comment set marks = '[[0,99,"strong",{}]]' where id = '21'""",
        "comment.marks/21",
    ),
    "address of an image": (
        """update comment set marks = '[[0,6,"image",{"href":"https://x.example/me.jpg"}]]' where id = '21'""",
        "comment.marks/21",
    ),
    "unsafe address": (
        """update comment set marks = '[[0,6,"link",{"href":"javascript:alert(1)"}]]' where id = '21'""",
        "comment.marks/21",
    ),
    "link invented": (
        "insert into link values ('21-1', '21', 1, 'https://x.example', 'x.example', 'x', '', null)",
        "link.href/21-1",
    ),
    "link of a hidden item": (
        "insert into link values ('12-1', '12', 1, 'https://x.example', 'x.example', 'x', '', null)",
        "link.href/12-1",
    ),
    "alias invented": ("insert into alias values ('x', '21')", "alias.alias/21"),
    "tag unknown": ("insert into tag values ('x', 'X', '', null, 1, 1)", "tag.name/x"),
    "tag covers": ("update tag set description = 'Ice.' where id = 'snow'", "tag.description/snow"),
    "tag tells of a place": ("update tag set description = 'On Leith quay.' where id = 'snow'", "tag.description/snow"),
    "tag elsewhere": ("update tag set broader_id = 'pay' where id = 'snow'", "tag.broader_id/snow"),
    "tag synonym": ("insert into tag_synonym values ('hail', 'snow', 'Hail')", "tag_synonym.name/hail"),
    "rule": ("update tag_rule set query = 'ice' where name = 'Falling'", "tag_rule.query/1"),
    "rule for a place": ("update tag_rule set query = 'leith' where name = 'Falling'", "tag_rule.query/1"),
    "tag on a hidden item": ("insert into tagging values ('12', 'pay', 'blog', null)", "tagging.item_id/12"),
    "tag of unknown source": ("update tagging set source = 'Quill' where item_id = '15'", "tagging.item_id/15"),
    "log line invented": (
        "insert into log values ('0123456789abcdef', '2026-05', 'mask', '', 'x')",
        "log.reason/0123456789abcdef",
    ),
    "log reason changed": ("update log set reason = 'x'", "log.reason"),
    "meta entry": ("insert into meta values ('x', 'y')", "meta.key/x"),
    "site title": ("update site set title = 'x'", "site.title/1"),
    "url of a touched thread": (
        "update post set url = 'https://ferry.example/2018/07/post-1.html' where id = '1'",
        "post.url/1",
    ),
    "url invented": ("update post set url = 'https://x.example/' where id = '2'", "post.url/2"),
    "path invented": ("update post set path = '/x' where id = '2'", "post.path/2"),
    "count": ("update post set comment_count = 9 where id = '2'", "post.comment_count/2"),
    "declared": ("update post set declared = 9 where id = '2'", "post.declared/2"),
    "kind": ("update comment set kind = 'pingback' where id = '21'", "comment.kind/21"),
    "words as a kind": ("update comment set kind = 'Quillfeather' where id = '21'", "comment.kind/21"),
    "parent": ("update comment set parent_id = '15' where id = '21'", "comment.position/21"),
    "position": ("update comment set position = 9 where id = '21'", "comment.position/21"),
    "depth": ("update comment set depth = 9 where id = '21'", "comment.position/21"),
    "row version": ("update comment set row_version = 9 where id = '21'", "comment.row_version/21"),
    "row version of a post": ("update post set row_version = 9 where id = '2'", "post.row_version/2"),
    "month": ("update comment set month = 'Quillfeather' where id = '21'", "comment.month/21"),
    "year": ("update post set year = 1 where id = '2'", "post.month/2"),
    "owner": ("update comment set is_owner = 1 where id = '21'", "comment.is_owner/21"),
    "author kind": ("update comment set author_kind = 'Quill' where id = '21'", "comment.author_kind/21"),
    # words in columns that hold none
    "words as a time": ("update comment set published = 'Quillfeather' where id = '21'", "comment.published/21"),
    "words as a UTC time": (
        "update comment set published_utc = 'Quillfeather' where id = '21'",
        "comment.published/21",
    ),
    "words as a precision": (
        "update comment set published_precision = 'Quill' where id = '21'",
        "comment.published/21",
    ),
    "words as a reference": ("update comment set state_ref = 'Quillfeather' where id = '12'", "comment.published/12"),
    "words as a note": ("update comment set state_note = 'Quillfeather' where id = '21'", "comment.state_note/21"),
    # items that may not be shown
    "hidden, shown": ("update comment set state = 'shown' where id = '12'", "comment.state/12"),
    "hidden, with words": ("update comment set text = 'Secretly' where id = '12'", "comment.text/12"),
    "hidden, with a byline": ("update comment set author = 'Dunlin' where id = '12'", "comment.text/12"),
    "held, shown": ("update comment set state = 'shown' where id = '14'", "comment.state/14"),
    "removed, shown": ("update comment set state = 'shown' where id = '13'", "comment.state/13"),
    "hidden for no reason": ("update comment set state = 'hidden' where id = '21'", "comment.state/21"),
    "gone at the source, shown": ("update comment set state = 'shown' where id = '16'", "comment.state/16"),
    "gone at the source, with words": ("update comment set text = 'Gone' where id = '16'", "comment.text/16"),
    "a post gone, unsaid": ("update post set source_gone_since = null where id = '2'", "post.source_gone_since/2"),
    "a post gone on a day": (
        "update post set source_gone_since = '2026-05-03' where id = '2'",
        "post.source_gone_since/2",
    ),
    "words as a month gone": (
        "update post set source_gone_since = 'Quill' where id = '1'",
        "post.source_gone_since/1",
    ),
    "a blog gone, unsaid": ("update site set source_gone_since = null", "site.source_gone_since/1"),
    "withheld post with a title": (
        "update post set state = 'withheld', text = '', html = '' where id = '2'",
        "post.title/2",
    ),
    "withheld post with a path": ("update post set state = 'withheld' where id = '2'", "post.path/2"),
    # rows and columns
    "comment missing": ("delete from comment where id = '21'", "comment.id/21"),
    "comment invented": ("update comment set id = 'eve' where id = '21'", "comment.id/eve"),
    "post missing": ("delete from post where id = '2'", "post.id/2"),
    "column": ("alter table comment add column original text", "comment.original/not in the schema"),
    "table": ("create table original (text)", "original.text/not in the schema"),
    "view": ("create view original as select text as words from comment", "original.words/not in the schema"),
}


@pytest.mark.feature("O2")
@pytest.mark.parametrize("case", SQL)
def test_the_gate_finds(ready: Bench, public: Database, case: str) -> None:
    statement, where = SQL[case]
    public.conn.execute("pragma foreign_keys = off")
    assert public.conn.execute(statement).rowcount != 0
    found = problems(ready, public)
    assert any(place.startswith(where) for place in found), found
    assert not any("uillfeather" in place or "Leith" in place for place in found)


def test_a_post_that_the_archive_does_not_have_may_not_be_public(ready: Bench, public: Database) -> None:
    inputs = read_inputs(ready.db, ready.folder.load_settings())
    public.conn.execute("pragma foreign_keys = off")
    public.conn.execute("update post set id = '9' where id = '2'")
    public.conn.execute("update acronym_item set item_id = '9' where item_id = '2'")
    assert "post.id/9" in list(gate.find_problems(public, ready.db, inputs, ["9"]))
    assert list(gate.find_problems(public, ready.db, inputs, ["8"])) == []


def test_a_mask_that_no_longer_fits_lets_nothing_pass(tmp_path: Path) -> None:
    bench = make_bench(tmp_path)
    bench.add(post(1, comment(11, f"<p>{NAME}</p>")))
    bench.mask(11, NAME)
    bench.publish()
    bench.later(days=1)
    bench.add(post(1, comment(11, "<p>Somebody</p>")))
    db = bench.public()
    assert "comment.text/11" in problems(bench, db)
    db.close()


def test_the_gate_names_ten_places_and_counts_the_rest(ready: Bench, public: Database) -> None:
    inputs = read_inputs(ready.db, ready.folder.load_settings())
    for number in range(12):
        public.conn.execute(f"create table t{number:02} (x)")
    with pytest.raises(GateClosed, match=r"12 places .*t09\.x/not in the schema, \.\.\.\)"):
        gate.run_gate(public, ready.db, inputs, [])
    public.conn.execute("drop table t00")
    public.conn.execute("drop table t01")
    with pytest.raises(GateClosed, match=r"10 places .*t11\.x/not in the schema\)"):
        gate.run_gate(public, ready.db, inputs, [])


# -- scan


def test_every_value_is_looked_at(ready: Bench, public: Database) -> None:
    """A word put into any text column that is not known to be wordless is found there."""
    shape = public.conn.execute(
        "select m.name, c.name from sqlite_master m, pragma_table_info(m.name) c "
        "where m.type = 'table' and c.type = 'TEXT'"
    ).fetchall()
    public.conn.execute("pragma foreign_keys = off")
    looked = [(table, column) for table, column in shape if column not in WORDLESS[table]]
    assert len(looked) > 20
    for table, column in looked:
        public.conn.execute("begin")
        word = """'[[0,1,"strong",{"label":"Quillfeather"}]]'""" if column == "marks" else "'Quillfeather'"
        public.conn.execute(f"update {table} set {column} = {word} where rowid = (select min(rowid) from {table})")
        ((checked, places),) = find_each(public, [Asked(Words("quillfeather"))])
        assert checked > 30
        assert [place.split("/")[0] for place in places] == [f"{table}.{column}"]
        public.conn.execute("rollback")


def test_values_of_some_items_only(ready: Bench, public: Database) -> None:
    places = {value.where.split("/")[0] for value in iter_values(public, ["11", "15"])}
    assert "comment.text" in places
    assert not any(place.startswith(("meta", "site", "log", "post")) for place in places)
    assert find_each(public, [Asked(Words("[place]"), ("15",))])[0][1] == []


@pytest.mark.parametrize(
    ("value", "holds"),
    [
        (Value("a", "the Quill feather"), True),
        (Value("a", "a quill-feather-pen"), True),
        (Value("a", "https://x.example/quill_feather"), True),
        (Value("a", "a myquillfeather"), False),
        (Value("a", "myquillfeather", is_address=True), True),
        (Value("a", "https://x.example/quill_feather", is_address=True), True),
        (Value("a", "quilled feathers"), False),
    ],
)
def test_a_value_holds_words(value: Value, holds: bool) -> None:
    assert value.holds(Words("quill feather")) is holds


def test_html_is_read_as_people_see_it() -> None:
    seen = read_html(
        "<p>A<b>b</b> &lt;c&gt;<br>d <a href='/-/log/x'>[name]</a> <span>[image]</span></p>"
        "<table><tr><td>e</td></tr></table>"
    )
    assert seen.text.split() == ["Ab", "<c>", "d", "[name]", "e"]
    assert seen.addresses == ()
    assert read_html("<a href='https://x.example/'>x</a><a>y</a>").addresses == ("https://x.example/",)


def test_the_log_of_the_bench_is_whole(ready: Bench) -> None:
    assert log.verify(ready.db) == []
