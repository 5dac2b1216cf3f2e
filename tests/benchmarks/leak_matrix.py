"""A thousand details of an invented blog taken out in every way, then looked for on every surface in five readings.

`python -m tests.benchmarks.leak_matrix` prints the matrix and exits 1 when a single word is left, or a control is not
found. The blog is harvested over HTTP. The public server runs all the while; a browser keeps every page on which a
detail stood, and asks again whether it still may show it ("caches"). What is counted last is counted by the code behind
the certificate. Everything is looked for again after the blog, each text of which has changed meanwhile, was harvested
once more, after a reparse, after the public copy and the index were made from nothing, and in a backup put back.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request as UrlRequest
from urllib.request import urlopen

from archive.folder import DataFolder
from archive.public import store
from archive.publishing.looking import Wanted, look
from archive.publishing.surfaces import load_surfaces
from plugins.demo_command import THREADKEEP
from plugins.site.addressbook import Address, addresses_of_all
from tests.benchmarks.invented_archive import say, verdict
from tests.leaks.canaries import public_files
from tests.leaks.finder import READINGS, Finder
from tests.leaks.plants import Plant, make_plants
from tests.leaks.taking_out import harvest_again, publish_now, take_in, take_out
from tests.wordpress_blog import WordPressBlog

PLAIN = ("/sitemap.xml", "/favicon.ico", "/-/comment/unknown", "/2015/01/nothing.html", "/public/nothing.json")
WRONG = "/public/-/query.json?sql=select%20nothing%20from%20comment"
FACETS = ("comment.json?_facet=author&_facet=year&_size=0", "post.json?_facet=author&_facet=year&_size=0")
SEARCHES = ("search page", "search.json", "search.csv", "feed")


Kept = dict[str, tuple[str, str]]


class Site:
    """A public server on an archive, whose log is kept, and a browser that keeps pages: their tag and body."""

    def __init__(self, stack: ExitStack, folder: DataFolder, log: Path, kept: Kept | None = None) -> None:
        self.folder, self.log = folder, log
        self.kept: Kept = {} if kept is None else kept
        out = stack.enter_context(log.open("ab"))
        command = [*THREADKEEP, "serve", "--port", "0", "--data", str(folder.path)]
        self._process = subprocess.Popen(command, stdout=out, stderr=out)
        stack.callback(self.stop)
        while not (found := re.findall(rb"http://[\d.:]+/", log.read_bytes())):
            assert self._process.poll() is None, log.read_text()
            time.sleep(0.05)
        self.address = found[-1].decode().rstrip("/")

    def stop(self) -> None:
        """End the server."""
        self._process.terminate()
        self._process.wait()

    def get(self, path: str, tag: str = "") -> tuple[str, str]:
        """Return the body of an answer, whatever its status, and its headers as text; for 304 what the browser kept."""
        asked = UrlRequest(self.address + path, headers={"If-None-Match": tag} if tag else {})
        try:
            with urlopen(asked, timeout=120) as answer:
                return answer.read().decode("utf-8", "replace"), str(answer.headers)
        except HTTPError as error:
            if error.code == 304:
                return self.kept[path][1], str(error.headers)
            return error.read().decode("utf-8", "replace"), str(error.headers)

    def keep(self, path: str, body: str, headers: str) -> None:
        """Keep a page as browsers do, where it has a tag to ask with."""
        if tag := re.search(r"(?im)^etag: (.*)$", headers):
            self.kept[path] = (tag[1].strip(), body)


def main() -> int:
    """Run the matrix and return its exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--redactions", type=int, default=1000)
    parser.add_argument("--every", type=int, default=10, help="search for each so manieth item in the later rounds")
    given = parser.parse_args()
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        blog = stack.enter_context(WordPressBlog())
        return run(stack, place, blog, make_plants(given.redactions), given.every)


