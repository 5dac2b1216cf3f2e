"""How a query was read, as one line in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from search_index import nodes
from search_index.nodes import Node
from search_index.query import Parsed

NOTHING = "Nothing to search for: type a word, an acronym in capitals or an operator such as year:2018"


def describe(parsed: Parsed, notes: Sequence[str] = ()) -> str:
    """Return the line: what was searched for, then what was ignored and why.

    >>> from search_index.query import parse
    >>> describe(parse("the oasys breach year:2018"))
    'words oasys and breach; year 2018; ignored: the (very common)'
    """
    ignored = [*parsed.ignored, *notes]
    said = [NOTHING] if parsed.root is None else _parts(parsed.root)
    return "; ".join([*said, f"ignored: {', '.join(ignored)}"] if ignored else said)


def _parts(root: Node) -> list[str]:
    clauses = root.nodes if isinstance(root, nodes.Every) else (root,)
    wanted = [clause for clause in clauses if not isinstance(clause, nodes.Not | nodes.Filter)]
    filters = [_say(clause) for clause in clauses if isinstance(clause, nodes.Filter)]
    without = [_say(clause.node) for clause in clauses if isinstance(clause, nodes.Not)]
    left_out = f"without {' or '.join(without)}" if without else ""
    if not wanted and not filters:
        left_out = f"everything {left_out}"
    return [part for part in (_say_wanted(wanted), *filters, left_out) if part]


def _say_wanted(wanted: Sequence[Node]) -> str:
    match wanted:
        case []:
            return ""
        case [nodes.Word() | nodes.Capitals() | nodes.Spellings() as word]:
            return f"word {_say(word)}"
        case [nodes.Either(parts)]:
            words = any(nodes.iter_words(wanted[0]))
            return f"{'words ' if words else ''}{' or '.join(map(_say, parts))}"
        case [one]:
            return _say(one)
        case _:
            return f"words {' and '.join(map(_say, wanted))}"


def _say(node: Node) -> str:
    """Return one node in words. The parser bounds how deep it goes."""
    match node:
        case nodes.Word():
            return node.typed
        case nodes.Capitals():
            return f"{node.typed} (in capitals)"
        case nodes.Spellings():
            return f"{node.name} in any spelling"
        case nodes.Phrase():
            return f'"{node.typed}"'
        case nodes.Prefix():
            return f"words beginning with {node.typed}"
        case nodes.Not():
            return f"not {_say(node.node)}"
        case nodes.Every():
            return f"({' and '.join(map(_say, node.nodes))})"
        case nodes.Either():
            return f"({' or '.join(map(_say, node.nodes))})"
        case _:
            return _say_filter(node)


def _say_filter(node: nodes.Filter) -> str:
    match node:
        case nodes.Author():
            return f"by {node.typed}"
        case nodes.Tag():
            return f"tagged {node.key}"
        case nodes.Year():
            return f"year {node.year}"
        case nodes.Kind():
            return f"in {node.kind}s"
        case nodes.Days():
            return f"from {node.start} on" if node.start else f"before {node.end}"
