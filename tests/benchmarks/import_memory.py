"""How much memory and time an import of a large export takes, in a process of its own.

`python -m tests.benchmarks.import_memory [--comments N] [--most MB]` writes an invented Takeout and an invented WXR,
imports each, prints a line for each and exits 1 when one needs more memory than that.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.big_exports import WRITERS

# what the process itself held at most, as Linux says when it ends; the parent's memory is not in it
_CHILD = """
import sys
from archive.cli import main
try:
    main(sys.argv[1:])
finally:
    with open("/proc/self/status") as status:
        peak = next(line.split()[1] for line in status if line.startswith("VmHWM"))
    print(peak, file=sys.stderr)
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One import: what it found, the most memory in MB, and the seconds."""

    comments: int
    megabytes: float
    seconds: float


def measure(format: str, comments: int, scratch: Path, *command: str) -> Measured:
    """Write an export, import it into a fresh archive and return what that took; `command` is run instead if given."""
    export, data = scratch / f"{format}-{comments}.xml", scratch / f"{format}-{comments}-data"
    WRITERS[format](export, comments)
    run_child("init", "--data", str(data))
    began = time.monotonic()
    ended = run_child(*(command or ("import", str(export), "--json")), "--data", str(data))
    return Measured(json.loads(ended.stdout)["comments"], peak(ended), time.monotonic() - began)


def run_child(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a threadkeep command to its end."""
    return subprocess.run([sys.executable, "-c", _CHILD, *arguments], capture_output=True, text=True, check=True)


def peak(ended: subprocess.CompletedProcess[str]) -> float:
    """Return the most megabytes that a command held."""
    return int(ended.stderr.split()[-1]) / 1024


def main() -> int:
    """Measure both formats and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--comments", type=int, default=200_000)
    parser.add_argument("--most", type=float, default=300.0)
    options = parser.parse_args()
    worst = 0.0
    with tempfile.TemporaryDirectory(prefix="import-memory-") as name:
        for format in WRITERS:
            found = measure(format, options.comments, Path(name))
            size = (Path(name) / f"{format}-{options.comments}.xml").stat().st_size / 1024**2
            worst = max(worst, found.megabytes)
            print(  # noqa: T201 - a program of its own, whose output is this line
                f"{format}: {found.comments} comments in {size:.0f} MB: peak {found.megabytes:.0f} MB of memory,"
                f" {found.seconds:.0f} s, {found.comments / found.seconds:.0f} comments a second"
            )
    return 1 if worst > options.most else 0


if __name__ == "__main__":
    sys.exit(main())
