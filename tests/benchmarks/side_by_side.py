"""Comments found, nesting, authors and times right: threadkeep beside pelican-import, nikola and trafilatura.

`python -m tests.benchmarks.side_by_side [--peers PYTHON]` reads the real pages and exports of the folder of local test
input and prints one table; PYTHON is an interpreter in which the peers are installed (`make side-by-side` makes one).
What is right is read from each file a second time by tests/benchmarks/truth.py, which shares no code with the scraper.
It exits 1 when threadkeep is not best or equal in every cell.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from archive.folder import DataFolder
from archive.originals import store
from archive.originals.database import open_archive
from scraper.importing import import_paths
from tests.benchmarks.truth import CASES, Case, Comment, read_truth

PEERS = ("pelican-import", "nikola", "trafilatura")
COLUMNS = ("found", "nesting", "authors", "times")
_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Score:
    """How many of a file's comments a tool finds, and of how many it has parent, author and minute right."""

    found: int
    nesting: int
    authors: int
    times: int
    problem: str = ""


def main() -> int:
    """Print the table; 0 when threadkeep is best or equal in every cell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", default="", help="an interpreter with pelican, nikola and trafilatura installed")
    peers = parser.parse_args().peers
    shared = Path(os.environ.get("THREADKEEP_SHARED") or Path(__file__).resolve().parents[3] / "shared") / "realdata"
    worse = 0
    print("file (comments)", "tool", *COLUMNS, sep=" | ")  # noqa: T201 - a program whose output is this table
    print("---", *["---"] * (1 + len(COLUMNS)), sep=" | ")  # noqa: T201
    for case in CASES:
        truth = read_truth(case, shared)
        scores = {"threadkeep": score(truth, read_threadkeep(case, shared))}
        if peers:
            scores |= {name: _peer(name, case, shared, peers, truth) for name in PEERS if name in case.peers}
        for name, each in scores.items():
            cells = [each.problem] * 4 if each.problem else [str(getattr(each, column)) for column in COLUMNS]
            print(f"{case.name} ({len(truth)})", name, *cells, sep=" | ")  # noqa: T201
        ours = scores.pop("threadkeep")
        worse += sum(getattr(other, column) > getattr(ours, column) for other in scores.values() for column in COLUMNS)
    return 1 if worse else 0


def read_threadkeep(case: Case, shared: Path) -> list[Comment]:
    """Return what `threadkeep import` of the file stores."""
    with tempfile.TemporaryDirectory() as name:
        folder = DataFolder.resolve(Path(name) / "archive")
        folder.create()
        settings = folder.settings_file.read_text(encoding="utf-8").replace("Europe/London", case.zone)
        folder.settings_file.write_text(settings, encoding="utf-8")
        open_archive(folder, create=True).close()
        import_paths(folder, [str(shared / case.path)], now=datetime.now(UTC))
        with closing(open_archive(folder)) as db:
            return [
                Comment(
                    number=_own_number(each.id),
                    parent=_own_number(each.parent_id or ""),
                    author=each.author.reveal().text if each.author else "",
                    when=(each.published_utc or "")[:16],
                    text=each.text.reveal().text,
                )
                for post in store.iter_posts(db)
                for each in store.get_comments(db, post.id)
            ]


def _own_number(item_id: str) -> str:
    found = re.search(r"(\d+)\Z", item_id)
    return found.group(1) if found else ""


def _peer(name: str, case: Case, shared: Path, python: str, truth: Sequence[Comment]) -> Score:
    program = Path(__file__).with_name("peers.py")
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run(
            [python, str(program), name, case.kind, str(shared / case.path)],
            cwd=scratch,
            capture_output=True,
            text=True,
            check=False,
        )
    answer = done.stdout.strip().splitlines()[-1:] or [""]
    try:
        body = json.loads(answer[0])
    except ValueError:
        return Score(0, 0, 0, 0, "stops with an error")
    if "problem" in body:
        return Score(0, 0, 0, 0, body["problem"])
    if "blob" in body:
        blob = letters(body["blob"])
        return Score(sum(letters(each.text)[:_LETTERS] in blob for each in truth), 0, 0, 0)
    return score(truth, [Comment(**row) for row in body["comments"]])


def score(truth: Sequence[Comment], found: Iterable[Comment]) -> Score:
    """Return how a tool did; a comment is found when its number or its first words are, each one once."""
    given = list(found)
    numbered = {each.number: each for each in given if each.number}
    left: dict[str, list[Comment]] = {}
    for each in given:
        left.setdefault(_key(each), []).append(each)
    pairs = [(each, numbered[each.number]) for each in truth if each.number in numbered]
    rest = [each for each in truth if each.number not in numbered]
    pairs += [(each, same.pop(_nearest(each, same))) for each in rest if (same := left.get(_key(each)))]
    numbers = {theirs.number: meant.number for meant, theirs in pairs}
    return Score(
        found=len(pairs),
        nesting=sum(_same_parent(meant, theirs, numbers) for meant, theirs in pairs),
        authors=sum(meant.author.casefold() == theirs.author.casefold() for meant, theirs in pairs),
        times=sum(bool(meant.when) and meant.when == theirs.when for meant, theirs in pairs),
    )


def _nearest(meant: Comment, candidates: Sequence[Comment]) -> int:
    """Return which of several comments with equal words is meant: the one of that number, else of that time."""
    return max(
        range(len(candidates)),
        key=lambda at: (candidates[at].number == meant.number, candidates[at].when == meant.when),
    )


def _same_parent(meant: Comment, given: Comment, numbers: Mapping[str, str]) -> bool:
    # a tool that tells no numbers and no parents has nothing nested, right or wrong
    return bool(given.number) and numbers.get(given.parent, given.parent) == meant.parent


def _key(comment: Comment) -> str:
    return letters(comment.text)[:_LETTERS]


def letters(text: str) -> str:
    """Return the letters and digits of a text, tags and entities taken out.

    >>> letters("<p>It&#8217;s 5 o&rsquo;clock</p>")
    'its5oclock'
    """
    plain = unescape(re.sub(r"<[^<>]*>", " ", text))
    return "".join(char for char in plain.casefold() if char.isalnum())


if __name__ == "__main__":
    sys.exit(main())
