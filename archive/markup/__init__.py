"""HTML fragments and saved text in, our own HTML out. Source HTML never reaches the public side."""

from archive.markup.address import safe_address
from archive.markup.decorations import Decoration, DecorationKind
from archive.markup.parse import parse_element, parse_fragment
from archive.markup.plain import plain_text
from archive.markup.render import render

__all__ = ["Decoration", "DecorationKind", "parse_element", "parse_fragment", "plain_text", "render", "safe_address"]
