"""Learning from the topics that people accepted which other posts and comments may be about them.

The model is plain and can be looked into: words and pairs of words weighed by TF-IDF, one logistic regression a topic,
as scikit-learn makes them. How precise it is, is measured on items that the measured model has not seen (five folds),
and the threshold is chosen on one half of those and measured on the other: so the figure shown is not the one that was
optimised. Only a topic that reaches PRECISION there is proposed at all. An item that carries no topic is not yet known
not to be about one: it helps to learn, and is measured with only where too few others are known not to be about the
topic, which makes the figure smaller than it is. Texts are the public ones. Deterministic.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from archive.curation.proposals import Model, get_rejected, keep_models, propose_learned
from archive.curation.tags import stamp
from archive.curation.topics import get_topics
from archive.errors import WrongUse
from archive.public import store
from archive.public.database import read_rows
from archive.public.models import ItemState, PublicPost
from archive.public.topics import ancestors
from archive.public.topics import get_topics as get_public_topics

PRECISION = 0.8
"""The share of suggestions that have to be right, as measured, for a topic to be suggested at all."""

EXAMPLES = 20
"""A topic with fewer accepted items is not learned."""

MOST_PROPOSED = 500
"""No topic proposes more items at a time; the surest come first."""

NEVER = 2.0
"""A score that nothing has."""

_MOST_TEXTS = 20_000
_FOLDS = 5
_SEED = 0
_MISSING = (
    "Suggestions are learned with scikit-learn, which is not installed here: `pip install threadkeep[suggestions]`."
)


@dataclass(frozen=True, slots=True)
class Learned:
    """What one topic came to: its model's measures, and the items it may fit with their scores, the surest first."""

    tag_id: str
    examples: int
    threshold: float | None
    precision: float | None
    recall: float | None
    scores: Mapping[str, float]


def suggest(db: Database, public: Database, now: datetime) -> list[Model]:
    """Learn from what is accepted now, and propose; return how each topic that has enough examples did.

    What a moderator rejected is an example of what a topic is not, and is never proposed again. Raises WrongUse
    without scikit-learn.
    """
    texts = _texts(public)
    accepted = _accepted(public, texts)
    rejected: dict[str, set[str]] = {}
    for item_id, tag_id in get_rejected(db):
        rejected.setdefault(tag_id, set()).add(item_id)
    known = {topic.id for topic in get_topics(db).values() if not topic.retired}
    carried = _carried(public)
    learned = learn(texts, {tag_id: items for tag_id, items in accepted.items() if tag_id in known}, rejected)
    proposals: dict[tuple[str, str], float] = {}
    models = []
    for each in learned:
        away = carried.get(each.tag_id, set()) | rejected.get(each.tag_id, set())
        new = [(item_id, score) for item_id, score in each.scores.items() if item_id not in away][:MOST_PROPOSED]
        proposals |= {(item_id, each.tag_id): score for item_id, score in new}
        models.append(
            Model(each.tag_id, each.examples, each.threshold, each.precision, each.recall, len(new), stamp(now))
        )
    with db.atomic():
        _give_rows(db, public, {tag_id for _, tag_id in proposals})
        propose_learned(db, proposals, now)
        keep_models(db, models)
    return models


