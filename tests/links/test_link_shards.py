"""Who is asked when, and how a day is divided among runs side by side."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from answers import status
from click.testing import CliRunner, Result
from fault_server import FaultServer
from hypothesis import given, settings
from hypothesis import strategies as st
from link_run import Check, lines, write

from atlas.links import command
from atlas.links.check import Settings
from atlas.links.history import Asked, advance
from atlas.links.manners import HostRule, Manners
from atlas.links.plan import PlannedLink
from atlas.links.remember import merge_states
from atlas.links.shards import (
    WANTED_SECONDS,
    HostLoad,
    calendar,
    due_links,
    loads,
    pack,
    wanted_shards,
)
from atlas.links.state import State, read_state, write_state
from atlas.links.words import Verdict

DAY = date(2026, 11, 26)
SETTINGS = Settings(user_agent="test", gap=0.2, per_host=4, concurrency=64)


def links(*urls: str) -> tuple[PlannedLink, ...]:
    return tuple(PlannedLink(url, ()) for url in urls)


def many(hosts: dict[str, int]) -> tuple[PlannedLink, ...]:
    return links(*(f"https://{host}/{n}" for host, count in hosts.items() for n in range(count)))


def state(**verdicts: Verdict) -> State:
    found = {
        f"https://{host}.example/": advance(None, Asked(verdict, "So."), DAY - timedelta(days=1))
        for host, verdict in verdicts.items()
    }
    return State(DAY, found)


@given(
    st.dictionaries(st.from_regex(r"[a-z]{1,8}\.example", fullmatch=True), st.integers(1, 40)),
    st.integers(1, 7),
)
@settings(deadline=None)
def test_every_link_is_in_one_shard_and_a_host_is_kept_whole(
    hosts: dict[str, int], count: int
) -> None:
    planned = many(hosts)
    packed = pack(loads(planned, State(), SETTINGS), count, SETTINGS)
    assert len(packed) == count
    found = [link.url for shard in packed for link in shard.links]
    assert sorted(found) == sorted(link.url for link in planned)
    homes: dict[str, set[int]] = {}
    for number, shard in enumerate(packed):
        for link in shard.links:
            homes.setdefault(link.url.split("/")[2], set()).add(number)
    assert all(len(shards) == 1 for shards in homes.values())


def test_shards_are_packed_by_expected_time_and_not_by_count() -> None:
    # One host of 300 links takes a minute; thirty hosts of ten links are done side by side.
    planned = many({"big.example": 300, **{f"small{n}.example": 10 for n in range(30)}})
    one, two = pack(loads(planned, State(), SETTINGS), 2, SETTINGS)
    assert [load.host for load in one.hosts] == ["big.example"]
    assert len(two.hosts) == 30
    assert one.seconds == pytest.approx(60, rel=0.1)


def test_what_failed_last_time_is_expected_to_take_longer() -> None:
    planned = links("https://fails.example/", "https://works.example/")
    known = state(fails=Verdict.TRANSIENT, works=Verdict.OK)
    first, second = loads(planned, known, SETTINGS)
    assert (first.host, second.host) == ("fails.example", "works.example")
    assert first.seconds > 5 * second.seconds


def test_reading_what_is_watched_takes_its_time() -> None:
    planned = many({"a.example": 10})
    reads = dict.fromkeys((link.url for link in planned), 2)
    (alone,), (read,) = (loads(planned, State(), SETTINGS, more) for more in ({}, reads))
    assert read.seconds == pytest.approx(3 * alone.seconds, rel=0.1)


def test_names_of_one_host_are_one_host() -> None:
    rule = HostRule("git", ("git.example", "raw.example"), gap=2.0, per_host=1)
    planned = links("https://git.example/1", "https://raw.example/2", "https://x.git.example/3")
    polite = Settings(user_agent="test", manners=Manners.of([rule]))
    (load,) = loads(planned, State(), polite)
    assert (load.host, len(load.links), load.seconds) == ("git", 3, 6.0)


def test_as_many_shards_are_wanted_as_keep_a_run_short() -> None:
    few = loads(many({"a.example": 100, "b.example": 100}), State(), SETTINGS)
    assert wanted_shards(few, SETTINGS) == 1
    assert wanted_shards((), SETTINGS) == 1
    lots = [HostLoad(f"h{number}.example", (), 900.0) for number in range(200)]
    wanted = wanted_shards(lots, SETTINGS)
    assert max(shard.seconds for shard in pack(lots, wanted, SETTINGS)) <= WANTED_SECONDS
    assert max(shard.seconds for shard in pack(lots, wanted - 1, SETTINGS)) > WANTED_SECONDS


def test_a_host_that_takes_longest_of_all_asks_for_no_more_shards() -> None:
    hosts = [HostLoad("long.example", (), 5000.0), HostLoad("short.example", (), 1.0)]
    assert wanted_shards(hosts, SETTINGS) == 1


def test_only_those_are_due_whose_turn_it_is() -> None:
    known = state(ok=Verdict.OK, dead=Verdict.DEAD, walled=Verdict.RESTRICTED)
    planned = links(*known.links, "https://new.example/")
    due = [link.url for link in due_links(planned, known, DAY)]
    assert due == ["https://dead.example/", "https://walled.example/", "https://new.example/"]
    assert sum(calendar(planned, known, DAY).values()) == 4
    assert calendar(planned, known, DAY)[DAY] == 3


def test_a_catalogue_is_asked_within_a_week_in_equal_parts() -> None:
    urls = [f"https://h{n % 50}.example/{n}" for n in range(1400)]
    known = State(DAY, {u: advance(None, Asked(Verdict.OK, "So."), DAY) for u in urls})
    asked: Counter[date] = Counter()
    for days in range(1, 25):
        day = DAY + timedelta(days=days)
        due = due_links(links(*urls), known, day)
        asked[day] = len(due)
        again = {link.url: advance(None, Asked(Verdict.OK, "So."), day) for link in due}
        known = State(day, {**known.links, **again})
    later = [asked[DAY + timedelta(days=days)] for days in range(11, 25)]
    assert sum(later) == 2 * 1400
    assert max(later) < 1.3 * 200


# --- the commands ---


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(command.links, list(arguments))


def test_the_plan_is_what_the_shards_ask_and_their_states_merge_into_one(
    check: Check, server: FaultServer, data: Path, tmp_path: Path
) -> None:
    names = [f"packed-{number}" for number in range(6)]
    for number, name in enumerate(names):
        server.behaviours[name] = status(200 if number else 404)
        url = server.url(name).replace(".fault", ".org")
        write(data, name, url + "?1", url + "?2")
    base, today = str(tmp_path / "base.json"), ("--day", str(DAY))
    arguments = ("--data", str(data), "--state", base, *today)
    planned = json.loads(invoke("plan", *arguments, "--shards", "3", "--format", "json").stdout)
    assert (planned["known"], planned["due"]) == (12, 12)
    assert [shard["shard"] for shard in planned["shards"]] == ["1/3", "2/3", "3/3"]
    every = invoke("plan", *arguments, "--shards", "3", "--format", "ndjson").stdout.splitlines()
    by_shard: dict[str, list[str]] = {}
    for line in map(json.loads, every):
        by_shard.setdefault(line["shard"], []).append(line["url"])
    parts = []
    for shard, urls in by_shard.items():
        part = str(tmp_path / f"part-{shard[0]}.json")
        parts.append(part)
        result = check(
            "--data", str(data), "--state", part, *today, "--shard", shard, "--format", "ndjson"
        )
        assert [line["url"] for line in lines(result)] == urls
    missing = str(tmp_path / "part-9.json")
    merged = invoke("merge", "--data", str(data), "--state", base, *parts, missing)
    assert merged.exit_code == 0
    assert "12 links, 12 of them asked on 2026-11-26." in merged.stdout
    assert "part-9.json is not there" in merged.stderr
    state = read_state(Path(base))[0]
    assert len(state.links) == 12
    assert Counter(link.verdict for link in state.links.values()) == {"ok": 10, "dead": 2}
    # Tomorrow, only what did not answer well.
    tomorrow = ("--data", str(data), "--state", base, "--day", str(DAY + timedelta(days=1)))
    later = json.loads(invoke("plan", *tomorrow, "--format", "json").stdout)
    assert later["due"] == 2


def test_a_shard_that_asks_nobody_is_no_void_run(
    check: Check, data: Path, server: FaultServer, tmp_path: Path
) -> None:
    url = server.url("status-200", "/alone").replace(".fault", ".org")
    write(data, "alone", url, url)
    state = tmp_path / "s.json"
    result = check("--data", str(data), "--state", str(state), "--shard", "2/2")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "0 links\n", "")
    assert not state.exists()


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "a/b", "1/0", "-1/2"])
def test_a_shard_is_a_part_of_a_whole(shard: str, check: Check) -> None:
    result = check("--shard", shard)
    assert result.exit_code == 2
    assert "such as 2/5" in result.stderr


def test_merging_keeps_what_each_shard_found() -> None:
    earlier = state(a=Verdict.OK, b=Verdict.OK)
    a, b = (f"https://{name}.example/" for name in "ab")

    def with_dead(url: str) -> State:
        return State(DAY, {**earlier.links, url: advance(None, Asked(Verdict.DEAD, "So."), DAY)})

    merged = merge_states(earlier, [with_dead(a), with_dead(b)])
    assert [merged.links[url].verdict for url in (a, b)] == ["dead", "dead"]
    assert merge_states(earlier, [earlier]) == earlier
    assert merge_states(State(), [earlier]).links == earlier.links


def test_a_merge_of_nothing_leaves_the_state_alone(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "links.json"
    write_state(state(a=Verdict.OK), path)
    before = path.read_bytes()
    result = invoke("merge", "--data", str(data), "--state", str(path), str(tmp_path / "none"))
    assert result.exit_code == 0
    assert path.read_bytes() == before


@pytest.mark.parametrize("shards", [1, 3])
def test_the_parts_of_a_run_are_found_however_they_were_unpacked(
    shards: int, tmp_path: Path, data: Path
) -> None:
    """One artifact is unpacked into the folder that was named, several into folders below it."""
    folder = tmp_path / "shards"
    urls = [f"https://{word}.example.org/" for word in "abc"[:shards]]
    for number, url in enumerate(urls):
        write(data, f"pictures-{number}", url, url)
        part = folder / f"shard-{number}" if shards > 1 else folder
        asked = advance(None, Asked(Verdict.OK, "So."), DAY)
        write_state(State(DAY, {url: asked}), part / "links.json")
    base = tmp_path / "base" / "links.json"
    result = invoke("merge", "--data", str(data), "--state", str(base), str(folder))
    assert result.exit_code == 0
    assert sorted(read_state(base)[0].links) == urls
    assert "learned nothing" not in result.output


def test_the_plan_of_a_day_is_told_to_people(data: Path, server: FaultServer) -> None:
    write(data, "pictures", "https://one.example.org/", "https://two.example.org/")
    told = invoke("plan", "--data", str(data), "--day", str(DAY)).stdout
    assert "2026-11-26: 2 of 2 links are due." in told
    assert "shard 1/1" in told
    assert "one.example.org" in told
