"""Where things stand in Blogger's pages, as XPath. Data: when Blogger changes its markup, this is the file to mend.

Generation names (D: the current threaded layout) are those of the markup's history: flat lists of `dt` and `dd`
(A, B), the first threaded build (C), threaded (D), and the responsive themes, whose threads are those of D (E).
"""

from __future__ import annotations


def _has(*names: str) -> str:
    """Return a condition that an element has every one of these class names, in whatever order they stand."""
    return " and ".join(f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')" for name in names)


# the page

GENERATOR = "//meta[translate(@name, 'GENRATO', 'genrato') = 'generator']/@content"
CANONICAL = "//link[@rel = 'canonical']/@href"
OPEN_GRAPH_URL = "//meta[@property = 'og:url']/@content"
OPEN_GRAPH_TITLE = "//meta[@property = 'og:title']/@content"
ROBOTS = "//meta[translate(@name, 'ROBTS', 'robts') = 'robots']/@content"
BLOG_FEED = "//link[@rel = 'service.post']/@href"
FEED_LINKS = "//link[@rel = 'alternate' and @type = 'application/atom+xml']"

# a post, alone or in a list

POST = f"//*[{_has('hentry')}] | //*[{_has('post')} and (@data-id or .//*[{_has('post-body')}])]"
POST_BODY = f".//*[starts-with(@id, 'post-body-')] | .//*[{_has('post-body')}]"
POST_TITLE = f".//*[{_has('post-title')}] | .//*[{_has('entry-title')}] | .//h2[{_has('title')} and @itemprop]"
POST_TITLE_LINK = f"(.//*[{_has('post-title')}] | .//*[{_has('entry-title')}])//a/@href"
POST_PERMALINK = f".//a[{_has('timestamp-link')} or @rel = 'bookmark']/@href"
POST_AUTHOR = f".//*[{_has('post-author')}]//*[{_has('fn')}] | .//*[{_has('fn')}]"
POST_TIME = f".//abbr[{_has('published')}]/@title | .//time[{_has('published')}]/@datetime"
POST_LABELS = ".//a[@rel = 'tag' and contains(@href, '/search/label/')]"
DATE_HEADERS = f"//*[{_has('date-header')}]"
POST_ID = "//meta[@itemprop = 'postId']/@content"
COMMENT_COUNT_LINKS = ".//a[contains(@href, '#comment')]"
PAGER_OLDER = f"//a[{_has('blog-pager-older-link')}]/@href"
ARCHIVE_LINKS = f"//*[{_has('BlogArchive')}]//a/@href | //*[{_has('archivedate')}]//a/@href"

# comments, generation D

COMMENTS = "//*[@id = 'comments']"
COMMENT_HEADING = ".//h4 | .//h3"
COMMENT_NUMBER = "./@data-num-comments"
COMMENT_ITEMS = f".//li[{_has('comment')} and starts-with(@id, 'c')]"
COMMENT_BLOCK = f"./div[{_has('comment-block')}]"
COMMENT_AUTHOR = f".//cite[{_has('user')}]"
COMMENT_OWNER = f".//*[{_has('blog-author')}]"
COMMENT_TIME = f".//*[{_has('datetime')}]"
COMMENT_TEXT = f".//*[{_has('comment-content')}]"
COMMENT_DELETED = f".//*[{_has('deleted-comment')}]"
LOAD_MORE = f"//*[{_has('loadmore')} and not({_has('hidden')}) and not({_has('loaded')})]"

# what only other generations have

FLAT_COMMENTS = "//dl[@id = 'comments-block']/dt[@id]"
FIRST_THREADED = "//li[starts-with(@id, 'bc_')] | //div[starts-with(@id, 'c')][contains(@class, 'comment-block')]"
