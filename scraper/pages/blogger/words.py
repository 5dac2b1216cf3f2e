"""What Blogger writes around a name in its flat layouts, by language, and what its scripts say of a page. Data."""

from __future__ import annotations

import re

SAID = tuple(
    sorted(
        (
            *("said...", "says...", "a dit...", "hat gesagt...", "dijo...", "ha dit...", "disse...", "ha detto..."),
            *("zei...", "pisze...", "sa...", "sagde...", "kirjoitti...", "řekl(a)...", "povedal(a)...", "írta..."),
            *("dedi ki...", "комментирует...", "пише...", "spunea...", "mengatakan...", "είπε...", "каза...", "said"),
            *("さんのコメント...", "さんは書きました...", "提到...", "說...", "说...", "님의 말...", "אמר/ה..."),
        ),
        key=len,
        reverse=True,
    )
)
"""Longest first, so that none hides another; with three full stops, as the oldest templates write it."""

POSTED_BY = re.compile(r"posted by (?P<name>.{1,80}?) (?:at|@|on) ", re.IGNORECASE)
"""The line under a post, as classic templates came with it."""

POST_PAGES = ("'pageType': 'item'", "'pageType': 'static_page'")
"""What the page of a post has in its script; lists of posts are of other types."""

ERROR_PAGE = "'pageType': 'error_page'"
"""What a page that says that there is no such post has in its script."""
