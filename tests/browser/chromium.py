"""Finds, and where it must installs, the browser that the tests drive; and the Node that runs JS.

In this order: ``ATLAS_CHROMIUM``, chromium or chrome on PATH, the one that Playwright has
downloaded, Playwright's download now, the package manager as root on Debian. None is a failure
with a sentence that says what to install, never a skip.

``python tests/browser/chromium.py`` does it all and prints what was found.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
OLDEST_NODE = 20

#: Chromium starts quietly with these, and asks the network for nothing of its own accord.
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

HELP = (
    "No Chromium was found for the browser tests. Install one of: `.venv/bin/playwright install"
    " chromium`, your system's chromium or google-chrome package; or set ATLAS_CHROMIUM to the"
    " path of an executable."
)


def arguments() -> list[str]:
    """How Chromium is started; its sandbox is only given up where it cannot work, as root."""
    return [*ARGUMENTS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]


def find() -> str | None:
    """The executable to use, or None; installs nothing."""
    named = os.environ.get("ATLAS_CHROMIUM")
    if named:
        if not os.access(named, os.X_OK):
            sys.exit(f"ATLAS_CHROMIUM is {named}, which is not an executable file.")
        return named
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    return _downloaded()


def prepare() -> str:
    """The executable to use, installed now if need be. Exits with HELP when there is none."""
    found = find() or _download() or _install()
    return found or sys.exit(HELP)


def node() -> str:
    """A Node of at least version 20: the one on PATH, else the one inside Playwright's package."""
    on_path = shutil.which("node")
    if on_path:
        told = subprocess.run([on_path, "--version"], capture_output=True, text=True).stdout
        major = re.match(r"v(\d+)", told)
        if major and int(major.group(1)) >= OLDEST_NODE:
            return on_path
    from playwright._impl._driver import compute_driver_executable

    return str(compute_driver_executable()[0])


def _downloaded() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).is_file() else None


def _download() -> str | None:
    print("Downloading a browser with Playwright …", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        subprocess.run(command, check=True, timeout=600, capture_output=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        print("Playwright could not download one here.", flush=True)
        return None
    return _downloaded()


def _install() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Debian's chromium …", flush=True)
    quiet = {"check": True, "capture_output": True}
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(["apt-get", "update"], env=environment, **quiet)
        install = ["apt-get", "install", "-y", "--no-install-recommends"]
        subprocess.run([*install, "chromium", "fonts-noto-cjk"], env=environment, **quiet)
    except subprocess.CalledProcessError as error:
        print(error.stderr.decode(errors="replace")[-2000:], file=sys.stderr)
        return None
    return shutil.which("chromium")


if __name__ == "__main__":
    print(f"browser: {prepare()}\nnode: {node()}")
