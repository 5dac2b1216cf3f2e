"""`threadkeep moderate`: the moderation site as a process of its own, on this machine alone unless told otherwise."""

from __future__ import annotations

from typing import Any

import click

from archive.command_options import data_option
from archive.folder import DataFolder
from plugins.serve_command import fd_option, run

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8002, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
@fd_option
@data_option
def moderate(folder: DataFolder, host: str, port: int, fd: int | None) -> None:
    """Serve the moderation site: the same pages behind a login, with what moderators need to redact, hide and undo."""
    # imported here: the public process names this command too, and must never load what opens archive.db
    from plugins.anonymisation import queue_worker, tidying
    from plugins.anonymisation.application import build_moderation
    from plugins.anonymisation.desk import the_desk

    if host not in _LOOPBACK:
        click.echo(
            "Whoever can reach this address sees the login page: put a proxy with TLS in front of it, or use a VPN.",
            err=True,
        )

    def make_app() -> Any:
        served = build_moderation(folder)
        app = served.app()
        tidying.start(folder)
        queue_worker.start(the_desk(served))
        return app

    run(make_app, host, port, doing="Moderating the archive", fd=fd)