def run(stack: ExitStack, place: Path, blog: WordPressBlog, plants: list[Plant], every: int) -> int:
    """Take everything out and look for it after each step; return the exit code."""
    folder = DataFolder(place / "archive")
    items = take_in(folder, plants, blog)
    site = Site(stack, folder, place / "serve.log")
    broken: list[str] = []
    before = look_through(site, plants, every)
    missed = {plant.number for plant in plants} - set().union(*before.where.values())
    tell(f"before: {len(plants) - len(missed)} of {len(plants)} details are found by the finder", before)
    broken += [f"{len(missed)} details were never seen: {sorted(missed)[:5]}"] if missed else []
    backup = place / "kept.tar"
    command("backup", backup, folder)
    left, seconds = take_out(folder, plants, items)
    broken += [] if site.kept else ["no page on which a detail stood could be kept by a browser"]
    say(f"{len(plants)} redactions decided and published in {seconds:.0f} s; certificates of the first: {left} left")
    broken += [f"{left} places left by the certificates"] if left else []
    broken += after("redactions", site, plants, 1)
    broken += [f"control not found in {each}" for each in look_through(site, plants[:1], 10_000).controls(plants[0])]
    changed = harvest_again(folder, plants, blog)
    broken += after(f"another harvest over HTTP, {changed} texts of which had changed", site, plants, every)
    command("reparse", None, folder)
    publish_now(folder)
    broken += after("reparse", site, plants, every)
    site.stop()
    folder.public_db.unlink()
    shutil.rmtree(folder.index)
    publish_now(folder)
    broken += after(
        "public copy and index from nothing", Site(stack, folder, place / "again.log", site.kept), plants, every
    )
    broken += restored(stack, place, folder, plants, backup, every, site.kept)
    return verdict(broken)


def restored(
    stack: ExitStack, place: Path, folder: DataFolder, plants: list[Plant], backup: Path, every: int, kept: Kept
) -> list[str]:
    """Put two backups back: one of today, and one from before everything, of which what was erased must be gone."""
    broken = []
    today = place / "today.tar"
    command("backup", today, folder)
    for name, source, some in (
        ("a backup of today put back", today, plants),
        ("an old backup put back: what was erased since", backup, [p for p in plants if p.act.startswith("erase")]),
    ):
        new = DataFolder(place / name.replace(" ", "-").replace(":", "") / "archive")
        command("restore", source, folder, "--folder", str(new.path))
        publish_now(new)
        site = Site(stack, new, new.path.parent / "serve.log", kept)
        broken += after(name, site, some, every)
        site.stop()
    return broken


def command(name: str, file: Path | None, folder: DataFolder, *options: str) -> None:
    """Run a command of threadkeep's as a person would."""
    words = [*THREADKEEP, name, *([str(file)] if file else []), *options, "--data", str(folder.path)]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


def after(step: str, site: Site, plants: list[Plant], every: int) -> list[str]:
    """Look for everything after a step, by the finder and by the code of the certificate; return what is broken."""
    finder = look_through(site, plants, every)
    tell(f"after {step}: {finder.total} found", finder)
    wanted = [Wanted((plant.words,)) for plant in plants]
    looked = look(site.folder, load_surfaces(site.folder), wanted)
    left = sum(check.left for each in looked for check in each.checks)
    counted = ", ".join(f"{check.checked} in {check.name}" for check in looked[0].checks) if looked else "nothing"
    say(f"  as certificates count: {left} left; looked at {counted}")
    where = {f"{surface}/{reading}: {sorted(numbers)[:3]}" for (surface, reading), numbers in finder.where.items()}
    places = {f"{place.surface}: {place.where}" for each in looked for place in each.places}
    return [f"after {step}: {each}" for each in sorted(where | places)[:12]]


