"""The run: every planned link is asked in its turn, with retries, and judged when all are back."""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from atlas.links.address import AddressBook, AddressPolicy, Lookup, SystemLookup
from atlas.links.fetch import Budget, Fetcher
from atlas.links.observation import Observation, RunFacts
from atlas.links.plan import PlannedLink
from atlas.links.politeness import LONGEST_WAIT, Clock, Politeness
from atlas.links.target import UnusableAddress, parse_target
from atlas.links.verdict import Judgement, decide, worth_retrying

#: Pauses before the second and the third attempt, in seconds, before jitter.
PAUSES = (1.0, 3.0)
#: Requests for one link may take this many times the timeout of one, all attempts together.
TIME_PER_LINK = 4


@dataclass(frozen=True)
class Settings:
    """How a run behaves. Times in seconds."""

    user_agent: str
    timeout: float = 20.0
    per_host: int = 4
    concurrency: int = 64
    gap: float = 0.2
    policy: AddressPolicy = field(default_factory=AddressPolicy)


@dataclass(frozen=True)
class World:
    """What a run takes from outside and a test replaces."""

    clock: Clock = field(default_factory=Clock)
    lookup: Lookup | None = None
    tls: ssl.SSLContext | None = None
    #: Jitter spreads retries; nothing secret depends on it.
    jitter: random.Random = field(default_factory=random.Random)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A link with its verdict. ``elapsed`` is the time its requests took, in seconds."""

    link: PlannedLink
    judgement: Judgement
    observations: tuple[Observation, ...]
    elapsed: float


@dataclass(frozen=True, slots=True)
class RunResult:
    """All outcomes, in the plan's order, and what the run as a whole saw."""

    outcomes: tuple[Outcome, ...]
    facts: RunFacts


def check_links(
    links: Sequence[PlannedLink],
    settings: Settings,
    *,
    world: World | None = None,
    on_done: Callable[[], None] = lambda: None,
) -> RunResult:
    """Ask every link and judge it. ``on_done`` is called after each link.

    Never raises for what servers or name systems do.
    """
    return asyncio.run(_Run(links, settings, world or World(), on_done).result())


@dataclass(slots=True)
class _Seen:
    observations: tuple[Observation, ...]
    elapsed: float


@dataclass(slots=True)
class _Queue:
    """The links of one host that wait to be asked.

    While the host is silent, its next links are tried once each: that it does not answer was seen
    with retries already, and the pauses of a hundred links would be minutes.
    """

    waiting: list[int]
    retries: int = len(PAUSES)


class _Run:
    def __init__(
        self,
        links: Sequence[PlannedLink],
        settings: Settings,
        world: World,
        on_done: Callable[[], None],
    ) -> None:
        self._links = links
        self._settings = settings
        self._world = world
        self._on_done = on_done
        self._seen: dict[int, _Seen] = {}

    async def result(self) -> RunResult:
        settings, world = self._settings, self._world
        lookup = world.lookup or SystemLookup()
        book = AddressBook(settings.policy, lookup, settings.timeout)
        politeness = Politeness(
            per_host=settings.per_host,
            concurrency=settings.concurrency,
            gap=settings.gap,
            clock=world.clock,
        )
        fetcher = Fetcher(
            book,
            settings.policy,
            politeness,
            user_agent=settings.user_agent,
            timeout=settings.timeout,
            tls=world.tls,
        )
        try:
            async with fetcher:
                await self._ask_all(fetcher)
        finally:
            if isinstance(lookup, SystemLookup):
                lookup.close()
        return self._judge(book.names_resolved)

    async def _ask_all(self, fetcher: Fetcher) -> None:
        """Ask hosts side by side, each by at most per_host workers, the longest queues first.

        Workers, not a task a link: 100,000 links must not be 100,000 tasks.
        """
        queues: dict[str, _Queue] = {}
        for index, link in enumerate(self._links):
            queues.setdefault(_host(link.url), _Queue([])).waiting.append(index)
        # More workers than requests, as a worker that waits out a host's gap sends nothing.
        room = asyncio.Semaphore(4 * self._settings.concurrency)
        async with asyncio.TaskGroup() as group:
            for queue in sorted(queues.values(), key=lambda q: len(q.waiting), reverse=True):
                queue.waiting.reverse()
                for _ in range(min(self._settings.per_host, len(queue.waiting))):
                    await room.acquire()
                    group.create_task(self._work(queue, fetcher, room))

    async def _work(self, queue: _Queue, fetcher: Fetcher, room: asyncio.Semaphore) -> None:
        try:
            while queue.waiting:
                index = queue.waiting.pop()
                seen = await self._ask(self._links[index].url, fetcher, PAUSES[: queue.retries])
                self._seen[index] = seen
                queue.retries = 0 if seen.observations[-1].network_failed else len(PAUSES)
                self._on_done()
        finally:
            room.release()

    async def _ask(self, url: str, fetcher: Fetcher, pauses: Sequence[float]) -> _Seen:
        time_for_link = TIME_PER_LINK * self._settings.timeout
        budget = Budget(time_for_link)
        # When HEAD settled nothing, the server is not asked by HEAD again.
        observations = [await fetcher.observe(url, budget)]
        for pause in pauses:
            if not worth_retrying(observations[-1], LONGEST_WAIT) or budget.left <= 0:
                break
            await self._world.clock.sleep(pause * self._world.jitter.uniform(0.5, 1.5))
            observations.append(await fetcher.observe(url, budget, head_first=False))
        return _Seen(tuple(observations), time_for_link - budget.left)

    def _judge(self, names_resolved: bool) -> RunResult:
        lasts = [seen.observations for seen in self._seen.values()]
        facts = RunFacts(
            answered=any(one.answered for seen in lasts for one in seen),
            network_failed=any(seen[-1].network_failed for seen in lasts),
            names_resolved=names_resolved,
        )
        outcomes = []
        for index, link in enumerate(self._links):
            seen = self._seen[index]
            judgement = decide(link.url, seen.observations, facts)
            outcomes.append(Outcome(link, judgement, seen.observations, seen.elapsed))
        return RunResult(tuple(outcomes), facts)


def _host(url: str) -> str:
    try:
        return parse_target(url).host
    except UnusableAddress:
        return ""
