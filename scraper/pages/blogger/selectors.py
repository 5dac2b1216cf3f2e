"""Where things stand in Blogger's pages, as XPath. Data: when Blogger changes its markup, this is the file to mend.

Generations are named by letters: flat lists of `dt` and `dd` in the classic templates (A) and the first Layouts (B),
the first threaded build (C), threaded (D), the responsive themes, threaded as D or flat in a way of their own (E),
Dynamic Views, which have no words at all (F), and the mobile template, whose comments are those of B or D (G).
"""

from __future__ import annotations


def _has(*names: str) -> str:
    """Return a condition that an element has every one of these class names, in whatever order they stand."""
    return " and ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in names)


# the page

GENERATOR = "//meta[translate(@name, 'GENRATO', 'genrato') = 'generator']/@content"
TEMPLATE = "//meta[@name = 'blogger-template']/@content"
CANONICAL = "//link[@rel = 'canonical']/@href"
OPEN_GRAPH_URL = "//meta[@property = 'og:url']/@content"
OPEN_GRAPH_TITLE = "//meta[@property = 'og:title']/@content"
TITLE = "//title/text()"
ROBOTS = "//meta[translate(@name, 'ROBTS', 'robts') = 'robots']/@content"
BLOG_FEED = "//link[@rel = 'service.post']/@href"
FEED_LINKS = "//link[@rel = 'alternate' and @type = 'application/atom+xml']"

# a post, alone or in a list

MOBILE_POST = f"//div[{_has('mobile-post-outer')} and not(.//*[{_has('hentry')}])]"
POST = f"//*[{_has('hentry')}] | //*[{_has('post')} and (@data-id or .//*[{_has('post-body')}])] | {MOBILE_POST}"
HOLDS_POST = f"ancestor::*[{_has('hentry')} or {_has('post')}][1]"
POST_BODY = f".//*[starts-with(@id, 'post-body-')] | .//*[{_has('post-body')}]"
POST_TITLE = f".//*[{_has('post-title')}] | .//*[{_has('entry-title')}] | .//h2[{_has('title')} and @itemprop]"
POST_TITLE_LINK = (
    f"(.//*[{_has('post-title')}] | .//*[{_has('entry-title')}])//a/@href"
    f" | .//a[h3[{_has('mobile-index-title')}]]/@href"
)
POST_PERMALINK = f".//a[{_has('timestamp-link')} or @rel = 'bookmark' or @title = 'permanent link']"
POST_AUTHOR = f".//*[{_has('post-author')}]//*[{_has('fn')}] | .//*[{_has('fn')}]"
POST_FOOTER = f".//*[{_has('post-footer')}]"
POST_TIME = f".//abbr[{_has('published')}]/@title | .//time[{_has('published')}]/@datetime"
POST_LABELS = ".//a[@rel = 'tag' and (contains(@href, '/search/label/') or contains(@href, '/labels/'))]"
CLASSIC_LABELS = f".//p[{_has('blogger-labels')}]"
DATE_HEADERS = f"//*[{_has('date-header')}]"

# the number of a post, where the comment feed does not tell it

POST_BODY_ID = "//*[starts-with(@id, 'post-body-')]/@id"
POST_ID = "//meta[@itemprop = 'postId']/@content"
POST_ANCHOR = f"//div[{_has('post')}]/a/@name"
COMMENT_FORM = ".//a[contains(@href, '/comment.g?') or contains(@href, '/comment-iframe.g?')]/@href"

# where a page leads

COMMENT_COUNT_LINKS = f".//a[contains(@href, '#comment') or {_has('comment-link')}]"
PAGER_OLDER = f"//a[{_has('blog-pager-older-link')}]/@href"
ARCHIVE_LINKS = " | ".join(f"//*[{_has(name)}]//a/@href" for name in ("BlogArchive", "archivedate", "archive-list"))
LOAD_MORE = f"//*[{_has('loadmore')} and not({_has('hidden')}) and not({_has('loaded')})]"

# all comments of a post

COMMENTS_ID = "comments"
COMMENT_LISTS = ".//*[@id = 'comments-block' or @id = 'comment-holder']"
COMMENT_HEADING = "(.//h4 | .//h3)[not(@id = 'comment-post-message')]"
COMMENT_NUMBER = "@data-num-comments"
PAGING = f".//*[{_has('paging-control-container')}]"
PAGING_LINKS = f".//a[contains(@href, 'commentPage') and not({_has('unneeded-paging-control')})]/@href"
DELETED = f".//*[{_has('deleted-comment')}]"
LINK = ".//a[@href]"

# generations A and B

FLAT_ITEMS = f".//dt[@id and ({_has('comment-poster')} or {_has('comment-author')})]"
FLAT_BODY = f"self::dd[{_has('comment-body')}]"
FLAT_TIME = f"descendant-or-self::*[{_has('comment-timestamp')}]"
FLAT_LINK = "./a[@href]"
FLAT_NAME = f"./*[{_has('anon-comment-author')}]"
# the mark of an account in generation A, whose pages published by FTP have no link to the profile
FLAT_ACCOUNT = (
    f"./*[{_has('comment-icon')} and not({_has('anon-comment-icon')}) and not({_has('openid-comment-icon')})]"
)

# generations C, D and the threads of E

THREADED_ITEMS = f".//li[{_has('comment')}]"
THREADED_BLOCK = f"./div[{_has('comment-block')}]"
THREADED_AUTHOR = f".//cite[{_has('user')}]"
THREADED_OWNER = f".//*[{_has('blog-author')}]"
THREADED_TIME = f".//*[{_has('datetime')}]"
THREADED_TEXT = f".//*[{_has('comment-content')}]"

# generation E without threads

RESPONSIVE_ITEMS = f".//div[{_has('comment')} and starts-with(@id, 'c')]"
RESPONSIVE_AUTHOR = f".//*[{_has('comment-author')}]"
RESPONSIVE_TEXT = f".//*[{_has('comment-body')}]"
RESPONSIVE_TIME = f".//*[{_has('comment-timestamp')}]"

# generation C: the same comments once more, in a script

ITEMS_SCRIPT = ".//script[contains(., 'var items = [')]"
