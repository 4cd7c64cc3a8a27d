"""Runs that remember: what is known is judged by its history, what a change adds by its answer."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from answers import on_head, redirect, status
from fault_server import Connection, FaultServer, Request
from link_run import POLICY, Check, FastClock, git, lines, run, write

from atlas.links.answers import Validators
from atlas.links.check import Settings, World, check_links
from atlas.links.plan import PlannedLink
from atlas.links.state import read_state

DAY = date(2026, 11, 2)


def controls(data: Path, server: FaultServer) -> None:
    (data / "vocabulary" / "control-hosts.yaml").write_text(
        f"- id: c\n  en: C\n  zh: C\n  url: {server.url('status-200', '/control')}\n"
        "  meaning:\n    en: A test.\n    zh: 测试。\n",
        "utf-8",
    )


def test_a_known_link_fails_the_run_when_history_says_that_it_is_dead(
    check: Check, server: FaultServer, data: Path, tmp_path: Path
) -> None:
    answers = [status(200), status(404), status(404), status(404), status(200)]
    good = server.url("status-200", "/known").replace(".fault", ".org")
    bad = server.url("remembered").replace(".fault", ".org")
    write(data, "pictures", good, bad)
    state = tmp_path / "links.json"
    seen = []
    for day, answer in zip((0, 7, 8, 14, 15), answers, strict=True):
        server.behaviours["remembered"] = answer
        today = str(DAY + timedelta(days=day))
        result = check(
            "--data", str(data), "--state", str(state), "--day", today, "--format", "ndjson"
        )
        line = lines(result)[1]
        seen.append((line["verdict"], line["shown"], result.exit_code))
    assert seen == [
        ("ok", "ok", 0),
        ("dead", "transient", 0),
        ("dead", "transient", 0),
        ("dead", "dead", 1),
        ("ok", "ok", 0),
    ]
    assert read_state(state)[0].links[bad].last_ok == DAY + timedelta(days=15)


def test_a_link_that_nobody_cites_any_more_is_forgotten(
    check: Check, server: FaultServer, data: Path, tmp_path: Path
) -> None:
    urls = [server.url("status-200", f"/{n}").replace(".fault", ".org") for n in "ab"]
    state = tmp_path / "links.json"
    write(data, "pictures", *urls)
    check("--data", str(data), "--state", str(state))
    write(data, "pictures", urls[0], urls[0])
    check("--data", str(data), "--state", str(state))
    assert list(read_state(state)[0].links) == [urls[0]]
    # Not when a record cannot be read: its links are not forgotten for its mistake.
    write(data, "pictures", *urls)
    check("--data", str(data), "--state", str(state))
    write(data, "sound", urls[0], urls[0])
    write(data, "pictures", "not a URL", urls[1])
    check("--data", str(data), "--state", str(state))
    assert set(read_state(state)[0].links) == set(urls)


def test_a_change_fails_for_the_links_that_it_adds_and_warns_of_the_others(
    check: Check, server: FaultServer, data: Path
) -> None:
    server.behaviours["rotten"] = status(404)
    old = server.url("rotten", "/old").replace(".fault", ".org")
    new = server.url("rotten", "/new").replace(".fault", ".org")
    controls(data, server)
    write(data, "pictures", old, server.url("status-200", "/x").replace(".fault", ".org"))
    git(data.parent, "init", "-q", "-b", "main")
    git(data, "add", "--all")
    git(data, "commit", "-qm", "start")
    arguments = ("--data", str(data), "--changed-since", "main", "--format", "github")
    write(data, "pictures", old, server.url("status-200", "/y").replace(".fault", ".org"))
    known = check(*arguments)
    assert known.exit_code == 0
    assert known.stdout.startswith("::warning ")
    assert "the change did not add this link" in known.stdout
    write(data, "pictures", old, new)
    added = check(*arguments)
    assert added.exit_code == 1
    (error,) = [line for line in added.stdout.splitlines() if line.startswith("::error ")]
    assert new in error


def test_a_link_that_is_a_longer_form_of_an_old_one_is_new(
    check: Check, server: FaultServer, data: Path
) -> None:
    server.behaviours["longer"] = status(404)
    base = server.url("longer", "/data").replace(".fault", ".org")
    controls(data, server)
    write(data, "pictures", base + "/more", base + "/more")
    git(data.parent, "init", "-q", "-b", "main")
    git(data, "add", "--all")
    git(data, "commit", "-qm", "start")
    write(data, "pictures", base, base)
    assert check("--data", str(data), "--changed-since", "main").exit_code == 1


def test_the_first_runs_of_a_state_call_nothing_dead(
    check: Check, server: FaultServer, data: Path, tmp_path: Path
) -> None:
    gone = server.url("status-404", "/first").replace(".fault", ".org")
    fine = server.url("status-200", "/first").replace(".fault", ".org")
    write(data, "pictures", fine, gone)
    result = check("--data", str(data), "--state", str(tmp_path / "s.json"), "--format", "ndjson")
    assert [line["shown"] for line in lines(result)] == ["ok", "transient"]
    assert result.exit_code == 0


def test_a_damaged_state_is_told_and_the_run_goes_on(
    check: Check, server: FaultServer, data: Path, tmp_path: Path
) -> None:
    url = server.url("status-200", "/damaged").replace(".fault", ".org")
    write(data, "pictures", url, url)
    state = tmp_path / "links.json"
    state.write_text('{"links": {\n  "https://a.example/": {\x00', "utf-8")
    result = check("--data", str(data), "--state", str(state))
    assert result.exit_code == 0
    assert "is damaged" in result.stderr
    assert list(read_state(state)[0].links) == [url]


# --- conditional requests ---


def ask_again(server: FaultServer, url: str, known: Validators) -> object:
    settings = Settings(user_agent="test", timeout=1.0, gap=0.0, policy=POLICY)
    world = World(clock=FastClock(), lookup=server.lookup)
    return check_links([PlannedLink(url, ())], settings, world=world, known={url: known}).outcomes[
        0
    ]


def test_a_link_that_did_not_change_is_asked_about_with_what_the_server_gave(
    server: FaultServer,
) -> None:
    async def behave(request: Request, connection: Connection) -> None:
        if request.headers.get("if-none-match") == '"v1"':
            await connection.reply(request, 304, 'ETag: "v1"')
        else:
            await connection.reply(request, 200, 'ETag: "v1"', "Last-Modified: yesterday")

    server.behaviours["tagged"] = behave
    url = server.url("tagged")
    answer = run(server, url).outcomes[0].observations[-1].end
    assert (answer.etag, answer.last_modified) == ('"v1"', "yesterday")
    again = ask_again(server, url, Validators('"v1"', "yesterday"))
    assert again.judgement.verdict == "ok"
    assert again.judgement.code == 304
    assert again.observations[-1].end.etag == '"v1"'
    asked = server.asked("tagged.fault")
    assert [request.method for request in asked] == ["HEAD", "HEAD"]
    assert asked[-1].headers["if-modified-since"] == "yesterday"


def test_an_error_is_never_taken_from_a_cache(server: FaultServer) -> None:
    server.behaviours["was-fine"] = status(404)
    again = ask_again(server, server.url("was-fine"), Validators('"v1"'))
    assert again.judgement.verdict == "dead"
    # What HEAD said with a condition is settled by a GET without one.
    asked = server.asked("was-fine.fault")
    assert [("if-none-match" in request.headers) for request in asked] == [True, False]


def test_a_condition_does_not_follow_a_redirect(server: FaultServer) -> None:
    server.behaviours["tag-leads-on"] = redirect(302, server.url("tag-target"))
    ask_again(server, server.url("tag-leads-on"), Validators('"v1"'))
    assert "if-none-match" not in server.asked("tag-target.fault")[0].headers


@pytest.mark.parametrize("tag", ['"x\udcff"', '"' + "y" * 500 + '"'])
def test_a_validator_that_no_header_can_hold_is_dropped(tag: str, server: FaultServer) -> None:
    server.behaviours["odd-tag"] = on_head(status(200, f"ETag: {tag}"), status(200))
    assert run(server, server.url("odd-tag")).outcomes[0].observations[-1].end.etag is None
    assert Validators(tag, "a\r\nb").headers() == {}
