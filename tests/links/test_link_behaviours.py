"""Every behaviour of the fault server ends in the verdict that it must end in."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from behaviours import CASES
from fault_server import FaultServer, Request
from link_run import run

from atlas.links.check import Outcome


@dataclass
class Whole:
    """One run over all behaviours, as a run over a catalogue is one."""

    outcomes: dict[str, Outcome]
    logged: list[str]
    requests: list[Request]

    def asked(self, host: str) -> list[Request]:
        """What this run asked of ``host``; other tests share the server."""
        return [request for request in self.requests if request.host == host]


@pytest.fixture(scope="module")
def whole(server: FaultServer) -> Iterator[Whole]:
    logged: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            # The fault server's own loop, in another thread, has every reason to complain.
            if record.threadName == threading.current_thread().name == "MainThread":
                logged.append(record.getMessage())

    handler = Keep()
    logging.getLogger("asyncio").addHandler(handler)
    urls = [server.url(name, case.path) for name, case in CASES.items()]
    before = len(server.requests)
    # As long as a busy machine needs for an answer, as short as what hangs can be waited for.
    result = run(server, *urls, timeout=1.5)
    requests = server.requests[before:]
    logging.getLogger("asyncio").removeHandler(handler)
    yield Whole(dict(zip(CASES, result.outcomes, strict=True)), logged, requests)


@pytest.mark.parametrize("name", CASES)
def test_behaviour_ends_in_its_verdict(name: str, whole: Whole) -> None:
    case, outcome = CASES[name], whole.outcomes[name]
    judgement = outcome.judgement
    assert judgement.verdict == case.verdict, judgement.reason
    if case.code is not None:
        assert judgement.code == case.code
    assert case.why in judgement.reason
    assert judgement.reason.endswith(".")
    if case.verdict == "moved" and "front page" not in case.why:
        parts = urlsplit(str(judgement.new_url))
        where = parts._replace(scheme="", netloc="").geturl()
        assert where == case.new
        assert parts.netloc == urlsplit(outcome.link.url).netloc
    else:
        assert judgement.new_url is None


def test_there_are_at_least_eighty_behaviours() -> None:
    assert len(CASES) >= 80


def test_no_address_outside_the_allowed_network_is_contacted(
    whole: Whole, server: FaultServer
) -> None:
    assert whole.outcomes
    assert server.forbidden_contacts == 0


def test_no_server_makes_the_event_loop_complain(whole: Whole) -> None:
    """A line on stderr that quotes a server could be taken for a command by the CI system."""
    assert whole.logged == []


def test_a_page_that_answers_head_is_not_asked_again(whole: Whole) -> None:
    assert [request.method for request in whole.asked("status-200.fault")] == ["HEAD"]
    assert len(whole.outcomes["status-200"].observations) == 1


def test_a_page_that_is_not_there_is_asked_by_head_and_get_once(whole: Whole) -> None:
    assert whole.outcomes["status-404"].judgement.verdict == "dead"
    assert [request.method for request in whole.asked("status-404.fault")] == ["HEAD", "GET"]


def test_a_host_that_wants_a_long_wait_is_asked_once(whole: Whole) -> None:
    assert whole.outcomes["429-wait-long"].judgement.verdict == "rate_limited"
    assert len(whole.asked("429-wait-long.fault")) == 1


def test_requests_name_the_checker_and_carry_nothing_private(whole: Whole) -> None:
    for request in whole.asked("status-200.fault"):
        assert request.headers["user-agent"] == "test"
        assert not {"authorization", "cookie", "referer"} & request.headers.keys()


def test_cookies_stay_within_their_chain(whole: Whole, server: FaultServer) -> None:
    assert whole.outcomes["cookie-gate"].judgement.verdict == "ok"
    again = run(server, server.url("cookie-gate"))
    assert again.outcomes[0].observations[0].hops
    assert "cookie" not in server.asked("cookie-gate.fault")[-2].headers
