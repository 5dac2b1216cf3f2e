"""What input that we do not read most likely is, so that the refusal helps. Data, and one sentence made from it."""

from __future__ import annotations

import re

READS = (
    "this version reads pages, feeds and exports of Blogger and WordPress, exports of Disqus, crawls (WARC, WACZ) and"
    " the text of saved pages"
)

_LOOK = 65_536
_EXPORT = " where a page or feed is expected: import that file by itself"

# the first that fits names the input; order is from the special to the general
_TELLTALES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("JSON", re.compile(r"\A\s*(?:\{\s*[\"}]|\[\s*[\[{\"])")),
    (f"a Blogger export from Google Takeout{_EXPORT}", re.compile(r"schemas\.google\.com/blogger/2018")),
    (f"a Blogger backup file{_EXPORT}", re.compile(r"schemas\.google\.com/g/2005#kind")),
    (f"a WordPress export{_EXPORT}", re.compile(r"wordpress\.org/export/|<wp:(?:wxr_version|post_id)")),
    (f"a Disqus export{_EXPORT}", re.compile(r"<disqus\b|disqus\.com/disqus-internals")),
    ("a sitemap", re.compile(r"<(?:urlset|sitemapindex)\b")),
    ("an RSS feed", re.compile(r"\A[^<]*(?:<\?[^>]*>\s*)*+<rss\b")),
    (
        "a page that asks whether a person is there, and no post: try again later and more slowly",
        re.compile(
            r"google\.com/sorry/|unusual traffic from your computer|id=[\"']captcha-form|_cf_chl_|cf-challenge"
            r"|<title>(?:Just a moment\.\.\.|Attention Required! \| Cloudflare)"
            r"|sucuri_cloudproxy_js|<title>DDoS-Guard|_Incapsula_Resource|geo\.captcha-delivery\.com|sgcaptcha"
        ),
    ),
    (
        "a page that asks for a sign-in, and no post",
        re.compile(
            r"<form[^>]{0,400}accounts\.google\.com/|<title>Sign in\b|open to invited readers only"
            r"|wordpress\.com/log-in\?",
            re.IGNORECASE,
        ),
    ),
    (
        "a warning before a blog, and no post: confirm it in a browser and save the page from there",
        re.compile(r"blogger\.com/(?:blogin|interstitial|age-verification)\.g|[?&]interstitial=|\bguestAuth="),
    ),
    (
        "a page that says there is no such blog",
        re.compile(r"<title>\s*(?:Blog not found|Blog has been removed)|the blog you were looking for does not exist"),
    ),
)


def not_recognised(text: str, *, default: str) -> str:
    """Return one sentence that says what the input seems to be and what this version reads; none of its words.

    >>> not_recognised("<html><title>Just a moment...</title>", default="a page").partition(",")[0]
    'Not recognised: a page that asks whether a person is there'
    """
    start = text[:_LOOK]
    name = next((name for name, pattern in _TELLTALES if pattern.search(start)), default)
    return f"Not recognised: {name}; {READS}."
