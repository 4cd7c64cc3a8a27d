"""The state goes to a branch of its own and comes back, and no pull request can write it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from atlas.github import command
from atlas.github.branch import BRANCH, GitFailed, fetch_state, put_state, refusal


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    done = subprocess.run(
        ["git", *identity, "-C", folder, *arguments], capture_output=True, check=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A clone with one commit, whose origin is a bare repository beside it."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "clone")
    clone = tmp_path / "clone"
    git(clone, "commit", "--quiet", "--allow-empty", "-m", "first")
    git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/main")
    return clone


def test_without_the_branch_nothing_is_there(checkout: Path) -> None:
    target = checkout / "data" / "observed" / "links.json"
    assert not fetch_state(checkout, target, "origin", {})
    assert not target.parent.exists()


def test_a_state_that_may_be_there_is_not_taken_for_none(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links would be asked as if for the first time, and their histories be overwritten."""
    target, nowhere = tmp_path / "links.json", str(tmp_path / "nowhere.git")
    with pytest.raises(GitFailed):
        fetch_state(checkout, target, nowhere, {})
    monkeypatch.setattr(command, "ROOT", checkout)

    def get(remote: str, *more: str) -> Result:
        arguments = ["get-state", "--remote", remote, "--file", str(target), *more]
        return CliRunner().invoke(command.github, arguments)

    refused = get(nowhere)
    assert (refused.exit_code, "not known" in refused.stderr) == (1, True)
    # A build of somebody's preview says “not checked yet” instead.
    assert get(nowhere, "--if-readable").exit_code == 0
    assert get("origin").stdout == "There is no state of the links.\n"
    assert not target.exists()


def test_the_state_comes_back_as_it_was_put(checkout: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "new.json", checkout / "data" / "observed" / "links.json"
    for content in (b'{"a": 1}\n', b'{"b": "\xc3\xa9\\r"}\r\n'):
        source.write_bytes(content)
        put_state(checkout, source, "origin", {})
        assert fetch_state(checkout, target, "origin", {})
        assert target.read_bytes() == content


def test_the_branch_is_one_commit_of_one_file_and_no_other_branch_changes(
    checkout: Path, tmp_path: Path
) -> None:
    source = tmp_path / "links.json"
    main = git(checkout, "rev-parse", "HEAD")
    for number in range(3):
        source.write_text(f"{number}\n")
        put_state(checkout, source, "origin", {})
    origin = tmp_path / "origin.git"
    assert git(origin, "rev-list", "--count", BRANCH) == "1"
    assert git(origin, "ls-tree", "--name-only", "-r", BRANCH) == "links.json"
    assert git(origin, "rev-parse", "main") == main == git(checkout, "rev-parse", "HEAD")
    assert git(checkout, "status", "--porcelain") == ""
    assert git(checkout, "rev-parse", "--is-shallow-repository") == "false"


def test_a_push_that_fails_is_told_without_the_token(checkout: Path, tmp_path: Path) -> None:
    source = tmp_path / "links.json"
    source.write_text("{}\n")
    token = {"GITHUB_SERVER_URL": "https://github.invalid", "GITHUB_TOKEN": "a-token"}
    with pytest.raises(GitFailed) as failed:
        put_state(checkout, source, str(tmp_path / "nowhere.git"), token)
    assert str(failed.value) == "git push failed"


@pytest.mark.parametrize(
    ("event", "ref", "allowed"),
    [
        ("schedule", "refs/heads/main", True),
        ("workflow_dispatch", "refs/heads/main", True),
        ("workflow_dispatch", "refs/heads/other", False),
        ("workflow_dispatch", "refs/tags/main", False),
        ("pull_request", "refs/pull/1/merge", False),
        ("pull_request_target", "refs/heads/main", False),
        ("push", "refs/heads/main", False),
        ("", "refs/heads/main", False),
    ],
)
def test_only_daily_runs_for_the_default_branch_may_write(
    event: str, ref: str, allowed: bool
) -> None:
    assert (refusal(event, ref, "main") is None) == allowed


def test_the_command_refuses_in_a_pull_request(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "ROOT", checkout)
    (tmp_path / "event.json").write_text(json.dumps({"repository": {"default_branch": "main"}}))
    (tmp_path / "links.json").write_text("{}\n")

    def put(event: str, ref: str) -> Result:
        names = {"EVENT_NAME": event, "REF": ref, "EVENT_PATH": str(tmp_path / "event.json")}
        environment = {f"GITHUB_{name}": value for name, value in names.items()}
        arguments = ["put-state", str(tmp_path / "links.json")]
        return CliRunner().invoke(command.github, arguments, env=environment)

    refused = put("pull_request", "refs/pull/1/merge")
    assert refused.exit_code == 1
    assert "pull_request does not write" in refused.stderr
    assert git(tmp_path / "origin.git", "branch", "--list", BRANCH) == ""
    assert put("workflow_dispatch", "refs/heads/main").exit_code == 0
    assert git(tmp_path / "origin.git", "branch", "--list", BRANCH) != ""
