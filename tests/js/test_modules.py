"""Runs the unit tests of the site's ES modules (``*.test.mjs`` beside this file) in Node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from atlas.catalogue import Catalogue
from atlas.catalogue.catalogue import build
from atlas.catalogue.facets import FACETS, PERMITS
from atlas.catalogue.history import History
from atlas.exports import table_data
from atlas.records import load_all
from browser import chromium

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ASSETS = ROOT / "overrides" / "assets" / "atlas"
BENCHMARKS = ROOT / "tests" / "benchmarks"
TODAY = date(2026, 11, 24)
#: Synthetic records among which names are looked for.
MADE = 1000


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The modules in a folder that says they are modules; the site says so in its HTML."""
    folder = tmp_path_factory.mktemp("modules")
    for path in ASSETS.rglob("*.js"):
        copy = folder / path.relative_to(ASSETS)
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(path, copy)
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables' data files of the project's records and of synthetic ones, and for the first
    what the catalogue says of each row."""
    folder = tmp_path_factory.mktemp("tables")
    real = _catalogue(ROOT / "data")
    _write(folder, "real", real)
    (folder / "real-rows.json").write_text(json.dumps(list(_rows(real))), encoding="utf-8")
    made = folder / "data"
    subprocess.run(
        [sys.executable, str(BENCHMARKS / "synthetic.py"), str(MADE), str(made)], check=True
    )
    _write(folder, "made", _catalogue(made))
    return folder


@pytest.mark.parametrize("tests", sorted(HERE.glob("*.test.mjs")), ids=lambda path: path.stem)
def test_module(tests: Path, modules: Path, request: pytest.FixtureRequest) -> None:
    env = {**os.environ, "ATLAS_MODULES": modules.as_uri()}
    if tests.name.startswith("table-"):
        env["ATLAS_TABLES"] = request.getfixturevalue("tables").as_uri()
    done = subprocess.run(
        [chromium.node(), "--test", "--test-reporter=spec", str(tests)],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    # Node calls a file without tests one test that has passed, named like the file.
    assert tests.name not in done.stdout, done.stdout


def _catalogue(data: Path) -> Catalogue:
    """What is wrong with the records is not the matter here."""
    return build(load_all(data), History(), TODAY)


def _write(folder: Path, kind: str, catalogue: Catalogue) -> None:
    contents = {
        "core": table_data.core(catalogue),
        "labels-en": table_data.labels(catalogue, "en", {}),
        "more": table_data.more(catalogue),
        "summaries-en": table_data.summaries(catalogue, "en"),
        "summaries-zh": table_data.summaries(catalogue, "zh"),
    }
    for name, content in contents.items():
        text = table_data.as_json(content)
        (folder / f"{kind}-{name}.json").write_text(text, encoding="utf-8")


def _rows(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    for entry in table_data.in_rows(catalogue):
        size = entry.size
        yield {
            "id": entry.id,
            "name": entry.name,
            "facets": {name: sorted(entry.values(name)) for name in (*FACETS, *PERMITS)},
            "released": entry.released or "",
            "unit": size.unit if size else None,
            "size": float(size.value) if size else None,
            "atLeast": bool(size and size.at_least),
            "about": bool(size and size.approximate),
            "aliases": list(entry.record.aliases),
            "publishers": list(entry.record.publishers),
        }
