"""The run: every planned link is asked in its turn, with retries, and judged when all are back."""

from __future__ import annotations

import asyncio
import random
import ssl
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from atlas.links.address import AddressBook, AddressPolicy, Lookup, SystemLookup
from atlas.links.answers import Reader, Validators, read_answer
from atlas.links.client import Budget, Client
from atlas.links.expect import Watch
from atlas.links.fetch import Fetcher
from atlas.links.manners import Manners
from atlas.links.observation import Observation, RunFacts
from atlas.links.page_text import read_text, without_text
from atlas.links.plan import PlannedLink
from atlas.links.politeness import LONGEST_WAIT, Clock, Politeness
from atlas.links.target import UnusableAddress, parse_target
from atlas.links.tokens import Tokens
from atlas.links.verdict import Judgement, decide, worth_retrying
from atlas.links.watching import shown

#: Pauses before the second and the third attempt, in seconds, before jitter.
PAUSES = (1.0, 3.0)
#: Requests for one link may take this many times the timeout of one, all attempts together.
TIME_PER_LINK = 4
#: After so many links of which nobody answered, with nobody answering before, no link is tried
#: again: there is no network, and the pauses would say so for minutes.
HOPELESS = 25


@dataclass(frozen=True)
class Settings:
    """How a run behaves. Times in seconds."""

    user_agent: str
    timeout: float = 20.0
    per_host: int = 4
    concurrency: int = 64
    gap: float = 0.2
    policy: AddressPolicy = field(default_factory=AddressPolicy)
    manners: Manners = field(default_factory=Manners)
    tokens: Tokens = field(default_factory=Tokens)


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
    """A link with its verdict. ``elapsed`` is the time its requests took, in seconds.

    ``shown`` says of its watched facts, by their keys, whether its texts show them; what could not
    be told is not in it.
    """

    link: PlannedLink
    judgement: Judgement
    observations: tuple[Observation, ...]
    elapsed: float
    shown: Mapping[str, bool] = field(default_factory=dict)


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
    known: Mapping[str, Validators] | None = None,
    watched: Mapping[str, Sequence[Watch]] | None = None,
    on_done: Callable[[], None] = lambda: None,
) -> RunResult:
    """Ask every link and judge it. ``on_done`` is called after each link.

    ``known``: what to ask with whether a link changed since it answered well. ``watched``: the
    facts that are looked for, by link.

    Never raises for what servers or name systems do.
    """
    run = _Run(links, settings, world or World(), known or {}, watched or {}, on_done)
    # Not the task's own result: Python 3.11 makes a text of all of it when it resets Ctrl-C.
    asyncio.run(run.ask())
    return run.judged()


@asynccontextmanager
async def open_fetchers(
    settings: Settings, world: World, *readers: Reader
) -> AsyncIterator[tuple[AddressBook, Sequence[Fetcher]]]:
    """A fetcher for each of ``readers``, all with one address book and in one queue at hosts."""
    lookup = world.lookup or SystemLookup()
    book = AddressBook(settings.policy, lookup, settings.timeout)
    politeness = Politeness(
        per_host=settings.per_host,
        concurrency=settings.concurrency,
        gap=settings.gap,
        clock=world.clock,
        manners=settings.manners,
    )
    fetchers = [
        Fetcher(
            Client(
                book,
                settings.policy,
                politeness,
                user_agent=settings.user_agent,
                timeout=settings.timeout,
                tls=world.tls,
                reader=reader,
            ),
            settings.tokens,
        )
        for reader in readers
    ]
    try:
        async with AsyncExitStack() as opened:
            yield book, [await opened.enter_async_context(one) for one in fetchers]
    finally:
        if isinstance(lookup, SystemLookup):
            lookup.close()


#: One for all links of which no fact is watched.
_NOTHING: Mapping[str, bool] = {}


