"""The tutorials and the README, followed: what they tell to type is typed, and what they say is printed, is."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path
from urllib.request import urlopen

import pytest

from archive.folder import DataFolder
from plugins.demo_command import SETTINGS
from scraper.sample_blog import SampleBlog
from tests.moderation_copy import serving
from tests.typed import README, ROOT, console_blocks, pages_quoted, run_block, steady

TUTORIALS = ROOT / "docs" / "tutorials"
READER, RESEARCHER, MODERATOR, ARCHIVIST = (
    (TUTORIALS / f"{name}.md").read_text("utf-8") for name in ("reader", "researcher", "moderator", "archivist")
)


@pytest.mark.feature("O3")
def test_who_follows_the_tutorials_sees_what_they_say(tmp_path: Path) -> None:
    """One test, as all of it happens to one archive: the archivist makes it, the others read it."""
    if not shutil.which("curl"):
        pytest.skip("there is no curl here")
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "password.txt").write_text("heron-sluice-adjective\n", encoding="utf-8")
    with SampleBlog() as blog:
        for number, block in enumerate(console_blocks(ARCHIVIST)):
            assert missing(block.told, run_block(block, folder, {"http://127.0.0.1:8003": blog.url})) == []
            if number == 0:
                name_it(folder / "threadkeep-data" / "threadkeep.toml")
    with serving("serve", DataFolder(folder / "threadkeep-data")) as public:
        for block in console_blocks(RESEARCHER):
            assert missing(block.told, run_block(block, folder, {"http://127.0.0.1:8001": public})) == []
        quoted = {*pages_quoted(READER), *pages_quoted(RESEARCHER)}
        assert len(quoted) > 8
        assert [(path, line) for path, line in quoted if line not in words_of(public + path)] == []


def missing(told: tuple[str, ...], printed: str) -> list[str]:
    """Return the lines told that were not printed, and then all that was."""
    wanted = [line for line in told if steady(line) not in steady(printed)]
    return [*wanted, printed] if wanted else []


def name_it(settings: Path) -> None:
    """Set who runs it, as the tutorial says and the demo does."""
    text = settings.read_text(encoding="utf-8")
    for default, own in SETTINGS.items():
        text = text.replace(default, own, 1)
    settings.write_text(text, encoding="utf-8")


def words_of(url: str) -> str:
    with urlopen(url, timeout=30) as answer:
        body = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]+>", "", answer.read().decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(body))


@pytest.mark.feature("O3")
def test_the_four_commands_of_the_readme_are_typed_in_the_archivists_tutorial() -> None:
    init, harvest, publish, serve = console_blocks(README)[1].commands
    typed = [command for block in console_blocks(ARCHIVIST) for command in block.commands]
    assert re.sub(r"https://\S+", "http://127.0.0.1:8003", harvest) in typed
    assert {init, publish} < set(typed)
    assert f"    $ {serve}\n" in ARCHIVIST


@pytest.mark.parametrize("text", [READER, MODERATOR], ids=["reader", "moderator"])
def test_what_is_to_be_chosen_stands_on_some_page(text: str) -> None:
    templates = "\n".join(path.read_text("utf-8") for path in (ROOT / "plugins").rglob("*.html"))
    templates = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", templates))
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "plugins").rglob("*.py"))
    for name in set(re.findall(r"\*\*([^*]+)\*\*", text)) - {"↑ Anonymous 7", "Anonymous 8"}:
        part = name.partition(":")[0].rstrip(".")
        assert part in templates or part in code, part
