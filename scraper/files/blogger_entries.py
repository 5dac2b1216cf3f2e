"""The entries of a whole blog, in either of Blogger's export formats: published posts first, then their comments.

Comments may come before the posts, which tell whether they are published, so the file is read twice; of the first
reading only the numbers of posts are kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from typing import BinaryIO, Protocol

from lxml import etree

from archive.errors import UnrecognisedInput
from archive.originals.records import OriginalComment, OriginalPost, Parsed, SiteRecord, Source
from scraper.files.stream_xml import PartialStream, iter_elements
from scraper.pages.blogger.atom import Element, entry_id, find_content

BATCH = 500
"""How many posts and comments are handed over at once ..."""
BATCH_SIZE = 4_000_000
"""... or how many characters of their HTML, if these are reached first."""


class Kind(Enum):
    """What an entry is, as far as it is taken."""

    POST = "post"
    COMMENT = "comment"


# under names of their own, because Python 3.11 looks members up slowly
_POST, _COMMENT = Kind


class Dialect(Protocol):
    """How one export format says things."""

    @property
    def format(self) -> str:
        """The name of the format, for people."""
        ...

    def kind(self, entry: etree._Element) -> Kind | None:
        """Return what an entry of the file is, None for settings, templates and the like, which are never looked at."""
        ...

    def why_hidden(self, entry: Element) -> str:
        """Return in a word why no reader of the blog sees an entry, "" when they do."""
        ...

    def post_of(self, comment: Element) -> str | None:
        """Return the number of the post that a comment belongs to."""
        ...

    def read_post(self, entry: Element) -> OriginalPost:
        """Return a post or page."""
        ...

    def read_comment(self, entry: Element) -> OriginalComment:
        """Return a comment."""
        ...


def read_entries(stream: BinaryIO, dialect: Dialect, site: SiteRecord) -> Iterator[Parsed]:
    """Yield the published posts of an export and then, in further batches, the published comments under them.

    Raises UnrecognisedInput for comments without any post, BadInput, with the line, for a broken file.
    """
    start, reader = stream.tell(), _Reader(dialect, site)
    for entry in iter_elements(stream, {"entry"}, what=dialect.format):
        yield from reader.take_post(entry)
    # what breaks off may have its posts in the part that is missing
    if not (isinstance(stream, PartialStream) and stream.problem):
        reader.require_posts()
    stream.seek(start)
    for entry in iter_elements(stream, {"entry"}, what=dialect.format):
        yield from reader.take_comment(entry)
    yield reader.hand_over()


class _Reader:
    """Takes one entry after another and hands over what they make, batch by batch."""

    def __init__(self, dialect: Dialect, site: SiteRecord) -> None:
        self._dialect, self._site = dialect, site
        # by the number of a post, whether it is a page
        self._published: dict[str, bool] = {}
        self._hidden: set[str] = set()
        self._has_comments = False
        self._batch: dict[str, OriginalPost] = {}
        self._comments: dict[str, dict[str, OriginalComment]] = {}
        self._count = self._size = 0
        self._left_out: Counter[str] = Counter()

    def take_post(self, node: etree._Element) -> Iterator[Parsed]:
        """Read a post and yield the batch that it fills. A number that comes twice is one post."""
        kind = self._dialect.kind(node)
        self._has_comments |= kind is _COMMENT
        if kind is not _POST:
            return
        entry = Element(node)
        number = entry_id(entry)[1]
        if why := self._dialect.why_hidden(entry):
            self._left_out[why] += 1
            self._hidden.add(number)
        elif number not in self._published:
            post = self._dialect.read_post(entry)
            self._published[number] = post.is_page
            self._batch[number] = post
            yield from self._when_full(entry)

    def require_posts(self) -> None:
        """Raise UnrecognisedInput when there are comments without any post."""
        if self._has_comments and not (self._published or self._hidden):
            raise UnrecognisedInput(
                f"Not recognised: a {self._dialect.format} of comments without their posts, as in Takeout's folder "
                "Comments; import the feed.atom of a folder under Blogs."
            )

    def take_comment(self, node: etree._Element) -> Iterator[Parsed]:
        """Read a comment and yield the batch that it fills."""
        if self._dialect.kind(node) is not _COMMENT:
            return
        entry = Element(node)
        number = self._dialect.post_of(entry) or ""
        why = self._dialect.why_hidden(entry)
        if not why and number not in self._published:
            why = "on a hidden post" if number in self._hidden else "without its post"
        if why:
            self._left_out[why] += 1
            return
        comment = self._dialect.read_comment(entry)
        self._comments.setdefault(number, {})[comment.source_key] = comment
        yield from self._when_full(entry)

    def hand_over(self) -> Parsed:
        """Return what was read since the last time, which may be nothing, and count what was left out."""
        posts = dict(self._batch)
        for number, comments in self._comments.items():
            # in a later batch than its post's own, it says nothing but whether it is a page
            bare = OriginalPost(f"blogger:{number}", Source.EXPORT, is_page=self._published[number])
            posts[number] = replace(posts.get(number, bare), comments=tuple(comments.values()))
        batch = Parsed(self._dialect.format, self._site, tuple(posts.values()), dict(self._left_out))
        for each in (self._batch, self._comments, self._left_out):
            each.clear()
        self._count = self._size = 0
        return batch

    def _when_full(self, entry: Element) -> Iterator[Parsed]:
        self._count += 1
        self._size += len(find_content(entry) or "")
        if self._count >= BATCH or self._size >= BATCH_SIZE:
            yield self.hand_over()
