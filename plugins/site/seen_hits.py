"""What a search shows as JSON, CSV and Atom, cut into the parts of each item. Pure.

A hit shows several items: its own words, the title of its post, the comment it answers. What was asked is repeated in
all of these forms and is nobody's part; what stands for no item alone (a facet, a spelling) is "search".
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from plugins.site.seen import SeenPart, see_html
from plugins.site.wording import COMMENT_ON

SEARCH = "search"
_ATOM = "{http://www.w3.org/2005/Atom}"
_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_THREADING = "{http://purl.org/syndication/thread/1.0}"


def see_hits(body: str) -> list[SeenPart]:
    """Return what the JSON of a search shows."""
    found = json.loads(body)
    parts = [part for hit in found["hits"] for part in _hit(hit)]
    said = [value["label"] for facet in found["facets"] for value in facet["values"]]
    for expansion in (each for part in found["reading"] for each in part["expansions"]):
        said += [expansion["text"], *expansion["members"]]
    if found["suggestion"]:
        said.append(found["suggestion"])
    return [*parts, *(SeenPart(SEARCH, text, ()) for text in said)]


def _hit(hit: Mapping[str, Any]) -> Iterator[SeenPart]:
    yield SeenPart(hit["id"], hit["author"] or "", ())
    yield SeenPart(hit["id"], "\n".join(part.text for part in see_html(hit["snippet"])), ())
    yield SeenPart(hit["post_id"], hit["title"] or "", (hit["url"],))
    if parent := hit["parent"]:
        yield SeenPart(parent["id"], f"{parent['author'] or ''}\n{parent['excerpt']}", ())


def see_hits_csv(body: str) -> list[SeenPart]:
    """Return what the CSV of a search shows."""
    parts = []
    for row in csv.DictReader(io.StringIO(body)):
        parts.append(SeenPart(row["id"], f"{row['author']}\n{row['snippet']}", ()))
        parts.append(SeenPart(row["thread_id"], row["title"], (urlsplit(row["url"]).path,)))
        if row["parent_id"]:
            parts.append(SeenPart(row["parent_id"], f"{row['parent_author']}\n{row['parent_excerpt']}", ()))
    return parts


def see_feed(body: str) -> list[SeenPart]:
    """Return what the feed of a search shows."""
    return [part for entry in ElementTree.fromstring(body).iter(f"{_ATOM}entry") for part in _entry(entry)]


def _entry(entry: ElementTree.Element) -> Iterator[SeenPart]:
    def text(name: str) -> str:
        return entry.findtext(f"{_ATOM}{name}") or ""

    own = _item_id(text("id"))
    answers = [_item_id(each.get("ref", "")) for each in entry.iter(f"{_THREADING}in-reply-to")]
    thread = answers[-1] if answers else own
    href = next((link.get("href", "") for link in entry.iter(f"{_ATOM}link")), "")
    yield SeenPart(own, entry.findtext(f"{_ATOM}author/{_ATOM}name") or "", ())
    yield SeenPart(own, "\n".join(part.text for part in see_html(text("summary"))), ())
    yield SeenPart(thread, text("title").removeprefix(COMMENT_ON), (urlsplit(href).path,))


def see_linked_data(body: str) -> list[SeenPart]:
    """Return what the linked data of a thread show: each part names the item that it is."""
    post = json.loads(body)
    waiting, parts = [post], []
    while waiting:
        part = waiting.pop()
        waiting += part.get("comment", [])
        said = (part.get("headline"), part.get("text"), part.get("author", {}).get("name"))
        parts.append(SeenPart(part["identifier"], "\n".join(filter(None, said)), ()))
        # an address is that of the post, whoever's it is
        parts.append(SeenPart(post["identifier"], "", (part["url"],)))
    return parts


def see_sitemap(body: str) -> list[SeenPart]:
    """Return the addresses of a sitemap; no part of it is anybody's."""
    found = (each.text or "" for each in ElementTree.fromstring(body).iter(f"{_SITEMAP}loc"))
    return [SeenPart("", "", tuple(urlsplit(each).path for each in found))]


def _item_id(address: str) -> str:
    return unquote(urlsplit(address).path.rpartition("/")[2])
