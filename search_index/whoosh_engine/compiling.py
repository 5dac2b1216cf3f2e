"""From a plan to Whoosh's own query, against the terms that one index holds."""

from __future__ import annotations

from typing import Any

from search_index import plan
from search_index.plan import Plan
from search_index.whoosh_engine import library


def compile_plan(wanted: Plan, reader: Any) -> Any:
    """Return the Whoosh query for a plan. The parser bounds how deep it goes."""
    match wanted:
        case plan.Term(field, term):
            return library.Term(field, term) if (field, term) in reader else library.NullQuery
        case plan.Sequence(field, terms):
            return library.Phrase(field, list(terms))
        case plan.AnyOf(parts):
            return _any_of([compile_plan(part, reader) for part in parts])
        case plan.AllOf(parts, without):
            found = [compile_plan(part, reader) for part in parts] or [library.Every()]
            if not without:
                return found[0] if len(found) == 1 else library.And(found)
            # never Whoosh's own AndNot: it lets the first document of a segment through unasked (a test says so)
            return library.And([*found, library.Not(library.Or([compile_plan(part, reader) for part in without]))])


def _any_of(parts: list[Any]) -> Any:
    """Return what finds any of these. A matcher for few terms can skip what cannot reach the first page."""
    present = [part for part in parts if part is not library.NullQuery]
    if len(present) < 2:
        return present[0] if present else library.NullQuery
    either = library.Or(present)
    if len(present) == 2:
        # on small segments Whoosh would read all postings at once instead, and skip nothing
        either.matcher_type = library.Or.DEFAULT_MATCHER
    return either


def may_skip(wanted: Plan) -> bool:
    """Return whether Whoosh may pass over what it thinks cannot reach the page.

    Its bounds are too low for a "not", and for three or more alternatives on a small segment: it would lose hits.
    """
    match wanted:
        case plan.Term() | plan.Sequence():
            return True
        case plan.AnyOf(parts):
            return len(parts) <= 2 and all(isinstance(part, plan.Term | plan.Sequence) for part in parts)
        case plan.AllOf(parts, without):
            return bool(parts) and not without and all(map(_is_simple, parts))


def _is_simple(part: Plan) -> bool:
    return isinstance(part, plan.Term | plan.Sequence | plan.AnyOf) and may_skip(part)
