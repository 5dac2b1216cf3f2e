"""What the public may know of topics: names without words that must go, and no tag that tells what an item hides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from archive.curation.rules import Rule
from archive.curation.tags import Tag
from archive.curation.topics import Topic
from archive.hierarchy import ancestors
from archive.moderation.decisions import Decision, Kind
from archive.moderation.values import as_original
from archive.public.models import PublicRule, PublicSynonym, PublicTagging, PublicTopic, PublicTopics
from archive.publishing.sources import Inputs
from archive.redaction.apply import Redaction, apply_plain
from archive.redaction.spellings import fold
from archive.redaction.words import Words

_WORD = re.compile(r"[^\W_]+")


def public_topics(inputs: Inputs) -> PublicTopics:
    """Return all that may be said of tags: a name, synonym or saved search that holds words to hide is left out."""
    hidden = inputs.everywhere
    said = {topic.id: topic for topic in inputs.topics.values() if is_speakable(topic, hidden)}
    parents = {topic.id: topic.broader_id for topic in inputs.topics.values()}
    masks = [Redaction(each.words, each.label, each.ref, None) for each in hidden]
    return PublicTopics(
        topics=tuple(
            PublicTopic(
                topic.id,
                topic.name,
                apply_plain(as_original(topic.description), masks),
                next((above for above in ancestors(parents, topic.id) if above in said), None),
            )
            for topic in said.values()
        ),
        synonyms=tuple(
            PublicSynonym(each.id, topic.id, each.name)
            for topic in said.values()
            for each in topic.synonyms
            if not _any_stands(hidden, (each.id, each.name))
        ),
        rules=tuple(
            PublicRule(rule.id, rule.tag_id, rule.name, rule.query)
            for rule in inputs.rules
            if rule.is_on and rule.tag_id in said and not tells(rule, hidden)
        ),
    )


def is_speakable(topic: Topic, hidden: Sequence[Decision]) -> bool:
    """True for a tag that was not deleted and in whose name and address no words to hide stand."""
    return not topic.retired and not _any_stands(hidden, (topic.id, topic.name))


def tells(rule: Rule, hidden: Iterable[Decision]) -> bool:
    """True for a saved search that holds words to hide, also with others between them or in another order."""
    asked = set(_tokens(rule.query)) | set(_tokens(rule.name))
    return any(
        _stands(each.words, rule.query)
        or _stands(each.words, rule.name)
        or asked.issuperset(_tokens(each.exact) or "?")
        for each in hidden
    )


def tagging_of(item_id: str, tag: Tag, inputs: Inputs) -> PublicTagging | None:
    """Return a tag as it stands on an item, None where it must not: it was deleted, or would tell hidden words.

    What is hidden on this item must not be told by what else means the tag, what it covers, the rule that found it, or
    a tag above it, under which the item is listed too.
    """
    topic = inputs.topics.get(tag.id)
    if topic is None or not is_speakable(topic, inputs.everywhere):
        return None
    here = [each for each in inputs.here.get(item_id, ()) if each.kind is Kind.MASK]
    if here:
        if _any_stands(here, (topic.description, *_names_with(topic, inputs))):
            return None
        if any(rule.id == tag.rule_id and tells(rule, here) for rule in inputs.rules):
            return None
    return PublicTagging(item_id, topic.id, topic.name, tag.source, tag.rule_id)


def _names_with(topic: Topic, inputs: Inputs) -> list[str]:
    """Return the ids and names of a tag, of all above it, and of what else means them."""
    parents = {each.id: each.broader_id for each in inputs.topics.values()}
    line = [topic, *(inputs.topics[above] for above in ancestors(parents, topic.id))]
    names = [value for each in line for value in (each.id, each.name)]
    return names + [value for each in line for other in each.synonyms for value in (other.id, other.name)]


def _tokens(text: str) -> list[str]:
    return _WORD.findall(fold(text).text)


def _any_stands(hidden: Iterable[Decision], values: Sequence[str]) -> bool:
    return any(_stands(each.words, value) for each in hidden for value in values)


def _stands(words: Words, value: str) -> bool:
    return words.stands_in(value) or words.stands_in_slug(value)
