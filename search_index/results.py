"""What a search gives back. Plain values, safe to show: everything in them comes from public rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """One post or comment that was found.

    `title` is that of its post; `published` the local time as ISO text, None when undated; `snippet` is HTML, escaped,
    with <mark> around the words found; `snippet_text` the same as plain text; `url` where it stands in the archive.
    """

    id: str
    kind: str
    post_id: str
    title: str | None
    author: str | None
    published: str | None
    snippet: str
    snippet_text: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits. `understood` is one line on how the query was read; `suggestion` another query to try."""

    query: str
    understood: str
    total: int
    hits: tuple[Hit, ...] = ()
    suggestion: str | None = None
