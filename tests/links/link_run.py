"""Running the checker against the fault server, on a clock on which waiting takes no time."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from typing import Any

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
