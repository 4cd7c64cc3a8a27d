"""What a run as a whole does: retries, pauses, politeness, and runs without a network."""

from __future__ import annotations

import asyncio
import itertools

import pytest
from answers import Crowd, redirect, status, then
from fault_server import Connection, FaultServer, Request
from link_run import FastClock, run

from atlas.links.politeness import Clock, HostHeld, Politeness


def verdicts(server: FaultServer, *urls: str, **settings: object) -> list[str]:
    return [str(item.judgement.verdict) for item in run(server, *urls, **settings).outcomes]


def test_a_missing_name_is_dead_when_another_name_was_found(server: FaultServer) -> None:
    assert verdicts(server, server.url("gone"), server.url("status-200")) == ["dead", "ok"]


def test_a_missing_name_is_not_dead_when_no_other_name_was_found(server: FaultServer) -> None:
    literal = f"http://127.0.0.1:{server.port}/"
    result = run(server, server.url("gone"), literal)
    assert [str(item.judgement.verdict) for item in result.outcomes] == ["transient", "ok"]
    assert not result.facts.void


def test_a_name_system_that_does_not_answer_is_transient(server: FaultServer) -> None:
    assert verdicts(server, server.url("away"), server.url("status-200")) == ["transient", "ok"]


def test_a_redirect_to_a_missing_name_is_dead(server: FaultServer) -> None:
    server.behaviours["to-gone"] = redirect(301, server.url("gone"))
    outcome = run(server, server.url("to-gone")).outcomes[0]
    assert outcome.judgement.verdict == "dead"
    assert "after a redirect" in outcome.judgement.reason


def test_a_refused_connection_is_transient_after_three_attempts(server: FaultServer) -> None:
    refused = "http://refused.fault:1/"
    outcome = run(server, refused, server.url("status-200")).outcomes[0]
    assert outcome.judgement.verdict == "transient"
    assert "refused" in outcome.judgement.reason
    assert len(outcome.observations) == 3


def test_a_run_in_which_nobody_answers_is_void(server: FaultServer) -> None:
    result = run(server, "http://refused.fault:1/", server.url("gone"), server.url("away"))
    assert result.facts.void
    assert [str(item.judgement.verdict) for item in result.outcomes] == ["transient"] * 3
    assert all("No public host answered" in item.judgement.reason for item in result.outcomes)


def test_a_run_of_forbidden_addresses_is_not_void(server: FaultServer) -> None:
    """Nobody was asked, so nothing is known about the network."""
    assert not run(server, "http://10.0.0.1/").facts.void


def test_an_error_of_a_server_is_an_answer(server: FaultServer) -> None:
    assert not run(server, server.url("status-500"), "http://refused.fault:1/").facts.void


def test_pauses_between_attempts_grow_and_are_jittered(server: FaultServer) -> None:
    clock = FastClock()
    run(server, server.url("status-500"), clock=clock)
    first, second = clock.slept
    assert 0.5 <= first <= 1.5
    assert 1.5 <= second <= 4.5


def test_a_huge_retry_after_never_stalls_the_run(server: FaultServer) -> None:
    clock = FastClock()
    url = server.url("429-wait-for-ever", "/other")
    assert verdicts(server, url, clock=clock) == ["rate_limited"]
    long = server.url("429-wait-long", "/other")
    assert verdicts(server, long, clock=clock) == ["rate_limited"]
    assert sum(clock.slept) < 20


def test_a_short_retry_after_is_waited_out(server: FaultServer) -> None:
    server.behaviours["wait-7"] = then(status(429, "Retry-After: 7"), status(200))
    clock = FastClock()
    assert verdicts(server, server.url("wait-7"), clock=clock) == ["ok"]
    assert 7 <= clock.ahead + 0.1 <= 10


def test_retry_after_counts_for_the_whole_host(server: FaultServer) -> None:
    server.behaviours["whole-host"] = status(429, "Retry-After: 600")
    urls = [server.url("whole-host", f"/{number}") for number in range(20)]
    result = run(server, *urls, per_host=1)
    assert {str(item.judgement.verdict) for item in result.outcomes} == {"rate_limited"}
    assert len(server.asked("whole-host.fault")) == 1
    assert "was not asked" in result.outcomes[-1].judgement.reason


@pytest.mark.parametrize("per_host", [1, 3])
def test_never_more_connections_to_a_host_than_allowed(server: FaultServer, per_host: int) -> None:
    async def slow(request: Request, connection: Connection) -> None:
        await asyncio.sleep(0.01)
        await connection.reply(request, 200)

    server.behaviours[f"busy-{per_host}"] = slow
    # Half of the requests come by redirects from many other hosts.
    busy = [server.url(f"busy-{per_host}", f"/{number}") for number in range(15)]
    for number in range(15):
        server.behaviours[f"via-{number}"] = redirect(302, busy[0])
    via = [server.url(f"via-{number}") for number in range(15)]
    assert verdicts(server, *busy, *via, per_host=per_host) == ["ok"] * 30
    assert server.peak[f"busy-{per_host}.fault"] == per_host


def test_never_more_connections_in_all_than_allowed(server: FaultServer) -> None:
    crowd = Crowd()
    for number in range(20):
        server.behaviours[f"crowd-{number}"] = crowd
    urls = [server.url(f"crowd-{number}") for number in range(20)]
    assert verdicts(server, *urls, concurrency=5) == ["ok"] * 20
    assert crowd.peak == 5


def test_requests_to_a_host_keep_the_gap(server: FaultServer) -> None:
    urls = [server.url("gap", f"/{number}") for number in range(6)]
    assert verdicts(server, *urls, gap=0.05, clock=Clock()) == ["ok"] * 6
    times = [request.at for request in server.asked("gap.fault")]
    gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
    # A busy machine delays a request, which shortens the gap after it; the sum stays.
    assert sum(gaps) >= 5 * 0.05 - 0.03


def test_hosts_that_redirect_into_each_other_do_not_wait_for_ever(server: FaultServer) -> None:
    for one, other in (("left", "right"), ("right", "left")):
        target = server.url(other, "/end")

        async def cross(request: Request, connection: Connection, target: str = target) -> None:
            await asyncio.sleep(0.01)
            behave = status(200) if request.path == "/end" else redirect(302, target)
            await behave(request, connection)

        server.behaviours[one] = cross
    urls = [server.url(name, f"/{number}") for number in range(8) for name in ("left", "right")]
    assert verdicts(server, *urls, per_host=1) == ["ok"] * 16


def test_a_link_has_a_time_of_its_own(server: FaultServer) -> None:
    outcome = run(server, server.url("hangs"), timeout=0.2).outcomes[0]
    assert outcome.judgement.verdict == "transient"
    assert outcome.elapsed < 4 * 0.2 + 0.3


def test_a_turn_at_a_held_host_is_refused_and_not_waited_for() -> None:
    async def ask() -> None:
        politeness = Politeness(per_host=1, concurrency=1, gap=0, clock=FastClock())
        politeness.hold("far.example", 1e9)
        with pytest.raises(HostHeld):
            async with politeness.turn("far.example"):
                pytest.fail("the turn was given")

    asyncio.run(ask())


def test_outcomes_come_in_the_order_of_the_plan(server: FaultServer) -> None:
    urls = [server.url(name) for name in ("status-404", "away", "status-200", "hangs", "gone")]
    assert [item.link.url for item in run(server, *urls, timeout=0.2).outcomes] == urls
