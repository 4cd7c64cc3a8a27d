"""Building and serving the site as a whole, around MkDocs' own commands."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

#: Tried in turn; the first that is free serves the site.
PORTS = range(8000, 8020)


def build_site(root: Path) -> int:
    """Build the site of ``root`` beside ``root/site`` and put it there only if all went well.

    Returns MkDocs' exit status; with any but 0 ``site/`` is as it was. Readers of ``site/`` never
    meet a half-written one: the change is two renames.
    """
    target = root / "site"
    fresh = Path(tempfile.mkdtemp(prefix=".site-", dir=root))
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter with fixed arguments
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", fresh],
            cwd=root,
            env=_environment(),
            check=False,
        )
        if done.returncode == 0:
            # mkdtemp makes a private folder; a published one is readable by a web server.
            fresh.chmod(0o755)
            old = Path(tempfile.mkdtemp(prefix=".site-old-", dir=root))
            if target.exists():
                target.rename(old / "site")
            fresh.rename(target)
            shutil.rmtree(old, ignore_errors=True)
        return done.returncode
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def serve_site(root: Path) -> int:
    """Serve the site with reload until it is interrupted; returns MkDocs' exit status."""
    address = f"127.0.0.1:{free_port()}"
    environment = {**_environment(), "ATLAS_SITE_URL": f"http://{address}/"}
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    try:
        done = subprocess.run(command, cwd=root, env=environment, check=False)  # noqa: S603
    except KeyboardInterrupt:
        return 0
    return done.returncode


def _environment() -> dict[str, str]:
    """Ours, without the theme's notice about its successor at every build (see HACKING.md)."""
    return {"NO_MKDOCS_2_WARNING": "1", **os.environ}


def free_port() -> int:
    """The first port of PORTS that nobody listens on; the last when all are taken."""
    for port in PORTS:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    return PORTS[-1]
