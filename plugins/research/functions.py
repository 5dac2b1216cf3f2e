"""The SQL functions that readers may use, and our own of those whose work SQLite lets grow with the square.

SQLite looks at its time limit between the steps of a statement and never inside a function: a single call of `instr`,
`replace`, `like`, `glob` or two-argument `trim` can take seconds to minutes, and all calls of one row are one step. So
these are ours: they refuse what would be slow, and anything at all once their statement is late.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from functools import lru_cache

from archive.public.vocabulary import LONGEST_TERM, counter_of, term_of
from plugins.research.patterns import LONGEST_PATTERN, read_glob, read_like, small

LONGEST_SOUGHT = 1_000
"""Characters in what is looked for, replaced or trimmed away."""

LONGEST_MADE = 2_000_000

TOO_MUCH = "user-defined function raised exception"
"""What SQLite says when one of these functions refuses; it does not pass on why."""

_COUNTING = "avg count group_concat max min string_agg sum total"
_WINDOWS = "cume_dist dense_rank first_value lag last_value lead nth_value ntile percent_rank rank row_number"
_TEXTS = (
    "char concat concat_ws glob hex instr length like lower ltrim octet_length quote replace rtrim soundex substr "
    "substring trim unicode upper"
)
_NUMBERS = (
    "abs acos acosh asin asinh atan atan2 atanh ceil ceiling cos cosh degrees exp floor ln log log10 log2 mod pi pow "
    "power radians random round sign sin sinh sqrt tan tanh trunc"
)
_CHOOSING = "coalesce if ifnull iif likelihood likely nullif typeof unlikely"
_TIMES = "current_date current_time current_timestamp date datetime julianday strftime time timediff unixepoch"
_JSON = (
    "-> ->> json json_array json_array_length json_extract json_group_array json_group_object json_object json_quote "
    "json_type json_valid"
)

ALLOWED = frozenset(
    " ".join(
        (_COUNTING, _WINDOWS, _TEXTS, _NUMBERS, _CHOOSING, _TIMES, _JSON, "sqlite_version search count_word")
    ).split()
)
"""Nothing here makes a long value of a short one, and nothing takes longer than in proportion to what it is given."""

Value = str | bytes | int | float | None

_clock = threading.local()


def start_clock(seconds: float) -> None:
    """Let the functions called in this thread refuse everything so many seconds from now."""
    _clock.ends = time.monotonic() + seconds


def stop_clock() -> bool:
    """Let them work again; return whether they were refusing."""
    late = is_late()
    _clock.ends = None
    return late


def is_late() -> bool:
    """Return whether the time of the statement at work is over."""
    ends: float | None = getattr(_clock, "ends", None)
    return ends is not None and time.monotonic() > ends


def add_functions(conn: sqlite3.Connection) -> None:
    """Put our own functions in the place of SQLite's on a connection."""
    conn.create_function("instr", 2, instr, deterministic=True)
    conn.create_function("replace", 3, replace, deterministic=True)
    conn.create_function("count_word", 2, count_word, deterministic=True)
    # the operators LIKE and GLOB call these
    conn.create_function("like", 2, like, deterministic=True)
    conn.create_function("like", 3, like, deterministic=True)
    conn.create_function("glob", 2, glob, deterministic=True)
    for name, function in (("trim", trim), ("ltrim", ltrim), ("rtrim", rtrim)):
        conn.create_function(name, 1, function, deterministic=True)
        conn.create_function(name, 2, function, deterministic=True)


def instr(within: Value, sought: Value) -> int | None:
    """Return where something first stands, counted from 1, 0 when nowhere, as SQLite's own does.

    >>> instr("the ferry", "ferry"), instr("a", "b"), instr(None, "b"), instr(b"abc", b"c"), instr(1205, 20)
    (5, 0, None, 3, 2)
    """
    if within is None or sought is None:
        return None
    if isinstance(within, bytes) and isinstance(sought, bytes):
        _bounded(len(sought))
        return within.find(sought) + 1
    wanted = text_of(sought)
    _bounded(len(wanted))
    return text_of(within).find(wanted) + 1


