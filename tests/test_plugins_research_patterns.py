"""LIKE and GLOB of our own: they say what SQLite's say, and end when their statement's time is over."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.research import functions, limits
from plugins.research.functions import add_functions
from plugins.research.patterns import MOST_WORK, read_like

SQLITE = sqlite3.connect(":memory:")
OURS = sqlite3.connect(":memory:")
add_functions(OURS)
# Datasette turns on that errors in functions are printed; the application turns it off again, and so do we here
sqlite3.enable_callback_tracebacks(False)


@pytest.mark.feature("Q1")
@settings(deadline=None, max_examples=400)
@given(
    st.one_of(st.text("abAB%_é^.É", max_size=8), st.integers(-(2**63), 2**63 - 1), st.none()),
    st.text("abAB%_é^.%_", max_size=6),
    st.sampled_from(("", "^")),
)
def test_like_says_what_sqlite_says(text: object, pattern: str, escape: str) -> None:
    sql = "select ? like ? escape '^'" if escape else "select ? like ?"
    assert OURS.execute(sql, (text, pattern)).fetchone() == SQLITE.execute(sql, (text, pattern)).fetchone()


@pytest.mark.feature("Q1")
@settings(deadline=None, max_examples=400)
@given(st.text("abAB*?[]^-é", max_size=7), st.text("abAB*?[]^-é*?", max_size=8))
def test_glob_says_what_sqlite_says(text: str, pattern: str) -> None:
    sql = "select ? glob ?"
    assert OURS.execute(sql, (text, pattern)).fetchone() == SQLITE.execute(sql, (text, pattern)).fetchone()


@pytest.mark.parametrize("sql", ["select 'a' like ?", "select 'a' glob ?"])
def test_a_long_pattern_is_refused(sql: str) -> None:
    with pytest.raises(sqlite3.OperationalError) as refused:
        OURS.execute(sql, ("a" * 201,))
    assert "200 in a pattern after LIKE or GLOB" in limits.sentence(refused.value)


def test_a_pattern_that_means_too_much_work_is_refused() -> None:
    with pytest.raises(ValueError, match="more work"):
        read_like("%" + "_a" * 50 + "%").fits("a" * (MOST_WORK // 99))


@pytest.mark.feature("Q1")
def test_hundreds_of_patterns_in_one_row_end_with_their_statement(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are one step of SQLite's, so that no limit of its own holds between them."""
    db = sqlite3.connect(":memory:")
    limits.apply_limits(db)
    monkeypatch.setattr(limits, "_fit_length", lambda conn: None)
    calls = " + ".join(f"(x like p || {number})" for number in range(390))
    doubled = "with recursive a(x) as (values('aaaaaaaa') union all select x || x from a limit 16)"
    sql = f"{doubled}, b(p) as (values('%{'a' * 190}')) select {calls} from (select x from a), b"
    monkeypatch.setattr(limits, "STATEMENT_SECONDS", 0.05)
    with pytest.raises(sqlite3.OperationalError, match="interrupted"), limits.statement(db):
        db.execute(sql).fetchall()
    assert not functions.is_late()
    db.close()
