"""A saved text and the post it copies become one, whichever comes first; equal words alone make nothing one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.folder import Secrets
from archive.markup import parse_fragment
from archive.moderation import decisions, findings
from archive.originals import store
from archive.originals.database import ArchiveDatabase, configure, migrate
from archive.originals.rebuild import rebuild
from archive.originals.records import (
    AuthorKind,
    OriginalComment,
    OriginalPost,
    Parsed,
    SiteRecord,
    Source,
    SourceState,
    SourceTime,
)
from archive.originals.twins import LONG, Said, Thread, find_twin, is_same, pair, words_of
from archive.redaction.words import Words
from scraper.pages.saved_text.parse import parse_saved_text

LONDON = ZoneInfo("Europe/London")
SECRETS = Secrets(b"k" * 32, b"p" * 32, "c")
NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
FIRST = datetime(2018, 7, 2, 18, 49, 3, 120_000, tzinfo=UTC)
HOST = "desk.blogspot.com"
BODY = "We were five on the late shift, and the kettle was broken; nobody had told the ferry people."
LETTER = "The rota was changed on a Monday, without a word to those who were to work it."

# which comments of a text are which: pure


def said(name: str, words: str = "Tea at four.", minute: str = "19:49", byline: str = "ann", **more: Any) -> Said:
    return Said(name, minute, byline, words_of(words), **more)


def ids(pairs: Sequence[tuple[Said, Said]]) -> list[tuple[str, str]]:
    return sorted((mine.id, theirs.id) for mine, theirs in pairs)


PAIRED = {
    "the same": ([said("a")], [said("1")], [("a", "1")]),
    "other spaces, signs and case": ([said("a", "TEA, at\nfour")], [said("1")], [("a", "1")]),
    "another minute": ([said("a")], [said("1", minute="19:50")], []),
    "another byline under few words": ([said("a")], [said("1", byline="bea")], []),
    "another byline under many words": ([said("a", LETTER)], [said("1", LETTER, byline="bea")], [("a", "1")]),
    "other words": ([said("a")], [said("1", "Coffee.")], []),
    "removed at the source": ([said("a")], [said("1", "Removed.", is_removed=True)], [("a", "1")]),
    "removed in the text": ([said("a", "Removed.", is_removed=True)], [said("1")], [("a", "1")]),
    "removed, of another minute": ([said("a")], [said("1", "Removed.", minute="19:50", is_removed=True)], []),
    "no times in the text": ([said("a", minute="", byline="")], [said("1")], [("a", "1")]),
    "no times at the source": ([said("a")], [said("1", minute="")], []),
    "nothing but a sign": ([said("a", ":-)")], [said("1", ":-)"), said("2", ":-(")], [("a", "1")]),
    "nothing at all, without time": ([said("a", "", minute="")], [said("1", "", minute="")], []),
    "twice and twice, in order": (
        [said("a"), said("b")],
        [said("1"), said("2")],
        [("a", "1"), ("b", "2")],
    ),
    "twice in the text, once at the source": ([said("a"), said("b")], [said("1")], [("a", "1")]),
    "the exact one before the renamed one": (
        [said("a", LETTER, byline="bea"), said("b", LETTER)],
        [said("1", LETTER), said("2", LETTER, byline="cleo")],
        [("a", "2"), ("b", "1")],
    ),
}


@pytest.mark.feature("H7")
@pytest.mark.feature("A6")
@pytest.mark.parametrize("case", PAIRED)
def test_which_comments_of_a_text_are_which(case: str) -> None:
    text, known, expected = PAIRED[case]
    assert ids(pair(text, known)) == expected


def thread(name: str, *comments: Said, day: str = "2018-07-02", title: str = "Late shift", body: str = BODY) -> Thread:
    bodies = {words_of(body)} - {""}
    return Thread(name, day, frozenset({words_of(title)} - {""}), frozenset(bodies), comments)


TWO_MINUTES = (said("a", minute="19:49"), said("b", minute="19:50"))
LONG_WORDS = (said("a", LETTER, minute=""), said("b", LETTER + "!!1", minute=""))

SAME = {
    "day and title": (thread("t", body="Otherwise."), thread("9"), True),
    "title, another day": (thread("t"), thread("9", day="2018-07-03"), False),
    "title and body, no day": (thread("t", day=""), thread("9"), False),
    "title and body, day not yet known": (thread("t"), thread("9", day=""), False),
    "day alone": (thread("t", title="A", body="b"), thread("9", title="C", body="d"), False),
    "day and body": (thread("t", title=""), thread("9"), True),
    "day and few words": (thread("t", title="", body="Open thread."), thread("9", body="Open thread."), False),
    "no day, title in the body, a comment": (
        thread("t", said("a"), day="", title="", body=f"Late shift {BODY}"),
        thread("9", said("1")),
        True,
    ),
    "no day, the body alone": (thread("t", day="", title=""), thread("9"), False),
    "no day, a whole long body": (thread("t", day="", title="", body=BODY * 3), thread("9", body=BODY * 3), True),
    "no day, the beginning and two long comments": (
        thread("t", *LONG_WORDS, day="", title="", body=f"{BODY} And more"),
        thread("9", *LONG_WORDS),
        True,
    ),
    "no day, the beginning and two short comments": (
        thread("t", said("a", minute=""), said("b", "No.", minute=""), day="", title="", body=f"{BODY} And more"),
        thread("9", said("1"), said("2", "No.")),
        False,
    ),
    "comments of two minutes": (
        thread("t", *TWO_MINUTES, day="", title="", body=""),
        thread("9", *TWO_MINUTES, title="Other", body=""),
        True,
    ),
    "comments of two minutes, another day": (
        thread("t", *TWO_MINUTES),
        thread("9", *TWO_MINUTES, day="2019-01-01"),
        False,
    ),
    # a spammer writes the same under every post within a minute
    "two comments of one minute": (
        thread("t", said("a", LETTER), said("b"), day="", title="", body=""),
        thread("9", said("1", LETTER), said("2"), body=""),
        False,
    ),
}


@pytest.mark.feature("H7")
@pytest.mark.feature("A6")
@pytest.mark.parametrize("case", SAME)
def test_when_a_text_is_a_copy_of_a_post(case: str) -> None:
    text, other, expected = SAME[case]
    assert is_same(text, other, pair(text.comments, other.comments)) is expected
    assert (find_twin(text, [other]) is not None) is expected


@pytest.mark.feature("H7")
def test_of_two_posts_that_fit_the_one_with_more_in_common_is_meant_and_neither_where_both_have_as_much() -> None:
    text = thread("t", said("a"))
    with_one, without = thread("9", said("1")), thread("8")
    for known in ([with_one, without], [without, with_one]):
        twin = find_twin(text, known)
        assert twin is not None
        assert (twin[0].id, ids(twin[1])) == ("9", [("a", "1")])
    assert find_twin(text, [with_one, thread("8", said("2"))]) is None
    assert find_twin(text, []) is None


@pytest.mark.feature("O1")
def test_what_is_matched_shows_no_words() -> None:
    shown = repr(thread("t", said("a"), title="Late shift"))
    assert not any(word in shown.lower() for word in ("tea", "late", "five", "ann"))


# in the archive


def fresh() -> ArchiveDatabase:
    db = ArchiveDatabase(memory=True)
    configure(db)
    migrate(db)
    return db


@pytest.fixture
def db() -> Iterator[ArchiveDatabase]:
    made = fresh()
    yield made
    made.close()


def capture(db: ArchiveDatabase, name: str) -> int:
    cursor = db.execute(
        "insert into capture (kind, url, fetched_at, sha256, warc_file, warc_offset, warc_length)"
        " values ('file', ?, '', '', '', 0, 1)",
        (name,),
    )
    return int(cursor.lastrowid or 0)


def merge(db: ArchiveDatabase, source: Parsed, capture_id: int) -> store.MergeCount:
    return store.merge(db, source, capture_id=capture_id, fetched_at=NOW, secrets=SECRETS, default_zone=LONDON)


def take(db: ArchiveDatabase, source: Parsed, name: str = "") -> store.MergeCount:
    with db.atomic():
        return merge(db, source, capture(db, name))


@dataclass(frozen=True)
class Voice:
    """One comment of an invented thread: how many seconds after the post, by whom, what, and whether it is a reply."""

    after: int
    name: str
    words: str
    is_reply: bool = False


@dataclass(frozen=True)
class Invented:
    """A thread as its blog has it; every other form of it is made from this."""

    number: int
    voices: tuple[Voice, ...]
    title: str = "Late shift"
    body: str = BODY
    days: int = 0

    @property
    def start(self) -> datetime:
        return FIRST + timedelta(days=self.days)

    @property
    def url(self) -> str:
        return f"https://{HOST}/2018/07/post-{self.number}.html"

    def source(self, source: Source, *, only: slice = slice(None), **fields: Any) -> Parsed:
        """Return what a page, a feed or an export says."""
        comments: list[OriginalComment] = []
        root: str | None = None
        for place, voice in enumerate(self.voices):
            key = f"blogger:{self.number}{place:02}"
            anonymous = voice.name == "Anonymous"
            comments.append(
                OriginalComment(
                    key,
                    place if source is Source.PAGE else 0,
                    parse_fragment(f"<p>{voice.words.replace(chr(10), '<br/>')}</p>"),
                    parent_key=root if voice.is_reply else None,
                    author=voice.name,
                    author_kind=AuthorKind.ANONYMOUS if anonymous else AuthorKind.NAME,
                    published=SourceTime.from_instant(self.start + timedelta(seconds=voice.after), LONDON),
                )
            )
            root = root if voice.is_reply else key
        given: dict[str, Any] = {"title": self.title, "text": parse_fragment(f"<p>{self.body}</p>")} | fields
        post = OriginalPost(
            f"blogger:{self.number}",
            source,
            url=self.url,
            published=SourceTime.from_instant(self.start, LONDON),
            comments=tuple(comments[only]),
            **given,
        )
        return Parsed("made up", SiteRecord(HOST), (post,))

    def text(self, *, style: str = "numbered", bylines: bool = True, dated: bool = True) -> Parsed:
        """Return what a text saved from the page says."""
        lines = [f"{self.start.astimezone(LONDON):%A %-d %B %Y}", ""] if dated else []
        lines += [self.title, self.body]
        written = self._numbered(bylines) if style == "numbered" else self._unnumbered(bylines)
        return parse_saved_text("\n".join([*lines, *written]), zone=LONDON)

    def _numbered(self, bylines: bool) -> list[str]:
        out = ["", f"{len(self.voices)} comments:", ""]
        root = reply = 0
        for voice in self.voices:
            root, reply = (root, reply + 1) if voice.is_reply else (root + 1, 0)
            if reply == 1:
                out.append("    Replies")
            start = f"    {reply}. " if reply else f"  {root}. "
            first, *rest = self._lines(voice, bylines)
            pad = " " * len(start)
            out += [start + first, *(pad + line for line in rest), "", pad + ("Delete" if reply else "ReplyDelete")]
        return out

    def _unnumbered(self, bylines: bool) -> list[str]:
        out: list[str] = []
        marker = ""
        for voice in self.voices:
            first, *rest = self._lines(voice, bylines)
            out.append(marker + first)
            marker = "Delete" if voice.is_reply else "ReplyDelete"
            for line in rest:
                out.append(marker + line)
                marker = ""
        return [*out, marker]

    def _lines(self, voice: Voice, bylines: bool) -> list[str]:
        wall = (self.start + timedelta(seconds=voice.after)).astimezone(LONDON)
        return [f"{voice.name}{wall:%-d %B %Y at %H:%M}"] * bylines + voice.words.split("\n")


LATE = Invented(
    9,
    (
        Voice(600, "Ann", "Tea at four,\nnot at five."),
        Voice(900, "Bea Dray", LETTER, is_reply=True),
        Voice(1200, "Anonymous", "test"),
        Voice(1203, "Anonymous", "test"),
    ),
)
NUMBERED = {"9", "900", "901", "902", "903"}
STYLES = [
    {"style": style, "bylines": bylines, "dated": dated}
    for style, bylines, dated in itertools.product(["numbered", "unnumbered"], [True, False], [True, False])
    # with names and times but no numbers nobody can tell where a comment begins: such a text is refused
    if style == "numbered" or not bylines
]


def tables(db: ArchiveDatabase) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of what must be equal in any order, capture ids as the names of what was captured.

    Two sources of one kind that say the same have one name: the row has the capture of the first to come. Left out are
    revisions and what is pending, which tell what happened in which order.
    """
    names = dict(db.execute("select id, url from capture").fetchall())
    found = {}
    for table in ("site", "post", "comment", "alias", "identity", "reading", "reading_age"):
        rows = [dict(row) for row in db.query(f"select * from {table}")]
        for row in rows:
            if "capture_id" in row:
                row["capture_id"] = names[row["capture_id"]]
        found[table] = sorted((tuple(row.items()) for row in rows), key=repr)
    return found


