"""What reading a page costs, against lxml making a tree of the same bytes.

`python -m tests.benchmarks.parse_speed [--rounds N]` reads pages of the sample blog and, where the folder of local test
input is, real ones; both ways by turns and about as long, the best of the rounds each, in processor time, which what
else the machine does changes least. It exits 1 when the ratio of a page is above CEILING.
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
# so many bytes are read at least between two looks at the clock, and by lxml so many times more
_LEAST, _FASTER = 100_000, 6


def main() -> int:
    """Print a ratio per page, their median and the worst; 1 when that is too high."""
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
    median, worst = statistics.median(ratios), max(ratios)
    print(f"median ratio {median:.1f} over {len(ratios)} pages, worst {worst:.1f} (at most {CEILING})")  # noqa: T201
    return 0 if worst <= CEILING else 1


def _pages() -> list[tuple[str, bytes]]:
    posts = grow(6, 240)
    dress = Dress(posts, "https://flood.example")
    shared = Path(os.environ.get("THREADKEEP_SHARED") or Path(__file__).resolve().parents[3] / "shared")
    real = sorted([*shared.glob("realdata/blogger-html/*.html"), *shared.glob("realdata/wordpress-html/*.html")])
    return [(f"{post.slug}.html", dress.post_page(post).encode()) for post in posts[:3]] + [
        (path.name, path.read_bytes()) for path in real
    ]


def _best(body: bytes, name: str, rounds: int) -> tuple[float, float]:
    times = max(1, _LEAST // len(body))
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(_seconds(lambda: parse(body, url=f"file:{name}", zone=_ZONE), times))
        theirs.append(_seconds(lambda: document_fromstring(body), times * _FASTER))
    return min(ours), min(theirs)


def _seconds(work: Callable[[], object], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times


if __name__ == "__main__":
    sys.exit(main())
