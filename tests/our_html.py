"""What rendered text may consist of, checked by a parser of its own: the tests' idea of safe, not the renderer's."""

from __future__ import annotations

import re
from html.parser import HTMLParser

ALLOWED: dict[str, frozenset[str]] = {
    name: frozenset()
    for name in (
        "p br h2 h3 h4 h5 h6 blockquote ul ol li table tr td pre em strong".split()  # noqa: SIM905 - reads as a list
    )
} | {
    "a": frozenset({"href", "rel", "aria-label"}),
    "span": frozenset({"class", "title", "role", "aria-label"}),
}
_HREF = re.compile(r"(?:https?://[^\s\"'<>`\\]+|/-/log/[A-Za-z0-9_-]+)\Z")
_CLASSES = {"redaction", "image"}


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.hrefs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.problems.append(f"element {tag}")
            return
        for name, value in attrs:
            if name not in ALLOWED[tag] or value is None:
                self.problems.append(f"attribute {tag} {name}")
            elif name == "href":
                self.hrefs.append(value)
                if not _HREF.match(value):
                    self.problems.append(f"address {value!r}")
            elif name == "class" and value not in _CLASSES:
                self.problems.append(f"class {value!r}")
        if tag == "a" and "a" in self.open:
            self.problems.append("link in a link")
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"end of {tag}")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.problems.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.problems.append("declaration")

    def unknown_decl(self, data: str) -> None:
        self.problems.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.problems.append("instruction")


def find_problems(html: str) -> list[str]:
    """Return what in rendered HTML is not ours: elements, attributes, addresses, nesting, characters."""
    checker = _check(html)
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", html):
        checker.problems.append("control character")
    return [*checker.problems, *(f"open {tag}" for tag in checker.open)]


def words_of(html: str) -> str:
    """Return the character data of rendered HTML."""
    return "".join(_check(html).words)


def hrefs_of(html: str) -> list[str]:
    """Return the link addresses of rendered HTML."""
    return _check(html).hrefs


def _check(html: str) -> _Checker:
    checker = _Checker()
    checker.feed(html)
    checker.close()
    return checker
