"""A catalogue of any size is asked within what a day's jobs can do, and everybody has a turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from atlas.links.check import Settings
from atlas.links.history import Asked, advance
from atlas.links.manners import HostRule, Manners
from atlas.links.plan import PlannedLink
from atlas.links.shards import MOST_HOST_SECONDS, due_links, loads, pack
from atlas.links.state import State
from atlas.links.words import Verdict

DAY = date(2026, 11, 26)
SLOW = HostRule("slow", ("slow.example", "alias.example"), gap=3.0, per_host=1)
SETTINGS = Settings(user_agent="test", manners=Manners.of([SLOW]))


def links(host: str, count: int) -> list[PlannedLink]:
    return [PlannedLink(f"https://{host}/{number}", ()) for number in range(count)]


def test_a_group_of_hosts_is_planned_at_its_own_pace() -> None:
    (load,) = loads(
        [*links("slow.example", 50), *links("alias.example", 50)], State(DAY, {}), SETTINGS
    )
    assert load.host == "slow"
    assert load.seconds == 300


def test_no_host_takes_longer_than_a_job_may() -> None:
    slow, other = loads(
        [*links("slow.example", 20_000), *links("other.example", 10)], State(DAY, {}), SETTINGS
    )
    assert slow.seconds == MOST_HOST_SECONDS
    assert len(slow.links) == MOST_HOST_SECONDS / 3
    assert len(other.links) == 10
    for shard in pack([slow, other], 2, SETTINGS):
        assert shard.seconds <= MOST_HOST_SECONDS


def test_day_by_day_each_link_has_its_turn() -> None:
    planned, state, day = links("slow.example", 7000), State(DAY, {}), DAY
    asked: set[str] = set()
    for _ in range(3):
        (load,) = loads(due_links(planned, state, day), state, SETTINGS)
        known = dict(state.links)
        for link in load.links:
            said = Asked(Verdict.DEAD, "It is gone.", 404, None)
            known[link.url] = advance(known.get(link.url), said, day)
        asked.update(link.url for link in load.links)
        state, day = replace(state, links=known), day + timedelta(days=1)
    assert len(asked) == 7000
