"""Pages that Blogger makes and that are no post, told by what they say of themselves to machines. Data."""

from __future__ import annotations

import re

LIST_OF_POSTS = "a Blogger page that is not one post's own page"

SHELLS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("the page with which a blog says that there is no such post", re.compile(r"'pageType': 'error_page'")),
    (
        "a Blogger page in Dynamic Views that names no post: its words come by the blog's feeds",
        re.compile(r"<meta\b[^>]*\bname=['\"]blogger-template['\"]"),
    ),
)
"""What a page is, and what gives it away."""
