"""robots.txt: an archive that says noindex asks every crawler to stay away; any other keeps them off its machinery."""

from __future__ import annotations

from plugins._datasette import Request, Response, Served, site_of
from plugins.site.rendering import base_of, read_meta, says_noindex
from plugins.site.sitemap import PATH

_AWAY = "User-agent: *\nDisallow: /\n"
_KEPT_OFF = (
    *("/public", "/-/search", "/-/concordance", "/-/timeline", "/-/keywords"),
    *("/-/cite", "/-/report", "/-/feed", "/-/by"),
)
_WELCOME = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in _KEPT_OFF)


async def robots(datasette: Served, request: Request) -> Response:
    """Answer `/robots.txt`."""
    site = site_of(datasette)
    away = site is None or not site.is_public or says_noindex(await read_meta(datasette))
    return Response(
        _AWAY if away else f"{_WELCOME}\nSitemap: {base_of(request)}{PATH}\n",
        headers={"cache-control": "no-cache"},
        content_type="text/plain; charset=utf-8",
    )
