"""A moderators' evening gone wrong: two people at the queue at once, while connections break and the server is killed.

Everything is real: `threadkeep moderate` as a process, HTTP over sockets, kill -9. Whoever decides notes what was meant
before it is sent, and which forms were answered; afterwards the archive is held against those notes.
"""

from __future__ import annotations

import contextlib
import random
import re
import socket
import struct
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag
from sqlite_utils import Database

from archive.folder import DataFolder
from archive.moderation import decisions, findings, log, moderators, queue_acts
from archive.moderation.decisions import Kind
from archive.originals.database import open_archive
from archive.public import store
from archive.public.models import ItemState
from archive.publishing.certificate import find_certificate
from archive.publishing.check import check
from tests.bench import comment, make_bench, post
from tests.moderation_copy import ADMIN, MODERATOR, PASSWORD

QUEUE = "/-/moderate/queue"
HIDDEN = "Asked for by whoever wrote it"
OWN = "an address of mine"
FAULTS = ("none", "none", "half", "unread", "torn", "twice", "at once", "late", "reload", "kill")
"""What goes wrong with a form: nothing, half of it is sent, its answer is never read or breaks off, it is sent twice,
twice at once, or again after the next one, the page is opened anew, the server is killed meanwhile."""

_PER_POST = 40
_PATIENCE = 120.0


def mail(number: int) -> str:
    """Return the address that stands in a comment and nowhere else."""
    return f"keeper{number}@ferry.example"


