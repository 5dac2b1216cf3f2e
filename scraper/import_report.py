"""What an import did, file by file and in all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlite_utils import Database

from archive.originals import held, store
from archive.originals.records import CommentKind, Parsed
from archive.originals.store import MergeCount


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What became of one file; `path` is as it was given. `comments` counts replies and pings too.

    `declared` is None when the file announces no number of comments; `shortfall` is how many of those it announces the
    archive does not hold when the import ends. `left_out` counts by kind what is in the file and never published.
    `records` is None unless the file is a crawl: then it counts its records, `pages` those of a blog, `unreadable` the
    pages that could not be read. `besides` counts the saved pages in a zip that was read for something else. `problem`
    is one sentence for a file that could not be read, or ("partial") not to its end.
    """

    path: str
    format: str | None = None
    posts: int = 0
    comments: int = 0
    replies: int = 0
    pings: int = 0
    declared: int | None = None
    shortfall: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    records: int | None = None
    pages: int | None = None
    unreadable: int = 0
    besides: int = 0
    partial: bool = False
    problem: str | None = None
    new: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or (`dry_run`) would do. The totals count a post or comment once, whatever files hold it.

    `problems` counts the files of which nothing was taken. `passed_over` counts the files of folders that are no post
    or feed of a blog, `packed` those that are packed and were not opened; neither are among `files`.
    """

    files: tuple[ImportedFile, ...]
    posts: int
    comments: int
    replies: int
    pings: int
    declared: int
    shortfall: int
    left_out: Mapping[str, int]
    new: int
    changed: int
    problems: int
    passed_over: int = 0
    packed: int = 0
    dry_run: bool = False

    @property
    def needs_a_look(self) -> bool:
        """True when a file was unreadable, be it in part, or comments that a source announces are missing."""
        return bool(self.problems or self.shortfall or any(row.unreadable or row.partial for row in self.files))


@dataclass(slots=True)
class Tally:
    """The distinct posts and comments seen so far, and what merging them did.

    Comments are remembered by a number made from their source key: many files hold hundreds of thousands. What is left
    out has no key: it is counted for all files (`left_out_once`) where their bytes come for the first time.
    """

    posts: set[str] = field(default_factory=set)
    comments: set[int] = field(default_factory=set)
    replies: set[int] = field(default_factory=set)
    pings: set[int] = field(default_factory=set)
    declared: dict[str, int] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    left_out_once: Counter[str] = field(default_factory=Counter)
    format: str | None = None
    new: int = 0
    touched: set[int] = field(default_factory=set)

    @property
    def changed(self) -> int:
        """How many items that were there before now say something else, each counted once."""
        return len(self.touched) - self.new

    def add(self, parsed: Parsed, *, again: bool = False) -> None:
        """Count what one page or batch holds; `again` when the same bytes have been counted before."""
        self.format = self.format or parsed.format
        self.left_out.update(parsed.left_out)
        if not again:
            self.left_out_once.update(parsed.left_out)
        for post in parsed.posts:
            self.posts.add(post.source_key)
            if post.declared is not None:
                self.declared[post.source_key] = max(post.declared, self.declared.get(post.source_key, 0))
            for comment in post.comments:
                number = hash(comment.source_key)
                self.comments.add(number)
                if comment.parent_key is not None:
                    self.replies.add(number)
                if comment.kind is not CommentKind.COMMENT:
                    self.pings.add(number)

    def add_merged(self, merged: MergeCount) -> None:
        """Count what merging one page or batch did."""
        self.new += merged.new
        self.touched.update(map(hash, merged.item_ids))

    def include(self, other: Tally) -> None:
        """Add what another one has counted; what both saw counts once."""
        for name in ("posts", "comments", "replies", "pings", "touched"):
            getattr(self, name).update(getattr(other, name))
        for key, declared in other.declared.items():
            self.declared[key] = max(declared, self.declared.get(key, 0))
        self.left_out_once.update(other.left_out_once)
        self.new += other.new

    def row(
        self,
        path: str,
        *,
        format: str | None,
        records: int | None,
        pages: int | None,
        unreadable: int,
        besides: int,
        partial: bool,
        problem: str | None,
    ) -> ImportedFile:
        """Return the row of the one file that was counted here."""
        return ImportedFile(
            path=path,
            format=format,
            posts=len(self.posts),
            comments=len(self.comments),
            replies=len(self.replies),
            pings=len(self.pings),
            declared=sum(self.declared.values()) if self.declared else None,
            left_out=dict(self.left_out),
            records=records,
            pages=pages,
            unreadable=unreadable,
            besides=besides,
            partial=partial,
            problem=problem,
            new=self.new,
            changed=self.changed,
        )


def make_report(
    db: Database,
    tally: Tally,
    rows: Sequence[tuple[ImportedFile, Iterable[str]]],
    *,
    passed_over: int,
    packed: int,
    dry_run: bool,
) -> ImportReport:
    """Return the report of an import: its rows, each with the posts in it, now with what the archive lacks of them."""
    left = {each.post_id: each.declared - each.found for each in store.iter_shortfalls(db)}
    post_of = held.find_items(db, {key for _, posts in rows for key in posts}) if left else {}
    files = tuple(
        replace(row, shortfall=sum(left.get(post_of.get(key, ""), 0) for key in posts) if left else 0)
        for row, posts in rows
    )
    return ImportReport(
        files=files,
        posts=len(tally.posts),
        comments=len(tally.comments),
        replies=len(tally.replies),
        pings=len(tally.pings),
        declared=sum(tally.declared.values()),
        shortfall=sum(left.get(post, 0) for post in set(post_of.values())),
        left_out=dict(tally.left_out_once),
        new=tally.new,
        changed=tally.changed,
        problems=sum(row.problem is not None and not row.partial for row in files),
        passed_over=passed_over,
        packed=packed,
        dry_run=dry_run,
    )
