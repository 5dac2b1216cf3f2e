"""Topics as moderators keep them: the tree, one topic with its rules and history, and what is proposed.

Every form works without a script and goes to the address of its own page; `do` says what it does.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeVar
from urllib.parse import parse_qsl, quote, urlencode

from sqlite_utils import Database

from archive.curation import proposals, rules, topics
from archive.curation.acts import Act, Changes, get_acts
from archive.curation.proposals import Model, Proposal
from archive.curation.rules import Rule
from archive.curation.topics import Synonym, Topic, find_topic, get_topics
from archive.errors import ArchiveError, NotFound, WrongUse
from archive.moderation.tagging import act, undo_act
from archive.originals.database import open_archive
from archive.public import store
from plugins._datasette import Request, Response, Route, Served, read
from plugins.anonymisation.acts import follow
from plugins.anonymisation.desk import Desk, in_archive, the_desk
from plugins.anonymisation.guard import the_moderator
from plugins.anonymisation.lines import when_text
from plugins.anonymisation.places import Spot, read_spots
from plugins.anonymisation.showing import show, to
from plugins.site.addresses import page_number, readable_path, search_address, tag_address
from plugins.site.contexts import Link
from plugins.site.missing import missing_page
from plugins.site.rendering import Shown
from plugins.site.wording import count
from plugins.tagging.learning import suggest
from plugins.tagging.rules import finder, make_rule

TOPICS = "/-/moderate/topics"
SUGGESTIONS = "/-/moderate/suggestions"
PER_PAGE = 50
_ACTS = 20
_PREVIEWED = 5

Given = Mapping[str, str]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ActLine:
    """Something that was done; `undone_by` is the act that undid it, "" while it holds."""

    id: str
    by: str
    told: str
    when: str
    undone_by: str


@dataclass(frozen=True, slots=True)
class DeskTopic:
    """A topic in the tree of moderators."""

    id: str
    href: str
    name: str
    told: str
    narrower: tuple[DeskTopic, ...]


@dataclass(frozen=True, slots=True)
class DeskRule:
    """A rule, with what its last run came to."""

    id: int
    name: str
    query: str
    href: str
    topic: Link
    does: str
    is_on: bool
    ran: str
    note: str


@dataclass(frozen=True, slots=True)
class ModelLine:
    """What learning a topic came to."""

    topic: Link
    examples: int
    precision: str
    recall: str
    proposed: str


@dataclass(frozen=True, slots=True)
class TopicsDesk:
    """All topics, all rules, what waits, and what was done last."""

    template: ClassVar[str] = "threadkeep_desk_topics.html"

    tree: tuple[DeskTopic, ...]
    waiting: str
    rules: tuple[DeskRule, ...]
    models: tuple[ModelLine, ...]
    acts: tuple[ActLine, ...]
    choices: tuple[tuple[str, str], ...]
    typed: Given
    problem: str


@dataclass(frozen=True, slots=True)
class RulePreview:
    """What a rule would find, before it is made."""

    told: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class TopicDesk:
    """One topic: everything that can be changed about it, its rules, and what was done to it."""

    template: ClassVar[str] = "threadkeep_desk_topic.html"

    id: str
    name: str
    covers: str
    broader: str
    href: str
    public: str
    told: str
    waiting: Link | None
    synonyms: tuple[Synonym, ...]
    choices: tuple[tuple[str, str], ...]
    rules: tuple[DeskRule, ...]
    preview: RulePreview | None
    acts: tuple[ActLine, ...]
    typed: Given
    problem: str


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A topic that is proposed for an item: why, and how the item begins. `pick` is what its box sends."""

    pick: str
    topic: Link
    spot: Spot
    opening: str
    why: str


@dataclass(frozen=True, slots=True)
class SuggestionsDesk:
    """What waits for a yes or a no, a page at a time, all of it or one topic's."""

    template: ClassVar[str] = "threadkeep_desk_suggestions.html"

    told: str
    action: str
    topics: tuple[Link, ...]
    lines: tuple[ProposalLine, ...]
    earlier: Link | None
    later: Link | None
    problem: str


