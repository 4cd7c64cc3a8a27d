"""A host is asked as it wants to be asked, under all its names, and by nobody who should not."""

from __future__ import annotations

from pathlib import Path

import pytest
from answers import Crowd, redirect
from fault_server import Connection, FaultServer, Request
from link_run import POLICY, FastClock, run

from atlas.links.address import MOST_LOOKUPS, NameNotFound
from atlas.links.check import HOPELESS, Settings, World, check_links
from atlas.links.lists import read_manners
from atlas.links.manners import HostRule, Manners
from atlas.links.plan import PlannedLink
from atlas.links.tokens import Tokens

DATA = Path(__file__).parents[2] / "data"


def rules(name: str, *hosts: str, **more: float) -> Manners:
    return Manners.of([HostRule(name, hosts, **more)])  # type: ignore[arg-type]


def test_names_of_one_host_share_its_connections(server: FaultServer) -> None:
    crowd = Crowd()
    names = ("alias-one", "alias-two")
    server.behaviours.update(dict.fromkeys(names, crowd))
    urls = [server.url(name, f"/{number}") for name in names for number in range(6)]
    manners = rules("both", *(f"{name}.fault" for name in names), per_host=2)
    assert run(server, *urls, manners=manners).outcomes
    assert crowd.peak == 2


def test_names_of_one_host_share_its_gap_and_its_wish_for_rest(server: FaultServer) -> None:
    async def tired(request: Request, connection: Connection) -> None:
        await connection.reply(request, 429, "Retry-After: 600")

    server.behaviours["tired-one"] = tired
    clock = FastClock()
    manners = rules("tired", "tired-one.fault", "tired-two.fault", gap=3.0)
    urls = [server.url("tired-one"), server.url("tired-two")]
    found = run(server, *urls, manners=manners, clock=clock, concurrency=1, per_host=1)
    assert [item.judgement.verdict for item in found.outcomes] == ["rate_limited"] * 2
    assert not server.asked("tired-two.fault")


def test_a_gap_of_its_own_is_kept_and_never_shortened(server: FaultServer) -> None:
    clock = FastClock()
    urls = [server.url("unhurried", f"/{number}") for number in range(4)]
    run(server, *urls, manners=rules("u", "unhurried.fault", gap=3.0), clock=clock)
    assert 8.5 <= clock.ahead <= 10
    clock = FastClock()
    run(server, *urls, manners=rules("u", "unhurried.fault", gap=1.0), clock=clock, gap=2.0)
    assert clock.ahead >= 5.5


def test_a_rule_is_for_the_names_below_it_too() -> None:
    manners = rules("git", "example.org")
    assert manners.group("a.b.example.org") == "git"
    assert manners.group("example.org") == "git"
    assert manners.group("badexample.org") == "badexample.org"


def test_the_list_of_the_project_is_read_and_no_host_is_in_it_twice() -> None:
    manners = read_manners(DATA)
    assert manners.rule("arxiv.org").gap == 3.0
    assert manners.group("export.arxiv.org") == "arxiv"
    assert manners.group("raw.githubusercontent.com") == manners.group("github.com")


def test_a_list_with_a_mistake_asks_as_the_run_is_set(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "vocabulary" / "link-hosts.yaml").write_text("- id: x\n  gap_ms: soon\n", "utf-8")
    assert read_manners(tmp_path).rule("x").gap is None
    assert read_manners(tmp_path / "absent").rule("x").gap is None


@pytest.mark.parametrize("leads_to", [None, "inside"])
def test_an_interface_that_points_inside_is_not_contacted(
    leads_to: str | None, server: FaultServer
) -> None:
    """Not even for a token, and not through a redirect either."""

    async def lookup(host: str):
        return await server.lookup("inside." if host == "api.github.com" else host)

    target = server.url("inside")
    server.behaviours["github"] = redirect(302, target) if leads_to else redirect(302, "/c/d")
    url = f"http://github.com:{server.port}/a/b"
    tokens = Tokens({f"http://api.github.com:{server.port}": "x" * 20})
    settings = Settings(user_agent="test", timeout=1.0, gap=0.0, policy=POLICY, tokens=tokens)
    world = World(clock=FastClock(), lookup=lookup)
    found = check_links([PlannedLink(url, ())], settings, world=world).outcomes[0]
    del server.behaviours["github"]
    assert found.judgement.verdict in ("blocked", "transient")
    assert server.forbidden_contacts == 0


def test_a_name_that_is_not_found_is_looked_up_a_few_times_and_no_more(
    server: FaultServer,
) -> None:
    lookups = 0

    async def lookup(host: str):
        nonlocal lookups
        if host == "status-200.fault":
            return await server.lookup(host)
        lookups += 1
        raise NameNotFound(host)

    urls = [server.url("status-200", "/l"), *(f"http://lost.fault/{n}" for n in range(40))]
    settings = Settings(user_agent="test", timeout=1.0, gap=0.0, policy=POLICY)
    world = World(clock=FastClock(), lookup=lookup)
    found = check_links([PlannedLink(url, ()) for url in urls], settings, world=world).outcomes
    assert [item.judgement.verdict for item in found] == ["ok", *["dead"] * 40]
    assert lookups == MOST_LOOKUPS


def test_without_a_network_links_are_not_tried_again_and_again(server: FaultServer) -> None:
    urls = [f"http://away.{number}.fault/" for number in range(4 * HOPELESS)]
    clock = FastClock()
    result = run(server, *urls, clock=clock, concurrency=8)
    assert result.facts.void
    tries = sum(len(item.observations) for item in result.outcomes)
    assert tries <= len(urls) + 4 * HOPELESS
