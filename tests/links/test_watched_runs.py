"""Watched facts in runs of the command: asked by GET, remembered by day, told to authors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from answers import raw, status, then
from click.testing import CliRunner
from fault_server import Connection, FaultServer, Request
from link_run import Check, git, lines

from atlas.links import command
from atlas.links.state import read_state

RECORD = """\
name: Watched
summary:
  en: A small set of pictures with questions, made for a test of the link checker.
roles: [training]
modalities: [image]
tasks: [image-captioning]
links:
  home: {home}
  other: {{kind: mirror, url: "{other}", by: Somebody}}
source: home
size:
  - {{value: 58000, unit: images, expect: "58,000 images"}}
  - {{value: 9, unit: videos, source: [home, other], expect: nine videos}}
"""
TEXT = "Content-Type: text/html; charset=utf-8"


@pytest.fixture
def page(server: FaultServer) -> Iterator[dict[str, object]]:
    """What the home page of the record says: ``body``, ``status``, ``headers``."""
    shown: dict[str, object] = {"body": "", "code": 200, "headers": (TEXT,)}

    async def behave(request: Request, connection: Connection) -> None:
        body = str(shown["body"]).encode()
        await connection.reply(request, int(str(shown["code"])), *shown["headers"], body=body)

    server.behaviours["watched"] = behave
    server.requests.clear()
    yield shown
    del server.behaviours["watched"]


def record(data: Path, server: FaultServer) -> tuple[str, str]:
    home, other = server.url("watched"), server.url("status-200")
    (data / "watched.yaml").write_text(RECORD.format(home=home, other=other), "utf-8")
    return home, other


def both(number: str = "<b>58,000</b> images") -> str:
    return f"<title>Data</title><p>{number} and nine\nvideos. {'More text. ' * 40}"


def states(path: Path, url: str) -> dict[str, str]:
    state, problems = read_state(path)
    assert not problems
    return {key: fact.state.value for key, fact in state.links[url].expect.items()}


def test_a_fact_is_seen_missed_and_gone_over_days(
    check: Check, server: FaultServer, data: Path, tmp_path: Path, page: dict[str, object]
) -> None:
    home, _ = record(data, server)
    state = tmp_path / "links.json"
    run = ("--data", str(data), "--state", str(state))

    def on(day: str, body: str, code: int = 200) -> dict[str, str]:
        page.update(body=body, code=code)
        result = check(*run, "--day", day)
        assert result.exit_code == 0, result.output
        return states(state, home)

    key, other = "58,000 images", "nine videos"
    assert on("2026-11-01", both()) == {key: "seen", other: "seen"}
    assert on("2026-11-08", both("57,999 images")) == {key: "missing", other: "seen"}
    # Nothing is learned from an error, a wall, or a page that breaks off.
    assert on("2026-11-09", "", 503) == {key: "missing", other: "seen"}
    assert on("2026-11-10", "<title>Just a moment...</title>") == {key: "missing", other: "seen"}
    assert on("2026-11-11", both("57,999 images")) == {key: "gone", other: "seen"}
    link = read_state(state)[0].links[home]
    fact = link.expect[key]
    assert (fact.last_seen.isoformat(), fact.missing_since.isoformat()) == (
        "2026-11-01", "2026-11-08",
    )  # fmt: skip
    assert on("2026-11-12", both()) == {key: "seen", other: "seen"}
    assert server.forbidden_contacts == 0


def test_the_text_is_asked_for_by_get_up_to_its_limit(
    check: Check, server: FaultServer, data: Path, tmp_path: Path, page: dict[str, object]
) -> None:
    home, _ = record(data, server)
    state = tmp_path / "links.json"
    # Behind the 64 KiB that settle a verdict, and behind the 2 MiB that are read.
    near, far = both("") + " " * 200_000, both("") + " " * (2 * 1024 * 1024)
    for day, before, found in (("2026-11-01", near, "seen"), ("2026-11-02", far, None)):
        state.unlink(missing_ok=True)
        page.update(body=before + "58,000 images")
        check("--data", str(data), "--state", str(state), "--day", day)
        assert states(state, home).get("58,000 images") == found
    assert "GET" in [request.method for request in server.asked("watched.fault")]


def test_a_page_that_is_watched_itself_is_asked_once_for_verdict_and_text(
    check: Check, server: FaultServer, data: Path, tmp_path: Path, page: dict[str, object]
) -> None:
    home, _ = record(data, server)
    state = tmp_path / "links.json"
    page.update(body=both())
    result = check("--data", str(data), "--state", str(state), "--format", "ndjson")
    assert [line["verdict"] for line in lines(result)] == ["ok", "ok"]
    assert set(states(state, home).values()) == {"seen"}
    assert [request.method for request in server.asked("watched.fault")] == ["GET"]


def test_of_what_is_no_text_only_the_beginning_is_read(
    check: Check, server: FaultServer, data: Path, page: dict[str, object]
) -> None:
    async def film(_: Request, connection: Connection) -> None:
        await connection.send(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n", b"x" * 70_000)
        await connection.hang()

    home, _ = record(data, server)
    server.behaviours["watched"] = film
    result = check("--data", str(data), "--timeout", "5", "--format", "ndjson")
    (line,) = [line for line in lines(result) if line["url"] == home]
    assert line["verdict"] == "ok"
    # Whoever wanted 2 MiB of it would wait until the time is over.
    assert float(str(line["elapsed"])) < 4


def test_facts_that_nothing_expects_any_more_are_forgotten(
    check: Check, server: FaultServer, data: Path, tmp_path: Path, page: dict[str, object]
) -> None:
    home, _ = record(data, server)
    state = tmp_path / "links.json"
    page.update(body=both())
    check("--data", str(data), "--state", str(state), "--day", "2026-11-01")
    path = data / "watched.yaml"
    path.write_text(path.read_text("utf-8").replace(', expect: "58,000 images"', ""), "utf-8")
    check("--data", str(data), "--state", str(state), "--day", "2026-11-02")
    assert set(states(state, home)) == {"nine videos"}


@pytest.mark.parametrize("form", ["table", "github", "markdown"])
def test_an_author_is_told_what_no_source_shows(
    check: Check, server: FaultServer, data: Path, page: dict[str, object], form: str
) -> None:
    _, other = record(data, server)
    # Nobody answers for the control hosts here.
    (data / "vocabulary" / "control-hosts.yaml").unlink()
    page.update(body=both("57,999 images"))
    result = check("--data", str(data), "--record", "watched", "--format", form)
    assert result.exit_code == 0
    assert "58,000 images" in result.output.replace("%2C", ",")
    assert "watched.yaml" in result.output
    assert ("line=12" in result.output) or ("watched.yaml:12" in result.output)
    # The other one is shown by one of its two sources.
    assert "nine videos" not in result.output
    assert other not in result.output
    page.update(body=both())
    assert "58,000" not in check("--data", str(data), "--record", "watched").output


def test_an_author_is_told_by_the_run_about_a_change(
    check: Check, server: FaultServer, data: Path, page: dict[str, object]
) -> None:
    (data / "vocabulary" / "control-hosts.yaml").unlink()
    git(data.parent, "init", "-q", "-b", "main")
    git(data, "add", "--all")
    git(data, "commit", "-qm", "start")
    record(data, server)
    page.update(body=both("57,999 images"))
    run = ("--data", str(data), "--changed-since", "main", "--format", "github")
    result = check(*run)
    assert result.exit_code == 0
    (warning,) = [line for line in result.stdout.splitlines() if "fact not shown" in line]
    assert warning.startswith("::warning file=")
    assert "watched.yaml,line=12" in warning
    page.update(body=both())
    assert "fact not shown" not in check(*run).stdout


def test_what_the_report_says_of_a_fact_comes_from_the_state(
    check: Check, server: FaultServer, data: Path, tmp_path: Path, page: dict[str, object]
) -> None:
    record(data, server)
    state = tmp_path / "links.json"
    for day, body in (("2026-11-01", both()), ("2026-11-08", "x"), ("2026-11-09", "x")):
        page.update(body=body + " text" * 500)
        check("--data", str(data), "--state", str(state), "--day", day)
    arguments = ["report", "--data", str(data), "--state", str(state), "--format", "json"]
    needs = json.loads(CliRunner().invoke(command.links, arguments).stdout)["needs"]
    told = {need["literal"]: (need["want"], need["last_good"]) for need in needs}
    assert told["58,000 images"] == ("gone", "2026-11-01")


def test_hostile_texts_end_in_nothing_learned(
    check: Check, server: FaultServer, data: Path, tmp_path: Path, page: dict[str, object]
) -> None:
    home, _ = record(data, server)
    state = tmp_path / "links.json"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\nhalf"
    for number, behave in enumerate(
        (
            raw(head),
            raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\nno"),
            status(200, "Content-Type: application/pdf", body=b"%PDF"),
            then(status(200), status(302, "Location: http://10.0.0.1/"), status(200)),
        ),
        start=1,
    ):
        server.behaviours["watched"] = behave
        check("--data", str(data), "--state", str(state), "--day", f"2026-11-0{number}")
        assert states(state, home) == {}
    assert server.forbidden_contacts == 0
