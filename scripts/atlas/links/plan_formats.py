"""The plan of a day as text: which shard asks which hosts, and how much is due when."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from atlas.links.report import safe
from atlas.links.shards import Shard


@dataclass(frozen=True, slots=True)
class DayPlan:
    """``known`` links in all, of which the shards ask those due on ``day``."""

    day: date
    known: int
    shards: Sequence[Shard]
    calendar: Mapping[date, int]


def table(plan: DayPlan) -> Iterator[str]:
    """Lines for a person."""
    total = sum(len(shard.links) for shard in plan.shards)
    yield f"{plan.day}: {total} of {plan.known} links are due."
    for number, shard in enumerate(plan.shards, start=1):
        name = f"{number}/{len(plan.shards)}"
        yield f"shard {name:<7}{len(shard.links):>7} links  {_minutes(shard.seconds)}"
        for host in shard.hosts[:5]:
            yield f"{'':13}{len(host.links):>7} {safe(host.host or '(no address)')}"
        if len(shard.hosts) > 5:
            rest = sum(len(host.links) for host in shard.hosts[5:])
            yield f"{'':13}{rest:>7} at {len(shard.hosts) - 5} more hosts"
    for day, count in plan.calendar.items():
        yield f"due {day}{count:>9}"


def as_json(plan: DayPlan) -> Iterator[str]:
    """One object on one line, as a matrix of jobs is made from."""
    count = len(plan.shards)
    yield json.dumps(
        {
            "day": plan.day.isoformat(),
            "known": plan.known,
            "due": sum(len(shard.links) for shard in plan.shards),
            "shards": [
                {
                    "shard": f"{number}/{count}",
                    "links": len(shard.links),
                    "hosts": len(shard.hosts),
                    "seconds": round(shard.seconds, 1),
                }
                for number, shard in enumerate(plan.shards, start=1)
            ],
            "calendar": {day.isoformat(): number for day, number in plan.calendar.items()},
        }
    )


def ndjson(plan: DayPlan) -> Iterator[str]:
    """One object a link that is due, with the shard that asks it and its host."""
    for number, shard in enumerate(plan.shards, start=1):
        for host in shard.hosts:
            for link in host.links:
                name = f"{number}/{len(plan.shards)}"
                text = json.dumps({"url": link.url, "host": host.host, "shard": name})
                yield text.replace("##[", "\\u0023#[")


def _minutes(seconds: float) -> str:
    return f"about {seconds / 60:.0f} min" if seconds >= 90 else f"about {seconds:.0f} s"


#: What ``atlas links plan --format`` offers.
FORMATS: dict[str, Callable[[DayPlan], Iterator[str]]] = {
    "table": table,
    "json": as_json,
    "ndjson": ndjson,
}
