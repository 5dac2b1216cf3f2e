"""`threadkeep serve`: the public site as a process that opens the public copy and the index, and nothing else."""

from __future__ import annotations

import contextlib
import errno
import logging
import resource
import socket
import sys
from collections.abc import Callable
from typing import Any

import click
import uvicorn

from archive.command_options import data_option
from archive.errors import Refused
from archive.folder import DataFolder
from plugins._connections import PatientProtocol

BACKLOG = 128
CONNECTIONS = 16_384
"""Open at once, where the system lets a process have so many; most start one with 1,024."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
@data_option
def serve(folder: DataFolder, host: str, port: int) -> None:
    """Serve the public site: pages, search, SQL. It reads the published copy, and writes reports of readers down."""
    # imported here: --help needs no Datasette
    from plugins.reports.letterbox import try_out
    from plugins.site.application import build_datasette

    def make_app() -> Any:
        app = build_datasette(folder, "public").app()
        if told := try_out(folder):
            click.echo(f"Reports of readers cannot be kept: {told}", err=True)
        return app

    run(make_app, host, port, doing="Serving the archive")


def run(make_app: Callable[[], Any], host: str, port: int, *, doing: str) -> None:
    """Serve an application until interrupted, and say where as soon as it can be reached.

    Raises Refused when the port is taken or the application cannot start; `make_app` may raise what it likes before
    anything listens.
    """
    app = make_app()
    _allow_connections()
    PatientProtocol.most = _most_connections()
    # a reader who leaves before the page has come is no news, and asyncio would tell it once per write
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    listening = listen(host, port)
    config = uvicorn.Config(
        app, http=PatientProtocol, lifespan="on", log_level="warning", access_log=False, server_header=False
    )
    server = _Server(config)
    server.ready = lambda: click.echo(f"{doing} at {address_of(listening)}", err=True)
    # uvicorn ends the process itself when the application could not start
    with contextlib.suppress(SystemExit), contextlib.closing(listening):
        server.run(sockets=[listening])
    if not server.started:
        raise Refused(
            "The site could not start: public.db cannot be read now; run `threadkeep publish`, then try again."
        )


def _allow_connections() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS if hard == resource.RLIM_INFINITY else min(CONNECTIONS, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    # some systems allow less than they say
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _most_connections() -> int:
    """Return how many may be open at once: files, databases and what reads them need some of what there is too."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return CONNECTIONS // 2 if soft == resource.RLIM_INFINITY else soft // 2


class _Server(uvicorn.Server):
    """A server that says when it is ready, and keeps no list of who asked for what."""

    ready: Callable[[], None]

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer, then say so."""
        await super().startup(sockets=sockets)
        if self.started:
            self.ready()
            sys.stderr.flush()


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raise Refused when the port is taken or not ours to take."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise Refused(_why(error, host, port)) from error
    return listening


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken: stop what listens there, or name another with --port."
    if error.errno == errno.EACCES:
        return f"Port {port} needs rights this user does not have: name one above 1023 with --port."
    return f"Cannot listen on {host}: name an address of this machine with --host."


def address_of(listening: socket.socket) -> str:
    """Return the address to open in a browser."""
    host, port = listening.getsockname()[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"
