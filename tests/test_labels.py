"""The labelled text is what its README says: spans, counts, groups and pinned bytes."""

from __future__ import annotations

import hashlib
import json
import re
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

LABELS = Path(__file__).parent / "labels"
# a changed label changes every measurement: say so in the commit that changes a digest
DIGESTS = {
    "acronym_groups.json": "7b428d70fe6f56d41645c7240ea6760b8286881309ab643080bd035aa0ccf54b",
    "acronym_senses.jsonl": "ea797339427e9efe7bc098c523f48e9f58bf071c168ce43efc6c7dc29e35536b",
    "acronyms_blind.jsonl": "969c5d2017a44510d406b84f489a9a1e41217246e822ac172f552a9d636439d9",
    "acronyms_blind2.jsonl": "1969fd24f02e91c7eac82dfac11521fb3128d10a6f777871e89c1b3781166815",
    "acronyms_blind3.jsonl": "0d6ce09a572d30a26a735b49517b7c0248e5c6df6e5375f4c1233bb0235d1108",
    "acronyms_blind4.jsonl": "03c856c1820eb1a132d5af85a6eefaf10e1a0f7d2a947974b791b9ddde1ded95",
    "acronyms_blind5.jsonl": "f4b85ce5c7a0e39075188ce2959b80a2c17e81291e15990c782425e105e823ab",
    "acronyms_blind6.jsonl": "0ea342115b835315c124ee4619e750f02343bfad969735218d19b6d7d5bdc1a3",
    "acronyms_dev.jsonl": "8b467282221e20afc29eb4dd01167cfa71de1362773399acabd0851cba5a952d",
    "acronyms_heldout.jsonl": "a3078cd33fbd72f4e8e84672c1583b21ebcb59ef54d6ec6640b8cf7500a808b2",
    "conversation_times.jsonl": "16be8b24f4074b6e75be9ffa8b45b65795f8ba259a73ec6f5775da49a2341b53",
    "quotations.jsonl": "9a24234c1e14e1ccf578ba6167d8db11b11cce9c0e97f5040b78e224ba72af5a",
}
ACRONYM_FILES = (
    "acronyms_dev.jsonl",
    "acronyms_heldout.jsonl",
    "acronyms_blind.jsonl",
    "acronyms_blind2.jsonl",
    "acronyms_blind3.jsonl",
    "acronyms_blind4.jsonl",
    "acronyms_blind5.jsonl",
    "acronyms_blind6.jsonl",
)
PROMISED = {
    "acronyms_dev.jsonl": {"mentions": 250, "pairs": 55, "shouted": 110, "initials": 15},
    "acronyms_heldout.jsonl": {"mentions": 250, "pairs": 55, "shouted": 110, "initials": 15},
    "acronyms_blind.jsonl": {"mentions": 260, "pairs": 120, "shouted": 140, "initials": 30},
    "acronyms_blind2.jsonl": {"mentions": 340, "pairs": 110, "shouted": 140, "initials": 20},
    "acronyms_blind3.jsonl": {"mentions": 380, "pairs": 110, "shouted": 150, "initials": 25},
    "acronyms_blind4.jsonl": {"mentions": 430, "pairs": 170, "shouted": 250, "initials": 20},
    "acronyms_blind5.jsonl": {"mentions": 500, "pairs": 200, "shouted": 250, "initials": 20},
    "acronyms_blind6.jsonl": {"mentions": 330, "pairs": 110, "shouted": 180, "initials": 20},
}
SIX_FIELDS = ("acronyms_blind4.jsonl", "acronyms_blind5.jsonl", "acronyms_blind6.jsonl")


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELS / name).read_text(encoding="utf-8").splitlines()]


def _acronym_lines() -> list[dict[str, Any]]:
    return [line for name in ACRONYM_FILES for line in _lines(name)]


@pytest.mark.feature("T1")
@pytest.mark.parametrize("name", sorted(DIGESTS))
def test_the_labelled_files_are_the_pinned_ones(name: str) -> None:
    assert hashlib.sha256((LABELS / name).read_bytes()).hexdigest() == DIGESTS[name]


@pytest.mark.feature("T1")
def test_every_file_of_labels_is_pinned() -> None:
    # identifying details have a test of their own: test_details_labels.py
    assert {path.name for path in LABELS.glob("*.json*") if not path.name.startswith("details_")} == set(DIGESTS)


@pytest.mark.feature("S7")
@pytest.mark.parametrize("name", ACRONYM_FILES)
def test_each_acronym_set_is_as_large_as_promised(name: str) -> None:
    lines = _lines(name)
    for kind, least in PROMISED[name].items():
        assert sum(len(line[kind]) for line in lines) >= least, kind
    assert len({line["field"] for line in lines}) == (6 if name in SIX_FIELDS else 8)


@pytest.mark.feature("T2")
def test_the_blind_set_has_answers_and_jokes_and_comments_of_a_natural_length() -> None:
    lines = _lines("acronyms_blind.jsonl")
    pairs = [pair for line in lines for pair in line["pairs"]]
    assert sum("short_id" in pair and not pair.get("joke") for pair in pairs) >= 12
    assert sum(bool(pair.get("joke")) for pair in pairs) >= 7
    assert all(20 <= len(line["text"].split()) <= 120 for line in lines)
    assert sum(not line["pairs"] for line in lines) >= 50


