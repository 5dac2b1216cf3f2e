"""What is gone at its source, as the public meets it: withheld until somebody decides, or public and dated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive.errors import NotFound, WrongUse
from archive.moderation import decisions, log
from archive.moderation.missing import open_absences
from archive.originals import absences
from archive.originals import store as originals
from archive.originals.records import SourceState
from archive.public import store
from archive.public.models import ItemState, PublicSite
from archive.publishing.certificate import decide_and_publish
from archive.publishing.check import check
from tests.bench import Bench, comment, make_bench, post

NAME = "Wilhelmina Quillfeather"
WORDS = "Sold in April"
THREAD = (
    comment(11, f"<p>{WORDS} to {NAME}</p>"),
    comment(12, "<p>To whom?</p>", answers=11),
    comment(13, "<p>Nobody knows</p>", answers=12),
)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = make_bench(tmp_path)
    bench.settings(links_to_source="true")
    bench.add(post(1, *THREAD), post(2, comment(21, "<p>Another one</p>")))
    bench.publish()
    bench.later(days=30)
    return bench


def sound(bench: Bench) -> None:
    """Hold that nothing is wrong, and that a whole publish says what the single ones said."""
    assert check(bench.folder, surfaces=bench.surfaces).problems == ()
    before = bench.dump()
    bench.publish(full=True)
    assert bench.dump() == before


@pytest.mark.feature("H8")
@pytest.mark.feature("A7")
def test_a_vanished_comment_keeps_its_place_and_not_its_words(bench: Bench) -> None:
    bench.seen(1, 12, 13)
    report = bench.publish()
    # the link to the source goes with it: the page there no longer says what was said
    assert (report.changed, report.withheld) == (2, 1)
    gone = bench.get_comment(11)
    assert (gone.state, gone.body.text, gone.html, gone.author) == (ItemState.WITHHELD, "", "", None)
    assert gone.state_note == "No longer at the source since June 2026; waiting for a moderator to look."
    assert [(bench.get_comment(n).parent_id, bench.get_comment(n).depth) for n in (12, 13)] == [("11", 1), ("12", 2)]
    assert bench.get_post(1).comment_count == 3
    assert bench.get_post(1).url is None
    assert WORDS not in bench.dump()
    assert WORDS.encode() not in bench.folder.public_db.read_bytes()
    sound(bench)


@pytest.mark.feature("H8")
def test_one_that_is_there_again_is_shown_again(bench: Bench) -> None:
    before = bench.dump()
    bench.seen(1, 12, 13)
    bench.publish()
    bench.later(days=1)
    bench.seen(1, 11, 12, 13)
    bench.publish()
    assert bench.get_comment(11).body.text == f"{WORDS} to {NAME}"
    version = '"key": "content_version", "value": "{}"'
    assert bench.dump().replace(version.format(log.last_seq(bench.db)), version.format(1)) == before
    sound(bench)


@pytest.mark.feature("H8")
@pytest.mark.feature("M8")
def test_a_moderator_keeps_it_public_and_takes_that_back(bench: Bench) -> None:
    bench.seen(1, 12, 13)
    bench.publish()
    shown = bench.show(11)
    assert (shown.kind, shown.exact, shown.anchor) == ("show", "", None)
    assert open_absences(bench.db) == []
    bench.publish()
    assert bench.get_comment(11).body.text.startswith(WORDS)
    db = bench.public()
    assert [(line.kind, line.reason) for line in store.get_log(db)] == [("show", "its writer asks for it")]
    db.close()
    sound(bench)
    decisions.undo(bench.db, shown.id, by="Mo", now=bench.now, reason="too soon")
    bench.publish()
    assert bench.get_comment(11).state is ItemState.WITHHELD
    assert [each.item_id for each in open_absences(bench.db)] == ["11"]
    assert log.verify(bench.db) == []
    sound(bench)


def test_keeping_it_public_certifies_and_looks_for_nothing(bench: Bench) -> None:
    bench.seen(1, 12, 13)

    def act(db: object) -> decisions.Decision:
        return bench.show(11)

    certificate = decide_and_publish(bench.folder, act, bench.now, surfaces=bench.surfaces)
    assert (certificate.surfaces, certificate.elsewhere, certificate.left) == ((), (), 0)
    assert bench.get_comment(11).state is ItemState.SHOWN


def test_one_that_vanishes_anew_is_looked_at_anew(bench: Bench) -> None:
    bench.seen(1, 12, 13)
    first = bench.show(11)
    bench.later(days=1)
    bench.seen(1, 11, 12, 13)
    bench.later(days=1)
    bench.seen(1, 12, 13)
    bench.publish()
    assert bench.get_comment(11).state is ItemState.WITHHELD
    assert bench.show(11).id != first.id
    bench.publish()
    assert bench.get_comment(11).state is ItemState.SHOWN
    sound(bench)


@pytest.mark.feature("H8")
def test_a_moderator_hides_it(bench: Bench) -> None:
    bench.seen(1, 12, 13)
    hidden = bench.hide(11)
    assert open_absences(bench.db) == []
    bench.publish()
    assert bench.get_comment(11).state is ItemState.HIDDEN
    with pytest.raises(WrongUse, match=f"hidden by {hidden.id}"):
        bench.show(11)
    sound(bench)


@pytest.mark.parametrize("item", ["1", "12", "13", "2", "21"])
def test_only_what_vanished_is_shown_by_decision(bench: Bench, item: str) -> None:
    bench.add(post(1, comment(13, "<p>Removed.</p>", state=SourceState.REMOVED_BY_AUTHOR)))
    with bench.db.atomic():
        absences.note_comments(bench.db, "1", ["12", "13"], bench.now)
        absences.note_post(bench.db, "2", True, bench.now)
    with pytest.raises(WrongUse, match=f"{item} is no comment that vanished"):
        bench.show(item)


def test_showing_needs_an_item_a_reason_and_somebody_and_is_done_once(bench: Bench) -> None:
    bench.seen(1, 12, 13)
    bench.mask(11, NAME)
    with pytest.raises(NotFound, match="no item"):
        bench.show(99)
    for reason, by in (("", "Mo"), (f"{NAME} asks for it", "Mo"), ("asked for", " ")):
        with pytest.raises(WrongUse):
            decisions.show(bench.db, "11", reason=reason, by=by, now=bench.now)
    shown = bench.show(11)
    with pytest.raises(WrongUse, match=f"already by {shown.id}"):
        bench.show(11)


def test_a_link_to_the_source_stays_away_once_somebody_decided(bench: Bench) -> None:
    bench.seen(1, 12, 13)
    bench.show(11)
    assert bench.publish().withheld == 0
    assert bench.get_post(1).url is None
    sound(bench)


# -- posts and blogs


@pytest.mark.feature("H8")
def test_a_post_that_is_gone_stays_public_and_is_dated(bench: Bench) -> None:
    with bench.db.atomic():
        absences.note_post(bench.db, "1", True, bench.now)
    assert bench.publish().changed == 1
    found = bench.get_post(1)
    assert (found.state, found.source_gone_since) == (ItemState.SHOWN, "2026-06")
    assert bench.get_comment(11).state is ItemState.SHOWN
    sound(bench)
    with bench.db.atomic():
        absences.note_post(bench.db, "1", False, bench.now)
    bench.publish()
    assert bench.get_post(1).source_gone_since is None
    sound(bench)


@pytest.mark.feature("H8")
def test_a_blog_that_is_gone_stays_public_and_is_dated(bench: Bench) -> None:
    def site() -> PublicSite:
        db = bench.public()
        try:
            (found,) = store.get_sites(db)
        finally:
            db.close()
        return found

    with bench.db.atomic():
        absences.note_site(bench.db, 1, True, bench.now)
    report = bench.publish()
    assert (report.changed, site().source_gone_since) == (0, "2026-06")
    assert report.content_version > 1
    assert originals.get_pending(bench.db) == set()
    sound(bench)
    with bench.db.atomic():
        absences.note_site(bench.db, 1, False, bench.now)
    bench.publish()
    assert site().source_gone_since is None


# -- decisions survive what happens at the source


def _vanish(bench: Bench) -> None:
    bench.seen(1, 12, 13)


def _return(bench: Bench) -> None:
    bench.seen(1, 12, 13)
    bench.later(days=1)
    bench.seen(1, 11, 12, 13)


def _edit(bench: Bench) -> None:
    bench.add(post(1, comment(11, f"<p>Edited. {WORDS} to {NAME}</p>"), *THREAD[1:]))


def _edit_away(bench: Bench) -> None:
    bench.add(post(1, comment(11, f"<p>To {NAME.partition(' ')[0]} and another {NAME}</p>"), *THREAD[1:]))


def _remove(bench: Bench) -> None:
    words = "<p>This comment has been removed by the author.</p>"
    bench.add(post(1, comment(11, words, state=SourceState.REMOVED_BY_AUTHOR), *THREAD[1:]))


def _show(bench: Bench) -> None:
    # the second time it is shown already
    if open_absences(bench.db):
        bench.show(11)


HAPPENS: dict[str, tuple[Callable[[Bench], None], ...]] = {
    "nothing": (),
    "edited": (_edit,),
    "edited past its mask": (_edit_away,),
    "removed": (_remove,),
    "vanished": (_vanish,),
    "vanished and shown": (_vanish, _show),
    "vanished and returned": (_return,),
    "vanished, returned and edited": (_return, _edit),
}
STAY = ("nothing", "edited", "vanished and shown", "vanished and returned", "vanished, returned and edited")


@pytest.mark.feature("H9")
@pytest.mark.parametrize("happens", HAPPENS)
@pytest.mark.parametrize("everywhere", [True, False])
def test_a_mask_outlives_whatever_happens_at_the_source(bench: Bench, happens: str, everywhere: bool) -> None:
    bench.mask(11, NAME, everywhere=everywhere)
    bench.publish()
    for _ in range(2):
        bench.later(days=1)
        for step in HAPPENS[happens]:
            step(bench)
        bench.publish()
        assert NAME not in bench.dump()
        assert NAME.encode() not in bench.folder.public_db.read_bytes()
        kinds = {problem.kind for problem in check(bench.folder, surfaces=bench.surfaces).problems}
        assert kinds <= {"anchor"}
    shown = bench.get_comment(11)
    assert (shown.state is ItemState.SHOWN) is (happens in STAY)
    if shown.state is ItemState.SHOWN:
        assert "[name]" in shown.body.text


@pytest.mark.feature("H9")
@pytest.mark.parametrize("happens", HAPPENS)
def test_a_hiding_outlives_whatever_happens_at_the_source(bench: Bench, happens: str) -> None:
    hidden = bench.hide(11)
    bench.publish()
    for _ in range(2):
        bench.later(days=1)
        for step in HAPPENS[happens]:
            step(bench)
        bench.publish()
        tombstone = bench.get_comment(11)
        assert (tombstone.state, tombstone.state_ref) == (ItemState.HIDDEN, hidden.ref)
        assert WORDS not in bench.dump()
    sound(bench)


@pytest.mark.feature("H8")
@pytest.mark.parametrize("state", [SourceState.REMOVED_BY_AUTHOR, SourceState.REMOVED_BY_ADMIN])
def test_a_removal_at_the_source_is_a_revision_and_a_tombstone(bench: Bench, state: SourceState) -> None:
    bench.add(post(1, comment(11, "<p>Removed.</p>", state=state), *THREAD[1:]))
    bench.publish()
    tombstone = bench.get_comment(11)
    assert (tombstone.state, tombstone.body.text) == (state.value, "")
    assert bench.get_comment(12).parent_id == "11"
    (kept,) = originals.iter_revisions(bench.db, "11")
    assert kept.text is not None
    assert WORDS in kept.text.reveal().text
    # it is nobody's to decide, and stays what it is when the placeholder goes too
    bench.later(days=1)
    bench.seen(1, 12, 13)
    bench.publish()
    assert bench.get_comment(11) == tombstone
    assert open_absences(bench.db) == []
    sound(bench)
