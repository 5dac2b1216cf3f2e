"""`make restart-load`: ten thousand requests while a site is restarted, published and put back; none may be lost.

The socket is held by this process, as systemd holds it. Readers ask over kept connections and over new ones.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.restart_loads import Site, reading, trouble


def main() -> int:
    """Run the load; return 1 when a reader would have noticed."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("--requests", type=int, default=10_000)
    given.add_argument("--readers", type=int, default=8)
    asked = given.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as place:
        site = Site(Path(place))
        acts = [site.restart, site.publish, site.redact, site.restart, site.restore, site.publish, site.restart]
        try:
            with reading(site.port, asked.readers) as readers:
                trouble(site, readers, acts, between=asked.requests // (len(acts) + 1))
                readers.wait_for(max(0, asked.requests - readers.count))
        finally:
            site.close()
    seconds = time.monotonic() - started
    answers = ", ".join(f"{number} with {status}" for status, number in sorted(readers.answers.items()))
    print(f"{readers.count} requests by {asked.readers} readers in {seconds:.0f} s; {len(acts)} acts")  # noqa: T201 - what it is run for
    print(f"answered: {answers}; lost: {len(readers.wrong)}")  # noqa: T201
    print(f"asked again on a connection that was kept: {readers.again}; slowest {readers.slowest:.1f} s")  # noqa: T201
    for each in readers.wrong[:10]:
        print(f"  {each}")  # noqa: T201
    return 1 if readers.wrong or readers.server_errors else 0


if __name__ == "__main__":
    sys.exit(main())
