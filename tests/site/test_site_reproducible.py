"""Whoever builds a commit gets the same bytes: elsewhere, later, in another time zone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def build(folder: Path, **environment: str) -> dict[str, bytes]:
    """Every file of the site of the project in ``folder``, built by a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1763900000", **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    site = folder / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def test_two_builds_by_two_people_are_the_same_bytes(make_project, tmp_path):
    here = make_project(records=None).folder
    # Copied without times, as a checkout is; symlinks lead to the same templates and hooks.
    there = tmp_path / "another" / "place"
    shutil.copytree(here, there, symlinks=True, copy_function=shutil.copyfile)
    first = build(here, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    second = build(there, PYTHONHASHSEED="2", TZ="Asia/Shanghai", LC_ALL="C")
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []
    assert {"index.html", "zh/404.html", "sitemap.xml.gz", "robots.txt"} <= first.keys()
    assert "zh/search/search_index.json" in first