def learn(
    texts: Mapping[str, str], accepted: Mapping[str, Collection[str]], rejected: Mapping[str, Collection[str]]
) -> list[Learned]:
    """Return what every topic with enough accepted items came to, by id; raise WrongUse without scikit-learn.

    `texts` are all items; those without any topic count as examples of none, as far as they are looked at.
    """
    tags = sorted(tag_id for tag_id, items in accepted.items() if len(items) >= EXAMPLES)
    if not tags:
        _tools()
        return []
    ids = _examples(texts, accepted, rejected)
    # of what every example carries nothing can be told
    tags = [tag for tag in tags if set(ids).difference(accepted[tag])]
    scores = _unseen_scores([texts[item_id] for item_id in ids], [_answers(ids, accepted[tag]) for tag in tags])
    judged = {item_id for items in accepted.values() for item_id in items}
    measured = {}
    for number, tag in enumerate(tags):
        known = judged | set(rejected.get(tag, ()))
        is_enough = len(known - set(accepted[tag])) >= EXAMPLES
        places = [place for place, item_id in enumerate(ids) if not is_enough or item_id in known]
        answers = _answers([ids[place] for place in places], accepted[tag])
        measured[tag] = _measure([scores[number][place] for place in places], answers)
    good = [tag for tag in tags if measured[tag][0] is not None]
    found = _score_all([texts[item_id] for item_id in ids], [_answers(ids, accepted[tag]) for tag in good], texts)
    results = []
    for tag in tags:
        threshold, precision, recall = measured[tag]
        own = found[good.index(tag)] if tag in good else {}
        above = {item_id: score for item_id, score in own.items() if threshold is not None and score >= threshold}
        ordered = dict(sorted(above.items(), key=lambda pair: (-pair[1], pair[0])))
        results.append(Learned(tag, len(accepted[tag]), threshold, precision, recall, ordered))
    return results


# -- what is learned from


def _texts(public: Database) -> dict[str, str]:
    texts = {}
    for item in store.iter_items(public):
        if item.state is ItemState.SHOWN:
            title = item.title if isinstance(item, PublicPost) else None
            texts[item.id] = f"{title}\n{item.body.text}" if title else item.body.text
    return texts


def _accepted(public: Database, texts: Mapping[str, str]) -> dict[str, set[str]]:
    """Return what people said of which items, by topic: labels, tags, accepted proposals; no rule's own work."""
    return _taggings(public, "where source <> 'rule'", texts)


def _carried(public: Database) -> dict[str, set[str]]:
    return _taggings(public, "", None)


def _taggings(public: Database, where: str, texts: Mapping[str, str] | None) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in read_rows(public, f"select item_id, tag_id from tagging {where} order by item_id"):
        if texts is None or row["item_id"] in texts:
            found.setdefault(row["tag_id"], set()).add(row["item_id"])
    # what carries a narrower topic is about the broader one too
    known = get_public_topics(public)
    for tag_id in sorted(found):
        for above in ancestors(known, tag_id):
            found.setdefault(above.id, set()).update(found[tag_id])
    return found


def _give_rows(db: Database, public: Database, tag_ids: Collection[str]) -> None:
    """Give a label of the blog that is proposed elsewhere a row of its own in archive.db, as any other topic has."""
    for row in read_rows(public, "select id, name from tag"):
        if row["id"] in tag_ids:
            db.conn.execute("insert or ignore into tag (id, name) values (?, ?)", [row["id"], row["name"]])


def _examples(
    texts: Mapping[str, str], accepted: Mapping[str, Collection[str]], rejected: Mapping[str, Collection[str]]
) -> list[str]:
    """Return the items to learn from: all that carry something or were rejected, twice as many that carry nothing."""
    said = {item_id for items in (*accepted.values(), *rejected.values()) for item_id in items} & texts.keys()
    others = sorted(texts.keys() - said, key=_shuffled)
    chosen = sorted(said, key=_shuffled)[:_MOST_TEXTS]
    return sorted([*chosen, *others[: min(2 * len(chosen), _MOST_TEXTS - len(chosen))]], key=_shuffled)


def _shuffled(item_id: str) -> str:
    """Return what puts ids into an order that says nothing of them and is the same every time."""
    return hashlib.sha256(item_id.encode()).hexdigest()


def _answers(ids: Sequence[str], carrying: Collection[str]) -> list[int]:
    return [int(item_id in carrying) for item_id in ids]


# -- learning


def _tools() -> tuple[Any, Any]:
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise WrongUse(_MISSING) from error
    return TfidfVectorizer, LogisticRegression


