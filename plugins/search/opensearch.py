"""The description by which a browser or a program learns how to search here.

The format is OpenSearch 1.1 (https://github.com/dewitt/opensearch). Addresses in it have to be whole ones.
"""

from __future__ import annotations

from xml.etree import ElementTree

from plugins._datasette import NotFound, Request, Response, Served, site_of
from plugins.search.asked import PATH
from plugins.site import assets
from plugins.site.atom import writable
from plugins.site.rendering import base_of, read_meta

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
TYPE = "application/opensearchdescription+xml"
_SHORT_NAME = 16
_FORMS = {"": "text/html", "atom": "application/atom+xml", "json": "application/json"}


async def opensearch(datasette: Served, request: Request) -> Response:
    """Answer `/-/opensearch.xml`."""
    site = site_of(datasette)
    if site is None:
        raise NotFound("Not found")
    if site.extras.guard and (stopped := await site.extras.guard(datasette, request)):
        return stopped
    title = (await read_meta(datasette)).get("title") or "A comment archive"
    headers = {"cache-control": "no-cache" if site.is_public else "no-store", "x-robots-tag": "noindex, nofollow"}
    return Response(describe(title, base_of(request)), headers=headers, content_type=f"{TYPE}; charset=utf-8")


def describe(title: str, base: str) -> str:
    """Return the description of a search of that name at that address."""
    root = ElementTree.Element("OpenSearchDescription", {"xmlns": NAMESPACE})

    def say(name: str, text: str, **given: str) -> None:
        ElementTree.SubElement(root, name, given).text = writable(text)

    # the format allows no longer one
    say("ShortName", title if len(title) <= _SHORT_NAME else f"{title[: _SHORT_NAME - 1].rstrip()}…")
    say("LongName", title[:48])
    say("Description", f"Posts and comments of {title}: words, acronyms, author:, tag:, year: and more.")
    say("InputEncoding", "UTF-8")
    say("OutputEncoding", "UTF-8")
    say("Image", f"{base}{assets.address('threadkeep.svg')}", width="16", height="16", type="image/svg+xml")
    for form, kind in _FORMS.items():
        stands = f"{base}{PATH}{'.' if form else ''}{form}"
        template = f"{stands}?q={{searchTerms}}&page={{startPage?}}"
        ElementTree.SubElement(root, "Url", {"type": kind, "template": template})
    ElementTree.SubElement(root, "Url", {"type": TYPE, "rel": "self", "template": f"{base}/-/opensearch.xml"})
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
