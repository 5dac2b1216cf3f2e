"""Moderators and their tags: names, roles, passwords, log lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.errors import NotFound, Refused, WrongUse
from archive.moderation import claims, log, moderators
from archive.moderation.moderators import Moderator, Role
from archive.moderation.tagging import tag_items
from archive.originals import store as originals
from tests.bench import NOW, Bench, comment, make_bench, post

PASSWORD = "eight or more"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = make_bench(tmp_path)
    bench.add(post(1, comment(11, "<p>Late again</p>")))
    originals.take_pending(bench.db)
    return bench


def test_a_moderator_logs_in_with_the_right_password_alone(bench: Bench) -> None:
    added = moderators.add(bench.db, " Mo ", "admin", PASSWORD, NOW)
    assert added == Moderator("Mo", Role.ADMIN) == moderators.get(bench.db, "Mo")
    assert moderators.verify(bench.db, "Mo", PASSWORD) == added
    assert moderators.verify(bench.db, "Mo", "another one") is None
    assert moderators.verify(bench.db, "Nobody", PASSWORD) is None
    assert moderators.verify(bench.db, "Nobody", "nobody has this password") is None
    assert moderators.get(bench.db, "Nobody") is None
    assert PASSWORD not in "\n".join(bench.db.conn.iterdump())


def test_a_damaged_hash_lets_nobody_in(bench: Bench) -> None:
    moderators.add(bench.db, "Mo", "admin", PASSWORD, NOW)
    bench.db.conn.execute("update moderator set password_hash = 'x'")
    assert moderators.verify(bench.db, "Mo", PASSWORD) is None


@pytest.mark.parametrize(
    ("name", "role", "password"),
    [
        ("", "moderator", PASSWORD),
        ("m" * 61, "moderator", PASSWORD),
        ("M\no", "moderator", PASSWORD),
        ("Mo", "owner", PASSWORD),
        ("Mo", "moderator", "seven.."),
    ],
)
def test_what_makes_no_moderator(bench: Bench, name: str, role: str, password: str) -> None:
    with pytest.raises(WrongUse):
        moderators.add(bench.db, name, role, password, NOW)
    assert moderators.list_all(bench.db) == []
    assert log.last_seq(bench.db) == 0


def test_a_name_is_given_once_and_replaced_on_purpose(bench: Bench) -> None:
    moderators.add(bench.db, "Mo", "moderator", PASSWORD, NOW, by="Operator")
    with pytest.raises(WrongUse, match="of that name"):
        moderators.add(bench.db, "Mo", "admin", PASSWORD, NOW)
    assert moderators.list_all(bench.db) == [Moderator("Mo", Role.MODERATOR)]
    before = moderators.password_digest(bench.db, "Mo")
    moderators.add(bench.db, "Mo", "admin", "another password", NOW, replace=True)
    assert moderators.verify(bench.db, "Mo", PASSWORD) is None
    assert moderators.password_digest(bench.db, "Mo") != before
    assert moderators.password_digest(bench.db, "Nobody") is None
    assert moderators.list_all(bench.db) == [Moderator("Mo", Role.ADMIN)]
    assert [(line.actor, line.kind, line.label) for line in log.entries(bench.db)] == [
        ("Operator", "moderator", "moderator"),
        ("Mo", "moderator", "admin"),
    ]


def test_tags_have_a_log_line_per_item(bench: Bench) -> None:
    assert tag_items(bench.db, ["1", "11"], add=["Late trains"], by="Mo", now=NOW) == ["1", "11"]
    assert tag_items(bench.db, ["11"], add=["Late trains"], by="Mo", now=NOW) == []
    assert tag_items(bench.db, ["11"], add=["Snow"], remove=["Late trains"], by="Mo", now=NOW) == ["11"]
    assert [(line.kind, line.item_id, line.label) for line in log.entries(bench.db)] == [
        ("tag", "1", "Late trains"),
        ("tag", "11", "Late trains"),
        ("untag", "11", "Late trains"),
        ("tag", "11", "Snow"),
    ]
    assert originals.get_pending(bench.db) == {"1", "11", "tag:late-trains", "tag:snow"}


def test_tagging_needs_a_name_and_items_that_are_there(bench: Bench) -> None:
    with pytest.raises(WrongUse, match="somebody"):
        tag_items(bench.db, ["1"], add=["Snow"], by=" ", now=NOW)
    with pytest.raises(NotFound):
        tag_items(bench.db, ["1", "99"], add=["Snow"], by="Mo", now=NOW)
    assert log.last_seq(bench.db) == 0


@pytest.mark.feature("O1")
def test_a_removed_moderator_is_gone_with_what_they_held_and_the_log_says_so(bench: Bench) -> None:
    moderators.add(bench.db, "Mo", "admin", PASSWORD, NOW)
    moderators.add(bench.db, "Ada", "moderator", PASSWORD, NOW)
    claims.take(bench.db, "11", by="Ada", now=NOW)
    assert moderators.remove(bench.db, " Ada ", NOW, by="Mo") == Moderator("Ada", Role.MODERATOR)
    assert moderators.list_all(bench.db) == [Moderator("Mo", Role.ADMIN)]
    assert moderators.verify(bench.db, "Ada", PASSWORD) is None
    assert claims.claims(bench.db, NOW) == {}
    line = log.entries(bench.db)[-1]
    assert (line.actor, line.kind, line.label, line.reason) == ("Mo", "remove-moderator", "moderator", "Ada")
    with pytest.raises(NotFound, match="moderator list"):
        moderators.remove(bench.db, "Ada", NOW)
    assert log.verify(bench.db) == []


@pytest.mark.feature("O1")
def test_the_last_admin_stays_one(bench: Bench) -> None:
    moderators.add(bench.db, "Mo", "admin", PASSWORD, NOW)
    moderators.add(bench.db, "Ada", "moderator", PASSWORD, NOW)
    with pytest.raises(Refused, match="only admin"):
        moderators.remove(bench.db, "Mo", NOW)
    with pytest.raises(Refused, match="only admin"):
        moderators.add(bench.db, "Mo", "moderator", PASSWORD, NOW, replace=True)
    moderators.add(bench.db, "Mo", "admin", PASSWORD, NOW, replace=True)
    moderators.add(bench.db, "Ada", "admin", PASSWORD, NOW, replace=True)
    moderators.remove(bench.db, "Mo", NOW)
    assert moderators.list_all(bench.db) == [Moderator("Ada", Role.ADMIN)]


@pytest.mark.feature("O1")
def test_a_reset_password_is_the_one_that_holds(bench: Bench) -> None:
    moderators.add(bench.db, "Mo", "admin", PASSWORD, NOW)
    before, mark = moderators.password_digest(bench.db, "Mo"), moderators.lockout_mark(bench.db, "mO ")
    with pytest.raises(WrongUse, match="8 characters"):
        moderators.reset(bench.db, "Mo", "seven..", NOW)
    assert moderators.reset(bench.db, "Mo", "another one", NOW) == Moderator("Mo", Role.ADMIN)
    assert moderators.verify(bench.db, "Mo", PASSWORD) is None
    assert moderators.verify(bench.db, "Mo", "another one")
    assert moderators.password_digest(bench.db, "Mo") != before
    assert moderators.lockout_mark(bench.db, "MO") not in ("", mark)
    assert moderators.lockout_mark(bench.db, "Nobody") == ""
    assert [(line.actor, line.kind) for line in log.entries(bench.db)][-1] == ("Mo", "reset-moderator")
    with pytest.raises(NotFound):
        moderators.reset(bench.db, "Nobody", "another one", NOW)
