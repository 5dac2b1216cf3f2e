"""What exists is documented: every command, setting and make target."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from archive.command_sections import SECTIONS
from archive.folder import TEMPLATE
from docs.command_reference import command_reference, command_table
from docs.data_dictionary import data_dictionary

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("name", sorted(PROJECT["entry-points"]["threadkeep.commands"]))
def test_every_command_stands_in_readme_and_reference(name: str) -> None:
    assert f"`threadkeep {name}`" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"## threadkeep {name}" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"`threadkeep {name}`" in command_table()
    assert f"## threadkeep {name}" in command_reference()


def test_every_command_stands_in_one_section_of_the_help() -> None:
    listed = [name for _, names in SECTIONS for name in names]
    assert sorted(listed) == sorted(PROJECT["entry-points"]["threadkeep.commands"])


def test_every_setting_has_a_comment_above_it_or_a_name_that_says_it() -> None:
    settings = re.findall(r"^(\w+) = ", TEMPLATE, re.MULTILINE)
    assert len(settings) > 8
    described = re.findall(r"# .+\n(?:\w+ = .*\n)*", TEMPLATE)
    assert all(any(f"{name} = " in block for block in described) or name == "title" for name in settings)
    assert tomllib.loads(TEMPLATE)


def test_every_make_target_is_a_real_one() -> None:
    phony = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[0].split()
    assert all(re.search(rf"^{target}:", MAKEFILE, re.MULTILINE) for target in phony)
    benchmarks = re.findall(r"^BENCHMARKS := ((?:.*\\\n)*.*)$", MAKEFILE, re.MULTILINE)[0].replace("\\", "").split()
    assert len(benchmarks) > 10
    assert [each for each in benchmarks if not (ROOT / f"tests/benchmarks/{each.replace('-', '_')}.py").exists()] == []


@pytest.mark.feature("O3")
def test_the_documentation_builds_without_a_warning_and_asks_nobody_for_anything(tmp_path: Path) -> None:
    sphinx = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html"]
    subprocess.run([*sphinx, "-d", str(tmp_path / "trees"), str(DOCS), str(tmp_path / "site")], check=True)
    loaded = re.compile(
        r"<(?:script|img|iframe|source)\b[^>]*\bsrc=\"(?:https?:)?//|<link\b[^>]*\bhref=\"(?:https?:)?//"
    )
    pages = sorted((tmp_path / "site").rglob("*.html"))
    assert [page.name for page in pages if loaded.search(page.read_text("utf-8"))] == []
    styles = "".join(style.read_text("utf-8") for style in (tmp_path / "site").rglob("*.css"))
    assert not re.search(r"(?:url\(|@import )[\"']?(?:https?:)?//", styles)


def test_every_page_of_the_documentation_is_named_in_its_contents() -> None:
    listed = re.findall(r"^```\{toctree\}\n(.*?)^```", (DOCS / "index.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    named = [line for block in listed for line in block.splitlines() if line and not line.startswith(":")]
    there = {str(path.relative_to(DOCS).with_suffix("")) for path in DOCS.rglob("*.md")}
    assert sorted(named) == sorted(there - {"index"}), "name it in docs/index.md"
    assert not there & {"search", "genindex"}, "pages that Sphinx writes itself"


@pytest.mark.parametrize(
    "name", ["README.md", *sorted(f"docs/{path.relative_to(DOCS)}" for path in DOCS.rglob("*.md"))]
)
def test_links_between_documents_lead_to_a_file_and_a_heading(name: str) -> None:
    document = ROOT / name
    for target, anchor in re.findall(r"\]\((?!https?:|mailto:)([^)#\s]*)#?([^)\s]*)\)", without_code(document)):
        leads_to = (document.parent / target).resolve() if target else document
        assert leads_to.is_file(), f"{name} leads to {target}"
        assert not anchor or anchor in anchors(leads_to), f"{name} leads to {target}#{anchor}"


def without_code(document: Path) -> str:
    text = re.sub(r"^```.*?^```", "", document.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`]*`", "", text)


def anchors(document: Path) -> set[str]:
    """Return the anchors of a document's headings, made as code forges and MyST make them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_what_is_written_from_the_code_says_what_the_code_says() -> None:
    told = {
        "README.md": command_table(),
        "docs/commands.md": command_reference(),
        "docs/settings.md": TEMPLATE,
        "docs/data-dictionary.md": data_dictionary(),
    }
    assert re.findall(r"^GENERATED := (.*)$", MAKEFILE, re.MULTILINE)[0].split() == list(told)
    stale = [name for name, text in told.items() if text not in (ROOT / name).read_text("utf-8")]
    assert stale == [], "run `make reference`"
