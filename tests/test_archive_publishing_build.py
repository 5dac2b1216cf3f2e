"""What of an item is public: decisions applied, waiting and hidden items as tombstones, nothing by accident."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from archive.moderation import decisions, findings
from archive.moderation.tagging import tag_items
from archive.originals import store as originals
from archive.originals.records import AuthorKind, CommentKind, SourceState
from archive.public import store
from archive.public.models import ItemState, PublicComment, PublicPost
from archive.publishing.check import check
from archive.text import MarkKind
from tests.bench import Bench, comment, make_bench, post

NAME = "Wilhelmina Quillfeather"
SLUG = "/2018/07/a-day-with-wilhelmina-quillfeather.html"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return make_bench(tmp_path)


def assert_wordless(item: PublicPost | PublicComment) -> None:
    assert (item.author, item.body.text, item.body.marks, item.html) == (None, "", (), "")
    if isinstance(item, PublicPost):
        assert (item.title, item.url) == (None, None)
    else:
        assert (item.author_kind, item.is_owner) == ("unknown", False)


@pytest.mark.feature("H13")
def test_pings_are_told_apart_and_not_counted(bench: Bench) -> None:
    ping, back = (
        dataclasses.replace(comment(n, "<p>[...] the ferry [...]</p>"), kind=kind)
        for n, kind in ((12, CommentKind.PINGBACK), (13, CommentKind.TRACKBACK))
    )
    bench.add(post(1, comment(11, "<p>Late</p>"), ping, back, declared=3))
    report = bench.publish()
    assert (report.comments, bench.get_post(1).comment_count) == (1, 1)
    assert [bench.get_comment(n).kind for n in (11, 12, 13)] == ["comment", "pingback", "trackback"]
    assert [bench.get_comment(n).is_ping for n in (11, 12, 13)] == [False, True, True]
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()


def test_a_thread_nobody_touched_is_shown_as_it_is(bench: Bench) -> None:
    bench.add(
        post(
            1,
            comment(11, "<p>One <i>two</i> <a href='https://x.example/a?b=1'>three</a></p>", is_owner=True),
            comment(12, "<p>Yes.</p>", answers=11),
            comment(13, "<p>Lost.</p>", answers=99, author=None, kind=AuthorKind.UNKNOWN),
            labels=("Late trains", "Pay"),
            declared=4,
        )
    )
    report = bench.publish()
    assert (report.posts, report.comments, report.held, report.withheld, report.changed) == (1, 3, 0, 0, 4)
    shown = bench.get_post(1)
    assert (shown.title, shown.author, shown.path, shown.declared) == (
        "Night shifts",
        "Old Capstan",
        "/2018/07/post-1.html",
        4,
    )
    assert (shown.comment_count, shown.state, shown.state_note) == (3, ItemState.SHOWN, None)
    first, second, third = (bench.get_comment(number) for number in (11, 12, 13))
    assert first.body.text == "One two three"
    assert first.is_owner
    assert "<em>two</em>" in first.html
    assert [(it.parent_id, it.depth, it.position) for it in (first, second, third)] == [
        (None, 0, 1),
        ("11", 1, 2),
        (None, 0, 3),
    ]
    db = bench.public()
    thread = store.find_thread(db, "1")
    db.close()
    assert thread is not None
    assert [(link.href, link.host, link.text) for link in thread.links] == [
        ("https://x.example/a?b=1", "x.example", "three")
    ]
    assert [(tag.tag_id, tag.name, tag.source) for tag in thread.taggings] == [
        ("late-trains", "Late trains", "blog"),
        ("pay", "Pay", "blog"),
    ]


@pytest.mark.feature("M7")
def test_a_masked_word_is_a_labelled_token(bench: Bench) -> None:
    bench.add(post(1, comment(11, f"<p>Ask {NAME} or <b>{NAME.upper()}</b>.</p>"), comment(12, f"<p>{NAME}?</p>")))
    bench.publish()
    decision = bench.mask(11, NAME)
    bench.publish()
    masked = bench.get_comment(11)
    assert masked.body.text == "Ask [name] or [name]."
    assert [(mark.label, mark.ref) for mark in masked.body.marks if mark.kind is MarkKind.REDACTION] == [
        ("name", decision.ref)
    ] * 2
    assert f"/-/log/{decision.ref}" in masked.html
    # here means here: the same words may rightly stand in another comment
    assert bench.get_comment(12).body.text == f"{NAME}?"


@pytest.mark.feature("M7")
@pytest.mark.feature("M17")
@pytest.mark.feature("A7")
def test_a_hidden_comment_is_a_tombstone_and_its_replies_stay(bench: Bench) -> None:
    bench.add(post(1, comment(11, f"<p>{NAME}</p>", is_owner=True), comment(12, "<p>Well said.</p>", answers=11)))
    bench.publish()
    decision = bench.hide(11)
    bench.publish()
    hidden, reply = bench.get_comment(11), bench.get_comment(12)
    assert_wordless(hidden)
    assert (hidden.state, hidden.state_ref) == (ItemState.HIDDEN, decision.ref)
    # the month, never the day
    assert hidden.state_note == "Hidden in May 2026: asked for by its writer."
    assert (reply.parent_id, reply.depth, reply.position, reply.state) == ("11", 1, 2, ItemState.SHOWN)
    assert hidden.published.local
    assert bench.get_post(1).comment_count == 2


@pytest.mark.feature("M7")
@pytest.mark.feature("A7")
def test_a_withheld_comment_has_no_place_and_its_post_no_link(bench: Bench) -> None:
    bench.settings(links_to_source="true")
    bench.add(post(1, comment(11, f"<p>{NAME}</p>"), comment(12, "<p>Well said.</p>", answers=11)))
    decision = decisions.withhold(bench.db, "11", reason="asked for by its writer", by="Mo", now=bench.now)
    bench.publish()
    reply = bench.get_comment(12)
    assert (reply.parent_id, reply.depth, reply.position, reply.state) == (None, 0, 1, ItemState.SHOWN)
    # what is withheld here stands there still, so nothing leads there (M17)
    assert (bench.get_post(1).comment_count, bench.get_post(1).url) == (1, None)
    assert '"11"' not in bench.dump()
    assert NAME not in bench.dump()
    decisions.undo(bench.db, decision.id, by="Mo", now=bench.now)
    bench.publish()
    assert bench.get_comment(11).state is ItemState.SHOWN
    assert bench.get_post(1).url


@pytest.mark.feature("M7")
def test_the_place_of_a_withheld_post_says_nothing_of_it_and_goes_with_its_comments(bench: Bench) -> None:
    bench.add(post(1, comment(11, "<p>Well said.</p>"), path=SLUG, labels=("Pay",)))
    decisions.withhold(bench.db, "1", reason="asked for by its writer", by="Mo", now=bench.now)
    bench.publish()
    withheld = bench.get_post(1)
    assert (withheld.state, withheld.state_note, withheld.state_ref) == (ItemState.CLOSED, None, None)
    assert (withheld.title, withheld.path, withheld.comment_count) == (None, None, 1)
    decisions.withhold(bench.db, "11", reason="asked for by its writer", by="Mo", now=bench.now)
    bench.publish()
    with closing(bench.public()) as db:
        assert (store.find_item(db, "1"), store.find_item(db, "11")) == (None, None)


@pytest.mark.feature("A7")
def test_a_hidden_post_keeps_its_comments(bench: Bench) -> None:
    bench.add(post(1, comment(11, "<p>Well said.</p>"), path=SLUG, labels=("Pay",)))
    bench.hide(1)
    bench.publish()
    hidden = bench.get_post(1)
    assert_wordless(hidden)
    assert hidden.path is None
    assert bench.get_comment(11).body.text == "Well said."
    db = bench.public()
    assert store.get_tags(db) == []
    db.close()


@pytest.mark.feature("H8")
@pytest.mark.feature("A7")
@pytest.mark.parametrize("state", [SourceState.REMOVED_BY_AUTHOR, SourceState.REMOVED_BY_ADMIN])
def test_what_its_source_removed_is_a_tombstone(bench: Bench, state: SourceState) -> None:
    bench.add(post(1, comment(11, f"<p>{NAME}</p>", state=state), comment(12, "<p>Why?</p>", answers=11)))
    bench.publish()
    gone = bench.get_comment(11)
    assert_wordless(gone)
    assert gone.state == ItemState(state.value)
    assert gone.state_note
    assert bench.get_comment(12).parent_id == "11"
    bench.hide(11)
    bench.publish()
    assert bench.get_comment(11).state is ItemState.HIDDEN


@pytest.mark.feature("M9")
def test_an_item_with_an_open_high_finding_is_held_until_somebody_looks(bench: Bench) -> None:
    bench.add(post(1, comment(11, "<p>Write to mo@ferry.example</p>"), comment(12, "<p>At Xxxxxxx school</p>")))
    assert bench.publish().held == 1
    assert_wordless(bench.get_comment(11))
    assert bench.get_comment(11).state is ItemState.HELD
    assert bench.get_comment(12).state is ItemState.SHOWN
    (finding,) = [row for row in findings.open_findings(bench.db) if row.item_id == "11"]
    findings.keep(bench.db, finding.id, by="Mo", now=bench.now, reason="the blog's own address")
    report = bench.publish()
    assert (report.held, report.changed) == (0, 1)
    assert "mo@ferry.example" in bench.get_comment(11).body.text


@pytest.mark.feature("M9")
def test_what_comes_later_is_held_too_and_what_waits_elsewhere_goes_on_waiting(bench: Bench) -> None:
    bench.add(post(1, comment(11, "<p>Write to mo@ferry.example</p>")), post(2, comment(21, "<p>Good day</p>")))
    bench.publish()
    bench.later(days=1)
    bench.add(post(2, comment(21, "<p>Good day</p>"), comment(22, "<p>Write to ann@ferry.example</p>")))
    assert bench.publish().held == 2
    assert [bench.get_comment(number).state for number in (11, 21, 22)] == [
        ItemState.HELD,
        ItemState.SHOWN,
        ItemState.HELD,
    ]


@pytest.mark.feature("M9")
@pytest.mark.parametrize(("policy", "held"), [("all", set()), ("hold-high", {"11"}), ("reviewed", {"11", "12"})])
def test_the_policy_decides_what_waits_and_a_change_of_it_publishes_anew(
    bench: Bench, policy: str, held: set[str]
) -> None:
    bench.add(post(1, comment(11, "<p>Write to mo@ferry.example</p>"), comment(12, "<p>At Xxxxxxx school</p>")))
    before = bench.publish()
    bench.settings(policy=f'"{policy}"')
    after = bench.publish()
    assert {number for number in ("11", "12") if bench.get(number).state is ItemState.HELD} == held
    assert (after.content_version > before.content_version) is (policy != "hold-high")


@pytest.mark.feature("H9")
def test_a_mask_survives_an_edit_it_still_fits_and_withholds_one_it_does_not(bench: Bench) -> None:
    bench.add(post(1, comment(11, f"<p>I think that it was {NAME} who said so then.</p>")))
    bench.mask(11, NAME)
    bench.publish()
    bench.later(days=1)
    bench.add(post(1, comment(11, f"<p>Edited. I think that it was {NAME} who said so then.</p>")))
    bench.publish()
    assert bench.get_comment(11).body.text == "Edited. I think that it was [name] who said so then."
    bench.later(days=1)
    bench.add(post(1, comment(11, "<p>It was somebody else.</p>")))
    report = bench.publish()
    assert report.withheld == 1
    assert_wordless(bench.get_comment(11))
    assert bench.get_comment(11).state is ItemState.WITHHELD
    decisions.undo(bench.db, "L1", by="Ada", now=bench.now)
    assert bench.publish().withheld == 0


@pytest.mark.feature("M5")
@pytest.mark.feature("M14")
def test_everywhere_reaches_every_value_of_every_table(bench: Bench) -> None:
    bench.settings(title=f'"Papers of {NAME}"', operator=f'"{NAME}"', contact='"wilhelmina-quillfeather@ferry.example"')
    bench.add(
        post(
            1,
            comment(11, f"<p>{NAME}</p>"),
            comment(12, "<p>Mine.</p>", author=NAME),
            comment(13, "<p>See <a href='https://x.example/wilhelmina_quillfeather/'>this</a></p>"),
            comment(14, f"<p>See <a href='https://x.example/1'>{NAME}</a> <img alt='{NAME}' src='/q.png'></p>"),
            comment(15, "<p>Said it.</p>"),
            title=f"A day with {NAME}",
            html=f"<p>With {NAME}.</p>",
            path=SLUG,
            author=NAME,
            labels=(NAME, "Pay"),
        ),
        host="wilhelmina-quillfeather.example",
        title=f"The blog of {NAME}",
    )
    with bench.db.atomic():
        originals.add_alias(bench.db, "wilhelmina-quillfeather", "11")
        originals.add_alias(bench.db, "told-you", "11")
    tag_items(bench.db, ["11"], add=[f"About {NAME}", "Snow"], by="Mo", now=bench.now)
    # an earlier reason and label that hold what is masked only later
    decisions.mask(bench.db, "15", "said", label=f"words of {NAME}", reason=f"told by {NAME}", by="Mo", now=bench.now)
    decisions.hide(bench.db, "15", reason=f"told by {NAME}", by="Mo", now=bench.now)
    bench.publish()
    assert NAME in bench.dump()
    bench.mask(11, NAME, everywhere=True)
    bench.publish()
    shown = bench.dump()
    for form in ("quillfeather", "wilhelmina"):
        assert form not in shown.lower()
    masked = bench.get_post(1)
    assert (masked.title, masked.author, masked.path, masked.body.text) == (
        "A day with [name]",
        "[name]",
        None,
        "With [name].",
    )
    assert bench.get_comment(12).author == "[name]"
    assert bench.get_comment(13).body.text == "See this"
    assert bench.get_comment(14).body.text == "See [name] [name]"
    # a note that would tell the words is left out; the masked line of the log says why
    assert bench.get_comment(15).state_note is None
    db = bench.public()
    assert [tag.id for tag in store.get_tags(db)] == ["pay", "snow"]
    assert {line.reason for line in store.get_log(db)} == {"told by [name]", "identifies a third party"}
    assert {line.label for line in store.get_log(db)} == {"detail", "", "name"}
    assert store.get_aliases(db, ["11"]) == (("told-you", "11"),)
    (site,) = store.get_sites(db)
    assert (site.host, site.title) == ("", "The blog of [name]")
    meta = store.get_meta(db)
    assert (meta["title"], meta["operator"]) == ("Papers of [name]", "[name]")
    db.close()


@pytest.mark.parametrize(
    ("label", "words", "shown"),
    [("name", "name", "detail"), ("detail", "detail", "removed"), ("office", "name", "office")],
)
def test_a_label_in_the_log_never_tells_the_words(bench: Bench, label: str, words: str, shown: str) -> None:
    bench.add(post(1, comment(11, f"<p>The {words} of the boat, Molly</p>")))
    bench.mask(11, "Molly", label=label)
    bench.mask(11, words, label="thing", everywhere=True)
    bench.publish()
    db = bench.public()
    assert {line.label for line in store.get_log(db)} == {shown, "thing"}
    db.close()


@pytest.mark.feature("M17")
def test_the_address_at_the_source_is_shown_on_request_and_never_of_a_touched_thread(bench: Bench) -> None:
    for number in (1, 2, 3, 4):
        bench.add(
            post(
                number,
                comment(number * 10, f"<p>{NAME}, mail {number}@ferry.example</p>" if number == 4 else "<p>Calm</p>"),
            )
        )
    bench.settings(links_to_source="false")
    bench.publish()
    assert bench.get_post(1).url is None
    bench.settings(links_to_source="true")
    bench.publish()
    assert [bench.get_post(number).url is not None for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert bench.get_post(1).url == "https://ferry.example/2018/07/post-1.html"
    bench.mask(20, "calm")
    bench.hide(30)
    bench.publish()
    assert [bench.get_post(number).url is not None for number in (1, 2, 3)] == [True, False, False]
    bench.mask(10, "calm", everywhere=True)
    bench.publish()
    assert bench.get_post(1).url is None


def test_bylines_can_be_hidden_as_a_policy(bench: Bench) -> None:
    bench.add(post(1, comment(11, "<p>Calm</p>", author="Dunlin")))
    bench.settings(bylines='"hide"')
    bench.publish()
    item = bench.get_comment(11)
    assert (item.author, item.author_kind, item.body.text) == (None, "unknown", "Calm")
    assert bench.get_post(1).author is None
    assert "Dunlin" not in bench.dump()


@pytest.mark.feature("A6")
def test_a_body_that_stands_twice_is_shown_once_and_kept_twice(bench: Bench) -> None:
    body = "".join(
        f"<p>Paragraph {n}: the ferry was late and the rota said nothing of {n} passengers waiting on the pier.</p>"
        for n in range(6)
    )
    bench.add(post(1, comment(11, body), comment(12, body), html=body + body))
    bench.publish()
    assert bench.get_post(1).body.text.count("Paragraph 3") == 1
    kept = originals.get_post(bench.db, "1").text
    assert kept is not None
    assert kept.reveal().text.count("Paragraph 3") == 2
    # two comments of the same words stay two
    assert bench.get_comment(11).body.text == bench.get_comment(12).body.text != ""
    bench.mask(1, "ferry was late and the rota said nothing of 3", label="detail")
    bench.publish()
    assert "Paragraph 3: the [detail] passengers" in bench.get_post(1).body.text


def test_tags_of_moderators_and_blog_are_told_apart(bench: Bench) -> None:
    bench.add(
        post(1, comment(11, "<p>Calm at the Leith depot</p>"), labels=("Late Trains", "Leith")),
        post(2, labels=("late trains",)),
    )
    tag_items(bench.db, ["11", "1"], add=["Snow", "LATE TRAINS", "Leith"], by="Mo", now=bench.now)
    bench.mask(11, "Leith", label="place")
    bench.publish()
    db = bench.public()
    found = [(it.item_id, it.tag_id, it.name, it.source) for it in store.get_taggings(db, ["1", "2", "11"])]
    db.close()
    assert found == [
        ("1", "late-trains", "LATE TRAINS", "blog"),
        ("1", "leith", "Leith", "blog"),
        ("1", "snow", "Snow", "moderator"),
        # the tag that tells the masked place is left out where it is masked
        ("11", "late-trains", "LATE TRAINS", "moderator"),
        ("11", "snow", "Snow", "moderator"),
        ("2", "late-trains", "LATE TRAINS", "blog"),
    ]


WORDLESS: dict[str, Callable[[Bench], object]] = {
    "a post without body": lambda b: b.add(post(1, html=None, title=None, author=None)),
    "a post without comments": lambda b: b.add(post(1)),
    "an empty comment": lambda b: b.add(post(1, comment(11, ""))),
    "nothing at all": lambda b: None,
}


@pytest.mark.parametrize("case", WORDLESS)
def test_little_is_published_too(bench: Bench, case: str) -> None:
    WORDLESS[case](bench)
    report = bench.publish()
    assert report.posts == (0 if "nothing" in case else 1)
    assert bench.publish().changed == 0
