"""`threadkeep serve`: the public site as a process that opens the public copy and the index, and nothing else."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import errno
import gc
import logging
import resource
import socket
import sys
from collections.abc import Callable
from typing import Any

import click
import uvicorn

from archive.command_options import data_option
from archive.errors import Refused, WrongUse
from archive.folder import DataFolder
from plugins._connections import PatientProtocol

BACKLOG = 128
PARTING = 20
"""Seconds in which what was asked before the end is answered."""

_ACCEPTING = 0.05
_M_ARENA_MAX = -8
CONNECTIONS = 16_384
"""Open at once, where the system lets a process have so many; most start one with 1,024."""


fd_option = click.option(
    "--fd",
    type=click.IntRange(0),
    help="A socket that listens already, by its number, as systemd hands one over: then a restart loses no request.",
)
"""For the commands that serve; --host and --port say nothing then."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
@fd_option
@data_option
def serve(folder: DataFolder, host: str, port: int, fd: int | None) -> None:
    """Serve the public site: pages, search, SQL. It reads the published copy, and writes reports of readers down."""
    # imported here: --help needs no Datasette
    from plugins.reports.letterbox import try_out
    from plugins.site.application import build_datasette

    def make_app() -> Any:
        app = build_datasette(folder, "public").app()
        if told := try_out(folder):
            click.echo(f"Reports of readers cannot be kept: {told}", err=True)
        return app

    run(make_app, host, port, doing="Serving the archive", fd=fd)


def run(make_app: Callable[[], Any], host: str, port: int, *, doing: str, fd: int | None = None) -> None:
    """Serve an application until interrupted, and say where as soon as it can be reached.

    `fd` is the number of a socket that listens already. Its owner keeps it open, so who connects while this process
    ends and the next one starts is not turned away, but waits. Raises Refused when the port is taken or the application
    cannot start; `make_app` may raise what it likes before anything listens.
    """
    _share_memory()
    app = make_app()
    _allow_connections()
    PatientProtocol.most = _most_connections()
    # a reader who leaves before the page has come is no news, and asyncio would tell it once per write
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    listening = listen(host, port) if fd is None else take_over(fd)
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=PARTING,
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


def _share_memory() -> None:
    """Have all threads take memory from two heaps: glibc gives each its own, and keeps in each what was freed there.

    A look through the pages of a large archive needs hundreds of megabytes, each time in new threads (mallopt(3)).
    """
    with contextlib.suppress(AttributeError, OSError):  # other systems do not know it
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 2)


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
        # what a server is made of stays: looking through it again and again would take the time of pages
        gc.collect()
        gc.freeze()
        if self.started:
            self.ready()
            sys.stderr.flush()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take in nobody else, answer those who are here, and end."""
        for server in self.servers:
            server.close()
        # who was taken in a moment ago is told of the end like the others
        await asyncio.sleep(_ACCEPTING)
        await super().shutdown(sockets=sockets)


def take_over(fd: int) -> socket.socket:
    """Return the socket of a number that another process opened; raise WrongUse for what does not listen."""
    try:
        given = socket.socket(fileno=fd)
        if given.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return given
        given.close()
    except OSError:
        pass
    raise WrongUse(f"There is no listening socket of number {fd}: leave --fd out, or see what starts this command.")


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raise Refused when the port is taken or not ours to take."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # with its protocol named, or asyncio leaves the delay on that small answers wait for
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
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
    """Return the address to open in a browser; of a socket that has none, its file."""
    name = listening.getsockname()
    if isinstance(name, str):
        return f"unix:{name}"
    host, port = name[:2]
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}/"
