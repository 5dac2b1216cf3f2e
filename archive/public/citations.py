"""How to cite a post or a comment, as text and in the formats that reference managers read. Pure.

BibTeX: the entry types and fields of btxdoc; RIS: the tags of the format's specification (BLOG); CSL-JSON: the schema
of the Citation Style Language, 1.0.2 (https://github.com/citation-style-language/schema).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from archive.public.models import PublicTime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_BLANKS = re.compile(r"\s+")
_UNSAFE_KEY = re.compile(r"[^A-Za-z0-9]+")
_TEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_"},
    # BibTeX counts braces also where TeX would not
    "{": r"$\lbrace$",
    "}": r"$\rbrace$",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    # quotation marks would end nothing in braces, but some readers curl them
    '"': "{''}",
}
_TIME_AT = 11


@dataclass(frozen=True, slots=True)
class Cited:
    """A post or comment as it is cited.

    `author` is "" where nobody signed and the source says no more; `blog` is the blog's title, `archive` what keeps the
    copy, `version` the number of the public copy in which it was read, `address` where it stands in the archive, whole.
    """

    id: str
    is_comment: bool
    author: str
    title: str
    blog: str
    published: PublicTime
    archive: str
    version: int
    address: str

    @property
    def day(self) -> tuple[int, ...]:
        """Year, month and day as far as they are known, in the blog's own clock."""
        return tuple(int(part) for part in self.published.local[:10].split("-")) if self.published.local else ()

    @property
    def key(self) -> str:
        """What BibTeX and CSL call it: letters and digits that are the same in every version."""
        return _UNSAFE_KEY.sub("-", f"{'comment' if self.is_comment else 'post'}-{self.id}").strip("-")


def as_text(cited: Cited) -> str:
    """Return a citation as one line to put under a text.

    >>> day = PublicTime("2018-07-02T19:49+01:00", "2018-07-02T18:49:00+00:00", "minute")
    >>> print(as_text(Cited("7", False, "Lantern", "A post", "The Blog", day, "Archive", 12, "https://a.example/p")))
    Lantern, "A post", The Blog, 2 July 2018, 19:49. Archive, version 12. https://a.example/p
    """
    said = [f'"{_line(cited.title)}"', _line(cited.blog), _said_date(cited)]
    parts = [_line(cited.author), *said] if cited.author else said
    where = f"{_line(cited.archive)}, version {cited.version}"
    return f"{', '.join(filter(None, parts))}. {where}. {cited.address}"


def as_bibtex(cited: Cited) -> str:
    """Return a BibTeX entry; names and titles are kept as they were written."""
    fields = {
        "author": f"{{{_tex(cited.author)}}}" if cited.author else "",
        "title": f"{{{_tex(cited.title)}}}",
        "howpublished": _tex(f"{'Comment' if cited.is_comment else 'Post'} on {cited.blog or 'a blog'}"),
        "year": str(cited.day[0]) if cited.day else "",
        "url": _tex_address(cited.address),
        "note": _tex(
            f"{f'Written {date}. ' if (date := _said_date(cited)) else ''}{cited.archive}, version {cited.version}"
        ),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if cited.day:
        # a name that BibTeX knows, so without braces
        lines.append(f"  month = {_MONTHS[cited.day[1] - 1]},")
    return "\n".join([f"@misc{{{cited.key},", *lines, "}", ""])


def as_ris(cited: Cited) -> str:
    """Return a record in the RIS format, each line ended by carriage return and line feed."""
    date = "/".join(f"{part:02d}" for part in cited.day)
    lines = [
        ("TY", "BLOG"),
        ("ID", cited.key),
        # one name, not a family and a given one
        ("AU", _line(cited.author).replace(",", "")),
        ("TI", _line(cited.title)),
        ("T2", _line(cited.blog)),
        ("PY", str(cited.day[0]) if cited.day else ""),
        ("DA", f"{date}/{cited.published.local[_TIME_AT:16]}" if date else ""),
        ("DB", _line(cited.archive)),
        ("ET", f"version {cited.version}"),
        ("UR", cited.address),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in [*((t, v) for t, v in lines if v), ("ER", "")])


def as_csl(cited: Cited) -> str:
    """Return CSL-JSON: a list of the one item."""
    item: dict[str, Any] = {
        "id": cited.key,
        "type": "post" if cited.is_comment else "post-weblog",
        "title": _line(cited.title),
        "container-title": _line(cited.blog),
        "archive": _line(cited.archive),
        "version": str(cited.version),
        "URL": cited.address,
    }
    if cited.author:
        item["author"] = [{"literal": _line(cited.author)}]
    if cited.day:
        item["issued"] = {"date-parts": [list(cited.day)]}
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1) + "\n"


def _said_date(cited: Cited) -> str:
    if not cited.day:
        return ""
    year, month, day = cited.day
    at = cited.published.local[_TIME_AT:16]
    return f"{day} {_MONTH_NAMES[month - 1]} {year}{f', {at}' if at else ''}"


def _line(words: str) -> str:
    return _BLANKS.sub(" ", words).strip()


def _tex(words: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in _line(words))


def _tex_address(address: str) -> str:
    """Return an address for BibTeX's url, where only what would end or open a group is written otherwise."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
