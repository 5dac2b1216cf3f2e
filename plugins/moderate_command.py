"""`threadkeep moderate`: the moderation site as a process of its own, on this machine alone unless told otherwise."""

from __future__ import annotations

import click

from archive.folder import DataFolder
from plugins.serve_command import run

_LOOPBACK = ("127.0.0.1", "::1", "localhost")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8002, show_default=True, type=click.IntRange(0, 65535), help="0 takes any free one.")
@click.option("--data", "data", metavar="DIR", help="The data folder; else $THREADKEEP_DATA, else ./threadkeep-data.")
def moderate(host: str, port: int, data: str | None) -> None:
    """Serve the moderation site: the same pages behind a login, with what moderators need to redact, hide and undo."""
    folder = DataFolder.resolve(data)
    # imported here: the public process names this command too, and must never load what opens archive.db
    from plugins.anonymisation.application import build_moderation

    if host not in _LOOPBACK:
        click.echo(
            "Whoever can reach this address sees the login page: put a proxy with TLS in front of it, or use a VPN.",
            err=True,
        )
    run(lambda: build_moderation(folder).app(), host, port, doing="Moderating the archive")
