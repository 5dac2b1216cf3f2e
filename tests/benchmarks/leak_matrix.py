"""Every planted detail of the sample blog taken out, then looked for on every surface and on a crawl of the live site.

`python -m tests.benchmarks.leak_matrix` prints the matrix and exits 1 when a single word is left. Half of the details
go from their item alone, half from everywhere; what a person elsewhere wrote of her own accord stays, as it should.
"""

from __future__ import annotations

import contextlib
import html
import json
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urljoin
from urllib.request import urlopen

from archive.folder import DataFolder
from archive.moderation import decisions
from archive.publishing.certificate import Certificate, decide_and_publish
from plugins.demo_command import prepare, serving
from scraper.sample_blog import Planted, load_content, load_planted

MOST_PAGES = 3000
FORMATS = (
    "public/post.json?_size=max",
    "public/comment.json?_size=max",
    "public/comment.csv?_stream=on",
    "public.json",
)


def main() -> int:
    """Run the matrix and return its exit code."""
    with contextlib.ExitStack() as stack:
        folder = DataFolder(Path(stack.enter_context(tempfile.TemporaryDirectory())) / "archive")
        prepare(stack, folder.path)
        address = stack.enter_context(serving("serve", folder.path, 0)).url
        planted = load_planted()
        certificates, gone, whole = [], [], []
        workers = stack.enter_context(ThreadPoolExecutor(1))
        for number, detail in enumerate(planted):
            began = time.monotonic()
            act = workers.submit(take_out, folder, detail, everywhere=number % 2 == 1)
            wait_until_gone(address, detail)
            gone.append(time.monotonic() - began)
            certificates.append(act.result())
            whole.append(time.monotonic() - began)
        pages = dict(crawl(address))
    everywhere = [detail.words for number, detail in enumerate(planted) if number % 2 == 1]
    found = [(page, words) for page, text in pages.items() for words in everywhere if stands_in(words, text)]
    checked: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for certificate in certificates:
        for check in certificate.surfaces:
            checked[check.name] += check.checked
            left[check.name] += check.left
    say = sys.stdout.write
    say(f"{len(planted)} redactions x {len(checked)} surfaces: {sum(left.values())} places left\n")
    for name, count in checked.items():
        say(f"  {name}: {count} values, words, pages or files looked at, {left[name]} left\n")
    say(f"crawl of the live site: {len(pages)} answers x {len(everywhere)} details x 4 spellings, {len(found)} found\n")
    for what, seconds in (("gone from the served page", gone), ("certificate", whole)):
        say(f"decision to {what}: median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s\n")
    return 1 if found or sum(left.values()) else 0


def take_out(folder: DataFolder, detail: Planted, *, everywhere: bool) -> Certificate:
    """Redact one planted detail as a moderator would."""
    item = item_of(detail)
    now = datetime.now(UTC)
    act = partial(
        decisions.mask,
        item_id=item,
        find=detail.words,
        label=detail.label,
        reason="identifies a person",
        by="matrix",
        now=now,
        everywhere=everywhere,
    )
    return decide_and_publish(folder, act, now)


def item_of(detail: Planted) -> str:
    """Return the id of the post or comment that holds a planted detail."""
    post = next(post for post in load_content() if post.slug == detail.post)
    return post.comment_id(detail.comment) if detail.comment else post.id


def wait_until_gone(address: str, detail: Planted) -> None:
    """Ask the public site for the item's row until the words are no longer in it."""
    table = "comment" if detail.comment else "post"
    while True:
        with urlopen(f"{address}public/{table}/{item_of(detail)}.json", timeout=30) as answer:
            if detail.words not in json.loads(answer.read())["rows"][0]["text"]:
                return


def crawl(address: str) -> Iterator[tuple[str, str]]:
    """Yield every page that links lead to from the home page, and the formats researchers read."""
    waiting = [address, *(urljoin(address, path) for path in FORMATS)]
    seen = set(waiting)
    while waiting and len(seen) < MOST_PAGES:
        page = waiting.pop()
        try:
            with urlopen(page, timeout=30) as answer:
                text = answer.read().decode("utf-8", "replace")
        except HTTPError as error:
            text = error.read().decode("utf-8", "replace")
        yield page, text
        for link in re.findall(r'(?:href|action)="([^"]+)"', text):
            target = urljoin(page, html.unescape(link)).partition("#")[0]
            if target.startswith(address) and target not in seen:
                seen.add(target)
                waiting.append(target)


def stands_in(words: str, text: str) -> bool:
    """Return whether words stand in a page in any of four spellings."""
    lower = text.lower()
    return any(form.lower() in lower for form in {words, html.escape(words), quote(words), quote(words, safe="")})


if __name__ == "__main__":
    sys.exit(main())
