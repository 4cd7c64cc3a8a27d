"""The workflows give no more than they must, and run nothing that a stranger wrote with rights."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from atlas.cli import main
from atlas.github.record import LABEL

ROOT = Path(__file__).parents[1]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
BIN = Path(sys.executable).parent


def load(path: Path) -> dict[str, Any]:
    # BaseLoader: YAML 1.1 would read the key `on` as true.
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def workflow(name: str) -> dict[str, Any]:
    return load(GITHUB / "workflows" / f"{name}.yml")


def jobs(path: Path) -> Iterator[dict[str, Any]]:
    yield from load(path)["jobs"].values()


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(path):
        # A job that calls another workflow has none.
        yield from job.get("steps", [])


def runs() -> Iterator[str]:
    for path in WORKFLOWS:
        yield from (step["run"] for step in steps(path) if "run" in step)


def runs_for_pull_requests(path: Path) -> Iterator[dict[str, Any]]:
    """Jobs in which code of a pull request runs: all of a workflow that one starts."""
    if "pull_request" in load(path)["on"]:
        yield from jobs(path)


def test_the_workflows_are_there() -> None:
    names = {path.stem for path in WORKFLOWS}
    assert names == {
        "ci", "deploy", "intake", "issue-to-record", "links", "preview", "preview-comment",
    }  # fmt: skip


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_nothing_is_permitted_unless_a_job_asks(path: Path) -> None:
    loaded = load(path)
    assert loaded["permissions"] == {}
    assert "concurrency" in loaded
    for job in loaded["jobs"].values():
        assert "permissions" in job
        assert "timeout-minutes" in job or "uses" in job


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit_and_say_their_version(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    uses = [action for action in re.findall(r"uses: (.*)", text) if not action.startswith("./")]
    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_one_action_has_one_pin() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
    pins = set(re.findall(r"uses: ([\w/-]+)@([0-9a-f]{40} # v[\d.]+)", text))
    assert len({action for action, _ in pins}) == len(pins)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_expression_stands_in_a_shell_line(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_checkout_leaves_its_token_behind(path: Path) -> None:
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_a_pull_request_runs_can_write_nothing_and_knows_no_secret(path: Path) -> None:
    loaded = load(path)
    assert "pull_request_target" not in loaded["on"]
    assert "secrets" not in path.read_text(encoding="utf-8")
    for job in runs_for_pull_requests(path):
        assert job["permissions"] == {"contents": "read"}
        assert "github.token" not in str(job)


def test_each_workflow_starts_only_as_it_was_meant_to() -> None:
    assert {path.stem: set(load(path)["on"]) for path in WORKFLOWS} == {
        "ci": {"push", "pull_request"},
        "deploy": {"push", "workflow_dispatch", "workflow_call"},
        "intake": {"schedule", "workflow_dispatch"},
        "issue-to-record": {"issues"},
        "links": {"schedule", "workflow_dispatch"},
        "preview": {"pull_request"},
        "preview-comment": {"workflow_run"},
    }


def test_only_jobs_that_run_nothing_of_strangers_may_write() -> None:
    writers = {
        (path.stem, name): {key for key, level in job["permissions"].items() if level == "write"}
        for path in WORKFLOWS
        for name, job in load(path)["jobs"].items()
    }
    assert {job: rights for job, rights in writers.items() if rights} == {
        ("deploy", "deploy"): {"pages", "id-token"},
        ("intake", "wanted"): {"contents", "pull-requests"},
        ("issue-to-record", "record"): {"contents", "pull-requests", "issues"},
        ("links", "merge"): {"contents", "issues"},
        ("links", "deploy"): {"pages", "id-token"},
        ("preview-comment", "comment"): {"pull-requests"},
    }


def test_a_token_is_given_to_single_steps_only() -> None:
    for path in WORKFLOWS:
        loaded = load(path)
        assert "github.token" not in str(loaded.get("env", ""))
        for job in loaded["jobs"].values():
            assert "github.token" not in str(job.get("env", ""))
    intake = workflow("intake")["jobs"]["wanted"]["steps"]
    asking = [step for step in intake if step.get("run", "").startswith(".venv/bin/atlas intake")]
    assert "github.token" not in str(asking)


def test_an_issue_becomes_a_record_only_by_the_label_that_no_form_sets() -> None:
    loaded = workflow("issue-to-record")
    assert loaded["on"] == {"issues": {"types": ["labeled"]}}
    assert loaded["jobs"]["record"]["if"] == f"github.event.label.name == '{LABEL}'"
    for form in GITHUB.glob("ISSUE_TEMPLATE/*.yml"):
        assert LABEL not in load(form).get("labels", [])


def test_an_events_text_stands_nowhere_but_where_it_is_a_number_or_a_name_of_ours() -> None:
    """Titles, bodies, logins and names of branches are read from the event's file, by Python."""
    allowed = {
        "github.event.workflow_run.head_repository.full_name", "github.event.action",
        "github.event.workflow_run.head_branch", "github.event.pull_request.base.sha",
        "github.event.issue.number", "github.event.label.name", "github.event.workflow_run.event",
        "github.event.workflow_run.conclusion", "github.event.repository.default_branch",
    }  # fmt: skip
    for path in WORKFLOWS:
        used = set(re.findall(r"github\.event\.[\w.]+", path.read_text(encoding="utf-8")))
        assert used <= allowed, path.stem