# -- all topics


async def all_topics(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/topics`; a POST makes a topic, runs the rules, learns, or undoes an act."""
    if request.method != "POST":
        return await _topics_page(datasette, request, {})
    given, _ = await typed_form(request)
    desk, by = the_desk(datasette), the_moderator(request).name
    try:
        await asyncio.to_thread(_do_with_all, desk, given, by)
    except ArchiveError as error:
        return await _topics_page(datasette, request, given, str(error))
    back = given.get("back", "")
    return to(back if back.startswith("/-/moderate/") else TOPICS)


def _do_with_all(desk: Desk, given: Given, by: str) -> None:
    now, wanted = desk.clock(), given.get("do", "")
    if wanted == "create":
        name, above = given.get("name", ""), given.get("broader", "")
        _carry(
            desk,
            by,
            f"made {name.strip()}",
            name.strip(),
            lambda changes: topics.create(changes, name, given.get("covers", ""), above or None),
        )
    elif wanted == "undo":
        with_archive(desk, lambda db: undo_act(db, given.get("act", ""), by=by, now=now))
        follow(desk.folder, "The undoing", now)
    elif wanted == "run":
        # a publish runs every rule that is on
        follow(desk.folder, "The run of the rules", now)
    elif wanted == "learn":
        public = store.open_public(desk.folder)
        try:
            with_archive(desk, lambda db: suggest(db, public, now))
        finally:
            public.close()
    else:
        raise WrongUse("Choose what to do with one of the buttons of this page.")


async def _topics_page(datasette: Served, request: Request, given: Given, problem: str = "") -> Response:
    def work(db: Database) -> TopicsDesk:
        known, waiting = _living(db), proposals.count_open(db)
        return TopicsDesk(
            tree=_tree(known, waiting, None),
            waiting=count(sum(waiting.values()), "suggestion") if waiting else "",
            rules=tuple(_rule_line(rule, known) for rule in rules.get_rules(db)),
            models=tuple(_model_line(model, known) for model in proposals.get_models(db)),
            acts=act_lines(get_acts(db, limit=_ACTS)),
            choices=_choices(known),
            typed=given,
            problem=problem,
        )

    page = await in_archive(the_desk(datasette), work)
    return await show(datasette, request, Shown(page, "Topics", TOPICS, "desk-topics", status=400 if problem else 200))


def _tree(known: Mapping[str, Topic], waiting: Mapping[str, int], above: str | None) -> tuple[DeskTopic, ...]:
    return tuple(
        DeskTopic(
            topic.id,
            topic_desk_address(topic.id),
            topic.name,
            _told(topic, waiting.get(topic.id, 0)),
            _tree(known, waiting, topic.id),
        )
        for topic in sorted(known.values(), key=lambda topic: topic.name.casefold())
        if (topic.broader_id if topic.broader_id in known else None) == above
    )


def _told(topic: Topic, waiting: int) -> str:
    parts = [count(topic.items, "item") if topic.items else "labels of the blog alone"]
    parts += [f"also {', '.join(each.name for each in topic.synonyms)}"] if topic.synonyms else []
    parts += [f"{waiting} proposed"] if waiting else []
    return ", ".join(parts)


# -- one topic


async def one_topic(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/topic/ID`; a POST changes the topic or its rules."""
    wanted = readable_path(request.url_vars["id"]) or ""
    if request.method != "POST":
        return await _topic_page(datasette, request, wanted, {})
    given, _ = await typed_form(request)
    desk, by = the_desk(datasette), the_moderator(request).name
    try:
        if given.get("do") == "preview":
            preview = await _preview(datasette, given.get("query", ""))
            return await _topic_page(datasette, request, wanted, given, preview=preview)
        here = await asyncio.to_thread(_do_with_one, desk, wanted, given, by)
    except NotFound as error:
        return await show(datasette, request, missing_page(str(error)))
    except ArchiveError as error:
        return await _topic_page(datasette, request, wanted, given, str(error))
    return to(topic_desk_address(here) if here else TOPICS)


def _do_with_one(desk: Desk, wanted: str, given: Given, by: str) -> str:
    """Carry out what a form of the page of a topic asks for; return the topic to go on with."""
    topic = with_archive(desk, lambda db: find_topic(db, wanted))
    asked, value = given.get("do", ""), given.get("value", "")
    work, told = _change_of(asked, topic.id, value)
    if work is None:
        work, told = _change_of_rule(desk, asked, topic.id, given, by)
    _carry(desk, by, told, topic.name, work)
    return {"merge": value, "delete": ""}.get(asked, topic.id)


def _change_of(asked: str, tag_id: str, value: str) -> tuple[Callable[[Changes], object] | None, str]:
    known: dict[str, tuple[Callable[[Changes], object], str]] = {
        "rename": (lambda changes: topics.rename(changes, tag_id, value), f"renamed {tag_id} to {value}"),
        "describe": (lambda changes: topics.describe(changes, tag_id, value), f"said what {tag_id} covers"),
        "broader": (
            lambda changes: topics.set_broader(changes, tag_id, value or None),
            f"put {tag_id} under {value}" if value else f"put {tag_id} at the top",
        ),
        "synonym": (lambda changes: topics.add_synonym(changes, tag_id, value), f"let {value} mean {tag_id}"),
        "unsynonym": (
            lambda changes: topics.remove_synonym(changes, tag_id, value),
            f"took the name {value} off {tag_id}",
        ),
        "merge": (lambda changes: topics.merge(changes, tag_id, value), f"merged {tag_id} into {value}"),
        "delete": (lambda changes: topics.delete(changes, tag_id), f"deleted {tag_id}"),
    }
    return known.get(asked, (None, ""))


def _change_of_rule(
    desk: Desk, asked: str, tag_id: str, given: Given, by: str
) -> tuple[Callable[[Changes], object], str]:
    number = given.get("rule", "")
    if asked == "rule":
        return (
            lambda changes: make_rule(
                changes,
                tag_id,
                given.get("query", ""),
                mode=given.get("mode", "propose"),
                name=given.get("rule_name", ""),
                note=given.get("note", ""),
                by=by,
                now=desk.clock(),
            ),
            f"made a rule for {tag_id}",
        )
    if asked in ("on", "off"):
        return (
            lambda changes: rules.switch(changes, number, on=asked == "on"),
            f"switched rule {number} {asked}",
        )
    if asked == "unrule":
        return lambda changes: rules.remove_rule(changes, number), f"removed rule {number}"
    raise WrongUse("Choose what to do with one of the buttons of this page.")


async def _preview(datasette: Served, query: str) -> RulePreview:
    if not query.strip():
        raise WrongUse("A rule is a search: type one first.")

    def work() -> list[str]:
        with finder(the_desk(datasette).folder) as find:
            return sorted(find.find(query))

    found = await asyncio.to_thread(work)
    spots = await read_spots(datasette, found[:_PREVIEWED])
    return RulePreview(f"{count(len(found), 'post or comment', 'posts and comments')} now", tuple(spots.values()))


async def _topic_page(
    datasette: Served,
    request: Request,
    wanted: str,
    given: Given,
    problem: str = "",
    *,
    preview: RulePreview | None = None,
) -> Response:
    def work(db: Database) -> TopicDesk:
        topic, known = find_topic(db, wanted), _living(db)
        waiting = proposals.count_open(db).get(topic.id, 0)
        queue = f"{SUGGESTIONS}?{urlencode({'topic': topic.id})}"
        return TopicDesk(
            id=topic.id,
            name=topic.name,
            covers=topic.description,
            broader=topic.broader_id or "",
            href=topic_desk_address(topic.id),
            public=tag_address(topic.id),
            told=_told(topic, 0),
            waiting=Link(queue, count(waiting, "suggestion")) if waiting else None,
            synonyms=topic.synonyms,
            choices=tuple(choice for choice in _choices(known) if choice[0] != topic.id),
            rules=tuple(_rule_line(rule, known) for rule in rules.get_rules(db, tag_id=topic.id)),
            preview=preview,
            acts=act_lines(get_acts(db, tag_id=topic.id, limit=_ACTS)),
            typed=given,
            problem=problem,
        )

    try:
        page = await in_archive(the_desk(datasette), work)
    except (NotFound, WrongUse) as error:
        return await show(datasette, request, missing_page(str(error)))
    shown = Shown(page, f"Topic: {page.name}", page.href, "desk-topics", status=400 if problem else 200)
    return await show(datasette, request, shown)


# -- suggestions


async def suggestions(datasette: Served, request: Request) -> Response:
    """Answer `/-/moderate/suggestions`; a POST accepts or rejects what is ticked."""
    if request.method != "POST":
        return await _suggestions_page(datasette, request)
    given, picked = await typed_form(request)
    desk, by = the_desk(datasette), the_moderator(request).name
    try:
        await asyncio.to_thread(_decide, desk, given.get("do", ""), picked, by)
    except ArchiveError as error:
        return await _suggestions_page(datasette, request, str(error))
    return to(f"{SUGGESTIONS}?{urlencode({'topic': given['topic']})}" if given.get("topic") else SUGGESTIONS)


def _decide(desk: Desk, asked: str, picked: list[str], by: str) -> None:
    decide = {"accept": proposals.accept, "reject": proposals.dismiss}.get(asked)
    if decide is None or not picked:
        raise WrongUse("Tick at least one suggestion, then accept or reject.")
    pairs = [(item_id, tag_id) for item_id, _, tag_id in (each.partition(" ") for each in picked)]
    told = f"{asked}ed {count(len(pairs), 'suggestion')}"
    _carry(desk, by, told, "", lambda changes: decide(changes, pairs, by, desk.clock()))


async def _suggestions_page(datasette: Served, request: Request, problem: str = "") -> Response:
    wanted, number = request.args.get("topic") or "", page_number(request)

    def work(db: Database) -> tuple[dict[str, int], Mapping[str, Topic], list[Proposal]]:
        waiting = proposals.get_open(db, tag_id=wanted, offset=(number - 1) * PER_PAGE, limit=PER_PAGE)
        return proposals.count_open(db), _living(db), waiting

    counts, known, waiting = await in_archive(the_desk(datasette), work)
    total = counts.get(wanted, 0) if wanted else sum(counts.values())
    spots = await read_spots(datasette, [each.item_id for each in waiting])
    openings = await read(datasette, lambda db: _openings(db, [each.item_id for each in waiting]))

    def address(page: int) -> str:
        asked = {"topic": wanted} if wanted else {}
        return f"{SUGGESTIONS}?{urlencode(asked | ({'page': str(page)} if page > 1 else {}))}".rstrip("?")

    context = SuggestionsDesk(
        told=f"{count(total, 'suggestion')} to look at" if total else "Nothing is suggested that nobody looked at",
        action=address(1),
        topics=tuple(
            Link(f"{SUGGESTIONS}?{urlencode({'topic': tag_id})}", f"{known[tag_id].name} ({number})")
            for tag_id, number in sorted(counts.items())
            if tag_id in known
        ),
        lines=tuple(_proposal_line(each, spots[each.item_id], openings.get(each.item_id, "")) for each in waiting),
        earlier=Link(address(number - 1), f"Page {number - 1}") if number > 1 else None,
        later=Link(address(number + 1), f"Page {number + 1}") if number * PER_PAGE < total else None,
        problem=problem,
    )
    shown = Shown(context, "Suggestions", SUGGESTIONS, "desk-topics", status=400 if problem else 200)
    return await show(datasette, request, shown)


def _openings(db: Database, item_ids: list[str]) -> dict[str, str]:
    return {item_id: " ".join(item.body.text.split())[:200] for item_id, item in store.get_items(db, item_ids).items()}


def _proposal_line(proposal: Proposal, spot: Spot, opening: str) -> ProposalLine:
    why = f"rule {proposal.rule_name}" if proposal.source == "rule" else f"learned, {proposal.score or 0:.2f}"
    topic = Link(topic_desk_address(proposal.tag_id), proposal.tag_name)
    return ProposalLine(f"{proposal.item_id} {proposal.tag_id}", topic, spot, opening, why)


# -- shared


def topic_desk_address(tag_id: str) -> str:
    """Return the page of a topic in the moderation site."""
    return f"/-/moderate/topic/{quote(tag_id, safe='')}"


def act_lines(acts: list[Act]) -> tuple[ActLine, ...]:
    """Return acts as lines."""
    return tuple(ActLine(each.id, each.made_by, each.told, when_text(each.made_at), each.undone_by) for each in acts)


def with_archive(desk: Desk, work: Callable[[Database], T]) -> T:
    """Run `work` with a connection to archive.db that is closed afterwards."""
    db = open_archive(desk.folder)
    try:
        return work(db)
    finally:
        db.close()


def _carry(desk: Desk, by: str, told: str, label: str, work: Callable[[Changes], object]) -> None:
    """Carry out one act and publish what follows; raise NotPublicYet when it is recorded and its publish failed."""
    now = desk.clock()

    def done(db: Database) -> None:
        with act(db, by=by, now=now, kind="topic", told=told, label=label) as changes:
            work(changes)

    with_archive(desk, done)
    follow(desk.folder, "The change of topics", now)


async def typed_form(request: Request) -> tuple[dict[str, str], list[str]]:
    """Return what a form sends, the last value of each field, and every value of its boxes."""
    body: bytes = await request.post_body()
    pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return dict(pairs), [value for name, value in pairs if name == "pick"]


def _living(db: Database) -> dict[str, Topic]:
    return {tag_id: topic for tag_id, topic in get_topics(db).items() if not topic.retired}


def _choices(known: Mapping[str, Topic]) -> tuple[tuple[str, str], ...]:
    return tuple((topic.id, topic.name) for topic in sorted(known.values(), key=lambda topic: topic.name.casefold()))


def _rule_line(rule: Rule, known: Mapping[str, Topic]) -> DeskRule:
    name = known[rule.tag_id].name if rule.tag_id in known else rule.tag_id
    ran = "not run yet" if rule.run_at is None else f"found {rule.matched:,} on {when_text(rule.run_at)}"
    return DeskRule(
        id=rule.id,
        name=rule.name,
        query=rule.query,
        href=search_address(rule.query),
        topic=Link(topic_desk_address(rule.tag_id), name),
        does=("applies" if rule.applies else "proposes") if rule.is_on else "off",
        is_on=rule.is_on,
        ran=ran,
        note=rule.note,
    )


def _model_line(model: Model, known: Mapping[str, Topic]) -> ModelLine:
    name = known[model.tag_id].name if model.tag_id in known else model.tag_id
    return ModelLine(
        topic=Link(topic_desk_address(model.tag_id), name),
        examples=model.examples,
        precision="none to measure" if model.precision is None else f"{model.precision:.2f}",
        recall="" if model.recall is None else f"{model.recall:.2f}",
        proposed="not precise enough" if model.threshold is None else str(model.proposed),
    )


ROUTES: list[Route] = [
    (r"^/-/moderate/topics$", all_topics),
    (r"^/-/moderate/topic/(?P<id>[^/]+)$", one_topic),
    (r"^/-/moderate/suggestions$", suggestions),
]
