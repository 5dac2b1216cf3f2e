"""Invented exports of any size, as Takeout and as WXR, written as a stream: for benchmarks and tests of memory."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

BLOG = "4711000000000000001"
_WORDS = (
    "the weir the bell gauge lantern kettle rota duty desk river lock keeper form target silt sluice barge night high "
    "water committee minutes boots chairs kiosk letter signature form meeting rain delta review whistle rope oar"
)
_START = datetime(2012, 3, 1, 6, 30, tzinfo=UTC)


def write_takeout(path: Path, comments: int) -> None:
    """Write a feed.atom as Google Takeout has it, comments before posts, a hundred to a post."""
    posts = max(1, comments // 100)
    with path.open("w", encoding="utf-8") as out:
        out.write(
            "<?xml version='1.0' encoding='utf-8'?>\n"
            "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'>\n"
            f"<id>tag:blogger.com,1999:blog-{BLOG}</id><title>The Weir Desk</title>\n"
        )
        for number, text, moment in _texts(comments):
            parent = f"tag:blogger.com,1999:blog-{BLOG}.post-{number - 1}" if number % 100 % 5 == 4 else ""
            out.write(
                f"<entry><id>tag:blogger.com,1999:blog-{BLOG}.post-{number + 10**6}</id>"
                f"<blogger:parent>tag:blogger.com,1999:blog-{BLOG}.post-{number // 100 % posts + 1}</blogger:parent>"
                f"<blogger:inReplyTo>{parent and parent.replace(str(number - 1), str(number - 1 + 10**6))}"
                "</blogger:inReplyTo><blogger:type>COMMENT</blogger:type><blogger:status>LIVE</blogger:status>"
                f"<author><name>Keeper {number % 997}</name><blogger:type>BLOGGER</blogger:type></author>"
                f"<content type='html'>{text}</content><published>{moment}</published></entry>\n"
            )
        for number, text, moment in _texts(posts):
            out.write(
                f"<entry><id>tag:blogger.com,1999:blog-{BLOG}.post-{number + 1}</id><blogger:type>POST</blogger:type>"
                "<blogger:status>LIVE</blogger:status><author><name>The Desk</name></author>"
                f"<title>Night {number}</title><content type='html'>{text}</content><published>{moment}</published>"
                f"<blogger:filename>/2012/03/night-{number}.html</blogger:filename></entry>\n"
            )
        out.write("</feed>\n")


def write_wxr(path: Path, comments: int) -> None:
    """Write a WordPress export, a hundred comments to a post."""
    with path.open("w", encoding="utf-8") as out:
        out.write(
            '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">\n'
            "<channel><title>The Weir Desk</title><link>https://weir-desk.example</link>"
            "<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://weir-desk.example</wp:base_blog_url>\n"
        )
        for number, text, moment in _texts(comments):
            shown = moment[:19].replace("T", " ")
            if number % 100 == 0:
                post = number // 100 + 1
                out.write(
                    f"<item><title>Night {post}</title><link>https://weir-desk.example/2012/03/night-{post}/</link>"
                    f"<dc:creator>desk</dc:creator><content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>"
                    f"<wp:post_id>{post}</wp:post_id><wp:post_date>{shown}</wp:post_date>"
                    f"<wp:post_date_gmt>{shown}</wp:post_date_gmt><wp:status>publish</wp:status>"
                    "<wp:post_type>post</wp:post_type>\n"
                )
            out.write(
                f"<wp:comment><wp:comment_id>{number + 10**6}</wp:comment_id>"
                f"<wp:comment_author><![CDATA[Keeper {number % 997}]]></wp:comment_author>"
                f"<wp:comment_author_email>keeper{number % 997}@weir-desk.example</wp:comment_author_email>"
                f"<wp:comment_date>{shown}</wp:comment_date><wp:comment_date_gmt>{shown}</wp:comment_date_gmt>"
                f"<wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>1"
                "</wp:comment_approved><wp:comment_type>comment</wp:comment_type>"
                f"<wp:comment_parent>{number - 1 + 10**6 if number % 100 % 5 == 4 else 0}</wp:comment_parent>"
                "</wp:comment>\n"
            )
            if number % 100 == 99 or number == comments - 1:
                out.write("</item>\n")
        out.write("</channel></rss>\n")


WRITERS: dict[str, Callable[[Path, int], None]] = {"takeout": write_takeout, "wxr": write_wxr}


def _texts(many: int) -> Iterator[tuple[int, str, str]]:
    """Yield numbers with a text of some sixty words, and a time a minute after the one before."""
    chance, words = random.Random(4711), _WORDS.split()
    for number in range(many):
        text = " ".join(chance.choices(words, k=chance.randrange(20, 100)))
        yield number, text, (_START + timedelta(minutes=number)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