def merged(sources: dict[str, Parsed], order: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    db = fresh()
    for name in order:
        take(db, sources[name], {"again": "text"}.get(name, name))
    found = tables(db)
    for name in order[::-1]:
        before = db.conn.total_changes
        with db.atomic():
            merge(db, sources[name], 1)
        assert db.conn.total_changes == before, "a source that is there already writes no row"
    db.close()
    return found


@pytest.mark.feature("H7")
@pytest.mark.feature("A1")
@pytest.mark.parametrize("form", STYLES, ids=lambda form: "-".join(map(str, form.values())))
def test_a_saved_text_and_its_page_are_one_post_whichever_comes_first(form: dict[str, Any]) -> None:
    sources = {"page": LATE.source(Source.PAGE), "text": LATE.text(**form)}
    found = merged(sources, ["page", "text"])
    assert found == merged(sources, ["text", "page"])
    assert {dict(row)["id"] for row in found["post"] + found["comment"]} == NUMBERED
    aliases = {dict(row)["item_id"] for row in found["alias"]}
    assert aliases == NUMBERED


@pytest.mark.feature("A6")
@pytest.mark.parametrize("order", [["page", "text"], ["text", "page"]])
def test_a_text_that_shows_too_little_stays_by_itself(db: ArchiveDatabase, order: list[str]) -> None:
    # no date, no times, other words above the comments, and one long comment in common
    text = replace(LATE, title="", body="See below.").text(bylines=False, dated=False)
    sources = {"page": LATE.source(Source.PAGE), "text": text}
    for name in order:
        take(db, sources[name])
    assert len(list(store.iter_posts(db))) == 2
    assert dict(db.execute("select alias, item_id from alias").fetchall()) == {}


@pytest.mark.feature("H7")
@pytest.mark.parametrize("order", list(itertools.permutations(["text", "unnumbered", "page"])))
def test_a_text_follows_a_post_known_by_its_address_to_its_number(db: ArchiveDatabase, order: tuple[str, ...]) -> None:
    page = LATE.source(Source.PAGE)
    sources = {
        "text": LATE.text(),
        "unnumbered": replace(page, posts=(replace(page.posts[0], source_key=f"url:{LATE.url}", comments=()),)),
        "page": page,
    }
    for name in order:
        take(db, sources[name])
    assert only_post(db) == "9"
    assert {comment.id for comment in store.get_comments(db, "9")} == NUMBERED - {"9"}
    assert {item for (item,) in db.execute("select item_id from alias")} == NUMBERED


@pytest.mark.feature("H7")
def test_comments_that_pair_are_one_and_the_others_stay(db: ArchiveDatabase) -> None:
    take(db, replace_voices(LATE, 0, 2).text(bylines=False))
    take(db, LATE.source(Source.PAGE, only=slice(1, None)))
    stored = store.get_comments(db, "9")
    by_id = {comment.id: comment for comment in stored}
    kept = [comment for comment in stored if comment.id.startswith("t")]
    assert set(by_id) == {"901", "902", "903", kept[0].id}
    assert kept[0].text.reveal().text.startswith("Tea at four")
    assert store.get_item(db, kept[0].id) == kept[0]
    # the one that was missing comes later
    take(db, LATE.source(Source.FEED))
    assert {comment.id for comment in store.get_comments(db, "9")} == NUMBERED - {"9"}
    assert store.resolve_item(db, kept[0].id) == "900"
    assert store.get_item(db, kept[0].id).id == "900"


def replace_voices(thread: Invented, *places: int) -> Invented:
    return replace(thread, voices=tuple(thread.voices[place] for place in places))


@pytest.mark.feature("H7")
def test_replies_answer_the_number_once_the_text_they_stood_in_has_one(db: ArchiveDatabase) -> None:
    take(db, LATE.text())
    old = {comment.id: comment.parent_id for comment in store.get_comments(db, only_post(db))}
    take(db, LATE.source(Source.FEED, only=slice(0, 1)))
    (feedless,) = (comment for comment in store.get_comments(db, "9") if comment.parent_id)
    assert feedless.id in old
    assert feedless.parent_id == "900"


@pytest.mark.feature("H7")
def test_a_reply_that_has_its_number_before_its_root_has(db: ArchiveDatabase) -> None:
    take(db, LATE.text())
    take(db, LATE.source(Source.PAGE, only=slice(1, 2)))
    take(db, LATE.source(Source.PAGE, only=slice(0, 1)))
    said = db.execute(
        "select source, json_extract(fields, '$.parent_id') from reading where item_id = '901' order by 1"
    )
    assert said.fetchall() == [("page", "900"), ("saved_text", "900")]


def only_post(db: ArchiveDatabase) -> str:
    (post,) = store.iter_posts(db)
    return post.id


@pytest.mark.feature("A6")
def test_numbered_comments_that_say_the_same_in_the_same_minute_stay_apart(db: ArchiveDatabase) -> None:
    other = replace(LATE, number=19, title="Early shift", body="Otherwise.", days=40)
    # the same test comment under another post, at the very same moment
    spam = replace(other, voices=(Voice(1200 - 40 * 86400, "Anonymous", "test"),))
    take(db, LATE.source(Source.PAGE))
    take(db, spam.source(Source.PAGE))
    count = take(db, LATE.text())
    assert {post.id for post in store.iter_posts(db)} == {"9", "19"}
    assert len(store.get_comments(db, "9")) == 4
    assert len(store.get_comments(db, "19")) == 1
    assert count.new == 0


@pytest.mark.feature("A6")
@pytest.mark.parametrize("same", ["comment", "title", "body"])
def test_two_posts_with_one_thing_in_common_stay_two(db: ArchiveDatabase, same: str) -> None:
    other = Invented(
        19,
        (Voice(600, "Ann", "Tea at four,\nnot at five."),) if same == "comment" else (),
        title=LATE.title if same == "title" else "Another",
        body=LATE.body if same == "body" else "Of another day.",
        days=0 if same == "comment" else 5,
    )
    take(db, other.source(Source.PAGE))
    take(db, LATE.text())
    take(db, LATE.source(Source.PAGE))
    assert {post.id for post in store.iter_posts(db)} == {"9", "19"}
    assert len(store.get_comments(db, "9")) == 4


@pytest.mark.feature("A6")
def test_two_saved_texts_alone_stay_two_and_follow_one_post_when_it_comes(db: ArchiveDatabase) -> None:
    forms = [LATE.text(), LATE.text(dated=False, style="unnumbered", bylines=False), LATE.text(dated=False)]
    for form in forms:
        take(db, form)
    # the two without a date share the key that their words make
    assert len(list(store.iter_posts(db))) == 2
    take(db, LATE.source(Source.EXPORT))
    assert only_post(db) == "9"
    assert {comment.id for comment in store.get_comments(db, "9")} == NUMBERED - {"9"}


@pytest.mark.feature("H8")
def test_what_was_removed_at_its_source_is_removed_though_a_saved_text_has_the_words(db: ArchiveDatabase) -> None:
    page = LATE.source(Source.PAGE)
    gone = replace(
        page.posts[0].comments[0],
        text=parse_fragment("This comment has been removed by the author."),
        state=SourceState.REMOVED_BY_AUTHOR,
    )
    take(db, LATE.text())
    take(db, replace(page, posts=(replace(page.posts[0], comments=(gone, *page.posts[0].comments[1:])),)))
    assert [comment.id for comment in store.get_comments(db, "9") if comment.state != "live"] == ["900"]
    assert len(store.get_comments(db, "9")) == 4


@pytest.mark.feature("H9")
@pytest.mark.parametrize("first", ["text", "page"])
def test_what_people_decided_on_the_text_holds_for_the_post(db: ArchiveDatabase, first: str) -> None:
    thread = replace(
        LATE, voices=(Voice(600, "Ann", f"Write to w.quill@ferry.example, or ask Quillfeather.\n{LETTER}"),)
    )
    sources = {"text": thread.text(), "page": thread.source(Source.PAGE)}
    count = take(db, sources.pop(first))
    findings.refresh(db, count.item_ids)
    (comment,) = store.get_comments(db, only_post(db))
    made = decisions.mask(db, comment.id, "Quillfeather", label="name", reason="a third party", by="Mo", now=NOW)
    (finding,) = [each for each in findings.open_findings(db) if each.entity == "e-mail"]
    findings.keep(db, finding.id, by="Mo", now=NOW, reason="an office")
    (rest,) = sources.values()
    count = take(db, rest)
    findings.refresh(db, count.item_ids)
    (held,) = decisions.decisions_for(db, "900")
    assert (held.id, held.exact) == (made.id, "Quillfeather")
    assert [each for each in findings.open_findings(db) if each.entity == "e-mail"] == []
    assert findings.kept_words(db, "900") == ["w.quill@ferry.example"]
    assert Words("Quillfeather").find(store.get_comments(db, "9")[0].text.reveal().text)


@pytest.mark.feature("H1")
def test_reparse_ends_in_the_same_rows(db: ArchiveDatabase) -> None:
    sources = [
        ("text", LATE.text()),
        ("page", replace_voices(LATE, 0, 1).source(Source.PAGE)),
        ("text", LATE.text(style="unnumbered", dated=False, bylines=False)),
        ("feed", LATE.source(Source.FEED)),
    ]
    for name, source in sources:
        take(db, source, name)
    store.take_pending(db)
    before = tables(db)
    with rebuild(db):
        for number, (_, source) in enumerate(sources, start=1):
            merge(db, source, number)
    assert tables(db) == before
    assert store.get_pending(db) == set()


@pytest.mark.shared
@pytest.mark.feature("H7")
def test_a_real_saved_text_finds_its_post_by_its_words(db: ArchiveDatabase, shared: Path) -> None:
    """Each is shown again as a page would show it: with numbers, times and names, and other spaces between words."""
    for number, path in enumerate(sorted((shared / "seeds").glob("*.txt")), start=1):
        saved = parse_saved_text(path.read_text(encoding="utf-8"), zone=LONDON)
        (text,) = saved.posts
        start = FIRST if not text.published.local else datetime.fromisoformat(f"{text.published.local}T12:00+00:00")
        comments = tuple(
            replace(
                comment,
                source_key=f"blogger:{number}{place:03}",
                parent_key=None,
                author=comment.author or "Anonymous",
                author_kind=AuthorKind.ANONYMOUS if comment.author in (None, "Anonymous") else AuthorKind.ACCOUNT,
                published=comment.published
                if comment.author
                else SourceTime.from_instant(start + timedelta(minutes=number * 9 + place), LONDON),
            )
            for place, comment in enumerate(text.comments)
        )
        page = replace(
            text,
            source_key=f"blogger:{number}",
            source=Source.PAGE,
            published=SourceTime.from_instant(start, LONDON),
            comments=comments,
        )
        take(db, saved)
        take(db, Parsed("page", SiteRecord(HOST), (page,)))
        assert {post.id for post in store.iter_posts(db)} == {str(each) for each in range(1, number + 1)}
        assert len(store.get_comments(db, str(number))) == len(comments)


# any thread, in any order

voices = st.builds(
    Voice,
    st.sampled_from([0, 20, 70, 4000, 90_000]),
    st.sampled_from(["Ann", "Anonymous", "Bea Dray"]),
    st.sampled_from(["test", "Well said!", "Well, said", LETTER, LETTER + "\nSo it goes.", ":-)", "Tea.\n\nCoffee."]),
    st.booleans(),
)


@st.composite
def some_thread(draw: st.DrawFn, number: int = 9) -> Invented:
    said = draw(st.lists(voices, min_size=1, max_size=5))
    # as a page shows it: roots by time, the replies of each under it by time
    roots: list[list[Voice]] = []
    for voice in sorted(said, key=lambda voice: voice.after):
        if voice.is_reply and roots:
            roots[-1].append(voice)
        else:
            roots.append([replace(voice, is_reply=False)])
    ordered = [voice for root in roots for voice in root]
    moved = tuple(replace(voice, after=voice.after + place) for place, voice in enumerate(ordered))
    return Invented(number, moved, title=draw(st.sampled_from(["Late shift", "Open thread"])))


@pytest.mark.feature("H7")
@settings(max_examples=40, deadline=None)
@given(
    some_thread(),
    some_thread(number=19),
    st.sampled_from([form for form in STYLES if form["dated"] or form["bylines"]]),
    st.sampled_from(STYLES),
    st.permutations(["page", "feed", "export", "text", "again", "other"]),
)
def test_any_thread_by_any_sources_in_any_order_is_one_thread(
    thread: Invented, other: Invented, form: dict[str, Any], second: dict[str, Any], order: list[str]
) -> None:
    sources = {
        "page": thread.source(Source.PAGE),
        "feed": thread.source(Source.FEED, title=None, text=None),
        "export": thread.source(Source.EXPORT),
        "text": thread.text(**(form | {"dated": True})),
        "again": thread.text(**second),
        "other": replace(other, days=3, body="Another day, and nothing to say of it.").source(Source.PAGE),
    }
    found = merged(sources, order)
    assert found == merged(sources, sorted(sources))
    numbered = [dict(row)["id"] for row in found["comment"] if dict(row)["id"].isdigit()]
    assert len(numbered) == len(thread.voices) + len(other.voices)


def test_a_long_text_is_long() -> None:
    assert len(words_of(LETTER)) >= LONG