def test_problems_of_records_are_shown_at_their_lines() -> None:
    told = [step.get("run") for step in workflow("ci")["jobs"]["records"]["steps"]]
    assert ".venv/bin/atlas validate --format github" in told


def test_what_follows_a_pull_request_checks_out_nothing_of_it() -> None:
    loaded = workflow("preview-comment")
    assert set(loaded["on"]) == {"workflow_run"}
    for step in loaded["jobs"]["comment"]["steps"]:
        assert not step.get("uses", "").startswith("actions/download-artifact@")
        assert set(step.get("with", {})) <= {"persist-credentials", "python-version"}


def test_ci_runs_the_readmes_test_command_on_every_supported_python() -> None:
    (path,) = [path for path in WORKFLOWS if path.stem == "ci"]
    assert "make test" in [step.get("run") for step in steps(path)]
    matrix = workflow("ci")["jobs"]["test"]["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert [one["os"].partition("-")[0] for one in matrix["include"]] == ["macos"]


def test_the_state_is_written_by_a_run_for_the_default_branch_only() -> None:
    writers = [
        (path.stem, name)
        for path in WORKFLOWS
        for name, job in load(path)["jobs"].items()
        if "put-state" in str(job)
    ]
    assert writers == [("links", "merge")]
    daily = workflow("links")["jobs"]
    assert "github.event.repository.default_branch" in daily["plan"]["if"]
    assert daily["check"]["needs"] == "plan"
    assert daily["merge"]["needs"] == "check"
    gets = [run for run in runs() if "get-state" in run]
    assert gets.count(".venv/bin/atlas github get-state") >= 4
    assert "needs.check.result != 'skipped'" in daily["merge"]["if"]
    assert workflow("links")["concurrency"]["cancel-in-progress"] != "true"


def test_builds_have_the_whole_history_and_the_state() -> None:
    for name in ("deploy", "preview"):
        job = workflow(name)["jobs"]["build"]
        assert job["steps"][0]["with"]["fetch-depth"] == "0"
        order = [step.get("run", "") for step in job["steps"]]
        (fetched,) = (run for run in order if "atlas github get-state" in run)
        assert order.index(fetched) < order.index("make build")
        # Only a stranger's build, which has no token, may go on without knowing.
        assert ("--if-readable" in fetched) == (name == "preview")
    assert "workflow_call" in workflow("deploy")["on"]


def test_a_preview_never_has_the_published_address() -> None:
    (build,) = [
        step
        for step in workflow("preview")["jobs"]["build"]["steps"]
        if step.get("run") == "make build"
    ]
    assert build["env"]["ATLAS_SITE_URL"].startswith("http://127.0.0.1")


@pytest.mark.parametrize("run", sorted(set(runs())))
def test_steps_are_targets_of_make_or_commands_of_the_atlas(run: str) -> None:
    """What a step runs is then what is tested here; commands and options are those there are."""
    if run.startswith("make "):
        target = run.removeprefix("make ").replace(".venv/.installed", "$(STAMP)")
        assert f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
        return
    if run == 'cat report.md >> "$GITHUB_STEP_SUMMARY"':
        return
    (called,) = re.findall(r"\.venv/bin/atlas ((?:[^|>)]|\$\()*)", run)
    around = run.replace(f".venv/bin/atlas {called}", "").strip()
    assert around in ("", "|| test $? -eq 1", "> report.md", 'echo "plan=$()" >> "$GITHUB_OUTPUT"')
    command, rest = main, shlex.split(called)
    while isinstance(command, click.Group):
        found = command.get_command(click.Context(command), rest.pop(0))
        assert found is not None, run
        command = found
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in rest if word.startswith("--")} <= known


def test_zizmor_finds_nothing() -> None:
    done = subprocess.run(
        [BIN / "zizmor", "--offline", "--persona", "auditor", "--no-progress", "--quiet", GITHUB],
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.dependabot", [GITHUB / "dependabot.yml"]),
        ("vendor.github-issue-config", sorted(GITHUB.glob("ISSUE_TEMPLATE/config.yml"))),
        (
            "vendor.github-issue-forms",
            [path for path in GITHUB.glob("ISSUE_TEMPLATE/*.yml") if path.stem != "config"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_for_github_have_their_form(schema: str, files: list[Path]) -> None:
    if not files:
        pytest.skip("there is none yet")
    done = subprocess.run(
        [BIN / "check-jsonschema", "--builtin-schema", schema, *files],
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_updates_wait() -> None:
    for update in load(GITHUB / "dependabot.yml")["updates"]:
        assert int(update["cooldown"]["default-days"]) >= 7
        for folder in update.get("directories", [update.get("directory")]):
            assert (ROOT / folder.strip("/")).is_dir()


def test_owners_are_asked_about_workflows_model_and_templates() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    owned = [line.split()[0] for line in lines if line and not line.startswith("#")]
    for path in (
        ".github/workflows/ci.yml", "scripts/atlas/records/model.py", "overrides/main.html",
        "mkdocs.yml", "Makefile", "requirements/run.lock", "data/links/suppressions.yaml",
        "data/vocabulary/licenses.yaml",
    ):  # fmt: skip
        assert (ROOT / path).exists()
        assert any(f"/{path}".startswith(one) for one in owned), path
