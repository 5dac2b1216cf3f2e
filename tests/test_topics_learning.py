"""Learned suggestions: measured on what was not seen, proposed only where precise, the same every time."""

from __future__ import annotations

import random
import sys
from contextlib import closing
from pathlib import Path

import pytest

from archive.curation import proposals
from archive.errors import WrongUse
from archive.moderation.tagging import act, tag_items
from archive.publishing.publisher import publish
from plugins.tagging import learning
from plugins.tagging.learning import EXAMPLES, PRECISION, learn
from tests.bench import NOW, Bench, comment, make_bench, post

WORDS = {
    "boats": "ferry deck captain tide harbour anchor mooring crossing",
    "trains": "platform carriage guard signal timetable junction engine rails",
    "": "tea weather garden kettle letter window cushion walk",
}


def sentence(chance: random.Random, kind: str) -> str:
    own, other = WORDS[kind].split(), WORDS[""].split()
    return " ".join(chance.choice(own if chance.random() < 0.5 else other) for _ in range(12))


def make_texts(number: int = 60) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return texts of three kinds, and which of them are known to be about what: two thirds of each."""
    chance = random.Random(4)
    texts: dict[str, str] = {}
    accepted: dict[str, set[str]] = {"boats": set(), "trains": set(), "home": set(), "chance": set()}
    for n in range(number * 3):
        kind = list(WORDS)[n % 3]
        texts[f"i{n}"] = sentence(chance, kind)
        if n % 9 < 6:
            accepted[kind or "home"].add(f"i{n}")
        if chance.random() < 0.25:
            accepted["chance"].add(f"i{n}")
    return texts, accepted


@pytest.mark.feature("T8")
def test_what_can_be_learned_is_and_what_is_chance_is_not() -> None:
    texts, accepted = make_texts()
    by_tag = {each.tag_id: each for each in learn(texts, accepted, {})}
    for tag in ("boats", "trains"):
        found = by_tag[tag]
        assert found.precision is not None
        assert found.precision >= PRECISION
        assert found.threshold is not None
        new = set(found.scores).difference(*accepted.values())
        right = {item_id for item_id in new if any(word in texts[item_id] for word in WORDS[tag].split())}
        assert len(new) >= 8
        assert len(right) / len(new) >= PRECISION
    assert by_tag["chance"].threshold is None
    assert by_tag["chance"].scores == {}


def test_the_same_is_learned_every_time() -> None:
    texts, accepted = make_texts(30)
    once, again = (learn(dict(order), accepted, {}) for order in (texts.items(), reversed(texts.items())))
    assert once == again


def test_too_few_examples_teach_nothing() -> None:
    texts, accepted = make_texts()
    few = {"boats": set(sorted(accepted["boats"])[: EXAMPLES - 1])}
    assert learn(texts, few, {}) == []


def test_a_topic_that_everything_carries_is_left_out() -> None:
    texts, accepted = make_texts(30)
    everything = {"all": set(texts)}
    assert learn(texts, everything, {}) == []
    assert {each.tag_id for each in learn(texts, accepted | everything, {})} == {
        tag for tag, items in accepted.items() if len(items) >= EXAMPLES
    }


def test_texts_without_a_word_in_common_do_no_harm() -> None:
    texts = {f"i{n}": f"only{n}" for n in range(60)}
    (found,) = learn(texts, {"x": {f"i{n}" for n in range(25)}}, {})
    assert found.scores == {}


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.feature_extraction.text", None)
    with pytest.raises(WrongUse, match=r"pip install threadkeep\[suggestions\]"):
        learn({}, {}, {})


def propose(bench: Bench) -> list[proposals.Model]:
    with closing(bench.public()) as public:
        return learning.suggest(bench.db, public, NOW)


@pytest.mark.feature("T8")
def test_suggestions_wait_for_a_person_and_are_never_public(tmp_path: Path) -> None:
    chance = random.Random(5)
    bench = make_bench(tmp_path)
    boats = [comment(100 + n, f"<p>{sentence(chance, 'boats')}</p>") for n in range(45)]
    others = [comment(200 + n, f"<p>{sentence(chance, '')}</p>") for n in range(60)]
    bench.add(post(1, *boats, *others))
    tag_items(bench.db, [str(100 + n) for n in range(30)], add=["Boats"], by="Mo", now=NOW)
    tag_items(bench.db, [str(200 + n) for n in range(40)], add=["Home"], by="Mo", now=NOW)
    bench.publish()
    before = bench.dump()
    model = next(each for each in propose(bench) if each.tag_id == "boats")
    waiting = {each.item_id for each in proposals.get_open(bench.db, tag_id="boats")}
    assert (model.tag_id, model.examples, model.proposed) == ("boats", 30, len(waiting))
    assert model.precision is not None
    assert model.precision >= PRECISION
    assert len(waiting & {str(100 + n) for n in range(30, 45)}) >= 0.8 * len(waiting) > 0
    assert model in proposals.get_models(bench.db)
    bench.publish()
    assert bench.dump() == before
    no, *yes = sorted(waiting)
    with act(bench.db, by="Ann", now=NOW, kind="topic", told="looked") as changes:
        proposals.accept(changes, [(item_id, "boats") for item_id in yes], "Ann", NOW)
        proposals.dismiss(changes, [(no, "boats")], "Ann", NOW)
    publish(bench.folder, now=NOW, surfaces=bench.surfaces)
    propose(bench)
    assert no not in {each.item_id for each in proposals.get_open(bench.db, tag_id="boats")}
