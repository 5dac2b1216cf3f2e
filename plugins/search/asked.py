"""What somebody asks the search for, as its address holds it: the same address is the same search, to be kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from plugins._datasette import Request
from search_index.query import MAX_LENGTH, clean
from search_index.results import Order
from search_index.search import MAX_LIMIT, MAX_OFFSET, MAX_THREADS

PATH = "/-/search"
HITS = 20
THREADS = 10
"""Hits of a page, or threads, each with a few hits."""

_READ = 4 * MAX_LENGTH
_DIGITS = 6
_LISTS = ("atom", "csv")
_VIEWS = {"threads": True, "hits": False}


@dataclass(frozen=True, slots=True)
class Asked:
    """One search: the query on one line, its order ("sort"; None, as the query says) and grouping by thread ("view").

    `form` is "" for the page, else "atom", "json" or "csv"; `is_cut` says that more was typed than is read.
    """

    query: str = ""
    order: Order | None = None
    grouped: bool = True
    page: int = 1
    size: int = THREADS
    form: str = ""
    is_cut: bool = False

    @property
    def offset(self) -> int:
        """How many hits, or threads, stand before this page."""
        return (self.page - 1) * self.size

    def address(self) -> str:
        """Return the address, without what goes without saying."""
        given: dict[str, str | int] = {"q": self.query}
        if self.order:
            given["sort"] = self.order.value
        if self.form not in _LISTS and self.grouped != _is_grouped("", self.form):
            given["view"] = "threads" if self.grouped else "hits"
        if self.size != _usual_size(self.grouped):
            given["size"] = self.size
        if self.page > 1:
            given["page"] = self.page
        path = f"{PATH}.{self.form}" if self.form else PATH
        return f"{path}?{urlencode(given)}" if self.query else path

    def at(self, page: int) -> Asked:
        """Return another page of the same search."""
        return replace(self, page=page)

    def first(self, **changes: object) -> Asked:
        """Return the first page of a search that differs in this; a size nobody chose goes with the grouping."""
        other = replace(self, page=1, **changes)  # type: ignore[arg-type]  # the fields' own types
        if "size" in changes or self.size != _usual_size(self.grouped):
            return other
        return replace(other, size=_usual_size(other.grouped))


def read_asked(request: Request, form: str = "") -> Asked:
    """Return what a request asks for; whatever cannot be meant is as if it were not there, and too much the most."""

    def given(name: str) -> str:
        return (request.args.get(name) or "")[:_READ]

    typed = given("q")
    grouped = _is_grouped(given("view"), form)
    size = min(_number(given("size"), _usual_size(grouped)), MAX_THREADS if grouped else MAX_LIMIT)
    sort = given("sort").lower()
    return Asked(
        query=clean(typed),
        order=Order(sort) if sort in list(Order) else None,
        grouped=grouped,
        page=min(_number(given("page"), 1), MAX_OFFSET // size + 1),
        size=size,
        form=form,
        is_cut=len(typed) > MAX_LENGTH,
    )


def _usual_size(grouped: bool) -> int:
    return THREADS if grouped else HITS


def _is_grouped(view: str, form: str) -> bool:
    """Feeds and tables are lists of hits, whatever is asked; the page is grouped unless it says otherwise."""
    if form in _LISTS:
        return False
    return _VIEWS.get(view, not form)


def _number(given: str, usual: int) -> int:
    """Return a number of 1 or more in plain digits."""
    if not given.isascii() or not given.isdigit():
        return usual
    number = int(given) if len(given) < _DIGITS else 10**_DIGITS
    return number or usual
