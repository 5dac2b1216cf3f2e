"""Where things stand in Blogger's pages, as XPath. Data: when Blogger changes its markup, this is the file to mend.

Generations are named by letters: flat lists of `dt` and `dd` in the classic templates (A) and the first Layouts (B),
the first threaded build (C), threaded (D), the responsive themes, threaded as D or flat in a way of their own (E),
Dynamic Views, which have no words at all (F), and the mobile template, whose comments are those of B or D (G).

`descendant::` and not `//`: the library gathers every node of the page for the latter before it looks at any.
"""

from __future__ import annotations


def _has(name: str) -> str:
    """Return a condition that an element has this class name among others."""
    # the first condition is not needed, but cheap and mostly false
    return f"(contains(@class, '{name}') and contains(concat(' ', normalize-space(@class), ' '), ' {name} '))"


def _any(name: str, tag: str = "*") -> str:
    """Return a path to all elements of this class inside another."""
    # through the attributes, of which there are few
    is_it = f"contains(., '{name}') and contains(concat(' ', normalize-space(.), ' '), ' {name} ')"
    return f"descendant::{tag}/@class[{is_it}]/parent::*"


# the page

GENERATOR = "generator"
TEMPLATE = "/descendant::meta[@name = 'blogger-template']/@content"
CANONICAL = "/descendant::link[@rel = 'canonical']/@href"
OPEN_GRAPH_URL = "/descendant::meta[@property = 'og:url']/@content"
OPEN_GRAPH_TITLE = "/descendant::meta[@property = 'og:title']/@content"
TITLE = "/descendant::title/text()"
BLOG_FEED = "/descendant::link[@rel = 'service.post']/@href"
FEED_LINKS = "/descendant::link[@rel = 'alternate' and @type = 'application/atom+xml']"

# a post, alone or in a list

POST = (
    "/descendant::*/@class[contains(., 'post') or contains(., 'hentry')]/parent::*"
    f"[{_has('hentry')} or ({_has('post')} and (@data-id or {_any('post-body')}))"
    f" or ({_has('mobile-post-outer')} and not({_any('hentry')}))]"
)
HOLDS_POST = f"ancestor::*[{_has('hentry')} or {_has('post')}][1]"
POST_BODY = f"descendant::*/@id[starts-with(., 'post-body-')]/parent::* | {_any('post-body')}"
POST_TITLE = f"{_any('post-title')} | {_any('entry-title')} | descendant::h2[{_has('title')} and @itemprop]"
POST_TITLE_LINK = (
    f"({_any('post-title')} | {_any('entry-title')})/descendant::a/@href"
    f" | descendant::a[h3[{_has('mobile-index-title')}]]/@href"
)
POST_PERMALINK = f"descendant::a[{_has('timestamp-link')} or @rel = 'bookmark' or @title = 'permanent link']"
POST_AUTHOR = f"{_any('post-author')}/{_any('fn')} | {_any('fn')}"
POST_FOOTER = _any("post-footer")
POST_TIME = f"{_any('published', 'abbr')}/@title | {_any('published', 'time')}/@datetime"
POST_LABELS = "descendant::a[@rel = 'tag' and (contains(@href, '/search/label/') or contains(@href, '/labels/'))]"
CLASSIC_LABELS = _any("blogger-labels", "p")
DATE_HEADERS = "/" + _any("date-header")

# the number of a post, where the comment feed does not tell it

POST_BODY_ID = "/descendant::*/@id[starts-with(., 'post-body-')]"
POST_ID = "/descendant::meta[@itemprop = 'postId']/@content"
POST_ANCHOR = f"/descendant::div[{_has('post')}]/a/@name"
COMMENT_FORM = "descendant::a/@href[contains(., '/comment.g?') or contains(., '/comment-iframe.g?')]"

# where a page leads

COMMENT_COUNT_LINKS = f"descendant::a[contains(@href, '#comment') or {_has('comment-link')}]"
ARCHIVE_LINKS = " | ".join(
    f"/{_any(name)}/descendant::a/@href" for name in ("BlogArchive", "archivedate", "archive-list")
)

# all comments of a post

COMMENTS_ID = "comments"
COMMENT_LISTS = ("comments-block", "comment-holder")
# neither over the form nor over the list of pages that link here
COMMENT_HEADINGS = ("h3", "h4")
FORM_HEADING_ID = "comment-post-message"
LINKS_ANCHOR = "links"
COMMENT_NUMBER = "@data-num-comments"
PAGING = " | ".join(f"{place}[{_has('paging-control-container')}]" for place in ("./*", "./*/*"))
PAGING_LINKS = f"descendant::a[contains(@href, 'commentPage') and not({_has('unneeded-paging-control')})]/@href"
COMMENT_IDS = "descendant::*/@id[starts-with(., 'c')]"
DELETED = _any("deleted-comment")
DELETED_BODY = "deleted"

# generations A and B: names of an element and of classes, and a path

FLAT_ITEM = "dt"
FLAT_ITEM_CLASSES = frozenset({"comment-poster", "comment-author"})
FLAT_BODY = "comment-body"
FLAT_TIME_CLASS = "comment-timestamp"
FLAT_TIME = _any(FLAT_TIME_CLASS)
FLAT_NAME = "anon-comment-author"
FLAT_OWNER = "blog-author"
# the marks of people with and without an account in generation A, whose pages by FTP have no link to the profile
FLAT_ICON = "comment-icon"
FLAT_NO_ACCOUNT = frozenset({"anon-comment-icon", "openid-comment-icon"})

# generations C, D and the threads of E: a path, the name of an element, and names of classes

THREADED_ITEMS = _any("comment", "li")
THREADED_BLOCK = "comment-block"
THREADED_AUTHOR = "cite"
THREADED_OWNER = "blog-author"
THREADED_TIME = "datetime"
THREADED_TEXT = "comment-content"

# generation E without threads

RESPONSIVE_ITEMS = f"{_any('comment', 'div')}[starts-with(@id, 'c')]"
RESPONSIVE_AUTHOR = _any("comment-author")
RESPONSIVE_TEXT = _any("comment-body")
RESPONSIVE_TIME = _any("comment-timestamp")

# generation C: the same comments once more, in a script

ITEMS_SCRIPT = "descendant::script[contains(., 'var items = [')]"
