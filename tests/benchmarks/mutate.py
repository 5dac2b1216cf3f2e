"""A long campaign of mutated pages and exports: nothing but one clear sentence may come of them.

`python -m tests.benchmarks.mutate [--count N] [--real] [--state FILE]` goes on where the last run stopped: the number
of the next mutant and the faults so far are kept in FILE. With --real the files of the folder of local test input are
seeds too. It exits 1 when there was any fault.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from pathlib import Path

from tests.mutations import LARGEST, Reader, invented_seeds, mutants

ROOT = Path(__file__).resolve().parents[2]
SAVED_EVERY = 500


def main() -> int:
    """Run or go on with the campaign and return its exit code."""
    options = _options()
    state = json.loads(options.state.read_text()) if options.state.exists() else {}
    done, faults = state.get("done", 0), state.get("faults", [])
    seeds = invented_seeds(ROOT / "tests" / "pages") + (_real_seeds() if options.real else [])
    began, first = time.monotonic(), done
    with Reader() as reader:
        for number, name, body in mutants(seeds, range(done, options.count)):
            kind, say = reader.read(name, body)
            done = number + 1
            if kind == "fault":
                faults.append(f"mutant {number} of {name}: {say}")
            if done % SAVED_EVERY == 0 or kind == "fault":
                _save(options.state, done, faults)
                left = (options.count - done) * (time.monotonic() - began) / (done - first)
                print(f"{done} of {options.count}, {len(faults)} faults, about {left:.0f} s left", file=sys.stderr)  # noqa: T201
    _save(options.state, done, faults)
    print(f"{done} mutants of {len(seeds)} seeds: {len(faults)} faults", *faults, sep="\n  ")  # noqa: T201 - its output
    return 1 if faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--real", action="store_true", help="mutate the files of the folder of local test input too")
    parser.add_argument("--state", type=Path, default=ROOT / "build" / "mutations.json")
    return parser.parse_args()


def _real_seeds() -> list[tuple[str, bytes]]:
    shared = Path(os.environ.get("THREADKEEP_SHARED") or ROOT.parent / "shared")
    files = sorted(path for path in shared.glob("realdata/*/*") if path.is_file())
    return [(path.name, path.read_bytes()[:LARGEST]) for path in files]


def _save(path: Path, done: int, faults: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps({"done": done, "faults": faults}, indent=1))
    partial.replace(path)


if __name__ == "__main__":
    sys.exit(main())
