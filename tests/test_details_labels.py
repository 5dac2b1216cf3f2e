"""The labelled identifying details are what DETAILS.md says: spans, kinds, counts and pinned bytes."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

LABELS = Path(__file__).parent / "labels"
# a changed label changes every measurement: say so in the commit that changes a digest
DIGESTS = {
    "details_blind.jsonl": "f73f0788af45ee9c0d24a20e8203eed1257d5a0521240cec4e46bdcbcaca96af",
    "details_blind2.jsonl": "5e9c4a35e6aaba51dee236390dfec23f89c11d1c0e2e5d87d6160414d9107f70",
    "details_blind3.jsonl": "1370b234f56baff54e75b5560d77b4b6b118fa2deb1af5ef100be18fbc1b7a3c",
    "details_dev.jsonl": "a1652796b3a3864015ecc026b44da6fd266e8e900291f7c9ed9430870b472040",
    "details_heldout.jsonl": "a07707a2f989caab429d3e31edfa3d0d44801f5d4e101090d388cd5ad9faf4e9",
}
PROMISED = {
    "details_blind.jsonl": {"redact": 140, "consider": 60, "keep": 75, "mask": 10, "kiss": 10},
    "details_blind2.jsonl": {"redact": 210, "consider": 80, "keep": 95, "mask": 20, "kiss": 20},
    "details_blind3.jsonl": {"redact": 85, "consider": 18, "keep": 35, "mask": 6, "kiss": 6},
    "details_dev.jsonl": {"redact": 170, "consider": 80, "keep": 120, "mask": 20, "kiss": 15},
    "details_heldout.jsonl": {"redact": 100, "consider": 35, "keep": 75, "mask": 10, "kiss": 5},
}
FIELDS = {"probation", "council", "ward", "school", "railway", "software", "radio", "allotments"}
BLIND_FIELDS = {"probation", "jobcentre", "ambulance", "court", "prison", "tax", "library", "bell-ringers"}
BLIND_FIELDS |= {"canoe", "model-engineers", "parish", "university"}
BLIND2_FIELDS = {"probation", "prison", "court", "social-services", "ambulance", "council", "ward", "school"}
BLIND2_FIELDS |= {"railway", "radio", "allotments", "choir", "parish", "university"}
BLIND3_FIELDS = {"parish-council", "ward", "college", "allotments", "probation"}
FIELDS_OF = {
    "details_blind.jsonl": BLIND_FIELDS,
    "details_blind2.jsonl": BLIND2_FIELDS,
    "details_blind3.jsonl": BLIND3_FIELDS,
}
KEPT = {"public_figure", "organisation", "place", "acronym", "opinion"}
STRUCTURED = {"email", "phone", "postcode", "nino", "nhs", "iban", "card", "plate", "case_number", "prison_number"}
STRUCTURED |= {"handle", "url", "profile_link"}
PERSONAL = {"person", "colleague", "service_user", "victim", "child", "employer", "grade", "office", "town", "year"}
PERSONAL |= {"service_length", "secondment", "leave", "health", "family", "belief", "union", "money", "caseload"}
PERSONAL |= {"leaving", "plea", "self_time"}
ALLOWED = {
    "redact": STRUCTURED | PERSONAL,
    "consider": PERSONAL - {"plea", "self_time"},
    "keep": KEPT,
    "mask": {"mask"},
    "kiss": {"kiss"},
}


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (LABELS / name).read_text(encoding="utf-8").splitlines()]


def _all_lines() -> list[dict[str, Any]]:
    return [line for name in sorted(DIGESTS) for line in _lines(name)]


@pytest.mark.feature("M19")
@pytest.mark.parametrize("name", sorted(DIGESTS))
def test_the_labelled_details_are_the_pinned_ones(name: str) -> None:
    assert hashlib.sha256((LABELS / name).read_bytes()).hexdigest() == DIGESTS[name]


@pytest.mark.feature("M19")
def test_every_file_of_details_is_pinned() -> None:
    assert {path.name for path in LABELS.glob("details_*")} == set(DIGESTS)


@pytest.mark.feature("M19")
@pytest.mark.parametrize("name", sorted(DIGESTS))
def test_each_set_of_details_is_as_large_as_promised(name: str) -> None:
    lines = _lines(name)
    counts = Counter(label["decision"] for line in lines for label in line["labels"])
    assert all(counts[decision] >= least for decision, least in PROMISED[name].items()), counts
    assert {line["field"] for line in lines} >= FIELDS_OF.get(name, FIELDS)


@pytest.mark.feature("M19")
def test_every_kind_of_detail_is_in_the_development_set() -> None:
    kinds = {label["label"] for line in _lines("details_dev.jsonl") for label in line["labels"]}
    assert kinds == set().union(*ALLOWED.values())


@pytest.mark.feature("M19")
def test_spans_of_details_are_whole_ordered_and_apart() -> None:
    lines = _all_lines()
    assert len({line["id"] for line in lines}) == len(lines)
    for line in lines:
        text, spans = line["text"], [(label["start"], label["end"]) for label in line["labels"]]
        assert all(0 <= start < end <= len(text) for start, end in spans), line["id"]
        assert all(text[start:end] == text[start:end].strip() for start, end in spans), line["id"]
        assert all(before[1] <= after[0] for before, after in pairwise(spans)), line["id"]
        edges = [edge for span in spans for edge in span if 0 < edge < len(text)]
        assert not any(text[edge - 1].isalnum() and text[edge].isalnum() for edge in edges), line["id"]


@pytest.mark.feature("M11")
def test_each_decision_has_kinds_of_its_own() -> None:
    for line in _all_lines():
        assert set(line) <= {"id", "field", "pen_name", "text", "labels"}
        for label in line["labels"]:
            assert set(label) == {"start", "end", "label", "decision", "note"}
            assert label["label"] in ALLOWED[label["decision"]], line["id"]


@pytest.mark.feature("M12")
def test_kisses_are_kisses_at_an_end_and_masks_hold_no_word() -> None:
    for line in _all_lines():
        for label in line["labels"]:
            written, after = line["text"][label["start"] : label["end"]], line["text"][label["end"] :]
            if label["decision"] == "kiss":
                assert re.fullmatch(r"[xX]{1,6}", written)
                assert re.match(r"[.!]?\s*(\n|$|[A-Z][\w ]{0,20}$)", after), line["id"]
            if label["decision"] == "mask":
                assert re.search(r"[xX]{2}|\*{2}|[-_.?]{2}|\[", written), line["id"]


@pytest.mark.feature("M13")
def test_some_pen_names_write_more_than_once() -> None:
    writers = Counter(line["pen_name"] for line in _lines("details_dev.jsonl") if "pen_name" in line)
    assert sum(count > 1 for count in writers.values()) >= 3


@pytest.mark.feature("M19")
def test_the_guide_names_every_kind() -> None:
    guide = (LABELS / "DETAILS.md").read_text(encoding="utf-8")
    assert [kind for kinds in ALLOWED.values() for kind in sorted(kinds) if kind not in guide] == []
