"""Each page's template reads exactly the fields of its context, and nothing else reaches it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, UndefinedError, nodes
from jinja2.environment import Template

from plugins.acronyms.contexts import AcronymPage, AcronymsPage, KeywordsPage, TimelinePage, UnexplainedPage
from plugins.reports.contexts import CasePage, ReportPage, UnreadPage
from plugins.research.activity import ActivityPage
from plugins.research.concordance import ConcordancePage
from plugins.research.page import DataPage
from plugins.research.releases import ReleasesPage
from plugins.search.contexts import SearchPage
from plugins.site import contexts
from plugins.site.contexts import Frame
from plugins.site.removed import RemovedPage
from plugins.site.rendering import environment_of
from plugins.tagging.pages import TopicPage, TopicsPage
from tests.public_copy import ENTRY, REF, Pages, open_pages

PLUGINS = Path(__file__).resolve().parents[1] / "plugins"
PUBLIC = ("site", "search", "tagging", "acronyms", "reports", "research")
EDITING = ("threadkeep_desk_",)
"""Templates of the moderation site, which has tests of its own."""

PAGES: tuple[Any, ...] = (
    contexts.HomePage,
    contexts.PeriodPage,
    contexts.PostPage,
    contexts.AboutPage,
    contexts.LogPage,
    contexts.LogLinePage,
    RemovedPage,
    contexts.CitePage,
    contexts.PenNamePage,
    contexts.MissingPage,
    DataPage,
    ReleasesPage,
    ActivityPage,
    ConcordancePage,
    SearchPage,
    TopicsPage,
    TopicPage,
    AcronymsPage,
    UnexplainedPage,
    AcronymPage,
    TimelinePage,
    KeywordsPage,
    ReportPage,
    CasePage,
    UnreadPage,
)


def public_templates() -> list[Path]:
    return [
        *(
            file
            for name in PUBLIC
            for file in (PLUGINS / name / "templates").glob("*.html")
            if "_desk" not in file.name
        ),
        *(PLUGINS / "research" / "datasette").glob("*.html"),
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    opened = open_pages(tmp_path_factory.mktemp("site") / "archive", "9001")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def environment() -> Environment:
    return Environment(autoescape=True, loader=FileSystemLoader([PLUGINS / name / "templates" for name in PUBLIC]))


def whole_template(environment: Environment, name: str) -> Iterator[nodes.Template]:
    """Yield the syntax trees of a template, of what it extends and of what it includes by name."""
    waiting, seen = [name], set()
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        source, _, _ = environment.loader.get_source(environment, at)  # type: ignore[union-attr]  # it was given a loader
        tree = environment.parse(source)
        yield tree
        named = [node.template for node in tree.find_all(nodes.Extends)]
        named += [node.template for node in tree.find_all(nodes.Include)]
        waiting += [name.value for name in named if isinstance(name, nodes.Const)]


def fields_read(environment: Environment, template: str, name: str) -> set[str]:
    return {
        node.attr
        for tree in whole_template(environment, template)
        for node in tree.find_all(nodes.Getattr)
        if isinstance(node.node, nodes.Name) and node.node.name == name
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_template_reads_exactly_the_fields_of_its_context(environment: Environment, page: Any) -> None:
    assert page.__dataclass_params__.frozen
    assert fields_read(environment, page.template, "page") == {field.name for field in dataclasses.fields(page)}


def test_every_field_of_the_frame_is_read(environment: Environment) -> None:
    read = fields_read(environment, "threadkeep_post.html", "frame")
    assert read == {field.name for field in dataclasses.fields(Frame)}


def test_every_page_context_is_tested_here() -> None:
    named = {
        found[1]
        for package in PUBLIC
        for file in (PLUGINS / package).glob("*.py")
        for found in re.finditer(r'template: ClassVar\[str\] = "(threadkeep_\w+\.html)"', file.read_text("utf-8"))
        if not found[1].startswith(EDITING)
    }
    assert named == {page.template for page in PAGES}


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/", contexts.HomePage),
        ("/2018/", contexts.PeriodPage),
        ("/2018/07/", contexts.PeriodPage),
        (ENTRY, contexts.PostPage),
        (f"{ENTRY}?view=time", contexts.PostPage),
        ("/-/about", contexts.AboutPage),
        ("/-/log", contexts.LogPage),
        (f"/-/log/{REF}", contexts.LogLinePage),
        ("/-/cite/9001", contexts.CitePage),
        ("/-/by/Wellington%20Boots", contexts.PenNamePage),
        ("/-/nothing", contexts.MissingPage),
        ("/public/nothing", contexts.MissingPage),
        ("/-/data", DataPage),
        ("/-/releases", ReleasesPage),
        ("/-/search", SearchPage),
        ("/-/search?q=fog", SearchPage),
        ("/-/topics", TopicsPage),
        ("/-/topic/rotas", TopicPage),
        ("/-/acronyms", AcronymsPage),
        ("/-/acronyms/unexplained", UnexplainedPage),
        ("/-/timeline?term=fog", TimelinePage),
        ("/-/keywords?year=2018", KeywordsPage),
    ],
)
def test_the_rendered_context_is_the_page_and_its_frame(
    site: Pages, monkeypatch: pytest.MonkeyPatch, path: str, page: Any
) -> None:
    given: list[dict[str, Any]] = []
    render = Template.render

    def spy(self: Template, *args: Any, **context: Any) -> str:
        given.append(context)
        return render(self, *args, **context)

    monkeypatch.setattr(Template, "render", spy)
    site.forget()
    site.get(path)
    assert len(given) == 1
    assert {name: type(value) for name, value in given[0].items()} == {"page": page, "frame": Frame}


def test_autoescape_is_never_switched_off_and_html_is_trusted_in_one_place() -> None:
    for template in public_templates():
        source = template.read_text("utf-8")
        assert "|safe" not in re.sub(r"\s", "", source), template.name
        assert "autoescape" not in source, template.name
    for package in PUBLIC:
        for module in (PLUGINS / package).glob("*.py"):
            if module.name != "safe.py":
                assert "Markup(" not in module.read_text("utf-8"), module.name


def test_no_template_carries_a_script_a_style_or_an_address_elsewhere() -> None:
    for template in public_templates():
        source = template.read_text("utf-8")
        if template.name == "threadkeep_base.html":
            source = source.replace('<script src="{{ frame.script }}" defer></script>', "")
        # a block of data is no script
        source = source.replace('<script type="application/ld+json"', "")
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|https?://|//[a-z]", source), template.name


def test_nothing_an_unknown_name_stands_for_is_rendered(site: Pages) -> None:
    template = environment_of(site.served).from_string("{{ page.nothing }}")
    with pytest.raises(UndefinedError):
        site.run(template.render_async(page=contexts.LogPage((), "")))


@pytest.mark.feature("R8")
def test_pages_of_a_copy_saved_to_disk_link_their_comments_by_fragment(site: Pages) -> None:
    assert 'href="#c9001"' in site.get(ENTRY).text
