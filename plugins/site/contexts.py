"""What each reading page is given: one frozen dataclass a page, and nothing else reaches its template.

Templates read `page`, the dataclass, and `frame`, what stands around every page. A test walks the templates and holds
that they read exactly these fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from markupsafe import Markup

from plugins.site.dates import Moment
from plugins.site.state import Controls


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page. `address` is the page's own, without what only chooses a view.

    `item` is the post that the page shows, "" for other pages: its title and address stand in the head. `script` is the
    address of the one script, "" on a page that has neither a search box nor acronyms to explain.
    """

    site_title: str
    heading: str
    section: str
    address: str
    item: str
    stylesheet: str
    icon: str
    script: str
    noindex: bool
    contact: str
    contact_link: str
    version: int
    controls: Controls


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post in a list. `note` stands in for what is not shown."""

    id: str
    href: str
    title: str
    dated: Moment
    comments: str
    note: str


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment in a list: how it begins, and the thread it stands in. `note` stands in for what is not shown."""

    id: str
    post_id: str
    href: str
    name: str
    is_signed: bool
    title: str
    dated: Moment
    opening: str
    note: str


@dataclass(frozen=True, slots=True)
class MonthCell:
    """A month in the calendar: no address when nothing was posted. `heat` is 0 to 4, by comments."""

    short: str
    name: str
    href: str
    posts: int
    told: str
    heat: int


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of the calendar."""

    year: int
    href: str
    told: str
    months: tuple[MonthCell, ...]


@dataclass(frozen=True, slots=True)
class TagLine:
    """A tag with how many items carry it."""

    id: str
    href: str
    name: str
    count: int
    told: str


@dataclass(frozen=True, slots=True)
class BlogLine:
    """Another blog of the archive; no address where its host is not to be told."""

    href: str
    name: str
    told: str
    source_gone: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """The first page of a blog: what this is, the search box, the years, and ways in.

    `title` is "" on the archive's own first page, which is that of its first blog.
    """

    template: ClassVar[str] = "threadkeep_home.html"

    title: str
    blog: str
    extent: str
    source_gone: str
    years: tuple[YearRow, ...]
    undated: tuple[PostLine, ...]
    discussed: tuple[PostLine, ...]
    week: tuple[PostLine, ...]
    pages: tuple[PostLine, ...]
    tags: tuple[TagLine, ...]
    more_tags: bool
    blogs: tuple[BlogLine, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of activity: its label, where it leads, what it counts, and its length in percent of the longest."""

    label: str
    href: str
    told: str
    percent: str
    here: bool


@dataclass(frozen=True, slots=True)
class MonthPart:
    """The posts of one month."""

    name: str
    anchor: str
    href: str
    posts: tuple[PostLine, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link with its words; `item` is the post it names, "" for other links."""

    href: str
    text: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class PeriodPage:
    """A year or a month: its posts by month, the activity of the year, what came before and after."""

    template: ClassVar[str] = "threadkeep_period.html"

    name: str
    told: str
    source_gone: str
    home: Link
    up: Link | None
    activity: tuple[Bar, ...]
    months: tuple[MonthPart, ...]
    keywords: str
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True)
class StandIn:
    """The line in the place of an item that is not shown, and the address of its line in the public log."""

    text: str
    log: str


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A place that refers to this one: what to call it, and for one under another post that post and its title."""

    href: str
    told: str
    title: str
    item: str


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment in its thread. `level` is 0 to 2 and says how far it stands in; `head` opens it, see `comment_head`."""

    id: str
    level: int
    head: Markup
    html: Markup
    gone: StandIn | None
    state: str
    tags: tuple[TagLine, ...]
    quoted_told: str
    quoted: tuple[Mentioned, ...]


@dataclass(frozen=True, slots=True)
class DefinitionLine:
    """What an acronym stands for in a thread. The owners name both to whoever looks for words; `anchor` is its id."""

    owner: str
    meaning_owner: str
    anchor: str
    href: str
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class PostPage:
    """A post and its thread, nested or by time. Pings, which other pages sent, stand in a list of their own."""

    template: ClassVar[str] = "threadkeep_post.html"

    id: str
    title: str
    has_title: bool
    linked_data: Mapping[str, object]
    linked_data_href: str
    feed: str
    cite_forms: tuple[tuple[str, str], ...]
    dated: Moment
    author: str
    author_href: str
    home: Link
    up: tuple[Link, ...]
    html: Markup
    gone: StandIn | None
    state: str
    source: str
    source_gone: str
    tags: tuple[TagLine, ...]
    quoted_told: str
    quoted: tuple[Mentioned, ...]
    linked: tuple[Mentioned, ...]
    told: str
    by_time: bool
    nested_href: str
    time_href: str
    comments: tuple[CommentView, ...]
    pings_told: str
    pings: tuple[CommentView, ...]
    shortfall: str
    definitions: tuple[DefinitionLine, ...]
    definitions_told: str
    keywords: str
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, slots=True)
class AboutPage:
    """Who keeps this archive, what was changed in it, how to have something removed."""

    template: ClassVar[str] = "threadkeep_about.html"

    operator: str
    privacy_notice: str
    blog: str
    extent: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the public log as it is read."""

    ref: str
    href: str
    month: str
    kind: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class LogMonth:
    """A month of the public log."""

    name: str
    told: str
    lines: tuple[LogEntry, ...]


@dataclass(frozen=True, slots=True)
class LogPage:
    """The public log: what moderators did, by month, and how many items wait for them ("" for none)."""

    template: ClassVar[str] = "threadkeep_log.html"

    months: tuple[LogMonth, ...]
    waiting: str


@dataclass(frozen=True, slots=True)
class LogLinePage:
    """One line of the public log, reached from the label that stands in for the words."""

    template: ClassVar[str] = "threadkeep_log_line.html"

    line: LogEntry


@dataclass(frozen=True, slots=True)
class MissingPage:
    """An address without a page, or an item that is not shown: what happened and what to try.

    `sql` is the query that could not be answered, "" for everything else, so that nobody has to type it again.
    """

    template: ClassVar[str] = "threadkeep_missing.html"

    happened: str
    advice: str
    log: str
    status: int
    months: tuple[Link, ...]
    sql: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CitationForm:
    """One form of a citation: what it is called, its words before, in and behind the title, the address of its file."""

    name: str
    before: str
    title: str
    after: str
    href: str


@dataclass(frozen=True, slots=True)
class CitePage:
    """How to cite a post or comment."""

    template: ClassVar[str] = "threadkeep_cite.html"

    id: str
    heading: str
    stands: Link
    forms: tuple[CitationForm, ...]


@dataclass(frozen=True, slots=True)
class PenNamePage:
    """What is signed with one name; nobody knows whether that is one person. `owner` is the first such item."""

    template: ClassVar[str] = "threadkeep_pen_name.html"

    owner: str
    name: str
    told: str
    years: str
    search: str
    posts: tuple[PostLine, ...]
    comments: tuple[CommentLine, ...]
    where: str
    earlier: Link | None
    later: Link | None
