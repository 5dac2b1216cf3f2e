"""The command reference, written from the commands themselves: `make reference` puts it in place."""

from __future__ import annotations

import click

from archive.cli import main
from archive.command_sections import by_section


def _commands() -> list[tuple[str, click.Command]]:
    with click.Context(main, info_name="threadkeep") as context:
        found = [(name, main.get_command(context, name)) for name in main.list_commands(context)]
    return [(name, command) for name, command in found if command is not None]


def command_table() -> str:
    """Return one row per command, in sections: its name and the first sentence of its help."""
    commands = dict(_commands())
    rows = ["| command | does |", "| --- | --- |"]
    for title, names in by_section(commands):
        rows.append(f"| **{title}** | |")
        rows += [f"| `threadkeep {name}` | {commands[name].get_short_help_str(200)} |" for name in names]
    return "\n".join(rows)


def command_reference() -> str:
    """Return the help of every command, sub-commands included."""
    parts: list[str] = []
    for name, command in _commands():
        parts += _help(f"threadkeep {name}", command)
        if isinstance(command, click.Group):
            for child, sub in command.commands.items():
                parts += _help(f"threadkeep {name} {child}", sub)
    return "\n".join(parts).rstrip()


def _help(title: str, command: click.Command) -> list[str]:
    with click.Context(command, info_name=title, max_content_width=100, terminal_width=100) as context:
        text = command.get_help(context)
    return [f"## {title}", "", "```text", text.rstrip(), "```", ""]
