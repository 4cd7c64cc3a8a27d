"""GitHub's interface answers a workflow 1,000 times an hour; after that its pages are asked."""

from __future__ import annotations

from answers import status
from fault_server import FaultServer
from link_run import run

from atlas.links.tokens import tokens_from


def test_when_the_interface_is_used_up_pages_are_asked(server: FaultServer) -> None:
    server.behaviours["api"] = status(403, "X-RateLimit-Remaining: 0", body=b"{}")
    before = len(server.asked("api.github.com"))
    urls = [f"https://github.com:{server.port}/some/name-{number}" for number in range(5)]
    plain = [url.replace("https:", "http:") for url in urls]
    tokens = tokens_from({"GITHUB_TOKEN": "a-token-for-tests"})
    result = run(server, *plain, per_host=1, tokens=tokens)
    assert [item.judgement.verdict for item in result.outcomes] == ["ok"] * 5
    assert len(server.asked("api.github.com")) == before + 1
    del server.behaviours["api"]
