"""Running the checker against the fault server, on a clock on which waiting takes no time."""

from __future__ import annotations

import asyncio
import ipaddress
import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result
from fault_server import LOOPBACK, FaultServer

from atlas.links.address import AddressPolicy
from atlas.links.check import RunResult, Settings, World, check_links
from atlas.links.plan import PlannedLink
from atlas.links.politeness import Clock

#: Only the fault server's own address: the listener beside it must stay silent.
POLICY = AddressPolicy((ipaddress.ip_network(f"{LOOPBACK}/32"),))


class FastClock(Clock):
    """Sleeping moves the hands instead of waiting; ``slept`` holds how long it would have been."""

    def __init__(self) -> None:
        self.ahead = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return time.monotonic() + self.ahead

    async def sleep(self, seconds: float) -> None:
        self.ahead += seconds
        self.slept.append(seconds)
        await asyncio.sleep(0)


def run(
    server: FaultServer, *urls: str, clock: Clock | None = None, tls: Any = None, **settings: Any
) -> RunResult:
    """Check ``urls`` against the fault server."""
    links = [PlannedLink(url, ()) for url in urls]
    chosen = {"user_agent": "test", "timeout": 1.0, "gap": 0.0, "policy": POLICY, **settings}
    world = World(clock=clock or FastClock(), lookup=server.lookup, tls=tls)
    return check_links(links, Settings(**chosen), world=world)


#: ``atlas links check`` with these arguments.
Check = Callable[..., Result]

RECORD = """\
name: {name}
summary:
  en: A small set of pictures with questions, made for a test of the link checker.
roles: [training]
modalities: [image]
tasks: [image-captioning]
links:
  home: {home}
  paper:
    url: {paper}
derived_from:
  - name: Older pictures
    url: {home}
    source: home
"""


def write(data: Path, identifier: str, home: str, paper: str) -> Path:
    """A record that cites ``home`` in lines 8 and 13 and ``paper`` in line 10."""
    path = data / f"{identifier}.yaml"
    path.write_text(RECORD.format(name=identifier, home=home, paper=paper), "utf-8")
    return path


def lines(result: Result) -> list[dict[str, object]]:
    """What an ndjson report holds."""
    return [json.loads(line) for line in result.stdout.splitlines()]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", folder, *arguments],
        check=True,
        capture_output=True,
    )
