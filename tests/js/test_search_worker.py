"""Runs ``search-zh.worker.mjs``: our search worker around the one of the installed theme."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import material

from browser import chromium

HERE = Path(__file__).resolve().parent
WORKERS = Path("assets", "javascripts", "workers")


def test_the_chinese_search_worker(tmp_path: Path) -> None:
    shutil.copy(HERE.parents[1] / "overrides" / WORKERS / "search-zh.js", tmp_path)
    themes = Path(material.__file__).parent / "templates" / WORKERS
    (theme,) = themes.glob("search.*.min.js")
    shutil.copy(theme, tmp_path)
    done = subprocess.run(
        [chromium.node(), "--test", "--test-reporter=spec", str(HERE / "search-zh.worker.mjs")],
        env={
            **os.environ,
            "ATLAS_WORKERS": tmp_path.as_uri() + "/",
            "ATLAS_THEME_WORKER": theme.name,
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "a query in Chinese" in done.stdout
