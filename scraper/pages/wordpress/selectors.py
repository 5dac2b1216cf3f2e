"""Where things stand in WordPress's pages. Data: when a theme is read wrongly, this is the file to mend.

Themes differ in their elements and agree, more or less, on class names: most of what follows are class names in order
of preference. Markup: Walker_Comment and get_comment_class() of WordPress, the blocks of its block themes (wp-block-),
and the plugins that lay out comments of their own: Epoch (epoch-), wpDiscuz (wpd-), Disqus (dsq-).
"""

from __future__ import annotations


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# signs of WordPress: generator and api link are often taken out, the paths of themes and forms seldom

API_REL = "https://api.w.org/"
GENERATORS = ("WordPress", "AMP Plugin")
ASSET_PATHS = ("wp-content/", "wp-includes/", "/wp-json/")
FORM_PATH = "wp-comments-post.php"
POST_INPUT = "comment_post_ID"
BODY_STARTS = ("postid-", "page-id-", "post-id-")

LIST_PAGES = _names(
    "home blog archive search search-results search-no-results error404 category tag date author paged "
    "post-type-archive"
)
"""Classes of the body of a page that lists posts."""

SINGLE_PAGES = frozenset({"single", "page", "singular", "attachment"})
"""Classes of the body of a post's, static page's or attachment's own page."""

# a post

POST_TAGS = ("article", "div", "section", "main", "li")
BODY = (
    "entry-content",
    "post-content",
    "td-post-content",
    "single-post-content",
    "single-blog-content",
    "amp-wp-article-content",
    "article-content",
    "entry__content",
    "post__content",
    "post-entry",
    "storycontent",
    "entrytext",
    "e-content",
    "page-content",
    "post-body",
    "content-body",
    "the-content",
    "wp-render",
    "post-text",
    "entry",
    "format_text",
)
TITLE = (
    "entry-title",
    "wp-block-post-title",
    "post-title",
    "single-post-title",
    "article-headline",
    "article-title",
    "page-title",
    "storytitle",
)
TITLE_TAGS = frozenset({"h1", "h2", "div"})
POST_AUTHOR = (
    "author",
    "wp-block-post-author-name",
    "entry-author",
    "post-author",
    "byline",
    "meta-author",
    "author-name",
    "by-author",
    "vcard",
)
POST_TIME = (
    "entry-date",
    "wp-block-post-date",
    "entry-published",
    "published",
    "posted-on",
    "dt-published",
    "post-date",
)
POST_DAY = (*POST_TIME, "meta-date", "date", "fusion-meta-info", "entry-meta", "post-meta", "postmetadata", "meta")
NOT_THE_POST = frozenset({"widget", "tagcloud", "wp-block-tag-cloud", "related-posts", "teaser"})
PASSWORD_FORM = "post-password-form"

BODY_NOISE = _names(
    """
    sharedaddy jp-relatedposts wpcnt wpa adsbygoogle tw_button related-posts relatedposts author-box author-bio
    post-tags page-links pagelink printfriendly screen-reader-text sr-only noprint vgwort social-share share-buttons
    post-share simplesocialbuttons wp-block-jetpack-subscriptions kk-star-ratings post-ratings wprm-recipe-jump
    wprm-recipe-print saboxplugin-wrap comment-respond wp-post-navigation post-navigation toc_container to_comments
    """
)
"""Classes of what plugins and themes put into a post's body that its author did not write."""

BODY_NOISE_STARTS = (
    "addtoany_",
    "a2a_",
    "sd-",
    "jp-",
    "yarpp",
    "rp4wp-",
    "crp_",
    "shariff",
    "ssba",
    "heateor_",
    "essb_",
    "mashsb",
    "dpsp-",
    "swp_",
    "sfsi",
    "ez-toc",
    "lwptoc",
    "ad-inserter",
    "advads-",
    "wp-block-jetpack-related",
)
BODY_NOISE_IDS = ("jp-post-flair", "comments", "respond", "atatags-", "like-post-wrapper-", "epoch-width-sniffer")
NOISE_TAGS = frozenset({"form", "button", "nav"})

# comments: an id names the comment, the classes around it its kind and depth

