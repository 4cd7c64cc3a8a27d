"""The other link checkers, each in an environment of its own below ``.cache/``."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
WANTED = Path(__file__).with_name("link_tools")
CACHE = ROOT / ".cache" / "benchmarks" / "links"


def python_tools() -> Path:
    """The folder with the commands of requirements.txt, made where it is not."""
    binaries = CACHE / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    wanted = WANTED / "requirements.txt"
    if _is_new("venv", wanted):
        venv.create(CACHE / "venv", with_pip=True, clear=True)
        install = [binaries / "python", "-m", "pip", "install", "--quiet", "-r", wanted]
        subprocess.run(install, check=True)
        _remember("venv", wanted)
    return binaries


def lychee() -> Path:
    """The lychee of requirements.txt."""
    return python_tools() / "lychee"


def node_tools() -> Path | None:
    """The folder with the commands of package.json (its own Node among them); None without npm."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    folder, wanted = CACHE / "node", WANTED / "package.json"
    if _is_new("node", wanted):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        shutil.copy(wanted, folder)
        subprocess.run(
            [npm, "install", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True
        )
        _remember("node", wanted)
    return folder / "node_modules" / ".bin"


def _is_new(name: str, wanted: Path) -> bool:
    stamp = CACHE / f"{name}.installed"
    return not stamp.is_file() or stamp.read_bytes() != wanted.read_bytes()


def _remember(name: str, wanted: Path) -> None:
    (CACHE / f"{name}.installed").write_bytes(wanted.read_bytes())
