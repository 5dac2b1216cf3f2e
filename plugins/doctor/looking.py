"""Looking an archive over: every look in turn, as far as what it needs can be opened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from archive.errors import ArchiveError
from archive.folder import DataFolder
from plugins.doctor import files, keeping, machine
from plugins.doctor.findings import Finding, Patient, problem


def look(folder: DataFolder, now: datetime, config: Path | None = None) -> Iterator[Finding]:
    """Yield everything that is wrong with an archive or worth knowing; raise WrongUse when there is none."""
    patient = Patient(folder, folder.load_settings(), now)
    try:
        folder.load_secrets()
    except ArchiveError as error:
        yield problem("keys", folder.secrets_file.name, str(error))
    for each in (machine.versions, machine.disk, files.permissions, files.locks, files.interrupted):
        yield from each(patient)
    shut = [*files.databases(patient)]
    shut += [] if shut else keeping.schemas(patient)
    yield from shut
    # what cannot be opened cannot be asked
    for each in () if shut else (machine.clock, keeping.published, keeping.told):
        yield from each(patient)
    yield from keeping.backups(patient)
    if config is not None:
        yield from keeping.litestream(config)
