"""How a query was read: as one line in plain words, and part by part with what can be switched off."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from search_index import analysis, nodes
from search_index.expanding import ReadClause
from search_index.nodes import Also, Node
from search_index.query import MAX_LENGTH, Parsed
from search_index.results import Expansion, Ignored, Kind, Part, SwitchedOff

NOTHING = "Nothing to search for: type a word, an acronym in capitals or an operator such as year:2018"
_NAMED = 4
"""Spellings that are told one by one."""

Count = Callable[[Node], int | None]


def describe(read: Sequence[ReadClause], ignored: Sequence[Ignored] = ()) -> str:
    """Return the line: what was searched for, then what was ignored and why."""
    said = _parts([clause.node for clause in read]) if read else [NOTHING]
    left_out = [_say_ignored(one) for one in dict.fromkeys(ignored)]
    return "; ".join([*said, f"ignored: {', '.join(left_out)}"] if left_out else said)


def explain(line: str, read: Sequence[ReadClause], count: Count) -> tuple[Part, ...]:
    """Return the parts of a query; `count` says how many items a node finds alone, None where that is not told."""
    return tuple(
        Part(
            typed=line[clause.typed[0].span.start : clause.typed[-1].span.end],
            read="; ".join(_parts([clause.node])),
            without=without_part(line, clause),
            expansions=tuple(_expansion(line, also, count) for also in clause.also),
        )
        for clause in read
    )


def without_part(line: str, clause: ReadClause) -> str:
    """Return the line without one of its parts."""
    for part in reversed(clause.typed):
        line = f"{line[: part.span.start].rstrip()} {line[part.span.end :].lstrip()}"
    return line.strip()


def without_expansion(line: str, also: Also) -> str:
    """Return the line with an expansion switched off, as it was where there is no room for that."""
    key = f'"{also.key}"' if " " in also.key else also.key
    longer = f"{line} -expand:{key}"
    return longer if len(longer) <= MAX_LENGTH else line


def switched_off(parsed: Parsed) -> tuple[SwitchedOff, ...]:
    """Return the expansions that a query switches off."""
    line = parsed.typed
    return tuple(
        SwitchedOff(key, f"{line[: span.start].rstrip()} {line[span.end :].lstrip()}".strip())
        for key, span in parsed.unexpanded
    )


def _expansion(line: str, also: Also, count: Count) -> Expansion:
    members = also.node.members if isinstance(also.node, nodes.Spellings | nodes.Acronym) else ()
    counted = nodes.Capitals(also.text, analysis.acronym_term(also.text)) if also.kind is Kind.APART else also.node
    counts = also.counts if members else ()
    return Expansion(also.kind, also.text, without_expansion(line, also), members, counts, count(counted))


def _say_ignored(one: Ignored) -> str:
    return f"{one.typed} ({one.why})" if one.typed else one.why


def _parts(clauses: Sequence[Node]) -> list[str]:
    clauses = [
        inner for clause in clauses for inner in (clause.nodes if isinstance(clause, nodes.Every) else (clause,))
    ]
    wanted = [clause for clause in clauses if not isinstance(clause, nodes.Not) and not _is_filter(clause)]
    filters = [_say(clause) for clause in clauses if _is_filter(clause)]
    without = [_say(clause.node) for clause in clauses if isinstance(clause, nodes.Not)]
    left_out = f"without {' or '.join(without)}" if without else ""
    if not wanted and not filters:
        left_out = f"everything {left_out}"
    return [part for part in (_say_wanted(wanted), *filters, left_out) if part]


def _is_filter(node: Node) -> bool:
    return isinstance(node.node if isinstance(node, nodes.Expanded) else node, nodes.Filter)


def _say_wanted(wanted: Sequence[Node]) -> str:
    match wanted:
        case []:
            return ""
        case [nodes.Word() as word] if len(word.typed) > 1 and word.typed.isupper():
            return f"word {word.typed} (in any case)"
        case [nodes.Word() | nodes.Exact() | nodes.Capitals() | nodes.Spellings() | nodes.Apart() as word]:
            return f"word {_say(word)}"
        case [nodes.Either(parts)]:
            is_word = any(nodes.iter_words(wanted[0]))
            return f"{'words ' if is_word else ''}{' or '.join(map(_say, parts))}"
        case [nodes.Expanded(typed, also)]:
            return " or ".join([_say_wanted([typed]), *(_say_also(one) for one in also)])
        case [one]:
            return _say(one)
        case _:
            return f"words {' and '.join(map(_say, wanted))}"


def _say(node: Node) -> str:
    """Return one node in words. The parser bounds how deep it goes."""
    match node:
        case nodes.Word():
            return node.typed
        case nodes.Exact():
            return f"{node.typed} (as typed)"
        case nodes.Capitals():
            return f"{node.typed} (the acronym, in capitals)"
        case nodes.Spellings():
            return _say_spellings(node)
        case nodes.Apart():
            return f"{node.word.typed} (not {node.acronym})"
        case nodes.Phrase():
            return f'"{node.typed}"' + (" (as typed)" if node.exact else "")
        case nodes.Prefix():
            return f"words beginning with {node.typed} (and other forms of them)"
        case nodes.Acronym():
            return f"the acronym {node.acronym}{_say_members(node.members)}"
        case nodes.Expanded():
            return f"({' or '.join([_say(node.node), *map(_say_also, node.also)])})"
        case nodes.Not():
            return f"not {_say(node.node)}"
        case nodes.Every():
            return f"({' and '.join(map(_say, node.nodes))})"
        case nodes.Either():
            return f"({' or '.join(map(_say, node.nodes))})"
        case _:
            return _say_filter(node)


def _say_also(also: Also) -> str:
    match also.kind:
        case Kind.EXPANSION:
            return f'"{also.text}"'
        case Kind.SYNONYM | Kind.NARROWER:
            return also.text
        case _:
            return _say(also.node)


def _say_spellings(node: nodes.Spellings) -> str:
    return f"{node.name} in any spelling{_say_members(node.members)}"


def _say_members(members: Sequence[str]) -> str:
    if not members:
        return ""
    named = ", ".join(members[:_NAMED]) + (", …" if len(members) > _NAMED else "")
    how_many = f"{len(members)} spellings" if len(members) > 1 else "1 spelling"
    return f" ({how_many}: {named})"


def _say_filter(node: nodes.Filter) -> str:
    match node:
        case nodes.Author():
            return f"by {node.typed}{' (the whole name)' if node.whole else ''}"
        case nodes.Tag():
            return f"tagged {node.key}"
        case nodes.Year():
            return f"year {node.year}"
        case nodes.Kinds():
            return f"in {node.kind}s"
        case nodes.Site():
            return f"on {node.host}"
        case nodes.Has():
            return f"with {_HAS[node.what]}"
        case nodes.Voice():
            return f"{_VOICES[node.voice]} alone"
        case nodes.Days():
            return f"from {node.start} on" if node.start else f"before {node.end}"


_HAS = {"link": "a link", "reply": "an answer", "quote": "a quotation"}
_VOICES = {"own": "the author's own words", "quoted": "quoted words", "imported": "words from elsewhere"}
