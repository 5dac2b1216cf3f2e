"""What every table and column of the public copy means, in a sentence each; a test holds it against schema.sql."""

from __future__ import annotations

from dataclasses import dataclass

_SHOWN = "Empty for an item that is not shown."


@dataclass(frozen=True, slots=True)
class TableMeaning:
    """A table: its name, what a row is, and each column with what it says."""

    name: str
    meaning: str
    columns: tuple[tuple[str, str], ...]


_WHEN = (
    (
        "published",
        "When it was written, in the blog's own clock; a bare date where the source gives no more; null when unknown.",
    ),
    ("published_utc", "The same moment in UTC; null where the source gives only a day."),
    ("published_precision", "How exact the source was: ms, minute, day or unknown."),
    ("year", "The year by the blog's own clock."),
    ("month", "The month by the blog's own clock, such as 2018-07."),
)
_WHAT = (
    ("text", f"The words as plain text, with labels such as [office] where details were taken out. {_SHOWN}"),
    (
        "marks",
        "What stands where in the text (paragraphs, links, quotations, labels), as JSON: [start, end, kind, details].",
    ),
    ("html", f"The same as HTML of the archive's own making. {_SHOWN}"),
    (
        "state",
        "shown; hidden by a moderator; held or withheld until somebody has looked; "
        "removed_by_author or removed_by_admin at the blog.",
    ),
    (
        "state_note",
        "The line that stands in the place of an item that is not shown, where there is more to say than its state.",
    ),
    ("state_ref", "The line of the public log that says why an item is hidden."),
)
_VERSION = ("row_version", "A number that changes whenever anything in the row does.")

TABLES: tuple[TableMeaning, ...] = (
    TableMeaning(
        "post",
        "Every post of the blog, and its standing pages.",
        (
            ("id", "The source's own number where it has one, else an id that this archive made once and keeps."),
            ("site_id", "The blog it stands in."),
            (
                "url",
                "Its address at the source, where links to the source are allowed and no moderator has touched it.",
            ),
            ("path", "Its path at the blog and in this archive; null where no source tells it."),
            ("title", "Its title."),
            ("author", "The name it was signed with."),
            ("is_page", "1 for a standing page, 0 for a post."),
            *_WHEN,
            *_WHAT,
            ("declared", "How many comments the source announces; null when it announces none."),
            ("comment_count", "How many comments this archive holds, those not shown counted."),
            _VERSION,
        ),
    ),
    TableMeaning(
        "comment",
        "Every comment, replies included; one that is not shown keeps its row and loses its words.",
        (
            ("id", "The source's own number where it has one, else an id that this archive made once and keeps."),
            ("site_id", "The blog it stands in."),
            ("post_id", "The post it stands under."),
            ("parent_id", "The comment it answers; null for one that answers the post."),
            ("position", "Its place in the thread by time, from 1."),
            ("depth", "0 for one that answers the post, 1 for a reply to it, and so on."),
            ("author", "The name it was signed with; null for an anonymous one, and where the source gives none."),
            (
                "author_kind",
                "account, name_url, name, anonymous, or unknown where the source says nothing of who wrote.",
            ),
            ("is_owner", "1 when the blog's owner wrote it."),
            *_WHEN,
            *_WHAT,
            _VERSION,
        ),
    ),
    TableMeaning(
        "tag",
        "Labels of the blog, and tags that moderators gave.",
        (
            ("id", "The tag's name as it stands in addresses."),
            ("name", "The tag as it is read."),
            ("item_count", "How many posts and comments carry it."),
        ),
    ),
    TableMeaning(
        "tagging",
        "Which item carries which tag.",
        (
            ("item_id", "The post or comment."),
            ("tag_id", "The tag."),
            ("source", "blog for the blog's own label, else moderator."),
        ),
    ),
    TableMeaning(
        "link",
        "Every link in the public words of a post or comment.",
        (
            ("id", "The item and the link's place in it."),
            ("item_id", "The post or comment it stands in."),
            ("position", "Its place among the links of the item."),
            ("href", "Where it leads."),
            ("host", "The host it leads to."),
            ("text", "The words that are linked."),
        ),
    ),
    TableMeaning(
        "site",
        "The blogs in this archive.",
        (
            ("id", "1 for the first, whose paths stand without a prefix."),
            ("host", "Its host; empty while no source has named it."),
            ("title", "Its title."),
            ("zone", "Its time zone."),
        ),
    ),
    TableMeaning(
        "log",
        "What moderators did, as the public may know it: never what was taken out, nor where.",
        (
            ("ref", "A random name for the line; a label in a text leads to it."),
            ("month", "The month of the act."),
            ("kind", "mask, hide or undo."),
            ("label", "The kind of detail."),
            ("reason", "The reason given."),
        ),
    ),
    TableMeaning(
        "alias",
        "Earlier ids of items: an address with one of them still leads to the item.",
        (("alias", "The earlier id."), ("item_id", "The id now.")),
    ),
    TableMeaning(
        "meta",
        "About this copy: its title and keeper, the version of its content, the version of its tables.",
        (("key", "What is told."), ("value", "What it is.")),
    ),
)
"""Every table of the public copy, the ones people ask for first."""
