"""How to cite a post or comment: a page with every form, and each form as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlite_utils import Database

from archive.public import store
from archive.public.citations import Cited, as_bibtex, as_csl, as_ris, as_text
from archive.public.models import ItemState, PublicComment, PublicPost
from plugins._datasette import NotFound, Request, Response, Route, Served, read
from plugins.site.addresses import CITE_FORMS, cite_address, item_address, readable_path
from plugins.site.blogs import read_blogs
from plugins.site.contexts import CitationForm, CitePage, Link
from plugins.site.missing import missing_page, not_shown
from plugins.site.rendering import Outcome, Shown, base_of, respond, send_file
from plugins.site.thread import address_of
from plugins.site.wording import is_signed, title_of

_FORMS: dict[str, tuple[str, Callable[[Cited], str]]] = {
    "txt": ("Text", as_text),
    "bib": ("BibTeX", as_bibtex),
    "ris": ("RIS", as_ris),
    "json": ("CSL-JSON", as_csl),
}
_TITLE = "\ue000"
"""Stands for a title: a sign that no form writes otherwise."""
NOTHING = "The archive holds no post or comment of that number."


async def cite(datasette: Served, request: Request) -> Response:
    """Answer `/-/cite/ID`."""
    wanted, base = readable_path(request.url_vars["id"]) or "", base_of(request)
    return await respond(datasette, request, lambda db, _site: _build(db, wanted, base))


async def cite_file(datasette: Served, request: Request) -> Response:
    """Answer `/-/cite/ID/cite.FORM`."""
    wanted, base = readable_path(request.url_vars["id"]) or "", base_of(request)
    form = request.url_vars["form"]
    if await read(datasette, lambda db: _find_shown(db, wanted)) is None:
        # a page says why better than a file
        return await cite(datasette, request)

    def make(db: Database) -> str:
        item = _find_shown(db, wanted)
        if item is None:
            raise NotFound(NOTHING)
        return _FORMS[form][1](cited_of(db, item, base))

    return await send_file(datasette, request, make, f"{CITE_FORMS[form]}; charset=utf-8")


def _find(db: Database, wanted: str) -> PublicPost | PublicComment | None:
    item_id = store.resolve(db, wanted)
    item = store.find_item(db, item_id) if item_id else None
    return None if item is None or item.state is ItemState.CLOSED else item


def _find_shown(db: Database, wanted: str) -> PublicPost | PublicComment | None:
    item = _find(db, wanted)
    return item if item is not None and item.state is ItemState.SHOWN else None


def _build(db: Database, wanted: str, base: str) -> Outcome:
    item = _find(db, wanted)
    if item is None:
        return missing_page(NOTHING)
    if item.state is not ItemState.SHOWN:
        return not_shown(item)
    cited = cited_of(db, item, base)
    post_id = item.post_id if isinstance(item, PublicComment) else item.id
    forms = tuple(_form(name, write, cited, cite_address(item.id, form)) for form, (name, write) in _FORMS.items())
    heading = "Cite this comment" if cited.is_comment else "Cite this post"
    page = CitePage(item.id, heading, Link(address_of(db, item), cited.title, post_id), forms)
    return Shown(page, heading, cite_address(item.id))


def _form(name: str, write: Callable[[Cited], str], cited: Cited, href: str) -> CitationForm:
    """Return one form, taken apart around the title: in the citation of a comment that is the post's, not its own."""
    whole = write(cited)
    before, _, after = write(replace(cited, title=_TITLE)).partition(_TITLE)
    return CitationForm(name, before, whole[len(before) : len(whole) - len(after)], after, href)


def cited_of(db: Database, item: PublicPost | PublicComment, base: str) -> Cited:
    """Return a shown item as it is cited; `base` is scheme and host of the archive."""
    meta = store.get_meta(db)
    blog = next((blog for blog in read_blogs(db) if blog.id == item.site_id), None)
    post = item if isinstance(item, PublicPost) else store.find_post(db, item.post_id)
    title = title_of(post) if post else ""
    return Cited(
        id=item.id,
        is_comment=isinstance(item, PublicComment),
        author=_author(item),
        title=f"Comment {item.position} on \u201c{title}\u201d" if isinstance(item, PublicComment) else title,
        blog=blog.name if blog else "",
        published=item.published,
        archive=meta.get("title") or "A comment archive",
        version=store.content_version(db),
        address=base + item_address(item.id, is_comment=isinstance(item, PublicComment)),
    )


def _author(item: PublicPost | PublicComment) -> str:
    if isinstance(item, PublicPost):
        return item.author or ""
    return item.author or "" if is_signed(item) else "Anonymous" if item.author_kind == "anonymous" else ""


ROUTES: list[Route] = [
    (r"^/-/cite/(?P<id>[^/]+)$", cite),
    (rf"^/-/cite/(?P<id>[^/]+)/cite\.(?P<form>{'|'.join(CITE_FORMS)})$", cite_file),
]
