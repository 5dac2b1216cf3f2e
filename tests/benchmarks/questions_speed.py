"""The twenty questions on an archive of 200,000 comments: each has to answer within the second that statements have.

python -m tests.benchmarks.questions_speed --comments 200000

The rows are written straight into public.db and there is no index, so `search()` stands for one that finds 10,000
comments at once, as many as it may give; what a search itself takes is measured by `make search-speed`.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path

from archive.public import store
from archive.public.questions import QUESTIONS
from plugins.research.functions import count_word

MOST = 1.0
_START = datetime(2010, 1, 1)  # noqa: DTZ001 - local times of an invented blog
_ITEM = ("text", "marks", "html", "state", "published", "published_utc", "published_precision", "year", "month")


def main() -> None:
    """Write the archive, ask every question twice, print the seconds; end with 1 when one takes too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=200_000)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "public.db"
        write(path, parser.parse_args().comments)
        slow = [name for name, seconds in ask(path) if seconds > MOST]
    raise SystemExit(1 if slow else 0)


def write(path: Path, comments: int) -> None:
    """Write posts of some fifty comments each, with links, quotations, acronyms and topics."""
    chance = random.Random(1)
    db = store.create_public(path)
    with db.atomic():
        db.conn.execute("insert into site (id, host, title, zone) values (1, 'big.example', 'Big', 'Europe/London')")
        for number in range(50):
            db.table("tag").insert({"id": f"t{number}", "name": f"Topic {number}", "item_count": 0})
            acronym = {
                "id": f"a{number}",
                "name": f"AB{number}",
                "item_count": number,
                "mention_count": 9,
                "is_explained": 0,
            }
            db.table("acronym").insert(acronym)
        for table, rows in _rows(chance, comments):
            db.table(table).insert_all(rows, batch_size=500)
    db.close()


def _rows(chance: random.Random, comments: int) -> Iterator[tuple[str, list[dict[str, object]]]]:
    vocabulary = ["".join(chance.choices("abdefgiklmnoprstuw", k=chance.randint(2, 9))) for _ in range(20_000)]
    weights = list(accumulate(1 / (place + 1) for place in range(len(vocabulary))))
    made = 0
    for post in range(comments):
        if made >= comments:
            return
        at = _START + timedelta(hours=13 * post)
        number = int(chance.expovariate(1 / 50))
        texts = [
            " ".join(chance.choices(vocabulary, cum_weights=weights, k=int(chance.expovariate(1 / 80)) + 3))
            for _ in range(number)
        ]
        ids = [f"c{made + place}" for place in range(number)]
        made += number
        head = {"id": f"p{post}", "site_id": 1, "path": f"/{post}.html", "title": f"Post {post}", "is_page": 0}
        yield "post", [{**head, **_said(at, "A post."), "declared": number, "comment_count": number, "row_version": 1}]
        yield "comment", [_comment(chance, f"p{post}", ids, place, at, texts[place]) for place in range(number)]
        yield (
            "item_words",
            [{"item_id": each, "words": len(text.split())} for each, text in zip(ids, texts, strict=True)],
        )
        yield "tagging", [{"item_id": f"p{post}", "tag_id": f"t{post % 50}", "source": "blog"}]
        linked = ids[::5]
        yield (
            "link",
            [
                {
                    "id": f"{each}-1",
                    "item_id": each,
                    "position": 1,
                    "href": "https://h.example/",
                    "host": f"h{post % 40}.example",
                    "text": "x",
                }
                for each in linked
            ],
        )
        yield (
            "quotation",
            [
                {
                    "id": each,
                    "item_id": each,
                    "span_start": 0,
                    "span_end": 9,
                    "source_id": ids[0],
                    "source_start": 0,
                    "source_end": 9,
                    "confidence": 0.9,
                }
                for each in ids[1::7]
            ],
        )
        yield (
            "acronym_mention",
            [
                {
                    "id": each,
                    "item_id": each,
                    "field": "text",
                    "day": f"{at:%Y-%m-%d}",
                    "span_start": 0,
                    "span_end": 3,
                    "spelling": "AB",
                    "confidence": 1.0,
                    "acronym_id": f"a{post % 50}",
                }
                for each in ids[::3]
            ],
        )


def _comment(
    chance: random.Random, post: str, ids: list[str], place: int, at: datetime, text: str
) -> dict[str, object]:
    parent = chance.choice(ids[:place]) if place and chance.random() < 0.5 else None
    return {
        "id": ids[place],
        "site_id": 1,
        "post_id": post,
        "parent_id": parent,
        "position": place + 1,
        "depth": 1 if parent else 0,
        "kind": "comment",
        "author": f"Name {int(chance.paretovariate(1))}",
        "author_kind": "name",
        "is_owner": 0,
        "row_version": 1,
        **_said(at + timedelta(minutes=place), text),
    }


def _said(at: datetime, text: str) -> dict[str, object]:
    values = (
        text,
        "[]",
        f"<p>{text}</p>",
        "shown",
        at.isoformat(),
        f"{at.isoformat()}+00:00",
        "ms",
        at.year,
        f"{at:%Y-%m}",
    )
    return dict(zip(_ITEM, values, strict=True))


def ask(path: Path) -> Iterator[tuple[str, float]]:
    """Yield each question with the seconds of its quicker answer of two."""
    conn = sqlite3.connect(path)
    every = [row[0] for row in conn.execute("select id from comment")]
    found = json.dumps(every[:: max(1, len(every) // 10_000)][:10_000])
    conn.create_function("search", 1, lambda _: found, deterministic=True)
    conn.create_function("count_word", 2, count_word, deterministic=True)
    for question in QUESTIONS:
        seconds = []
        for _ in range(2):
            begun = time.perf_counter()
            rows = conn.execute(question.sql, {given.name: "" for given in question.parameters}).fetchall()
            seconds.append(time.perf_counter() - begun)
        print(f"{question.name:24} {min(seconds):6.3f} s {len(rows):5} rows")  # noqa: T201 - a report
        yield question.name, min(seconds)
    conn.close()


if __name__ == "__main__":
    main()