def make_session(path: Path, cards: int) -> DataFolder:
    """Return a published archive in which so many comments wait, each with one e-mail address, and two moderators."""
    bench = make_bench(path)
    numbers = range(1000, 1000 + cards)
    for start in range(0, cards, _PER_POST):
        some = numbers[start : start + _PER_POST]
        bench.add(post(1 + start // _PER_POST, *(comment(n, f"<p>Boats, {mail(n)}, rain.</p>") for n in some)))
    moderators.add(bench.db, ADMIN, "admin", PASSWORD, bench.now)
    moderators.add(bench.db, MODERATOR, "moderator", PASSWORD, bench.now)
    bench.publish()
    with bench.db.atomic():
        # whatever else the recognizers of the day find, one card each is what is counted here
        bench.db.execute("delete from finding where entity <> 'e-mail'")
    bench.db.conn.close()
    return bench.folder


def meant(item_id: str) -> str:
    """Return what is decided on a comment, by whoever comes to it."""
    return ("mask", "mask", "own", "keep", "hide")[int(item_id) % 5]


# -- the server


@dataclass(slots=True)
class Server:
    """`threadkeep moderate` on one port, killed and started again; `logs` is what all its lives wrote."""

    folder: DataFolder
    logs: list[str] = field(default_factory=list)
    kills: int = 0
    port: int = 0
    _process: subprocess.Popen[str] | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Start it and return once it listens."""
        words = [sys.executable, "-m", "archive", "moderate", "--port", str(self.port)]
        process = subprocess.Popen([*words, "--data", str(self.folder.path)], stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        found = None
        for told in process.stderr:
            # whatever it has to say before is part of its log
            if found := re.search(r"http://[\d.]+:(\d+)/", told):
                break
            self.logs.append(told)
        assert found, self.logs
        self._process, self.port = process, int(found[1])
        threading.Thread(target=self._listen, args=[process], daemon=True).start()

    def _listen(self, process: subprocess.Popen[str]) -> None:
        if process.stderr is not None:
            with process.stderr:
                self.logs.extend(process.stderr)

    def kill(self) -> None:
        """Kill it as it stands, and start it again; whoever asks meanwhile waits in `up`."""
        with self._turn:
            self.stop(hard=True)
            self.kills += 1
            self.start()

    def up(self) -> None:
        """Return when it is there again."""
        with self._turn:
            return

    def stop(self, *, hard: bool = False) -> None:
        """End it."""
        if self._process is not None:
            (self._process.kill if hard else self._process.terminate)()
            self._process.wait(timeout=60)
            self._process = None


@contextlib.contextmanager
def serving(folder: DataFolder) -> Iterator[Server]:
    """Run the moderation site until the block ends."""
    server = Server(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()


# -- one moderator


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: its status, where it leads, the cookie it sets, its page."""

    status: int
    location: str
    cookie: str
    body: str


class Broken(Exception):
    """Nothing came back, or not all of it."""


@dataclass(slots=True)
class Notes:
    """What was meant: each token that was sent, with its card and comment; and those whose form was answered."""

    sent: dict[str, tuple[str, str]] = field(default_factory=dict)
    answered: set[str] = field(default_factory=set)
    undone: set[str] = field(default_factory=set)
    faults: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Person:
    """A moderator with a browser that does what it is told, and a network that breaks."""

    name: str
    server: Server
    chance: random.Random
    kill_every: int
    notes: Notes = field(default_factory=Notes)
    cookie: str = ""
    _last: tuple[str, dict[str, str]] | None = None
    _decided: int = 0

    def work(self) -> Notes:
        """Decide on cards until none is left for this person; return what was meant."""
        while True:
            page = self.open(QUEUE)
            if page.select_one("[data-card]") is None:
                return self.notes
            if page.select_one("#skip") is not None:  # else somebody else has it
                self._decide(page)

    def open(self, path: str) -> BeautifulSoup:
        """Return a page, logging in first where that is needed; a broken connection is tried again, as by a person."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            self.server.up()
            try:
                answer = self._ask("GET", path)
                if answer.location.startswith("/-/login"):
                    self._log_in()
                    continue
            except Broken:
                time.sleep(0.05)
                continue
            assert answer.status == 200, (path, answer.status, answer.body[:200])
            return BeautifulSoup(answer.body, "lxml")
        raise AssertionError(f"{self.name} cannot open {path}")

    def _log_in(self) -> None:
        answer = self._ask("POST", "/-/login", {"name": self.name, "password": PASSWORD})
        assert answer.status == 303, answer.status
        self.cookie = answer.cookie

    def _decide(self, page: BeautifulSoup) -> None:
        action, form, item = _filled(page)
        token = form["token"]
        self.notes.sent[token] = (action.rpartition("/")[2].partition("?")[0], item)
        self._decided += 1
        fault = self.chance.choice(FAULTS)
        if fault == "kill" and self._decided % self.kill_every:
            fault = "unread"
        self.notes.faults[fault] += 1
        self._send(fault, action, form)
        if fault == "none" and int(item) % 11 == 0 and token in self.notes.answered:
            self._undo(token)
        self._last = action, form

    def _send(self, fault: str, action: str, form: dict[str, str]) -> None:
        if fault == "half":
            self._cut(action, form, whole=False)
        elif fault == "unread":
            self._cut(action, form, whole=True)
        elif fault == "torn":
            self._cut(action, form, whole=True, read=20)
        elif fault == "kill":
            self._killed(action, form)
        elif fault == "at once":
            with ThreadPoolExecutor(2) as pool:
                for done in [pool.submit(self._post, action, form) for _ in range(2)]:
                    done.result()
        else:
            self._post(action, form)
            if fault == "twice":
                self._post(action, form)
            elif fault == "late" and self._last is not None:
                self._post(*self._last)
            elif fault == "reload":
                for _ in range(2):
                    self.open(QUEUE)

    def _post(self, action: str, form: dict[str, str]) -> None:
        try:
            answer = self._ask("POST", action, form)
        except Broken:
            return
        if answer.status == 303 and answer.location.startswith(QUEUE):
            self.notes.answered.add(form["token"])
        else:
            # logged out by a restart, or decided meanwhile: the page says so, and the queue goes on
            assert answer.status in (400, 403), answer.status

    def _undo(self, token: str) -> None:
        """Take the decision back and come to the same card again; sent until it is answered, which does it once."""
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            self.open(QUEUE)
            with contextlib.suppress(Broken):
                answer = self._ask("POST", QUEUE, {"act": token})
                if answer.status == 303 and answer.location.startswith(QUEUE):
                    self.notes.undone.add(token)
                    return
        raise AssertionError("the decision is never undone")

    def _killed(self, action: str, form: dict[str, str]) -> None:
        """Send a form and kill the server at some moment of answering it, or of publishing what it decided."""
        sending = threading.Thread(target=self._post, args=[action, form])
        sending.start()
        time.sleep(self.chance.uniform(0, 0.4))
        self.server.kill()
        sending.join()

    def _headers(self) -> dict[str, str]:
        return {
            "Sec-Fetch-Site": "same-origin",
            "Origin": f"http://127.0.0.1:{self.server.port}",
            "Cookie": f"ds_actor={self.cookie}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Connection": "close",
        }

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None) -> Answer:
        """Return an answer that came whole; raise Broken for every other."""
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=_PATIENCE)
        try:
            connection.request(method, path, urlencode(form) if form else None, self._headers())
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException) as error:
            raise Broken from error
        finally:
            connection.close()
        cookie = re.match(r'ds_actor="?([^;"]*)', answer.getheader("set-cookie", ""))
        return Answer(answer.status, answer.getheader("location", ""), cookie[1] if cookie else "", text)

    def _cut(self, action: str, form: dict[str, str], *, whole: bool, read: int = 0) -> None:
        """Send a form, or half of it, and break the connection off before the answer was read."""
        body = urlencode(form)
        fields = {"Host": f"127.0.0.1:{self.server.port}", **self._headers(), "Content-Length": str(len(body))}
        lines = [f"POST {action} HTTP/1.1", *(f"{name}: {value}" for name, value in fields.items())]
        request = "\r\n".join([*lines, "", body]).encode()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.server.port)) as connection:
            connection.sendall(request if whole else request[: -len(form["token"])])
            if read:
                connection.recv(read)
            elif self.chance.random() < 0.5:
                time.sleep(self.chance.uniform(0, 0.2))
            # closed with a reset, as a network that dies does
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _filled(page: BeautifulSoup) -> tuple[str, dict[str, str], str]:
    """Return where the form of a card goes, filled in as it is meant, and the card's comment."""
    found = re.search(r"keeper(\d+)@", page.select_one("[data-card]").text)  # type: ignore[union-attr] # looked at before
    assert found, "this card is none of ours"
    step = meant(found[1])
    button = "mask" if step == "own" else step
    pressed = page.select_one(f'button[name=step][value="{button}"]')
    assert pressed is not None, f"{found[1]} cannot be decided: {button}"
    form = page.find(id=str(pressed["form"])) if pressed.get("form") else pressed.find_parent("form")
    assert isinstance(form, Tag)
    sent = {"step": button}
    for each in form.select("input[name], textarea[name]"):
        if each.get("type") not in ("radio", "checkbox") or each.has_attr("checked"):
            sent[str(each["name"])] = each.text if each.name == "textarea" else str(each.get("value", ""))
    if step == "own":
        sent |= {"label": "own", "own_label": OWN}
    if step == "hide":
        sent["hide_reason"] = HIDDEN
    # the token last, so that half a form lacks some of it
    return str(form["action"]), {**sent, "token": sent.pop("token")}, found[1]


# -- what came of it


@dataclass(slots=True)
class Outcome:
    """What a session came to: how many decisions, what was broken meanwhile, and what is wrong in the archive."""

    cards: int
    notes: list[Notes]
    decided: int = 0
    undone: int = 0
    kills: int = 0
    by: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)
    certificates: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return it in a line."""
        broken = ", ".join(f"{name} {number}" for name, number in sorted(self.broken.items()))
        people = " and ".join(f"{number} by {name}" for name, number in sorted(self.by.items()))
        return (
            f"{self.decided} of {self.cards} cards decided ({people}), {self.undone} undone and decided anew, "
            f"server killed {self.kills} times; forms: {broken}; {self.certificates} certificates; "
            f"{len(self.wrong)} faults"
        )


def hold_session(folder: DataFolder, cards: int, *, seed: int, kill_every: int = 2) -> Outcome:
    """Let two moderators work through all cards while things break; return what came of it.

    Of the forms that chance would have killed the server at, each moderator's every `kill_every`th does.
    """
    with serving(folder) as server:
        people = [Person(name, server, random.Random(f"{seed} {name}"), kill_every) for name in (ADMIN, MODERATOR)]
        with ThreadPoolExecutor(len(people)) as pool:
            notes = [each.result() for each in [pool.submit(person.work) for person in people]]
        _until_public(folder)
    outcome = judge(folder, cards, notes)
    outcome.kills = server.kills
    outcome.wrong += [f"the server wrote: {line.strip()}" for line in server.logs if "Traceback" in line]
    return outcome


def judge(folder: DataFolder, cards: int, notes: list[Notes]) -> Outcome:
    """Hold an archive against what was meant; return everything that is otherwise."""
    outcome = Outcome(cards, notes)
    for each in notes:
        outcome.broken += each.faults
    with closing(open_archive(folder)) as db:
        outcome.wrong += [*_wrong_acts(db, notes, outcome), *_wrong_items(db, folder, outcome), *log.verify(db)]
    outcome.wrong += [each.say for each in check(folder).problems]
    return outcome


def _until_public(folder: DataFolder) -> None:
    """Wait as long as the running site goes on publishing what was decided, which it does by itself."""
    with closing(open_archive(folder)) as db:
        left, until = len(queue_acts.behind(db)), time.monotonic() + _PATIENCE
        while left and time.monotonic() < until:
            time.sleep(0.2)
            now = len(queue_acts.behind(db))
            if now < left:
                left, until = now, time.monotonic() + _PATIENCE


def _wrong_acts(db: Database, notes: list[Notes], outcome: Outcome) -> Iterator[str]:
    """Yield what the record of acts has too much, too little or otherwise than it was meant."""
    sent = {token: what for each in notes for token, what in each.sent.items()}
    rows = db.conn.execute("select token, made_by, kind, card, item_id, label, undone_at from queue_act").fetchall()
    recorded = {row[0]: row for row in rows}
    for each in notes:
        yield from (f"lost: {sent[token]} was answered and is not there" for token in each.answered - set(recorded))
        yield from (f"lost: undoing {sent[token]}" for token in each.undone if not recorded[token][6])
    holding: Counter[str] = Counter()
    for token, by, kind, card, item_id, label, undone_at in rows:
        if sent.get(token) != (card, item_id):
            yield f"{item_id}: decided under a token that was never sent for it"
        step = meant(item_id)
        if kind != ("mask" if step == "own" else step) or label != {"mask": "e-mail", "own": OWN}.get(step, label):
            yield f"{item_id}: {kind} [{label}] was not meant"
        if undone_at:
            outcome.undone += 1
        else:
            holding[item_id] += 1
            outcome.by[by] += 1
    if late := queue_acts.behind(db):
        yield f"{len(late)} acts were never published"
    outcome.decided = len(holding)
    yield from (f"{item_id}: decided {number} times" for item_id, number in holding.items() if number != 1)
    if len(holding) != outcome.cards:
        yield f"{outcome.cards - len(holding)} cards were never decided"


def _wrong_items(db: Database, folder: DataFolder, outcome: Outcome) -> Iterator[str]:
    """Yield where decisions, certificates or the text that readers see are not what was meant."""
    made = Counter(each.item_id for each in decisions.active_decisions(db))
    with closing(store.open_public(folder)) as public:
        for number in range(1000, 1000 + outcome.cards):
            item_id, step = str(number), meant(str(number))
            if made[item_id] != (step != "keep"):
                yield f"{item_id}: {made[item_id]} decisions hold"
            shown = store.find_item(public, item_id)
            text = {"mask": "Boats, [e-mail], rain.", "own": f"Boats, [{OWN}], rain.", "hide": ""}.get(
                step, f"Boats, {mail(number)}, rain."
            )
            if shown is None or (shown.state is ItemState.HIDDEN) != (step == "hide") or shown.body.text != text:
                yield f"{item_id}: readers do not see what was decided ({step})"
    for each in decisions.active_decisions(db):
        found = find_certificate(db, each.id)
        outcome.certificates += found is not None
        if found is None or (each.kind is Kind.MASK and found.left):
            yield f"{each.id}: no certificate, or one that found the words"
    open_still = [row.item_id for row in findings.open_findings(db)]
    yield from (f"{item_id}: its finding is open" for item_id in open_still if made[item_id] == 0)
