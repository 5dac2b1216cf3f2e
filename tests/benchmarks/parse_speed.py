"""What reading a page costs, against lxml making a tree of the same bytes.

`python -m tests.benchmarks.parse_speed [--rounds N]` reads pages of the sample blog and, where the folder of local test
input is, real ones; both ways by turns, the best of the rounds each. It exits 1 when the median ratio is above CEILING.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from lxml.html import document_fromstring

from archive.errors import ArchiveError
from scraper.pages.recognise import parse
from scraper.sample_blog.dress import Dress
from tests.grown_blog import grow

CEILING = 8.0
_ZONE = ZoneInfo("Europe/London")


def main() -> int:
    """Print a ratio per page and their median; 1 when that is too high."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    ratios = []
    for name, body in _pages():
        try:
            comments = sum(len(post.comments) for post in parse(body, url=f"file:{name}", zone=_ZONE).posts)
        except ArchiveError:
            continue  # a page that is refused is no page that is read
        ours, theirs = _best(body, name, rounds)
        ratios.append(ours / theirs)
        print(f"{ratios[-1]:5.1f}  {ours * 1000:6.1f} ms  {theirs * 1000:5.1f} ms  {comments:3} comments  {name}")  # noqa: T201
    median = statistics.median(ratios)
    print(f"median ratio {median:.1f} over {len(ratios)} pages (at most {CEILING})")  # noqa: T201
    return 0 if median <= CEILING else 1


def _pages() -> list[tuple[str, bytes]]:
    posts = grow(6, 240)
    dress = Dress(posts, "https://flood.example")
    shared = Path(os.environ.get("THREADKEEP_SHARED") or Path(__file__).resolve().parents[3] / "shared")
    real = sorted([*shared.glob("realdata/blogger-html/*.html"), *shared.glob("realdata/wordpress-html/*.html")])
    return [(f"{post.slug}.html", dress.post_page(post).encode()) for post in posts[:3]] + [
        (path.name, path.read_bytes()) for path in real
    ]


def _best(body: bytes, name: str, rounds: int) -> tuple[float, float]:
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(_seconds(lambda: parse(body, url=f"file:{name}", zone=_ZONE)))
        theirs.append(_seconds(lambda: document_fromstring(body)))
    return min(ours), min(theirs)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
