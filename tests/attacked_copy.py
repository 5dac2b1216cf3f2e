"""An archive in which every field that anybody can fill holds attacks: what was harvested, reported and decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import cycle
from pathlib import Path
from typing import TypedDict

from archive.curation import rules, tags, topics
from archive.curation.acronyms import GlossaryEntry
from archive.errors import ArchiveError
from archive.folder import DataFolder
from archive.inbox import store as inbox
from archive.inbox.database import opened
from archive.inbox.models import LONGEST_PLACES, Kind, Outcome, Report, hash_secret
from archive.markup import parse_fragment, plain_text
from archive.moderation import case_acts, cases, decisions, erasures, glossary, keep_list, moderators, persons
from archive.moderation.exchange import exchange
from archive.moderation.tagging import act
from archive.moderation.values import words_by_id
from archive.originals.records import AuthorKind, OriginalComment, OriginalPost
from archive.text import OriginalText
from search_index import update
from tests.attacks import ATTACKS, packed, together
from tests.bench import Bench, comment, make_bench, post
from tests.moderation_copy import PASSWORD

POSTS = 4
ADMIN = "<b onclick=alert(1)>Isolde</b>"
"""A moderator's name may be anything that can be printed."""
OTHER_ADMIN = '"><img src=x onerror=alert(1)>'
MONSTER, SMALL = 900, 10


class _Says(TypedDict):
    by: str
    now: datetime


@dataclass
class Attacked:
    """The archive, which items hold what, and how many attacks each field took and refused."""

    folder: DataFolder
    taken: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    decided: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)

    @contextmanager
    def put(self, name: str) -> Iterator[None]:
        """Count what a field takes, and what it refuses in a sentence."""
        try:
            yield
        except ArchiveError:
            self.refused[name] += 1
        else:
            self.taken[name] += 1


