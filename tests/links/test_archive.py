"""Archive copies of dead links: what the interface answers, whom it is asked about, and when."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from answers import status
from fault_server import Connection, FaultServer, Request
from link_run import POLICY, Check, FastClock, write

from atlas.links import command
from atlas.links.archive import (
    GIVE_UP,
    MOST,
    availability_address,
    copy_in,
    look_up,
    wanting,
    with_copies,
)
from atlas.links.check import Settings, World
from atlas.links.state import Archive, LinkState, State, Streak, read_state
from atlas.links.words import Verdict, kind_of

DAY = date(2026, 11, 26)
COPY = "http://web.archive.org/web/20240102030405/https://a.example/"


def answer(url: object = COPY, status: object = "200", available: object = True) -> str:
    closest = {"url": url, "status": status, "available": available, "timestamp": "20240102030405"}
    return json.dumps({"url": "a.example", "archived_snapshots": {"closest": closest}})


def test_a_copy_is_read_from_what_the_interface_answers() -> None:
    kept = Archive(
        "https://web.archive.org/web/20240102030405/https://a.example/", date(2024, 1, 2)
    )
    assert copy_in(answer()) == kept


@pytest.mark.parametrize(
    "text",
    [
        '{"archived_snapshots": {}}', "{}", "[]", "null", "", "no json", "[" * 100_000,
        answer(status="404"), answer(available=False), answer(available="yes"), answer(url=None),
        answer(url="https://evil.example/web/20240102030405/https://a.example/"),
        answer(url="https://web.archive.org.evil.example/web/20240102030405/https://a.example/"),
        answer(url="javascript:alert(1)//web.archive.org/web/20240102030405/x"),
        answer(url="https://web.archive.org/web/20241399000000/https://a.example/"),
        answer(url="https://web.archive.org/web/20240102030405/a b\nc"),
    ],
    ids=range(16),
)  # fmt: skip
def test_what_is_no_copy_is_none(text: str) -> None:
    assert copy_in(text) is None


def test_the_copy_nearest_to_the_last_good_day_is_asked_for() -> None:
    asked = availability_address("https://a.example/?q=1&r=ü", DAY)
    assert asked == (
        "https://archive.org/wayback/available"
        "?url=https%3A%2F%2Fa.example%2F%3Fq%3D1%26r%3D%C3%BC&timestamp=20261126"
    )
    assert "timestamp" not in availability_address("https://a.example/", None)


def link(shown: Verdict, archive: Archive | None = None) -> LinkState:
    streak = Streak(kind_of(shown), (DAY,))
    return LinkState(DAY, DAY, shown, shown, streak, last_ok=date(2026, 1, 2), archive=archive)


def test_only_links_that_are_shown_dead_and_have_none_are_looked_up() -> None:
    links = {str(verdict): link(verdict) for verdict in Verdict}
    links["kept"] = link(Verdict.DEAD, Archive(COPY, DAY))
    assert wanting(State(DAY, links), [*links, "unknown"], DAY) == {"dead": date(2026, 1, 2)}


def test_a_run_looks_up_so_many_and_each_has_its_turn() -> None:
    many = {f"https://a.example/{number}": link(Verdict.DEAD) for number in range(2 * MOST)}
    turns = [wanting(State(DAY, many), many, DAY + timedelta(days=days)) for days in range(20)]
    assert {len(turn) for turn in turns} == {MOST}
    assert set().union(*turns) == set(many)


def test_an_archive_that_does_not_answer_is_left_alone(server: FaultServer) -> None:
    urls = [f"https://kept.example/{number}" for number in range(50)]
    interface = server.url("resets", "/silent")
    server.requests.clear()
    assert found_by(server, interface, *urls) == {}
    assert len(server.asked("resets.fault")) < 2 * (GIVE_UP + 4)


def archive(server: FaultServer) -> str:
    """An interface on 127.0.0.1 that knows copies of addresses with ``kept`` in them."""

    async def behave(request: Request, connection: Connection) -> None:
        body = answer() if "kept" in request.path else '{"archived_snapshots": {}}'
        kind = "Content-Type: application/json; charset=utf-8"
        await connection.reply(request, 200, kind, body=body.encode())

    server.behaviours["archive"] = behave
    return server.url("archive", "/wayback/available")


def found_by(server: FaultServer, interface: str, *urls: str) -> dict[str, Archive]:
    settings = Settings(user_agent="test", timeout=1.0, gap=0.0, policy=POLICY)
    world = World(clock=FastClock(), lookup=server.lookup)
    return look_up(dict.fromkeys(urls), settings, world=world, interface=interface)


def test_the_interface_is_asked_once_for_each_link(server: FaultServer) -> None:
    interface = archive(server)
    server.requests.clear()
    found = found_by(server, interface, "https://kept.example/", "https://lost.example/")
    assert set(found) == {"https://kept.example/"}
    assert len(server.asked("archive.fault")) == 2
    assert found_by(server, interface) == {}


@pytest.mark.parametrize("trouble", ["status-500", "429-wait-long", "hangs", "gone", "inside"])
def test_an_archive_in_trouble_has_no_copy_and_stops_nothing(
    server: FaultServer, trouble: str
) -> None:
    assert found_by(server, server.url(trouble, "/wayback"), "https://kept.example/") == {}
    assert server.forbidden_contacts == 0


def test_copies_are_put_beside_their_links() -> None:
    state = State(DAY, {"a": link(Verdict.DEAD), "b": link(Verdict.OK)})
    after = with_copies(state, {"a": Archive(COPY, DAY)})
    assert after.links["a"].archive == Archive(COPY, DAY)
    assert after.links["b"] == state.links["b"]


def test_a_run_keeps_the_copy_of_a_link_once_it_is_shown_dead(
    check: Check,
    server: FaultServer,
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    interface = archive(server)
    asked: list[str] = []

    def on_loopback(wanted: dict[str, date | None], _: Settings) -> dict[str, Archive]:
        asked.extend(wanted)
        return found_by(server, interface, *wanted)

    monkeypatch.setattr(command, "look_up", on_loopback)
    server.behaviours["kept"] = status(404)
    dead, fine = server.url("kept"), server.url("status-200")
    write(data, "example", fine, dead)
    state = tmp_path / "links.json"
    for day in ("2026-11-01", "2026-11-05", "2026-11-09", "2026-11-10"):
        check("--data", str(data), "--state", str(state), "--day", day)
        copy = read_state(state)[0].links[dead].archive
        # Three hard answers over a week; afterwards the copy is known.
        assert (copy is not None) == (day >= "2026-11-09")
    assert asked == [dead]
