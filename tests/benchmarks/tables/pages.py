"""One page a peer, all from the same rows; and the peers themselves, from npm."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from html import escape
from pathlib import Path

from contenders import Contender
from rows import CACHE

HERE = Path(__file__).resolve().parent
_PACKAGES = ("package.json", "package-lock.json")

_PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<link rel="icon" href="data:,">
{styles}<link rel="stylesheet" href="peers/common.css">
<h1>{title}</h1>
<section data-atlas-table><div id="table"></div></section>
{scripts}<script type="module" src="peers/{key}.js"></script>
"""


def installed() -> Path:
    """The folder ``node_modules``, made anew where the list of packages has changed."""
    npm = shutil.which("npm") or sys.exit("npm was not found; the peers come from there.")
    stamp = CACHE / "installed.txt"
    wanted = "".join((HERE / name).read_text(encoding="utf-8") for name in _PACKAGES)
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        CACHE.mkdir(parents=True, exist_ok=True)
        for name in _PACKAGES:
            shutil.copy(HERE / name, CACHE / name)
        # Nobody's install script is run.
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=CACHE, check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return CACHE / "node_modules"


def version(modules: Path, package: str) -> str:
    """The version of an installed package."""
    text = (modules / package / "package.json").read_text(encoding="utf-8")
    return str(json.loads(text)["version"])


def write_pages(folder: Path, contenders: Iterable[Contender], rows: Path, modules: Path) -> None:
    """Make ``folder``: ``<key>.html`` for each, and what the pages load."""
    folder.mkdir(parents=True)
    (folder / "npm").symlink_to(modules)
    (folder / "peers").symlink_to(HERE / "peers")
    (folder / "rows.json").symlink_to(rows)
    for one in contenders:
        page = _PAGE.format(
            key=one.key,
            title=escape(one.title),
            styles="".join(f'<link rel="stylesheet" href="npm/{path}">\n' for path in one.styles),
            scripts="".join(f'<script src="npm/{path}"></script>\n' for path in one.scripts),
        )
        (folder / f"{one.key}.html").write_text(page, encoding="utf-8")
