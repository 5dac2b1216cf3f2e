"""The take-down clock: from a moderator's decision until readers find the words nowhere, in an archive of 100,000.

`python -m tests.benchmarks.takedown_clock` runs both servers as they run for people. A moderator's form is sent; a
reader asks again and again for the thread, for the row by SQL, for a hit of the search, and for the suggestion that a
mistyped word brings, until all four say nothing more. The answer to the form is the certificate, bytes included. Ends
with 1 when the median is 3 s or more, or the certificates' p99 is 30 s or more.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from archive.folder import DataFolder
from plugins.demo_command import LOGIN, add_moderator, serving
from tests.benchmarks.clock_archive import make_archive, named
from tests.benchmarks.invented_archive import say, verdict

MOST_GONE, MOST_CERTIFIED = 3.0, 30.0
PAUSE = 0.02
EVERYWHERE, HIDE = 3, 5
"""Each third decision is of scope everywhere, each fifth hides the item as a whole."""


class Browser:
    """Asks a server, with a connection for each question, and keeps the moderator's cookie."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self._cookie = ""

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Return status, body and location of an answer; a form is sent by POST."""
        headers = {"cookie": self._cookie, "origin": f"http://{self.host}", "sec-fetch-site": "same-origin"}
        if form is not None:
            headers["content-type"] = "application/x-www-form-urlencoded"
        with closing(HTTPConnection(self.host, timeout=300)) as connection:
            connection.request("GET" if form is None else "POST", path, urlencode(form) if form else None, headers)
            response = connection.getresponse()
            self._cookie = (response.headers["set-cookie"] or self._cookie).partition(";")[0]
            return response.status, response.read().decode(), response.headers["location"] or ""


def main() -> int:
    """Run the clock and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--decisions", type=int, default=40)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the archive here for the next run")
    given = parser.parse_args()
    with ExitStack() as stack:
        place = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder = make_archive(place, given.documents)
        gone, certified = run(stack, folder, todo(folder, given.documents, given.decisions))
    return tell(given.documents, gone, certified)


def todo(folder: DataFolder, documents: int, wanted: int) -> list[tuple[str, str]]:
    """Return the comments to decide on, and whom they name; those of earlier runs are left out."""
    used = folder.path.parent / "used"
    done = int(used.read_text()) if used.exists() else 0
    used.write_text(str(done + wanted))
    return named(documents)[done : done + wanted]


def run(stack: ExitStack, folder: DataFolder, wanted: list[tuple[str, str]]) -> tuple[list[float], list[float]]:
    """Decide on one comment after another; return the seconds until each was gone, and until it was certified."""
    password = add_moderator(folder.path.parent) if not (folder.path.parent / "password").exists() else ""
    password = password or (folder.path.parent / "password").read_text().strip()
    reader = Browser(stack.enter_context(serving("serve", folder.path, 0)).url)
    moderator = Browser(stack.enter_context(serving("moderate", folder.path, 0)).url)
    status, _, _ = moderator.ask("/-/login", {"name": LOGIN, "password": password})
    assert status == 303, "the login was refused"
    gone: list[float] = []
    certified: list[float] = []
    for number, (item_id, name) in enumerate(wanted):
        acting = threading.Thread(target=decide, args=(moderator, item_id, name, number, certified))
        seen = looks(reader, item_id, name)
        assert all(seen.values()), f"{item_id} is not found to begin with: {seen}"
        began = time.monotonic()
        acting.start()
        while any(looks(reader, item_id, name).values()):
            time.sleep(PAUSE)
        gone.append(time.monotonic() - began)
        acting.join()
        say(f"  {item_id}: gone after {gone[-1]:.2f} s, certified after {certified[-1]:.2f} s")
    return gone, certified


def decide(moderator: Browser, item_id: str, name: str, number: int, certified: list[float]) -> None:
    """Send the form of one decision; note how long its certificate took."""
    began = time.monotonic()
    if number % HIDE == HIDE - 1:
        status, body, where = moderator.ask(f"/-/moderate/item/{item_id}/hide", {"reason": "Identifies a third party"})
    else:
        form = {"words": name, "step": "redact", "label": "name", "reason": "Identifies a third party"}
        form |= {"scope": "everywhere" if number % EVERYWHERE == EVERYWHERE - 1 else "here"}
        status, body, where = moderator.ask(f"/-/moderate/item/{item_id}/redact", form)
    certified.append(time.monotonic() - began)
    assert status == 303, f"{item_id} was refused: {status} {where} {body[-600:]}"


def looks(reader: Browser, item_id: str, name: str) -> dict[str, bool]:
    """Return where a reader still finds the words; one place after the other is asked only while it may hold them."""
    last = name.split()[1]
    typo = last[:-2] + last[-1] + last[-2]
    sql = quote(f"select count(*) as n from comment where id = '{item_id}' and text like '%{last}%'")
    thread = f"/-/post/{item_id[:-2]}00"
    page = reader.ask(thread)
    page = reader.ask(urlsplit(page[2]).path) if page[2] else page
    found = json.loads(reader.ask(f"/-/search.json?q={quote(last)}")[1])
    mistyped = json.loads(reader.ask(f"/-/search.json?q={quote(typo)}")[1])
    return {
        "thread": last in page[1],
        "sql": json.loads(reader.ask(f"/public/-/query.json?sql={sql}")[1])["rows"] == [{"n": 1}],
        "search": item_id in [hit["id"] for hit in found["hits"]],
        "suggestion": last.lower() in str(mistyped["suggestion"]).lower(),
    }


def tell(documents: int, gone: list[float], certified: list[float]) -> int:
    """Print the figures and return the exit code."""
    median, worst = statistics.median(gone), max(gone)
    p99 = sorted(certified)[min(len(certified) - 1, int(0.99 * len(certified)))]
    say(f"{len(gone)} decisions in an archive of {documents} posts and comments, two servers, index included:")
    say(f"  gone from page, SQL, search and suggestions: median {median:.2f} s, longest {worst:.2f} s")
    say(f"  certificate with bytes: median {statistics.median(certified):.2f} s, p99 {p99:.2f} s")
    broken = [f"median {median:.2f} s until gone, not under {MOST_GONE}"] if median >= MOST_GONE else []
    broken += [f"p99 {p99:.2f} s until certified, not under {MOST_CERTIFIED}"] if p99 >= MOST_CERTIFIED else []
    return verdict(broken)


if __name__ == "__main__":
    sys.exit(main())