WITH_ID = "/descendant::*/@id[contains(., 'comm')]/parent::*"
COMMENT_ID = r"(?:li-|div-|dsq-)?comment-(\d{1,18})|wpd-comm-(\d{1,18})_(\d{1,18})"
"""Of WordPress itself, of Disqus's copy of the comments, and of wpDiscuz, whose ids name the answered one too."""

AUTHOR = (
    "fn",
    "comment-author-name",
    "comment__author-name",
    "comment-author-link",
    "comment_author",
    "commentauthor",
    "epoch-author-link",
    "wpd-comment-author",
    "wp-block-comment-author-name",
    "author-name",
    "comment-name",
)
AUTHOR_BLOCK = (
    "comment-author",
    "vcard",
    "epoch-comment-author",
    "comment-meta",
    "commentmetadata",
    "comment-header",
    "comment-info",
)
"""What holds the name, and often the time, without an element for it alone."""

AUTHOR_TAGS = ("cite", "strong", "b")
AUTHOR_IDS = ("dsq-author-user-", "dsq-cite-")
HOME_LINK = "url"

COMMENT_TIME = (
    "comment-date",
    "comment-time",
    "comment_time",
    "comment_date",
    "comment__time",
    "wpd-comment-date",
    "wp-block-comment-date",
    "commentdate",
    "commentmetadata",
    "comment-metadata",
    "comment-meta",
    "datetime",
    "date",
)
COMMENT_TEXT = (
    "comment-content",
    "comment__content",
    "comment_content",
    "epoch-comment-content",
    "wpd-comment-text",
    "wp-block-comment-content",
    "dsq-comment-message",
    "comment-text",
    "comment_text",
    "commenttext",
    "comment-entry",
    "comment-copy",
    "format_text",
    "comment-body",
    "comment_body",
    "commentbody",
)
COMMENT_HEAD = _names(
    """
    comment-author vcard comment-meta comment__meta comment-metadata commentmetadata comment-header comment-info fn
    comment-author-name comment-date comment-time comment_time comment-number comment-avatar comment__avatar says
    comment-permalink dsq-comment-header
    """
)
"""Classes of what stands beside the words where they have no element of their own."""

COMMENT_NOISE = _names(
    """
    reply comment-reply-link comment-reply comment-edit-link edit-link comment-actions comment__links avatar
    comment-awaiting-moderation pmcc-comments-report-link comment-likes comment-like-link comment-rating
    comment-footer wpd-comment-footer wprm-comment-rating cld-like-dislike-wrap sharedaddy comment-report
    comment-respond epoch-comment-actions screen-reader-text wp-block-comment-reply-link wp-block-comment-edit-link
    """
)
"""Classes of what nobody wrote although it stands among the words: links, buttons, ratings."""

AWAITING = "comment-awaiting-moderation"

# the heading over the comments

COUNT = (
    "comments-title",
    "wp-block-comments-title",
    "comments__headline",
    "comment-count-area",
    "comments_intro",
    "comments-heading",
    "comments-header",
    "comment-title",
    "comments-count",
    "comment-count",
    "wpd-thread-info",
    "wpdtc",
)
COUNT_IDS = ("comments-title", "comments")
COUNT_LINK = "comments-link"
HEADINGS = ("h2", "h3", "h4")
NO_WORDS = _names("no keine keinen aucun aucune sin nessun nenhum geen brak inga ingen")
ONE_WORDS = _names("one ein eine un une uno una um uma een één jeden en")

# comments that another service keeps and a script fetches: by an id, a class, a tag, or the address of the script

ELSEWHERE: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], str]] = {
    "Disqus": (("disqus_thread",), (), (), "disqus.com/embed"),
    "Facebook": ((), ("fb-comments",), ("fb:comments",), ""),
    "IntenseDebate": (("idc-container",), (), (), ""),
    "Livefyre": (("livefyre-comments",), (), (), ""),
    "Hyvor Talk": (("hyvor-talk-view",), (), ("hyvor-talk-comments",), ""),
}
COPIED_BACK = frozenset({"Disqus", "IntenseDebate", "Livefyre"})
"""Services that copy their comments to WordPress, which then shows them."""

# where a page leads

LISTED = ("type-post", "hentry", "post", "wp-block-post")
OLDER = (
    "nav-previous",
    "wp-block-query-pagination-next",
    "older-posts",
    "nav-older",
    "previous-entries",
    "alignleft",
    "older",
)
