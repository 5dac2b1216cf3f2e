"""What may be inferred from a detail, for moderators: the sentences of the motivated-intruder report.

The three questions are those of the UK Information Commissioner's Office, "Anonymisation: managing data protection risk
code of practice" (2012) and its guidance on anonymisation (2025): can somebody be singled out, can records be linked,
can something be inferred.
"""

from __future__ import annotations

from collections.abc import Collection

from archive.redaction.entities import Entity

DIRECT = frozenset(
    each.value for each in (Entity.PERSON, Entity.EMAIL, Entity.PHONE, Entity.HANDLE, Entity.ID_NUMBER, Entity.PLATE)
)
"""Details that point to one person without any other."""

_ALONE: dict[str, str] = {
    Entity.PERSON: "who is meant, by name",
    Entity.EMAIL: "who is meant, from the address",
    Entity.PHONE: "whose number it is: whoever has it in a telephone knows",
    Entity.HANDLE: "who writes elsewhere under the same name",
    Entity.LINK: "who is meant, from the page that the address leads to",
    Entity.ID_NUMBER: "who is meant, for anybody with the register it belongs to",
    Entity.PLATE: "whose car it is",
    Entity.POSTCODE: "in which street or building somebody lives or works",
    Entity.PLACE: "where somebody lives or works",
    Entity.OFFICE: "at which office somebody works or worked",
    Entity.EMPLOYER: "for whom somebody works or worked",
    Entity.GRADE: "which post somebody has, and so how few they are",
    Entity.DATE: "when it was, and so who was there then",
    Entity.TIME: "which other comments are by the same hand",
    Entity.AGE: "how old somebody is",
    Entity.SERVICE: "when somebody began",
    Entity.SECONDMENT: "where somebody was for a time: lists of secondments are short",
    Entity.LEAVE: "when somebody was away, which colleagues remember",
    Entity.LEAVING: "who left then",
    Entity.CASELOAD: "how much work somebody has, which their office knows",
    Entity.MONEY: "what somebody earns or was paid",
    Entity.UNION: "that somebody belongs to a union, which the law protects",
    Entity.BELIEF: "what somebody believes, which the law protects",
    Entity.FAMILY: "how somebody lives, and with whom",
    Entity.HEALTH: "how somebody's health is, which the law protects",
    Entity.COLLEAGUE: "which colleague is meant",
    Entity.SERVICE_USER: "which client is meant, by those who know the case",
    Entity.VICTIM: "who was harmed, by those who know the case",
    Entity.CHILD: "which child is meant, by those who know the family",
    Entity.OTHER: "something that a moderator marked by hand",
}

_TOGETHER: tuple[tuple[frozenset[str], str], ...] = tuple(
    (frozenset(each.value for each in kinds), said)
    for kinds, said in (
        ((Entity.OFFICE, Entity.GRADE), "one of the few with that post in that office"),
        ((Entity.PLACE, Entity.GRADE), "one of the few with that post in that town"),
        ((Entity.EMPLOYER, Entity.GRADE, Entity.SERVICE), "one of those who came in that year, from a staff list"),
        ((Entity.OFFICE, Entity.LEAVING), "who left that office: everybody there knows"),
        ((Entity.DATE, Entity.LEAVING), "who left in that year, from a farewell or a network of contacts"),
        ((Entity.OFFICE, Entity.LEAVE), "who was away from that office"),
        ((Entity.OFFICE, Entity.SECONDMENT), "who came to that office, or went from it, for a time"),
        ((Entity.OFFICE, Entity.UNION), "the office's own representative, whose name hangs on its wall"),
        ((Entity.PLACE, Entity.FAMILY), "a household in that town, for its neighbours"),
        ((Entity.PLACE, Entity.AGE), "one of the people of that age in that town"),
        ((Entity.OFFICE, Entity.HEALTH), "a colleague's illness, for those who know who was ill"),
        ((Entity.PLACE, Entity.SERVICE_USER), "a case that the local paper may have had"),
        ((Entity.DATE, Entity.SERVICE_USER), "a case, from the court lists of that time"),
    )
)


def inferred_from(kinds: Collection[str]) -> list[str]:
    """Return what somebody may infer from details of these kinds: what several tell together comes first.

    >>> inferred_from({"office", "leaving"})[0]
    'who left that office: everybody there knows'
    """
    given = frozenset(kinds)
    told = [said for needed, said in _TOGETHER if needed <= given]
    return told + [said for kind, said in _ALONE.items() if kind in given]
