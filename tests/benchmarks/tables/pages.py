"""One page a peer, all from the same rows and in the same shell; and the peers, from npm.

A table's cost is also what the page around it makes of its style and layout, so the peers stand in
the page that the Atlas's own table stands in.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from contenders import Contender
from rows import CACHE

HERE = Path(__file__).resolve().parent
_PACKAGES = ("package.json", "package-lock.json")

#: What is left out of the Atlas's page: its own table, and the policy that some peers would break
#: (AG Grid writes style elements). The rest is the shell that all of them stand in.
_OWN = re.compile(r'<section class="atlas-datasets".*?</section>', re.DOTALL)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_TABLE = """<section data-atlas-table><div id="table"></div></section>
{scripts}<script type="module" src="../peers/{key}.js"></script>
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


def write_pages(
    folder: Path, contenders: Iterable[Contender], rows: Path, modules: Path, site: Path, page: str
) -> None:
    """Make ``folder``: the built ``site``, and ``<key>/index.html`` for each contender, which is
    the site's ``page`` (a folder in it) with the contender's table in place of the Atlas's."""
    folder.mkdir(parents=True)
    for entry in site.iterdir():
        (folder / entry.name).symlink_to(entry.resolve())
    (folder / "npm").symlink_to(modules)
    (folder / "peers").symlink_to(HERE / "peers")
    (folder / "rows.json").symlink_to(rows)
    shell = _POLICY.sub("", (site / page / "index.html").read_text(encoding="utf-8"))
    for one in contenders:
        (folder / one.key).mkdir()
        (folder / one.key / "index.html").write_text(_page(shell, one), encoding="utf-8")


def _page(shell: str, one: Contender) -> str:
    styles = [f"../npm/{path}" for path in one.styles] + ["../peers/common.css"]
    links = "".join(f'<link rel="stylesheet" href="{path}">\n' for path in styles)
    scripts = "".join(f'<script src="../npm/{path}"></script>\n' for path in one.scripts)
    table = _TABLE.format(key=one.key, scripts=scripts)
    made, tables = _OWN.subn(lambda _: table, shell)
    if tables != 1 or "</head>" not in made:
        raise LookupError("the page has not one table of the Atlas")
    return made.replace("</head>", f"{links}</head>", 1)
