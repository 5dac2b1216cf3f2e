"""A withheld item is as if it had never been: every public answer is that of an archive that never had it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.moderation import decisions, erasures, log, moderators
from archive.originals import store as originals
from archive.originals.records import AuthorKind, OriginalComment, OriginalPost
from archive.publishing.check import check
from archive.publishing.publisher import publish
from plugins.site.addressbook import addresses_of_all
from plugins.site.application import build_datasette
from plugins.site.surface import fetch, run_here
from tests.bench import Bench, comment, make_bench, memory_folder, post

WHY = "told to us in confidence"
ANONYMOUS = AuthorKind.ANONYMOUS
SAID = "The tally of the quernstone was mine alone, and I signed it in the wet autumn of that year."
COMMENTS = {
    11: comment(11, "<p>Who keeps the rota of the NBG now?</p>", author=None, kind=ANONYMOUS),
    12: comment(12, f"<p>{SAID}</p><p>See https://x.example/quernstone</p>", author=None, kind=ANONYMOUS, answers=11),
    13: comment(13, "<p>Not I. At 09:04 I said so.</p>", author=None, kind=ANONYMOUS),
    14: comment(14, f"<blockquote>{SAID}</blockquote><p>Was it?</p>", author="Whimbrel", answers=12),
    15: comment(15, "<p>The National Barge Group (NBG) asks.</p>", author="Whimbrel", answers=14),
}
SECOND = post(2, comment(21, "<p>And the rota of the autumn?</p>"), title="The wet autumn", labels=("Rota", "Quern"))
ASKED = (
    *("/-/comment/{0}", "/-/post/{0}", "/-/cite/{0}", "/-/cite/{0}/cite.bib", "/-/feed/post/{0}.atom", "/-/log/{0}"),
    *(
        "/-/report?item={0}",
        "/public/comment/{0}",
        "/public/comment/{0}.json",
        "/public/post/{0}",
        "/-/keywords?post={0}",
    ),
    *("/-/search?q=quernstone", "/-/search.json?q=quernstoen", "/-/search.json?q=quern*", "/-/search.csv?q=autumn"),
    *("/2018/07/post-1.html?showComment={0}", "/2018/07/post-2.html", "/-/post/{0}/thread.jsonld"),
)


def thread(*numbers: int) -> OriginalPost:
    """Return a post with some of the comments; the blog announces all of them."""
    some: list[OriginalComment] = [COMMENTS[number] for number in numbers]
    return post(1, *some, declared=len(COMMENTS), labels=("Rota",))


@dataclass(frozen=True, slots=True)
class Case:
    """What is withheld, and what the other archive has of it."""

    withheld: tuple[str, ...]
    others: tuple[OriginalPost, ...]
    erased: bool = False
    on_pages: bool = False


CASES = {
    "a comment, answered and quoted": Case(("12",), (thread(11, 13, 14, 15), SECOND)),
    "the first of several without a name": Case(("11",), (thread(12, 13, 14, 15), SECOND)),
    "two, one under the other": Case(("12", "14"), (thread(11, 13, 15), SECOND), on_pages=True),
    "a post and all under it": Case(("2", "21"), (thread(*COMMENTS),), on_pages=True),
    "a comment that was erased since": Case(("12",), (thread(11, 13, 14, 15), SECOND), erased=True),
}


@pytest.fixture
def place() -> Iterator[Path]:
    with memory_folder() as path:
        yield path


def answers(bench: Bench, item_ids: tuple[str, ...]) -> Mapping[str, tuple[int, str, str]]:
    """Return what a reader gets at every address, of these items too, whether or not they are there."""
    db = bench.public()
    paths = [address.path for address in addresses_of_all(db)]
    db.close()
    paths += [asked.format(item_id) for asked in ASKED for item_id in item_ids]
    found: dict[str, tuple[int, str, str]] = {}

    async def read() -> None:
        served = build_datasette(bench.folder, "public")
        for path in paths:
            answer = await fetch(served.app(), path)
            # every form that is given out has a number of its own
            found[path] = (answer.status, answer.location, re.sub(r'name="once" value="[^"]*"', "", answer.body))
        served.close()

    run_here(read)
    return found


def withhold(bench: Bench, case: Case) -> None:
    for item_id in case.withheld:
        decisions.withhold(bench.db, item_id, reason=WHY, by="Mo", now=bench.now)
    if case.erased:
        for name in ("Ada", "Bea"):
            moderators.add(bench.db, name, "admin", "a long password", bench.now)
        erasures.ask(bench.db, "12", reason=WHY, by="Ada", now=bench.now)
        erasures.confirm(bench.db, bench.folder, "12", typed="12", by="Bea", now=bench.now)


def rows(bench: Bench) -> list[str]:
    # the log has a line of each erasure, which says of no item that it was that
    return [line for line in bench.dump().splitlines() if "content_version" not in line and "confidence" not in line]


@pytest.mark.feature("M7")
@pytest.mark.feature("A7")
@pytest.mark.parametrize("named", CASES)
def test_what_is_withheld_is_as_if_it_had_never_been(place: Path, named: str) -> None:
    case = CASES[named]
    bench, other = make_bench(place / "withheld"), make_bench(place / "never")
    bench.add(thread(*COMMENTS), SECOND)
    other.add(*case.others)
    for each in (bench, other):
        publish(each.folder, full=True, now=each.now)
    assert rows(bench) != rows(other)
    withhold(bench, case)
    publish(bench.folder, now=bench.now)
    assert rows(bench) == rows(other)
    if not case.on_pages:
        return
    # a publish is told by the number of its line in the private log: give the other archive as many
    while log.last_seq(other.db) < log.last_seq(bench.db) - 1:
        with other.db.atomic():
            log.append(other.db, at=other.now, actor="Mo", kind="keep")
            originals.mark_pending(other.db, ["11", "13"])
    publish(other.folder, now=other.now)
    of_withheld, of_never = answers(bench, case.withheld), answers(other, case.withheld)
    assert of_withheld.keys() == of_never.keys()
    assert {path: of_withheld[path] for path in of_never if of_withheld[path] != of_never[path]} == {}
    assert {of_withheld[f"/-/comment/{item_id}"][0] for item_id in case.withheld} == {404}
    publish(bench.folder, full=True, now=bench.now)
    assert rows(bench) == rows(other)
    assert check(bench.folder).problems == ()
