"""What was read off the patterns is kept in a file that says the same as the patterns."""

from __future__ import annotations

import gzip
import json

import pytest

from archive.redaction import findings, pattern_file
from archive.redaction.pattern_file import find_keys, pack, read_keys, unpack
from archive.redaction.screens import all_patterns
from tests.details_measures import PATTERNS

PATTERN = r"\bmy (?:old |big )?(?:dogs?|cat)\\b.*\bbarn\b"


def test_the_file_is_that_of_these_patterns() -> None:
    assert findings.find_all("I ran it for years.") is not None
    content = PATTERNS.read_bytes()
    kept = list(unpack(content).values())
    assert len(kept) == len(set(all_patterns())), "python -m tests.details_measures --write"
    # each takes some time
    some = all_patterns()[::23]
    read = [read_keys(pattern) for pattern in some]
    assert [find_keys(pattern) for pattern in some] == read
    assert all(keys in kept for keys in read), "python -m tests.details_measures --write"


def test_what_is_packed_is_what_is_read_off() -> None:
    assert list(unpack(pack([PATTERN, r"\w+ barn\b"])).values()) == [read_keys(PATTERN), read_keys(r"\w+ barn\b")]
    assert pack([PATTERN]) == pack([PATTERN])


def test_a_file_that_other_code_wrote_is_not_believed() -> None:
    body = json.loads(gzip.decompress(pack([PATTERN])))
    assert unpack(gzip.compress(json.dumps({**body, "readers": "others"}).encode())) == {}


def test_without_the_file_patterns_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern_file, "FILE", "absent.json.gz")
    pattern_file._kept.cache_clear()
    try:
        assert find_keys(all_patterns()[0]) == read_keys(all_patterns()[0])
    finally:
        pattern_file._kept.cache_clear()


def test_a_pattern_needs_a_word() -> None:
    with pytest.raises(ValueError, match="give it one"):
        find_keys(r"\w*")