@dataclass(slots=True)
class _Seen:
    observations: tuple[Observation, ...]
    elapsed: float
    shown: Mapping[str, bool]


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
        known: Mapping[str, Validators],
        watched: Mapping[str, Sequence[Watch]],
        on_done: Callable[[], None],
    ) -> None:
        self._links = links
        self._settings = settings
        self._world = world
        self._known = known
        self._watched = watched
        self._on_done = on_done
        self._seen: dict[int, _Seen] = {}
        self._names_resolved = False
        self._answered = False
        self._silent = 0

    async def ask(self) -> None:
        readers = (read_answer, read_text)
        async with open_fetchers(self._settings, self._world, *readers) as (book, fetchers):
            await self._ask_all(*fetchers)
            self._names_resolved = book.names_resolved

    async def _ask_all(self, fetcher: Fetcher, texts: Fetcher) -> None:
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
                    group.create_task(self._work(queue, fetcher, texts, room))

    async def _work(
        self, queue: _Queue, fetcher: Fetcher, texts: Fetcher, room: asyncio.Semaphore
    ) -> None:
        try:
            while queue.waiting:
                index = queue.waiting.pop()
                url, pauses = self._links[index].url, PAUSES[: queue.retries]
                watched = self._watched.get(url, ())
                # Its own page is read for them anyway, and by GET: once is enough.
                reads = any(watch.addresses[0] == url for watch in watched)
                seen = await self._ask(url, texts if reads else fetcher, pauses, not reads)
                if seen.observations[-1].answered and watched:
                    page = {url: seen.observations[-1]} if reads else {}
                    seen.shown = await self._shown(watched, texts, page)
                seen.observations = tuple(map(without_text, seen.observations))
                self._seen[index] = seen
                queue.retries = 0 if seen.observations[-1].network_failed else len(PAUSES)
                self._on_done()
        finally:
            room.release()

    async def _ask(
        self, url: str, fetcher: Fetcher, pauses: Sequence[float], head_first: bool
    ) -> _Seen:
        time_for_link = TIME_PER_LINK * self._settings.timeout
        budget = Budget(time_for_link)
        # When HEAD settled nothing, the server is not asked by HEAD again.
        known = self._known.get(url)
        observations = [await fetcher.observe(url, budget, head_first=head_first, known=known)]
        self._answered |= observations[0].answered
        self._silent += observations[0].network_failed
        for pause in pauses:
            if not worth_retrying(observations[-1], LONGEST_WAIT) or budget.left <= 0:
                break
            if self._hopeless:
                break
            await self._world.clock.sleep(pause * self._world.jitter.uniform(0.5, 1.5))
            if self._hopeless:
                break
            observations.append(await fetcher.observe(url, budget, head_first=False))
        return _Seen(tuple(observations), time_for_link - budget.left, _NOTHING)

    @property
    def _hopeless(self) -> bool:
        return self._silent >= HOPELESS and not self._answered

    async def _shown(
        self, watched: Sequence[Watch], texts: Fetcher, pages: Mapping[str, Observation]
    ) -> Mapping[str, bool]:
        """Which of the facts ``watched`` their texts show; ``pages`` were read already."""
        budget = Budget(TIME_PER_LINK * self._settings.timeout)

        async def observe(address: str) -> Observation:
            seen = pages.get(address)
            return seen or await texts.observe(address, budget, head_first=False)

        return await shown(watched, observe)

    def judged(self) -> RunResult:
        lasts = [seen.observations for seen in self._seen.values()]
        facts = RunFacts(
            answered=any(one.answered for seen in lasts for one in seen),
            network_failed=any(seen[-1].network_failed for seen in lasts),
            names_resolved=self._names_resolved,
        )
        outcomes = []
        for index, link in enumerate(self._links):
            seen = self._seen.pop(index)
            judgement = decide(link.url, seen.observations, facts)
            outcomes.append(Outcome(link, judgement, seen.observations, seen.elapsed, seen.shown))
        return RunResult(tuple(outcomes), facts)


def _host(url: str) -> str:
    try:
        return parse_target(url).host
    except UnusableAddress:
        return ""
