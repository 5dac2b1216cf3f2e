"""The archive's own sentences about items: who, what stands in for missing words, what is missing from a page."""

from __future__ import annotations

from archive.public.models import ItemState, PublicComment, PublicPost
from plugins.site.dates import month_text

UNTITLED = "A post without a title"
NAMELESS = "no name in this copy"
COMMENT_ON = "Comment on "
"""Before the title of its post, what a comment is called where it needs a title."""


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun.

    >>> count(1, "comment"), count(1204, "comment"), count(2, "reply", "replies")
    ('1 comment', '1,204 comments', '2 replies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def posts_and_comments(posts: int, comments: int) -> str:
    """Return how many of each there are, without what there is none of.

    >>> posts_and_comments(1, 12), posts_and_comments(0, 1)
    ('1 post and 12 comments', '1 comment')
    """
    return " and ".join([count(posts, "post")] * bool(posts) + [count(comments, "comment")] * bool(comments))


def name_of(comment: PublicComment) -> str:
    """Return what to call whoever wrote a comment: the name as signed, else something to point at.

    "Anonymous 4" is the fourth comment of its thread; the number is its position and claims nothing.
    """
    if is_signed(comment):
        return str(comment.author)
    if comment.state is not ItemState.SHOWN or comment.author_kind == "unknown" or comment.is_ping:
        return f"{kind_of(comment)} {comment.position}"
    return f"{'Anonymous' if comment.author_kind == 'anonymous' else 'Commenter'} {comment.position}"


def kind_of(comment: PublicComment) -> str:
    """Return what to call a comment or ping: "Comment", "Pingback" or "Trackback"."""
    return comment.kind.capitalize()


def is_signed(comment: PublicComment) -> bool:
    """True when a comment shows a name somebody wrote; "Anonymous" is the blog's word, not a name."""
    return bool(comment.author) and comment.author_kind != "anonymous" and comment.state is ItemState.SHOWN


def name_note(comment: PublicComment) -> str:
    """Return what is said beside the name: that this copy has none, where the source gave none."""
    nameless = not comment.author and comment.author_kind == "unknown" and not comment.is_ping
    return NAMELESS if nameless and comment.state is ItemState.SHOWN else ""


_STANDS_IN = {
    ItemState.HIDDEN: "Hidden by a moderator.",
    ItemState.HELD: "Not shown yet: it waits for somebody to look for details that identify a person.",
    ItemState.WITHHELD: "Not shown: a moderator has to look at it again first.",
    ItemState.CLOSED: "Not shown.",
    ItemState.REMOVED_BY_AUTHOR: "Removed at the blog by whoever wrote it.",
    ItemState.REMOVED_BY_ADMIN: "Removed at the blog by its administrator.",
}


def stands_in(item: PublicPost | PublicComment, *, replies: int = 0) -> str:
    """Return the line that keeps the place of an item that is not shown, "" for one that is.

    The publisher's note, where there is one, says it better than the state alone.
    """
    if item.state is ItemState.SHOWN:
        return ""
    line = item.state_note or _STANDS_IN[item.state]
    if not line.endswith((".", "!", "?")):
        line += "."
    if not replies:
        return line
    return f"{line} Its {'reply stays' if replies == 1 else 'replies stay'}."


def title_of(post: PublicPost) -> str:
    """Return the title of a post, or the archive's words where it has none to show."""
    return post.title or UNTITLED


def shortfall(declared: int | None, found: int) -> str:
    """Return what is said at the foot of a thread that lists fewer comments than its source announced, else "".

    >>> shortfall(8, 7)
    'This page lists 8 comments; 7 could be saved. One may have been deleted before.'
    >>> shortfall(8, 5), shortfall(8, 8), shortfall(None, 3)
    ('This page lists 8 comments; 5 could be saved. 3 may have been deleted before.', '', '')
    """
    if declared is None or declared <= found:
        return ""
    missing = declared - found
    lost = "One" if missing == 1 else f"{missing:,}"
    return (
        f"This page lists {count(declared, 'comment')}; {found:,} could be saved. {lost} may have been deleted before."
    )


def source_gone(month: str | None) -> str:
    """Return what is said of a post or blog whose source answers no more, "" of one that does.

    >>> source_gone("2026-05"), source_gone(None)
    ('Source gone since May 2026.', '')
    """
    return f"Source gone since {month_text(month)}." if month else ""


PASTED = {
    "tweet": "Tweet",
    "facebook": "Facebook",
    "press_release": "Press release",
    "email": "E-mail",
    "article": "Article",
    "debate": "Debate",
}
"""What a pasted passage is headed with."""

OWN_WORDS = (
    "Anonymous",
    "Comment",
    "Commenter",
    NAMELESS,
    "no date in this copy",
    "posts comments items hits decisions rows replies",
    "page search version",
    "Reply, level blog owner in reply to ↑ ‹ › Previous Next",
    "link to comment cite comment report comment link to cite report",
    "item waits wait",
    "Pingback Trackback pingback trackback link links from another page other pages",
    "Source gone since The post",
    *_STANDS_IN.values(),
    *PASTED.values(),
    "quoting the post another post a comment under another post by",
    "This post is quoted in comments places",
    "to perhaps to in this archive",
    "perhaps the post before this one: no address is given",
    "acronym acronyms of this thread explained One of meanings: see the page Tap again for more",
    "of them explained used but never explained spellings together The most used no date known first last",
    "from the glossary of this archive given by a moderator meant in post or comment posts and comments",
    "more place says so places say so stand stands in texts without a date time times word words other others",
    "Per 10,000 words of each year Of 100 posts and comments of each year",
    "is counted as an acronym, also where it is written and more this very word, in capitals or not; its other forms",
    "is counted where these words follow each other stands in no text with a date here",
    "Up to words and characters can be counted at a time When was were used",
    "of the texts of that year, against what carries the topic the post and its comments Words typical Typical words",
)
"""Words that these functions say and no template does."""
