"""Invented pages beside the JSON they must become. `python -m tests.test_scraper_pages_golden` rewrites the JSON."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from archive.originals.records import OriginalComment, OriginalPost, SourceTime
from archive.text import OriginalText
from scraper.files.backup import read_backup
from scraper.files.disqus import read_disqus
from scraper.files.takeout import read_takeout
from scraper.files.wxr import read_wxr
from scraper.pages.recognise import parse

FOLDER = Path(__file__).parent / "pages"
ZONE = ZoneInfo("Europe/Berlin")
PAGES = sorted(path for path in FOLDER.iterdir() if path.suffix in (".html", ".atom", ".js", ".txt", ".xml"))
EXPORTS = {"takeout": read_takeout, "backup": read_backup, "wxr": read_wxr, "disqus": read_disqus}


def read_page(path: Path) -> dict[str, Any]:
    if read_export := EXPORTS.get(path.name.partition("-")[0]):
        (parsed,) = read_export(io.BytesIO(path.read_bytes()), zone=ZONE)
    else:
        parsed = parse(path.read_bytes(), url=f"file:{path.name}", zone=ZONE)
    site = parsed.site
    return {
        "format": parsed.format,
        "site": [site.host, site.title, site.blog_id],
        "posts": [_post(post) for post in parsed.posts],
    } | ({"left out": dict(parsed.left_out)} if parsed.left_out else {})


def _post(post: OriginalPost) -> dict[str, Any]:
    return {
        "key": post.source_key,
        "source": post.source,
        "url": post.url,
        "title": post.title,
        "text": _text(post.text),
        "author": post.author,
        "published": _time(post.published),
        "labels": list(post.labels),
        "declared": post.declared,
        "is_page": post.is_page,
        "comments": [_comment(comment) for comment in post.comments],
    }


def _comment(comment: OriginalComment) -> dict[str, Any]:
    return {
        "key": comment.source_key,
        "ordinal": comment.ordinal,
        "parent": comment.parent_key,
        "author": [comment.author, comment.author_kind, comment.author_url, comment.is_owner, comment.signed_as],
        "published": _time(comment.published),
        "text": _text(comment.text),
        "state": comment.state,
    } | ({"kind": comment.kind} if comment.kind != "comment" else {})


def _time(time: SourceTime) -> list[str | None]:
    return [time.utc.isoformat() if time.utc else None, time.local, time.precision]


def _text(text: OriginalText | None) -> list[Any] | None:
    if text is None:
        return None
    content = text.reveal()
    return [content.text, *([mark.kind, content.text[mark.span.start : mark.span.end]] for mark in content.marks)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_becomes_what_stands_beside_it(path: Path) -> None:
    expected = json.loads(path.with_suffix(path.suffix + ".json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(read_page(path))) == expected


def test_every_page_has_its_json_and_the_reverse() -> None:
    assert {path.name + ".json" for path in PAGES} == {path.name for path in FOLDER.glob("*.json")}


if __name__ == "__main__":
    for each in PAGES:
        wanted = json.dumps(read_page(each), indent=1, ensure_ascii=False)
        each.with_suffix(each.suffix + ".json").write_text(wanted + "\n", encoding="utf-8")
