"""Options that many commands share, so that they are spelled and explained one way."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path
from typing import Any, TypeVar

import click

from archive.errors import BadInput
from archive.folder import DEFAULT_DATA, DataFolder

F = TypeVar("F", bound=Callable[..., Any])


def data_option(command: F) -> F:
    """Add `--data DIR` and hand the command a DataFolder as `folder`."""

    def with_folder(*args: Any, data: Path | None, **given: Any) -> Any:
        return command(*args, folder=DataFolder.resolve(data), **given)

    option = click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        help=f"The archive's folder; else $THREADKEEP_DATA, else ./{DEFAULT_DATA}.",
    )
    return option(update_wrapper(with_folder, command))  # type: ignore[return-value]  # click returns what it was given


def read_text(file: Path) -> str:
    """Return what stands in a file that was named on the command line; raise BadInput when it is no text in UTF-8."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"{file.name} is no text in UTF-8: name another file, or save it as UTF-8.") from error
    except OSError as error:
        raise BadInput(f"{file.name} cannot be read ({error.strerror}): look at its permissions.") from error


def json_option(command: F) -> F:
    """Add `--json`, handed on as `as_json`: one JSON document on standard output, everything else on standard error."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")(command)
