"""Each moderation page's template reads exactly the fields of its context; nothing of it is marked as HTML already."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, nodes

from plugins.anonymisation.card_contexts import KeptPage, QueuePage, VoicePage, WaitingPage
from plugins.anonymisation.case_list import CasesPage
from plugins.anonymisation.cases import CaseDesk
from plugins.anonymisation.certificates import CertificatePage
from plugins.anonymisation.erasing import ErasePage, ErasingPage
from plugins.anonymisation.exposure import ExposurePage
from plugins.anonymisation.exposure_item import ExposureItemPage, RarestPage
from plugins.anonymisation.figures import FiguresPage
from plugins.anonymisation.item import ItemPage, PreviewPage
from plugins.anonymisation.journal import JournalPage
from plugins.anonymisation.links import LinksOfItem
from plugins.anonymisation.login import LoginPage
from plugins.anonymisation.password import PasswordPage
from plugins.anonymisation.people import PeoplePage
from plugins.anonymisation.persons import PersonsPage
from plugins.anonymisation.replies import ReplyPage
from plugins.anonymisation.stopped import StoppedPage
from plugins.tagging.desk import SuggestionsDesk, TopicDesk, TopicsDesk
from plugins.tagging.editing import TagsOfItem

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"
FOLDERS = [PLUGINS / name / "templates" for name in ("anonymisation", "tagging", "site")]
PAGES: tuple[Any, ...] = (
    CaseDesk,
    CasesPage,
    CertificatePage,
    ErasePage,
    ErasingPage,
    ExposureItemPage,
    ExposurePage,
    FiguresPage,
    ItemPage,
    JournalPage,
    KeptPage,
    LinksOfItem,
    LoginPage,
    PasswordPage,
    PeoplePage,
    PersonsPage,
    PreviewPage,
    QueuePage,
    ReplyPage,
    RarestPage,
    StoppedPage,
    SuggestionsDesk,
    TagsOfItem,
    TopicDesk,
    TopicsDesk,
    VoicePage,
    WaitingPage,
)


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(autoescape=True, loader=FileSystemLoader(FOLDERS))


def trees(environment: Environment, name: str) -> Iterator[nodes.Template]:
    """Yield the syntax trees of a template and of what it extends and includes."""
    waiting, seen = [name], set()
    while waiting:
        at = waiting.pop()
        if at in seen or environment.loader is None:
            continue
        seen.add(at)
        tree = environment.parse(environment.loader.get_source(environment, at)[0])
        yield tree
        named = [node.template for node in tree.find_all(nodes.Extends)]
        named += [node.template for node in tree.find_all(nodes.Include)]
        waiting += [name.value for name in named if isinstance(name, nodes.Const)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_template_reads_exactly_the_fields_of_its_context(environment: Environment, page: Any) -> None:
    read = {
        node.attr
        for tree in trees(environment, page.template)
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == "page"
    }
    assert page.__dataclass_params__.frozen
    assert read == {field.name for field in dataclasses.fields(page)}


def test_every_page_of_moderators_is_tested_here() -> None:
    files = [
        *(PLUGINS / "anonymisation").glob("*.py"),
        PLUGINS / "tagging" / "editing.py",
        PLUGINS / "tagging" / "desk.py",
    ]
    named = [re.findall(r'template: ClassVar\[str\] = "(\w+\.html)"', file.read_text("utf-8")) for file in files]
    assert {name for names in named for name in names} == {page.template for page in PAGES}


@pytest.mark.feature("O6")
def test_nothing_is_marked_as_html_already() -> None:
    for folder in FOLDERS[:2]:
        for file in folder.glob("*.html"):
            source = file.read_text("utf-8")
            assert not re.search(r"\|\s*safe\b|autoescape|<script(?! src=)|\bon\w+=|style=", source), file.name
    for file in (PLUGINS / "anonymisation").glob("*.py"):
        assert "Markup" not in file.read_text("utf-8"), file.name
    script = (PLUGINS / "anonymisation" / "static" / "moderation.js").read_text("utf-8")
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", script)
