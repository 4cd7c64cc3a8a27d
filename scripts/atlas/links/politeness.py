"""When a host may be asked: connections a host, the gap between them, and waits it asked for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from atlas.links.manners import Manners

#: A host that wants to be left alone for longer is not waited for in this run. Seconds.
LONGEST_WAIT = 10.0


class HostHeld(Exception):
    """The host wants to be left alone for ``seconds`` more, which is longer than a run waits."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Clock:
    """Time and sleep in seconds. Tests put a faster one in its place."""

    def now(self) -> float:
        """Seconds from an arbitrary start; never goes back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class _Host:
    __slots__ = ("gap", "held_until", "next_start", "slots")

    def __init__(self, slots: int, gap: float) -> None:
        self.slots = asyncio.Semaphore(slots)
        self.gap = gap
        self.next_start = 0.0
        self.held_until = 0.0


class Politeness:
    """Hands out turns to ask a host."""

    def __init__(
        self,
        *,
        per_host: int,
        concurrency: int,
        gap: float,
        clock: Clock,
        manners: Manners | None = None,
    ) -> None:
        """At most ``per_host`` requests at once to a host and ``concurrency`` in all; at least
        ``gap`` seconds between two starts at one host. ``manners`` may ask for more patience with
        a host, and says which names are one."""
        self._manners = manners or Manners()
        self._per_host = per_host
        self._gap = gap
        self._clock = clock
        self._all = asyncio.Semaphore(concurrency)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at ``host``; the turn ends with the block.

        A turn at one host must be given back before one at another is asked for: two chains that
        redirect into each other's hosts would otherwise wait for ever. Raises HostHeld.
        """
        place = self._host(host)
        async with place.slots:
            # The gap is awaited without a place among all, so that a slow host blocks no other;
            # it is looked at again after, as several may have waited for that place together.
            while True:
                if place.held_until - self._clock.now() > LONGEST_WAIT:
                    raise HostHeld(place.held_until - self._clock.now())
                wait = max(place.next_start, place.held_until) - self._clock.now()
                if wait > 0:
                    await self._clock.sleep(wait)
                    continue
                await self._all.acquire()
                if max(place.next_start, place.held_until) <= self._clock.now():
                    break
                self._all.release()
            place.next_start = self._clock.now() + place.gap
            try:
                yield
            finally:
                self._all.release()

    def hold(self, host: str, seconds: float) -> None:
        """Leave the whole host alone for ``seconds``, as it asked."""
        place = self._host(host)
        place.held_until = max(place.held_until, self._clock.now() + seconds)

    def _host(self, host: str) -> _Host:
        place = self._hosts.get(host)
        if place is None:
            rule = self._manners.rule(host)
            place = self._hosts.get(rule.name)
            if place is None:
                # A rule asks for patience; a run that is set to more patience keeps it.
                slots = min(self._per_host, rule.per_host or self._per_host)
                place = _Host(slots, max(self._gap, rule.gap or 0.0))
                self._hosts[rule.name] = place
            self._hosts[host] = place
        return place