def replace(within: Value, old: Value, new: Value) -> str | None:
    """Return a text with one part of it replaced wherever it stands, as SQLite's own does.

    >>> replace("a-b-c", "-", "+"), replace("a", "", "b"), replace("a", None, "b"), replace(1.5, ".", ",")
    ('a+b+c', 'a', None, '1,5')
    """
    if within is None or old is None or new is None:
        return None
    text, was, becomes = text_of(within), text_of(old), text_of(new)
    if not was:
        return text
    _bounded(len(was))
    _bounded(len(text) + text.count(was) * (len(becomes) - len(was)), LONGEST_MADE)
    return text.replace(was, becomes)


def like(pattern: Value, text: Value, escape: Value = "") -> bool | None:
    """Return whether a text fits a pattern, as SQLite's own operator LIKE does.

    >>> like("%ferry%", "The FERRY is late"), like("a_c", "abc"), like(None, "a"), like("1%", 120)
    (True, True, None, True)
    """
    if pattern is None or text is None or escape is None:
        return None
    signs, sign = text_of(pattern), text_of(escape)
    _bounded(len(signs.encode()), LONGEST_PATTERN)
    _bounded(len(sign), 1)
    return read_like(signs, sign).fits(small(text_of(text)))


def glob(pattern: Value, text: Value) -> bool | None:
    """Return whether a text fits a pattern, as SQLite's own operator GLOB does.

    >>> glob("2018-0[1-6]*", "2018-04-02"), glob("a*", "Ab"), glob("a", None)
    (True, False, None)
    """
    if pattern is None or text is None:
        return None
    signs = text_of(pattern)
    _bounded(len(signs.encode()), LONGEST_PATTERN)
    return read_glob(signs).fits(text_of(text))


def trim(text: Value, signs: Value = " ") -> str | None:
    """Return a text without certain characters at both ends.

    >>> trim("  a "), trim("xyaxy", "yx"), trim("a", None), trim("a", "")
    ('a', 'a', None, 'a')
    """
    return None if text is None or signs is None else text_of(text).strip(_signs(signs))


def ltrim(text: Value, signs: Value = " ") -> str | None:
    """Return a text without certain characters at its beginning.

    >>> ltrim("  a "), ltrim(None)
    ('a ', None)
    """
    return None if text is None or signs is None else text_of(text).lstrip(_signs(signs))


def rtrim(text: Value, signs: Value = " ") -> str | None:
    """Return a text without certain characters at its end.

    >>> rtrim("  a "), rtrim("a", None)
    ('  a', None)
    """
    return None if text is None or signs is None else text_of(text).rstrip(_signs(signs))


def count_word(text: Value, word: Value) -> int | None:
    """Return how often a word, or some words in a row, stand in a text, as the timeline counts them.

    >>> count_word("The ferry. FERRY, not ferries!", "ferry"), count_word("part-time", "time"), count_word(None, "a")
    (2, 0, None)
    """
    if text is None or word is None:
        return None
    typed = text_of(word)
    _bounded(len(typed), LONGEST_TERM)
    return _counter(typed)(text_of(text))


@lru_cache(maxsize=32)
def _counter(word: str) -> Callable[[str], int]:
    term = term_of(word)
    if not term:
        raise ValueError("there is no word to count")
    return counter_of(term)


def text_of(value: str | bytes | float) -> str:
    """Return a value as SQLite writes it.

    >>> text_of(7), text_of(2.0), text_of(1e20), text_of(0.1), text_of(b"a")
    ('7', '2.0', '1.0e+20', '0.1', 'a')
    """
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if not isinstance(value, float):
        return str(value)
    digits, e, exponent = f"{value:.15g}".partition("e")
    return (digits if "." in digits or not digits[-1].isdigit() else f"{digits}.0") + e + exponent


def _signs(given: str | bytes | float) -> str:
    signs = text_of(given)
    _bounded(len(signs))
    return signs


def _bounded(length: int, most: int = LONGEST_SOUGHT) -> None:
    if is_late():
        raise TimeoutError("the time of this statement is over")
    if length > most:
        raise ValueError(f"{length} characters are more than {most}")
