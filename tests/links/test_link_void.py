"""A run that learned nothing blames no link: no network, or so many failures that it is ours."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from answers import status
from fault_server import FaultServer
from link_run import Check, lines, run, write

from atlas.links.history import Asked, advance
from atlas.links.lists import read_controls
from atlas.links.state import State, read_state, write_state
from atlas.links.void import void_sentence, without_blame
from atlas.links.words import Verdict

DAY = date(2026, 11, 26)
EARLIER = DAY - timedelta(days=9)


def known(urls: list[str], verdict: Verdict = Verdict.OK) -> State:
    links = {url: advance(None, Asked(verdict, "As it was."), EARLIER) for url in urls}
    return State(EARLIER, links)


def catalogue(data: Path, server: FaultServer, good: int, bad: int) -> list[str]:
    """Records that cite ``good`` links that answer and ``bad`` ones that are gone."""
    server.behaviours["half"] = status(404)
    urls = [server.url("status-200", f"/{n}").replace(".fault", ".org") for n in range(good)]
    urls += [server.url("half", f"/{n}").replace(".fault", ".org") for n in range(bad)]
    for number, url in enumerate(urls):
        write(data, f"record-{number}", url, url)
    return urls


@pytest.mark.parametrize(
    ("good", "bad", "void"), [(20, 10, True), (23, 10, True), (24, 10, False), (5, 9, False)]
)
def test_more_than_three_in_ten_and_at_least_ten_lost_links_are_a_void_run(
    good: int, bad: int, void: bool, check: Check, server: FaultServer, data: Path, tmp_path: Path
) -> None:
    urls = catalogue(data, server, good, bad)
    state = tmp_path / "links.json"
    write_state(known(urls), state)
    before = state.read_bytes()
    result = check(
        "--data", str(data), "--state", str(state), "--day", str(DAY), "--format", "ndjson"
    )
    verdicts = {str(line["verdict"]) for line in lines(result)}
    assert result.exit_code == 0
    if void:
        assert verdicts == {"ok", "transient"}
        assert result.stderr.count("\n") == 1
        assert f"{bad} of {good + bad} links" in result.stderr
        assert state.read_bytes() == before
    else:
        assert verdicts == {"ok", "dead"}
        assert result.stderr == ""
        assert read_state(state)[0].updated == DAY


def test_links_that_failed_before_are_no_sign_of_a_lost_network(
    check: Check, server: FaultServer, data: Path, tmp_path: Path
) -> None:
    urls = catalogue(data, server, 2, 20)
    state = tmp_path / "links.json"
    write_state(known(urls, Verdict.TRANSIENT), state)
    result = check("--data", str(data), "--state", str(state), "--day", str(DAY))
    assert "20 dead" in result.stdout
    assert read_state(state)[0].updated == DAY


@pytest.mark.parametrize("earlier", [False, True])
def test_without_network_one_sentence_is_said_and_the_state_is_untouched(
    earlier: bool, check: Check, data: Path, tmp_path: Path
) -> None:
    urls = ["http://refused.org:1/", "http://gone.org/data"]
    write(data, "pictures", *urls)
    state = tmp_path / "observed" / "links.json"
    if earlier:
        write_state(known(urls), state)
    before = state.read_bytes() if earlier else None
    result = check("--data", str(data), "--state", str(state), "--format", "ndjson")
    assert result.exit_code == 0
    assert result.stderr.count("\n") == 1
    assert "no network" in result.stderr
    assert [line["verdict"] for line in lines(result)] == ["transient"] * 2
    assert [line["shown"] for line in lines(result)] == (["ok"] * 2 if earlier else [None] * 2)
    assert (state.read_bytes() if state.exists() else None) == before


def test_what_keeps_people_out_is_not_lost(server: FaultServer) -> None:
    urls = [server.url("status-403", f"/{number}") for number in range(20)]
    result = run(server, *urls)
    assert void_sentence(result, urls) is None


def test_the_reason_of_a_failure_in_a_void_run_says_what_was_seen(server: FaultServer) -> None:
    urls = [server.url("status-404", f"/{number}") for number in range(10)]
    result = run(server, *urls)
    assert void_sentence(result, urls)
    for outcome in without_blame(result.outcomes, urls):
        assert outcome.judgement.verdict == "transient"
        assert outcome.judgement.reason.startswith("No network, it seems")
        assert "404" in outcome.judgement.reason


def test_names_that_all_lead_inside_are_a_captive_network_and_not_blocked_links(
    server: FaultServer,
) -> None:
    urls = [server.url("inside", f"/{number}") for number in range(12)]
    result = run(server, *urls)
    assert void_sentence(result, urls)
    assert {item.judgement.verdict for item in without_blame(result.outcomes, urls)} == {
        "transient"
    }
    assert not server.forbidden_contacts


# --- control hosts, for runs over a few records ---


def controls(data: Path, urls: list[str]) -> None:
    meaning = "  meaning:\n    en: For a test.\n    zh: 测试。\n"
    items = [
        f"- id: control-{number}\n  en: C\n  zh: C\n  url: {url}\n{meaning}"
        for number, url in enumerate(urls)
    ]
    (data / "vocabulary" / "control-hosts.yaml").write_text("".join(items), "utf-8")


def test_a_dead_record_is_told_from_a_dead_network_by_control_hosts(
    check: Check, server: FaultServer, data: Path
) -> None:
    write(data, "pictures", "http://gone.org/", "http://gone.org/paper")
    controls(data, [server.url("status-200", "/control")])
    result = check("--data", str(data), "--record", "pictures", "--format", "ndjson")
    assert [line["verdict"] for line in lines(result)] == ["dead", "dead"]
    assert result.exit_code == 1
    assert "control" not in result.stdout


def test_control_hosts_that_fail_make_the_run_void(
    check: Check, server: FaultServer, data: Path
) -> None:
    write(data, "pictures", server.url("status-404").replace(".fault", ".org"), "http://gone.org/")
    controls(data, [f"http://refused.fault:1/{number}" for number in range(12)])
    result = check("--data", str(data), "--record", "pictures", "--format", "ndjson")
    assert [line["verdict"] for line in lines(result)] == ["transient", "transient"]
    assert result.exit_code == 0
    assert "12 of 12 links" in result.stderr


def test_a_whole_run_asks_no_control_hosts(check: Check, server: FaultServer, data: Path) -> None:
    url = server.url("status-200", "/whole").replace(".fault", ".org")
    write(data, "pictures", url, url)
    controls(data, [server.url("controlled")])
    assert check("--data", str(data)).exit_code == 0
    assert not server.asked("controlled.fault")


def test_the_list_of_control_hosts_is_long_enough_to_judge_by() -> None:
    found = read_controls(Path(__file__).parents[2] / "data")
    assert len(found) >= 12
    assert len({link.url.split("/")[2] for link in found}) == len(found)
    assert json.dumps([link.url for link in found]).count("https://") == len(found)
