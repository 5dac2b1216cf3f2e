"""From a plan to tantivy's own query."""

from __future__ import annotations

from search_index import plan
from search_index.fields import BY_NAME
from search_index.plan import Plan
from search_index.tantivy_engine.library import Occur, Query
from search_index.tantivy_engine.schema import KEY, SCHEMA, encode


def compile_plan(wanted: Plan) -> Query:
    """Return the query for a plan. The parser bounds how deep it goes."""
    match wanted:
        case plan.Term(field, term):
            return _term(field, term)
        case plan.Sequence(field, terms):
            phrase = Query.phrase_query(SCHEMA, field, [encode(term) for term in terms])
            return phrase if BY_NAME[field].scored else _unscored(phrase)
        case plan.AnyOf(parts):
            return _any_of(parts)
        case plan.AllOf(parts, without):
            found = [(Occur.Must, compile_plan(part)) for part in parts] or [(Occur.Must, _unscored(Query.all_query()))]
            if len(found) == 1 and not without:
                return found[0][1]
            return Query.boolean_query([*found, *((Occur.MustNot, compile_plan(part)) for part in without)])


def leave_out(query: Query, keys: list[int]) -> Query:
    """Return a query that passes over the documents of these keys."""
    if not keys:
        return query
    gone = Query.term_set_query(SCHEMA, KEY, keys)
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, gone)])


def kept_term(field: str, term: str) -> str:
    """Return a term as it is kept in a field."""
    return encode(term) if BY_NAME[field].placed else term


def _term(field: str, term: str) -> Query:
    found = Query.term_query(SCHEMA, field, kept_term(field, term), "freq" if BY_NAME[field].scored else "basic")
    return found if BY_NAME[field].scored else _unscored(found)


def _any_of(parts: tuple[Plan, ...]) -> Query:
    """Return what finds any of these. Terms that do not score are looked up as one set: days may be hundreds."""
    sets: dict[str, list[str]] = {}
    others: list[Query] = []
    for part in parts:
        if isinstance(part, plan.Term) and not BY_NAME[part.field].scored:
            sets.setdefault(part.field, []).append(kept_term(part.field, part.term))
        else:
            others.append(compile_plan(part))
    others += [_unscored(Query.term_set_query(SCHEMA, field, terms)) for field, terms in sets.items()]
    if len(others) < 2:
        return others[0] if others else Query.empty_query()
    return Query.boolean_query([(Occur.Should, query) for query in others])


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)
