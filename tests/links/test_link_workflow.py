"""Days of ``links.yml``: its own steps in their order, a state branch, and the fault server."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from answers import status
from click.testing import CliRunner
from fault_server import FaultServer
from link_run import Check, git, write

from atlas.cli import main
from atlas.github import command
from atlas.links.state import read_state

ROOT = Path(__file__).parents[2]
JOBS = yaml.safe_load((ROOT / ".github" / "workflows" / "links.yml").read_text("utf-8"))["jobs"]
STATE = Path("data") / "observed" / "links.json"
#: Runs a step's command of the atlas with what stands for its variables; gives what it printed.
Step = Callable[..., str]


def commands(job: str) -> list[str]:
    """The commands of the atlas that the steps of ``job`` run, without what the shell does."""
    found = (
        re.search(r"\.venv/bin/atlas ([^|>)]*)", step.get("run", "")) for step in JOBS[job]["steps"]
    )
    return [call[1].strip() for call in found if call]


@pytest.fixture
def checkout(tmp_path: Path, data: Path) -> Path:
    """A clone whose folder of data is ``data``, with an origin beside it."""
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "origin.git")
    git(data.parent, "init", "-q", "-b", "main")
    git(data.parent, "remote", "add", "origin", str(tmp_path / "origin.git"))
    git(data.parent, "commit", "-q", "--allow-empty", "-m", "start")
    return data.parent


@pytest.fixture
def step(checkout: Path, check: Check, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Step:
    """``check`` has put the fault server in the place of the internet."""
    event = tmp_path / "event.json"
    event.write_text("{}", "utf-8")
    monkeypatch.chdir(checkout)
    monkeypatch.setattr(command, "ROOT", checkout)
    environ = {"GITHUB_EVENT_NAME": "schedule", "GITHUB_EVENT_PATH": str(event)}

    def run(line: str, day: str = "", shard: str = "") -> str:
        arguments = shlex.split(line.replace("$DAY", day).replace("$SHARD", shard))
        if arguments[0] == "links":
            arguments += ["--data", str(checkout / "data")]
        if arguments[:2] == ["links", "plan"]:
            arguments += ["--day", day, "--shards", "2"]
        if arguments[:2] == ["links", "check"]:
            arguments += ["--allow-network", "127.0.0.1/32", "--timeout", "1", "--gap", "0"]
        if arguments[:2] == ["github", "get-state"]:
            arguments += ["--file", str(STATE)]
        result = CliRunner().invoke(main, arguments, env=environ)
        assert result.exit_code in (0, 1), result.output
        return result.stdout

    return run


def one_day(step: Step, day: str) -> str:
    """What the report says at the end of ``day``. Each job begins with a fresh checkout."""

    def begin(job: str) -> list[str]:
        shutil.rmtree(STATE.parent, ignore_errors=True)
        return commands(job)

    *before, planning = begin("plan")
    for line in before:
        step(line, day)
    plan = json.loads(step(planning, day))
    for number, shard in enumerate(plan["shards"]):
        for line in begin("check"):
            step(line, plan["day"], shard["shard"])
        if STATE.exists():
            place = Path("shards") / f"shard-{number}" / "links.json"
            place.parent.mkdir(parents=True, exist_ok=True)
            STATE.rename(place)
    said = ""
    for line in begin("merge"):
        if line.startswith("github issue"):
            continue  # tests/github/test_github_issue.py
        told = step(line)
        said = told if line.startswith("links report") else said
    shutil.rmtree("shards", ignore_errors=True)
    return said


def test_days_of_shards_make_one_state_on_a_branch_of_its_own(
    step: Step, server: FaultServer, checkout: Path, tmp_path: Path
) -> None:
    server.behaviours["rots"] = status(404)
    rots, fine = (server.url(name).replace(".fault", ".org") for name in ("rots", "status-200"))
    write(checkout / "data", "pictures", fine, rots)
    reports = [one_day(step, f"2026-11-{day:02}") for day in (1, 4, 8)]
    assert ["Dead links" in report for report in reports] == [False, False, True]
    assert f"`{rots}`" in reports[-1]
    step("github get-state")
    state, problems = read_state(STATE)
    assert not problems
    assert state.links[rots].shown == "dead"
    assert [str(day)[-2:] for day in state.links[rots].streak.days] == ["01", "04", "08"]
    assert state.links[fine].shown == "ok"
    # Nothing of it is in the history of the records.
    assert not (tmp_path / "origin.git" / "refs" / "heads" / "main").exists()
