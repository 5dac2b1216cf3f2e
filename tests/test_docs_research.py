"""docs/research.md: its four ways to one question are typed, and give one answer; its list of questions is whole."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup

from archive.public.questions import QUESTIONS
from plugins.research import found_lines, limits, searching
from tests.moderation_copy import serving
from tests.search_site import make_site
from tests.typed import ROOT

GUIDE = (ROOT / "docs" / "research.md").read_text("utf-8")
TUTORIAL = (ROOT / "docs" / "tutorials" / "researcher.md").read_text("utf-8")
HOST = "http://127.0.0.1:8001"
WORD = "ferry"
"""Stands in the archive of the tests, as `gauge` in the demo's."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = make_site(tmp_path_factory.mktemp("site") / "archive")
    with serving("serve", folder) as url:
        yield url


def told(kind: str, url: str) -> str:
    """The first block of that kind, for another word and another address."""
    found = re.search(rf"^```{kind}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)
    assert found
    return found[1].replace("gauge", WORD).replace(HOST, url)


def of_csv(text: str) -> dict[str, int]:
    return {row["year"]: int(row["times"]) for row in csv.DictReader(io.StringIO(text))}


def by_address(url: str) -> dict[str, int]:
    with urlopen(told("text", url).strip()) as answer:
        page = BeautifulSoup(answer.read(), "lxml")
    return {
        row.select("th")[0].get_text(): int(row.select("td")[0].get_text().replace(",", ""))
        for row in page.select("table.figures tbody tr")
    }


def by_sql(url: str) -> dict[str, int]:
    with urlopen(f"{url}/public/-/query.csv?{urlencode({'sql': told('sql', url)})}") as answer:
        return of_csv(answer.read().decode())


def by_curl(url: str) -> dict[str, int]:
    done = subprocess.run(["bash", "-c", told("bash", url)], capture_output=True, text=True, check=True)
    return of_csv(done.stdout)


def by_pandas(url: str) -> dict[str, int]:
    done = subprocess.run([sys.executable, "-c", told("python", url)], capture_output=True, text=True, check=True)
    return of_csv(done.stdout)


@pytest.mark.feature("Q12")
def test_four_ways_give_one_answer(site: str) -> None:
    if not shutil.which("curl"):
        pytest.skip("there is no curl here")
    answers = [ask(site) for ask in (by_address, by_sql, by_curl, by_pandas)]
    assert answers == [{str(year): 4 for year in range(2013, 2019)}] * 4


@pytest.mark.feature("Q12")
def test_the_figures_are_those_that_the_tutorial_is_tested_with() -> None:
    in_guide = re.findall(r"^\| (20\d\d) \| (\d+) \|$", GUIDE, re.MULTILINE)
    assert in_guide == re.findall(r"^gauge,(20\d\d),(\d+),", TUTORIAL, re.MULTILINE)
    assert len(in_guide) == 6


@pytest.mark.feature("Q10")
def test_the_questions_are_listed() -> None:
    listed = re.findall(r"^\| `(\w+)` \| (.*\?) \| (.*) \|$", GUIDE, re.MULTILINE)
    assert listed == [
        (each.name, each.title, ", ".join(f"`{given.name}`" for given in each.parameters)) for each in QUESTIONS
    ]


@pytest.mark.feature("Q1")
@pytest.mark.parametrize(
    "number",
    [
        limits.LONGEST_STATEMENT,
        limits.MOST_FUNCTIONS,
        limits.ROOM_FOR_VALUES,
        searching.MOST_IDS,
        found_lines.MOST_ITEMS,
        found_lines.MOST_LINES,
        found_lines.MOST_FOUND,
    ],
)
def test_the_limits_are_those_that_hold(number: int) -> None:
    assert f"{number:,}" in GUIDE
    assert f"{limits.LONGEST_ANSWER // 1_000_000} million characters" in GUIDE


def test_it_is_found_from_the_front_page() -> None:
    assert "(research.md)" in (Path(ROOT) / "docs" / "index.md").read_text("utf-8")
