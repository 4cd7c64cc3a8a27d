"""Archive copies of dead links: what the Wayback Machine's availability interface answers.

https://archive.org/help/wayback_api.php: the copy nearest to a day. Asked for links only that are
shown dead and of which no copy is known.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from atlas.links.check import TIME_PER_LINK, Settings, World, open_fetchers
from atlas.links.client import Budget
from atlas.links.fetch import Fetcher
from atlas.links.page_text import TextAnswer, read_text
from atlas.links.state import Archive, State
from atlas.links.words import Verdict

AVAILABILITY = "https://archive.org/wayback/available"
#: As many links are looked up in a run; the rest in the next ones.
MOST = 100
#: After so many requests in a row without an answer the interface is left alone until the next run.
GIVE_UP = 4
_COPY = re.compile(r"https?://web\.archive\.org/web/(?P<time>[0-9]{14})[a-z_]*/(?P<of>\S+)")


def availability_address(url: str, near: date | None, interface: str = AVAILABILITY) -> str:
    """Where the interface tells of the copy of ``url`` nearest to the day ``near``."""
    when = f"&timestamp={near:%Y%m%d}" if near else ""
    return f"{interface}?url={quote(url, safe='')}{when}"


def copy_in(answer: str) -> Archive | None:
    """The copy that ``answer`` (JSON) names: one of a good answer, at web.archive.org."""
    try:
        closest = json.loads(answer)["archived_snapshots"]["closest"]
        address, status, there = closest["url"], closest["status"], closest["available"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return None
    found = _COPY.fullmatch(address) if isinstance(address, str) else None
    if not found or there is not True or str(status) != "200":
        return None
    day = found["time"][:8]
    try:
        made = date.fromisoformat(f"{day[:4]}-{day[4:6]}-{day[6:]}")
    except ValueError:
        return None
    return Archive(f"https://{address.partition('://')[2]}", made)


def wanting(state: State, urls: Iterable[str], day: date) -> dict[str, date | None]:
    """Those of ``urls`` that are shown dead without a copy, with the day they worked last.

    In another order each ``day``, so that those of which there is no copy do not keep the rest
    from being looked up.
    """
    dead = [
        url
        for url in urls
        if (link := state.links.get(url)) and link.shown is Verdict.DEAD and link.archive is None
    ]
    dead.sort(key=lambda url: sha256(f"{day} {url}".encode("utf-8", "surrogatepass")).digest())
    return {url: state.links[url].last_ok for url in dead[:MOST]}


def look_up(
    wanted: Mapping[str, date | None],
    settings: Settings,
    *,
    world: World | None = None,
    interface: str = AVAILABILITY,
) -> dict[str, Archive]:
    """The copies of the links ``wanted`` (see ``wanting``) that the interface knows, by address.

    What does not answer has no copy today. Never raises for what servers do.
    """
    if not wanted:
        return {}
    return asyncio.run(_look_up(wanted, settings, world or World(), interface))


async def _look_up(
    wanted: Mapping[str, date | None], settings: Settings, world: World, interface: str
) -> dict[str, Archive]:
    found: dict[str, Archive] = {}
    room = asyncio.Semaphore(settings.per_host)
    silent = 0

    async def ask(fetcher: Fetcher, url: str, near: date | None) -> None:
        nonlocal silent
        async with room:
            if silent >= GIVE_UP:
                return
            budget = Budget(TIME_PER_LINK * settings.timeout)
            address = availability_address(url, near, interface)
            seen = await fetcher.observe(address, budget, head_first=False)
        silent = 0 if seen.answered else silent + 1
        if isinstance(seen.end, TextAnswer) and seen.end.page:
            copy = copy_in(seen.end.page.text)
            if copy:
                found[url] = copy

    async with (
        open_fetchers(settings, world, read_text) as (_, (fetcher,)),
        asyncio.TaskGroup() as group,
    ):
        for url, near in wanted.items():
            group.create_task(ask(fetcher, url, near))
    return found


def with_copies(state: State, copies: Mapping[str, Any]) -> State:
    """``state`` with the copies of its links."""
    links = dict(state.links)
    for url, copy in copies.items():
        links[url] = replace(links[url], archive=copy)
    return replace(state, links=links)
