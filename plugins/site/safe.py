"""The one place that tells the templates: this string is HTML already."""

from __future__ import annotations

from markupsafe import Markup


def own_html(html: str) -> Markup:
    """Return HTML of our own making as such, so that autoescaping lets it through.

    Only four things come here: what `archive.markup.render` wrote from public text and marks (never from a source's
    HTML), in the `html` column of the public copy or with decorations for a page; a snippet of search, which escapes
    its text and adds <mark> alone; the head of a comment, which escapes every value; and the link that an id in a table
    is, which escapes the id.
    """
    return Markup(html)
