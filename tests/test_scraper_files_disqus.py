"""Disqus exports: the comments that readers saw, joined to pages by address, places of deleted ones kept."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive.errors import BadInput, UnrecognisedInput
from archive.originals.records import AuthorKind, OriginalComment, Parsed, Source, SourceState
from scraper.files.disqus import BATCH, read_disqus

ZONE = ZoneInfo("Europe/Berlin")
HEAD = (
    '<?xml version="1.0"?>\n<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n<category dsq:id="1"><forum>weir</forum></category>\n'
)
PAGE = "https://weir.example/2014/05/gate.html"


def thread(number: int, link: str = PAGE, *, deleted: bool = False, title: str = "Gate &amp; sill") -> str:
    return (
        f'<thread dsq:id="{number}"><id/><link>{link}</link><title>{title}</title><createdAt>2014-05-01T10:00:00Z'
        f"</createdAt><author><name>Mara</name><email>mara@private.example</email></author>"
        f"<isDeleted>{str(deleted).lower()}</isDeleted></thread>\n"
    )


def post(
    number: object,
    words: str = "<p>Words</p>",
    *,
    of: int = 1,
    parent: int | None = None,
    deleted: str = "false",
    spam: str = "false",
    name: str = "Ole",
    anonymous: str = "true",
    at: str = "2014-05-02T12:00:00Z",
) -> str:
    answered = f'<parent dsq:id="{parent}"/>' if parent else ""
    return (
        f'<post dsq:id="{number}"><id>wp{number}</id><message><![CDATA[{words}]]></message><createdAt>{at}</createdAt>'
        f"<isDeleted>{deleted}</isDeleted><isSpam>{spam}</isSpam><author><email>o{number}@private.example</email>"
        f"<name>{name}</name><isAnonymous>{anonymous}</isAnonymous><username>login{number}</username></author>"
        f'<ipAddress>203.0.113.9</ipAddress><thread dsq:id="{of}"/>{answered}</post>\n'
    )


def read(*parts: str) -> list[Parsed]:
    return list(read_disqus(io.BytesIO(f"{HEAD}{''.join(parts)}</disqus>".encode()), zone=ZONE))


def comments_of(batches: Sequence[Parsed]) -> dict[str, OriginalComment]:
    return {
        comment.source_key.removeprefix("disqus:"): comment
        for batch in batches
        for each in batch.posts
        for comment in each.comments
    }


def left_out(batches: Sequence[Parsed]) -> dict[str, int]:
    return dict(sum((Counter(batch.left_out) for batch in batches), Counter()))


def shown(comment: OriginalComment) -> str:
    return comment.text.reveal().text


@pytest.mark.feature("H13")
def test_comments_belong_to_the_page_of_their_thread() -> None:
    (batch,) = read(thread(1), post(4, "<p>One</p><p>two</p>"), post(5, parent=4))
    assert (batch.format, batch.site.host) == ("Disqus export", "weir.example")
    (page,) = batch.posts
    assert (page.source_key, page.url, page.title) == (f"url:{PAGE}", PAGE, "Gate & sill")
    assert (page.source, page.text, page.declared) == (Source.EXPORT, None, None)
    first, second = page.comments
    assert (first.source_key, first.ordinal, first.parent_key, shown(first)) == ("disqus:4", 0, None, "One\n\ntwo")
    assert (second.source_key, second.ordinal, second.parent_key) == ("disqus:5", 1, "disqus:4")
    assert first.published.local == "2014-05-02T14:00+02:00"


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (2, 0, 1)])
def test_threads_may_stand_anywhere(order: tuple[int, ...]) -> None:
    parts = [thread(1), post(4), post(5, parent=4)]
    assert set(comments_of(read(*(parts[place] for place in order)))) == {"4", "5"}


@pytest.mark.feature("H16")
def test_what_readers_do_not_see_is_counted() -> None:
    batches = read(
        thread(1),
        thread(2, f"{PAGE}x", deleted=True),
        post(4),
        post(5, deleted="true"),
        post(6, spam="true"),
        post(7, of=2),
        post(8, of=99),
        post("", "no number"),
        post("x9", "no number"),
        post(10, at="2014-x5-02"),
        post(11, spam="123"),
    )
    assert set(comments_of(batches)) == {"4"}
    assert left_out(batches) == {"deleted": 2, "spam": 1, "without a page": 1, "unreadable": 4}


@pytest.mark.feature("H16")
def test_logins_and_addresses_of_people_stay_in_the_file() -> None:
    batches = read(thread(1), post(4), post(5, deleted="true"), post(6, parent=5, anonymous="false"))
    kept = [(c.author, c.author_url, c.signed_as, shown(c)) for c in comments_of(batches).values()]
    kept_of_posts = [(each.author, each.title) for batch in batches for each in batch.posts]
    for secret in ("private.example", "login", "203.0.113"):
        assert secret not in repr([*kept, *kept_of_posts])


@pytest.mark.feature("A7")
@pytest.mark.parametrize(
    ("values", "state"),
    [({"deleted": "true"}, SourceState.REMOVED_BY_AUTHOR), ({"spam": "true"}, SourceState.REMOVED_BY_ADMIN)],
)
def test_a_removed_comment_keeps_its_place_when_it_was_answered(values: dict[str, str], state: SourceState) -> None:
    gone = [post(4, "<p>Secret</p>", **values), post(5, "<p>Secret</p>", parent=4, **values)]  # type: ignore[arg-type]  # a test's table
    batches = read(thread(1), *gone, post(6, parent=5), post(7, parent=4, **values))  # type: ignore[arg-type]  # the same
    comments = comments_of(batches)
    assert {number: comment.parent_key for number, comment in comments.items()} == {
        "4": None,
        "5": "disqus:4",
        "6": "disqus:5",
    }
    for number in ("4", "5"):
        place = comments[number]
        assert (place.state, shown(place), place.author, place.author_kind) == (state, "", None, AuthorKind.UNKNOWN)
    assert sum(left_out(batches).values()) == 1


@pytest.mark.parametrize(
    ("name", "anonymous", "author", "kind"),
    [
        ("Ole", "true", "Ole", AuthorKind.NAME),
        ("", "true", "Anonymous", AuthorKind.ANONYMOUS),
        ("Anonymous", "true", "Anonymous", AuthorKind.ANONYMOUS),
        ("Ole &amp; Sons", "false", "Ole & Sons", AuthorKind.ACCOUNT),
        ("", "false", None, AuthorKind.ACCOUNT),
    ],
)
def test_guests_have_a_name_and_others_an_account(
    name: str, anonymous: str, author: str | None, kind: AuthorKind
) -> None:
    (comment,) = comments_of(read(thread(1), post(4, name=name, anonymous=anonymous))).values()
    assert (comment.author, comment.author_kind) == (author, kind)


def test_a_large_export_comes_in_batches_one_host_each() -> None:
    crowd = [post(number, of=1 + number % 2) for number in range(10, 2 * BATCH + 15)]
    batches = read(thread(1), thread(2, "https://old-weir.example/gate"), *crowd)
    assert max(sum(len(each.comments) for each in batch.posts) for batch in batches) <= BATCH
    assert {batch.site.host for batch in batches} == {"weir.example", "old-weir.example"}
    comments = comments_of(batches)
    assert len(comments) == len(crowd)
    assert sorted(c.ordinal for n, c in comments.items() if int(n) % 2 == 0) == list(range(BATCH + 3))


def test_an_export_without_comments_is_still_an_export() -> None:
    (batch,) = read()
    assert (batch.format, batch.posts, batch.left_out) == ("Disqus export", (), {})


def test_an_attribute_without_quotes_is_read() -> None:
    batches = read(thread(1), post(4), post(5).replace('<thread dsq:id="1"/>', "<thread dsq:id=1 />"))
    assert set(comments_of(batches)) == {"4", "5"}


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"<disqus><post/></disqus>", UnrecognisedInput, "no Disqus export"),
        (b"<rss/>", UnrecognisedInput, "no Disqus export"),
        (f"{HEAD}{thread(1)}{post(4)}".encode(), BadInput, "at line"),
        (f"{HEAD}{thread(1)}{post(4)[:-8]}</disqus>".encode(), BadInput, "at line"),
    ],
)
def test_broken_and_foreign_files_are_one_sentence(data: bytes, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=says) as caught:
        list(read_disqus(io.BytesIO(data), zone=ZONE))
    assert "Ole" not in str(caught.value)


@pytest.mark.shared
@pytest.mark.feature("H13")
@pytest.mark.parametrize(
    ("name", "numbers", "counted"),
    [
        # 9 is deleted and answered; 6 is in a thread that is not there
        ("isso-disqus.xml", {"4": None, "5": "4", "8": None, "9": None, "11": "9"}, {"without a page": 1}),
        (
            "remark42-disqus.xml",
            {"299619020": None, "299744309": None, "299986072": None},
            {"spam": 1, "unreadable": 2},
        ),
        (
            "remark42-disqus-deleted-post.xml",
            {"299744309": None, "299986072": None},
            {"deleted": 1, "spam": 1, "unreadable": 2},
        ),
    ],
)
def test_real_exports_hold_what_was_counted_by_hand(
    shared: Path, name: str, numbers: dict[str, str | None], counted: dict[str, int]
) -> None:
    with (shared / "realdata" / "disqus" / name).open("rb") as stream:
        batches = list(read_disqus(stream, zone=ZoneInfo("UTC")))
    comments = comments_of(batches)
    assert {number: c.parent_key for number, c in comments.items()} == {
        number: parent and f"disqus:{parent}" for number, parent in numbers.items()
    }
    assert left_out(batches) == counted
    if "9" in comments:
        assert comments["9"].state is SourceState.REMOVED_BY_AUTHOR
        assert [n for n, c in comments.items() if c.author_kind is AuthorKind.NAME] == ["4"]
