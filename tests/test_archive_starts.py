"""A command takes in what it uses, and leaves the rest where it is."""

from __future__ import annotations

import subprocess
import sys

_STARTED = "import sys, archive.cli; print('pandas' in sys.modules, 'numpy' in sys.modules); "


def test_pandas_and_numpy_are_there_for_whoever_asks_for_them_and_nobody_else() -> None:
    said = subprocess.run(
        [sys.executable, "-c", _STARTED + "import numpy; print('numpy' in sys.modules, bool(numpy.array([1]).sum()))"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["False", "False", "True", "True"]


def test_a_numpy_that_is_there_already_stays() -> None:
    words = "import sys, numpy, archive.cli; print(sys.modules['numpy'] is numpy)"
    said = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["True"]
