"""What texts say of each other, as published: one thread at a time as all at once, errors taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import NotFound, WrongUse
from archive.moderation import links
from archive.originals.records import SourceTime
from archive.public import conversation
from archive.public.conversation import Conversation, Voice
from archive.publishing.gate import find_problems
from archive.publishing.sources import iter_post_ids, read_inputs
from archive.text import Span
from tests.bench import Bench, comment, make_bench, memory_folder, post

ROTA = "The rota was drawn up by somebody who has never once worked a Sunday in the rain."
LONG = (
    "Every winter the company moves the last boat forward by ten minutes, and every winter forty people stand on the "
    "pier with their shopping and watch its lights go round the point, because nobody told the baker, the school or "
    "the surgery that the timetable on the wall was a draft."
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = make_bench(tmp_path)
    yield made
    made.db.close()


def said(bench: Bench, post_id: int) -> Conversation:
    db = bench.public()
    try:
        return conversation.get_conversation(db, str(post_id))
    finally:
        db.close()


def voices(bench: Bench, item_id: int) -> tuple[tuple[Span, Voice], ...]:
    db = bench.public()
    try:
        return conversation.voices(db, [str(item_id)]).get(str(item_id), ())
    finally:
        db.close()


def at_gate(bench: Bench) -> list[str]:
    db = bench.public()
    try:
        inputs = read_inputs(bench.db, bench.folder.load_settings())
        return list(find_problems(db, bench.db, inputs, iter_post_ids(bench.db)))
    finally:
        db.close()


def clock(bench: Bench, number: int) -> str:
    return bench.get_comment(number).published.local[11:16]


@pytest.mark.feature("R2")
def test_a_clock_time_leads_to_the_comment_that_shows_it(bench: Bench) -> None:
    # the bench writes comment 75 at 13:15 in London
    bench.add(post(9, comment(75, "<p>Nobody asked us.</p>"), comment(90, "<p>@ 1315 There was a survey.</p>")))
    bench.publish()
    assert clock(bench, 75) == "13:15"
    (time,) = said(bench, 9).times
    assert (time.item_id, time.target_id, time.span) == ("90", "75", Span(0, 6))
    assert time.confidence > 0.9


@pytest.mark.feature("R2")
def test_what_somebody_says_of_themselves_is_in_no_public_table(bench: Bench) -> None:
    bench.add(post(9, comment(75, "<p>Nobody asked us.</p>"), comment(90, "<p>13:15 here, and I was there.</p>")))
    bench.publish()
    assert said(bench, 9).times == ()


@pytest.mark.feature("R3")
def test_a_quotation_leads_to_its_source(bench: Bench) -> None:
    bench.add(
        post(9, comment(10, f"<p>{ROTA} So there.</p>"), comment(20, f"<p>You say: {ROTA.lower()} Do you?</p>")),
    )
    bench.publish()
    found = said(bench, 9)
    (quotation,) = found.quotations
    assert (quotation.item_id, quotation.source_id, quotation.source.start) == ("20", "10", 0)
    assert found.quoted == found.quotations
    assert voices(bench, 20) == ((quotation.span, Voice.QUOTED),)


@pytest.mark.feature("R3")
def test_what_several_threads_repeat_is_a_saying_and_nobodys_quotation(bench: Bench) -> None:
    saying = "<p>Never has so little been done by so few for the boats.</p>"
    bench.add(post(9, comment(10, saying), comment(20, f"{saying}<p>Indeed.</p>")))
    bench.publish()
    assert len(said(bench, 9).quotations) == 1
    bench.add(post(12, comment(30, saying), comment(40, f"{saying}<p>Quite.</p>")))
    bench.publish()
    assert said(bench, 9).quotations == said(bench, 12).quotations == ()
    assert voices(bench, 20) == ()
    bench.hide(30)
    bench.publish()
    assert len(said(bench, 9).quotations) == 1
    assert at_gate(bench) == []


@pytest.mark.feature("R3")
def test_a_long_passage_leads_to_another_thread(bench: Bench) -> None:
    bench.add(post(9, comment(10, f"<p>{LONG}</p>")))
    bench.add(post(12, comment(30, f"<p>From an earlier post: {LONG} Still true.</p>"), html="<p>A draft.</p>"))
    bench.publish()
    (quotation,) = said(bench, 12).quotations
    assert (quotation.item_id, quotation.source_id) == ("30", "10")
    assert said(bench, 9).quoted == (quotation,)
    bench.hide(10)
    bench.publish()
    assert said(bench, 12).quotations == ()
    assert at_gate(bench) == []


@pytest.mark.feature("R3")
@pytest.mark.feature("S13")
def test_a_quotation_goes_with_the_words_of_its_source(bench: Bench) -> None:
    words = "Ask Peregrine Tunstall at the north pier office who signed for the missing forty lifejackets last May."
    bench.add(post(9, comment(10, f"<p>{words}</p>"), comment(20, f"<p>{words} Well?</p>")))
    bench.publish()
    assert len(said(bench, 9).quotations) == 1
    version = bench.get(20).row_version
    bench.mask(10, "Peregrine Tunstall")
    bench.publish()
    # the words beside the token would tell what it stands for
    assert said(bench, 9).quotations == ()
    assert bench.get(20).row_version != version
    assert voices(bench, 20) == ()
    assert at_gate(bench) == []


@pytest.mark.feature("R5")
@pytest.mark.feature("S14")
def test_a_pasted_passage_is_a_block_and_counts_as_imported(bench: Bench) -> None:
    html = "<p>Look:</p><p>Tern Post (@ternpost) July 2, 2018<br>No boats tonight.</p><p>Typical.</p>"
    bench.add(post(9, comment(10, html)))
    bench.publish()
    (block,) = said(bench, 9).blocks
    text = bench.get(10).body.text
    assert (block.kind, text[block.span.start : block.span.end].split("\n")[-1]) == ("tweet", "No boats tonight.")
    assert block.name is not None
    assert text[block.name.start : block.name.end] == "@ternpost"
    assert voices(bench, 10) == ((block.span, Voice.IMPORTED),)


@pytest.mark.feature("R4")
def test_a_link_leads_to_a_post_that_comes_later_and_to_its_comment(bench: Bench) -> None:
    link = '<a href="http://www.ferry.example/2018/07/post-12.html?showComment=1#c30">there</a>'
    bench.add(post(9, comment(10, f"<p>As said {link}, and see your previous blog.</p>")))
    bench.publish()
    assert [(each.kind, each.target_id) for each in said(bench, 9).links] == [("words", None)]
    bench.add(post(12))
    bench.publish()
    assert [(each.kind, each.target_id) for each in said(bench, 9).links] == [("address", "12"), ("words", None)]
    bench.later(minutes=1)
    bench.add(post(12, comment(30, "<p>It was me.</p>")))
    bench.publish()
    (address, _) = said(bench, 9).links
    assert address.target_id == "30"
    assert said(bench, 12).linked == (address,)
    bench.hide(12)
    bench.publish()
    assert [each.target_id for each in said(bench, 9).links] == [None]
    assert at_gate(bench) == []


@pytest.mark.feature("R4")
@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://ferry.example/2018/07/post-12.html#c30", "30"),
        ("https://ferry.example/2018/07/post-12.html#comment-30", "30"),
        ("https://ferry.example/2018/07/post-12.html?showComment=1743251400000", "30"),
        ("https://ferry.example/2018/07/post-12.html?showComment=1743251460000", "12"),
        ("https://ferry.example/2018/07/post-12.html#c31", "12"),
        ("https://ferry.example/2018/07/post-12.html/", "12"),
        ("https://ferry.example/2018/07/post-13.html", None),
        ("https://ferry.example/?p=12", None),
        ("https://ferry.example/?q=12", None),
        ("https://elsewhere.example/2018/07/post-12.html", None),
        ("https://ferry.example/2018/07/post-9.html", None),
    ],
)
def test_which_item_an_address_means(bench: Bench, address: str, target: str | None) -> None:
    # a link to the very post it stands in is none between posts
    bench.add(post(9, html=f'<p>See <a href="{address}">there</a>.</p>'), post(12, comment(30, "<p>It was me.</p>")))
    bench.publish()
    assert [each.target_id for each in said(bench, 9).links] == ([target] if target else [])


@pytest.mark.feature("R4")
def test_numbers_and_earlier_ids_of_a_blog_are_followed(bench: Bench) -> None:
    bench.add(
        replace(
            post(12, replace(comment(30, "<p>It was me.</p>"), source_key="wordpress:ferry.example:c7")),
            source_key="wordpress:ferry.example:p123",
        ),
        post(
            9,
            html='<p><a href="https://ferry.example/?p=123#comment-7">a</a> '
            '<a href="https://ferry.example/?p=123&amp;replytocom=7">b</a></p>',
        ),
    )
    bench.publish()
    assert [each.target_id for each in said(bench, 9).links] == ["ferry-example_c7", "ferry-example_c7"]


@pytest.mark.feature("R3")
def test_without_dates_nobody_knows_who_copied_whom(bench: Bench) -> None:
    undated = replace(post(12, comment(30, f"<p>{LONG} Still true.</p>", dated=False)), published=SourceTime.unknown())
    bench.add(post(9, comment(10, f"<p>{LONG}</p>")), undated)
    bench.publish()
    assert said(bench, 12).quotations == said(bench, 9).quotations == ()
    # a comment without a date of its own was written after its post
    bench.add(
        replace(post(50, comment(60, f"<p>{LONG} Again.</p>", dated=False)), published=comment(300, "").published)
    )
    bench.publish()
    assert [(each.item_id, each.source_id) for each in said(bench, 50).quotations] == [("60", "10")]


@pytest.mark.feature("R2")
def test_what_a_moderator_takes_out_stays_out_until_it_is_put_back(bench: Bench) -> None:
    bench.add(post(9, comment(75, "<p>Nobody asked us.</p>"), comment(90, "<p>@ 1315 There was a survey.</p>")))
    bench.publish()
    assert links.remove_link(bench.db, "90", "time_reference", "@ 1315", by="Mo", now=bench.now) == "90"
    bench.publish()
    assert said(bench, 9).times == ()
    bench.publish(full=True)
    assert said(bench, 9).times == ()
    with pytest.raises(WrongUse):
        links.remove_link(bench.db, "90", "time_reference", "@ 1315", by="Mo", now=bench.now)
    links.restore_link(bench.db, "90", "time_reference", "@ 1315", by="Mo", now=bench.now)
    bench.publish()
    assert len(said(bench, 9).times) == 1


@pytest.mark.feature("R2")
@pytest.mark.parametrize(
    ("kind", "words", "by"), [("comment", "x", "Mo"), ("quotation", "", "Mo"), ("quotation", "x", " ")]
)
def test_a_judgement_needs_kind_words_and_name(bench: Bench, kind: str, words: str, by: str) -> None:
    with pytest.raises(WrongUse):
        links.remove_link(bench.db, "90", kind, words, by=by, now=bench.now)


@pytest.mark.feature("R2")
def test_a_judgement_is_about_an_item_that_is_there(bench: Bench) -> None:
    bench.add(post(9, comment(75, "<p>Nobody asked us.</p>")))
    with pytest.raises(NotFound):
        links.remove_link(bench.db, "404", "quotation", "x", by="Mo", now=bench.now)
    with pytest.raises(NotFound):
        links.restore_link(bench.db, "75", "quotation", "x", by="Mo", now=bench.now)
    with pytest.raises(WrongUse):
        links.restore_link(bench.db, "75", "quotation", "x", by="", now=bench.now)


SENTENCES = (
    ROTA,
    LONG,
    f"{LONG} Or so they say.",
    "@ 1315 I agree with every word of it.",
    "See http://ferry.example/2018/07/post-12.html and http://ferry.example/2018/07/post-9.html for more.",
    "Ask Peregrine Tunstall at the pier.",
    f"As Peregrine Tunstall said, {ROTA.lower()}",
    "Never has so little been done by so few for the boats. Indeed.",
)


@pytest.mark.feature("D3")
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.tuples(
                st.just("add"), st.sampled_from([9, 12]), st.sampled_from([75, 76, 90, 91]), st.sampled_from(SENTENCES)
            ),
            st.tuples(st.just("mask"), st.sampled_from([75, 76, 90, 91]), st.booleans(), st.just("")),
            st.tuples(st.just("hide"), st.sampled_from([9, 75, 76, 90, 91]), st.just(0), st.just("")),
        ),
        min_size=2,
        max_size=7,
    )
)
def test_one_thread_at_a_time_says_what_all_at_once_say(acts: list[tuple[str, int, int, str]]) -> None:
    with memory_folder() as place:
        bench = make_bench(place)
        try:
            bench.add(post(9, comment(70, f"<p>{LONG}</p>")), post(12, html=f"<p>{ROTA}</p>"))
            threads = {9: [comment(70, f"<p>{LONG}</p>")], 12: []}
            bench.publish()
            for act, one, two, words in acts:
                bench.later(minutes=1)
                _carry_out(bench, threads, act, one, two, words)
                bench.publish()
            assert at_gate(bench) == []
            in_place = bench.dump()
            bench.publish(full=True)
            whole = bench.dump()
            assert _but_version(in_place) == _but_version(whole)
        finally:
            bench.db.close()


def _carry_out(bench: Bench, threads: dict[int, list], act: str, one: int, two: int, words: str) -> None:  # type: ignore[type-arg]  # of comments
    if act == "add":
        if any(str(each.source_key) == f"blogger:{two}" for thread in threads.values() for each in thread):
            return
        threads[one].append(comment(two, f"<p>{words}</p>"))
        bench.add(replace(post(one, *threads[one]), text=None if one == 9 else post(12, html=f"<p>{ROTA}</p>").text))
        return
    try:
        if act == "mask":
            bench.mask(one, "Peregrine Tunstall", everywhere=bool(two))
        else:
            bench.hide(one)
    except (NotFound, WrongUse):
        return


def _but_version(dump: str) -> list[str]:
    return [line for line in dump.split("\n") if "content_version" not in line]
