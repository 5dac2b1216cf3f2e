"""Whatever a program asks for, it is answered or told why not: never an error page of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from plugins.site.application import build_datasette
from search_index.update import update_index
from tests.json_requests import ADDRESSES
from tests.public_copy import Pages, write_public_copy


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    folder = write_public_copy(tmp_path_factory.mktemp("site") / "archive")
    update_index(folder)
    site = Pages(build_datasette(folder))
    yield site
    site.close()


def check(path: str, answer: Any) -> None:
    """Raise AssertionError where an answer is none: an error of ours, no JSON where JSON is said, or a trace in it."""
    assert answer.status_code < 500, (path, answer.status_code, answer.text[:300])
    assert "Traceback" not in answer.text, path
    if answer.headers.get("content-type", "").startswith("application/json"):
        told = json.loads(answer.text) if "_nl=" not in path else {}
        if answer.status_code >= 400 and isinstance(told, dict) and told:
            assert told.get("error") or told.get("errors") or told.get("ok") is False, (path, told)


@pytest.mark.feature("Q1")
def test_no_request_for_data_ends_in_an_error_of_ours(pages: Pages) -> None:
    @settings(max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(ADDRESSES)
    def ask(path: str) -> None:
        check(path, pages.get(path))

    ask()