def make_attacked(path: Path) -> Attacked:
    """Return it: four posts, a comment for each attack as HTML, and all attacks as text in titles, names and labels."""
    bench = make_bench(path)
    texts, size = together(POSTS), -(-len(ATTACKS) // POSTS)
    for number, text in enumerate(texts):
        bench.add(_post(number, text, ATTACKS[number * size : (number + 1) * size]), title=f"Ferry {text}")
    made = Attacked(bench.folder)
    _fill_decisions(bench, made)
    _fill_curation(bench, made)
    _fill_moderators(bench, made)
    bench.publish()
    _fill_findings(bench, made)
    _fill_cases(bench, made)
    update.update_index(bench.folder, whole=True)
    bench.db.conn.close()
    return made


def _post(number: int, text: str, attacks: Sequence[str]) -> OriginalPost:
    first = 1000 * (number + 1)
    comments = [
        _saying(first + place, parse_fragment(f"<p>lantern{place} {attack} lighthouse</p>"), attack)
        for place, attack in enumerate(attacks, start=SMALL)
    ]
    # all of them at once, as a text that was saved
    comments.append(_saying(first + MONSTER, plain_text(f"harbour {text} CQW pier"), text))
    made = post(number + 1, *comments, title=f"CQW {text}", author=text, labels=tuple(attacks))
    return _with_text(made, plain_text(f"Quay {text}"))


def _with_text(made: OriginalPost, text: OriginalText) -> OriginalPost:
    return OriginalPost(**{name: getattr(made, name) for name in made.__slots__} | {"text": text})


def _saying(number: int, text: OriginalText, author: str) -> OriginalComment:
    made = comment(number, "", author=author, kind=AuthorKind.NAME, author_url=author[:200])
    return OriginalComment(**{name: getattr(made, name) for name in made.__slots__} | {"text": text})


def secret_of(case_id: str) -> str:
    """Return the secret link of a case."""
    return f"{'s' * 39}{case_id[-4:]}"


def comment_ids() -> list[str]:
    """Return the comments that hold one attack each, as HTML."""
    size = -(-len(ATTACKS) // POSTS)
    return [str(1000 * (each // size + 1) + SMALL + each % size) for each in range(len(ATTACKS))]


def monsters() -> list[str]:
    """Return the comments that hold many attacks, as text."""
    return [str(1000 * (number + 1) + MONSTER) for number in range(POSTS)]


def _fill_decisions(bench: Bench, made: Attacked) -> None:
    """Hide and mask comments for reasons that are attacks, and under labels that are."""
    db, say = bench.db, _Says(by=ADMIN, now=bench.now)
    ids = iter(comment_ids())
    for reason in packed(300):
        with made.put("reason"):
            made.decided.append(decisions.hide(db, next(ids), reason=reason, **say).id)
    for attack in ATTACKS:
        label = " ".join(attack.split())[:60]
        if set(label) & set("[]<>"):  # these are refused, which the tests of decisions hold
            made.refused["label"] += 1
            continue
        with made.put("label"):
            made.decided.append(decisions.mask(db, next(ids), "lighthouse", label=label, reason="x", **say).id)
    for item_id in monsters():
        made.decided.append(decisions.mask(db, item_id, "harbour", label="a quay", reason=ATTACKS[0], **say).id)
    for item_id, reason in zip(reversed(comment_ids()), packed(300)[:20], strict=False):
        with made.put("reason of erasing"):
            erasures.ask(db, item_id, reason=reason, **say)
    key = bench.folder.load_secrets().pseudonym_key
    persons.name_person(db, ["pier"], reason="<img src=x onerror=alert(1)>", key=key, **say)


def _fill_findings(bench: Bench, made: Attacked) -> None:
    """Propose words among the attacks, for reasons that are attacks; keep some everywhere, with attacks as evidence."""
    db = bench.db
    sql = (
        "insert into finding (item_id, entity, field, span_start, span_end, score, risk, why, recognizer, version, "
        "digest) values (?, ?, ?, ?, ?, 1, 'high', ?, 'test', 1, ?) returning id"
    )
    whys = packed(1000)
    with db.atomic():
        for number, item_id in enumerate(monsters()):
            for name in ("text", "author"):
                at = words_by_id(db, [item_id])[item_id][name].index("alert(1)")
                row = [item_id, f"<b>{number}\"'", name, at, at + 5, whys[number], f"{item_id}{name}"]
                made.keys.append(f"f{db.conn.execute(sql, row).fetchone()[0]}")
        say = _Says(by=ADMIN, now=bench.now)
        for words, evidence, reason in zip(ATTACKS, cycle(packed(500)), cycle(packed(300)), strict=False):
            with made.put("kept words"):
                keep_list.add(db, words, evidence=evidence, reason=reason, item_id=monsters()[0], **say)


def _fill_curation(bench: Bench, made: Attacked) -> None:
    """Make topics, synonyms, rules and meanings out of attacks."""
    db, say = bench.db, _Says(by=ADMIN, now=bench.now)
    ids = comment_ids()
    with act(db, kind="topic-create", told=packed(2000)[0], **say) as changes:
        for place, (text, query) in enumerate(zip(packed(600), cycle(packed(200)), strict=False)):
            name = f"x{place} {text}"[:50]
            with made.put("topic"):
                topics.create(changes, name, text)
                made.topics.append(tags.tag_id(name))
                topics.add_synonym(changes, name, f"y{place} {query}"[:50])
                tags.add_tags(changes, ids[place * 5 : place * 5 + 5], [name], ADMIN, bench.now)
                rules.add_rule(changes, name, query, mode="propose", name=f"r{place} {query}"[:50], note=text, **say)
                rules.switch(changes, f"r{place} {query}"[:50], on=False)
    entries = [GlossaryEntry("CQW", f"Coast {attack}"[:200], attack[:400]) for attack in ATTACKS]
    made.taken["meaning"] += glossary.load(db, entries, **say)


def _fill_moderators(bench: Bench, made: Attacked) -> None:
    """Let moderators be called attacks; the two who log in are added as people are, the others beside them."""
    db = bench.db
    for name in (ADMIN, OTHER_ADMIN):
        moderators.add(db, name, "admin", PASSWORD, bench.now)
    (digest,) = db.conn.execute("select password_hash from moderator limit 1").fetchone()
    with db.atomic():
        for attack in ATTACKS:
            made.taken["moderator"] += db.conn.execute(
                "insert or ignore into moderator (name, role, password_hash, made_at) values (?, 'moderator', ?, ?)",
                [attack[:60], digest, bench.now.isoformat()],
            ).rowcount


def _fill_cases(bench: Bench, made: Attacked) -> None:
    """Send reports, messages, answers and decisions that are attacks."""
    db, at = bench.db, bench.now.isoformat()
    texts = packed(4000)
    made.cases = [f"CASE-{number:04}" for number in range(len(texts))]
    reports = [
        Report(
            case_id,
            hash_secret(secret_of(case_id)),
            at,
            kind,
            tuple(monsters()),
            text[:LONGEST_PLACES],
            text,
            number % 2 == 0,
        )
        for number, (case_id, text, kind) in enumerate(zip(made.cases, texts, [*Kind] * 16, strict=False))
    ]
    with opened(bench.folder) as box:
        inbox.add_reports(box, reports)
        for number, (report, text) in enumerate(zip(reports, texts, strict=True)):
            inbox.add_message(box, report.secret_hash, f"m{number}", text[:4000], at)
    exchange(db, bench.folder, now=bench.now)
    say = _Says(by=ADMIN, now=bench.now)
    for case_id, text in zip(made.cases, texts, strict=True):
        seen = cases.get_case(db, case_id).version
        seen = case_acts.answer(db, case_id, text[:4000], **say, seen=seen).version
        case_acts.decide(db, case_id, Outcome.KEPT, text[:2000], **say, seen=seen, close=False)
        case_acts.release(db, case_id, **say)
        made.taken["case"] += 1
    exchange(db, bench.folder, now=bench.now)
