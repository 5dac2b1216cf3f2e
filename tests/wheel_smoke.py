"""Build the wheel and use it from an empty folder, in an environment that has nothing of this checkout on its path.

Run by `make wheel`. The dependencies come from the environment that runs this; the program from the wheel alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MUST_HOLD = (
    "archive/originals/schema/002_every_source.sql",
    "archive/public/schema/1_items.sql",
    "plugins/site/static/threadkeep.css",
)


def build(into: Path) -> Path:
    """Return the wheel built from this checkout."""
    subprocess.run([sys.executable, "-m", "build", "--wheel", "--outdir", into, ROOT], check=True, capture_output=True)
    return next(into.glob("*.whl"))


def install(wheel: Path, home: Path) -> Path:
    """Return the python of a new environment that holds the wheel, and sees the dependencies installed here."""
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    site = next((home / "lib").glob("python*/site-packages"))
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check"]
    subprocess.run([*pip, "--target", site, wheel], check=True)
    here = next(Path(sys.prefix, "lib").glob("python*/site-packages"))
    # a bare path line, so that the editable install's own .pth file over there is not followed
    (site / "dependencies.pth").write_text(f"{here}\n", encoding="utf-8")
    return python


def run(python: Path, folder: Path, *words: str) -> str:
    """Run `threadkeep` from the wheel in an empty folder and return its standard output."""
    code = "import sys; from archive.cli import main; sys.argv[0] = 'threadkeep'; main()"
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [python, "-I", "-c", code, *words], cwd=folder, env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"`threadkeep {' '.join(words)}` from the wheel ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def main() -> None:
    """Build, look inside, install, run the demo once."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        wheel = build(work / "dist")
        inside = zipfile.ZipFile(wheel).namelist()
        absent = [path for path in MUST_HOLD if path not in inside]
        if absent or any(path.startswith("tests/") for path in inside):
            sys.exit(f"the wheel lacks {absent} or holds the tests")
        python = install(wheel, work / "env")
        empty = work / "empty"
        empty.mkdir()
        run(python, empty, "--version")
        run(python, empty, "init", "--data", "here")
        run(python, empty, "demo", "--once")
        counts = json.loads(run(python, empty, "publish", "--json", "--data", "here"))
        if counts["posts"] != 0:
            sys.exit("an empty archive published posts")
        sys.stdout.write(f"wheel {wheel.name}: {len(inside)} files, demo ran from an empty folder\n")


if __name__ == "__main__":
    main()
