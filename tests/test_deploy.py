"""Deployment files and docs/operate.md stay in step with the program: commands, options, ports, paths, users (O9)."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from archive.public import store
from plugins.doctor.keeping import ERASURE_DAYS, litestream
from plugins.serve_command import PARTING, serve
from search_index import generation, update
from tests.public_copy import write_public_copy

pytestmark = pytest.mark.feature("O9")
DOCS = Path(__file__).resolve().parent.parent / "docs"
DEPLOY = DOCS / "deploy"
FILES = [*sorted(DEPLOY.glob("*")), DOCS / "operate.md"]
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in FILES if path.is_file()}
CODE = re.compile(r"```\n(.*?)```|`([^`\n]+)`", re.DOTALL)
CALL = re.compile(r"(?:^|[\s/\"])threadkeep ((?:[a-z][a-z-]*)(?: [^`'\n#|>]*)?)")


def commands() -> dict[str, click.Command]:
    return {each.name: each.load() for each in entry_points(group="threadkeep.commands")}


def calls() -> Iterator[tuple[str, str]]:
    """Yield every call of threadkeep in these files, as (file, words)."""
    for name, text in TEXTS.items():
        pieces = ["".join(pair) for pair in CODE.findall(text)] if name.endswith(".md") else [text]
        for found in (each for piece in pieces for each in CALL.findall(piece)):
            yield name, found.strip().strip('"')


def unit(name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in re.findall(r"^([A-Za-z]+)=(.*)$", TEXTS[name], re.MULTILINE):
        found.setdefault(key, []).append(value)
    return found


def test_every_command_and_option_that_is_named_exists() -> None:
    known = commands()
    seen = set()
    for file, words in calls():
        name, *rest = words.split()
        if file == "operate.md" or name in known:
            assert name in known, (file, words)
            seen.add(name)
        command = known.get(name)
        if isinstance(command, click.Group) and rest:
            command = command.commands[rest[0]]
        options = {opt for param in command.params for opt in param.opts} if command else set()
        for option in (word for word in rest if word.startswith("--")):
            assert option in options, (file, words)
    assert seen >= {"init", "serve", "moderate", "publish", "backup", "restore", "doctor", "export-site", "withdrawn"}


def test_containers_call_commands_that_exist() -> None:
    known = commands()
    for name, service in yaml.safe_load(TEXTS["compose.yml"])["services"].items():
        assert service["command"][0] == name
        options = {opt for param in known[name].params for opt in param.opts}
        assert {word for word in service["command"] if word.startswith("--")} <= options
    assert '["serve", "--host", "0.0.0.0", "--port", "8001"]' in TEXTS["Containerfile"]


def test_ports_are_those_that_the_commands_have_by_themselves() -> None:
    ports = {
        name: next(p.default for p in commands()[name].params if p.name == "port") for name in ("serve", "moderate")
    }
    assert unit("threadkeep-serve.socket")["ListenStream"] == [f"127.0.0.1:{ports['serve']}"]
    assert f"--port {ports['moderate']}" in unit("threadkeep-moderate.service")["ExecStart"][0]
    assert set(re.findall(r"^    server 127\.0\.0\.1:(\d+)", TEXTS["nginx.conf"], re.MULTILINE)) == {
        str(ports["serve"])
    }
    services: dict[str, Any] = yaml.safe_load(TEXTS["compose.yml"])["services"]
    for name, port in ports.items():
        assert services[name]["ports"] == [f"127.0.0.1:{port}:{port}"]
        assert f"127.0.0.1:{port}" in TEXTS["operate.md"]


def test_the_two_processes_are_two_users_and_the_public_one_may_write_its_inbox_alone() -> None:
    public, private = unit("threadkeep-serve.service"), unit("threadkeep-moderate.service")
    assert (public["User"], private["User"]) == (["threadkeep-web"], ["threadkeep"])
    assert public["Group"] == private["Group"] == unit("threadkeep-backup.service")["Group"] == ["threadkeep-web"]
    assert {path.rpartition("/")[2] for path in public["ReadWritePaths"][0].split()} == {"inbox.db", "inbox.db-journal"}
    shut = {path.rpartition("/")[2] for path in public["InaccessiblePaths"][0].split()}
    assert shut == {"archive.db", "secrets.toml", "captures"}
    assert public["ProtectSystem"] == private["ProtectSystem"] == ["strict"]
    services = yaml.safe_load(TEXTS["compose.yml"])["services"]
    users = {name: service["user"] for name, service in services.items()}
    assert users == {"serve": "10002:10002", "moderate": "10001:10002"}
    assert all(f"--uid {user.partition(':')[0]} " in TEXTS["Containerfile"] for user in users.values())


def test_all_files_mean_the_same_folder() -> None:
    for name, text in TEXTS.items():
        for place in re.findall(r"/srv/threadkeep(?:-[a-z]+)?(?:/[a-z]+)?\b", text):
            wanted = ("/srv/threadkeep", "/srv/threadkeep/current", "/srv/threadkeep/first", "/srv/threadkeep/second")
            assert place in wanted or place.startswith(("/srv/threadkeep-backups", "/srv/threadkeep-replica")), (
                name,
                place,
            )
    for name in ("threadkeep-serve.service", "threadkeep-moderate.service", "threadkeep-backup.service"):
        assert unit(name)["Environment"] == ["THREADKEEP_DATA=/srv/threadkeep/current"]


def test_nothing_is_stopped_before_what_was_asked_is_answered() -> None:
    assert int(unit("threadkeep-serve.service")["TimeoutStopSec"][0]) > PARTING
    assert yaml.safe_load(TEXTS["compose.yml"])["services"]["serve"]["stop_grace_period"] == "30s"
    assert f"most {PARTING} seconds" in TEXTS["operate.md"]
    assert any("--fd" in param.opts for param in serve.params)


def test_no_log_names_a_reader() -> None:
    text = TEXTS["nginx.conf"]
    (told,) = re.findall(r"log_format threadkeep '([^']*)'", text)
    variables = set(re.findall(r"\$(\w+)", told))
    assert variables <= {
        *("time_iso8601", "status", "request_method", "threadkeep_kind", "body_bytes_sent", "request_time"),
        "upstream_cache_status",
    }
    assert re.findall(r"^\s*error_log \S+ (\w+);", text, re.MULTILINE) == ["emerg"]
    assert "X-Forwarded-For" not in re.sub(r"#.*", "", text)


def test_nothing_keeps_what_was_erased_for_too_long() -> None:
    assert list(litestream(DEPLOY / "litestream.yml")) == []
    (days,) = re.findall(r"-mtime \+(\d+) -delete", TEXTS["threadkeep-backup.service"])
    assert int(days) < ERASURE_DAYS
    assert TEXTS["operate.md"].count(f"{ERASURE_DAYS} days") >= 3


def test_every_deployment_file_is_in_the_docs_and_the_other_way_round() -> None:
    named = set(re.findall(r"\(deploy/([\w.-]+)\)", TEXTS["operate.md"]))
    assert named <= {path.name for path in DEPLOY.iterdir()}
    units = {path.name for path in DEPLOY.glob("threadkeep-*")}
    assert units >= set(re.findall(r"threadkeep-\w+\.(?:service|socket|timer)", TEXTS["operate.md"]))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd here")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for path in DEPLOY.glob("threadkeep-*"):
        (tmp_path / path.name).write_text(TEXTS[path.name].replace("/opt/threadkeep/bin/threadkeep", "/bin/true"))
    units = sorted(str(path) for path in tmp_path.iterdir())
    told = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("nginx") is None, reason="there is no nginx here")
def test_nginx_takes_the_proxy(tmp_path: Path) -> None:
    site = TEXTS["nginx.conf"].replace("/var/cache/nginx", str(tmp_path)).replace("/var/log/nginx", str(tmp_path))
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "\n".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in kinds)
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{places}\n{site}\n}}\n")
    words = ["nginx", "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf"), "-e", "stderr"]
    told = subprocess.run(words, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr


def test_a_replica_has_each_version_whole_and_an_index_of_its_own(tmp_path: Path) -> None:
    folder = write_public_copy(tmp_path / "archive")
    (folder.path / "threadkeep.toml").write_text("")
    update.update_index(folder, whole=True)
    replica = tmp_path / "replica"
    make = [sys.executable, str(DEPLOY / "replicate.py"), str(folder.path), str(replica)]
    subprocess.run(make, check=True, cwd=DOCS.parent, env={"PYTHONPATH": str(DOCS.parent), "PATH": ""})
    current = type(folder)(replica / "current")
    with closing(store.open_public(current)) as db:
        assert store.content_version(db) == 42
    opened = generation.open_current(current.index)
    assert opened is not None
    assert opened[0].content_version == 42
    assert sorted(path.name for path in replica.iterdir()) == ["current", "v42"]
    assert not {"archive.db", "secrets.toml", "inbox.db"} & {path.name for path in current.path.iterdir()}
