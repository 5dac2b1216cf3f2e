"""What authors type into WordPress, as it stands in exports, to the HTML that readers get.

An export holds the words as they lie in the database: an empty line is a new paragraph, a line end a line break, and
codes in brackets stand for captions and galleries. Rules: WordPress, wp-includes/formatting.php (wpautop,
make_clickable) and media.php (img_caption_shortcode).
"""

from __future__ import annotations

import re
from html import escape, unescape

from archive.markup.clean import clean

_BLOCK_NAMES = """
    address area article aside blockquote caption col colgroup dd details div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li map menu nav ol p pre section style summary table tbody
    td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_KEPT = frozenset({"pre", "script", "style", "textarea"})
_MADE_OF_BLOCKS = "<!-- wp:"
"""What begins a block of the block editor: its text is HTML already."""

_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^<>]*>")
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_PARAGRAPH_END = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LINE_END = re.compile(r"\r\n?")
_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"']*[^\s<>\"'.,;:!?()\[\]]")
_CODE = re.compile(r"\[/?(?:wp_caption|caption|gallery|playlist|embed|audio|video)(?P<values>\s[^\[\]]*)?\]")
_CAPTION = re.compile(r"\bcaption=\"([^\"]*)\"")


def as_html(raw: str, *, with_links: bool = False) -> str:
    r"""Return HTML that shows what a reader of the blog sees; `with_links` makes links of bare addresses.

    >>> as_html("One\ntwo\n\nthree <b>four</b>")
    'One<br>two<p></p>three <b>four</b>'
    """
    text = _LINE_END.sub("\n", raw).strip() if "\r" in raw else raw.strip()
    text = _CODE.sub(_caption, text) if "[" in text else text
    if _MADE_OF_BLOCKS in text:
        return text
    pieces: list[str] = []
    done, kept, links, at_edge, after_break = 0, 0, 0, True, False
    for tag in _TAG.finditer(text):
        name, step = tag[2].lower(), -1 if tag[1] else 1
        is_block = name in _BLOCKS
        words = text[done : tag.start()]
        pieces.append(words if kept else _lines(words, at_edge, is_block, after_break, with_links and not links))
        pieces.append(tag[0])
        kept = max(0, kept + step) if name in _KEPT else kept
        links = max(0, links + step) if name == "a" else links
        done, at_edge, after_break = tag.end(), is_block, name == "br"
    pieces.append(text[done:] if kept else _lines(text[done:], at_edge, True, after_break, with_links and not links))
    return "".join(pieces)


def _lines(words: str, at_start: bool, at_end: bool, after_break: bool, with_links: bool) -> str:
    """Return words between two tags with their line ends as tags; those beside a block are only there for the eye."""
    if at_start:
        words = words.lstrip()
    elif after_break:
        words = words.lstrip(" \t").removeprefix("\n")
    if at_end:
        words = words.rstrip()
    if with_links and "://" in words:
        words = _ADDRESS.sub(r'<a href="\g<0>">\g<0></a>', words)
    if "\n" not in words:
        return words
    # an empty paragraph parts what stands before it from what follows, wherever the author's own tags begin and end
    return _PARAGRAPH_END.sub("<p></p>", words).replace("\n", "<br>")


def _caption(code: re.Match[str]) -> str:
    found = _CAPTION.search(code["values"] or "")
    return f"{escape(unescape(found[1]), quote=False)} " if found else ""


def plain(html: str) -> str:
    """Return the words of a title or name on one line, without tags and with entities read.

    >>> plain("Tide &amp; <em>time</em>")
    'Tide & time'
    """
    if html.isprintable() and "<" not in html and "&" not in html:
        return " ".join(html.split())
    return " ".join(clean(unescape(_ANY_TAG.sub("", html))).split())