def look_through(site: Site, plants: list[Plant], every: int) -> Finder:
    """Look through every answer of the public site and every public file; searches for each so manieth item alone."""
    finder, known = Finder(plants), dict(site.kept)
    db = store.open_public(site.folder)
    try:
        addresses = list(dict.fromkeys(addresses_of_all(db)))
        tables = [name for (name,) in db.conn.execute("select name from sqlite_master where type in ('table', 'view')")]
    finally:
        db.close()
    searches = 0
    for address in addresses:
        kind = surface_of(address)
        searches += kind in SEARCHES
        if kind in SEARCHES and (searches // len(SEARCHES)) % every:
            continue
        body, headers = site.get(address.path)
        # a search repeats what was asked in all its links; its tag is a digest of what it says
        if look_at(finder, kind, body, headers, address.told) and not known and kind not in SEARCHES:
            site.keep(address.path, body, headers)
    for path, (tag, _) in known.items():
        finder.look_at("caches", site.get(path, tag)[0], path)
    for path in (*PLAIN, WRONG):
        look_at(finder, "error page", *site.get(path), path)
    for facet in FACETS:
        look_at(finder, "facets", *site.get(f"/public/{facet}"), facet)
    for table in tables:
        for text in rows_of(site, table):
            finder.look_at("SQL", text, table)
    for plant in plants:
        for text in asked_of(site, plant):
            finder.look_at("suggestions", text, str(plant.number))
    for file in public_files(site.folder):
        finder.look_at("bytes", file.read_bytes().decode("latin-1"), file.name)
    finder.look_at("log of the server", site.log.read_text(encoding="utf-8"))
    return finder


def look_at(finder: Finder, surface: str, body: str, headers: str, told: str) -> bool:
    """Look at an answer, at its headers, and at the linked data in it as surfaces of their own; True if it held any."""
    if surface in SEARCHES:
        # what was asked is the item's own first words, as they are now
        body = re.sub(r'(?s)<head>.*?</head>|<input[^>]*>|"q(uery)?": "[^"]*"', "", body)
    held = bool(finder.look_at(surface, body, told))
    finder.look_at("headers", headers, told)
    for found in re.findall(r'(?s)<script type="application/ld\+json">(.*?)</script>', body):
        finder.look_at("linked data", found, told)
    return held


def surface_of(address: Address) -> str:
    """Return what kind of surface an address is."""
    path = address.path
    kinds = {"search": "search page", "hits.json": "search.json", "hits.csv": "search.csv", "hits.atom": "feed"}
    beginnings = {
        "/-/comment/": "permalink",
        "/-/post/": "permalink",
        "/-/cite/": "citations",
        "/-/acronym": "lexicon",
        "/-/topic": "topics",
        "/-/tags": "topics",
        "/-/keywords": "charts and counts",
        "/-/timeline": "charts and counts",
        "/-/log": "log",
    }
    if address.kind in kinds:
        return kinds[address.kind]
    if path.endswith("years.csv"):
        return "charts and counts"
    if found := next((name for start, name in beginnings.items() if path.startswith(start)), None):
        return found
    if address.kind in ("json", "csv"):
        return address.kind.upper()
    if "view=time" in path:
        return "flat view"
    return "thread page" if address.told.startswith("thread") else "other pages"


def rows_of(site: Site, table: str) -> Iterator[str]:
    """Yield all rows of a table as SQL gives them, a thousand at a time."""
    for start in range(0, 1_000_000, 1000):
        sql = quote(f"select * from [{table}] limit 1000 offset {start}")
        body, _ = site.get(f"/public/-/query.json?sql={sql}&_shape=arrays")
        yield body
        with contextlib.suppress(ValueError):
            if len(json.loads(body).get("rows", ())) == 1000:
                continue
        return


def asked_of(site: Site, plant: Plant) -> Iterator[str]:
    """Yield what a search shows that comes near a detail: hits and snippets of its words, suggestions, beginnings."""
    name = plant.words.split()[0].strip("'")
    typo = f"{name[:-3]}{name[-2]}{name[-3]}{name[-1]}"
    for asked in (name, typo, f"{name[:5]}*"):
        answer = json.loads(site.get(f"/-/search.json?q={quote(asked)}")[0])
        yield json.dumps({part: answer.get(part) for part in ("hits", "suggestion", "facets")}, ensure_ascii=False)


def tell(title: str, finder: Finder) -> None:
    """Print one round of the matrix."""
    say(title)
    say(f"  {'surface':20} {'answers':>8}  " + "  ".join(f"{reading:>17}" for reading in READINGS))
    for surface, looked in sorted(finder.looked.items()):
        counts = "  ".join(f"{finder.found[surface, reading]:>17}" for reading in READINGS)
        say(f"  {surface:20} {looked:>8}  {counts}")


if __name__ == "__main__":
    sys.exit(main())
