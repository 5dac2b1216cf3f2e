"""Somebody who calls themselves by the time of an earlier comment: a finding for moderators, and nothing public."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.conversation.clock_times import Moment
from archive.moderation.findings import open_findings
from archive.redaction.entities import Entity, Risk
from archive.redaction.recognizers import self_reference
from tests.bench import comment, make_bench, post

THREAD = (Moment("1", 1, "2019-06-29T08:47"), Moment("2", 2, "2019-06-29T12:26"))
HERE = Moment("3", 3, "2019-06-29T15:00")


@pytest.mark.feature("R2")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("08:47 here, I was in the room.", "08:47"),
        ("Well, this is 0847 again.", "0847"),
        ("I'm the 12.26 poster and I stand by it.", "12.26"),
        ("As I said at 12.26, the kettle is broken.", "12.26"),
        ("My comment at 8:47 was about the kettle.", "8:47"),
        ("I stand by every word of it.\n\nRegards\n0847", "0847"),
        ("I stand by it. - 08:47", "08:47"),
        ("@ 0847 I agree.", None),
        ("It's 12:26 here in Leeds and raining.", None),
        ("09:15 here, first time poster.", None),
        ("I caught the 12.26 home.", None),
        ("No time at all.", None),
    ],
)
def test_self_references(text: str, found: str | None) -> None:
    findings = list(self_reference.find(text, HERE, THREAD))
    assert [text[each.span.start : each.span.end] for each in findings] == ([found] if found else [])
    assert all(each.entity is Entity.TIME and each.risk is Risk.MEDIUM for each in findings)
    assert not findings or self_reference.is_possible(text)


@pytest.mark.feature("R2")
@pytest.mark.feature("M3")
def test_a_self_reference_waits_for_a_moderator_and_links_nothing(tmp_path: Path) -> None:
    bench = make_bench(tmp_path)
    try:
        # the bench writes comment 75 at 13:15 in London
        bench.add(post(9, comment(75, "<p>Nobody asked us.</p>"), comment(90, "<p>13:15 here, and I was there.</p>")))
        bench.publish()
        (finding,) = [each for each in open_findings(bench.db) if each.recognizer == self_reference.NAME]
        assert (finding.item_id, finding.entity, finding.span.start, finding.span.end) == ("90", "time", 0, 5)
        assert bench.get_comment(90).body.text == "13:15 here, and I was there."
        assert "time_reference" not in [line.split('"')[1] for line in bench.dump().split("\n")]
    finally:
        bench.db.close()