def _fit(texts: Sequence[str], answers: Sequence[Sequence[int]]) -> tuple[Any, list[Any]]:
    """Return the weights of words, and a model for each topic; None for one without both kinds of example."""
    vectorizer, regression = _tools()
    words = vectorizer(sublinear_tf=True, min_df=2, ngram_range=(1, 2), max_features=50_000, strip_accents="unicode")
    try:
        matrix = words.fit_transform(texts)
    except ValueError:
        # nothing stands in two texts
        words = vectorizer(sublinear_tf=True, token_pattern=r"(?s).+")
        matrix = words.fit_transform(texts)
    models = []
    for each in answers:
        model = regression(C=10.0, class_weight="balanced", max_iter=1000, random_state=_SEED)
        models.append(model.fit(matrix, each) if 0 < sum(each) < len(each) else None)
    return words, models


def _unseen_scores(texts: Sequence[str], answers: Sequence[Sequence[int]]) -> list[list[float]]:
    """Return for each topic the score of each text by a model that had not seen it."""
    scores = [[0.0] * len(texts) for _ in answers]
    for fold in range(_FOLDS):
        known = [number for number in range(len(texts)) if number % _FOLDS != fold]
        unseen = [number for number in range(len(texts)) if number % _FOLDS == fold]
        if not unseen:
            continue
        words, models = _fit([texts[n] for n in known], [[each[n] for n in known] for each in answers])
        matrix = words.transform([texts[n] for n in unseen])
        for row, model in zip(scores, models, strict=True):
            if model is not None:
                for number, score in zip(unseen, model.predict_proba(matrix)[:, 1], strict=True):
                    row[number] = float(score)
    return scores


def _score_all(
    texts: Sequence[str], answers: Sequence[Sequence[int]], everything: Mapping[str, str]
) -> list[dict[str, float]]:
    if not answers:
        return []
    words, models = _fit(texts, answers)
    ids = sorted(everything)
    found: list[dict[str, float]] = [{} for _ in answers]
    for some in _batches(ids):
        matrix = words.transform([everything[item_id] for item_id in some])
        for scores, model in zip(found, models, strict=True):
            scores.update(zip(some, (round(float(each), 4) for each in model.predict_proba(matrix)[:, 1]), strict=True))
    return found


def _batches(ids: Sequence[str], size: int = 5_000) -> Iterator[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


# -- measuring


def _measure(scores: Sequence[float], answers: Sequence[int]) -> tuple[float | None, float | None, float | None]:
    """Return the threshold to use, None where none is precise enough, with the precision and recall measured.

    The threshold is chosen on either half of the items and measured on the other; the one to use is the higher.
    """
    halves = [list(range(start, len(scores), 2)) for start in (0, 1)]
    chosen = [_threshold([scores[n] for n in half], [answers[n] for n in half]) for half in halves]
    right = wrong = 0
    for half, threshold in zip(halves, reversed(chosen), strict=True):
        taken = [answers[n] for n in half if scores[n] >= threshold]
        right += sum(taken)
        wrong += len(taken) - sum(taken)
    if not right:
        return None, 0.0 if wrong else None, 0.0
    precision, recall = right / (right + wrong), right / sum(answers)
    is_good = precision >= PRECISION and max(chosen) < NEVER
    return (round(max(chosen), 4) if is_good else None), round(precision, 3), round(recall, 3)


def _threshold(scores: Sequence[float], answers: Sequence[int]) -> float:
    """Return the lowest score at which PRECISION holds for all that score so or more; NEVER where none does."""
    pairs = sorted(zip(scores, answers, strict=True), reverse=True)
    best, right = NEVER, 0
    for number, (score, answer) in enumerate(pairs, 1):
        right += answer
        is_last_of_score = number == len(pairs) or pairs[number][0] != score
        if is_last_of_score and right / number >= PRECISION:
            best = score
    return best
