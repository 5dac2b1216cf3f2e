"""An invented archive with its originals, published the real way, for whatever is measured from a decision on.

The comments are those of `invented_archive`; every four-hundredth names somebody who stands nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from archive.folder import DataFolder
from archive.originals.records import OriginalPost
from archive.publishing.publisher import publish
from tests.bench import Bench, comment, make_bench, post
from tests.benchmarks.invented_archive import Corpus, say
from tests.search_copy import Item

EVERY = 400
FIRST_POST = 10_000_000
_AT_ONCE = 20
_FIRST = ("Ottoline", "Peregrine", "Rosamund", "Thaddeus", "Cressida", "Ambrose", "Hephzibah", "Lysander", "Drusilla")
_LAST = ("Quill", "Thrupp", "Wobble", "Snod", "Crumple", "Marsh", "Pebble", "Gallow", "Brass", "Tickle", "Fizzle")
_ENDS = ("feather", "wick", "horn", "thorpe", "buckle", "whistle", "frost", "worth", "combe", "ington", "mere", "stow")


def name_of(number: int) -> str:
    """Return the invented person that stands in the comment of this number, and in no other."""
    first, rest = number % len(_FIRST), number // len(_FIRST)
    last, rest = rest % len(_LAST), rest // len(_LAST)
    end, rest = rest % len(_ENDS), rest // len(_ENDS)
    return f"{_FIRST[first]} {_LAST[last]}{_ENDS[end]}" + (f" {_ENDS[rest % len(_ENDS)].title()}" if rest else "")


def named(comments: int) -> list[tuple[str, str]]:
    """Return the comments that name somebody, by id, and whom."""
    return [(item_id, name_of(number)) for number, item_id in enumerate(_named_ids(comments))]


def make_archive(place: Path, comments: int) -> DataFolder:
    """Return the archive of so many posts and comments in a folder; one that stands there already is taken as it is."""
    folder = fill_archive(place, comments)
    if not folder.public_db.exists() or not (folder.path.parent / "ready").exists():
        began = datetime.now(UTC)
        report = publish(folder, now=began)
        say(f"published {report.comments} comments in {(datetime.now(UTC) - began).total_seconds():.0f} s")
        (folder.path.parent / "ready").touch()
    return folder


def fill_archive(place: Path, comments: int) -> DataFolder:
    """Return the same with nothing published yet; one that stands there already is taken as it is."""
    folder = DataFolder(place / str(comments) / "archive")
    if not (folder.path.parent / "filled").exists():
        folder.path.parent.mkdir(parents=True, exist_ok=True)
        bench = make_bench(folder.path.parent)
        _fill(bench, comments)
        bench.db.close()
        (folder.path.parent / "filled").touch()
    return folder


def _fill(bench: Bench, comments: int) -> None:
    waiting: list[OriginalPost] = []
    number = 0
    for index, thread in enumerate(Corpus().threads(comments)):
        post_number = FIRST_POST + index * 100
        waiting.append(_post_of(post_number, thread, number))
        number += len(thread) - 1
        if len(waiting) == _AT_ONCE:
            bench.add(*waiting)
            waiting.clear()
    bench.add(*waiting)


def _post_of(number: int, thread: list[Item], before: int) -> OriginalPost:
    made = [
        comment(number + place, f"<p>{item.text}{_sentence(before + place - 1)}</p>", author=item.author)
        for place, item in enumerate(thread[1:], 1)
    ]
    return post(number, *made, title=thread[0].title, html=f"<p>{thread[0].text}</p>")


def _sentence(number: int) -> str:
    return f" I had it from {name_of(number // EVERY)} at the quay." if number % EVERY == 0 else ""


def _named_ids(comments: int) -> Iterator[str]:
    archive_order = 0
    for index in range(comments // 50):
        for place in range(1, 50):
            if archive_order % EVERY == 0:
                yield str(FIRST_POST + index * 100 + place)
            archive_order += 1
