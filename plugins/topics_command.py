"""`threadkeep topics`: the tree of topics, their rules, what is proposed, and the history of it all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any

import click

from archive.act_command import carry_out, publish
from archive.command_options import data_option, json_option
from archive.errors import WrongUse
from archive.folder import DataFolder

if TYPE_CHECKING:
    from sqlite_utils import Database

    from archive.curation.acts import Changes
    from archive.curation.topics import Topic
    from plugins.tagging.rules import Ran

_by = click.option("--by", default="", metavar="NAME", help="Who does it; the operator of threadkeep.toml by default.")
_FORMS = {"csv": "csv", "json": "json", "skos": "ttl"}


@click.group()
def topics() -> None:
    """Look after topics: what is broader, what else means them, rules that fill them, suggestions, history."""


@contextmanager
def _archive(folder: DataFolder) -> Iterator[Database]:
    from archive.originals.database import open_archive

    db = open_archive(folder)
    try:
        yield db
    finally:
        db.close()


def _do(folder: DataFolder, by: str, told: str, label: str, work: Callable[[Changes], object]) -> None:
    from archive.moderation.tagging import act

    def change(db: Database, who: str, now: datetime) -> None:
        with act(db, by=who, now=now, kind="topic", told=told, label=label) as changes:
            work(changes)

    carry_out(folder, by, change)


# -- the tree


@topics.command("list")
@json_option
@data_option
def list_(folder: DataFolder, as_json: bool) -> None:
    """List all topics as a tree, with what they cover and what else means them."""
    from archive.curation.topics import get_topics

    with _archive(folder) as db:
        known = get_topics(db)
    if as_json:
        click.echo(json.dumps([asdict(topic) for topic in known.values()], ensure_ascii=False, indent=2))
        return
    for line in _tree({key: topic for key, topic in known.items() if not topic.retired}, None, 0):
        click.echo(line)


def _tree(known: Mapping[str, Topic], above: str | None, depth: int) -> Iterator[str]:
    for topic in sorted(known.values(), key=lambda topic: topic.name.casefold()):
        if (topic.broader_id if topic.broader_id in known else None) == above:
            names = f" (also {', '.join(each.name for each in topic.synonyms)})" if topic.synonyms else ""
            about = f": {topic.description}" if topic.description else ""
            yield f"{'  ' * depth}{topic.name} [{topic.id}, {topic.items}]{names}{about}"
            yield from _tree(known, topic.id, depth + 1)


@topics.command()
@click.argument("name")
@click.option("--covers", default="", help="What it covers, in a sentence or two.")
@click.option("--under", default="", metavar="TOPIC", help="The broader topic.")
@_by
@data_option
def create(folder: DataFolder, name: str, covers: str, under: str, by: str) -> None:
    """Make a topic before anything carries it."""
    from archive.curation import topics as work

    _do(folder, by, f"made {name}", name, lambda changes: work.create(changes, name, covers, under or None))


@topics.command()
@click.argument("topic")
@click.argument("covers")
@_by
@data_option
def describe(folder: DataFolder, topic: str, covers: str, by: str) -> None:
    """Say what a topic covers."""
    from archive.curation import topics as work

    _do(folder, by, f"said what {topic} covers", topic, lambda changes: work.describe(changes, topic, covers))


@topics.command()
@click.argument("topic")
@click.argument("name")
@_by
@data_option
def rename(folder: DataFolder, topic: str, name: str, by: str) -> None:
    """Give a topic another name; its address stays."""
    from archive.curation import topics as work

    _do(folder, by, f"renamed {topic} to {name}", topic, lambda changes: work.rename(changes, topic, name))


@topics.command()
@click.argument("topic")
@click.argument("broader", required=False)
@_by
@data_option
def under(folder: DataFolder, topic: str, broader: str | None, by: str) -> None:
    """Put a topic under a broader one, or, without one, at the top."""
    from archive.curation import topics as work

    told = f"put {topic} under {broader}" if broader else f"put {topic} at the top"
    _do(folder, by, told, topic, lambda changes: work.set_broader(changes, topic, broader))


@topics.command()
@click.argument("topic")
@click.argument("name")
@click.option("--remove", is_flag=True, help="Let the name mean the topic no longer.")
@_by
@data_option
def synonym(folder: DataFolder, topic: str, name: str, remove: bool, by: str) -> None:
    """Let another name mean a topic, also as a label of the blog."""
    from archive.curation import topics as work

    change = work.remove_synonym if remove else work.add_synonym
    told = f"took the name {name} off {topic}" if remove else f"let {name} mean {topic}"
    _do(folder, by, told, topic, lambda changes: change(changes, topic, name))


@topics.command()
@click.argument("topic")
@click.argument("into")
@_by
@data_option
def merge(folder: DataFolder, topic: str, into: str, by: str) -> None:
    """Make one topic of two: what carries the first carries the second."""
    from archive.curation import topics as work

    _do(folder, by, f"merged {topic} into {into}", topic, lambda changes: work.merge(changes, topic, into))


@topics.command()
@click.argument("topic")
@_by
@data_option
def delete(folder: DataFolder, topic: str, by: str) -> None:
    """Take a topic off everything; undo brings all of it back."""
    from archive.curation import topics as work

    _do(folder, by, f"deleted {topic}", topic, lambda changes: work.delete(changes, topic))


# -- rules


@topics.command()
@json_option
@data_option
def rules(folder: DataFolder, as_json: bool) -> None:
    """List the rules: saved searches that propose a topic or apply it."""
    from archive.curation.rules import get_rules

    with _archive(folder) as db:
        found = get_rules(db)
    if as_json:
        click.echo(json.dumps([asdict(rule) for rule in found], ensure_ascii=False, indent=2))
        return
    for rule in found:
        state = rule.mode if rule.is_on else "off"
        last = "not run yet" if rule.matched is None else f"found {rule.matched} at {rule.run_at}"
        click.echo(f"{rule.id}  {state:7}  {rule.tag_id}  {rule.name}: {rule.query}  ({last})")


@topics.command()
@click.argument("topic")
@click.argument("query")
@click.option("--apply", "applies", is_flag=True, help="Put the topic on what is found; without it, propose it.")
@click.option("--name", default="", help="What to call the rule; readers see it.")
@click.option("--note", default="", help="A note for moderators alone.")
@_by
@data_option
def rule(folder: DataFolder, topic: str, query: str, applies: bool, name: str, note: str, by: str) -> None:
    """Make a rule: a search, as in `threadkeep search`, that fills a topic from now on."""
    from plugins.tagging.rules import make_rule

    who, now = by or folder.load_settings().operator, datetime.now(UTC)
    mode = "apply" if applies else "propose"
    _do(
        folder,
        by,
        f"made a rule for {topic}",
        topic,
        lambda changes: make_rule(changes, topic, query, mode=mode, name=name, note=note, by=who, now=now),
    )


@topics.command()
@click.argument("rule")
@click.option("--on/--off", default=True, help="On by default; off takes away what the rule put on by itself.")
@click.option("--remove", is_flag=True, help="Remove the rule with what it put on by itself.")
@_by
@data_option
def switch(folder: DataFolder, rule: str, on: bool, remove: bool, by: str) -> None:
    """Switch a rule on or off, or remove it. RULE is its number or name."""
    from archive.curation import rules as work

    if remove:
        _do(folder, by, f"removed the rule {rule}", rule, lambda changes: work.remove_rule(changes, rule))
    else:
        told = f"switched the rule {rule} {'on' if on else 'off'}"
        _do(folder, by, told, rule, lambda changes: work.switch(changes, rule, on=on))


@topics.command()
@click.argument("rule", nargs=-1)
@_by
@data_option
def run(folder: DataFolder, rule: tuple[str, ...], by: str) -> None:
    """Run rules now, all that are on unless some are named. Every publish runs them too."""
    from archive.curation.rules import get_rule, get_rules
    from plugins.tagging.rules import finder, run_rules

    now = datetime.now(UTC)
    with _archive(folder) as db, finder(folder) as find:
        wanted = [get_rule(db, each) for each in rule] if rule else get_rules(db, on=True)
        ran = run_rules(db, [each for each in wanted if each.is_on], find, by or folder.load_settings().operator, now)
    for each in ran:
        click.echo(_told(each))
    click.echo(publish(folder, now))


def _told(ran: Ran) -> str:
    done = ran.outcome
    if ran.problem:
        return f"{ran.rule.name}: left as it is. {ran.problem}"
    if ran.rule.applies:
        return f"{ran.rule.name}: {done.matched} found, put on {done.put_on}, taken off {done.taken_off}."
    return f"{ran.rule.name}: {done.matched} found, {done.proposed} newly proposed."


# -- suggestions


@topics.command()
@json_option
@data_option
def suggest(folder: DataFolder, as_json: bool) -> None:
    """Learn from the accepted topics and propose more; says how precise each was, measured on unseen items."""
    from archive.public import store
    from plugins.tagging.learning import EXAMPLES
    from plugins.tagging.learning import suggest as learn

    public = store.open_public(folder)
    try:
        with _archive(folder) as db:
            models = learn(db, public, datetime.now(UTC))
    finally:
        public.close()
    if as_json:
        click.echo(json.dumps([asdict(model) for model in models], indent=2))
        return
    for model in models:
        measured = "nothing to measure" if model.precision is None else f"precision {model.precision:.2f}"
        recall = "" if model.recall is None else f", recall {model.recall:.2f}"
        what = "not precise enough" if model.threshold is None else f"{model.proposed} proposed"
        click.echo(f"{model.tag_id}: {model.examples} examples, {measured}{recall}: {what}")
    if not models:
        click.echo(f"No topic stands on {EXAMPLES} posts and comments yet: there is too little to learn from.")


@topics.command()
@click.option("--topic", default="", help="Those of one topic alone.")
@json_option
@data_option
def suggestions(folder: DataFolder, topic: str, as_json: bool) -> None:
    """List what rules and learning propose and nobody decided yet."""
    from archive.curation.proposals import get_open
    from archive.curation.topics import find_topic

    with _archive(folder) as db:
        found = get_open(db, tag_id=find_topic(db, topic).id if topic else "")
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2))
        return
    for each in found:
        by = f"rule {each.rule_name}" if each.source == "rule" else f"learned, {each.score:.2f}"
        click.echo(f"{each.item_id}  {each.tag_name}  ({by})")


@topics.command()
@click.argument("topic")
@click.argument("items", nargs=-1, metavar="ITEM...")
@click.option("--all", "everything", is_flag=True, help="All that is proposed for the topic.")
@_by
@data_option
def accept(folder: DataFolder, topic: str, items: tuple[str, ...], everything: bool, by: str) -> None:
    """Put a proposed topic on items."""
    from archive.curation.proposals import accept as work

    _decide(folder, topic, items, everything, by, "accepted", work)


@topics.command()
@click.argument("topic")
@click.argument("items", nargs=-1, metavar="ITEM...")
@click.option("--all", "everything", is_flag=True, help="All that is proposed for the topic.")
@_by
@data_option
def reject(folder: DataFolder, topic: str, items: tuple[str, ...], everything: bool, by: str) -> None:
    """Reject a proposed topic on items, for good."""
    from archive.curation.proposals import dismiss as work

    _decide(folder, topic, items, everything, by, "rejected", work)


def _decide(
    folder: DataFolder,
    topic: str,
    items: Sequence[str],
    everything: bool,
    by: str,
    done: str,
    work: Callable[[Changes, list[tuple[str, str]], str, datetime], object],
) -> None:
    from archive.curation.proposals import get_open
    from archive.curation.topics import find_topic

    if everything is bool(items):
        raise WrongUse("Say which: ITEM..., or --all.")
    who = by or folder.load_settings().operator
    with _archive(folder) as db:
        found = find_topic(db, topic)
        tag_id = found.id
        pairs = [(each.item_id, tag_id) for each in get_open(db, tag_id=tag_id)] if everything else []
    pairs = pairs or [(item_id, tag_id) for item_id in items]
    told = f"{done} {found.name} on {len(pairs)} {'item' if len(pairs) == 1 else 'items'}"
    _do(folder, by, told, found.name, lambda changes: work(changes, pairs, who, datetime.now(UTC)))


# -- history, export


@topics.command()
@click.option("--topic", default="", help="The acts on one topic.")
@click.option("--item", default="", help="The acts on one post or comment.")
@json_option
@data_option
def history(folder: DataFolder, topic: str, item: str, as_json: bool) -> None:
    """List what was done to topics, newest first."""
    from archive.curation.acts import get_acts
    from archive.curation.tags import resolve_tag

    with _archive(folder) as db:
        found = get_acts(db, tag_id=resolve_tag(db, topic) if topic else "", item_id=item)
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=2))
        return
    for each in found:
        undone = f" (undone by {each.undone_by})" if each.undone_by else ""
        click.echo(f"{each.id}  {each.made_at}  {each.made_by} {each.told}{undone}")


@topics.command()
@click.argument("act")
@_by
@data_option
def undo(folder: DataFolder, act: str, by: str) -> None:
    """Undo an act by the id it was given, such as L12."""
    from archive.moderation.tagging import undo_act

    now = datetime.now(UTC)
    with _archive(folder) as db:
        done = undo_act(db, act, by=by or folder.load_settings().operator, now=now)
    click.echo(f"{done.id} is undone: {done.told}. {publish(folder, now)}")


@topics.command()
@click.option("--format", "form", type=click.Choice([*_FORMS]), default="csv", show_default=True, help="What to write.")
@click.option("--base", default="", metavar="URL", help="What addresses in SKOS are relative to.")
@click.option(
    "-o", "--output", type=click.File("w", encoding="utf-8"), default="-", help="A file instead of the screen."
)
@data_option
def export(folder: DataFolder, form: str, base: str, output: IO[str]) -> None:
    """Write the public topics as CSV, JSON or SKOS (Turtle)."""
    from archive.public import store
    from plugins.tagging.export import FORMS

    public: Any = store.open_public(folder)
    try:
        output.write(FORMS[_FORMS[form]][0](public, base))
    finally:
        public.close()
