"""Who is asked when, and how a day's links are packed into runs side by side. Pure.

A host is kept whole, so that two runs never ask it at once; a run's time is estimated from what
each link did when it was last asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from atlas.links.check import Settings
from atlas.links.history import due, next_due
from atlas.links.manners import Manners
from atlas.links.plan import PlannedLink
from atlas.links.state import State
from atlas.links.target import UnusableAddress, parse_target
from atlas.links.words import Kind, kind_of

#: Seconds that a link's requests take, pauses not counted: an answer to HEAD; HEAD and GET; three
#: attempts that end without one (a third of them, by trial, by a timeout of 20 s).
SECONDS = {Kind.OK: 0.5, Kind.SOFT: 1.0, Kind.HARD: 1.0, Kind.TRANSIENT: 15.0}
#: One that was never asked is expected to answer.
NEW_SECONDS = 0.7
#: ``plan`` makes so many shards that none takes longer, in seconds: what a runner starts up for.
WANTED_SECONDS = 20 * 60
MOST_SHARDS = 20
#: A host is asked for no longer than that on one day, in seconds; its other links wait for the
#: next. A job on a runner ends within hours, and arXiv's three seconds make an hour of 1,200 links.
MOST_HOST_SECONDS = 150 * 60


@dataclass(frozen=True, slots=True)
class HostLoad:
    """The links of one host and the seconds that asking them takes."""

    host: str
    links: tuple[PlannedLink, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Shard:
    """Hosts that one run asks; ``seconds`` is the run's expected time."""

    hosts: tuple[HostLoad, ...]
    seconds: float

    @property
    def links(self) -> tuple[PlannedLink, ...]:
        """All links of the shard, by host."""
        return tuple(link for host in self.hosts for link in host.links)


def due_links(links: Iterable[PlannedLink], state: State, day: date) -> tuple[PlannedLink, ...]:
    """The links that are asked on ``day``, in their order."""
    return tuple(link for link in links if due(link.url, state.links.get(link.url), day))


def calendar(links: Iterable[PlannedLink], state: State, day: date) -> Mapping[date, int]:
    """How many links are due on which day, as far as is known now; overdue ones today."""
    counts: dict[date, int] = {}
    for link in links:
        when = max(day, next_due(link.url, state.links.get(link.url), day))
        counts[when] = counts.get(when, 0) + 1
    return dict(sorted(counts.items()))


def host_of(url: str, manners: Manners) -> str:
    """The host that ``url`` counts for, aliases grouped; "" for what is no address."""
    host = _own_host(url)
    return manners.group(host) if host else ""


def _own_host(url: str) -> str:
    try:
        return parse_target(url).host
    except UnusableAddress:
        return ""


def loads(
    links: Iterable[PlannedLink],
    state: State,
    settings: Settings,
    reads: Mapping[str, int] | None = None,
) -> tuple[HostLoad, ...]:
    """The links by host, the host that takes longest first. ``reads`` are requests that links take
    beside their own, for their watched facts, at hosts of the same group.

    A host's links wait for each other twice over: for one of its connections, and for the gap
    between two requests, of which a link that fails takes several.
    """
    reads = reads or {}
    by_host: dict[str, list[PlannedLink]] = {}
    for link in links:
        by_host.setdefault(host_of(link.url, settings.manners), []).append(link)
    found = []
    for host, own in by_host.items():
        # By a name of its own: ``host`` is that of the group, which is no host.
        rule = settings.manners.rule(_own_host(own[0].url))
        further = sum(reads.get(link.url, 0) for link in own)
        work = sum(_seconds(link, state) for link in own) + further * SECONDS[Kind.OK]
        gap = settings.gap if rule.gap is None else rule.gap
        seconds = max(work / (rule.per_host or settings.per_host), gap * (len(own) + further))
        if seconds > MOST_HOST_SECONDS:
            # Longest unasked first, so that each has its turn.
            count = max(1, int(len(own) * MOST_HOST_SECONDS / seconds))
            own = sorted(own, key=lambda link: _last_asked(link, state))[:count]
            seconds = MOST_HOST_SECONDS
        found.append(HostLoad(host, tuple(own), seconds))
    return tuple(sorted(found, key=lambda load: (-load.seconds, load.host)))


def pack(hosts: Sequence[HostLoad], count: int, settings: Settings) -> tuple[Shard, ...]:
    """``hosts`` in ``count`` shards: each, longest first, into the shard with the least to do.

    Longest processing time first is at most a third above the best packing (Graham 1969). The same
    hosts give the same shards, so that every run of a matrix works out its own.
    """
    piles = [_Pile() for _ in range(count)]
    for host in hosts:
        min(piles, key=lambda pile: (pile.time(settings), len(pile.hosts))).add(host)
    return tuple(Shard(tuple(pile.hosts), pile.time(settings)) for pile in piles)


@dataclass(slots=True)
class _Pile:
    """A shard in the making, with its sums: there may be thousands of hosts."""

    hosts: list[HostLoad] = field(default_factory=list)
    work: float = 0.0
    longest: float = 0.0

    def add(self, host: HostLoad) -> None:
        self.hosts.append(host)
        self.work += host.seconds
        self.longest = max(self.longest, host.seconds)

    def time(self, settings: Settings) -> float:
        """Hosts are asked side by side: the longest, or all work through all connections."""
        return max(self.longest, self.work * settings.per_host / settings.concurrency)


def wanted_shards(hosts: Sequence[HostLoad], settings: Settings) -> int:
    """The fewest shards of which none takes longer than WANTED_SECONDS; more do not shorten a run
    beyond its longest host."""
    for count in range(1, MOST_SHARDS):
        longest = max((shard.seconds for shard in pack(hosts, count, settings)), default=0.0)
        if longest <= max(WANTED_SECONDS, hosts[0].seconds if hosts else 0.0):
            return count
    return MOST_SHARDS


def _last_asked(link: PlannedLink, state: State) -> date:
    known = state.links.get(link.url)
    return known.last_asked if known else date.min


def _seconds(link: PlannedLink, state: State) -> float:
    known = state.links.get(link.url)
    return SECONDS[kind_of(known.verdict)] if known else NEW_SECONDS
