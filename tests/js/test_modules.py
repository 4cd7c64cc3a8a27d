"""Runs the unit tests of the site's ES modules (``*.test.mjs`` beside this file) in Node."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from browser import chromium

HERE = Path(__file__).resolve().parent
ASSETS = HERE.parents[1] / "overrides" / "assets" / "atlas"


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The modules in a folder that says they are modules; the site says so in its HTML."""
    folder = tmp_path_factory.mktemp("modules")
    for path in ASSETS.glob("*.js"):
        shutil.copy(path, folder)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder


@pytest.mark.parametrize("tests", sorted(HERE.glob("*.test.mjs")), ids=lambda path: path.stem)
def test_module(tests: Path, modules: Path) -> None:
    done = subprocess.run(
        [chromium.node(), "--test", "--test-reporter=spec", str(tests)],
        env={**os.environ, "ATLAS_MODULES": modules.as_uri()},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # Node calls a file without tests one test that has passed, named like the file.
    assert tests.name not in done.stdout, done.stdout