@pytest.mark.feature("T4")
def test_spans_of_acronym_lines_match_their_text() -> None:
    lines = _acronym_lines()
    assert len({line["id"] for line in lines}) == len(lines)
    for line in lines:
        text = line["text"]
        for mention in line["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
        for start, end in line["shouted"]:
            assert re.fullmatch(r"[A-Z0-9][A-Z0-9'’-]+", text[start:end])
        for start, end in line["initials"] + line["ignore"]:
            assert text[start:end] == text[start:end].strip() != ""


@pytest.mark.feature("T4")
def test_no_two_labels_stand_on_the_same_letters() -> None:
    for line in _acronym_lines():
        spans = [[mention["start"], mention["end"]] for mention in line["mentions"]]
        spans = sorted(spans + line["shouted"] + line["initials"] + line["ignore"])
        assert all(before[1] <= after[0] for before, after in pairwise(spans)), line["id"]


@pytest.mark.feature("T2")
def test_both_sides_of_a_definition_are_where_they_are_said_to_be() -> None:
    asked: dict[str, dict[str, Any]] = {}
    for line in _acronym_lines():
        asked[line["id"]] = line
        mentioned = {(m["start"], m["end"]) for m in line["mentions"]}
        for pair in line["pairs"]:
            start, end = pair["long_span"]
            assert line["text"][start:end] == pair["long"]
            if "short_id" in pair:
                question = asked[pair["short_id"]]
                assert question["thread"] == line["thread"]
                assert pair["short"] in {m["text"] for m in question["mentions"]}
            else:
                assert tuple(pair["short_span"]) in mentioned
                assert line["text"][slice(*pair["short_span"])] == pair["short"]


@pytest.mark.feature("S6")
def test_groups_hold_every_spelling_once() -> None:
    groups: dict[str, list[str]] = json.loads((LABELS / "acronym_groups.json").read_text(encoding="utf-8"))
    mentioned: dict[str, set[str]] = {}
    for line in _acronym_lines():
        for mention in line["mentions"]:
            mentioned.setdefault(mention["canonical"], set()).add(mention["text"])
    assert {name: set(spellings) for name, spellings in groups.items()} == mentioned
    assert sum(len(spellings) > 1 for spellings in groups.values()) >= 60
    everything = [spelling for spellings in groups.values() for spelling in spellings]
    assert len(everything) == len(set(everything))


@pytest.mark.feature("T3")
def test_senses_name_one_of_their_candidates() -> None:
    first, *lines = _lines("acronym_senses.jsonl")
    assert len(lines) >= 120
    known = {(example["acronym"].upper(), example["expansion"]) for example in first["train"]}
    for line in first["train"] + lines:
        assert line["text"][line["start"] : line["end"]] == line["acronym"]
    for line in lines:
        assert line["expansion"] is None or line["expansion"] in line["candidates"]
        assert all((line["acronym"].upper(), candidate) in known for candidate in line["candidates"])


@pytest.mark.feature("R2")
def test_clock_time_references_point_into_their_thread() -> None:
    threads = _lines("conversation_times.jsonl")
    assert len(threads) >= 40
    kinds: dict[str, int] = {}
    for thread in threads:
        comments = {comment["id"]: comment for comment in thread["comments"]}
        times = [comment["time"] for comment in thread["comments"]]
        assert times == sorted(times)
        for reference in thread["references"]:
            text = comments[reference["comment"]]["text"][reference["start"] : reference["end"]]
            assert re.fullmatch(r"@? ?\d{1,2}[.:]?\d\d(?:[ap]m)?", text), text
            target = reference["target"]
            assert target is None or (target in comments and target != reference["comment"])
            assert (reference["kind"] == "none") <= (target is None)
            kinds[reference["kind"]] = kinds.get(reference["kind"], 0) + 1
    assert kinds["address"] >= 45
    assert kinds["self"] >= 5
    assert kinds["none"] >= 25


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.replace("&", "and").lower()).strip()


@pytest.mark.feature("R3")
def test_quotations_stand_in_their_source() -> None:
    lines = _lines("quotations.jsonl")
    assert sum(bool(line["quotes"]) for line in lines) >= 150
    assert sum(not line["quotes"] for line in lines) >= 150
    for line in lines:
        assert (line["kind"] == "stock") == (not line["quotes"])
        for start, end, source_start, source_end in line["quotes"]:
            quoted, source = line["text"][start:end], line["source"]["text"][source_start:source_end]
            if line["kind"] in ("exact", "cut"):
                assert quoted == source
            assert line["kind"] != "cut" or len(re.findall(r"\w[\w'’./&-]*", source)) == 8
            alike = SequenceMatcher(None, _plain(quoted), _plain(source), autojunk=False).ratio()
            assert alike > 0.85, line["id"]


def _runs(text: str, length: int = 8) -> set[str]:
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)}


@pytest.mark.feature("T1")
@pytest.mark.shared
def test_no_run_of_eight_words_is_anybody_elses(shared: Path) -> None:
    ours: set[str] = set()
    for name in DIGESTS:
        if name.endswith(".jsonl"):
            ours |= _runs((LABELS / name).read_text(encoding="utf-8"))
    for folder in ("seeds", "realdata"):
        for path in sorted((shared / folder).rglob("*")):
            if path.is_file() and path.suffix != ".gz":
                assert not ours & _runs(path.read_text(encoding="utf-8", errors="replace")), path.name
